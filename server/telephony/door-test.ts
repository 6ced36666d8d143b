import { createHmac } from 'node:crypto';
import type { OpenDoor } from './door.service.ts';

/** A push that a supervisor's browser sends through a door to see it work. */
export interface TestPush {
  contentType: string;
  body: string;
  headers: { name: string; value: string }[];
  /** False where the provider alone can sign: then the door must refuse the push. */
  isAccepted: boolean;
}

const CALL_ID = 'vorzimmer-test';

/**
 * A well-formed push of the door's kind, signed as its telephone system would sign it, about something that is no call
 * from outside: the door reads it, and no desk rings. `url` is where it will be sent, which Twilio's signature covers.
 */
export function testPush(door: OpenDoor, url: string): TestPush {
  const form = (fields: Record<string, string>) => ({ contentType: 'application/x-www-form-urlencoded', body: new URLSearchParams(fields).toString() });
  switch (door.kind) {
    case 'GENERIC': {
      const push = { contentType: 'application/json', body: JSON.stringify({ event: 'dtmf', direction: 'in', callId: CALL_ID, dtmf: '1' }) };
      return { ...push, isAccepted: true, headers: door.hmacSecret === null ? [] : [{ name: 'X-Vorzimmer-Signature', value: hmac('sha256', door.hmacSecret, push.body, 'hex') }] };
    }
    case 'PLACETEL': {
      const push = form({ event: 'OutgoingCall', call_id: CALL_ID, from: '03023125000', to: '03023125001', direction: 'out' });
      return { ...push, isAccepted: true, headers: door.hmacSecret === null ? [] : [{ name: 'X-PLACETEL-SIGNATURE', value: hmac('sha256', door.hmacSecret, push.body, 'hex') }] };
    }
    case 'TWILIO': {
      const fields = { AccountSid: door.account ?? '', CallSid: CALL_ID, CallStatus: 'queued', Direction: 'outbound-api', From: '+493023125000', To: '+493023125001' };
      // Over the address and the fields in alphabetical order, which they are in.
      const signed = url + Object.entries(fields).flat().join('');
      return { ...form(fields), isAccepted: true, headers: [{ name: 'X-Twilio-Signature', value: hmac('sha1', door.apiSecret ?? door.hmacSecret ?? '', signed, 'base64') }] };
    }
    case 'SIPGATE':
      return { ...form({ event: 'dtmf', callId: CALL_ID, dtmf: '1' }), isAccepted: false, headers: [] };
  }
}

const hmac = (hash: 'sha1' | 'sha256', key: string, text: string, encoding: 'hex' | 'base64') => createHmac(hash, key).update(text).digest(encoding);
