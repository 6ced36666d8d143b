import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { reportEnded } from '../calls/report.service.ts';
import type { SecretaryActor } from '../identity/actor.ts';
import { callActs } from '../test/call-acts.ts';
import { type Desk, openDesk, type Told } from '../test/desk.ts';
import { openServer } from '../test/server.ts';

let desk: Desk;
let acts: ReturnType<typeof callActs>;
let jana: SecretaryActor;
let customerId: string;
let number: string;

beforeAll(async () => {
  desk = await openDesk();
  acts = callActs(desk);
  jana = await desk.secretary({ name: 'Jana Kühn' });
  customerId = await desk.customer();
  number = (await desk.line(customerId)).number;
});
afterAll(() => desk.close());

const ring = async (from = number) => {
  const call = await desk.call(from);
  desk.pass(5);
  return call;
};

describe('the desk', () => {
  test('shows the open calls, the longest waiting first, and all secretaries by name', async () => {
    const own = await openDesk();
    const ownActs = callActs(own);
    const [zoe, anna] = [await own.secretary({ name: 'Zoe Adler' }), await own.secretary({ name: 'Anna Zander', isSupervisor: true })];
    const line = await own.line(await own.customer());
    const calls = [];
    for (let n = 0; n < 4; n++) {
      calls.push(await own.call(line.number));
      own.pass(5);
    }
    await ownActs.take(anna, (calls[1] as { id: string }).id);
    await ownActs.take(anna, (calls[2] as { id: string }).id);
    await ownActs.end(anna, (calls[2] as { id: string }).id, 'REFUSED');
    const { data } = await own.run(zoe, '{ desk { cursor calls { id state } secretaries { id name isSupervisor presence } openNotes { id } } }');
    expect(data.desk).toEqual({
      cursor: expect.any(String),
      calls: [{ id: calls[0]?.id, state: 'RINGING' }, { id: calls[1]?.id, state: 'TAKEN' }, { id: calls[3]?.id, state: 'RINGING' }],
      secretaries: [{ id: anna.secretaryId, name: 'Anna Zander', isSupervisor: true, presence: 'OFFLINE' }, { id: zoe.secretaryId, name: 'Zoe Adler', isSupervisor: false, presence: 'OFFLINE' }],
      openNotes: [],
    });
    await own.close();
  });

  test('is the secretaries’ alone: null for everybody else', async () => {
    for (const actor of [null, await desk.customerUser(customerId)]) expect(await desk.run(actor, '{ desk { cursor } }')).toEqual({ data: { desk: null } });
  });

  test('lists the asking secretary’s open notes for twelve hours, the oldest first', async () => {
    const mia = await desk.secretary({ name: 'Mia Vogt' });
    const calls = [await ring(), await ring()] as const;
    for (const { id } of calls) {
      await acts.take(mia, id);
      await acts.end(mia, id);
      desk.pass(60);
    }
    const notes = async (actor: SecretaryActor) => (await desk.run(actor, '{ desk { openNotes { id } } }')).data.desk.openNotes.map(({ id }: Told) => id);
    expect(await notes(mia)).toEqual([calls[0].id, calls[1].id]);
    expect(await notes(jana)).toEqual([]);
    desk.pass(12 * 3600 - 90);
    expect(await notes(mia)).toEqual([calls[1].id]);
  });

  test('counts how many of today’s calls were taken in time, since the service’s own midnight', async () => {
    const own = await openDesk('2026-06-15T21:59:00Z');
    const ownActs = callActs(own);
    const secretary = await own.secretary();
    const line = await own.line(await own.customer());
    const level = async () => (await own.run(secretary, '{ desk { serviceLevelToday { share targetSeconds offered takenInTime } } }')).data.desk.serviceLevelToday;
    const rung = async (secondsUntilTaken: number | null) => {
      const { id, externalId } = await own.call(line.number);
      if (secondsUntilTaken === null) return externalId;
      own.pass(secondsUntilTaken);
      await ownActs.take(secretary, id);
      return externalId;
    };
    expect(await level()).toEqual({ share: null, targetSeconds: 20, offered: 0, takenInTime: 0 });
    await rung(20);
    expect(await level()).toMatchObject({ share: 1, offered: 1, takenInTime: 1 });
    await rung(21);
    expect(await level()).toMatchObject({ share: 0.5, offered: 2, takenInTime: 1 });
    // Who has not waited for long does not count yet.
    await rung(null);
    expect(await level()).toMatchObject({ offered: 2 });
    // In Berlin it is midnight now.
    own.at('2026-06-15T22:00:00Z');
    expect(await level()).toMatchObject({ share: null, offered: 0 });
    const given = await rung(null);
    own.pass(30);
    await reportEnded(own.sql, 'door:test', given, null, own.now());
    await rung(5);
    expect(await level()).toEqual({ share: 0.5, targetSeconds: 20, offered: 2, takenInTime: 1 });
    await own.close();
  });
});

