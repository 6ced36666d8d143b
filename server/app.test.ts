import { once } from 'node:events';
import { createConnection } from 'node:net';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import type { SecretaryActor } from './identity/actor.ts';
import { openDesk, type Desk } from './test/desk.ts';
import { collectingLogger } from './test/logged.ts';
import { openServer } from './test/server.ts';

const logged = collectingLogger();
let desk: Desk;
let server: Awaited<ReturnType<typeof openServer>>;
let jana: SecretaryActor;
let cookie: string;
let admin: Client;
const database = () => (desk.address as { database: string }).database;

beforeAll(async () => {
  admin = new Client({ ...inject('cluster'), database: 'postgres' });
  await admin.connect();
  desk = await openDesk('2026-06-15T09:00:00Z', logged.log, () => undefined);
  server = await openServer(desk);
  jana = await desk.secretary();
  cookie = await server.cookieOf(jana);
});
afterAll(async () => {
  await server.close();
  await desk.close();
  await admin.end();
});

const get = (url: string, headers: Record<string, string> = {}) => server.fastify.inject({ method: 'GET', url, headers });

describe('the health of the process', () => {
  test('is up, and ready when the database has its migrations', async () => {
    expect((await get('/healthz')).json()).toEqual({ status: 'up' });
    const ready = await get('/readyz');
    expect([ready.statusCode, ready.json()]).toEqual([200, { status: 'ready' }]);
  });

  test('is not ready while a migration is missing', async () => {
    const owner = new Client({ ...inject('cluster'), database: database() });
    await owner.connect();
    await owner.query(`update mikro_orm_migrations set name = 'gone' where name = '003-calls'`);
    expect((await get('/readyz')).statusCode).toBe(503);
    await owner.query(`update mikro_orm_migrations set name = '003-calls' where name = 'gone'`);
    expect((await get('/readyz')).statusCode).toBe(200);
    await owner.end();
  });

  test('is up and not ready while the database is gone, and ready again when it is back', async () => {
    await admin.query(`alter database ${database()} with allow_connections false`);
    await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [database()]);
    const gone = await get('/readyz');
    expect([gone.statusCode, gone.json()]).toEqual([503, { status: 'the database does not answer' }]);
    expect((await get('/healthz')).statusCode).toBe(200);
    const { response, errors } = await server.post(cookie, '{ viewer { __typename } }');
    expect(response.statusCode).toBe(500);
    expect(errors?.[0]).toEqual({ message: expect.stringContaining('Something went wrong'), extensions: { code: 'INTERNAL_SERVER_ERROR', errorId: expect.any(String) } });
    await admin.query(`alter database ${database()} with allow_connections true`);
    expect((await get('/readyz')).statusCode).toBe(200);
    expect((await server.post(cookie, '{ viewer { __typename } }')).data).toEqual({ viewer: { __typename: 'Secretary' } });
  });
});

describe('every answer', () => {
  test('asks for encryption for ever once people come that way', async () => {
    const secure = await openServer(desk, { publicUrl: 'https://desk.example.com' });
    const { headers } = await secure.fastify.inject('/healthz');
    expect(headers['strict-transport-security']).toBe('max-age=31536000');
    await secure.close();
  });

  test('to what is not there is short, and has no landing page of anybody’s', async () => {
    for (const url of ['/graphql', '/nowhere', '/telephony/generic/secret']) {
      const answer = await get(url, { accept: 'text/html' });
      expect([answer.statusCode, answer.json()]).toEqual([404, { error: 'There is nothing here.' }]);
    }
  });
});

