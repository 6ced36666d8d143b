import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SecretaryActor } from '../identity/actor.ts';
import { callActs } from '../test/call-acts.ts';
import { type Desk, openDesk, type TestInstruction, type Told } from '../test/desk.ts';
import { reportEnded } from './report.service.ts';

let desk: Desk;
let acts: ReturnType<typeof callActs>;
let jana: SecretaryActor;

beforeAll(async () => {
  desk = await openDesk();
  acts = callActs(desk);
  jana = await desk.secretary();
});
afterAll(() => desk.close());

const [FIRST, SECOND, ON_BUSY, ON_NO_ANSWER] = ['+491713920081', '+491713920082', '+491713920083', '+491713920084'] as const;
const PLAN: TestInstruction = {
  forwardingNumbers: [{ number: FIRST }, { number: SECOND }, { number: ON_BUSY, situation: 'ON_BUSY' }, { number: ON_NO_ANSWER, situation: 'ON_NO_ANSWER', ringSeconds: 30 }],
};

/** A call in Jana's hands, at a customer with this instruction. */
async function taken(instruction: TestInstruction = PLAN) {
  const customerId = await desk.customer();
  const line = await desk.line(customerId);
  await desk.instruction(customerId, instruction);
  const call = await desk.call(line.number);
  return { ...call, told: await acts.take(jana, call.id), customerId };
}

const nextOf = (call: Told) => call.decision.next?.number ?? null;
const ringing = (call: Told) => call.attempts.at(-1);
/** Begins the next attempt and records what came of it. */
async function attempt(callId: string, outcome: string): Promise<Told> {
  const put = await acts.putThrough(jana, callId);
  return acts.record(jana, ringing(put).id, outcome);
}

describe('putThrough', () => {
  test('tries the next number, shows it ringing, and what comes next after its outcome', async () => {
    const { id, told } = await taken();
    expect(told.decision).toMatchObject({ kind: 'PUT_THROUGH', plan: [{ number: FIRST }, { number: SECOND }, { number: ON_BUSY }, { number: ON_NO_ANSWER }] });
    expect(nextOf(told)).toBe(FIRST);
    desk.pass(5);
    const put = await acts.putThrough(jana, id);
    expect(put).toMatchObject({ state: 'PUTTING_THROUGH', attempts: [{ outcome: null, endedAt: null, startedAt: desk.now().toISOString(), forwardingNumber: { number: FIRST, situation: 'FIRST' } }] });
    expect(nextOf(put)).toBeNull();
    desk.pass(20);
    const back = await acts.record(jana, ringing(put).id, 'NO_ANSWER');
    expect(back).toMatchObject({ state: 'TAKEN', attempts: [{ outcome: 'NO_ANSWER', endedAt: desk.now().toISOString() }] });
    expect(nextOf(back)).toBe(ON_NO_ANSWER);
  });

  test.each([
    ['BUSY', ON_BUSY], ['DECLINED', ON_BUSY], ['NO_ANSWER', ON_NO_ANSWER], ['UNREACHABLE', ON_NO_ANSWER], ['FAILED', ON_NO_ANSWER], ['CANCELLED', ON_NO_ANSWER],
  ])('goes on after %s with %s', async (outcome, number) => {
    const { id } = await taken();
    const told = await attempt(id, outcome);
    expect(told.state).toBe('TAKEN');
    expect(nextOf(told)).toBe(number);
    expect(ringing(await acts.putThrough(jana, id)).forwardingNumber.number).toBe(number);
  });

  test('goes along the plan until no number is left, trying each once, and then takes a message', async () => {
    const { id } = await taken();
    const tried: string[] = [];
    for (const outcome of ['BUSY', 'BUSY', 'NO_ANSWER', 'NO_ANSWER']) {
      const told = await attempt(id, outcome);
      tried.push(ringing(told).forwardingNumber.number);
    }
    expect(tried).toEqual([FIRST, ON_BUSY, SECOND, ON_NO_ANSWER]);
    const told = await acts.read(jana, id);
    expect(nextOf(told)).toBeNull();
    expect(await acts.putThrough(jana, id)).toEqual({ __typename: 'NoNumberLeft', message: expect.any(String) });
    expect(await acts.read(jana, id)).toEqual(told);
  });

  test('tries a number again when the secretary names it', async () => {
    const { id, told } = await taken({ forwardingNumbers: [{ number: FIRST }] });
    const numberId = told.decision.plan[0].id;
    await attempt(id, 'NO_ANSWER');
    expect((await acts.putThrough(jana, id)).__typename).toBe('NoNumberLeft');
    expect(await acts.putThrough(jana, id, numberId)).toMatchObject({ state: 'PUTTING_THROUGH', attempts: [{ outcome: 'NO_ANSWER' }, { outcome: null, forwardingNumber: { id: numberId } }] });
  });

  test('tries a number out of turn when the secretary names it', async () => {
    const { id, told } = await taken();
    expect(ringing(await acts.putThrough(jana, id, told.decision.plan[2].id)).forwardingNumber).toMatchObject({ number: ON_BUSY, situation: 'ON_BUSY' });
  });

  test('dials once when it is asked twice, and refuses another number while one rings', async () => {
    const { id, told } = await taken();
    const [once, twice] = await Promise.all([acts.putThrough(jana, id), acts.putThrough(jana, id)]);
    expect(once.attempts).toHaveLength(1);
    expect(twice.attempts).toEqual(once.attempts);
    expect((await acts.putThrough(jana, id, told.decision.plan[0].id)).attempts).toHaveLength(1);
    expect((await acts.putThrough(jana, id, told.decision.plan[1].id)).__typename).toBe('NotYourCall');
  });

  test('refuses a number that is not in the plan', async () => {
    const { id } = await taken();
    const other = await taken();
    for (const forwardingNumberId of [other.told.decision.plan[0].id, crypto.randomUUID(), 'x', '+491713920081'])
      expect(await acts.putThrough(jana, id, forwardingNumberId)).toEqual({ code: 'BAD_USER_INPUT', field: 'forwardingNumberId' });
  });

  test('has no number for a caller who is not put through', async () => {
    const { id, told } = await taken({ putThrough: 'VIP', message: 'Dr. Weber ruft zurück.' });
    expect(told.decision).toMatchObject({ kind: 'TAKE_MESSAGE', message: 'Dr. Weber ruft zurück.', plan: [], next: null });
    expect((await acts.putThrough(jana, id)).__typename).toBe('NoNumberLeft');
  });

  test('goes to the number of a contact’s own rule', async () => {
    const customerId = await desk.customer();
    const line = await desk.line(customerId);
    const contactId = await desk.contact(customerId, { numbers: ['+491713920001'], alwaysPutThroughTo: ON_BUSY });
    const { id } = await desk.call(line.number);
    const told = await acts.take(jana, id);
    expect(told.decision).toMatchObject({ kind: 'PUT_THROUGH', reasons: [{ __typename: 'ByContact', contactId, standing: 'ALWAYS_PUT_THROUGH', match: 'NUMBER' }, { __typename: 'ByDefault' }] });
    expect(ringing(await acts.putThrough(jana, id)).forwardingNumber).toEqual({ id: contactId, number: ON_BUSY, situation: 'FIRST' });
  });

  test('keeps the numbers as they were dialled when the instruction is gone', async () => {
    const { id, customerId } = await taken();
    await attempt(id, 'BUSY');
    await desk.sql.pool.query('delete from instruction where customer_id = $1', [customerId]);
    const told = await acts.read(jana, id);
    expect(told).toMatchObject({ decision: { instruction: null, plan: { length: 4 } }, attempts: [{ forwardingNumber: { number: FIRST } }] });
    expect(ringing(await acts.putThrough(jana, id)).forwardingNumber.number).toBe(ON_BUSY);
  });
});

