import { contentLine, textValue } from './content-lines.ts';

/** Who a card is about. */
export interface Card {
  uid: string;
  name: string | null;
  company: string | null;
  numbers: readonly { number: string; label: string | null }[];
  groups?: readonly string[];
  emails?: readonly string[];
  /** Where letters go, in lines. */
  address?: string | null;
  note?: string | null;
  changedAt?: Date;
}

/** What people call a telephone, in the words that address books know. */
const TYPES: readonly [RegExp, string][] = [[/fax/i, 'FAX'], [/mobil|handy|cell/i, 'CELL,VOICE'], [/privat|zuhause|home/i, 'HOME,VOICE'], [/büro|arbeit|geschäft|praxis|zentrale|durchwahl|work|office/i, 'WORK,VOICE']];
const typeOf = (label: string | null): string => TYPES.find(([words]) => words.test(label ?? ''))?.[1] ?? 'VOICE';

/**
 * A card in version 3.0: of the versions there are it is the one that iOS, Android, Outlook and Google all take. Android
 * reads 4.0 in parts and Outlook not at all.
 */
export function vCard({ uid, name, company, numbers, groups = [], emails = [], address = null, note = null, changedAt }: Card): string {
  const isCompany = name === null;
  // The name that is sorted by is the last word, as people write names here.
  const [, given = '', family = ''] = /^(?:(.*)\s)?(\S+)$/su.exec(name?.trim() ?? '') ?? [];
  return [
    contentLine('BEGIN', 'VCARD'),
    contentLine('VERSION', '3.0'),
    contentLine('UID', uid),
    contentLine('FN', textValue(name ?? company ?? numbers[0]?.number ?? '')),
    contentLine('N', `${textValue(family)};${textValue(given ?? '')};;;`),
    ...(company === null ? [] : [contentLine('ORG', textValue(company))]),
    // So that iOS lists it by the company.
    ...(isCompany && company !== null ? [contentLine('X-ABShowAs', 'COMPANY')] : []),
    ...numbers.map(({ number, label }) => contentLine(`TEL;TYPE=${typeOf(label)}`, number)),
    ...emails.map(email => contentLine('EMAIL;TYPE=INTERNET', textValue(email))),
    // As it is written, in the place of the street, whose lines all programs show: which of them is the town is not known.
    ...(address ? [contentLine('ADR', `;;${textValue(address)};;;;`)] : []),
    ...(groups.length ? [contentLine('CATEGORIES', groups.map(textValue).join(','))] : []),
    ...(note ? [contentLine('NOTE', textValue(note))] : []),
    ...(changedAt ? [contentLine('REV', changedAt.toISOString().replace(/[-:]|\.\d+/g, ''))] : []),
    contentLine('END', 'VCARD'),
  ].join('');
}
