import { emailsIn, labelOf } from './columns.ts';
import type { FileContact } from './file-contact.ts';

/**
 * The contacts of a file of vCards, of version 2.1, 3.0 or 4.0. A line that says nothing to us, or nothing at all, is left
 * out and its card is read all the same: what telephones and programs write is seldom without one.
 */
export function contactsOfVCards(text: string): FileContact[] {
  const contacts: FileContact[] = [];
  let card: Line[] | null = null;
  for (const line of unfolded(text)) {
    if (/^BEGIN:VCARD\s*$/i.test(line)) card = [];
    else if (/^END:VCARD\s*$/i.test(line)) {
      if (card) contacts.push(contactOf(card, contacts.length + 1));
      card = null;
    } else if (card) {
      const read = lineOf(line);
      if (read) card.push(read);
    }
  }
  return contacts;
}

interface Line { name: string; group: string; params: [name: string, value: string][]; value: string }

/** The lines as they were before they were folded: by a space in front, and in 2.1 by an equals sign at the end. */
function* unfolded(text: string): Generator<string> {
  let line: string | null = null;
  for (const part of text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)) {
    if (line !== null && /ENCODING=QUOTED-PRINTABLE|;QUOTED-PRINTABLE/i.test(line.slice(0, line.indexOf(':') + 1)) && line.endsWith('=')) line = line.slice(0, -1) + part.replace(/^[ \t]/, '');
    else if (line !== null && /^[ \t]/.test(part)) line += part.slice(1);
    else {
      if (line !== null) yield line;
      line = part;
    }
  }
  if (line !== null) yield line;
}

function lineOf(line: string): Line | null {
  // Between quotes, a parameter may have a colon.
  const [, group = '', name, params = '', raw] = /^(?:([\w-]+)\.)?([\w-]+)((?:;(?:[^":;]|"[^"]*")*)*):(.*)$/s.exec(line) ?? [];
  if (!name || raw === undefined) return null;
  const said = [...params.matchAll(/;((?:[^";]|"[^"]*")+)/g)].map(([, part = '']): [string, string] => {
    const at = part.indexOf('=');
    // Version 2.1 leaves out the names: TEL;CELL;VOICE.
    return at < 0 ? [/^(quoted-printable|base64|b|8bit|7bit)$/i.test(part) ? 'ENCODING' : 'TYPE', part] : [part.slice(0, at).toUpperCase(), part.slice(at + 1).replaceAll('"', '')];
  });
  const of = (wanted: string) => said.find(([key]) => key === wanted)?.[1];
  const value = /^quoted-printable$/i.test(of('ENCODING') ?? '') ? fromQuotedPrintable(raw, of('CHARSET') ?? 'utf-8') : raw;
  return { name: name.toUpperCase(), group: group.toUpperCase(), params: said, value };
}

function fromQuotedPrintable(text: string, charset: string): string {
  const bytes: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const hex = text[at] === '=' ? /^[0-9A-F]{2}/i.exec(text.slice(at + 1, at + 3))?.[0] : undefined;
    if (hex) { bytes.push(Number.parseInt(hex, 16)); at += 2; }
    else bytes.push(...new TextEncoder().encode(text[at]));
  }
  try {
    return new TextDecoder(charset).decode(new Uint8Array(bytes));
  } catch {
    // A character set that nobody knows.
    return new TextDecoder().decode(new Uint8Array(bytes));
  }
}

/** The values of a line, parted where the sign stands by itself. */
const parted = (value: string, sign: ';' | ','): string[] => value.split(sign === ';' ? /(?<!\\);/ : /(?<!\\),/).map(plain);
const plain = (value: string): string => value.replace(/\\([\\;,:nN])/g, (_, sign: string) => (sign.toLowerCase() === 'n' ? '\n' : sign)).trim();

function contactOf(lines: readonly Line[], place: number): FileContact {
  const first = (name: string) => lines.find(line => line.name === name && line.value.trim() !== '')?.value;
  const [family = '', given = '', middle = '', prefix = ''] = parted(first('N') ?? '', ';');
  const company = parted(first('ORG') ?? '', ';')[0] ?? '';
  // Apple names what is none of its own kinds in a line of the same group.
  const named = (group: string) => (group ? lines.find(line => line.name === 'X-ABLABEL' && line.group === group)?.value.replace(/^_\$!<(.*)>!\$_$/, '$1') : undefined);
  const numbers = lines.filter(({ name, value }) => name === 'TEL' && value.trim() !== '').map(({ group, params, value }) => {
    const types = params.filter(([name]) => name === 'TYPE').flatMap(([, type]) => type.split(','));
    const label = named(group) ?? ['cell', 'fax', 'home', 'work', 'main'].find(type => types.some(said => said.toLowerCase() === type)) ?? '';
    return { number: plain(value).replace(/^tel:/i, '').replace(/;.*$/, ''), label: labelOf(label) };
  });
  return {
    place,
    name: plain(first('FN') ?? '') || [prefix, given, middle, family].filter(Boolean).join(' ') || company,
    company,
    // A telefax machine calls nobody.
    numbers: numbers.filter(({ label }) => label !== 'Fax'),
    groups: [...new Set(lines.filter(({ name }) => name === 'CATEGORIES').flatMap(({ value }) => parted(value, ',')).filter(Boolean))],
    emails: emailsIn(lines.filter(({ name }) => name === 'EMAIL').map(({ value }) => plain(value).replace(/^mailto:/i, ''))),
    address: addressOf(lines),
    remarks: lines.filter(({ name }) => name === 'NOTE').map(({ value }) => plain(value)).filter(Boolean).join('\n'),
    isVip: false,
    isBlocked: false,
  };
}

/** The first address with something in it, in lines as German letters have them. */
function addressOf(lines: readonly Line[]): string {
  for (const { value } of lines.filter(({ name }) => name === 'ADR')) {
    const [box = '', further = '', street = '', town = '', , postcode = '', country = ''] = parted(value, ';');
    const address = [street, further, box, [postcode, town].filter(Boolean).join(' '), country].filter(Boolean).join('\n');
    if (address) return address;
  }
  return '';
}
