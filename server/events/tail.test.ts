import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { appendEvent, pruneEvents, type LoggedEvent } from './event-log.ts';
import { collectingLog } from './feed-ground.ts';
import { openPostgres } from './log-database.ts';
import { startTail, type Tail, type TailOptions } from './tail.ts';

let postgres: Awaited<ReturnType<typeof openPostgres>>;
let database: Awaited<ReturnType<typeof postgres.database>>;
const tails: Tail[] = [];

beforeAll(async () => { postgres = await openPostgres(); });
afterAll(() => postgres?.close());
beforeEach(async () => { database = await postgres.database(); });
afterEach(async () => {
  await Promise.all(tails.splice(0).map(tail => tail.stop()));
  await database.close();
});

const NEVER = 2 ** 30;

/** A tail, and all that it told. */
async function follow(over: Partial<TailOptions> = {}) {
  const log = collectingLog();
  const name = `tail ${randomUUID()}`;
  const tail = await startTail({ connection: { ...database.connection, application_name: name }, log, pollMs: NEVER, retryMs: { first: 5, longest: 20 }, ...over });
  tails.push(tail);
  const told: LoggedEvent[] = [];
  let gaps = 0;
  let wake = () => {};
  tail.listen({ events: batch => { told.push(...batch); wake(); }, gap: () => { gaps++; wake(); } });
  const until = async (holds: () => boolean) => {
    while (!holds()) await new Promise<void>(resolve => { wake = resolve; });
  };
  return {
    tail, log, told,
    received: async (count: number) => { await until(() => told.length >= count); return told.map(event => event.subjectId); },
    gap: () => until(() => gaps > 0),
    /** Ends its connection from the other side. */
    cut: async () => expect((await postgres.admin.query('select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1', [name])).rowCount).toBe(1),
    logged: async (message: string) => { while (!log.lines.some(line => line.message === message)) await new Promise(setImmediate); },
  };
}

async function append(count: number) {
  const subjects = Array.from({ length: count }, () => randomUUID());
  for (const subject of subjects) await appendEvent(database.sql, 'CALL_CHANGED', null, subject);
  return subjects;
}

const reachable = (allowed: boolean) => postgres.admin.query(`alter database ${database.address.database} with allow_connections ${allowed}`);

describe('the tail of the log', () => {
  it('tells what is appended after it began, as soon as it is committed', async () => {
    await append(3);
    const { received, told } = await follow();
    const subjects = await append(5);
    expect(await received(5)).toEqual(subjects);
    expect(told[0]).toMatchObject({ kind: 'CALL_CHANGED', customerId: null, at: expect.any(Date) });
  });

  it('finds by itself what it was not notified of', async () => {
    const { received } = await follow({ pollMs: 10 });
    const [first] = await append(1);
    await received(1);
    const subject = randomUUID();
    // Past the function, hence without a notification.
    await database.owner.query(`insert into event (kind, subject_id) values ('CALL_CHANGED', $1)`, [subject]);
    expect(await received(2)).toEqual([first, subject]);
  });

  it('reads more than one batch in order', async () => {
    const { received } = await follow({ batch: 3 });
    const subjects = Array.from({ length: 20 }, () => randomUUID());
    await database.sql.transaction(async sql => {
      for (const subject of subjects) await appendEvent(sql, 'CALL_CHANGED', null, subject);
    });
    expect(await received(20)).toEqual(subjects);
  });

  it('gives every tail the same order', async () => {
    const [one, two] = [await follow(), await follow()];
    await Promise.all(Array.from({ length: 10 }, () => append(10)));
    const order = await one.received(100);
    expect(new Set(order).size).toBe(100);
    expect(await two.received(100)).toEqual(order);
  });

  it('loses nothing when its connection is ended', async () => {
    const { received, cut, logged } = await follow();
    const before = await append(2);
    await received(2);
    await cut();
    const after = await append(3);
    expect(await received(5)).toEqual([...before, ...after]);
    await logged('the event log lost its connection and tries again');
  });

  it('loses nothing while the database lets nobody in', async () => {
    const { received, cut, logged } = await follow();
    await append(0);
    await database.sql.query({ name: 'one', text: 'select 1' });
    await reachable(false);
    await cut();
    await logged('the event log cannot reach the database yet');
    const subjects = await append(4);
    await reachable(true);
    expect(await received(4)).toEqual(subjects);
    const more = await append(1);
    expect(await received(5)).toEqual([...subjects, ...more]);
  });

  it('is connected once however often the connection is ended', async () => {
    const { received, cut, tail } = await follow();
    for (let n = 1; n <= 5; n++) {
      await cut();
      await append(1);
      await received(n);
    }
    expect(tail.since(0)).toHaveLength(5);
    await cut();
  });

  it('says so when the log was pruned beyond what it had read', async () => {
    const { received, cut, logged, gap, tail } = await follow();
    await database.sql.query({ name: 'one', text: 'select 1' });
    await reachable(false);
    await cut();
    await logged('the event log cannot reach the database yet');
    await append(3);
    await pruneEvents(database.sql, new Date(Date.now() + 60_000));
    await reachable(true);
    await gap();
    const subjects = await append(1);
    expect(await received(1)).toEqual(subjects);
    expect(tail.since(tail.seq - 1)).toHaveLength(1);
  });

  it('knows the recent events, also those from before it began, and no more than it should', async () => {
    const old = await append(30);
    const { tail, received } = await follow({ recent: 10 });
    expect(tail.since(tail.seq - 10)!.map(event => event.subjectId)).toEqual(old.slice(-10));
    expect(tail.since(tail.seq - 11)).toBeNull();
    expect(tail.since(tail.seq)).toEqual([]);
    const fresh = await append(25);
    await received(25);
    expect(tail.since(tail.seq - 10)!.map(event => event.subjectId)).toEqual(fresh.slice(-10));
    const all = [...old, ...fresh];
    for (let back = 11; back <= 55; back++) {
      const known = tail.since(tail.seq - back);
      if (known !== null) expect(known.map(event => event.subjectId)).toEqual(all.slice(-back));
    }
    expect(tail.since(tail.seq - 55)).toBeNull();
    for (let back = 1; back < 10; back++) expect(tail.since(tail.seq - back)).toHaveLength(back);
  });

  it('does not let one listener spoil it for the others', async () => {
    const { tail, log } = await follow();
    tail.listen({ events: () => { throw new Error('broken'); }, gap: () => undefined });
    const heard = new Promise<void>(resolve => tail.listen({ events: () => resolve(), gap: () => undefined }));
    await append(1);
    await heard;
    expect(log.lines.map(line => line.message)).toEqual(['a listener of the event log failed']);
  });

  it('tells nothing after it was stopped, and leaves no connection behind', async () => {
    const { tail, told } = await follow();
    await tail.stop();
    await append(1);
    // The server notices the end of a connection a moment after the client.
    const open = async () => (await postgres.admin.query(`select from pg_stat_activity where application_name like 'tail %' and datname = $1`, [database.address.database])).rowCount;
    while ((await open()) !== 0);
    expect(told).toEqual([]);
  });

  it('does not begin without a database', async () => {
    await expect(startTail({ connection: { ...database.connection, database: 'nowhere' }, log: collectingLog() })).rejects.toThrow(/nowhere/);
  });
});
