import ICAL from 'ical.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor, CustomerUserActor, Person, SecretaryActor } from '../identity/actor.ts';
import { type Desk, openDesk } from '../test/desk.ts';
import { openServer } from '../test/server.ts';

const CHECK = `query ($customerId: ID!, $contacts: [ContactInput!]!) { contactImportCheck(customerId: $customerId, contacts: $contacts) { problems { field code } matches { id name } isInBook } }`;
const IMPORT = `mutation ($customerId: ID!, $contacts: [ContactImportInput!]!) { importContacts(customerId: $customerId, contacts: $contacts) { __typename ... on ContactsImported { created merged } ... on ContactImportInvalid { problems { field code } } } }`;
const BOOK = `query ($id: ID!, $after: String, $group: String, $blockedOnly: Boolean) { customer(id: $id) { contactGroups { name size } contacts(first: 200, after: $after, group: $group, blockedOnly: $blockedOnly) {
  edges { node { id name company numbers numberLabels groups emails address remarks isVip isBlocked version } } pageInfo { hasNextPage endCursor } } } }`;

let desk: Desk;
let server: Awaited<ReturnType<typeof openServer>>;
let jana: SecretaryActor;
let leader: SecretaryActor;
let other: CustomerUserActor;
beforeAll(async () => {
  desk = await openDesk('2026-06-15T09:00:00Z');
  server = await openServer(desk);
  jana = await desk.secretary();
  leader = await desk.secretary({ isSupervisor: true });
  other = await desk.customerUser(await desk.customer());
});
afterAll(async () => {
  await server.close();
  await desk.close();
});

const newcomer = async () => desk.customerUser(await desk.customer());
const check = async (who: Actor | null, customerId: string, contacts: object[]) => desk.run(who, CHECK, { customerId, contacts });
const bring = async (who: Actor | null, customerId: string, contacts: object[]) => desk.run(who, IMPORT, { customerId, contacts });
const book = async (who: CustomerUserActor, over: object = {}) => (await desk.run(who, BOOK, { id: who.customerId, ...over })).data.customer;
const people = async (who: CustomerUserActor, over: object = {}) => (await book(who, over)).contacts.edges.map(({ node }: { node: object }) => node);

describe('before an import', () => {
  it('each contact is told what is wrong with it, and who it may be already; nothing is written', async () => {
    const weber = await newcomer();
    const anna = await desk.contact(weber.customerId, { name: 'Anna Schmidt', numbers: ['+493023125001', '+491713920012'] });
    const central = await desk.contact(weber.customerId, { name: 'Zentrale Maier', numbers: ['+493023125002'] });
    await desk.contact(other.customerId, { name: 'Otto Fremd', numbers: ['+493023125003'] });
    const { data } = await check(weber, weber.customerId, [
      { name: 'anna schmidt', numbers: ['030 / 23125-001'] }, { name: 'Anna Schmidt', numbers: ['0171 3920099'] }, { name: 'Karl Maier', numbers: ['+49 (0)30 23125002'] },
      { name: 'Otto Fremd', numbers: ['030 23125003'] }, { name: ' ', numbers: ['*100#', '110'] },
    ]);
    expect(data.contactImportCheck).toEqual([
      { problems: [], matches: [{ id: anna, name: 'Anna Schmidt' }], isInBook: true }, { problems: [], matches: [{ id: anna, name: 'Anna Schmidt' }], isInBook: false },
      { problems: [], matches: [{ id: central, name: 'Zentrale Maier' }], isInBook: false }, { problems: [], matches: [], isInBook: false },
      { problems: [{ field: 'name', code: 'REQUIRED' }, { field: 'numbers.0', code: 'INVALID_NUMBER' }, { field: 'numbers.1', code: 'INVALID_NUMBER' }], matches: [], isInBook: false },
    ]);
    expect(await people(weber)).toHaveLength(2);
  });
});

