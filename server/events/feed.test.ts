import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { appendEvent, currentCursor, decodeCursor, encodeCursor, pruneEvents, type EventKind } from './event-log.ts';
import { customerUser, Desk, openProcess, secretary } from './feed-ground.ts';
import { openPostgres } from './log-database.ts';

let postgres: Awaited<ReturnType<typeof openPostgres>>;
let database: Awaited<ReturnType<typeof postgres.database>>;
let ours: Awaited<ReturnType<typeof openProcess>>;

// One log for all tests: each has a process of its own and begins where the log then ends.
beforeAll(async () => {
  postgres = await openPostgres();
  database = await postgres.database();
});
afterAll(async () => {
  await database?.close();
  await postgres?.close();
});
beforeEach(async () => { ours = await openProcess(database); });
afterEach(() => ours.close());

const customer = randomUUID();
const PADDED = 'subscription Live($after: String, $bytes: Int!) { events(after: $after) { __typename cursor ... on CallChanged { callId call { padding(bytes: $bytes) } } } }';

async function append(count: number, kind: EventKind = 'CALL_CHANGED', customerId: string | null = customer, { sql } = database) {
  const subjects: string[] = Array.from({ length: count }, () => randomUUID());
  for (const subject of subjects) await appendEvent(sql, kind, customerId, subject);
  return subjects;
}

const calls = (events: { callId: string }[]) => events.map(({ callId }) => callId);

