import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { callActs } from '../call-acts.ts';
import { type Desk, openDesk, type Told } from '../desk.ts';
import { cleanUp, SECRET_KEY, Service } from '../product/service.ts';
import { openTelephony, type Telephony } from './harness.ts';
import { headers } from './messages.ts';

let phones: Telephony;
let desk: Desk;
let services: Service[];

beforeAll(async () => { phones = await openTelephony(); });
afterAll(() => phones.close());
beforeEach(async () => {
  desk = await openDesk(new Date().toISOString());
  desk.ground.now = () => new Date();
  services = [];
});
afterEach(async () => {
  await cleanUp();
  await desk.close();
});

/** The built product as another computer would run it, on the database and the Asterisk of this test. */
async function start(): Promise<Service> {
  const { host, user, database } = desk.address as { host: string; user: string; database: string };
  const service = await Service.start({
    DATABASE_URL: `postgres://${user}@/${database}?host=${encodeURIComponent(host)}`, ASTERISK_URL: phones.asterisk.url, VORZIMMER_SECRET_KEY: SECRET_KEY, LOG_LEVEL: 'warn',
  });
  services.push(service);
  return service;
}

const until = <T>(check: () => Promise<T>, timeout = 20_000): Promise<NonNullable<T>> =>
  vi.waitFor(async () => {
    const found = await check();
    if (!found) throw new Error(`not yet; the services logged: ${services.map(({ logged }) => logged).join('\n')}`);
    return found as NonNullable<T>;
  }, { timeout, interval: 20 });
const call = async (): Promise<Told> => (await desk.sql.pool.query('select * from call order by received_at desc limit 1')).rows[0];
const exchange = async (): Promise<Told> => (await desk.sql.pool.query('select * from exchange')).rows[0];
const led = (service: Service) => until(async () => (await exchange())?.holder.endsWith(`:${service.process.pid}`) && (await exchange()).connected_since !== null);
const state = (expected: string) => until(async () => { const row = await call(); return row?.state === expected ? row : null; });

/** A customer and a secretary whose telephone on the table answers by itself. */
async function people() {
  const customerId = await desk.customer();
  const line = await desk.line(customerId);
  await desk.instruction(customerId, { forwardingNumbers: [{ number: phones.target('busy') }, { number: phones.target('answers'), situation: 'ON_BUSY' }] });
  const jana = await desk.secretary();
  await desk.sql.pool.query(`update secretary set presence = 'AVAILABLE', sip_endpoint = 'desk1' where id = $1`, [jana.secretaryId]);
  // Addresses below vorzimmer.example are the demo's, which a shared database must not hold.
  await desk.sql.pool.query(`update account set email = replace(email, 'vorzimmer.example', 'service.example')`);
  return { line, jana };
}

describe('a test call of the service', () => {
  test('shows whether a telephone forwards to the line, and is nobody’s call', async () => {
    const { line } = await people();
    const { rows: [{ customer_id: customerId }] } = await desk.sql.pool.query('select customer_id from line where id = $1', [line.id]);
    const weber = await desk.customerUser(customerId as string);
    await desk.sql.pool.query(`update account set email = replace(email, '.example', '.test')`);
    await led(await start());
    const check = async (number: string) =>
      (await desk.run(weber, `mutation { startForwardingCheck(lineId: "${line.id}", number: "${number}") { __typename ... on ForwardingCheck { id method } } }`)).data.startForwardingCheck as Told;
    const result = (id: string) => until(async () => (await desk.sql.pool.query('select result from forwarding_check where id = $1', [id])).rows[0].result as string | null, 30_000);

    // It rings, and after a while its network forwards the call to us with what it was shown, our own line, as the caller.
    const telephone = phones.target('rings');
    const arrives = await check(telephone);
    expect(arrives).toMatchObject({ __typename: 'ForwardingCheck', method: 'WE_CALL' });
    const invite = await phones.targets.waitFor(message => message.method === 'INVITE' && message.direction === 'received' && message.text.includes(telephone), 'the test call');
    expect(headers(invite, 'From')[0]).toContain(line.number);
    const forwarded = await phones.call({ to: line.number, from: line.number, divertedBy: telephone });
    expect(await result(arrives.id)).toBe('ARRIVED');
    await forwarded.status(486);
    await phones.targets.waitFor(message => message.method === 'CANCEL' && message.callId === invite.callId, 'the end of the test call');
    expect(await call()).toBeUndefined();

    // Somebody picks up there: it does not forward.
    expect(await result((await check(phones.target('answers'))).id)).toBe('NOT_FORWARDED');
    expect(await result((await check(phones.target('busy'))).id)).toBe('NOT_ARRIVED');
    await phones.nothingIsLeft();
  });
});

