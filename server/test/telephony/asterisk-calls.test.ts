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

describe('a call that waits', () => {
  test('rings at the secretary, and she talks with the caller once she picks up', async () => {
    const jana = await house.secretary('desk1');
    const { number } = await house.customer();
    const caller = await phones.call({ to: number, from: CALLER });
    await caller.rang();
    await caller.answered();
    const callId = await house.newestCall();
    expect(await house.inState(callId, 'TAKEN')).toMatchObject({ taken_by: jana.secretaryId, caller_number: CALLER });
    await house.together(callId);
    await caller.hangUp();
    await caller.over();
    expect(await house.inState(callId, 'ENDED')).toMatchObject({ end_reason: 'CALLER_HUNG_UP' });
  });

  test('is not answered, and so costs nothing, until somebody picks up', async () => {
    await house.secretary('desk-408');
    const { number } = await house.customer();
    const caller = await phones.call({ to: number, from: CALLER, hangsUp: { after: 1500, from: 'RINGING' } });
    await phones.odd.invited();
    await caller.over();
    expect(caller.peer.messages().some(({ status, cseq, direction }) => direction === 'received' && status === 200 && cseq.endsWith('INVITE'))).toBe(false);
    expect(await house.inState(await house.newestCall(), 'ENDED')).toMatchObject({ end_reason: 'CALLER_HUNG_UP', result: 'ABANDONED' });
    await house.until(() => phones.odd.received('CANCEL').length, 'the telephone to stop ringing');
  });

  test('lets the caller hear an announcement and music when the service wants that', async () => {
    await house.settings({ waiting: 'ANNOUNCEMENT_AND_MUSIC' });
    await house.secretary('desk-408');
    const { number } = await house.customer();
    const caller = await phones.call({ to: number, from: CALLER });
    await caller.answered();
    await house.until(() => phones.asterisk.log().includes("Playing 'vorzimmer/waiting"), 'the announcement');
    await house.until(() => phones.asterisk.log().includes('Started music on hold'), 'music', 20_000);
    expect((await house.row(await house.newestCall())).state).toBe('RINGING');
    await caller.hangUp();
    await caller.over();
    await house.inState(await house.newestCall(), 'ENDED');
  });

  test.each([
    ['desk-486', 'BUSY'], ['desk-603', 'DECLINED'], ['desk-480', 'UNREACHABLE'], ['desk-404', 'UNREACHABLE'], ['not-there', 'UNREACHABLE'],
  ])('tells what came of ringing %s: %s', async (endpoint, outcome) => {
    const jana = await house.secretary(endpoint);
    const { number } = await house.customer();
    const caller = await phones.call({ to: number, from: CALLER });
    await caller.rang();
    await house.until(() => house.told.find(event => event.kind === 'SECRETARY_UNREACHED' && event.secretaryId === jana.secretaryId && event.outcome === outcome), outcome);
    await house.until(async () => (await house.desk.sql.pool.query('select outcome from call_ring where secretary_id = $1', [jana.secretaryId])).rows[0].outcome === outcome, 'the outcome in the books');
    await caller.hangUp();
    await caller.over();
  });

  test('rings at several, and who picks up first has it', async () => {
    const jana = await house.secretary('desk1');
    await house.secretary('desk-408', 'Mia Sommer');
    const before = phones.odd.received('CANCEL').length;
    const { number } = await house.customer();
    const { caller, callId } = await house.talking(number);
    expect((await house.row(callId)).taken_by).toBe(jana.secretaryId);
    await house.until(() => phones.odd.received('CANCEL').length > before, 'the other telephone to stop ringing');
    // Not a missed call on her telephone.
    expect(phones.odd.received('CANCEL').at(-1)?.text).toMatch(/Reason: SIP;cause=200/i);
    await caller.hangUp();
    await caller.over();
  });

  test('taken with a click goes on ringing at her telephone alone', async () => {
    await house.settings({ preferred_ring_seconds: 0 });
    const jana = await house.secretary('desk-408');
    const { number } = await house.customer();
    const caller = await phones.call({ to: number, from: CALLER });
    const invited = phones.odd.received('INVITE').length;
    await house.until(() => phones.odd.received('INVITE').length > invited, 'her telephone to ring');
    const callId = await house.newestCall();
    await house.acts.take(jana, callId);
    await house.inState(callId, 'TAKEN');
    await phones.odd.tell('ANSWER', phones.odd.received('INVITE').at(-1)!.callId);
    await caller.answered();
    await house.together(callId);
    await caller.hangUp();
    await caller.over();
  });
});

