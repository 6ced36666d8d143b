import { getHolidays } from 'feiertagejs';
import { IANAZone } from 'luxon';
import type { FederalState } from '../customers/customer.entity.ts';
import type { Weekday } from './instruction.entity.ts';

/** Hours that come again each week, HH:MM; `until` up to and including `from` is on the following day, and they belong to the day on which they began. */
export interface WeeklyHours {
  weekday: `${Weekday}`;
  from: string;
  until: string;
}

/** When an instruction is meant to hold: `[validFrom, validUntil)`, and in it the weekly hours, if any. */
export interface ScheduledInstruction {
  id: string;
  validFrom: Date;
  validUntil: Date | null;
  weeklyHours: readonly WeeklyHours[];
  exceptPublicHolidays: boolean;
  createdAt: Date;
}

/** Whose clock and whose public holidays count; without a federal state no day is a public holiday. */
export interface CalendarOfCustomer {
  timeZone: string;
  federalState: `${FederalState}` | null;
}

/** A stretch of time, `[from, until)`, in milliseconds. */
export interface Span {
  from: number;
  until: number;
}

const MINUTE = 60_000;
const DAY = 86_400_000;
const WEEKDAYS: readonly `${Weekday}`[] = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];

// Weekly hours change within two weeks, the second one for hours that the night of the change to summer time swallows.
// Hours that never pause but on public holidays wait for the next New Year's Day at the latest.
const HORIZON_OF_HOURS = 21 * DAY;
const HORIZON_OF_HOLIDAYS = 400 * DAY;

// One-off holidays by law of a state, unknown to the package.
const SINGLE_HOLIDAYS: readonly { state: `${FederalState}`; date: string; name: string }[] = [
  { state: 'BE', date: '2020-05-08', name: 'Tag der Befreiung' },
  { state: 'BE', date: '2025-05-08', name: 'Tag der Befreiung' },
  { state: 'BE', date: '2028-06-17', name: 'Tag des Volksaufstands' },
];

/** Whether the instruction's time frame covers the moment, and its weekly hours what the clock on the customer's wall shows then. */
export function isInForce(instruction: ScheduledInstruction, at: Date, calendar: CalendarOfCustomer): boolean {
  const moment = at.getTime();
  return isWithinFrame(instruction, moment) && isWithinHours(instruction, wallClock(moment, zoneOf(calendar)), calendar);
}

/** The one instruction that counts at the moment; null when none is in force. The order of the instructions has no say. */
export function pickActive<T extends ScheduledInstruction>(instructions: readonly T[], at: Date, calendar: CalendarOfCustomer): T | null {
  const moment = at.getTime();
  const wall = wallClock(moment, zoneOf(calendar));
  let active: T | null = null;
  for (const instruction of instructions) {
    if (active && compareRank(instruction, active) >= 0) continue;
    if (isWithinFrame(instruction, moment) && isWithinHours(instruction, wall, calendar)) active = instruction;
  }
  return active;
}

/** Negative when `a` hides `b` wherever both are in force; 0 for one and the same instruction alone. */
export function compareRank(a: ScheduledInstruction, b: ScheduledInstruction): number {
  const temporary = Number(b.validUntil !== null) - Number(a.validUntil !== null);
  if (temporary !== 0) return temporary;
  const specific = a.validUntil !== null
    ? b.validFrom.getTime() - a.validFrom.getTime()
    : Number(b.weeklyHours.length > 0) - Number(a.weeklyHours.length > 0);
  if (specific !== 0) return specific;
  const age = b.createdAt.getTime() - a.createdAt.getTime();
  if (age !== 0) return age;
  return a.id < b.id ? -1 : Number(a.id > b.id);
}

/** The next moment after `after` at which pickActive gives another answer; null when it never will. */
export function nextBoundary(instructions: readonly ScheduledInstruction[], after: Date, calendar: CalendarOfCustomer): Date | null {
  const active = pickActive(instructions, after, calendar);
  let next: Date | null = null;
  for (const instruction of instructions) {
    // Rank does not depend on the time: as long as the active one is in force, those it hides change nothing.
    if (active && compareRank(instruction, active) > 0) continue;
    const change = nextChange(instruction, after, calendar);
    if (change && (!next || change < next)) next = change;
  }
  return next;
}

/** The next moment after `after` at which this instruction comes into force or ceases to be; null when it never will. */
export function nextChange(instruction: ScheduledInstruction, after: Date, calendar: CalendarOfCustomer): Date | null {
  const begins = instruction.validFrom.getTime();
  const ends = instruction.validUntil?.getTime() ?? Infinity;
  if (after.getTime() >= ends || begins >= ends) return null;

  const zone = zoneOf(calendar);
  const isIn = (moment: number) => isWithinFrame(instruction, moment) && isWithinHours(instruction, wallClock(moment, zone), calendar);
  const inForce = isIn(after.getTime());
  let start = after.getTime();
  if (start < begins) {
    if (isIn(begins)) return new Date(begins);
    start = begins;
  }
  for (const moment of clockChanges(instruction, start, calendar)) {
    if (moment >= ends) break;
    if (isIn(moment) !== inForce) return new Date(moment);
  }
  return inForce && ends !== Infinity ? new Date(ends) : null;
}

