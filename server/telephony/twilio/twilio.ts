import { createHmac, timingSafeEqual } from 'node:crypto';
import type { AttemptOutcome } from '../../calls/call.entity.ts';
import { badInput } from '../../errors.ts';
import type { RingOutcome } from '../../calls/call.entity.ts';
import { fieldsOf } from '../webhook.ts';

/** What Twilio tells of a call of ours, as far as we need it. */
export interface TwilioTold {
  /** The call it is about: the caller's, or that of the telephone which was dialled. */
  callSid: string;
  status: string | null;
  isInbound: boolean;
  from: string | null;
  to: string | null;
  forwardedFrom: string | null;
  /** What came of the <Dial> whose action asks. */
  dialStatus: string | null;
  /** False where somebody picked up and was not connected. */
  wasBridged: boolean;
  digits: string | null;
  sipCode: number | null;
}

/** How old a push may be that says when it was sent. */
const OLDEST_MS = 3_600_000;

/** Reads a push of Twilio; throws BAD_USER_INPUT naming the field, also for one that was sent long ago. */
export function readTwilioPush(body: Record<string, unknown>, now: Date): TwilioTold {
  const { optional, required } = fieldsOf(body);
  const sentAt = optional('Timestamp');
  if (sentAt !== null && !(Math.abs(now.getTime() - Date.parse(sentAt)) <= OLDEST_MS)) throw badInput('Timestamp', 'Timestamp is not of the last hour.');
  const sipCode = Number(optional('SipResponseCode') ?? Number.NaN);
  return {
    callSid: required('CallSid'),
    status: optional('CallStatus'),
    isInbound: (optional('Direction') ?? 'inbound') === 'inbound',
    from: optional('From'),
    to: optional('To'),
    forwardedFrom: optional('ForwardedFrom'),
    dialStatus: optional('DialCallStatus'),
    wasBridged: optional('DialBridged') !== 'false',
    digits: optional('Digits'),
    sipCode: Number.isInteger(sipCode) ? sipCode : null,
  };
}

/** Our names for what Twilio calls otherwise. */
export const TWILIO_NAMES: Record<string, string> = { externalId: 'CallSid', calledNumber: 'To', callerNumber: 'From', reason: 'CallStatus' };

/** The causes, in the words of the push formats, with which the caller's own call ends; undefined while it goes on. */
export const CAUSES: Readonly<Record<string, string>> = {
  // We never let a call ring unanswered for ever: where it ends like that, the caller has given up.
  completed: 'normalClearing', 'no-answer': 'cancel', canceled: 'cancel', busy: 'busy', failed: 'congestion',
};

const DECLINED = new Set([603, 607, 608]);
const NOBODY_AT_IT = new Set([404, 410, 480, 484]);

/** Why a secretary's telephone was not picked up; null where it was, or where we let it go. */
export function ringOutcome({ status, sipCode }: Pick<TwilioTold, 'status' | 'sipCode'>): RingOutcome | null {
  if (sipCode !== null && DECLINED.has(sipCode)) return 'DECLINED';
  if (status === 'busy') return 'BUSY';
  if (status === 'no-answer') return sipCode !== null && NOBODY_AT_IT.has(sipCode) ? 'UNREACHABLE' : 'NO_ANSWER';
  return status === 'failed' ? 'UNREACHABLE' : null;
}

/** What came of a number that was dialled for the caller. Picked up is not answered: a mailbox does not press 1, and then nobody has. */
export function attemptOutcome(dialStatus: string | null): `${AttemptOutcome}` {
  switch (dialStatus) {
    case 'busy': return 'BUSY';
    case 'no-answer': case 'completed': case 'answered': return 'NO_ANSWER';
    case 'failed': return 'UNREACHABLE';
    case 'canceled': return 'CANCELLED';
    default: return 'FAILED';
  }
}

/** The address with its port told, and without, as Twilio signs either. */
function spellings(address: string): string[] {
  const url = new URL(address);
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  // Spelt by hand, as the rest of the address counts to the letter.
  const [, scheme = '', host = '', rest = ''] = /^(\w+:\/\/)([^/?#]*)(.*)$/s.exec(address) ?? [];
  const bare = host.replace(/:\d+$/, '');
  return [`${scheme}${bare}${rest}`, `${scheme}${bare}:${port}${rest}`];
}

/** Whether X-Twilio-Signature (base64, HMAC-SHA1 over the address and the sorted fields) was made with the Auth Token. */
export function twilioSigned(token: string, address: string, form: Record<string, unknown>, signature: string | undefined): boolean {
  const given = Buffer.from(signature ?? '', 'base64');
  const fields = Object.keys(form).sort().map(key => {
    const value = form[key];
    return Array.isArray(value) ? [...new Set(value as string[])].sort().map(one => key + one).join('') : key + String(value);
  }).join('');
  return spellings(address).some(spelling => {
    const expected = createHmac('sha1', token).update(spelling + fields).digest();
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}