describe('a caller whom a secretary has', () => {
  test('hears music on hold and her again after it', async () => {
    const jana = await house.secretary('desk1');
    const { number } = await house.customer();
    const { caller, callId } = await house.talking(number);
    await house.acts.hold(jana, callId, true);
    await house.apart(callId);
    await house.acts.hold(jana, callId, false);
    await house.together(callId);
    await caller.hangUp();
    await caller.over();
  });

  test('is hung up on when she ends the call at the desk', async () => {
    const jana = await house.secretary('desk1');
    const { number } = await house.customer();
    const { caller, callId } = await house.talking(number);
    await house.acts.end(jana, callId);
    await caller.hungUpOn();
    await caller.over();
    expect(await house.row(callId)).toMatchObject({ state: 'ENDED', end_reason: 'SECRETARY_ENDED' });
  });

  test('is hung up on when she puts the receiver down', async () => {
    await house.secretary('desk1');
    const { number } = await house.customer();
    const { caller, callId } = await house.talking(number);
    await phones.desks.desk1.tell('HANGUP', phones.desks.desk1.received('INVITE').at(-1)!.callId);
    await caller.hungUpOn();
    await caller.over();
    expect(await house.inState(callId, 'ENDED')).toMatchObject({ end_reason: 'SECRETARY_ENDED' });
  });

  test('handed back to all desks waits with music, and is with whoever picks up next', async () => {
    const jana = await house.secretary('desk1');
    const { number } = await house.customer();
    const { caller, callId } = await house.talking(number);
    const mia = await house.secretary('desk2', 'Mia Sommer');
    await house.desk.sql.pool.query(`update secretary set presence = 'BREAK' where id = $1`, [jana.secretaryId]);
    await house.acts.release(jana, callId);
    await house.until(async () => (await house.row(callId)).taken_by === mia.secretaryId, 'Mia to have it');
    await house.together(callId, mia.secretaryId);
    await house.until(() => phones.desks.desk1.received('BYE').length, 'the first telephone to be let go');
    await caller.hangUp();
    await caller.over();
  });
});

