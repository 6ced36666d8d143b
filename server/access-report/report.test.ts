import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CustomerUserActor, Person, SecretaryActor } from '../identity/actor.ts';
import { type Mark, readMarks } from '../privacy/marks.ts';
import { NOW, plantCustomer, type PlantedIds, plantService } from '../privacy/planted.ts';
import { storedData } from '../privacy/stored-data.ts';
import { type Desk, openDesk } from '../test/desk.ts';
import { openServer } from '../test/server.ts';
import { canReport } from './report.door.ts';
import { makeReport } from './report.ts';
import { REPORT_TABLES } from './report-tables.ts';

const OPERATOR = { name: 'Büro & Partner', address: 'Lindenweg 4', email: 'datenschutz@buero.example' };

let desk: Desk;
let server: Awaited<ReturnType<typeof openServer>>;
let jana: SecretaryActor;
let leader: SecretaryActor;
let weber: PlantedIds;
let krause: PlantedIds;
let manager: CustomerUserActor;
let marks: Mark[];
beforeAll(async () => {
  desk = await openDesk(NOW.toISOString());
  jana = await desk.secretary();
  leader = await desk.secretary({ isSupervisor: true });
  weber = await plantCustomer(desk, jana);
  krause = await plantCustomer(desk, jana);
  await plantService(desk, jana, leader);
  manager = await desk.customerUser(weber.customerId, 'Anke Weber');
  marks = (await readMarks(desk)).marks;
  server = await openServer(desk, { operator: OPERATOR });
});
afterAll(async () => {
  await server.close();
  await desk.close();
});

const fetchReport = async (person: Person | null, customerId: string, language = 'de') =>
  server.fastify.inject({ url: `/privacy/report.zip?customer=${customerId}&language=${language}`, headers: person ? { cookie: await server.cookieOf(person) } : {} });
const read = async (language?: string) => {
  const { rawPayload } = await fetchReport(manager, weber.customerId, language);
  const files = unzipSync(rawPayload);
  const text = (name: string) => Buffer.from(files[name] ?? []).toString();
  return { files, json: text('data.json'), html: text('auskunft.html') || text('report.html') };
};

