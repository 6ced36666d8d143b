import { describe, expect, test } from 'vitest';
import { callTag, isCallTag } from './call-tag.ts';
import { levelOf } from './level.ts';
import { inUse, nextState, SWITCHED_OFF, toAnswer, toRing, type PhoneEvent, type PhoneState } from './phone-state.ts';

const after = (...events: PhoneEvent[]): PhoneState => events.reduce(nextState, SWITCHED_OFF);
const on: PhoneEvent[] = [{ kind: 'SWITCHED_ON' }, { kind: 'MICROPHONE_FOUND' }, { kind: 'REGISTERED' }];
const [WEBER, LINDNER] = [callTag('0197a3c2-1111-7000-8000-aaaaaaaaaaaa'), callTag('0197a3c2-2222-7000-8000-bbbbbbbbbbbb')];
const invited = (id: string, tag: string | null = WEBER): PhoneEvent => ({ kind: 'INVITED', leg: { id, tag, name: 'Praxis Dr. Weber' } });
const talking = (id: string, tag: string | null = WEBER): PhoneEvent[] => [invited(id, tag), { kind: 'ANSWERING', id }, { kind: 'ESTABLISHED', id }];

describe('the telephone', () => {
  test('is ready once it has a microphone and is registered', () => {
    expect(after(...on)).toEqual({ line: 'READY', problem: null, legs: [], isMuted: false, needsClick: false });
  });

  test('hears nothing while it is off, not even of a line that was just ended', () => {
    expect(after({ kind: 'REGISTERED' }, invited('a'))).toEqual(SWITCHED_OFF);
    expect(after(...on, ...talking('a'), { kind: 'SWITCHED_OFF' }, { kind: 'CONNECTION_LOST' }, { kind: 'OVER', id: 'a' })).toEqual(SWITCHED_OFF);
  });

  test('says why it cannot speak, and is on its way again once it can', () => {
    const refused = after({ kind: 'SWITCHED_ON' }, { kind: 'MICROPHONE_FAILED', problem: 'DENIED' });
    expect(refused).toMatchObject({ line: 'NO_MICROPHONE', problem: 'DENIED' });
    expect(nextState(refused, { kind: 'MICROPHONE_FOUND' })).toMatchObject({ line: 'CONNECTING', problem: null });
  });

  test('leaves a call alone whose microphone goes, and says so', () => {
    expect(after(...on, ...talking('a'), { kind: 'MICROPHONE_FAILED', problem: 'MISSING' })).toMatchObject({ line: 'READY', problem: 'MISSING', legs: [{ id: 'a', phase: 'TALKING' }] });
  });

  test('gives way to another window of the browser, and follows it', () => {
    const other = after({ kind: 'SWITCHED_ON' }, { kind: 'OTHER_TAB_HAS_IT' });
    expect(other.line).toBe('OTHER_TAB');
    expect(nextState(other, { kind: 'MICROPHONE_FOUND' }).line).toBe('CONNECTING');
  });

  test('keeps what is spoken when the connection is lost, and forgets what only rang', () => {
    const lost = after(...on, ...talking('a'), invited('b', LINDNER), { kind: 'CONNECTION_LOST' });
    expect(lost).toMatchObject({ line: 'LOST', legs: [{ id: 'a', phase: 'TALKING' }] });
    expect(nextState(lost, { kind: 'REGISTERED' })).toMatchObject({ line: 'READY', legs: [{ id: 'a' }] });
    expect(after({ kind: 'SWITCHED_ON' }, { kind: 'CONNECTION_LOST' }).line).toBe('CONNECTING');
  });

  test('answers by itself what rings for a call that is ours, once', () => {
    const ringing = after(...on, invited('a', WEBER), invited('b', LINDNER), invited('c', null));
    const own = new Set([WEBER]);
    expect(toAnswer(ringing, own).map(({ id }) => id)).toEqual(['a']);
    expect(toRing(ringing, own).map(({ id }) => id)).toEqual(['b', 'c']);
    expect(toAnswer(nextState(ringing, { kind: 'ANSWERING', id: 'a' }), own)).toEqual([]);
    // Taken at the desk while it rings here.
    expect(toAnswer(ringing, new Set([WEBER, LINDNER])).map(({ id }) => id)).toEqual(['a', 'b']);
  });

  test('is silenced only in a call, and not in the next one any more', () => {
    expect(after(...on, { kind: 'MUTE_TOGGLED' }).isMuted).toBe(false);
    const muted = after(...on, ...talking('a'), { kind: 'MUTE_TOGGLED' });
    expect(muted.isMuted).toBe(true);
    expect(nextState(muted, { kind: 'MUTE_TOGGLED' }).isMuted).toBe(false);
    expect([...talking('b', LINDNER), { kind: 'OVER', id: 'a' } as const].reduce(nextState, muted).isMuted).toBe(true);
    expect(nextState(muted, { kind: 'OVER', id: 'a' }).isMuted).toBe(false);
  });

  test('has its keys for the call that is looked at, else for the latest', () => {
    const two = after(...on, ...talking('a', WEBER), ...talking('b', LINDNER), invited('c', null));
    expect(inUse(two, WEBER)?.id).toBe('a');
    expect(inUse(two, null)?.id).toBe('b');
    expect(inUse(after(...on, invited('c')), null)).toBeNull();
  });
});

test('a call is known by a mark that is no number of anybody’s', () => {
  expect(callTag('0197A3C2-1111-7000-8000-aaaaaaaaaaaa')).toBe('c0197a3c2111170008000');
  expect(isCallTag(WEBER)).toBe(true);
  expect(isCallTag('+491713920001')).toBe(false);
  expect(isCallTag('anonymous')).toBe(false);
});

test('a level is what ears hear: nothing for silence, all for full scale, and half of it for a thousandth', () => {
  expect(levelOf(0)).toBe(0);
  expect(levelOf(1)).toBe(1);
  expect(levelOf(0.001)).toBeCloseTo(0.5);
  expect(levelOf(1e-9)).toBe(0);
});