describe('a subscription', () => {
  it('tells what happens from now on when it names no cursor', async () => {
    await append(2);
    const desk = await Desk.open(ours.url, secretary());
    desk.subscribe(null);
    // An answer on the same socket: the subscription has begun.
    await desk.ask('{ viewer }');
    const subjects = await append(3);
    const received = calls(await desk.received(3));
    // What was committed before but not yet told to this process may come as well.
    expect(received.slice(-3).filter(callId => subjects.includes(callId)).length).toBeGreaterThan(0);
    await desk.until(message => message.payload?.data?.events?.callId === subjects[2]);
    expect(calls(desk.events()).slice(-3)).toEqual(subjects);
  });

  it('goes on after the cursor it names, without gap or double', async () => {
    const missed = await append(3);
    const cursor = await currentCursor(database.sql);
    const waiting = await append(4);
    const desk = await Desk.open(ours.url, secretary());
    desk.subscribe(cursor);
    await desk.received(4);
    const live = await append(4);
    expect(calls(await desk.received(8))).toEqual([...waiting, ...live]);
    const again = await Desk.open(ours.url, secretary());
    again.subscribe(desk.events()[2].cursor);
    expect(calls(await again.received(5))).toEqual([...waiting.slice(3), ...live]);
    expect(missed).toHaveLength(3);
  });

  it('takes a cursor that this process has not come to yet', async () => {
    const behind = await openProcess(database, { tail: { pollMs: 2 ** 30 } });
    // Past the function, hence without waking anybody.
    const quietly = async () => {
      const subject = randomUUID();
      await database.owner.query(`insert into event (kind, customer_id, subject_id) values ('CALL_CHANGED', $1, $2)`, [customer, subject]);
      return subject;
    };
    await quietly();
    const cursor = await currentCursor(database.sql);
    const desk = await Desk.open(behind.url, secretary());
    desk.subscribe(cursor);
    await desk.ask('{ viewer }');
    expect(decodeCursor(cursor).seq).toBeGreaterThan(behind.tail.seq);
    const subjects = await append(2);
    expect(calls(await desk.received(2))).toEqual(subjects);
    await behind.close();
  });

  it('catches up from the log where memory does not reach', async () => {
    const cursor = await currentCursor(database.sql);
    const subjects = await append(450);
    const forgetful = await openProcess(database, { tail: { recent: 5 } });
    const desk = await Desk.open(forgetful.url, secretary());
    desk.subscribe(cursor);
    expect(calls(await desk.received(450))).toEqual(subjects);
    const more = await append(20);
    expect(calls(await desk.received(470)).slice(450)).toEqual(more);
    await forgetful.close();
  });

  it('is not silenced by a transaction that is held open', async () => {
    const desk = await Desk.open(ours.url, secretary());
    desk.subscribe(await currentCursor(database.sql));
    await database.owner.query('create table thing (n int)');
    await database.owner.query('begin');
    await database.owner.query('insert into thing values (1)');
    const meanwhile = await append(3);
    expect(calls(await desk.received(3))).toEqual(meanwhile);
    const held = randomUUID();
    await database.owner.query(`select append_event('CALL_CHANGED', $1, $2)`, [customer, held]);
    await database.owner.query('commit');
    expect(calls(await desk.received(4))).toEqual([...meanwhile, held]);
  });

  it.each([1, 20, 200, 5000, 70_000, 200_000])('brings payloads of any size: %i bytes', async bytes => {
    const desk = await Desk.open(ours.url, secretary());
    desk.subscribe(await currentCursor(database.sql), PADDED, 'live', { bytes });
    await append(2);
    for (const event of await desk.received(2)) expect(event.call.padding).toBe('x'.repeat(bytes));
  });

  it('brings the smallest payload, and names the subscription as the client did', async () => {
    for (const id of ['1', 'ä"\\😀\n', 'x'.repeat(300)]) {
      const desk = await Desk.open(ours.url, secretary());
      desk.subscribe(await currentCursor(database.sql), 'subscription ($after: String) { e: events(after: $after) { __typename } }', id);
      await append(1);
      expect(await desk.until(message => message.id === id)).toEqual({ id, type: 'next', payload: { data: { e: { __typename: 'CallChanged' } } } });
    }
  });

  it('says nothing more once the client has completed it', async () => {
    const desk = await Desk.open(ours.url, secretary());
    desk.subscribe(await currentCursor(database.sql), undefined, 'first');
    await append(1);
    await desk.received(1, 'first');
    desk.send({ id: 'first', type: 'complete' });
    desk.subscribe(await currentCursor(database.sql), undefined, 'second');
    const [subject] = await append(1);
    expect(calls(await desk.received(1, 'second'))).toEqual([subject]);
    expect(desk.messages.filter(({ id }) => id === 'first')).toHaveLength(1);
    expect(ours.door.stats()).toMatchObject({ subscriptions: 1, groups: 1 });
  });

  it('begins anew under the id of one that is ended in the same breath', async () => {
    const desk = await Desk.open(ours.url, secretary());
    const cursor = await currentCursor(database.sql);
    desk.subscribe(cursor);
    await append(1);
    await desk.received(1);
    const { _socket: stream } = desk.socket as unknown as { _socket: import('node:net').Socket };
    stream.cork();
    desk.send({ id: 'live', type: 'complete' });
    desk.subscribe(await currentCursor(database.sql));
    stream.uncork();
    await desk.ask('{ viewer }');
    const subjects = await append(2);
    expect(calls(await desk.received(3)).slice(1)).toEqual(subjects);
    expect(desk.messages.filter(({ id, type }) => id === 'live' && type === 'complete')).toEqual([]);
  });
});

