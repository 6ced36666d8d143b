import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { reapSilentCalls } from '../calls/reaper.ts';
import type { SecretaryActor } from '../identity/actor.ts';
import { callActs } from '../test/call-acts.ts';
import type { Told } from '../test/desk.ts';
import { type DoorGroundOfTest, type Fields, openDoorGround } from './door-ground.ts';

let ground: DoorGroundOfTest;
let acts: ReturnType<typeof callActs>;
let jana: SecretaryActor;
let number: string;

beforeAll(async () => {
  ground = await openDoorGround();
  acts = callActs(ground.desk);
  jana = await ground.secretary('Jana Kühn', JANA);
  ({ number } = await ground.desk.line(await ground.desk.customer()));
});
afterAll(() => ground.close());

const JANA = '+498999998101';
const KINDS = ['GENERIC', 'SIPGATE', 'PLACETEL', 'TWILIO'] as const;
type Kind = (typeof KINDS)[number];
/** What happens to one call, as its provider tells it. */
interface Story { isAnswered: boolean; isHers: boolean; end: 'HUNG_UP' | 'GAVE_UP' | 'REFUSED' | 'NEVER_TOLD'; isWithheld: boolean }

/** The pushes of a call from its ring to its end, in their order. */
function pushesOf(kind: Kind, externalId: string, { isAnswered, isHers, end, isWithheld }: Story): Fields[] {
  const caller = isWithheld ? 'anonymous' : '491713920001';
  switch (kind) {
    case 'GENERIC':
    case 'SIPGATE': {
      const call = { callId: externalId, direction: 'in', from: caller, to: number.slice(1), ...(kind === 'SIPGATE' && { origCallId: externalId, 'user[]': ['Jana', 'Tom'] }) };
      const cause = { HUNG_UP: 'normalClearing', GAVE_UP: 'cancel', REFUSED: 'noAnswer', NEVER_TOLD: null }[end];
      return [{ event: 'newCall', ...call }, ...(isAnswered ? [{ event: 'answer', answeringNumber: isHers ? JANA.slice(1) : '498999998199', ...call }] : []), ...(cause ? [{ event: 'hangup', cause, ...call }] : [])];
    }
    case 'PLACETEL': {
      const call = { call_id: externalId, direction: 'in', from: isWithheld ? 'anonymous' : '01713920001', to: `0${number.slice(3)}` };
      const type = isAnswered ? 'accepted' : { HUNG_UP: 'canceled', GAVE_UP: 'canceled', REFUSED: 'missed', NEVER_TOLD: null }[end];
      return [
        { event: 'IncomingCall', ...call }, ...(isAnswered ? [{ event: 'CallAccepted', peer: isHers ? `0${JANA.slice(3)}` : '7777abcdefg@fpbx.de', ...call }] : []),
        ...(end !== 'NEVER_TOLD' && type ? [{ event: 'HungUp', type, duration: '42', ...call }] : []),
      ];
    }
    case 'TWILIO': {
      const call = { CallSid: externalId, AccountSid: `AC${'0'.repeat(32)}`, Direction: 'inbound', From: isWithheld ? '+266696687' : `+${caller}`, To: number };
      const status = { HUNG_UP: 'completed', GAVE_UP: 'no-answer', REFUSED: 'busy', NEVER_TOLD: null }[end];
      return [{ ...call, CallStatus: 'ringing' }, ...(status ? [{ ...call, CallStatus: status, CallDuration: '42' }] : [])];
    }
  }
}

/** What is known of a call in the end, apart from the moments at which it was told. */
async function known(externalId: string): Promise<Told> {
  const { rows } = await ground.desk.sql.pool.query('select id from call where external_id = $1', [externalId]);
  expect(rows).toHaveLength(1);
  const { state, result, endReason, answeredAt, takenBy, needsCallBack, attempts, caller } = await acts.read(jana, rows[0].id);
  return { state, result, endReason, isAnswered: answeredAt !== null, takenBy, needsCallBack, attempts, caller };
}

