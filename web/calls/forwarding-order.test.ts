import { expect, test } from 'vitest';
import { isAnyLeft, isBackUnreached, isNobodyReached, mayGoOnAfterGivingUp, stepsOf } from './forwarding-order.ts';

const number = (id: string, situation: 'FIRST' | 'ON_NO_ANSWER' | 'ON_BUSY' = 'FIRST') => ({ id, number: `+4917139200${id}`, label: null, situation, ringSeconds: 20 });
const attempt = (id: string, of: ReturnType<typeof number>, outcome: 'BUSY' | 'NO_ANSWER' | 'ANSWERED' | null) => ({ id, startedAt: '2026-03-02T10:00:00Z', outcome, forwardingNumber: of });
const [mobile, office, lab] = [number('01'), number('02', 'ON_NO_ANSWER'), number('03', 'ON_BUSY')];

test('shows the plan in its order, each number with its last attempt', () => {
  const steps = stepsOf({ decision: { plan: [mobile, office] }, attempts: [attempt('a', mobile, 'BUSY'), attempt('b', mobile, 'NO_ANSWER')] });
  expect(steps.map(({ id, attempt: last }) => [id, last?.outcome ?? null])).toEqual([['01', 'NO_ANSWER'], ['02', null]]);
});

test('keeps attempts in sight whose number left the plan since', () => {
  expect(stepsOf({ decision: { plan: [office] }, attempts: [attempt('a', mobile, 'BUSY')] }).map(({ id }) => id)).toEqual(['01', '02']);
});

test('after giving up goes on to what is left, but not to the numbers for the busy', () => {
  const ringing = [attempt('a', mobile, null)];
  expect(mayGoOnAfterGivingUp({ decision: { plan: [mobile, office, lab] }, attempts: ringing })).toBe(true);
  expect(mayGoOnAfterGivingUp({ decision: { plan: [mobile, lab] }, attempts: ringing })).toBe(false);
  expect(isAnyLeft({ decision: { plan: [mobile, lab] }, attempts: ringing })).toBe(true);
  expect(isAnyLeft({ decision: { plan: [mobile] }, attempts: ringing })).toBe(false);
});

test('does not go on to the same number that stands in the plan twice', () => {
  expect(mayGoOnAfterGivingUp({ decision: { plan: [mobile, { ...office, number: mobile.number }] }, attempts: [attempt('a', mobile, null)] })).toBe(false);
});

test('turns to a message only when everybody was tried and nobody answered', () => {
  const put = { kind: 'PUT_THROUGH', next: null };
  expect(isNobodyReached({ decision: put, attempts: [{ outcome: 'BUSY' }, { outcome: 'NO_ANSWER' }] })).toBe(true);
  expect(isNobodyReached({ decision: put, attempts: [{ outcome: 'BUSY' }, { outcome: null }] })).toBe(false);
  expect(isNobodyReached({ decision: put, attempts: [{ outcome: 'ANSWERED' }] })).toBe(false);
  expect(isNobodyReached({ decision: { kind: 'PUT_THROUGH', next: {} }, attempts: [{ outcome: 'BUSY' }] })).toBe(false);
  expect(isNobodyReached({ decision: { kind: 'TAKE_MESSAGE', next: null }, attempts: [] })).toBe(false);
});

test('the caller is back with the secretary when the last number said no, not when the secretary took them back', () => {
  expect(isBackUnreached({ state: 'TAKEN', attempts: [{ outcome: 'BUSY' }, { outcome: 'DECLINED' }] })).toBe(true);
  expect(isBackUnreached({ state: 'TAKEN', attempts: [{ outcome: 'BUSY' }, { outcome: 'CANCELLED' }] })).toBe(false);
  expect(isBackUnreached({ state: 'TAKEN', attempts: [{ outcome: 'ANSWERED' }] })).toBe(false);
  expect(isBackUnreached({ state: 'PUTTING_THROUGH', attempts: [{ outcome: 'BUSY' }, { outcome: null }] })).toBe(false);
  expect(isBackUnreached({ state: 'TAKEN', attempts: [] })).toBe(false);
});
