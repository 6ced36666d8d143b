import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Unreached } from './unreached.ts';

const JANA = { secretaryId: 'jana', sipEndpoints: ['desk', 'browser'], number: null };
let told: string[];
let unreached: Unreached;

beforeEach(() => {
  vi.useFakeTimers();
  told = [];
  unreached = new Unreached(async (secretaryId, outcome) => { told.push(`${secretaryId} ${outcome}`); });
});
afterEach(() => { vi.useRealTimers(); });

test('tells once none of her telephones rings any more', () => {
  unreached.add('desk', 'BUSY', JANA);
  expect(told).toEqual([]);
  expect(unreached.has('jana', 'desk')).toBe(true);
  expect(unreached.has('jana', 'browser')).toBe(false);
  unreached.add('browser', 'UNREACHABLE', JANA);
  expect(told).toEqual(['jana BUSY']);
});

test('who declines at one telephone declines at all', () => {
  unreached.add('browser', 'DECLINED', JANA);
  expect(told).toEqual(['jana DECLINED']);
  expect(unreached.has('jana', 'desk')).toBe(true);
});

test('who has no telephone is unreachable, told once', () => {
  const mia = { secretaryId: 'mia', sipEndpoints: [], number: null };
  unreached.look([mia]);
  unreached.look([mia]);
  expect(told).toEqual(['mia UNREACHABLE']);
});

test('who is rung no more is forgotten, and her telephone can be rung again after a rest', async () => {
  unreached.add('browser', 'DECLINED', JANA);
  unreached.look([]);
  expect(unreached.has('jana', 'desk')).toBe(false);
  expect(unreached.has('jana', 'browser')).toBe(true);
  await vi.advanceTimersByTimeAsync(3_001);
  expect(unreached.has('jana', 'browser')).toBe(false);
});

test('who is still to be rung a while after it was told is rung again', async () => {
  unreached.add('browser', 'DECLINED', JANA);
  await vi.advanceTimersByTimeAsync(500);
  unreached.look([JANA]);
  expect(unreached.has('jana', 'desk')).toBe(true);
  await vi.advanceTimersByTimeAsync(501);
  unreached.look([JANA]);
  expect(unreached.has('jana', 'desk')).toBe(false);
});