async function send(kind: Kind, fields: Fields): Promise<void> {
  expect((await ground.doors[kind].push(fields)).statusCode).toBe(200);
}

async function reap(): Promise<void> {
  ground.desk.pass(4 * 3600);
  await reapSilentCalls(ground.desk.sql, ground.desk.now());
}

const story: fc.Arbitrary<Story> = fc.record({
  isAnswered: fc.boolean(), isHers: fc.boolean(), end: fc.constantFrom<Story['end']>('HUNG_UP', 'GAVE_UP', 'REFUSED', 'NEVER_TOLD'), isWithheld: fc.boolean(),
});
/** Many calls, with places by which their pushes are shuffled together, and how often each comes. */
const many = fc.array(fc.record({ story, places: fc.array(fc.nat(), { minLength: 6, maxLength: 6 }), times: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 3, maxLength: 3 }) }), { minLength: 1, maxLength: 6 });

describe.each(KINDS)('many calls at the door of %s', kind => {
  const begin = (stories: readonly Story[]) => stories.map(one => ({ story: one, externalId: crypto.randomUUID() }));

  /** What comes of these calls when their pushes come one after the other, each once. */
  async function inOrder(stories: readonly Story[]): Promise<Told[]> {
    const calls = begin(stories);
    for (const call of calls) for (const push of pushesOf(kind, call.externalId, call.story)) await send(kind, push);
    await reap();
    return Promise.all(calls.map(({ externalId }) => known(externalId)));
  }

  test('end up as if their pushes had come in order and once, however they come', async () => {
    await fc.assert(
      fc.asyncProperty(many, fc.boolean(), async (told, atOnce) => {
        const calls = begin(told.map(({ story: one }) => one));
        const pushes = calls.flatMap(({ externalId, story: one }, index) => {
          const { places, times } = told[index] as (typeof told)[number];
          return pushesOf(kind, externalId, one).flatMap((push, nth) => Array.from({ length: times[nth] as number }, (_, again) => ({ push, place: places[(nth + again * 3) % 6] as number })));
        });
        pushes.sort((a, b) => a.place - b.place);
        if (atOnce) await Promise.all(pushes.map(({ push }) => send(kind, push)));
        else for (const { push } of pushes) await send(kind, push);
        await reap();
        expect(await Promise.all(calls.map(({ externalId }) => known(externalId)))).toEqual(await inOrder(told.map(({ story: one }) => one)));
      }),
      { numRuns: 20 },
    );
  }, 120_000);

  test('are not opened again by what is pushed once more, and nothing changes', async () => {
    const [call] = begin([{ isAnswered: true, isHers: true, end: 'HUNG_UP', isWithheld: false }]) as [ReturnType<typeof begin>[number]];
    const pushes = pushesOf(kind, call.externalId, call.story);
    for (const push of pushes) await send(kind, push);
    const rows = async () => (await ground.desk.sql.pool.query('select * from call where external_id = $1', [call.externalId])).rows;
    const before = await rows();
    const events = async () => Number((await ground.desk.sql.pool.query(`select count(*) from event where kind = 'CALL_CHANGED'`)).rows[0].count);
    const told = await events();
    ground.desk.pass(30);
    for (const push of pushes) await send(kind, push);
    expect(await rows()).toEqual(before);
    expect(await events()).toBe(told);
  });
});

