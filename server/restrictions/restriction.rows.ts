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

/** What belongs to a call, to a contact, and of a customer to a thread, a document and a question, each after what it hangs on. A test compares them with the foreign keys. */
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
} as const;
type Part = keyof typeof PARTS;

const CONTACT_PARTS = ['contact', 'contact_number'] as const satisfies Part[];
const CALL_PARTS = ['call', 'attempt', 'call_note', 'call_note_version', 'voice_message', 'note_draft', 'call_ring', 'note_rating'] as const satisfies Part[];
const THREAD_PARTS = ['message_thread', 'message', 'message_file', 'message_reading'] as const satisfies Part[];
const DOCUMENT_PARTS = ['document', 'document_version'] as const satisfies Part[];
const FAQ_PARTS = ['faq'] as const satisfies Part[];

/** What a restriction is about. */
export interface Held { callIds: string[]; contactIds: string[]; threadIds: string[]; documentIds: string[]; faqIds: string[] }
const NOTHING_HELD: Held = { callIds: [], contactIds: [], threadIds: [], documentIds: [], faqIds: [] };

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

const setAside = (part: Part) => statement(
  `restriction-set-aside-${part}`,
  `insert into restricted_row (customer_id, restriction_id, table_name, row, line_id, received_at) select customer_id, $2, '${part}', to_jsonb(t), ${part === 'call' ? 'line_id, received_at' : 'null, null'} from public.${PARTS[part].table} t where customer_id = $1 and ${PARTS[part].its}`,
);
const SET_ASIDE = Object.fromEntries((Object.keys(PARTS) as Part[]).map(part => [part, setAside(part)])) as Record<Part, ReturnType<typeof setAside>>;
const TAKE_OUT_CALLS = statement('restriction-take-out-calls', 'delete from call where customer_id = $1 and id = any($2::uuid[])');
const TAKE_OUT_CONTACTS = statement('restriction-take-out-contacts', 'delete from contact where customer_id = $1 and id = any($2::uuid[])');
const TAKE_OUT_THREADS = statement('restriction-take-out-threads', 'delete from message_thread where customer_id = $1 and id = any($2::uuid[])');
// With the uploads of new versions that are on their way: what they would be a version of is not there.
const TAKE_OUT_DOCUMENTS = statement('restriction-take-out-documents', 'delete from document where customer_id = $1 and id = any($2::uuid[])');
const TAKE_OUT_FAQS = statement('restriction-take-out-faqs', 'delete from faq where customer_id = $1 and id = any($2::uuid[])');
// A contact that was named as the caller of a call can be gone, or restricted by itself.
const FORGET_LOST_CONTACTS = statement(
  'restriction-forget-lost-contacts',
  `update restricted_row r set row = jsonb_set(row, '{identified_contact_id}', 'null') where customer_id = $1 and restriction_id = $2 and table_name = 'call'
     and row ->> 'identified_contact_id' is not null and not exists (select from contact c where c.id = (r.row ->> 'identified_contact_id')::uuid)`,
);
const PUT_BACK = statement('restriction-put-back', 'select put_back_restricted($1, $2, $3)');
const IDS_ASIDE = statement<{ id: string }>(
  'restriction-ids-aside', `select row ->> 'id' as id from restricted_row where customer_id = $1 and restriction_id = $2 and table_name = $3 order by place`,
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

/** What a restriction is about, held until the transaction is over. A contact's are the calls that it was found in, or that came from its numbers. */
export async function holdSubject(sql: Sql, customerId: string, kind: RestrictionRow['kind'], subjectId: string): Promise<Held> {
  switch (kind) {
    case 'CALL': return { ...NOTHING_HELD, callIds: ids(await sql.query(HOLD_CALLS, [customerId, [subjectId]])) };
    case 'CONTACT': return { ...NOTHING_HELD, contactIds: ids(await sql.query(HOLD_CONTACT, [customerId, subjectId])), callIds: ids(await sql.query(HOLD_CALLS_OF_CONTACT, [customerId, subjectId])) };
    case 'CUSTOMER': return {
      callIds: ids(await sql.query(HOLD_CALLS_OF_CUSTOMER, [customerId])), contactIds: ids(await sql.query(HOLD_CONTACTS_OF_CUSTOMER, [customerId])), threadIds: ids(await sql.query(HOLD_THREADS, [customerId])),
      documentIds: ids(await sql.query(HOLD_DOCUMENTS, [customerId])), faqIds: ids(await sql.query(HOLD_FAQS, [customerId])),
    };
  }
}

/** Moves everything that is held, with all that belongs to it, to where nobody sees it. */
export async function moveAside(sql: Sql, { customerId, id }: RestrictionRow, { callIds, contactIds, threadIds, documentIds, faqIds }: Held): Promise<void> {
  for (const part of CONTACT_PARTS) await sql.query(SET_ASIDE[part], [customerId, id, contactIds]);
  for (const part of CALL_PARTS) await sql.query(SET_ASIDE[part], [customerId, id, callIds]);
  for (const part of THREAD_PARTS) await sql.query(SET_ASIDE[part], [customerId, id, threadIds]);
  for (const part of DOCUMENT_PARTS) await sql.query(SET_ASIDE[part], [customerId, id, documentIds]);
  for (const part of FAQ_PARTS) await sql.query(SET_ASIDE[part], [customerId, id, faqIds]);
  await sql.query(TAKE_OUT_THREADS, [customerId, threadIds]);
  await sql.query(TAKE_OUT_DOCUMENTS, [customerId, documentIds]);
  await sql.query(TAKE_OUT_FAQS, [customerId, faqIds]);
  await sql.query(TAKE_OUT_CALLS, [customerId, callIds]);
  await sql.query(TAKE_OUT_CONTACTS, [customerId, contactIds]);
}

/** Moves everything back to where it was. */
export async function moveBack(sql: Sql, { customerId, id }: RestrictionRow, now: Date): Promise<Held> {
  const idsAside = async (part: Part) => ids(await sql.query(IDS_ASIDE, [customerId, id, part]));
  const held: Held = { callIds: await idsAside('call'), contactIds: await idsAside('contact'), threadIds: await idsAside('message_thread'), documentIds: await idsAside('document'), faqIds: await idsAside('faq') };
  for (const part of CONTACT_PARTS) await sql.query(PUT_BACK, [customerId, id, part]);
  await sql.query(FORGET_LOST_CONTACTS, [customerId, id]);
  for (const part of CALL_PARTS) await sql.query(PUT_BACK, [customerId, id, part]);
  for (const part of [...THREAD_PARTS, ...DOCUMENT_PARTS, ...FAQ_PARTS]) await sql.query(PUT_BACK, [customerId, id, part]);
  await sql.query(EMPTY, [customerId, id]);
  await sql.query(LIFTED, [id, now]);
  return held;
}
