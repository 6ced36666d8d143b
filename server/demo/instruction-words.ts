import { DateTime } from 'luxon';
import type { PutThroughRule, ForwardingSituation, Weekday } from '../instructions/instruction.entity.ts';
import type { WeeklyHours } from '../instructions/schedule.ts';
import type { ReservedNumber } from './reserved-numbers.ts';

/** A moment told from the filling of the demo: a time of a day so many days away, or so many minutes away. */
export type Told = { day: number; at: string } | { minutes: number };

/** An instruction as a demo customer gave it. Without `from` it holds since the contract began. */
export interface DemoInstruction {
  title: string;
  putThrough: `${PutThroughRule}`;
  greeting: string;
  message?: string;
  remarks?: string;
  hours?: readonly WeeklyHours[];
  exceptPublicHolidays?: boolean;
  isPreset?: boolean;
  created?: Told;
  from?: Told;
  until?: Told;
  numbers?: readonly { number: ReservedNumber; label: string; situation: `${ForwardingSituation}`; ringSeconds: number }[];
}

const WORKDAYS = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY'] as const;

/** A time of the day so many days after that of the filling. */
export const day = (day: number, at = '10:00'): Told => ({ day, at });

/** So many minutes after the filling, to five minutes. */
export const minutes = (minutes: number): Told => ({ minutes });

/** The same hours on each of the days. */
export const hours = (weekdays: readonly `${Weekday}`[], from: string, until: string): WeeklyHours[] => weekdays.map(weekday => ({ weekday, from, until }));

/** The same hours from Monday to Friday. */
export const onWorkdays = (from: string, until: string): WeeklyHours[] => hours(WORKDAYS, from, until);

/** The same hours on all days. */
export const everyDay = (from: string, until: string): WeeklyHours[] => hours([...WORKDAYS, 'SATURDAY', 'SUNDAY'], from, until);

const inSituation = (situation: `${ForwardingSituation}`) => (number: ReservedNumber, label: string, ringSeconds = 20) => ({ number, label, situation, ringSeconds });

/** A number to begin with. */
export const first = inSituation('FIRST');
/** A number for when nobody answers. */
export const noAnswer = inSituation('ON_NO_ANSWER');
/** A number for when it is busy. */
export const busy = inSituation('ON_BUSY');

const FIVE_MINUTES = 300_000;

/** The told moment on the customer's clock. */
export function moment(told: Told, now: Date, timeZone: string): Date {
  if ('minutes' in told) return new Date(Math.round((now.getTime() + told.minutes * 60_000) / FIVE_MINUTES) * FIVE_MINUTES);
  const [hour, minute] = told.at.split(':').map(Number) as [number, number];
  return DateTime.fromJSDate(now, { zone: timeZone }).plus({ days: told.day }).set({ hour, minute, second: 0, millisecond: 0 }).toJSDate();
}
