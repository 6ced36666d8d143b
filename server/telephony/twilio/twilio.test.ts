import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { CallOnLine } from '../port.ts';
import { partsOf } from './twilio-stand-in.ts';
import { acceptDocument, fallbackDocument, plainRingDocument, ringDocument } from './twiml.ts';
import { attemptOutcome, CAUSES, readTwilioPush, ringOutcome, twilioSigned } from './twilio.ts';

const NOW = new Date('2026-06-15T09:00:00Z');
const read = (body: Record<string, unknown>) => readTwilioPush(body, NOW);

/** What Twilio pushes when somebody calls, as its reference lists it. */
const INCOMING = {
  CallSid: 'CAaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', AccountSid: 'ACbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb', From: '+491713920001', To: '+493023125000', CallStatus: 'ringing', ApiVersion: '2010-04-01',
  Direction: 'inbound', ForwardedFrom: '+491713920080', CallerName: '', FromCity: '', FromState: '', FromZip: '', FromCountry: 'DE', ToCity: 'Berlin', ToState: '', ToZip: '', ToCountry: 'DE',
  Called: '+493023125000', Caller: '+491713920001', CallToken: '%7B%22parentCallInfoToken%22%3A%22eyJ%22%7D', StirVerstat: 'TN-Validation-Passed-A',
};

describe('a push of Twilio', () => {
  test('tells of a call that comes in', () => {
    expect(read(INCOMING)).toEqual({
      callSid: INCOMING.CallSid, status: 'ringing', isInbound: true, from: '+491713920001', to: '+493023125000', forwardedFrom: '+491713920080', dialStatus: null, wasBridged: true, digits: null, sipCode: null,
    });
  });

  test('tells what came of a number', () => {
    expect(read({ ...INCOMING, CallStatus: 'in-progress', DialCallStatus: 'busy', DialCallSid: 'CAc', DialCallDuration: '0', DialBridged: 'false' })).toMatchObject({ dialStatus: 'busy', wasBridged: false });
  });

  test('tells how a telephone that was rung is', () => {
    expect(read({
      CallSid: 'CAc', ParentCallSid: INCOMING.CallSid, CallStatus: 'busy', Direction: 'outbound-dial', CallDuration: '0', Duration: '0', SipResponseCode: '603', Timestamp: 'Mon, 15 Jun 2026 08:59:58 +0000',
      CallbackSource: 'call-progress-events', SequenceNumber: '2', From: '+491713920001', To: '+498999998101',
    })).toMatchObject({ callSid: 'CAc', status: 'busy', isInbound: false, sipCode: 603 });
  });

  test.each([
    ['CallSid', { CallSid: '' }], ['CallSid', { CallSid: ['CAa', 'CAb'] }], ['From', { From: 'x'.repeat(201) }], ['To', { To: 'a\0b' }], ['Timestamp', { Timestamp: 'Mon, 15 Jun 2026 07:59:59 +0000' }],
    ['Timestamp', { Timestamp: 'Mon, 15 Jun 2026 10:00:01 +0000' }], ['Timestamp', { Timestamp: 'yesterday' }],
  ] as [string, object][])('is refused for its %s', (field, wrong) => {
    expect(() => read({ ...INCOMING, ...wrong })).toThrow(expect.objectContaining({ extensions: { code: 'BAD_USER_INPUT', field } }));
  });
});

describe('the words of Twilio', () => {
  test.each([
    ['completed', 'normalClearing'], ['no-answer', 'cancel'], ['canceled', 'cancel'], ['busy', 'busy'], ['failed', 'congestion'], ['queued', undefined], ['ringing', undefined], ['in-progress', undefined],
  ])('for a call that is %s mean %s', (status, cause) => expect(CAUSES[status]).toBe(cause));

  test.each([
    ['busy', null, 'BUSY'], ['busy', 486, 'BUSY'], ['busy', 603, 'DECLINED'], ['no-answer', null, 'NO_ANSWER'], ['no-answer', 408, 'NO_ANSWER'], ['no-answer', 480, 'UNREACHABLE'], ['failed', 404, 'UNREACHABLE'],
    ['failed', null, 'UNREACHABLE'], ['completed', 200, null], ['canceled', 487, null], ['in-progress', null, null],
  ] as const)('for a secretary’s telephone that is %s with %s mean %s', (status, sipCode, outcome) => expect(ringOutcome({ status, sipCode })).toBe(outcome));

  test.each([
    ['busy', 'BUSY'], ['no-answer', 'NO_ANSWER'], ['completed', 'NO_ANSWER'], ['answered', 'NO_ANSWER'], ['failed', 'UNREACHABLE'], ['canceled', 'CANCELLED'], [null, 'FAILED'], ['unheard-of', 'FAILED'],
  ] as const)('for a number that was dialled and is %s mean %s', (status, outcome) => expect(attemptOutcome(status)).toBe(outcome));
});

