import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { appendEvent, currentCursor, currentPosition, readEvents } from './event-log.ts';
import { Desk, openProcess, secretary } from './feed-ground.ts';
import { openPostgres } from './log-database.ts';
import type { SocketDoorOptions } from '../socket.ts';

let postgres: Awaited<ReturnType<typeof openPostgres>>;
let database: Awaited<ReturnType<typeof postgres.database>>;
const processes: Awaited<ReturnType<typeof openProcess>>[] = [];
const children: (() => Promise<void>)[] = [];

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
  await Promise.all(children.splice(0).map(end => end()));
});

const open = async (door: Partial<SocketDoorOptions> = {}) => {
  const one = await openProcess(database, { door });
  processes.push(one);
  return one;
};

const customer = randomUUID();
const append = async (count: number) => {
  const subjects: string[] = Array.from({ length: count }, () => randomUUID());
  for (const subject of subjects) await appendEvent(database.sql, 'CALL_CHANGED', customer, subject);
  return subjects;
};
const calls = (events: { callId: string }[]) => events.map(({ callId }) => callId);

/** All that the log holds after a place: the truth that desks are held against. */
const logged = async (after: number) => (await readEvents(database.sql, after, 100_000)).map(event => event.subjectId);

/** Numbers between 0 and 1 that are the same in every run. */
function dice(seed: number) {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

const PADDED = 'subscription Live($after: String, $bytes: Int!) { events(after: $after) { cursor ... on CallChanged { callId call { padding(bytes: $bytes) } } } }';

describe('a desk that loses its connection again and again', () => {
  it.each([1, 2, 3, 4])('has everything once, whatever the moment (%i)', async seed => {
    const roll = dice(seed * 7919);
    const two = [await open(), await open()];
    const { seq: start } = await currentPosition(database.sql);
    let cursor = await currentCursor(database.sql);
    const received: string[] = [];
    const TOTAL = 240;
    const writing = Promise.all([0, 1, 2].map(() => append(TOTAL / 3)));
    let reconnects = 0;
    while (received.length < TOTAL) {
      const desk = await Desk.open(two[Math.floor(roll() * 2)]!.url, secretary());
      desk.subscribe(cursor);
      const wanted = Math.min(TOTAL - received.length, Math.floor(roll() * 25));
      await desk.received(wanted);
      // In the middle of what is just arriving.
      if (roll() < 0.5) desk.socket.terminate();
      else desk.socket.close();
      await desk.ended;
      const events = desk.events();
      received.push(...calls(events));
      cursor = events.at(-1)?.cursor ?? cursor;
      reconnects++;
    }
    await writing;
    expect(reconnects).toBeGreaterThan(8);
    expect(received).toEqual(await logged(start));
  });

  it('goes on elsewhere when its process leaves', async () => {
    const leaving = await open();
    const desk = await Desk.open(leaving.url, secretary());
    desk.subscribe(await currentCursor(database.sql));
    const before = await append(3);
    await desk.received(3);
    await leaving.door.close();
    expect(await desk.ended).toEqual({ code: 1001, reason: 'Going away' });
    // Not complete: a client would not come again.
    expect(desk.messages.filter(({ type }) => type === 'complete')).toEqual([]);
    const meanwhile = await append(3);
    const next = await Desk.open((await open()).url, secretary());
    next.subscribe(desk.events().at(-1).cursor);
    expect(calls([...desk.events(), ...(await next.received(3))])).toEqual([...before, ...meanwhile]);
  });
});

describe('two processes', () => {
  /** A server process of its own, which appends when told to. */
  async function openChild() {
    const child = spawn(process.execPath, ['--import', 'tsx', fileURLToPath(new URL('feed-test-process.ts', import.meta.url)), JSON.stringify(database.connection)], { stdio: ['pipe', 'pipe', 'inherit'] });
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const hear = async () => {
      const line = await lines.next();
      if (line.done) throw new Error('the child process ended');
      return JSON.parse(line.value);
    };
    const ended = new Promise(resolve => child.once('exit', resolve));
    children.push(async () => {
      child.stdin.end();
      await ended;
    });
    const { url } = await hear();
    return {
      url: url as string,
      append: async (count: number): Promise<string[]> => {
        child.stdin.write(`${JSON.stringify({ append: count, customer })}\n`);
        return (await hear()).appended;
      },
      kill: async () => {
        child.kill('SIGKILL');
        await ended;
      },
    };
  }

  it('that write at the same time are heard in one order by the desks of both', async () => {
    const [ours, theirs] = [await open(), await openChild()];
    const { seq: start } = await currentPosition(database.sql);
    const cursor = await currentCursor(database.sql);
    const desks = await Promise.all([ours.url, theirs.url, ours.url, theirs.url].map(url => Desk.open(url, secretary())));
    desks[0]!.subscribe(cursor);
    desks[1]!.subscribe(cursor);
    const [here, there] = await Promise.all([append(150), theirs.append(150)]);
    desks[2]!.subscribe(cursor);
    desks[3]!.subscribe(cursor);
    const order = await logged(start);
    for (const desk of desks) expect(calls(await desk.received(300))).toEqual(order);
    expect(order.filter(subject => here.includes(subject))).toEqual(here);
    expect(order.filter(subject => there.includes(subject))).toEqual(there);
    const turns = order.filter((subject, n) => n > 0 && here.includes(subject) !== here.includes(order[n - 1]!)).length;
    // They did write at the same time; how often they took turns is for the machine to say.
    expect(turns).toBeGreaterThan(1);
  });

  it('lose nothing of what was acknowledged when one of them is killed', async () => {
    const [ours, theirs] = [await open(), await openChild()];
    const cursor = await currentCursor(database.sql);
    const desk = await Desk.open(theirs.url, secretary());
    desk.subscribe(cursor);
    const acknowledged = await theirs.append(20);
    await desk.received(7);
    await theirs.kill();
    await desk.ended;
    const next = await Desk.open(ours.url, secretary());
    next.subscribe(desk.events().at(-1).cursor);
    expect(calls([...desk.events(), ...(await next.received(20 - desk.events().length))])).toEqual(acknowledged);
  });
});

describe('a desk that does not take what it is sent', () => {
  const MANY = 60;
  const bytes = 256 * 1024;

  it('is cut off, comes again and has missed nothing; the others never noticed', async () => {
    const ours = await open({ limits: { bufferedBytes: 300_000 } });
    const cursor = await currentCursor(database.sql);
    const [slow, quick] = await Promise.all([Desk.open(ours.url, secretary()), Desk.open(ours.url, secretary())]);
    for (const desk of [slow, quick]) desk.subscribe(cursor, PADDED, 'live', { bytes });
    await append(1);
    await slow.received(1);
    slow.socket.pause();
    const subjects: string[] = [];
    // One at a time: how much waits for the quick one must not depend on how much processor it is given.
    for (let n = 1; n <= MANY; n++) {
      subjects.push(...(await append(1)));
      await quick.received(1 + n);
    }
    expect(calls(quick.events()).slice(1)).toEqual(subjects);
    // It holds no place among the live ones any more, and what is kept for it stays as it was.
    expect(ours.door.stats().subscriptions).toBe(1);
    slow.socket.resume();
    expect(await slow.ended).toEqual({ code: 1013, reason: 'Too slow' });
    const taken = calls(slow.events());
    expect(taken.length).toBeLessThan(MANY);
    const again = await Desk.open(ours.url, secretary());
    again.subscribe(slow.events().at(-1).cursor, PADDED, 'live', { bytes });
    await again.received(1 + MANY - taken.length);
    expect([...taken, ...calls(again.events())]).toEqual(calls(quick.events()));
  });

  it('is not cut off for having much to catch up with', async () => {
    const ours = await open({ limits: { bufferedBytes: 300_000 } });
    const cursor = await currentCursor(database.sql);
    const witness = await Desk.open(ours.url, secretary());
    witness.subscribe(cursor);
    const subjects = await append(MANY);
    // From here on nothing is on its way any more to those who have caught up.
    await witness.received(MANY);
    const desk = await Desk.open(ours.url, secretary());
    desk.subscribe(cursor, PADDED, 'live', { bytes });
    expect(calls(await desk.received(MANY))).toEqual(subjects);
  });

  it('is cut off as well when it asks and does not listen', async () => {
    const ours = await open({ limits: { bufferedBytes: 300_000 } });
    const desk = await Desk.open(ours.url, secretary());
    desk.socket.pause();
    const query = `{ ${Array.from({ length: 40 }, (_, n) => `a${n}: sum(range: { from: 1 }, numbers: [${Array.from({ length: 60 }, () => '1000000').join(' ')}])`).join(' ')} }`;
    for (let n = 0; ours.door.stats().sockets === 1; n++) {
      desk.send({ id: String(n), type: 'subscribe', payload: { query } });
      await new Promise(setImmediate);
    }
    desk.socket.resume();
    expect((await desk.ended).code).toBe(1013);
  });
});
