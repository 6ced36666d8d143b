import { expect, test } from 'vitest';
import { mergeEdits, textOf, withPart } from './merge-edits.ts';

type Values = { title: string; day: string; time: string; rows: { key: string; number: string }[] };
const parts = { title: ['title'], when: ['day', 'time'], rows: ['rows'] } as const;
const base: Values = { title: 'A', day: '1', time: '8', rows: [{ key: 'k1', number: '030' }] };

test('what only one of two people changed counts, whoever it was', () => {
  const { merged, taken, conflicts } = mergeEdits(base, { ...base, title: 'mine' }, { ...base, time: '9' }, parts);
  expect(merged).toEqual({ ...base, title: 'mine', time: '9' });
  expect([taken, conflicts]).toEqual([['when'], []]);
});

test('keeps what was typed where both changed it, and says so', () => {
  const { merged, conflicts } = mergeEdits(base, { ...base, day: '2' }, { ...base, time: '9' }, parts);
  expect(merged.day + merged.time).toBe('28');
  expect(conflicts).toEqual(['when']);
});

test('two who changed it alike have no conflict', () => {
  expect(mergeEdits(base, { ...base, title: 'B' }, { ...base, title: 'B' }, parts).conflicts).toEqual([]);
});

test('rows that were only drawn anew are no change', () => {
  const again = { ...base, rows: [{ key: 'other', number: '030' }] };
  expect(textOf(again)).toBe(textOf(base));
  expect(mergeEdits(base, { ...base, rows: [{ key: 'k1', number: '040' }] }, again, parts)).toMatchObject({ taken: [], conflicts: [] });
});

test('takes over one part and nothing else', () => {
  expect(withPart({ ...base, title: 'mine', day: '2' }, base, ['day', 'time'])).toEqual({ ...base, title: 'mine' });
});
