import { expect, test } from 'vitest';
import { CALL_KINDS, filterOf, readHistoryAddress, writeHistoryAddress } from './call-filters.ts';

test('an address and its narrowing say the same', () => {
  for (const kind of CALL_KINDS) {
    for (const search of ['', 'Maier & Söhne']) expect(readHistoryAddress(writeHistoryAddress({ kind, search }))).toEqual({ kind, search });
  }
});

test('an address of nothing we know shows all calls', () => {
  expect(readHistoryAddress(new URLSearchParams('kind=secret'))).toEqual({ kind: 'all', search: '' });
});

test('asks the API for what the words promise', () => {
  expect(filterOf('missed', ' 0171 ', 0)).toEqual({ results: ['MISSED', 'ABANDONED'], search: '0171' });
  expect(filterOf('all', ' ', 0)).toEqual({});
});

test('each snapshot has a list of its own that leaves out no call', () => {
  const lists = [1, 2].map(snapshot => filterOf('all', '', snapshot).from!);
  expect(new Set(lists).size).toBe(2);
  for (const from of lists) expect(from < '1971').toBe(true);
});
