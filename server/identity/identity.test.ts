import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CustomerUserActor, SecretaryActor } from './actor.ts';
import { addCustomerUser, addSecretary, offerFirstSetUp } from './identity.service.ts';
import { hashPassword } from './password.ts';
import { SESSION_COOKIE } from './session.ts';
import { type Desk, openDesk } from '../test/desk.ts';
import { openServer } from '../test/server.ts';

let desk: Desk;
let server: Awaited<ReturnType<typeof openServer>>;
const PASSWORD = 'ein langes Kennwort';

beforeAll(async () => {
  desk = await openDesk();
  server = await openServer(desk);
  const passwordHash = await hashPassword(PASSWORD);
  await addSecretary(desk.sql, { name: 'Jana Kühn', email: 'Jana@Vorzimmer.example', passwordHash, isSupervisor: false }, desk.now());
  await addCustomerUser(desk.sql, { customerId: await desk.customer(), name: 'Anke Weber', right: 'MANAGE', email: 'weber@praxis-weber.example', passwordHash }, desk.now());
});
afterAll(async () => {
  await server.close();
  await desk.close();
});

const VIEWER = '{ viewer { __typename ... on Secretary { name isSupervisor presence } ... on CustomerUser { name email customer { name } } } }';
const SIGN_IN = `mutation ($email: String!, $password: String!) { signIn(email: $email, password: $password) {
  __typename ... on SignedIn { viewer { __typename ... on Secretary { name } ... on CustomerUser { name } } } ... on WrongCredentials { message } } }`;
const signIn = (email: string, password: string, cookie: string | null = null, headers = {}) => server.post(cookie, SIGN_IN, { email, password }, headers);

const setCookie = (response: { headers: Record<string, unknown> }): string | undefined => {
  const header = response.headers['set-cookie'];
  return Array.isArray(header) ? header[0] : (header as string | undefined);
};
const cookieIn = (header: string | undefined) => header?.split(';')[0] ?? null;
const viewer = async (cookie: string | null, headers = {}) => (await server.post(cookie, VIEWER, {}, headers)).data.viewer;

describe('signIn', () => {
  test('begins a session whose cookie no script reads and no other site sends', async () => {
    const { response, data } = await signIn(' jana@vorzimmer.EXAMPLE ', PASSWORD);
    expect(data.signIn).toEqual({ __typename: 'SignedIn', viewer: { __typename: 'Secretary', name: 'Jana Kühn' } });
    const header = setCookie(response) as string;
    expect(header).toMatch(new RegExp(`^${SESSION_COOKIE}=[\\w-]{43};`));
    expect(header.split('; ').slice(1).sort()).toEqual([`Expires=${new Date(desk.now().getTime() + 14 * 86_400_000).toUTCString()}`, 'HttpOnly', 'Path=/', 'SameSite=Strict']);
    expect(await viewer(cookieIn(header))).toEqual({ __typename: 'Secretary', name: 'Jana Kühn', isSupervisor: false, presence: 'OFFLINE' });
  });

  test('sends the cookie over encrypted connections alone where people come that way', async () => {
    const secure = await openServer(desk, { publicUrl: 'https://desk.example.com' });
    const { response } = await secure.post(null, SIGN_IN, { email: 'jana@vorzimmer.example', password: PASSWORD });
    expect(setCookie(response)).toMatch(/^__Host-vorzimmer_session=.*; Secure/);
    await secure.close();
  });

  test('lets a customer’s people into their own', async () => {
    const { response, data } = await signIn('weber@praxis-weber.example', PASSWORD);
    expect(data.signIn.viewer).toEqual({ __typename: 'CustomerUser', name: 'Anke Weber' });
    expect(await viewer(cookieIn(setCookie(response)))).toEqual({ __typename: 'CustomerUser', name: 'Anke Weber', email: 'weber@praxis-weber.example', customer: { name: 'Praxis Dr. Weber' } });
  });

  test('answers alike whichever of the two is wrong', async () => {
    const wrong = [
      await signIn('jana@vorzimmer.example', 'ein anderes Kennwort'), await signIn('niemand@vorzimmer.example', PASSWORD), await signIn('', ''),
      await signIn('jana@vorzimmer.example', 'x'.repeat(50_000)), await signIn('jana@vorzimmer.example\0', PASSWORD), await signIn('jana@vorzimmer.example', `${PASSWORD}\0`),
    ];
    for (const { response, data, errors } of wrong) {
      expect({ data, errors }).toEqual({ data: { signIn: { __typename: 'WrongCredentials', message: 'E-mail and password do not fit.' } } });
      expect(setCookie(response)).toBeUndefined();
    }
  });

  test('ends the session that it takes the place of', async () => {
    const first = cookieIn(setCookie((await signIn('jana@vorzimmer.example', PASSWORD)).response));
    const second = cookieIn(setCookie((await signIn('weber@praxis-weber.example', PASSWORD, first)).response));
    expect(await viewer(first)).toBeNull();
    expect(await viewer(second)).toMatchObject({ name: 'Anke Weber' });
  });

  test('is HTTP’s: a socket cannot set a cookie', async () => {
    const socket = await server.connect(null);
    expect((await socket.ask(SIGN_IN, { email: 'jana@vorzimmer.example', password: PASSWORD })).errors?.[0].extensions.code).toBe('BAD_USER_INPUT');
    expect((await socket.ask('mutation { signOut }')).errors?.[0].extensions.code).toBe('BAD_USER_INPUT');
  });
});

