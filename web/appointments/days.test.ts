import { expect, test } from 'vitest';
import { byDay, onDay } from './days.ts';

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
