import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expire, expiryOf } from '../retention/expiry.ts';
import type { Actor, CustomerUserActor, SecretaryActor } from '../identity/actor.ts';
import { type Desk, openDesk, type Told } from '../test/desk.ts';

let desk: Desk;
let leader: SecretaryActor;
let weber: CustomerUserActor;
let reading: CustomerUserActor;
let stranger: CustomerUserActor;
beforeAll(async () => {
  desk = await openDesk('2026-06-15T09:00:00Z');
  leader = await desk.secretary({ name: 'Lena Leitung', isSupervisor: true });
  stranger = await desk.customerUser(await desk.customer({ name: 'Kanzlei Krause' }));
});
beforeAll(async () => {
  weber = await desk.customerUser(await desk.customer());
  reading = await desk.customerUser(weber.customerId, 'Rike Lesewohl', 'READ');
});
afterAll(() => desk.close());

const RESULT = '__typename ... on Instruction { id title version validUntil isPreset isActive createdAt forwardingNumbers { number label } } ... on InstructionInvalid { problems { field code } } ... on InstructionChangedMeanwhile { current { title version } }';
const CREATE = `mutation ($customerId: ID!, $input: InstructionInput!) { result: createInstruction(customerId: $customerId, input: $input) { __typename ... on Instruction { id title version createdAt } } }`;
const UPDATE = `mutation ($id: ID!, $input: InstructionInput!) { result: updateInstruction(instructionId: $id, input: $input) { ${RESULT} } }`;
const END = 'mutation ($id: ID!) { result: endInstruction(instructionId: $id) { ... on Instruction { version validUntil } } }';
const DELETE = 'mutation ($id: ID!, $expectedVersion: Int) { result: deleteInstruction(instructionId: $id, expectedVersion: $expectedVersion) { __typename ... on InstructionChangedMeanwhile { current { version } } } }';
const RESTORE = `mutation ($id: ID!, $version: Int!, $expectedVersion: Int) { result: restoreInstruction(instructionId: $id, version: $version, expectedVersion: $expectedVersion) { ${RESULT} } }`;
const VERSIONS = `query ($id: ID!, $first: Int, $after: String) { instruction(id: $id) { versions(first: $first, after: $after) {
  edges { node { version act writtenAt writerKind writtenBy title validUntil forwardingNumbers { number label } } } pageInfo { hasNextPage endCursor } } } }`;
const DELETED = '{ customers(first: 1) { edges { node { deletedInstructions { instructionId version title writtenBy } } } } }';

const note = { title: 'Urlaub', greeting: 'Praxis Dr. Weber, {{secretary}}.', putThrough: 'NONE', message: 'Wir sind ab Montag wieder da.' };
const act = async (who: Actor | null, mutation: string, variables: object): Promise<Told> => {
  const { data, errors } = await desk.run(who, mutation, { customerId: weber.customerId, ...variables });
  return errors ? errors[0].extensions.code : data.result;
};
const versionsOf = async (id: string): Promise<Told[]> => (await desk.run(weber, VERSIONS, { id })).data.instruction.versions.edges.map(({ node }: Told) => node);
const deleted = async (who: Actor = weber): Promise<Told[]> => (await desk.run(who, DELETED)).data.customers.edges[0].node.deletedInstructions;

