import { ActionIcon, Alert, Button, NativeSelect, NumberInput, Radio, Stack, Switch, Textarea, TextInput } from '@mantine/core';
import { IconClock, IconPlus, IconTrash } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ForwardingSituation, PresetEnding, PresetSymbol, PutThroughRule } from '../graphql/generated/graphql.ts';
import { formatNumber } from '../ui/phone-numbers.ts';
import classes from './instructions.module.css';
import type { PresetProblem } from './preset-list-acts.ts';
import type { Preset } from './preset-parts.ts';
import { PRESET_SYMBOLS } from './preset-symbols.ts';
import { UNTIL_PLACEHOLDER } from './presets.ts';

const ENDINGS = ['AFTER_MINUTES', 'NEXT_OPENING', 'DAYS'] as const satisfies PresetEnding[];
const RULES = ['NONE', 'VIP', 'ALL'] as const satisfies PutThroughRule[];
const SITUATIONS = ['FIRST', 'ON_NO_ANSWER', 'ON_BUSY'] as const satisfies ForwardingSituation[];
const MOST_NUMBERS = 10;

/** One of the one-tap changes, to be changed; `problems` are named by field. */
export function PresetEditor({ initial, problems, refusal, isSaving, onSave, onRemove }: {
  initial: Preset; problems: readonly PresetProblem[]; refusal: string | null; isSaving: boolean; onSave: (preset: Preset) => void; onRemove: (() => void) | null;
}) {
  const { t } = useTranslation('instructions');
  const { t: common } = useTranslation('portal');
  const [preset, setPreset] = useState<Preset>(() => ({ ...initial, forwardingNumbers: initial.forwardingNumbers.map(row => ({ ...row, number: formatNumber(row.number) })) }));
  const message = useRef<HTMLTextAreaElement>(null);
  const set = (change: Partial<Preset>) => setPreset(before => ({ ...before, ...change }));
  const problemOf = (field: string) => {
    const found = problems.find(problem => problem.field === field);
    return found && common(`problems.${found.code}` as 'problems.REQUIRED');
  };
  const insertEnd = () => {
    const text = preset.message ?? '';
    const at = message.current?.selectionStart ?? text.length;
    set({ message: text.slice(0, at) + UNTIL_PLACEHOLDER + text.slice(at) });
    message.current?.focus();
  };
  const numbers = preset.forwardingNumbers;
  const setNumber = (index: number, change: Partial<(typeof numbers)[number]>) => set({ forwardingNumbers: numbers.map((row, at) => (at === index ? { ...row, ...change } : row)) });

  return (
    <form noValidate onSubmit={event => { event.preventDefault(); onSave(preset); }}>
      <Stack gap="lg">
        {refusal && <Alert color="yellow" variant="light" role="alert">{refusal}</Alert>}
        <TextInput label={t('form.title')} withAsterisk autoComplete="off" maxLength={60} data-autofocus error={problemOf('title')} value={preset.title} onChange={event => set({ title: event.currentTarget.value })} />
        <NativeSelect label={t('presetList.symbol')} value={preset.symbol} onChange={event => set({ symbol: event.currentTarget.value as PresetSymbol })} data={(Object.keys(PRESET_SYMBOLS) as PresetSymbol[]).map(value => ({ value, label: t(`presetList.symbols.${value}`) }))} />
        <div className={classes.pair}>
          <NativeSelect label={t('presetList.ending')} value={preset.ending} onChange={event => set({ ending: event.currentTarget.value as PresetEnding })} data={ENDINGS.map(value => ({ value, label: t(`presetList.endings.${value}`) }))} />
          {preset.ending === 'AFTER_MINUTES' && (
            <NumberInput label={t('presetList.minutes')} size="md" min={5} max={1440} step={5} allowDecimal={false} hideControls inputMode="numeric" error={problemOf('minutes')} value={preset.minutes} onChange={value => set({ minutes: Number(value) || 0 })} />
          )}
        </div>
        {preset.ending !== 'DAYS' && <Switch label={t('presetList.isAsked')} description={t('presetList.isAskedHint')} checked={preset.isAsked} onChange={event => set({ isAsked: event.currentTarget.checked })} />}
        <Radio.Group size="md" label={t('form.rule')} value={preset.putThrough} onChange={value => set({ putThrough: value as PutThroughRule })}>
          <Stack gap={4} mt={6}>{RULES.map(rule => <Radio key={rule} value={rule} label={t(`rule.${rule}`)} className={classes.radio} />)}</Stack>
        </Radio.Group>
        <div className={classes.choice}>
          <Textarea
            ref={message} label={t('form.message')} description={t('presetList.messageHint', { placeholder: UNTIL_PLACEHOLDER })} withAsterisk={preset.putThrough !== 'ALL'} autosize minRows={2} maxRows={6} maxLength={1500} error={problemOf('message')}
            value={preset.message ?? ''} onChange={event => set({ message: event.currentTarget.value })}
          />
          <Button variant="default" size="sm" className={classes.add} leftSection={<IconClock size={16} aria-hidden />} onClick={insertEnd}>{t('presetList.insertEnd')}</Button>
        </div>
        {preset.putThrough !== 'NONE' && (
          <fieldset className={classes.plain}>
            <legend className={classes.label}>{t('presetList.numbers')}</legend>
            <p className={classes.hint}>{t('presetList.numbersHint')}</p>
            <ol className={classes.numbers}>
              {numbers.map((row, index) => (
                <li key={row.id} className={classes.number}>
                  <div className={classes.pair}>
                    <TextInput label={t('form.number')} type="tel" inputMode="tel" autoComplete="off" maxLength={40} placeholder={t('form.numberPlaceholder')} error={problemOf(`forwardingNumbers.${index}.number`)} value={row.number} onChange={event => setNumber(index, { number: event.currentTarget.value })} />
                    <TextInput label={t('form.label')} autoComplete="off" maxLength={100} placeholder={t('form.labelPlaceholder')} value={row.label ?? ''} onChange={event => setNumber(index, { label: event.currentTarget.value })} />
                  </div>
                  <div className={classes.times}>
                    <NativeSelect label={t('form.situation')} value={row.situation} onChange={event => setNumber(index, { situation: event.currentTarget.value as ForwardingSituation })} data={SITUATIONS.map(value => ({ value, label: t(`situation.${value}`) }))} />
                    <ActionIcon variant="subtle" color="gray" size={46} className={classes.removeBlock} aria-label={t('form.removeNumber', { n: index + 1 })} onClick={() => set({ forwardingNumbers: numbers.filter((_, at) => at !== index) })}><IconTrash size={20} stroke={1.7} aria-hidden /></ActionIcon>
                  </div>
                </li>
              ))}
            </ol>
            {problemOf('forwardingNumbers') && <p className={classes.error}>{t('form.firstMissing')}</p>}
            {numbers.length < MOST_NUMBERS && (
              <Button variant="subtle" className={classes.add} leftSection={<IconPlus size={18} aria-hidden />} onClick={() => set({ forwardingNumbers: [...numbers, { id: crypto.randomUUID(), number: '', label: '', situation: numbers.length > 0 ? 'ON_NO_ANSWER' : 'FIRST', ringSeconds: 20 }] })}>{t('form.addNumber')}</Button>
            )}
          </fieldset>
        )}
        <Button type="submit" loading={isSaving} fullWidth>{t('form.save')}</Button>
        {onRemove && <Button variant="subtle" color="red" leftSection={<IconTrash size={18} aria-hidden />} disabled={isSaving} onClick={onRemove}>{t('presetList.remove')}</Button>}
      </Stack>
    </form>
  );
}
