import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SecretaryActor } from '../identity/actor.ts';
import { applyEvent } from '../telephony/apply.ts';
import type { RingOutcome } from './call.entity.ts';
import type { TelephonyEvent } from '../telephony/port.ts';
import { callActs } from '../test/call-acts.ts';
import { type Desk, openDesk, type TestInstruction, type Told } from '../test/desk.ts';
import { claimAttempt } from './line.service.ts';
import { ringWaitingCalls } from './ringing.service.ts';

const ASTERISK = { reporter: 'asterisk', abilities: ['RING_SECRETARY', 'DIAL', 'TELLS_OUTCOMES', 'ANNOUNCE', 'HOLD', 'TAKE_BACK', 'HANG_UP', 'REJECT'] } as const;
const DIALS_BLIND = { reporter: 'door:twilio', abilities: ['DIAL', 'TELLS_OUTCOMES'] } as const;
const [FIRST, SECOND, ON_BUSY, ON_NO_ANSWER] = ['+491713920081', '+491713920082', '+491713920083', '+491713920084'] as const;
const PLAN: TestInstruction = {
  forwardingNumbers: [{ number: FIRST }, { number: SECOND }, { number: ON_BUSY, situation: 'ON_BUSY' }, { number: ON_NO_ANSWER, situation: 'ON_NO_ANSWER', ringSeconds: 30 }],
};

let desk: Desk;
let acts: ReturnType<typeof callActs>;
let jana: SecretaryActor;
let tom: SecretaryActor;

beforeAll(async () => {
  desk = await openDesk();
  acts = callActs(desk);
  jana = await desk.secretary();
  tom = await desk.secretary({ name: 'Tom Berger' });
});
afterAll(() => desk.close());

const presence = async (of: SecretaryActor) => (await desk.sql.pool.query('select presence, presence_reason as reason from secretary where id = $1', [of.secretaryId])).rows[0];
const setPresence = (of: SecretaryActor, to: string) => desk.sql.pool.query('update secretary set presence = $2, presence_reason = null, presence_since = $3 where id = $1', [of.secretaryId, to, desk.now()]);

/** A call that rings through a system that dials. */
async function ring({ origin = ASTERISK, plan = PLAN, callerNumber = '+491713920001' }: { origin?: typeof ASTERISK | typeof DIALS_BLIND; plan?: TestInstruction; callerNumber?: string | null } = {}) {
  const customerId = await desk.customer();
  const line = await desk.line(customerId);
  await desk.instruction(customerId, plan);
  const externalId = crypto.randomUUID();
  const tell = (event: TelephonyEvent) => applyEvent(desk.sql, origin, event, desk.now());
  const incoming = { kind: 'INCOMING', externalId, calledNumber: line.number, callerNumber, at: null } as const;
  const arrival = await tell(incoming);
  if (arrival?.arrived !== 'CALL') throw new Error('no call');
  return { callId: arrival.callId, customerId, line, externalId, tell, incoming };
}

async function taken(over: Parameters<typeof ring>[0] = {}) {
  const call = await ring(over);
  await acts.take(jana, call.callId);
  return { ...call, read: (): Promise<Told> => acts.read(jana, call.callId) };
}

async function dialling(over: Parameters<typeof ring>[0] = {}) {
  const call = await taken(over);
  const put = await acts.putThrough(jana, call.callId);
  const attempt = put.attempts.at(-1).id as string;
  return { ...call, attempt, ended: (outcome: Extract<TelephonyEvent, { kind: 'ATTEMPT_ENDED' }>['outcome'], id = attempt) => call.tell({ kind: 'ATTEMPT_ENDED', attemptId: id, outcome }) };
}
const tried = (call: Told) => call.attempts.map((one: Told) => [one.forwardingNumber.number, one.outcome]);
const join = async (actor: SecretaryActor, callId: string): Promise<Told> =>
  (await desk.run(actor, 'mutation ($callId: ID!) { joinCaller(callId: $callId) { __typename ... on Call { state } ... on DomainError { message } } }', { callId })).data.joinCaller;

