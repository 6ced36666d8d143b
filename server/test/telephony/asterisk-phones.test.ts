import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTelephony, type Telephony } from './harness.ts';
import { type House, openHouse } from './house.ts';
import type { Peer } from './peers.ts';

let phones: Telephony;
let house: House;
beforeAll(async () => {
  // Whoever sends no sound for two seconds is taken for lost.
  phones = await openTelephony({ rtp: { from: 21_000, to: 21_999, timeoutSeconds: 2, timeoutOnHoldSeconds: 30 } });
});
afterAll(() => phones?.close());
beforeEach(async () => { house = await openHouse(phones); });
afterEach(async () => {
  await phones.nothingIsLeft();
  await house.close();
});

const CALLER = '+491713920004';
const calls = (peer: Peer) => new Set(peer.received('INVITE').map(({ callId }) => callId)).size;

describe('a secretary’s telephone', () => {
  test('that loses the network in the middle of a call is rung again, and the caller hears music meanwhile', async () => {
    await house.secretary('desk1');
    const { number } = await house.customer();
    const { caller, callId } = await house.talking(number, CALLER);
    await phones.desks.desk1.kill();
    await house.until(() => phones.asterisk.log().match(/Started music on hold[^\n]*trunk/), 'music', 20_000);
    expect((await house.row(callId)).state).toBe('TAKEN');
    const back = await phones.startDesk('desk1');
    await house.until(() => calls(back) > 0, 'the telephone to ring again', 45_000);
    await house.together(callId, 'sec-', 'vorzimmer-');
    expect((await house.row(callId)).state).toBe('TAKEN');
    await caller.hangUp();
    await caller.over();
  });

  test('that is not there cannot be rung: its secretary is unreachable, and no other call waits for her', async () => {
    const jana = await house.secretary(null);
    await house.desk.sql.pool.query(`update secretary set sip_endpoint = 'nowhere' where id = $1`, [jana.secretaryId]);
    const mia = await house.secretary('desk2', 'Mia Sommer');
    const { number } = await house.customer();
    const { caller, callId } = await house.talking(number, CALLER);
    await house.until(() => house.told.some(event => event.kind === 'SECRETARY_UNREACHED' && event.secretaryId === jana.secretaryId && event.outcome === 'UNREACHABLE'), 'that to be told');
    expect((await house.row(callId)).taken_by).toBe(mia.secretaryId);
    await caller.hangUp();
    await caller.over();
  });
});

describe('a telephone in a browser', () => {
  test('has an account that can be made, listed and ended, and that a restart of Asterisk loses', async () => {
    const { softphones } = house.exchange();
    const username = `desk-${crypto.randomUUID().replaceAll('-', '').slice(0, 24)}`;
    await softphones.put({ username, digest: '0123456789abcdef0123456789abcdef' });
    expect(await softphones.list()).toEqual([username]);
    await softphones.put({ username, digest: 'fedcba9876543210fedcba9876543210' });
    expect(await softphones.list()).toEqual([username]);
    await softphones.remove(username);
    await softphones.remove(username);
    expect(await softphones.list()).toEqual([]);
    await softphones.put({ username, digest: '0123456789abcdef0123456789abcdef' });
    await phones.asterisk.stop();
    await phones.asterisk.again();
    await house.connected(2);
    expect(await softphones.list()).toEqual([]);
  });
});

describe('a test call', () => {
  const call = (number: string) => ({ id: crypto.randomUUID(), number, presentedNumber: '+493023125000', ringSeconds: 5 });
  const result = (id: string) => house.until(() => house.tests.find(test => test.id === id)?.outcome, 'a result', 20_000);

  test.each([['answers', 'PICKED_UP'], ['busy', 'BUSY'], ['declines', 'DECLINED'], ['notFound', 'UNREACHABLE'], ['overloaded', 'FAILED'], ['rings', 'NO_ANSWER']] as const)('to a telephone that %s tells %s', async (behaviour, outcome) => {
    const test = call(phones.target(behaviour));
    await house.exchange().testCall(test);
    expect(await result(test.id)).toBe(outcome);
    expect(phones.targets.received('INVITE').at(-1)?.text).toContain('<sip:+493023125000@');
    await house.exchange().endTestCall(test.id);
  });

  test('ends when it is not needed any more, and says nothing then', async () => {
    const test = call(phones.target('rings'));
    const before = phones.targets.received('CANCEL').length;
    await house.exchange().testCall(test);
    await house.until(async () => (await phones.asterisk.lines()).channels.some(({ state }) => state === 'Ringing'), 'ringing');
    await house.exchange().endTestCall(test.id);
    await house.until(() => phones.targets.received('CANCEL').length > before, 'the telephone to stop ringing');
    await phones.nothingIsLeft();
    expect(house.tests).toEqual([]);
  });

  test('that another process began is ended by the one that takes over', async () => {
    await house.exchange().testCall(call(phones.target('rings')));
    await house.until(async () => (await phones.asterisk.lines()).channels.some(({ state }) => state === 'Ringing'), 'ringing');
    await house.die();
    await house.comeBack();
    await phones.nothingIsLeft();
  });
});
