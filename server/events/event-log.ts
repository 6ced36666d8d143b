import { GraphQLError } from 'graphql';
import { statement, type Sql } from '../database/sql.ts';
import { badInput } from '../errors.ts';

/** What can have happened. */
export const eventKinds = ['CALL_CHANGED', 'INSTRUCTION_CHANGED', 'CONTACT_CHANGED', 'CUSTOMER_CHANGED', 'PRESENCE_CHANGED', 'UNASSIGNED_CALL_REPORTED', 'TELEPHONY_CHANGED', 'FORWARDING_CHECK_CHANGED', 'FEEDBACK_CHANGED', 'MESSAGES_CHANGED', 'DOCUMENT_CHANGED', 'FAQ_CHANGED', 'APPOINTMENT_CHANGED', 'CALENDARS_CHANGED', 'TASK_CHANGED', 'WEBHOOK_CHANGED', 'APP_FEEDBACK_CHANGED'] as const;
export type EventKind = (typeof eventKinds)[number];

/** An event as the log keeps it: whom and what it concerns, never what it says. */
export interface LoggedEvent {
  /** Its place in the order of commits; places can be left out, never taken twice. */
  seq: number;
  at: Date;
  kind: EventKind;
  /** Null when it concerns no customer. */
  customerId: string | null;
  /** The call, instruction, contact, customer, secretary, unassigned call, thread, document, question, appointment, task, webhook or feedback. */
  subjectId: string;
}

/** A place in one log: everything up to `seq` is known. */
export interface Position {
  /** Tells the logs of different databases apart. */
  log: string;
  seq: number;
}

/** All that is needed to read. */
export type Reader = Pick<Sql, 'query'>;

/** The append for transactions of MikroORM: `em.execute(appendEventSql, [kind, customerId, subjectId])`, last before the commit. */
export const appendEventSql = 'select append_event(?, ?, ?)';

const append = statement<{ seq: number }>('event_append', 'select append_event($1, $2, $3)::float8 as seq');

/**
 * Appends to the log as the last statement of a transaction, and returns the event's number. From here to the commit
 * every other writer waits, and a session that stays idle for five seconds loses its transaction.
 */
export async function appendEvent(sql: Reader, kind: EventKind, customerId: string | null, subjectId: string): Promise<number> {
  const [row] = await sql.query(append, [kind, customerId, subjectId]);
  return row!.seq;
}

/** The cursor as clients see it. */
export const encodeCursor = ({ log, seq }: Position): string => Buffer.from(`${log}.${seq.toString(36)}`).toString('base64url');

/** The place that a cursor names. Refuses what was never given out as one. */
export function decodeCursor(cursor: string): Position {
  const parts = cursor.length <= 40 ? /^([0-9a-f]{8})\.([0-9a-z]{1,11})$/.exec(Buffer.from(cursor, 'base64url').toString()) : null;
  const position = parts && { log: parts[1]!, seq: Number.parseInt(parts[2]!, 36) };
  if (!position || !Number.isSafeInteger(position.seq) || encodeCursor(position) !== cursor) throw badInput('after', 'This is not a cursor.');
  return position;
}

/** Thrown for a cursor that the log does not reach back to, or that another log gave out. The client takes a new snapshot. */
export class CursorExpired extends GraphQLError {
  constructor() {
    super('The log does not reach back to this cursor. Read the desk again and go on from there.', { extensions: { code: 'CURSOR_EXPIRED' } });
  }
}

// The database is part of the log's name: in one that was restored from a backup or copied, numbers are given out again.
const position = statement<Position>(
  'event_position',
  `select substr(md5(log_name || (select oid from pg_database where datname = current_database())), 1, 8) as log,
          greatest(pruned_through, coalesce((select max(seq) from event), 0))::float8 as seq
     from event_horizon`,
);

/** The newest place of the log, as the transaction sees it. */
export async function currentPosition(sql: Reader): Promise<Position> {
  const [row] = await sql.query(position);
  if (!row) throw new Error('the event log has no horizon');
  return row;
}

/** The cursor at which everything that the transaction sees is true; take it in the same repeatable-read transaction as the data. */
export const currentCursor = async (sql: Reader): Promise<string> => encodeCursor(await currentPosition(sql));

// One statement, so that nothing can be pruned between the look at the horizon and the look at the log.
const page = statement<{ pruned: number } & { [Field in keyof LoggedEvent]: LoggedEvent[Field] | null }>(
  'event_page',
  `select horizon.pruned_through::float8 as pruned, entry.seq, entry.at, entry.kind, entry."customerId", entry."subjectId"
     from event_horizon horizon left join lateral (
       select seq::float8 as seq, at, kind, customer_id as "customerId", subject_id as "subjectId"
         from event where seq > $1 order by seq limit $2
     ) entry on true
    order by entry.seq`,
);

/** The next events after a place, oldest first. Throws CursorExpired when some of them have been forgotten. */
export async function readEvents(sql: Reader, afterSeq: number, limit: number): Promise<LoggedEvent[]> {
  const rows = await sql.query(page, [afterSeq, limit]);
  if (rows[0] && rows[0].pruned > afterSeq) throw new CursorExpired();
  return rows.filter(row => row.seq !== null).map(({ pruned: _, ...event }) => event as LoggedEvent);
}

const newest = statement<LoggedEvent>(
  'event_newest',
  `select seq::float8 as seq, at, kind, customer_id as "customerId", subject_id as "subjectId" from event order by event.seq desc limit $1`,
);

/** The newest events, oldest of them first. */
export const newestEvents = async (sql: Reader, limit: number): Promise<LoggedEvent[]> => (await sql.query(newest, [limit])).reverse();

const prune = statement<{ forgotten: number }>(
  'event_prune',
  `with bound as (
     -- Up to the first one that is to be kept: what is forgotten is always a beginning of the log.
     select coalesce((select seq - 1 from event where at >= $1 order by seq limit 1), (select max(seq) from event)) as through
   ), gone as (
     delete from event where seq <= (select through from bound) returning seq
   ), moved as (
     update event_horizon set pruned_through = greatest(pruned_through, (select max(seq) from gone)) where exists (select from gone)
   )
   select count(*)::float8 as forgotten from gone`,
);

/** Forgets the events that are older, and returns how many; cursors before them are expired from then on. */
export async function pruneEvents(sql: Reader, olderThan: Date): Promise<number> {
  const [row] = await sql.query(prune, [olderThan]);
  return row!.forgotten;
}
