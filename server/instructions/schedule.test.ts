import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, test, vi } from 'vitest';
import { isInForce, nextBoundary, nextChange, pickActive, type CalendarOfCustomer, type ScheduledInstruction, type WeeklyHours } from './schedule.ts';

const BERLIN: CalendarOfCustomer = { timeZone: 'Europe/Berlin', federalState: 'BE' };
const LONDON: CalendarOfCustomer = { timeZone: 'Europe/London', federalState: null };
const NEW_YORK: CalendarOfCustomer = { timeZone: 'America/New_York', federalState: null };
const KOLKATA: CalendarOfCustomer = { timeZone: 'Asia/Kolkata', federalState: null };

const WEEKDAYS = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'] as const;

const instruction = (fields: Partial<ScheduledInstruction> = {}): ScheduledInstruction => ({
  id: 'a', validFrom: new Date('2025-01-01T00:00Z'), validUntil: null, weeklyHours: [], exceptPublicHolidays: false, createdAt: new Date('2025-01-01T00:00Z'), ...fields,
});

/** Reads "SUNDAY 02:00-03:00, MONDAY 08:00-12:00"; "DAILY" is every weekday. */
function hours(text: string): WeeklyHours[] {
  return text.split(', ').flatMap((part) => {
    const [, day, from, until] = /^([A-Z]+) (\d\d:\d\d)-(\d\d:\d\d)$/.exec(part) as unknown as [string, WeeklyHours['weekday'] | 'DAILY', string, string];
    return (day === 'DAILY' ? WEEKDAYS : [day]).map((weekday) => ({ weekday, from, until }));
  });
}

/** The minutes of the stretch of time at which the instruction is in force, as stretches of UTC. */
function stretches(candidate: ScheduledInstruction, calendar: CalendarOfCustomer, from: string, until: string): string[] {
  const found: string[] = [];
  let began: string | null = null;
  for (let moment = Date.parse(from); moment <= Date.parse(until); moment += 60_000) {
    const inForce = moment < Date.parse(until) && isInForce(candidate, new Date(moment), calendar);
    const shown = new Date(moment).toISOString().slice(5, 16);
    if (inForce) began ??= shown;
    else if (began !== null) {
      found.push(`${began}–${shown}`);
      began = null;
    }
  }
  return found;
}

describe('the time frame', () => {
  const march = instruction({ validFrom: new Date('2026-03-02T08:00Z'), validUntil: new Date('2026-03-06T17:00Z') });

  test.each([
    ['a millisecond before it begins', '2026-03-02T07:59:59.999Z', false],
    ['as it begins', '2026-03-02T08:00:00.000Z', true],
    ['in between', '2026-03-04T00:00:00.000Z', true],
    ['a millisecond before it ends', '2026-03-06T16:59:59.999Z', true],
    ['as it ends', '2026-03-06T17:00:00.000Z', false],
    ['later', '2026-12-06T17:00:00.000Z', false],
  ])('%s', (_, at, expected) => {
    expect(isInForce(march, new Date(at), BERLIN)).toBe(expected);
  });

  test('without an end holds for good', () => {
    expect(isInForce(instruction(), new Date('2099-01-01T00:00Z'), BERLIN)).toBe(true);
  });

  test('that ends before it begins never holds', () => {
    const never = instruction({ validFrom: new Date('2026-03-06T17:00Z'), validUntil: new Date('2026-03-02T08:00Z') });
    for (const at of ['2026-03-01', '2026-03-04', '2026-03-08']) expect(isInForce(never, new Date(at), BERLIN)).toBe(false);
    expect(nextChange(never, new Date('2026-01-01'), BERLIN)).toBeNull();
  });
});

