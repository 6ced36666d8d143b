import { addDays, weekdayOf, type Day } from '../ui/zoned-time.ts';

/** The lengths of time to look at; a range is from one day to another. */
export const SPANS = ['day', 'week', 'month', 'range'] as const;
export type Span = (typeof SPANS)[number];

/** What is looked at: whole days, the first and the last. */
export interface DayRange { readonly span: Span; readonly from: Day; readonly until: Day }

/** The longest range that the service counts. */
export const MOST_DAYS = 92;

/** The zone by whose clock the service counts its days. */
export const SERVICE_ZONE = 'Europe/Berlin';

const isDay = (text: string | null): text is Day => text !== null && /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);
const firstOfMonth = (day: Day): Day => `${day.slice(0, 7)}-01`;
const lastOfMonth = (day: Day): Day => addDays(firstOfMonth(addDays(firstOfMonth(day), 31)), -1);

/** The day, week or month in which a day lies. */
export function rangeAround(span: Exclude<Span, 'range'>, day: Day): DayRange {
  switch (span) {
    case 'day': return { span, from: day, until: day };
    case 'week': { const monday = addDays(day, -weekdayOf(day)); return { span, from: monday, until: addDays(monday, 6) }; }
    case 'month': return { span, from: firstOfMonth(day), until: lastOfMonth(day) };
  }
}

/** How many days a range has. */
export const daysIn = ({ from, until }: Pick<DayRange, 'from' | 'until'>): number => Math.round((Date.parse(until) - Date.parse(from)) / 86_400_000) + 1;

/** What is wrong with a range that somebody typed; null: nothing. */
export function rangeProblem({ from, until }: Pick<DayRange, 'from' | 'until'>): 'MISSING' | 'ORDER' | 'TOO_LONG' | null {
  if (!isDay(from) || !isDay(until)) return 'MISSING';
  const days = daysIn({ from, until });
  return days < 1 ? 'ORDER' : days > MOST_DAYS ? 'TOO_LONG' : null;
}

/** The range that an address names; today where it names none. */
export function rangeOf(params: URLSearchParams, today: Day): DayRange {
  const span = SPANS.find(one => one === params.get('span')) ?? 'day';
  const [from, until] = [params.get('from'), params.get('until')];
  if (span !== 'range') return rangeAround(span, isDay(from) ? from : today);
  const range = { span, from: from ?? '', until: until ?? '' };
  return rangeProblem(range) === null ? range : rangeAround('day', today);
}

/** The address's part that names a range. */
export const paramsOf = ({ span, from, until }: DayRange): Record<string, string> => (span === 'range' ? { span, from, until } : { span, from });

/** The range of the same length before or after it. */
export function stepped(range: DayRange, direction: 1 | -1): DayRange {
  if (range.span === 'range') {
    const days = daysIn(range) * direction;
    return { ...range, from: addDays(range.from, days), until: addDays(range.until, days) };
  }
  return rangeAround(range.span, direction === 1 ? addDays(range.until, 1) : addDays(range.from, -1));
}
