import { describe, expect, test } from 'vitest';
import { preferenceOf, type RingableSecretary, standing, weightOfFeedback, whoRings } from './ringing.ts';

const NOW = new Date('2026-06-15T09:00:00Z');
const ago = (seconds: number) => new Date(NOW.getTime() - seconds * 1000);
const RULES = { preferredRingSeconds: 8, secretaryRingSeconds: 25, waitSeconds: 60 };

const secretary = (id: string, over: Partial<RingableSecretary> = {}): RingableSecretary => ({
  id, presence: 'AVAILABLE', presenceSince: ago(3600), weight: 0, speaksLanguage: true, hasPhone: true, ringsElsewhere: false, rang: null, ...over,
});
const ringing = (seconds: number) => ({ rungAt: ago(seconds), stoppedAt: null, outcome: null });
const stopped = (outcome: NonNullable<RingableSecretary['rang']>['outcome'], seconds = 1) => ({ rungAt: ago(seconds + 5), stoppedAt: ago(seconds), outcome });
const waits = (seconds: number, secretaries: RingableSecretary[]) => whoRings(ago(seconds), secretaries, RULES, NOW);

describe('a waiting call', () => {
  test('rings first with whom the customer likes, and with everyone who is free after a few seconds', () => {
    const all = [secretary('jana', { weight: 50 }), secretary('tom'), secretary('eva', { weight: -50 })];
    expect(waits(0, all).ring).toEqual(['jana']);
    expect(waits(7.9, all).ring).toEqual(['jana']);
    expect(waits(8, all).ring).toEqual(['jana', 'tom', 'eva']);
  });

  test('rings with all at once when nobody stands out', () => {
    expect(waits(0, [secretary('jana'), secretary('tom', { weight: 10 })]).ring).toEqual(['jana', 'tom']);
  });

  test('rings first with who speaks the customer’s language, and with others when nobody does', () => {
    expect(waits(0, [secretary('jana', { speaksLanguage: false }), secretary('tom')]).ring).toEqual(['tom']);
    expect(waits(0, [secretary('jana', { speaksLanguage: false })]).ring).toEqual(['jana']);
  });

  test('rings later with who has just finished a call', () => {
    expect(waits(0, [secretary('jana', { presenceSince: ago(5) }), secretary('tom')]).ring).toEqual(['tom']);
    expect(standing(secretary('jana', { presenceSince: ago(600) }), NOW)).toBe(standing(secretary('tom', { presenceSince: ago(6000) }), NOW));
  });

  test('goes on ringing where it rings when somebody better comes', () => {
    expect(waits(3, [secretary('tom', { rang: ringing(3) }), secretary('jana', { weight: 80 })]).ring).toEqual(['tom', 'jana']);
  });

  test.each(['BUSY', 'WRAP_UP', 'BREAK', 'OFFLINE'] as const)('does not ring with who is %s', presence => {
    expect(waits(20, [secretary('jana', { presence }), secretary('tom')]).ring).toEqual(['tom']);
  });

  test('does not ring without a telephone, nor where it rings for another call', () => {
    expect(waits(20, [secretary('jana', { hasPhone: false }), secretary('tom', { ringsElsewhere: true })])).toEqual({ ring: [], unanswered: [], giveUp: false });
  });

  test('counts as let ring after its seconds, and others ring on', () => {
    const all = [secretary('jana', { rang: ringing(25) }), secretary('tom', { rang: ringing(24.9) })];
    expect(waits(30, all)).toEqual({ ring: ['tom'], unanswered: ['jana'], giveUp: false });
  });

  test('is not rung again with who declined it; with a telephone that could not be rung, after a while', () => {
    expect(waits(20, [secretary('jana', { rang: stopped('DECLINED', 15) })]).ring).toEqual([]);
    expect(waits(20, [secretary('jana', { rang: stopped('UNREACHABLE', 9) })]).ring).toEqual([]);
    expect(waits(20, [secretary('jana', { rang: stopped('UNREACHABLE', 10) })]).ring).toEqual(['jana']);
    expect(waits(20, [secretary('jana', { rang: stopped('CANCELLED') }), secretary('tom', { rang: stopped('NO_ANSWER') })]).ring).toEqual(['jana', 'tom']);
  });

  test('is given up when nobody took it in time, also while telephones ring', () => {
    expect(waits(59.9, [secretary('jana', { rang: ringing(1) })]).giveUp).toBe(false);
    expect(waits(60, [secretary('jana', { rang: ringing(1) })]).giveUp).toBe(true);
  });

  test('is given up soon when nobody is there at all, and waits while somebody is only busy', () => {
    const away = [secretary('jana', { presence: 'OFFLINE' }), secretary('tom', { presence: 'BREAK' })];
    expect(waits(4.9, away).giveUp).toBe(false);
    expect(waits(5, away).giveUp).toBe(true);
    expect(waits(30, [...away, secretary('eva', { presence: 'BUSY' })]).giveUp).toBe(false);
    expect(waits(5, []).giveUp).toBe(true);
  });
});

describe('what a customer thinks of notes', () => {
  test('counts little while little was said, more with every note, and never more than 60', () => {
    expect([0, 1, 2, 4, 6, 12, 1000].map(good => weightOfFeedback({ good, bad: 0 }))).toEqual([0, 9, 15, 24, 30, 40, 60]);
    expect([1, 4, 1000].map(bad => weightOfFeedback({ good: 0, bad }))).toEqual([-9, -24, -60]);
    expect(weightOfFeedback({ good: 5, bad: 5 })).toBe(0);
    // One bad note among many good ones changes next to nothing.
    expect(weightOfFeedback({ good: 20, bad: 1 })).toBeGreaterThan(40);
  });

  test('does not decide with one bad note: who got it is still rung first with the others', () => {
    const once = weightOfFeedback({ good: 0, bad: 1 });
    expect(waits(0, [secretary('jana', { weight: once }), secretary('tom')]).ring).toEqual(['jana', 'tom']);
    const often = weightOfFeedback({ good: 0, bad: 5 });
    expect(waits(0, [secretary('jana', { weight: often }), secretary('tom')]).ring).toEqual(['tom']);
  });

  test('comes on top of what supervisors set, within the same bounds', () => {
    expect(preferenceOf({ set: 30, good: 4, bad: 0 })).toBe(54);
    expect(preferenceOf({ set: 90, good: 40, bad: 0 })).toBe(100);
    expect(preferenceOf({ set: -90, good: 0, bad: 40 })).toBe(-100);
  });
});
