import type { Weekday } from '../graphql/generated/graphql.ts';
import { formatTag } from '../ui/zoned-time.ts';

/** The days of a week as Germany counts them. */
export const WEEKDAYS: readonly Weekday[] = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];

/** Hours of one day, as the API has them. */
export interface DayHours { readonly weekday: Weekday; readonly from: string; readonly until: string }
/** The same hours on several days, as people say them. */
export interface HoursBlock { readonly key: string; days: Weekday[]; from: string; until: string }

const sameHours = (a: { from: string; until: string }, b: { from: string; until: string }) => a.from === b.from && a.until === b.until;

/** Gathers the days that share their hours, in the order of the week and of the day. */
export function blocksOf(hours: readonly DayHours[]): HoursBlock[] {
  const sorted = hours.toSorted((a, b) => WEEKDAYS.indexOf(a.weekday) - WEEKDAYS.indexOf(b.weekday) || a.from.localeCompare(b.from));
  const blocks: HoursBlock[] = [];
  for (const { weekday, from, until } of sorted) {
    const block = blocks.find(other => sameHours(other, { from, until }));
    if (block) block.days.push(weekday);
    else blocks.push({ key: crypto.randomUUID(), days: [weekday], from, until });
  }
  return blocks;
}

/** The hours of each day, with the block each came from. */
export const hoursOf = (blocks: readonly HoursBlock[]): (DayHours & { block: number })[] =>
  blocks.flatMap(({ days, from, until }, block) => WEEKDAYS.filter(weekday => days.includes(weekday)).map(weekday => ({ weekday, from, until, block })));

/** Whether hours end on the day after they began. */
export const passesMidnight = ({ from, until }: { from: string; until: string }): boolean => from !== '' && until !== '' && until <= from;

// The 5th of January 2026 was a Monday.
const weekdayDate = (weekday: Weekday) => new Date(Date.UTC(2026, 0, 5 + WEEKDAYS.indexOf(weekday)));

/** "Mo" or "Montag". */
export const weekdayName = (weekday: Weekday, language: string, style: 'short' | 'long'): string =>
  new Intl.DateTimeFormat(formatTag(language), { weekday: style, timeZone: 'UTC' }).format(weekdayDate(weekday)).replace(/\.$/, '');

/** "Mo–Fr 08:00–17:00, Sa 09:00–12:00". */
export function hoursInWords(hours: readonly DayHours[], language: string): string {
  return blocksOf(hours).map(({ days, from, until }) => `${daysInWords(days, language)} ${from}–${until}`).join(', ');
}

function daysInWords(days: readonly Weekday[], language: string): string {
  const places = days.map(day => WEEKDAYS.indexOf(day));
  const runs: number[][] = [];
  for (const place of places) {
    const run = runs.at(-1);
    if (run && run.at(-1) === place - 1) run.push(place);
    else runs.push([place]);
  }
  const name = (place: number) => weekdayName(WEEKDAYS[place]!, language, 'short');
  return runs.map(run => (run.length > 2 ? `${name(run[0]!)}–${name(run.at(-1)!)}` : run.map(name).join(', '))).join(', ');
}
