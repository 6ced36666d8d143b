import { expect, test } from 'vitest';
import { formatNumber, readBackGroups } from './phone-numbers.ts';

test('writes German numbers as they are written in Germany', () => {
  expect(formatNumber('+493023125001')).toBe('030 23125001');
  expect(formatNumber('+491713920012')).toBe('0171 3920012');
});

test('leaves what is no number as it came', () => {
  expect(formatNumber('anonymous')).toBe('anonymous');
});

test('reads a number back by area code and pairs, the odd one last', () => {
  expect(readBackGroups('+493023125001')).toEqual(['030', '23', '12', '50', '01']);
  expect(readBackGroups('+491713920012')).toEqual(['0171', '39', '20', '012']);
});