describe('the versions of an instruction', () => {
  test('say who changed what and when, the newest first', async () => {
    const { id } = await act(weber, CREATE, { input: { ...note, forwardingNumbers: [{ number: '0171 3920010', label: 'Mobil' }] } });
    const madeAt = desk.now().toISOString();
    desk.pass(60);
    await act({ ...leader, actsFor: [weber.customerId] }, UPDATE, { id, input: { ...note, title: 'Urlaub in den Bergen' } });
    const changedAt = desk.now().toISOString();
    desk.pass(60);
    await act(weber, END, { id });
    expect(await versionsOf(id)).toEqual([
      { version: 3, act: 'ENDED', writtenAt: desk.now().toISOString(), writerKind: 'CUSTOMER_USER', writtenBy: 'Anke Weber', title: 'Urlaub in den Bergen', validUntil: desk.now().toISOString(), forwardingNumbers: [] },
      { version: 2, act: 'CHANGED', writtenAt: changedAt, writerKind: 'SECRETARY', writtenBy: 'Lena Leitung', title: 'Urlaub in den Bergen', validUntil: null, forwardingNumbers: [] },
      { version: 1, act: 'CREATED', writtenAt: madeAt, writerKind: 'CUSTOMER_USER', writtenBy: 'Anke Weber', title: 'Urlaub', validUntil: null, forwardingNumbers: [{ number: '+491713920010', label: 'Mobil' }] },
    ]);
    const first = (await desk.run(reading, VERSIONS, { id, first: 2 })).data.instruction.versions;
    const second = (await desk.run(reading, VERSIONS, { id, first: 2, after: first.pageInfo.endCursor })).data.instruction.versions;
    expect([first, second].map(page => [page.edges.map(({ node }: Told) => node.version), page.pageInfo.hasNextPage])).toEqual([[[3, 2], true], [[1], false]]);
  });

  test('begin with what was there before versions were kept', async () => {
    const id = crypto.randomUUID();
    await desk.sql.pool.query(
      `insert into instruction (customer_id, id, title, valid_from, greeting, put_through, message, created_at, updated_at) values ($1, $2, 'Von früher', $3, 'Guten Tag', 'NONE', 'Ja?', $3, $3)`,
      [weber.customerId, id, new Date('2025-01-01T00:00:00Z')],
    );
    expect(await versionsOf(id)).toEqual([]);
    await act(weber, UPDATE, { id, input: note });
    expect(await versionsOf(id)).toMatchObject([{ version: 2, act: 'CHANGED', writtenBy: 'Anke Weber' }, { version: 1, act: 'CREATED', writerKind: null, writtenBy: null, title: 'Von früher', writtenAt: '2025-01-01T00:00:00.000Z' }]);
  });
});

