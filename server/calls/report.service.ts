import { statement, type Sql } from '../database/sql.ts';
import { badInput } from '../errors.ts';
import { appendEvent } from '../events/event-log.ts';
import { parseCallerNumber, parsePhoneNumber } from '../numbers/phone-number.ts';
import { type TelephoneAbility, resultOfEnd } from './call.entity.ts';
import { readReportedCall, type CallRow } from './call.rows.ts';
import { decideFor, decideOpenCallsAnew } from './deciding.ts';
import { CANCEL_ATTEMPT, END, settlePresence } from './hand.service.ts';
import { attemptEnded, secretaryPickedUp } from './line.service.ts';
import { noticeTestCall } from '../customers/forwarding-check.service.ts';

/** An incoming call as a telephone system tells it. */
export interface IncomingCall {
  /** As it was dialled; any notation. */
  calledNumber: string;
  /** Null: withheld. */
  callerNumber: string | null;
  /** The reporter's own id of the call; repeating it is the same call. */
  externalId: string;
  /** When it began to ring, if the reporter knows. */
  receivedAt: Date | null;
  /** The telephone that forwarded the call to the line, in any notation; null or absent: not told. */
  divertedBy?: string | null;
  /** What the telephone system that has the line can do by itself; absent: nothing. */
  abilities?: readonly `${TelephoneAbility}`[];
}

/** A called number that is nobody's line. */
export interface NobodysLine { unknownLine: string }

/** What is no new call: a forwarding that came back to us while we tried its number, or a customer's test call. */
export interface Ignored { ignored: 'LOOP' | 'TEST_CALL' }

const LINE = statement<{ id: string; customerId: string; seenSeq: number; isExpected: boolean }>(
  'line-called',
  // The exact line, else the block with the longest prefix; a number has few prefixes, so both are look-ups by key.
  `select id, customer_id as "customerId", (select coalesce(max(seq), 0)::float8 from event) as "seenSeq",
     exists (select from attempt a where a.customer_id = line.customer_id and a.outcome is null)
       or exists (select from forwarding_check f where f.line_id = line.id and f.expires_at > $2)
       or exists (select from early_report where reporter = $3 and external_id = $4 and kind = 'IGNORED') as "isExpected"
   from line
   where released_at is null and (number = $1 or (is_block and number in (select left($1, n) from generate_series(5, length($1) - 1) n)))
   order by length(number) desc limit 1`,
);
/** The line behind a called number, in E.164, how far the event log reached then, and whether a call may be one of our own that comes back; undefined when it is nobody's. */
export const findCalledLine = (sql: Sql, called: string, now: Date, reporter = '', externalId = '') => sql.one(LINE, [called, now, reporter, externalId]);

const COMES_BACK = statement<{ attemptId: string }>(
  'attempt-comes-back',
  // The telephone that is tried says that it forwarded the call, or our own line calls, as the target's telephone shows it.
  `select a.id as "attemptId" from attempt a
   where a.customer_id = $1 and a.outcome is null
     and (a.number = $2 or exists (select from line l where l.customer_id = $1 and l.released_at is null and (l.number = $3::text or l.is_block and starts_with($3::text, l.number))))
   order by a.started_at desc limit 1`,
);
const IS_IGNORED = statement<Ignored>('early-report-ignored', `select reason as ignored from early_report where reporter = $1 and external_id = $2 and kind = 'IGNORED'`);

