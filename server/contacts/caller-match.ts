import { isFixedLine } from '../numbers/phone-number.ts';

/** How the caller was found in the customer's address book. */
export type ContactMatch = 'NUMBER' | 'EXTENSION' | 'IDENTIFIED';

/** What about a contact decides, the strongest first. */
export type ContactStanding = 'BLOCKED' | 'ALWAYS_PUT_THROUGH' | 'VIP' | 'ORDINARY';

/** A contact of one customer as far as matching and deciding need it; numbers are E.164. */
export interface MatchableContact {
  id: string;
  name: string;
  numbers: readonly string[];
  isVip: boolean;
  isBlocked: boolean;
  alwaysPutThroughTo: string | null;
  createdAt: Date;
}

export interface ContactMatchResult {
  contact: MatchableContact;
  match: ContactMatch;
  standing: ContactStanding;
}

const STANDINGS: readonly ContactStanding[] = ['BLOCKED', 'ALWAYS_PUT_THROUGH', 'VIP', 'ORDINARY'];
const MATCHES: readonly ContactMatch[] = ['IDENTIFIED', 'NUMBER', 'EXTENSION'];

const SHORTEST_EXTENSION = 2;
const LONGEST_EXTENSION = 4;
const SHORTEST_STEM = '+49301234'.length;

/**
 * The contacts that the caller can be, the one that decides first; the one named by the secretary alone, as long as the book has it.
 *
 * A contact whose number is a switchboard's matches its extensions: the number ends in 0 and is a fixed line's, and the caller's number has two to four digits
 * in the place of that 0. A single digit is left out: of two numbers of the same length the neighbour is as likely a stranger.
 */
export function matchContacts(contacts: readonly MatchableContact[], callerNumber: string | null, identifiedContactId: string | null): ContactMatchResult[] {
  const identified = contacts.find((contact) => contact.id === identifiedContactId);
  if (identified) return [{ contact: identified, match: 'IDENTIFIED', standing: standingOf(identified) }];
  if (callerNumber === null) return [];

  const switchboards = switchboardsOf(callerNumber);
  const results: ContactMatchResult[] = [];
  for (const contact of contacts) {
    const match = contact.numbers.includes(callerNumber) ? 'NUMBER' : contact.numbers.some((number) => switchboards.includes(number)) ? 'EXTENSION' : null;
    if (match) results.push({ contact, match, standing: standingOf(contact) });
  }
  return results.sort(compareResults);
}

/** The numbers under which a contact that matches this caller can be stored: the caller's own and those of switchboards. */
export function numbersToLookUp(callerNumber: string): string[] {
  return [callerNumber, ...switchboardsOf(callerNumber)];
}

/** What about this contact decides. */
export function standingOf(contact: Pick<MatchableContact, 'isBlocked' | 'alwaysPutThroughTo' | 'isVip'>): ContactStanding {
  if (contact.isBlocked) return 'BLOCKED';
  if (contact.alwaysPutThroughTo !== null) return 'ALWAYS_PUT_THROUGH';
  return contact.isVip ? 'VIP' : 'ORDINARY';
}

// A mobile that ends in 0 is nobody's switchboard, and where all numbers have one length a shorter one is no fixed line.
function switchboardsOf(callerNumber: string): string[] {
  const switchboards: string[] = [];
  for (let digits = SHORTEST_EXTENSION; digits <= LONGEST_EXTENSION; digits += 1) {
    const stem = callerNumber.slice(0, -digits);
    if (stem.length >= SHORTEST_STEM && isFixedLine(`${stem}0`)) switchboards.push(`${stem}0`);
  }
  return switchboards;
}

function compareResults(a: ContactMatchResult, b: ContactMatchResult): number {
  return (
    STANDINGS.indexOf(a.standing) - STANDINGS.indexOf(b.standing) ||
    MATCHES.indexOf(a.match) - MATCHES.indexOf(b.match) ||
    a.contact.createdAt.getTime() - b.contact.createdAt.getTime() ||
    (a.contact.id < b.contact.id ? -1 : Number(a.contact.id > b.contact.id))
  );
}
