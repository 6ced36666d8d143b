import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newestEvents } from '../events/event-log.ts';
import type { CustomerUserActor, SecretaryActor } from '../identity/actor.ts';
import { type Desk, openDesk } from '../test/desk.ts';

let desk: Desk;
let supervisor: SecretaryActor;
let secretary: SecretaryActor;
beforeAll(async () => {
  desk = await openDesk();
  supervisor = await desk.secretary({ isSupervisor: true });
  secretary = await desk.secretary();
});
afterAll(() => desk.close());

const FIELDS = 'id customerNumber name timeZone language federalState version';
const PROBLEMS = '... on CustomerInvalid { problems { field code } }';
const CREATE = `mutation ($input: CustomerInput!) { createCustomer(input: $input) { __typename ... on Customer { ${FIELDS} } ${PROBLEMS} } }`;
const UPDATE = `mutation ($id: ID!, $input: CustomerInput!, $expectedVersion: Int) { updateCustomer(customerId: $id, input: $input, expectedVersion: $expectedVersion) {
  __typename ... on Customer { ${FIELDS} } ${PROBLEMS} ... on CustomerChangedMeanwhile { message current { ${FIELDS} } } } }`;
const DELETE = 'mutation ($id: ID!) { deleteCustomer(customerId: $id) { __typename ... on Deleted { id } ... on CustomerHasCalls { message } } }';
const ONE = `query ($id: ID!) { customer(id: $id) { ${FIELDS} } }`;
const LIST = 'query ($first: Int, $after: String, $search: String) { customers(first: $first, after: $after, search: $search) { edges { node { id name } } pageInfo { hasNextPage endCursor } } }';

const autohaus = () => ({ customerNumber: `K-${crypto.randomUUID().slice(0, 8)}`, name: 'Autohaus Brandt', federalState: 'HH' });
const create = async (input: object) => (await desk.run(supervisor, CREATE, { input })).data.createCustomer;
const names = async (actor: SecretaryActor | CustomerUserActor, search: string) =>
  (await desk.run(actor, LIST, { search })).data.customers.edges.map((edge: { node: { name: string } }) => edge.node.name);
const lastEvent = async () => (await newestEvents(desk.sql, 1))[0];

describe('createCustomer', () => {
  test('begins the contract on the day that is told, and refuses what is no day or none of a contract', async () => {
    const source = `mutation ($input: CustomerInput!, $day: String) { createCustomer(input: $input, contractStartedOn: $day) { __typename ... on Customer { id contractStartedOn } ${PROBLEMS} } }`;
    const begin = async (day: string | null, customerNumber: string = crypto.randomUUID()) => (await desk.run(supervisor, source, { input: { customerNumber, name: 'Optik Sehgut' }, day })).data.createCustomer;
    expect(await begin('2019-04-01')).toMatchObject({ contractStartedOn: '2019-04-01' });
    expect(await begin(null)).toMatchObject({ contractStartedOn: desk.now().toISOString().slice(0, 10) });
    const number = crypto.randomUUID();
    for (const day of ['2019-02-30', '1.4.2019', '1989-12-31', '2100-01-01', ''])
      expect(await begin(day, number), day).toMatchObject({ __typename: 'CustomerInvalid', problems: [{ field: 'contractStartedOn', code: 'OUT_OF_RANGE' }] });
    // Nothing was made of any of them.
    expect(await begin('2020-01-01', number)).toMatchObject({ __typename: 'Customer' });
  });

  test('makes a customer with the defaults of the house', async () => {
    const input = { ...autohaus(), name: '  Autohaus Brandt ' };
    const made = await create(input);
    expect(made).toEqual({
      __typename: 'Customer', id: expect.any(String), customerNumber: input.customerNumber, name: 'Autohaus Brandt', timeZone: 'Europe/Berlin', language: 'DE', federalState: 'HH', version: 1,
    });
    expect((await desk.run(secretary, ONE, { id: made.id })).data.customer.name).toBe('Autohaus Brandt');
    expect(await lastEvent()).toMatchObject({ kind: 'CUSTOMER_CHANGED', customerId: made.id, subjectId: made.id });
  });

  test('names all that is wrong at once', async () => {
    const made = await create({ customerNumber: ' ', name: 'x'.repeat(201), timeZone: 'Europa/Berlin' });
    expect(made).toEqual({
      __typename: 'CustomerInvalid',
      problems: [{ field: 'customerNumber', code: 'REQUIRED' }, { field: 'name', code: 'TOO_LONG' }, { field: 'timeZone', code: 'OUT_OF_RANGE' }],
    });
  });

  test.each(['+01:00', 'Mars/Olympus', '; drop'])('refuses the time zone %s', async timeZone => {
    expect((await create({ ...autohaus(), timeZone })).problems).toEqual([{ field: 'timeZone', code: 'OUT_OF_RANGE' }]);
  });

  test('refuses a customer number that is taken, also when two come at once', async () => {
    const input = autohaus();
    const both = await Promise.all([create(input), create(input)]);
    expect(both.map(one => one.__typename).sort()).toEqual(['Customer', 'CustomerInvalid']);
    expect(both.find(one => one.problems).problems).toEqual([{ field: 'customerNumber', code: 'TAKEN' }]);
  });
});

