import type { TFunction } from 'i18next';
import type { Difference } from '../ui/changed-meanwhile.tsx';
import { formatNumber } from '../ui/phone-numbers.ts';
import { dayInWords, type Day } from '../ui/zoned-time.ts';
import { filledNumbers, type InstructionValues } from './instruction-values.ts';
import { hoursInWords, hoursOf } from './weekly-hours.ts';

/** The parts of an instruction that are decided together when two people changed it. */
export const INSTRUCTION_PARTS = {
  title: ['title'],
  from: ['begins', 'fromDay', 'fromTime'],
  until: ['ends', 'untilDay', 'untilTime'],
  hours: ['hasHours', 'hours'],
  exceptPublicHolidays: ['exceptPublicHolidays'],
  greeting: ['greeting'],
  putThrough: ['putThrough'],
  message: ['message'],
  forwardingNumbers: ['forwardingNumbers'],
  transfer: ['transfer'],
  remarks: ['remarks'],
} as const satisfies Record<string, readonly (keyof InstructionValues)[]>;

type Part = keyof typeof INSTRUCTION_PARTS;

/** What is typed and what is stored of these parts, in words. */
export function instructionDifferences(parts: readonly string[], mine: InstructionValues, theirs: InstructionValues, language: string, today: Day, t: TFunction<'instructions'>): Difference[] {
  const yesNo = (value: boolean) => t(value ? 'form.yes' : 'form.no');
  const moment = (day: string, time: string) => (day === '' ? '' : `${dayInWords(day, language, today, 'short')}, ${time}`);
  const words: Record<Part, [string, (values: InstructionValues) => string]> = {
    title: [t('form.title'), values => values.title.trim()],
    from: [t('form.begins'), values => (values.begins === 'now' ? t('form.beginsNow') : moment(values.fromDay, values.fromTime))],
    until: [t('form.ends'), values => (values.ends === 'never' ? t('form.endsNever') : moment(values.untilDay, values.untilTime))],
    hours: [t('form.hours'), values => (values.hasHours ? hoursInWords(hoursOf(values.hours), language) : t('form.always'))],
    exceptPublicHolidays: [t('form.exceptHolidays'), values => yesNo(values.exceptPublicHolidays)],
    greeting: [t('form.greeting'), values => values.greeting.trim()],
    putThrough: [t('form.rule'), values => t(`rule.${values.putThrough}`)],
    message: [t('form.message'), values => values.message.trim()],
    forwardingNumbers: [t('form.forwarding'), values => filledNumbers(values)
      .map(({ row }) => `${formatNumber(row.number.trim())}${row.label.trim() && ` ${row.label.trim()}`}, ${t(`situation.${row.situation}`)}, ${row.ringSeconds}${t('form.secondsSuffix')}`).join('\n')],
    transfer: [t('form.transfer'), values => t(`transfer.${values.transfer}`)],
    remarks: [t('form.remarks'), values => values.remarks.trim()],
  };
  return Object.entries(words).filter(([part]) => parts.includes(part)).map(([field, [label, say]]) => ({ field, label, mine: say(mine), theirs: say(theirs) }));
}
