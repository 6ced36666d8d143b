import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Desk, openDesk, type Told } from '../test/desk.ts';
import type { CustomerUserActor, SecretaryActor } from '../identity/actor.ts';
import { sessionOf, startSession } from '../identity/session.ts';
import { openServer } from '../test/server.ts';

let desk: Desk;
let secretary: SecretaryActor;
let supervisor: SecretaryActor;
let customerId: string;
let manager: CustomerUserActor;
let reader: CustomerUserActor;
let instructor: CustomerUserActor;
let stranger: CustomerUserActor;
beforeAll(async () => {
  desk = await openDesk();
  secretary = await desk.secretary({ name: 'Tom Brandt' });
  supervisor = await desk.secretary({ name: 'Lena Leitung', isSupervisor: true });
  stranger = await desk.customerUser(await desk.customer({ name: 'Kanzlei Krause' }));
});
beforeEach(async () => {
  customerId = await desk.customer();
  manager = await desk.customerUser(customerId, 'Anke Weber');
  instructor = await desk.customerUser(customerId, 'Ida Instruktor', 'INSTRUCT');
  reader = await desk.customerUser(customerId, 'Rita Reich', 'READ');
});
afterAll(() => desk.close());

const ADD = `mutation ($customerId: ID!, $input: PersonInput!, $right: CustomerRight!) { addCustomerUser(customerId: $customerId, input: $input, right: $right) {
  __typename ... on CustomerUserAdded { user { id name email right } temporaryPassword } ... on CustomerUserInvalid { problems { field code } } } }`;
const CHANGE = `mutation ($id: ID!, $right: CustomerRight!) { changeCustomerUserRight(customerUserId: $id, right: $right) { __typename ... on CustomerUser { right } } }`;
const REMOVE = `mutation ($id: ID!) { removeCustomerUser(customerUserId: $id) { __typename ... on Deleted { id } } }`;
const RENEW = `mutation ($id: ID!) { renewTemporaryPassword(customerUserId: $id) { temporaryPassword } }`;
const PEOPLE = `query ($id: ID!) { customer(id: $id) { people { name right } } }`;
const freshEmail = () => `${crypto.randomUUID()}@praxis-weber.example`;
const codeOf = (answer: { errors?: Told[] }): string | undefined => answer.errors?.[0].extensions.code;
const everybody = async (): Promise<unknown> => (await desk.sql.pool.query('select * from customer_user u join account a on a.customer_user_id = u.id where u.customer_id = $1 order by u.id', [customerId])).rows;
/** The session that somebody has open, as the next request finds it. */
const withSession = async (accountId: string) => {
  const { token } = await startSession(desk.sql, accountId, desk.now());
  return () => sessionOf(desk.sql, token, desk.now());
};

