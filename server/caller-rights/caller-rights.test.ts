import { unzipSync } from 'fflate';
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CustomerUserActor, Person, SecretaryActor } from '../identity/actor.ts';
import { patternOfNumber } from '../numbers/phone-number.ts';
import { insert, NOW, plantCustomer, type PlantedIds, plantService } from '../privacy/planted.ts';
import { storedData } from '../privacy/stored-data.ts';
import { type Desk, openDesk } from '../test/desk.ts';
import { openServer } from '../test/server.ts';
import { CALLER_TABLES, columnsWith } from './caller-tables.ts';

const NUMBER = '+491713920055';
const WRITTEN = '0171/39 200-55';
const REASON = 'Antrag vom 12. Juni, Aktenzeichen 7/2026';

let desk: Desk;
let owner: Client;
let server: Awaited<ReturnType<typeof openServer>>;
let jana: SecretaryActor;
let leader: SecretaryActor;
beforeAll(async () => {
  desk = await openDesk(NOW.toISOString());
  owner = new Client(desk.address as object);
  await owner.connect();
  server = await openServer(desk, { operator: { name: 'Büro & Partner', address: 'Lindenweg 4', email: 'datenschutz@buero.example' } });
});
beforeEach(async () => {
  // Each test has the whole house to itself: what is sought is sought everywhere.
  const { rows } = await owner.query<{ tables: string }>(`select string_agg(format('%I', relname), ', ') as tables from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relname not in ('mikro_orm_migrations', 'event_horizon', 'wall_key', 'telephony_settings')`);
  await owner.query(`truncate ${rows[0]!.tables}`);
  jana = await desk.secretary();
  leader = await desk.secretary({ name: 'Lena Leitung', isSupervisor: true });
});
afterAll(async () => {
  await server.close();
  await owner.end();
  await desk.close();
});

const manager = ({ customerId, customerUserId, accountId }: PlantedIds): CustomerUserActor => ({ kind: 'CUSTOMER_USER', customerId, customerUserId, accountId, right: 'MANAGE' });
const RECORDS = 'query ($callerNumber: String!) { callerRecords(callerNumber: $callerNumber) { number isInUse filePath at { customer { id } counts { kind count restricted oldestAt newestAt } } } }';
const ERASE = `mutation ($callerNumber: String!, $reason: String!) { eraseCaller(callerNumber: $callerNumber, reason: $reason) {
  __typename ... on CallerErased { at { customer { id } counts { kind count } } } ... on CallerErasureInvalid { problems { field code } } } }`;
const find = async (person: Person | null, callerNumber = WRITTEN) => {
  const { data, errors } = await desk.run(person, RECORDS, { callerNumber });
  return errors ? errors[0].extensions.code : data.callerRecords;
};
const erase = async (person: Person | null, callerNumber = WRITTEN, reason = REASON) => {
  const { data, errors } = await desk.run(person, ERASE, { callerNumber, reason });
  return errors ? errors[0].extensions.code : data.eraseCaller;
};

/** Every row of every table as text, by table. */
async function dump(): Promise<Record<string, string[]>> {
  const said: Record<string, string[]> = {};
  for (const table of Object.keys(storedData)) said[table] = (await owner.query<{ said: string }>(`select to_jsonb(t)::text as said from public."${table}" t order by 1`)).rows.map(row => row.said);
  return said;
}
const placesOf = (said: Record<string, string[]>, what: string | RegExp) => Object.entries(said).flatMap(([table, rows]) => (rows.some(row => (typeof what === 'string' ? row.includes(what) : what.test(row))) ? [table] : []));

/** Marks of the caller: wherever they stand, their erasure reaches. */
const MARKS = ['Frieda Findmich', 'Findmich Logistik', 'Knieschmerzen seit Dienstag', 'Ruft immer zu spät an', 'extern-verraten', 'Hinterlassene Aufnahme'];

