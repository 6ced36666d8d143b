import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const catalogues = (language: 'de' | 'en') => readdirSync(new URL('.', import.meta.url)).filter(name => name.endsWith(`.${language}.ts`)).map(name => ({ name, text: readFileSync(new URL(name, import.meta.url), 'utf8') }));

test('the second factor is called so and in no other way', () => {
  for (const { name, text } of catalogues('de')) expect(text, name).not.toMatch(/zweite[nrs]? Schritt|in zwei Schritten/i);
  for (const { name, text } of catalogues('en')) expect(text, name).not.toMatch(/second step|two-step/i);
});

test('what is stored is “wiederhergestellt”, and “zurückgeholt” is whoever is on the telephone alone', () => {
  for (const { name, text } of catalogues('de')) {
    const lines = text.split('\n').filter(line => /zurück(zu)?(hol|geholt)/i.test(line));
    for (const line of lines) expect(line, name).toMatch(/Anruf|Asterisk/);
  }
});

test('what a customer has the secretariat do is an “Auftrag”, wherever it is named', () => {
  for (const { name, text } of catalogues('de')) expect(text, name).not.toMatch(/Aufgabe/);
});
