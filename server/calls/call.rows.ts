import type { Batch, Context } from '../context.ts';
import { statement, type Sql } from '../database/sql.ts';
import { isUuid } from '../database/uuid.ts';
import { isStaff, ownCustomerId } from '../identity/actor.ts';
import type { AttemptOutcome, CallEndReason, CallResult, CallState, TelephoneAbility } from './call.entity.ts';
import type { Decision } from './decision.ts';

/** A call with what every screen shows of it: customer, line, secretary and note come in the same read, since lists of calls are the hottest there are. */
export interface CallRow {
  __typename: 'Call';
  id: string;
  customerId: string;
  customerName: string;
  lineId: string;
  reporter: string;
  externalId: string;
  callerNumber: string | null;
  callerRaw: string | null;
  withheld: boolean;
  identifiedContactId: string | null;
  state: `${CallState}`;
  onHold: boolean;
  result: `${CallResult}` | null;
  answeredAt: Date | null;
  receivedAt: Date;
  takenAt: Date | null;
  takenBy: string | null;
  endedAt: Date | null;
  endReason: `${CallEndReason}` | null;
  decision: Decision;
  decisionChangedAt: Date | null;
  changedDecision: Decision | null;
  callBackDoneAt: Date | null;
  callBackWished: boolean;
  abilities: `${TelephoneAbility}`[];
  note: CallNoteRow | null;
}

/** A note as it is stored now. */
export interface CallNoteRow {
  __typename: 'CallNote';
  id: string;
  callerName: string | null;
  callerCompany: string | null;
  callerNumber: string | null;
  concern: string;
  urgent: boolean;
  callBackWished: boolean;
  writtenBy: string;
  writtenAt: Date;
  updatedAt: Date | null;
  version: number;
}

/** An attempt, which keeps the number as it was dialled. */
export interface AttemptRow {
  id: string;
  callId: string;
  forwardingNumber: { id: string; number: string; label: string | null; situation: 'FIRST' | 'ON_NO_ANSWER' | 'ON_BUSY'; ringSeconds: number };
  startedAt: Date;
  endedAt: Date | null;
  outcome: `${AttemptOutcome}` | null;
  announced: boolean;
  answeredAt: Date | null;
}

type Flat = Omit<CallRow, 'note' | '__typename'> & { [Key in keyof Omit<CallNoteRow, '__typename'> as `note_${Key}`]: CallNoteRow[Key] | null };

export const CALL_COLUMNS = `
  c.id, c.customer_id as "customerId", cu.name as "customerName", c.line_id as "lineId", c.reporter, c.external_id as "externalId",
  c.caller_number as "callerNumber", c.caller_raw as "callerRaw", c.withheld, c.identified_contact_id as "identifiedContactId", c.state,
  c.on_hold as "onHold", c.result, c.answered_at as "answeredAt", c.received_at as "receivedAt", c.taken_at as "takenAt", c.taken_by as "takenBy",
  c.ended_at as "endedAt", c.end_reason as "endReason", c.decision, c.decision_changed_at as "decisionChangedAt",
  c.changed_decision as "changedDecision", c.call_back_done_at as "callBackDoneAt", c.call_back_wished as "callBackWished", c.abilities,
  n.id as "note_id", n.caller_name as "note_callerName", n.caller_company as "note_callerCompany", n.caller_number as "note_callerNumber",
  n.concern as "note_concern", n.urgent as "note_urgent", n.call_back_wished as "note_callBackWished", n.written_by as "note_writtenBy",
  n.written_at as "note_writtenAt", n.updated_at as "note_updatedAt", n.version as "note_version"`;

export const CALL_JOINS = 'join customer cu on cu.id = c.customer_id left join call_note n on n.call_id = c.id';

/** Whether a call is to be seen: one that is over and in the trash, with its note, is in the trash alone. */
export const NOT_IN_TRASH = `(c.trashed_at is null or c.state <> 'ENDED')`;

/** The type of a flat row, for statements that read calls. */
export type FlatCall = Flat;

