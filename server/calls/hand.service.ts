import type { SignedIn } from '../context.ts';
import { canMarkCallBackDone } from './call.policy.ts';
import { statement, type Sql } from '../database/sql.ts';
import { isUuid } from '../database/uuid.ts';
import { Forbidden } from '../errors.ts';
import { appendEvent } from '../events/event-log.ts';
import { movePresence } from '../identity/identity.service.ts';
import type { SecretaryActor } from '../identity/actor.ts';
import { type CallResult, may, resultOfEnd, TRANSITIONS } from './call.entity.ts';
import { type CallRow, readCall, readCallActedOn } from './call.rows.ts';
import { decideFor } from './deciding.ts';

/** Why an act on a call was refused, with the call as it is. */
export type CallRefusal = { refused: 'ALREADY_TAKEN' | 'NOT_YOURS' | 'OVER' | 'NOTHING_CHANGED' | 'NO_NUMBER_LEFT' | 'DIAL_LIMIT' | 'DIAL_COUNTRY'; call: CallRow };

/** Somebody who may have calls in hand. */
export type AtDesk = SignedIn & { actor: SecretaryActor };

/** Gives a ringing call to a secretary; no row when somebody was quicker. */
export const TAKE = statement<{ id: string }>(
  'call-take',
  // The row decides the race: one of all who ask finds it ringing. Nothing else is in the statement, since the winner waits
  // for as many losers as the database's processors are busy with.
  `update call set state = 'TAKEN', taken_by = $2, taken_at = $3, state_since = $3 where id = $1 and state = 'RINGING'
   returning id, append_event('CALL_CHANGED', customer_id, id)`,
);
/** Whoever has just taken a call is busy. */
export const BUSY = statement<{ id: string }>(
  'presence-busy',
  // Held first: who is just being found free, as another call of theirs ends, is busy after that.
  `with held as (select id, presence from secretary where id = $1 for no key update)
   update secretary s set presence = 'BUSY', presence_since = $2, presence_reason = null from held
   where s.id = held.id and held.presence in ('AVAILABLE', 'WRAP_UP') and exists (select from call where id = $3 and taken_by = $1 and state <> 'ENDED')
   returning s.id, append_event('PRESENCE_CHANGED', null, s.id)`,
);
/** A call that is locked for an act on it. */
export type LockedCall = Pick<CallRow, 'id' | 'customerId' | 'state' | 'takenBy' | 'result' | 'decision' | 'abilities'>;
const LOCK = statement<LockedCall & { isInTrash: boolean }>(
  'call-lock',
  `select id, customer_id as "customerId", state, taken_by as "takenBy", result, decision, abilities, trashed_at is not null and state = 'ENDED' as "isInTrash"
   from call where id = $1 and emptied_at is null for update`,
);
/** An attempt that still rings is given up. */
export const CANCEL_ATTEMPT = statement('attempt-cancel', `update attempt set outcome = 'CANCELLED', ended_at = $2 where call_id = $1 and outcome is null`);
const MOVE = statement('call-move', 'update call set state = $2, state_since = $3, on_hold = false where id = $1');
/** Back to all desks, with what is decided now. */
export const RELEASE = statement(
  'call-release',
  `update call set state = 'RINGING', state_since = $2, taken_by = null, taken_at = null, on_hold = false, changed_decision = null,
     decision = coalesce(changed_decision, decision), decision_changed_at = case when changed_decision is null then decision_changed_at else $2 end
   where id = $1`,
);
const HOLD = statement('call-hold', 'update call set on_hold = $2 where id = $1');
/** The end of a call's line, whoever brought it about: when, how, and what came of it as far as that is known. */
export const END = statement(
  'call-end',
  `update call set state = 'ENDED', ended_at = $2, state_since = $2, end_reason = $3, result = $4, on_hold = false, changed_decision = null where id = $1`,
);
const SAY_RESULT = statement('call-say-result', 'update call set result = $2 where id = $1');
const HAS_NOTE = statement<{ yes: boolean }>('call-has-note', 'select exists (select from call_note where call_id = $1) as yes');
const IDENTIFY = statement(
  'call-identify',
  `update call set identified_contact_id = $2, decision = $3, contact_names = $4, decision_changed_at = $5, changed_decision = null where id = $1`,
);
const CONTACT_OF = statement<{ id: string }>('call-contact-of', 'select id from contact where id = $1 and customer_id = $2');
const ADOPT = statement<{ id: string }>(
  'call-adopt',
  `update call set decision = changed_decision, changed_decision = null, decision_changed_at = $2 where id = $1 and changed_decision is not null returning id`,
);
// "No key", since a call that refers to the secretary is checked while everybody waits for its event: that must not wait for us.
const HOLD_SECRETARY = statement('secretary-hold', 'select from secretary where id = $1 for no key update');
// Where the system dials, a caller who was put through has left the secretary's line.
const BUSY_WITH = statement<{ line: boolean; note: boolean }>(
  'secretary-busy-with',
  `select exists (select from call where taken_by = $1 and (state in ('TAKEN', 'PUTTING_THROUGH') or state = 'PUT_THROUGH' and not abilities @> '{DIAL}')) as line,
     exists (select from call where taken_by = $1 and state = 'ENDED' and result is null and ended_at > $2) as note`,
);
const CALL_BACK_OPEN = statement<{ id: string; customerId: string }>(
  'call-back-open', `update call set call_back_done_at = null where id = $1 and call_back_done_at is not null returning id, customer_id as "customerId"`,
);
const CALL_BACK_DONE = statement<{ id: string; customerId: string }>(
  'call-back-done',
  `update call set call_back_done_at = $2 where id = $1 and state = 'ENDED' and call_back_done_at is null returning id, customer_id as "customerId"`,
);

