import type { ContactInput } from '../graphql/generated/graphql.ts';
import { formatNumber } from '../ui/phone-numbers.ts';
import type { FileContact } from './file-contact.ts';

/** What the service says of a contact of the file. */
export interface Checked {
  problems: readonly { field: string; code: string }[];
  matches: readonly { id: string; name: string; company?: string | null }[];
  isInBook: boolean;
}

/** How a contact of the file stands: nobody knows it, it may be somebody who is known, it is somebody who is known, or it cannot be entered. */
export type Standing = 'NEW' | 'DUPLICATE' | 'IN_BOOK' | 'FAULTY';
/** What is to become of it. */
export type Choice = 'CREATE' | 'MERGE' | 'SKIP';

/** A contact of the file with all that is known about it. */
export interface PlannedContact extends FileContact {
  standing: Standing;
  matches: Checked['matches'];
  /** The earlier contact of the same file that it repeats; null when it repeats none. */
  twinOf: number | null;
  /** What is wrong with it, by field; a number that is none does not keep the others out. */
  problems: readonly { field: string; code: string }[];
  /** Numbers that are none, and are left out. */
  leftOut: readonly string[];
}

const MOST = { numbers: 30, groups: 20, group: 60, label: 40, emails: 10, address: 500 };

/** The contact as the service is told of it. */
export function inputOf(contact: FileContact, group = ''): ContactInput {
  const numbers = contact.numbers.slice(0, MOST.numbers);
  return {
    name: contact.name, company: contact.company || null, remarks: contact.remarks || null, isVip: contact.isVip, isBlocked: contact.isBlocked,
    emails: contact.emails.slice(0, MOST.emails), address: contact.address.slice(0, MOST.address) || null,
    numbers: numbers.map(({ number }) => number), numberLabels: numbers.map(({ label }) => label.slice(0, MOST.label) || null),
    groups: [...new Set([...(group ? [group] : []), ...contact.groups])].map(name => name.slice(0, MOST.group)).slice(0, MOST.groups),
  };
}

/** The contacts of the file with what the service says of them, in the same order. */
export function planOf(contacts: readonly FileContact[], checked: readonly Checked[]): PlannedContact[] {
  const byName = new Map<string, { place: number; numbers: Set<string> }[]>();
  return contacts.map((contact, at) => {
    const { problems, matches, isInBook } = checked[at]!;
    const wrongNumbers = new Set(problems.flatMap(({ field }) => /^numbers\.(\d+)$/.exec(field)?.[1] ?? []).map(Number));
    const leftOut = contact.numbers.filter((_, place) => wrongNumbers.has(place)).map(({ number }) => number);
    const kept = { ...contact, numbers: contact.numbers.filter((_, place) => !wrongNumbers.has(place)) };
    const others = problems.filter(({ field }) => !/^numbers\.\d+$/.test(field));
    const numbers = new Set(kept.numbers.map(({ number }) => formatNumber(number)));
    const namesakes = byName.get(contact.name.toLowerCase()) ?? [];
    // Two of one name without a number in common can be two people.
    const twin = namesakes.find(other => (numbers.size === 0 && other.numbers.size === 0) || [...numbers].some(number => other.numbers.has(number)));
    if (!twin && others.length === 0) byName.set(contact.name.toLowerCase(), [...namesakes, { place: contact.place, numbers }]);
    const standing: Standing = others.length > 0 ? 'FAULTY' : isInBook ? 'IN_BOOK' : matches.length > 0 || twin ? 'DUPLICATE' : 'NEW';
    return { ...kept, standing, matches, twinOf: twin?.place ?? null, problems: others, leftOut };
  });
}

/** What becomes of a contact of which nobody has said anything: what may be there already is left as it is. */
export const usualChoice = ({ standing }: PlannedContact): Choice => (standing === 'NEW' ? 'CREATE' : 'SKIP');

/** What can be chosen for it. One that repeats another of the file alone has nobody in the book to be added to. */
export const choicesFor = ({ standing, matches }: PlannedContact): Choice[] => (standing === 'FAULTY' ? ['SKIP'] : matches.length > 0 ? ['SKIP', 'MERGE', 'CREATE'] : ['SKIP', 'CREATE']);

/** In one act go at most so many contacts, and so much text: a request may have 64 kB. */
const BATCH = { contacts: 200, bytes: 40_000 };

/** The items in portions that one act takes, in their order. */
export function batchesOf<Item>(items: readonly Item[]): Item[][] {
  const batches: Item[][] = [];
  const encoder = new TextEncoder();
  let bytes = 0;
  for (const item of items) {
    const size = encoder.encode(JSON.stringify(item)).length + 1;
    const last = batches.at(-1);
    if (last && last.length < BATCH.contacts && bytes + size <= BATCH.bytes) {
      last.push(item);
      bytes += size;
    } else {
      batches.push([item]);
      bytes = size;
    }
  }
  return batches;
}
