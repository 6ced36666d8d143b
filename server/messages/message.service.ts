import type { Context } from '../context.ts';
import { person } from '../customers/customer.policy.ts';
import { InputCheck, invalid, type Invalid } from '../customers/input-check.ts';
import { idFrom } from '../customers/made-id.ts';
import { violatedConstraint } from '../database/constraint.ts';
import { statement, type Sql } from '../database/sql.ts';
import { isUuid } from '../database/uuid.ts';
import { badInput, Forbidden } from '../errors.ts';
import { appendEvent } from '../events/event-log.ts';
import type { Person } from '../identity/actor.ts';
import { giveFiles, MOST_FILES } from './message-file.service.ts';
import { canSeeMessages, canSettleThreads, canWriteMessages } from './message.policy.ts';
import { type MessageRow, readMessage, readThread, type ThreadRow } from './message.rows.ts';

/** What is written; the client makes the id. */
export interface MessageInput { id: string; text: string; seenThrough?: number | null; files?: string[] | null }

/** What a thread begins with; the client makes both ids. */
export interface StartThreadInput { threadId: string; messageId: string; subject?: string | null; text: string; files?: string[] | null }

/** The refusal of an answer, since another secretary has answered and the writer has not seen it. */
export interface AnsweredMeanwhile { __typename: 'AnsweredMeanwhile'; message: string; thread: ThreadRow }

type MessageInvalid = Invalid<'MessageInvalid'>;

const MOST_CHARACTERS = 10_000;

const HOLD = statement<{ customerId: string; messages: number }>('thread-hold', 'select customer_id as "customerId", messages from message_thread where id = $1 for update');
const ANSWERED = statement<{ place: number }>(
  'thread-answered-since', 'select place from message where thread_id = $1 and place > $2 and secretary_id is not null and secretary_id <> $3 limit 1',
);
const START = statement(
  'thread-start',
  `insert into message_thread (customer_id, id, subject, started_at, last_message_at, messages, newest_of_customer, newest_of_secretariat) values ($1, $2, $3, $4, $4, 0, 0, 0)
   on conflict (id) do nothing`,
);
const ADD = statement(
  'message-add',
  `insert into message (customer_id, id, thread_id, place, sent_at, secretary_id, customer_user_id, customer_user_name, text)
   values ($1, $2, $3, $4, $5, $6, $7, (select name from customer_user where id = $7), $8)`,
);
const MOVE_ON = statement(
  'thread-move-on',
  // Whoever waits, waits since the first message that nobody answered; an answer is to what was seen.
  `update message_thread set messages = $2, last_message_at = greatest(last_message_at, $3),
     newest_of_secretariat = case when $4::uuid is null then newest_of_secretariat else $2 end, newest_of_customer = case when $4 is null then $2 else newest_of_customer end,
     awaits_answer_since = case when $4 is null then coalesce(awaits_answer_since, $3)
       else (select min(m.sent_at) from message m where m.thread_id = $1 and m.place > $5::int and m.secretary_id is null) end,
     answered_by = coalesce($4, answered_by)
   where id = $1`,
);
const READ_BY_SECRETARY = statement<{ through: number }>(
  'message-read-by-secretary',
  `insert into message_reading (customer_id, thread_id, secretary_id, through, read_at) values ($1, $2, $3, $4, $5)
   on conflict (thread_id, secretary_id) do update set through = excluded.through, read_at = excluded.read_at where message_reading.through < excluded.through returning through`,
);
const READ_BY_CUSTOMER = statement<{ through: number }>(
  'message-read-by-customer',
  `insert into message_reading (customer_id, thread_id, customer_user_id, customer_user_name, through, read_at) values ($1, $2, $3, (select name from customer_user where id = $3), $4, $5)
   on conflict (thread_id, customer_user_id) do update set through = excluded.through, read_at = excluded.read_at, customer_user_name = excluded.customer_user_name where message_reading.through < excluded.through returning through`,
);
const SETTLE = statement<{ id: string }>(
  'thread-settle',
  // What came after what was seen still waits, since then.
  `update message_thread t set awaits_answer_since = later.since from (select min(m.sent_at) as since from message m where m.thread_id = $1 and m.place > $2::int and m.secretary_id is null) later
   where t.id = $1 and t.awaits_answer_since is distinct from later.since and t.awaits_answer_since is not null returning t.id`,
);

/** Begins a thread with its first message; the same again is the same thread. */
export async function startThread(ctx: Context, customerId: string, input: StartThreadInput): Promise<ThreadRow | MessageInvalid> {
  const writer = writerFor(ctx, customerId);
  const check = new InputCheck();
  const subject = check.text('subject', input.subject, 200);
  const text = check.requiredText('text', input.text, MOST_CHARACTERS);
  const files = filesFrom(check, input.files);
  if (check.problems.length) return invalid('MessageInvalid', check.problems);
  const threadId = idFrom('input.threadId', input.threadId);
  const messageId = idFrom('input.messageId', input.messageId);
  const begun = await once(() => ctx.sql.transaction(async sql => {
    await sql.query(START, [customerId, threadId, subject, ctx.now()]);
    return add(ctx, sql, writer, customerId, threadId, { id: messageId, text, seenThrough: null, files });
  }));
  return begun === 'FILES_GONE' ? filesGone() : stored(ctx, threadId);
}

