import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { appendEvent, currentCursor } from './events/event-log.ts';
import { customerUser, Desk, openProcess, secretary } from './events/feed-ground.ts';
import { openPostgres } from './events/log-database.ts';
import type { SocketDoorOptions } from './socket.ts';

let postgres: Awaited<ReturnType<typeof openPostgres>>;
let database: Awaited<ReturnType<typeof postgres.database>>;
const processes: Awaited<ReturnType<typeof openProcess>>[] = [];

beforeAll(async () => {
  postgres = await openPostgres();
  database = await postgres.database();
});
afterAll(async () => {
  await database?.close();
  await postgres?.close();
});
afterEach(async () => {
  await Promise.all(processes.splice(0).map(one => one.close()));
});

const open = async (door: Partial<SocketDoorOptions> = {}) => {
  const one = await openProcess(database, { door });
  processes.push(one);
  return one;
};

/** How the server answers an upgrade that it refuses. */
async function refusal(url: string, headers: Record<string, string> = {}, protocol: string | undefined = 'graphql-transport-ws') {
  const socket = new WebSocket(url, protocol, { headers });
  const [, response] = (await once(socket, 'unexpected-response')) as [unknown, IncomingMessage];
  socket.on('error', () => undefined);
  socket.terminate();
  return response.statusCode;
}

const ending = async (socket: WebSocket) => {
  const [code, reason] = await once(socket, 'close');
  return { code, reason: String(reason) };
};

const connected = async (url: string, protocol = 'graphql-transport-ws', options = {}) => {
  const socket = new WebSocket(url, protocol, options);
  await once(socket, 'open');
  return socket;
};

describe('the socket door', () => {
  it('lets in pages of our own origin and programs without one, and refuses foreign pages', async () => {
    const { url } = await open();
    expect(await refusal(url, { origin: 'http://foreign.example' })).toBe(403);
    const desk = await Desk.open(url, secretary(), { origin: 'http://ours.example' });
    expect(await desk.ask('{ viewer }')).toMatchObject({ data: { viewer: expect.any(String) } });
  });

  it('is at one path alone', async () => {
    const { url, port } = await open();
    expect(await refusal(url.replace('/graphql', '/other'))).toBe(404);
    const answer = await new Promise<IncomingMessage>(resolve => httpRequest({ port, path: '/graphql' }, resolve).end());
    expect(answer.statusCode).toBe(200);
    answer.resume();
    await expect(Desk.open(`${url}?from=desk`, null).then(desk => desk.ask('{ viewer }'))).resolves.toEqual({ data: { viewer: 'stranger' } });
  });

  it('answers an upgrade with an error of ours when the session cannot be read', async () => {
    const { url, log } = await open({ authenticate: () => Promise.reject(new Error('no database')) });
    expect(await refusal(url)).toBe(500);
    expect(log.lines.map(({ message }) => message)).toEqual(['a socket could not be authenticated']);
  });

  it('knows who connected by the upgrade, and nobody else', async () => {
    const { url } = await open();
    const jana = secretary();
    const [known, stranger] = [await Desk.open(url, jana), await Desk.open(url, null)];
    expect(await known.ask('{ viewer }')).toEqual({ data: { viewer: jana.accountId } });
    expect(await stranger.ask('{ viewer }')).toEqual({ data: { viewer: 'stranger' } });
  });

  it('speaks graphql-transport-ws and nothing else', async () => {
    const { url } = await open();
    expect(await ending(new WebSocket(url))).toMatchObject({ code: 4406 });
    const socket = await connected(url);
    socket.send('what?');
    expect(await ending(socket)).toEqual({ code: 4400, reason: 'Invalid message received' });
    const hasty = await connected(url);
    hasty.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: '{ viewer }' } }));
    expect(await ending(hasty)).toEqual({ code: 4401, reason: 'Unauthorized' });
  });

  it('does not wait for ever for a hello', async () => {
    const { url } = await open({ limits: { helloWithinMs: 20 } });
    expect(await ending(await connected(url))).toMatchObject({ code: 4408 });
  });

  it('refuses messages that are too long', async () => {
    const { url, door } = await open();
    const desk = await Desk.open(url, secretary());
    desk.send({ id: '1', type: 'subscribe', payload: { query: '{ viewer }', variables: { unused: 'x'.repeat(65_000) } } });
    await desk.until(({ id, type }) => id === '1' && type === 'complete');
    desk.send({ id: '2', type: 'subscribe', payload: { query: '{ viewer }', variables: { unused: 'x'.repeat(66_000) } } });
    expect((await desk.ended).code).toBe(1009);
    expect(door.stats()).toEqual({ sockets: 0, subscriptions: 0, groups: 0 });
  });

  it('answers pings of the client and refuses a second subscription under one id', async () => {
    const { url } = await open();
    const desk = await Desk.open(url, secretary());
    desk.send({ type: 'ping' });
    await desk.until(({ type }) => type === 'pong');
    desk.subscribe(null);
    desk.subscribe(null);
    expect(await desk.ended).toEqual({ code: 4409, reason: 'Subscriber for live already exists' });
  });

  it('allows so many operations at once per socket and tells when there are too many', async () => {
    const { url, counts } = await open({ limits: { operations: 3 } });
    let release = () => {};
    counts.slow = new Promise(resolve => { release = resolve; });
    const desk = await Desk.open(url, secretary());
    desk.subscribe(null, undefined, 'one');
    for (const id of ['two', 'three']) desk.send({ id, type: 'subscribe', payload: { query: '{ slow }' } });
    // A query that the client has given up is still at work.
    desk.send({ id: 'three', type: 'complete' });
    expect(await desk.ask('{ viewer }')).toMatchObject([{ extensions: { code: 'TOO_MANY_REQUESTS' } }]);
    release();
    await desk.until(({ id, type }) => id === 'two' && type === 'complete');
    expect(await desk.ask('{ viewer }')).toMatchObject({ data: { viewer: expect.any(String) } });
  });

  it('ends the sockets that answer no ping, and keeps the others', async () => {
    const { url, door } = await open({ limits: { keepAliveMs: 25 } });
    const dead = await connected(url, undefined, { autoPong: false });
    dead.send(JSON.stringify({ type: 'connection_init' }));
    const alive = await Desk.open(url, secretary());
    expect(await ending(dead)).toMatchObject({ code: 1006 });
    expect(await alive.ask('{ viewer }')).toMatchObject({ data: {} });
    expect(door.stats().sockets).toBe(1);
  });

  it('closes the sockets of somebody who was signed out', async () => {
    const { url, door } = await open();
    const [jana, tom] = [secretary(), secretary()];
    const [hers, his] = [await Desk.open(url, jana), await Desk.open(url, tom)];
    door.disconnect(principal => principal !== null && 'accountId' in principal && principal.accountId === jana.accountId);
    expect(await hers.ended).toEqual({ code: 4403, reason: 'Signed out' });
    expect(await his.ask('{ viewer }')).toEqual({ data: { viewer: tom.accountId } });
  });

  it('serves the client of graphql-ws, which comes again by itself', async () => {
    const first = await open();
    let url = first.url;
    const client = createClient({ url: () => url, webSocketImpl: class extends WebSocket { constructor(address: string, protocol: string) { super(address, protocol, { headers: { 'x-person': JSON.stringify(secretary()) } }); } }, retryWait: () => Promise.resolve(), lazy: false });
    const received: string[] = [];
    let wake = () => {};
    const cursor = await currentCursor(database.sql);
    const variables = { after: cursor };
    const unsubscribe = client.subscribe<{ events: { cursor: string; callId: string } }>(
      { query: 'subscription ($after: String) { events(after: $after) { cursor ... on CallChanged { callId } } }', variables },
      { next: ({ data }) => { received.push(data!.events.callId); variables.after = data!.events.cursor; wake(); }, error: () => undefined, complete: () => undefined },
    );
    const subjects: string[] = [];
    const happen = async () => {
      const subject = randomUUID();
      subjects.push(subject);
      await appendEvent(database.sql, 'CALL_CHANGED', null, subject);
      while (received.length < subjects.length) await new Promise<void>(resolve => { wake = resolve; });
    };
    await happen();
    const second = await open();
    url = second.url;
    await first.door.close();
    await happen();
    expect(received).toEqual(subjects);
    unsubscribe();
    await client.dispose();
  });
});

