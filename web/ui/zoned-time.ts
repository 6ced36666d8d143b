/** A calendar day as YYYY-MM-DD; it has no zone. */
export type Day = string;
/** What a clock on a wall shows: a calendar day and HH:MM. */
export interface WallTime { readonly day: Day; readonly time: string }

const MINUTE = 60_000;
const DAY_MS = 86_400_000;

const readers = new Map<string, Intl.DateTimeFormat>();
function readerOf(zone: string): Intl.DateTimeFormat {
  let reader = readers.get(zone);
  if (!reader) {
    reader = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit',
    });
    readers.set(zone, reader);
  }
  return reader;
}

/** What the clock on a wall in that zone shows at the moment. */
export function wallTime(at: string | number | Date, zone: string): WallTime {
  const parts = Object.fromEntries(readerOf(zone).formatToParts(new Date(at)).map(({ type, value }) => [type, value]));
  return { day: `${parts['year']}-${parts['month']}-${parts['day']}`, time: `${parts['hour']}:${parts['minute']}` };
}

/** The moment at which a clock in that zone shows this; the earlier of two, and for a time that the clock leaves out the moment after the leap. Null for what is no time. */
export function momentOf({ day, time }: WallTime, zone: string): string | null {
  const wall = Date.parse(`${day}T${time}:00Z`);
  if (Number.isNaN(wall)) return null;
  const offsets = [wall - DAY_MS, wall + DAY_MS].map(at => offsetAt(at, zone));
  const candidates = offsets.map(offset => wall - offset).sort((a, b) => a - b);
  const exact = candidates.find(at => at + offsetAt(at, zone) === wall);
  return new Date(exact ?? candidates.at(-1)!).toISOString();
}

function offsetAt(at: number, zone: string): number {
  const { day, time } = wallTime(at, zone);
  return Date.parse(`${day}T${time}:00Z`) - Math.floor(at / MINUTE) * MINUTE;
}

/** The day that many days later. */
export const addDays = (day: Day, days: number): Day => new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/** 0 for Monday to 6 for Sunday. */
export const weekdayOf = (day: Day): number => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;

/** The tag for formats: English here is written as in Europe, with 24 hours and the day before the month. */
export const formatTag = (language: string): string => (language.startsWith('en') ? 'en-GB' : 'de-DE');

/** 14:05 on the clock in that zone. */
export const clockTime = (at: string | number | Date, zone: string): string => wallTime(at, zone).time;

/** A day in words: "Montag, 3. August", with the year when it is not this one. */
export function dayInWords(day: Day, language: string, today: Day, style: 'long' | 'short' = 'long'): string {
  return new Intl.DateTimeFormat(formatTag(language), {
    timeZone: 'UTC', weekday: style === 'long' ? 'long' : 'short', day: 'numeric', month: style === 'long' ? 'long' : 'short',
    ...(day.slice(0, 4) === today.slice(0, 4) ? {} : { year: 'numeric' }),
  }).format(new Date(`${day}T00:00:00Z`));
}

/** Words for days near today in the viewer's language ("heute", "gestern", "morgen"); null for others. */
export function nearDay(day: Day, language: string, today: Day): string | null {
  const distance = Math.round((Date.parse(day) - Date.parse(today)) / DAY_MS);
  if (Math.abs(distance) > 1) return null;
  return new Intl.RelativeTimeFormat(formatTag(language), { numeric: 'auto' }).format(distance, 'day');
}

/** A moment in a narrow list: "15:00", "gestern", "3. Aug.". */
export function briefMoment(at: string | number | Date, zone: string, language: string, now: number): string {
  const { day, time } = wallTime(at, zone);
  const today = wallTime(now, zone).day;
  if (day === today) return time;
  return nearDay(day, language, today) ?? new Intl.DateTimeFormat(formatTag(language), {
    timeZone: 'UTC', day: 'numeric', month: 'short', ...(day.slice(0, 4) === today.slice(0, 4) ? {} : { year: 'numeric' }),
  }).format(new Date(`${day}T00:00:00Z`));
}

/** A moment as briefly as it stays clear: "15:00", "morgen, 08:00", "Mo., 3. Aug., 08:00". */
export function momentInWords(at: string | number | Date, zone: string, language: string, now: number): string {
  const { day, time } = wallTime(at, zone);
  const today = wallTime(now, zone).day;
  if (day === today) return time;
  return `${nearDay(day, language, today) ?? dayInWords(day, language, today, 'short')}, ${time}`;
}