describe('a session', () => {
  test('ends with signOut, and its sockets with it, but not those of other sessions', async () => {
    const jana = await desk.secretary({ name: 'Jana' });
    const cookie = await server.cookieOf(jana);
    const here = await server.connectWith(cookie);
    const elsewhere = await server.connect(jana);
    await Promise.all([here, elsewhere].map(client => client.listen('at')));
    const { response, data } = await server.post(cookie, 'mutation { signOut }');
    expect(data).toEqual({ signOut: true });
    expect(setCookie(response)).toMatch(new RegExp(`^${SESSION_COOKIE}=;.*Expires=Thu, 01 Jan 1970`));
    expect(await viewer(cookie)).toBeNull();
    expect(await here.over()).toBe('CLOSED');
    expect((await elsewhere.ask(VIEWER)).data.viewer).toMatchObject({ name: 'Jana' });
    expect((await server.post(null, 'mutation { signOut }')).data).toEqual({ signOut: true });
  });

  test('ends after fourteen days', async () => {
    const cookie = await server.cookieOf(await desk.secretary());
    desk.pass(14 * 86_400 - 1);
    expect(await viewer(cookie)).not.toBeNull();
    desk.pass(1);
    expect(await viewer(cookie)).toBeNull();
  });

  test('counts for our own pages and for programs', async () => {
    const cookie = await server.cookieOf(await desk.secretary());
    expect(await viewer(cookie, { origin: 'http://localhost:4000', host: 'localhost:4000' })).not.toBeNull();
    expect(await viewer(cookie, { origin: `http://127.0.0.1:${server.port}`, host: `127.0.0.1:${server.port}` })).not.toBeNull();
    expect(await viewer(cookie)).not.toBeNull();
  });

  test('of a token that nobody was given is nobody’s', async () => {
    for (const token of ['', 'x', 'x'.repeat(43), `${'x'.repeat(4000)}`]) expect(await viewer(`${SESSION_COOKIE}=${token}`)).toBeNull();
  });
});

describe('setPresence', () => {
  const SET = 'mutation ($presence: Presence!) { setPresence(presence: $presence) { ... on Secretary { id presence presenceSince } } }';
  test('is a secretary’s own and seen by the others', async () => {
    const [jana, tom] = [await desk.secretary(), await desk.secretary()];
    desk.pass(60);
    expect((await desk.run(jana, SET, { presence: 'BREAK' })).data.setPresence).toEqual({ id: jana.secretaryId, presence: 'BREAK', presenceSince: desk.now().toISOString() });
    const since = desk.now().toISOString();
    desk.pass(60);
    expect((await desk.run(jana, SET, { presence: 'BREAK' })).data.setPresence.presenceSince).toBe(since);
    const { data } = await desk.run(tom, '{ desk { secretaries { id presence } } }');
    expect(data.desk.secretaries).toContainEqual({ id: jana.secretaryId, presence: 'BREAK' });
    const weber: CustomerUserActor = await desk.customerUser(await desk.customer());
    expect((await desk.run(weber, SET, { presence: 'BREAK' })).errors?.[0].extensions.code).toBe('FORBIDDEN');
    expect((await desk.run(null, SET, { presence: 'BREAK' })).errors?.[0].extensions.code).toBe('UNAUTHENTICATED');
  });

  test('is not shown to customers', async () => {
    const customerId = await desk.customer();
    const weber = await desk.customerUser(customerId);
    const call = await desk.call((await desk.line(customerId)).number);
    const jana = await desk.secretary({ name: 'Jana Kühn' });
    await desk.run(jana, 'mutation ($id: ID!) { takeCall(callId: $id) { __typename } }', { id: call.id });
    expect((await desk.run(weber, 'query ($id: ID!) { call(id: $id) { takenBy { name } } }', { id: call.id })).data.call.takenBy).toEqual({ name: 'Jana Kühn' });
    for (const field of ['presence', 'presenceSince'])
      expect((await desk.run(weber, `query ($id: ID!) { call(id: $id) { takenBy { ${field} } } }`, { id: call.id })).errors?.[0].extensions.code).toBe('FORBIDDEN');
  });
});

