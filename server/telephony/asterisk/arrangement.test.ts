import { describe, expect, test } from 'vitest';
import type { CallOnLine } from '../port.ts';
import { arrange, type LegNow, type LineNow } from './arrangement.ts';

const JANA = { secretaryId: 'jana', sipEndpoints: ['jana-desk', 'jana-browser'], number: null };
const MIA = { secretaryId: 'mia', sipEndpoints: ['mia-desk'], number: null };
const ATTEMPT = { id: 'first', number: '+491713920080', ringSeconds: 20, announced: true, pickedUp: false, joined: false };
const call = (over: Partial<CallOnLine>): CallOnLine => ({
  callId: 'call', customerId: 'customer', externalId: 'caller', state: 'RINGING', customerName: 'Praxis Dr. Weber', lineNumber: '+493023125000', callerNumber: '+491713920001',
  withheld: false, presentedNumber: '+491713920001', ringing: [], secretary: null, onHold: false, attempt: null, fallback: null, waiting: 'RINGING', ...over,
});
const leg = (over: Partial<LegNow>): LegNow => ({ id: 'leg', role: 'SECRETARY', secretaryId: null, endpoint: null, attemptId: null, isUp: true, accepted: false, ...over });
const janas = (over: Partial<LegNow> = {}) => leg({ id: 'jana-leg', secretaryId: 'jana', endpoint: 'jana-desk', ...over });
const target = (over: Partial<LegNow> = {}) => leg({ id: 'target', role: 'TARGET', attemptId: 'first', ...over });
const line = (over: Partial<LineNow> = {}): LineNow => ({ caller: { id: 'caller', isUp: true }, legs: [], heard: new Set(), dialled: new Set(), hungUp: false, ...over });
const unanswered = { caller: { id: 'caller', isUp: false } };

const plain = (wished: CallOnLine, now: LineNow) => {
  const { keep, dial, together, hears, hangUp } = arrange(wished, now);
  return {
    keep: [...keep],
    dial: dial.map(one => (one.role === 'SECRETARY' ? one.endpoint : one.role === 'TARGET' ? one.attemptId : one.number)),
    together: [...together],
    hears: Object.fromEntries(hears),
    ...(hangUp && { hangUp }),
  };
};

describe('a call that waits', () => {
  const ringing = call({ ringing: [JANA, MIA] });
  test('rings all telephones of those who shall be rung, and lets the caller hear it', () => {
    expect(plain(ringing, line(unanswered))).toEqual({ keep: [], dial: ['jana-desk', 'jana-browser', 'mia-desk'], together: [], hears: { caller: 'RINGING' } });
  });
  test('goes on ringing what rings, and stops what shall not', () => {
    const legs = [janas({ isUp: false }), leg({ id: 'old', secretaryId: 'eva', endpoint: 'eva-desk', isUp: false })];
    expect(plain(ringing, line({ ...unanswered, legs }))).toMatchObject({ keep: ['jana-leg'], dial: ['jana-browser', 'mia-desk'] });
  });
  test('ends the leg of who had the call before, or she could not be rung again', () => {
    expect(plain(ringing, line({ legs: [janas()] }))).toMatchObject({ keep: [], hears: { caller: 'MUSIC' } });
  });
  test.each([['MUSIC', [], 'MUSIC'], ['ANNOUNCEMENT_AND_MUSIC', [], 'WAITING'], ['ANNOUNCEMENT_AND_MUSIC', ['WAITING'], 'MUSIC']] as const)('with %s lets the caller hear that', (waiting, heard, sound) => {
    expect(plain(call({ waiting }), line({ ...unanswered, heard: new Set(heard) })).hears).toEqual({ caller: sound });
  });
});

describe('a call that is taken', () => {
  const taken = call({ state: 'TAKEN', secretary: JANA });
  test('connects the caller with her, and lets go of everybody else', () => {
    expect(plain(taken, line({ legs: [janas(), leg({ id: 'mia-leg', secretaryId: 'mia', endpoint: 'mia-desk' })] }))).toEqual({ keep: ['jana-leg'], dial: [], together: ['caller', 'jana-leg'], hears: {} });
  });
  test('rings all her telephones when none is up, also again after she was lost', () => {
    expect(plain(taken, line(unanswered))).toEqual({ keep: [], dial: ['jana-desk', 'jana-browser'], together: [], hears: { caller: 'RINGING' } });
    expect(plain(taken, line())).toMatchObject({ dial: ['jana-desk', 'jana-browser'], hears: { caller: 'MUSIC' } });
  });
  test('does not ring her who has just hung up', () => {
    expect(plain(taken, line({ hungUp: true }))).toMatchObject({ dial: [], hears: { caller: 'MUSIC' } });
  });
  test('on hold plays music to the caller and keeps her', () => {
    expect(plain({ ...taken, onHold: true }, line({ legs: [janas()] }))).toEqual({ keep: ['jana-leg'], dial: [], together: [], hears: { caller: 'MUSIC', 'jana-leg': 'SILENCE' } });
  });
});

