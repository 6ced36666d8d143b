import { expect, test } from 'vitest';
import { belongs, type ListedCall } from './call-lists.ts';

const call: ListedCall = { __typename: 'Call', id: '1', state: 'ENDED', result: 'MISSED', needsCallBack: true, receivedAt: '2026-03-02T10:00:00.000Z', customer: { id: 'weber' }, note: null };

test('a call belongs into every list whose filter it meets', () => {
  expect(belongs(call, undefined)).toBe(true);
  expect(belongs(call, { needsCallBack: true })).toBe(true);
  expect(belongs(call, { customerId: 'weber', results: ['MISSED', 'ABANDONED'], urgent: false })).toBe(true);
  expect(belongs(call, { from: '2026-03-02T00:00:00.000Z', until: '2026-03-03T00:00:00.000Z' })).toBe(true);
});

test('it leaves the list of call-backs once somebody has called back', () => {
  expect(belongs({ ...call, needsCallBack: false }, { needsCallBack: true })).toBe(false);
});

test('it never enters the list of another customer', () => {
  expect(belongs(call, { customerId: 'krause' })).toBe(false);
});

test('only the server can tell whether words are found', () => {
  expect(belongs(call, { search: 'Rechnung' })).toBeNull();
  expect(belongs({ __typename: 'Call', id: '1' }, { needsCallBack: true })).toBeNull();
});