describe('weekly hours', () => {
  test.each<[string, CalendarOfCustomer, string, string, boolean]>([
    ['before they begin', BERLIN, 'MONDAY 08:00-12:00', '2026-11-23T07:59:59.999+01:00', false],
    ['as they begin', BERLIN, 'MONDAY 08:00-12:00', '2026-11-23T08:00+01:00', true],
    ['a moment before they end', BERLIN, 'MONDAY 08:00-12:00', '2026-11-23T11:59:59.999+01:00', true],
    ['as they end', BERLIN, 'MONDAY 08:00-12:00', '2026-11-23T12:00+01:00', false],
    ['on another weekday', BERLIN, 'MONDAY 08:00-12:00', '2026-11-24T09:00+01:00', false],
    ['between two on one day', BERLIN, 'MONDAY 08:00-12:00, MONDAY 13:00-17:00', '2026-11-23T12:30+01:00', false],
    ['in the second on one day', BERLIN, 'MONDAY 08:00-12:00, MONDAY 13:00-17:00', '2026-11-23T13:00+01:00', true],
    ['where one follows on the other', BERLIN, 'MONDAY 08:00-12:00, MONDAY 12:00-17:00', '2026-11-23T12:00+01:00', true],
    ['in summer time', BERLIN, 'MONDAY 08:00-12:00', '2026-07-06T08:00+02:00', true],
    ['in summer time, an hour early by the winter clock', BERLIN, 'MONDAY 08:00-12:00', '2026-07-06T12:00+02:00', false],
    ['of a customer in London', LONDON, 'MONDAY 08:00-12:00', '2026-11-23T08:00Z', true],
    ['of a customer in London, by the clock of Berlin', LONDON, 'MONDAY 08:00-12:00', '2026-11-23T08:00+01:00', false],
    ['of a customer in London in summer', LONDON, 'MONDAY 08:00-12:00', '2026-07-06T07:00Z', true],
    ['of a customer in New York', NEW_YORK, 'MONDAY 08:00-12:00', '2026-11-23T13:00Z', true],
    ['of a customer in New York in summer', NEW_YORK, 'MONDAY 08:00-12:00', '2026-07-06T12:00Z', true],
    ['on the weekday of New York, which is yesterday in UTC', NEW_YORK, 'SUNDAY 20:00-22:00', '2026-11-23T01:30Z', true],
    ['of a customer in Kolkata', KOLKATA, 'MONDAY 08:00-12:00', '2026-11-23T02:30Z', true],
    ['of a customer in Kolkata a moment early', KOLKATA, 'MONDAY 08:00-12:00', '2026-11-23T02:29:59.999Z', false],
    ['of a customer in Kolkata in July', KOLKATA, 'MONDAY 08:00-12:00', '2026-07-06T02:30Z', true],
    ['on the weekday of Kolkata, which is tomorrow in UTC', KOLKATA, 'TUESDAY 00:00-06:00', '2026-11-23T19:00Z', true],
    ['past midnight, in the evening', BERLIN, 'FRIDAY 20:00-06:00', '2026-11-20T20:00+01:00', true],
    ['past midnight, at midnight', BERLIN, 'FRIDAY 20:00-06:00', '2026-11-21T00:00+01:00', true],
    ['past midnight, a moment before they end', BERLIN, 'FRIDAY 20:00-06:00', '2026-11-21T05:59:59.999+01:00', true],
    ['past midnight, as they end', BERLIN, 'FRIDAY 20:00-06:00', '2026-11-21T06:00+01:00', false],
    ['past midnight, but the night before', BERLIN, 'FRIDAY 20:00-06:00', '2026-11-20T02:00+01:00', false],
    ['past midnight, the evening after', BERLIN, 'FRIDAY 20:00-06:00', '2026-11-21T21:00+01:00', false],
    ['from Sunday to Monday', BERLIN, 'SUNDAY 22:00-02:00', '2026-11-23T01:00+01:00', true],
    ['from the old into the new year', BERLIN, 'THURSDAY 22:00-02:00', '2027-01-01T01:00+01:00', true],
    ['until midnight, a moment before', BERLIN, 'MONDAY 08:00-00:00', '2026-11-23T23:59:59.999+01:00', true],
    ['until midnight, at midnight', BERLIN, 'MONDAY 08:00-00:00', '2026-11-24T00:00+01:00', false],
    ['all day, at its beginning', BERLIN, 'MONDAY 00:00-00:00', '2026-11-23T00:00+01:00', true],
    ['all day, in its last minute', BERLIN, 'MONDAY 00:00-00:00', '2026-11-23T23:59+01:00', true],
    ['all day, the day after', BERLIN, 'MONDAY 00:00-00:00', '2026-11-24T00:00+01:00', false],
    ['24 hours from noon, the next morning', BERLIN, 'MONDAY 12:00-12:00', '2026-11-24T11:59+01:00', true],
    ['24 hours from noon, the next noon', BERLIN, 'MONDAY 12:00-12:00', '2026-11-24T12:00+01:00', false],
    ['24 hours from noon, that morning', BERLIN, 'MONDAY 12:00-12:00', '2026-11-23T11:59+01:00', false],
    ['an hour less than a day', BERLIN, 'MONDAY 12:00-11:00', '2026-11-24T11:00+01:00', false],
  ])('%s', (_, calendar, weekly, at, expected) => {
    expect(isInForce(instruction({ weeklyHours: hours(weekly) }), new Date(at), calendar)).toBe(expected);
  });

  test.each([
    ['inside the frame', '2026-11-23T09:00+01:00', true],
    ['before the frame begins', '2026-11-16T09:00+01:00', false],
    ['in the hours of the day on which the frame ends, before that', '2026-11-30T09:59+01:00', true],
    ['in the hours of the day on which the frame ends, after that', '2026-11-30T10:00+01:00', false],
  ])('count only within the time frame: %s', (_, at, expected) => {
    const framed = instruction({ weeklyHours: hours('MONDAY 08:00-12:00'), validFrom: new Date('2026-11-20T00:00+01:00'), validUntil: new Date('2026-11-30T10:00+01:00') });
    expect(isInForce(framed, new Date(at), BERLIN)).toBe(expected);
  });

  test.each([
    ['an unknown time zone', { timeZone: 'Europe/Entenhausen', federalState: null }, '08:00'],
    ['a time of day that is none', BERLIN, '24:30'],
  ])('say so about %s instead of deciding by chance', (_, calendar, from) => {
    const broken = instruction({ weeklyHours: [{ weekday: 'MONDAY', from, until: '12:00' }] });
    expect(() => isInForce(broken, new Date('2026-11-23T09:00Z'), calendar)).toThrow(RangeError);
  });
});

