import { describe, expect, it } from 'vitest';
import { arrivalOf, mainNumber } from './forwarding-check.entity.ts';

const MOBILE = '+491713920001';
const OFFICE = '+493023125100';
const LINE = '+493023125001';
const CALLER = '+491713920050';

describe('a test call that we dialled', () => {
  const check = { number: MOBILE, method: 'WE_CALL', lineNumber: LINE, isBlock: false } as const;

  it.each([
    ['shows the line, as we had it shown', { callerNumber: LINE, divertedBy: null }, 'TEST_CALL'],
    ['shows the line and who forwarded it', { callerNumber: LINE, divertedBy: MOBILE }, 'TEST_CALL'],
    ['shows the telephone that forwards, as switchboards do', { callerNumber: MOBILE, divertedBy: null }, 'TEST_CALL'],
    ['shows nobody, but who forwarded it', { callerNumber: null, divertedBy: MOBILE }, 'TEST_CALL'],
    ['comes the same way and shows somebody else, who is not lost', { callerNumber: CALLER, divertedBy: MOBILE }, 'ARRIVED_TOO'],
    ['is somebody else’s, forwarded by another telephone', { callerNumber: CALLER, divertedBy: OFFICE }, null],
    ['is somebody else’s, who dialled the line', { callerNumber: CALLER, divertedBy: null }, null],
    ['is withheld, and nobody forwarded it', { callerNumber: null, divertedBy: null }, null],
  ])('%s', (_, call, arrival) => expect(arrivalOf(check, call)).toBe(arrival));

  it('shows the switchboard of a block, or one of its extensions', () => {
    const block = { ...check, lineNumber: '+493023125', isBlock: true };
    expect(arrivalOf(block, { callerNumber: '+4930231250', divertedBy: null })).toBe('TEST_CALL');
    expect(arrivalOf(block, { callerNumber: '+493023125017', divertedBy: null })).toBe('TEST_CALL');
    expect(arrivalOf(check, { callerNumber: '+4930231250011', divertedBy: null })).toBeNull();
  });
});

describe('a test call that the customer dials', () => {
  const check = { number: MOBILE, method: 'YOU_CALL', lineNumber: LINE, isBlock: false } as const;

  it.each([
    ['is forwarded by the telephone', { callerNumber: CALLER, divertedBy: MOBILE }, 'ARRIVED_TOO'],
    ['is forwarded by another telephone', { callerNumber: CALLER, divertedBy: OFFICE }, null],
    ['comes by a system that does not tell of forwarding', { callerNumber: CALLER, divertedBy: null }, 'ARRIVED_TOO'],
    ['comes withheld by such a system', { callerNumber: null, divertedBy: null }, 'ARRIVED_TOO'],
    ['comes from the mobile itself, which dialled the line', { callerNumber: MOBILE, divertedBy: null }, null],
  ])('%s', (_, call, arrival) => expect(arrivalOf(check, call)).toBe(arrival));

  it('shows the switchboard itself in the place of the caller', () => {
    expect(arrivalOf({ ...check, number: OFFICE }, { callerNumber: OFFICE, divertedBy: null })).toBe('ARRIVED_TOO');
  });
});

it('calls a block by its switchboard', () => {
  expect(mainNumber('+493023125', true)).toBe('+4930231250');
  expect(mainNumber(LINE, false)).toBe(LINE);
});
