/** What forwards: a mobile, a telephone at a fixed line, or a switchboard of the customer's own. */
export type TelephoneKind = 'MOBILE' | 'FIXED' | 'SWITCHBOARD';

/** When a call is forwarded; CONDITIONAL: no answer, busy and not reachable at once. */
export type ForwardingCase = 'ALWAYS' | 'NO_ANSWER' | 'BUSY' | 'NOT_REACHABLE' | 'CONDITIONAL';

/** What is dialled to set a forwarding, to ask for it and to delete it. */
export interface ForwardingCodes {
  set: string;
  query: string;
  delete: string;
}

/** The cases that a kind of telephone knows, the ones that most people want first. */
export const CASES: Record<TelephoneKind, readonly ForwardingCase[]> = {
  MOBILE: ['CONDITIONAL', 'NO_ANSWER', 'BUSY', 'NOT_REACHABLE', 'ALWAYS'],
  FIXED: ['NO_ANSWER', 'BUSY', 'ALWAYS'],
  SWITCHBOARD: ['NO_ANSWER', 'BUSY', 'ALWAYS'],
};

const SERVICE: Record<ForwardingCase, string> = { ALWAYS: '21', NO_ANSWER: '61', BUSY: '67', NOT_REACHABLE: '62', CONDITIONAL: '004' };
const STEP = 5;
const LONGEST: Record<TelephoneKind, number> = { MOBILE: 30, FIXED: 60, SWITCHBOARD: 60 };

/** Deletes all forwardings of a mobile, those to its mailbox too. */
export const DELETE_ALL = '##002#';

/** Whether it is said how long it rings before a call is forwarded. */
export const hasDelay = (when: ForwardingCase): boolean => when === 'NO_ANSWER' || when === 'CONDITIONAL';

/** The delays that the network takes, in seconds. */
export const delaysOf = (kind: TelephoneKind): number[] => Array.from({ length: LONGEST[kind] / STEP }, (_, count) => (count + 1) * STEP);

/** The number as that telephone can dial it: fixed lines have no plus. */
export const dialledFrom = (kind: TelephoneKind, target: string): string => (kind === 'MOBILE' ? target : target.replace(/^\+/, '00'));

/** The main number of a block with an extension of it, or the number as it is. */
export const targetOf = (line: { number: string; isBlock: boolean }, extension: string): string => (line.isBlock ? `${line.number}${extension.replace(/\D/g, '') || '0'}` : line.number);

/**
 * What is dialled on a telephone to forward its calls to the target, in E.164. Mobiles after 3GPP TS 22.030, annex B; fixed lines as German
 * networks took it over from ISDN; `prefix` goes before each of them.
 */
export function codesOf(kind: TelephoneKind, when: ForwardingCase, target: string, seconds: number, prefix = ''): ForwardingCodes {
  const service = SERVICE[when];
  const number = dialledFrom(kind, target);
  const codes = kind === 'MOBILE'
    ? { set: `**${service}*${number}${hasDelay(when) ? `**${seconds}` : ''}#`, query: `*#${service}#`, delete: `##${service}#` }
    : { set: `*${service}*${number}${hasDelay(when) ? `*${seconds}` : ''}#`, query: `*#${service}#`, delete: `#${service}#` };
  return { set: prefix + codes.set, query: prefix + codes.query, delete: prefix + codes.delete };
}

/** What a FRITZ!Box has to be told before a code, so that it passes it on to the network. */
export const FRITZBOX_PREFIX = '*#';

/** A link that dials the code. In an address, # would begin a fragment. */
export const dialLink = (code: string): string => `tel:${code.replaceAll('*', '%2A').replaceAll('#', '%23')}`;
