import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatGerman, formatNumber } from './number-format.ts';

test('writes other than German numbers as they are dialled until the library has come', async () => {
  expect(['+493023125001', '+491713920012', '+4315337788', 'anonymous'].map(formatNumber)).toEqual(['030 23125001', '0171 3920012', '+4315337788', 'anonymous']);
  await import('./phone-numbers.ts');
  expect(['+493023125001', '+491713920012', '+4315337788', 'anonymous'].map(formatNumber)).toEqual(['030 23125001', '0171 3920012', '+43 1 5337788', 'anonymous']);
});

test('writes German numbers as the library does', async () => {
  const library = await import('./phone-numbers.ts');
  const digits = (least: number, most: number) => fc.stringMatching(new RegExp(`^[0-9]{${least},${most}}$`));
  const numbers = fc.oneof(digits(3, 12).map(rest => `+491${rest}`), digits(3, 12).map(rest => `+49${1 + (Number(rest[0]) % 9)}${rest.slice(1)}12`));
  fc.assert(fc.property(numbers, number => {
    const written = formatGerman(number);
    if (written !== null) expect(written).toBe(library.formatNumber(number));
  }), { numRuns: 20_000, seed: 49 });
  expect(formatGerman('+4930231250')).toBe('030 231250');
});
