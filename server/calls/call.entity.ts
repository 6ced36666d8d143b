/** Where a call is in its life. */
export enum CallState {
  RINGING = 'RINGING',
  TAKEN = 'TAKEN',
  PUTTING_THROUGH = 'PUTTING_THROUGH',
  PUT_THROUGH = 'PUT_THROUGH',
  ENDED = 'ENDED',
}

/** What came of a call. */
export enum CallResult {
  MESSAGE_TAKEN = 'MESSAGE_TAKEN',
  PUT_THROUGH = 'PUT_THROUGH',
  ABANDONED = 'ABANDONED',
  MISSED = 'MISSED',
  INFORMATION_GIVEN = 'INFORMATION_GIVEN',
  REFUSED = 'REFUSED',
}

/** How a call's line came to its end. */
export enum CallEndReason {
  CALLER_HUNG_UP = 'CALLER_HUNG_UP',
  SECRETARY_ENDED = 'SECRETARY_ENDED',
  SYSTEM_REPORTED = 'SYSTEM_REPORTED',
  SILENT = 'SILENT',
  NOBODY_FREE = 'NOBODY_FREE',
  OVERFLOWED = 'OVERFLOWED',
  LINE_LOST = 'LINE_LOST',
}

/** What came of an attempt to reach a forwarding number. */
export enum AttemptOutcome {
  ANSWERED = 'ANSWERED',
  BUSY = 'BUSY',
  NO_ANSWER = 'NO_ANSWER',
  DECLINED = 'DECLINED',
  UNREACHABLE = 'UNREACHABLE',
  FAILED = 'FAILED',
  CANCELLED = 'CANCELLED',
}

/** What a telephone system can do by itself. What it cannot, secretaries do by hand and record. */
export enum TelephoneAbility {
  RING_SECRETARY = 'RING_SECRETARY',
  DIAL = 'DIAL',
  TELLS_OUTCOMES = 'TELLS_OUTCOMES',
  ANNOUNCE = 'ANNOUNCE',
  HOLD = 'HOLD',
  TAKE_BACK = 'TAKE_BACK',
  HANG_UP = 'HANG_UP',
  REJECT = 'REJECT',
}

/** Why a secretary's phone that rang was not picked up. */
export type RingOutcome = 'NO_ANSWER' | 'DECLINED' | 'BUSY' | 'UNREACHABLE';

type State = `${CallState}`;

/** The life of a call: every act, the states it may begin in, and the state it leads to. Nothing else changes a state. */
export const TRANSITIONS = {
  take: { from: ['RINGING'], to: 'TAKEN' },
  release: { from: ['TAKEN'], to: 'RINGING' },
  putThrough: { from: ['TAKEN'], to: 'PUTTING_THROUGH' },
  reachNobody: { from: ['PUTTING_THROUGH'], to: 'TAKEN' },
  connect: { from: ['PUTTING_THROUGH'], to: 'PUT_THROUGH' },
  takeBack: { from: ['PUTTING_THROUGH', 'PUT_THROUGH'], to: 'TAKEN' },
  end: { from: ['RINGING', 'TAKEN', 'PUTTING_THROUGH', 'PUT_THROUGH'], to: 'ENDED' },
} as const satisfies Record<string, { from: readonly State[]; to: State }>;

/** Whether the act is possible in the state. */
export const may = (act: keyof typeof TRANSITIONS, state: State): boolean => (TRANSITIONS[act].from as readonly State[]).includes(state);

/** How long a call may stay in a state without any word from its telephone system before the reaper asks or ends it, in seconds. */
export const SILENCE_LIMIT_SECONDS = {
  RINGING: 10 * 60,
  TAKEN: 3 * 3600,
  PUTTING_THROUGH: 15 * 60,
  PUT_THROUGH: 6 * 3600,
} as const satisfies Record<Exclude<State, 'ENDED'>, number>;

/** Why the telephone system says that a line ended, in the words of sipgate's and Zammad's push formats. */
const NOBODY_TOOK_IT = new Set(['noanswer', 'busy', 'congestion', 'notfound', 'forwarded', 'line_lost']);

/**
 * The result of a line that ended, as far as the line tells: null where the secretary still has to say. A call that nobody
 * took at a desk is MISSED when the system gave up or a phone was picked up and no more is known of it, else ABANDONED.
 */
export function resultOfEnd(call: { state: State; answeredAt: Date | null; hasNote: boolean }, cause: string | null): `${CallResult}` | null {
  if (call.state === 'RINGING') return call.answeredAt || (cause && NOBODY_TOOK_IT.has(cause.toLowerCase())) ? 'MISSED' : 'ABANDONED';
  if (call.hasNote) return 'MESSAGE_TAKEN';
  return call.state === 'PUT_THROUGH' ? 'PUT_THROUGH' : null;
}
