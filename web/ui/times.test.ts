import { expect, test } from 'vitest';
import { formatDuration, secondsSince } from './times.ts';

test('counts seconds as a desk reads them', () => {
  expect([0, 7.9, 60, 760, 3723].map(formatDuration)).toEqual(['0:00', '0:07', '1:00', '12:40', '1:02:03']);
});

test('a clock that runs behind the server shows no negative time', () => {
  expect(secondsSince('2026-03-01T10:00:05.000Z', Date.parse('2026-03-01T10:00:00.000Z'))).toBe(0);
});
