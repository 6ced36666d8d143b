import { expect, test } from 'vitest';
import { callKeys } from '../calls/call-keys.ts';
import { deskKeys } from '../desk/desk-keys.ts';
import { phoneKeys } from '../phone/phone-keys.ts';
import { HELP_GROUPS } from '../desk/help-groups.ts';
import { refusalOf } from '../ui/chords.ts';

const keys: Record<string, string> = { ...deskKeys, ...callKeys, ...phoneKeys };

test('no key writes a character or takes one from the browser', () => {
  expect(Object.entries(keys).filter(([, chord]) => refusalOf(chord) !== null)).toEqual([]);
});

test('each key does one thing', () => {
  expect(new Set(Object.values(keys)).size).toBe(Object.keys(keys).length);
});

test('the help shows every key', () => {
  expect(Object.values(HELP_GROUPS).flat().toSorted()).toEqual(Object.keys(keys).toSorted());
});
