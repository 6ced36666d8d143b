import { attemptState } from '../graphql/attempt-state.ts';
import type { AttemptOutcome, CallState } from '../graphql/generated/graphql.ts';

interface Attempt { readonly id: string; readonly outcome: AttemptOutcome | null; readonly announced: boolean; readonly answeredAt: string | null }
interface Put<A extends Attempt> { readonly state: CallState; readonly attempts: readonly A[] }

/** What happened with a call that a telephone system puts through, as far as somebody who does not look at it must hear of it. */
export type AttemptNews<A> =
  | { kind: 'PICKED_UP' | 'JOINED'; attempt: A }
  | { kind: 'RINGS_NEXT'; attempt: A; before: A }
  | { kind: 'BACK' };

/** What is new between two readings of a call; null: nothing that the system did by itself. */
export function attemptNews<A extends Attempt>(before: Put<A>, now: Put<A>): AttemptNews<A> | null {
  const attempt = now.attempts.at(-1);
  const earlier = before.attempts.at(-1);
  if (!attempt || !earlier || before.state !== 'PUTTING_THROUGH') return null;
  if (now.state === 'PUT_THROUGH') return { kind: 'JOINED', attempt };
  if (now.state === 'TAKEN') return attempt.outcome === 'CANCELLED' ? null : { kind: 'BACK' };
  if (now.state !== 'PUTTING_THROUGH') return null;
  const ended = now.attempts.at(-2);
  if (attempt.id !== earlier.id) return ended?.id === earlier.id && ended.outcome !== 'CANCELLED' ? { kind: 'RINGS_NEXT', attempt, before: ended } : null;
  return attemptState(attempt) === attemptState(earlier) || attempt.answeredAt === null ? null : { kind: 'PICKED_UP', attempt };
}
