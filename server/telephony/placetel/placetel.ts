import { badInput } from '../../errors.ts';
import { parsePhoneNumber } from '../../numbers/phone-number.ts';
import type { TelephonyEvent } from '../port.ts';
import { element, xmlDocument } from '../xml.ts';
import { fieldsOf } from '../webhook.ts';

/** How calls end at Placetel, in the words that the other push formats have for it. */
const CAUSES: Record<string, string> = {
  accepted: 'normalClearing', missed: 'noAnswer', voicemail: 'noAnswer', blocked: 'busy', busy: 'busy', canceled: 'cancel', unavailable: 'notFound', congestion: 'congestion',
};

/** What a push of Placetel tells, with the telephone that was picked up as Placetel names it. */
export interface PlacetelTold { events: TelephonyEvent[]; peer: string | null }

/**
 * Reads a push of Placetel's Call Control and Notify API, whose numbers are national. Nothing for outgoing calls. Throws
 * BAD_USER_INPUT naming the field.
 */
export function readPlacetelPush(body: Record<string, unknown>): PlacetelTold {
  const { optional, required } = fieldsOf(body);
  const event = required('event');
  const direction = optional('direction') ?? 'in';
  if (direction !== 'in' && direction !== 'out') throw badInput('direction', 'direction must be in or out.');
  if (!['IncomingCall', 'OutgoingCall', 'CallAccepted', 'HungUp'].includes(event)) throw badInput('event', 'event must be IncomingCall, OutgoingCall, CallAccepted or HungUp.');
  const externalId = required('call_id');
  const peer = optional('peer');
  if (event === 'OutgoingCall' || direction === 'out') return { events: [], peer };
  if (event === 'CallAccepted') return { events: [{ kind: 'ANSWERED', externalId }], peer };
  if (event === 'IncomingCall') {
    const [to, from] = [required('to'), optional('from')];
    return { events: [{ kind: 'INCOMING', externalId, calledNumber: parsePhoneNumber(to) ?? to, callerNumber: from && (parsePhoneNumber(from) ?? from), at: null }], peer };
  }
  const type = required('type');
  const ended: TelephonyEvent = { kind: 'ENDED', externalId, cause: CAUSES[type] ?? type };
  // That it was accepted is told by the end, too, when the word of it was lost.
  return { events: type === 'accepted' ? [{ kind: 'ANSWERED', externalId }, ended] : [ended], peer };
}

/** Our names for what Placetel calls otherwise. */
export const PLACETEL_NAMES: Record<string, string> = { externalId: 'call_id', calledNumber: 'to', callerNumber: 'from', reason: 'type' };

/** A number as Placetel writes it: as in Germany, or with 00 and the country. */
export const placetelNumber = (e164: string): string => (e164.startsWith('+49') ? `0${e164.slice(3)}` : `00${e164.slice(1)}`);

/** The answer that rings these telephones, in E.164, group after group and each for its seconds; Placetel's own mailbox stays off, as nobody would hear it here. */
export function forwardAnswer(groups: readonly { numbers: readonly string[]; ringSeconds: number }[]): string {
  const targets = groups.filter(({ numbers }) => numbers.length).map(({ numbers, ringSeconds }) =>
    element('Target', { ringtime: ringSeconds }, ...numbers.map(number => element('Number', {}, placetelNumber(number)))));
  return targets.length ? xmlDocument(element('Response', {}, element('Forward', { voicemail: false }, ...targets))) : EMPTY_ANSWER;
}

/** The answer to what Placetel shall handle as it always does. */
export const EMPTY_ANSWER = xmlDocument(element('Response'));

/** The answer to a call that shall not ring. */
export const BUSY_ANSWER = xmlDocument(element('Response', {}, element('Reject', { reason: 'busy' })));
