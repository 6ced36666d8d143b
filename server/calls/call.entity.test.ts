import { describe, expect, test } from 'vitest';
import { CallState, may, resultOfEnd, SILENCE_LIMIT_SECONDS, TRANSITIONS } from './call.entity.ts';

describe('the life of a call', () => {
  test.each([
    ['take', ['RINGING'], 'TAKEN'],
    ['release', ['TAKEN'], 'RINGING'],
    ['putThrough', ['TAKEN'], 'PUTTING_THROUGH'],
    ['reachNobody', ['PUTTING_THROUGH'], 'TAKEN'],
    ['connect', ['PUTTING_THROUGH'], 'PUT_THROUGH'],
    ['takeBack', ['PUTTING_THROUGH', 'PUT_THROUGH'], 'TAKEN'],
    ['end', ['RINGING', 'TAKEN', 'PUTTING_THROUGH', 'PUT_THROUGH'], 'ENDED'],
  ] as const)('%s is possible in %j alone and leads to %s', (act, from, to) => {
    expect(Object.values(CallState).filter(state => may(act, state))).toEqual(from);
    expect(TRANSITIONS[act].to).toBe(to);
  });

  test('has an end: nothing leads out of ENDED, and every other state has a limit to its silence', () => {
    for (const act of Object.keys(TRANSITIONS) as (keyof typeof TRANSITIONS)[]) expect(may(act, 'ENDED')).toBe(false);
    expect(Object.keys(SILENCE_LIMIT_SECONDS)).toEqual(Object.values(CallState).filter(state => state !== 'ENDED'));
  });
});

describe('the result of a line that ended', () => {
  const at = new Date('2026-06-15T09:00:00Z');
  test.each([
    ['RINGING', null, false, null, 'ABANDONED'],
    ['RINGING', null, false, 'cancel', 'ABANDONED'],
    ['RINGING', null, false, 'noAnswer', 'MISSED'],
    ['RINGING', null, false, 'NOANSWER', 'MISSED'],
    ['RINGING', at, false, 'normalClearing', 'MISSED'],
    ['TAKEN', at, false, 'normalClearing', null],
    ['TAKEN', at, true, 'normalClearing', 'MESSAGE_TAKEN'],
    ['PUTTING_THROUGH', at, false, null, null],
    ['PUTTING_THROUGH', at, true, null, 'MESSAGE_TAKEN'],
    ['PUT_THROUGH', at, false, null, 'PUT_THROUGH'],
    ['PUT_THROUGH', at, true, null, 'MESSAGE_TAKEN'],
  ] as const)('in %s, picked up %s, with a note %s, cause %s: %s', (state, answeredAt, hasNote, cause, result) => {
    expect(resultOfEnd({ state, answeredAt, hasNote }, cause)).toBe(result);
  });
});
