import { type Sql, statement } from '../database/sql.ts';
import { isUuid } from '../database/uuid.ts';

/** A restriction under Art. 18 GDPR: that something is restricted, since when, by whom and why; never what it says. */
export interface RestrictionRow {
  __typename: 'Restriction';
  id: string;
  customerId: string;
  kind: 'CALL' | 'CONTACT' | 'CUSTOMER';
  subjectId: string;
  reason: string;
  requestedAt: Date;
  requestedBy: string;
  requestedByStaff: boolean;
  liftReason: string | null;
  liftAnnouncedAt: Date | null;
  liftsAt: Date | null;
  liftedBy: string | null;
  liftedAt: Date | null;
}

/** What belongs to a call, to a contact, to a task and an appointment, and of a customer to a thread, a document and a question, each after what it hangs on. A test compares them with the foreign keys. */
export const PARTS = {
  contact: { table: 'contact', its: 'id = any($3::uuid[])' },
  contact_number: { table: 'contact_number', its: 'contact_id = any($3::uuid[])' },
  call: { table: 'call', its: 'id = any($3::uuid[])' },
  attempt: { table: 'attempt', its: 'call_id = any($3::uuid[])' },
  call_note: { table: 'call_note', its: 'call_id = any($3::uuid[])' },
  call_note_version: { table: 'call_note_version', its: 'note_id in (select id from call_note where call_id = any($3::uuid[]))' },
  voice_message: { table: 'voice_message', its: 'call_id = any($3::uuid[])' },
  note_draft: { table: 'note_draft', its: 'call_id = any($3::uuid[])' },
  call_ring: { table: 'call_ring', its: 'call_id = any($3::uuid[])' },
  note_rating: { table: 'note_rating', its: 'call_id = any($3::uuid[])' },
  message_thread: { table: 'message_thread', its: 'id = any($3::uuid[])' },
  message: { table: 'message', its: 'thread_id = any($3::uuid[])' },
  message_file: { table: 'message_file', its: 'message_id in (select id from message where thread_id = any($3::uuid[]))' },
  message_reading: { table: 'message_reading', its: 'thread_id = any($3::uuid[])' },
  document: { table: 'document', its: 'id = any($3::uuid[])' },
  document_version: { table: 'document_version', its: 'document_id = any($3::uuid[])' },
  faq: { table: 'faq', its: 'id = any($3::uuid[])' },
  task: { table: 'task', its: 'id = any($3::uuid[])' },
  task_work: { table: 'task_work', its: 'task_id = any($3::uuid[])' },
  task_debtor: { table: 'task_debtor', its: 'id = any($3::uuid[])' },
  task_debtor_call: { table: 'task_debtor_call', its: 'debtor_id = any($3::uuid[])' },
  appointment: { table: 'appointment', its: 'id = any($3::uuid[])' },
} as const;
type Part = keyof typeof PARTS;

const CONTACT_PARTS = ['contact', 'contact_number'] as const satisfies Part[];
const CALL_PARTS = ['call', 'attempt', 'call_note', 'call_note_version', 'voice_message', 'note_draft', 'call_ring', 'note_rating'] as const satisfies Part[];
const THREAD_PARTS = ['message_thread', 'message', 'message_file', 'message_reading'] as const satisfies Part[];
const DOCUMENT_PARTS = ['document', 'document_version'] as const satisfies Part[];
const FAQ_PARTS = ['faq'] as const satisfies Part[];
const TASK_PARTS = ['task', 'task_work'] as const satisfies Part[];
const DEBTOR_PARTS = ['task_debtor', 'task_debtor_call'] as const satisfies Part[];
const APPOINTMENT_PARTS = ['appointment'] as const satisfies Part[];