const INSERT = statement<{ id: string }>(
  'call-insert',
  // One statement, so that recording a call costs one round trip; the append comes last, as its lock is held until the commit.
  // The line is held first: its foreign key is checked when the append has been made, and nobody may wait for a row then.
  `with called as (
     select c.id as customer_id, l.id from line l join customer c on c.id = l.customer_id where l.id = $3 and c.id = $1 for key share
   ), arrived as (
     insert into call (customer_id, id, line_id, reporter, external_id, caller_number, caller_raw, withheld, contact_names, state, received_at,
       state_since, decision, abilities, diverted_by)
     select customer_id, $2, id, $4, $5, $6, $7, $8, $9, 'RINGING', $10, $11, $12, $13, $14 from called
     on conflict (reporter, external_id) do nothing
     returning id, customer_id
   )
   select id, append_event('CALL_CHANGED', customer_id, id) from arrived`,
);
const INSERT_UNASSIGNED = statement<{ id: string }>(
  'unassigned-insert',
  `insert into unassigned_call (id, reporter, external_id, called_number, caller_number, received_at) values ($1, $2, $3, $4, $5, $6)
   on conflict (reporter, external_id) do nothing returning id`,
);
const UNASSIGNED_KNOWN = statement<{ calledNumber: string }>(
  'unassigned-known',
  'select called_number as "calledNumber" from unassigned_call where reporter = $1 and external_id = $2',
);
const REMEMBER = statement(
  'early-report-insert',
  // The first word counts; but whose telephone was picked up may be told by a later one.
  `insert into early_report (reporter, external_id, kind, reason, reported_at) values ($1, $2, $3, $4, $5)
   on conflict (reporter, external_id, kind) do update set reason = excluded.reason
     where excluded.kind = 'ANSWERED' and early_report.reason is null and excluded.reason is not null`,
);
const MEANWHILE = statement<{ early: boolean; changed: boolean }>(
  'call-insert-meanwhile',
  `select exists (select from early_report where reporter = $1 and external_id = $2) as early,
     exists (select from event where seq > $3 and customer_id = $4 and kind in ('INSTRUCTION_CHANGED', 'CONTACT_CHANGED', 'CUSTOMER_CHANGED')) as changed`,
);
const TAKE_EARLY = statement<{ kind: 'ANSWERED' | 'ENDED'; reason: string | null }>(
  'early-report-take',
  `delete from early_report where reporter = $1 and external_id = $2 and kind <> 'IGNORED' returning kind, reason`,
);
const EARLY_SECRETARY = statement<{ secretaryId: string }>(
  'early-report-secretary',
  `select reason as "secretaryId" from early_report where reporter = $1 and external_id = $2 and kind = 'ANSWERED' and reason is not null`,
);
const ANSWERED = statement<{ id: string }>(
  'call-answered',
  // Also after the end: in whichever order the two come, the call ends up the same.
  `with picked as (
     update call set answered_at = least($3, ended_at), state_since = least($3, ended_at), result = case result when 'ABANDONED' then 'MISSED' else result end
     where reporter = $1 and external_id = $2 and answered_at is null returning id, customer_id
   )
   select id, append_event('CALL_CHANGED', customer_id, id) from picked`,
);
const LOCK_REPORTED = statement<{ id: string; customerId: string; state: CallRow['state']; answeredAt: Date | null; takenBy: string | null; hasNote: boolean }>(
  'call-lock-reported',
  `select c.id, c.customer_id as "customerId", c.state, c.answered_at as "answeredAt", c.taken_by as "takenBy",
     exists (select from call_note n where n.call_id = c.id) as "hasNote"
   from call c where c.reporter = $1 and c.external_id = $2 and c.state <> 'ENDED' for update`,
);

/** The cause that adapters give when the telephone system itself went down with the line. */
export const LINE_LOST = 'LINE_LOST';

function checkExternalId(externalId: string): void {
  if (!externalId || externalId.length > 200 || externalId.includes('\0')) throw badInput('externalId', 'externalId must have 1 to 200 characters.');
}

/**
 * Records a call that rings, or finds the one that this reporter has reported under this id before. A number that is
 * nobody's line goes to the supervisors' list. What is no telephone number at all is refused, and nothing is stored.
 */