describe('an attempt that the system dials', () => {
  test.each([['BUSY', ON_BUSY], ['DECLINED', ON_BUSY], ['NO_ANSWER', ON_NO_ANSWER], ['UNREACHABLE', ON_NO_ANSWER], ['FAILED', ON_NO_ANSWER]] as const)('after %s the plan goes on by itself with %s', async (outcome, next) => {
    const { ended, read } = await dialling();
    await ended(outcome);
    const call = await read();
    expect(call.state).toBe('PUTTING_THROUGH');
    expect(tried(call)).toEqual([[FIRST, outcome], [next, null]]);
  });

  test('brings the caller back to the secretary when no number is left', async () => {
    const { ended, read } = await dialling({ plan: { forwardingNumbers: [{ number: FIRST }] } });
    await ended('BUSY');
    expect(await read()).toMatchObject({ state: 'TAKEN', takenBy: { id: jana.secretaryId }, decision: { next: null } });
  });

  test('keeps its first outcome, told twice or late, and begins no number twice', async () => {
    const { ended, read } = await dialling();
    await ended('BUSY');
    await ended('BUSY');
    await ended('ANSWERED');
    expect(tried(await read())).toEqual([[FIRST, 'BUSY'], [ON_BUSY, null]]);
  });

  test('is announced: speak first, connect then; not before somebody is there', async () => {
    const { callId, attempt, tell, read } = await dialling();
    expect((await join(jana, callId)).__typename).toBe('NotYourCall');
    expect((await acts.record(jana, attempt, 'ANSWERED')).__typename).toBe('NotYourCall');
    await tell({ kind: 'ATTEMPT_PICKED_UP', attemptId: attempt });
    expect((await desk.run(jana, `{ call(id: "${callId}") { attempts { announced answeredAt outcome } } }`)).data.call.attempts).toEqual([{ announced: true, answeredAt: desk.now().toISOString(), outcome: null }]);
    expect((await join(tom, callId)).__typename).toBe('NotYourCall');
    expect(await join(jana, callId)).toEqual({ __typename: 'Call', state: 'PUT_THROUGH' });
    expect(await join(jana, callId)).toEqual({ __typename: 'Call', state: 'PUT_THROUGH' });
    expect(tried(await read())).toEqual([[FIRST, 'ANSWERED']]);
  });

  test('that connects the caller leaves the secretary free; taking the caller back does not', async () => {
    await setPresence(jana, 'AVAILABLE');
    const eva = await desk.secretary({ name: 'Eva Lang' });
    await setPresence(eva, 'AVAILABLE');
    const { callId, tell } = await ring();
    await acts.take(eva, callId);
    const attempt = (await acts.putThrough(eva, callId)).attempts.at(-1).id as string;
    await tell({ kind: 'ATTEMPT_PICKED_UP', attemptId: attempt });
    expect((await presence(eva)).presence).toBe('BUSY');
    await join(eva, callId);
    expect((await presence(eva)).presence).toBe('AVAILABLE');
    await acts.takeBack(eva, callId);
    expect((await presence(eva)).presence).toBe('BUSY');
    await acts.end(eva, callId, 'INFORMATION_GIVEN');
    await setPresence(eva, 'OFFLINE');
  });

  test('"not now" counts as declined, and the plan goes on', async () => {
    const { attempt, tell, read } = await dialling();
    await tell({ kind: 'ATTEMPT_PICKED_UP', attemptId: attempt });
    await acts.record(jana, attempt, 'DECLINED');
    expect(tried(await read())).toEqual([[FIRST, 'DECLINED'], [ON_BUSY, null]]);
  });

  test('given up by the secretary stays with her', async () => {
    const { callId, attempt, read } = await dialling();
    await acts.takeBack(jana, callId);
    expect(await read()).toMatchObject({ state: 'TAKEN', attempts: [{ id: attempt, outcome: 'CANCELLED' }] });
  });

  test('is blind where the customer chose so, and where the system cannot announce', async () => {
    const announced = async (callId: string) => (await desk.run(jana, `{ call(id: "${callId}") { attempts { announced } } }`)).data.call.attempts.map((one: Told) => one.announced);
    const chosen = await dialling({ plan: { ...PLAN, transfer: 'BLIND' as never } });
    expect(await announced(chosen.callId)).toEqual([false]);
    const cannot = await dialling({ origin: DIALS_BLIND });
    expect(await announced(cannot.callId)).toEqual([false]);
  });

  test('is claimed by one process for one command', async () => {
    const { attempt, ended } = await dialling();
    const claims = await Promise.all(Array.from({ length: 5 }, () => claimAttempt(desk.sql, attempt, desk.now())));
    expect(claims.filter(Boolean)).toHaveLength(1);
    await ended('BUSY');
    expect(await claimAttempt(desk.sql, attempt, desk.now())).toBe(false);
  });
});

