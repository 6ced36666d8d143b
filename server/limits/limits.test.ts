import { once } from 'node:events';
import { createConnection } from 'node:net';
import Fastify from 'fastify';
import { getIntrospectionQuery } from 'graphql';
import WebSocket from 'ws';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { SecretaryActor } from '../identity/actor.ts';
import { statement, untilDeadline } from '../database/sql.ts';
import { Operations } from '../operations.ts';
import { openDesk, type Desk } from '../test/desk.ts';
import { openServer } from '../test/server.ts';
import { HOSTILE } from './hostile-documents.ts';
import { limitRequests } from './http-limits.ts';
import { LIMITS } from './limits.ts';

type Server = Awaited<ReturnType<typeof openServer>>;
let desk: Desk;
let server: Server;
let jana: SecretaryActor;
let cookie: string;
let own: Server | undefined;

beforeAll(async () => {
  desk = await openDesk('2026-06-15T09:00:00Z');
  server = await openServer(desk);
  jana = await desk.secretary();
  cookie = await server.cookieOf(jana);
});
afterEach(async () => {
  await own?.close();
  own = undefined;
});
afterAll(async () => {
  await server?.close();
  await desk?.close();
});

/** A call whose row nobody else can change until it is let go. */
async function heldCall() {
  const call = await desk.call((await desk.line(await desk.customer())).number);
  const holder = await desk.sql.pool.connect();
  await holder.query('begin');
  await holder.query('select from call where id = $1 for update', [call.id]);
  return {
    id: call.id,
    async letGo() {
      await holder.query('rollback');
      holder.release();
    },
  };
}
const TAKE = 'mutation ($id: ID!) { takeCall(callId: $id) { __typename ... on Call { state } } }';

describe('a hostile document', () => {
  test.each(Object.entries(HOSTILE))('is refused at both doors before anything runs: %s', async (_name, { query, variables = {}, code }) => {
    const { response, data, errors } = await server.post(cookie, query, variables);
    expect([response.statusCode, data, errors?.[0].extensions.code]).toEqual([400, undefined, code]);
    const socket = await server.connect(jana);
    const answer = await socket.ask(query, variables);
    expect([answer.data, answer.errors?.[0].extensions.code]).toEqual([undefined, code]);
    expect((errors?.length ?? 0) <= LIMITS.errors + 1).toBe(true);
    socket.terminate();
  });

  test('is refused in not much more time than honest ones take to be let in', () => {
    const operations = new Operations({ schema: desk.schema });
    let n = 0;
    const fastest = (query: string, variables = {}) => Math.min(...Array.from({ length: 20 }, () => {
      // A text that is new each time is in no cache.
      const text = `${query} #${n++}`;
      const start = performance.now();
      operations.admit({ query: text, variables }, jana);
      return performance.now() - start;
    }));
    const honest = fastest(getIntrospectionQuery()) + fastest(`{ ${Array.from({ length: 20 }, (_, field) => `a${field}: calls(first: 1) { edges { node { id state caller { number isVip } customer { name } line { id number } } } }`).join(' ')} }`);
    const slow = Object.entries(HOSTILE).map(([name, { query, variables }]) => ({ name, ratio: fastest(query, variables) / honest })).filter(({ ratio }) => ratio > 5);
    expect(slow).toEqual([]);
  });

  test('thrown by many sockets at once keeps nobody else waiting', async () => {
    const hostile = await Promise.all(Array.from({ length: 6 }, async () => server.connect(await desk.secretary())));
    const honest = await server.connect(jana);
    let isOver = false;
    const flood = Promise.all(hostile.map(async (socket, s) => {
      for (let round = 0; round < 3; round++) await Promise.all(Object.values(HOSTILE).map(({ query, variables = {} }) => socket.ask(`${query} #${s}`.slice(0, LIMITS.document.characters + 10), variables)));
    })).then(() => { isOver = true; });
    let answers = 0;
    while (!isOver && answers < 500) {
      expect(await honest.ask('{ liveCursor }')).toMatchObject({ data: { liveCursor: expect.any(String) } });
      answers++;
    }
    await flood;
    // Each turn of the event loop takes one message of each socket, so who asks one thing at a time is answered every few turns.
    expect(answers).toBeGreaterThan(10);
    for (const socket of [...hostile, honest]) socket.terminate();
  });

  test.each([
    ['HTTP', 'BAD_REQUEST'],
    ['socket', 'BAD_USER_INPUT'],
  ])('that names what every object has changes no object, over %s', async (door, code) => {
    const query = 'query ($filter: CallFilter) { calls(filter: $filter) { __typename } }';
    const variables = JSON.parse('{"filter": {"__proto__": {"customerId": "polluted"}, "constructor": {"prototype": {"customerId": "polluted"}}}}') as Record<string, unknown>;
    const { errors } = door === 'HTTP' ? await server.post(cookie, query, variables) : await (await server.connect(jana)).ask(query, variables);
    expect(errors?.[0].extensions.code).toBe(code);
    expect(({} as { customerId?: string }).customerId).toBeUndefined();
  });

  test('does not come in an array of operations', async () => {
    const response = await server.fastify.inject({ method: 'POST', url: '/graphql', payload: [{ query: '{ __typename }' }, { query: '{ __typename }' }], headers: { cookie } });
    expect([response.statusCode, response.json().errors[0].extensions.code]).toEqual([400, 'BAD_REQUEST']);
  });

  test('of a stranger is not kept, and others’ documents stay', () => {
    const operations = new Operations({ schema: desk.schema });
    const first = operations.admit({ query: '{ liveCursor }' }, jana);
    const again = () => (operations.admit({ query: '{ liveCursor }' }, jana) as { document: object }).document;
    for (let n = 0; n < 1100; n++) operations.admit({ query: `{ n${n}: viewer { __typename } }` }, null);
    expect(again()).toBe((first as { document: object }).document);
  });
});

