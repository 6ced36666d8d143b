import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CustomerUserActor, Person, SecretaryActor } from '../identity/actor.ts';
import { type Mark, marksIn, readMarks } from '../privacy/marks.ts';
import { insert, NOW, plantCustomer, type PlantedIds } from '../privacy/planted.ts';
import { queriesOf, queryFor, textsOf } from '../privacy/schema-walk.ts';
import { type Desk, openDesk } from '../test/desk.ts';
import { openServer } from '../test/server.ts';
import { PARTS } from './restriction.rows.ts';
import { liftDue } from './restriction.service.ts';

const RESULT = `{ __typename ... on Restriction { id kind subjectId reason requestedBy liftsAt liftedAt liftReason liftedBy viewerCanLift } ... on RestrictionInvalid { problems { field code } } }`;
const RESTRICT = {
  CALL: `mutation ($id: ID!, $reason: String!) { done: restrictCall(callId: $id, reason: $reason) ${RESULT} }`,
  CONTACT: `mutation ($id: ID!, $reason: String!) { done: restrictContact(contactId: $id, reason: $reason) ${RESULT} }`,
  CUSTOMER: `mutation ($id: ID!, $reason: String!) { done: restrictCustomer(customerId: $id, reason: $reason) ${RESULT} }`,
};
const LIFT = `mutation ($id: ID!, $reason: String!) { done: liftRestriction(restrictionId: $id, reason: $reason) ${RESULT} }`;
const REASON = 'Die Richtigkeit wird bestritten.';

let desk: Desk;
let jana: SecretaryActor;
let leader: SecretaryActor;
beforeAll(async () => {
  desk = await openDesk(NOW.toISOString());
  jana = await desk.secretary();
  leader = await desk.secretary({ name: 'Lena Leitung', isSupervisor: true });
});
afterAll(() => desk.close());

const manager = ({ customerId, customerUserId, accountId }: PlantedIds): CustomerUserActor => ({ kind: 'CUSTOMER_USER', customerId, customerUserId, accountId, right: 'MANAGE' });
const act = async (person: Person | null, mutation: string, id: string, reason = REASON) => {
  const { data, errors } = await desk.run(person, mutation, { id, reason });
  return errors ? errors[0].extensions.code : data.done;
};

/** All rows of a customer in the tables that can be restricted, as they are. */
async function rowsOf(customerId: string): Promise<Record<string, string[]>> {
  const rows: Record<string, string[]> = {};
  for (const table of Object.keys(PARTS)) rows[table] = (await desk.sql.pool.query(`select t::text as said from public.${table} t where customer_id = $1 order by 1`, [customerId])).rows.map(({ said }) => said);
  return rows;
}

const ORDER = 'mutation ($customerId: ID!, $input: TaskInput!, $callId: ID) { createTask(customerId: $customerId, input: $input, callId: $callId) { ... on Task { id } } }';

/** A calendar that is always open, and a kind of half an hour. */
async function calendarOf(person: CustomerUserActor): Promise<{ calendarId: string; kindId: string }> {
  const hours = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY'].map(weekday => ({ weekday, from: '06:00', until: '20:00' }));
  const { data } = await desk.run(
    person, `mutation ($customerId: ID!, $hours: [WeeklyHoursInput!]!) { calendar: createCalendar(customerId: $customerId, input: { name: "Praxis", hours: $hours }) { ... on Calendar { id } }
      kind: createAppointmentKind(customerId: $customerId, input: { name: "Gespräch", lengthMinutes: 30 }) { ... on AppointmentKind { id } } }`, { customerId: person.customerId, hours },
  );
  return { calendarId: data.calendar.id, kindId: data.kind.id };
}

const book = async (person: Person, calendarId: string, kindId: string, startsAt: string, number = '+491713920007') =>
  (await desk.run(person, 'mutation ($calendarId: ID!, $input: AppointmentInput!) { bookAppointment(calendarId: $calendarId, input: $input) { __typename ... on Appointment { id } } }', {
    calendarId, input: { kindId, startsAt, title: 'Berta Blum', number },
  })).data.bookAppointment as { __typename: string; id: string };

/** Nobody is at a task: a stretch of work that goes on ends with the restriction. */
const pauseWork = (customerId: string) => desk.sql.pool.query('update task_work set minutes = 5 where customer_id = $1 and minutes is null', [customerId]);

