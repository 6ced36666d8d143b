import { type CallNoteRow, readCall } from '../calls/call.rows.ts';
import { countsSince, weightOfFeedback } from '../calls/ringing.ts';
import type { Batch, Context, SignedIn } from '../context.ts';
import { type Sql, statement } from '../database/sql.ts';
import { isUuid } from '../database/uuid.ts';
import { badInput, Forbidden } from '../errors.ts';
import { appendEvent } from '../events/event-log.ts';
import { decodeCursor, decodeTimeCursor, encodeCursor, pageLimit, toConnection } from '../graphql/connection.ts';
import { nameOfActor } from '../identity/actor-name.ts';
import { isSupervisor } from '../identity/actor.ts';
import type { NoteField, NoteRating } from './feedback.entity.ts';
import { canRate, canSeeFeedback } from './feedback.policy.ts';

/** What a customer thinks of a note. */
export interface FeedbackRow {
  __typename: 'NoteFeedback';
  id: string;
  customerId: string;
  callId: string;
  secretaryId: string;
  rating: `${NoteRating}`;
  wrongFields: `${NoteField}`[];
  /** Not told while the note is in the trash. */
  comment: string | null;
  ratedAt: Date;
  ratedBy: string | null;
}

/** How often notes were rated. */
export interface Counts { good: number; bad: number }
/** The ratings of all notes of one secretary. */
export interface SecretaryCounts extends Counts { __typename: 'SecretaryFeedback'; secretaryId: string; wrongFields: `${NoteField}`[] }
/** The ratings of one secretary by one customer, and what they add to the preference now. */
export interface CustomerCounts extends Counts { __typename: 'CustomerFeedback'; customerId: string; secretaryId: string; customerName: string; weight: number }

const MOST_CHARACTERS = 2000;

const COLUMNS = `'NoteFeedback' as "__typename", r.id, r.customer_id as "customerId", r.call_id as "callId", r.secretary_id as "secretaryId", r.rating, r.wrong_fields as "wrongFields",
  case when c.trashed_at is null then r.comment end as comment, r.rated_at as "ratedAt", r.rated_by as "ratedBy"`;