/** What a restriction is about. Debtors are those of its tasks, and those of other tasks, which stay without them. */
export interface Held {
  callIds: string[]; contactIds: string[]; threadIds: string[]; documentIds: string[]; faqIds: string[]; taskIds: string[]; appointmentIds: string[];
  debtors: { id: string; taskId: string }[];
}
const NOTHING_HELD: Held = { callIds: [], contactIds: [], threadIds: [], documentIds: [], faqIds: [], taskIds: [], appointmentIds: [], debtors: [] };

const COLUMNS = `'Restriction' as "__typename", id, customer_id as "customerId", kind, subject_id as "subjectId", reason, requested_at as "requestedAt", requested_by as "requestedBy",
  requested_by_staff as "requestedByStaff", lift_reason as "liftReason", lift_announced_at as "liftAnnouncedAt", lifts_at as "liftsAt", lifted_by as "liftedBy", lifted_at as "liftedAt"`;

const BY_ID = statement<RestrictionRow>('restriction-by-id', `select ${COLUMNS} from restriction where id = $1`);
const HELD = statement<RestrictionRow>('restriction-held', `select ${COLUMNS} from restriction where id = $1 for update`);
const OF_CUSTOMER = statement<RestrictionRow>('restriction-of-customer', `select ${COLUMNS} from restriction where customer_id = $1 order by requested_at desc, id desc limit 200`);
const INSERT = statement<RestrictionRow>(
  'restriction-insert',
  `insert into restriction (customer_id, id, kind, subject_id, reason, requested_at, requested_by, requested_by_staff) values ($1, $2, $3, $4, $5, $6, $7, $8) returning ${COLUMNS}`,
);
const ANNOUNCE = statement(
  'restriction-announce', 'update restriction set lift_reason = $2, lift_announced_at = $3, lifts_at = $4, lifted_by = $5 where id = $1',
);
const LIFTED = statement('restriction-lifted', 'update restriction set lifted_at = $2 where id = $1');
const DUE = statement<{ id: string }>('restriction-due', 'select id from restriction where lifts_at <= $1 and lifted_at is null order by lifts_at limit 20');

// A call whose note is not written yet is still worked on.
const IS_OVER = `state = 'ENDED' and (result is not null or taken_by is null)`;
const HOLD_CALLS = statement<{ id: string }>('restriction-hold-calls', `select id from call where customer_id = $1 and id = any($2::uuid[]) and ${IS_OVER} for update`);
const HOLD_CALLS_OF_CUSTOMER = statement<{ id: string }>('restriction-hold-calls-of-customer', `select id from call where customer_id = $1 and ${IS_OVER} for update`);
const HOLD_CALLS_OF_CONTACT = statement<{ id: string }>(
  'restriction-hold-calls-of-contact',
  `select id from call where customer_id = $1 and ${IS_OVER}
     and (identified_contact_id = $2 or caller_number in (select number from contact_number where customer_id = $1 and contact_id = $2)
       or decision -> 'reasons' @> jsonb_build_array(jsonb_build_object('contactId', $2::text))) for update`,
);
const HOLD_CONTACT = statement<{ id: string }>('restriction-hold-contact', 'select id from contact where customer_id = $1 and id = $2 for update');
const HOLD_CONTACTS_OF_CUSTOMER = statement<{ id: string }>('restriction-hold-contacts', 'select id from contact where customer_id = $1 for update');
const HOLD_THREADS = statement<{ id: string }>('restriction-hold-threads', 'select id from message_thread where customer_id = $1 for update');
const HOLD_DOCUMENTS = statement<{ id: string }>('restriction-hold-documents', 'select id from document where customer_id = $1 for update');
const HOLD_FAQS = statement<{ id: string }>('restriction-hold-faqs', 'select id from faq where customer_id = $1 for update');
// Who books holds the calendar: from here on they wait, and find the time taken by what stands aside. Before all calls, as those who book do it.
const HOLD_CALENDARS = statement('restriction-hold-calendars', 'select from calendar where customer_id = $1 order by id for update');
const HOLD_TASKS_OF_CUSTOMER = statement<{ id: string }>('restriction-hold-tasks-of-customer', 'select id from task where customer_id = $1 for update');
const HOLD_APPOINTMENTS_OF_CUSTOMER = statement<{ id: string }>('restriction-hold-appointments-of-customer', 'select id from appointment where customer_id = $1 for update');
// What came of one of the calls, or is about whoever has a number of one of the contacts.
const THEIR_NUMBERS = '(select number from contact_number where customer_id = $1 and contact_id = any($3::uuid[]))';
const HOLD_TASKS = statement<{ id: string }>(
  'restriction-hold-tasks', `select id from task where customer_id = $1 and (call_id = any($2::uuid[]) or person_number in ${THEIR_NUMBERS}) for update`,
);
const HOLD_APPOINTMENTS = statement<{ id: string }>(
  'restriction-hold-appointments', `select id from appointment where customer_id = $1 and (call_id = any($2::uuid[]) or number in ${THEIR_NUMBERS}) for update`,
);
const HOLD_DEBTORS = statement<{ id: string; taskId: string }>(
  'restriction-hold-debtors', `select id, task_id as "taskId" from task_debtor where customer_id = $1 and (task_id = any($2::uuid[]) or number in ${THEIR_NUMBERS} or other_number in ${THEIR_NUMBERS}) for update`,
);
// Nobody works on what nobody sees.
const END_WORK = statement(
  'restriction-end-work',
  `update task_work set minutes = least(1440, greatest(1, ceil(extract(epoch from $3::timestamptz - began_at) / 60)::int)) where customer_id = $1 and task_id = any($2::uuid[]) and minutes is null`,
);