describe('a customer’s people', () => {
  it('are seen by each of them and by supervisors', async () => {
    const all = [{ name: 'Anke Weber', right: 'MANAGE' }, { name: 'Ida Instruktor', right: 'INSTRUCT' }, { name: 'Rita Reich', right: 'READ' }];
    for (const person of [manager, reader, supervisor]) expect((await desk.run(person, PEOPLE, { id: customerId })).data.customer.people).toEqual(all);
    expect(codeOf(await desk.run(secretary, PEOPLE, { id: customerId }))).toBe('FORBIDDEN');
    expect((await desk.run(stranger, PEOPLE, { id: customerId })).data.customer).toBeNull();
  });

  it('come with a temporary password, told once, by who manages and by supervisors', async () => {
    for (const person of [manager, supervisor]) {
      const email = freshEmail();
      const { data } = await desk.run(person, ADD, { customerId, input: { name: ' Nina Neu ', email: email.toUpperCase() }, right: 'READ' });
      expect(data.addCustomerUser).toEqual({ __typename: 'CustomerUserAdded', user: { id: expect.any(String), name: 'Nina Neu', email, right: 'READ' }, temporaryPassword: expect.stringMatching(/^[a-z]{4}(-[a-z]{4}){4}$/) });
      const { rows } = await desk.sql.pool.query('select id from account where email = $1', [email]);
      // They may do nothing but change it.
      expect(await (await withSession(rows[0].id))()).toMatchObject({ person: null, due: { email } });
    }
  });

  it('cannot share an address, and each wrong field is named', async () => {
    const email = freshEmail();
    await desk.run(manager, ADD, { customerId, input: { name: 'Nina', email }, right: 'READ' });
    const before = await everybody();
    const problems = async (input: object) => (await desk.run(manager, ADD, { customerId, input, right: 'READ' })).data.addCustomerUser.problems;
    expect(await problems({ name: 'Nina', email })).toEqual([{ field: 'email', code: 'TAKEN' }]);
    expect(await problems({ name: ' ', email: 'niemand' })).toEqual([{ field: 'name', code: 'REQUIRED' }, { field: 'email', code: 'OUT_OF_RANGE' }]);
    expect(await everybody()).toEqual(before);
  });

  it('are nobody else’s to add, change, renew and remove', async () => {
    const before = await everybody();
    const id = reader.customerUserId;
    for (const person of [reader, instructor, secretary, stranger])
      for (const [source, variables] of [[ADD, { customerId, input: { name: 'X', email: freshEmail() }, right: 'MANAGE' }], [CHANGE, { id, right: 'MANAGE' }], [RENEW, { id }], [REMOVE, { id }]] as const)
        expect(codeOf(await desk.run(person, source, variables)), `${person.kind}: ${source}`).toBe('FORBIDDEN');
    expect(await everybody()).toEqual(before);
  });

  it('may do something else from the next moment on', async () => {
    const session = await withSession(reader.accountId);
    expect((await desk.run(manager, CHANGE, { id: reader.customerUserId, right: 'INSTRUCT' })).data.changeCustomerUserRight).toEqual({ __typename: 'CustomerUser', right: 'INSTRUCT' });
    expect((await session())?.person).toMatchObject({ right: 'INSTRUCT' });
    expect((await desk.run(supervisor, REMOVE, { id: reader.customerUserId })).data.removeCustomerUser).toEqual({ __typename: 'Deleted', id: reader.customerUserId });
    expect(await session()).toBeNull();
  });

  it('keep one who manages, also when two of them remove each other at once', async () => {
    expect((await desk.run(manager, CHANGE, { id: manager.customerUserId, right: 'READ' })).data.changeCustomerUserRight.__typename).toBe('LastManager');
    expect((await desk.run(supervisor, REMOVE, { id: manager.customerUserId })).data.removeCustomerUser.__typename).toBe('LastManager');
    const other = await desk.customerUser(customerId, 'Otto', 'MANAGE');
    const results = await Promise.all([desk.run(manager, REMOVE, { id: other.customerUserId }), desk.run(other, REMOVE, { id: manager.customerUserId })]);
    expect(results.filter(({ data }) => data?.removeCustomerUser?.__typename === 'Deleted')).toHaveLength(1);
    expect((await desk.sql.pool.query(`select 1 from customer_user where customer_id = $1 and "right" = 'MANAGE'`, [customerId])).rowCount).toBe(1);
  });

  it('lose what they have open when they are removed', async () => {
    const server = await openServer(desk);
    const live = await server.connect(reader);
    await live.listen('');
    await desk.run(manager, REMOVE, { id: reader.customerUserId });
    expect(await live.over()).not.toBeNull();
    await server.close();
  });
});

describe('what somebody may do', () => {
  const instruction = { title: 'Urlaub', greeting: 'Guten Tag', putThrough: 'NONE', message: 'Morgen wieder' };
  const acts = (contactId: string, instructionId: string): [string, object][] => [
    ['mutation ($customerId: ID!, $input: InstructionInput!) { createInstruction(customerId: $customerId, input: $input) { __typename } }', { customerId, input: instruction }],
    ['mutation ($instructionId: ID!, $input: InstructionInput!) { updateInstruction(instructionId: $instructionId, input: $input) { __typename } }', { instructionId, input: instruction }],
    ['mutation ($customerId: ID!) { createContact(customerId: $customerId, input: { name: "Eva" }) { __typename } }', { customerId }],
    ['mutation ($contactId: ID!) { markVip(contactId: $contactId) { __typename } }', { contactId }],
    ['mutation ($instructionId: ID!) { deleteInstruction(instructionId: $instructionId) { __typename } }', { instructionId }],
    ['mutation ($contactId: ID!) { deleteContact(contactId: $contactId) { __typename } }', { contactId }],
  ];

  it('is to read and no more, for a reader', async () => {
    const contactId = await desk.contact(customerId);
    const { id: instructionId } = await desk.instruction(customerId);
    const { id: lineId, number } = await desk.line(customerId);
    const call = await desk.call(number);
    expect((await desk.run(reader, 'query ($id: ID!) { call(id: $id) { id } }', { id: call.id })).data.call).toEqual({ id: call.id });
    for (const [source, variables] of [
      ...acts(contactId, instructionId),
      ['mutation ($lineId: ID!) { startForwardingCheck(lineId: $lineId, number: "+491713920080") { __typename } }', { lineId }],
      ['mutation ($callId: ID!) { markCallBackDone(callId: $callId) { __typename } }', { callId: call.id }],
    ] as [string, object][]) expect(codeOf(await desk.run(reader, source, variables as Record<string, unknown>)), source).toBe('FORBIDDEN');
    expect((await desk.sql.pool.query('select (select count(*) from contact where customer_id = $1)::int as contacts, (select count(*) from instruction where customer_id = $1)::int as instructions', [customerId])).rows).toEqual([{ contacts: 1, instructions: 1 }]);
  });

  it('is to write instructions and contacts, for who instructs', async () => {
    const contactId = await desk.contact(customerId);
    const { id: instructionId } = await desk.instruction(customerId);
    for (const [source, variables] of acts(contactId, instructionId)) expect(codeOf(await desk.run(instructor, source, variables as Record<string, unknown>)), source).toBeUndefined();
  });
});