describe('updateCustomer', () => {
  test('changes a customer', async () => {
    const { id, customerNumber } = await create(autohaus());
    const { data } = await desk.run(supervisor, UPDATE, { id, input: { customerNumber, name: 'Brandt Automobile', timeZone: 'Europe/Vienna', language: 'EN' }, expectedVersion: 1 });
    expect(data.updateCustomer).toEqual({
      __typename: 'Customer', id, customerNumber, name: 'Brandt Automobile', timeZone: 'Europe/Vienna', language: 'EN', federalState: null, version: 2,
    });
    expect(await lastEvent()).toMatchObject({ kind: 'CUSTOMER_CHANGED', subjectId: id });
  });

  test('shows a second editor what the first one saved', async () => {
    const { id, customerNumber } = await create(autohaus());
    await desk.run(supervisor, UPDATE, { id, input: { customerNumber, name: 'Erste' }, expectedVersion: 1 });
    const { data } = await desk.run(supervisor, UPDATE, { id, input: { customerNumber, name: 'Zweite' }, expectedVersion: 1 });
    expect(data.updateCustomer).toMatchObject({ __typename: 'CustomerChangedMeanwhile', current: { name: 'Erste', version: 2 } });
  });

  test('lets one of two win who save at the same moment', async () => {
    const { id, customerNumber } = await create(autohaus());
    const save = (name: string) => desk.run(supervisor, UPDATE, { id, input: { customerNumber, name }, expectedVersion: 1 });
    const both = (await Promise.all([save('Erste'), save('Zweite')])).map(({ data }) => data.updateCustomer);
    const winner = both.find(one => one.__typename === 'Customer');
    const loser = both.find(one => one.__typename === 'CustomerChangedMeanwhile');
    expect(loser.current.name).toBe(winner.name);
  });

  test('refuses the number of another customer', async () => {
    const other = await create(autohaus());
    const { id } = await create(autohaus());
    const { data } = await desk.run(supervisor, UPDATE, { id, input: { customerNumber: other.customerNumber, name: 'Autohaus' } });
    expect(data.updateCustomer).toEqual({ __typename: 'CustomerInvalid', problems: [{ field: 'customerNumber', code: 'TAKEN' }] });
  });
});

describe('deleteCustomer', () => {
  test('deletes a customer with all they have', async () => {
    const { id } = await create(autohaus());
    const contact = await desk.contact(id, { numbers: ['+493023125900'] });
    await desk.line(id);
    expect((await desk.run(supervisor, DELETE, { id })).data.deleteCustomer).toEqual({ __typename: 'Deleted', id });
    expect((await desk.run(supervisor, ONE, { id })).data.customer).toBeNull();
    expect((await desk.run(supervisor, 'query ($id: ID!) { contact(id: $id) { id } }', { id: contact })).data.contact).toBeNull();
    expect(await lastEvent()).toMatchObject({ kind: 'CUSTOMER_CHANGED', subjectId: id });
  });

  test('keeps a customer who has calls', async () => {
    const { id } = await create(autohaus());
    await desk.call((await desk.line(id)).number);
    expect((await desk.run(supervisor, DELETE, { id })).data.deleteCustomer.__typename).toBe('CustomerHasCalls');
    expect((await desk.run(supervisor, ONE, { id })).data.customer.id).toBe(id);
  });
});