describe('an import', () => {
  it('enters contacts, and adds to others what they have not, without changing what somebody has entered', async () => {
    const weber = await newcomer();
    const anna = await desk.contact(weber.customerId, { name: 'Anna Schmidt', company: 'Schmidt GmbH', numbers: ['+493023125001'], isVip: true });
    const { data } = await bring(weber, weber.customerId, [
      { contact: { name: 'Bert Neu', company: 'Neu KG', numbers: ['0171 3920012', '030 23125009', '+491713920012'], numberLabels: ['Mobil', null], groups: ['Lieferanten', ' Lieferanten', 'Köln'], emails: ['bert@neu.example', ' bert@neu.example'], address: ' Weg 1\n10115 Berlin ', remarks: 'Ruft früh an.' } },
      { contact: { name: 'A. Schmidt', company: 'Anders AG', numbers: ['030 23125001', '0171 3920013'], numberLabels: ['Büro', 'Mobil'], groups: ['Köln'], emails: ['anna@schmidt.example'], address: 'Gasse 2\n50667 Köln', remarks: 'Kennt den Weg.' }, mergeInto: anna },
      { contact: { name: 'A. Schmidt', numbers: ['0171 3920014', '0171 3920013'], groups: ['Bonn'], emails: ['Anna@Schmidt.example', 'post@schmidt.example'], address: 'Anderswo 3' }, mergeInto: anna },
      { contact: { name: 'Gone Girl' }, mergeInto: crypto.randomUUID() },
    ]);
    expect(data.importContacts).toEqual({ __typename: 'ContactsImported', created: 2, merged: 2 });
    expect(await people(weber)).toEqual([
      { id: anna, name: 'Anna Schmidt', company: 'Schmidt GmbH', numbers: ['+493023125001', '+491713920013', '+491713920014'], numberLabels: [null, 'Mobil', null], groups: ['Köln', 'Bonn'], emails: ['anna@schmidt.example', 'post@schmidt.example'], address: 'Gasse 2\n50667 Köln', remarks: 'Kennt den Weg.', isVip: true, isBlocked: false, version: 3 },
      expect.objectContaining({ name: 'Bert Neu', company: 'Neu KG', numbers: ['+491713920012', '+493023125009'], numberLabels: ['Mobil', null], groups: ['Lieferanten', 'Köln'], emails: ['bert@neu.example'], address: 'Weg 1\n10115 Berlin', remarks: 'Ruft früh an.', version: 1 }),
      expect.objectContaining({ name: 'Gone Girl' }),
    ]);
    expect((await book(weber)).contactGroups).toEqual([{ name: 'Bonn', size: 1 }, { name: 'Köln', size: 2 }, { name: 'Lieferanten', size: 1 }]);
    expect((await people(weber, { group: 'Lieferanten' })).map(({ name }: { name: string }) => name)).toEqual(['Bert Neu']);
  });

  it('writes nothing when something is wrong with one of them', async () => {
    const weber = await newcomer();
    const { data } = await bring(weber, weber.customerId, [{ contact: { name: 'Bert Neu' } }, { contact: { name: 'x'.repeat(201), numbers: ['', 'abc'] } }]);
    expect(data.importContacts).toEqual({ __typename: 'ContactImportInvalid', problems: [{ field: 'contacts.1.name', code: 'TOO_LONG' }, { field: 'contacts.1.numbers.1', code: 'INVALID_NUMBER' }] });
    expect(await people(weber)).toEqual([]);
  });

  it('does not reach into the address book of another customer', async () => {
    const weber = await newcomer();
    const foreign = await desk.contact(other.customerId, { name: 'Otto Fremd', numbers: [] });
    await bring(weber, weber.customerId, [{ contact: { name: 'Otto', numbers: ['030 23125077'], remarks: 'Hinein' }, mergeInto: foreign }]);
    expect((await people(weber)).map(({ name }: { name: string }) => name)).toEqual(['Otto']);
    expect((await people(other)).find(({ id }: { id: string }) => id === foreign)).toMatchObject({ numbers: [], remarks: null, version: 1 });
  });

  it('is for people of the customer who write contacts, and a supervisor who acts for it', async () => {
    const weber = await newcomer();
    const reader = await desk.customerUser(weber.customerId, 'Rita Read', 'READ');
    for (const who of [other, reader, jana, leader] as Person[]) {
      expect((await bring(who, weber.customerId, [{ contact: { name: 'X' } }])).errors?.[0].extensions.code).toBe('FORBIDDEN');
    }
    expect((await check(other, weber.customerId, [{ name: 'X' }])).data.contactImportCheck).toBeNull();
    expect((await check(null, weber.customerId, [])).errors?.[0].extensions.code).toBe('UNAUTHENTICATED');
    expect((await bring(null, weber.customerId, [])).errors?.[0].extensions.code).toBe('UNAUTHENTICATED');
    expect((await bring({ ...leader, actsFor: [weber.customerId] }, weber.customerId, [{ contact: { name: 'X' } }])).data.importContacts.created).toBe(1);
    expect((await bring(weber, weber.customerId, Array.from({ length: 201 }, () => ({ contact: { name: 'X' } })))).errors?.[0].extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'contacts' });
  });

  it('tells who follows the events of each contact', async () => {
    const weber = await newcomer();
    const before = (await desk.sql.pool.query('select coalesce(max(seq), 0) as seq from event')).rows[0].seq;
    await bring(weber, weber.customerId, [{ contact: { name: 'A' } }, { contact: { name: 'B' } }]);
    const { rows } = await desk.sql.pool.query('select kind, customer_id from event where seq > $1', [before]);
    expect(rows).toEqual([{ kind: 'CONTACT_CHANGED', customer_id: weber.customerId }, { kind: 'CONTACT_CHANGED', customer_id: weber.customerId }]);
  });

  it('of ten thousand contacts takes seconds, and they are listed page by page', { timeout: 60_000 }, async () => {
    const weber = await newcomer();
    const rows = Array.from({ length: 10_000 }, (_, place) => ({ name: `Kontakt ${String(place).padStart(5, '0')}`, company: `Firma ${place % 400}`, numbers: [`+4917${String(60_000_000 + place)}`, `030 ${23_000_000 + place}`], groups: [`Gruppe ${place % 5}`] }));
    const begun = performance.now();
    for (let from = 0; from < rows.length; from += 200) {
      const some = rows.slice(from, from + 200);
      expect((await check(weber, weber.customerId, some)).data.contactImportCheck).toHaveLength(200);
      expect((await bring(weber, weber.customerId, some.map(contact => ({ contact })))).data.importContacts.created).toBe(200);
    }
    const seconds = (performance.now() - begun) / 1000;
    expect(seconds).toBeLessThan(40);
    const first = (await book(weber)).contacts;
    expect(first.edges).toHaveLength(200);
    expect(first.pageInfo.hasNextPage).toBe(true);
    expect((await book(weber, { after: first.pageInfo.endCursor })).contacts.edges[0].node.name).toBe('Kontakt 00200');

    const { body } = await fetchBook(weber, 'csv');
    expect(body.split('\r\n')).toHaveLength(10_002);
  });
});

