import { expect, test } from 'vitest';
import { recordCounter } from './record-counter.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

test('counts marks also where they are cut in two', () => {
  const text = 'BEGIN:VCARD\r\nEND:VCARD\r\nBEGIN:VCARD\r\nEEND:VCARD\r\nEND:VCAR\r\n';
  for (let cut = 0; cut <= text.length; cut++) {
    const count = recordCounter('END:VCARD');
    count(bytes(text.slice(0, cut)));
    expect(count(bytes(text.slice(cut)))).toBe(2);
  }
});

test('counts rows by their ends, and not the lines within a cell', () => {
  expect(recordCounter('\r\n')(bytes('Name;Anliegen\r\nMaier;"eins\nzwei"\r\n'))).toBe(2);
});
