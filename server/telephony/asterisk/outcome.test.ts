import { describe, expect, test } from 'vitest';
import { attemptOutcome, ringOutcome, togetherOutcome } from './outcome.ts';

describe('what came of a leg that nobody picked up', () => {
  // As Asterisk 22.10 gave them to legs to real SIP peers.
  test.each([
    ['486 busy here', 17, 486, 'BUSY'],
    ['600 busy everywhere', 17, 600, 'BUSY'],
    ['603 decline', 21, 603, 'DECLINED'],
    ['480 temporarily unavailable', 19, 480, 'UNREACHABLE'],
    ['404 not found', 1, 404, 'UNREACHABLE'],
    ['410 gone', 22, 410, 'UNREACHABLE'],
    ['484 address incomplete', 28, 484, 'UNREACHABLE'],
    ['408 request timeout', 18, 408, 'UNREACHABLE'],
    ['500 server error, the cause says more', 27, 500, 'UNREACHABLE'],
    ['503 overloaded', 34, 503, 'FAILED'],
    ['488 no common codec', 58, 488, 'FAILED'],
    ['403 forbidden by the carrier', 21, 403, 'FAILED'],
  ] as const)('%s', (_, cause, techCause, outcome) => {
    expect(attemptOutcome({ cause, techCause, ranOut: false })).toBe(outcome);
  });

  test.each([[17, 'BUSY'], [21, 'DECLINED'], [1, 'UNREACHABLE'], [3, 'UNREACHABLE'], [18, 'UNREACHABLE'], [20, 'UNREACHABLE'], [27, 'UNREACHABLE'], [19, 'NO_ANSWER'], [38, 'FAILED'], [0, 'FAILED']] as const)(
    'cause %i alone is %s', (cause, outcome) => {
      expect(attemptOutcome({ cause, techCause: undefined, ranOut: false })).toBe(outcome);
    });

  test('a ring time that ran out looks like 480, and was no answer', () => {
    expect(attemptOutcome({ cause: 19, techCause: 480, ranOut: true })).toBe('NO_ANSWER');
    expect(attemptOutcome({ cause: 0, techCause: undefined, ranOut: true })).toBe('NO_ANSWER');
  });

  test('a telephone of ours that fails in any other way is unreachable', () => {
    expect(ringOutcome({ cause: 38, techCause: 503, ranOut: false })).toBe('UNREACHABLE');
    expect(ringOutcome({ cause: 21, techCause: 603, ranOut: false })).toBe('DECLINED');
  });

  test('of several telephones of one secretary, what she did counts before what a telephone did', () => {
    expect(togetherOutcome(['UNREACHABLE', 'DECLINED'])).toBe('DECLINED');
    expect(togetherOutcome(['UNREACHABLE', 'BUSY', 'NO_ANSWER'])).toBe('BUSY');
    expect(togetherOutcome(['NO_ANSWER', 'UNREACHABLE'])).toBe('NO_ANSWER');
    expect(togetherOutcome([])).toBe('UNREACHABLE');
  });
});
