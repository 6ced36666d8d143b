import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Transfer } from '../../instructions/instruction.entity.ts';
import { openTelephony, type Telephony } from './harness.ts';
import { type House, openHouse } from './house.ts';

let phones: Telephony;
let house: House;
beforeAll(async () => { phones = await openTelephony(); });
afterAll(() => phones?.close());
beforeEach(async () => { house = await openHouse(phones); });
afterEach(async () => {
  await phones.nothingIsLeft();
  await house.close();
});

const CALLER = '+491713920001';
const lastInvite = (peer: { received(method: string): { callId: string }[] }) => peer.received('INVITE').at(-1)?.callId as string;
const calls = (peer: { received(method: string): { callId: string }[] }) => new Set(peer.received('INVITE').map(({ callId }) => callId)).size;
const channels = async () => (await phones.asterisk.lines()).channels as { id: string; state: string }[];
const legIs = (prefix: string, state: string) => house.until(async () => (await channels()).some(channel => channel.id.startsWith(prefix) && channel.state === state), `${prefix} to be ${state}`);

async function ringing() {
  const before = calls(phones.odd);
  const jana = await house.secretary('desk-408');
  const { number } = await house.customer();
  const caller = await phones.call({ to: number, from: CALLER });
  await house.until(() => calls(phones.odd) > before, 'her telephone to ring');
  await legIs('sec-', 'Ringing');
  return { jana, caller, callId: await house.newestCall(), rung: calls(phones.odd) };
}

async function puttingThrough(behaviour: Parameters<Telephony['target']>[0], transfer = Transfer.ANNOUNCED, ringSeconds = 20) {
  const jana = await house.secretary('desk1');
  const { number } = await house.customer([{ number: phones.target(behaviour), ringSeconds }], transfer);
  const { caller, callId } = await house.talking(number);
  const dialled = calls(phones.targets);
  await house.acts.putThrough(jana, callId);
  await house.until(() => calls(phones.targets) > dialled, 'the number to be dialled');
  return { jana, caller, callId, dialled: dialled + 1 };
}