describe('what the schema is', () => {
  test('is told to who has signed in, at both doors', async () => {
    expect((await server.post(cookie, getIntrospectionQuery())).data?.__schema.queryType).toEqual({ name: 'Query', kind: 'OBJECT' });
    const socket = await server.connect(jana);
    expect((await socket.ask(getIntrospectionQuery())).data?.__schema.queryType).toEqual({ name: 'Query', kind: 'OBJECT' });
  });

  test.each(['{ __schema { queryType { name } } }', '{ __type(name: "Call") { name } }', '{ ...A } fragment A on Query { s: __schema { queryType { name } } }'])('is not told to strangers: %s', async query => {
    const { response, data, errors } = await server.post(null, query);
    expect([response.statusCode, data, errors?.[0].extensions.code]).toEqual([401, undefined, 'UNAUTHENTICATED']);
    const socket = await server.connect(null);
    expect((await socket.ask(query)).errors?.[0].extensions.code).toBe('UNAUTHENTICATED');
  });

  test('is not guessed from hints either, and the names of types are for everybody', async () => {
    expect((await server.post(null, '{ viewr { __typename } }')).errors?.[0].message).toBe('Cannot query field "viewr" on type "Query".');
    expect((await server.post(null, '{ __typename viewer { __typename } }')).data).toEqual({ __typename: 'Query', viewer: null });
  });
});

describe('who asks', () => {
  test('has so many operations under way at once, over all of their sockets and requests', async () => {
    own = await openServer(desk, { operationLimits: { atOnce: 4 } });
    const call = await heldCall();
    const sockets = [await own.connect(jana), await own.connect(jana)];
    const taking = [...sockets, ...sockets].map(socket => socket.ask(TAKE, { id: call.id }));
    await Promise.all(sockets.map(socket => socket.ask('{ nothing }')));
    const { response, errors } = await own.post(cookie, '{ liveCursor }');
    expect([response.statusCode, errors?.[0].extensions.code]).toEqual([429, 'TOO_MANY_REQUESTS']);
    expect((await sockets[0]!.ask('{ liveCursor }')).errors?.[0].extensions.code).toBe('TOO_MANY_REQUESTS');
    await call.letGo();
    for (const { data } of await Promise.all(taking)) expect(data?.takeCall.state).toBe('TAKEN');
    expect((await own.post(cookie, '{ liveCursor }')).errors).toBeUndefined();
  });

  test('follows so many subscriptions at once, over all of their sockets, and others as many', async () => {
    own = await openServer(desk, { socketLimits: { subscriptions: 3 } });
    const [one, two, other] = [await own.connect(jana), await own.connect(jana), await own.connect(await desk.secretary())];
    const end = await one.listen('at');
    await one.listen('at');
    await two.listen('at');
    await two.listen('at');
    expect(two.ended).toMatchObject({ errors: [{ extensions: { code: 'TOO_MANY_SUBSCRIPTIONS' } }] });
    await other.listen('at');
    expect(other.ended).toBeNull();
    end();
    await one.ask('{ __typename }');
    two.ended = null;
    await two.listen('at');
    expect(two.ended).toBeNull();
    one.terminate();
    await expect.poll(() => own!.socket.stats().sockets).toBe(2);
    const three = await own.connect(jana);
    await three.listen('at');
    expect(three.ended).toBeNull();
  });

  test('has so many sockets at once, and so has an address', async () => {
    own = await openServer(desk, { socketLimits: { sockets: { perViewer: 2, perAddress: 3 } } });
    const hers = [await own.connect(jana), await own.connect(jana)];
    for (const socket of hers) await socket.ask('{ __typename }');
    expect(await own.refusal({ cookie: await own.cookieOf(jana) })).toBe(429);
    const tom = await own.connect(await desk.secretary());
    await tom.ask('{ __typename }');
    expect(await own.refusal({})).toBe(429);
    hers[0]!.terminate();
    await expect.poll(() => own!.socket.stats().sockets).toBe(2);
    expect(await (await own.connect(null)).ask('{ __typename }')).toEqual({ data: { __typename: 'Query' } });
  });

  test('sends so many messages a second, and is cut off with more', async () => {
    own = await openServer(desk, { socketLimits: { messagesPerSecond: 2 } });
    const socket = new WebSocket(`ws://127.0.0.1:${own.port}/graphql`, 'graphql-transport-ws');
    await once(socket, 'open');
    socket.send('{"type":"connection_init"}');
    for (let n = 0; n < 60; n++) socket.send('{"type":"ping"}');
    const [code, reason] = await once(socket, 'close');
    expect([code, String(reason)]).toEqual([1013, 'Too many messages']);
  });
});

