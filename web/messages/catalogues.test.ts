import { expect, test } from 'vitest';
import { catalogues } from './index.ts';

type Texts = { [key: string]: string | Texts };

function flat(texts: Texts, prefix = ''): [key: string, text: string][] {
  return Object.entries(texts).flatMap(([key, value]): [string, string][] => (typeof value === 'string' ? [[prefix + key, value]] : flat(value, `${prefix}${key}.`)));
}
const fetched = async (language: 'de' | 'en'): Promise<Map<string, string>> =>
  new Map(flat(Object.fromEntries(await Promise.all(Object.entries(catalogues[language]).map(async ([name, fetch]) => [name, await fetch()] as const)))));
const de = await fetched('de');
const en = await fetched('en');
const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).toSorted();

test('every text exists in both languages and is not empty', () => {
  expect([...en.keys()].toSorted()).toEqual([...de.keys()].toSorted());
  expect([...de, ...en].filter(([, text]) => text.trim() === '')).toEqual([]);
});

test('both languages fill in the same values', () => {
  expect([...de].filter(([key, text]) => placeholders(text).join() !== placeholders(en.get(key) ?? '').join()).map(([key]) => key)).toEqual([]);
});

test('whoever counts has a text for one and for many', () => {
  const counted = [...de.keys()].filter(key => /_(one|other)$/.test(key)).map(key => key.replace(/_(one|other)$/, ''));
  expect(counted.filter(key => !de.has(`${key}_one`) || !de.has(`${key}_other`))).toEqual([]);
});
