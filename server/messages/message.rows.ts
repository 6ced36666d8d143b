import type { Batch } from '../context.ts';
import { statement, type Sql } from '../database/sql.ts';
import { isUuid } from '../database/uuid.ts';
import { canSeeMessages } from './message.policy.ts';

/** A thread as the API shows one. */
export interface ThreadRow {
  __typename: 'MessageThread';
  id: string;
  customerId: string;
  subject: string | null;
  startedAt: Date;
  lastMessageAt: Date;
  messageCount: number;
  /** Since when the customer waits for an answer; null while they do not. */
  awaitsAnswerSince: Date | null;
  answeredById: string | null;
}

/** A message as the API shows one. */
export interface MessageRow {
  __typename: 'Message';
  id: string;
  customerId: string;
  threadId: string;
  place: number;
  sentAt: Date;
  text: string;
  fromSecretariat: boolean;
  authorName: string;
}

/** Who has read a thread up to where. */
export interface ReadingRow { customerId: string; threadId: string; fromSecretariat: boolean; readerName: string; through: number; readAt: Date }

/** A stretch of the threads of one customer, the newest first. */
export interface ThreadPage { customerId: string; limit: number; after: { key: string; id: string } | null }

/** A stretch of one thread, the newest message first, before a place. */
export interface MessagePage { threadId: string; limit: number; before: number | null }

const THREAD = `'MessageThread' as "__typename", t.id, t.customer_id as "customerId", t.subject, t.started_at as "startedAt", t.last_message_at as "lastMessageAt",
  t.messages as "messageCount", t.awaits_answer_since as "awaitsAnswerSince", t.answered_by as "answeredById"`;
const MESSAGE = `'Message' as "__typename", m.id, m.customer_id as "customerId", m.thread_id as "threadId", m.place, m.sent_at as "sentAt", m.text,
  m.secretary_id is not null as "fromSecretariat", coalesce(s.name, m.customer_user_name) as "authorName"`;
const WITH_AUTHOR = 'left join secretary s on s.id = m.secretary_id';
/** After all times and ids, so that a statement always compares with a place. */
const BEYOND = { key: 'infinity', id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };

const THREADS_BY_ID = statement<ThreadRow>('threads-by-id', `select ${THREAD} from message_thread t where t.id = any($1::uuid[])`);
const THREAD_PAGE = statement<ThreadRow>(
  'thread-page',
  `select page.* from unnest($1::uuid[]) as parent(id) cross join lateral (
     select ${THREAD} from message_thread t where t.customer_id = parent.id and (t.last_message_at, t.id) < ($2::timestamptz, $3::uuid)
     order by t.last_message_at desc, t.id desc limit $4
   ) page order by page."lastMessageAt" desc, page.id desc`,
);
const WAITING = statement<ThreadRow>(
  'threads-waiting',
  `select ${THREAD} from message_thread t where t.awaits_answer_since is not null and (t.awaits_answer_since, t.id) > ($1::timestamptz, $2::uuid)
   order by t.awaits_answer_since, t.id limit $3`,
);
const WAITING_COUNT = statement<{ count: number }>('threads-waiting-count', 'select count(*)::int as count from message_thread where awaits_answer_since is not null');
const MESSAGES_BY_ID = statement<MessageRow>('messages-by-id', `select ${MESSAGE} from message m ${WITH_AUTHOR} where m.id = any($1::uuid[])`);
const MESSAGE_PAGE = statement<MessageRow>(
  'message-page',
  `select page.* from unnest($1::uuid[]) as parent(id) cross join lateral (
     select ${MESSAGE} from message m ${WITH_AUTHOR} where m.thread_id = parent.id and m.place < $2 order by m.place desc limit $3
   ) page order by page.place desc`,
);
const READINGS = statement<ReadingRow>(
  'message-readings',
  `select r.customer_id as "customerId", r.thread_id as "threadId", r.secretary_id is not null as "fromSecretariat", coalesce(s.name, r.customer_user_name) as "readerName", r.through, r.read_at as "readAt"
   from message_reading r left join secretary s on s.id = r.secretary_id
   where r.thread_id = any($1::uuid[]) order by r.thread_id, r.through desc, r.read_at`,
);
// A person of the customer has read for themselves, the secretariat as a whole: whoever of it has read knows.
const UNREAD = statement<{ threadId: string; unread: number }>(
  'messages-unread',
  `select t.id as "threadId", (
     select count(*)::int from message m where m.thread_id = t.id and (m.secretary_id is null) = ($2::uuid is null) and m.place > coalesce((
       select max(r.through) from message_reading r where r.thread_id = t.id and case when $2::uuid is null then r.secretary_id is not null else r.customer_user_id = $2 end), 0)) as unread
   from message_thread t where t.id = any($1::uuid[])`,
);
const UNREAD_OF = statement<{ customerId: string; unread: number }>(
  'messages-unread-of-customer',
  `select t.customer_id as "customerId", sum((
     select count(*) from message m where m.thread_id = t.id and m.secretary_id is not null and m.place > coalesce(r.through, 0)))::int as unread
   from message_thread t left join message_reading r on r.thread_id = t.id and r.customer_user_id = $2
   where t.customer_id = any($1::uuid[]) and t.newest_of_secretariat > coalesce(r.through, 0) group by t.customer_id`,
);

