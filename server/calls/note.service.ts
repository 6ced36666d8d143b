import type { Batch } from '../context.ts';
import { statement } from '../database/sql.ts';
import { isUuid } from '../database/uuid.ts';
import { badInput } from '../errors.ts';
import { actOnMyCall, type AtDesk, type CallRefusal, settlePresence } from './hand.service.ts';
import type { CallRow } from './call.rows.ts';

/** What a secretary writes down. */
export interface NoteInput { callerName?: string | null; callerCompany?: string | null; callerNumber?: string | null; concern?: string | null; urgent?: boolean | null; callBackWished?: boolean | null }

/** A note that is not saved yet; its author alone sees it. */
export interface DraftRow { __typename: 'CallNoteDraft'; callerName: string | null; callerCompany: string | null; callerNumber: string | null; concern: string | null; urgent: boolean; callBackWished: boolean; savedAt: Date }

/** What a note said before it was changed. */
export interface NoteVersionRow { __typename: 'CallNoteVersion'; noteId: string; version: number; callerName: string | null; callerCompany: string | null; callerNumber: string | null; concern: string; urgent: boolean; callBackWished: boolean; writtenBy: string; writtenAt: Date }

const LIMITS = { callerName: 200, callerCompany: 200, callerNumber: 50, concern: 10_000 } as const;

const KEEP_VERSION = statement(
  'note-keep-version',
  `insert into call_note_version (customer_id, note_id, version, caller_name, caller_company, caller_number, concern, urgent, call_back_wished, written_by, written_at)
   select customer_id, id, version, caller_name, caller_company, caller_number, concern, urgent, call_back_wished, written_by, coalesce(updated_at, written_at)
   from call_note where call_id = $1`,
);
const SAVE = statement(
  'note-save',
  `insert into call_note (customer_id, id, call_id, caller_name, caller_company, caller_number, concern, urgent, call_back_wished, written_by, written_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
   on conflict (call_id) do update set caller_name = excluded.caller_name, caller_company = excluded.caller_company,
     caller_number = excluded.caller_number, concern = excluded.concern, urgent = excluded.urgent,
     call_back_wished = excluded.call_back_wished, written_by = excluded.written_by, updated_at = excluded.written_at,
     version = call_note.version + 1`,
);
const DROP_DRAFT = statement('note-draft-drop', 'delete from note_draft where call_id = $1 and secretary_id = $2');
const NOTE_IS_THE_RESULT = statement('call-note-result', `update call set result = 'MESSAGE_TAKEN' where id = $1 and state = 'ENDED' and result is null`);
const BACK_FROM_TRASH = statement('note-back-from-trash', 'update call set trashed_at = null, trashed_by = null where id = $1 and trashed_at is not null');
const SAVE_DRAFT = statement<DraftRow>(
  'note-draft-save',
  `insert into note_draft (customer_id, call_id, secretary_id, caller_name, caller_company, caller_number, concern, urgent, call_back_wished, saved_at)
   select customer_id, id, $2, $3, $4, $5, $6, $7, $8, $9 from call where id = $1 and taken_by = $2 and emptied_at is null
   on conflict (call_id, secretary_id) do update set caller_name = excluded.caller_name, caller_company = excluded.caller_company,
     caller_number = excluded.caller_number, concern = excluded.concern, urgent = excluded.urgent,
     call_back_wished = excluded.call_back_wished, saved_at = excluded.saved_at
   returning 'CallNoteDraft' as "__typename", caller_name as "callerName", caller_company as "callerCompany", caller_number as "callerNumber", concern,
     urgent, call_back_wished as "callBackWished", saved_at as "savedAt"`,
);
const DRAFTS = statement<DraftRow & { callId: string }>(
  'note-draft-by-call',
  `select 'CallNoteDraft' as "__typename", call_id as "callId", caller_name as "callerName", caller_company as "callerCompany", caller_number as "callerNumber",
     concern, urgent, call_back_wished as "callBackWished", saved_at as "savedAt"
   from note_draft where secretary_id = $1 and call_id = any($2::uuid[])`,
);

const VERSIONS = statement<NoteVersionRow>(
  'note-versions',
  `select 'CallNoteVersion' as "__typename", note_id as "noteId", version, caller_name as "callerName", caller_company as "callerCompany", caller_number as "callerNumber", concern,
     urgent, call_back_wished as "callBackWished", written_by as "writtenBy", written_at as "writtenAt"
   from call_note_version where note_id = any($1::uuid[]) order by note_id, version desc`,
);

/** Empty is the same as missing; too long is refused and names its field. PostgreSQL stores no NUL. */
function clean(input: NoteInput) {
  const text = (field: keyof typeof LIMITS) => {
    const value = input[field]?.replaceAll('\0', '').trim() || null;
    if (value && value.length > LIMITS[field]) throw badInput(`input.${field}`, `${field} has more than ${LIMITS[field]} characters.`);
    return value;
  };
  return [text('callerName'), text('callerCompany'), text('callerNumber'), text('concern'), input.urgent ?? false, input.callBackWished ?? false] as const;
}

/** Saves the note of a call that the actor has, or had, in hand; the customer reads it at once. An earlier version is kept. What was added to a note in the trash is to be read, so it comes back. */
export async function saveCallNote(ctx: AtDesk, callId: string, input: NoteInput): Promise<CallRow | CallRefusal> {
  const fields = clean(input);
  if (fields[3] === null) throw badInput('input.concern', 'concern must be filled in.');
  return actOnMyCall(ctx, callId, async (sql, call) => {
    await sql.query(KEEP_VERSION, [call.id]);
    await sql.query(SAVE, [call.customerId, crypto.randomUUID(), call.id, ...fields, ctx.actor.secretaryId, ctx.now()]);
    await sql.query(DROP_DRAFT, [call.id, ctx.actor.secretaryId]);
    await sql.query(NOTE_IS_THE_RESULT, [call.id]);
    await sql.query(BACK_FROM_TRASH, [call.id]);
    await settlePresence(sql, ctx.actor.secretaryId, ctx.now());
  }, { alsoEnded: true, alsoInTrash: true });
}

/** Keeps what is typed so far; null when the call is not the actor's. Nobody is told. */
export async function saveNoteDraft(ctx: AtDesk, callId: string, input: NoteInput): Promise<DraftRow | null> {
  const fields = clean(input);
  if (!isUuid(callId)) return null;
  return (await ctx.sql.one(SAVE_DRAFT, [callId, ctx.actor.secretaryId, ...fields, ctx.now()])) ?? null;
}

/** The asking secretary's own drafts; null for everybody else's. */
export const loadDrafts: Batch<string, DraftRow | null> = async ({ actor, sql }, callIds) => {
  if (actor?.kind !== 'SECRETARY') return callIds.map(() => null);
  const byCall = new Map((await sql.query(DRAFTS, [actor.secretaryId, callIds])).map(row => [row.callId, row]));
  return callIds.map(id => byCall.get(id) ?? null);
};

/** What each note said before, the newest version first. */
export const loadNoteVersions: Batch<string, NoteVersionRow[]> = async ({ sql }, noteIds) => {
  const byNote = Map.groupBy(await sql.query(VERSIONS, [noteIds]), ({ noteId }) => noteId);
  return noteIds.map(id => byNote.get(id) ?? []);
};
