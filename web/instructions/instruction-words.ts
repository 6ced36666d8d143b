import type { TFunction } from 'i18next';
import { addDays, dayInWords, momentInWords, nearDay, wallTime } from '../ui/zoned-time.ts';
import type { InstructionParts } from './instruction-parts.ts';
import { hoursInWords } from './weekly-hours.ts';

/** How far an instruction is: in its time, before it, after it, or without an end. */
export type InstructionPhase = 'active' | 'covered' | 'planned' | 'standing' | 'ended';

/** The screen's clock goes by minutes, and the server's may be a little ahead: what began or ended just now has done so here too. */
const WITHIN_MS = 60_000;
const isPast = (at: string, now: number) => Date.parse(at) <= now + WITHIN_MS;

/** Where an instruction stands at the moment. "covered" is temporary and begun, while another counts or its hours are not on. */
export function phaseOf(instruction: Pick<InstructionParts, 'isActive' | 'validFrom' | 'validUntil'>, now: number): InstructionPhase {
  const { isActive, validFrom, validUntil } = instruction;
  if (isActive) return 'active';
  if (validUntil && isPast(validUntil, now)) return 'ended';
  if (!isPast(validFrom, now)) return 'planned';
  return validUntil ? 'covered' : 'standing';
}

/** An end in words; one at midnight belongs to the day that it closes: "bis Freitag" and not "bis Samstag, 00:00". */
export function untilWords(until: string, zone: string, language: string, now: number): string {
  const { day, time } = wallTime(until, zone);
  if (time !== '00:00') return momentInWords(until, zone, language, now);
  const today = wallTime(now, zone).day;
  const last = addDays(day, -1);
  return nearDay(last, language, today) ?? dayInWords(last, language, today, 'short');
}

/** The time frame in words: "bis 15:00", "ab Mo., 3. Aug., 08:00 bis Fr., 7. Aug.", "unbefristet". */
export function frameWords(instruction: Pick<InstructionParts, 'validFrom' | 'validUntil'>, zone: string, language: string, now: number, t: TFunction<'instructions'>): string {
  const { validFrom, validUntil } = instruction;
  const from = momentInWords(validFrom, zone, language, now);
  const hasBegun = isPast(validFrom, now);
  if (!validUntil) return hasBegun ? t('frame.standing') : t('frame.standingFrom', { from });
  const until = untilWords(validUntil, zone, language, now);
  if (isPast(validUntil, now)) return t('frame.ended', { until });
  return hasBegun ? t('frame.until', { until }) : t('frame.fromUntil', { from, until });
}

/** The weekly hours in words; null when it counts around the clock. */
export function weeklyWords(instruction: Pick<InstructionParts, 'weeklyHours' | 'exceptPublicHolidays'>, language: string, t: TFunction<'instructions'>): string | null {
  // A line does not break inside "08:00–17:00".
  const hours = instruction.weeklyHours.length > 0 ? hoursInWords(instruction.weeklyHours, language).replaceAll('–', '\u2060–\u2060') : null;
  if (!instruction.exceptPublicHolidays) return hours;
  return hours ? t('frame.hoursExceptHolidays', { hours }) : t('frame.exceptHolidays');
}
