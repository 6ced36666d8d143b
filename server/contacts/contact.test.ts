import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newestEvents } from '../events/event-log.ts';
import type { Actor, CustomerUserActor, SecretaryActor } from '../identity/actor.ts';
import { type Desk, openDesk, type Told } from '../test/desk.ts';
import { loadMatchableContacts } from './contact.service.ts';

let desk: Desk;
let secretary: SecretaryActor;
let supervisor: SecretaryActor;
let customerId: string;
let user: CustomerUserActor;
let stranger: CustomerUserActor;
beforeAll(async () => {
  desk = await openDesk();
  secretary = await desk.secretary();
  supervisor = await desk.secretary({ isSupervisor: true });
  customerId = await desk.customer();
  user = await desk.customerUser(customerId);
  stranger = await desk.customerUser(await desk.customer({ name: 'Kanzlei Krause' }));
});
afterAll(() => desk.close());

const FIELDS = 'id name company numbers emails address isVip isBlocked alwaysPutThroughTo remarks version';
const RESULT = `__typename ... on Contact { ${FIELDS} }`;
const PROBLEMS = '... on ContactInvalid { problems { field code } }';
const CREATE = `mutation ($customerId: ID!, $input: ContactInput!) { createContact(customerId: $customerId, input: $input) { ${RESULT} ${PROBLEMS} } }`;
const UPDATE = `mutation ($id: ID!, $input: ContactInput!, $expectedVersion: Int) { updateContact(contactId: $id, input: $input, expectedVersion: $expectedVersion) {
  ${RESULT} ${PROBLEMS} ... on ContactChangedMeanwhile { current { ${FIELDS} } } } }`;
const DELETE = 'mutation ($id: ID!) { deleteContact(contactId: $id) { __typename ... on Deleted { id } } }';
const MARK = `mutation ($id: ID!) { markVip(contactId: $id) { ${RESULT} } }`;
const UNMARK = `mutation ($id: ID!) { unmarkVip(contactId: $id) { ${RESULT} } }`;
const ONE = `query ($id: ID!) { contact(id: $id) { ${FIELDS} } }`;
const BOOK = `query ($id: ID!, $first: Int, $after: String, $search: String, $vipOnly: Boolean) {
  customer(id: $id) { contacts(first: $first, after: $after, search: $search, vipOnly: $vipOnly) { edges { node { id name } } pageInfo { hasNextPage endCursor } } } }`;

const create = async (input: object, actor: Actor = user) => (await desk.run(actor, CREATE, { customerId, input })).data.createContact;
const update = async (id: string, input: object, expectedVersion?: number) => (await desk.run(user, UPDATE, { id, input, expectedVersion })).data.updateContact;
const read = async (id: string, actor: Actor = user) => (await desk.run(actor, ONE, { id })).data.contact;
const names = (page: Told): string[] => page.edges.map((edge: { node: { name: string } }) => edge.node.name);

