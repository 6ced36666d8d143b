import { expect, test } from 'vitest';
import { CITIES, spell } from './spelling.ts';

test('spells a name by the cities of DIN 5009', () => {
  expect(spell('Kühn').map(({ city }) => city)).toEqual(['Köln', 'Umlaut Unna', 'Hamburg', 'Nürnberg']);
  expect(spell('Weiß').at(-1)).toEqual({ letter: 'ß', city: 'Eszett' });
});

test('spells foreign accents by their letter and leaves digits and signs alone', () => {
  expect(spell('É1-').map(({ city }) => city)).toEqual(['Essen', null, null]);
});

test('has every letter', () => {
  for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÜß') expect(CITIES[letter]).toBeTruthy();
});
