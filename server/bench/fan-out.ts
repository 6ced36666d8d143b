import { fork, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ClientConfig } from 'pg';
import { startLocalPostgres } from '../database/local-postgres.ts';
import { ensureDatabase, migrate } from '../database/open.ts';
import { openSql, type Sql } from '../database/sql.ts';
import { appendEvent, currentPosition, encodeCursor } from '../events/event-log.ts';
import { sqlPoolConfig } from '../orm.ts';
import { BareSocket, clientFrame, Crowd } from './bare-socket.ts';
import { LIVE, type ServerKind } from './live-schema.ts';
import { median } from './figures.ts';
import { row, type BenchRow } from './row.ts';

/** What the bench of the fan-out needs; it makes its own PostgreSQL when none is given. */
export interface FanOutBench {
  address?: { host: string; user: string; database: string };
  log?: (line: string) => void;
}

const INIT = clientFrame({ type: 'connection_init' });
const PING = clientFrame({ type: 'ping' });

/** A server of the bench in its own process. */
class BenchServer {
  private constructor(private readonly child: ChildProcess, readonly port: number) {}

  static async start(kind: ServerKind, connection: ClientConfig): Promise<BenchServer> {
    const child = fork(fileURLToPath(new URL('fan-out-server.ts', import.meta.url)), [kind, JSON.stringify(connection)], {
      execArgv: ['--import', 'tsx', '--expose-gc'], env: { ...process.env, NODE_ENV: 'production' },
    });
    const [{ port }] = (await once(child, 'message')) as [{ port: number }];
    return new BenchServer(child, port);
  }

  /** Processor time so far, in µs. */
  async cpu(): Promise<number> {
    this.child.send({ cpu: true });
    return (await once(this.child, 'message'))[0].cpu;
  }

  /** When the newest event came to be known there, on the clock that processes share. */
  async raisedAt(): Promise<bigint> {
    this.child.send({ raised: true });
    return BigInt((await once(this.child, 'message'))[0].raisedAt);
  }

  /** Bytes in use after a collection of garbage. */
  async memory(): Promise<number> {
    this.child.send({ memory: true });
    return (await once(this.child, 'message'))[0].memory;
  }

  fire(count: number, payload?: string): void {
    this.child.send({ fire: count, payload });
  }

  async end(): Promise<void> {
    const ended = once(this.child, 'exit');
    this.child.send({ end: true });
    await ended;
  }
}

interface Desks {
  crowd: Crowd;
  sockets: BareSocket[];
  close(): void;
}

/** Connects, greets and subscribes, each desk with a cursor of its own; resolves when the server has answered them all. */
async function openDesks(server: BenchServer, count: number, cursors: readonly string[], idOf: (n: number) => string): Promise<Desks> {
  const crowd = new Crowd();
  // The acknowledgement, and the pong that comes after the subscription.
  const ready = crowd.more(2 * count);
  const sockets = Array.from({ length: count }, (_, n) => {
    const subscribe = clientFrame({ id: idOf(n), type: 'subscribe', payload: { query: LIVE, variables: { after: cursors[n % cursors.length] } } });
    return new BareSocket(server.port, { 'x-account': randomUUID() }, INIT, Buffer.concat([subscribe, PING]), crowd, n === 0);
  });
  await ready;
  return { crowd, sockets, close: () => sockets.forEach(socket => socket.close()) };
}

/** Raises events, `burst` at a time. */
type Raise = (burst: number) => Promise<void> | void;

/** A server with its desks, and how an event gets there. */
interface Party {
  server: BenchServer;
  desks: Desks;
  raise: Raise;
}

/** µs of the server's processor per message delivered. */
async function cpuPerDelivery({ server, desks, raise }: Party, times: number, burst: number): Promise<number> {
  const each = desks.sockets.length * burst;
  const before = await server.cpu();
  for (let n = 0; n < times; n++) {
    const all = desks.crowd.more(each);
    await raise(burst);
    await all;
  }
  return ((await server.cpu()) - before) / (times * each);
}