/** A read row with its note as an object of its own. */
export function toCallRow(flat: Flat): CallRow {
  const row = flat as unknown as CallRow;
  row.__typename = 'Call';
  row.note = flat.note_id === null ? null : {
    __typename: 'CallNote',
    id: flat.note_id,
    callerName: flat.note_callerName,
    callerCompany: flat.note_callerCompany,
    callerNumber: flat.note_callerNumber,
    concern: flat.note_concern as string,
    urgent: flat.note_urgent as boolean,
    callBackWished: flat.note_callBackWished as boolean,
    writtenBy: flat.note_writtenBy as string,
    writtenAt: flat.note_writtenAt as Date,
    updatedAt: flat.note_updatedAt,
    version: flat.note_version as number,
  };
  return row;
}

const BY_ID = statement<Flat>('call-by-id', `select ${CALL_COLUMNS} from call c ${CALL_JOINS} where c.id = any($1::uuid[]) and ${NOT_IN_TRASH}`);
const ACTED_ON = statement<Flat>(
  'call-acted-on', `select ${CALL_COLUMNS} from call c join customer cu on cu.id = c.customer_id left join call_note n on n.call_id = c.id and ${NOT_IN_TRASH} where c.id = $1`,
);
const BY_EXTERNAL_ID = statement<Flat>('call-by-external-id', `select ${CALL_COLUMNS} from call c ${CALL_JOINS} where c.reporter = $1 and c.external_id = $2`);
const ATTEMPTS = statement<Omit<AttemptRow, 'forwardingNumber'> & { number: string; label: string | null; situation: AttemptRow['forwardingNumber']['situation']; ringSeconds: number; forwardingNumberId: string }>(
  'attempt-by-call',
  `select id, call_id as "callId", forwarding_number_id as "forwardingNumberId", number, label, situation, ring_seconds as "ringSeconds",
     started_at as "startedAt", ended_at as "endedAt", outcome, announced, answered_at as "answeredAt"
   from attempt where call_id = any($1::uuid[]) order by call_id, position`,
);

/** The call, whoever asks, unless it is in the trash; callers check who may see it. */
export async function readCall(sql: Sql, id: string): Promise<CallRow | null> {
  const flat = await sql.one(BY_ID, [[id]]);
  return flat ? toCallRow(flat) : null;
}

/** The call for whoever has just acted on it: one that ended with its note in the trash is there, and the note is not. */
export async function readCallActedOn(sql: Sql, id: string): Promise<CallRow | null> {
  const flat = await sql.one(ACTED_ON, [id]);
  return flat ? toCallRow(flat) : null;
}

/** The call that this reporter reported under this id. */
export async function readReportedCall(sql: Sql, reporter: string, externalId: string): Promise<CallRow | null> {
  const flat = await sql.one(BY_EXTERNAL_ID, [reporter, externalId]);
  return flat ? toCallRow(flat) : null;
}

/** Calls that the actor may see, null for the others. */
export const loadCalls: Batch<string, CallRow | null> = async (ctx, ids) => {
  const own = ownCustomerId(ctx.actor);
  const rows = new Map((await ctx.sql.query(BY_ID, [ids.filter(isUuid)])).map(flat => [flat.id, toCallRow(flat)]));
  return ids.map(id => {
    const row = rows.get(id);
    return row && (isStaff(ctx.actor) || row.customerId === own) ? row : null;
  });
};

/** The attempts of each call, in the order in which they were made. */
export const loadAttempts: Batch<string, AttemptRow[]> = async ({ sql }: Context, callIds) => {
  const byCall = new Map<string, AttemptRow[]>(callIds.map(id => [id, []]));
  for (const { number, label, situation, ringSeconds, forwardingNumberId, ...attempt } of await sql.query(ATTEMPTS, [callIds]))
    byCall.get(attempt.callId)?.push({ ...attempt, forwardingNumber: { id: forwardingNumberId, number, label, situation, ringSeconds } });
  return callIds.map(id => byCall.get(id) as AttemptRow[]);
};

/** The attempts of one call, within a transaction. */
export const readAttempts = async (sql: Sql, callId: string) =>
  (await sql.query(ATTEMPTS, [[callId]])).map(({ id, forwardingNumberId, outcome }) => ({ id, forwardingNumberId, outcome }));