describe('the nights in which the clock is changed', () => {
  // In each zone: the hour that is left out in spring, and the hour that is shown twice in autumn, with the moments of the change.
  test.each([
    ['Berlin 2026', BERLIN, '02:00-03:00', '2026-03-29T01:00Z', '02:00-03:00', '2026-10-25T01:00Z'],
    ['Berlin 2027', BERLIN, '02:00-03:00', '2027-03-28T01:00Z', '02:00-03:00', '2027-10-31T01:00Z'],
    ['London 2026', LONDON, '01:00-02:00', '2026-03-29T01:00Z', '01:00-02:00', '2026-10-25T01:00Z'],
    ['London 2027', LONDON, '01:00-02:00', '2027-03-28T01:00Z', '01:00-02:00', '2027-10-31T01:00Z'],
    ['New York 2026', NEW_YORK, '02:00-03:00', '2026-03-08T07:00Z', '01:00-02:00', '2026-11-01T06:00Z'],
    ['New York 2027', NEW_YORK, '02:00-03:00', '2027-03-14T07:00Z', '01:00-02:00', '2027-11-07T06:00Z'],
  ])('%s: the hour left out never holds, the hour shown twice holds twice as long', (_, calendar, leftOut, spring, twice, autumn) => {
    const around = (moment: string, by: number) => new Date(Date.parse(moment) + by * 3_600_000).toISOString();
    const gap = instruction({ weeklyHours: hours(`SUNDAY ${leftOut}`) });
    expect(stretches(gap, calendar, around(spring, -20), around(spring, 20))).toEqual([]);
    expect(nextBoundary([gap], new Date(around(spring, -20)), calendar)?.getTime()).toBeGreaterThan(Date.parse(around(spring, 6 * 24)));

    const double = instruction({ weeklyHours: hours(`SUNDAY ${twice}`) });
    expect(stretches(double, calendar, around(autumn, -20), around(autumn, 20))).toEqual([`${around(autumn, -1).slice(5, 16)}–${around(autumn, 1).slice(5, 16)}`]);
    expect(nextBoundary([double], new Date(around(autumn, -20)), calendar)?.toISOString()).toBe(around(autumn, -1));
    expect(nextBoundary([double], new Date(around(autumn, -1)), calendar)?.toISOString()).toBe(around(autumn, 1));
  });

  test.each<[string, CalendarOfCustomer, string, string, string[]]>([
    ['spring, across the change', BERLIN, 'SUNDAY 01:00-04:00', '2026-03-29', ['03-29T00:00–03-29T02:00']],
    ['spring, beginning in the hour left out', BERLIN, 'SUNDAY 02:30-04:00', '2026-03-29', ['03-29T01:00–03-29T02:00']],
    ['spring, ending in the hour left out', BERLIN, 'SUNDAY 01:00-02:30', '2026-03-29', ['03-29T00:00–03-29T01:00']],
    ['spring, inside the hour left out', BERLIN, 'SUNDAY 02:15-02:45', '2026-03-29', []],
    ['spring, begun on Saturday evening', BERLIN, 'SATURDAY 22:00-06:00', '2026-03-29', ['03-28T21:00–03-29T04:00']],
    ['spring, all Sunday is 23 hours', BERLIN, 'SUNDAY 00:00-00:00', '2026-03-29', ['03-28T23:00–03-29T22:00']],
    ['autumn, across the change', BERLIN, 'SUNDAY 01:00-04:00', '2026-10-25', ['10-24T23:00–10-25T03:00']],
    ['autumn, beginning in the hour shown twice', BERLIN, 'SUNDAY 02:30-04:00', '2026-10-25', ['10-25T00:30–10-25T01:00', '10-25T01:30–10-25T03:00']],
    ['autumn, ending in the hour shown twice', BERLIN, 'SUNDAY 01:00-02:30', '2026-10-25', ['10-24T23:00–10-25T00:30', '10-25T01:00–10-25T01:30']],
    ['autumn, inside the hour shown twice', BERLIN, 'SUNDAY 02:15-02:45', '2026-10-25', ['10-25T00:15–10-25T00:45', '10-25T01:15–10-25T01:45']],
    ['autumn, begun on Saturday evening', BERLIN, 'SATURDAY 22:00-06:00', '2026-10-25', ['10-24T20:00–10-25T05:00']],
    ['autumn, all Sunday is 25 hours', BERLIN, 'SUNDAY 00:00-00:00', '2026-10-25', ['10-24T22:00–10-25T23:00']],
    ['spring 2027, across the change', BERLIN, 'SUNDAY 01:00-04:00', '2027-03-28', ['03-28T00:00–03-28T02:00']],
    ['autumn 2027, begun on Saturday evening', BERLIN, 'SATURDAY 22:00-06:00', '2027-10-31', ['10-30T20:00–10-31T05:00']],
    ['spring in New York', NEW_YORK, 'SUNDAY 01:30-03:30', '2026-03-08', ['03-08T06:30–03-08T07:30']],
    ['autumn in New York', NEW_YORK, 'SATURDAY 22:00-01:30', '2026-11-01', ['11-01T02:00–11-01T05:30', '11-01T06:00–11-01T06:30']],
    ['spring in London', LONDON, 'SUNDAY 00:30-02:30', '2027-03-28', ['03-28T00:30–03-28T01:30']],
    ['autumn in London', LONDON, 'SUNDAY 00:30-02:30', '2027-10-31', ['10-30T23:30–10-31T02:30']],
    ['a night without a change in Kolkata', KOLKATA, 'SUNDAY 01:00-04:00', '2026-03-29', ['03-28T19:30–03-28T22:30']],
  ])('%s', (_, calendar, weekly, sunday, expected) => {
    const candidate = instruction({ weeklyHours: hours(weekly) });
    const [from, until] = [-20, 40].map((by) => new Date(Date.parse(sunday) + by * 3_600_000).toISOString()) as [string, string];
    expect(stretches(candidate, calendar, from, until)).toEqual(expected);

    const boundaries: string[] = [];
    for (let next = nextBoundary([candidate], new Date(from), calendar); next && next < new Date(until); next = nextBoundary([candidate], next, calendar)) boundaries.push(next.toISOString().slice(5, 16));
    expect(boundaries).toEqual(expected.flatMap((stretch) => stretch.split('–')));
  });

  test('changes at midnight, as in Santiago, lose no boundary', () => {
    const santiago: CalendarOfCustomer = { timeZone: 'America/Santiago', federalState: null };
    // On the 6th of September 2026 the clock goes from 24:00 to 01:00, on the 5th of April from 24:00 back to 23:00.
    const day = instruction({ weeklyHours: hours('SUNDAY 00:00-12:00') });
    expect(nextBoundary([day], new Date('2026-09-05T12:00Z'), santiago)).toEqual(new Date('2026-09-06T04:00Z'));
    const evening = instruction({ weeklyHours: hours('SATURDAY 23:00-23:30') });
    expect(stretches(evening, santiago, '2026-04-04T12:00Z', '2026-04-05T12:00Z')).toEqual(['04-05T02:00–04-05T02:30', '04-05T03:00–04-05T03:30']);
  });
});

