import { CONSENT_KINDS, CONSENTS } from '../consents/consent-kinds.ts';
import { statement, type Sql } from '../database/sql.ts';
import { addCustomerUser, addSecretary } from '../identity/identity.service.ts';
import { refreshActiveInstruction } from '../instructions/active-instruction.ts';
import type { Secrets } from '../secrets/secrets.ts';
import { CURRENT } from '../statement/statement.ts';
import { appFeedbackOf } from './app-feedback.ts';
import { appointmentsOf } from './appointments.ts';
import { correspondenceOf } from './correspondence.ts';
import { DEMO_SECRETARIES } from './customers.ts';
import { historyOf } from './history.ts';
import { placeCustomers, type PlacedCustomer } from './people.ts';
import { ratingsOf } from './ratings.ts';
import { subscriptionsOf } from './subscriptions.ts';
import { tasksOf } from './tasks.ts';

/** Who has not signed in yet: they are shown the privacy statement, and are asked for consents. */
const ASKED_AT_FIRST_SIGN_IN = 'krause@kanzlei-krause.example';

type Row = Readonly<Record<string, unknown>>;

/** Fills an empty database with the demo, seen from `now`; part of a transaction. Nothing is told to the live feed: nobody can have been listening. */
export async function fillDemo(sql: Sql, { now, passwordHash, reporter, secrets }: { now: Date; passwordHash: string; reporter: string; secrets: Secrets }): Promise<void> {
  const secretaryIds: string[] = [];
  for (const secretary of DEMO_SECRETARIES) secretaryIds.push((await addSecretary(sql, { ...secretary, passwordHash }, now)).id);
  const customers = placeCustomers(now);
  await insertCustomers(sql, customers);
  const peopleIds = new Map<string, string>();
  const accountIds = new Map<string, string>();
  for (const { id, told } of customers)
    for (const user of told.users) {
      const person = await addCustomerUser(sql, { customerId: id, ...user, right: 'MANAGE', passwordHash }, now);
      peopleIds.set(id, person.id);
      accountIds.set(id, person.accountId);
      if (user.email !== ASKED_AT_FIRST_SIGN_IN) await insert(sql, 'statement_reading', [{ customer_id: id, customer_user_id: person.id, version: CURRENT.version, acknowledged_at: now }]);
    }
  await insertConsents(sql, customers, now);
  await insertInstructions(sql, customers);
  for (const { id } of customers) await refreshActiveInstruction(sql, id, now);
  const history = historyOf(customers, secretaryIds, reporter, now);
  await insert(sql, 'call', history.calls);
  await insert(sql, 'attempt', history.attempts);
  await insert(sql, 'call_note', history.notes);
  await insert(sql, 'call_note_version', history.noteVersions);
  await insert(sql, 'note_rating', ratingsOf(customers, secretaryIds, history.notes, now));
  const { tasks, work, debtors, debtorCalls, templates } = tasksOf(customers, secretaryIds, now);
  await insert(sql, 'task', tasks);
  await insert(sql, 'task_work', work);
  await insert(sql, 'task_debtor', debtors);
  await insert(sql, 'task_debtor_call', debtorCalls);
  await insert(sql, 'task_template', templates);
  const { calendars, hours, kinds, appointments } = appointmentsOf(customers, now);
  await insert(sql, 'calendar', calendars);
  await insert(sql, 'calendar_hours', hours);
  await insert(sql, 'appointment_kind', kinds);
  await insert(sql, 'appointment', appointments);
  const { faqs, documents, documentVersions, threads, messages, readings } = correspondenceOf(customers, secretaryIds, peopleIds, now);
  await insert(sql, 'faq', faqs);
  await insert(sql, 'document', documents);
  await insert(sql, 'document_version', documentVersions);
  await insert(sql, 'message_thread', threads);
  await insert(sql, 'message', messages);
  await insert(sql, 'message_reading', readings);
  const secretaries = DEMO_SECRETARIES.map(({ name }, place) => ({ id: secretaryIds[place]!, name }));
  await insert(sql, 'app_feedback', appFeedbackOf(customers, secretaries, secretaryIds[DEMO_SECRETARIES.findIndex(({ isSupervisor }) => isSupervisor)]!, peopleIds, now));
  const { settings, webhooks, deliveries } = subscriptionsOf(customers, accountIds, history.calls, secrets, now);
  await insert(sql, 'notification_setting', settings);
  await insert(sql, 'webhook', webhooks);
  await insert(sql, 'webhook_delivery', deliveries);
}