describe('recordAttemptOutcome', () => {
  test('connects the caller when somebody answered', async () => {
    const { id } = await taken();
    const told = await attempt(id, 'ANSWERED');
    expect(told).toMatchObject({ state: 'PUT_THROUGH', attempts: [{ outcome: 'ANSWERED' }] });
    expect(nextOf(told)).toBeNull();
    expect(await acts.end(jana, id)).toMatchObject({ result: 'PUT_THROUGH' });
  });

  test('is the same success again, and refused when it says something else', async () => {
    const { id } = await taken();
    const told = await attempt(id, 'BUSY');
    const { id: attemptId } = ringing(told);
    desk.pass(5);
    expect(await acts.record(jana, attemptId, 'BUSY')).toEqual(told);
    expect(await acts.record(jana, attemptId, 'ANSWERED')).toEqual({ __typename: 'AttemptOver', message: expect.any(String), was: 'BUSY' });
    expect({ __typename: 'Call', ...(await acts.read(jana, id)) }).toEqual(told);
  });

  test('of an attempt that ended with the call tells what came of it', async () => {
    const { id, externalId } = await taken();
    const { id: attemptId } = ringing(await acts.putThrough(jana, id));
    await reportEnded(desk.sql, 'door:test', externalId, null, desk.now());
    expect(await acts.record(jana, attemptId, 'ANSWERED')).toMatchObject({ __typename: 'AttemptOver', was: 'CANCELLED' });
    expect(await acts.record(jana, attemptId, 'CANCELLED')).toMatchObject({ __typename: 'Call', state: 'ENDED' });
  });

  test('decides between two outcomes that are recorded at once', async () => {
    const { id } = await taken();
    const { id: attemptId } = ringing(await acts.putThrough(jana, id));
    const told = await Promise.all([acts.record(jana, attemptId, 'ANSWERED'), acts.record(jana, attemptId, 'BUSY')]);
    expect(told.map(({ __typename }) => __typename).sort()).toEqual(['AttemptOver', 'Call']);
    const { state, attempts } = await acts.read(jana, id);
    expect([['PUT_THROUGH', 'ANSWERED'], ['TAKEN', 'BUSY']]).toContainEqual([state, attempts[0].outcome]);
  });
});

describe('takeBackCall', () => {
  test('takes the caller back while it rings, which cancels the attempt, and after somebody answered', async () => {
    const { id } = await taken();
    await acts.putThrough(jana, id);
    const cancelled = await acts.takeBack(jana, id);
    expect(cancelled).toMatchObject({ state: 'TAKEN', attempts: [{ outcome: 'CANCELLED', endedAt: desk.now().toISOString() }] });
    expect(nextOf(cancelled)).toBe(ON_NO_ANSWER);
    await attempt(id, 'ANSWERED');
    expect(await acts.takeBack(jana, id)).toMatchObject({ state: 'TAKEN', attempts: [{ outcome: 'CANCELLED' }, { outcome: 'ANSWERED' }] });
    // Somebody had answered: whom to try then is the secretary's to say.
    expect((await acts.putThrough(jana, id)).__typename).toBe('NoNumberLeft');
  });
});