describe.each(KINDS)('a stranger at the door of %s', kind => {
  const pushes = () => pushesOf(kind, crypto.randomUUID(), { isAnswered: true, isHers: true, end: 'HUNG_UP', isWithheld: false });
  const stored = async () => (await ground.desk.sql.pool.query(`select (select count(*) from call)::int + (select count(*) from unassigned_call)::int + (select count(*) from early_report)::int as rows`)).rows[0].rows;
  const lastHeard = async () => (await ground.desk.sql.pool.query('select last_event_at from telephone_door where id = $1', [ground.doors[kind].id])).rows[0].last_event_at;
  const bodyOf = (push: Fields) => new URLSearchParams(Object.entries(push).flatMap(([key, value]) => [value].flat().map(one => [key, one] as [string, string]))).toString();

  test('who does not sign, or not as its system does, changes nothing', async () => {
    const [before, heard] = [await stored(), await lastHeard()];
    for (const push of pushes()) {
      const body = bodyOf(push);
      const [header, signature] = ground.doors[kind].sign(body) as [string, string];
      const otherDoors = KINDS.filter(other => other !== kind).map(other => (ground.doors[other].sign(body) as [string, string])[1]);
      for (const wrong of ['', 'nonsense', signature.slice(0, -6), (ground.doors[kind].sign(`${body}&x=y`) as [string, string])[1], ...otherDoors]) {
        const told = await ground.doors[kind].push({}, { body, headers: { [header]: wrong } });
        expect([told.statusCode, told.json()]).toEqual([401, { error: expect.stringMatching(/ does not fit the body\.$/) }]);
      }
      const changed = await ground.doors[kind].push({}, { body: body.replace(number.slice(3), '23125000'), headers: { [header]: signature } });
      if (body.includes(number.slice(3)) && number.slice(3) !== '23125000') expect(changed.statusCode).toBe(401);
      const unsigned = await ground.server.fastify.inject({ method: 'POST', url: ground.doors[kind].path, payload: body, headers: { 'content-type': 'application/x-www-form-urlencoded' } });
      expect(unsigned.statusCode).toBe(401);
    }
    expect([await stored(), await lastHeard()]).toEqual([before, heard]);
  });

  test('who has another door’s secret, or none, finds nothing', async () => {
    const before = await stored();
    const [push] = pushes() as [Fields];
    const secretOf = (path: string) => path.split('/').at(-1) as string;
    const others = KINDS.filter(other => other !== kind).map(other => ground.doors[kind].path.replace(secretOf(ground.doors[kind].path), secretOf(ground.doors[other].path)));
    for (const path of [...others, `${ground.doors[kind].path}x`, ground.doors[kind].path.slice(0, -1)]) expect((await ground.doors[kind].push(push, { path })).statusCode).toBe(404);
    expect(await stored()).toBe(before);
  });

  test('is told nothing of what is too large to be read', async () => {
    expect((await ground.doors[kind].push({ padding: 'x'.repeat(16 * 1024) })).statusCode).toBe(413);
  });
});

describe('addresses below a door of Twilio', () => {
  test('are for signed pushes about its own calls', async () => {
    const { TWILIO } = ground.doors;
    const foreign = await ground.desk.call(number, { reporter: 'door:somebody-else' });
    const fields = { CallSid: 'CAx', AccountSid: `AC${'0'.repeat(32)}`, CallStatus: 'in-progress', Digits: '1', DialCallStatus: 'completed' };
    for (const below of [`picked/${foreign.id}/${jana.secretaryId}`, `rung/${foreign.id}`, `line/${foreign.id}`, `attempt/${foreign.id}`, `accept/${foreign.id}`, `accepted/${foreign.id}`, 'line/x', 'picked/x/y']) {
      const path = `/telephony/twilio/${TWILIO.id}/${below}`;
      expect((await TWILIO.push(fields, { path, headers: { 'x-twilio-signature': 'nonsense' } })).statusCode).toBe(401);
      const told = await TWILIO.push(fields, { path });
      expect([below, told.statusCode, told.body]).toEqual([below, 200, '<?xml version="1.0" encoding="UTF-8"?><Response><Hangup/></Response>']);
    }
    expect(await acts.read(jana, foreign.id)).toMatchObject({ state: 'RINGING' });
    // Only what is signed may come by the id, which is no secret.
    for (const kind of ['GENERIC', 'SIPGATE', 'PLACETEL'] as const) expect((await ground.doors[kind].push({}, { path: `/telephony/${kind.toLowerCase()}/${ground.doors[kind].id}` })).statusCode).toBe(404);
  });
});
