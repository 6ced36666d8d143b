import { addDays, type Day, wallTime } from '../ui/zoned-time.ts';

/** Something that takes time. */
export interface Timed { readonly startsAt: string; readonly endsAt: string }

/** What is on that day, with the part of it that falls there, in minutes of the clock on the wall; in order. */
export function onDay<T extends Timed>(all: readonly T[], day: Day, zone: string): { item: T; from: number; until: number }[] {
  const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  return all.flatMap(item => {
    const start = wallTime(item.startsAt, zone);
    const end = wallTime(item.endsAt, zone);
    const from = start.day < day ? 0 : minutes(start.time);
    const until = end.day > day ? 1440 : minutes(end.time);
    return start.day <= day && end.day >= day && (until > from || (start.day === day && end.day === day)) ? [{ item, from, until }] : [];
  }).toSorted((a, b) => a.from - b.from || a.item.startsAt.localeCompare(b.item.startsAt));
}

/** That many days, one after the other. */
export const daysFrom = (day: Day, count: number): Day[] => Array.from({ length: count }, (_, place) => addDays(day, place));

/** Free times by their day, in the order in which they came. */
export const byDay = <T extends Timed>(slots: readonly T[], zone: string): [Day, T[]][] => [...Map.groupBy(slots, ({ startsAt }) => wallTime(startsAt, zone).day)];