/** Writes into a thread; sent again under its id it is the same message. A secretary who has not seen another's answer is shown it first. */
export async function sendMessage(ctx: Context, threadId: string, input: MessageInput): Promise<MessageRow | MessageInvalid | AnsweredMeanwhile> {
  person(ctx.actor);
  const { customerId } = await stored(ctx, threadId);
  const writer = writerFor(ctx, customerId);
  const check = new InputCheck();
  const text = check.requiredText('text', input.text, MOST_CHARACTERS);
  const files = filesFrom(check, input.files);
  if (check.problems.length) return invalid('MessageInvalid', check.problems);
  const id = idFrom('input.id', input.id);
  const sent = await once(() => ctx.sql.transaction(sql => add(ctx, sql, writer, customerId, threadId, { id, text, seenThrough: input.seenThrough ?? null, files })));
  if (sent === 'FILES_GONE') return filesGone();
  return sent === 'ANSWERED' ? { __typename: 'AnsweredMeanwhile', message: 'Another secretary has answered meanwhile.', thread: await stored(ctx, threadId) } : sent;
}

/** Notes up to which message somebody has read; what they have read already stays read. */
export async function markThreadRead(ctx: Context, threadId: string, through: number): Promise<ThreadRow> {
  const actor = person(ctx.actor);
  const { customerId, messageCount } = await stored(ctx, threadId);
  if (!canSeeMessages(actor, customerId) || actor.kind === 'API_KEY') throw new Forbidden();
  if (!(through >= 1)) throw badInput('through', 'through is the place of a message, from 1 on.');
  await ctx.sql.transaction(async sql => {
    if (await read(sql, actor, customerId, threadId, Math.min(through, messageCount), ctx.now())) await appendEvent(sql, 'MESSAGES_CHANGED', customerId, threadId);
  });
  return stored(ctx, threadId);
}

/** Says that what the customer wrote needs no answer, up to what was seen; what came meanwhile waits. */
export async function settleThread(ctx: Context, threadId: string, seenThrough: number | null): Promise<ThreadRow> {
  const actor = person(ctx.actor);
  const { customerId } = await stored(ctx, threadId);
  if (!canSettleThreads(actor)) throw new Forbidden();
  await ctx.sql.transaction(async sql => {
    const thread = await sql.one(HOLD, [threadId]);
    if (thread && (await sql.one(SETTLE, [threadId, seenThrough ?? thread.messages]))) await appendEvent(sql, 'MESSAGES_CHANGED', customerId, threadId);
  });
  return stored(ctx, threadId);
}

/** Adds a message behind all others. Whoever adds holds the thread until the commit. */
async function add(ctx: Context, sql: Sql, writer: Person, customerId: string, threadId: string, { id, text, seenThrough, files }: MessageInput): Promise<MessageRow | 'ANSWERED'> {
  const thread = await sql.one(HOLD, [threadId]);
  if (thread?.customerId !== customerId) throw new Forbidden();
  const already = await readMessage(sql, id);
  if (already) {
    if (already.threadId !== threadId) throw new Forbidden();
    return already;
  }
  const secretaryId = writer.kind === 'SECRETARY' ? writer.secretaryId : null;
  if (secretaryId !== null && seenThrough !== null && seenThrough !== undefined && (await sql.one(ANSWERED, [threadId, seenThrough, secretaryId]))) return 'ANSWERED';
  const place = thread.messages + 1;
  const now = ctx.now();
  await sql.query(ADD, [thread.customerId, id, threadId, place, now, secretaryId, writer.kind === 'CUSTOMER_USER' ? writer.customerUserId : null, text]);
  if (!(await giveFiles(sql, writer, thread.customerId, id, files ?? [], now))) throw new FilesGone();
  const seen = seenThrough ?? thread.messages;
  await sql.query(MOVE_ON, [threadId, place, now, secretaryId, seen]);
  // What came in between is still to be read.
  const through = seen < thread.messages ? seen : place;
  if (through > 0) await read(sql, writer, thread.customerId, threadId, through, now);
  const added = (await readMessage(sql, id)) as MessageRow;
  await appendEvent(sql, 'MESSAGES_CHANGED', thread.customerId, threadId);
  return added;
}

const read = (sql: Sql, reader: Person, customerId: string, threadId: string, through: number, now: Date): Promise<object | undefined> =>
  reader.kind === 'SECRETARY'
    ? sql.one(READ_BY_SECRETARY, [customerId, threadId, reader.secretaryId, through, now])
    : sql.one(READ_BY_CUSTOMER, [customerId, threadId, reader.customerUserId, through, now]);

/** Takes everything of the transaction back: a message without its files would be another one. */
class FilesGone extends Error {}

const filesGone = (): MessageInvalid => invalid('MessageInvalid', [{ field: 'files', code: 'NOT_ALLOWED', message: 'A file is not there any more, or not all of it: send it anew.' }]);

/** The uploads that go with a message, each once. */
function filesFrom(check: InputCheck, ids: readonly string[] | null | undefined): string[] {
  const files = [...new Set(check.list('files', ids, MOST_FILES))];
  if (!files.every(isUuid)) check.add('files', 'NOT_ALLOWED', 'That is no upload.');
  return files;
}

/** An id that somebody else's row has already is nobody's to use. */
async function once<T>(work: () => Promise<T>): Promise<T | 'FILES_GONE'> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof FilesGone) return 'FILES_GONE';
    if (['message_pkey', 'message_thread_customer_id_fkey'].includes(violatedConstraint(error) ?? '')) throw new Forbidden();
    throw error;
  }
}

function writerFor(ctx: Context, customerId: string): Person {
  const actor = person(ctx.actor);
  if (!isUuid(customerId) || !canWriteMessages(actor, customerId) || actor.kind === 'API_KEY') throw new Forbidden();
  return actor;
}

async function stored(ctx: Context, id: string): Promise<ThreadRow> {
  const row = await readThread(ctx.sql, id);
  if (!row) throw new Forbidden();
  return row;
}
