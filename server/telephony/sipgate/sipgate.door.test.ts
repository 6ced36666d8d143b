import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { SecretaryActor } from '../../identity/actor.ts';
import { callActs } from '../../test/call-acts.ts';
import type { Told } from '../../test/desk.ts';
import { type DoorGroundOfTest, openDoorGround, PUBLIC_URL, standInApi } from '../door-ground.ts';
import { readLines } from '../line-reader.ts';

const JANA = '+498999998101';
const TARGET = '+491713920080';

let api: Awaited<ReturnType<typeof standInApi>>;
/** The calls that sipgate has, as its API lists them, and what it says to commands. */
let live: { callId: string; muted: boolean; recording: boolean; hold: boolean; participants: object[] }[] = [];
let refuses: number | null = null;
let ground: DoorGroundOfTest;
let acts: ReturnType<typeof callActs>;
let jana: SecretaryActor;
let number: string;
let callId: string;

beforeAll(async () => {
  api = await standInApi(({ method, path }) => (method === 'GET' && path === '/calls' ? { status: 200, body: { data: live } } : refuses === null ? undefined : { status: refuses, body: {} }));
  ground = await openDoorGround({ sipgateApi: api.url });
  acts = callActs(ground.desk);
  jana = await ground.secretary('Jana Kühn', JANA);
  const customerId = await ground.desk.customer();
  ({ number } = await ground.desk.line(customerId));
  await ground.desk.instruction(customerId, { forwardingNumbers: [{ number: TARGET }, { number: '+491713920081', situation: 'ON_NO_ANSWER' }] });
});
beforeEach(async () => {
  callId = crypto.randomUUID();
  refuses = null;
  live = [{ callId, muted: false, recording: false, hold: false, participants: [] }];
  api.asked.length = 0;
  await ground.desk.sql.pool.query(`update secretary set presence = 'AVAILABLE' where id = $1`, [jana.secretaryId]);
});
afterAll(async () => {
  await ground.close();
  await api.close();
});

const push = (fields: Record<string, string>) => ground.doors.SIPGATE.push({ direction: 'in', from: '491713920001', to: number.slice(1), callId, origCallId: callId, ...fields });
const read = async (externalId = callId): Promise<Told> => {
  const { rows } = await ground.desk.sql.pool.query('select id from call where external_id = $1', [externalId]);
  return rows[0] && acts.read(jana, rows[0].id);
};
/** Has the line follow its call, as the conductor does after each change. */
async function follow() {
  const [found] = await readLines(ground.desk.sql, [(await read()).id]);
  if (!found) throw new Error('no line');
  await (await ground.server.cloud.systemOf(found.reporter))?.follow(found.line);
}
const commands = () => api.asked.filter(({ method }) => method !== 'GET').map(({ method, path, body }) => [method, path.replace(callId, ':call'), body]);

async function putThrough() {
  await push({ event: 'newCall' });
  await push({ event: 'answer', answeringNumber: JANA.slice(1) });
  await acts.putThrough(jana, (await read()).id);
  await follow();
}

describe('the door of sipgate.io', () => {
  test('rings who is free, and hears the rest at the same address', async () => {
    const told = await push({ event: 'newCall' });
    const url = PUBLIC_URL + ground.doors.SIPGATE.path;
    expect([told.statusCode, told.headers['content-type'], told.body]).toEqual([
      200, 'application/xml', `<?xml version="1.0" encoding="UTF-8"?><Response onAnswer="${url}" onHangup="${url}"><Dial><Number>${JANA.slice(1)}</Number></Dial></Response>`,
    ]);
    expect(await read()).toMatchObject({ state: 'RINGING' });
    await push({ event: 'answer', answeringNumber: JANA.slice(1), user: 'Jana', userId: 'w0' });
    expect(await read()).toMatchObject({ state: 'TAKEN', takenBy: { id: jana.secretaryId } });
    await push({ event: 'hangup', cause: 'normalClearing' });
    expect(await read()).toMatchObject({ state: 'ENDED', endReason: 'CALLER_HUNG_UP' });
  });

  test('rings nobody when nobody is free', async () => {
    await ground.desk.sql.pool.query(`update secretary set presence = 'BREAK' where id = $1`, [jana.secretaryId]);
    expect((await push({ event: 'newCall' })).body).not.toContain('Dial');
    expect(await read()).toMatchObject({ state: 'RINGING' });
  });

  test('knows no secretary by a number that is nobody’s', async () => {
    await push({ event: 'newCall' });
    await push({ event: 'answer', answeringNumber: '498999998199' });
    expect(await read()).toMatchObject({ state: 'RINGING', answeredAt: expect.any(String) });
    await push({ event: 'hangup', cause: 'noAnswer' });
    expect(await read()).toMatchObject({ state: 'ENDED', result: 'MISSED' });
  });

  test('ignores outgoing calls, and what is nobody’s line needs no more of it', async () => {
    expect((await push({ event: 'newCall', direction: 'out' })).body).toBe('<?xml version="1.0" encoding="UTF-8"?><Response/>');
    expect(await read()).toBeUndefined();
    expect((await push({ event: 'newCall', to: '493023125996' })).body).toBe('<?xml version="1.0" encoding="UTF-8"?><Response/>');
  });

  test('says what is wrong in its own words, and notes it for the supervisors', async () => {
    const told = await push({ event: 'newCall', to: 'Empfang' });
    expect([told.statusCode, told.json()]).toEqual([422, { field: 'to', error: 'to is no telephone number.' }]);
    const { rows } = await ground.desk.sql.pool.query('select last_problem from telephone_door where id = $1', [ground.doors.SIPGATE.id]);
    expect(rows).toEqual([{ last_problem: 'to is no telephone number.' }]);
  });
});