/** The thread, whoever asks; undefined when there is none. */
export const readThread = async (sql: Pick<Sql, 'one'>, id: string): Promise<ThreadRow | undefined> => (isUuid(id) ? sql.one(THREADS_BY_ID, [[id]]) : undefined);

/** The message, whoever asks; undefined when there is none. */
export const readMessage = (sql: Pick<Sql, 'one'>, id: string): Promise<MessageRow | undefined> => sql.one(MESSAGES_BY_ID, [[id]]);

/** Threads that the actor sees, null for the others. */
export const loadThreads: Batch<string, ThreadRow | null> = async ({ sql, actor }, ids) => {
  const rows = new Map((await sql.query(THREADS_BY_ID, [ids.filter(isUuid)])).map(row => [row.id, row]));
  return ids.map(id => {
    const row = rows.get(id);
    return row && canSeeMessages(actor, row.customerId) ? row : null;
  });
};

/** Stretches of customers' threads, the newest first; those of several customers in one read. Nothing for customers that the actor does not see. */
export const loadThreadPages: Batch<ThreadPage, ThreadRow[]> = async ({ sql, actor }, pages) => {
  const read = new Map<ThreadPage, ThreadRow[]>();
  for (const alike of Map.groupBy(pages, ({ customerId: _, ...rest }) => JSON.stringify(rest)).values()) {
    const { limit, after } = alike[0] as ThreadPage;
    const { key, id } = after ?? BEYOND;
    const rows = await sql.query(THREAD_PAGE, [alike.map(page => page.customerId).filter(customerId => canSeeMessages(actor, customerId)), key, id, limit]);
    const ofCustomer = Map.groupBy(rows, row => row.customerId);
    for (const page of alike) read.set(page, ofCustomer.get(page.customerId) ?? []);
  }
  return pages.map(page => read.get(page) as ThreadRow[]);
};

/** The threads of all customers that wait for an answer, the longest waiting first. */
export const readWaitingThreads = (sql: Pick<Sql, 'query'>, limit: number, after: { key: string; id: string } | null): Promise<ThreadRow[]> =>
  sql.query(WAITING, [after?.key ?? '-infinity', after?.id ?? '00000000-0000-0000-0000-000000000000', limit]);

/** How many threads wait for an answer. */
export const countWaitingThreads = async (sql: Pick<Sql, 'one'>): Promise<number> => (await sql.one(WAITING_COUNT))!.count;

/** Stretches of threads that the actor sees, the newest message first; those of several threads in one read. */
export const loadMessagePages: Batch<MessagePage, MessageRow[]> = async ({ sql }, pages) => {
  const read = new Map<MessagePage, MessageRow[]>();
  for (const alike of Map.groupBy(pages, ({ limit, before }) => `${limit} ${before}`).values()) {
    const { limit, before } = alike[0] as MessagePage;
    const ofThread = Map.groupBy(await sql.query(MESSAGE_PAGE, [alike.map(page => page.threadId), before ?? 2 ** 31 - 1, limit]), row => row.threadId);
    for (const page of alike) read.set(page, ofThread.get(page.threadId) ?? []);
  }
  return pages.map(page => read.get(page) as MessageRow[]);
};

/** Who has read each thread up to where, whoever has read furthest first. */
export const loadReadings: Batch<string, ReadingRow[]> = async ({ sql }, threadIds) => {
  const ofThread = Map.groupBy(await sql.query(READINGS, [threadIds]), row => row.threadId);
  return threadIds.map(id => ofThread.get(id) ?? []);
};

/** How many messages of the other side the actor has not read; null for whoever is no person. */
export const loadUnread: Batch<string, number | null> = async ({ sql, actor }, threadIds) => {
  if (actor?.kind !== 'SECRETARY' && actor?.kind !== 'CUSTOMER_USER') return threadIds.map(() => null);
  const rows = new Map((await sql.query(UNREAD, [threadIds, actor.kind === 'CUSTOMER_USER' ? actor.customerUserId : null])).map(row => [row.threadId, row.unread]));
  return threadIds.map(id => rows.get(id) ?? 0);
};

/** How many messages of the secretariat each customer's person has not read who asks; null for everybody else. */
export const loadUnreadOfCustomers: Batch<string, number | null> = async ({ sql, actor }, customerIds) => {
  if (actor?.kind !== 'CUSTOMER_USER') return customerIds.map(() => null);
  const rows = new Map((await sql.query(UNREAD_OF, [customerIds.filter(id => id === actor.customerId), actor.customerUserId])).map(row => [row.customerId, row.unread]));
  return customerIds.map(id => (id === actor.customerId ? (rows.get(id) ?? 0) : null));
};
