import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newestEvents } from '../events/event-log.ts';
import type { SecretaryActor } from '../identity/actor.ts';
import { type Desk, openDesk, type Told } from '../test/desk.ts';
import { crossBoundaries } from './active-instruction.ts';

let desk: Desk;
let supervisor: SecretaryActor;
// A Monday, 8 o'clock in Berlin.
beforeAll(async () => {
  desk = await openDesk('2026-06-15T06:00:00Z');
  supervisor = await desk.secretary({ isSupervisor: true });
});
afterAll(() => desk.close());

const CREATE = 'mutation ($customerId: ID!, $input: InstructionInput!) { createInstruction(customerId: $customerId, input: $input) { ... on Instruction { id } ... on InstructionInvalid { message } } }';
const NOW = 'query ($id: ID!) { customer(id: $id) { activeInstruction { id title isActive } activeUntil instructions { edges { node { title isActive } } } } }';

const base = { title: 'Immer', greeting: 'Guten Tag.', putThrough: 'NONE', message: 'Wir rufen zurück.' };
const office = { ...base, title: 'Sprechstunde', weeklyHours: [{ weekday: 'MONDAY', from: '09:00', until: '12:00' }] };
const create = async (customerId: string, input: object): Promise<string> => (await desk.run({ ...supervisor, actsFor: [customerId] }, CREATE, { customerId, input })).data.createInstruction.id;
const inForce = async (id: string) => (await desk.run(supervisor, NOW, { id })).data.customer;
const seq = async () => (await newestEvents(desk.sql, 1))[0]?.seq ?? 0;
const toldSince = async (from: number) =>
  (await newestEvents(desk.sql, 500)).filter(event => event.seq > from).map(({ kind, customerId, subjectId }) => ({ kind, customerId, subjectId }));
const changed = (customerId: string, subjectId: string) => ({ kind: 'INSTRUCTION_CHANGED', customerId, subjectId });

describe('activeInstruction', () => {
  test('follows the clock', async () => {
    const id = await desk.customer();
    expect(await inForce(id)).toEqual({ activeInstruction: null, activeUntil: null, instructions: { edges: [] } });
    const always = await create(id, base);
    const hours = await create(id, office);
    expect(await inForce(id)).toMatchObject({ activeInstruction: { id: always, isActive: true }, activeUntil: '2026-06-15T07:00:00.000Z' });
    desk.at('2026-06-15T07:00:00Z');
    const now = await inForce(id);
    expect(now).toMatchObject({ activeInstruction: { id: hours, title: 'Sprechstunde', isActive: true }, activeUntil: '2026-06-15T10:00:00.000Z' });
    expect(now.instructions.edges.map(({ node }: Told) => [node.title, node.isActive])).toEqual(expect.arrayContaining([['Sprechstunde', true], ['Immer', false]]));
    desk.at('2026-06-15T10:00:00Z');
    expect(await inForce(id)).toMatchObject({ activeInstruction: { id: always }, activeUntil: '2026-06-22T07:00:00.000Z' });
    desk.at('2026-06-15T06:00:00Z');
  });

  test('is shown for a page of customers in as many reads as for one', async () => {
    const mark = crypto.randomUUID().slice(0, 8);
    for (let place = 0; place < 12; place++) {
      const id = await desk.customer({ name: `Seite ${mark} ${place}` });
      await desk.line(id);
      await desk.contact(id);
      await create(id, base);
    }
    const page = `query ($first: Int) { customers(first: $first, search: "${mark}") { edges { node {
      name lines { number customer { name } } activeUntil activeInstruction { title isActive weeklyHours { from } forwardingNumbers { number } }
      instructions(first: 5) { edges { node { title isActive } } } contacts(first: 5) { edges { node { name numbers } } } } } } }`;
    let reads = 0;
    const { pool } = desk.sql;
    const query = pool.query.bind(pool);
    pool.query = ((...args: Parameters<typeof query>) => (reads++, query(...args))) as typeof pool.query;
    const readsFor = async (first: number) => {
      reads = 0;
      const { data } = await desk.run(supervisor, page, { first });
      expect(data.customers.edges).toHaveLength(first);
      for (const { node } of data.customers.edges) {
        expect(node.activeInstruction).toMatchObject({ title: 'Immer', isActive: true });
        expect([node.lines.length, node.contacts.edges.length, node.instructions.edges.length]).toEqual([1, 1, 1]);
      }
      return reads;
    };
    const [one, twelve] = [await readsFor(1), await readsFor(12)];
    pool.query = query as typeof pool.query;
    expect(twelve).toBe(one);
    expect(one).toBeLessThanOrEqual(7);
  });
});