describe('a call at sipgate', () => {
  test('is transferred once, however often its line follows', async () => {
    await putThrough();
    await follow();
    expect(commands()).toEqual([['POST', '/calls/:call/transfer', { attended: false, phoneNumber: TARGET }]]);
    expect(api.asked[0]?.authorization).toBe(`Basic ${Buffer.from('token-AB12CD:a-token').toString('base64')}`);
    expect(await read()).toMatchObject({ state: 'PUTTING_THROUGH', attempts: [{ outcome: null }] });
  });

  test.each([
    ['is answered', { event: 'answer', answeringNumber: TARGET.slice(1) }, 'PUT_THROUGH', 'ANSWERED'],
    ['is not', { event: 'hangup', cause: 'noAnswer' }, 'ENDED', 'NO_ANSWER'],
    ['meets a busy telephone', { event: 'hangup', cause: 'busy' }, 'ENDED', 'BUSY'],
  ])('that was transferred goes on under another id, and tells when it %s', async (_how, told, state, outcome) => {
    await putThrough();
    const next = crypto.randomUUID();
    const rung = await push({ event: 'newCall', callId: next, to: TARGET.slice(1), diversion: number.slice(1) });
    expect(rung.body).toContain('onHangup=');
    expect(rung.body).not.toContain('Dial');
    await push({ event: 'hangup', cause: 'forwarded' });
    await push({ callId: next, to: TARGET.slice(1), ...told });
    expect(await read()).toMatchObject({ state, attempts: [{ outcome }] });
    expect(await read(next)).toBeUndefined();
    expect((await ground.desk.sql.pool.query('select 1 from unassigned_call where external_id = $1', [next])).rowCount).toBe(0);
    await push({ event: 'hangup', callId: next, cause: 'normalClearing' });
    expect(await read()).toMatchObject({ state: 'ENDED' });
  });

  test('is with its secretary again when sipgate refuses the transfer', async () => {
    ground.desk.pass(60);
    refuses = 403;
    await putThrough();
    expect(await read()).toMatchObject({ state: 'TAKEN', attempts: [{ outcome: 'FAILED' }] });
    const { rows } = await ground.desk.sql.pool.query('select last_problem from telephone_door where id = $1', [ground.doors.SIPGATE.id]);
    expect(rows).toEqual([{ last_problem: 'sipgate refused a command (403).' }]);
  });

  test('is held, taken up again and ended, each once', async () => {
    await push({ event: 'newCall' });
    await push({ event: 'answer', answeringNumber: JANA.slice(1) });
    const { id } = await read();
    await follow();
    expect(commands()).toEqual([]);
    await acts.hold(jana, id, true);
    await follow();
    (live[0] as { hold: boolean }).hold = true;
    await follow();
    await acts.hold(jana, id, false);
    await follow();
    (live[0] as { hold: boolean }).hold = false;
    await acts.end(jana, id);
    await follow();
    live = [];
    await follow();
    expect(commands()).toEqual([['PUT', '/calls/:call/hold', { value: true }], ['PUT', '/calls/:call/hold', { value: false }], ['DELETE', '/calls/:call', '']]);
  });
});
