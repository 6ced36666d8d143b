import { expect, test } from 'vitest';
import { secretaryCallerId } from './caller-id.ts';

const CALL = { callId: '0190a1b2-c3d4-4e5f-8a9b-0c1d2e3f4a5b', customerName: 'Praxis Dr. Weber', callerNumber: '+491713920001', withheld: false };

test('a telephone on a desk shows the customer and the caller', () => {
  expect(secretaryCallerId(CALL, 'desk1')).toBe('"Praxis Dr. Weber" <+491713920001>');
  expect(secretaryCallerId(CALL, 'desk-603')).toBe('"Praxis Dr. Weber" <+491713920001>');
});
test('it shows no number of who withholds it, whatever is known', () => {
  expect(secretaryCallerId({ ...CALL, withheld: true }, 'desk1')).toBe('"Praxis Dr. Weber" <>');
  expect(secretaryCallerId({ ...CALL, callerNumber: null }, 'desk1')).toBe('"Praxis Dr. Weber" <>');
});
test('the telephone in a browser is told which call it is, and no number', () => {
  expect(secretaryCallerId(CALL, 'desk-0123456789abcdef01234567')).toBe('"Praxis Dr. Weber" <c0190a1b2c3d44e5f8a9b>');
});
test('a name cannot end where it stands, nor the line', () => {
  expect(secretaryCallerId({ ...CALL, customerName: 'Weber" <+491713920009>\r\nX-Header: "' }, 'desk1')).toBe('"Weber   +491713920009   X-Header:" <+491713920001>');
});
