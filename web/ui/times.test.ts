import { expect, test } from 'vitest';
import { formatDuration, formatTime, secondsSince } from './times.ts';

test('counts seconds as a desk reads them', () => {
  expect([0, 7.9, 60, 760, 3723].map(formatDuration)).toEqual(['0:00', '0:07', '1:00', '12:40', '1:02:03']);
});

test('a clock that runs behind the server shows no negative time', () => {
  expect(secondsSince('2026-03-01T10:00:05.000Z', Date.parse('2026-03-01T10:00:00.000Z'))).toBe(0);
});

test('tells the time by 24 hours in both languages', () => {
  const afternoon = new Date(2026, 2, 1, 14, 5);
  expect([formatTime(afternoon, 'de'), formatTime(afternoon, 'en')]).toEqual(['14:05', '14:05']);
});
