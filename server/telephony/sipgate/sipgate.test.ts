import { createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { parse } from 'node:querystring';
import { describe, expect, test } from 'vitest';
import { dialAnswer, readSipgatePush, SIPGATE_KEY, sipgateSigned } from './sipgate.ts';

const read = (form: string) => readSipgatePush({ ...parse(form) });

describe('a push of sipgate.io', () => {
  const call = { callId: '123456', origCallId: '123456' };

  test.each([
    ['as they come', 'event=newCall&from=491713920001&to=493023125000&direction=in&callId=123456&origCallId=123456&user[]=Jana&user[]=Tom&userId[]=w0&userId[]=w1&fullUserId[]=1234567w0&fullUserId[]=1234567w1&xcid=abc'],
    ['percent-encoded', 'event=newCall&from=491713920001&to=493023125000&direction=in&callId=123456&origCallId=123456&user%5B%5D=Jana&user%5B%5D=Tom&userId%5B%5D=w0&userId%5B%5D=w1'],
  ])('with brackets %s tells of a new call, with numbers without a plus', (_how, form) => {
    expect(read(form)).toEqual({ event: 'newCall', ...call, from: '+491713920001', to: '+493023125000', diversion: null });
  });

  test.each([
    ['a withheld caller', 'event=newCall&from=anonymous&to=493023125000&direction=in&callId=123456', { event: 'newCall', ...call, from: 'anonymous', to: '+493023125000', diversion: null }],
    ['a call that was forwarded', 'event=newCall&from=491713920001&to=493023125000&direction=in&callId=123456&diversion=491713920080', { event: 'newCall', ...call, from: '+491713920001', to: '+493023125000', diversion: '+491713920080' }],
    ['a call that was transferred', 'event=newCall&from=491713920001&to=491713920080&direction=in&callId=21102015&origCallId=123456&diversion=493023125000', { event: 'newCall', callId: '21102015', origCallId: '123456', from: '+491713920001', to: '+491713920080', diversion: '+493023125000' }],
    ['who answered', 'event=answer&callId=123456&user=John+Doe&userId=w0&fullUserId=1234567w0&from=491713920001&to=493023125000&direction=in&answeringNumber=498999998101', { event: 'answer', ...call, answeringNumber: '+498999998101' }],
    ['an answer without a number', 'event=answer&callId=123456&user=voicemail&direction=in', { event: 'answer', ...call, answeringNumber: null }],
    ...['normalClearing', 'busy', 'cancel', 'noAnswer', 'congestion', 'notFound', 'forwarded'].map(cause => [`an end by ${cause}`, `event=hangup&cause=${cause}&callId=123456&from=491713920001&to=493023125000&direction=in&answeringNumber=498999998101`, { event: 'hangup', ...call, cause }] as const),
    ['an outgoing call', 'event=newCall&from=493023125000&to=491713920001&direction=out&callId=123456&user[]=Jana', null],
    ['the end of an outgoing call', 'event=hangup&cause=normalClearing&direction=out&callId=123456', null],
    ['a tone', 'event=dtmf&dtmf=1&callId=123456', null],
  ] as const)('tells of %s', (_what, form, told) => expect(read(form)).toEqual(told));

  test.each([['event', ''], ['event', 'event=ringing'], ['direction', 'event=newCall&direction=sideways'], ['callId', 'event=answer&direction=in'], ['to', 'event=newCall&callId=1'], ['from', 'event=newCall&callId=1&to=493023125000&from=1&from=2']])('is refused for its %s', (field, form) => {
    expect(() => read(form)).toThrow(expect.objectContaining({ extensions: { code: 'BAD_USER_INPUT', field } }));
  });
});

describe('the signature of sipgate', () => {
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = keys.publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const body = Buffer.from('event=newCall&user[]=J%C3%BCrgen');
  const signature = sign('sha256', body, keys.privateKey).toString('base64');

  test('fits the bytes as they came, and nothing else', () => {
    expect(sipgateSigned(key, body, signature)).toBe(true);
    expect(sipgateSigned(key, Buffer.from('event=newCall&user%5B%5D=J%C3%BCrgen'), signature)).toBe(false);
    for (const wrong of [undefined, '', 'nonsense', signature.slice(4)]) expect(sipgateSigned(key, body, wrong)).toBe(false);
  });

  test('is not one that anybody but sipgate can make', () => {
    expect(createPublicKey(SIPGATE_KEY).asymmetricKeyDetails?.modulusLength).toBe(4096);
    expect(sipgateSigned(SIPGATE_KEY, body, signature)).toBe(false);
  });
});

test('an answer rings up to five telephones, without the plus', () => {
  const numbers = [1, 2, 3, 4, 5, 6].map(n => `+49899999810${n}`);
  expect(dialAnswer('https://vorzimmer.example/a&b', numbers)).toBe(
    `<?xml version="1.0" encoding="UTF-8"?><Response onAnswer="https://vorzimmer.example/a&amp;b" onHangup="https://vorzimmer.example/a&amp;b"><Dial>${numbers.slice(0, 5).map(number => `<Number>${number.slice(1)}</Number>`).join('')}</Dial></Response>`,
  );
  expect(dialAnswer('https://vorzimmer.example/', [])).toBe('<?xml version="1.0" encoding="UTF-8"?><Response onAnswer="https://vorzimmer.example/" onHangup="https://vorzimmer.example/"/>');
});