describe('public holidays', () => {
  const everyDay = instruction({ exceptPublicHolidays: true });

  const COMMON = {
    2026: ['01-01', '04-03', '04-06', '05-01', '05-14', '05-25', '10-03', '12-25', '12-26'],
    2027: ['01-01', '03-26', '03-29', '05-01', '05-06', '05-17', '10-03', '12-25', '12-26'],
  };
  const [EPIPHANY, WOMEN, ASSUMPTION, CHILDREN, REFORMATION, ALL_SAINTS] = ['01-06', '03-08', '08-15', '09-20', '10-31', '11-01'] as const;
  const CORPUS_CHRISTI = { 2026: '06-04', 2027: '05-27' };
  const REPENTANCE = { 2026: '11-18', 2027: '11-17' };
  const EASTER_SUNDAY = { 2026: '04-05', 2027: '03-28' };
  const WHIT_SUNDAY = { 2026: '05-24', 2027: '05-16' };

  test.each(([2026, 2027] as const).flatMap((year) => ([
    ['BW', [EPIPHANY, CORPUS_CHRISTI[year], ALL_SAINTS]],
    ['BY', [EPIPHANY, CORPUS_CHRISTI[year], ASSUMPTION, ALL_SAINTS]],
    ['BE', [WOMEN]],
    ['BB', [EASTER_SUNDAY[year], WHIT_SUNDAY[year], REFORMATION]],
    ['HB', [REFORMATION]],
    ['HH', [REFORMATION]],
    ['HE', [CORPUS_CHRISTI[year]]],
    ['MV', [WOMEN, REFORMATION]],
    ['NI', [REFORMATION]],
    ['NW', [CORPUS_CHRISTI[year], ALL_SAINTS]],
    ['RP', [CORPUS_CHRISTI[year], ALL_SAINTS]],
    ['SL', [CORPUS_CHRISTI[year], ASSUMPTION, ALL_SAINTS]],
    ['SN', [REFORMATION, REPENTANCE[year]]],
    ['ST', [EPIPHANY, REFORMATION]],
    ['SH', [REFORMATION]],
    ['TH', [CHILDREN, REFORMATION]],
  ] as const).map(([state, own]) => [state, year, own] as const)))('of %s in %i are those of its law', (state, year, own) => {
    const calendar: CalendarOfCustomer = { timeZone: 'Europe/Berlin', federalState: state };
    const days = Array.from({ length: 365 }, (_, index) => new Date(Date.UTC(year, 0, 1 + index, 11)));
    const holidays = days.filter((noon) => !isInForce(everyDay, noon, calendar)).map((noon) => noon.toISOString().slice(5, 10));
    expect(holidays).toEqual([...COMMON[year], ...own].sort());
  });

  test.each(['2025-05-08', '2028-06-17'])('count the one-off holiday of Berlin on %s, in Berlin alone', (date) => {
    expect(isInForce(everyDay, new Date(`${date}T10:00Z`), BERLIN)).toBe(false);
    expect(isInForce(everyDay, new Date(`${date}T10:00Z`), { ...BERLIN, federalState: 'BB' })).toBe(true);
  });

  test.each<[string, CalendarOfCustomer, string, string, boolean]>([
    ['hours on Good Friday', BERLIN, 'FRIDAY 08:00-12:00', '2026-04-03T09:00+02:00', false],
    ['the same hours a week later', BERLIN, 'FRIDAY 08:00-12:00', '2026-04-10T09:00+02:00', true],
    ['hours begun on Good Friday, on the Saturday', BERLIN, 'FRIDAY 20:00-06:00', '2026-04-04T02:00+02:00', false],
    ['hours begun on the Thursday before, on Good Friday', BERLIN, 'THURSDAY 20:00-06:00', '2026-04-03T02:00+02:00', true],
    ['hours begun on Easter Sunday, on the Monday', BERLIN, 'SUNDAY 20:00-06:00', '2026-04-06T02:00+02:00', true],
    ['hours begun on Easter Sunday in Brandenburg, on the Monday', { ...BERLIN, federalState: 'BB' }, 'SUNDAY 20:00-06:00', '2026-04-06T02:00+02:00', false],
    ['a 24-hour day begun on New Year’s Eve, on New Year’s Day', BERLIN, 'THURSDAY 12:00-12:00', '2027-01-01T11:00+01:00', true],
    ['Corpus Christi in Berlin', BERLIN, 'THURSDAY 08:00-12:00', '2026-06-04T09:00+02:00', true],
    ['Corpus Christi in Munich', { ...BERLIN, federalState: 'BY' }, 'THURSDAY 08:00-12:00', '2026-06-04T09:00+02:00', false],
    ['Repentance Day in Saxony', { ...BERLIN, federalState: 'SN' }, 'WEDNESDAY 08:00-12:00', '2026-11-18T09:00+01:00', false],
    ['Christmas without a federal state', { ...BERLIN, federalState: null }, 'FRIDAY 08:00-12:00', '2026-12-25T09:00+01:00', true],
    ['the day by the customer’s clock: still the 2nd of October in New York', { timeZone: 'America/New_York', federalState: 'BE' }, 'FRIDAY 20:00-23:00', '2026-10-03T01:00Z', true],
    ['the day by the customer’s clock: already the 1st of May in Kolkata', { timeZone: 'Asia/Kolkata', federalState: 'BE' }, 'FRIDAY 00:00-06:00', '2026-04-30T20:00Z', false],
  ])('%s', (_, calendar, weekly, at, expected) => {
    expect(isInForce(instruction({ weeklyHours: hours(weekly), exceptPublicHolidays: true }), new Date(at), calendar)).toBe(expected);
    expect(isInForce(instruction({ weeklyHours: hours(weekly) }), new Date(at), calendar)).toBe(true);
  });

  test('last from midnight to midnight by the customer’s clock where there are no weekly hours', () => {
    expect(stretches(everyDay, BERLIN, '2026-04-02T12:00Z', '2026-04-07T12:00Z')).toEqual(['04-02T12:00–04-02T22:00', '04-03T22:00–04-05T22:00', '04-06T22:00–04-07T12:00']);
  });

  test('are the same wherever the server stands', () => {
    vi.stubEnv('TZ', 'Pacific/Auckland');
    try {
      expect(new Date('2031-12-25T12:00Z').getDate()).toBe(26);
      expect(isInForce(everyDay, new Date('2031-12-24T12:00Z'), BERLIN)).toBe(true);
      expect(isInForce(everyDay, new Date('2031-12-25T12:00Z'), BERLIN)).toBe(false);
      expect(isInForce(everyDay, new Date('2031-12-27T12:00Z'), BERLIN)).toBe(true);
    } finally {
      vi.unstubAllEnvs();
    }
  });
});

