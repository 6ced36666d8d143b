import type { Table } from '../ui/csv-table.ts';
import { emailsOf, isEmail } from '../ui/emails.ts';
import type { FileContact } from './file-contact.ts';

/** What a column can be taken for. */
export const COLUMN_USES = ['name', 'firstName', 'middleName', 'lastName', 'company', 'number', 'label', 'email', 'address', 'street', 'postcode', 'town', 'country', 'groups', 'remarks', 'vip', 'blocked', 'none'] as const;
export type ColumnUse = (typeof COLUMN_USES)[number];

/** Titles as Outlook, Google and this service write them, German and English; the first that fits counts. */
const TITLES: readonly [RegExp, ColumnUse][] = [
  [/^(phone|telefon)\s*\d+\s*-\s*(label|type|bezeichnung|typ)$|^(bezeichnung|label)\s*\d*$/, 'label'],
  [/(e-?mail|address|adresse).*(label|type|typ|bezeichnung|angezeigter name|display name)$/, 'none'],
  [/e-?mail/, 'email'],
  [/^(address|adresse|anschrift|postanschrift)$|formatted$/, 'address'],
  [/^(straße|strasse|street)( geschäftlich)?$|^business street$/, 'street'],
  [/^(plz|postleitzahl|zip|postal code)( geschäftlich)?$|^postleitzahl geschäftlich$|^business postal code$/, 'postcode'],
  [/^(ort|stadt|city)( geschäftlich)?$|^business city$/, 'town'],
  [/^(land|country)$|^(land\/region|land) geschäftlich$|^business country(\/region)?$/, 'country'],
  [/address|adresse|straße|strasse|street|postfach|\bort\b|city|country|land\b|website|webseite|url|birthday|geburtstag|yomi|phonetic|spouse|partner|photo|nickname|spitzname/, 'none'],
  [/assistent|assistant|sekret.r|secretary/, 'none'],
  [/fax|telex|pager|ttytdd|tty\/tdd/, 'none'],
  [/^(name|vollständiger name|full name|anzeigename|display name|ansprechpartner|kontakt|file as)$/, 'name'],
  [/^(vorname|first name|given name)$/, 'firstName'],
  [/^(weitere vornamen|zweiter vorname|middle name|additional name)$/, 'middleName'],
  [/^(nachname|familienname|last name|family name|surname)$/, 'lastName'],
  [/^(firma|unternehmen|organisation|company|company name|organization|organization name|organization 1 - name|organisation 1 - name)$/, 'company'],
  [/telefon|phone|mobil|handy|rufnummer|telefonnummer|durchwahl|^tel\b|\bcell\b|^nummer$|^number$|zentrale/, 'number'],
  [/^(kategorien|kategorie|categories|category|gruppen|gruppe|groups|group|group membership|labels)$/, 'groups'],
  [/^(notizen|notiz|notes|note|bemerkung|bemerkungen|hinweis|hinweise|remarks|comment|kommentar)$/, 'remarks'],
  [/^vip$/, 'vip'],
  [/^(gesperrt|sperrliste|blocked)$/, 'blocked'],
];

/** What each column most likely is. */
export const guessUses = (titles: readonly string[]): ColumnUse[] =>
  titles.map(title => TITLES.find(([pattern]) => pattern.test(title.trim().toLowerCase()))?.[1] ?? 'none');

const YES = /^(ja|j|yes|y|true|wahr|1|x)$/i;
// Google puts several values into one cell.
const SEVERAL = ' ::: ';

/** The contacts of a table, each column taken for what is said. */
export function contactsOfTable({ titles, rows }: Table, uses: readonly ColumnUse[]): FileContact[] {
  return rows.map((row, place) => {
    const all = (use: ColumnUse) => row.filter((cell, column) => uses[column] === use && cell.trim() !== '').map(cell => cell.trim());
    const parts = [...all('firstName'), ...all('middleName'), ...all('lastName')].join(' ');
    const company = all('company')[0] ?? '';
    const numbers: FileContact['numbers'] = [];
    for (const [column, cell] of row.entries()) {
      if (uses[column] !== 'number') continue;
      // Its label stands beside it: after it in ours, before it in Google's.
      const beside = [column - 1, column + 1].find(other => uses[other] === 'label' && belongsTogether(titles[other] ?? '', titles[column] ?? ''));
      for (const number of cell.split(SEVERAL)) if (number.trim() !== '') numbers.push({ number: number.trim(), label: labelOf(beside === undefined ? (titles[column] ?? '') : (row[beside] ?? ''), beside === undefined) });
    }
    return {
      // The row of titles is the first.
      place: place + 2,
      name: all('name')[0] ?? (parts || company),
      company,
      // A telefax machine calls nobody.
      numbers: numbers.filter(({ label }) => label !== 'Fax'),
      groups: [...new Set(all('groups').flatMap(cell => cell.split(/\s*(?::::|[;,])\s*/)).map(group => group.trim()).filter(group => group !== '' && !group.startsWith('*')))],
      emails: emailsIn(all('email')),
      address: all('address')[0]?.split(SEVERAL)[0] ?? [all('street')[0], [all('postcode')[0], all('town')[0]].filter(Boolean).join(' '), all('country')[0]].filter(Boolean).join('\n'),
      remarks: all('remarks').join('\n'),
      isVip: all('vip').some(cell => YES.test(cell)),
      isBlocked: all('blocked').some(cell => YES.test(cell)),
    };
  });
}

/** What reads like an e-mail address, each once; programs put other things into those columns as well. */
export const emailsIn = (cells: readonly string[]): string[] =>
  [...new Map(cells.flatMap(emailsOf).filter(isEmail).map(email => [email.toLowerCase(), email])).values()];

const numberIn = (title: string) => /\d+/.exec(title)?.[0] ?? '';
const belongsTogether = (label: string, number: string): boolean => numberIn(label) === numberIn(number);

/** What a telephone is, in the words of this book: Mobil, Büro, Privat. What says no more than that it is a telephone says nothing. */
export function labelOf(text: string, isTitle = false): string {
  const word = text.trim().replace(/^\*\s*/, '');
  // Before whose it is: the one in the office calls nobody either.
  if (/\bfax/i.test(word)) return 'Fax';
  if (/mobil|handy|cell/i.test(word)) return 'Mobil';
  if (/privat|home|zuhause/i.test(word)) return 'Privat';
  if (/geschäft|business|work|büro|arbeit|firma|company/i.test(word)) return 'Büro';
  if (/zentrale|\bmain\b|haupt/i.test(word)) return 'Zentrale';
  return isTitle || /^(voice|telefon|phone|other|andere|sonstige|pref)$/i.test(word) ? '' : word.slice(0, 40);
}