/** Ended calls whose note is not written yet are shown to their secretary this long. */
export const OPEN_NOTE_HOURS = 12;

/** Brings a secretary's presence into line with what they have in hand: a call, a note, or nothing. Leaves BREAK and OFFLINE alone. */
export async function settlePresence(sql: Sql, secretaryId: string, now: Date): Promise<void> {
  // A call that they take at this moment waits for us, or we see it.
  await sql.query(HOLD_SECRETARY, [secretaryId]);
  const { line, note } = (await sql.one(BUSY_WITH, [secretaryId, new Date(now.getTime() - OPEN_NOTE_HOURS * 3_600_000)])) as { line: boolean; note: boolean };
  if (line) return;
  await movePresence(sql, secretaryId, ['BUSY', 'WRAP_UP'], note ? 'WRAP_UP' : 'AVAILABLE', now);
}

/** Gives a ringing call to the actor. Who has it already gets the same answer again. */
export async function takeCall(ctx: AtDesk, callId: string): Promise<CallRow | CallRefusal> {
  if (!isUuid(callId)) throw new Forbidden();
  const taken = await ctx.sql.one(TAKE, [callId, ctx.actor.secretaryId, ctx.now()]);
  const [call] = await Promise.all([readCall(ctx.sql, callId), taken && ctx.sql.query(BUSY, [ctx.actor.secretaryId, ctx.now(), callId])]);
  if (!call) throw new Forbidden();
  if (call.takenBy === ctx.actor.secretaryId && call.state !== 'ENDED') return call;
  // Handed back since it was found taken: it rings for everybody, also for who asks.
  if (!taken && call.state === 'RINGING') return takeCall(ctx, callId);
  return { refused: call.state === 'ENDED' ? 'OVER' : 'ALREADY_TAKEN', call };
}

/** What an act does to the call it has locked: a refusal, or nothing when it went well. */
type Work = (sql: Sql, call: LockedCall) => Promise<CallRefusal['refused'] | void>;

/** Runs `work` on a call that the actor has in hand, tells everybody, and returns the call as it is then. */
export async function actOnMyCall(ctx: AtDesk, callId: string, work: Work, { alsoEnded = false, alsoInTrash = false } = {}): Promise<CallRow | CallRefusal> {
  if (!isUuid(callId)) throw new Forbidden();
  const refused = await ctx.sql.transaction(async sql => {
    const call = await sql.one(LOCK, [callId]);
    if (!call || (call.isInTrash && !alsoInTrash)) throw new Forbidden();
    if (call.state === 'ENDED' && !alsoEnded) return 'OVER' as const;
    if (call.takenBy !== ctx.actor.secretaryId) return 'NOT_YOURS' as const;
    const refusal = await work(sql, call);
    if (!refusal) await appendEvent(sql, 'CALL_CHANGED', call.customerId, call.id);
    return refusal;
  });
  const call = (await readCallActedOn(ctx.sql, callId)) as CallRow;
  return refused ? { refused, call } : call;
}

