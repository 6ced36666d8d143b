import { statement, type Sql } from '../database/sql.ts';
import { isUuid } from '../database/uuid.ts';
import { appendEvent } from '../events/event-log.ts';
import { movePresence } from '../identity/identity.service.ts';
import { type AttemptOutcome, type CallState, type RingOutcome, resultOfEnd } from './call.entity.ts';
import { readAttempts } from './call.rows.ts';
import { type Decision, nextNumber } from './decision.ts';
import { BUSY, END, settlePresence, TAKE } from './hand.service.ts';
import { beginAttempt, mayDial } from './dialling.ts';

interface LockedAttempt {
  callId: string;
  customerId: string;
  abilities: string[];
  decision: Decision;
  takenBy: string | null;
}

const LOCK_ATTEMPT = statement<LockedAttempt>(
  'attempt-lock',
  // The call first, as everybody locks it; its attempts are changed under that lock alone.
  `select c.id as "callId", c.customer_id as "customerId", c.abilities, c.decision, c.taken_by as "takenBy"
   from attempt a join call c on c.id = a.call_id where a.id = $1 for update of c`,
);
const OUTCOME = statement<{ outcome: `${AttemptOutcome}` | null }>('attempt-outcome', 'select outcome from attempt where id = $1');
const RECORD = statement('attempt-record-outcome', 'update attempt set outcome = $2, ended_at = $3 where id = $1 and outcome is null');
const MOVE = statement('call-move-after-attempt', `update call set state = $2, state_since = $3, on_hold = on_hold and $2 <> 'PUT_THROUGH' where id = $1`);
const PICKED_UP = statement(
  'attempt-picked-up',
  `with picked as (update attempt set answered_at = $2 where id = $1 and answered_at is null and outcome is null returning customer_id, call_id)
   select append_event('CALL_CHANGED', customer_id, call_id) from picked`,
);
const CLAIM = statement<{ id: string }>('attempt-claim', 'update attempt set asked_at = $2 where id = $1 and asked_at is null and outcome is null returning id');
const BECOMES_BLIND = statement('attempt-becomes-blind', 'update attempt set announced = false where call_id = $1 and outcome is null');
const JOINABLE = statement<{ id: string; announced: boolean; answeredAt: Date | null }>(
  'attempt-open',
  'select id, announced, answered_at as "answeredAt" from attempt where call_id = $1 and outcome is null',
);
const BY_EXTERNAL = statement<{ id: string }>('call-id-by-external', 'select id from call where reporter = $1 and external_id = $2');
const TOOK = statement<{ customerId: string; hasNote: boolean }>(
  'call-took-late',
  // In whichever order the two are told, the call ends up the same: hers, and she says what came of it.
  `update call c set taken_by = $2, taken_at = coalesce(c.answered_at, c.ended_at), result = case when n.yes then 'MESSAGE_TAKEN' end
   from (select exists (select from call_note where call_id = $1) as yes) n
   where c.id = $1 and c.state = 'ENDED' and c.taken_by is null and c.end_reason in ('CALLER_HUNG_UP', 'SYSTEM_REPORTED') and c.result in ('ABANDONED', 'MISSED')
   returning c.customer_id as "customerId", n.yes as "hasNote"`,
);
const LOCK_OF_SECRETARY = statement<{ id: string; customerId: string; state: `${CallState}`; hasNote: boolean }>(
  'call-lock-of-secretary',
  `select c.id, c.customer_id as "customerId", c.state, exists (select from call_note n where n.call_id = c.id) as "hasNote"
   from call c where c.reporter = $1 and c.external_id = $2 and c.taken_by = $3 and c.state <> 'ENDED' for update`,
);
const HOLD_REPORTED = statement('call-hold-reported', 'select from call where reporter = $1 and external_id = $2 for update');
const STOP_RING = statement<{ id: string; customerId: string }>(
  'ring-stop',
  `update call_ring r set stopped_at = $4, outcome = $5 from call c
   where c.reporter = $1 and c.external_id = $2 and r.call_id = c.id and r.secretary_id = $3 and r.stopped_at is null
   returning c.id, c.customer_id as "customerId"`,
);

/** Whether the plan goes on by itself: the system dials, and says what came of it. */
export const walksByItself = (abilities: readonly string[]): boolean => abilities.includes('DIAL') && abilities.includes('TELLS_OUTCOMES');

/** Claims an attempt for the one command that dials it; false when it was given before, or the attempt is over. */
export const claimAttempt = async (sql: Sql, attemptId: string, now: Date): Promise<boolean> => (await sql.one(CLAIM, [attemptId, now])) !== undefined;

/** Somebody picked up at the number that is tried. Told twice, or after the end, it changes nothing. */
export async function attemptPickedUp(sql: Sql, attemptId: string, now: Date): Promise<void> {
  if (isUuid(attemptId)) await sql.query(PICKED_UP, [attemptId, now]);
}

/**
 * An attempt is over. ANSWERED puts the caller through; after any other outcome but CANCELLED the next number is begun,
 * where the system dials by itself, and with none left the caller is with the secretary again. The first outcome stays.
 */