/** ms from when the server knows of an event to when the last desk has it. */
async function lastDesk({ server, desks, raise }: Party): Promise<number> {
  const all = desks.crowd.more(desks.sockets.length).then(() => process.hrtime.bigint());
  await raise(1);
  return Number((await all) - (await server.raisedAt())) / 1e6;
}

/**
 * One event to 1, 100 and 1,000 desks, each of which came with a cursor of its own, beside a raw `ws` broadcast of the
 * same bytes and beside standard graphql-ws; a burst of ten; subscribing; memory per desk.
 */
export async function benchFanOut({ address, log = () => undefined }: FanOutBench = {}): Promise<BenchRow[]> {
  if (address) return measure(address, log);
  const dataFolder = mkdtempSync(path.join(tmpdir(), 'vorzimmer-bench-'));
  const postgres = await startLocalPostgres({ dataFolder });
  try {
    const own = { host: postgres.host, user: postgres.user, database: 'bench' };
    await ensureDatabase(own);
    await migrate(own);
    return await measure(own, log);
  } finally {
    await postgres.stop();
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

async function measure(address: NonNullable<FanOutBench['address']>, log: (line: string) => void): Promise<BenchRow[]> {
  const connection = sqlPoolConfig(address);
  const sql = openSql(connection, error => { throw error; });
  const rows: BenchRow[] = [];
  try {
    for (const count of [1, 100, 1000]) rows.push(...(await benchDelivery(sql, connection, count, log)));
    rows.push(...(await benchSubscribing(sql, connection, log)));
  } finally {
    await sql.close();
  }
  return rows;
}

/** So many places at the end of the log, with nothing after them that a secretary may see. */
async function distinctCursors(sql: Sql, count: number): Promise<string[]> {
  await sql.transaction(async inside => {
    for (let n = 0; n < count; n++) await appendEvent(inside, 'UNASSIGNED_CALL_REPORTED', null, randomUUID());
  });
  const { log, seq } = await currentPosition(sql);
  return Array.from({ length: count }, (_, n) => encodeCursor({ log, seq: seq - n }));
}

const ROUNDS = 5;
const LATENCIES = 60;

async function benchDelivery(sql: Sql, connection: ClientConfig, count: number, log: (line: string) => void): Promise<BenchRow[]> {
  const idOf = (n: number) => `${'0'.repeat(28)}${String(n).padStart(8, '0')}`;
  const open = async (kind: ServerKind, raise: (server: BenchServer) => Raise): Promise<Party> => {
    const server = await BenchServer.start(kind, connection);
    return { server, desks: await openDesks(server, count, await distinctCursors(sql, count), idOf), raise: raise(server) };
  };
  const append: Raise = burst =>
    sql.transaction(async inside => {
      for (let n = 0; n < burst; n++) await appendEvent(inside, 'CALL_CHANGED', null, randomUUID());
    });
  const ours = await open('ours', () => append);
  const heard = ours.desks.crowd.more(count);
  await append(1);
  await heard;
  const bytes = ours.desks.sockets[0]!.last;
  const raw = await open('raw', server => burst => server.fire(burst, bytes));
  const standard = await open('standard', server => burst => server.fire(burst));

  const times = count >= 1000 ? 20 : 100;
  // Warm, so that compiled code is measured.
  for (const party of [ours, raw, standard]) await cpuPerDelivery(party, times, 1);
  const found = { ours: [] as number[], raw: [] as number[], standard: [] as number[], oursBurst: [] as number[], rawBurst: [] as number[], oneId: [] as number[], oursLast: [] as number[], rawLast: [] as number[] };
  for (let round = 0; round < ROUNDS; round++) {
    found.ours.push(await cpuPerDelivery(ours, times, 1));
    found.raw.push(await cpuPerDelivery(raw, times, 1));
    found.standard.push(await cpuPerDelivery(standard, Math.ceil(times / 4), 1));
    found.oursBurst.push(await cpuPerDelivery(ours, times, 10));
    found.rawBurst.push(await cpuPerDelivery(raw, times, 10));
  }
  // One after the other, so that what else the machine does meets both.
  for (let n = 0; n < LATENCIES; n++) {
    found.oursLast.push(await lastDesk(ours));
    found.rawLast.push(await lastDesk(raw));
  }
  ours.desks.close();
  const alike = { ...ours, desks: await openDesks(ours.server, count, await distinctCursors(sql, count), () => 'live') };
  for (let round = 0; round < ROUNDS; round++) found.oneId.push(await cpuPerDelivery(alike, times, 1));
  for (const { desks } of [alike, raw, standard]) desks.close();
  await Promise.all([ours, raw, standard].map(({ server }) => server.end()));

  const of = (which: keyof typeof found) => median(found[which]);
  log(`${count} desks, ${bytes.length} characters: ${Object.keys(found).map(which => `${which} ${of(which as keyof typeof found).toFixed(1)}`).join(', ')}`);
  const many = count.toLocaleString('en');
  if (count < 1000)
    return [row(`one event to ${many} ${count === 1 ? 'desk' : 'desks'}: server CPU per delivery ÷ standard graphql-ws`, 'µs', of('ours'), of('standard'), count === 1 ? 3 : 0.3)];
  return [
    row(`one event to ${many} desks: server CPU per delivery ÷ raw ws broadcast`, 'µs', of('ours'), of('raw'), 1.1),
    row('the same, all desks using one id ÷ raw ws broadcast', 'µs', of('oneId'), of('raw'), 1.1),
    row(`one event to ${many} desks: server CPU per delivery ÷ standard graphql-ws`, 'µs', of('ours'), of('standard'), 0.18),
    row(`one event to ${many} desks: the last desk has it ÷ raw ws broadcast`, 'ms', of('oursLast'), of('rawLast'), 1.1),
    row(`ten events at once to ${many} desks: server CPU per delivery ÷ raw ws broadcast`, 'µs', of('oursBurst'), of('rawBurst'), 0.6),
  ];
}

async function benchSubscribing(sql: Sql, connection: ClientConfig, log: (line: string) => void): Promise<BenchRow[]> {
  const count = 1000;
  const found: Record<'ours' | 'standard', { cpu: number[]; ms: number[] }> = { ours: { cpu: [], ms: [] }, standard: { cpu: [], ms: [] } };
  const memory: number[] = [];
  const cursors = await distinctCursors(sql, count);
  for (let round = 0; round < ROUNDS; round++) {
    for (const kind of ['ours', 'standard'] as const) {
      // Each time a process that has just started, as after a restart; warmed by some desks that came and left.
      const server = await BenchServer.start(kind, connection);
      (await openDesks(server, 200, cursors, () => randomUUID())).close();
      const [usedBefore, cpuBefore, from] = [await server.memory(), await server.cpu(), performance.now()];
      const desks = await openDesks(server, count, cursors, () => randomUUID());
      found[kind].ms.push(performance.now() - from);
      found[kind].cpu.push(((await server.cpu()) - cpuBefore) / count);
      if (kind === 'ours') memory.push(((await server.memory()) - usedBefore) / count / 1000);
      desks.close();
      await server.end();
    }
  }
  log(`subscribing: ours ${found.ours.cpu.map(Math.round)} µs, standard ${found.standard.cpu.map(Math.round)} µs, ${found.ours.ms.map(Math.round)} and ${found.standard.ms.map(Math.round)} ms; ${memory.map(kB => kB.toFixed(1))} kB`);
  return [
    row('subscribing (connect, hello, subscribe): server CPU per desk ÷ standard graphql-ws', 'µs', median(found.ours.cpu), median(found.standard.cpu), 0.4),
    row('1,000 desks are back after a restart ÷ one second', 'ms', median(found.ours.ms), 1000, 1),
    row('memory per subscribed desk ÷ 25 kB', 'kB', median(memory), 25, 1),
  ];
}
