import type { ForwardingSituation, InstructionInput, PutThroughRule, Transfer } from '../graphql/generated/graphql.ts';
import { formatNumber } from '../ui/phone-numbers.ts';
import { addDays, momentOf, wallTime, type WallTime } from '../ui/zoned-time.ts';
import type { InstructionParts } from './instruction-parts.ts';
import { blocksOf, hoursOf, WEEKDAYS, type HoursBlock } from './weekly-hours.ts';

/** A forwarding number as its row holds it; `id` is the stored one's, and `key` keeps the row's place on the screen. */
export interface NumberRow { readonly key: string; readonly id: string | null; number: string; label: string; situation: ForwardingSituation; ringSeconds: number | string }

/** An instruction as its form holds it: days and times on the customer's clock. */
export interface InstructionValues {
  title: string;
  begins: 'now' | 'at';
  fromDay: string;
  fromTime: string;
  ends: 'never' | 'at';
  untilDay: string;
  untilTime: string;
  hasHours: boolean;
  hours: HoursBlock[];
  exceptPublicHolidays: boolean;
  greeting: string;
  putThrough: PutThroughRule;
  message: string;
  remarks: string;
  forwardingNumbers: NumberRow[];
  transfer: Transfer;
}

export const newNumber = (situation: ForwardingSituation = 'FIRST'): NumberRow => ({ key: crypto.randomUUID(), id: null, number: '', label: '', situation, ringSeconds: 20 });
export const newHours = (): HoursBlock => ({ key: crypto.randomUUID(), days: WEEKDAYS.slice(0, 5), from: '08:00', until: '17:00' });

/** The form of a new instruction, which begins now and puts nobody through unless numbers are known already. */
export function newInstruction(options: { greeting: string; numbers: InstructionParts['forwardingNumbers']; transfer: Transfer; now: number; zone: string }): InstructionValues {
  const today = wallTime(options.now, options.zone);
  return {
    title: '', begins: 'now', fromDay: today.day, fromTime: today.time, ends: 'never', untilDay: addDays(today.day, 1), untilTime: '00:00',
    hasHours: false, hours: [newHours()], exceptPublicHolidays: false, greeting: options.greeting, putThrough: 'NONE', message: '', remarks: '',
    forwardingNumbers: options.numbers.length > 0 ? numberRows(options.numbers).map(row => ({ ...row, id: null })) : [newNumber()],
    transfer: options.transfer,
  };
}

const numberRows = (numbers: InstructionParts['forwardingNumbers']): NumberRow[] =>
  numbers.map(({ id, number, label, situation, ringSeconds }) => ({ key: id, id, number: formatNumber(number), label: label ?? '', situation, ringSeconds }));

/** What an instruction says, now or in an earlier version. */
export type Said = Pick<InstructionParts, 'title' | 'validFrom' | 'validUntil' | 'weeklyHours' | 'exceptPublicHolidays' | 'greeting' | 'putThrough' | 'message' | 'remarks' | 'forwardingNumbers' | 'transfer'>;

/** The form of a stored instruction. */
export function valuesOfInstruction(stored: Said, zone: string): InstructionValues {
  const from = wallTime(stored.validFrom, zone);
  const until = stored.validUntil ? wallTime(stored.validUntil, zone) : null;
  return {
    title: stored.title,
    begins: 'at', fromDay: from.day, fromTime: from.time,
    ends: until ? 'at' : 'never', untilDay: until?.day ?? addDays(from.day, 1), untilTime: until?.time ?? '00:00',
    hasHours: stored.weeklyHours.length > 0, hours: stored.weeklyHours.length > 0 ? blocksOf(stored.weeklyHours) : [newHours()],
    exceptPublicHolidays: stored.exceptPublicHolidays,
    greeting: stored.greeting, putThrough: stored.putThrough, message: stored.message ?? '', remarks: stored.remarks ?? '',
    forwardingNumbers: stored.forwardingNumbers.length > 0 ? numberRows(stored.forwardingNumbers) : [newNumber()],
    transfer: stored.transfer,
  };
}

/** Rows that say something; an empty one is no number. */
export const filledNumbers = (values: Pick<InstructionValues, 'forwardingNumbers'>): { row: NumberRow; index: number }[] =>
  values.forwardingNumbers.map((row, index) => ({ row, index })).filter(({ row }) => row.number.trim() !== '' || row.label.trim() !== '');

/** What the API is given, and which field of the form each problem belongs to. `stored` lends the seconds that the form does not show. */
export function instructionInput(values: InstructionValues, zone: string, stored: InstructionParts | null): { input: InstructionInput; fieldOf: (path: string) => string } {
  const hours = values.hasHours ? hoursOf(values.hours) : [];
  const numbers = filledNumbers(values);
  const exact = (at: WallTime, before: string | null | undefined) => {
    if (!before) return momentOf(at, zone);
    const shown = wallTime(before, zone);
    return shown.day === at.day && shown.time === at.time ? before : momentOf(at, zone);
  };
  return {
    input: {
      title: values.title.trim(),
      // Left out, a stored one would keep its beginning.
      validFrom: values.begins === 'now' ? (stored && new Date().toISOString()) : exact({ day: values.fromDay, time: values.fromTime }, stored?.validFrom),
      validUntil: values.ends === 'never' ? null : exact({ day: values.untilDay, time: values.untilTime }, stored?.validUntil),
      weeklyHours: hours.map(({ weekday, from, until }) => ({ weekday, from, until })),
      exceptPublicHolidays: values.exceptPublicHolidays,
      greeting: values.greeting.trim(),
      putThrough: values.putThrough,
      message: values.message.trim() || null,
      remarks: values.remarks.trim() || null,
      forwardingNumbers: numbers.map(({ row }) => ({ id: row.id, number: row.number.trim(), label: row.label.trim() || null, situation: row.situation, ringSeconds: Number(row.ringSeconds) })),
      transfer: values.transfer,
      // Changing one that is in the slot leaves it there.
      isPreset: stored?.isPreset ?? false,
    },
    fieldOf: path => {
      const [list, place, part] = path.split('.');
      if (path === 'validUntil') return 'untilDay';
      if (path === 'validFrom') return 'fromDay';
      if (list === 'weeklyHours' && place !== undefined) return `hours.${hours[Number(place)]?.block ?? 0}.${part === 'until' ? 'until' : 'from'}`;
      if (list === 'forwardingNumbers' && place !== undefined) return `forwardingNumbers.${numbers[Number(place)]?.index ?? 0}.${part === 'label' || part === 'ringSeconds' ? part : 'number'}`;
      return path;
    },
  };
}