export async function reportIncoming(sql: Sql, reporter: string, incoming: IncomingCall, now: Date): Promise<CallRow | NobodysLine | Ignored> {
  checkExternalId(incoming.externalId);
  const called = parsePhoneNumber(incoming.calledNumber.slice(0, 200));
  if (!called) throw badInput('calledNumber', 'calledNumber is no telephone number.');
  const caller = parseCallerNumber(incoming.callerNumber);
  if (caller.raw && caller.raw.length > 200) throw badInput('callerNumber', 'callerNumber has more than 200 characters.');
  const receivedAt = incoming.receivedAt ?? now;
  if (receivedAt.getTime() > now.getTime() + 300_000) throw badInput('receivedAt', 'receivedAt is in the future.');
  if (receivedAt.getTime() < now.getTime() - 86_400_000) throw badInput('receivedAt', 'receivedAt is more than a day ago.');

  const divertedBy = incoming.divertedBy ? parsePhoneNumber(incoming.divertedBy.slice(0, 200)) : null;
  const line = await findCalledLine(sql, called, now, reporter, incoming.externalId);
  if (!line) {
    await sql.transaction(async sql => {
      const [added] = await sql.query(INSERT_UNASSIGNED, [crypto.randomUUID(), reporter, incoming.externalId, called, caller.number ?? caller.raw, receivedAt]);
      if (added) await appendEvent(sql, 'UNASSIGNED_CALL_REPORTED', null, added.id);
    });
    return { unknownLine: called };
  }
  const ignored = line.isExpected ? await findOwnCall(sql, reporter, incoming.externalId, { ...line, callerNumber: caller.number, divertedBy }, now) : null;
  if (ignored) return { ignored };
  const { decision, contactNames } = await decideFor(sql, { customerId: line.customerId, callerNumber: caller.number, withheld: caller.withheld, identifiedContactId: null }, now);
  await sql.query(INSERT, [
    line.customerId, crypto.randomUUID(), line.id, reporter, incoming.externalId, caller.number, caller.withheld ? null : caller.raw, caller.withheld, contactNames,
    receivedAt, now, JSON.stringify(decision), incoming.abilities ?? [], divertedBy,
  ]);
  // Only now: who reports or changes something meanwhile either finds the call that we have committed or is found here.
  const meanwhile = await sql.one(MEANWHILE, [reporter, incoming.externalId, line.seenSeq, line.customerId]);
  if (meanwhile?.changed) await decideOpenCallsAnew(sql, line.customerId, now);
  if (meanwhile?.early) await applyEarly(sql, reporter, incoming.externalId, now);
  // None, when the line was deleted in the meantime: then the number is somebody else's, or nobody's.
  return (await readReportedCall(sql, reporter, incoming.externalId)) ?? reportIncoming(sql, reporter, incoming, now);
}

/** Finds out whether the call is one of our own that comes back: an attempt that was forwarded to us, or a test call. Told again, it stays one. */
async function findOwnCall(
  sql: Sql, reporter: string, externalId: string, arriving: { id: string; customerId: string; callerNumber: string | null; divertedBy: string | null }, now: Date,
): Promise<Ignored['ignored'] | null> {
  const known = await sql.one(IS_IGNORED, [reporter, externalId]);
  if (known) return known.ignored;
  const { customerId, callerNumber, divertedBy } = arriving;
  const ignore = (why: Ignored['ignored']) => sql.query(REMEMBER, [reporter, externalId, 'IGNORED', why, now]);
  if ((await noticeTestCall(sql, { customerId, lineId: arriving.id, callerNumber, divertedBy }, now)) === 'TEST_CALL') {
    await ignore('TEST_CALL');
    return 'TEST_CALL';
  }
  const attempt = await sql.one(COMES_BACK, [customerId, divertedBy, callerNumber]);
  if (!attempt) return null;
  await ignore('LOOP');
  await attemptEnded(sql, attempt.attemptId, 'NO_ANSWER', now);
  return 'LOOP';
}

