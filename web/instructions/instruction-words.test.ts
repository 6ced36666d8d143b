import { expect, test } from 'vitest';
import { phaseOf, untilWords } from './instruction-words.ts';

const NOW = Date.parse('2026-08-03T10:00:00Z');
const BERLIN = 'Europe/Berlin';
const frame = (validFrom: string, validUntil: string | null, isActive = false) => ({ validFrom, validUntil, isActive });

test('tells what counts, what is hidden, what is ahead and what is over', () => {
  expect(phaseOf(frame('2026-08-01T00:00:00Z', null, true), NOW)).toBe('active');
  expect(phaseOf(frame('2026-08-01T00:00:00Z', null), NOW)).toBe('standing');
  expect(phaseOf(frame('2026-08-01T00:00:00Z', '2026-08-09T00:00:00Z'), NOW)).toBe('covered');
  expect(phaseOf(frame('2026-08-04T00:00:00Z', null), NOW)).toBe('planned');
  expect(phaseOf(frame('2026-08-01T00:00:00Z', '2026-08-02T00:00:00Z'), NOW)).toBe('ended');
});

test('what the server began or ended a moment ago is not still to come', () => {
  expect(phaseOf(frame('2026-08-03T10:00:40Z', null), NOW)).toBe('standing');
  expect(phaseOf(frame('2026-08-01T00:00:00Z', '2026-08-03T10:00:40Z'), NOW)).toBe('ended');
});

test('an end at midnight is said of the day that it closes', () => {
  expect(untilWords('2026-08-07T22:00:00Z', BERLIN, 'de', NOW)).toBe('Fr., 7. Aug.');
  expect(untilWords('2026-08-03T22:00:00Z', BERLIN, 'de', NOW)).toBe('heute');
  expect(untilWords('2026-08-03T13:00:00Z', BERLIN, 'de', NOW)).toBe('15:00');
});
