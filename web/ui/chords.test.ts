import { expect, test } from 'vitest';
import { ariaShortcut, chordOf, chordParts, matches, refusalOf } from './chords.ts';

const press = (key: string, code: string, with_: Partial<Record<'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey', boolean>> = {}) =>
  ({ key, code, ctrlKey: false, altKey: false, shiftKey: false, metaKey: false, ...with_ });

test('names what was pressed', () => {
  expect(chordOf(press('F2', 'F2'), false)).toBe('F2');
  expect(chordOf(press('F8', 'F8', { shiftKey: true }), false)).toBe('Shift+F8');
  expect(chordOf(press('Enter', 'Enter', { ctrlKey: true }), false)).toBe('Mod+Enter');
  expect(chordOf(press('k', 'KeyK', { metaKey: true }), true)).toBe('Mod+K');
  expect(chordOf(press('Alt', 'AltLeft', { altKey: true }), false)).toBeNull();
});

test('understands Alt on keyboards where it writes another character', () => {
  expect(chordOf(press('¡', 'Digit1', { altKey: true }), true)).toBe('Alt+1');
  expect(chordOf(press('º', 'KeyJ', { altKey: true }), true)).toBe('Alt+J');
  expect(chordOf(press('Dead', 'KeyN', { altKey: true }), true)).toBe('Alt+N');
});

test('a pattern with a digit tells which', () => {
  expect(matches('Alt+#', 'Alt+3')).toBe(3);
  expect(matches('Alt+#', 'Alt+0')).toBe(false);
  expect(matches('Alt+#', 'Mod+3')).toBe(false);
  expect(matches('F4', 'F4')).toBe(true);
  expect(matches('F4', 'Shift+F4')).toBe(false);
});

test('refuses what writes a character, also with Shift or AltGr', () => {
  for (const chord of ['A', '1', 'Shift+A', 'Mod+Alt+Q', 'ArrowUp']) expect(refusalOf(chord)).toBe('CHARACTER');
});

test('refuses what the browser needs', () => {
  for (const chord of ['F5', 'F12', 'Mod+W', 'Mod+T', 'Mod+1', 'Alt+ArrowLeft', 'Alt+D', 'Tab', 'Mod+Shift+T']) expect(refusalOf(chord)).toBe('BROWSER');
});

test('allows function keys and keys with Ctrl or Alt', () => {
  for (const chord of ['F1', 'F2', 'F9', 'Shift+F8', 'Alt+J', 'Alt+#', 'Mod+Enter', 'Mod+K']) expect(refusalOf(chord)).toBeNull();
});

test('prints chords as the keyboard does', () => {
  const german = { ctrl: 'Strg' };
  expect(chordParts('Mod+Enter', false, german)).toEqual(['Strg', '↵']);
  expect(chordParts('Mod+K', true, german)).toEqual(['⌘', 'K']);
  expect(chordParts('Alt+#', false, german)).toEqual(['Alt', '1…9']);
});

test('tells assistive technology the same key', () => {
  expect(ariaShortcut('Mod+Enter', false)).toBe('Control+Enter');
  expect(ariaShortcut('Mod+K', true)).toBe('Meta+K');
  expect(ariaShortcut('Shift+F8', false)).toBe('Shift+F8');
  expect(ariaShortcut('Alt+#', false)).toBeUndefined();
});