describe('putting through', () => {
  test.each([
    ['busy', 'BUSY'], ['declines', 'DECLINED'], ['unavailable', 'UNREACHABLE'], ['notFound', 'UNREACHABLE'], ['overloaded', 'FAILED'], ['rings', 'NO_ANSWER'], ['hangsUp', 'DECLINED'],
  ] as const)('records a number that %s as %s, and the caller is with the secretary again', async (behaviour, outcome) => {
    const jana = await house.secretary('desk1');
    const { number } = await house.customer([{ number: phones.target(behaviour), ringSeconds: 5 }]);
    const { caller, callId } = await house.talking(number);
    await house.acts.putThrough(jana, callId);
    await house.until(async () => (await house.attempts(callId))[0]?.outcome === outcome, outcome, 20_000);
    await house.inState(callId, 'TAKEN');
    await house.together(callId);
    await caller.hangUp();
    await caller.over();
  });

  test('walks along the plan by itself, announced: the secretary speaks first, then joins the two', async () => {
    const jana = await house.secretary('desk1');
    const { number } = await house.customer([{ number: phones.target('busy') }, { number: phones.target('answers'), situation: 'ON_BUSY' }]);
    const { caller, callId } = await house.talking(number);
    await house.acts.putThrough(jana, callId);
    await house.until(async () => (await house.attempts(callId))[1]?.answered_at, 'the second number to pick up');
    expect((await house.attempts(callId)).map(({ outcome }) => outcome)).toEqual(['BUSY', null]);
    expect((await house.row(callId)).state).toBe('PUTTING_THROUGH');
    await house.together(callId, 'sec-', 'try-');
    await house.join(jana, callId);
    await house.inState(callId, 'PUT_THROUGH');
    await house.until(async () => (await phones.asterisk.lines()).channels.every(({ id }) => !id.startsWith('sec-')), 'the secretary to be let go');
    await house.together(callId, 'try-');
    await caller.hangUp();
    await caller.over();
    expect(await house.inState(callId, 'ENDED')).toMatchObject({ result: 'PUT_THROUGH', end_reason: 'CALLER_HUNG_UP' });
  });

  test('the secretary joins the two by putting the receiver down', async () => {
    const jana = await house.secretary('desk1');
    const { number } = await house.customer([{ number: phones.target('answers') }]);
    const { caller, callId } = await house.talking(number);
    await house.acts.putThrough(jana, callId);
    await house.together(callId, 'sec-', 'try-');
    await phones.desks.desk1.tell('HANGUP', phones.desks.desk1.received('INVITE').at(-1)!.callId);
    await house.inState(callId, 'PUT_THROUGH');
    await house.together(callId, 'try-');
    // The target hangs up: so does the line.
    await phones.targets.tell('HANGUP', phones.targets.received('INVITE').at(-1)!.callId);
    await caller.hungUpOn();
    await caller.over();
    expect(await house.inState(callId, 'ENDED')).toMatchObject({ result: 'PUT_THROUGH' });
  });

  test('“not now” counts as declined and the plan goes on', async () => {
    const jana = await house.secretary('desk1');
    const { number } = await house.customer([{ number: phones.target('answers') }, { number: phones.target('answers', 1) }]);
    const { caller, callId } = await house.talking(number);
    await house.acts.putThrough(jana, callId);
    await house.together(callId, 'sec-', 'try-');
    const [first] = await house.attempts(callId);
    await house.acts.record(jana, first.id, 'DECLINED');
    await house.until(async () => (await house.attempts(callId))[1]?.answered_at, 'the second number to pick up');
    const [, second] = await house.attempts(callId);
    await house.together(callId, 'sec-', second.id);
    await house.acts.takeBack(jana, callId);
    await house.inState(callId, 'TAKEN');
    await house.together(callId, 'sec-');
    expect((await house.attempts(callId)).map(({ outcome }) => outcome)).toEqual(['DECLINED', 'CANCELLED']);
    await caller.hangUp();
    await caller.over();
  });

  test('takes the caller back from whom they were put through to: her telephone rings again', async () => {
    const jana = await house.secretary('desk1');
    const { number } = await house.customer([{ number: phones.target('answers') }]);
    const { caller, callId } = await house.talking(number);
    await house.acts.putThrough(jana, callId);
    await house.together(callId, 'sec-', 'try-');
    await house.join(jana, callId);
    await house.inState(callId, 'PUT_THROUGH');
    await house.until(async () => (await phones.asterisk.lines()).channels.length === 2, 'her to be let go');
    const rung = phones.desks.desk1.received('INVITE').length;
    await house.acts.takeBack(jana, callId);
    await house.until(() => phones.desks.desk1.received('INVITE').length > rung, 'her telephone to ring again');
    await house.together(callId, 'sec-');
    await house.until(async () => (await phones.asterisk.lines()).channels.length === 2, 'the target to be let go');
    await caller.hangUp();
    await caller.over();
  });

  test.each(['pressesOne', 'pressesOneByInfo'] as const)('blind: who picks up and %s is connected', async behaviour => {
    const jana = await house.secretary('desk1');
    const { number } = await house.customer([{ number: phones.target(behaviour) }], Transfer.BLIND);
    const { caller, callId } = await house.talking(number);
    await house.acts.putThrough(jana, callId);
    await house.inState(callId, 'PUT_THROUGH');
    await house.together(callId, 'try-');
    expect((await house.attempts(callId))[0]).toMatchObject({ outcome: 'ANSWERED', answered_at: expect.any(Date) });
    await caller.hangUp();
    await caller.over();
  });

  test.each([['mailbox', 'NO_ANSWER'], ['pressesTwo', 'NO_ANSWER'], ['hangsUp', 'DECLINED']] as const)('blind: a number that answers like %s is %s', async (behaviour, outcome) => {
    const jana = await house.secretary('desk1');
    const { number } = await house.customer([{ number: phones.target(behaviour) }], Transfer.BLIND);
    const { caller, callId } = await house.talking(number);
    await house.acts.putThrough(jana, callId);
    await house.until(async () => (await house.attempts(callId))[0]?.outcome === outcome, outcome, 20_000);
    await house.inState(callId, 'TAKEN');
    await house.together(callId, 'sec-');
    await caller.hangUp();
    await caller.over();
  });

  test('a call that comes back to the line is no new call: the caller of it hears busy, and the attempt reached nobody', async () => {
    const jana = await house.secretary('desk1');
    const target = phones.target('rings');
    const { number } = await house.customer([{ number: target, ringSeconds: 20 }]);
    const { caller, callId } = await house.talking(number);
    await house.acts.putThrough(jana, callId);
    await house.until(async () => (await house.attempts(callId))[0], 'an attempt');
    await phones.targets.waitFor(message => message.direction === 'sent' && message.status === 180, 'ringing');
    const looped = await phones.call({ to: number, from: CALLER, divertedBy: target });
    await looped.status(486);
    await looped.over();
    await house.until(async () => (await house.attempts(callId))[0]?.outcome === 'NO_ANSWER', 'no answer');
    await house.together(callId, 'sec-');
    const { rows } = await house.desk.sql.pool.query('select count(*)::int as calls from call');
    expect(rows[0].calls).toBe(1);
    await caller.hangUp();
    await caller.over();
  });
});

