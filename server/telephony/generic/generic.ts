import { createHmac, timingSafeEqual } from 'node:crypto';
import { badInput } from '../../errors.ts';
import { parsePushNumber } from '../../numbers/phone-number.ts';
import type { TelephonyEvent } from '../port.ts';
import { fieldsOf } from '../webhook.ts';

/**
 * Reads a push in the format of Zammad's generic CTI (newCall, answer, hangup; from, to, direction, callId, cause), which
 * connectors of many telephone systems speak; `diversion` as sipgate has it. Null for what is understood and does not
 * concern us: outgoing calls, and events that the format has besides. Throws BAD_USER_INPUT naming the field.
 */
export function readGenericPush(body: Record<string, unknown>): TelephonyEvent | null {
  const { optional, required } = fieldsOf(body);
  const event = required('event');
  const direction = optional('direction') ?? 'in';
  if (direction !== 'in' && direction !== 'out') throw badInput('direction', 'direction must be in or out.');
  switch (event) {
    case 'newCall': {
      const externalId = required('callId');
      const called = required('to');
      const caller = optional('from') ?? optional('caller');
      const diversion = optional('diversion');
      if (direction === 'out') return null;
      return {
        kind: 'INCOMING', externalId, calledNumber: parsePushNumber(called) ?? called, callerNumber: caller && (parsePushNumber(caller) ?? caller),
        ...(diversion && { divertedBy: parsePushNumber(diversion) }), at: null,
      };
    }
    case 'answer': {
      const externalId = required('callId');
      return direction === 'out' ? null : { kind: 'ANSWERED', externalId };
    }
    case 'hangup': {
      const externalId = required('callId');
      return direction === 'out' ? null : { kind: 'ENDED', externalId, cause: optional('cause') };
    }
    case 'dtmf':
      return null;
    default:
      throw badInput('event', 'event must be newCall, answer or hangup.');
  }
}

/** The number at which a call was answered, in E.164; null when it is none that can be dialled from outside. */
export function answeringNumberIn(body: Record<string, unknown>): string | null {
  const number = fieldsOf(body).optional('answeringNumber');
  return number && parsePushNumber(number);
}

/** Our names for what the push calls otherwise. */
export const GENERIC_NAMES: Record<string, string> = { externalId: 'callId', calledNumber: 'to', callerNumber: 'from', reason: 'cause' };

/** Whether the hex HMAC-SHA256 over the raw body was made with the key. A prefix "sha256=" is common and allowed. */
export function signatureFits(key: string, rawBody: Buffer, signature: string | undefined): boolean {
  const expected = createHmac('sha256', key).update(rawBody).digest();
  const given = Buffer.from((signature ?? '').replace(/^sha256=/, ''), 'hex');
  return given.length === expected.length && timingSafeEqual(given, expected);
}
