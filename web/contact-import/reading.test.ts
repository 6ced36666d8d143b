import { expect, test } from 'vitest';
import { contactsOfTable, guessUses } from './columns.ts';
import { readTable } from '../ui/csv-table.ts';
import { fileText } from '../ui/file-text.ts';
import { contactsOfVCards } from './vcard-file.ts';

const latin = (text: string) => Uint8Array.from([...text].map(letter => letter.charCodeAt(0)));
const utf8 = (text: string) => new TextEncoder().encode(text);
const tableOf = (text: string) => { const table = readTable(text); return contactsOfTable(table, guessUses(table.titles)); };
const brief = ({ name, company, numbers, groups }: ReturnType<typeof tableOf>[number]) => ({ name, company, numbers: numbers.map(({ number, label }) => (label ? `${label} ${number}` : number)), groups });

test('reads umlauts however they were written', () => {
  expect(fileText(utf8('Jürgen Süß'))).toBe('Jürgen Süß');
  expect(fileText(latin('Jürgen Süß'))).toBe('Jürgen Süß');
  expect(fileText(Uint8Array.from([0xff, 0xfe, ...[...'Jü'].flatMap(letter => [letter.charCodeAt(0), 0])]))).toBe('Jü');
  // The beginning of an Excel workbook.
  expect(fileText(Uint8Array.from([0x50, 0x4b, 3, 4, 20, 0, 6, 0]))).toBe(null);
  // The euro sign and quotes, which are no Latin 1.
  expect(fileText(Uint8Array.from([0x80, 0x84, 0xfc]))).toBe('€„ü');
});

test('finds out what separates the cells, and takes quotes at their word', () => {
  expect(readTable('\uFEFFName;Firma\r\n"Maier; Karl";"Maier ""Süd"""\r\n\r\nLang;\n')).toEqual({ titles: ['Name', 'Firma'], rows: [['Maier; Karl', 'Maier "Süd"'], ['Lang', '']] });
  expect(readTable('"Last, First",Phone\n"Lang, Peter",030').rows).toEqual([['Lang, Peter', '030']]);
  expect(readTable('sep=|\nA|B\n1|2').rows).toEqual([['1', '2']]);
  expect(readTable("A\tB\n'+49 30 1\tzwei\nZeile").rows).toEqual([['+49 30 1', 'zwei'], ['Zeile', '']]);
  expect(readTable('')).toEqual({ titles: [], rows: [] });
});

test('understands what Outlook writes in German', () => {
  const [contact] = tableOf(fileText(latin('"Anrede","Vorname","Weitere Vornamen","Nachname","Suffix","Firma","Abteilung","Position","Straße geschäftlich","Ort geschäftlich","Fax geschäftlich","Telefon geschäftlich","Telefon privat","Mobiltelefon","Telefon Assistent","E-Mail-Adresse","Kategorien","Notizen"\r\n"Herr","Jürgen","","Süß","","Süß & Co.","","","Weg 1","Köln","0221 99","+49 (221) 47107-10","0221/471071","0171 3920012","0221 1","j@x.example","Lieferanten;Köln","Erst\r\nfragen"\r\n'))!);
  expect(brief(contact!)).toEqual({ name: 'Jürgen Süß', company: 'Süß & Co.', numbers: ['Büro +49 (221) 47107-10', 'Privat 0221/471071', 'Mobil 0171 3920012'], groups: ['Lieferanten', 'Köln'] });
  expect(contact!.remarks).toBe('Erst\r\nfragen');
  expect(contact).toMatchObject({ emails: ['j@x.example'], address: 'Weg 1\nKöln' });
});

test('understands what Google writes', () => {
  const rows = tableOf('First Name,Middle Name,Last Name,Phonetic First Name,Organization Name,Notes,Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Phone 2 - Label,Phone 2 - Value,Phone 3 - Label,Phone 3 - Value,Address 1 - Formatted,Address 1 - Street\nAnna,,Schmidt,,Schmidt GmbH,,Freunde ::: * myContacts,* Work,a@x.example ::: A@X.example,Mobile,+49 171 3920012 ::: +49 171 3920013,Work,030 23125001,Work Fax,030 23125099,"Weg 1\n10115 Berlin",Weg 1\n,,,,Nur Firma AG,,* myContacts,,,,,,,,,,\n');
  expect(rows[0]).toMatchObject({ emails: ['A@X.example'], address: 'Weg 1\n10115 Berlin' });
  expect(rows.map(brief)).toEqual([
    { name: 'Anna Schmidt', company: 'Schmidt GmbH', numbers: ['Mobil +49 171 3920012', 'Mobil +49 171 3920013', 'Büro 030 23125001'], groups: ['Freunde'] }, { name: 'Nur Firma AG', company: 'Nur Firma AG', numbers: [], groups: [] },
  ]);
});