// What of a row stands beside it where it is asked for; of appointments, that their time is taken.
const BESIDE: Partial<Record<Part, { columns: string; said: string }>> = {
  call: { columns: 'line_id, received_at', said: 't.line_id, t.received_at' },
  appointment: { columns: 'calendar_id, busy_from, busy_until', said: `t.calendar_id, case t.status when 'BOOKED' then t.busy_from end, case t.status when 'BOOKED' then t.busy_until end` },
};
const setAside = (part: Part) => statement(
  `restriction-set-aside-${part}`,
  `insert into restricted_row (customer_id, restriction_id, table_name, row${BESIDE[part] ? `, ${BESIDE[part].columns}` : ''})
   select customer_id, $2, '${part}', to_jsonb(t)${BESIDE[part] ? `, ${BESIDE[part].said}` : ''} from public.${PARTS[part].table} t where customer_id = $1 and ${PARTS[part].its}`,
);
const SET_ASIDE = Object.fromEntries((Object.keys(PARTS) as Part[]).map(part => [part, setAside(part)])) as Record<Part, ReturnType<typeof setAside>>;
const TAKE_OUT_CALLS = statement('restriction-take-out-calls', 'delete from call where customer_id = $1 and id = any($2::uuid[])');
const TAKE_OUT_CONTACTS = statement('restriction-take-out-contacts', 'delete from contact where customer_id = $1 and id = any($2::uuid[])');
const TAKE_OUT_THREADS = statement('restriction-take-out-threads', 'delete from message_thread where customer_id = $1 and id = any($2::uuid[])');
// With the uploads of new versions that are on their way: what they would be a version of is not there.
const TAKE_OUT_DOCUMENTS = statement('restriction-take-out-documents', 'delete from document where customer_id = $1 and id = any($2::uuid[])');
const TAKE_OUT_FAQS = statement('restriction-take-out-faqs', 'delete from faq where customer_id = $1 and id = any($2::uuid[])');
const TAKE_OUT_TASKS = statement('restriction-take-out-tasks', 'delete from task where customer_id = $1 and id = any($2::uuid[])');
const TAKE_OUT_DEBTORS = statement('restriction-take-out-debtors', 'delete from task_debtor where customer_id = $1 and id = any($2::uuid[])');
const TAKE_OUT_APPOINTMENTS = statement('restriction-take-out-appointments', 'delete from appointment where customer_id = $1 and id = any($2::uuid[])');
// A contact that was named as the caller of a call can be gone, or restricted by itself.
const FORGET_LOST_CONTACTS = statement(
  'restriction-forget-lost-contacts',
  `update restricted_row r set row = jsonb_set(row, '{identified_contact_id}', 'null') where customer_id = $1 and restriction_id = $2 and table_name = 'call'
     and row ->> 'identified_contact_id' is not null and not exists (select from contact c where c.id = (r.row ->> 'identified_contact_id')::uuid)`,
);
// So can the call that something came from.
const FORGET_LOST_CALLS = statement(
  'restriction-forget-lost-calls',
  `update restricted_row r set row = jsonb_set(row, '{call_id}', 'null') where customer_id = $1 and restriction_id = $2 and table_name in ('task', 'appointment')
     and row ->> 'call_id' is not null and not exists (select from call c where c.id = (r.row ->> 'call_id')::uuid)`,
);
const FREE_TIMES = statement('restriction-free-times', 'update restricted_row set busy_from = null, busy_until = null where customer_id = $1 and restriction_id = $2 and busy_from is not null');
// The task of a debtor can be restricted by itself since: they come back with it.
const LEAVE_DEBTORS = statement(
  'restriction-leave-debtors',
  `with debtor as (
     select d.row ->> 'id' as id, t.restriction_id from restricted_row d join restricted_row t on t.customer_id = d.customer_id and t.table_name = 'task' and t.row ->> 'id' = d.row ->> 'task_id'
     where d.customer_id = $1 and d.restriction_id = $2 and d.table_name = 'task_debtor' and t.restriction_id <> $2)
   update restricted_row r set restriction_id = debtor.restriction_id from debtor where r.customer_id = $1 and r.restriction_id = $2
     and ((r.table_name = 'task_debtor' and r.row ->> 'id' = debtor.id) or (r.table_name = 'task_debtor_call' and r.row ->> 'debtor_id' = debtor.id))`,
);
// Or be gone, and they with it.
const FORGET_LOST_DEBTORS = statement(
  'restriction-forget-lost-debtors',
  `delete from restricted_row r where customer_id = $1 and restriction_id = $2 and table_name = 'task_debtor' and not exists (select from task t where t.id = (r.row ->> 'task_id')::uuid)`,
);
const FORGET_LOST_DEBTOR_CALLS = statement(
  'restriction-forget-lost-debtor-calls',
  `delete from restricted_row r where customer_id = $1 and restriction_id = $2 and table_name = 'task_debtor_call' and not exists (select from task_debtor d where d.id = (r.row ->> 'debtor_id')::uuid)`,
);
// Whoever was entered meanwhile has their place: they go behind all.
const PLACE_DEBTORS = statement(
  'restriction-place-debtors',
  `with displaced as (
     select r.place, (r.row ->> 'task_id')::uuid as task_id, row_number() over (partition by r.row ->> 'task_id' order by r.place) as behind
     from restricted_row r join task_debtor d on d.task_id = (r.row ->> 'task_id')::uuid and d.position = (r.row ->> 'position')::int
     where r.customer_id = $1 and r.restriction_id = $2 and r.table_name = 'task_debtor'),
   last as (
     select t.task_id, greatest((select max(d.position) from task_debtor d where d.task_id = t.task_id),
       (select max((r.row ->> 'position')::int) from restricted_row r where r.customer_id = $1 and r.restriction_id = $2 and r.table_name = 'task_debtor' and (r.row ->> 'task_id')::uuid = t.task_id)) as position
     from (select distinct task_id from displaced) t)
   update restricted_row r set row = jsonb_set(r.row, '{position}', to_jsonb(last.position + displaced.behind)) from displaced join last on last.task_id = displaced.task_id where r.place = displaced.place`,
);
const PUT_BACK = statement('restriction-put-back', 'select put_back_restricted($1, $2, $3)');
const IDS_ASIDE = statement<{ id: string }>(
  'restriction-ids-aside', `select row ->> 'id' as id from restricted_row where customer_id = $1 and restriction_id = $2 and table_name = $3 order by place`,
);
const DEBTORS_ASIDE = statement<{ id: string; taskId: string }>(
  'restriction-debtors-aside', `select row ->> 'id' as id, row ->> 'task_id' as "taskId" from restricted_row where customer_id = $1 and restriction_id = $2 and table_name = 'task_debtor' order by place`,
);
const EMPTY = statement('restriction-empty', 'delete from restricted_row where customer_id = $1 and restriction_id = $2');

