import type { TFunction } from 'i18next';
import type { InstructionInput, PutThroughRule, Transfer } from '../graphql/generated/graphql.ts';
import { addDays, dayInWords, momentOf, wallTime, weekdayOf, type WallTime } from '../ui/zoned-time.ts';
import type { InstructionParts } from './instruction-parts.ts';
import { WEEKDAYS, type DayHours } from './weekly-hours.ts';

/** The everyday changes; those without a question are done with one tap. */
export const PRESETS = ['meeting', 'lunch', 'closing', 'holiday', 'reachable'] as const;
export type PresetKind = (typeof PRESETS)[number];

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
export function usualEnd(kind: PresetKind, base: PresetBase, now: number, zone: string): WallTime {
  switch (kind) {
    case 'meeting': return inMinutes(60, now, zone);
    case 'lunch': return inMinutes(45, now, zone, 15);
    case 'reachable': return inMinutes(120, now, zone, 15);
    case 'closing': return nextOpening(base.openings, now, zone);
    case 'holiday': return { day: addDays(wallTime(now, zone).day, 8), time: '00:00' };
  }
}

/** An end as it is told to callers: absolute, since the words are spoken later. `t` is in the language of the customer's callers. */
export function spokenEnd(end: WallTime, kind: PresetKind, today: string, language: string, t: TFunction<'instructions'>): string {
  if (kind === 'holiday') return dayInWords(addDays(end.day, -1), language, today);
  return end.day === today ? t('presets.spoken.time', { time: end.time }) : t('presets.spoken.dayAndTime', { day: dayInWords(end.day, language, today), time: end.time });
}

/** A preset as it is sent; `t` is in the language of the customer's callers. */
export function presetInput(options: {
  kind: PresetKind; from: WallTime | null; end: WallTime; rule: PutThroughRule; message: string; base: PresetBase; customerName: string; zone: string; t: TFunction<'instructions'>;
}): InstructionInput {
  const { kind, from, end, rule, message, base, customerName, zone, t } = options;
  return {
    title: t(`presets.${kind}.title`),
    validFrom: from && momentOf(from, zone),
    validUntil: momentOf(end, zone),
    greeting: base.greeting ?? t('greeting.standard', { name: customerName, secretary: '{{secretary}}' }),
    putThrough: rule,
    message: message.trim() || null,
    forwardingNumbers: rule === 'NONE' ? [] : base.numbers.map(({ number, label, situation, ringSeconds }) => ({ number, label: label ?? null, situation, ringSeconds })),
    transfer: base.transfer,
    // What begins later is planned and not in the slot, which the next tap would empty.
    isPreset: from === null,
  };
}