/** Whatever somebody reaches by queries that begin at this customer. */
async function shownTo(person: Person, planted: PlantedIds) {
  const viewer = person.kind === 'CUSTOMER_USER' ? 'OWN_CUSTOMER' : person.isSupervisor ? 'SUPERVISOR' : 'SECRETARY';
  const shown = [];
  for (const field of queriesOf(viewer)) {
    const known = { ...planted, id: planted[`${field}Id` as keyof PlantedIds] ?? '' };
    shown.push(...textsOf((await desk.run(person, queryFor(desk.schema, field, { viewer }, known)!)).data));
  }
  return shown;
}

/** The marks that are in the restricted rows alone. */
async function marksAside(before: readonly Mark[], customerId: string): Promise<Mark[]> {
  const { rows } = await desk.sql.pool.query(`select row from restricted_row where customer_id = $1`, [customerId]);
  const aside = JSON.stringify(rows);
  const { marks } = await readMarks(desk);
  const left = new Set(marks.filter(({ places }) => places.some(({ column }) => !column.startsWith('restricted_row.'))).map(({ text }) => text));
  return before.filter(({ text }) => text.length >= 8 && !/^[A-Z_]+$/.test(text) && aside.includes(text) && !left.has(text));
}

it('moves every table that goes with a call, a contact, a thread, a document, a question, a task or an appointment', async () => {
  const { rows } = await desk.sql.pool.query(
    `with recursive part (id) as (
       select c::regclass::oid from unnest(array['call', 'contact', 'message_thread', 'document', 'faq', 'task', 'appointment']) c
       union select k.conrelid from part join pg_constraint k on k.confrelid = part.id and k.contype = 'f' and k.confdeltype = 'c')
     select relname as name from part join pg_class on pg_class.oid = part.id`,
  );
  // What is on its way to be a new version ends with its document.
  expect(rows.map(({ name }) => name).filter(name => !name.startsWith('upload')).sort()).toEqual(Object.keys(PARTS).sort());
});