test('reads in again what it has written', () => {
  const [contact] = tableOf('\uFEFFName;Firma;VIP;Gesperrt;Gruppen;Hinweis;E-Mail;Anschrift;Telefon 1;Bezeichnung 1;Telefon 2;Bezeichnung 2\r\n\'=Summe;Süß;ja;nein;"A, B";"Erst\nfragen";"a@x.example, b@x.example";"Weg 1\n10115 Berlin";030 23125001;Büro;+43 1 5880000;\r\n');
  expect(contact).toEqual({ place: 2, name: '=Summe', company: 'Süß', numbers: [{ number: '030 23125001', label: 'Büro' }, { number: '+43 1 5880000', label: '' }], groups: ['A', 'B'], emails: ['a@x.example', 'b@x.example'], address: 'Weg 1\n10115 Berlin', remarks: 'Erst\nfragen', isVip: true, isBlocked: false });
});

test('reads vCards 3.0 and 4.0 as telephones write them', () => {
  const cards = contactsOfVCards([
    'BEGIN:VCARD', 'VERSION:3.0', 'N:Schmidt;Anna;;Dr.;', 'FN:Dr. Anna Schmidt', 'ORG:Schmidt\\, Maier & Co.;Vertrieb', 'item1.TEL;type=pref:+49 171 3920012', 'item1.X-ABLabel:_$!<Mobile>!$_',
    'TEL;TYPE=WORK,VOICE:030 / 23125-001', 'item2.EMAIL;type=INTERNET;type=pref:anna@x.example', 'EMAIL;TYPE=HOME:keine', 'item3.ADR;type=HOME:;;Weg 1\\, Hof;Berlin;;10115;Deutschland', 'TEL;TYPE="work,fax":030 99', 'NOTE:Erste Zeile\\nzweite\\; Zeile mit viel Text, die', '  umgebrochen ist', 'CATEGORIES:Kunden,A\\,B', 'PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ', ' SkZJRg==', 'das ist keine Zeile', 'END:VCARD',
    'BEGIN:VCARD', 'VERSION:4.0', 'FN:Nur Name', 'TEL;VALUE=uri;TYPE="voice,home":tel:+49-30-23125002;ext=1', 'END:VCARD', 'BEGIN:VCARD', 'VERSION:3.0', 'FN:Abgeschnitten',
  ].join('\r\n'));
  expect(cards.map(brief)).toEqual([
    { name: 'Dr. Anna Schmidt', company: 'Schmidt, Maier & Co.', numbers: ['Mobil +49 171 3920012', 'Büro 030 / 23125-001'], groups: ['Kunden', 'A,B'] }, { name: 'Nur Name', company: '', numbers: ['Privat +49-30-23125002'], groups: [] },
  ]);
  expect(cards[0]).toMatchObject({ emails: ['anna@x.example'], address: 'Weg 1, Hof\n10115 Berlin\nDeutschland' });
  expect(cards[0]!.remarks).toBe('Erste Zeile\nzweite; Zeile mit viel Text, die umgebrochen ist');
});

test('reads vCards 2.1, with what was quoted in them', () => {
  const [contact] = contactsOfVCards('BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:S=C3=BC=C3=9F;J=C3=BCrgen\r\nORG;CHARSET=ISO-8859-1;QUOTED-PRINTABLE:B=E4ckerei=\r\n S=FC=DF\r\nTEL;CELL;VOICE:0171 3920012\r\nTEL;WORK:030 23125001\r\nEND:VCARD\r\n');
  expect(brief(contact!)).toEqual({ name: 'Jürgen Süß', company: 'BäckereiSüß', numbers: ['Mobil 0171 3920012', 'Büro 030 23125001'], groups: [] });
});

test('is done with a large file in a moment', () => {
  const rows = Array.from({ length: 20_000 }, (_, place) => `"Name ${place}";"Firma ${place}";030 ${23_000_000 + place}`).join('\n');
  const begun = performance.now();
  expect(tableOf(`Name;Firma;Telefon\n${rows}`)).toHaveLength(20_000);
  expect(contactsOfVCards(Array.from({ length: 20_000 }, (_, place) => `BEGIN:VCARD\nFN:Name ${place}\nTEL:030 ${place}\nEND:VCARD`).join('\n'))).toHaveLength(20_000);
  expect(performance.now() - begun).toBeLessThan(5_000);
});
