import { expect, test } from 'vitest';
import { safeReturn } from './addresses.ts';

test('goes on to a page of ours after signing in', () => {
  expect(safeReturn('/portal/calls?search=Maier')).toBe('/portal/calls?search=Maier');
});

test('never goes on to a foreign page', () => {
  for (const address of [null, '', 'https://foreign.example', '//foreign.example', '/\\foreign.example', '/\t/foreign.example', '/\n\\foreign.example', '/..//foreign.example', '/.//foreign.example', 'javascript:alert(1)']) expect(safeReturn(address)).toBe('/');
});
