import type { TFunction } from 'i18next';
import type { InstructionInput, PutThroughRule, Transfer } from '../graphql/generated/graphql.ts';
import { addDays, dayInWords, momentOf, wallTime, weekdayOf, type WallTime } from '../ui/zoned-time.ts';
import type { InstructionParts } from './instruction-parts.ts';
import type { Preset } from './preset-parts.ts';
import { WEEKDAYS, type DayHours } from './weekly-hours.ts';

/** Where the end stands in what callers are told. */
export const UNTIL_PLACEHOLDER = '{{until}}';

const STANDARD = [
  { id: 'meeting', symbol: 'MEETING', ending: 'AFTER_MINUTES', minutes: 60, isAsked: true, putThrough: 'NONE' },
  { id: 'lunch', symbol: 'LUNCH', ending: 'AFTER_MINUTES', minutes: 45, isAsked: false, putThrough: 'NONE' },
  { id: 'appointment', symbol: 'APPOINTMENT', ending: 'AFTER_MINUTES', minutes: 90, isAsked: true, putThrough: 'NONE' },
  { id: 'closing', symbol: 'CLOSING', ending: 'NEXT_OPENING', minutes: 60, isAsked: false, putThrough: 'NONE' },
  { id: 'holiday', symbol: 'HOLIDAY', ending: 'DAYS', minutes: 60, isAsked: true, putThrough: 'NONE' },
  { id: 'reachable', symbol: 'REACHABLE', ending: 'AFTER_MINUTES', minutes: 120, isAsked: true, putThrough: 'ALL' },
] as const satisfies Omit<Preset, 'title' | 'message' | 'forwardingNumbers'>[];
type StandardId = (typeof STANDARD)[number]['id'];
const isStandard = (id: string): id is StandardId => STANDARD.some(preset => preset.id === id);

/** The everyday changes for whoever has said nothing else; `t` is in the language of the customer's callers. */
export const standardPresets = (t: TFunction<'spoken'>): Preset[] =>
  STANDARD.map(preset => ({ ...preset, title: t(`presets.${preset.id}.title`), message: t(`presets.${preset.id}.message`, { until: UNTIL_PLACEHOLDER }), forwardingNumbers: [] }));

/** What it is called for whoever looks at it; `t` is in their language. */
export const presetTitle = ({ id, title }: Preset, t: TFunction<'spoken'>): string => (isStandard(id) ? t(`presets.${id}.title`) : title);

/** Whether end and rule are asked for; days always are. */
export const isAskedFor = ({ ending, isAsked }: Preset): boolean => isAsked || ending === 'DAYS';

const MINUTE = 60_000;
const OPENS = '08:00';
/** Before this hour people mean the day that has just ended. */
const DAY_BEGINS = '05:00';

/** What presets take over from the instructions that are there. */
export interface PresetBase {
  readonly greeting: string | null;
  readonly numbers: InstructionParts['forwardingNumbers'];
  readonly transfer: Transfer;
  readonly openings: readonly DayHours[];
}

/** Greeting, numbers with the way of handing over, and office hours of what else counts for this customer. */
export function presetBase(instructions: readonly InstructionParts[]): PresetBase {
  const lasting = instructions.filter(({ isPreset }) => !isPreset);
  const byRank = [...lasting.filter(({ isActive }) => isActive), ...lasting.filter(({ isActive, validUntil }) => !isActive && !validUntil), ...lasting];
  const numbered = byRank.find(({ forwardingNumbers }) => forwardingNumbers.some(({ situation }) => situation === 'FIRST'));
  return {
    greeting: byRank[0]?.greeting ?? null,
    numbers: numbered?.forwardingNumbers ?? [],
    transfer: numbered?.transfer ?? 'ANNOUNCED',
    openings: byRank.find(({ weeklyHours, validUntil }) => weeklyHours.length > 0 && !validUntil)?.weeklyHours ?? [],
  };
}

/** That many minutes from now, rounded up to a time one would say. */
export function inMinutes(minutes: number, now: number, zone: string, step = 5): WallTime {
  const grid = step * MINUTE;
  return wallTime(Math.ceil((now + minutes * MINUTE) / grid) * grid, zone);
}

/** When the office opens again after today: by the hours that are known, else on the next working day at eight. */
export function nextOpening(openings: readonly DayHours[], now: number, zone: string): WallTime {
  const today = wallTime(now, zone);
  const hours = openings.length > 0 ? openings : WEEKDAYS.slice(0, 5).map(weekday => ({ weekday, from: OPENS, until: '' }));
  const first = today.time < DAY_BEGINS ? 0 : 1;
  for (let ahead = first; ahead < first + 8; ahead++) {
    const day = addDays(today.day, ahead);
    const [earliest] = hours.filter(({ weekday }) => weekday === WEEKDAYS[weekdayOf(day)]).map(({ from }) => from).toSorted();
    if (earliest) return { day, time: earliest };
  }
  throw new RangeError('a week has no day of the hours given');
}

/** The end that a preset has unless another is chosen. */
export function usualEnd({ ending, minutes, isAsked }: Pick<Preset, 'ending' | 'minutes' | 'isAsked'>, base: PresetBase, now: number, zone: string): WallTime {
  switch (ending) {
    case 'AFTER_MINUTES': return inMinutes(minutes, now, zone, isAsked && minutes <= 60 ? 5 : 15);
    case 'NEXT_OPENING': return nextOpening(base.openings, now, zone);
    case 'DAYS': return { day: addDays(wallTime(now, zone).day, 8), time: '00:00' };
  }
}

/** An end as it is told to callers: absolute, since the words are spoken later. `t` is in the language of the customer's callers. */
export function spokenEnd(end: WallTime, { ending }: Pick<Preset, 'ending'>, today: string, language: string, t: TFunction<'spoken'>): string {
  if (ending === 'DAYS') return dayInWords(addDays(end.day, -1), language, today);
  return end.day === today ? t('time', { time: end.time }) : t('dayAndTime', { day: dayInWords(end.day, language, today), time: end.time });
}

/** What callers are told, with the end in its place. */
export const spokenMessage = ({ message }: Pick<Preset, 'message'>, until: string): string => (message ?? '').replaceAll(UNTIL_PLACEHOLDER, until);

/** Where it puts callers through to. */
export const numbersOf = ({ forwardingNumbers }: Preset, base: PresetBase): PresetBase['numbers'] => (forwardingNumbers.length > 0 ? forwardingNumbers : base.numbers);

/** Whether it can be set: to put through it needs a number. */
export const canBeSet = (preset: Preset, base: PresetBase): boolean => preset.putThrough === 'NONE' || numbersOf(preset, base).length > 0;

/** A preset as it is sent; `t` is in the language of the customer's callers. */
export function presetInput(options: {
  preset: Preset; from: WallTime | null; end: WallTime; rule: PutThroughRule; message: string; base: PresetBase; customerName: string; zone: string; t: TFunction<'spoken'>;
}): InstructionInput {
  const { preset, from, end, rule, message, base, customerName, zone, t } = options;
  return {
    title: preset.title,
    validFrom: from && momentOf(from, zone),
    validUntil: momentOf(end, zone),
    greeting: base.greeting ?? t('greeting', { name: customerName, secretary: '{{secretary}}' }),
    putThrough: rule,
    message: message.trim() || null,
    forwardingNumbers: rule === 'NONE' ? [] : numbersOf(preset, base).map(({ number, label, situation, ringSeconds }) => ({ number, label: label ?? null, situation, ringSeconds })),
    transfer: base.transfer,
    // What begins later is planned and not in the slot, which the next tap would empty.
    isPreset: from === null,
  };
}