async function insertCustomers(sql: Sql, customers: readonly PlacedCustomer[]): Promise<void> {
  await insert(sql, 'customer', customers.map(({ id, told }) => ({
    id, customer_number: told.customerNumber, name: told.name, time_zone: told.timeZone, language: told.language, federal_state: told.federalState,
    contract_started_on: told.contractStartedOn, version: 1,
  })));
  await insert(sql, 'line', customers.flatMap(({ id, lines }) => lines.map(line => ({ customer_id: id, id: line.id, number: line.number, is_block: line.isBlock, label: line.label, version: 1 }))));
  await insert(sql, 'contact', customers.flatMap(({ id, contacts }) => contacts.map(contact => ({
    customer_id: id, id: contact.id, name: contact.name, company: contact.told.company ?? null, is_vip: contact.isVip, is_blocked: contact.isBlocked,
    always_put_through_to: contact.alwaysPutThroughTo, remarks: contact.told.remarks ?? null, created_at: contact.createdAt, version: 1,
  }))));
  await insert(sql, 'contact_number', customers.flatMap(({ id, contacts }) =>
    contacts.flatMap(contact => contact.numbers.map((number, position) => ({ customer_id: id, contact_id: contact.id, number, position })))));
}

/** All but one have been asked already, and have agreed. */
async function insertConsents(sql: Sql, customers: readonly PlacedCustomer[], now: Date): Promise<void> {
  await insert(sql, 'consent', customers.filter(({ told }) => told.users.length > 0 && told.users[0]!.email !== ASKED_AT_FIRST_SIGN_IN).flatMap(({ id, told }) =>
    CONSENT_KINDS.map(kind => ({ customer_id: id, id: crypto.randomUUID(), kind, text_version: CONSENTS[kind].version, answer: 'GIVEN', answered_at: now, answered_by: told.users[0]!.name }))));
}

async function insertInstructions(sql: Sql, customers: readonly PlacedCustomer[]): Promise<void> {
  const all = customers.flatMap(({ id, instructions }) => instructions.map(instruction => ({ ...instruction, customerId: id })));
  await insert(sql, 'instruction', all.map(one => ({
    customer_id: one.customerId, id: one.id, title: one.title, valid_from: one.validFrom, valid_until: one.validUntil, except_public_holidays: one.exceptPublicHolidays,
    greeting: one.greeting, put_through: one.putThrough, message: one.message, remarks: one.remarks, is_preset: one.told.isPreset ?? false,
    created_at: one.createdAt, updated_at: one.createdAt, version: 1,
  })));
  await insert(sql, 'weekly_hours', all.flatMap(one => one.weeklyHours.map(({ weekday, from, until }) => ({ customer_id: one.customerId, instruction_id: one.id, weekday, opens: from, closes: until }))));
  await insert(sql, 'forwarding_number', all.flatMap(one => one.forwardingNumbers.map(({ id, number, label, situation, ringSeconds }, position) => ({
    customer_id: one.customerId, id, instruction_id: one.id, number, label, situation, ring_seconds: ringSeconds, position,
  }))));
}

/** All rows in one statement; each names the same columns. */
async function insert(sql: Sql, table: string, rows: readonly Row[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {}).join(', ');
  // With its schema, since PostgreSQL has a type "line" of its own.
  if (columns) await sql.query(statement(`demo-${table}`, `insert into ${table} (${columns}) select ${columns} from json_populate_recordset(null::public.${table}, $1)`), [JSON.stringify(rows)]);
}
