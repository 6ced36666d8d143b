import { parse } from 'node:querystring';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SecretaryActor } from '../../identity/actor.ts';
import { callActs } from '../../test/call-acts.ts';
import type { Told } from '../../test/desk.ts';
import { type DoorGroundOfTest, openDoorGround } from '../door-ground.ts';
import { signatureFits } from '../generic/generic.ts';
import { forwardAnswer, placetelNumber, readPlacetelPush } from './placetel.ts';

const ID = 'f4591ba315d81671d7a06c2a3b4f963dafd119de39cb26edd8a6476676b2f447';
const read = (form: string) => readPlacetelPush({ ...parse(form) });
const EMPTY = '<?xml version="1.0" encoding="UTF-8"?><Response/>';

describe('a push of Placetel', () => {
  const ended = (cause: string) => ({ kind: 'ENDED', externalId: ID, cause });
  const answered = { kind: 'ANSWERED', externalId: ID };

  test.each([
    ['a call with its national numbers', 'event=IncomingCall&from=01713920001&to=03023125000&direction=in', [{ kind: 'INCOMING', externalId: ID, calledNumber: '+493023125000', callerNumber: '+491713920001', at: null }]],
    ['a withheld caller', 'event=IncomingCall&from=anonymous&to=03023125000&direction=in', [{ kind: 'INCOMING', externalId: ID, calledNumber: '+493023125000', callerNumber: 'anonymous', at: null }]],
    ['an internal caller', 'event=IncomingCall&from=23&to=03023125000&direction=in', [{ kind: 'INCOMING', externalId: ID, calledNumber: '+493023125000', callerNumber: '23', at: null }]],
    ['a telephone that was picked up', 'event=CallAccepted&from=01713920001&to=03023125000&peer=7777abcdefg%40fpbx.de&direction=in', [answered]],
    ['an end after talking', 'event=HungUp&type=accepted&duration=42&direction=in', [answered, ended('normalClearing')]],
    ['a call that nobody picked up', 'event=HungUp&type=missed&duration=0&direction=in', [ended('noAnswer')]],
    ['a call that went to the mailbox', 'event=HungUp&type=voicemail&duration=0&direction=in', [ended('noAnswer')]],
    ['a call that was blocked', 'event=HungUp&type=blocked&duration=0&direction=in', [ended('busy')]],
    ['a caller who gave up', 'event=HungUp&type=canceled&duration=0&direction=in', [ended('cancel')]],
    ['an end of another kind', 'event=HungUp&type=parked&duration=0&direction=in', [ended('parked')]],
    ['an outgoing call', 'event=OutgoingCall&from=03023125000&to=01713920001&peer=7777abcdefg%40fpbx.de&direction=out', []],
    ['the end of an outgoing call', 'event=HungUp&type=busy&duration=0&direction=out', []],
  ] as const)('tells of %s', (_what, form, events) => expect(read(`${form}&call_id=${ID}`).events).toEqual(events));

  test.each([['event', ''], ['event', 'event=Ringing'], ['call_id', 'event=CallAccepted'], ['to', `event=IncomingCall&call_id=${ID}`], ['type', `event=HungUp&call_id=${ID}`], ['direction', `event=HungUp&call_id=${ID}&direction=x`]])('is refused for its %s', (field, form) => {
    expect(() => read(form)).toThrow(expect.objectContaining({ extensions: { code: 'BAD_USER_INPUT', field } }));
  });

  test('is signed as in Placetel’s own example', () => {
    const body = Buffer.from('call_id=4a4cbb39578170aed9a2761a7bec8c7e704a541f52291ef603d6f5f152980c3c&event=CallAccepted&from=0123456789&to=0987654321');
    expect(signatureFits('12345', body, 'c4f823c5b8806432fe2b83b1fc2ee714422e0cdfb4b5129152a7d0bbcd7792d0')).toBe(true);
    expect(signatureFits('12346', body, 'c4f823c5b8806432fe2b83b1fc2ee714422e0cdfb4b5129152a7d0bbcd7792d0')).toBe(false);
  });
});

describe('an answer to Placetel', () => {
  test('rings group after group, with numbers as Placetel dials them', () => {
    expect(forwardAnswer([{ numbers: ['+498999998101', '+492214710001'], ringSeconds: 8 }, { numbers: [], ringSeconds: 5 }, { numbers: ['+4917604069001'], ringSeconds: 25 }])).toBe(
      '<?xml version="1.0" encoding="UTF-8"?><Response><Forward voicemail="false"><Target ringtime="8"><Number>08999998101</Number><Number>02214710001</Number></Target><Target ringtime="25"><Number>017604069001</Number></Target></Forward></Response>',
    );
    expect(placetelNumber('+4312')).toBe('004312');
  });

  test('leaves to Placetel what to do when there is nobody to ring', () => expect(forwardAnswer([{ numbers: [], ringSeconds: 25 }])).toBe(EMPTY));
});

describe('the door of Placetel', () => {
  let ground: DoorGroundOfTest;
  let acts: ReturnType<typeof callActs>;
  let jana: SecretaryActor;
  let number: string;
  beforeAll(async () => {
    ground = await openDoorGround();
    acts = callActs(ground.desk);
    jana = await ground.secretary('Jana Kühn', '+498999998101');
    await ground.secretary('Tom Brandt', '+498999998102');
    await ground.secretary('Eva Roth', null);
    const customerId = await ground.desk.customer();
    await ground.desk.sql.pool.query('insert into secretary_preference (customer_id, secretary_id, weight) values ($1, $2, 50)', [customerId, jana.secretaryId]);
    ({ number } = await ground.desk.line(customerId));
  });
  afterAll(() => ground.close());

  const push = (fields: Record<string, string>) => ground.doors.PLACETEL.push({ direction: 'in', from: '01713920001', to: `0${number.slice(3)}`, ...fields });
  const read = async (externalId: string): Promise<Told> => acts.read(jana, (await ground.desk.sql.pool.query('select id from call where external_id = $1', [externalId])).rows[0].id);

  test('rings who is free, the customer’s favourite first, and follows the call', async () => {
    const rung = await push({ event: 'IncomingCall', call_id: ID });
    expect(rung.headers['content-type']).toBe('application/xml');
    expect(rung.body).toBe('<?xml version="1.0" encoding="UTF-8"?><Response><Forward voicemail="false"><Target ringtime="60"><Number>08999998101</Number><Number>08999998102</Number></Target></Forward></Response>');
    expect((await push({ event: 'CallAccepted', call_id: ID, peer: '7777abcdefg@fpbx.de' })).body).toBe(EMPTY);
    expect(await read(ID)).toMatchObject({ state: 'RINGING', answeredAt: expect.any(String) });
    await push({ event: 'HungUp', call_id: ID, type: 'accepted', duration: '42' });
    expect(await read(ID)).toMatchObject({ state: 'ENDED', endReason: 'CALLER_HUNG_UP' });
  });

  test('knows the secretary where the telephone that was picked up is hers', async () => {
    await push({ event: 'IncomingCall', call_id: 'b' });
    await push({ event: 'CallAccepted', call_id: 'b', peer: '08999998101' });
    expect(await read('b')).toMatchObject({ state: 'TAKEN', takenBy: { id: jana.secretaryId } });
  });

  test('says what is wrong in its own words', async () => {
    const told = await push({ event: 'IncomingCall', call_id: 'x'.repeat(201) });
    expect([told.statusCode, told.json()]).toEqual([422, { field: 'call_id', error: 'call_id has more than 200 characters.' }]);
  });
});