describe('what is restricted', () => {
  it('is shown to nobody, in any query, while it stays stored; another customer’s is untouched', { timeout: 120_000 }, async () => {
    const [weber, krause] = [await plantCustomer(desk, jana), await plantCustomer(desk, jana)];
    const { marks } = await readMarks(desk);
    const others = await rowsOf(krause.customerId);
    expect(await act(manager(weber), RESTRICT.CUSTOMER, weber.customerId)).toMatchObject({ __typename: 'Restriction', kind: 'CUSTOMER', reason: REASON, viewerCanLift: true });
    const aside = await marksAside(marks, weber.customerId);
    expect(aside.length).toBeGreaterThan(30);
    for (const person of [manager(weber), jana, leader]) expect(marksIn(aside, await shownTo(person, weber)).map(({ mark, fields }) => `${fields} showed ${mark.text}`)).toEqual([]);
    expect(await rowsOf(krause.customerId)).toEqual(others);
    for (const [table, rows] of Object.entries(await rowsOf(weber.customerId))) if (table !== 'call' && !['attempt', 'call_ring', 'note_draft', 'call_note', 'call_note_version'].includes(table)) expect(rows, table).toEqual([]);
  });

  it('comes back row for row when the customer takes their wish back', async () => {
    const weber = await plantCustomer(desk, jana);
    await pauseWork(weber.customerId);
    const before = await rowsOf(weber.customerId);
    for (const [kind, id] of [['CUSTOMER', weber.customerId], ['CONTACT', weber.contactId]] as const) {
      const { id: restrictionId } = await act(manager(weber), RESTRICT[kind], id);
      expect(await rowsOf(weber.customerId)).not.toEqual(before);
      expect(await act(manager(weber), LIFT, restrictionId, 'Geklärt.')).toMatchObject({ liftedAt: desk.now().toISOString(), liftReason: 'Geklärt.', viewerCanLift: false });
      expect(await rowsOf(weber.customerId)).toEqual(before);
      expect((await desk.sql.pool.query('select from restricted_row where restriction_id = $1', [restrictionId])).rowCount).toBe(0);
    }
  });

  it('as a contact goes with its calls, and decides no call any more', async () => {
    const customerId = await desk.customer();
    const [weber, { number }] = [await desk.customerUser(customerId), await desk.line(customerId)];
    const contactId = await desk.contact(customerId, { name: 'Vera Vip', isVip: true, numbers: ['+491713920007'] });
    await desk.instruction(customerId, { putThrough: 'VIP', message: 'Bitte eine Nachricht aufnehmen.' });
    const decide = async () => (await desk.run(jana, 'query ($number: String!) { decision(lineNumber: $number, callerNumber: "+491713920007") { kind } }', { number })).data.decision.kind;
    expect(await decide()).toBe('PUT_THROUGH');
    const earlier = await desk.call(number, { callerNumber: '+491713920007' });
    const other = await desk.call(number, { callerNumber: '+491713920008' });
    await desk.sql.pool.query(`update call set state = 'ENDED', ended_at = $2, end_reason = 'CALLER_HUNG_UP', result = 'ABANDONED' where customer_id = $1`, [customerId, desk.now()]);
    const { id } = await act(weber, RESTRICT.CONTACT, contactId);
    expect(await decide()).toBe('TAKE_MESSAGE');
    const left = async () => (await desk.run(jana, 'query ($customerId: ID!) { calls(filter: { customerId: $customerId }) { edges { node { id } } } }', { customerId })).data.calls.edges.map(({ node }: { node: { id: string } }) => node.id);
    expect(await left()).toEqual([other.id]);
    await act(weber, LIFT, id);
    expect((await left()).sort()).toEqual([earlier.id, other.id].sort());
    expect(await decide()).toBe('PUT_THROUGH');
  });

  it('as everything takes tasks and appointments out of lists, files and calendars, and leaves their time taken', async () => {
    const customerId = await desk.customer();
    const weber = await desk.customerUser(customerId);
    const { calendarId, kindId } = await calendarOf(weber);
    const { id: appointmentId } = await book(weber, calendarId, kindId, '2026-06-16T08:00:00Z');
    const { data: { createTask: { id: taskId } } } = await desk.run(weber, ORDER, { customerId, input: { kind: 'CALL_BACK', title: 'Frau Blum anrufen', personName: 'Berta Blum', personNumber: '+491713920007' } });
    await desk.run(jana, 'mutation ($id: ID!) { startTask(taskId: $id) { __typename } }', { id: taskId });
    const server = await openServer(desk);
    const live = await server.connect(jana);
    await live.listen('... on TaskChanged { taskId task { id } } ... on AppointmentChanged { appointmentId appointment { id } }');
    const { data: { publishCalendar: { path } } } = await desk.run(weber, 'mutation ($id: ID!) { publishCalendar(calendarId: $id, detail: EVERYTHING) { ... on CalendarPublished { path } } }', { id: calendarId });
    const feed = async () => (await server.fastify.inject({ url: path })).body;
    expect(await feed()).toContain('Berta Blum');
    const seen = async (person: Person) => {
      const { data } = await desk.run(person, 'query ($customerId: ID!) { customer(id: $customerId) { tasks { edges { node { id } } } appointments { edges { node { id } } } } }', { customerId });
      return [...data.customer.tasks.edges, ...data.customer.appointments.edges].map(({ node }: { node: { id: string } }) => node.id);
    };
    const slots = async () => (await desk.run(jana, 'query ($calendarId: ID!, $kindId: ID!) { freeSlots(calendarId: $calendarId, kindId: $kindId, from: "2026-06-16T00:00:00Z", until: "2026-06-16T09:00:00Z") { startsAt } }', { calendarId, kindId })).data.freeSlots.map(({ startsAt }: { startsAt: string }) => startsAt);
    const free = await slots();
    expect(free).not.toContain('2026-06-16T08:00:00.000Z');

    const { id } = await act(weber, RESTRICT.CUSTOMER, customerId);
    expect(await live.until(event => event.taskId === taskId)).toMatchObject({ task: null });
    expect(await live.until(event => event.appointmentId === appointmentId)).toMatchObject({ appointment: null });
    for (const person of [weber, jana, leader]) expect(await seen(person)).toEqual([]);
    expect(await feed()).not.toMatch(/Blum|VEVENT/);
    expect(await slots()).toEqual(free);
    for (const person of [weber, jana]) expect(await book(person, calendarId, kindId, '2026-06-16T08:15:00Z')).toMatchObject({ __typename: 'SlotTaken' });
    const elsewhere = await book(weber, calendarId, kindId, '2026-06-16T10:00:00Z');
    expect((await desk.run(weber, 'mutation ($id: ID!) { moveAppointment(appointmentId: $id, startsAt: "2026-06-16T07:45:00Z") { __typename } }', { id: elsewhere.id })).data.moveAppointment.__typename).toBe('SlotTaken');
    await desk.run(weber, 'mutation ($id: ID!) { cancelAppointment(appointmentId: $id) { __typename } }', { id: elsewhere.id });
    expect((await desk.run(weber, 'mutation ($id: ID!) { deleteCalendar(calendarId: $id) { ... on CalendarInUse { upcoming } } }', { id: calendarId })).data.deleteCalendar).toEqual({ upcoming: 1 });

    await act(weber, LIFT, id);
    expect((await seen(jana)).sort()).toEqual([taskId, appointmentId].sort());
    expect(await feed()).toContain('Berta Blum');
    const { data: { task } } = await desk.run(jana, 'query ($id: ID!) { task(id: $id) { state workingSince minutesSpent } }', { id: taskId });
    expect(task).toEqual({ state: 'IN_PROGRESS', workingSince: null, minutesSpent: 1 });
    await server.close();
  });

  it('as a contact goes with the tasks, debtors and appointments that have its numbers; others of the same list stay', async () => {
    const customerId = await desk.customer();
    const weber = await desk.customerUser(customerId);
    const { number } = await desk.line(customerId);
    const contactId = await desk.contact(customerId, { name: 'Berta Blum', numbers: ['+491713920007'] });
    const call = await desk.call(number, { callerNumber: '+491713920007' });
    await desk.sql.pool.query(`update call set state = 'ENDED', ended_at = $2, end_reason = 'CALLER_HUNG_UP', result = 'ABANDONED' where id = $1`, [call.id, desk.now()]);
    const order = async (input: object, callId: string | null = null) => (await desk.run(weber, ORDER, { customerId, callId, input: { kind: 'OTHER', title: 'Blumen', ...input } })).data.createTask.id as string;
    const [theirs, ofCall, others, list] = [await order({ personNumber: '+491713920007' }), await order({}, call.id), await order({ personNumber: '+491713920008' }), await order({ kind: 'COLLECTION_CALLS' })];
    const add = (...debtors: object[]) => desk.run(weber, 'mutation ($id: ID!, $debtors: [TaskDebtorInput!]!) { addTaskDebtors(taskId: $id, debtors: $debtors) { __typename } }', { id: list, debtors });
    await add({ name: 'Anton Arm', number: '+491713920009' }, { name: 'Berta Blum', number: '+493023125990', otherNumber: '+491713920007' });
    const { calendarId, kindId } = await calendarOf(weber);
    const [mine, another] = [await book(weber, calendarId, kindId, '2026-06-16T08:00:00Z'), await book(weber, calendarId, kindId, '2026-06-16T09:00:00Z', '+491713920008')];
    const seen = async () => {
      const { data } = await desk.run(jana, 'query ($customerId: ID!) { customer(id: $customerId) { tasks { edges { node { id debtors { edges { node { name } } } } } } appointments { edges { node { id } } } } }', { customerId });
      const tasks = data.customer.tasks.edges.map(({ node }: { node: { id: string } }) => node) as { id: string; debtors: { edges: { node: { name: string } }[] } }[];
      return { tasks: tasks.map(({ id }) => id).sort(), debtors: tasks.flatMap(({ debtors }) => debtors.edges.map(({ node }) => node.name)), appointments: data.customer.appointments.edges.map(({ node }: { node: { id: string } }) => node.id) };
    };
    const before = await seen();
    const { id } = await act(weber, RESTRICT.CONTACT, contactId);
    expect(await seen()).toEqual({ tasks: [others, list].sort(), debtors: ['Anton Arm'], appointments: [another.id] });
    await add({ name: 'Conrad Clamm', number: '+491713920010' });
    await act(weber, LIFT, id);
    expect(await seen()).toEqual({ ...before, debtors: ['Anton Arm', 'Conrad Clamm', 'Berta Blum'] });
    expect((await desk.run(jana, 'query ($id: ID!) { task(id: $id) { call { id } } }', { id: ofCall })).data.task.call).toEqual({ id: call.id });

    // Restricted twice, they come back with their list, whichever ends first.
    const first = await act(weber, RESTRICT.CONTACT, contactId);
    const second = await act(weber, RESTRICT.CUSTOMER, customerId);
    await act(weber, LIFT, first.id);
    expect(await seen()).toEqual({ tasks: [theirs, ofCall].sort(), debtors: [], appointments: [mine.id] });
    await act(weber, LIFT, second.id);
    expect((await seen()).debtors.toSorted()).toEqual(['Anton Arm', 'Berta Blum', 'Conrad Clamm']);
  });

  it('comes back also after the contract’s end, when nothing new comes any more', async () => {
    const weber = await plantCustomer(desk, jana);
    await pauseWork(weber.customerId);
    const before = await rowsOf(weber.customerId);
    const { id } = await act(manager(weber), RESTRICT.CUSTOMER, weber.customerId);
    await desk.sql.pool.query('update contract_end set closed_at = $2 where customer_id = $1', [weber.customerId, NOW]);
    expect(await act(manager(weber), LIFT, id)).toMatchObject({ liftedAt: desk.now().toISOString() });
    expect(await rowsOf(weber.customerId)).toEqual(before);
    await expect(desk.contact(weber.customerId, { name: 'Nach Ende' })).rejects.toThrow('is over');
  });

  it('disappears from open pages at once', async () => {
    const weber = await plantCustomer(desk, jana);
    const { rows: [call] } = await desk.sql.pool.query(`select id from call where customer_id = $1 and result is not null limit 1`, [weber.customerId]);
    const server = await openServer(desk);
    const live = await server.connect(jana);
    await live.listen('... on CallChanged { callId call { id } }');
    await act(manager(weber), RESTRICT.CALL, call.id);
    expect(await live.until(({ callId }) => callId === call.id)).toMatchObject({ __typename: 'CallChanged', call: null });
    await server.close();
  });

  it('can be put back though a table has got a column since, and the contact of a call is gone', async () => {
    const weber = await plantCustomer(desk, jana);
    const { rows: [call] } = await desk.sql.pool.query('select id from call where customer_id = $1 and identified_contact_id is not null', [weber.customerId]);
    const { id } = await act(manager(weber), RESTRICT.CALL, call.id);
    await desk.sql.pool.query('delete from contact where customer_id = $1', [weber.customerId]);
    await desk.sql.pool.query(`update restricted_row set row = row - 'on_hold' || '{"mood": "gone"}' where restriction_id = $1 and table_name = 'call'`, [id]);
    await act(manager(weber), LIFT, id);
    expect((await desk.sql.pool.query('select on_hold, identified_contact_id from call where id = $1', [call.id])).rows).toEqual([{ on_hold: false, identified_contact_id: null }]);
  });

  it('goes with the customer, and keeps its line and its customer from being deleted by hand', async () => {
    const customerId = await desk.customer();
    const { id: lineId, number } = await desk.line(customerId);
    const call = await desk.call(number);
    await desk.sql.pool.query(`update call set state = 'ENDED', ended_at = $2, end_reason = 'CALLER_HUNG_UP', result = 'ABANDONED' where id = $1`, [call.id, desk.now()]);
    await act(leader, RESTRICT.CALL, call.id);
    expect((await desk.run(leader, 'mutation ($id: ID!) { deleteLine(lineId: $id) { __typename } }', { id: lineId })).data.deleteLine.__typename).toBe('LineHasCalls');
    expect((await desk.run(leader, 'mutation ($id: ID!) { deleteCustomer(customerId: $id) { __typename } }', { id: customerId })).data.deleteCustomer.__typename).toBe('CustomerHasCalls');
  });
});

