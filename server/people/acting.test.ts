import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Desk, openDesk, type Told } from '../test/desk.ts';
import type { CustomerUserActor, Person, SecretaryActor } from '../identity/actor.ts';
import { sessionOf, startSession } from '../identity/session.ts';

let desk: Desk;
let supervisor: SecretaryActor;
let customerId: string;
let user: CustomerUserActor;
let elsewhere: CustomerUserActor;
/** The supervisor as the next request finds them. */
let now: () => Promise<Person>;
beforeAll(async () => {
  desk = await openDesk();
  supervisor = await desk.secretary({ name: 'Lena Leitung', isSupervisor: true });
  customerId = await desk.customer();
  user = await desk.customerUser(customerId, 'Rita Reich', 'READ');
  elsewhere = await desk.customerUser(await desk.customer({ name: 'Kanzlei Krause' }));
  const { token } = await startSession(desk.sql, supervisor.accountId, desk.now());
  now = async () => (await sessionOf(desk.sql, token, desk.now()))!.person as Person;
});
afterAll(() => desk.close());

const ACT = `mutation ($customerId: ID!, $reason: String!) { actForCustomer(customerId: $customerId, reason: $reason) { __typename ... on Acting { since until } ... on ActingInvalid { problems { field code } } } }`;
const ACTINGS = `query ($id: ID!) { customer(id: $id) { actings { edges { node { reason since until secretary { name } } } } } }`;
const write = async () => desk.run(await now(), 'mutation ($customerId: ID!) { createInstruction(customerId: $customerId, input: { title: "Urlaub", greeting: "Guten Tag", putThrough: NONE, message: "Morgen" }) { __typename } }', { customerId });
const codeOf = (answer: { errors?: Told[] }) => answer.errors?.[0].extensions.code;

it('lets a supervisor write a customer’s instructions for an hour, once they have said why, and the customer reads it', async () => {
  expect(codeOf(await write())).toBe('FORBIDDEN');
  const { data } = await desk.run(supervisor, ACT, { customerId, reason: 'Frau Weber bat am Telefon um die Urlaubsansage' });
  expect(data.actForCustomer).toEqual({ __typename: 'Acting', since: '2026-06-15T09:00:00.000Z', until: '2026-06-15T10:00:00.000Z' });
  expect((await write()).data.createInstruction.__typename).toBe('Instruction');
  const told = { edges: [{ node: { reason: 'Frau Weber bat am Telefon um die Urlaubsansage', since: '2026-06-15T09:00:00.000Z', until: '2026-06-15T10:00:00.000Z', secretary: { name: 'Lena Leitung' } } }] };
  for (const person of [user, supervisor]) expect((await desk.run(person, ACTINGS, { id: customerId })).data.customer.actings).toEqual(told);
  expect(codeOf(await desk.run(await desk.secretary(), ACTINGS, { id: customerId }))).toBe('FORBIDDEN');
  expect((await desk.run(elsewhere, ACTINGS, { id: customerId })).data.customer).toBeNull();
});

it('is for that customer alone', async () => {
  expect((await now() as SecretaryActor).actsFor).toEqual([customerId]);
  const { errors } = await desk.run(await now(), 'mutation ($customerId: ID!) { createInstruction(customerId: $customerId, input: { title: "X", greeting: "X", putThrough: NONE, message: "X" }) { __typename } }', { customerId: elsewhere.customerId });
  expect(errors?.[0].extensions.code).toBe('FORBIDDEN');
});

it('ends when they stop, and by itself', async () => {
  const STOP = 'mutation ($customerId: ID!) { stopActing(customerId: $customerId) }';
  desk.pass(60);
  expect((await desk.run(supervisor, STOP, { customerId })).data.stopActing).toBe(true);
  expect(codeOf(await write())).toBe('FORBIDDEN');
  expect((await desk.run(user, ACTINGS, { id: customerId })).data.customer.actings.edges[0].node.until).toBe('2026-06-15T09:01:00.000Z');
  await desk.run(supervisor, ACT, { customerId, reason: 'Noch einmal, wie besprochen' });
  desk.pass(3601);
  expect(codeOf(await write())).toBe('FORBIDDEN');
});

it('needs a reason that says something, and a supervisor', async () => {
  for (const reason of ['', '   ', 'weil halt']) expect((await desk.run(supervisor, ACT, { customerId, reason })).data.actForCustomer.problems).toMatchObject([{ field: 'reason' }]);
  for (const person of [user, elsewhere, await desk.secretary()]) expect(codeOf(await desk.run(person, ACT, { customerId, reason: 'Ein guter Grund, meine ich' }))).toBe('FORBIDDEN');
  expect(codeOf(await desk.run(supervisor, ACT, { customerId: crypto.randomUUID(), reason: 'Ein guter Grund, meine ich' }))).toBe('FORBIDDEN');
});
