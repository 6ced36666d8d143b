import type { CallOnLine } from '../port.ts';

/** What somebody hears who is not talking. */
export type Sound =
  | 'RINGING' | 'MUSIC' | 'SILENCE' | 'RING_BACK'
  | 'WAITING' | 'PRESS_ONE' | 'NOBODY_FREE' | 'LEAVE_MESSAGE' | 'MESSAGE_SAVED'
  /** A tone, and then what they say is recorded. */
  | 'RECORDING';

/** One of the legs that we dialled. */
export interface LegNow {
  id: string;
  role: 'SECRETARY' | 'TARGET' | 'OVERFLOW';
  /** Of a secretary's leg. */
  secretaryId: string | null;
  endpoint: string | null;
  /** Of a target's leg. */
  attemptId: string | null;
  isUp: boolean;
  /** The target pressed 1. */
  accepted: boolean;
}

/** A call's line as it is. */
export interface LineNow {
  /** Null: the caller's channel is gone. */
  caller: { id: string; isUp: boolean } | null;
  legs: readonly LegNow[];
  /** What the caller has heard to its end. */
  heard: ReadonlySet<Sound>;
  /** Attempts that were dialled, and OVERFLOW when that was. */
  dialled: ReadonlySet<string>;
  /** The secretary put the receiver down, and it is no time to ring her again. */
  hungUp: boolean;
}

/** A leg to be dialled. */
export type LegToDial = { role: 'SECRETARY'; secretaryId: string; endpoint: string } | { role: 'TARGET'; attemptId: string } | { role: 'OVERFLOW'; number: string };

/** How a call's line should be. */
export interface Arrangement {
  /** The ids of the legs that stay. */
  keep: ReadonlySet<string>;
  dial: readonly LegToDial[];
  /** The channels that hear each other: two, or none. */
  together: readonly string[];
  /** What the others hear, by channel. Whoever is in neither hears what they hear. */
  hears: ReadonlyMap<string, Sound>;
  /** The caller's line ends. */
  hangUp: boolean;
}

/** How the line should be, for what the call is now. */
export function arrange(call: CallOnLine, line: LineNow): Arrangement {
  const { caller } = line;
  if (!caller) return { ...NOTHING };
  switch (call.state) {
    case 'RINGING':
      return arrangeRinging(call, line, caller);
    case 'TAKEN':
      return arrangeTaken(call, line, caller);
    case 'PUTTING_THROUGH':
      return call.attempt ? arrangePuttingThrough(call, call.attempt, line, caller) : arrangeTaken(call, line, caller);
    case 'PUT_THROUGH':
      return arrangePutThrough(call, line, caller);
    case 'ENDED':
      return arrangeEnd(call, line, caller);
  }
}

type Caller = NonNullable<LineNow['caller']>;

const NOTHING: Arrangement = { keep: new Set(), dial: [], together: [], hears: new Map(), hangUp: false };

const sounds = (...pairs: [string | undefined, Sound][]): Map<string, Sound> => new Map(pairs.filter((pair): pair is [string, Sound] => pair[0] !== undefined));
const ids = (...legs: (LegNow | undefined)[]) => new Set(legs.flatMap(leg => leg?.id ?? []));
// Not answered before somebody is there: a caller who waits pays nothing.
const patience = (caller: Caller): Sound => (caller.isUp ? 'MUSIC' : 'RINGING');

/** The secretary's telephones that are not rung yet. */
const missing = (phones: CallOnLine['ringing'][number], legs: readonly LegNow[]): LegToDial[] =>
  phones.sipEndpoints
    .filter(endpoint => !legs.some(leg => leg.role === 'SECRETARY' && leg.endpoint === endpoint && leg.secretaryId === phones.secretaryId))
    .map(endpoint => ({ role: 'SECRETARY', secretaryId: phones.secretaryId, endpoint }));

function arrangeRinging(call: CallOnLine, { legs, heard }: LineNow, caller: Caller): Arrangement {
  const ringing = new Map(call.ringing.map(phones => [phones.secretaryId, phones]));
  // A leg that is up belongs to somebody who had the call before: to be rung again it has to end.
  const keep = legs.filter(leg => leg.role === 'SECRETARY' && !leg.isUp && ringing.get(leg.secretaryId as string)?.sipEndpoints.includes(leg.endpoint as string));
  const waits: Sound =
    call.waiting === 'RINGING' ? patience(caller)
    : call.waiting === 'ANNOUNCEMENT_AND_MUSIC' && !heard.has('WAITING') ? 'WAITING'
    : 'MUSIC';
  return { ...NOTHING, keep: ids(...keep), dial: call.ringing.flatMap(phones => missing(phones, legs)), hears: sounds([caller.id, waits]) };
}

