import type { Weekday } from '../graphql/generated/graphql.ts';

/** Hours of one day, as the API has them. */
export interface DayHours { weekday: Weekday; from: string; until: string }

export const WEEKDAYS: readonly Weekday[] = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];

/** The hours of a day as people write them: "09:00–12:00, 14:00–18:00"; empty when there are none. */
export const hoursAsText = (hours: readonly DayHours[], weekday: Weekday): string => hours.filter(one => one.weekday === weekday).map(({ from, until }) => `${from}–${until}`).join(', ');

/** What somebody wrote: "9-12, 14.30–18 Uhr". Null when it cannot be read. */
export function readHours(text: string, weekday: Weekday): DayHours[] | null {
  const parts = text.split(/[,;]|\bund\b|\band\b/).map(part => part.replace(/uhr/gi, '').trim()).filter(Boolean);
  const read = parts.map(part => {
    const [from, until, ...more] = part.split(/\s*(?:-|–|—|\bbis\b|\bto\b)\s*/).map(readTime);
    return from && until && more.length === 0 && from !== until ? { weekday, from, until } : null;
  });
  return read.includes(null) ? null : (read as DayHours[]);
}

function readTime(text: string): string | null {
  const [, hour = '', minute = '00'] = /^(\d{1,2})(?:[:.](\d{2}))?$/.exec(text.trim()) ?? [];
  // What ends at midnight ends at the beginning of the next day.
  const whole = hour === '24' ? 0 : Number(hour);
  return hour !== '' && whole < 24 && Number(minute) < 60 ? `${String(whole).padStart(2, '0')}:${minute}` : null;
}