describe('secretaries', () => {
  const ADD_SECRETARY = 'mutation ($input: PersonInput!, $isSupervisor: Boolean!) { addSecretary(input: $input, isSupervisor: $isSupervisor) { __typename ... on SecretaryAdded { secretary { id name isSupervisor presence } temporaryPassword } ... on SecretaryInvalid { problems { field code } } } }';
  const UPDATE_SECRETARY = 'mutation ($id: ID!, $name: String!, $isSupervisor: Boolean!) { updateSecretary(secretaryId: $id, name: $name, isSupervisor: $isSupervisor) { __typename ... on Secretary { name isSupervisor } } }';
  const REMOVE_SECRETARY = 'mutation ($id: ID!) { removeSecretary(secretaryId: $id) { __typename } }';
  const RENEW_SECRETARY = 'mutation ($id: ID!) { renewed: renewSecretaryPassword(secretaryId: $id) { secretary { name } temporaryPassword } }';
  const names = async () => (await desk.run(supervisor, '{ desk { secretaries { name } } }')).data.desk.secretaries.map(({ name }: Told) => name);

  it('are added with a temporary password, changed, and leave with their name at what they did', async () => {
    const email = `${crypto.randomUUID()}@vorzimmer.example`;
    const { secretary: added } = (await desk.run(supervisor, ADD_SECRETARY, { input: { name: 'Nora Neu', email }, isSupervisor: false })).data.addSecretary;
    expect(added).toEqual({ id: expect.any(String), name: 'Nora Neu', isSupervisor: false, presence: 'OFFLINE' });
    expect((await desk.run(supervisor, ADD_SECRETARY, { input: { name: 'Nora Neu', email }, isSupervisor: false })).data.addSecretary.problems).toEqual([{ field: 'email', code: 'TAKEN' }]);
    expect((await desk.run(supervisor, UPDATE_SECRETARY, { id: added.id, name: 'Nora Alt', isSupervisor: true })).data.updateSecretary).toEqual({ __typename: 'Secretary', name: 'Nora Alt', isSupervisor: true });
    expect(await names()).toContain('Nora Alt');

    const { number } = await desk.line(customerId);
    const call = await desk.call(number);
    const nora: SecretaryActor = { kind: 'SECRETARY', accountId: crypto.randomUUID(), secretaryId: added.id, isSupervisor: true, actsFor: [] };
    await desk.run(nora, 'mutation ($id: ID!) { takeCall(callId: $id) { __typename } }', { id: call.id });
    await desk.run(nora, 'mutation ($id: ID!) { endCall(callId: $id, result: INFORMATION_GIVEN) { __typename } }', { id: call.id });
    expect((await desk.run(supervisor, REMOVE_SECRETARY, { id: added.id })).data.removeSecretary.__typename).toBe('Deleted');
    expect(await names()).not.toContain('Nora Alt');
    expect((await desk.run(manager, 'query ($id: ID!) { call(id: $id) { takenBy { name } } }', { id: call.id })).data.call.takenBy).toEqual({ name: 'Nora Alt' });
    expect((await desk.sql.pool.query('select from account where email = $1', [email])).rowCount).toBe(0);
    expect(codeOf(await desk.run(supervisor, REMOVE_SECRETARY, { id: added.id }))).toBe('FORBIDDEN');
  });

  it('are given a new temporary password, after which all that they had open is over', async () => {
    const tom = await desk.secretary({ name: 'Tom Bergner' });
    const session = await withSession(tom.accountId);
    expect((await session())?.person).toMatchObject({ secretaryId: tom.secretaryId });
    const { renewed } = (await desk.run(supervisor, RENEW_SECRETARY, { id: tom.secretaryId })).data;
    expect(renewed).toEqual({ secretary: { name: 'Tom Bergner' }, temporaryPassword: expect.stringMatching(/^[a-z]{4}(-[a-z]{4}){4}$/) });
    expect(await session()).toBeNull();
    expect(await (await withSession(tom.accountId))()).toMatchObject({ person: null, due: { email: expect.any(String) } });
    await desk.run(supervisor, REMOVE_SECRETARY, { id: tom.secretaryId });
    expect(codeOf(await desk.run(supervisor, RENEW_SECRETARY, { id: tom.secretaryId }))).toBe('FORBIDDEN');
  });

  it('have addresses that supervisors see, and nobody else', async () => {
    const email = `${crypto.randomUUID()}@vorzimmer.example`;
    await desk.run(supervisor, ADD_SECRETARY, { input: { name: 'Olga Ohm', email }, isSupervisor: false });
    const { secretaries } = (await desk.run(supervisor, '{ desk { secretaries { name email } } }')).data.desk;
    expect(secretaries).toContainEqual({ name: 'Olga Ohm', email });
    expect(codeOf(await desk.run(secretary, '{ desk { secretaries { email } } }'))).toBe('FORBIDDEN');
  });

  it('keep one supervisor', async () => {
    const before = (await desk.sql.pool.query('select * from secretary order by id')).rows;
    expect((await desk.run(supervisor, UPDATE_SECRETARY, { id: supervisor.secretaryId, name: 'Lena Leitung', isSupervisor: false })).data.updateSecretary.__typename).toBe('LastSupervisor');
    expect((await desk.run(supervisor, REMOVE_SECRETARY, { id: supervisor.secretaryId })).data.removeSecretary.__typename).toBe('LastSupervisor');
    expect((await desk.sql.pool.query('select * from secretary order by id')).rows).toEqual(before);
  });

  it('are supervisors’ to add, change, renew and remove', async () => {
    for (const person of [secretary, manager])
      for (const [source, variables] of [[ADD_SECRETARY, { input: { name: 'X', email: 'x@vorzimmer.example' }, isSupervisor: true }], [UPDATE_SECRETARY, { id: secretary.secretaryId, name: 'X', isSupervisor: true }], [RENEW_SECRETARY, { id: secretary.secretaryId }], [REMOVE_SECRETARY, { id: supervisor.secretaryId }]] as const)
        expect(codeOf(await desk.run(person, source, variables))).toBe('FORBIDDEN');
  });
});

