import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase, openMaintenance } from '../database/open.ts';
import type { OpenSql } from '../database/sql.ts';
import type { CustomerUserActor } from '../identity/actor.ts';
import { type MailContent, renderMail } from '../mail/render.ts';
import { type PostGround, sendDueMail } from '../mail/sending.ts';
import { announceStatement } from '../statement/announcement.ts';
import { type Desk, openDesk } from '../test/desk.ts';
import type { House } from './house.ts';
import { runRetention } from './jobs.ts';

const fail = (error: Error) => { throw error; };
const NOON = 'T10:00:00Z';
let desk: Desk;
let second: Awaited<ReturnType<typeof openDatabase>>;
let maintenance: OpenSql;
let houses: House[];
beforeAll(async () => {
  desk = await openDesk(`2026-06-01${NOON}`);
  second = await openDatabase(desk.address, fail);
  maintenance = openMaintenance(desk.address, fail);
  houses = [desk.sql, second.sql].map(sql => ({ sql, secrets: desk.ground.secrets, maintenance }));
});
afterAll(async () => {
  await maintenance.close();
  await second.close();
  await desk.close();
});
afterEach(async () => {
  await desk.sql.pool.query('delete from mail');
  await desk.sql.pool.query('delete from customer');
  desk.at(`2026-06-01${NOON}`);
});

/** A day in the life of two processes: each lets the jobs run, and one again. */
async function day(date: string): Promise<void> {
  desk.at(`${date}${NOON}`);
  await Promise.all(houses.map(house => runRetention(house, desk.now(), desk.ground.log)));
  await runRetention(houses[0]!, desk.now(), desk.ground.log);
}
interface Written { to: string; subject: string; text: string }
/** What was written, in the order of the names. */
async function written(): Promise<Written[]> {
  const { rows } = await desk.sql.pool.query<MailContent & { id: string; to_name: string; to_address: string; details: Buffer }>('select * from mail order by to_address, created_at');
  return rows.map(({ id, to_name: toName, to_address: to, ...mail }) => ({ to, ...renderMail({ ...mail, toName, details: JSON.parse(desk.ground.secrets.open('mail.details', id, mail.details as Buffer)) as MailContent['details'] }, 'https://desk.example.com') }));
}
const forget = () => desk.sql.pool.query('delete from mail');

/** Somebody of a customer whose contract ends, and a colleague who does not decide. */
async function ending(lastDay: string | null, language: 'DE' | 'EN' = 'DE'): Promise<{ manager: CustomerUserActor; addresses: { manager: string; reader: string } }> {
  const customerId = await desk.customer({ language });
  const manager = await desk.customerUser(customerId, 'Änne Weber');
  const reader = await desk.customerUser(customerId, 'Rita Reichel', 'READ');
  await desk.sql.pool.query(`update customer set contract_started_on = '2020-01-01', contract_ended_on = $2 where id = $1`, [customerId, lastDay]);
  const addressOf = async ({ accountId }: CustomerUserActor) => (await desk.sql.pool.query<{ email: string }>('select email from account where id = $1', [accountId])).rows[0]!.email;
  return { manager, addresses: { manager: await addressOf(manager), reader: await addressOf(reader) } };
}
const END = 'query ($id: ID!) { contractEnd(customerId: $id) { lastDay isOver answer erasedOn viewerCanDecide } }';
const act = (name: string) => `mutation ($id: ID!) { ${name}(customerId: $id) { __typename ... on ContractEnd { answer erasedOn } ${name === 'declineBasicFunctions' ? '... on ContractOver { lastDay }' : ''} } }`;

