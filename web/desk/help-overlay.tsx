import { Alert, Button, Modal, Table } from '@mantine/core';
import { useEffect, useEffectEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { chordOf, refusalOf, type Chord } from '../ui/chords.ts';
import { ChordText, isApple, useKeys } from '../ui/keys.tsx';
import { HELP_GROUPS } from './help-groups.ts';
import classes from './help-overlay.module.css';

type Action = (typeof HELP_GROUPS)[keyof typeof HELP_GROUPS][number];

/** Shows every key and lets each be changed. */
export function HelpOverlay({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('desk');
  const { bindings, rebind, reset } = useKeys();
  const [changing, setChanging] = useState<Action | null>(null);
  const [problem, setProblem] = useState<string | null>(null);

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (!changing) return;
    if (event.key === 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') { setChanging(null); setProblem(null); return; }
    const pressed = chordOf(event, isApple);
    if (!pressed) return;
    const chord = asBinding(changing, pressed);
    if (chord === null) { setProblem(t('help.needsDigit')); return; }
    const refusal = refusalOf(chord);
    const owner = Object.entries(bindings).find(([action, bound]) => action !== changing && bound === chord)?.[0] as Action | undefined;
    if (refusal === 'CHARACTER') setProblem(t('help.character', { key: pressed }));
    else if (refusal === 'BROWSER') setProblem(t('help.browser', { key: pressed }));
    else if (owner) setProblem(t('help.taken', { key: pressed, action: t(`help.actions.${owner}`) }));
    else {
      rebind(changing, chord);
      setChanging(null);
      setProblem(null);
    }
  });
  useEffect(() => {
    // Before everybody else: the pressed key is meant for the table, not for the desk.
    const listener = (event: KeyboardEvent) => onKey(event);
    addEventListener('keydown', listener, { capture: true });
    return () => removeEventListener('keydown', listener, { capture: true });
  }, []);

  return (
    <Modal opened onClose={onClose} title={t('help.title')} size="xl" closeOnEscape={changing === null}>
      <p className={classes.lead}>{t('help.lead')}</p>
      {problem && <Alert color="red" variant="light" role="alert" mb="sm" p="xs">{problem}</Alert>}
      <div className={classes.groups}>
        {(Object.keys(HELP_GROUPS) as (keyof typeof HELP_GROUPS)[]).map(group => (
          <Table key={group} verticalSpacing={3} horizontalSpacing={6} className={classes.group} aria-label={t(`help.groups.${group}`)}>
            <Table.Thead><Table.Tr><Table.Th colSpan={3} scope="colgroup">{t(`help.groups.${group}`)}</Table.Th></Table.Tr></Table.Thead>
            <Table.Tbody>
              {HELP_GROUPS[group].map((action: Action) => {
                const text = t(`help.actions.${action}`);
                return (
                  <Table.Tr key={action}>
                    <Table.Td>{text}</Table.Td>
                    <Table.Td className={classes.key}>{changing === action ? <span role="status">{t('help.press')}</span> : <ChordText chord={bindings[action] ?? ''} />}</Table.Td>
                    <Table.Td className={classes.change}>
                      <Button size="compact-xs" variant="subtle" aria-label={t('help.change', { action: text })} aria-pressed={changing === action} onClick={() => { setProblem(null); setChanging(changing === action ? null : action); }}>
                        {t('help.changeShort')}
                      </Button>
                    </Table.Td>
                  </Table.Tr>
                );
              })}
            </Table.Tbody>
          </Table>
        ))}
      </div>
      <Button variant="default" size="xs" mt="md" onClick={reset}>{t('help.reset')}</Button>
    </Modal>
  );
}

/** The chord to bind: for the rows of the waiting list the digit stands for any; null when it was pressed without one. */
function asBinding(action: Action, pressed: Chord): Chord | null {
  if (action !== 'takeRow') return pressed;
  return /[1-9]$/.test(pressed) ? `${pressed.slice(0, -1)}#` : null;
}