describe('the contract', () => {
  const END = 'mutation ($id: ID!, $endsOn: String!) { endContract(customerId: $id, endsOn: $endsOn) { __typename ... on Customer { contractStartedOn contractEndsOn } ... on CustomerInvalid { problems { field code } } } }';

  it('has its last day noted by a supervisor, and taken back', async () => {
    expect((await desk.run(supervisor, END, { id: customerId, endsOn: '2026-12-31' })).data.endContract).toEqual({ __typename: 'Customer', contractStartedOn: '2020-01-01', contractEndsOn: '2026-12-31' });
    expect((await desk.run(reader, 'query ($id: ID!) { customer(id: $id) { contractEndsOn } }', { id: customerId })).data.customer).toEqual({ contractEndsOn: '2026-12-31' });
    expect((await desk.run(supervisor, 'mutation ($id: ID!) { continueContract(customerId: $id) { contractEndsOn } }', { id: customerId })).data.continueContract).toEqual({ contractEndsOn: null });
  });

  it('ends on a day that there is, after its beginning, and by nobody else', async () => {
    for (const [endsOn, code] of [['2019-12-31', 'ENDS_BEFORE_START'], ['2026-02-30', 'OUT_OF_RANGE'], ['bald', 'OUT_OF_RANGE']])
      expect((await desk.run(supervisor, END, { id: customerId, endsOn })).data.endContract).toMatchObject({ problems: [{ field: 'endsOn', code }] });
    for (const person of [secretary, manager, stranger]) expect(codeOf(await desk.run(person, END, { id: customerId, endsOn: '2026-12-31' }))).toBe('FORBIDDEN');
    expect((await desk.run(supervisor, 'query ($id: ID!) { customer(id: $id) { contractEndsOn } }', { id: customerId })).data.customer).toEqual({ contractEndsOn: null });
  });
});