export async function attemptEnded(sql: Sql, attemptId: string, outcome: `${AttemptOutcome}`, now: Date): Promise<void> {
  if (!isUuid(attemptId)) return;
  await sql.transaction(async sql => {
    const call = await sql.one(LOCK_ATTEMPT, [attemptId]);
    if (!call || (await sql.one(OUTCOME, [attemptId]))?.outcome !== null) return;
    await concludeAttempt(sql, { ...call, id: call.callId }, attemptId, outcome, now);
    await appendEvent(sql, 'CALL_CHANGED', call.customerId, call.callId);
  });
}

/** Records the outcome of an open attempt of a call that is locked, and moves the call on. */
export async function concludeAttempt(
  sql: Sql, call: { id: string; customerId: string; abilities: readonly string[]; decision: Decision; takenBy: string | null }, attemptId: string, outcome: `${AttemptOutcome}`, now: Date,
): Promise<void> {
  if (outcome === 'ANSWERED') return connect(sql, call, attemptId, now);
  await sql.query(RECORD, [attemptId, outcome, now]);
  if (outcome !== 'CANCELLED' && walksByItself(call.abilities)) {
    const attempts = await readAttempts(sql, call.id);
    const next = nextNumber(call.decision.plan, attempts);
    // One that may not be dialled is not passed over in silence: the secretary has the caller again, and supervisors an alarm.
    if (next && (await mayDial(sql, call, next.number, now)) === null) {
      await beginAttempt(sql, call, next, attempts.length + 1, now);
      return;
    }
  }
  await sql.query(MOVE, [call.id, 'TAKEN', now]);
}

async function connect(sql: Sql, call: { id: string; takenBy: string | null }, attemptId: string, now: Date): Promise<void> {
  await sql.query(RECORD, [attemptId, 'ANSWERED', now]);
  await sql.query(MOVE, [call.id, 'PUT_THROUGH', now]);
  // The system lets the secretary's line go: they are free for the next call.
  if (call.takenBy) await settlePresence(sql, call.takenBy, now);
}

/** A secretary's phone was picked up for a call: it is theirs, when nobody has it, also when its end was told before; who is too late is let go when the line follows the call. */
export async function secretaryPickedUp(sql: Sql, reporter: string, externalId: string, secretaryId: string, now: Date): Promise<void> {
  const call = isUuid(secretaryId) ? await sql.one(BY_EXTERNAL, [reporter, externalId]) : undefined;
  if (!call) return;
  if (await sql.one(TAKE, [call.id, secretaryId, now])) {
    await sql.query(BUSY, [secretaryId, now, call.id]);
    return;
  }
  await sql.transaction(async sql => {
    const late = await sql.one(TOOK, [call.id, secretaryId]);
    if (!late) return;
    if (!late.hasNote) await movePresence(sql, secretaryId, ['AVAILABLE'], 'WRAP_UP', now);
    await appendEvent(sql, 'CALL_CHANGED', late.customerId, call.id);
  });
}

/** A secretary's phone rang and was not picked up; who let it ring goes on break, which all desks see. */
export async function secretaryUnreached(sql: Sql, reporter: string, externalId: string, secretaryId: string, outcome: RingOutcome, now: Date): Promise<void> {
  if (!isUuid(secretaryId)) return;
  await sql.transaction(async sql => {
    // Whoever goes through the waiting calls holds this one, and would ring again what is just being stopped.
    await sql.query(HOLD_REPORTED, [reporter, externalId]);
    const stopped = await sql.one(STOP_RING, [reporter, externalId, secretaryId, now, outcome]);
    if (!stopped) return;
    if (outcome === 'NO_ANSWER') await movePresence(sql, secretaryId, ['AVAILABLE'], 'BREAK', now, 'LET_IT_RING');
    await appendEvent(sql, 'CALL_CHANGED', stopped.customerId, stopped.id);
  });
}

/**
 * The secretary put the receiver down. While they talk to the caller, that ends the call; while they talk to the one who
 * is to take the caller, it connects the two; while that number still rings, whoever picks up there is asked by machine.
 */
export async function secretaryHungUp(sql: Sql, reporter: string, externalId: string, secretaryId: string, now: Date): Promise<void> {
  await sql.transaction(async sql => {
    const call = await sql.one(LOCK_OF_SECRETARY, [reporter, externalId, secretaryId]);
    if (!call) return;
    if (call.state === 'TAKEN') {
      await sql.query(END, [call.id, now, 'SECRETARY_ENDED', resultOfEnd({ ...call, answeredAt: null }, null)]);
      await settlePresence(sql, secretaryId, now);
    } else if (call.state === 'PUTTING_THROUGH') {
      const open = await sql.one(JOINABLE, [call.id]);
      if (!open?.announced) return;
      if (open.answeredAt) await connect(sql, { id: call.id, takenBy: secretaryId }, open.id, now);
      else await sql.query(BECOMES_BLIND, [call.id]);
    } else return;
    await appendEvent(sql, 'CALL_CHANGED', call.customerId, call.id);
  });
}

/** The attempt of a call that is under way. */
export const readOpenAttempt = (sql: Sql, callId: string) => sql.one(JOINABLE, [callId]);
