import { describe, expect, it } from 'vitest';
import { gatheredAt, type QuietHours, quietUntil } from './quiet-hours.ts';

const ZONE = 'Europe/Berlin';
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
const night: QuietHours = { from: '20:00', until: '07:00', weekdays: EVERY_DAY };
const until = (hours: QuietHours, moment: string) => quietUntil(hours, ZONE, new Date(moment))?.toISOString() ?? null;

describe('quiet hours', () => {
  it.each([
    ['in the evening', '2026-06-15T19:30:00Z', '2026-06-16T05:00:00.000Z'],
    ['after midnight', '2026-06-15T01:00:00Z', '2026-06-15T05:00:00.000Z'],
    ['at their first minute', '2026-06-15T18:00:00Z', '2026-06-16T05:00:00.000Z'],
    ['at their last', '2026-06-15T05:00:00Z', null],
    ['by day', '2026-06-15T10:00:00Z', null],
  ])('%s', (_, moment, ends) => { expect(until(night, moment)).toBe(ends); });

  it('end at the same time on the wall when the clocks go forward', () => {
    // In the night of the 29th of March 2026 an hour is left out.
    expect(until(night, '2026-03-28T21:00:00Z')).toBe('2026-03-29T05:00:00.000Z');
    expect(until({ ...night, until: '02:30' }, '2026-03-28T21:00:00Z')).toBe('2026-03-29T01:30:00.000Z');
  });

  it('end at the same time on the wall when the clocks go back', () => {
    // In the night of the 25th of October 2026 an hour comes twice.
    expect(until(night, '2026-10-24T20:00:00Z')).toBe('2026-10-25T06:00:00.000Z');
  });

  it('belong to the day on which they begin', () => {
    // From Friday evening to Saturday morning, and not from Thursday.
    const friday = { ...night, weekdays: [5] };
    expect(until(friday, '2026-06-19T02:00:00Z')).toBeNull();
    expect(until(friday, '2026-06-20T02:00:00Z')).toBe('2026-06-20T05:00:00.000Z');
  });

  it('of whole days that follow each other are one', () => {
    const weekend = { from: '00:00', until: '00:00', weekdays: [6, 7] };
    expect(until(weekend, '2026-06-20T10:00:00Z')).toBe('2026-06-21T22:00:00.000Z');
    expect(until(weekend, '2026-06-21T22:00:00Z')).toBeNull();
  });
});

describe('what is gathered', () => {
  const rhythm = { time: '18:00', weekday: 5 };
  it.each([
    ['DAILY', '2026-06-15T10:00:00Z', '2026-06-15T16:00:00.000Z'],
    ['DAILY', '2026-06-15T16:00:00Z', '2026-06-16T16:00:00.000Z'],
    ['DAILY', '2026-10-24T17:00:00Z', '2026-10-25T17:00:00.000Z'],
    ['WEEKLY', '2026-06-15T10:00:00Z', '2026-06-19T16:00:00.000Z'],
    ['WEEKLY', '2026-06-19T16:00:01Z', '2026-06-26T16:00:00.000Z'],
    ['AT_ONCE', '2026-06-15T10:00:00Z', '2026-06-15T10:00:00.000Z'],
  ] as const)('%s from %s goes out at %s', (kind, moment, due) => {
    expect(gatheredAt({ rhythm: kind, ...rhythm }, ZONE, new Date(moment)).toISOString()).toBe(due);
  });
});