describe('who restricts', () => {
  it('are those who manage the customer’s data and supervisors; others change nothing', async () => {
    const weber = await plantCustomer(desk, jana);
    const before = await rowsOf(weber.customerId);
    const strangers: (Person | null)[] = [null, await desk.customerUser(await desk.customer()), jana, await desk.customerUser(weber.customerId, 'Ina Instruct', 'INSTRUCT')];
    const { rows: [over] } = await desk.sql.pool.query('select id from call where customer_id = $1 and result is not null limit 1', [weber.customerId]);
    for (const person of strangers)
      for (const [mutation, id] of [[RESTRICT.CALL, over.id], [RESTRICT.CONTACT, weber.contactId], [RESTRICT.CUSTOMER, weber.customerId], [LIFT, weber.restrictionId]] as const)
        expect(await act(person, mutation, id)).toBe(person ? 'FORBIDDEN' : 'UNAUTHENTICATED');
    expect(await act(manager(weber), RESTRICT.CALL, crypto.randomUUID())).toBe('FORBIDDEN');
    expect(await act(manager(weber), RESTRICT.CALL, over.id, '  ')).toEqual({ __typename: 'RestrictionInvalid', problems: [{ field: 'reason', code: 'REQUIRED' }] });
    expect(await act(manager(weber), RESTRICT.CALL, weber.callId)).toEqual({ __typename: 'CallNotOver' });
    expect(await rowsOf(weber.customerId)).toEqual(before);
    expect((await act(leader, RESTRICT.CALL, over.id)).requestedBy).toBe('Lena Leitung');
  });
});

