import type { ContactInput, Contact_PartsFragment } from '../graphql/generated/graphql.ts';
import { formatNumber } from '../ui/phone-numbers.ts';
import { emailsOf, isEmail } from '../ui/emails.ts';

/** A contact as its form holds it; each number has a key of its own, so that a row keeps its place on the screen. */
export interface ContactValues {
  name: string;
  company: string;
  numbers: { key: string; number: string; label: string }[];
  groups: string[];
  /** One or several, with commas between them, as mail programs have them. */
  emails: string;
  address: string;
  isVip: boolean;
  isBlocked: boolean;
  hasOwnRule: boolean;
  alwaysPutThroughTo: string;
  remarks: string;
}

export const newNumberRow = (number = '', label = ''): ContactValues['numbers'][number] => ({ key: crypto.randomUUID(), number, label });

/** The empty form, or what is known of somebody who is not in the book yet. */
export const newContact = (known: { name?: string; company?: string; number?: string; isVip?: boolean; isBlocked?: boolean } = {}): ContactValues => ({
  name: known.name ?? '', company: known.company ?? '', numbers: [newNumberRow(known.number)], groups: [], emails: '', address: '', isVip: known.isVip ?? false, isBlocked: known.isBlocked ?? false, hasOwnRule: false, alwaysPutThroughTo: '', remarks: '',
});

/** The form of a stored contact. */
export const valuesOfContact = (contact: Contact_PartsFragment): ContactValues => ({
  name: contact.name,
  company: contact.company ?? '',
  numbers: contact.numbers.length > 0 ? contact.numbers.map((number, place) => newNumberRow(formatNumber(number), contact.numberLabels[place] ?? '')) : [newNumberRow()],
  groups: [...contact.groups],
  emails: contact.emails.join(', '),
  address: contact.address ?? '',
  isVip: contact.isVip,
  isBlocked: contact.isBlocked,
  hasOwnRule: Boolean(contact.alwaysPutThroughTo),
  alwaysPutThroughTo: contact.alwaysPutThroughTo ? formatNumber(contact.alwaysPutThroughTo) : '',
  remarks: contact.remarks ?? '',
});

/** What the API is given, and which field of the form each of its numbers came from. */
export function contactInput(values: ContactValues): { input: ContactInput; fieldOf: (path: string) => string } {
  const filled = values.numbers.map(({ number, label }, index) => ({ number: number.trim(), label: label.trim(), index })).filter(({ number }) => number !== '');
  return {
    input: {
      name: values.name.trim(),
      company: values.company.trim() || null,
      numbers: filled.map(({ number }) => number),
      numberLabels: filled.map(({ label }) => label || null),
      groups: values.groups,
      emails: emailsOf(values.emails),
      address: values.address.trim() || null,
      isVip: values.isVip,
      isBlocked: values.isBlocked,
      // A blocked contact is never put through, so that their own rule would only mislead.
      alwaysPutThroughTo: values.hasOwnRule && !values.isBlocked ? values.alwaysPutThroughTo.trim() || null : null,
      remarks: values.remarks.trim() || null,
    },
    fieldOf: path => path.replace(/^emails\.\d+$/, 'emails').replace(/^numbers\.(\d+).*$/, (_, place: string) => `numbers.${filled[Number(place)]?.index ?? 0}.number`),
  };
}

type ContactProblem = 'REQUIRED' | 'INVALID_NUMBER' | 'INVALID_EMAIL';

/** What is certainly wrong before the server is asked, as codes by field. */
export function checkContact(values: ContactValues): Record<string, ContactProblem> {
  const problems: Record<string, ContactProblem> = {};
  if (values.name.trim() === '') problems['name'] = 'REQUIRED';
  values.numbers.forEach(({ number }, index) => { if (number.trim() !== '' && !couldBeNumber(number)) problems[`numbers.${index}.number`] = 'INVALID_NUMBER'; });
  if (!emailsOf(values.emails).every(isEmail)) problems['emails'] = 'INVALID_EMAIL';
  if (values.hasOwnRule && !values.isBlocked) {
    if (values.alwaysPutThroughTo.trim() === '') problems['alwaysPutThroughTo'] = 'REQUIRED';
    else if (!couldBeNumber(values.alwaysPutThroughTo)) problems['alwaysPutThroughTo'] = 'INVALID_NUMBER';
  }
  return problems;
}

/** Whether it reads like a telephone number; whether it is one, the server knows. */
const couldBeNumber = (text: string): boolean => /^[+\d\s()/.–-]+$/.test(text.trim()) && text.replace(/\D/g, '').length >= 5;
