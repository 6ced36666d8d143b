import { createVerify } from 'node:crypto';
import { badInput } from '../../errors.ts';
import { parsePushNumber } from '../../numbers/phone-number.ts';
import { element, type Xml, xmlDocument } from '../xml.ts';
import { fieldsOf } from '../webhook.ts';

/** The public key with which what sipgate signs is checked, as sipgate publishes it in sipgate-io/sipgateio-node, lib/webhook/signatureVerifier.ts. */
export const SIPGATE_KEY = `-----BEGIN PUBLIC KEY-----
MIICIjANBgkqhkiG9w0BAQEFAAOCAg8AMIICCgKCAgEAvFdlnqRfO5TmqzjtsFVC
qPz+oW+poi3lXQFvMJJMEAtlU4MbX+yuIkgnC+Qt3AQWIK+oWSEQiybg+p39wEMl
16PZxEzf9gONQvTg1XhyHnwqYUFQj/AoxPKGYC3jmdjZ224SrESiTN3CdxoOc3vk
cXiQstYE7SxnksPtzfk0aIOkicim5/tAP9izNQ18/zmX3ChjK2k72gf5dDlq+qZ8
pRiHAPZ64TySH6cLQDhaoh6Nbq8FEG3usXXPClbUMh2DZaTMPafpd+LNuTngJ/y+
KoZasVuFfXAeBqGA6l5d4Uedfr99Z6qjwDrJ8sU4z2Do9bJrbuqP+mOXEebhSI1K
vi8trEfrIt8hnDBGsBaB9NEO3kYxvDT2/PhC9fNYFocjEpZNd7/mUqTJDYlpa4UC
NDQaU+ATdXG8/P5sGAegks6MQTu+qe9XTO0CV48eswDkz6g3UbLOwmrJK59SjD3J
yAZ52sluwyDKRWw/PPTt8BTQLjvkdbiLUlc4ehJ4b1X7D7diYWHDPeFL47cAvaXh
dXVrZDeBJYibvD1jRx4ES0KlfhwzNXBYUoM/Movg9zMM2PzyHHKS//xIjwUC/FJ6
/6eykno0Hy2B1ev6s3hdY6VkN2zd7Wf+EK4DxRliwsg1U99szFE3ewLfexF+Uag5
M+TfPtOUumI/NHMTvsRW9+ECAwEAAQ==
-----END PUBLIC KEY-----`;

/** Whether X-Sipgate-Signature (base64, RSA-SHA256 over the raw body) was made with the key's private half. */
export const sipgateSigned = (key: string, raw: Buffer, signature: string | undefined): boolean =>
  signature !== undefined && createVerify('RSA-SHA256').update(raw).verify(key, signature, 'base64');

/** What sipgate tells of a call that comes in. A call that is transferred goes on under a new id, with that of the first as `origCallId`. */
export type SipgateEvent = { callId: string; origCallId: string } & (
  | { event: 'newCall'; from: string | null; to: string; diversion: string | null }
  | { event: 'answer'; answeringNumber: string | null }
  | { event: 'hangup'; cause: string | null }
);

/** Reads a push of sipgate.io; null for outgoing calls and tones. Throws BAD_USER_INPUT naming the field. */
export function readSipgatePush(body: Record<string, unknown>): SipgateEvent | null {
  const { optional, required } = fieldsOf(body);
  const event = required('event');
  if (event === 'dtmf') return null;
  if (event !== 'newCall' && event !== 'answer' && event !== 'hangup') throw badInput('event', 'event must be newCall, answer, hangup or dtmf.');
  const direction = optional('direction') ?? 'in';
  if (direction !== 'in' && direction !== 'out') throw badInput('direction', 'direction must be in or out.');
  const callId = required('callId');
  const call = { callId, origCallId: optional('origCallId') ?? callId };
  if (direction === 'out') return null;
  // A number is E.164 without its plus, and without it would be read as a German one.
  const number = (field: string) => {
    const text = optional(field);
    return text && (parsePushNumber(text) ?? text);
  };
  switch (event) {
    case 'newCall':
      return { event, ...call, from: number('from'), to: parsePushNumber(required('to')) ?? required('to'), diversion: number('diversion') };
    case 'answer':
      return { event, ...call, answeringNumber: number('answeringNumber') };
    case 'hangup':
      return { event, ...call, cause: optional('cause') };
  }
}

/** Our names for what sipgate calls otherwise. */
export const SIPGATE_NAMES: Record<string, string> = { externalId: 'callId', calledNumber: 'to', callerNumber: 'from', reason: 'cause' };

const withoutPlus = (e164: string) => e164.slice(1);

/** As many as one <Dial> rings. */
export const MOST_DIALLED = 5;

/** The answer that rings these telephones, in E.164, and has us told of the rest of the call; with none the line goes where it goes at sipgate. */
export function dialAnswer(url: string, numbers: readonly string[]): string {
  const dial: Xml[] = numbers.length ? [element('Dial', {}, ...numbers.slice(0, MOST_DIALLED).map(number => element('Number', {}, withoutPlus(number))))] : [];
  return xmlDocument(element('Response', { onAnswer: url, onHangup: url }, ...dial));
}

/** The answer to what we do not need to hear more of. */
export const EMPTY_ANSWER = xmlDocument(element('Response'));

/** The answer to a call that shall not ring. */
export const BUSY_ANSWER = xmlDocument(element('Response', {}, element('Reject', { reason: 'busy' })));