describe('the process dies and another goes on', () => {
  test('while a telephone rings: it rings on, and who picks up has the call', async () => {
    const { jana, caller, callId, rung } = await ringing();
    await house.die();
    await house.comeBack();
    await phones.odd.tell('ANSWER', lastInvite(phones.odd));
    await caller.answered();
    expect(await house.inState(callId, 'TAKEN')).toMatchObject({ taken_by: jana.secretaryId });
    await house.together(callId);
    expect(calls(phones.odd)).toBe(rung);
    await caller.hangUp();
    await caller.over();
    await house.inState(callId, 'ENDED');
  });

  test('while a telephone rang that was picked up meanwhile, which Asterisk cannot keep: it is rung again', async () => {
    const { caller, callId, rung } = await ringing();
    await house.die();
    await phones.odd.tell('ANSWER', lastInvite(phones.odd));
    await house.until(async () => !(await channels()).some(({ id }) => id.startsWith('sec-')), 'her leg to be gone');
    await house.comeBack();
    await house.until(() => calls(phones.odd) > rung, 'her telephone to ring again');
    await phones.odd.tell('ANSWER', lastInvite(phones.odd));
    await house.inState(callId, 'TAKEN');
    await house.together(callId);
    await caller.hangUp();
    await caller.over();
  });

  test('while a caller waits who then gives up: the call has ended', async () => {
    const { caller, callId } = await ringing();
    await house.die();
    await caller.hangUp();
    await caller.over();
    await house.comeBack();
    expect(await house.inState(callId, 'ENDED')).toMatchObject({ end_reason: 'CALLER_HUNG_UP' });
  });

  test('while two talk: nobody notices, and the desk acts on the call as before', async () => {
    const jana = await house.secretary('desk1');
    const { number } = await house.customer();
    const { caller, callId } = await house.talking(number);
    await house.die();
    await house.together(callId);
    await house.comeBack();
    await house.acts.hold(jana, callId, true);
    await house.apart(callId);
    await house.die();
    await house.comeBack();
    await house.acts.hold(jana, callId, false);
    await house.together(callId);
    await caller.hangUp();
    await caller.over();
    expect(await house.inState(callId, 'ENDED')).toMatchObject({ end_reason: 'CALLER_HUNG_UP' });
  });

  test('while two talk, and the secretary ends the call meanwhile at the desk: the line ends', async () => {
    const jana = await house.secretary('desk1');
    const { number } = await house.customer();
    const { caller, callId } = await house.talking(number);
    await house.die();
    await house.acts.end(jana, callId);
    await house.comeBack();
    await caller.hungUpOn();
    await caller.over();
  });

  test('while a number rings: it is not dialled twice, and its time runs on', async () => {
    const { caller, callId, dialled } = await puttingThrough('rings', Transfer.ANNOUNCED, 5);
    await legIs('try-', 'Ringing');
    await house.die();
    await house.comeBack();
    await house.until(async () => (await house.attempts(callId))[0]?.outcome === 'NO_ANSWER', 'no answer');
    await house.together(callId, 'sec-');
    expect(calls(phones.targets)).toBe(dialled);
    await caller.hangUp();
    await caller.over();
  });

  test('while a number rang that declined meanwhile: the attempt has failed, and the caller is with the secretary', async () => {
    const { caller, callId, dialled } = await puttingThrough('rings');
    await legIs('try-', 'Ringing');
    await house.die();
    await phones.targets.tell('REFUSE', lastInvite(phones.targets));
    await house.until(async () => !(await channels()).some(({ id }) => id.startsWith('try-')), 'the target to be gone');
    await house.comeBack();
    await house.until(async () => (await house.attempts(callId))[0]?.outcome === 'FAILED', 'failed');
    await house.together(callId, 'sec-');
    expect(calls(phones.targets)).toBe(dialled);
    await caller.hangUp();
    await caller.over();
  });

  test('while the secretary speaks with the target: she joins caller and target as before', async () => {
    const { jana, caller, callId } = await puttingThrough('answers');
    await house.together(callId, 'sec-', 'try-');
    await house.die();
    await house.comeBack();
    await house.together(callId, 'sec-', 'try-');
    await house.join(jana, callId);
    await house.inState(callId, 'PUT_THROUGH');
    await house.together(callId, 'try-', 'vorzimmer-');
    await caller.hangUp();
    await caller.over();
  });

  test('while the target is asked to press 1: they are asked again', async () => {
    const { caller, callId } = await puttingThrough('mailbox', Transfer.BLIND);
    await house.until(async () => (await house.attempts(callId))[0]?.answered_at, 'the target to pick up');
    await house.die();
    await house.comeBack();
    await phones.targets.tell('PRESS1', lastInvite(phones.targets));
    await house.inState(callId, 'PUT_THROUGH');
    await house.together(callId, 'try-', 'vorzimmer-');
    await caller.hangUp();
    await caller.over();
  });

  test('while the caller talks with the target, who hangs up meanwhile: the line ends', async () => {
    const { jana, caller, callId } = await puttingThrough('answers');
    await house.together(callId, 'sec-', 'try-');
    await house.join(jana, callId);
    await house.together(callId, 'try-', 'vorzimmer-');
    await house.die();
    await house.comeBack();
    await house.together(callId, 'try-', 'vorzimmer-');
    await house.die();
    await phones.targets.tell('HANGUP', lastInvite(phones.targets));
    await house.until(async () => !(await channels()).some(({ id }) => id.startsWith('try-')), 'the target to be gone');
    await house.comeBack();
    await caller.hungUpOn();
    await caller.over();
    expect(await house.inState(callId, 'ENDED')).toMatchObject({ result: 'PUT_THROUGH' });
  });

  test('while a caller talks with the overflow number', async () => {
    await house.settings({ overflow_number: phones.target('answers', 2), fallback: 'OVERFLOW' });
    const { number } = await house.customer();
    const caller = await phones.call({ to: number, from: CALLER });
    await caller.answered();
    const callId = await house.newestCall();
    await house.together(callId, 'over-');
    await house.die();
    await house.comeBack();
    await house.together(callId, 'over-');
    await phones.targets.tell('HANGUP', lastInvite(phones.targets));
    await caller.hungUpOn();
    await caller.over();
  });

  test('while a caller leaves a message: it is kept', async () => {
    await house.settings({ voice_messages: true, fallback: 'VOICE_MESSAGE' });
    const { number } = await house.customer();
    const caller = await phones.call({ to: number, from: CALLER });
    await caller.answered();
    const callId = await house.newestCall();
    await house.until(async () => (await phones.asterisk.ari('GET', `/recordings/live/message-${callId}`).catch(() => null))?.state === 'recording', 'the recording', 40_000);
    const since = Date.now();
    await house.die();
    await house.comeBack();
    await house.until(() => Date.now() - since > 2000, 'a word');
    // One that ends while nobody listens is found afterwards.
    await house.die();
    await caller.hangUp();
    await caller.over();
    await house.comeBack();
    expect(await house.until(() => house.messages[0], 'the message')).toMatchObject({ callId });
  });
});