describe('the signature of Twilio', () => {
  const TOKEN = '12345';
  const form = { To: '+493023125000', CallSid: 'CA1234567890ABCDE', Caller: '+491713920001', From: '+491713920001', Digits: '1234' };
  const sign = (address: string, text = 'CallSidCA1234567890ABCDECaller+491713920001Digits1234From+491713920001To+493023125000', token = TOKEN) => createHmac('sha1', token).update(address + text).digest('base64');
  const HERE = 'https://vorzimmer.example/telephony/twilio/secret?foo=1&bar=2';

  test.each([
    ['https://a.example/x', 'https://a.example:443/x'], ['https://a.example:443/x', 'https://a.example/x'], ['http://a.example/x', 'http://a.example:80/x'], ['https://a.example:8443/x?y=1', 'https://a.example:8443/x?y=1'],
  ])('fits %s when it was made for %s', (here, there) => expect(twilioSigned(TOKEN, here, form, sign(there))).toBe(true));

  test('counts a field that comes twice once, and its values in their order', () => {
    expect(twilioSigned(TOKEN, HERE, { b: ['2', '1', '2'], a: '' }, sign(HERE, 'ab1b2'))).toBe(true);
  });

  test.each([
    ['another address', HERE.replace('foo', 'fop'), form, sign(HERE)], ['another scheme', HERE.replace('https', 'http'), form, sign(HERE)], ['another field', HERE, { ...form, Digits: '1235' }, sign(HERE)], ['one field more', HERE, { ...form, X: '' }, sign(HERE)],
    ['another key', HERE, form, sign(HERE, undefined, 'other')], ['half of it', HERE, form, sign(HERE).slice(0, 10)], ['nothing', HERE, form, ''], ['no signature', HERE, form, undefined],
  ] as const)('does not fit %s', (_what, address, fields, signature) => expect(twilioSigned(TOKEN, address, fields, signature)).toBe(false));
});

describe('a document for Twilio', () => {
  const call = { callId: 'call', presentedNumber: '+493023125000', lineNumber: '+493023125000', fallback: null } as CallOnLine;
  const AT = 'https://vorzimmer.example/telephony/twilio/door';

  test('rings secretaries together, each with where to ask before connecting', () => {
    const [dial] = partsOf(ringDocument(AT, call, [{ secretaryId: 'jana', number: '+498999998101' }, { secretaryId: 'tom', number: '+498999998102' }], 25));
    expect(dial).toMatchObject({
      name: 'Dial', attributes: { action: `${AT}/rung/call`, timeout: '25', answerOnBridge: 'true', callerId: '+493023125000' },
      parts: [{ name: 'Number', text: '+498999998101', attributes: { url: `${AT}/picked/call/jana`, statusCallback: `${AT}/status/call/jana` } }, { text: '+498999998102' }],
    });
  });

  test('keeps what a customer is called from being read as anything else', () => {
    const document = acceptDocument(AT, 'attempt', '<Dial>"A" & \'B\'\u0007</Dial>', 'EN');
    expect(document).not.toContain('<Dial>');
    expect(partsOf(document)[0]?.parts[0]?.text).toBe('A call for <Dial>"A" & \'B\'</Dial>. To take it, please press 1.');
  });

  test('leads to another number, or says that nobody is free, or ends the line', () => {
    expect(partsOf(fallbackDocument({ ...call, fallback: { kind: 'OVERFLOW', number: '+498999998199' } }, 'DE'))[0]).toMatchObject({ name: 'Dial', parts: [{ text: '+498999998199' }] });
    for (const fallback of [{ kind: 'ANNOUNCEMENT' }, { kind: 'VOICE_MESSAGE', seconds: 60 }] as const) expect(partsOf(fallbackDocument({ ...call, fallback }, 'DE')).map(({ name }) => name)).toEqual(['Say', 'Hangup']);
    expect(partsOf(fallbackDocument(call, 'DE')).map(({ name }) => name)).toEqual(['Hangup']);
    expect(partsOf(plainRingDocument([])).map(({ name }) => name)).toEqual(['Reject']);
  });
});