describe('createContact', () => {
  test('enters somebody with numbers in any notation', async () => {
    const made = await create({
      name: ' Anna Schmidt ', company: 'Labor Nord', isVip: true, remarks: '  ', alwaysPutThroughTo: '0176 04069-010',
      numbers: ['0171 39200 05', '+49 (0)30 23125 006', '', '0049 171 3920005'], emails: [' anna@labor-nord.example ', ''], address: 'Weg 1\n10115 Berlin',
    });
    expect(made).toEqual({
      __typename: 'Contact', id: expect.any(String), name: 'Anna Schmidt', company: 'Labor Nord', numbers: ['+491713920005', '+493023125006'],
      emails: ['anna@labor-nord.example'], address: 'Weg 1\n10115 Berlin', isVip: true, isBlocked: false, alwaysPutThroughTo: '+4917604069010', remarks: null, version: 1,
    });
    expect(await read(made.id, secretary)).toMatchObject({ name: 'Anna Schmidt' });
    expect((await newestEvents(desk.sql, 1))[0]).toMatchObject({ kind: 'CONTACT_CHANGED', customerId, subjectId: made.id });
  });

  test('makes one contact of what is sent again under its id, and brings back none that was deleted', async () => {
    const id = crypto.randomUUID();
    const AGAIN = `mutation ($customerId: ID!, $input: ContactInput!, $id: ID) { createContact(customerId: $customerId, input: $input, id: $id) { ${RESULT} ${PROBLEMS} } }`;
    const send = (actor: Actor = user, whose = customerId, madeId: string | null = id) => desk.run(actor, AGAIN, { customerId: whose, input: { name: 'Doppelt Gesendet', numbers: ['0171 39200 51'] }, id: madeId });
    const sent = await Promise.all(Array.from({ length: 8 }, () => send()));
    expect(sent.map(({ data }) => data.createContact)).toEqual(Array.from({ length: 8 }, () => expect.objectContaining({ __typename: 'Contact', id, name: 'Doppelt Gesendet', version: 1 })));
    const found = (await desk.run(user, BOOK, { id: customerId, first: 10, search: 'Doppelt Gesendet' })).data.customer.contacts;
    expect(found.edges.map(({ node }: Told) => node.id)).toEqual([id]);
    // What became of it since stays.
    await update(id, { name: 'Anders Benannt' });
    expect((await send()).data.createContact).toMatchObject({ id, name: 'Anders Benannt', version: 2 });

    // Whoever guesses the id of another customer's learns nothing, and changes nothing; nor does one that the service made serve.
    const theirs = stranger.customerId;
    for (const refused of [await send(stranger, customerId), await send(stranger, theirs), await send(user, customerId, (await create({ name: 'Vom Dienst' })).id)]) {
      expect(refused.errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
    }
    expect((await send(user, customerId, 'keine Kennung')).errors?.[0]).toMatchObject({ message: expect.stringContaining('UUID'), extensions: { code: 'BAD_USER_INPUT', field: 'id' } });
    expect(await read(id)).toMatchObject({ name: 'Anders Benannt', version: 2 });

    await desk.run(user, DELETE, { id });
    expect((await send()).errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
    expect(await read(id)).toBe(null);
  });

  test('lets a secretary enter who called', async () => {
    expect(await create({ name: 'Peter Maier' }, secretary)).toMatchObject({ __typename: 'Contact', name: 'Peter Maier', numbers: [] });
  });

  test('names all that is wrong at once', async () => {
    const line = await desk.line(customerId);
    expect((await create({ name: '', company: 'x'.repeat(201), numbers: ['0171 3920005', 'Zentrale', '12'], alwaysPutThroughTo: line.number, remarks: 'x'.repeat(2001), emails: ['anna@x.example', 'anna at x', 'a@x.example, b@x.example'], address: 'x'.repeat(501) })).problems).toEqual([
      { field: 'name', code: 'REQUIRED' }, { field: 'company', code: 'TOO_LONG' }, { field: 'alwaysPutThroughTo', code: 'FORBIDDEN_NUMBER' },
      { field: 'remarks', code: 'TOO_LONG' }, { field: 'emails.1', code: 'OUT_OF_RANGE' }, { field: 'emails.2', code: 'OUT_OF_RANGE' }, { field: 'address', code: 'TOO_LONG' }, { field: 'numbers.1', code: 'INVALID_NUMBER' }, { field: 'numbers.2', code: 'INVALID_NUMBER' },
    ]);
    expect((await create({ name: 'Viele', numbers: Array.from({ length: 31 }, () => '0171 3920005') })).problems).toEqual([{ field: 'numbers', code: 'OUT_OF_RANGE' }]);
  });

  test.each(['110', '0900 5 123456', '0180 5 12345'])('never puts through to %s', async alwaysPutThroughTo => {
    expect((await create({ name: 'Anna', alwaysPutThroughTo })).problems).toEqual([{ field: 'alwaysPutThroughTo', code: 'FORBIDDEN_NUMBER' }]);
  });
});

describe('updateContact', () => {
  test('replaces all that was said', async () => {
    const id = await desk.contact(customerId, { name: 'Anna Schmidt', company: 'Labor Nord', numbers: ['+491713920001', '+491713920002'], isVip: true });
    expect(await update(id, { name: 'Anna Schmidt-Berg', numbers: ['0171 3920002', '0171 3920003'] }, 1)).toEqual({
      __typename: 'Contact', id, name: 'Anna Schmidt-Berg', company: null, numbers: ['+491713920002', '+491713920003'], emails: [], address: null,
      isVip: false, isBlocked: false, alwaysPutThroughTo: null, remarks: null, version: 2,
    });
    expect((await newestEvents(desk.sql, 1))[0]).toMatchObject({ kind: 'CONTACT_CHANGED', subjectId: id });
  });

  test('counts a change of the numbers alone', async () => {
    const id = await desk.contact(customerId, { name: 'Anna', numbers: ['+491713920001'] });
    expect((await update(id, { name: 'Anna', numbers: ['0171 3920002'] }, 1)).version).toBe(2);
  });

  test('shows a second editor what the first one saved', async () => {
    const id = await desk.contact(customerId, { name: 'Anna' });
    await update(id, { name: 'Anna Erste', numbers: ['0171 3920001'] }, 1);
    expect(await update(id, { name: 'Anna Zweite' }, 1)).toMatchObject({ __typename: 'ContactChangedMeanwhile', current: { name: 'Anna Erste', numbers: ['+491713920001'], version: 2 } });
  });

  test('lets one of many win who save at the same moment', async () => {
    const id = await desk.contact(customerId, { name: 'Anna' });
    const all: Told[] = await Promise.all(Array.from({ length: 5 }, (_, place) => update(id, { name: `Anna ${place}`, numbers: [`0171 392001${place}`] }, 1)));
    const winner = all.find(one => one.__typename === 'Contact');
    expect(all.filter(one => one.__typename === 'ContactChangedMeanwhile').map(one => one.current.name)).toEqual(Array.from({ length: 4 }, () => winner.name));
    expect(await read(id)).toMatchObject({ name: winner.name, numbers: winner.numbers });
  });
});

describe('markVip and unmarkVip', () => {
  test('set the mark once', async () => {
    const id = await desk.contact(customerId);
    expect((await desk.run(secretary, MARK, { id })).data.markVip).toMatchObject({ id, isVip: true, version: 2 });
    expect((await desk.run(secretary, MARK, { id })).data.markVip).toMatchObject({ isVip: true, version: 2 });
    expect((await desk.run(user, UNMARK, { id })).data.unmarkVip).toMatchObject({ isVip: false, version: 3 });
    const told = (await newestEvents(desk.sql, 100)).filter(event => event.subjectId === id);
    expect(told.map(event => event.kind)).toEqual(['CONTACT_CHANGED', 'CONTACT_CHANGED']);
  });
});

describe('deleteContact', () => {
  test.each([['the customer', () => user], ['a supervisor who acts for them', () => ({ ...supervisor, actsFor: [customerId] })]])('is for %s', async (_, actor) => {
    const id = await desk.contact(customerId);
    expect((await desk.run(actor(), DELETE, { id })).data.deleteContact).toEqual({ __typename: 'Deleted', id });
    expect(await read(id)).toBeNull();
    expect((await newestEvents(desk.sql, 1))[0]).toMatchObject({ kind: 'CONTACT_CHANGED', subjectId: id });
  });

  test('is not for a secretary, nor for a supervisor who has not said why', async () => {
    const id = await desk.contact(customerId);
    for (const actor of [secretary, supervisor]) expect((await desk.run(actor, DELETE, { id })).errors?.[0].extensions.code).toBe('FORBIDDEN');
    expect(await read(id)).not.toBeNull();
  });
});

describe('who may', () => {
  const acts = (id: string): [string, Record<string, unknown>][] =>
    [[CREATE, { customerId, input: { name: 'Eva' } }], [UPDATE, { id, input: { name: 'Eva' } }], [DELETE, { id }], [MARK, { id }], [UNMARK, { id }]];

  test('another customer neither acts nor sees', async () => {
    const id = await desk.contact(customerId, { name: 'Geheim', numbers: ['+491713920077'] });
    for (const [act, variables] of acts(id)) expect((await desk.run(stranger, act, variables)).errors?.[0].extensions.code).toBe('FORBIDDEN');
    expect(await read(id, stranger)).toBeNull();
    expect((await desk.run(stranger, BOOK, { id: customerId })).data.customer).toBeNull();
    const own = (search: string) => desk.run(stranger, BOOK, { id: stranger.customerId, search });
    for (const search of ['Geheim', '0171 3920077']) expect((await own(search)).data.customer.contacts.edges).toEqual([]);
  });

  test('strangers sign in first, whatever they name', async () => {
    for (const id of [await desk.contact(customerId), crypto.randomUUID()])
      for (const [operation, variables] of [...acts(id), [ONE, { id }]] as const)
        expect((await desk.run(null, operation, variables)).errors?.[0].extensions.code).toBe('UNAUTHENTICATED');
  });

  test.each([crypto.randomUUID(), 'none'])('what does not exist is refused like what is foreign (%s)', async id => {
    for (const [act, variables] of acts(id).slice(1)) expect((await desk.run(supervisor, act, variables)).errors?.[0].extensions.code).toBe('FORBIDDEN');
    expect((await desk.run(supervisor, CREATE, { customerId: id, input: { name: 'Eva' } })).errors?.[0].extensions.code).toBe('FORBIDDEN');
    expect(await read(id, supervisor)).toBeNull();
  });
});

describe('the address book', () => {
  let book: string;
  beforeAll(async () => {
    book = await desk.customer();
    await desk.contact(book, { name: 'Müller, Jörg', company: 'Stahlbau 24 GmbH', numbers: ['+493023125040', '+491713920040'], isVip: true });
    await desk.contact(book, { name: 'Öztürk, Elif', company: 'Müller & Partner', numbers: ['+4917604069041'] });
    await desk.contact(book, { name: 'Zander, Uwe', numbers: ['+496990009042'], isVip: true });
    await desk.contact(book, { name: 'ebert' });
    await desk.contact(await desk.customer(), { name: 'Müller, fremd', numbers: ['+493023125040'], isVip: true });
  });
  const found = async (variables: object) => (await desk.run(secretary, BOOK, { id: book, ...variables })).data.customer.contacts;

  test.each([
    ['müll', ['Müller, Jörg', 'Öztürk, Elif']],
    ['jörg stahl', ['Müller, Jörg']],
    ['stahlbau 24', ['Müller, Jörg']],
    ['0171 392', ['Müller, Jörg']],
    ['+49 (0)30 23125-040', ['Müller, Jörg']],
    ['0049 30 231', ['Müller, Jörg']],
    ['069041', ['Öztürk, Elif']],
    ['müller 0176', ['Öztürk, Elif']],
    ['50%', []],
    ['_', []],
  ])('is searched for %s', async (search, expected) => {
    expect(names(await found({ search }))).toEqual(expected);
  });

  test('shows the VIPs alone', async () => {
    expect(names(await found({ vipOnly: true }))).toEqual(['Müller, Jörg', 'Zander, Uwe']);
  });

  test('comes a page at a time, by name', async () => {
    const first = await found({ first: 2 });
    const second = await found({ first: 2, after: first.pageInfo.endCursor });
    expect([names(first), names(second)]).toEqual([['ebert', 'Müller, Jörg'], ['Öztürk, Elif', 'Zander, Uwe']]);
    expect([first.pageInfo.hasNextPage, second.pageInfo.hasNextPage]).toEqual([true, false]);
  });
});

describe('loadMatchableContacts', () => {
  test('finds by number, by switchboard and by name, within the customer alone', async () => {
    const mine = await desk.customer();
    const number = await desk.contact(mine, { name: 'Nummer', numbers: ['+493023125023'] });
    const switchboard = await desk.contact(mine, { name: 'Zentrale', numbers: ['+4930231250'] });
    const named = await desk.contact(mine, { name: 'Genannt' });
    await desk.contact(mine, { name: 'Anders', numbers: ['+493023125024'] });
    const foreign = await desk.contact(await desk.customer(), { name: 'Fremd', numbers: ['+493023125023'] });

    const ids = async (caller: string | null, identified: string | null) => (await loadMatchableContacts(desk.sql, mine, caller, identified)).map(({ id }) => id).sort();
    expect(await ids('+493023125023', null)).toEqual([number, switchboard].sort());
    expect(await ids('+493023125023', named)).toEqual([number, switchboard, named].sort());
    expect(await ids(null, named)).toEqual([named]);
    expect(await ids(null, foreign)).toEqual([]);
    expect(await ids(null, null)).toEqual([]);
  });
});
