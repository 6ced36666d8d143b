import { addDays, type Day, formatTag, wallTime, weekdayOf } from '../ui/zoned-time.ts';

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

/** The first day of the month that is so many months later. */
export function monthFrom(day: Day, months = 0): Day {
  const [year, month] = day.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 10);
}

/** The weeks, from Monday, in which the month of that day lies. */
export function weeksOf(day: Day): Day[][] {
  const first = monthFrom(day);
  const after = monthFrom(day, 1);
  const monday = addDays(first, -weekdayOf(first));
  const weeks: Day[][] = [];
  for (let week = monday; week < after; week = addDays(week, 7)) weeks.push(daysFrom(week, 7));
  return weeks;
}

/** A month in words: "August 2026". */
export const monthInWords = (day: Day, language: string): string => new Intl.DateTimeFormat(formatTag(language), { timeZone: 'UTC', month: 'long', year: 'numeric' }).format(new Date(`${day}T00:00:00Z`));
