import { createHmac } from 'node:crypto';
import { createConnection } from 'node:net';
import { once } from 'node:events';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { statement } from '../../database/sql.ts';
import type { SecretaryActor } from '../../identity/actor.ts';
import { openDesk, type Desk, type Told } from '../../test/desk.ts';
import { collectingLogger } from '../../test/logged.ts';
import { openServer } from '../../test/server.ts';
import { openDoor } from '../door.service.ts';

const logged = collectingLogger();
let desk: Desk;
let server: Awaited<ReturnType<typeof openServer>>;
let supervisor: SecretaryActor;
let jana: SecretaryActor;
let line: { id: string; number: string };
let path: string;
let doorId: string;
const secrets: string[] = [];

beforeAll(async () => {
  desk = await openDesk('2026-06-15T09:00:00Z', logged.log);
  server = await openServer(desk);
  [supervisor, jana] = [await desk.secretary({ isSupervisor: true }), await desk.secretary()];
  line = await desk.line(await desk.customer());
  ({ path, door: { id: doorId } } = await open());
});
afterAll(async () => {
  await server.close();
  await desk.close();
});

async function open(withHmac = false) {
  const opened = await openDoor(desk.ground, 'Telefonanlage', withHmac, desk.now());
  secrets.push(opened.path.split('/').at(-1) as string);
  if (opened.hmacSecret) secrets.push(opened.hmacSecret);
  return opened;
}

type Push = Record<string, string | number | string[] | object | null>;
const asJson = (body: Push | string | Buffer, url = path, headers = {}) =>
  server.fastify.inject({ method: 'POST', url, headers: { 'content-type': 'application/json', ...headers }, payload: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body) });
