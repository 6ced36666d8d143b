import { expect, test } from 'vitest';
import { firstVisit, isUnread, withRead } from './read-state.ts';

const state = { until: '2026-08-03T10:00:00.000Z', ids: [] };
const note = { id: 'a', at: '2026-08-03T10:05:00.000Z' };

test('what came after the last look is unread until it is opened', () => {
  expect(isUnread(state, note)).toBe(true);
  expect(isUnread(withRead(state, 'a'), note)).toBe(false);
  expect(isUnread(state, { id: 'b', at: '2026-08-03T09:00:00.000Z' })).toBe(false);
  expect(isUnread(state, null)).toBe(false);
});

test('a first visit calls only the last day new', () => {
  const first = firstVisit(Date.parse('2026-08-03T10:00:00Z'));
  expect(isUnread(first, { id: 'a', at: '2026-08-02T11:00:00.000Z' })).toBe(true);
  expect(isUnread(first, { id: 'b', at: '2026-08-01T11:00:00.000Z' })).toBe(false);
});

test('remembers a bounded number of single things', () => {
  let read = firstVisit(0);
  for (let i = 0; i < 600; i++) read = withRead(read, String(i));
  expect(read.ids).toHaveLength(500);
  expect(read.ids.at(-1)).toBe('599');
});
