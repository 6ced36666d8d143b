import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { SecretaryActor } from '../identity/actor.ts';
import { openDesk, type Desk, type Told } from '../test/desk.ts';
import { openServer, type LiveClient } from '../test/server.ts';
import { doorBehind, doorWithSecrets } from './door.service.ts';

const SID = `AC${'0'.repeat(32)}`;
let desk: Desk;
let server: Awaited<ReturnType<typeof openServer>>;
let supervisor: SecretaryActor;
let live: LiveClient;

beforeAll(async () => {
  desk = await openDesk('2026-06-15T09:00:00Z');
  server = await openServer(desk);
  supervisor = await desk.secretary({ isSupervisor: true });
  live = await server.connect(supervisor);
  await live.listen('at');
});
afterAll(async () => {
  await server.close();
  await desk.close();
});
beforeEach(() => desk.pass(60));

const DOOR = 'id name kind account hasHmac hasApiSecret lastEventAt lastProblem lastProblemAt';
const create = async (variables: Told): Promise<Told> =>
  (await desk.run(supervisor, `mutation ($name: String! $kind: TelephoneDoorKind $withHmac: Boolean $account: String $hmacSecret: String $apiSecret: String) {
    createTelephoneDoor(name: $name, kind: $kind, withHmac: $withHmac, account: $account, hmacSecret: $hmacSecret, apiSecret: $apiSecret) {
      __typename ... on TelephoneDoorCreated { path hmacSecret door { ${DOOR} } } ... on TelephoneDoorInvalid { problems { field code } } } }`, variables)).data.createTelephoneDoor;
const update = async (id: string, input: object): Promise<Told> =>
  (await desk.run(supervisor, `mutation ($id: ID!, $input: TelephoneDoorInput!) { updateTelephoneDoor(telephoneDoorId: $id, input: $input) { __typename ... on TelephoneDoor { ${DOOR} } ... on TelephoneDoorInvalid { problems { field code } } } }`, { id, input })).data.updateTelephoneDoor;
const find = async (id: string): Promise<Told> => (await desk.run(supervisor, `{ telephoneDoors { ${DOOR} } }`)).data.telephoneDoors.find((door: Told) => door.id === id);
const secretIn = (path: string) => path.split('/').at(-1) as string;

describe('a door', () => {
  test.each([
    ['GENERIC', { withHmac: true }, { hasHmac: true, hasApiSecret: false }, 'made up'],
    ['GENERIC', {}, { hasHmac: false, hasApiSecret: false }, null],
    ['SIPGATE', {}, { hasHmac: false, hasApiSecret: false }, null],
    ['SIPGATE', { account: 'token-AB12', apiSecret: 'geheimes Token' }, { account: 'token-AB12', hasApiSecret: true }, null],
    ['PLACETEL', {}, { hasHmac: true }, 'made up'],
    ['PLACETEL', { hmacSecret: 'bei Placetel vergeben' }, { hasHmac: true }, 'bei Placetel vergeben'],
    ['TWILIO', { account: SID, apiSecret: 'auth token' }, { account: SID, hasApiSecret: true }, null],
  ])('of the kind %s with %o is at an address of its kind', async (kind, input, shown, key) => {
    const made = await create({ name: ' Zentrale ', kind, ...input });
    expect(made).toMatchObject({ __typename: 'TelephoneDoorCreated', path: expect.stringMatching(new RegExp(`^/telephony/${kind.toLowerCase()}/[\\w-]{43}$`)), door: { name: 'Zentrale', kind, account: null, lastEventAt: null, ...shown } });
    expect(made.hmacSecret).toEqual(key === 'made up' ? expect.stringMatching(/^[\w-]{43}$/) : key);
    expect(await doorBehind(desk.ground, secretIn(made.path))).toMatchObject({ kind, hmacSecret: made.hmacSecret, apiSecret: (input as Told).apiSecret ?? null });
  });

  test.each([
    [{ name: ' ' }, 'name', 'REQUIRED'], [{ name: 'x'.repeat(101) }, 'name', 'TOO_LONG'],
    [{ kind: 'TWILIO', apiSecret: 'auth token' }, 'account', 'REQUIRED'], [{ kind: 'TWILIO', account: SID }, 'apiSecret', 'REQUIRED'], [{ kind: 'TWILIO', account: 'AC1', apiSecret: 'auth token' }, 'account', 'OUT_OF_RANGE'],
    [{ kind: 'SIPGATE', account: 'token-AB12' }, 'apiSecret', 'REQUIRED'], [{ kind: 'SIPGATE', apiSecret: 'Token' }, 'account', 'REQUIRED'],
    [{ kind: 'PLACETEL', hmacSecret: 'kurz' }, 'hmacSecret', 'OUT_OF_RANGE'],
  ])('is refused with %o', async (input, field, code) => {
    const { rows: before } = await desk.sql.pool.query('select * from telephone_door');
    expect(await create({ name: 'Anlage', ...input })).toEqual({ __typename: 'TelephoneDoorInvalid', problems: [{ field, code }] });
    expect((await desk.sql.pool.query('select * from telephone_door')).rows).toEqual(before);
  });

  test('keeps the secrets that a change leaves out, and takes the others', async () => {
    const { door: { id }, path } = await create({ name: 'Twilio', kind: 'TWILIO', account: SID, apiSecret: 'alt' });
    expect(await update(id, { name: 'Twilio Berlin', account: SID })).toMatchObject({ __typename: 'TelephoneDoor', name: 'Twilio Berlin', hasApiSecret: true });
    expect((await doorWithSecrets(desk.ground, id))?.apiSecret).toBe('alt');
    await update(id, { name: 'Twilio Berlin', account: SID, apiSecret: 'neu' });
    expect((await doorBehind(desk.ground, secretIn(path)))?.apiSecret).toBe('neu');
    for (const [input, field] of [[{ account: SID, apiSecret: '' }, 'apiSecret'], [{ account: '' }, 'account']] as const)
      expect(await update(id, { name: 'Twilio', ...input })).toEqual({ __typename: 'TelephoneDoorInvalid', problems: [{ field, code: 'REQUIRED' }] });
    const generic = await create({ name: 'Anlage', withHmac: true });
    expect(await update(generic.door.id, { name: 'Anlage', hmacSecret: '' })).toMatchObject({ hasHmac: false });
    expect((await desk.run(supervisor, `mutation { updateTelephoneDoor(telephoneDoorId: "${crypto.randomUUID()}", input: { name: "x" }) { __typename } }`)).errors?.[0].extensions.code).toBe('FORBIDDEN');
  });

  test('moves to a new address, and there is nothing at the old one', async () => {
    const { door: { id }, path } = await create({ name: 'Anlage' });
    const { data } = await desk.run(supervisor, 'mutation ($id: ID!) { moveTelephoneDoor(telephoneDoorId: $id) { ... on TelephoneDoorMoved { path door { id } } } }', { id });
    expect(data.moveTelephoneDoor.door).toEqual({ id });
    expect(await doorBehind(desk.ground, secretIn(path))).toBeUndefined();
    expect(await doorBehind(desk.ground, secretIn(data.moveTelephoneDoor.path))).toMatchObject({ id });
  });
});

