import { statement } from '../database/sql.ts';
import { isUuid } from '../database/uuid.ts';
import { badInput, Forbidden } from '../errors.ts';
import { type AttemptOutcome, may } from './call.entity.ts';
import { type CallRow, loadAttempts, readAttempts, readCall } from './call.rows.ts';
import { nextNumber, type PlannedNumber } from './decision.ts';
import { beginAttempt, mayDial } from './dialling.ts';
import { concludeAttempt, readOpenAttempt, walksByItself } from './line.service.ts';
import { actOnMyCall, type AtDesk, type CallRefusal } from './hand.service.ts';

const FIND = statement<{ callId: string }>('attempt-call', 'select call_id as "callId" from attempt where id = $1');

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
    const refusal = await mayDial(sql, call, number.number, ctx.now());
    if (refusal) return refusal === 'LIMIT' ? 'DIAL_LIMIT' : 'DIAL_COUNTRY';
    await beginAttempt(sql, call, number, attempts.length + 1, ctx.now());
  });
}

/** The attempt is over already, with another outcome than the one that was to be recorded. */
export interface AttemptIsOver { attemptOver: `${AttemptOutcome}` }

/** Connects the caller with the one to whom the secretary has announced them; again, once that is done, it is the same success. */
export const joinCaller = (ctx: AtDesk, callId: string): Promise<CallRow | CallRefusal> =>
  actOnMyCall(ctx, callId, async (sql, call) => {
    if (call.state === 'PUT_THROUGH') return;
    const open = call.state === 'PUTTING_THROUGH' ? await readOpenAttempt(sql, call.id) : undefined;
    if (!open?.announced || !open.answeredAt) return 'NOT_YOURS';
    await concludeAttempt(sql, call, open.id, 'ANSWERED', ctx.now());
  });

/**
 * Records by hand what came of the attempt that rings. Recording the same again is the same success. Where the system dials
 * by itself, "not now" and "next" are said this way, and the plan goes on.
 */
export async function recordAttemptOutcome(ctx: AtDesk, attemptId: string, outcome: `${AttemptOutcome}`): Promise<CallRow | CallRefusal | AttemptIsOver> {
  const attempt = isUuid(attemptId) ? await ctx.sql.one(FIND, [attemptId]) : undefined;
  if (!attempt) throw new Forbidden();
  let over: AttemptIsOver | null = null;
  const done = await actOnMyCall(ctx, attempt.callId, async (sql, call) => {
    const recorded = (await readAttempts(sql, call.id)).find(({ id }) => id === attemptId)?.outcome ?? null;
    if (recorded !== null) {
      if (recorded !== outcome) over = { attemptOver: recorded };
      return;
    }
    // Whether somebody is there is the system's to say, where it can; then it is for the secretary to connect the two.
    if (outcome === 'ANSWERED' && walksByItself(call.abilities) && !(await readOpenAttempt(sql, call.id))?.answeredAt) return 'NOT_YOURS';
    await concludeAttempt(sql, call, attemptId, outcome, ctx.now());
  });
  if (over) return over;
  if ('refused' in done && done.refused === 'OVER') {
    const recorded = (await ctx.edge(loadAttempts, attempt.callId)).find(({ id }) => id === attemptId)?.outcome ?? 'CANCELLED';
    return recorded === outcome ? done.call : { attemptOver: recorded };
  }
  return done;
}
