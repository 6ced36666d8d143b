import { expect, test } from 'vitest';
import { mailAddress, noteText } from './note-text.ts';

test('leaves out what is not known', () => {
  expect(noteText([['Anrufer', 'Anna Schmidt'], ['Firma', null], ['Nummer', '030 23125001']], 'Bittet um Rückruf.')).toBe('Anrufer: Anna Schmidt\nNummer: 030 23125001\n\nBittet um Rückruf.');
});

test('cannot be made to write to somebody or to add a header', () => {
  const { searchParams, pathname } = new URL(mailAddress('Anruf & mehr?cc=x@y.example', 'Zeile\n&bcc=z@y.example'));
  expect(pathname).toBe('');
  expect([...searchParams.keys()]).toEqual(['subject', 'body']);
  expect(searchParams.get('body')).toBe('Zeile\r\n&bcc=z@y.example');
});

test('shortens what mail programs would cut in the middle of a character', () => {
  const address = mailAddress('Anruf', '😀ß'.repeat(2_000));
  expect(address.length).toBeLessThanOrEqual(1_900);
  expect(decodeURIComponent(address)).toMatch(/(😀|ß) …$/u);
});
