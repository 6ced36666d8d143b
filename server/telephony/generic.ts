import { createHmac, timingSafeEqual } from 'node:crypto';
import { GraphQLError } from 'graphql';
import { badInput } from '../errors.ts';
import { parsePushNumber } from '../numbers/phone-number.ts';
import type { TelephonyEvent } from './port.ts';

/**
 * Reads a push in the format of Zammad's generic CTI (newCall, answer, hangup; from, to, direction, callId, cause), which
 * connectors of many telephone systems speak. Null for what is understood and does not concern us: outgoing calls, and
 * events that the format has besides. Throws BAD_USER_INPUT naming the field.
 */
export function readGenericPush(body: Record<string, unknown>): TelephonyEvent | null {
  const text = (field: string): string | null => {
    const value = body[field];
    if (value === undefined || value === null || value === '') return null;
    if (typeof value !== 'string' && typeof value !== 'number') throw badInput(field, `${field} must be text.`);
    const string = String(value);
    if (string.includes('\0')) throw badInput(field, `${field} contains a NUL.`);
    if (string.length > 200) throw badInput(field, `${field} has more than 200 characters.`);
    return string;
  };
  const required = (field: string): string => {
    const value = text(field);
    if (value === null) throw badInput(field, `${field} is missing.`);
    return value;
  };
  const event = required('event');
  const direction = text('direction') ?? 'in';
  if (direction !== 'in' && direction !== 'out') throw badInput('direction', 'direction must be in or out.');
  switch (event) {
    case 'newCall': {
      const externalId = required('callId');
      const called = required('to');
      if (direction === 'out') return null;
      const caller = text('from') ?? text('caller');
      return { kind: 'INCOMING', externalId, calledNumber: parsePushNumber(called) ?? called, callerNumber: caller && (parsePushNumber(caller) ?? caller), at: null };
    }
    case 'answer': {
      const externalId = required('callId');
      return direction === 'out' ? null : { kind: 'ANSWERED', externalId };
    }
    case 'hangup': {
      const externalId = required('callId');
      return direction === 'out' ? null : { kind: 'ENDED', externalId, cause: text('cause') };
    }
    case 'dtmf':
      return null;
    default:
      throw badInput('event', 'event must be newCall, answer or hangup.');
  }
}

/** Our names for what the push calls otherwise, as errors mention them. */
const THEIR_NAMES: Record<string, string> = { externalId: 'callId', calledNumber: 'to', callerNumber: 'from', reason: 'cause' };

/** What was wrong with an event, in the words of the push; undefined for any other error. */
export function inTheirWords(error: unknown): { field: string; error: string } | undefined {
  if (!(error instanceof GraphQLError) || error.extensions['code'] !== 'BAD_USER_INPUT') return undefined;
  const ours = String(error.extensions['field']);
  const field = THEIR_NAMES[ours] ?? ours;
  return { field, error: error.message.replace(ours, field) };
}

/** Whether the hex HMAC-SHA256 over the raw body was made with the key. A prefix "sha256=" is common and allowed. */
export function signatureFits(key: string, rawBody: Buffer, signature: string | undefined): boolean {
  const expected = createHmac('sha256', key).update(rawBody).digest();
  const given = Buffer.from((signature ?? '').replace(/^sha256=/, ''), 'hex');
  return given.length === expected.length && timingSafeEqual(given, expected);
}