describe('a cursor', () => {
  const refusal = async (after: string) => {
    const desk = await Desk.open(ours.url, secretary());
    desk.subscribe(after);
    const message = await desk.until(({ id }) => id === 'live');
    expect(message.type).toBe('error');
    return message.payload[0].extensions;
  };

  it('that is none is refused as input', async () => {
    expect(await refusal('garbage')).toEqual({ code: 'BAD_USER_INPUT', field: 'after' });
    expect(await refusal('')).toEqual({ code: 'BAD_USER_INPUT', field: 'after' });
  });

  it('that the log does not reach back to is expired', async () => {
    const own = await postgres.database();
    const cursor = await currentCursor(own.sql);
    await append(5, undefined, undefined, own);
    await pruneEvents(own.sql, new Date(Date.now() + 60_000));
    const restarted = await openProcess(own);
    const desk = await Desk.open(restarted.url, secretary());
    desk.subscribe(cursor);
    expect((await desk.until(({ id }) => id === 'live')).payload[0].extensions).toEqual({ code: 'CURSOR_EXPIRED' });
    expect(restarted.door.stats()).toMatchObject({ subscriptions: 0, groups: 0 });
    await restarted.close();
    await own.close();
  });

  it('of the future or of another database is expired', async () => {
    expect(await refusal(encodeCursor({ log: ours.tail.logName, seq: 1_000_000 }))).toEqual({ code: 'CURSOR_EXPIRED' });
    const other = await postgres.database();
    await append(1);
    expect(await refusal(await currentCursor(other.sql))).toEqual({ code: 'CURSOR_EXPIRED' });
    await other.close();
  });

  it('expires while it is being followed when the log is pruned under it', async () => {
    const own = await postgres.database();
    const named = { ...own.connection, application_name: `tail ${randomUUID()}` };
    const away = await openProcess({ sql: own.sql, connection: named });
    const desk = await Desk.open(away.url, secretary());
    desk.subscribe(await currentCursor(own.sql));
    await append(1, undefined, undefined, own);
    await desk.received(1);
    await postgres.admin.query(`alter database ${own.address.database} with allow_connections false`);
    await postgres.admin.query('select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1', [named.application_name]);
    await append(2, undefined, undefined, own);
    await pruneEvents(own.sql, new Date(Date.now() + 60_000));
    await postgres.admin.query(`alter database ${own.address.database} with allow_connections true`);
    expect((await desk.until(({ type }) => type === 'error')).payload[0].extensions).toEqual({ code: 'CURSOR_EXPIRED' });
    desk.subscribe(await currentCursor(own.sql), undefined, 'anew');
    const [subject] = await append(1, undefined, undefined, own);
    expect(calls(await desk.received(1, 'anew'))).toEqual([subject]);
    await away.close();
    await own.close();
  });
});

