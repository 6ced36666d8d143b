import { type Sql, statement } from '../database/sql.ts';
import { tellNoMore, withdrawMails } from '../notifications/withdrawing.ts';
import { asValues, keysOf, ownIn, rowsOf, SOUGHT, type Sought } from './caller-records.rows.ts';
import { type CallerTableName, columnsWith, JSON_COLUMNS, RESTRICTABLE, TEXTS } from './caller-tables.ts';

/** What stands in a text in the place of the number. */
export const STRUCK_OUT = '[…]';

/** Open pages are told of so many calls and contacts one by one. */
const TOLD_AT_MOST = 500;

interface Changed { customerId: string | null; callId: string | null; contactId: string | null; taskId?: string | null }
const CHANGED = (callId: string, contactId = 'null') => `returning t.customer_id as "customerId", ${callId}::uuid as "callId", ${contactId}::uuid as "contactId"`;

// A decision keeps what was decided and what was said by it; the contact that it was for goes, and the caller's number wherever it stands in it.
const decisionWithout = (decision: string, isTheirs: string) => `regexp_replace((${decision} || jsonb_build_object(
    'reasons', coalesce((select jsonb_agg(said order by place) from jsonb_array_elements(${decision} -> 'reasons') with ordinality as reason (said, place) where not (said ->> 'kind' = 'ByContact' and ${isTheirs})), '[]'),
    'plan', coalesce((select jsonb_agg(said order by place) from jsonb_array_elements(${decision} -> 'plan') with ordinality as step (said, place) where said ->> 'number' <> sought.number), '[]')
  ))::text, sought.pattern, '${STRUCK_OUT}', 'g')::jsonb`;
const NAMES_THEM = `(said ->> 'contactId')::uuid = any(sought.whole_contacts)`;
const namesThem = (decision: string) => `exists (select from jsonb_array_elements(${decision} -> 'reasons') said where said ->> 'kind' = 'ByContact' and ${NAMES_THEM})`;
// The contact was found in a call by its head office's number, and its name is kept to find the call by.
const isNamedAfterThem = (call: { customer: string; caller: string; names: string }) =>
  `(right(sought.number, 1) = '0' and ${call.caller} like left(sought.number, -1) || '%' and exists (
     select from ${rowsOf('contact', ['id', 'customer_id', 'name'])} k where k.id = any(sought.whole_contacts) and k.customer_id = ${call.customer} and position(k.name in ${call.names}) > 0))`;
const IN_CALL = isNamedAfterThem({ customer: 't.customer_id', caller: 't.caller_number', names: 't.contact_names' });
const IN_CALL_ASIDE = isNamedAfterThem({ customer: 't.customer_id', caller: "(t.row ->> 'caller_number')", names: "(t.row ->> 'contact_names')" });
const IS_OVER = (state: string, result: string, takenBy: string) => `(${state} = 'ENDED' and (${result} is not null or ${takenBy} is null))`;