describe('Asterisk', () => {
  test('goes down and comes back: calls have ended with the reason, and new ones come in', async () => {
    await house.secretary('desk1');
    const { number } = await house.customer();
    const { callId, caller } = await house.talking(number);
    // Ids of channels tell seconds.
    await house.until(() => Date.now() % 1000 < 50, 'the next second');
    await phones.asterisk.kill();
    await house.until(() => house.states.some(({ state }) => state === 'LOST'), 'the loss');
    expect((await house.row(callId)).state).toBe('TAKEN');
    await phones.asterisk.again();
    await house.connected(2);
    expect(await house.inState(callId, 'ENDED')).toMatchObject({ end_reason: 'LINE_LOST' });
    await caller.peer.kill();
    await phones.desks.desk1.tell('HANGUP', lastInvite(phones.desks.desk1));
    await house.desk.sql.pool.query(`update secretary set presence = 'AVAILABLE'`);

    const next = await house.talking(number);
    expect(next.callId).not.toBe(callId);
    await next.caller.hangUp();
    await next.caller.over();
  });

  test('is taken over by another process: this one lets go and says so', async () => {
    const { openAri } = await import('../../telephony/asterisk/ari.ts');
    const other = openAri({ url: phones.asterisk.url, app: 'vorzimmer', onEvent: () => undefined, onState: () => undefined });
    other.start();
    await house.until(() => house.states.some(({ state }) => state === 'REPLACED'), 'the takeover');
    other.stop();
  });
});

describe('the database', () => {
  test('is away for a while: what happened on the line is in the books afterwards, in order', async () => {
    await house.secretary('desk1');
    const { number } = await house.customer();
    const { caller, callId } = await house.talking(number);
    house.databaseAway(true);
    await caller.hangUp();
    await caller.over();
    await house.until(() => house.entries().some(({ msg }) => String(msg).includes('not taken down')), 'the first try');
    expect((await house.row(callId)).state).toBe('TAKEN');
    house.databaseAway(false);
    expect(await house.inState(callId, 'ENDED')).toMatchObject({ end_reason: 'CALLER_HUNG_UP' });
  });

  test('is away while a call comes in, is given up and is over: it is in the list of calls', async () => {
    const { number } = await house.customer();
    house.databaseAway(true);
    const caller = await phones.call({ to: number, from: CALLER });
    await caller.rang();
    await caller.hangUp();
    await caller.over();
    house.databaseAway(false);
    const callId = await house.newestCall();
    expect(await house.inState(callId, 'ENDED')).toMatchObject({ end_reason: 'CALLER_HUNG_UP', result: 'ABANDONED' });
  });
});