/** A day of the calendar that is a public holiday where the customer is, YYYY-MM-DD, with its German name. */
export interface PublicHoliday {
  on: string;
  name: string;
}

/** When this instruction is in force within the stretch, in order; spans that touch are one. */
export function spansInForce(instruction: ScheduledInstruction, within: Span, calendar: CalendarOfCustomer): Span[] {
  const from = Math.max(within.from, instruction.validFrom.getTime());
  const until = Math.min(within.until, instruction.validUntil?.getTime() ?? Infinity);
  if (from >= until) return [];
  const hasHolidays = instruction.exceptPublicHolidays && calendar.federalState !== null;
  if (instruction.weeklyHours.length === 0 && !hasHolidays) return [{ from, until }];

  const spans: Span[] = [];
  for (const piece of piecesOfOneOffset(zoneOf(calendar), { from, until })) {
    for (const wall of wallSpans(instruction, piece.from + piece.shift, piece.until + piece.shift, calendar)) {
      const span = { from: Math.max(wall.from - piece.shift, piece.from), until: Math.min(wall.until - piece.shift, piece.until) };
      if (span.from < span.until) spans.push(span);
    }
  }
  return joined(spans);
}

/** How many hours of days are looked at for one day of the instruction: what asking for a stretch costs. */
export const costOfDay = ({ weeklyHours }: ScheduledInstruction): number => Math.max(1, weeklyHours.length / 7);

/** The public holidays on the days that the stretch touches. */
export function holidaysWithin(within: Span, calendar: CalendarOfCustomer): PublicHoliday[] {
  const { federalState } = calendar;
  if (federalState === null) return [];
  const zone = zoneOf(calendar);
  const found: PublicHoliday[] = [];
  for (let day = Math.floor(wallClock(within.from, zone) / DAY); day * DAY < wallClock(within.until, zone); day += 1) {
    const name = holidaysOf(new Date(day * DAY).getUTCFullYear(), federalState).get(day);
    if (name !== undefined) found.push({ on: new Date(day * DAY).toISOString().slice(0, 10), name });
  }
  return found;
}

/** The stretch in pieces in which the clock on the wall is ahead of UTC by one and the same `shift`. */
function piecesOfOneOffset(zone: IANAZone, { from, until }: Span): (Span & { shift: number })[] {
  const edges = new Set([from]);
  // A week at a time: where clocks change twice within a month, they stand afterwards as they did before.
  for (let begin = from; begin < until; begin += 7 * DAY) for (const shift of offsetShifts(zone, begin, Math.min(begin + 7 * DAY, until))) edges.add(shift);
  const begins = [...edges].filter(edge => edge < until).sort((a, b) => a - b);
  return begins.map((begin, place) => ({ from: begin, until: begins[place + 1] ?? until, shift: zone.offset(begin) * MINUTE }));
}

/** The readings of the wall clock at which the instruction's hours are on, for all days that can touch those between the two readings. */
function* wallSpans(instruction: ScheduledInstruction, begin: number, end: number, calendar: CalendarOfCustomer): Generator<Span> {
  for (let day = Math.floor(begin / DAY) - 1; day * DAY < end; day += 1) {
    if (isExcepted(instruction, day, calendar)) continue;
    if (instruction.weeklyHours.length === 0) yield { from: day * DAY, until: (day + 1) * DAY };
    for (const hours of instruction.weeklyHours) if (weekdayOf(day) === hours.weekday) yield onDay(hours, day);
  }
}

/** The same time with no two spans that overlap or touch, in order. */
function joined(spans: readonly Span[]): Span[] {
  const whole: Span[] = [];
  for (const { from, until } of spans.toSorted((a, b) => a.from - b.from)) {
    const last = whole.at(-1);
    if (last && from <= last.until) last.until = Math.max(last.until, until);
    else whole.push({ from, until });
  }
  return whole;
}

function isWithinFrame(instruction: ScheduledInstruction, moment: number): boolean {
  return instruction.validFrom.getTime() <= moment && (instruction.validUntil === null || moment < instruction.validUntil.getTime());
}

/** Compares the clock on the wall with the hours as written, so that on the nights of the change an hour shown twice counts twice and one left out never. */
function isWithinHours(instruction: ScheduledInstruction, wall: number, calendar: CalendarOfCustomer): boolean {
  const today = Math.floor(wall / DAY);
  if (instruction.weeklyHours.length === 0) return !isExcepted(instruction, today, calendar);
  for (const hours of instruction.weeklyHours) {
    for (const day of [today, today - 1]) {
      if (weekdayOf(day) !== hours.weekday) continue;
      const { from, until } = onDay(hours, day);
      if (from <= wall && wall < until && !isExcepted(instruction, day, calendar)) return true;
    }
  }
  return false;
}