describe('pickActive', () => {
  const at = new Date('2026-11-23T10:00+01:00');
  const standing = instruction({ id: 'standing' });
  const newerStanding = instruction({ id: 'newer standing', createdAt: new Date('2026-02-01T00:00Z') });
  const laterStanding = instruction({ id: 'later standing', validFrom: new Date('2026-11-01T00:00Z'), createdAt: new Date('2024-01-01T00:00Z') });
  const weekly = instruction({ id: 'weekly', weeklyHours: hours('MONDAY 08:00-12:00') });
  const newerWeekly = instruction({ id: 'newer weekly', weeklyHours: hours('MONDAY 09:00-11:00'), createdAt: new Date('2025-06-01T00:00Z') });
  const closedWeekly = instruction({ id: 'closed weekly', weeklyHours: hours('TUESDAY 08:00-12:00'), createdAt: new Date('2026-06-01T00:00Z') });
  const month = instruction({ id: 'month', validFrom: new Date('2026-11-01T00:00Z'), validUntil: new Date('2026-12-01T00:00Z'), createdAt: new Date('2026-10-03T00:00Z') });
  const week = instruction({ id: 'week', validFrom: new Date('2026-11-23T00:00Z'), validUntil: new Date('2026-11-28T00:00Z'), createdAt: new Date('2026-10-01T00:00Z') });
  const newerWeek = { ...week, id: 'newer week', createdAt: new Date('2026-10-02T00:00Z') };
  const weekWithHours = { ...week, id: 'week with hours', weeklyHours: hours('MONDAY 08:00-12:00'), createdAt: new Date('2026-09-01T00:00Z') };
  const ended = instruction({ id: 'ended', validFrom: new Date('2026-11-23T00:00Z'), validUntil: at });
  const coming = instruction({ id: 'coming', validFrom: new Date(at.getTime() + 1), validUntil: new Date('2026-12-01T00:00Z') });

  test.each<[string, ScheduledInstruction[], string | undefined]>([
    ['nothing', [], undefined],
    ['nothing that is in force', [ended, coming, closedWeekly], undefined],
    ['a standing one', [standing], 'standing'],
    ['the later created of two standing ones', [standing, newerStanding], 'newer standing'],
    ['the later created standing one, though another is valid from later', [newerStanding, laterStanding], 'newer standing'],
    ['a standing one with weekly hours before one without', [newerStanding, weekly], 'weekly'],
    ['the later created of two with weekly hours', [weekly, newerWeekly, newerStanding], 'newer weekly'],
    ['a standing one while the weekly hours do not hold', [standing, closedWeekly], 'standing'],
    ['a temporary one before any standing one', [month, weekly, newerStanding], 'month'],
    ['the temporary one that is valid from later, though created earlier', [month, week], 'week'],
    ['the later created of two temporary ones valid from the same moment', [week, newerWeek, month], 'newer week'],
    ['among temporary ones no preference for weekly hours', [week, weekWithHours], 'week'],
    ['a temporary one with weekly hours that hold', [weekWithHours, month], 'week with hours'],
    ['no temporary one that ends or is yet to begin at this moment', [ended, coming, standing], 'standing'],
    ['the lower id where all else is equal', [{ ...standing, id: 'b' }, { ...standing, id: 'a' }, { ...standing, id: 'c' }], 'a'],
  ])('picks %s', (_, instructions, id) => {
    expect(pickActive(instructions, at, BERLIN)?.id).toBe(id);
    expect(pickActive(instructions.toReversed(), at, BERLIN)?.id).toBe(id);
  });

  test('gives the very instruction that was given', () => {
    const given = { ...standing, title: 'Sprechstunde' };
    expect(pickActive([given], at, BERLIN)).toBe(given);
  });
});

