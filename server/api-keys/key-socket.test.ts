import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CustomerUserActor } from '../identity/actor.ts';
import { KEY_REQUESTS_PER_MINUTE } from '../identity/api-key.ts';
import { type Desk, openDesk, type Told } from '../test/desk.ts';
import { type LiveClient, openServer } from '../test/server.ts';

let desk: Desk;
let here: Awaited<ReturnType<typeof openServer>>;
let there: Awaited<ReturnType<typeof openServer>>;
let looking: Awaited<ReturnType<typeof openServer>>;
let weber: CustomerUserActor;
let krause: CustomerUserActor;
let lines: { weber: string; krause: string };
beforeAll(async () => {
  desk = await openDesk();
  // Processes over one database, each with its own sockets and its own ear; one of them looks by itself, too.
  [here, there, looking] = [await openServer(desk, { sessionsEveryMs: 3_600_000 }), await openServer(desk, { sessionsEveryMs: 3_600_000 }), await openServer(desk, { sessionsEveryMs: 100 })];
  weber = await desk.customerUser(await desk.customer());
  krause = await desk.customerUser(await desk.customer({ name: 'Kanzlei Krause' }));
  lines = { weber: (await desk.line(weber.customerId)).number, krause: (await desk.line(krause.customerId)).number };
});
afterAll(async () => {
  await here.close();
  await there.close();
  await looking.close();
  await desk.close();
});

const WHO = '{ viewer { __typename ... on ApiKey { name } } }';
const CALLS = '... on CallChanged { call { state caller { number } } }';

async function keyOf(scopes: string[], seconds = 86_400, by = weber): Promise<{ secret: string; id: string }> {
  const { data } = await desk.run(by, 'mutation ($customerId: ID!, $input: ApiKeyInput!) { createApiKey(customerId: $customerId, input: $input) { ... on ApiKeyCreated { secret apiKey { id } } } }', {
    customerId: by.customerId, input: { name: 'Kalender', scopes, expiresAt: new Date(desk.now().getTime() + seconds * 1000) },
  });
  return { secret: data.createApiKey.secret, id: data.createApiKey.apiKey.id };
}
const revoke = (id: string) => desk.run(weber, 'mutation ($id: ID!) { revokeApiKey(apiKeyId: $id) { __typename } }', { id });
const withKey = (secret: string, server = here) => server.connectWith(null, { hello: secret });
const following = async (secret: string, server = here, selection = CALLS) => {
  const client = withKey(secret, server);
  await client.listen(selection);
  return client;
};
const refusalOf = async (client: LiveClient, selection: string) => {
  await client.listen(selection);
  const ended = await client.over();
  return (ended as { errors: Told[] }).errors[0].extensions.code;
};
const lastUsed = async (id: string) => (await desk.run(weber, 'query ($id: ID!) { apiKeys(customerId: $id) { id lastUsedAt } }', { id: weber.customerId })).data.apiKeys.find((key: { id: string }) => key.id === id).lastUsedAt;

