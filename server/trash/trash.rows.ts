import type { Decision } from '../calls/decision.ts';
import { type Sql, statement } from '../database/sql.ts';
import type { StoredTable } from '../privacy/declaration.ts';
import { storedData } from '../privacy/stored-data.ts';

/** A note in the trash, as it is shown there, with what tells which call it was. */
export interface TrashedNoteRow {
  __typename: 'TrashedNote';
  id: string;
  customerId: string;
  callId: string;
  callerName: string | null;
  callerCompany: string | null;
  callerNumber: string | null;
  concern: string;
  urgent: boolean;
  callBackWished: boolean;
  writtenBy: string;
  writtenAt: Date;
  calledFrom: string | null;
  receivedAt: Date;
  trashedAt: Date;
  trashedBy: string;
}

const COLUMNS = `'TrashedNote' as "__typename", n.id, n.customer_id as "customerId", n.call_id as "callId", n.caller_name as "callerName", n.caller_company as "callerCompany",
  n.caller_number as "callerNumber", n.concern, n.urgent, n.call_back_wished as "callBackWished", n.written_by as "writtenBy", n.written_at as "writtenAt",
  c.caller_number as "calledFrom", c.received_at as "receivedAt", c.trashed_at as "trashedAt", c.trashed_by as "trashedBy"`;

const BY_ID = statement<TrashedNoteRow>('trash-by-id', `select ${COLUMNS} from call_note n join call c on c.id = n.call_id where n.id = $1 and c.trashed_at is not null`);
const PAGE = statement<TrashedNoteRow>(
  'trash-page',
  `select ${COLUMNS} from call c join call_note n on n.call_id = c.id
   where c.customer_id = $1 and c.trashed_at is not null and c.emptied_at is null and (c.trashed_at, c.id) < ($2::timestamptz, $3::uuid)
   order by c.trashed_at desc, c.id desc limit $4`,
);
/** A call with a note, held until the transaction is over. */
export interface HeldCall { callId: string; customerId: string; isInTrash: boolean; isOver: boolean; writtenBy: string }
// A call without a result is still worked on: its note is being written.
const HOLD = statement<HeldCall>(
  'trash-hold',
  `select c.id as "callId", c.customer_id as "customerId", c.trashed_at is not null as "isInTrash", c.state = 'ENDED' and (c.result is not null or c.taken_by is null) as "isOver", n.written_by as "writtenBy"
   from call_note n join call c on c.id = n.call_id where n.id = $1 for update of c`,
);
const HOLD_TRASH = statement<{ id: string }>(
  'trash-hold-all', `select id from call where customer_id = $1 and trashed_at is not null and emptied_at is null and state = 'ENDED' and (result is not null or taken_by is null)
   order by id limit $2 for update`,
);
// Whoever has let one out of the trash meanwhile was quicker.
const HOLD_DUE = statement<{ id: string }>(
  'trash-hold-due', `select id from call where trashed_at < $1 and emptied_at is null and state = 'ENDED' order by trashed_at limit $2 for update skip locked`,
);
const COUNT_DUE = statement<{ count: number }>('trash-count-due', `select count(*)::int as count from call where trashed_at < $1 and emptied_at is null and state = 'ENDED'`);
const MOVE = statement('trash-move', 'update call set trashed_at = $2, trashed_by = $3 where id = $1');
const RESTORE = statement('trash-restore', 'update call set trashed_at = null, trashed_by = null where id = $1');
const TELL = statement('trash-tell', `select append_event('CALL_CHANGED', customer_id, id) from call where id = any($1::uuid[]) order by id`);

const { columns } = storedData['call'] as StoredTable;
/** The columns of a call that know this of its caller. */
const knowing = (...parts: string[]) => Object.entries(columns).flatMap(([column, part]) => (typeof part === 'object' && part.caller && parts.includes(part.caller) ? [`"${column}"`] : []));
const NOTHING_DECIDED: Decision = { kind: 'TAKE_MESSAGE', reasons: [], greeting: '', message: null, remarks: null, instructionId: null, plan: [] };
// Before the calls, whose search is made anew without them.
const CONTENTS = ['call_note_version', 'call_note', 'note_draft', 'voice_message', 'attempt'].map(table => statement(
  `trash-empty-${table.replaceAll('_', '-')}`,
  table === 'call_note_version' ? 'delete from call_note_version where note_id in (select id from call_note where call_id = any($1::uuid[]))' : `delete from ${table} where call_id = any($1::uuid[])`,
));
const EMPTY_RATINGS = statement('trash-empty-ratings', `update note_rating set comment = null, wrong_fields = '{}', rated_by = null where call_id = any($1::uuid[])`);
// The provider's own name for the call would lead to the number there.
const EMPTY_CALLS = statement(
  'trash-empty-calls',
  `update call set ${[...knowing('NUMBER', 'WHO', 'DIALLED'), 'changed_decision'].map(column => `${column} = null`).join(', ')}, ${knowing('LINK').map(column => `${column} = id::text`).join(', ')},
     decision = $3, emptied_at = greatest($2, trashed_at) where id = any($1::uuid[])`,
);

export const readTrashed = (sql: Sql, noteId: string) => sql.one(BY_ID, [noteId]);
export const readTrash = (sql: Sql, customerId: string, after: { key: string; id: string }, limit: number) => sql.query(PAGE, [customerId, after.key, after.id, limit]);
export const holdNote = (sql: Sql, noteId: string) => sql.one(HOLD, [noteId]);
export const holdTrash = async (sql: Sql, customerId: string, most: number) => (await sql.query(HOLD_TRASH, [customerId, most])).map(({ id }) => id);
export const holdDue = async (sql: Sql, trashedBefore: Date, most: number) => (await sql.query(HOLD_DUE, [trashedBefore, most])).map(({ id }) => id);
export const countDueInTrash = async (sql: Sql, trashedBefore: Date) => (await sql.one(COUNT_DUE, [trashedBefore]))!.count;
export const moveToTrash = (sql: Sql, callId: string, now: Date, by: string) => sql.query(MOVE, [callId, now, by]);
export const takeOutOfTrash = (sql: Sql, callId: string) => sql.query(RESTORE, [callId]);

/**
 * Deletes for good what was said in calls and who called; that a call was stays: when, on which line, how long, who took it,
 * what came of it, and whether the note was rated good. Nobody brings it back. Ends the transaction's work: it tells open pages.
 */
export async function emptyCalls(sql: Sql, callIds: readonly string[], now: Date): Promise<void> {
  for (const one of CONTENTS) await sql.query(one, [callIds]);
  await sql.query(EMPTY_RATINGS, [callIds]);
  await sql.query(EMPTY_CALLS, [callIds, now, JSON.stringify(NOTHING_DECIDED)]);
  await sql.query(TELL, [callIds]);
}