const emptied = columnsWith('call', 'NUMBER', 'WHO');
const OWN_CALLS = statement<Changed>(
  'caller-erase-calls',
  // Nobody can be called back any more. The telephone provider's own name for the call would lead to the number there.
  `${SOUGHT} update call t set ${emptied.map(column => `"${column}" = null`).join(', ')}, ${columnsWith('call', 'LINK').map(column => `"${column}" = t.id::text`).join(', ')},
     diverted_by = nullif(diverted_by, sought.number::e164), decision = ${decisionWithout('t.decision', 'true')}, changed_decision = ${decisionWithout('t.changed_decision', 'true')},
     call_back_done_at = case when t.call_back_wished or t.result in ('MISSED', 'ABANDONED') then coalesce(t.call_back_done_at, $7) else t.call_back_done_at end
   from sought where t.id = any(sought.calls) ${CHANGED('t.id')}`,
);
const OWN_CALLS_ASIDE = statement(
  'caller-erase-calls-aside',
  `${SOUGHT} update restricted_row t set row = t.row || jsonb_build_object(${[...emptied, ...columnsWith('call', 'SOUGHT')].map(column => `'${column}', null`).join(', ')},
     ${columnsWith('call', 'LINK').map(column => `'${column}', t.row -> 'id'`).join(', ')}, 'diverted_by', nullif(t.row ->> 'diverted_by', sought.number),
     'decision', ${decisionWithout("(t.row -> 'decision')", 'true')}, 'changed_decision', ${decisionWithout("nullif(t.row -> 'changed_decision', 'null')", 'true')})
   from sought where t.table_name = 'call' and (t.row ->> 'id')::uuid = any(sought.calls)`,
);
// Calls of others in which the contact was found, as the head office of an extension, and those in which the number was dialled.
const OTHER_CALLS = statement<Changed>(
  'caller-erase-in-calls',
  `${SOUGHT} update call t set contact_names = case when ${IN_CALL} then null else t.contact_names end, diverted_by = nullif(diverted_by, sought.number::e164),
     decision = ${decisionWithout('t.decision', NAMES_THEM)}, changed_decision = ${decisionWithout('t.changed_decision', NAMES_THEM)}
   from sought where t.id <> all(sought.calls) and ${IS_OVER('t.state', 't.result', 't.taken_by')}
     and (t.diverted_by = sought.number or t.decision::text ~ sought.pattern or t.changed_decision::text ~ sought.pattern or ${namesThem('t.decision')} or ${IN_CALL}) ${CHANGED('t.id')}`,
);
const OTHER_CALLS_ASIDE = statement(
  'caller-erase-in-calls-aside',
  `${SOUGHT} update restricted_row t set row = t.row || jsonb_build_object('search_names', null, 'search', null, 'diverted_by', nullif(t.row ->> 'diverted_by', sought.number),
     'contact_names', case when ${IN_CALL_ASIDE} then null else t.row -> 'contact_names' end,
     'decision', ${decisionWithout("(t.row -> 'decision')", NAMES_THEM)}, 'changed_decision', ${decisionWithout("nullif(t.row -> 'changed_decision', 'null')", NAMES_THEM)})
   from sought where t.table_name = 'call' and (t.row ->> 'id')::uuid <> all(sought.calls)
     and (t.row ->> 'diverted_by' = sought.number or (t.row -> 'decision')::text ~ sought.pattern or (t.row -> 'changed_decision')::text ~ sought.pattern or ${namesThem("(t.row -> 'decision')")} or ${IN_CALL_ASIDE})`,
);

// Before the calls, whose search is then made anew without them.
const DELETED = ['note_rating', 'voice_message', 'note_draft', 'call_note_version', 'call_note', 'attempt', 'forwarding_check', 'unassigned_call'] as const satisfies CallerTableName[];
const CALL_OF: Partial<Record<CallerTableName, string>> = { voice_message: 't.call_id', note_rating: 't.call_id', note_draft: 't.call_id', call_note: 't.call_id', attempt: 't.call_id' };
const deletions = DELETED.map(table => statement<Changed>(
  `caller-erase-${table}`,
  `${SOUGHT} delete from public."${table}" t using sought where ${ownIn(table).replaceAll('x.', 't.')}
   ${table === 'unassigned_call' ? `returning null::uuid as "customerId", null::uuid as "callId", null::uuid as "contactId"` : CHANGED(CALL_OF[table] ?? 'null')}`,
));
const deletionsAside = DELETED.filter(table => RESTRICTABLE.has(table)).map(table => statement(
  `caller-erase-${table}-aside`,
  `${SOUGHT} delete from restricted_row r where r.table_name = '${table}' and r.place in (select x.place from ${rowsOf(table, keysOf(ownIn(table)))} x, sought where ${ownIn(table)})`,
));
const ALARMS = statement<Changed>('caller-erase-alarms', `${SOUGHT} update telephony_alarm t set number = null from sought where ${ownIn('telephony_alarm').replaceAll('x.', 't.')} ${CHANGED('null')}`);

// The time stays taken, or was; who was to come, and what was said of it, goes.
const APPOINTMENTS = statement<{ customerId: string; id: string }>(
  'caller-erase-appointments',
  `${SOUGHT} update appointment t set ${columnsWith('appointment', 'NUMBER', 'WHO').map(column => `"${column}" = null`).join(', ')}, version = version + 1
   from sought where ${ownIn('appointment').replaceAll('x.', 't.')} returning t.customer_id as "customerId", t.id`,
);

const APPOINTMENTS_ASIDE = statement(
  'caller-erase-appointments-aside',
  `${SOUGHT} update restricted_row t set row = t.row || jsonb_build_object(${columnsWith('appointment', 'NUMBER', 'WHO').map(column => `'${column}', null`).join(', ')}, 'version', (t.row ->> 'version')::int + 1)
   where t.table_name = 'appointment' and t.place in (select x.place from ${rowsOf('appointment', keysOf(ownIn('appointment')))} x, sought where ${ownIn('appointment')})`,
);