async function applyEarly(sql: Sql, reporter: string, externalId: string, now: Date): Promise<void> {
  // Before the end, as a call that is over is nobody's to take; forgotten only below, so that it is done again should this process die.
  const early = await sql.one(EARLY_SECRETARY, [reporter, externalId]);
  if (early) await secretaryPickedUp(sql, reporter, externalId, early.secretaryId, now);
  await sql.transaction(async sql => {
    const early = await sql.query(TAKE_EARLY, [reporter, externalId]);
    const end = early.find(({ kind }) => kind === 'ENDED');
    // The end first: it has rows to lock, and after the first event nobody may wait for a row.
    if (end) await applyEnd(sql, reporter, externalId, end.reason, now);
    if (early.some(({ kind }) => kind === 'ANSWERED')) await sql.query(ANSWERED, [reporter, externalId, now]);
  });
}

async function remember(sql: Sql, reporter: string, externalId: string, kind: 'ANSWERED' | 'ENDED', reason: string | null, now: Date): Promise<void> {
  if (!(await sql.one(UNASSIGNED_KNOWN, [reporter, externalId]))) await sql.query(REMEMBER, [reporter, externalId, kind, reason?.replaceAll('\0', '').slice(0, 200) ?? null, now]);
}

/** Applies a report to the call, or remembers it when there is no call; the call may come at any moment in between. */
async function applyOrRemember(sql: Sql, reporter: string, externalId: string, isApplied: (call: CallRow) => boolean, apply: () => Promise<unknown>, keep: () => Promise<void>): Promise<CallRow | null> {
  checkExternalId(externalId);
  await apply();
  let call = await readReportedCall(sql, reporter, externalId);
  if (!call) {
    await keep();
    call = await readReportedCall(sql, reporter, externalId);
  }
  if (!call || isApplied(call)) return call;
  await apply();
  return readReportedCall(sql, reporter, externalId);
}

/** One of our phones picked up; `secretaryId` says whose, where the system can tell. Late, double or unknown reports change nothing; null when the call is not known (yet), which is remembered. */
export async function reportAnswered(sql: Sql, reporter: string, externalId: string, now: Date, secretaryId: string | null = null): Promise<CallRow | null> {
  const call = await applyOrRemember(
    sql, reporter, externalId, call => call.answeredAt !== null,
    () => sql.query(ANSWERED, [reporter, externalId, now]),
    () => remember(sql, reporter, externalId, 'ANSWERED', secretaryId, now),
  );
  if (!call || secretaryId === null) return call;
  await secretaryPickedUp(sql, reporter, externalId, secretaryId, now);
  return readReportedCall(sql, reporter, externalId);
}

/** The line is over. `cause` in the words of the push formats (normalClearing, cancel, noAnswer, …). Null when the call is not known (yet), which is remembered. */
export const reportEnded = (sql: Sql, reporter: string, externalId: string, cause: string | null, now: Date): Promise<CallRow | null> =>
  applyOrRemember(
    sql, reporter, externalId, call => call.state === 'ENDED',
    () => applyEnd(sql, reporter, externalId, cause, now),
    () => remember(sql, reporter, externalId, 'ENDED', cause, now),
  );

async function applyEnd(sql: Sql, reporter: string, externalId: string, cause: string | null, now: Date): Promise<void> {
  await sql.transaction(async sql => {
    const call = await sql.one(LOCK_REPORTED, [reporter, externalId]);
    if (!call) return;
    const callerLeft = cause === null || ['normalclearing', 'cancel'].includes(cause.toLowerCase());
    await sql.query(CANCEL_ATTEMPT, [call.id, now]);
    await sql.query(END, [call.id, now, callerLeft ? 'CALLER_HUNG_UP' : cause === LINE_LOST ? 'LINE_LOST' : 'SYSTEM_REPORTED', resultOfEnd(call, cause)]);
    if (call.takenBy) await settlePresence(sql, call.takenBy, now);
    await appendEvent(sql, 'CALL_CHANGED', call.customerId, call.id);
  });
}