const BY_NOTE = statement<FeedbackRow & { noteId: string }>(
  'feedback-by-note', `select ${COLUMNS}, n.id as "noteId" from call_note n join note_rating r on r.call_id = n.call_id join call c on c.id = n.call_id where n.id = any($1::uuid[])`,
);
const HOLD_NOTE = statement<{ callId: string; customerId: string; writtenBy: string }>(
  'feedback-hold-note',
  `select c.id as "callId", c.customer_id as "customerId", n.written_by as "writtenBy" from call_note n join call c on c.id = n.call_id where n.id = $1 and c.trashed_at is null for update of c`,
);
const RATE = statement(
  'feedback-rate',
  `insert into note_rating (customer_id, id, call_id, secretary_id, rating, wrong_fields, comment, rated_at, rated_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
   on conflict (call_id) do update set secretary_id = excluded.secretary_id, rating = excluded.rating, wrong_fields = excluded.wrong_fields, comment = excluded.comment,
     rated_at = excluded.rated_at, rated_by = excluded.rated_by`,
);
const WITHDRAW = statement<{ secretaryId: string }>('feedback-withdraw', 'delete from note_rating where call_id = $1 returning secretary_id as "secretaryId"');
// A text for each way to ask, so that each is walked along its own index.
const pageOf = (name: string, whose: string) => statement<FeedbackRow>(
  `feedback-page-${name}`,
  `select ${COLUMNS} from note_rating r join call c on c.id = r.call_id
   where ${whose} and ($2::uuid is null or r.customer_id = $2) and ($6::text is null or r.rating = $6) and (r.rated_at, r.id) < ($3::timestamptz, $4::uuid) order by r.rated_at desc, r.id desc limit $5`,
);
const PAGES = { OF_ONE: pageOf('of-one', 'r.secretary_id = $1'), OF_ALL: pageOf('of-all', '$1::uuid is null') };
const BY_SECRETARY = statement<SecretaryCounts>(
  'feedback-by-secretary',
  `select 'SecretaryFeedback' as "__typename", s.id as "secretaryId", coalesce(r.good, 0) as good, coalesce(r.bad, 0) as bad
   from secretary s left join (
     select secretary_id, count(*) filter (where rating = 'GOOD')::int as good, count(*) filter (where rating = 'BAD')::int as bad from note_rating
     where $1::uuid is null or secretary_id = $1 group by secretary_id
   ) r on r.secretary_id = s.id
   where case when $1::uuid is null then r.secretary_id is not null or s.left_at is null else s.id = $1 end order by s.name, s.id`,
);
const WRONG_FIELDS = statement<{ secretaryId: string; field: `${NoteField}`; count: number }>(
  'feedback-wrong-fields',
  `select secretary_id as "secretaryId", field, count(*)::int as count from note_rating cross join lateral unnest(wrong_fields) as field
   where secretary_id = any($1::uuid[]) group by 1, 2 order by 3 desc, 2`,
);
const BY_CUSTOMER = statement<Omit<CustomerCounts, 'weight'> & { recentGood: number; recentBad: number }>(
  'feedback-by-customer',
  `select 'CustomerFeedback' as "__typename", cu.id as "customerId", $1::uuid as "secretaryId", cu.name as "customerName", r.good, r.bad, r.recent_good as "recentGood", r.recent_bad as "recentBad"
   from (
     select customer_id, count(*) filter (where rating = 'GOOD')::int as good, count(*) filter (where rating = 'BAD')::int as bad,
       count(*) filter (where rating = 'GOOD' and rated_at > $2)::int as recent_good, count(*) filter (where rating = 'BAD' and rated_at > $2)::int as recent_bad
     from note_rating where secretary_id = $1 group by customer_id
   ) r join customer cu on cu.id = r.customer_id
   where (cu.name, cu.id) > ($3, $4::uuid) order by cu.name, cu.id limit $5`,
);

const FROM_THE_NEWEST = { key: 'infinity', id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };
const FROM_THE_FIRST = { key: '', id: '00000000-0000-0000-0000-000000000000' };

/** What customers think of each note; null for what nobody has rated and what is not the actor's to see. */
export const loadFeedback: Batch<string, FeedbackRow | null> = async (ctx, noteIds) => {
  const byNote = new Map((await ctx.sql.query(BY_NOTE, [noteIds])).map(({ noteId, ...row }) => [noteId, row]));
  return noteIds.map(id => {
    const row = byNote.get(id);
    return row && canSeeFeedback(ctx.actor, row) ? row : null;
  });
};

/** Holds the note's call, so that it is not emptied meanwhile, changes its rating, and tells the customer's pages and the desk. */
async function onNote(ctx: Context, noteId: string, change: (sql: Sql, note: { callId: string; customerId: string; writtenBy: string }) => Promise<string | undefined>): Promise<string> {
  if (!isUuid(noteId)) throw new Forbidden();
  return ctx.service.transaction(async sql => {
    const note = await sql.one(HOLD_NOTE, [noteId]);
    if (!note || !canRate(ctx.actor, note.customerId)) throw new Forbidden();
    const secretaryId = await change(sql, note);
    if (secretaryId) {
      await appendEvent(sql, 'CALL_CHANGED', note.customerId, note.callId);
      await appendEvent(sql, 'FEEDBACK_CHANGED', null, secretaryId);
    }
    return note.callId;
  });
}

