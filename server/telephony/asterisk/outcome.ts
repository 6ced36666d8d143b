import type { AttemptOutcome, RingOutcome } from '../../calls/call.entity.ts';

/** How a leg that was never picked up came to its end. */
export interface LegEnd {
  /** The cause by ITU-T Q.850, as Asterisk gives it. */
  cause: number;
  /** The final status of SIP, where there was one. For a ring time that ran out Asterisk makes 480 up. */
  techCause: number | undefined;
  /** We let the ring time run out, which looks from outside like a telephone that cannot be reached. */
  ranOut: boolean;
}

const NO_ANSWER_CAUSE = 19;

type Outcome = Exclude<`${AttemptOutcome}`, 'ANSWERED' | 'CANCELLED'>;

const BY_STATUS = new Map<number, Outcome>([
  [486, 'BUSY'], [600, 'BUSY'],
  [603, 'DECLINED'], [607, 'DECLINED'],
  [480, 'UNREACHABLE'], [404, 'UNREACHABLE'], [410, 'UNREACHABLE'], [484, 'UNREACHABLE'], [408, 'UNREACHABLE'], [604, 'UNREACHABLE'],
  // The carrier says no, to us, and not whom we call: Asterisk gives it the cause of a call that was declined.
  [401, 'FAILED'], [403, 'FAILED'], [407, 'FAILED'],
]);
const BY_CAUSE = new Map<number, Outcome>([
  [17, 'BUSY'],
  [21, 'DECLINED'],
  [1, 'UNREACHABLE'], [3, 'UNREACHABLE'], [18, 'UNREACHABLE'], [20, 'UNREACHABLE'], [27, 'UNREACHABLE'],
  [NO_ANSWER_CAUSE, 'NO_ANSWER'],
]);

/**
 * What came of a leg that nobody picked up. By what the far end's SIP said, else by the cause; never by the dial status,
 * which calls a declined call unanswered.
 */
export function attemptOutcome({ cause, techCause, ranOut }: LegEnd): Outcome {
  if (ranOut) return 'NO_ANSWER';
  return (techCause === undefined ? undefined : BY_STATUS.get(techCause)) ?? BY_CAUSE.get(cause) ?? 'FAILED';
}

/** The same of a secretary's telephone: what is wrong with it in any other way makes it unreachable. */
export function ringOutcome(end: LegEnd): RingOutcome {
  const outcome = attemptOutcome(end);
  return outcome === 'FAILED' ? 'UNREACHABLE' : outcome;
}

// What a person did weighs more than what a telephone did.
const WEIGHT: readonly RingOutcome[] = ['DECLINED', 'BUSY', 'NO_ANSWER', 'UNREACHABLE'];

/** What came of ringing all the telephones of one secretary. */
export const togetherOutcome = (outcomes: readonly RingOutcome[]): RingOutcome => WEIGHT.find(outcome => outcomes.includes(outcome)) ?? 'UNREACHABLE';