describe('the secretary’s receiver', () => {
  test('picked up takes the call, and too late does not', async () => {
    await setPresence(jana, 'AVAILABLE');
    const { callId, externalId, tell } = await ring();
    await tell({ kind: 'ANSWERED', externalId, secretaryId: jana.secretaryId });
    await tell({ kind: 'ANSWERED', externalId, secretaryId: tom.secretaryId });
    expect(await acts.read(jana, callId)).toMatchObject({ state: 'TAKEN', takenBy: { id: jana.secretaryId } });
    expect((await presence(jana)).presence).toBe('BUSY');
  });

  test('put down ends the call she talks on, and nobody else’s', async () => {
    const { externalId, tell, read } = await taken();
    await tell({ kind: 'SECRETARY_HUNG_UP', externalId, secretaryId: tom.secretaryId });
    expect((await read()).state).toBe('TAKEN');
    await tell({ kind: 'SECRETARY_HUNG_UP', externalId, secretaryId: jana.secretaryId });
    expect(await read()).toMatchObject({ state: 'ENDED', endReason: 'SECRETARY_ENDED', result: null });
  });

  test('put down while she speaks with the target connects the caller', async () => {
    const { externalId, attempt, tell, read } = await dialling();
    await tell({ kind: 'ATTEMPT_PICKED_UP', attemptId: attempt });
    await tell({ kind: 'SECRETARY_HUNG_UP', externalId, secretaryId: jana.secretaryId });
    expect(await read()).toMatchObject({ state: 'PUT_THROUGH', attempts: [{ outcome: 'ANSWERED' }] });
  });

  test('put down while it still rings there leaves the asking to the machine', async () => {
    const { callId, externalId, tell } = await dialling();
    await tell({ kind: 'SECRETARY_HUNG_UP', externalId, secretaryId: jana.secretaryId });
    expect((await desk.run(jana, `{ call(id: "${callId}") { state attempts { announced outcome } } }`)).data.call).toEqual({ state: 'PUTTING_THROUGH', attempts: [{ announced: false, outcome: null }] });
  });

  test.each([['NO_ANSWER', 'BREAK', 'LET_IT_RING'], ['DECLINED', 'AVAILABLE', null], ['BUSY', 'AVAILABLE', null], ['UNREACHABLE', 'AVAILABLE', null]] as const)('not picked up (%s): %s', async (outcome: RingOutcome, then, reason) => {
    await setPresence(tom, 'AVAILABLE');
    await setPresence(jana, 'OFFLINE');
    await desk.sql.pool.query('update secretary set sip_endpoint = $2 where id = $1', [tom.secretaryId, 'tom']);
    const { callId, externalId, tell } = await ring();
    await ringWaitingCalls(desk.sql, desk.now());
    expect((await desk.run(tom, `{ call(id: "${callId}") { ringing { id } } }`)).data.call.ringing).toEqual([{ id: tom.secretaryId }]);
    await tell({ kind: 'SECRETARY_UNREACHED', externalId, secretaryId: tom.secretaryId, outcome });
    expect(await presence(tom)).toEqual({ presence: then, reason });
    expect((await desk.run(tom, `{ call(id: "${callId}") { ringing { id } } }`)).data.call.ringing).toEqual([]);
    await acts.take(jana, callId);
    await acts.end(jana, callId, 'INFORMATION_GIVEN');
  });
});

describe('a call that waits', () => {
  test('sets on break who lets it ring, shows it to all, and ends as missed with the fallback when nobody is free', async () => {
    await setPresence(jana, 'OFFLINE');
    await setPresence(tom, 'AVAILABLE');
    await desk.sql.pool.query('update secretary set sip_endpoint = $2 where id = $1', [tom.secretaryId, 'tom']);
    const { callId } = await ring();
    await ringWaitingCalls(desk.sql, desk.now());
    desk.pass(26);
    await ringWaitingCalls(desk.sql, desk.now());
    expect(await presence(tom)).toEqual({ presence: 'BREAK', reason: 'LET_IT_RING' });
    desk.pass(5);
    await ringWaitingCalls(desk.sql, desk.now());
    expect(await acts.read(jana, callId)).toMatchObject({ state: 'ENDED', result: 'MISSED', endReason: 'NOBODY_FREE', needsCallBack: true });
    expect((await desk.sql.pool.query('select fallback from call where id = $1', [callId])).rows).toEqual([{ fallback: 'ANNOUNCEMENT' }]);
    // Back from the break by her own choice: the reason is gone.
    await desk.run(tom, 'mutation { setPresence(presence: AVAILABLE) { ... on Secretary { id } } }');
    expect(await presence(tom)).toEqual({ presence: 'AVAILABLE', reason: null });
  });

  test('rings on one telephone for one call at a time', async () => {
    await setPresence(tom, 'AVAILABLE');
    const first = await ring();
    desk.pass(1);
    const second = await ring();
    await ringWaitingCalls(desk.sql, desk.now());
    const ringingFor = async (callId: string) => (await desk.run(tom, `{ call(id: "${callId}") { ringing { id } } }`)).data.call.ringing.length;
    expect([await ringingFor(first.callId), await ringingFor(second.callId)]).toEqual([1, 0]);
    await acts.take(jana, first.callId);
    await ringWaitingCalls(desk.sql, desk.now());
    expect(await ringingFor(second.callId)).toBe(1);
    for (const { callId } of [first, second]) await acts.end(jana, (await acts.take(jana, callId)).id, 'INFORMATION_GIVEN');
  });
});