describe('the answers at the socket', () => {
  it('hide what is none of the client\'s business and name what is', async () => {
    const { url } = await open();
    const desk = await Desk.open(url, secretary());
    for (let n = 0; n < 3; n++) {
      expect(await desk.ask('{ broken viewer }')).toMatchObject({ data: { broken: null, viewer: expect.any(String) }, errors: [{ message: 'masked', path: ['broken'] }] });
      expect(await desk.ask('mutation { fail }')).toMatchObject({ data: { fail: null }, errors: [{ message: 'Not allowed.', extensions: { code: 'FORBIDDEN' } }] });
      expect(await desk.ask('{ nothing }')).toMatchObject([{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }]);
      expect(await desk.ask('{')).toMatchObject([{ extensions: { code: 'GRAPHQL_PARSE_FAILED' } }]);
      expect(await desk.ask('query A { viewer } query B { viewer }', {}, 'C')).toMatchObject([{ extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } }]);
      expect(await desk.ask('query ($from: Int!) { sum(range: { from: $from }) }', { from: 'one' })).toMatchObject({ errors: [{ message: expect.stringContaining('"$from" got invalid value "one"') }] });
      expect(await desk.ask('subscription ($after: String) { events(after: $after) { cursor } }', { after: 1 })).toMatchObject([{ message: expect.stringContaining('"$after" got invalid value 1') }]);
    }
  });

  it('pick the operation that is named', async () => {
    const { url } = await open();
    const desk = await Desk.open(url, secretary());
    const both = 'query A { a: viewer } query B { b: viewer } subscription C($after: String) { events(after: $after) { __typename } }';
    expect(await desk.ask(both, {}, 'A')).toEqual({ data: { a: expect.any(String) } });
    expect(await desk.ask(both, {}, 'B')).toEqual({ data: { b: expect.any(String) } });
    const cursor = await currentCursor(database.sql);
    await appendEvent(database.sql, 'CALL_CHANGED', null, randomUUID());
    expect(await desk.ask(both, { after: cursor }, 'C')).toEqual({ data: { events: { __typename: 'CallChanged' } } });
  });

  it('come for what is running when the door closes, and then the socket ends', async () => {
    const { url, counts, door } = await open();
    let release = () => {};
    counts.slow = new Promise(resolve => { release = resolve; });
    const [busy, idle] = [await Desk.open(url, secretary()), await Desk.open(url, secretary())];
    busy.subscribe(null);
    const answer = busy.ask('{ slow }');
    // Answered in order: the slow one is at work.
    await busy.ask('{ viewer }');
    const closed = door.close();
    expect(await idle.ended).toEqual({ code: 1001, reason: 'Going away' });
    release();
    expect(await answer).toEqual({ data: { slow: 'done' } });
    expect(await busy.ended).toEqual({ code: 1001, reason: 'Going away' });
    // Complete would mean that there is nothing to come again for.
    expect(busy.messages.filter(({ id, type }) => id === 'live' && type === 'complete')).toEqual([]);
    await closed;
  });

  it('are not waited for without end', async () => {
    const { url, counts, door } = await open({ limits: { drainMs: 20 } });
    counts.slow = new Promise(() => undefined);
    const busy = await Desk.open(url, secretary());
    busy.ask('{ slow }').catch(() => undefined);
    await busy.ask('{ viewer }');
    await door.close();
    expect((await busy.ended).code).toBe(1006);
  });
});

