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

it('moves every table that goes with a call, a contact, a thread, a document or a question', async () => {
  const { rows } = await desk.sql.pool.query(
    `with recursive part (id) as (
       select c::regclass::oid from unnest(array['call', 'contact', 'message_thread', 'document', 'faq']) c
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