export const readRestriction = async (sql: Sql, id: string): Promise<RestrictionRow | undefined> => (isUuid(id) ? sql.one(BY_ID, [id]) : undefined);
export const holdRestriction = (sql: Sql, id: string) => sql.one(HELD, [id]);
export const readRestrictions = (sql: Sql, customerId: string) => sql.query(OF_CUSTOMER, [customerId]);
export const readDue = (sql: Sql, now: Date) => sql.query(DUE, [now]);
export const insertRestriction = (sql: Sql, one: Pick<RestrictionRow, 'customerId' | 'kind' | 'subjectId' | 'reason' | 'requestedAt' | 'requestedBy' | 'requestedByStaff'>) =>
  sql.one(INSERT, [one.customerId, crypto.randomUUID(), one.kind, one.subjectId, one.reason, one.requestedAt, one.requestedBy, one.requestedByStaff]) as Promise<RestrictionRow>;
export const announceLift = (sql: Sql, id: string, reason: string, now: Date, liftsAt: Date, by: string) => sql.query(ANNOUNCE, [id, reason, now, liftsAt, by]);

const ids = (rows: { id: string }[]) => rows.map(({ id }) => id);

/**
 * What a restriction is about, held until the transaction is over. A contact's are the calls that it was found in, or that came
 * from its numbers; with a call go the tasks and appointments that came of it, and with a contact those with its numbers.
 */