const CONTACT_NUMBERS = statement<Changed>('caller-erase-numbers', `${SOUGHT} delete from contact_number t using sought where t.number = sought.number ${CHANGED('null', 't.contact_id')}`);
const WHOLE_CONTACTS = statement<Changed>('caller-erase-contacts', `${SOUGHT} delete from contact t using sought where t.id = any(sought.whole_contacts) ${CHANGED('null', 't.id')}`);
// Whoever has the form of such a contact open would bring the number back.
const RENEWED_CONTACTS = statement('caller-renew-contacts', `${SOUGHT} update contact t set version = version + 1 from sought where t.id = any(sought.contacts)`);
const CONTACTS_ASIDE = statement(
  'caller-erase-contacts-aside',
  `${SOUGHT} delete from restricted_row t using sought where (t.table_name = 'contact_number' and t.row ->> 'number' = sought.number)
     or (t.table_name = 'contact' and (t.row ->> 'id')::uuid = any(sought.whole_contacts)) or (t.table_name = 'contact_number' and (t.row ->> 'contact_id')::uuid = any(sought.whole_contacts))`,
);

// What was ordered about the caller is called off, and says nothing of them any more; that time was spent on it stays.
const OWN_TASKS = statement<Changed>(
  'caller-erase-tasks',
  `${SOUGHT} update task t set title = '${STRUCK_OUT}', text = null, result = null, person_name = null, person_number = null, call_id = null, version = version + 1,
     state = case when t.finished_at is null then 'CANCELLED' else t.state end, finished_at = coalesce(t.finished_at, $7)
   from sought where ${ownIn('task').replaceAll('x.', 't.')} returning t.customer_id as "customerId", null::uuid as "callId", null::uuid as "contactId", t.id as "taskId"`,
);
const DEBTORS = statement<Changed>(
  'caller-erase-debtors',
  `${SOUGHT} delete from task_debtor t using sought where ${ownIn('task_debtor').replaceAll('x.', 't.')} returning t.customer_id as "customerId", null::uuid as "callId", null::uuid as "contactId", t.task_id as "taskId"`,
);
const OWN_TASKS_ASIDE = statement(
  'caller-erase-tasks-aside',
  `${SOUGHT} update restricted_row t set row = t.row || jsonb_build_object('title', '${STRUCK_OUT}', 'text', null, 'result', null, 'person_name', null, 'person_number', null, 'call_id', null, 'version', (t.row ->> 'version')::int + 1,
     'state', case when t.row ->> 'finished_at' is null then 'CANCELLED' else t.row ->> 'state' end, 'finished_at', coalesce(nullif(t.row -> 'finished_at', 'null'), to_jsonb($7::timestamptz)))
   where t.table_name = 'task' and t.place in (select x.place from ${rowsOf('task', keysOf(ownIn('task')))} x, sought where ${ownIn('task')})`,
);
// The calls to them first, which are found by them.
const DEBTORS_ASIDE = (['task_debtor_call', 'task_debtor'] as const).map(table => statement(
  `caller-erase-${table}-aside`,
  `${SOUGHT} delete from restricted_row r where r.table_name = '${table}' and r.place in (select x.place from ${rowsOf(table, keysOf(ownIn(table)))} x, sought where ${ownIn(table)})`,
));
const END_WORK = statement('caller-erase-end-work', `update task_work set minutes = least(1440, greatest(1, ceil(extract(epoch from $2::timestamptz - began_at) / 60)::int)) where task_id = any($1::uuid[]) and minutes is null`);

