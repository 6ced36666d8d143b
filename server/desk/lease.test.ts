import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { SecretaryActor } from '../identity/actor.ts';
import { callActs } from '../test/call-acts.ts';
import { type Desk, openDesk, type Told } from '../test/desk.ts';
import { type LiveClient, openServer } from '../test/server.ts';
import { deskSeen, expireDesks, GRACE_SECONDS, keepDesks, LEASE_SECONDS } from './lease.service.ts';

let desk: Desk;
let acts: ReturnType<typeof callActs>;
let number: string;
let watcher: LiveClient;
const servers: Awaited<ReturnType<typeof openServer>>[] = [];

beforeAll(async () => {
  desk = await openDesk();
  acts = callActs(desk);
  const customerId = await desk.customer();
  number = (await desk.line(customerId)).number;
  await desk.instruction(customerId);
});
afterEach(() => Promise.all(servers.splice(0).map(server => server.close())));
afterAll(() => desk.close());

const SEEN = '... on PresenceChanged { secretaryId secretary { presence } } ... on CallChanged { callId call { state takenBy { id } } }';

/** A process, at whose desks Tom watches what the others see. */
async function openWatched() {
  const server = await openServer(desk);
  servers.push(server);
  watcher = await server.connect(await desk.secretary({ name: 'Tom Brandt' }));
  await watcher.listen(SEEN);
  return server;
}
const expire = (own: { holder: string; secretaryId: string }[] = []) => expireDesks(desk.sql, desk.now(), own);
const sees = ({ secretaryId }: SecretaryActor, presence: string) => watcher.until(event => event.secretaryId === secretaryId && event.secretary.presence === presence);
const presenceOf = async ({ secretaryId }: SecretaryActor) =>
  (await desk.run(await desk.secretary(), '{ desk { secretaries { id presence } } }')).data.desk.secretaries.find(({ id }: Told) => id === secretaryId).presence;
const leases = async ({ secretaryId }: SecretaryActor): Promise<Date[]> =>
  (await desk.sql.pool.query('select expires_at from desk_lease where secretary_id = $1 order by 1', [secretaryId])).rows.map(row => row.expires_at);
/** Until the database was told that the socket is gone. */
const whenLeft = (actor: SecretaryActor) => expect.poll(async () => (await leases(actor))[0], { timeout: 20_000 }).toEqual(new Date(desk.now().getTime() + GRACE_SECONDS * 1000));

/** Jana at her desk with a call in hand. */
async function janaTalks(server: Awaited<ReturnType<typeof openServer>>) {
  const jana = await desk.secretary({ name: 'Jana Kühn' });
  const socket = await server.connect(jana);
  await socket.listen(SEEN);
  await sees(jana, 'AVAILABLE');
  const { id } = await desk.call(number);
  await acts.take(jana, id);
  await sees(jana, 'BUSY');
  return { jana, socket, id };
}

