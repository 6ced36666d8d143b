import { expect, test } from 'vitest';
import { loopsOf, type LeadingInstruction } from './loops.ts';

const MOBILE = '+491713920031';
const to = (title: string, ...forwardingNumbers: [number: string, ringSeconds: number][]): LeadingInstruction =>
  ({ id: title, title, putThrough: 'ALL', forwardingNumbers: forwardingNumbers.map(([number, ringSeconds]) => ({ number, ringSeconds })) });
const titles = (...args: Parameters<typeof loopsOf>) => loopsOf(...args).map(({ title, ringSeconds }) => `${title} ${ringSeconds}`);

const instructions = [
  to('kurz', [MOBILE, 15]),
  to('gleich', ['+493023125100', 60], [MOBILE, 20]),
  to('lang', [MOBILE, 10], [MOBILE, 40]),
  to('anderswohin', ['+493023125100', 60]),
  { ...to('niemand', [MOBILE, 60]), putThrough: 'NONE' as const },
];

test('callers come back when the telephone rings as long as it waits, or longer', () => {
  expect(titles(instructions, MOBILE, 'NO_ANSWER', 20)).toEqual(['gleich 20', 'lang 40']);
  expect(titles(instructions, MOBILE, 'CONDITIONAL', 30)).toEqual(['lang 40']);
  expect(titles(instructions, MOBILE, 'NO_ANSWER', 15)).toEqual(['kurz 15', 'gleich 20', 'lang 40']);
});

test('they always come back when it never rings', () => {
  expect(titles(instructions, MOBILE, 'ALWAYS', 30)).toEqual(['kurz 15', 'gleich 20', 'lang 40']);
});

test('there is nothing to warn of when it waits for no answer, or the telephone is not known', () => {
  expect(titles(instructions, MOBILE, 'BUSY', 5)).toEqual([]);
  expect(titles(instructions, MOBILE, 'NOT_REACHABLE', 5)).toEqual([]);
  expect(titles(instructions, null, 'ALWAYS', 5)).toEqual([]);
});
