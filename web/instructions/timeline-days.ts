import { addDays, momentOf, wallTime, type Day } from '../ui/zoned-time.ts';

/** A stretch of time in which one instruction is in force, or none. */
export interface TimelineStretch<Instruction> { readonly from: string; readonly until: string; readonly instruction: Instruction | null }

/** A part of a day: its times on the customer's clock, and where it lies in the day, 0 to 1. */
export interface DayPart<Instruction> { readonly from: string; readonly until: string; readonly begin: number; readonly end: number; readonly instruction: Instruction | null }

/** One day, or several one after the other on which the same is in force from midnight to midnight. */
export interface DaysOfTimeline<Instruction> { readonly first: Day; readonly last: Day; readonly parts: readonly DayPart<Instruction>[] }

const MINUTE_MS = 60_000;
const ratio = (part: number, whole: number) => Math.round((part / whole) * 10_000) / 10_000;

/** The stretches by day on the clock in that zone, from one day to another; days on which the same is in force all day are one. */
export function daysOfTimeline<Instruction extends { id: string }>(stretches: readonly TimelineStretch<Instruction>[], first: Day, last: Day, zone: string): DaysOfTimeline<Instruction>[] {
  const days: DaysOfTimeline<Instruction>[] = [];
  for (let day = first; day <= last; day = addDays(day, 1)) {
    const parts = partsOf(stretches, day, zone);
    const before = days.at(-1);
    const [only] = parts;
    const [same] = before?.parts ?? [];
    const goesOn = before && before.first > first && only && same && isWhole(only) && isWhole(same) && only.instruction?.id === same.instruction?.id;
    if (goesOn) days[days.length - 1] = { ...before, last: day };
    else days.push({ first: day, last: day, parts });
  }
  return days;
}

/** Whether it fills its day. */
export const isWhole = ({ begin, end }: Pick<DayPart<unknown>, 'begin' | 'end'>): boolean => begin === 0 && end === 1;

function partsOf<Instruction>(stretches: readonly TimelineStretch<Instruction>[], day: Day, zone: string): DayPart<Instruction>[] {
  const begins = Date.parse(momentOf({ day, time: '00:00' }, zone) ?? day);
  const ends = Date.parse(momentOf({ day: addDays(day, 1), time: '00:00' }, zone) ?? day);
  return stretches.flatMap(({ from, until, instruction }) => {
    const begin = Math.max(Date.parse(from), begins);
    const end = Math.min(Date.parse(until), ends);
    // What was replaced within its minute would be told as from 4:01 until 4:01.
    if (end - begin < MINUTE_MS) return [];
    return [{
      from: begin === begins ? '00:00' : wallTime(begin, zone).time, until: end === ends ? '24:00' : wallTime(end, zone).time,
      begin: ratio(begin - begins, ends - begins), end: ratio(end - begins, ends - begins), instruction,
    }];
  });
}

/** Where the moment lies in its day on the clock in that zone, 0 to 1. */
export function placeInDay(at: number, zone: string): number {
  const { day } = wallTime(at, zone);
  const begins = Date.parse(momentOf({ day, time: '00:00' }, zone) ?? day);
  const ends = Date.parse(momentOf({ day: addDays(day, 1), time: '00:00' }, zone) ?? day);
  return ratio(at - begins, ends - begins);
}