describe('a desk', () => {
  test('makes its secretary available when it opens, and leaves a break alone', async () => {
    const server = await openWatched();
    const jana = await desk.secretary();
    expect(await presenceOf(jana)).toBe('OFFLINE');
    const socket = await server.connect(jana);
    // A socket that only asks is no desk.
    expect((await socket.ask('{ viewer { __typename } }')).data).toEqual({ viewer: { __typename: 'Secretary' } });
    expect(await presenceOf(jana)).toBe('OFFLINE');
    await socket.listen(SEEN);
    await sees(jana, 'AVAILABLE');
    expect(server.holders()).toContainEqual({ holder: expect.any(String), secretaryId: jana.secretaryId });
    await socket.ask('mutation { setPresence(presence: BREAK) { __typename } }');
    const second = await server.connect(jana);
    await second.listen(SEEN);
    expect(await presenceOf(jana)).toBe('BREAK');
  });

  test('is not where somebody only looks on, as on a wall', async () => {
    const server = await openWatched();
    const jana = await desk.secretary();
    const wall = await server.connect(jana);
    await wall.listen(SEEN, null, true);
    const { id } = await desk.call(number);
    await wall.until(({ callId }) => callId === id);
    expect(await presenceOf(jana)).toBe('OFFLINE');
    expect(server.holders()).not.toContainEqual(expect.objectContaining({ secretaryId: jana.secretaryId }));
  });

  test('that dies gives its presence and its call up after a moment of grace, and everybody sees it', async () => {
    const server = await openWatched();
    const { jana, socket, id } = await janaTalks(server);
    socket.terminate();
    await whenLeft(jana);
    desk.pass(GRACE_SECONDS - 1);
    await expire();
    expect(await acts.read(jana, id)).toMatchObject({ state: 'TAKEN' });
    desk.pass(1);
    await expire();
    await sees(jana, 'OFFLINE');
    await watcher.until(({ callId, call }) => callId === id && call.state === 'RINGING' && call.takenBy === null && watcher.events.some(event => event.callId === id && event.call.state === 'TAKEN'));
    const tom = await desk.secretary();
    expect(await acts.take(tom, id)).toMatchObject({ state: 'TAKEN', takenBy: { id: tom.secretaryId } });
    expect(await expire()).toBe(0);
  });

  test('that is opened again within the grace keeps everything', async () => {
    const server = await openWatched();
    const { jana, socket, id } = await janaTalks(server);
    socket.terminate();
    await whenLeft(jana);
    desk.pass(GRACE_SECONDS - 1);
    const again = await server.connect(jana);
    await again.listen(SEEN);
    await expect.poll(() => leases(jana), { timeout: 20_000 }).toHaveLength(2);
    desk.pass(GRACE_SECONDS);
    await expire();
    expect(await presenceOf(jana)).toBe('BUSY');
    expect(await acts.read(jana, id)).toMatchObject({ state: 'TAKEN', takenBy: { id: jana.secretaryId } });
  });

  test('is one of several of the same secretary: the last one counts', async () => {
    const server = await openWatched();
    const { jana, socket, id } = await janaTalks(server);
    const second = await server.connect(jana);
    await second.listen(SEEN);
    await expect.poll(() => leases(jana), { timeout: 20_000 }).toHaveLength(2);
    socket.terminate();
    await whenLeft(jana);
    desk.pass(GRACE_SECONDS);
    await expire();
    expect(await acts.read(jana, id)).toMatchObject({ state: 'TAKEN' });
  });

  test('of a process that was killed is gone when its lease runs out', async () => {
    const killed = await openServer(desk);
    await openWatched();
    const { jana, id } = await janaTalks(killed);
    // It says nothing any more: neither that its desks are still there nor that they are gone.
    desk.pass(LEASE_SECONDS - 1);
    await expire();
    expect(await acts.read(jana, id)).toMatchObject({ state: 'TAKEN' });
    desk.pass(1);
    await expire();
    await sees(jana, 'OFFLINE');
    expect(await acts.read(jana, id)).toMatchObject({ state: 'RINGING', takenBy: null });
    await killed.close();
  });

  test('stays as long as its process says so', async () => {
    const server = await openWatched();
    const { jana, id } = await janaTalks(server);
    for (let n = 0; n < 5; n++) {
      desk.pass(LEASE_SECONDS - 1);
      await keepDesks(desk.sql, server.holders(), desk.now());
      await expire();
    }
    expect(await presenceOf(jana)).toBe('BUSY');
    expect(await acts.read(jana, id)).toMatchObject({ state: 'TAKEN' });
  });

  test('whose socket is open outlasts a database that could not be told', async () => {
    const server = await openWatched();
    const { jana, id } = await janaTalks(server);
    desk.pass(LEASE_SECONDS * 10);
    await expire(server.holders());
    expect(await presenceOf(jana)).toBe('BUSY');
    expect(await acts.read(jana, id)).toMatchObject({ state: 'TAKEN' });
    // Another process could not know; this one puts it right.
    await expire();
    expect(await presenceOf(jana)).toBe('OFFLINE');
    await keepDesks(desk.sql, server.holders(), desk.now());
    expect(await presenceOf(jana)).toBe('AVAILABLE');
  });

  test('gives an attempt up with its call, and lets who was put through talk on', async () => {
    const server = await openWatched();
    const { jana, socket, id } = await janaTalks(server);
    await acts.putThrough(jana, id);
    const other = await desk.call(number);
    await acts.take(jana, other.id);
    const { attempts } = await acts.putThrough(jana, other.id);
    await acts.record(jana, attempts[0].id, 'ANSWERED');
    socket.terminate();
    await whenLeft(jana);
    desk.pass(GRACE_SECONDS);
    await expire();
    expect(await acts.read(jana, id)).toMatchObject({ state: 'RINGING', onHold: false, attempts: [{ outcome: 'CANCELLED' }] });
    expect(await acts.read(jana, other.id)).toMatchObject({ state: 'PUT_THROUGH', takenBy: { id: jana.secretaryId } });
    expect(await presenceOf(jana)).toBe('OFFLINE');
  });

  test('leaves its call to a telephone on the table, and takes it from one in the browser', async () => {
    const server = await openWatched();
    const { jana, socket, id } = await janaTalks(server);
    await desk.sql.pool.query(`update call set abilities = '{RING_SECRETARY}', reporter = 'asterisk' where id = $1`, [id]);
    await desk.sql.pool.query(`update secretary set sip_endpoint = 'table' where id = $1`, [jana.secretaryId]);
    socket.terminate();
    await whenLeft(jana);
    desk.pass(GRACE_SECONDS);
    await expire();
    expect(await acts.read(jana, id)).toMatchObject({ state: 'TAKEN', takenBy: { id: jana.secretaryId } });
    await desk.sql.pool.query('update secretary set sip_endpoint = null where id = $1', [jana.secretaryId]);
    await deskSeen(desk.sql, { secretaryId: jana.secretaryId, holder: 'again' }, desk.now());
    desk.pass(LEASE_SECONDS + 1);
    await expire();
    expect(await acts.read(jana, id)).toMatchObject({ state: 'RINGING', takenBy: null });
  });

  test('is there however often it comes and goes while it is looked for', async () => {
    const jana = await desk.secretary();
    for (let n = 0; n < 15; n++) {
      await deskSeen(desk.sql, { secretaryId: jana.secretaryId, holder: `old-${n}` }, desk.now());
      desk.pass(LEASE_SECONDS + 1);
      await Promise.all([expire(), deskSeen(desk.sql, { secretaryId: jana.secretaryId, holder: `new-${n}` }, desk.now()), expire()]);
      expect(await presenceOf(jana)).toBe('AVAILABLE');
    }
  });
});