describe('the report', () => {
  it('is a file to keep, with data for programs, a page for people, the voice messages and the documents', async () => {
    const { statusCode, headers, rawPayload } = await fetchReport(manager, weber.customerId);
    expect(statusCode).toBe(200);
    expect(headers).toMatchObject({ 'content-type': 'application/zip', 'cache-control': 'no-store', 'content-disposition': 'attachment; filename="auskunft-2026-06-15.zip"' });
    const files = unzipSync(rawPayload);
    const { rows: [message] } = await desk.sql.pool.query('select id, audio from voice_message where customer_id = $1', [weber.customerId]);
    const sound = `files/voice_message-${message.id}.wav`;
    const { rows: [document] } = await desk.sql.pool.query('select id, content from document_version where customer_id = $1', [weber.customerId]);
    const text = `files/document_version-${document.id}.txt`;
    const { rows: [sent] } = await desk.sql.pool.query('select id from message_file where customer_id = $1', [weber.customerId]);
    expect(Object.keys(files)).toEqual(['data.json', 'auskunft.html', sound, text, `files/message_file-${sent.id}.txt`, `files/app_feedback-${weber.appFeedbackId}.png`, `files/upload_part-${weber.uploadId}-0.part`]);
    expect(Buffer.from(files[text]!).equals(document.content)).toBe(true);
    expect(Buffer.from(files[sound]!).equals(message.audio)).toBe(true);
    expect(JSON.parse(Buffer.from(files['data.json']!).toString()).tables.voice_message.rows[0].audio).toBe(sound);
  });

  it('has every row of the customer in every table, with purpose, basis, origin, recipients and term of each column', async () => {
    const { tables } = JSON.parse((await read()).json);
    for (const { name, where, columns } of REPORT_TABLES) {
      const { rows: [there] } = await desk.sql.pool.query(`select count(*)::int as count from public."${name}" where ${where}`, [weber.customerId]);
      expect(tables[name].rows, name).toHaveLength(there.count);
      expect(Object.keys(tables[name].columns), name).toEqual(columns.map(({ name: column }) => column));
      for (const about of Object.values(tables[name].columns)) expect(about, name).toMatchObject({ purpose: expect.any(String), basis: expect.any(String), origin: expect.any(String), recipients: expect.any(Array), kept: expect.any(String), ending: expect.any(String) });
    }
  });

  it('leaves out no table in which something of the customer stands', () => {
    const known = [weber.customerId, weber.accountId, weber.customerUserId];
    const tables = new Set(marks.filter(({ text }) => known.includes(text)).flatMap(({ places }) => places.map(({ column }) => column.split('.')[0]!)));
    expect([...tables].filter(table => !REPORT_TABLES.some(({ name }) => name === table))).toEqual([]);
    expect(tables.size).toBeGreaterThan(20);
  });

  it('has all that is said of the customer, and nothing that is said of another alone', async () => {
    const { json, html } = await read();
    const shown = (column: string) => REPORT_TABLES.find(({ name }) => name === column.split('.')[0])?.columns.find(({ name }) => name === column.split('.')[1])?.treatment === 'SHOWN';
    const own = marks.filter(({ text, places }) => text.length >= 8 && !/[\\"]/.test(text) && places.some(({ column, ofCustomer, declared }) => ofCustomer === weber.customerId && shown(column) && !['EDGE'].includes(declared.is)));
    // Moments are said to the microsecond with the zone of the database, so that they are compared by themselves.
    expect(own.filter(({ text }) => !/^\d{4}-\d\d-\d\dT/.test(text) && !json.includes(text)).map(({ text, places }) => `${places[0]!.column}: ${text}`)).toEqual([]);
    const foreign = marks.filter(({ text, places }) => text.length >= 8 && !/^[A-Z_]+$/.test(text) && places.some(({ ofCustomer }) => ofCustomer === krause.customerId) && places.every(({ ofCustomer }) => ofCustomer === krause.customerId));
    expect(foreign.length).toBeGreaterThan(100);
    for (const text of [json, html]) expect(foreign.filter(mark => text.includes(mark.text)).map(mark => `${mark.places[0]!.column}: ${mark.text}`)).toEqual([]);
  });

  it('names secrets and what is restricted, and shows neither', async () => {
    const { json, html } = await read();
    const { tables } = JSON.parse(json);
    expect(tables.account.rows[0].password_hash).toBe('WITHHELD');
    expect(tables.session.rows[0].token_hash).toBe('WITHHELD');
    expect(tables.restricted_row.rows[0].row).toBe('WITHHELD');
    const secret = marks.filter(({ text, places }) => text.length >= 6 && places.every(({ column, declared }) => (declared.is === 'CREDENTIAL' && !/_(at|on|until)$/.test(column)) || column === 'restricted_row.row'));
    expect(secret.length).toBeGreaterThan(5);
    for (const text of [json, html]) expect(secret.filter(mark => text.includes(mark.text)).map(mark => mark.places[0]!.column)).toEqual([]);
    expect(html).toContain('aus Sicherheitsgründen nicht gezeigt');
    expect(html).toContain('Eingeschränkte Daten (vorhanden, nicht gezeigt)');
  });

  it.each([['de', 'Auskunft über Ihre Daten', 'Gesprächsnotizen', 'Anliegen', 'Empfänger außerhalb des Dienstes'], ['en', 'Access to your data', 'Call notes', 'Concern', 'Recipients outside of the service']])(
    'is for people to read and print: %s', async (language, ...words) => {
      const { html } = await read(language);
      expect(html).toContain(`<html lang="${language}">`);
      for (const word of words) expect(html).toContain(word);
      expect(html).toContain('Büro &amp; Partner, Lindenweg 4');
      expect(html).not.toMatch(/<script|undefined|\[object/);
    },
  );

  it('escapes what somebody has written into their data', async () => {
    const customerId = await desk.customer({ name: '<script>alert(1)</script>' });
    const { rawPayload } = await fetchReport(await desk.customerUser(customerId), customerId);
    expect(Buffer.from(unzipSync(rawPayload)['auskunft.html']!).toString()).not.toContain('<script');
  });
});

describe('the door', () => {
  it('lets in those who manage the data, and a supervisor who acts for the customer; for others there is nothing', async () => {
    const strangers = [null, await desk.customerUser(krause.customerId), await desk.customerUser(weber.customerId, 'Ina Instruct', 'INSTRUCT'), await desk.customerUser(weber.customerId, 'Rita Read', 'READ'), jana, leader];
    for (const person of strangers) expect((await fetchReport(person, weber.customerId)).statusCode).toBe(404);
    for (const customer of ['', 'x', crypto.randomUUID()]) expect((await fetchReport(manager, customer)).statusCode).toBe(404);
    expect([canReport({ ...leader, actsFor: [weber.customerId] }, weber.customerId), canReport({ ...leader, actsFor: [weber.customerId] }, krause.customerId), canReport({ ...jana, actsFor: [weber.customerId] }, weber.customerId)]).toEqual([true, false, false]);
  });

  it('writes into the audit log who took the data out, and nothing of those who may not', async () => {
    const customerId = await desk.customer();
    const person = await desk.customerUser(customerId);
    await fetchReport(leader, customerId);
    await fetchReport(person, customerId);
    const { rows } = await desk.sql.pool.query('select act, kind, actor_kind, actor_name from audit_entry where customer_id = $1', [customerId]);
    expect(rows).toEqual([{ act: 'accessReport', kind: 'EXPORTED', actor_kind: 'CUSTOMER_USER', actor_name: 'Anke Weber' }]);
  });

  it('does not believe the cookie of a page of another site', async () => {
    const cookie = await server.cookieOf(manager);
    for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }])
      expect((await server.fastify.inject({ url: `/privacy/report.zip?customer=${weber.customerId}`, headers: { cookie, ...headers } })).statusCode).toBe(404);
  });

  it('makes ten an hour, one at a time', async () => {
    const customerId = await desk.customer();
    const person = await desk.customerUser(customerId);
    const both = await Promise.all([fetchReport(person, customerId), fetchReport(person, customerId)]);
    expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([200, 429]);
    for (let count = 1; count < 10; count++) expect((await fetchReport(person, customerId)).statusCode).toBe(200);
    expect((await fetchReport(person, customerId)).statusCode).toBe(429);
    desk.pass(3_601);
    expect((await fetchReport(person, customerId)).statusCode).toBe(200);
  });
});