describe('the mails about the end of a contract', () => {
  it('go to those who decide, once, ask what is to happen, and remind them a week before', async () => {
    const { addresses } = await ending('2026-06-20');
    await day('2026-06-02');
    const [asked, ...others] = await written();
    expect(others).toEqual([]);
    expect(asked).toMatchObject({ to: addresses.manager, subject: 'Ihr Vertrag endet: Was soll mit Ihren Daten geschehen?' });
    expect(asked!.text).toContain('Guten Tag Änne Weber,\n\nIhr Vertrag mit uns endet am 20. Juni 2026.');
    expect(asked!.text).toContain('Am 17. Juli 2026 löschen wir alles');
    expect(asked!.text).toContain('https://desk.example.com/portal/privacy');
    await forget();
    for (const date of ['2026-06-21', '2026-07-09']) await day(date);
    expect(await written()).toEqual([]);
    for (const date of ['2026-07-10', '2026-07-11']) await day(date);
    expect(await written()).toMatchObject([{ to: addresses.manager, subject: 'In einer Woche werden Ihre Daten gelöscht', text: expect.stringContaining('Am 17. Juli 2026 löschen wir') }]);
  });

  it('are in English for customers who are written to in English', async () => {
    await ending('2026-06-20', 'EN');
    await day('2026-06-02');
    expect((await written()).map(({ text }) => text)).toEqual([expect.stringContaining('Dear Änne Weber,\n\nYour contract with us ends on 20 June 2026.')]);
  });

  it('ask about an end that was noted afterwards as one that is past, with a week to answer, and remind nobody on the same day', async () => {
    await ending('2026-01-31');
    for (const date of ['2026-06-02', '2026-06-03']) await day(date);
    expect(await written()).toMatchObject([{ text: expect.stringMatching(/endete am 31\. Januar 2026[^]*Am 9\. Juni 2026 löschen wir/) }]);
  });

  it('remind nobody who keeps the basic functions', async () => {
    const { manager } = await ending('2026-06-20');
    await day('2026-06-02');
    expect((await desk.run(manager, act('keepBasicFunctions'), { id: manager.customerId })).data.keepBasicFunctions).toMatchObject({ answer: 'KEEP', erasedOn: null });
    await forget();
    for (const date of ['2026-07-10', '2026-07-17', '2026-08-01']) await day(date);
    expect(await written()).toEqual([]);
  });

  it('say that everything is deleted, to every address that goes, without a word about anybody, and leave nothing behind', async () => {
    const { manager, addresses } = await ending('2026-06-20');
    for (const date of ['2026-06-02', '2026-06-21', '2026-07-10']) await day(date);
    await forget();
    await day('2026-07-17');
    const mails = await written();
    expect(mails.map(({ to }) => to)).toEqual([addresses.manager, addresses.reader].toSorted());
    for (const { subject, text } of mails) {
      expect(subject).toBe('Ihre Daten sind gelöscht');
      expect(text).toMatch(/^Guten Tag,\n\nnach dem Ende des Vertrags haben wir alles gelöscht/);
      expect(text).not.toMatch(/Weber|Praxis|K-/);
    }
    expect((await desk.sql.pool.query('select from customer where id = $1', [manager.customerId])).rowCount).toBe(0);
    const letters: string[] = [];
    const post: PostGround = {
      sql: desk.sql, secrets: desk.ground.secrets, now: desk.now, log: desk.ground.log, siteUrl: () => 'https://desk.example.com',
      carrier: { send: ({ toAddress }) => { letters.push(toAddress); return Promise.resolve(toAddress === addresses.reader ? { problem: 'the server answered 550', isFinal: true, isDown: false } : 'SENT'); }, close: () => undefined },
    };
    await sendDueMail(post);
    expect(letters).toHaveLength(2);
    expect((await desk.sql.pool.query('select from mail')).rowCount).toBe(0);
  });

  it('are about an end that is no other customer’s to see or to answer', async () => {
    const { manager } = await ending('2026-06-20');
    await day('2026-06-02');
    const id = manager.customerId;
    const stranger = await desk.customerUser(await desk.customer());
    const reader = await desk.customerUser(id, 'Rita Reichel', 'READ');
    expect((await desk.run(stranger, END, { id })).data.contractEnd).toBeNull();
    expect((await desk.run(reader, END, { id })).data.contractEnd).toMatchObject({ lastDay: '2026-06-20', viewerCanDecide: false });
    for (const name of ['keepBasicFunctions', 'declineBasicFunctions'])
      for (const actor of [stranger, reader, await desk.secretary()]) expect((await desk.run(actor, act(name), { id })).errors?.[0].extensions.code).toBe('FORBIDDEN');
    expect((await desk.run(manager, END, { id })).data.contractEnd).toEqual({ lastDay: '2026-06-20', isOver: false, answer: null, erasedOn: '2026-07-17', viewerCanDecide: true });
  });
});

describe('the answer', () => {
  it('can be changed until the last day: then everything goes on the day that was told, and not at once', async () => {
    const { manager } = await ending('2026-06-20');
    const id = manager.customerId;
    await day('2026-06-02');
    const say = async (name: string) => (await desk.run(manager, act(name), { id })).data[name];
    expect(await say('declineBasicFunctions')).toEqual({ __typename: 'ContractEnd', answer: 'DECLINE', erasedOn: '2026-07-17' });
    expect(await say('keepBasicFunctions')).toMatchObject({ answer: 'KEEP' });
    expect(await say('declineBasicFunctions')).toMatchObject({ answer: 'DECLINE' });
    await day('2026-06-21');
    expect(await say('declineBasicFunctions')).toEqual({ __typename: 'ContractOver', lastDay: '2026-06-20' });
    await day('2026-07-16');
    expect((await desk.run(manager, END, { id })).data.contractEnd).toMatchObject({ answer: 'DECLINE', erasedOn: '2026-07-17', isOver: true });
    await day('2026-07-17');
    expect((await desk.run(manager, END, { id })).data.contractEnd).toBeNull();
  });

  it('is not asked for while no end is known', async () => {
    const { manager } = await ending(null);
    await day('2026-06-02');
    expect(await written()).toEqual([]);
    expect((await desk.run(manager, act('declineBasicFunctions'), { id: manager.customerId })).data.declineBasicFunctions).toEqual({ __typename: 'ContractNotEnding' });
  });
});

describe('a new version of the privacy statement', () => {
  it('is told to all people of customers once, and to no secretary; the first one is told to nobody', async () => {
    const [german, english] = [await ending(null), await ending(null, 'EN')];
    await desk.secretary();
    // The first was noted by the jobs of the days before.
    expect((await desk.sql.pool.query('select from statement_version')).rowCount).toBe(1);
    await Promise.all(houses.map(house => announceStatement(house, desk.now(), '2027-03')));
    await announceStatement(houses[0]!, desk.now(), '2027-03');
    const mails = await written();
    expect(mails.map(({ to }) => to).toSorted()).toEqual([german, english].flatMap(({ addresses }) => Object.values(addresses)).toSorted());
    expect(mails.find(({ to }) => to === german.addresses.reader)).toMatchObject({ subject: 'Unsere Datenschutzerklärung hat sich geändert', text: expect.stringMatching(/gilt jetzt in der Fassung 2027-03[^]*https:\/\/desk\.example\.com\/datenschutz/) });
    expect(mails.find(({ to }) => to === english.addresses.manager)).toMatchObject({ text: expect.stringMatching(/now holds in version 2027-03[^]*https:\/\/desk\.example\.com\/privacy/) });
  });
});