describe('a key at the socket', () => {
  it('is said in the hello or in the upgrade, and the cookie beside it counts for nothing', async () => {
    const { secret } = await keyOf(['CALLS_READ']);
    const cookie = await here.cookieOf(weber);
    for (const client of [here.connectWith(null, { hello: secret }), here.connectWith(cookie, { hello: secret }), here.connectWith(cookie, { upgrade: secret })])
      expect((await client.ask(WHO)).data).toEqual({ viewer: { __typename: 'ApiKey', name: 'Kalender' } });
  });

  it('that opens nothing is refused at the upgrade and at the hello, whoever is signed in', async () => {
    expect(await here.refusal({ authorization: 'Bearer vz_nonsense' })).toBe(401);
    const client = here.connectWith(await here.cookieOf(weber), { hello: 'vz_nonsense' });
    await expect(client.ask(WHO)).rejects.toThrow('4401');
  });

  it('asks over the socket what it asks by HTTP, as often, and its use is noted', async () => {
    const { secret, id } = await keyOf(['CALLS_READ']);
    const client = withKey(secret);
    expect((await client.ask('{ contact(id: "x") { name } }')).errors?.[0].extensions.code).toBe('FORBIDDEN');
    expect((await client.ask('{ calls { pageInfo { hasNextPage } } }')).errors).toBeUndefined();
    desk.pass(60);
    await client.ask(WHO);
    expect(await lastUsed(id)).toBe(desk.now().toISOString());
    // Over both doors together.
    for (let asked = 1; asked < KEY_REQUESTS_PER_MINUTE; asked++) await here.post(null, '{ __typename }', {}, { authorization: `Bearer ${secret}` });
    expect((await client.ask(WHO)).errors?.[0].extensions).toEqual({ code: 'TOO_MANY_REQUESTS', retryAfterSeconds: 60 });
    expect(await here.refusal({ authorization: `Bearer ${secret}` })).toBe(429);
    await expect(withKey(secret).ask(WHO)).rejects.toThrow('1013');
    desk.pass(61);
    expect((await client.ask(WHO)).errors).toBeUndefined();
  });

  it('follows what its scopes open, of its own customer alone', async () => {
    const client = await following((await keyOf(['CALLS_READ'])).secret);
    const contacts = await following((await keyOf(['CONTACTS_READ'])).secret, here, '... on ContactChanged { contact { name } }');
    const elsewhere = await following((await keyOf(['CALLS_READ', 'CONTACTS_READ'], 86_400, krause)).secret);
    // Before the call, so that it has come once the call has: of contacts the one key is told nothing, not even that there are any.
    await desk.run(weber, 'mutation ($id: ID!) { createContact(customerId: $id, input: { name: "Anna Schmidt" }) { __typename } }', { id: weber.customerId });
    await desk.call(lines.krause);
    await desk.call(lines.weber);
    await client.until(() => true);
    await contacts.until(() => true);
    await elsewhere.until(() => true);
    const call = (cursor = expect.any(String)) => ({ __typename: 'CallChanged', cursor, call: { state: 'RINGING', caller: { number: '+491713920001' } } });
    expect(client.events).toEqual([call()]);
    expect(contacts.events).toEqual([{ __typename: 'ContactChanged', cursor: expect.any(String), contact: { name: 'Anna Schmidt' } }]);
    expect(elsewhere.events).toEqual([call()]);
    expect(elsewhere.events[0].cursor).not.toBe(client.events[0].cursor);
  });

  it('follows no field that another scope opens, also when somebody who may follows the same', async () => {
    const { secret } = await keyOf(['CALLS_READ']);
    const all = '... on CallChanged { call { caller { contacts { name } } } }';
    const person = await here.connect(weber);
    await person.listen(all);
    expect(await refusalOf(withKey(secret), all)).toBe('FORBIDDEN');
    for (const closed of ['... on ContactChanged { contactId }', '... on CallChanged { call { customer { ... on Node { id } } } }', '... on PresenceChanged { secretaryId }']) expect(await refusalOf(withKey(secret), closed), closed).toBe('FORBIDDEN');
    const reporting = await desk.run(await desk.secretary({ isSupervisor: true }), `mutation { createServiceApiKey(name: "Anlage", expiresAt: "2027-06-01T00:00:00Z") { ... on ApiKeyCreated { secret } } }`);
    expect(await refusalOf(withKey(reporting.data.createServiceApiKey.secret), CALLS)).toBe('FORBIDDEN');
  });

  it('goes on from a cursor, and learns it by the key', async () => {
    const { secret } = await keyOf(['CALLS_READ']);
    const { data } = await here.post(null, '{ liveCursor }', {}, { authorization: `Bearer ${secret}` });
    await desk.run(weber, 'mutation ($id: ID!) { createContact(customerId: $id, input: { name: "Anna Schmidt" }) { __typename } }', { id: weber.customerId });
    await desk.call(lines.weber);
    const client = withKey(secret);
    await client.listen(CALLS, data.liveCursor);
    expect(await client.until(() => true)).toMatchObject({ __typename: 'CallChanged' });
  });
});

describe('a key that is revoked', () => {
  it('loses its sockets at once, in every process, and comes in no more; other keys and the session stay', async () => {
    const [lost, kept] = [await keyOf(['CALLS_READ']), await keyOf(['CALLS_READ'])];
    const sockets = [await following(lost.secret, here), await following(lost.secret, there)];
    const stays = [await following(kept.secret, here), await following(kept.secret, there)];
    const person = await here.connect(weber);
    await person.listen(CALLS);
    expect((await desk.run(krause, 'mutation ($id: ID!) { revokeApiKey(apiKeyId: $id) { __typename } }', { id: lost.id })).errors?.[0].extensions.code).toBe('FORBIDDEN');
    await revoke(lost.id);
    for (const socket of sockets) {
      expect(await socket.over()).toBe('CLOSED');
      expect(socket.closedWith).toBe(4403);
    }
    await expect(withKey(lost.secret).ask(WHO)).rejects.toThrow('4401');
    for (const socket of [...stays, person]) expect((await socket.ask(WHO)).data.viewer).not.toBeNull();
  });

  it('and one that is over as well, in the process that looks', async () => {
    const { secret } = await keyOf(['CALLS_READ'], 60);
    const [seldom, often] = [await following(secret, here), await following(secret, looking)];
    desk.pass(61);
    // Whoever has not looked yet answers nothing more all the same.
    expect((await seldom.ask(WHO)).errors?.[0].extensions.code).toBe('UNAUTHENTICATED');
    expect(await often.over()).toBe('CLOSED');
    expect(often.closedWith).toBe(4403);
  });
});