/** A caller in every column of every table in which one can stand, at one customer; `isAside`: restricted afterwards. */
async function plantCaller(planted: PlantedIds, isAside = false): Promise<{ callId: string; contactId: string }> {
  const { customerId, lineId, secretaryId } = planted;
  const [callId, noteId, contactId, otherId] = Array.from({ length: 4 }, () => crypto.randomUUID()) as [string, string, string, string];
  const at = NOW;
  await insert(desk, 'contact', { customer_id: customerId, id: contactId, name: 'Frieda Findmich', company: 'Findmich Logistik', is_vip: true, remarks: 'Ruft immer zu spät an', created_at: at });
  await insert(desk, 'contact_number', { customer_id: customerId, contact_id: contactId, number: NUMBER, position: 0 });
  const decision = {
    kind: 'PUT_THROUGH', reasons: [{ kind: 'ByContact', contactId, name: 'Frieda Findmich', match: 'NUMBER', standing: 'VIP' }, { kind: 'ByDefault' }],
    greeting: 'Guten Tag', message: null, remarks: `Frau Meier: ${WRITTEN}`, instructionId: null, plan: [{ id: crypto.randomUUID(), number: NUMBER, label: 'Mobil', situation: 'FIRST', ringSeconds: 20 }],
  };
  const over = { customer_id: customerId, line_id: lineId, reporter: 'door:test', state: 'ENDED', result: 'MESSAGE_TAKEN', received_at: at, state_since: at, ended_at: at, end_reason: 'CALLER_HUNG_UP', taken_by: secretaryId, taken_at: at };
  await insert(desk, 'call', {
    ...over, id: callId, external_id: `extern-verraten-${callId}`, caller_number: NUMBER, caller_raw: WRITTEN, withheld: false, identified_contact_id: contactId, contact_names: 'Frieda Findmich', decision, changed_decision: decision, diverted_by: NUMBER,
  });
  const said = { caller_name: 'Frieda Findmich', caller_company: 'Findmich Logistik', caller_number: WRITTEN, concern: `Knieschmerzen seit Dienstag, Rückruf ${WRITTEN}`, urgent: true, call_back_wished: true };
  await insert(desk, 'call_note', { customer_id: customerId, id: noteId, call_id: callId, ...said, written_by: secretaryId, written_at: at, version: 2 });
  await insert(desk, 'call_note_version', { customer_id: customerId, note_id: noteId, version: 1, ...said, written_by: secretaryId, written_at: at });
  await insert(desk, 'note_draft', { customer_id: customerId, call_id: callId, secretary_id: secretaryId, ...said, saved_at: at });
  await insert(desk, 'voice_message', { customer_id: customerId, id: crypto.randomUUID(), call_id: callId, recorded_at: at, seconds: 3, audio: Buffer.from('Hinterlassene Aufnahme') });
  // A caller who withheld their number, and left it for the note alone.
  const withheldId = crypto.randomUUID();
  await insert(desk, 'call', { ...over, id: withheldId, external_id: `extern-verraten-${withheldId}`, withheld: true, decision: { reasons: [] } });
  await insert(desk, 'call_note', { customer_id: customerId, id: crypto.randomUUID(), call_id: withheldId, ...said, written_by: secretaryId, written_at: at });
  // Somebody else's call, put through to the number and with it in the words of the note.
  await insert(desk, 'call', { ...over, id: otherId, external_id: otherId, caller_number: '+491713920056', withheld: false, decision, diverted_by: NUMBER });
  await insert(desk, 'attempt', { customer_id: customerId, id: crypto.randomUUID(), call_id: otherId, forwarding_number_id: crypto.randomUUID(), number: NUMBER, situation: 'FIRST', ring_seconds: 20, position: 0, started_at: at, ended_at: at, outcome: 'BUSY' });
  await insert(desk, 'call_note', { customer_id: customerId, id: crypto.randomUUID(), call_id: otherId, caller_name: 'Otto Other', concern: `Fragt nach der Kollegin mit der +49 (0)171 3920055.`, urgent: false, call_back_wished: false, written_by: secretaryId, written_at: at });
  const rated = { customer_id: customerId, secretary_id: secretaryId, rating: 'BAD', rated_at: at, rated_by: 'Anke Weber' };
  await insert(desk, 'note_rating', { ...rated, id: crypto.randomUUID(), call_id: callId, comment: `Frieda Findmich hat ${WRITTEN}` });
  await insert(desk, 'note_rating', { ...rated, id: crypto.randomUUID(), call_id: otherId, comment: `Gemeint war ${WRITTEN}` });
  const restrictionId = crypto.randomUUID();
  const told = { customer_id: customerId, subject_id: callId, requested_at: at, requested_by: 'Anke Weber', requested_by_staff: false };
  await insert(desk, 'restriction', { ...told, id: restrictionId, kind: 'CUSTOMER', reason: `Wunsch von ${WRITTEN}`, lift_reason: `Zurück an ${WRITTEN}`, lift_announced_at: at, lifts_at: new Date(at.getTime() + 86_400_000), lifted_by: 'Lena Leitung' });
  await insert(desk, 'acting', { customer_id: customerId, id: crypto.randomUUID(), secretary_id: secretaryId, reason: `Beschwerde von ${WRITTEN}`, since: at, until: new Date(at.getTime() + 1000) });
  await insert(desk, 'telephony_alarm', { id: crypto.randomUUID(), customer_id: customerId, kind: 'DIAL_LIMIT', number: NUMBER, raised_at: at, last_at: at, dismissed_at: at, dismissed_by: secretaryId });
  await insert(desk, 'forwarding_check', { customer_id: customerId, id: crypto.randomUUID(), line_id: lineId, number: NUMBER, method: 'WE_CALL', started_at: at, expires_at: at, ended_at: at, result: 'FAILED' });
  const [threadId, documentId] = [crypto.randomUUID(), crypto.randomUUID()];
  const own = { customer_id: customerId, id: crypto.randomUUID() };
  await insert(desk, 'message_thread', { ...own, id: threadId, subject: `Anruf von ${WRITTEN}`, started_at: at, last_message_at: at, messages: 1, newest_of_customer: 0, newest_of_secretariat: 1 });
  await insert(desk, 'message', { ...own, thread_id: threadId, place: 1, sent_at: at, secretary_id: secretaryId, text: `Bitte ${WRITTEN} zurückrufen` });
  await insert(desk, 'message_file', { ...own, message_id: own.id, place: 1, file_name: `${WRITTEN}.txt`.replaceAll('/', '-'), media_type: 'text/plain', byte_size: 1, content: Buffer.from('x') });
  await insert(desk, 'document', { ...own, id: documentId, title: `Vereinbarung mit ${WRITTEN}`, created_at: at, newest: 1 });
  await insert(desk, 'document_version', { ...own, document_id: documentId, number: 1, file_name: `${WRITTEN}.pdf`.replaceAll('/', '-'), media_type: 'application/pdf', byte_size: 1, uploaded_at: at, uploaded_by: 'Anke Weber', content: Buffer.from('x') });
  await insert(desk, 'upload', { ...own, title: `Brief an ${WRITTEN}`, file_name: 'brief.pdf', byte_size: 1, secretary_id: secretaryId, began_at: at, expires_at: new Date(at.getTime() + 86_400_000) });
  await insert(desk, 'faq', { ...own, question: 'Wer ist die Vertretung?', answer: `Die Kollegin mit der ${WRITTEN}`, position: 9, created_at: at, updated_at: at, version: 1 });
  const calendarId = crypto.randomUUID();
  await insert(desk, 'calendar', { ...own, id: calendarId, name: `Vertretung ${WRITTEN}`, except_public_holidays: true, created_at: at, version: 1 });
  await insert(desk, 'appointment_kind', { ...own, name: `Rückruf ${WRITTEN}`, length_minutes: 30, buffer_before_minutes: 0, buffer_after_minutes: 0, step_minutes: 15, created_at: at });
  const appointment = { ...own, calendar_id: calendarId, status: 'BOOKED', booked_by: 'Jana Kühn', booked_at: at, updated_at: at, version: 1 };
  const on = (day: number) => { const time = new Date(`2027-03-${day}T09:00:00Z`); return { starts_at: time, busy_from: time, ends_at: new Date(time.getTime() + 1_800_000), busy_until: new Date(time.getTime() + 1_800_000) }; };
  await insert(desk, 'appointment', { ...appointment, ...on(10), id: crypto.randomUUID(), title: 'Frieda Findmich', number: NUMBER, remark: `Ruft immer zu spät an, ${WRITTEN}` });
  await insert(desk, 'appointment', { ...appointment, ...on(11), id: crypto.randomUUID(), title: 'Otto Other', remark: `Vertretung: ${WRITTEN}` });
  const [taskId, listId, debtorId] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()];
  const ordered = { customer_id: customerId, state: 'OPEN', created_at: at, created_by: 'Anke Weber', updated_at: at, version: 1 };
  await insert(desk, 'task', { ...ordered, id: taskId, kind: 'CALL_BACK', title: 'Knieschmerzen seit Dienstag', text: `Frieda Findmich anrufen: ${WRITTEN}`, person_name: 'Frieda Findmich', person_number: NUMBER, call_id: callId });
  await insert(desk, 'task', { ...ordered, id: listId, kind: 'COLLECTION_CALLS', title: 'Mahnliste', text: `Nicht ${WRITTEN} anrufen` });
  await insert(desk, 'task_work', { customer_id: customerId, id: crypto.randomUUID(), task_id: taskId, secretary_id: secretaryId, began_at: at });
  await insert(desk, 'task_debtor', { customer_id: customerId, id: debtorId, task_id: listId, position: 0, name: 'Frieda Findmich', number: '+493023125099', other_number: NUMBER, remarks: 'Ruft immer zu spät an', result: 'PROMISED', last_called_at: at });
  await insert(desk, 'task_debtor_call', { customer_id: customerId, id: crypto.randomUUID(), debtor_id: debtorId, secretary_id: secretaryId, called_at: at, result: 'PROMISED', remarks: `Findmich Logistik zahlt, ${WRITTEN}` });
  await insert(desk, 'task_debtor', { customer_id: customerId, id: crypto.randomUUID(), task_id: listId, position: 1, name: 'Otto Other', number: '+491713920056', remarks: `Partner von ${WRITTEN}` });
  await insert(desk, 'task_template', { customer_id: customerId, id: crypto.randomUUID(), name: `Für ${callId}`, kind: 'OTHER', title: 'Blumen', text: `Lieferung an ${WRITTEN}` });
  await insert(desk, 'webhook_delivery', {
    ...own, webhook_id: planted.webhookId, kind: 'CALL_CHANGED', subject_id: callId, happened_at: at, state: 'FAILED', attempts: 1, tries: 1, last_tried_at: at, last_status: 400, last_problem: 'STATUS', last_answer: `unknown caller Frieda Findmich ${WRITTEN}`,
  });
  await insert(desk, 'app_feedback', { ...own, kind: 'PROBLEM', text: `Beim Anruf von ${WRITTEN} stand nichts da`, sent_at: at, sender_name: 'Anke Weber' });
  const { instructionId } = planted;
  const former = { title: 'Früher', greeting: 'Guten Tag', putThrough: 'NONE', message: `Rufen Sie ${WRITTEN} an`, remarks: null, forwardingNumbers: [], weeklyHours: [] };
  await insert(desk, 'instruction_version', { customer_id: customerId, instruction_id: instructionId, version: 90, act: 'CHANGED', written_at: at, said: former });
  if (isAside) await restrict(planted);
  return { callId, contactId };
}