describe('restoreInstruction', () => {
  test('brings an earlier version back as a new one', async () => {
    const { id } = await act(weber, CREATE, { input: { ...note, putThrough: 'ALL', forwardingNumbers: [{ number: '0171 3920010', label: 'Mobil' }] } });
    desk.pass(60);
    await act(weber, UPDATE, { id, input: { ...note, title: 'Anders' } });
    desk.pass(60);
    expect(await act(weber, RESTORE, { id, version: 1, expectedVersion: 2 })).toMatchObject({ __typename: 'Instruction', title: 'Urlaub', version: 3, forwardingNumbers: [{ number: '+491713920010', label: 'Mobil' }] });
    expect((await versionsOf(id)).map(({ version, act: done }) => [version, done])).toEqual([[3, 'RESTORED'], [2, 'CHANGED'], [1, 'CREATED']]);
  });

  test('is refused when somebody changed it meanwhile, and one of two who do it wins', async () => {
    const { id } = await act(weber, CREATE, { input: note });
    await act(weber, UPDATE, { id, input: { ...note, title: 'Anders' } });
    await act(weber, UPDATE, { id, input: { ...note, title: 'Noch anders' } });
    expect(await act(weber, RESTORE, { id, version: 1, expectedVersion: 2 })).toEqual({ __typename: 'InstructionChangedMeanwhile', current: { title: 'Noch anders', version: 3 } });
    const both = await Promise.all([act(weber, RESTORE, { id, version: 1, expectedVersion: 3 }), act(weber, RESTORE, { id, version: 2, expectedVersion: 3 })]);
    expect(both.map(({ __typename }) => __typename).toSorted()).toEqual(['Instruction', 'InstructionChangedMeanwhile']);
  });

  test('takes an end back to the second', async () => {
    const until = '2026-12-24T12:34:56.000Z';
    const { id } = await act(weber, CREATE, { input: { ...note, validUntil: until } });
    desk.pass(60);
    const ended = await act(weber, END, { id });
    expect(await act(weber, RESTORE, { id, version: 1, expectedVersion: ended.version })).toMatchObject({ validUntil: until });
  });

  test('brings back what was deleted, as itself and with its rank', async () => {
    const { id, createdAt } = await act(weber, CREATE, { input: { ...note, title: 'Gelöscht', validUntil: '2027-01-01T00:00:00Z' } });
    desk.pass(60);
    const { id: newer } = await act(weber, CREATE, { input: { ...note, title: 'Neuer', validUntil: '2027-01-01T00:00:00Z', validFrom: '2026-06-15T00:00:00Z' } });
    expect(await act(weber, DELETE, { id })).toEqual({ __typename: 'Deleted' });
    expect(await deleted()).toMatchObject([{ instructionId: id, version: 2, title: 'Gelöscht', writtenBy: 'Anke Weber' }]);
    expect(await deleted(reading)).toHaveLength(1);
    expect(await act(weber, RESTORE, { id, version: 1 })).toMatchObject({ __typename: 'Instruction', id, title: 'Gelöscht', createdAt, version: 3, isActive: true });
    expect(await deleted()).toEqual([]);
    // And what it said before stays for as long as that of any other.
    const { rows: [kept] } = await desk.sql.pool.query<{ until: Date }>('select min(expires_at) as until from instruction_version where instruction_id = $1', [id]);
    expect(kept!.until.getTime() - desk.now().getTime()).toBeGreaterThan(360 * 86_400_000);
    for (const one of [id, newer]) await act(weber, DELETE, { id: one });
  });

  test('brings back a preset that was never begun, in the place of the one that took its slot', async () => {
    const planned = await act(weber, CREATE, { input: { ...note, title: 'Bald', isPreset: true, validFrom: '2026-12-24T00:00:00Z' } });
    const now = await act(weber, CREATE, { input: { ...note, title: 'Jetzt', isPreset: true } });
    desk.pass(60);
    expect(await act(weber, RESTORE, { id: planned.id, version: 1 })).toMatchObject({ title: 'Bald', isPreset: true });
    expect((await versionsOf(now.id)).map(({ act: done }) => done)).toEqual(['REPLACED', 'CREATED']);
    for (const { id } of [planned, now]) await act(weber, DELETE, { id });
  });

  test('says what cannot be done any more', async () => {
    const { id } = await act(weber, CREATE, { input: { ...note, putThrough: 'ALL', forwardingNumbers: [{ number: '+49 30 23125 990' }] } });
    await act(weber, UPDATE, { id, input: note });
    await desk.line(await desk.customer(), { number: '+493023125990' });
    expect(await act(weber, RESTORE, { id, version: 1 })).toMatchObject({ __typename: 'InstructionInvalid', problems: [{ field: 'forwardingNumbers.0.number', code: 'FORBIDDEN_NUMBER' }] });
  });

  test('is refused to strangers, to those who only read, and of what never was', async () => {
    const { id } = await act(weber, CREATE, { input: note });
    for (const who of [stranger, reading, leader]) expect(await act(who, RESTORE, { id, version: 1 })).toBe('FORBIDDEN');
    expect(await act(null, RESTORE, { id, version: 1 })).toBe('UNAUTHENTICATED');
    for (const gone of [{ id, version: 9 }, { id: crypto.randomUUID(), version: 1 }, { id: 'none', version: 1 }]) expect(await act(weber, RESTORE, gone)).toBe('FORBIDDEN');
    await act(weber, DELETE, { id });
    expect(await act(stranger, RESTORE, { id, version: 1 })).toBe('FORBIDDEN');
    expect((await deleted(stranger)).map(({ instructionId }) => instructionId)).not.toContain(id);
  });
});

test('deleting is refused when it is not the version that was seen', async () => {
  const { id } = await act(weber, CREATE, { input: note });
  await act(weber, UPDATE, { id, input: { ...note, title: 'Anders' } });
  expect(await act(weber, DELETE, { id, expectedVersion: 1 })).toEqual({ __typename: 'InstructionChangedMeanwhile', current: { version: 2 } });
  expect(await act(weber, DELETE, { id, expectedVersion: 2 })).toEqual({ __typename: 'Deleted' });
});

test('a version goes a year after the next one came, and all of a deleted instruction after 30 days', async () => {
  const { id: kept } = await act(weber, CREATE, { input: note });
  await act(weber, UPDATE, { id: kept, input: { ...note, title: 'Anders' } });
  const { id: gone } = await act(weber, CREATE, { input: note });
  await act(weber, DELETE, { id: gone });
  const count = async (id: string): Promise<number> => (await desk.sql.pool.query('select version from instruction_version where instruction_id = $1', [id])).rows.length;
  const after = async (days: number) => {
    await expire({ sql: desk.sql, maintenance: desk.sql, secrets: desk.ground.secrets }, expiryOf('instruction_version'), new Date(desk.now().getTime() + days * 86_400_000));
    return Promise.all([count(kept), count(gone)]);
  };
  expect(await after(29)).toEqual([2, 2]);
  expect(await after(31)).toEqual([2, 0]);
  expect(await after(366)).toEqual([1, 0]);
});