describe('setUpFirstSupervisor', () => {
  const SET_UP = `mutation ($token: String!, $name: String!, $email: String!, $password: String!) { setUpFirstSupervisor(token: $token, name: $name, email: $email, password: $password) {
    __typename ... on SignedIn { viewer { ... on Secretary { name isSupervisor } } } ... on SetUpInvalid { problems { field code } } } }`;
  const INPUT = { name: ' Lea Leitung ', email: 'Lea@Vorzimmer.example', password: 'fünfzehn Zeichen!' };
  const fresh = async () => {
    const own = await openDesk();
    const app = await openServer(own);
    const setUp = async (token: string, input: object = {}) => (await app.post(null, SET_UP, { token, ...INPUT, ...input })).data.setUpFirstSupervisor;
    return { own, app, setUp, close: () => app.close().then(() => own.close()) };
  };

  test('makes the supervisor once with the link that was printed, and signs them in', async () => {
    const { own, app, setUp, close } = await fresh();
    const token = (await offerFirstSetUp(own.sql, own.now())) as string;
    expect((await setUp('nonsense')).__typename).toBe('SetUpLinkInvalid');
    expect(await setUp(token, { name: ' ', email: 'lea', password: 'kurz' })).toEqual({
      __typename: 'SetUpInvalid', problems: [{ field: 'name', code: 'REQUIRED' }, { field: 'email', code: 'OUT_OF_RANGE' }, { field: 'password', code: 'TOO_SHORT' }],
    });
    const { response, data } = await app.post(null, SET_UP, { token, ...INPUT });
    expect(data.setUpFirstSupervisor).toEqual({ __typename: 'SignedIn', viewer: { name: 'Lea Leitung', isSupervisor: true } });
    expect((await app.post(cookieIn(setCookie(response)), '{ telephoneDoors { id } }')).data).toEqual({ telephoneDoors: [] });
    expect((await app.post(null, SIGN_IN, { email: 'lea@vorzimmer.example', password: INPUT.password })).data.signIn.__typename).toBe('SignedIn');
    expect((await setUp(token, { email: 'second@vorzimmer.example' })).__typename).toBe('SetUpLinkInvalid');
    expect(await offerFirstSetUp(own.sql, own.now())).toBeNull();
    await close();
  });

  test('takes a link for a day, the newest alone, and for one of those who use it at once', async () => {
    const { own, setUp, close } = await fresh();
    const old = (await offerFirstSetUp(own.sql, own.now())) as string;
    own.pass(86_400);
    expect((await setUp(old)).__typename).toBe('SetUpLinkInvalid');
    const [void_, valid] = [(await offerFirstSetUp(own.sql, own.now())) as string, (await offerFirstSetUp(own.sql, own.now())) as string];
    expect((await setUp(void_)).__typename).toBe('SetUpLinkInvalid');
    own.pass(86_399);
    const both = await Promise.all([setUp(valid, { email: 'a@vorzimmer.example' }), setUp(valid, { email: 'b@vorzimmer.example' })]);
    expect(both.map(({ __typename }) => __typename).sort()).toEqual(['SetUpLinkInvalid', 'SignedIn']);
    await close();
  });

  test('is refused once there is a supervisor, however they came', async () => {
    const { own, setUp, close } = await fresh();
    const token = (await offerFirstSetUp(own.sql, own.now())) as string;
    await own.secretary({ isSupervisor: true });
    expect((await setUp(token)).__typename).toBe('SetUpLinkInvalid');
    await close();
  });

  test('names an address that somebody else has', async () => {
    const { own, setUp, close } = await fresh();
    await addSecretary(own.sql, { name: 'Lea', email: 'lea@vorzimmer.example', passwordHash: '-', isSupervisor: false }, own.now());
    const token = (await offerFirstSetUp(own.sql, own.now())) as string;
    expect(await setUp(token)).toEqual({ __typename: 'SetUpInvalid', problems: [{ field: 'email', code: 'TAKEN' }] });
    expect((await setUp(token, { email: 'leitung@vorzimmer.example' })).__typename).toBe('SignedIn');
    await close();
  });
});

describe('the acts of supervisors', () => {
  test.each([
    '{ unassignedCalls { pageInfo { hasNextPage } } }', '{ telephoneDoors { id } }', 'mutation { createTelephoneDoor(name: "x") { __typename } }',
    `mutation { deleteTelephoneDoor(telephoneDoorId: "${crypto.randomUUID()}") { __typename } }`,
    'mutation { reportIncomingCall(input: { calledNumber: "+493023125000", externalId: "x" }) { __typename } }',
    'mutation { reportCallAnswered(externalId: "x") { __typename } }', 'mutation { reportCallEnded(externalId: "x") { __typename } }',
    'mutation { createCustomer(input: { customerNumber: "1", name: "x" }) { __typename } }',
  ])('%s is refused to plain secretaries, customers and strangers', async operation => {
    const people: SecretaryActor | CustomerUserActor = await desk.secretary();
    for (const actor of [people, await desk.customerUser(await desk.customer())]) expect((await desk.run(actor, operation)).errors?.[0].extensions.code).toBe('FORBIDDEN');
    expect((await desk.run(null, operation)).errors?.[0].extensions.code).toBe('UNAUTHENTICATED');
  });
});