describe('nextBoundary', () => {
  const after = new Date('2026-11-23T10:00+01:00');
  const standing = instruction({ id: 'standing' });

  test.each<[string, ScheduledInstruction[], string, CalendarOfCustomer, string | null]>([
    ['nothing at all', [], '2026-11-23T10:00+01:00', BERLIN, null],
    ['a standing instruction', [standing], '2026-11-23T10:00+01:00', BERLIN, null],
    ['one that is yet to begin', [instruction({ validFrom: new Date('2026-12-01T08:00Z') })], '2026-11-23T10:00+01:00', BERLIN, '2026-12-01T08:00Z'],
    ['one that begins at this very moment', [instruction({ validFrom: after })], '2026-11-23T10:00+01:00', BERLIN, null],
    ['the end of a temporary one', [standing, instruction({ id: 't', validUntil: new Date('2026-12-01T08:00Z') })], '2026-11-23T10:00+01:00', BERLIN, '2026-12-01T08:00Z'],
    ['one that ended at this very moment', [instruction({ validUntil: after })], '2026-11-23T10:00+01:00', BERLIN, null],
    ['the end of hours', [instruction({ weeklyHours: hours('MONDAY 08:00-12:00') })], '2026-11-23T10:00+01:00', BERLIN, '2026-11-23T12:00+01:00'],
    ['exactly at the end of hours: the next beginning', [instruction({ weeklyHours: hours('MONDAY 08:00-12:00') })], '2026-11-23T12:00+01:00', BERLIN, '2026-11-30T08:00+01:00'],
    ['exactly at the beginning of hours: their end', [instruction({ weeklyHours: hours('MONDAY 08:00-12:00') })], '2026-11-23T08:00+01:00', BERLIN, '2026-11-23T12:00+01:00'],
    ['hours that follow on each other', [instruction({ weeklyHours: hours('MONDAY 08:00-12:00, MONDAY 12:00-17:00') })], '2026-11-23T10:00+01:00', BERLIN, '2026-11-23T17:00+01:00'],
    ['hours that overlap', [instruction({ weeklyHours: hours('MONDAY 08:00-12:00, MONDAY 11:00-11:30, MONDAY 09:00-17:00') })], '2026-11-23T10:00+01:00', BERLIN, '2026-11-23T17:00+01:00'],
    ['hours past midnight', [instruction({ weeklyHours: hours('MONDAY 08:00-06:00') })], '2026-11-23T10:00+01:00', BERLIN, '2026-11-24T06:00+01:00'],
    ['hours that never pause', [instruction({ weeklyHours: hours('DAILY 00:00-00:00') })], '2026-11-23T10:00+01:00', BERLIN, null],
    ['hours that pause on holidays alone', [instruction({ weeklyHours: hours('DAILY 00:00-00:00'), exceptPublicHolidays: true })], '2026-11-23T10:00+01:00', BERLIN, '2026-12-25T00:00+01:00'],
    ['hours that pause on holidays alone, begun the day before', [instruction({ weeklyHours: hours('DAILY 18:00-18:00'), exceptPublicHolidays: true })], '2026-11-23T10:00+01:00', BERLIN, '2026-12-25T18:00+01:00'],
    ['a holiday without hours', [instruction({ exceptPublicHolidays: true })], '2026-11-23T10:00+01:00', BERLIN, '2026-12-25T00:00+01:00'],
    ['the end of two holidays in a row', [instruction({ exceptPublicHolidays: true })], '2026-12-25T10:00+01:00', BERLIN, '2026-12-27T00:00+01:00'],
    ['holidays months away', [instruction({ exceptPublicHolidays: true })], '2026-05-26T00:00+02:00', BERLIN, '2026-10-03T00:00+02:00'],
    ['holidays without a federal state', [instruction({ exceptPublicHolidays: true })], '2026-11-23T10:00+01:00', LONDON, null],
    ['hours that three holidays in a row swallow', [instruction({ weeklyHours: hours('FRIDAY 08:00-12:00'), exceptPublicHolidays: true })], '2026-12-18T12:00+01:00', BERLIN, '2027-01-08T08:00+01:00'],
    ['hours a week later to the millisecond', [instruction({ weeklyHours: hours('MONDAY 08:00-12:00'), exceptPublicHolidays: true })], '2026-04-06T08:00+02:00', BERLIN, '2026-04-13T08:00+02:00'],
    ['hours of a time frame years ahead', [instruction({ weeklyHours: hours('MONDAY 08:00-12:00'), validFrom: new Date('2031-01-01T00:00Z') })], '2026-11-23T10:00+01:00', BERLIN, '2031-01-06T08:00+01:00'],
    ['a time frame that begins within hours', [instruction({ weeklyHours: hours('MONDAY 08:00-12:00'), validFrom: new Date('2026-11-30T09:30+01:00') })], '2026-11-23T10:00+01:00', BERLIN, '2026-11-30T09:30+01:00'],
    ['a time frame that ends within hours', [instruction({ weeklyHours: hours('MONDAY 08:00-12:00'), validUntil: new Date('2026-11-23T11:15+01:00') })], '2026-11-23T10:00+01:00', BERLIN, '2026-11-23T11:15+01:00'],
    ['a time frame over before its hours come', [instruction({ weeklyHours: hours('MONDAY 08:00-12:00'), validUntil: new Date('2026-11-30T08:00+01:00') })], '2026-11-23T12:00+01:00', BERLIN, null],
    ['a time frame of one minute', [instruction({ validFrom: new Date('2026-11-23T10:01+01:00'), validUntil: new Date('2026-11-23T10:02+01:00') })], '2026-11-23T10:00+01:00', BERLIN, '2026-11-23T10:01+01:00'],
    ['the hours of a hidden instruction', [instruction({ id: 'hides', validUntil: new Date('2026-12-01T00:00Z') }), instruction({ id: 'hidden', weeklyHours: hours('MONDAY 08:00-12:00') })], '2026-11-23T10:00+01:00', BERLIN, '2026-12-01T00:00Z'],
    ['the hours of an instruction that hides', [standing, instruction({ id: 'hides', weeklyHours: hours('MONDAY 14:00-15:00') })], '2026-11-23T10:00+01:00', BERLIN, '2026-11-23T14:00+01:00'],
    ['Easter Sunday in Brandenburg in the night of the change', [instruction({ weeklyHours: hours('SUNDAY 01:00-03:00'), exceptPublicHolidays: true })], '2027-03-22T00:00+01:00', { ...BERLIN, federalState: 'BB' }, '2027-04-04T01:00+02:00'],
    ['hours by the clock of New York', [instruction({ weeklyHours: hours('MONDAY 08:00-12:00') })], '2026-11-23T10:00+01:00', NEW_YORK, '2026-11-23T13:00Z'],
    ['hours by the clock of Kolkata', [instruction({ weeklyHours: hours('MONDAY 08:00-12:00') })], '2026-11-23T02:00Z', KOLKATA, '2026-11-23T02:30Z'],
  ])('after %s', (_, instructions, moment, calendar, expected) => {
    expect(nextBoundary(instructions, new Date(moment), calendar)).toEqual(expected === null ? null : new Date(expected));
  });
});