/** Sets aside all that a customer has at the moment; returns the restriction. */
async function restrict(planted: PlantedIds): Promise<string> {
  const { data } = await desk.run(manager(planted), 'mutation ($id: ID!) { restrictCustomer(customerId: $id, reason: "Prüfung") { ... on Restriction { id } } }', { id: planted.customerId });
  return data.restrictCustomer.id;
}

/** Two customers with their own callers, and one caller planted at both: shown at the one, restricted at the other. */
async function plantHouse() {
  const [weber, krause] = [await plantCustomer(desk, jana), await plantCustomer(desk, jana)];
  await plantService(desk, jana, leader);
  return { weber, krause };
}

describe('what is stored about a number', () => {
  it('is found in any form of it, by customer and kind, with what is restricted', async () => {
    const { weber, krause } = await plantHouse();
    expect(await find(leader)).toBeNull();
    await plantCaller(weber);
    await plantCaller(krause, true);
    await insert(desk, 'unassigned_call', { id: crypto.randomUUID(), reporter: 'door:test', external_id: 'x', called_number: '030', caller_number: WRITTEN, received_at: NOW });
    await desk.sql.pool.query('update forwarding_number set number = $2 where id = $1', [weber.forwardingNumberId, NUMBER]);
    const found = await find(leader);
    expect(found).toMatchObject({ number: NUMBER, isInUse: false, filePath: `/caller-records/caller.zip?number=${encodeURIComponent(NUMBER)}` });
    const counts = (at: { counts: { kind: string; count: number; restricted: number }[] }) => Object.fromEntries(at.counts.map(({ kind, count, restricted }) => [kind, [count, restricted]]));
    const atCustomer = (customerId: string | undefined) => counts(found.at.find(({ customer }: { customer: { id: string } | null }) => customer?.id === customerId));
    expect(atCustomer(weber.customerId)).toEqual({ CALL: [2, 0], NOTE: [5, 0], VOICE_MESSAGE: [1, 0], APPOINTMENT: [1, 0], CONTACT: [1, 0], TASK: [3, 0], DIALLED: [3, 0], MENTION: [20, 0], IN_FORCE: [1, 0] });
    expect(atCustomer(krause.customerId)).toEqual({ CALL: [2, 2], NOTE: [5, 5], VOICE_MESSAGE: [1, 1], APPOINTMENT: [1, 1], CONTACT: [1, 1], TASK: [3, 3], DIALLED: [3, 1], MENTION: [20, 11] });
    expect(atCustomer(undefined)).toEqual({ CALL: [1, 0] });
    expect(found.at[0].counts[0]).toMatchObject({ kind: 'CALL', oldestAt: NOW.toISOString(), newestAt: NOW.toISOString() });
    for (const written of [NUMBER, '0049 171 3920055', '+49 (0)171 39200-55', '0171 3920055']) expect(await find(leader, written)).toEqual(found);
    expect(await find(leader, 'Weber')).toBe('BAD_USER_INPUT');
  });

  it('is for supervisors alone, who find, fetch and erase it; nobody else learns whether there is something', async () => {
    const { weber } = await plantHouse();
    await plantCaller(weber);
    const before = await dump();
    const url = `/caller-records/caller.zip?number=${encodeURIComponent(NUMBER)}`;
    for (const person of [jana, manager(weber), await desk.customerUser(await desk.customer()), null]) {
      expect([await find(person), await erase(person)]).toEqual(person ? ['FORBIDDEN', 'FORBIDDEN'] : ['UNAUTHENTICATED', 'UNAUTHENTICATED']);
      const { statusCode } = await server.fastify.inject({ url, headers: person ? { cookie: await server.cookieOf(person) } : {} });
      expect(statusCode).toBe(404);
    }
    const key = { kind: 'API_KEY' as const, apiKeyId: crypto.randomUUID(), customerId: null, scopes: new Set(['calls:read', 'contacts:read', 'calls:report'] as const) };
    expect([(await desk.run(key, RECORDS, { callerNumber: NUMBER })).errors?.[0].extensions.code, (await desk.run(key, ERASE, { callerNumber: NUMBER, reason: REASON })).errors?.[0].extensions.code]).toEqual(['FORBIDDEN', 'FORBIDDEN']);
    const cookie = await server.cookieOf(leader);
    for (const headers of [{ cookie, origin: 'https://evil.example' }, { cookie, 'sec-fetch-site': 'cross-site' }]) expect((await server.fastify.inject({ url, headers })).statusCode).toBe(404);
    expect((await server.fastify.inject({ url: '/caller-records/caller.zip?number=Weber', headers: { cookie } })).statusCode).toBe(404);
    const after = await dump();
    for (const { name } of CALLER_TABLES) expect(after[name], name).toEqual(before[name]);
  });
});