describe('who sees what', () => {
  const IDS = 'subscription ($after: String) { events(after: $after) { __typename ... on CallChanged { callId } ... on InstructionChanged { instructionId } ... on ContactChanged { contactId } ... on CustomerChanged { customerId } ... on PresenceChanged { secretaryId } ... on UnassignedCallReported { unassignedCallId } } }';
  const everything = async () => {
    const own = randomUUID();
    const told: [EventKind, string | null][] = [
      ['CALL_CHANGED', own], ['CALL_CHANGED', randomUUID()], ['PRESENCE_CHANGED', null], ['UNASSIGNED_CALL_REPORTED', null], ['INSTRUCTION_CHANGED', own],
      ['INSTRUCTION_CHANGED', randomUUID()], ['CONTACT_CHANGED', own], ['CUSTOMER_CHANGED', own], ['CUSTOMER_CHANGED', randomUUID()], ['PRESENCE_CHANGED', own], ['CALL_CHANGED', own],
    ];
    return { own, append: async () => { for (const [kind, customerId] of told) await append(1, kind, customerId); } };
  };
  const kinds = (events: { __typename: string }[]) => events.map(({ __typename }) => __typename);

  it.each(['caught up', 'live'])('supervisors see all, secretaries no unassigned calls, customers their own without presence: %s', async how => {
    const { own, append: happen } = await everything();
    const cursor = await currentCursor(database.sql);
    if (how === 'caught up') await happen();
    const [tom, leader, weber] = await Promise.all([Desk.open(ours.url, secretary()), Desk.open(ours.url, secretary({ isSupervisor: true })), Desk.open(ours.url, customerUser(own))]);
    for (const desk of [tom, leader, weber]) desk.subscribe(cursor, IDS);
    if (how === 'live') await happen();
    expect(kinds(await leader.received(11))).toEqual(['CallChanged', 'CallChanged', 'PresenceChanged', 'UnassignedCallReported', 'InstructionChanged', 'InstructionChanged', 'ContactChanged', 'CustomerChanged', 'CustomerChanged', 'PresenceChanged', 'CallChanged']);
    expect(kinds(await tom.received(10))).toEqual(kinds(leader.events()).filter(kind => kind !== 'UnassignedCallReported'));
    expect(kinds(await weber.received(5))).toEqual(['CallChanged', 'InstructionChanged', 'ContactChanged', 'CustomerChanged', 'CallChanged']);
    expect(weber.events()[3].customerId).toBeDefined();
    // Something new for all, so that what should not come had its time to come.
    await append(1, 'CALL_CHANGED', own);
    expect(kinds(await weber.received(6))).toHaveLength(6);
    expect(kinds(await tom.received(11))).toHaveLength(11);
  });

  it('a stranger is told to sign in', async () => {
    const stranger = await Desk.open(ours.url, null);
    stranger.subscribe(null);
    expect(await stranger.until(({ id }) => id === 'live')).toMatchObject({ type: 'error', payload: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    expect(ours.door.stats()).toEqual({ sockets: 1, subscriptions: 0, groups: 0 });
  });

  it('reads for the customer as that customer, and for the staff as the staff', async () => {
    const cursor = await currentCursor(database.sql);
    const [tom, leader, weber] = await Promise.all([Desk.open(ours.url, secretary()), Desk.open(ours.url, secretary({ isSupervisor: true })), Desk.open(ours.url, customerUser(customer))]);
    for (const desk of [tom, leader, weber]) desk.subscribe(cursor);
    await append(1);
    expect((await tom.received(1))[0].call.reader).toBe('staff');
    expect((await leader.received(1))[0].call.reader).toBe('supervisors');
    expect((await weber.received(1))[0].call.reader).toBe(customer);
  });
});

describe('an event for many', () => {
  it('is read once for fifty desks with fifty cursors, caught up and live', async () => {
    const cursors: string[] = [];
    const past: string[] = [];
    for (let n = 0; n < 10; n++) {
      cursors.push(await currentCursor(database.sql));
      past.push(...(await append(1)));
    }
    const desks = await Promise.all(Array.from({ length: 50 }, () => Desk.open(ours.url, secretary())));
    for (const [n, desk] of desks.entries()) desk.subscribe(cursors[n % 10]!, undefined, n % 2 === 0 ? 'live' : `live ${n}`);
    const live = await append(5);
    for (const [n, desk] of desks.entries()) expect(calls(await desk.received(15 - (n % 10), n % 2 === 0 ? 'live' : `live ${n}`))).toEqual([...past.slice(n % 10), ...live]);
    const reads = new Map<string, number>();
    for (const { callId } of ours.counts.reads) reads.set(callId, (reads.get(callId) ?? 0) + 1);
    expect([...reads.values()]).toEqual(Array.from({ length: 15 }, () => 1));
    expect(ours.door.stats()).toEqual({ sockets: 50, subscriptions: 50, groups: 1 });
  });

  it('is shared by all who ask the same, however they write it', async () => {
    const cursor = await currentCursor(database.sql);
    const desks = await Promise.all(Array.from({ length: 4 }, () => Desk.open(ours.url, secretary())));
    desks[0]!.subscribe(cursor, 'subscription Live($after: String) { events(after: $after) { ... on CallChanged { callId call { id } } } }');
    desks[1]!.subscribe(cursor, 'subscription Live($from: String) {\n  events(after: $from) {\n ...on CallChanged { callId, call { id } } } }'.replaceAll('$from', '$after'));
    desks[2]!.subscribe(null, `subscription Live { events(after: "${cursor}") { ... on CallChanged { callId call { id } } } }`);
    desks[3]!.subscribe(null, `subscription Live($place: String = "${cursor}") { events(after: $place) { ... on CallChanged { callId call { id } } } }`);
    const subjects = await append(2);
    for (const desk of desks) expect(calls(await desk.received(2))).toEqual(subjects);
    expect(ours.door.stats()).toMatchObject({ subscriptions: 4, groups: 1 });
    expect(ours.counts.reads).toHaveLength(2);
  });

  it('is told apart by what else is asked', async () => {
    const cursor = await currentCursor(database.sql);
    const desks = await Promise.all([3, 4, 3].map(() => Desk.open(ours.url, secretary())));
    for (const [n, bytes] of [3, 4, 3].entries()) desks[n]!.subscribe(cursor, PADDED, 'live', { bytes, unasked: n });
    await append(1);
    expect(await Promise.all(desks.map(async desk => (await desk.received(1))[0].call.padding))).toEqual(['xxx', 'xxxx', 'xxx']);
    expect(ours.door.stats().groups).toBe(2);
  });

  it('is read for each person where the answer depends on the person', async () => {
    const cursor = await currentCursor(database.sql);
    const people = [secretary(), secretary(), customerUser(customer)];
    const desks = await Promise.all([...people, people[0]!].map(person => Desk.open(ours.url, person)));
    for (const desk of desks) desk.subscribe(cursor, 'subscription ($after: String) { events(after: $after) { ...F } } fragment F on CallChanged { call { draft reader } }');
    await append(1);
    for (const [n, desk] of desks.entries()) {
      const { accountId } = people[n % 3]!;
      expect((await desk.received(1))[0].call).toEqual({ draft: `draft of ${accountId}`, reader: accountId });
    }
    expect(ours.door.stats().groups).toBe(3);
  });

  it('comes with its errors, masked as everywhere, and the next one comes all the same', async () => {
    const desk = await Desk.open(ours.url, secretary());
    desk.subscribe(await currentCursor(database.sql), 'subscription ($after: String) { events(after: $after) { cursor ... on CallChanged { call { id broken } } ... on ContactChanged { contactId } } }');
    const [callId] = await append(1);
    const [contactId] = await append(1, 'CONTACT_CHANGED');
    await desk.received(2);
    expect(desk.messages.find(({ type }) => type === 'next')!.payload).toEqual({
      errors: [{ message: 'masked', path: ['events', 'call', 'broken'], locations: expect.anything() }],
      data: { events: { cursor: expect.any(String), call: { id: callId, broken: null } } },
    });
    expect(desk.events()[1].contactId).toBe(contactId);
  });

  it('reaches the others when one audience cannot be served', async () => {
    const half = await openProcess(database, {
      door: {
        contextFor: actor => {
          if (actor?.kind === 'STAFF' && !actor.isSupervisor) throw new Error('no connection left');
          return { actor };
        },
      },
    });
    const cursor = await currentCursor(database.sql);
    const [tom, leader] = await Promise.all([Desk.open(half.url, secretary()), Desk.open(half.url, secretary({ isSupervisor: true }))]);
    for (const desk of [tom, leader]) desk.subscribe(cursor);
    const subjects = await append(2);
    expect(calls(await leader.received(2))).toEqual(subjects);
    expect((await tom.until(({ type }) => type === 'next')).payload).toEqual({ data: null, errors: [{ message: 'masked' }] });
    await tom.received(2);
    await half.close();
  });

  it('waits for nobody: one group that takes long to read holds up no other', async () => {
    let release = () => {};
    const held = new Promise<void>(resolve => { release = resolve; });
    ours.counts.reading = () => held;
    const cursor = await currentCursor(database.sql);
    const [slow, quick] = await Promise.all([Desk.open(ours.url, secretary()), Desk.open(ours.url, secretary())]);
    slow.subscribe(cursor);
    quick.subscribe(cursor, 'subscription ($after: String) { events(after: $after) { ... on CallChanged { callId } } }');
    const subjects = await append(3);
    expect(calls(await quick.received(3))).toEqual(subjects);
    expect(slow.events()).toEqual([]);
    release();
    expect(calls(await slow.received(3))).toEqual(subjects);
  });
});