describe('for any instructions, calendar and moment', () => {
  const time = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 15, 30, 59)).map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
  const weeklyHours = fc.array(fc.record({ weekday: fc.constantFrom(...WEEKDAYS), from: time, until: time }), { maxLength: 6 });
  const calendar = fc.record<CalendarOfCustomer>({
    timeZone: fc.constantFrom('Europe/Berlin', 'Europe/London', 'America/New_York', 'Asia/Kolkata', 'America/Santiago', 'Australia/Lord_Howe', 'Africa/Casablanca', 'UTC'),
    federalState: fc.constantFrom(null, 'BE', 'BB', 'BY', 'SN', 'TH'),
  });
  // Around the nights of the change and the holidays of Easter and Christmas, where the surprises are.
  const moment = fc.tuple(
    fc.constantFrom('2026-03-08T07:00Z', '2026-03-29T01:00Z', '2026-04-05T03:00Z', '2026-10-25T01:00Z', '2026-11-01T06:00Z', '2026-12-25T00:00Z', '2027-03-28T01:00Z', '2027-10-31T01:00Z'),
    fc.integer({ min: -4 * 24 * 60, max: 4 * 24 * 60 }),
  ).map(([around, minutes]) => new Date(Date.parse(around) + minutes * 60_000));
  const quarter = (date: Date) => new Date(Math.floor(date.getTime() / 900_000) * 900_000);
  const scheduled = fc.record({
    validFrom: fc.oneof(fc.constant(new Date('2025-01-01T00:00Z')), moment.map(quarter)),
    lastsHours: fc.option(fc.integer({ min: 0, max: 24 * 10 }), { freq: 2 }),
    weeklyHours: fc.oneof(fc.constant([]), weeklyHours),
    exceptPublicHolidays: fc.boolean(),
    createdAt: fc.constantFrom(new Date('2025-01-01T00:00Z'), new Date('2025-01-02T00:00Z'), new Date('2025-01-03T00:00Z')),
  });
  const book = fc.array(scheduled, { maxLength: 6 }).map((list) => list.map(({ lastsHours, ...rest }, index): ScheduledInstruction => ({
    ...rest, id: String(index), validUntil: lastsHours === null ? null : new Date(rest.validFrom.getTime() + lastsHours * 3_600_000),
  })));
  const shuffled = <T>(list: readonly T[]) => fc.shuffledSubarray([...list], { minLength: list.length });

  test('the order of instructions and of their hours has no say', () => {
    const cases = fc.tuple(book, calendar, moment).chain(([instructions, where, at]) => fc.tuple(
      fc.constant({ instructions, where, at }),
      fc.tuple(...instructions.map((each) => shuffled(each.weeklyHours).map((mixed) => ({ ...each, weeklyHours: mixed })))).chain(shuffled),
    ));
    fc.assert(fc.property(cases, ([{ instructions, where, at }, mixed]) => {
      expect(pickActive(mixed, at, where)?.id).toBe(pickActive(instructions, at, where)?.id);
      expect(nextBoundary(mixed, at, where)).toEqual(nextBoundary(instructions, at, where));
    }), { numRuns: 500 });
  });

  test('an instruction is in force when luxon’s calendar says that the local time lies in its hours', () => {
    fc.assert(fc.property(weeklyHours, calendar, moment, (weekly, where, at) => {
      const local = DateTime.fromJSDate(at, { zone: where.timeZone });
      const minute = local.toFormat('HH:mm');
      const [today, yesterday] = [WEEKDAYS[local.weekday - 1], WEEKDAYS[(local.weekday + 5) % 7]];
      const expected = weekly.length === 0 || weekly.some(({ weekday, from, until }) => (
        until > from ? weekday === today && from <= minute && minute < until : (weekday === today && from <= minute) || (weekday === yesterday && minute < until)
      ));
      expect(isInForce(instruction({ weeklyHours: weekly }), at, where)).toBe(expected);
    }), { numRuns: 2000 });
  });

  test('between two boundaries the answer stays, and at each it changes', () => {
    const samples = fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), { minLength: 20, maxLength: 20 });
    fc.assert(fc.property(book, calendar, moment, samples, (instructions, where, start, fractions) => {
      let after = start;
      for (let step = 0; step < 8; step += 1) {
        const next = nextBoundary(instructions, after, where);
        const before = pickActive(instructions, after, where)?.id;
        const end = next?.getTime() ?? after.getTime() + 60 * 86_400_000;
        // The seams of the calendar are where a missed boundary would hide: all quarters of an hour of the first days, and the moment before the boundary.
        const quarters = Array.from({ length: 200 }, (_, index) => quarter(after).getTime() + index * 900_000);
        for (const at of [...fractions.map((part) => after.getTime() + part * (end - after.getTime())), ...quarters, end - 1]) {
          if (at > after.getTime() && at < end) expect(pickActive(instructions, new Date(Math.floor(at)), where)?.id).toBe(before);
        }
        if (!next) break;
        expect(next.getTime()).toBeGreaterThan(after.getTime());
        expect(pickActive(instructions, next, where)?.id).not.toBe(before);
        after = next;
      }
    }), { numRuns: 150 });
  });
});
