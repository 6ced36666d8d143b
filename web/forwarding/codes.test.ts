import { describe, expect, it, test } from 'vitest';
import { CASES, codesOf, delaysOf, dialLink, FRITZBOX_PREFIX, targetOf, type ForwardingCase, type TelephoneKind } from './codes.ts';

const LINE = '+493023125001';

describe('the codes', () => {
  test.each<[TelephoneKind, ForwardingCase, set: string, query: string, del: string]>([
    ['MOBILE', 'ALWAYS', '**21*+493023125001#', '*#21#', '##21#'],
    ['MOBILE', 'NO_ANSWER', '**61*+493023125001**15#', '*#61#', '##61#'],
    ['MOBILE', 'BUSY', '**67*+493023125001#', '*#67#', '##67#'],
    ['MOBILE', 'NOT_REACHABLE', '**62*+493023125001#', '*#62#', '##62#'],
    ['MOBILE', 'CONDITIONAL', '**004*+493023125001**15#', '*#004#', '##004#'],
    ['FIXED', 'ALWAYS', '*21*00493023125001#', '*#21#', '#21#'],
    ['FIXED', 'NO_ANSWER', '*61*00493023125001*15#', '*#61#', '#61#'],
    ['FIXED', 'BUSY', '*67*00493023125001#', '*#67#', '#67#'],
    ['SWITCHBOARD', 'ALWAYS', '*21*00493023125001#', '*#21#', '#21#'],
    ['SWITCHBOARD', 'NO_ANSWER', '*61*00493023125001*15#', '*#61#', '#61#'],
    ['SWITCHBOARD', 'BUSY', '*67*00493023125001#', '*#67#', '#67#'],
  ])('of %s, %s', (kind, when, set, query, del) => expect(codesOf(kind, when, LINE, 15)).toEqual({ set, query, delete: del }));

  it('are there for every case that is offered, and differ from each other', () => {
    for (const kind of ['MOBILE', 'FIXED', 'SWITCHBOARD'] as const) {
      const all = CASES[kind].flatMap(when => Object.values(codesOf(kind, when, LINE, 20)));
      expect(new Set(all).size).toBe(CASES[kind].length * 3);
    }
  });

  it('are passed on by a FRITZ!Box', () => {
    expect(codesOf('FIXED', 'BUSY', LINE, 20, FRITZBOX_PREFIX)).toEqual({ set: '*#*67*00493023125001#', query: '*#*#67#', delete: '*##67#' });
  });
});

test('the delays are those that networks take', () => {
  expect(delaysOf('MOBILE')).toEqual([5, 10, 15, 20, 25, 30]);
  expect(delaysOf('FIXED')).toEqual([5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60]);
});

test('the target of a block is its switchboard, or an extension', () => {
  const block = { number: '+493023125', isBlock: true };
  expect([targetOf(block, ''), targetOf(block, ' 17 '), targetOf({ number: LINE, isBlock: false }, '17')]).toEqual(['+4930231250', '+49302312517', LINE]);
});

test('a link dials the whole code', () => {
  expect(dialLink('**61*+493023125001**20#')).toBe('tel:%2A%2A61%2A+493023125001%2A%2A20%23');
  expect(decodeURIComponent(new URL(dialLink('##002#')).pathname)).toBe('##002#');
  expect(new URL(dialLink('*#21#')).hash).toBe('');
});
