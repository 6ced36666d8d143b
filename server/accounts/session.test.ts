import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '../identity/actor.ts';
import { startSession } from '../identity/session.ts';
import { type Desk, openDesk } from '../test/desk.ts';
import { openServer } from '../test/server.ts';
import { accountChanged } from './session.service.ts';

let desk: Desk;
let here: Awaited<ReturnType<typeof openServer>>;
let there: Awaited<ReturnType<typeof openServer>>;
beforeAll(async () => {
  desk = await openDesk();
  // Two processes over one database, each with its own sockets and its own ear.
  [here, there] = [await openServer(desk), await openServer(desk)];
});
afterAll(async () => {
  await here.close();
  await there.close();
  await desk.close();
});

const LIST = '{ sessions { id browser system startedAt lastUsedAt isCurrent } }';
const END = 'mutation ($id: ID!) { endSession(sessionId: $id) { id isCurrent } }';
const listed = async (cookie: string) => (await here.post(cookie, LIST)).data.sessions as { id: string; browser: string | null; system: string | null; startedAt: string; lastUsedAt: string; isCurrent: boolean }[];
const current = async (cookie: string) => (await listed(cookie)).find(({ isCurrent }) => isCurrent)!.id;
const live = async (server: typeof here, cookie: string) => {
  const client = server.connectWith(cookie);
  await client.listen('at');
  return client;
};
const isOpen = async (cookie: string) => (await here.post(cookie, '{ viewer { __typename } }')).data.viewer !== null;

describe('sessions', () => {
  test('are told by device and times, the current one first, over HTTP and over the socket', async () => {
    const jana = await desk.secretary();
    const began = desk.now().toISOString();
    const { token } = await startSession(desk.sql, jana.accountId, desk.now(), { browser: 'Firefox', system: 'Windows' });
    desk.pass(60);
    const cookie = await here.cookieOf(jana);
    expect(await listed(cookie)).toEqual([
      { id: expect.any(String), browser: null, system: null, startedAt: desk.now().toISOString(), lastUsedAt: desk.now().toISOString(), isCurrent: true },
      { id: expect.any(String), browser: 'Firefox', system: 'Windows', startedAt: began, lastUsedAt: began, isCurrent: false },
    ]);
    const overSocket = await here.connectWith(`vorzimmer_session=${token}`).ask(LIST);
    expect(overSocket.data.sessions[0]).toMatchObject({ browser: 'Firefox', isCurrent: true });
  });

  test('are noted as used every five minutes at most', async () => {
    const cookie = await here.cookieOf(await desk.secretary());
    const started = desk.now().toISOString();
    desk.pass(299);
    await listed(cookie);
    expect((await listed(cookie))[0]!.lastUsedAt).toBe(started);
    desk.pass(1);
    await listed(cookie);
    expect((await listed(cookie))[0]!.lastUsedAt).toBe(desk.now().toISOString());
  });

  test('are one’s own: others are neither seen nor ended', async () => {
    const [jana, weber] = [await desk.secretary(), await desk.customerUser(await desk.customer())];
    const [mine, theirs] = [await here.cookieOf(jana), await here.cookieOf(weber)];
    const id = await current(theirs);
    expect((await listed(mine)).map(session => session.id)).not.toContain(id);
    for (const named of [id, crypto.randomUUID(), 'x']) expect((await here.post(mine, END, { id: named })).data.endSession).toHaveLength(1);
    expect(await isOpen(theirs)).toBe(true);
    for (const operation of [LIST, `mutation { endSession(sessionId: "${id}") { id } }`, 'mutation { endOtherSessions { id } }'])
      expect((await here.post(null, operation)).errors?.[0].extensions.code).toBe('UNAUTHENTICATED');
    expect(await isOpen(theirs)).toBe(true);
  });
});

describe('endSession', () => {
  test('ends one session with its sockets in every process, and leaves the others', async () => {
    const jana = await desk.secretary();
    const [mine, lost] = [await here.cookieOf(jana), await here.cookieOf(jana)];
    const sockets = [await live(here, lost), await live(there, lost)];
    const stays = [await live(here, mine), await live(there, mine)];
    const id = await current(lost);
    expect((await here.post(mine, END, { id })).data.endSession).toEqual([{ id: await current(mine), isCurrent: true }]);
    for (const socket of sockets) expect(await socket.over()).toBe('CLOSED');
    expect(await isOpen(lost)).toBe(false);
    for (const socket of stays) expect((await socket.ask('{ viewer { __typename } }')).data.viewer).not.toBeNull();
    // Twice is as good as once.
    expect((await here.post(mine, END, { id })).data.endSession).toHaveLength(1);
  });

  test('ends the current one as well', async () => {
    const cookie = await here.cookieOf(await desk.secretary());
    expect((await here.post(cookie, END, { id: await current(cookie) })).data.endSession).toEqual([]);
    expect(await isOpen(cookie)).toBe(false);
  });
});

