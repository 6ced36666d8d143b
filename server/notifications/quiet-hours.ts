import { DateTime } from 'luxon';

/** When somebody is not to be disturbed: on these days from one time of the day to another, which may be of the next day. The same time twice is a whole day. */
export interface QuietHours {
  /** As HH:MM or HH:MM:SS. */
  from: string;
  until: string;
  /** On which days they begin; 1 is Monday. */
  weekdays: readonly number[];
}

/** When news is gathered into one e-mail. */
export interface Rhythm {
  rhythm: 'AT_ONCE' | 'DAILY' | 'WEEKLY';
  time: string;
  /** 1 is Monday. */
  weekday: number;
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

// By the clock on the wall: a day that is an hour shorter or longer has its times where people expect them.
const atTime = (day: DateTime, time: string): DateTime => day.set({ hour: Number(time.slice(0, 2)), minute: Number(time.slice(3, 5)), second: 0, millisecond: 0 });

/** When the quiet hours end that this moment is in, by the clock of the zone; null when it is in none. Those that follow each other without a pause are one. */
export function quietUntil({ from, until, weekdays }: QuietHours, timeZone: string, moment: Date): Date | null {
  const passesMidnight = minutesOf(until) <= minutesOf(from);
  let end: DateTime<boolean> | null = null;
  let at: DateTime<boolean> = DateTime.fromJSDate(moment, { zone: timeZone });
  // A week of whole days never ends: after two of them we disturb.
  for (let round = 0; round < 14; round++) {
    const found = [at.minus({ days: 1 }), at]
      .filter(day => weekdays.includes(day.weekday))
      .map(day => ({ starts: atTime(day, from), ends: atTime(passesMidnight ? day.plus({ days: 1 }) : day, until) }))
      .find(({ starts, ends }) => starts <= at && at < ends);
    if (!found) break;
    end = found.ends;
    at = end;
  }
  return end?.toJSDate() ?? null;
}

/** When the next e-mail is due that gathers what comes at this moment. */
export function gatheredAt({ rhythm, time, weekday }: Rhythm, timeZone: string, moment: Date): Date {
  if (rhythm === 'AT_ONCE') return moment;
  const local = DateTime.fromJSDate(moment, { zone: timeZone });
  for (let days = 0; ; days++) {
    const due = atTime(local.plus({ days }), time);
    if (due > local && (rhythm === 'DAILY' || due.weekday === weekday)) return due.toJSDate();
  }
}