describe('putting through', () => {
  const putting = (over: Partial<typeof ATTEMPT> = {}) => call({ state: 'PUTTING_THROUGH', secretary: JANA, attempt: { ...ATTEMPT, ...over } });
  test('dials once: music for the caller, the sound of ringing for her', () => {
    expect(plain(putting(), line({ legs: [janas()] }))).toEqual({ keep: ['jana-leg'], dial: ['first'], together: [], hears: { caller: 'MUSIC', 'jana-leg': 'RING_BACK' } });
    expect(plain(putting(), line({ legs: [janas()], dialled: new Set(['first']) })).dial).toEqual([]);
  });
  test('announced: she speaks with the target while the caller hears music, until the two are joined', () => {
    const legs = [janas(), target()];
    expect(plain(putting(), line({ legs, dialled: new Set(['first']) }))).toEqual({ keep: ['jana-leg', 'target'], dial: [], together: ['jana-leg', 'target'], hears: { caller: 'MUSIC' } });
    expect(plain(putting({ joined: true }), line({ legs }))).toMatchObject({ keep: ['target'], together: ['caller', 'target'] });
  });
  test('announced: who has no telephone in hand is rung, unless she has just put it down', () => {
    expect(plain(putting(), line({ legs: [target()] }))).toMatchObject({ keep: ['target'], dial: ['jana-desk', 'jana-browser'], hears: { caller: 'MUSIC', target: 'RING_BACK' } });
    expect(plain(putting(), line({ legs: [target()], hungUp: true })).dial).toEqual([]);
  });
  test('blind: the target is asked to press 1, and nobody is connected before', () => {
    expect(plain(putting({ announced: false }), line({ legs: [janas(), target()] }))).toEqual({ keep: ['jana-leg', 'target'], dial: [], together: [], hears: { caller: 'MUSIC', 'jana-leg': 'SILENCE', target: 'PRESS_ONE' } });
    expect(plain(putting({ announced: false }), line({ legs: [target({ accepted: true })] })).hears).toEqual({ caller: 'MUSIC', target: 'SILENCE' });
  });
  test('lets go of the target of an attempt before', () => {
    expect(plain(putting(), line({ legs: [janas(), target({ id: 'older', attemptId: 'zeroth' })] })).keep).toEqual(['jana-leg']);
  });
});

describe('a caller who was put through', () => {
  const through = call({ state: 'PUT_THROUGH', secretary: JANA, attempt: { ...ATTEMPT, pickedUp: true, joined: true } });
  test('talks with the target, and the secretary is let go', () => {
    expect(plain(through, line({ legs: [janas(), target()] }))).toEqual({ keep: ['target'], dial: [], together: ['caller', 'target'], hears: {} });
  });
  test('is hung up on when the target is gone', () => {
    expect(plain(through, line())).toMatchObject({ hangUp: true });
  });
  test('is with the secretary again when taken back, whose telephone rings', () => {
    expect(plain(call({ state: 'TAKEN', secretary: JANA }), line({ legs: [target()] }))).toEqual({ keep: [], dial: ['jana-desk', 'jana-browser'], together: [], hears: { caller: 'MUSIC' } });
  });
});

describe('a call that is over', () => {
  const over = (fallback: CallOnLine['fallback']) => call({ state: 'ENDED', fallback });
  test('leaves nothing', () => {
    expect(plain(over(null), line({ legs: [janas(), target()] }))).toEqual({ keep: [], dial: [], together: [], hears: {}, hangUp: true });
  });
  test('lets the caller hear that nobody is free, once', () => {
    expect(plain(over({ kind: 'ANNOUNCEMENT' }), line(unanswered))).toMatchObject({ hears: { caller: 'NOBODY_FREE' } });
    expect(plain(over({ kind: 'ANNOUNCEMENT' }), line({ heard: new Set(['NOBODY_FREE']) }))).toMatchObject({ hangUp: true });
  });
  test('records a message after the consent was asked for', () => {
    const message = over({ kind: 'VOICE_MESSAGE', seconds: 60 });
    expect(plain(message, line(unanswered)).hears).toEqual({ caller: 'LEAVE_MESSAGE' });
    expect(plain(message, line({ heard: new Set(['LEAVE_MESSAGE']) })).hears).toEqual({ caller: 'RECORDING' });
    expect(plain(message, line({ heard: new Set(['LEAVE_MESSAGE', 'RECORDING']) })).hears).toEqual({ caller: 'MESSAGE_SAVED' });
    expect(plain(message, line({ heard: new Set(['LEAVE_MESSAGE', 'RECORDING', 'MESSAGE_SAVED']) }))).toMatchObject({ hangUp: true });
  });
  test('tries the overflow number once, and ends with it', () => {
    const overflow = over({ kind: 'OVERFLOW', number: '+493023125900' });
    expect(plain(overflow, line(unanswered))).toMatchObject({ dial: ['+493023125900'], hears: { caller: 'RINGING' } });
    expect(plain(overflow, line({ legs: [leg({ id: 'over', role: 'OVERFLOW' })], dialled: new Set(['OVERFLOW']) }))).toMatchObject({ keep: ['over'], together: ['caller', 'over'] });
    expect(plain(overflow, line({ dialled: new Set(['OVERFLOW']) }))).toMatchObject({ hangUp: true });
  });
  test('whose caller is gone leaves nothing, whatever the call is', () => {
    for (const state of ['RINGING', 'TAKEN', 'PUTTING_THROUGH', 'PUT_THROUGH', 'ENDED'] as const)
      expect(plain(call({ state, ringing: [JANA], secretary: JANA, attempt: ATTEMPT, fallback: { kind: 'ANNOUNCEMENT' } }), line({ caller: null, legs: [janas(), target()] }))).toEqual({ keep: [], dial: [], together: [], hears: {} });
  });
});
