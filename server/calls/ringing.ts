import type { RingOutcome } from './call.entity.ts';

/** A secretary as far as ringing them matters. */
export interface RingableSecretary {
  id: string;
  presence: 'AVAILABLE' | 'BUSY' | 'WRAP_UP' | 'BREAK' | 'OFFLINE';
  presenceSince: Date;
  /** How much the customer likes to be answered by them, -100 to 100; 0: nothing was said. */
  weight: number;
  speaksLanguage: boolean;
  /** Has a telephone that this call's system can ring. */
  hasPhone: boolean;
  /** Their telephone rings for another call. */
  ringsElsewhere: boolean;
  /** How their telephone was rung for this call; null: not yet. */
  rang: { rungAt: Date; stoppedAt: Date | null; outcome: 'TOOK' | 'CANCELLED' | RingOutcome | null } | null;
}

/** How long is rung, and for whom first. */
export interface RingingRules { preferredRingSeconds: number; secretaryRingSeconds: number; waitSeconds: number }

/** What is to be done for a waiting call now. */
export interface RingingStep {
  /** Whose telephones ring from now on, or go on ringing. */
  ring: string[];
  /** Who let it ring for too long. */
  unanswered: string[];
  /** Nobody was free in time, or nobody is there at all: the caller gets the fallback. */
  giveUp: boolean;
}

/** How much worse than the best somebody may stand to be rung among the first. */
const NEAR = 25;
export const OTHER_LANGUAGE = -60;
/** Who has been free for this long stands as far ahead as IDLE_BONUS of somebody who has just finished a call. */
const IDLE_SECONDS = 600;
const IDLE_BONUS = 30;
/** A telephone that could not be rung is tried again after this time. */
const TRY_AGAIN_SECONDS = 10;
/** Nobody at the desks: time to load a page again, before the caller is told so. */
const NOBODY_THERE_SECONDS = 5;

/** How much ratings can bring at most, and how many of them it takes to bring half of that: one bad note does not decide. */
const FEEDBACK_MOST = 60;
const FEEDBACK_HALF = 6;
/** Ratings count for a year: people learn, and forget. */
const FEEDBACK_DAYS = 365;

/** The moment from which on ratings count. */
export const countsSince = (now: Date): Date => new Date(now.getTime() - FEEDBACK_DAYS * 86_400_000);

/** What a customer's ratings of a secretary's notes add to the preference: -60 to 60, and near 0 as long as there are few. */
export const weightOfFeedback = ({ good, bad }: { good: number; bad: number }): number => Math.round((FEEDBACK_MOST * (good - bad)) / (good + bad + FEEDBACK_HALF)) || 0;

/** How much a customer likes to be answered by a secretary, -100 to 100: what supervisors set, and the ratings on top of it. */
export const preferenceOf = ({ set, good, bad }: { set: number; good: number; bad: number }): number => Math.max(-100, Math.min(100, set + weightOfFeedback({ good, bad })));

const secondsBetween = (from: Date, to: Date) => (to.getTime() - from.getTime()) / 1000;

/** Where a secretary stands for a call: the customer's liking, the language, and how long they have been free. */
export function standing({ weight, speaksLanguage, presenceSince }: RingableSecretary, now: Date): number {
  const idle = Math.min(Math.max(secondsBetween(presenceSince, now), 0), IDLE_SECONDS) / IDLE_SECONDS;
  return weight + (speaksLanguage ? 0 : OTHER_LANGUAGE) + idle * IDLE_BONUS;
}

/** Who declined a call is not rung for it again; who let it ring, when they are back from the break that this brings them. */
function mayBeRung({ rang }: RingableSecretary, now: Date): boolean {
  if (!rang?.stoppedAt || rang.outcome === 'TOOK' || rang.outcome === 'CANCELLED' || rang.outcome === 'NO_ANSWER') return true;
  return rang.outcome !== 'DECLINED' && secondsBetween(rang.stoppedAt, now) >= TRY_AGAIN_SECONDS;
}

/**
 * Whose telephones ring for a call that waits since `since`: first those of the available who stand best for it,
 * after a few seconds everyone's who is available. A telephone rings for one call at a time.
 */
export function whoRings(since: Date, secretaries: readonly RingableSecretary[], rules: RingingRules, now: Date): RingingStep {
  const waited = secondsBetween(since, now);
  const isRinging = (one: RingableSecretary) => one.rang !== null && one.rang.stoppedAt === null;
  const unanswered = secretaries.filter(one => isRinging(one) && secondsBetween((one.rang as { rungAt: Date }).rungAt, now) >= rules.secretaryRingSeconds).map(({ id }) => id);
  const free = secretaries.filter(one => one.presence === 'AVAILABLE' && one.hasPhone && !one.ringsElsewhere && mayBeRung(one, now) && !unanswered.includes(one.id));
  const best = Math.max(...free.map(one => standing(one, now)));
  const first = waited < rules.preferredRingSeconds;
  const ring = free.filter(one => !first || isRinging(one) || standing(one, now) >= best - NEAR).map(({ id }) => id);
  const nobodyThere = !secretaries.some(({ presence }) => presence === 'AVAILABLE' || presence === 'BUSY' || presence === 'WRAP_UP');
  return { ring, unanswered, giveUp: waited >= rules.waitSeconds || (nobodyThere && waited >= NOBODY_THERE_SECONDS) };
}
