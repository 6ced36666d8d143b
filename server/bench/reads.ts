import { Pool } from 'pg';
import type { Context } from '../context.ts';
import type { Sql, Statement } from '../database/sql.ts';
import { sqlPoolConfig } from '../orm.ts';
import type { Actor } from '../identity/actor.ts';
import { SESSION_COOKIE } from '../identity/session.ts';
import { graphql } from 'graphql';
import { makeSchema } from '../schema.ts';
import { median } from './figures.ts';
import type { House } from './house.ts';
import { type BenchRow, row } from './row.ts';
import { ask, connect, serve } from './serving.ts';

export const IN_FLIGHT = 16;
const SECONDS = 2;
export const ROUNDS = 3;

export const SCREEN_POP = `query Pop($id: ID!) { call(id: $id) { id state receivedAt customer { id name timeZone } line { id number label }
  caller { number withheld isVip contacts { id name company isVip } earlierCalls(first: 5) { id receivedAt result note { id concern } } }
  decision { kind greeting message reasons { __typename message } plan { id number label situation ringSeconds } } attempts { id outcome } note { id concern } } }`;
export const HISTORY = `query History($after: String) { calls(first: 50, after: $after) { edges { cursor node { id state result receivedAt customer { id name } line { id number }
  caller { number withheld } takenBy { id name } note { id callerName callerCompany concern urgent callBackWished } needsCallBack } } pageInfo { hasNextPage endCursor } } }`;

/** A statement with its values. */
export interface Asked { statement: Statement<unknown>; values: readonly unknown[] }

/** The statements that a query runs, with their values, in the order in which it runs them; asked by a secretary unless somebody is named. */
export async function statementsOf(house: House, query: string, variables: Record<string, unknown>, actor: Actor = house.secretaries[0]!.actor): Promise<Asked[]> {
  const seen: Asked[] = [];
  const context: Context = house.as(actor);
  const spied: Sql = {
    ...house.sql,
    query: (statement, values = []) => {
      seen.push({ statement: statement as Statement<unknown>, values });
      return house.sql.query(statement, values);
    },
    one: async (statement, values = []) => {
      seen.push({ statement: statement as Statement<unknown>, values });
      return house.sql.one(statement, values);
    },
  };
  const result = await graphql({ schema: await makeSchema(), source: query, variableValues: variables, contextValue: Object.assign(context, { sql: spied }) });
  if (result.errors) throw result.errors[0] as Error;
  return seen;
}

/** Processor time per piece of work, of the one who does it and of PostgreSQL, in ms. */
export async function cpuPer(house: House, cpu: () => Promise<number> | number, work: (lane: number) => Promise<unknown>): Promise<number> {
  for (let n = 0; n < 50; n++) await work(n % IN_FLIGHT);
  const before = (await cpu()) + house.postgresCpu();
  const end = performance.now() + SECONDS * 1000;
  let done = 0;
  await Promise.all(
    Array.from({ length: IN_FLIGHT }, async (_, lane) => {
      while (performance.now() < end) {
        await work(lane);
        done++;
      }
    }),
  );
  return ((await cpu()) + house.postgresCpu() - before) / done;
}

/** Processor time that this process has used, in ms. */
export const ownCpu = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

async function benchRead(house: House, name: string, query: string, variables: Record<string, unknown>, aims: { socket: number; http: number }): Promise<BenchRow[]> {
  const statements = await statementsOf(house, query, variables);
  const service = await serve('ours', house);
  const pool = new Pool({ ...sqlPoolConfig(house.address), max: IN_FLIGHT });
  const sockets = await Promise.all(Array.from({ length: IN_FLIGHT }, (_, n) => connect(service.port, house.secretaries[n]!.token)));
  const direct = async () => {
    for (const { statement, values } of statements) await pool.query({ name: statement.name, text: statement.text, values: values as unknown[] });
  };
  let id = 0;
  const socket = (lane: number) => ask(sockets[lane]!, `q${id++}`, query, variables);
  const http = async () => {
    const response = await fetch(`http://127.0.0.1:${service.port}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: `${SESSION_COOKIE}=${house.secretaries[0]!.token}` },
      body: JSON.stringify({ query, variables }),
    });
    await response.text();
  };
  const figures = { direct: [] as number[], socket: [] as number[], http: [] as number[] };
  for (let round = 0; round < ROUNDS; round++) {
    figures.direct.push(await cpuPer(house, ownCpu, direct));
    figures.socket.push(await cpuPer(house, service.cpu, socket));
    figures.http.push(await cpuPer(house, service.cpu, http));
  }
  for (const one of sockets) one.terminate();
  await pool.end();
  await service.stop();
  return [
    row(`${name} over the socket ÷ the same SQL through pg`, 'ms CPU', median(figures.socket), median(figures.direct), aims.socket),
    row(`${name} over HTTP ÷ the same SQL through pg`, 'ms CPU', median(figures.http), median(figures.direct), aims.http),
  ];
}

/** The two reads that screens wait for: the card of one call, and a page of the history. */
export async function benchReads(house: House): Promise<BenchRow[]> {
  const newest = await house.sql.pool.query<{ id: string }>('select id from call order by received_at desc limit 1');
  return [
    ...(await benchRead(house, 'screen pop (call, customer, contacts, decision, last 5 calls)', SCREEN_POP, { id: newest.rows[0]?.id }, { socket: 1.8, http: 3.5 })),
    ...(await benchRead(house, 'history page of 50', HISTORY, {}, { socket: 1.8, http: 3.7 })),
  ];
}