describe('a desk', () => {
  const noted = () => {
    const notes: string[] = [];
    let wake = () => {};
    const note = (what: string) => (person: { accountId: string }, connectionId: string) => {
      notes.push(`${what} ${person.accountId} ${connectionId}`);
      wake();
    };
    return {
      hooks: { onDeskSeen: note('seen'), onDeskGone: note('gone') },
      notes,
      until: async (count: number) => {
        while (notes.length < count) await new Promise<void>(resolve => { wake = resolve; });
        return notes.map(line => line.split(' ').slice(0, 2).join(' '));
      },
    };
  };

  it('is seen with its first live subscription and gone with the last, however it ends', async () => {
    const { hooks, notes, until } = noted();
    const { url } = await open(hooks);
    const jana = secretary();
    const desk = await Desk.open(url, jana);
    await desk.ask('{ viewer }');
    desk.subscribe(null, undefined, 'a');
    desk.subscribe(null, undefined, 'b');
    await desk.ask('{ viewer }');
    expect(await until(1)).toEqual([`seen ${jana.accountId}`]);
    desk.send({ id: 'a', type: 'complete' });
    await desk.ask('{ viewer }');
    expect(notes).toHaveLength(1);
    desk.send({ id: 'b', type: 'complete' });
    expect(await until(2)).toEqual([`seen ${jana.accountId}`, `gone ${jana.accountId}`]);
    desk.subscribe(null, undefined, 'c');
    await until(3);
    desk.socket.terminate();
    expect((await until(4)).slice(2)).toEqual([`seen ${jana.accountId}`, `gone ${jana.accountId}`]);
    expect(new Set(notes.map(line => line.split(' ')[2])).size).toBe(1);
  });

  it('is told apart from the same secretary\'s other desk', async () => {
    const { hooks, notes, until } = noted();
    const { url } = await open(hooks);
    const jana = secretary();
    const [one, two] = [await Desk.open(url, jana), await Desk.open(url, jana)];
    one.subscribe(null);
    two.subscribe(null);
    await until(2);
    one.socket.terminate();
    await until(3);
    const ids = notes.map(line => line.split(' ')[2]);
    expect(ids[0]).not.toBe(ids[1]);
    expect(ids.slice(0, 2)).toContain(ids[2]);
  });

  it('is none without a live subscription, with a refused one, or of a customer', async () => {
    const { hooks, notes } = noted();
    const { url, door } = await open(hooks);
    const [tom, weber] = [await Desk.open(url, secretary()), await Desk.open(url, customerUser(randomUUID()))];
    tom.subscribe('garbage');
    weber.subscribe(null);
    await tom.ask('{ viewer }');
    await weber.ask('{ viewer }');
    tom.socket.close();
    weber.socket.close();
    await Promise.all([tom.ended, weber.ended]);
    while (door.stats().subscriptions > 0) await new Promise(setImmediate);
    expect(notes).toEqual([]);
  });

  it('is served although it could not be noted', async () => {
    const { url, log } = await open({ onDeskSeen: () => { throw new Error('no database'); } });
    const desk = await Desk.open(url, secretary());
    desk.subscribe(await currentCursor(database.sql));
    await appendEvent(database.sql, 'CALL_CHANGED', null, randomUUID());
    await desk.received(1);
    expect(log.lines.map(({ message }) => message)).toEqual(['a desk could not be noted']);
  });
});