const asForm = (body: Record<string, string>, url = path) =>
  server.fastify.inject({ method: 'POST', url, headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' }, payload: new URLSearchParams(body).toString() });

const calls = async (): Promise<Told[]> =>
  (await desk.run(jana, '{ calls(first: 200) { edges { node { id state result endReason answeredAt line { number } caller { number rawNumber withheld } } } } }')).data.calls.edges.map(({ node }: Told) => node);
/** The call that began last. */
const newest = async (): Promise<Told> => {
  desk.pass(1);
  return (await calls())[0];
};
const COUNT = statement<{ rows: number }>('test-count-pushed', 'select (select count(*) from call)::int + (select count(*) from unassigned_call)::int + (select count(*) from early_report)::int as rows');
const stored = async () => (await desk.sql.one(COUNT))?.rows;

let ids = 0;
const newId = () => `pbx-${++ids}`;

describe('the generic door', () => {
  test.each([['a form', asForm], ['JSON', asJson]] as const)('follows a call that is pushed as %s', async (_name, push) => {
    const callId = newId();
    const base = { callId, from: '491713920001', to: line.number.slice(1), direction: 'in', user: 'Jana' };
    const told = await push({ event: 'newCall', ...base });
    expect([told.statusCode, told.json()]).toEqual([200, {}]);
    expect(await newest()).toMatchObject({ state: 'RINGING', line: { number: line.number }, caller: { number: '+491713920001', withheld: false } });
    await push({ event: 'answer', ...base, answeringNumber: '23' });
    expect(await newest()).toMatchObject({ state: 'RINGING', answeredAt: expect.any(String) });
    await push({ event: 'hangup', ...base, cause: 'normalClearing' });
    expect(await newest()).toMatchObject({ state: 'ENDED', endReason: 'CALLER_HUNG_UP' });
  });

  test('knows who answered where the telephone is a secretary’s, and who forwarded the call', async () => {
    await desk.sql.pool.query(`update secretary set phone_number = '+498999998101', presence = 'AVAILABLE' where id = $1`, [jana.secretaryId]);
    const callId = newId();
    await asJson({ event: 'newCall', callId, from: '+491713920001', to: line.number, diversion: '491713920080' });
    await asJson({ event: 'answer', callId, answeringNumber: '498999998101' });
    expect(await newest()).toMatchObject({ state: 'TAKEN' });
    const { rows } = await desk.sql.pool.query('select taken_by, diverted_by from call where external_id = $1', [callId]);
    expect(rows).toEqual([{ taken_by: jana.secretaryId, diverted_by: '+491713920080' }]);
    await asJson({ event: 'hangup', callId, cause: 'normalClearing' });
  });

  test('takes a caller who gave up and a line that nobody answered apart', async () => {
    for (const [cause, result] of [['cancel', 'ABANDONED'], ['noAnswer', 'MISSED']] as const) {
      const callId = newId();
      await asJson({ event: 'newCall', callId, from: '+491713920001', to: line.number });
      await asJson({ event: 'hangup', callId, cause });
      expect(await newest()).toMatchObject({ state: 'ENDED', result });
    }
  });

  test('does no harm with pushes that come twice, late or in the wrong order', async () => {
    const callId = newId();
    const newCall = { event: 'newCall', callId, from: '+491713920001', to: line.number };
    const hangup = { event: 'hangup', callId, cause: 'cancel' };
    for (const push of [hangup, newCall, newCall, { event: 'answer', callId }, hangup]) expect((await asJson(push)).statusCode).toBe(200);
    expect(await newest()).toMatchObject({ state: 'ENDED' });
    const before = await stored();
    expect((await asJson({ ...newCall, from: '+491713920002' })).json()).toEqual({});
    expect(await stored()).toBe(before);
    expect(await newest()).toMatchObject({ caller: { number: '+491713920001' } });
  });

  test.each([
    ['E.164', '+492214710001', { number: '+492214710001', withheld: false }],
    ['E.164 without its plus', '492214710001', { number: '+492214710001', withheld: false }],
    ['a national number', '02214710001', { number: '+492214710001', withheld: false }],
    ['an international number', '00492214710001', { number: '+492214710001', withheld: false }],
    ['an internal number', '23', { number: null, rawNumber: '23', withheld: false }],
    ['the word anonymous', 'anonymous', { number: null, rawNumber: null, withheld: true }],
    ['nothing', '', { number: null, rawNumber: null, withheld: true }],
  ])('reads a caller given as %s', async (_name, from, caller) => {
    await asForm({ event: 'newCall', callId: newId(), from, to: line.number.slice(1), direction: 'in' });
    expect(await newest()).toMatchObject({ caller });
  });

  test('reads numbers in JSON that are no text', async () => {
    await asJson({ event: 'newCall', callId: 4711, from: 491713920003, to: Number(line.number.slice(1)) });
    expect(await newest()).toMatchObject({ caller: { number: '+491713920003' } });
    await asJson({ event: 'hangup', callId: '4711' });
    expect(await newest()).toMatchObject({ state: 'ENDED' });
  });

  test('ignores outgoing calls and tones, and says so by storing nothing', async () => {
    const before = await stored();
    const callId = newId();
    for (const push of [{ event: 'newCall', callId, from: line.number, to: '+491713920001', direction: 'out' }, { event: 'answer', callId, direction: 'out' }, { event: 'hangup', callId, direction: 'out' }, { event: 'dtmf', callId, dtmf: '1' }])
      expect((await asJson(push)).json()).toEqual({});
    expect(await stored()).toBe(before);
  });

  test('puts a called number that is nobody’s on the supervisors’ list', async () => {
    expect((await asJson({ event: 'newCall', callId: newId(), from: '+491713920001', to: '+493023125998' })).json()).toEqual({});
    const { data } = await desk.run(supervisor, '{ unassignedCalls { edges { node { calledNumber reporter } } } }');
    expect(data.unassignedCalls.edges[0].node).toEqual({ calledNumber: '+493023125998', reporter: `door:${doorId}` });
  });

  test.each([
    ['event', {}], ['event', { event: 'newcall' }], ['event', { event: ['newCall'] }], ['direction', { event: 'newCall', direction: 'sideways' }],
    ['callId', { event: 'newCall', to: '+493023125000' }], ['callId', { event: 'answer' }], ['callId', { event: 'hangup', callId: 'x'.repeat(201) }], ['callId', { event: 'hangup', callId: 'a\0b' }],
    ['to', { event: 'newCall', callId: 'a' }], ['to', { event: 'newCall', callId: 'a', to: 'Empfang' }], ['to', { event: 'newCall', callId: 'a', to: { number: 1 } }],
    ['from', { event: 'newCall', callId: 'a', to: '+493023125000', from: ['1', '2'] }], ['from', { event: 'newCall', callId: 'a', to: '+493023125000', from: '1'.repeat(201) }],
    ['cause', { event: 'hangup', callId: 'a', cause: 'x'.repeat(201) }],
  ] as [string, Push][])('refuses what is wrong with %s in the words of the push', async (field, push) => {
    const before = await stored();
    const told = await asJson(push);
    expect(told.statusCode).toBe(422);
    expect(told.json()).toEqual({ field, error: expect.stringMatching(new RegExp(`^${field} `)) });
    expect(await stored()).toBe(before);
  });

  test.each([['nothing', ''], ['a list', '[]'], ['a word', '"newCall"'], ['null', 'null'], ['half of JSON', '{"event":'], ['bytes', Buffer.from([0xff, 0xfe, 0x00])]])('refuses %s as a body', async (_name, body) => {
    const before = await stored();
    const told = await asJson(body);
    expect([told.statusCode, told.json()]).toEqual([422, { error: expect.any(String) }]);
    expect(await stored()).toBe(before);
  });

  test('reads JSON whatever its sender calls it', async () => {
    const headers = [{ 'content-type': 'text/plain' }, { 'content-type': 'application/json;charset=UTF-8' }, { 'content-type': undefined }];
    for (const header of headers) {
      const told = await asJson({ event: 'newCall', callId: newId(), from: '+491713920001', to: line.number }, path, header);
      expect([told.statusCode, told.json()]).toEqual([200, {}]);
    }
  });

  test('refuses a body of more than 16 kB', async () => {
    const before = await stored();
    const told = await asJson({ event: 'newCall', callId: newId(), from: '+491713920001', to: line.number, padding: 'x'.repeat(16 * 1024) });
    expect([told.statusCode, told.json()]).toEqual([413, { error: 'A push has at most 16384 bytes.' }]);
    expect(await stored()).toBe(before);
  });

  test('does not exist for who does not know its secret, whatever they send', async () => {
    for (const url of ['/telephony/generic/wrong', `${path}x`, path.slice(0, -1), `/telephony/generic/${'x'.repeat(300)}`, '/telephony/generic/', '/telephony/generic/%00', '/telephony/generic/%E0%A4%A']) {
      const told = await asJson('garbage', url);
      expect([url, told.statusCode]).toEqual([url, url.includes('%E0') ? 400 : url.length > 200 ? 414 : 404]);
      expect(told.json()).toEqual({ error: expect.any(String) });
    }
    expect((await server.fastify.inject({ method: 'GET', url: path })).statusCode).toBe(404);
  });

  test('with a key takes signed pushes alone', async () => {
    const signed = await open(true);
    const body = JSON.stringify({ event: 'newCall', callId: newId(), from: '+491713920001', to: line.number });
    const signature = createHmac('sha256', signed.hmacSecret as string).update(body).digest('hex');
    const push = (value: string | null, payload = body) => asJson(payload, signed.path, value === null ? {} : { 'x-vorzimmer-signature': value });
    const before = await stored();
    for (const [value, payload] of [[null], [''], ['sha256='], ['nonsense'], [signature.slice(2)], [`${signature}00`], [createHmac('sha256', 'other').update(body).digest('hex')], [signature, `${body} `]] as [string | null, string?][]) {
      const told = await push(value, payload);
      expect([told.statusCode, told.json()]).toEqual([401, { error: 'X-Vorzimmer-Signature does not fit the body.' }]);
    }
    expect(await stored()).toBe(before);
    for (const value of [signature, `sha256=${signature}`, signature.toUpperCase()]) expect((await push(value)).statusCode).toBe(200);
    expect(await stored()).toBe((before ?? 0) + 1);
  });

  test('asks to send it again when it could not be stored', async () => {
    const owner = new Client({ ...inject('cluster'), database: (desk.address as { database: string }).database });
    await owner.connect();
    await owner.query('alter table early_report rename to away');
    desk.pass(1);
    const push = { event: 'newCall', callId: newId(), from: '+491713920077', to: line.number };
    const told = await asJson(push);
    expect([told.statusCode, told.json()]).toEqual([500, { error: 'Something went wrong on our side; send it again.' }]);
    await owner.query('alter table away rename to early_report');
    await owner.end();
    expect((await asJson(push)).statusCode).toBe(200);
    expect(await newest()).toMatchObject({ state: 'RINGING', caller: { number: '+491713920077' } });
  });

  test('notes when it heard something last', async () => {
    const { path: quiet, door } = await open();
    const heard = async () => (await desk.run(supervisor, '{ telephoneDoors { id lastEventAt } }')).data.telephoneDoors.find(({ id }: Told) => id === door.id).lastEventAt;
    expect(await heard()).toBeNull();
    await asJson('garbage', quiet);
    expect(await heard()).toBeNull();
    await asJson({ event: 'dtmf' }, quiet);
    expect(await heard()).toBe(desk.now().toISOString());
    desk.pass(5);
    await asJson({ event: 'hangup', callId: newId() }, quiet);
    expect(await heard()).toBe(desk.now().toISOString());
  });

  test('leaves its secret and what it was told out of the log', async () => {
    const [secret] = secrets as [string];
    const broken = createConnection({ port: server.port, host: '127.0.0.1' });
    await once(broken, 'connect');
    broken.end(`POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: nonsense\r\n\r\n`);
    broken.resume();
    await once(broken, 'close');
    // What could not be stored was logged.
    expect(logged.entries()).toContainEqual(expect.objectContaining({ msg: 'a push could not be stored' }));
    const all = logged.lines().join('');
    for (const one of [...secrets, secret.slice(0, 20), Buffer.from(secret).toString('hex'), [...Buffer.from(secret.slice(0, 10))].join(','), '1713920077']) expect(all).not.toContain(one);
  });
});

describe('doors', () => {
  const CREATE = 'mutation ($name: String!, $withHmac: Boolean) { createTelephoneDoor(name: $name, withHmac: $withHmac) { __typename ... on TelephoneDoorCreated { path hmacSecret door { id name createdAt lastEventAt hasHmac } } ... on TelephoneDoorInvalid { problems { field } } } }';
  const DELETE = 'mutation ($id: ID!) { deleteTelephoneDoor(telephoneDoorId: $id) { ... on Deleted { id } } }';

  test('are opened with secrets that are told once, and closed at once', async () => {
    const { data, errors } = await desk.run(supervisor, CREATE, { name: ' Anlage Mitte ', withHmac: true });
    expect(errors).toBeUndefined();
    const { path: opened, hmacSecret, door } = data.createTelephoneDoor;
    expect(data.createTelephoneDoor).toEqual({
      __typename: 'TelephoneDoorCreated', path: expect.stringMatching(/^\/telephony\/generic\/[\w-]{43}$/), hmacSecret: expect.stringMatching(/^[\w-]{43}$/),
      door: { id: expect.any(String), name: 'Anlage Mitte', createdAt: desk.now().toISOString(), lastEventAt: null, hasHmac: true },
    });
    const kept = await desk.sql.pool.query('select telephone_door::text as row from telephone_door');
    expect(JSON.stringify(kept.rows)).not.toContain(opened.split('/').at(-1));
    const body = JSON.stringify({ event: 'dtmf' });
    const push = () => asJson(body, opened, { 'x-vorzimmer-signature': createHmac('sha256', hmacSecret).update(body).digest('hex') });
    expect((await push()).statusCode).toBe(200);
    expect((await desk.run(supervisor, DELETE, { id: door.id })).data.deleteTelephoneDoor).toEqual({ id: door.id });
    expect((await push()).statusCode).toBe(404);
    for (const id of [door.id, 'x']) expect((await desk.run(supervisor, DELETE, { id })).errors?.[0].extensions.code).toBe('FORBIDDEN');
  });

  test.each(['', '   ', 'x'.repeat(101)])('need a name', async name => {
    const { data } = await desk.run(supervisor, CREATE, { name });
    expect(data.createTelephoneDoor).toEqual({ __typename: 'TelephoneDoorInvalid', problems: [{ field: 'name' }] });
  });
});
