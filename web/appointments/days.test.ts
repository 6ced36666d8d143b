import { expect, test } from 'vitest';
import { byDay, monthFrom, onDay, weeksOf } from './days.ts';

const ZONE = 'Europe/Berlin';

test('shows of what passes midnight the part that falls on each day', () => {
  const night = { startsAt: '2026-06-15T20:00:00Z', endsAt: '2026-06-16T01:00:00Z' };
  const day = { startsAt: '2026-06-15T07:00:00Z', endsAt: '2026-06-15T07:30:00Z' };
  expect(onDay([night, day], '2026-06-15', ZONE)).toEqual([{ item: day, from: 540, until: 570 }, { item: night, from: 1320, until: 1440 }]);
  expect(onDay([night], '2026-06-16', ZONE)).toEqual([{ item: night, from: 0, until: 180 }]);
  // What ends at midnight is not on the next day.
  expect(onDay([{ startsAt: '2026-06-15T20:00:00Z', endsAt: '2026-06-15T22:00:00Z' }], '2026-06-16', ZONE)).toEqual([]);
});

test('groups free times by the day on the wall', () => {
  const slots = ['2026-06-15T21:30:00Z', '2026-06-15T22:30:00Z'].map(startsAt => ({ startsAt, endsAt: startsAt }));
  expect(byDay(slots, ZONE).map(([day, of]) => [day, of.length])).toEqual([['2026-06-15', 1], ['2026-06-16', 1]]);
});

test('shows a month in whole weeks from Monday', () => {
  const [first, ...others] = weeksOf('2026-08-20');
  expect(first).toEqual(['2026-07-27', '2026-07-28', '2026-07-29', '2026-07-30', '2026-07-31', '2026-08-01', '2026-08-02']);
  expect(others.at(-1)!.at(-1)).toBe('2026-09-06');
  // A month that begins on a Monday and fills its weeks takes no more of them.
  expect(weeksOf('2027-02-28')).toHaveLength(4);
  expect([monthFrom('2026-12-31', 1), monthFrom('2026-01-31', -1), monthFrom('2026-03-31')]).toEqual(['2027-01-01', '2025-12-01', '2026-03-01']);
});