describe('the erasure', () => {
  it('leaves nothing of the number, the names and the words in any table, and another caller’s rows as they were', async () => {
    const { weber, krause } = await plantHouse();
    await restrict(krause);
    const before = await dump();
    const { callId } = await plantCaller(weber);
    await plantCaller(krause, true);
    await insert(desk, 'unassigned_call', { id: crypto.randomUUID(), reporter: 'door:test', external_id: 'extern-verraten', called_number: '030', caller_number: WRITTEN, received_at: NOW });
    const pattern = new RegExp(patternOfNumber(NUMBER));
    const reached = placesOf(await dump(), pattern);
    const declared = Object.entries(storedData).filter(([table, { columns }]) => table !== 'call_ring' && Object.values(columns).some(part => typeof part === 'object' && ['NUMBER', 'SAID', 'DIALLED'].includes(part.caller ?? ''))).map(([table]) => table);
    // Planted wherever the declarations say that it can be; of a recording, words are no text.
    expect(declared.filter(table => !reached.includes(table))).toEqual(['contact', 'voice_message']);

    expect(await erase(leader)).toMatchObject({ __typename: 'CallerErased' });
    await desk.ground.audit.flush();
    const after = await dump();
    expect(placesOf(after, pattern)).toEqual([]);
    for (const mark of [...MARKS, Buffer.from('Hinterlassene Aufnahme').toString('hex')]) expect([mark, placesOf(after, mark)]).toEqual([mark, []]);
    // Names are in the words of the search as well, in small letters and by their stems.
    expect(placesOf(after, /findmich|knieschmerz/i)).toEqual([]);
    // A ringing call cannot be set aside: it is still there, with what had come of it before.
    for (const [table, rows] of Object.entries(before)) expect(rows.filter(row => !after[table]!.includes(row)), table).toEqual([]);
    const { rows: [call] } = await owner.query('select state, result, received_at, caller_number, withheld, contact_names, search_names, call_back_wished, urgent, external_id, decision from call where id = $1', [callId]);
    expect(call).toMatchObject({ state: 'ENDED', result: 'MESSAGE_TAKEN', received_at: NOW, caller_number: null, withheld: false, contact_names: null, search_names: null, call_back_wished: false, urgent: false, external_id: callId });
    expect(call.decision).toMatchObject({ kind: 'PUT_THROUGH', reasons: [{ kind: 'ByDefault' }], plan: [], remarks: 'Frau Meier: […]' });
  });

  it('is told at each customer concerned, with the reason and without the number', async () => {
    const { weber, krause } = await plantHouse();
    const bystander = await desk.customer();
    await plantCaller(weber);
    await plantCaller(krause, true);
    await erase(leader);
    const { rows } = await owner.query(`select customer_id, kind, actor_name, reason from audit_entry where act = 'eraseCaller' and customer_id is not null`);
    const told = { kind: 'DELETED', actor_name: 'Lena Leitung', reason: REASON };
    expect(rows.toSorted((a, b) => a.customer_id.localeCompare(b.customer_id))).toEqual([weber.customerId, krause.customerId].toSorted().map(customer_id => ({ customer_id, ...told })));
    expect(rows.map(({ customer_id }) => customer_id)).not.toContain(bystander);
    expect(placesOf(await dump(), new RegExp(patternOfNumber(NUMBER)))).toEqual([]);
  });

  it('waits for a call that is not over, for its note, and for the number to be dialled no more', async () => {
    const { weber } = await plantHouse();
    const { callId } = await plantCaller(weber);
    for (const [made, unmade] of [
      [`update call set state = 'RINGING', result = null, ended_at = null, end_reason = null, taken_by = null, taken_at = null where id = $1`, `update call set state = 'ENDED', result = 'MISSED', ended_at = received_at, end_reason = 'CALLER_HUNG_UP' where id = $1`],
      [`update call set result = null, taken_by = (select id from secretary limit 1), taken_at = received_at where id = $1`, `update call set result = 'MESSAGE_TAKEN' where id = $1`],
      [`update attempt set outcome = null, ended_at = null where number = '${NUMBER}' and $1::uuid is not null`, `update attempt set outcome = 'BUSY', ended_at = started_at where number = '${NUMBER}' and $1::uuid is not null`],
    ] as const) {
      await owner.query(made, [callId]);
      const before = (await dump())['call'];
      expect((await find(leader)).isInUse).toBe(true);
      expect(await erase(leader)).toEqual({ __typename: 'CallNotOver' });
      expect((await dump())['call']).toEqual(before);
      await owner.query(unmade, [callId]);
    }
    expect(await erase(leader)).toMatchObject({ __typename: 'CallerErased' });
  });

  it('asks for a reason, in which the number must not stand', async () => {
    const { weber } = await plantHouse();
    await plantCaller(weber);
    const problems = async (number: string, reason: string) => (await erase(leader, number, reason)).problems;
    expect(await problems(NUMBER, ' ')).toEqual([{ field: 'reason', code: 'REQUIRED' }]);
    expect(await problems(NUMBER, `Antrag von ${WRITTEN}`)).toEqual([{ field: 'reason', code: 'NOT_ALLOWED' }]);
    expect(await problems('Weber', REASON)).toEqual([{ field: 'callerNumber', code: 'INVALID_NUMBER' }]);
    expect(await problems('', REASON)).toEqual([{ field: 'callerNumber', code: 'REQUIRED' }]);
    expect(await find(leader)).not.toBeNull();
  });

  it('takes one number from a contact that has others, and its name from nowhere', async () => {
    const customerId = await desk.customer();
    const contactId = await desk.contact(customerId, { name: 'Gerd Zweitnummer', numbers: [NUMBER, '+493023125990'] });
    await erase(leader);
    const { data } = await desk.run(leader, 'query ($id: ID!) { contact(id: $id) { name numbers version } }', { id: contactId });
    expect(data.contact).toEqual({ name: 'Gerd Zweitnummer', numbers: ['+493023125990'], version: 2 });
  });

  it('takes the name of a contact that goes from the calls of its extensions, and nothing else', async () => {
    const customerId = await desk.customer();
    const { number } = await desk.line(customerId);
    await desk.contact(customerId, { name: 'Zentrale Findmich', numbers: ['+4930231250'] });
    const call = await desk.call(number, { callerNumber: '+493023125012' });
    await desk.sql.pool.query(`update call set state = 'ENDED', ended_at = $2, end_reason = 'CALLER_HUNG_UP', result = 'ABANDONED' where id = $1`, [call.id, desk.now()]);
    const read = async () => (await owner.query('select caller_number, contact_names, search_names, decision::text as decision from call where id = $1', [call.id])).rows[0];
    expect((await read()).contact_names).toBe('Zentrale Findmich');
    await erase(leader, '030 23125-0');
    expect(await read()).toMatchObject({ caller_number: '+493023125012', contact_names: null, search_names: '+493023125012 +493023125012', decision: expect.not.stringContaining('Findmich') });
  });

  it('holds for what is restricted when it comes back', async () => {
    const { krause } = await plantHouse();
    const { callId } = await plantCaller(krause, true);
    await erase(leader);
    const { rows: [restriction] } = await owner.query(`select id from restriction where reason = 'Prüfung'`);
    await desk.run(manager(krause), 'mutation ($id: ID!) { liftRestriction(restrictionId: $id, reason: "Geklärt") { __typename } }', { id: restriction.id });
    expect(placesOf(await dump(), /findmich|knieschmerz/i)).toEqual([]);
    expect(placesOf(await dump(), new RegExp(patternOfNumber(NUMBER)))).toEqual([]);
    const { data } = await desk.run(manager(krause), 'query ($id: ID!) { call(id: $id) { result note { concern } caller { number rawNumber withheld contacts { name } } decision { reasons { __typename } } } }', { id: callId });
    expect(data.call).toEqual({ result: 'MESSAGE_TAKEN', note: null, caller: { number: null, rawNumber: null, withheld: false, contacts: [] }, decision: { reasons: [{ __typename: 'ByDefault' }] } });
  });

  it('reaches open pages at once', async () => {
    const { weber } = await plantHouse();
    const { callId, contactId } = await plantCaller(weber);
    const live = await server.connect(await desk.customerUser(weber.customerId));
    const { rows: [{ id: taskId }] } = await owner.query(`select id from task where person_number = $1`, [NUMBER]);
    await live.listen('... on TaskChanged { taskId task { personNumber state minutesSpent } } ... on CallChanged { callId call { caller { number } note { concern } } } ... on ContactChanged { contactId contact { name } }');
    await erase(leader);
    expect(await live.until(event => event.callId === callId)).toMatchObject({ call: { caller: { number: null }, note: null } });
    expect(await live.until(event => event.contactId === contactId)).toMatchObject({ contact: null });
    expect(await live.until(event => event.taskId === taskId)).toMatchObject({ task: { personNumber: null, state: 'CANCELLED', minutesSpent: 1 } });
  });
});