const strike = (column: string) => `regexp_replace(${column}, sought.pattern, '${STRUCK_OUT}', 'g')`;
const mentions = TEXTS.map(({ table, columns }) => {
  const call = table === 'call' ? 't.id' : ['call_note', 'note_draft', 'note_rating'].includes(table) ? 't.call_id' : 'null';
  return statement<Changed>(
    `caller-strike-${table}`,
    `${SOUGHT} update public."${table}" t set ${columns.map(column => `"${column}" = ${JSON_COLUMNS.has(`${table}.${column}`) ? `${strike(`t."${column}"::text`)}::jsonb` : strike(`t."${column}"`)}`).join(', ')}
     from sought where ${columns.map(column => `t."${column}"::text ~ sought.pattern`).join(' or ')} ${CHANGED(call, table === 'contact' ? 't.id' : 'null')}`,
  );
});
const mentionsAside = TEXTS.filter(({ table }) => RESTRICTABLE.has(table)).map(({ table, columns }) => statement(
  `caller-strike-${table}-aside`,
  `${SOUGHT} update restricted_row t set row = t.row || jsonb_build_object(${columns.map(column => `'${column}', ${strike(`(t.row ->> '${column}')`)}`).join(', ')}${table === 'contact' ? `, 'search_text', null` : ''})
   from sought where t.table_name = '${table}' and (${columns.map(column => `t.row ->> '${column}' ~ sought.pattern`).join(' or ')})`,
));

// A customer's program may have answered with what it was told of them.
const ANSWERS = statement('caller-erase-webhook-answers', 'update webhook_delivery set last_answer = null where subject_id = any($1::uuid[]) and last_answer is not null');

const TELL = statement(
  'caller-erase-tell',
  `select append_event(kind, customer_id, id) from (
     select distinct 'CALL_CHANGED' as kind, customer_id, id from unnest($1::uuid[], $2::uuid[]) as call (customer_id, id)
     union all select distinct 'CONTACT_CHANGED', customer_id, id from unnest($3::uuid[], $4::uuid[]) as contact (customer_id, id)
     union all select 'APPOINTMENT_CHANGED', customer_id, id from unnest($5::uuid[], $6::uuid[]) as appointment (customer_id, id)
     union all select distinct 'TASK_CHANGED', customer_id, id from unnest($7::uuid[], $8::uuid[]) as task (customer_id, id)) changed limit ${TOLD_AT_MOST}`,
);

/**
 * Erases what is stored about the caller, at every customer and among what is restricted: that a call was, when, and how it
 * ended stays, without anything that leads to them. Ends the transaction's work: it tells open pages.
 */
export async function eraseRecords(sql: Sql, sought: Sought, now: Date): Promise<void> {
  const values = asValues(sought);
  const changed: Changed[] = [];
  for (const one of deletions) changed.push(...(await sql.query(one, values)));
  for (const one of deletionsAside) await sql.query(one, values);
  changed.push(...(await sql.query(OWN_CALLS, [...values, now])), ...(await sql.query(OTHER_CALLS, values)), ...(await sql.query(ALARMS, values)));
  await sql.query(OWN_CALLS_ASIDE, values);
  await sql.query(OTHER_CALLS_ASIDE, values);
  changed.push(...(await sql.query(CONTACT_NUMBERS, values)), ...(await sql.query(WHOLE_CONTACTS, values)));
  const appointments = await sql.query(APPOINTMENTS, values);
  await sql.query(APPOINTMENTS_ASIDE, values);
  const ownTasks = await sql.query(OWN_TASKS, [...values, now]);
  await sql.query(END_WORK, [ownTasks.map(({ taskId }) => taskId), now]);
  await sql.query(OWN_TASKS_ASIDE, [...values, now]);
  for (const one of DEBTORS_ASIDE) await sql.query(one, values);
  changed.push(...ownTasks, ...(await sql.query(DEBTORS, values)));
  await sql.query(RENEWED_CONTACTS, values);
  await sql.query(CONTACTS_ASIDE, values);
  for (const one of mentions) changed.push(...(await sql.query(one, values)));
  for (const one of mentionsAside) await sql.query(one, values);
  await sql.query(ANSWERS, [[...sought.calls, ...sought.contacts, ...appointments.map(({ id }) => id), ...ownTasks.map(({ taskId }) => taskId)]]);
  await tellNoMore(sql, sought.calls, now);
  await withdrawMails(sql, [...new Set([...changed, ...appointments].flatMap(({ customerId }) => customerId ?? []))], now);
  const calls = changed.filter(({ callId }) => callId !== null);
  const contacts = changed.filter(({ contactId }) => contactId !== null);
  const tasks = changed.filter(({ taskId }) => taskId);
  await sql.query(TELL, [
    calls.map(({ customerId }) => customerId), calls.map(({ callId }) => callId), contacts.map(({ customerId }) => customerId), contacts.map(({ contactId }) => contactId),
    appointments.map(({ customerId }) => customerId), appointments.map(({ id }) => id),
    tasks.map(({ customerId }) => customerId), tasks.map(({ taskId }) => taskId),
  ]);
}