describe('errors', () => {
  /** The same operation through both doors, with the ids of errors left out. */
  async function bothDoors(query: string, variables = {}, person: SecretaryActor | null = jana) {
    const http = (await server.post(person && cookie, query, variables)).errors;
    const socket = await server.connect(person);
    // Twice: from the second time on, operations are compiled.
    const plain = (await socket.ask(query, variables)).errors;
    const compiled = (await socket.ask(query, variables)).errors;
    return { http, plain, compiled };
  }

  test.each([
    ['no session', '{ unassignedCalls { pageInfo { hasNextPage } } }', {}, true, { code: 'UNAUTHENTICATED' }],
    ['not allowed', '{ unassignedCalls { pageInfo { hasNextPage } } }', {}, false, { code: 'FORBIDDEN' }],
    ['a field that is wrong', '{ calls(first: 201) { pageInfo { hasNextPage } } }', {}, false, { code: 'BAD_USER_INPUT', field: 'first' }],
    ['a variable of another type', 'query ($first: Int) { calls(first: $first) { pageInfo { hasNextPage } } }', { first: 'many' }, false, { code: 'BAD_USER_INPUT' }],
    ['a document that is none', '{ calls(', {}, false, { code: 'GRAPHQL_PARSE_FAILED' }],
    ['a field that does not exist', '{ nothing }', {}, false, { code: 'GRAPHQL_VALIDATION_FAILED' }],
  ])('say %s alike at both doors', async (_name, query, variables, stranger, extensions) => {
    const { http, plain, compiled } = await bothDoors(query, variables, stranger ? null : jana);
    expect(http?.[0]).toMatchObject({ message: expect.any(String), extensions });
    expect(http?.[0].extensions).toEqual(extensions);
    expect(plain).toEqual(http);
    expect(compiled).toEqual(http);
  });

  test('that are ours are masked with an id that leads to the log', async () => {
    const call = await desk.call((await desk.line(await desk.customer())).number);
    // A decision that no version of ours can have written.
    await desk.sql.pool.query(`update call set decision = '{"kind": "PUT_THROUGH"}' where id = $1`, [call.id]);
    const { http, plain, compiled } = await bothDoors('query ($id: ID!) { call(id: $id) { decision { reasons { message } } } }', { id: call.id });
    for (const errors of [http, plain, compiled]) {
      expect(errors).toHaveLength(1);
      const errorId = errors?.[0].extensions.errorId;
      expect(errors?.[0]).toMatchObject({ message: `Something went wrong on our side. Quote ${errorId} when you ask about it.`, extensions: { code: 'INTERNAL_SERVER_ERROR' } });
      expect(Object.keys(errors?.[0]).sort()).toEqual(expect.arrayContaining(['extensions', 'message', 'path']));
      const [entry] = logged.entries().filter(one => one['errorId'] === errorId);
      expect(entry).toMatchObject({ level: 50, msg: 'an operation failed', err: { message: expect.any(String), stack: expect.stringContaining('call.resolver') } });
    }
    await desk.sql.pool.query('delete from call where id = $1', [call.id]);
  });

  test('of a broken promise of the schema are masked too', async () => {
    const call = await desk.call((await desk.line(await desk.customer())).number);
    await desk.sql.pool.query(`update call set decision = decision - 'greeting' where id = $1`, [call.id]);
    const broken = await bothDoors('query ($id: ID!) { call(id: $id) { decision { greeting } } }', { id: call.id });
    for (const errors of Object.values(broken)) expect(errors?.[0].extensions).toEqual({ code: 'INTERNAL_SERVER_ERROR', errorId: expect.any(String) });
  });
});

describe('closing', () => {
  let own: Awaited<ReturnType<typeof openServer>>;
  afterEach(() => own.close());

  test('lets a request under way answer and cuts off who sends nothing', async () => {
    own = await openServer(desk);
    const call = await desk.call((await desk.line(await desk.customer())).number);
    const holder = await desk.sql.pool.connect();
    await holder.query('begin');
    await holder.query('select from call where id = $1 for update', [call.id]);
    const taking = fetch(`${own.url}/graphql`, {
      method: 'POST', headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify({ query: 'mutation ($id: ID!) { takeCall(callId: $id) { ... on Call { state } } }', variables: { id: call.id } }),
    });
    const waits = async () => (await admin.query(`select 1 from pg_stat_activity where datname = $1 and wait_event_type = 'Lock'`, [database()])).rowCount;
    await expect.poll(waits, { timeout: 20_000 }).toBe(1);
    const idle = createConnection({ port: own.port, host: '127.0.0.1' });
    await once(idle, 'connect');
    const closed = own.fastify.close();
    await holder.query('rollback');
    holder.release();
    expect(await (await taking).json()).toEqual({ data: { takeCall: { state: 'TAKEN' } } });
    await closed;
    await once(idle, 'close');
  });
});