describe('the caller’s copy', () => {
  const read = async (language: string, number = WRITTEN) => {
    const { statusCode, headers, rawPayload } = await server.fastify.inject({ url: `/caller-records/caller.zip?number=${encodeURIComponent(number)}&language=${language}`, headers: { cookie: await server.cookieOf(leader) } });
    const files = unzipSync(rawPayload);
    return { statusCode, headers, names: Object.keys(files), text: (name: string) => Buffer.from(files[name] ?? []).toString() };
  };

  it('has what is stored about them, as a page, for programs and as they spoke it, and nothing that is said of others', async () => {
    const { weber, krause } = await plantHouse();
    await plantCaller(weber);
    await plantCaller(krause, true);
    const { statusCode, headers, names, text } = await read('de');
    expect([statusCode, headers['cache-control'], headers['content-disposition']]).toEqual([200, 'no-store', 'attachment; filename="auskunft-2026-06-15.zip"']);
    const { rows: [message] } = await owner.query(`select id from voice_message where audio = $1`, [Buffer.from('Hinterlassene Aufnahme')]);
    const sound = `files/voice_message-${message.id}.wav`;
    expect(names).toEqual(['data.json', 'auskunft.html', sound]);
    expect(text(sound)).toBe('Hinterlassene Aufnahme');
    const { customers, restricted, mentions } = JSON.parse(text('data.json'));
    expect(customers.map(({ tables }: { tables: object }) => Object.keys(tables))).toContainEqual(['call', 'call_note', 'call_note_version', 'note_draft', 'voice_message', 'appointment', 'contact', 'task', 'task_debtor', 'task_debtor_call', 'attempt', 'forwarding_check', 'telephony_alarm']);
    expect([restricted > 8, mentions]).toEqual([true, 40]);
    for (const said of [text('data.json'), text('auskunft.html')]) {
      for (const theirs of ['Frieda Findmich', 'Knieschmerzen seit Dienstag', 'Ruft immer zu spät an', sound]) expect(said).toContain(theirs);
      for (const others of ['Otto Other', 'Fragt nach der Kollegin', '+491713920056', 'Beschwerde von', 'Anna Schmidt', 'ByContact', jana.secretaryId]) expect(said).not.toContain(others);
    }
    expect(text('auskunft.html')).toContain('Gesprächsnotizen');
    expect((await read('en')).text('report.html')).toMatch(/<html lang="en">[^]*Data stored about your telephone number[^]*Call notes/);
  });

  it('is in the audit log of each customer whose data it takes out, before it is handed out', async () => {
    const { weber, krause } = await plantHouse();
    await plantCaller(weber);
    await read('de');
    const { rows } = await owner.query(`select customer_id, kind, actor_name, address from audit_entry where act = 'exportCaller'`);
    expect(rows).toEqual([{ customer_id: weber.customerId, kind: 'EXPORTED', actor_name: 'Lena Leitung', address: '127.0.0.0/24' }]);
    expect(rows.map(({ customer_id }) => customer_id)).not.toContain(krause.customerId);
    expect((await read('de', '0171 3920099')).statusCode).toBe(200);
  });
});

it('knows every table by the declarations', () => {
  const declared = Object.keys(storedData).filter(table => columnsWith(table, 'NUMBER', 'WHO', 'DIALLED').length > 0 || ['voice_message', 'note_rating', 'task_debtor_call'].includes(table));
  expect(CALLER_TABLES.map(({ name }) => name).toSorted()).toEqual(declared.filter(table => table !== 'contact_number').toSorted());
});
