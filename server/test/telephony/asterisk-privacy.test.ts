import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTelephony, type Telephony } from './harness.ts';
import { type House, openHouse } from './house.ts';
import { headers, type SipMessage } from './messages.ts';
import type { Peer } from './peers.ts';

let phones: Telephony;
let house: House;
beforeAll(async () => { phones = await openTelephony(); });
afterAll(() => phones?.close());
beforeEach(async () => { house = await openHouse(phones); });
afterEach(async () => {
  await phones.nothingIsLeft();
  await house.close();
});

const CALLER = '+491713920003';
/** A number as any notation would have it. */
const digits = (number: string) => number.replace(/^\+49/, '');
const seen = (peer: Peer, since: number): SipMessage[] => peer.messages().slice(since);
const naming = (messages: SipMessage[], number: string) => messages.filter(({ direction, text }) => direction === 'received' && text.includes(digits(number))).map(({ text }) => text);

/** A call with everything that can happen to one: ringing, talking, hold, a number that is busy, announcing, put through, taken back. */
async function wholeCall(withheld: boolean) {
  const before = { desk: phones.desks.desk1.messages().length, targets: phones.targets.messages().length };
  const jana = await house.secretary('desk1');
  const plan = [phones.target('busy'), phones.target('answers')];
  const { number } = await house.customer([{ number: plan[0] as string }, { number: plan[1] as string, situation: 'ON_BUSY' }]);
  const { caller, callId } = await house.talking(number, CALLER, { withheld });
  await house.acts.hold(jana, callId, true);
  await house.apart(callId);
  await house.acts.hold(jana, callId, false);
  await house.together(callId);
  await house.acts.putThrough(jana, callId);
  await house.together(callId, 'sec-', 'try-');
  await house.join(jana, callId);
  await house.together(callId, 'try-', 'vorzimmer-');
  await house.acts.takeBack(jana, callId);
  await house.together(callId, 'sec-', 'vorzimmer-');
  await caller.hangUp();
  await caller.over();
  await house.inState(callId, 'ENDED');
  return { number, callId, plan, desk: seen(phones.desks.desk1, before.desk), targets: seen(phones.targets, before.targets), caller: caller.peer.messages() };
}

describe('numbers stay private', () => {
  test('no message to anybody names a caller who withholds their number, and the database does not know it', async () => {
    const { number, callId, plan, desk, targets, caller } = await wholeCall(true);
    expect(desk.filter(({ method }) => method === 'INVITE').length).toBeGreaterThanOrEqual(2);
    expect(naming(desk, CALLER)).toEqual([]);
    expect(naming(targets, CALLER)).toEqual([]);
    for (const target of plan) expect(naming(caller, target)).toEqual([]);
    for (const target of plan) expect(naming(desk, target)).toEqual([]);
    const invite = targets.find(({ method }) => method === 'INVITE') as SipMessage;
    expect(headers(invite, 'From')[0]).toContain(`sip:${number}@`);
    expect(await house.row(callId)).toMatchObject({ caller_number: null, caller_raw: null, withheld: true });
    expect(JSON.stringify(house.entries())).not.toContain(digits(CALLER));
  });

  test('a caller who shows their number is shown to secretary and target, and is told nothing of where they are put through', async () => {
    const { plan, desk, targets, caller } = await wholeCall(false);
    for (const target of plan) expect(naming(caller, target)).toEqual([]);
    for (const target of plan) expect(naming(desk, target)).toEqual([]);
    expect(headers(desk.find(({ method }) => method === 'INVITE') as SipMessage, 'From')[0]).toMatch(/^"Praxis Dr\. Weber" <sip:\+491713920003@/);
    const invites = targets.filter(({ method }) => method === 'INVITE');
    expect(invites.length).toBe(2);
    for (const invite of invites) expect(headers(invite, 'From')[0]).toContain(`sip:${CALLER}@`);
  });

  test('the target sees the line instead of the caller where the service wants that', async () => {
    await house.settings({ presents_caller: false });
    const { number, targets } = await wholeCall(false);
    expect(naming(targets, CALLER)).toEqual([]);
    expect(headers(targets.find(({ method }) => method === 'INVITE') as SipMessage, 'From')[0]).toContain(`sip:${number}@`);
  });
});

describe('who forwarded the call', () => {
  test.each([
    ['Diversion', { divertedBy: '+493023125800' }],
    ['History-Info', { historyInfo: '<sip:+493023125800@carrier.example>;index=1, <sip:+493023125000@carrier.example;cause=408>;index=1.1' }],
  ])('is known from %s', async (_, more) => {
    const { number } = await house.customer();
    const caller = await phones.call({ to: number, from: CALLER, ...more });
    await caller.rang();
    expect((await house.row(await house.newestCall())).diverted_by).toBe('+493023125800');
    await caller.hangUp();
    await caller.over();
  });
});
