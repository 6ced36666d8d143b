import type { ContactRow } from '../contacts/contact.rows.ts';
import { vCard } from './vcard.ts';

/** The card of an entry of the address book; the same entry is the same card in every file. */
export const contactCard = ({ id, name, company, groups, remarks, emails, address, numbers, numberLabels }: ContactRow): string =>
  vCard({ uid: id, name, company, groups, emails, address, note: remarks, numbers: numbers.map((number, place) => ({ number, label: numberLabels[place] ?? null })) });
