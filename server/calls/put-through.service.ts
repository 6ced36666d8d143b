import { statement } from '../database/sql.ts';
import { isUuid } from '../database/uuid.ts';
import { badInput, Forbidden } from '../errors.ts';
import { type AttemptOutcome, may } from './call.entity.ts';
import { type CallRow, loadAttempts, readAttempts, readCall } from './call.rows.ts';
import { nextNumber, type PlannedNumber } from './decision.ts';
import { actOnMyCall, type AtDesk, type CallRefusal } from './hand.service.ts';

const INSERT = statement(
  'attempt-insert',
  `insert into attempt (customer_id, id, call_id, forwarding_number_id, number, label, situation, ring_seconds, position, started_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
);
const BEGIN = statement('call-putting-through', `update call set state = 'PUTTING_THROUGH', state_since = $2, on_hold = false where id = $1`);
const FIND = statement<{ callId: string }>('attempt-call', 'select call_id as "callId" from attempt where id = $1');
const RECORD = statement<{ id: string }>(
  'attempt-record',
  'update attempt set outcome = $2, ended_at = $3 where id = $1 and outcome is null returning id',
);
const AFTER = statement('call-after-attempt', `update call set state = $2, state_since = $3, on_hold = on_hold and $2 <> 'PUT_THROUGH' where id = $1`);

/** Begins the next attempt of the plan, or the one that the secretary names. */
export async function putThrough(ctx: AtDesk, callId: string, forwardingNumberId: string | null): Promise<CallRow | CallRefusal> {
  return actOnMyCall(ctx, callId, async (sql, locked) => {
    const call = (await readCall(sql, locked.id)) as CallRow;
    const attempts = await readAttempts(sql, call.id);
    // An attempt that rings is what the act asks for already: pressing the key twice dials once.
    if (!may('putThrough', call.state)) return call.state === 'PUTTING_THROUGH' && (forwardingNumberId === null || attempts.at(-1)?.forwardingNumberId === forwardingNumberId) ? undefined : 'NOT_YOURS';
    const number: PlannedNumber | null | undefined = forwardingNumberId === null ? nextNumber(call.decision.plan, attempts) : call.decision.plan.find(({ id }) => id === forwardingNumberId);
    if (number === undefined) throw badInput('forwardingNumberId', 'forwardingNumberId is not in the plan of this call.');
    if (number === null) return 'NO_NUMBER_LEFT';
    await sql.query(INSERT, [
      call.customerId, crypto.randomUUID(), call.id, number.id, number.number, number.label, number.situation, number.ringSeconds, attempts.length + 1, ctx.now(),
    ]);
    await sql.query(BEGIN, [call.id, ctx.now()]);
  });
}

/** The attempt is over already, with another outcome than the one that was to be recorded. */
export interface AttemptIsOver { attemptOver: `${AttemptOutcome}` }

/** Records by hand what came of the attempt that rings. Recording the same again is the same success. */
export async function recordAttemptOutcome(ctx: AtDesk, attemptId: string, outcome: `${AttemptOutcome}`): Promise<CallRow | CallRefusal | AttemptIsOver> {
  const attempt = isUuid(attemptId) ? await ctx.sql.one(FIND, [attemptId]) : undefined;
  if (!attempt) throw new Forbidden();
  let over: AttemptIsOver | null = null;
  const done = await actOnMyCall(ctx, attempt.callId, async (sql, call) => {
    if (!(await sql.one(RECORD, [attemptId, outcome, ctx.now()]))) {
      const recorded = (await readAttempts(sql, call.id)).find(({ id }) => id === attemptId)?.outcome as `${AttemptOutcome}`;
      if (recorded !== outcome) over = { attemptOver: recorded };
      return;
    }
    await sql.query(AFTER, [call.id, outcome === 'ANSWERED' ? 'PUT_THROUGH' : 'TAKEN', ctx.now()]);
  });
  if (over) return over;
  if ('refused' in done && done.refused === 'OVER') {
    const recorded = (await ctx.edge(loadAttempts, attempt.callId)).find(({ id }) => id === attemptId)?.outcome ?? 'CANCELLED';
    return recorded === outcome ? done.call : { attemptOver: recorded };
  }
  return done;
}
