import { ActionIcon, Button, Group } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPencil, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readFragment, type FragmentType } from '../graphql/generated/index.ts';
import { useErrorText } from '../ui/faces.tsx';
import { useReadOnly, Writing } from '../ui/read-only.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { showDone, showFailure, showUndo } from '../ui/toasts.tsx';
import type { InstructionCustomer } from './instruction-parts.ts';
import classes from './instructions.module.css';
import { PresetEditor } from './preset-editor.tsx';
import { useSavePresets, type PresetProblem } from './preset-list-acts.ts';
import { PresetList_parts, PresetTiles_customer, type Preset } from './preset-parts.ts';
import { PRESET_SYMBOLS } from './preset-symbols.ts';
import { presetTitle, standardPresets } from './presets.ts';

const MOST_PRESETS = 12;
const newPreset = (): Preset => ({ id: crypto.randomUUID(), title: '', symbol: 'APPOINTMENT', ending: 'AFTER_MINUTES', minutes: 60, isAsked: true, putThrough: 'NONE', message: '', forwardingNumbers: [] });

/** The one-tap changes in their order, each to be changed, moved and removed. */
export function PresetList({ customer: masked, whose }: { customer: FragmentType<typeof PresetTiles_customer>; whose: InstructionCustomer }) {
  const { t } = useTranslation('instructions');
  const { t: named } = useTranslation('spoken');
  const { t: common } = useTranslation('portal');
  const errorText = useErrorText();
  const readOnly = useReadOnly();
  const stored = readFragment(PresetList_parts, readFragment(PresetTiles_customer, masked).presetList);
  const { isSaving, save } = useSavePresets(whose.id);
  const [edited, setEdited] = useState<Preset | null>(null);
  const [problems, setProblems] = useState<readonly PresetProblem[]>([]);
  const [refusal, setRefusal] = useState<string | null>(null);
  const version = stored?.version ?? 0;
  const own: readonly Preset[] = stored?.presets ?? [];
  const { t: spoken } = useTranslation('spoken', { lng: whose.language.toLowerCase() });
  const list = own.length > 0 ? own : standardPresets(spoken);

  const open = (preset: Preset | null) => { setEdited(preset); setProblems([]); setRefusal(null); };
  /** Saves the list as it would be; true when that is done. `before` is what one would go back to. */
  const change = async (next: readonly Preset[], message: string, place: number | null = null): Promise<boolean> => {
    const result = await save(next, version);
    switch (result.outcome) {
      case 'saved': {
        const saved = result.version;
        showUndo({
          message, undo: common('undo'),
          onUndo: () => void save(own, saved).then(answer => { if (answer.outcome === 'saved') showDone(common('undone')); else showFailure(answer.outcome === 'meanwhile' ? t('acts.meanwhile') : t('acts.failed')); }),
        });
        return true;
      }
      // The newer list is on the page now; what was typed stays, to be saved on top of it.
      case 'meanwhile': setRefusal(t('presetList.meanwhile')); if (place === null) showFailure(t('presetList.meanwhile')); return false;
      case 'invalid': setProblems(result.problems.map(problem => ({ ...problem, field: problem.field.replace(`presets.${place}.`, '') }))); if (place === null) showFailure(t('acts.failed')); return false;
      case 'failed': if (place === null) showFailure(result.error ? errorText(result.error) : t('acts.failed')); else setRefusal(result.error ? errorText(result.error) : t('acts.failed')); return false;
    }
  };
  const keep = async (preset: Preset) => {
    const place = list.findIndex(({ id }) => id === preset.id);
    const next = place < 0 ? [...list, preset] : list.map(one => (one.id === preset.id ? preset : one));
    setProblems([]);
    setRefusal(null);
    if (await change(next, t('acts.saved', { title: preset.title.trim() }), place < 0 ? next.length - 1 : place)) open(null);
  };
  const move = (from: number, by: number) => {
    const next = [...list];
    next.splice(from + by, 0, ...next.splice(from, 1));
    void change(next, t('presetList.moved', { title: list[from]?.title, n: from + by + 1 }));
  };

  return (
    <>
      <ol className={classes.list}>
        {list.map((preset, index) => {
          const Symbol = PRESET_SYMBOLS[preset.symbol];
          const title = presetTitle(preset, named);
          return (
            <li key={preset.id} className={classes.presetRow}>
              <Symbol size={24} stroke={1.6} aria-hidden />
              <span className={classes.presetWords}>
                <span className={classes.cardTitle}>{title}</span>
                <span className={classes.cardTimes}>{[preset.ending === 'AFTER_MINUTES' ? t('presetList.afterMinutes', { minutes: preset.minutes }) : t(`presetList.endings.${preset.ending}`), t(`rule.${preset.putThrough}`)].join(' · ')}</span>
              </span>
              {!readOnly && (
                <span className={classes.presetButtons}>
                  <ActionIcon variant="subtle" color="gray" size={44} disabled={index === 0 || isSaving} aria-label={t('presetList.up', { title })} onClick={() => move(index, -1)}><IconArrowUp size={20} stroke={1.7} aria-hidden /></ActionIcon>
                  <ActionIcon variant="subtle" color="gray" size={44} disabled={index === list.length - 1 || isSaving} aria-label={t('presetList.down', { title })} onClick={() => move(index, 1)}><IconArrowDown size={20} stroke={1.7} aria-hidden /></ActionIcon>
                  <ActionIcon variant="subtle" color="gray" size={44} aria-haspopup="dialog" aria-label={t('presetList.edit', { title })} onClick={() => open(preset)}><IconPencil size={20} stroke={1.7} aria-hidden /></ActionIcon>
                </span>
              )}
            </li>
          );
        })}
      </ol>
      <Writing>
        <Group gap="sm">
          {list.length < MOST_PRESETS && <Button variant="default" leftSection={<IconPlus size={18} aria-hidden />} onClick={() => open(newPreset())}>{t('presetList.add')}</Button>}
          {own.length > 0 && <Button variant="subtle" loading={isSaving} onClick={() => void change([], t('presetList.resetDone'))}>{t('presetList.reset')}</Button>}
        </Group>
      </Writing>
      <Sheet opened={edited !== null} onClose={() => open(null)} isHeld title={edited && (edited.title === '' ? t('presetList.add') : presetTitle(edited, named))}>
        {edited && (
          <PresetEditor
            key={edited.id} initial={edited} problems={problems} refusal={refusal} isSaving={isSaving} onSave={preset => void keep(preset)}
            onRemove={list.length > 1 && list.some(({ id }) => id === edited.id) ? () => void change(list.filter(({ id }) => id !== edited.id), t('presetList.removed', { title: presetTitle(edited, named) })).then(isDone => { if (isDone) open(null); }) : null}
          />
        )}
      </Sheet>
    </>
  );
}
