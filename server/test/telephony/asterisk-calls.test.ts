import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
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

describe('a call that waits', () => {
  test('rings at the secretary, and she talks with the caller once she picks up', async () => {
    const jana = await house.secretary('desk1');
    const { number } = await house.customer();
    const caller = await phones.call({ to: number, from: '+491713920001' });
    await caller.rang();
    await phones.desks.desk1.invited();
    await caller.answered();
    const callId = await house.newestCall();
    const row = await house.inState(callId, 'TAKEN');
    expect(row).toMatchObject({ taken_by: jana.secretaryId, caller_number: '+491713920001' });
    await caller.hangUp();
    await caller.over();
    const ended = await house.inState(callId, 'ENDED');
    expect(ended).toMatchObject({ end_reason: 'CALLER_HUNG_UP' });
  });
});