describe('the test of a door', () => {
  const CALLS = 'select (select count(*) from call)::int + (select count(*) from unassigned_call)::int + (select count(*) from early_report)::int as rows';
  /** Sends the push as the page does. */
  async function tryOut(id: string, path: string) {
    const { data } = await desk.run(supervisor, 'mutation ($id: ID!, $url: String!) { testTelephoneDoor(telephoneDoorId: $id, url: $url) { ... on TelephoneDoorTestPush { contentType body headers { name value } isAccepted } } }', { id, url: server.url + path });
    const { contentType, body, headers, isAccepted } = data.testTelephoneDoor;
    const response = await fetch(server.url + path, { method: 'POST', body, headers: { 'content-type': contentType, ...Object.fromEntries(headers.map(({ name, value }: Told) => [name, value])) } });
    return { isAccepted, status: response.status };
  }

  test.each([
    ['GENERIC', { withHmac: true }], ['GENERIC', {}], ['PLACETEL', {}], ['TWILIO', { account: SID, apiSecret: 'auth token' }],
  ])('is signed and read at one of the kind %s with %o, told live, and is no call', async (kind, input) => {
    const { rows: before } = await desk.sql.pool.query(CALLS);
    const { door: { id }, path } = await create({ name: 'Anlage', kind, ...input });
    const seen = live.events.length;
    expect(await tryOut(id, path)).toEqual({ isAccepted: true, status: 200 });
    await live.until(event => event.__typename === 'TelephonyChanged' && live.events.indexOf(event) >= seen);
    expect(await find(id)).toMatchObject({ lastEventAt: desk.now().toISOString(), lastProblem: null });
    expect((await desk.sql.pool.query(CALLS)).rows).toEqual(before);
  });

  test('is refused by one of sipgate, whose signature nobody else can make', async () => {
    const { door: { id }, path } = await create({ name: 'sipgate', kind: 'SIPGATE' });
    expect(await tryOut(id, path)).toEqual({ isAccepted: false, status: 401 });
  });

  test('shows a key that does not fit, and what was refused', async () => {
    const { door: { id }, path, hmacSecret } = await create({ name: 'Anlage', withHmac: true });
    const refused = await fetch(server.url + path, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json', 'x-vorzimmer-signature': hmacSecret } });
    expect(refused.status).toBe(401);
    expect(await find(id)).toMatchObject({ lastEventAt: null, lastProblem: 'X-Vorzimmer-Signature does not fit the body.', lastProblemAt: desk.now().toISOString() });
  });
});