describe('crossBoundaries', () => {
  test('tells what began and what ended, once', async () => {
    const id = await desk.customer();
    const always = await create(id, base);
    const hours = await create(id, office);
    const from = await seq();
    desk.at('2026-06-15T06:59:59.999Z');
    expect(await crossBoundaries(desk.sql, desk.now())).toBe(0);
    desk.at('2026-06-15T07:00:00Z');
    expect(await crossBoundaries(desk.sql, desk.now())).toBeGreaterThanOrEqual(1);
    expect((await toldSince(from)).filter(event => event.customerId === id)).toEqual([changed(id, always), changed(id, hours)]);
    const next = await seq();
    expect(await crossBoundaries(desk.sql, desk.now())).toBe(0);
    desk.at('2026-06-15T10:00:00Z');
    await crossBoundaries(desk.sql, desk.now());
    expect((await toldSince(next)).filter(event => event.customerId === id)).toEqual([changed(id, hours), changed(id, always)]);
    desk.at('2026-06-15T06:00:00Z');
  });

  test('tells of a temporary instruction that runs out into nothing', async () => {
    const id = await desk.customer();
    const meeting = await create(id, { ...base, title: 'Besprechung', validUntil: '2026-06-15T06:30:00Z' });
    const from = await seq();
    desk.at('2026-06-15T06:30:00Z');
    await crossBoundaries(desk.sql, desk.now());
    expect((await toldSince(from)).filter(event => event.customerId === id)).toEqual([changed(id, meeting)]);
    desk.at('2026-06-15T06:00:00Z');
  });

  test('gets through more than a portion, and two at once tell nothing twice', async () => {
    const ids: string[] = [];
    for (let place = 0; place < 60; place++) {
      const id = await desk.customer();
      await create(id, { ...base, validUntil: '2026-06-15T06:10:00Z' });
      ids.push(id);
    }
    const from = await seq();
    desk.at('2026-06-15T06:10:00Z');
    const crossed = await Promise.all([crossBoundaries(desk.sql, desk.now()), crossBoundaries(desk.sql, desk.now())]);
    expect(crossed[0] + crossed[1]).toBeGreaterThanOrEqual(60);
    const told = (await toldSince(from)).map(event => event.customerId);
    expect(told.filter(id => ids.includes(id as string)).sort()).toEqual(ids.sort());
    desk.at('2026-06-15T06:00:00Z');
  });

  test("looks at once at what another time zone of the customer's changes", async () => {
    const id = await desk.customer();
    const hours = await create(id, office);
    const from = await seq();
    const { data } = await desk.run(supervisor, `mutation ($id: ID!, $number: String!) { updateCustomer(customerId: $id, input: { customerNumber: $number, name: "Kontor", timeZone: "Europe/Athens" }) { __typename } }`, { id, number: id.slice(0, 30) });
    expect(data.updateCustomer.__typename).toBe('Customer');
    expect(await inForce(id)).toMatchObject({ activeInstruction: { id: hours } });
    await crossBoundaries(desk.sql, desk.now());
    expect((await toldSince(from)).filter(event => event.customerId === id)).toEqual([{ kind: 'CUSTOMER_CHANGED', customerId: id, subjectId: id }, changed(id, hours)]);
  });
});

test('what is created at the same moment is in force in the right order for the live feed', async () => {
  const id = await desk.customer();
  const ids = await Promise.all(Array.from({ length: 6 }, (_, place) => create(id, { ...base, title: `Nummer ${place}` })));
  const { activeInstruction } = await inForce(id);
  const noted = await desk.sql.query<{ instruction_id: string }>({ name: 'test-noted', text: 'select instruction_id from active_instruction where customer_id = $1' }, [id]);
  expect(ids).toContain(activeInstruction.id);
  expect(noted).toEqual([{ instruction_id: activeInstruction.id }]);
});