const fetchBook = async (person: Person | null, format: string, customerId = (person as CustomerUserActor).customerId) =>
  server.fastify.inject({ url: `/exports/contacts.${format}?customer=${customerId}`, headers: person ? { cookie: await server.cookieOf(person) } : {} });

describe('the address book as a file', () => {
  it('is a table for Excel, with everything that can be read in again', async () => {
    const weber = await newcomer();
    await bring(weber, weber.customerId, [
      { contact: { name: '=Summe', company: 'Süß & Söhne', numbers: ['030 23125001', '+43 1 5880000'], numberLabels: ['Büro'], groups: ['A', 'B'], emails: ['a@x.example', 'b@x.example'], address: 'Weg 1, Hof\n10115 Berlin', remarks: 'Erst\nfragen', isVip: true } }, { contact: { name: 'Zoe', isBlocked: true } },
    ]);
    const { headers, body } = await fetchBook(weber, 'csv');
    expect(headers).toMatchObject({ 'x-records': '2', 'content-disposition': 'attachment; filename="kontakte-2026-06-15.csv"' });
    expect(body).toBe(`\uFEFFName;Firma;VIP;Gesperrt;Gruppen;Hinweis;E-Mail;Anschrift;Telefon 1;Bezeichnung 1;Telefon 2;Bezeichnung 2\r\n'=Summe;Süß & Söhne;ja;nein;"A, B";"Erst\nfragen";"a@x.example, b@x.example";"Weg 1, Hof\n10115 Berlin";030 23125001;Büro;+43 1 5880000;\r\nZoe;;nein;ja;;;;;;;;\r\n`);
    const cards = ICAL.parse((await fetchBook(weber, 'vcf')).body) as unknown[];
    expect(cards).toHaveLength(2);
    const card = new ICAL.Component(cards[0] as never);
    expect(card.getAllProperties('email').map(email => email.getFirstValue())).toEqual(['a@x.example', 'b@x.example']);
    expect(card.getFirstPropertyValue('adr')).toEqual(['', '', 'Weg 1, Hof\n10115 Berlin', '', '', '', '']);
  });

  it('is for people of the customer; for others there is nothing, and the log tells of it', async () => {
    const weber = await desk.customerUser(await desk.customer(), 'Rita Read', 'READ');
    for (const person of [null, other, jana, leader]) expect((await fetchBook(person, 'vcf', weber.customerId)).statusCode).toBe(404);
    expect((await fetchBook(weber, 'vcf')).statusCode).toBe(200);
    expect((await desk.sql.pool.query('select act, kind, actor_name from audit_entry where customer_id = $1', [weber.customerId])).rows).toEqual([{ act: 'exportContacts', kind: 'EXPORTED', actor_name: 'Rita Read' }]);
  });

  it('has a block list of its own', async () => {
    const weber = await newcomer();
    await bring(weber, weber.customerId, [{ contact: { name: 'Anna' } }, { contact: { name: 'Zoe', isBlocked: true } }]);
    expect((await people(weber, { blockedOnly: true })).map(({ name }: { name: string }) => name)).toEqual(['Zoe']);
  });
});