describe('lifting by a supervisor', () => {
  it('is told to those who manage the data a week before, with the reason, and happens then', async () => {
    const weber = await plantCustomer(desk, jana);
    await pauseWork(weber.customerId);
    const before = await rowsOf(weber.customerId);
    const { id } = await act(manager(weber), RESTRICT.CUSTOMER, weber.customerId);
    const announced = await act(leader, LIFT, id, 'Die Prüfung ist abgeschlossen.');
    expect(announced).toMatchObject({ liftedAt: null, liftedBy: 'Lena Leitung', liftsAt: new Date(desk.now().getTime() + 7 * 86_400_000).toISOString() });
    const { rows } = await desk.sql.pool.query(`select m.kind from mail m join account a on a.id = m.account_id where m.kind = 'RESTRICTION_ENDS' and a.customer_user_id = any (select u.id from customer_user u where u.customer_id = $1)`, [weber.customerId]);
    expect(rows).toHaveLength(1);
    // Saying it again neither puts it off nor tells it twice.
    desk.pass(86_400);
    expect((await act(leader, LIFT, id, 'Noch einmal.')).liftsAt).toBe(announced.liftsAt);
    desk.at(new Date(new Date(announced.liftsAt).getTime() - 1));
    await liftDue(desk.ground);
    expect(await rowsOf(weber.customerId)).not.toEqual(before);
    desk.at(announced.liftsAt);
    await Promise.all([liftDue(desk.ground), liftDue(desk.ground)]);
    expect(await rowsOf(weber.customerId)).toEqual(before);
    desk.at(NOW);
  });

  it('of what a supervisor has restricted is not up to the customer', async () => {
    const weber = await plantCustomer(desk, jana);
    const { id } = await act(leader, RESTRICT.CONTACT, weber.contactId);
    expect(await act(manager(weber), LIFT, id)).toBe('FORBIDDEN');
    const { data } = await desk.run(manager(weber), 'query ($customerId: ID!) { restrictions(customerId: $customerId) { id viewerCanLift } }', { customerId: weber.customerId });
    expect(data.restrictions).toContainEqual({ id, viewerCanLift: false });
  });
});

it('restricts everything of somebody who is called a lot', { timeout: 60_000 }, async () => {
  const customerId = await desk.customer();
  const { id: lineId } = await desk.line(customerId);
  await insert(desk, 'contact', { customer_id: customerId, id: crypto.randomUUID(), name: 'Berta Beispiel', created_at: NOW });
  await desk.sql.pool.query(
    `insert into call (customer_id, id, line_id, reporter, external_id, withheld, state, received_at, state_since, ended_at, end_reason, result, decision)
     select $1, gen_random_uuid(), $2, 'bulk', n::text, true, 'ENDED', $3, $3, $3, 'CALLER_HUNG_UP', 'ABANDONED', '{"reasons": []}' from generate_series(1, 10000) n`,
    [customerId, lineId, NOW],
  );
  const weber = await desk.customerUser(customerId);
  const { id } = await act(weber, RESTRICT.CUSTOMER, customerId);
  expect((await desk.sql.pool.query('select from call where customer_id = $1', [customerId])).rowCount).toBe(0);
  await act(weber, LIFT, id);
  expect((await desk.sql.pool.query('select count(*)::int as count from call where customer_id = $1', [customerId])).rows).toEqual([{ count: 10_000 }]);
});