describe('who may', () => {
  const acts = (id: string): [string, Record<string, unknown>][] => [[CREATE, { input: autohaus() }], [UPDATE, { id, input: autohaus() }], [DELETE, { id }]];

  test('secretaries and customers do not manage customers', async () => {
    const id = await desk.customer();
    for (const actor of [secretary, await desk.customerUser(id)])
      for (const [act, variables] of acts(id)) expect((await desk.run(actor, act, variables)).errors?.[0].extensions.code).toBe('FORBIDDEN');
  });

  test('strangers sign in first', async () => {
    const id = await desk.customer();
    for (const [operation, variables] of [...acts(id), [ONE, { id }], [LIST, {}]] as const)
      expect((await desk.run(null, operation, variables)).errors?.[0].extensions.code).toBe('UNAUTHENTICATED');
  });

  test.each([crypto.randomUUID(), 'none'])('an act on a customer who does not exist is refused like a foreign one (%s)', async id => {
    expect((await desk.run(supervisor, DELETE, { id })).errors?.[0].extensions.code).toBe('FORBIDDEN');
    expect((await desk.run(supervisor, UPDATE, { id, input: autohaus() })).errors?.[0].extensions.code).toBe('FORBIDDEN');
    expect((await desk.run(supervisor, ONE, { id })).data.customer).toBeNull();
  });

  test('a customer sees themselves and nobody else', async () => {
    const own = await desk.customer({ name: 'Praxis am Park' });
    const other = await desk.customer({ name: 'Praxis am See' });
    const user = await desk.customerUser(own);
    expect((await desk.run(user, ONE, { id: own })).data.customer.name).toBe('Praxis am Park');
    expect((await desk.run(user, ONE, { id: other })).data.customer).toBeNull();
    expect(await names(user, 'Praxis')).toEqual(['Praxis am Park']);
    expect(await names(user, 'See')).toEqual([]);
    expect((await desk.run(user, '{ viewer { ... on CustomerUser { customer { name } } } }')).data.viewer.customer.name).toBe('Praxis am Park');
  });
});

describe('customers', () => {
  test('come a page at a time, sorted as Germans sort', async () => {
    const mark = crypto.randomUUID().slice(0, 8);
    for (const name of ['Zimmerei', 'Ärztehaus', 'apotheke', 'de Vries', 'Bäckerei']) await create({ ...autohaus(), name: `${name} ${mark}` });
    const page = async (after: string | null) => (await desk.run(secretary, LIST, { first: 3, after, search: mark })).data.customers;
    const first = await page(null);
    const second = await page(first.pageInfo.endCursor);
    expect([first, second].map(one => one.edges.map((edge: { node: { name: string } }) => edge.node.name.split(` ${mark}`)[0]))).toEqual([['apotheke', 'Ärztehaus', 'Bäckerei'], ['de Vries', 'Zimmerei']]);
    expect([first.pageInfo.hasNextPage, second.pageInfo.hasNextPage]).toEqual([true, false]);
  });

  test('are found by parts of the name and by the customer number', async () => {
    const { customerNumber } = await create({ ...autohaus(), name: 'Kanzlei Krause & Söhne 100%' });
    expect(await names(secretary, 'söhn kanz')).toEqual(['Kanzlei Krause & Söhne 100%']);
    expect(await names(secretary, '100%')).toEqual(['Kanzlei Krause & Söhne 100%']);
    expect(await names(secretary, 'Kanzlei%100')).toEqual([]);
    expect(await names(secretary, customerNumber)).toEqual(['Kanzlei Krause & Söhne 100%']);
  });

  test.each([{ first: 0 }, { first: 201 }, { first: null }, { after: 'nonsense' }])('are refused to %o', async variables => {
    expect((await desk.run(secretary, LIST, variables)).errors?.[0].extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: Object.keys(variables)[0] });
  });
});