/** Hands the call back to all desks. The caller must be with the secretary, not with somebody else. */
export const releaseCall = (ctx: AtDesk, callId: string) =>
  actOnMyCall(ctx, callId, async (sql, call) => {
    if (!may('release', call.state)) return 'NOT_YOURS';
    await sql.query(RELEASE, [call.id, ctx.now()]);
    await settlePresence(sql, ctx.actor.secretaryId, ctx.now());
  });

/** Takes the caller back from who they were, or were being, put through to; nothing happens when they are with the actor already. */
export const takeBackCall = (ctx: AtDesk, callId: string) =>
  actOnMyCall(ctx, callId, async (sql, call) => {
    if (!may('takeBack', call.state)) return;
    await sql.query(CANCEL_ATTEMPT, [call.id, ctx.now()]);
    await sql.query(MOVE, [call.id, TRANSITIONS.takeBack.to, ctx.now()]);
    await sql.query(BUSY, [ctx.actor.secretaryId, ctx.now(), call.id]);
  });

/** Puts the caller on hold, or comes back to them. A caller who was put through cannot be held by us. */
export const holdCall = (ctx: AtDesk, callId: string, onHold: boolean) =>
  actOnMyCall(ctx, callId, async (sql, call) => {
    if (call.state === 'PUT_THROUGH') return 'NOT_YOURS';
    await sql.query(HOLD, [call.id, onHold]);
  });

/** Names the contact who is calling, and decides anew with that. */
export const identifyCaller = (ctx: AtDesk, callId: string, contactId: string) =>
  actOnMyCall(ctx, callId, async (sql, locked) => {
    const call = (await readCall(sql, locked.id)) as CallRow;
    if (!isUuid(contactId) || !(await sql.one(CONTACT_OF, [contactId, call.customerId]))) throw new Forbidden();
    const { decision, contactNames } = await decideFor(sql, { ...call, identifiedContactId: contactId }, ctx.now());
    await sql.query(IDENTIFY, [call.id, contactId, JSON.stringify(decision), contactNames, ctx.now()]);
  });

/** Makes the decision that is shown beside the frozen one the call's own. */
export const adoptChangedDecision = (ctx: AtDesk, callId: string) =>
  actOnMyCall(ctx, callId, async (sql, call) => ((await sql.one(ADOPT, [call.id, ctx.now()])) ? undefined : 'NOTHING_CHANGED'));

/**
 * Ends the line and says what came of it; on a line that is over already, says what came of it. Without a result it follows
 * from what happened, and stays open while the note is to be written.
 */
export const endCall = (ctx: AtDesk, callId: string, result: `${CallResult}` | null) =>
  actOnMyCall(ctx, callId, async (sql, call) => {
    if (call.state === 'ENDED') {
      if (result && call.result === null) await sql.query(SAY_RESULT, [call.id, result]);
    } else {
      const { yes: hasNote } = (await sql.one(HAS_NOTE, [call.id])) as { yes: boolean };
      await sql.query(CANCEL_ATTEMPT, [call.id, ctx.now()]);
      await sql.query(END, [call.id, ctx.now(), 'SECRETARY_ENDED', result ?? resultOfEnd({ state: call.state, answeredAt: null, hasNote }, null)]);
    }
    await settlePresence(sql, ctx.actor.secretaryId, ctx.now());
  }, { alsoEnded: true });

/** Somebody has called back, or nobody needs to. */
export const markCallBackDone = (ctx: SignedIn, callId: string): Promise<CallRow> => changeCallBack(ctx, callId, sql => sql.one(CALL_BACK_DONE, [callId, ctx.now()]));

/** It was not done after all: somebody should call back again. */
export const reopenCallBack = (ctx: SignedIn, callId: string): Promise<CallRow> => changeCallBack(ctx, callId, sql => sql.one(CALL_BACK_OPEN, [callId]));

async function changeCallBack(ctx: SignedIn, callId: string, change: (sql: Sql) => Promise<{ id: string; customerId: string } | undefined>): Promise<CallRow> {
  const call = isUuid(callId) ? await readCall(ctx.sql, callId) : null;
  if (!call || !canMarkCallBackDone(ctx.actor, call.customerId)) throw new Forbidden();
  await ctx.sql.transaction(async sql => {
    const changed = await change(sql);
    if (changed) await appendEvent(sql, 'CALL_CHANGED', changed.customerId, changed.id);
  });
  return (await readCall(ctx.sql, callId)) as CallRow;
}