export async function holdSubject(sql: Sql, customerId: string, kind: RestrictionRow['kind'], subjectId: string): Promise<Held> {
  await sql.query(HOLD_CALENDARS, [customerId]);
  switch (kind) {
    case 'CALL': return heldWith(sql, customerId, ids(await sql.query(HOLD_CALLS, [customerId, [subjectId]])), []);
    case 'CONTACT': {
      const contactIds = ids(await sql.query(HOLD_CONTACT, [customerId, subjectId]));
      return heldWith(sql, customerId, ids(await sql.query(HOLD_CALLS_OF_CONTACT, [customerId, subjectId])), contactIds);
    }
    case 'CUSTOMER': {
      const taskIds = ids(await sql.query(HOLD_TASKS_OF_CUSTOMER, [customerId]));
      return {
        callIds: ids(await sql.query(HOLD_CALLS_OF_CUSTOMER, [customerId])), contactIds: ids(await sql.query(HOLD_CONTACTS_OF_CUSTOMER, [customerId])), threadIds: ids(await sql.query(HOLD_THREADS, [customerId])),
        documentIds: ids(await sql.query(HOLD_DOCUMENTS, [customerId])), faqIds: ids(await sql.query(HOLD_FAQS, [customerId])),
        taskIds, debtors: await sql.query(HOLD_DEBTORS, [customerId, taskIds, []]), appointmentIds: ids(await sql.query(HOLD_APPOINTMENTS_OF_CUSTOMER, [customerId])),
      };
    }
  }
}