describe('the snapshot and the events after it', () => {
  test('fit together while calls are reported and taken: nothing is missing, nothing comes twice', async () => {
    const server = await openServer(desk);
    const busy = await desk.secretary({ name: 'Tom Brandt' });
    const reported: string[] = [];
    let going = true;
    // Several telephone systems at once, as fast as they can.
    const systems = Array.from({ length: 4 }, async () => {
      while (going) {
        const { id, externalId } = await desk.call(number);
        reported.push(id);
        if (reported.length % 2) await acts.take(busy, id);
        if (reported.length % 3 === 0) await reportEnded(desk.sql, 'door:test', externalId, null, desk.now());
      }
    });
    await expect.poll(() => reported.length, { timeout: 20_000 }).toBeGreaterThan(10);

    // Desks that open at different moments, each with its own snapshot and cursor.
    const opened = [];
    for (let n = 0; n < 5; n++) {
      const socket = await server.connect(jana);
      const { data } = await socket.ask('{ desk { cursor calls { id state } } }');
      const so = reported.length;
      await expect.poll(() => reported.length, { timeout: 20_000 }).toBeGreaterThan(so + 5);
      await socket.listen('... on CallChanged { callId call { id state } }', data.desk.cursor);
      opened.push({ socket, snapshot: data.desk });
    }
    going = false;
    await Promise.all(systems);
    const { data: last } = await desk.run(jana, '{ desk { cursor calls { id state } } }');
    const log = (await desk.sql.pool.query(`select seq::int as seq, subject_id as subject from event order by seq`)).rows as { seq: number; subject: string }[];
    const seqOf = (cursor: string) => Number.parseInt(Buffer.from(cursor, 'base64url').toString().split('.')[1] as string, 36);

    for (const { socket, snapshot } of opened) {
      await socket.until(({ cursor }) => cursor === last.desk.cursor);
      // Each event after the cursor once, in the order of commits, and none before it.
      expect(socket.events.map(({ cursor }) => seqOf(cursor))).toEqual(log.filter(({ seq }) => seq > seqOf(snapshot.cursor)).map(({ seq }) => seq));
      // The snapshot with the events applied is what a new snapshot shows.
      const calls = new Map<string, string>(snapshot.calls.map(({ id, state }: Told) => [id, state]));
      for (const { call } of socket.events) {
        if (!call) continue;
        if (call.state === 'ENDED') calls.delete(call.id);
        else calls.set(call.id, call.state);
      }
      expect([...calls].toSorted()).toEqual(last.desk.calls.map(({ id, state }: Told) => [id, state]).toSorted());
    }
    await server.close();
  });

  test('are shared out by who may see them', async () => {
    const server = await openServer(desk);
    const supervisor = await desk.secretary({ isSupervisor: true });
    const [weber, krause] = [await desk.customerUser(customerId), await desk.customerUser(await desk.customer({ name: 'Kanzlei Krause' }))];
    const krausesLine = await desk.line(krause.customerId);
    const people = { jana, supervisor, weber, krause };
    const sockets = await Promise.all(Object.values(people).map(person => server.connect(person)));
    await Promise.all(sockets.map(socket => socket.listen('... on CallChanged { subject: callId } ... on PresenceChanged { subject: secretaryId } ... on UnassignedCallReported { subject: unassignedCallId unassignedCall { calledNumber } }')));
    const own = await desk.call(number);
    const foreign = await desk.call(krausesLine.number);
    await desk.run(supervisor, 'mutation { reportIncomingCall(input: { calledNumber: "+493023125997", externalId: "nobody" }) { __typename } }');
    await desk.run(jana, 'mutation { setPresence(presence: BREAK) { __typename } }');
    // The last thing that all of them see.
    const [lastOwn, lastForeign] = [await desk.call(number), await desk.call(krausesLine.number)];
    const seen: Record<string, Set<string>> = {};
    for (const [n, name] of Object.keys(people).entries()) {
      const last = name === 'weber' ? lastOwn.id : lastForeign.id;
      const socket = sockets[n] as (typeof sockets)[number];
      await socket.until(({ subject }) => subject === last);
      seen[name] = new Set(socket.events.map(({ __typename, subject }) => (__typename === 'CallChanged' ? subject : __typename)));
    }
    const calls = [own.id, foreign.id, lastOwn.id, lastForeign.id];
    expect(seen['weber']).toEqual(new Set([own.id, lastOwn.id]));
    expect(seen['krause']).toEqual(new Set([foreign.id, lastForeign.id]));
    expect(seen['jana']).toEqual(new Set([...calls, 'PresenceChanged']));
    expect(seen['supervisor']).toEqual(new Set([...calls, 'PresenceChanged', 'UnassignedCallReported']));
    expect((sockets[1] as (typeof sockets)[number]).events.find(({ __typename }) => __typename === 'UnassignedCallReported').unassignedCall).toEqual({ calledNumber: '+493023125997' });
    const stranger = await server.connect(null);
    await stranger.listen('at');
    expect(await stranger.over()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    await server.close();
  });
});