describe('a caller who gives up', () => {
  test.each(['while the number rings', 'while the secretary speaks with the target', 'on hold', 'while the target is asked to press 1'])('%s ends the call everywhere', async stage => {
    const jana = await house.secretary('desk1');
    const isBlind = stage.endsWith('press 1');
    const { number } = await house.customer([{ number: phones.target(stage === 'while the number rings' ? 'rings' : isBlind ? 'mailbox' : 'answers'), ringSeconds: 20 }], isBlind ? Transfer.BLIND : Transfer.ANNOUNCED);
    const { caller, callId } = await house.talking(number);
    if (stage === 'on hold') {
      await house.acts.hold(jana, callId, true);
      await house.apart(callId);
    } else {
      await house.acts.putThrough(jana, callId);
      if (stage === 'while the number rings') await house.until(async () => (await phones.asterisk.lines()).channels.some(({ id, state }) => id.startsWith('try-') && state === 'Ringing'), 'ringing');
      else await house.until(async () => (await house.attempts(callId))[0]?.answered_at, 'the target to pick up');
    }
    await caller.hangUp();
    await caller.over();
    expect(await house.inState(callId, 'ENDED')).toMatchObject({ end_reason: 'CALLER_HUNG_UP' });
    for (const attempt of await house.attempts(callId)) expect(attempt.outcome).toBe('CANCELLED');
  });
});

describe('a call that is nobody’s', () => {
  test('is refused as a number that is not in use', async () => {
    const caller = await phones.call({ to: '+493023125777', from: CALLER });
    await caller.status(404);
    await caller.over();
    const { rows } = await house.desk.sql.pool.query('select called_number from unassigned_call');
    expect(rows).toEqual([{ called_number: '+493023125777' }]);
  });
});

describe('nobody is free', () => {
  test('the caller hears so, and the line ends', async () => {
    const { number } = await house.customer();
    const caller = await phones.call({ to: number, from: CALLER });
    await caller.answered();
    await house.until(() => phones.asterisk.log().includes("Playing 'vorzimmer/nobody-free"), 'the announcement');
    await caller.hungUpOn(25_000);
    await caller.over();
    expect(await house.row(await house.newestCall())).toMatchObject({ end_reason: 'NOBODY_FREE', result: 'MISSED' });
  });

  test('an overflow number takes the caller', async () => {
    await house.settings({ overflow_number: phones.target('answers', 2), fallback: 'OVERFLOW' });
    const { number } = await house.customer();
    const caller = await phones.call({ to: number, from: CALLER });
    await caller.answered();
    const callId = await house.newestCall();
    await house.together(callId, 'over-');
    await phones.targets.tell('HANGUP', phones.targets.received('INVITE').at(-1)!.callId);
    await caller.hungUpOn();
    await caller.over();
    expect(await house.row(callId)).toMatchObject({ end_reason: 'OVERFLOWED' });
  });

  test('a caller leaves a message, which is not kept in the exchange', async () => {
    await house.settings({ voice_messages: true, fallback: 'VOICE_MESSAGE' });
    const { number } = await house.customer();
    const caller = await phones.call({ to: number, from: CALLER });
    await caller.answered();
    const callId = await house.newestCall();
    await house.until(() => phones.asterisk.log().includes("Playing 'vorzimmer/leave-message"), 'the consent');
    await house.until(async () => (await phones.asterisk.ari('GET', `/recordings/live/message-${callId}`).catch(() => null))?.state === 'recording', 'the recording', 40_000);
    await new Promise(resolve => setTimeout(resolve, 2500));
    await caller.hangUp();
    await caller.over();
    const message = await house.until(() => house.messages[0], 'the message');
    expect(message.callId).toBe(callId);
    expect(message.seconds).toBeGreaterThanOrEqual(2);
    expect(message.wav.subarray(0, 4).toString()).toBe('RIFF');
    await house.until(async () => (await phones.asterisk.ari('GET', '/recordings/stored')).length === 0, 'nothing to be kept');
  });
});
