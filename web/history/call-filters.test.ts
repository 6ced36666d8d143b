import { expect, test } from 'vitest';
import { CALL_KINDS, CALL_RESULTS, daysOf, EVERYTHING, filterOf, narrowed, readHistoryAddress, writeHistoryAddress, type CallSpan } from './call-filters.ts';

const [secretaryId, contactId] = ['0f0e0d0c-0b0a-4908-8706-050403020100', '10111213-1415-4617-9819-1a1b1c1d1e1f'];
const berlin = { timeZone: 'Europe/Berlin', today: '2026-03-11', snapshot: 0 };

test('an address and its narrowing say the same', () => {
  const spans: CallSpan[] = [null, 'today', 'week', 'lastMonth', { from: '2026-02-01', until: null }, { from: null, until: '2026-02-03' }, { from: '2026-02-01', until: '2026-02-03' }];
  for (const kind of CALL_KINDS) {
    for (const search of ['', 'Maier & Söhne']) {
      for (const span of spans) {
        for (const who of [{ secretaryId: null, contactId: null }, { secretaryId, contactId }]) {
          for (const result of [null, ...(kind === 'missed' ? [] : CALL_RESULTS)]) {
            const narrowing = { kind, search, span, result, ...who };
            expect(readHistoryAddress(writeHistoryAddress(narrowing))).toEqual(narrowing);
          }
        }
      }
    }
  }
});

test('an address of nothing we know shows all calls', () => {
  expect(readHistoryAddress(new URLSearchParams('kind=secret&time=never&from=2026-13-45&until=x&secretary=Jana&contact=1&result=SOLD'))).toEqual(EVERYTHING);
});

test('asks the API for what the words promise', () => {
  expect(filterOf({ ...EVERYTHING, kind: 'missed', search: ' 0171 ' }, berlin)).toEqual({ results: ['MISSED', 'ABANDONED'], search: '0171' });
  expect(filterOf({ ...EVERYTHING, search: ' ', secretaryId, contactId }, berlin)).toEqual({ secretaryId, contactId });
  expect(filterOf({ ...EVERYTHING, result: 'PUT_THROUGH', kind: 'urgent' }, berlin)).toEqual({ urgent: true, results: ['PUT_THROUGH'] });
  expect(filterOf(EVERYTHING, berlin)).toEqual({});
});

test('of a result and the missed calls the one chosen later is shown', () => {
  expect(narrowed({ ...EVERYTHING, kind: 'missed' }, { result: 'PUT_THROUGH' })).toEqual({ ...EVERYTHING, result: 'PUT_THROUGH' });
  expect(narrowed({ ...EVERYTHING, result: 'PUT_THROUGH' }, { kind: 'missed' })).toEqual({ ...EVERYTHING, kind: 'missed' });
  expect(narrowed({ ...EVERYTHING, kind: 'missed' }, { span: 'today' })).toEqual({ ...EVERYTHING, kind: 'missed', span: 'today' });
  expect(narrowed({ ...EVERYTHING, kind: 'urgent' }, { result: 'MISSED' })).toEqual({ ...EVERYTHING, kind: 'urgent', result: 'MISSED' });
});

test('knows the days of this week and of the last month', () => {
  expect(daysOf('today', '2026-03-11')).toEqual({ from: '2026-03-11', until: '2026-03-11' });
  expect(daysOf('week', '2026-03-11')).toEqual({ from: '2026-03-09', until: '2026-03-15' });
  expect(daysOf('week', '2026-03-15')).toEqual({ from: '2026-03-09', until: '2026-03-15' });
  expect(daysOf('lastMonth', '2026-03-11')).toEqual({ from: '2026-02-01', until: '2026-02-28' });
  expect(daysOf('lastMonth', '2026-01-01')).toEqual({ from: '2025-12-01', until: '2025-12-31' });
});

test('takes days as they are where the customer is, also when the clock is changed', () => {
  // On March 29th it is summer time from 02:00 on, and the day has 23 hours.
  expect(filterOf({ ...EVERYTHING, span: { from: '2026-03-29', until: '2026-03-29' } }, berlin)).toEqual({ from: '2026-03-28T23:00:00.000Z', until: '2026-03-29T22:00:00.000Z' });
  expect(filterOf({ ...EVERYTHING, span: 'today' }, { ...berlin, timeZone: 'America/New_York' })).toEqual({ from: '2026-03-11T04:00:00.000Z', until: '2026-03-12T04:00:00.000Z' });
});

test('each snapshot has a list of its own that leaves out no call', () => {
  const lists = [1, 2].map(snapshot => filterOf(EVERYTHING, { ...berlin, snapshot }).from!);
  expect(new Set(lists).size).toBe(2);
  for (const from of lists) expect(from < '1971').toBe(true);
  const days = [0, 1, 2].map(snapshot => filterOf({ ...EVERYTHING, span: 'today' }, { ...berlin, snapshot }).from!);
  expect(new Set(days).size).toBe(3);
  expect(new Set(days.map(from => Date.parse(from))).size).toBe(1);
});