/** Says what the customer thinks of a note; what was said before is replaced. It counts for the secretary who wrote the note. */
export async function rateCallNote(ctx: SignedIn, noteId: string, rating: `${NoteRating}`, rawComment: string | null, wrongFields: readonly `${NoteField}`[]): Promise<FeedbackRow> {
  const comment = rawComment?.replaceAll('\0', '').trim() || null;
  if (comment && [...comment].length > MOST_CHARACTERS) throw badInput('comment', `comment has more than ${MOST_CHARACTERS} characters.`);
  const ratedBy = await nameOfActor(ctx);
  await onNote(ctx, noteId, async (sql, { callId, customerId, writtenBy }) => {
    await sql.query(RATE, [customerId, crypto.randomUUID(), callId, writtenBy, rating, [...new Set(wrongFields)], comment, ctx.now(), ratedBy]);
    return writtenBy;
  });
  const [row] = await ctx.sql.query(BY_NOTE, [[noteId]]);
  if (!row) throw new Forbidden();
  const { noteId: _, ...feedback } = row;
  return feedback;
}

/** Takes back what the customer thought of a note. */
export async function withdrawNoteRating(ctx: SignedIn, noteId: string): Promise<CallNoteRow> {
  const callId = await onNote(ctx, noteId, async (sql, { callId }) => (await sql.one(WITHDRAW, [callId]))?.secretaryId);
  const note = (await readCall(ctx.service, callId))?.note;
  if (!note) throw new Forbidden();
  return note;
}

/** What customers thought of notes, the newest first. A secretary sees what concerns herself; a supervisor all of it, of one secretary and of one customer if asked. */
export async function listFeedback(ctx: SignedIn, which: { secretaryId: string | null; customerId: string | null; rating: `${NoteRating}` | null }, page: { first: number; after?: string | null }) {
  const limit = pageLimit(page);
  const after = decodeTimeCursor(page.after) ?? FROM_THE_NEWEST;
  const secretaryId = whoseFeedback(ctx, which.secretaryId);
  if (secretaryId === undefined) return toConnection<FeedbackRow>([], page.first, row => encodeCursor(row.ratedAt, row.id));
  const isNonsense = [secretaryId, which.customerId].some(id => id !== null && !isUuid(id));
  const rows = isNonsense ? [] : await ctx.sql.query(secretaryId === null ? PAGES.OF_ALL : PAGES.OF_ONE, [secretaryId, which.customerId, after.key, after.id, limit, which.rating]);
  return toConnection(rows, page.first, row => encodeCursor(row.ratedAt, row.id));
}

/** How the notes of each secretary were rated, by name; a secretary sees her own numbers alone. */
export async function countBySecretary(ctx: SignedIn): Promise<SecretaryCounts[]> {
  const rows = await ctx.sql.query(BY_SECRETARY, [whoseFeedback(ctx, null) ?? null]);
  const wrong = Map.groupBy(await ctx.sql.query(WRONG_FIELDS, [rows.map(({ secretaryId }) => secretaryId)]), ({ secretaryId }) => secretaryId);
  return rows.map(row => ({ ...row, wrongFields: (wrong.get(row.secretaryId) ?? []).map(({ field }) => field) }));
}

/** How each customer rated one secretary's notes, by the customers' names, and what follows for who is rung first; null when it is not the actor's to see. */
export async function countByCustomer(ctx: SignedIn, secretaryId: string, page: { first: number; after?: string | null }) {
  const limit = pageLimit(page);
  const after = decodeCursor(page.after) ?? FROM_THE_FIRST;
  const whose = whoseFeedback(ctx, secretaryId);
  if (!whose || !isUuid(whose)) return null;
  const rows = await ctx.sql.query(BY_CUSTOMER, [whose, countsSince(ctx.now()), after.key, after.id, limit]);
  const counts: CustomerCounts[] = rows.map(({ recentGood, recentBad, ...row }) => ({ ...row, weight: weightOfFeedback({ good: recentGood, bad: recentBad }) }));
  return toConnection(counts, page.first, row => encodeCursor(row.customerName, row.customerId));
}

/** Whose feedback the actor is shown who asks for this secretary's; null: everybody's; undefined: nobody's. */
function whoseFeedback({ actor }: SignedIn, asked: string | null): string | null | undefined {
  if (actor.kind !== 'SECRETARY') throw new Forbidden();
  if (isSupervisor(actor)) return asked;
  return asked === null || asked === actor.secretaryId ? actor.secretaryId : undefined;
}