test('endOtherSessions ends all but the current one', async () => {
  const jana = await desk.secretary();
  const [mine, one, two] = [await here.cookieOf(jana), await here.cookieOf(jana), await here.cookieOf(jana)];
  const socket = await live(there, two);
  expect((await here.post(mine, 'mutation { endOtherSessions { isCurrent } }')).data.endOtherSessions).toEqual([{ isCurrent: true }]);
  expect(await socket.over()).toBe('CLOSED');
  expect([await isOpen(mine), await isOpen(one), await isOpen(two)]).toEqual([true, false, false]);
});

describe('a socket', () => {
  const openFor = async (person: Person) => {
    const cookie = await here.cookieOf(person);
    return { cookie, sockets: [await live(here, cookie), await live(there, cookie)] };
  };
  const areOver = async (sockets: Awaited<ReturnType<typeof live>>[]) => { for (const socket of sockets) expect(await socket.over()).toBe('CLOSED'); };

  test('is closed in every process when its account is deleted', async () => {
    const weber = await desk.customerUser(await desk.customer());
    const { sockets } = await openFor(weber);
    await desk.sql.pool.query('delete from customer_user where id = $1', [weber.customerUserId]);
    await areOver(sockets);
  });

  test('is closed when the rights of its owner change, and opens again with the new ones', async () => {
    const weber = await desk.customerUser(await desk.customer());
    const { cookie, sockets } = await openFor(weber);
    await desk.sql.pool.query(`update customer_user set "right" = 'READ' where id = $1`, [weber.customerUserId]);
    await areOver(sockets);
    expect(await isOpen(cookie)).toBe(true);
    await live(there, cookie);

    const jana = await desk.secretary({ isSupervisor: true });
    const desks = await openFor(jana);
    await desk.sql.pool.query('update secretary set is_supervisor = false where id = $1', [jana.secretaryId]);
    await areOver(desks.sockets);
    expect((await here.connectWith(desks.cookie).ask('{ telephoneDoors { id } }')).errors?.[0].extensions.code).toBe('FORBIDDEN');
  });

  test('stays when an account is said to have changed and it has not', async () => {
    const weber = await desk.customerUser(await desk.customer());
    const { sockets } = await openFor(weber);
    const other = await openFor(await desk.customerUser(await desk.customer()));
    await accountChanged(desk.sql, weber.accountId);
    // What comes after it in the order of notifications has been heard when its own socket closes.
    await desk.sql.pool.query('delete from session where account_id = (select account_id from session where id = $1)', [await current(other.cookie)]);
    await areOver(other.sockets);
    for (const socket of sockets) expect((await socket.ask('{ viewer { __typename } }')).data.viewer).not.toBeNull();
  });

  test('is closed when its session runs out while it is open', async () => {
    const { cookie } = await openFor(await desk.secretary());
    const own = await openServer(desk, { sessionsEveryMs: 50 });
    const socket = await live(own, cookie);
    desk.pass(14 * 86_400);
    expect(await socket.over()).toBe('CLOSED');
    await own.close();
  });

  test('is closed when its session ended while the process could not hear', async () => {
    const { cookie } = await openFor(await desk.secretary());
    const own = await openServer(desk, { sessionsEveryMs: 3_600_000 });
    const socket = await live(own, cookie);
    const { rows } = await desk.sql.pool.query<{ pid: number }>(`select pid from pg_stat_activity where datname = current_database() and query = 'listen "vorzimmer_session"'`);
    expect(rows.length).toBeGreaterThanOrEqual(3);
    const { Client } = await import('pg');
    const owner = new Client(desk.address as object);
    await owner.connect();
    // Deleted without a word, as if it had been said while nobody listened.
    await owner.query('begin');
    await owner.query('alter table session disable trigger session_ended');
    await owner.query('delete from session where id = $1', [await current(cookie)]);
    await owner.query('alter table session enable trigger session_ended');
    await owner.query('commit');
    expect((await socket.ask('{ __typename }')).data).toEqual({ __typename: 'Query' });
    for (const { pid } of rows) await owner.query('select pg_terminate_backend($1)', [pid]);
    expect(await socket.over()).toBe('CLOSED');
    await owner.end();
    await own.close();
  });
});
