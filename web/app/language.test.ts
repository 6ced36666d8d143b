import { expect, test } from 'vitest';
import { preferredLanguage } from './language.ts';

test('speaks the language that was chosen, whatever the browser prefers', () => {
  expect(preferredLanguage('en', ['de-DE', 'de'])).toBe('en');
});

test('else the first of the browser that it can speak, else German', () => {
  expect(preferredLanguage(null, ['fr-FR', 'en-GB', 'de'])).toBe('en');
  expect(preferredLanguage('klingon', ['fr-FR'])).toBe('de');
});
