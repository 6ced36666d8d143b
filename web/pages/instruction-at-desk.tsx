import { SegmentedControl } from '@mantine/core';
import { IconHeadset } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DecisionFace } from '../calls/decision-bar.tsx';
import { SECRETARY_PLACEHOLDER } from '../instructions/greeting-field.tsx';
import { filledNumbers, instructionInput, type InstructionValues } from '../instructions/instruction-values.ts';
import { formatNumber } from '../ui/phone-numbers.ts';
import classes from './instruction-at-desk.module.css';

type Caller = 'vip' | 'other';

/** What is typed, as the secretary will see it: the greeting with her name, and the bar that says what to do with the caller. */
export function InstructionAtDesk({ values, timeZone }: { values: InstructionValues; timeZone: string }) {
  const { t } = useTranslation('instructions');
  const [caller, setCaller] = useState<Caller>('other');
  const { putThrough } = values;
  const isPutThrough = putThrough === 'ALL' || (putThrough === 'VIP' && caller === 'vip');
  const { validUntil } = instructionInput(values, timeZone, null).input;
  const numbers = filledNumbers(values).map(({ row }) => row);
  return (
    <section className={classes.desk} aria-labelledby="at-desk-title">
      <h2 id="at-desk-title" className={classes.title}><IconHeadset size={19} aria-hidden />{t('atDesk.title')}</h2>
      {putThrough === 'VIP' && (
        <SegmentedControl
          size="md" aria-label={t('atDesk.caller')} value={caller} onChange={value => setCaller(value as Caller)} className={classes.caller}
          data={[{ value: 'other', label: t('atDesk.other') }, { value: 'vip', label: t('atDesk.vip') }]}
        />
      )}
      <p className={classes.greeting}>{values.greeting.trim() ? <q>{values.greeting.trim().replaceAll(SECRETARY_PLACEHOLDER, t('form.exampleName'))}</q> : t('atDesk.noGreeting')}</p>
      <DecisionFace
        decision={{
          kind: isPutThrough ? 'PUT_THROUGH' : 'TAKE_MESSAGE',
          message: values.message.trim() || null,
          remarks: values.remarks.trim() || null,
          reasons: [
            ...(putThrough === 'VIP' && caller === 'vip' ? [{ __typename: 'ByContact' as const, message: '', name: t('atDesk.vipName'), match: 'NUMBER' as const, standing: 'VIP' as const }] : []),
            { __typename: 'ByRule', message: '', rule: putThrough },
            { __typename: 'ByInstruction', message: '', title: values.title.trim() || t('atDesk.untitled'), validUntil: validUntil ?? null },
          ],
        }}
      />
      {isPutThrough && numbers.length > 0 && (
        <ol className={classes.plan}>
          {numbers.map(({ key, number, label, situation }) => <li key={key}>{label.trim() && <strong>{label.trim()} </strong>}<span>{formatNumber(number.trim())}</span> <small>{t(`situation.${situation}`)}</small></li>)}
        </ol>
      )}
    </section>
  );
}