it('of somebody who is called a lot is handed out while it is read, a portion of rows at a time', { timeout: 120_000 }, async () => {
  const customerId = await desk.customer();
  const { id: lineId } = await desk.line(customerId);
  await desk.sql.pool.query(
    `insert into call (customer_id, id, line_id, reporter, external_id, withheld, state, received_at, state_since, ended_at, end_reason, result, decision)
     select $1, gen_random_uuid(), $2, 'bulk', n::text, true, 'ENDED', $3, $3, $3, 'CALLER_HUNG_UP', 'ABANDONED', jsonb_build_object('reasons', '[]'::jsonb, 'greeting', gen_random_uuid()) from generate_series(1, 3000) n`,
    [customerId, lineId, NOW],
  );
  const portions: number[] = [];
  const handedOutAfter: number[] = [];
  await desk.sql.transaction(async sql => {
    const watched = { ...sql, query: async (...asked: Parameters<typeof sql.query>) => {
      const rows = await sql.query(...asked);
      portions.push(rows.length);
      return rows;
    } } as typeof sql;
    for await (const _part of makeReport(watched, { customerId, tongue: 'de', operator: OPERATOR, now: NOW })) handedOutAfter.push(portions.length);
  });
  expect(Math.max(...portions)).toBe(500);
  expect(portions.filter(rows => rows === 500)).toHaveLength(12);
  expect(new Set(handedOutAfter).size).toBeGreaterThan(5);
});

it('knows every table by the declarations', () => {
  const withCustomers = Object.entries(storedData).filter(([name, { columns }]) => name === 'customer' || 'customer_id' in columns).map(([name]) => name);
  expect(withCustomers.filter(name => !REPORT_TABLES.some(table => table.name === name))).toEqual([]);
});