describe('several processes on one Asterisk', () => {
  test('one drives it; killed in the middle of a call, another takes over within seconds, and the call goes on to its end', async () => {
    const { line, jana } = await people();
    const first = await start();
    await led(first);
    await start();

    const caller = await phones.call({ to: line.number, from: '+491713920001' });
    await caller.answered();
    const talking = await state('TAKEN');
    expect(talking.taken_by).toBe(jana.secretaryId);

    await first.kill();
    // Waited for no longer than 20 seconds; the lock of a process that died is free at once, and looked for each second.
    await led(services[1] as Service);
    expect((await call()).state).toBe('TAKEN');
    expect(caller.peer.messages().filter(({ method, direction }) => method === 'BYE' && direction === 'received')).toEqual([]);

    // The new one puts through along the plan: busy, and then the number for that case, announced.
    const acts = callActs(desk);
    await acts.putThrough(jana, talking.id);
    await until(async () => (await acts.read(jana, talking.id)).attempts[1]?.id && (await desk.sql.pool.query('select answered_at from attempt where call_id = $1 and position = 2', [talking.id])).rows[0]?.answered_at);
    await desk.run(jana, `mutation { joinCaller(callId: "${talking.id}") { __typename } }`);
    await state('PUT_THROUGH');
    await caller.hangUp();
    await state('ENDED');
    expect(await acts.read(jana, talking.id)).toMatchObject({ result: 'PUT_THROUGH', endReason: 'CALLER_HUNG_UP', attempts: [{ outcome: 'BUSY' }, { outcome: 'ANSWERED' }] });
    await phones.nothingIsLeft();
  });

  test('none left: the line does what the configuration says; the next one that comes serves again', async () => {
    const { line } = await people();
    const only = await start();
    await led(only);
    await only.kill();
    const stranded = await phones.call({ to: '+493023125901', from: '+491713920001' });
    await stranded.answered();
    await stranded.hungUpOn(30_000);
    expect(await call()).toBeUndefined();

    await led(await start());
    const caller = await phones.call({ to: line.number, from: '+491713920001' });
    await caller.answered();
    await state('TAKEN');
    await caller.hangUp();
    await state('ENDED');
    await phones.nothingIsLeft();
  });

  test('Asterisk itself breaks down: the call ends with that reason, and the next call comes in', async () => {
    const { line, jana } = await people();
    const service = await start();
    await led(service);
    const caller = await phones.call({ to: line.number, from: '+491713920001' });
    await caller.answered();
    await state('TAKEN');
    await phones.asterisk.kill();
    await until(async () => (await exchange()).lost_at);
    expect((await call()).state).toBe('TAKEN');
    await phones.asterisk.again();
    expect(await state('ENDED')).toMatchObject({ end_reason: 'LINE_LOST' });
    await caller.peer.kill();

    await until(async () => (await desk.sql.pool.query(`update secretary set presence = 'AVAILABLE' where id = $1 returning id`, [jana.secretaryId])).rowCount);
    const next = await phones.call({ to: line.number, from: '+491713920002' });
    await next.answered();
    await state('TAKEN');
    await next.hangUp();
    await state('ENDED');
    await phones.nothingIsLeft();
  });
});