describe('an operation that takes too long', () => {
  test.each(['HTTP', 'socket'])('is answered over %s in time, and counts until it has ended', async door => {
    own = await openServer(desk, { operationLimits: { operationMs: 200, atOnce: 1 } });
    const call = await heldCall();
    const socket = await own.connect(jana);
    const ask = async (query: string, variables = {}) => (door === 'HTTP' ? own!.post(cookie, query, variables) : socket.ask(query, variables));
    const late = await ask(TAKE, { id: call.id });
    expect(late.errors).toMatchObject([{ message: expect.stringContaining('0.2 seconds'), extensions: { code: 'OPERATION_TIMED_OUT' } }]);
    expect(late.data).toBeUndefined();
    expect((await ask('{ liveCursor }')).errors?.[0].extensions.code).toBe('TOO_MANY_REQUESTS');
    await call.letGo();
    await expect.poll(async () => (await ask('{ liveCursor }')).data?.liveCursor).toEqual(expect.any(String));
  });

  test('begins nothing any more, and what it has not committed is undone', async () => {
    const customerId = await desk.customer({ name: 'Before' });
    const rename = statement('test-rename', 'update customer set name = $2 where id = $1');
    const time = new AbortController();
    const sql = untilDeadline(desk.sql, time.signal);
    await expect(sql.transaction(async inside => {
      await inside.query(rename, [customerId, 'After']);
      time.abort(new Error('late'));
      await inside.query(rename, [customerId, 'Later']);
    })).rejects.toThrow('late');
    await expect(sql.one(rename, [customerId, 'Later'])).rejects.toThrow('late');
    const committing = new AbortController();
    await expect(untilDeadline(desk.sql, committing.signal).transaction(async inside => {
      await inside.query(rename, [customerId, 'After']);
      committing.abort(new Error('late'));
    })).rejects.toThrow('late');
    expect((await desk.run(jana, 'query ($id: ID!) { customer(id: $id) { name } }', { id: customerId })).data.customer).toEqual({ name: 'Before' });
  });

  test('does not hold a connection for long', async () => {
    expect((await desk.sql.one(statement<{ statement_timeout: string }>('test-timeout', 'show statement_timeout')))?.statement_timeout).toBe('15s');
  });
});

describe('a request', () => {
  const raw = async (text: string): Promise<string> => {
    const socket = createConnection({ port: own!.port, host: '127.0.0.1' });
    let answer = '';
    socket.on('data', data => { answer += String(data); });
    socket.on('error', () => undefined);
    socket.write(text);
    await once(socket, 'close');
    return answer;
  };

  test('that is too large is refused in the words of its door', async () => {
    const { response, errors } = await server.post(cookie, '{ __typename }', { unused: 'x'.repeat(LIMITS.messageBytes) });
    expect([response.statusCode, errors?.[0].extensions.code]).toEqual([413, 'REQUEST_TOO_LARGE']);
    expect((await server.fastify.inject({ method: 'POST', url: '/graphql', payload: '{', headers: { 'content-type': 'application/json' } })).json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
  });

  test('that arrives too slowly, or with endless headers, is ended with the reason', async () => {
    own = await openServer(desk);
    own.fastify.server.headersTimeout = 100;
    own.fastify.server.requestTimeout = 300;
    const head = 'POST /graphql HTTP/1.1\r\nhost: x\r\n';
    const [headers, body, silent, long] = await Promise.all([
      raw(head), raw(`${head}content-type: application/json\r\ncontent-length: 100\r\n\r\n{`), raw(''), raw(`${head}x: ${'x'.repeat(40_000)}`),
    ]);
    for (const answer of [headers, body]) {
      expect(answer).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/);
      expect(answer).toContain('{"error":"The request took too long to arrive."}');
    }
    expect(silent === '' || silent.startsWith('HTTP/1.1 408')).toBe(true);
    expect(long).toMatch(/^HTTP\/1\.1 431 .*\{"error":"The headers are too long."\}$/s);
  });

  test('is one of so many of its address under way at once', async () => {
    const fastify = Fastify();
    limitRequests(fastify, { most: 2, healthy: ['/healthz'] });
    let finish = () => {};
    const slow = new Promise<void>(resolve => { finish = resolve; });
    fastify.get('/slow', async () => { await slow; return 'done'; });
    fastify.get('/healthz', async () => 'up');
    const under = [fastify.inject('/slow'), fastify.inject('/slow')];
    await fastify.inject('/healthz');
    expect((await fastify.inject('/slow')).statusCode).toBe(429);
    expect((await fastify.inject('/healthz')).statusCode).toBe(200);
    finish();
    expect((await Promise.all(under)).map(({ statusCode }) => statusCode)).toEqual([200, 200]);
    expect((await fastify.inject('/slow')).statusCode).toBe(200);
    await fastify.close();
  });
});