/** Moments after `start`, in order and up to a horizon, among them all at which the wall clock carries the instruction over an edge of its hours. */
function* clockChanges(instruction: ScheduledInstruction, start: number, calendar: CalendarOfCustomer): Generator<number> {
  const hasHolidays = instruction.exceptPublicHolidays && calendar.federalState !== null;
  if (instruction.weeklyHours.length === 0 && !hasHolidays) return;
  const zone = zoneOf(calendar);
  const horizon = start + (hasHolidays ? HORIZON_OF_HOLIDAYS : HORIZON_OF_HOURS);
  for (let begin = start; begin < horizon; begin += 7 * DAY) {
    const end = begin + 7 * DAY;
    const shifts = offsetShifts(zone, begin - 2 * DAY, end + 2 * DAY);
    const offsets = new Set([zone.offset(begin - 2 * DAY), ...shifts.map((shift) => zone.offset(shift))]);
    const moments = new Set(shifts);
    for (const wall of wallEdges(instruction, begin, end, calendar)) {
      for (const offset of offsets) moments.add(wall - offset * MINUTE);
    }
    yield* [...moments].filter((moment) => moment > begin && moment <= end).sort((a, b) => a - b);
  }
}

/** The edges of the instruction's hours or excepted days on all wall calendar days that the stretch of time can touch. */
function* wallEdges(instruction: ScheduledInstruction, begin: number, end: number, calendar: CalendarOfCustomer): Generator<number> {
  for (let day = Math.floor(begin / DAY) - 2; day <= Math.floor(end / DAY) + 1; day += 1) {
    if (instruction.weeklyHours.length === 0) {
      if (isExcepted(instruction, day, calendar)) yield* [day * DAY, (day + 1) * DAY];
      continue;
    }
    for (const hours of instruction.weeklyHours) {
      if (weekdayOf(day) !== hours.weekday) continue;
      const { from, until } = onDay(hours, day);
      yield from;
      yield until;
    }
  }
}

/** The moments in `(begin, end]` at which the zone's clock is put forward or back. */
function offsetShifts(zone: IANAZone, begin: number, end: number): number[] {
  const offset = zone.offset(end);
  if (zone.offset(begin) === offset) return [];
  let before = begin;
  let from = end;
  while (from - before > 1) {
    const middle = Math.floor((before + from) / 2);
    if (zone.offset(middle) === offset) from = middle;
    else before = middle;
  }
  return [from];
}

/** Hours of one day as readings of the wall clock. */
function onDay(hours: WeeklyHours, day: number): { from: number; until: number } {
  const from = minutesOf(hours.from);
  const until = minutesOf(hours.until);
  return { from: day * DAY + from * MINUTE, until: (until > from ? day : day + 1) * DAY + until * MINUTE };
}

function minutesOf(time: string): number {
  const parts = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time);
  if (!parts) throw new RangeError(`Not a time of day: ${time}`);
  return Number(parts[1]) * 60 + Number(parts[2]);
}

/** What the clock on the wall shows, as the milliseconds that a clock in UTC would count when showing the same. */
function wallClock(moment: number, zone: IANAZone): number {
  return moment + zone.offset(moment) * MINUTE;
}

function zoneOf(calendar: CalendarOfCustomer): IANAZone {
  const zone = IANAZone.create(calendar.timeZone);
  if (!zone.isValid) throw new RangeError(`Unknown time zone: ${calendar.timeZone}`);
  return zone;
}

// Day 0, the 1st of January 1970, was a Thursday.
function weekdayOf(day: number): `${Weekday}` {
  return WEEKDAYS[(((day + 3) % 7) + 7) % 7]!;
}

function isExcepted(instruction: ScheduledInstruction, day: number, calendar: CalendarOfCustomer): boolean {
  return instruction.exceptPublicHolidays && calendar.federalState !== null && isPublicHoliday(day, calendar.federalState);
}

const holidaysOfYear = new Map<string, ReadonlyMap<number, string>>();

/** The public holidays of a year by day, with their German names. */
function holidaysOf(year: number, state: `${FederalState}`): ReadonlyMap<number, string> {
  const key = `${state} ${year}`;
  let days = holidaysOfYear.get(key);
  if (!days) {
    // The package's own date strings are a day off where the server's clock is far east of Berlin; its dates are noon in UTC.
    days = new Map([
      ...getHolidays(year, state).map((holiday) => [Math.floor(holiday.date.getTime() / DAY), holiday.translate('de') ?? holiday.name] as const),
      ...SINGLE_HOLIDAYS.filter((holiday) => holiday.state === state && holiday.date.startsWith(String(year))).map((holiday) => [Date.parse(holiday.date) / DAY, holiday.name] as const),
    ]);
    holidaysOfYear.set(key, days);
  }
  return days;
}

const isPublicHoliday = (day: number, state: `${FederalState}`): boolean => holidaysOf(new Date(day * DAY).getUTCFullYear(), state).has(day);