describe('a call that comes back to us', () => {
  test('from the number that is tried is no new call: the attempt counts as not answered', async () => {
    const { tell, incoming, callId, customerId, attempt, read } = await dialling();
    const again = { ...incoming, externalId: crypto.randomUUID(), divertedBy: FIRST };
    expect(await tell(again)).toEqual({ arrived: 'LOOP' });
    const call = await read();
    expect(tried(call)).toEqual([[FIRST, 'NO_ANSWER'], [ON_NO_ANSWER, null]]);
    expect(call.attempts[0].id).toBe(attempt);
    // Told again, late, it is still none; and its end concerns nobody.
    expect(await tell(again)).toEqual({ arrived: 'LOOP' });
    await tell({ kind: 'ENDED', externalId: again.externalId, cause: 'busy' });
    const open = (await desk.run(jana, '{ desk { calls { id customer { id } } } }')).data.desk.calls.filter((one: Told) => one.customer.id === customerId);
    expect(open.map(({ id }: Told) => id)).toEqual([callId]);
  });

  test('with the customer’s own line as its caller is one too', async () => {
    const { tell, incoming, line, read } = await dialling({ callerNumber: null });
    expect(await tell({ ...incoming, externalId: crypto.randomUUID(), callerNumber: line.number })).toEqual({ arrived: 'LOOP' });
    expect(tried(await read())[0]).toEqual([FIRST, 'NO_ANSWER']);
  });

  test('is an ordinary call when nothing is tried, from another telephone, or for another customer', async () => {
    const idle = await taken();
    expect(await idle.tell({ ...idle.incoming, externalId: crypto.randomUUID(), divertedBy: FIRST })).toMatchObject({ arrived: 'CALL' });
    const { tell, incoming, read } = await dialling();
    expect(await tell({ ...incoming, externalId: crypto.randomUUID(), divertedBy: SECOND })).toMatchObject({ arrived: 'CALL' });
    expect(await tell({ ...incoming, calledNumber: idle.line.number, externalId: crypto.randomUUID(), divertedBy: FIRST })).toMatchObject({ arrived: 'CALL' });
    expect(tried(await read())).toEqual([[FIRST, null]]);
  });
});

describe('dialling', () => {
  const alarms = async (customerId: string) => (await desk.sql.pool.query('select kind, number, times from telephony_alarm where customer_id = $1', [customerId])).rows;
  const refused = (actor: SecretaryActor, callId: string): Promise<Told> =>
    desk.run(actor, 'mutation ($callId: ID!) { putThrough(callId: $callId) { __typename ... on DialRefused { reason } } }', { callId }).then(({ data }) => data.putThrough);

  test('is refused to countries that the service does not allow, with an alarm, and the call stays', async () => {
    const { callId, customerId, read } = await taken();
    await desk.sql.pool.query(`update telephony_settings set allowed_countries = '{AT}'`);
    expect(await refused(jana, callId)).toEqual({ __typename: 'DialRefused', reason: 'COUNTRY' });
    expect(await read()).toMatchObject({ state: 'TAKEN', attempts: [] });
    expect(await alarms(customerId)).toEqual([{ kind: 'COUNTRY_REFUSED', number: FIRST, times: 1 }]);
    await desk.sql.pool.query(`update telephony_settings set allowed_countries = '{DE,AT}'`);
  });

  test('has a limit for each customer and hour, also where the plan goes on by itself', async () => {
    await desk.sql.pool.query('update telephony_settings set dials_per_customer_and_hour = 1');
    const { ended, callId, customerId, read } = await dialling();
    await ended('BUSY');
    expect(await read()).toMatchObject({ state: 'TAKEN' });
    expect(await alarms(customerId)).toEqual([{ kind: 'DIAL_LIMIT', number: ON_BUSY, times: 1 }]);
    expect(await refused(jana, callId)).toEqual({ __typename: 'DialRefused', reason: 'LIMIT' });
    desk.pass(3601);
    expect((await refused(jana, callId)).__typename).toBe('Call');
    await desk.sql.pool.query('update telephony_settings set dials_per_customer_and_hour = 60');
  });

  test('at the secretary’s own telephone has none', async () => {
    await desk.sql.pool.query('update telephony_settings set dials_per_customer_and_hour = 1');
    const customerId = await desk.customer();
    const line = await desk.line(customerId);
    await desk.instruction(customerId, PLAN);
    const call = await desk.call(line.number);
    await acts.take(jana, call.id);
    for (let round = 0; round < 2; round++) await acts.record(jana, (await acts.putThrough(jana, call.id)).attempts.at(-1).id, 'BUSY');
    expect((await acts.putThrough(jana, call.id)).state).toBe('PUTTING_THROUGH');
    await desk.sql.pool.query('update telephony_settings set dials_per_customer_and_hour = 60');
  });
});