/** The secretary's leg that is up, and those of hers that ring. */
function legsOf(call: CallOnLine, legs: readonly LegNow[]) {
  const hers = legs.filter(leg => leg.role === 'SECRETARY' && leg.secretaryId === call.secretary?.secretaryId);
  return { up: hers.find(leg => leg.isUp), hers };
}

function arrangeTaken(call: CallOnLine, { legs, hungUp }: LineNow, caller: Caller): Arrangement {
  const { up, hers } = legsOf(call, legs);
  if (!up)
    return { ...NOTHING, keep: ids(...hers), dial: call.secretary && !hungUp ? missing(call.secretary, legs) : [], hears: sounds([caller.id, patience(caller)]) };
  if (call.onHold) return { ...NOTHING, keep: ids(up), hears: sounds([caller.id, 'MUSIC'], [up.id, 'SILENCE']) };
  return { ...NOTHING, keep: ids(up), together: [caller.id, up.id] };
}

function arrangePuttingThrough(call: CallOnLine, attempt: NonNullable<CallOnLine['attempt']>, { legs, dialled, hungUp }: LineNow, caller: Caller): Arrangement {
  const { up, hers } = legsOf(call, legs);
  const target = legs.find(leg => leg.role === 'TARGET' && leg.attemptId === attempt.id);
  const keep = ids(...(up ? [up] : hers), target);
  const dial: LegToDial[] = [
    ...(target || dialled.has(attempt.id) ? [] : [{ role: 'TARGET', attemptId: attempt.id } as const]),
    // Who announces needs a telephone; who does not may have put it down.
    ...(!up && attempt.announced && !hungUp && call.secretary ? missing(call.secretary, legs) : []),
  ];
  const waits: [string, Sound] = [caller.id, patience(caller)];
  if (!target?.isUp) return { ...NOTHING, keep, dial, hears: sounds(waits, [up?.id, 'RING_BACK']) };
  if (attempt.joined) return { ...NOTHING, keep: ids(target), together: [caller.id, target.id] };
  if (!attempt.announced) return { ...NOTHING, keep, dial, hears: sounds(waits, [up?.id, 'SILENCE'], [target.id, target.accepted ? 'SILENCE' : 'PRESS_ONE']) };
  if (!up) return { ...NOTHING, keep, dial, hears: sounds(waits, [target.id, 'RING_BACK']) };
  return { ...NOTHING, keep, dial, together: [up.id, target.id], hears: sounds(waits) };
}

function arrangePutThrough(call: CallOnLine, { legs }: LineNow, caller: Caller): Arrangement {
  const target = legs.find(leg => leg.role === 'TARGET' && leg.attemptId === call.attempt?.id);
  if (!target) return { ...NOTHING, hangUp: true };
  if (!target.isUp) return { ...NOTHING, keep: ids(target), hears: sounds([caller.id, patience(caller)]) };
  return { ...NOTHING, keep: ids(target), together: [caller.id, target.id] };
}

function arrangeEnd({ fallback }: CallOnLine, { legs, heard, dialled }: LineNow, caller: Caller): Arrangement {
  const one = (sound: Sound): Arrangement => ({ ...NOTHING, hears: sounds([caller.id, sound]) });
  const over: Arrangement = { ...NOTHING, hangUp: true };
  switch (fallback?.kind) {
    case undefined:
      return over;
    case 'ANNOUNCEMENT':
      return heard.has('NOBODY_FREE') ? over : one('NOBODY_FREE');
    case 'VOICE_MESSAGE':
      for (const sound of ['LEAVE_MESSAGE', 'RECORDING', 'MESSAGE_SAVED'] as const) if (!heard.has(sound)) return one(sound);
      return over;
    case 'OVERFLOW': {
      const leg = legs.find(({ role }) => role === 'OVERFLOW');
      if (leg?.isUp) return { ...NOTHING, keep: ids(leg), together: [caller.id, leg.id] };
      if (!leg && dialled.has('OVERFLOW')) return over;
      return { ...one(patience(caller)), keep: ids(leg), dial: leg ? [] : [{ role: 'OVERFLOW', number: fallback.number }] };
    }
  }
}