async function heldWith(sql: Sql, customerId: string, callIds: string[], contactIds: string[]): Promise<Held> {
  const taskIds = ids(await sql.query(HOLD_TASKS, [customerId, callIds, contactIds]));
  return {
    ...NOTHING_HELD, callIds, contactIds, taskIds,
    debtors: await sql.query(HOLD_DEBTORS, [customerId, taskIds, contactIds]), appointmentIds: ids(await sql.query(HOLD_APPOINTMENTS, [customerId, callIds, contactIds])),
  };
}

/** Moves everything that is held, with all that belongs to it, to where nobody sees it. */
export async function moveAside(sql: Sql, { customerId, id, requestedAt }: RestrictionRow, { callIds, contactIds, threadIds, documentIds, faqIds, taskIds, appointmentIds, debtors }: Held): Promise<void> {
  const debtorIds = ids(debtors);
  await sql.query(END_WORK, [customerId, taskIds, requestedAt]);
  for (const [parts, subjectIds] of [
    [CONTACT_PARTS, contactIds], [CALL_PARTS, callIds], [THREAD_PARTS, threadIds], [DOCUMENT_PARTS, documentIds], [FAQ_PARTS, faqIds], [TASK_PARTS, taskIds], [DEBTOR_PARTS, debtorIds], [APPOINTMENT_PARTS, appointmentIds],
  ] as const)
    for (const part of parts) await sql.query(SET_ASIDE[part], [customerId, id, subjectIds]);
  await sql.query(TAKE_OUT_THREADS, [customerId, threadIds]);
  await sql.query(TAKE_OUT_DOCUMENTS, [customerId, documentIds]);
  await sql.query(TAKE_OUT_FAQS, [customerId, faqIds]);
  await sql.query(TAKE_OUT_DEBTORS, [customerId, debtorIds]);
  await sql.query(TAKE_OUT_TASKS, [customerId, taskIds]);
  await sql.query(TAKE_OUT_APPOINTMENTS, [customerId, appointmentIds]);
  await sql.query(TAKE_OUT_CALLS, [customerId, callIds]);
  await sql.query(TAKE_OUT_CONTACTS, [customerId, contactIds]);
}

/** Moves everything back to where it was. */
export async function moveBack(sql: Sql, { customerId, id }: RestrictionRow, now: Date): Promise<Held> {
  const idsAside = async (part: Part) => ids(await sql.query(IDS_ASIDE, [customerId, id, part]));
  const putBack = async (parts: readonly Part[]) => {
    for (const part of parts) await sql.query(PUT_BACK, [customerId, id, part]);
  };
  await sql.query(LEAVE_DEBTORS, [customerId, id]);
  const held: Held = {
    callIds: await idsAside('call'), contactIds: await idsAside('contact'), threadIds: await idsAside('message_thread'), documentIds: await idsAside('document'), faqIds: await idsAside('faq'),
    taskIds: await idsAside('task'), appointmentIds: await idsAside('appointment'), debtors: await sql.query(DEBTORS_ASIDE, [customerId, id]),
  };
  await putBack(CONTACT_PARTS);
  await sql.query(FORGET_LOST_CONTACTS, [customerId, id]);
  await putBack([...CALL_PARTS, ...THREAD_PARTS, ...DOCUMENT_PARTS, ...FAQ_PARTS]);
  await sql.query(FORGET_LOST_CALLS, [customerId, id]);
  await putBack(TASK_PARTS);
  await sql.query(FORGET_LOST_DEBTORS, [customerId, id]);
  await sql.query(PLACE_DEBTORS, [customerId, id]);
  await putBack(['task_debtor']);
  await sql.query(FORGET_LOST_DEBTOR_CALLS, [customerId, id]);
  await putBack(['task_debtor_call']);
  await sql.query(FREE_TIMES, [customerId, id]);
  await putBack(APPOINTMENT_PARTS);
  await sql.query(EMPTY, [customerId, id]);
  await sql.query(LIFTED, [id, now]);
  return held;
}
