import ICAL from 'ical.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CustomerUserActor, Person, SecretaryActor } from '../identity/actor.ts';
import { newApiKey } from '../identity/api-key.ts';
import { callActs } from '../test/call-acts.ts';
import { type Desk, openDesk } from '../test/desk.ts';
import { openServer } from '../test/server.ts';
import { canExportCalls } from './call-export.door.ts';

let desk: Desk;
let server: Awaited<ReturnType<typeof openServer>>;
let acts: ReturnType<typeof callActs>;
let jana: SecretaryActor;
let leader: SecretaryActor;
let weber: CustomerUserActor;
let krause: CustomerUserActor;
let line: { id: string; number: string };
let noted: string;
let missed: string;

// A Monday, 11:00 in Berlin.
const NOW = '2026-06-15T09:00:00Z';
beforeAll(async () => {
  desk = await openDesk(NOW);
  acts = callActs(desk);
  server = await openServer(desk);
  jana = await desk.secretary();
  leader = await desk.secretary({ name: 'Lena Leitung', isSupervisor: true });
  weber = await desk.customerUser(await desk.customer(), 'Rita Read', 'READ');
  krause = await desk.customerUser(await desk.customer({ name: 'Kanzlei Krause' }));
  line = await desk.line(weber.customerId, { label: 'Zentrale' });
  await desk.contact(weber.customerId, { name: 'Bert Bäcker', company: 'Bäckerei Süß, Inh. B. Bäcker', numbers: ['+493023125900'] });

  const call = async (to: string, callerNumber: string | null, note: object | null) => {
    desk.pass(60);
    const { id } = await desk.call(to, { callerNumber });
    if (note) {
      await acts.take(jana, id);
      await acts.note(jana, id, note);
      await acts.end(jana, id, 'MESSAGE_TAKEN');
    } else await desk.sql.pool.query(`update call set state = 'ENDED', ended_at = $2, end_reason = 'CALLER_HUNG_UP', result = 'MISSED' where id = $1`, [id, desk.now()]);
    return id;
  };
  noted = await call(line.number, '+4917604069001', { callerName: 'Jürgen Müller', callerCompany: '=HYPERLINK("https://evil.example")', concern: 'Fragt: „Wann?“\nBittet um Rückruf; dringend, sagt er.', urgent: true, callBackWished: true });
  missed = await call(line.number, '+493023125900', null);
  await call(line.number, '+4317604069001', { callerName: '+49 anrufen', concern: '-1', callerNumber: '+43 1 5880000' });
  await call(line.number, null, { callerName: 'Unterdrückt Schmidt', concern: 'Keine Nummer.' });
  await call((await desk.line(krause.customerId)).number, '+4917604069001', { callerName: 'Mandant Geheim', concern: 'Geht nur Krause an.' });
  desk.at(NOW);
});
afterAll(async () => {
  await server.close();
  await desk.close();
});

const fetchFile = async (person: Person | null, format: string, query: Record<string, string> = {}, headers: Record<string, string> = {}) =>
  server.fastify.inject({ url: `/exports/calls.${format}?${new URLSearchParams({ customer: weber.customerId, ...query })}`, headers: { ...(person && { cookie: await server.cookieOf(person) }), ...headers } });
const rowsOf = (csv: string) => csv.slice(1).split('\r\n').filter(Boolean);

describe('a table', () => {
  it('opens in German Excel: with its umlauts, its columns, and nothing that calculates', async () => {
    const { statusCode, headers, body } = await fetchFile(weber, 'csv');
    expect(statusCode).toBe(200);
    expect(headers).toMatchObject({ 'content-type': 'text/csv; charset=utf-8', 'cache-control': 'no-store', 'x-records': '4', 'content-disposition': 'attachment; filename="anrufe-2026-06-15.csv"' });
    expect(body.startsWith('\uFEFFDatum;Uhrzeit;Name;Firma;Telefonnummer;')).toBe(true);
    expect(rowsOf(body)).toEqual([
      expect.stringContaining('Anliegen'),
      '15.06.2026;11:04;Unterdrückt Schmidt;;Nummer unterdrückt;Keine Nummer.;nein;nein;;Nachricht aufgenommen;Jana Kühn;Zentrale',
      `15.06.2026;11:03;'+49 anrufen;;+43 1 5880000;'-1;nein;nein;;Nachricht aufgenommen;Jana Kühn;Zentrale`,
      '15.06.2026;11:02;Bert Bäcker;"Bäckerei Süß, Inh. B. Bäcker";030 23125900;;nein;nein;;Verpasst;;Zentrale',
      `15.06.2026;11:01;Jürgen Müller;"'=HYPERLINK(""https://evil.example"")";0176 04069001;"Fragt: „Wann?“\nBittet um Rückruf; dringend, sagt er.";ja;ja;;Nachricht aufgenommen;Jana Kühn;Zentrale`,
    ]);
  });

  it.each([
    [{ search: 'Müller' }, 1], [{ urgent: 'true' }, 1], [{ urgent: 'false' }, 3], [{ results: 'MISSED,ABANDONED' }, 1], [{ needsCallBack: 'true' }, 2], [{ from: '2026-06-15T09:03:00Z' }, 2], [{ until: '2026-06-15T09:03:00Z' }, 2], [{ search: 'gibtesnicht' }, 0],
  ])('has what the list shows with %o', async (query, count) => {
    const { headers, body } = await fetchFile(weber, 'csv', query);
    expect(rowsOf(body)).toHaveLength(count + 1);
    expect(headers['x-records']).toBe(String(count));
  });

  it('tells how much it would be before anything is taken out', async () => {
    expect((await fetchFile(weber, 'csv', { count: '' })).json()).toEqual({ records: 4 });
  });

  it('says so when it is asked for something that it cannot tell', async () => {
    for (const query of [{ results: 'LOST' }, { urgent: 'perhaps' }, { from: 'yesterday' }] as Record<string, string>[]) expect((await fetchFile(weber, 'csv', query)).statusCode).toBe(400);
  });
});

describe('for telephones', () => {
  it('each caller with a number is one card, as the newest call knows them', async () => {
    desk.at('2026-06-15T09:10:00Z');
    const again = await desk.call(line.number, { callerNumber: '+4917604069001' });
    await acts.take(jana, again.id);
    await acts.note(jana, again.id, { callerName: 'Dr. Jürgen Müller', callerCompany: 'Müller & Söhne; Köln', concern: 'Noch einmal.' });
    await acts.end(jana, again.id, 'MESSAGE_TAKEN');
    const { body, headers } = await fetchFile(weber, 'vcf');
    expect(headers['content-type']).toBe('text/vcard; charset=utf-8');
    const cards = (ICAL.parse(body) as unknown[][]).map(card => new ICAL.Component(card as never));
    expect(cards.map(card => [card.getFirstPropertyValue('version'), card.getFirstPropertyValue('fn'), card.getFirstPropertyValue('tel')])).toEqual([
      ['3.0', 'Dr. Jürgen Müller', '+4917604069001'], ['3.0', '+49 anrufen', '+4315880000'], ['3.0', 'Bert Bäcker', '+493023125900'],
    ]);
    expect(body).toContain('N:Müller;Dr. Jürgen;;;\r\nORG:Müller & Söhne\\; Köln\r\n');
    await desk.sql.pool.query('delete from call where id = $1', [again.id]);
    desk.at(NOW);
  });

  it('who is in the address book is one card with all numbers, from whichever of them the calls came; another name is another card', async () => {
    const customer = await desk.customer();
    const user = await desk.customerUser(customer, 'Rita Read', 'READ');
    const own = await desk.line(customer);
    const anna = await desk.contact(customer, { name: 'Anna Schmidt', company: 'Schmidt GmbH', numbers: ['+493023125901', '+491713920091'] });
    for (const [callerNumber, callerName] of [['+493023125901', null], ['+491713920091', 'Anna Schmidt'], ['+493023125901', 'Azubi Alex']] as const) {
      const call = await desk.call(own.number, { callerNumber });
      await acts.take(jana, call.id);
      await acts.note(jana, call.id, { ...(callerName && { callerName }), concern: 'Bittet um Rückruf.' });
      await acts.end(jana, call.id, 'MESSAGE_TAKEN');
    }
    const cards = (ICAL.parse((await fetchFile(user, 'vcf', { customer: user.customerId })).body) as unknown[][]).map(card => new ICAL.Component(card as never));
    expect(cards.map(card => [card.getFirstPropertyValue('fn'), ...card.getAllProperties('tel').map(tel => tel.getFirstValue())]).sort()).toEqual([
      ['Anna Schmidt', '+493023125901', '+491713920091'], ['Azubi Alex', '+493023125901'],
    ]);
    expect(cards.map(card => card.getFirstPropertyValue('uid'))).toContain(anna);
  });

  it('open call-backs are appointments with an alarm, in office hours, one after the other', async () => {
    desk.at('2026-06-19T14:50:00Z');
    const { body } = await fetchFile(weber, 'ics');
    const [calendar] = [new ICAL.Component(ICAL.parse(body) as never)];
    const events = calendar.getAllSubcomponents('vevent').map(event => new ICAL.Event(event));
    // 16:50 on a Friday: a quarter of an hour later the office is closed.
    expect(events.map(({ summary, startDate }) => [summary, startDate.toJSDate().toISOString()])).toEqual([['Rückruf: Bert Bäcker', '2026-06-22T07:00:00.000Z'], ['Rückruf: Jürgen Müller', '2026-06-22T07:15:00.000Z']]);
    expect(calendar.getAllSubcomponents('vevent').every(event => event.getAllSubcomponents('valarm').length === 1)).toBe(true);
    expect(events[1]!.description).toContain('Bittet um Rückruf; dringend');
    expect(events[1]!.uid).toBe(`${noted}@call-back.vorzimmer`);
    expect(body.split('\r\n').every(row => Buffer.byteLength(row) <= 75)).toBe(true);
    desk.at(NOW);
  });
});

describe('on paper', () => {
  it('notes are a PDF that says whose they are, with its pages', async () => {
    const { rawPayload, headers } = await fetchFile(weber, 'pdf');
    expect(headers['content-type']).toBe('application/pdf');
    const text = rawPayload.toString('latin1');
    expect(text.startsWith('%PDF-1.7')).toBe(true);
    expect(text.trimEnd().endsWith('%%EOF')).toBe(true);
    expect(text.match(/\/Type \/Page\n/g)).toHaveLength(1);
    expect(text).toContain('/Lang (de-DE)');
  });

  it('one note is a sheet of its own', async () => {
    const { headers, rawPayload } = await fetchFile(weber, 'pdf', { call: noted });
    expect(headers['content-disposition']).toBe('attachment; filename="gespraechsnotiz-2026-06-15.pdf"');
    expect(rawPayload.toString('latin1').match(/\/Type \/Page\n/g)).toHaveLength(1);
    expect(rowsOf((await fetchFile(weber, 'csv', { call: missed })).body)).toHaveLength(2);
  });
});

describe('the door', () => {
  it('lets in people of the customer, and a supervisor who acts for it; for others there is nothing', async () => {
    for (const person of [null, krause, jana, leader]) expect((await fetchFile(person, 'csv')).statusCode).toBe(404);
    for (const query of [{ customer: krause.customerId }, { customer: 'x' }, { call: crypto.randomUUID() }, { call: 'x' }] as Record<string, string>[]) expect((await fetchFile(weber, 'csv', query)).statusCode).toBe(404);
    expect((await fetchFile(weber, 'exe')).statusCode).toBe(404);
    const foreign = (await desk.sql.pool.query('select id from call where customer_id = $1', [krause.customerId])).rows[0].id;
    expect((await fetchFile(weber, 'csv', { call: foreign })).statusCode).toBe(404);
    const acting = (customerId: string) => ({ ...leader, actsFor: [customerId] });
    expect([canExportCalls(acting(weber.customerId), weber.customerId), canExportCalls(acting(krause.customerId), weber.customerId), canExportCalls({ ...jana, actsFor: [weber.customerId] }, weber.customerId)]).toEqual([true, false, false]);
  });

  it('does not believe the cookie of a page of another site', async () => {
    for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }] as Record<string, string>[]) expect((await fetchFile(weber, 'csv', {}, headers)).statusCode).toBe(404);
  });

  it('lets in a program with a key of the customer that reads calls', async () => {
    const keyed = async (customerId: string | null, scopes: string[]) => {
      const { secret, hash, hint } = newApiKey();
      await desk.sql.pool.query(
        `insert into api_key (id, customer_id, name, hint, key_hash, scopes, created_at, created_by, expires_at) values ($1, $2, 'Export', $3, $4, $5, $6, 'Anke Weber', $7)`,
        [crypto.randomUUID(), customerId, hint, hash, scopes, desk.now(), new Date(desk.now().getTime() + 86_400_000)],
      );
      return (query: Record<string, string> = {}) => fetchFile(null, 'csv', query, { authorization: `Bearer ${secret}` });
    };
    const calls = await keyed(weber.customerId, ['calls:read']);
    const both = await keyed(weber.customerId, ['calls:read', 'contacts:read']);
    const statuses = await Promise.all([calls, await keyed(weber.customerId, ['contacts:read']), await keyed(krause.customerId, ['calls:read'])].map(async fetchAs => (await fetchAs()).statusCode));
    expect(statuses).toEqual([200, 404, 404]);
    // Who stands in the address book is told to a key that reads it, and what the note says to both.
    for (const name of ['Jürgen Müller', 'Unterdrückt Schmidt']) expect((await calls()).body).toContain(name);
    expect((await both()).body).toContain('15.06.2026;11:02;Bert Bäcker;"Bäckerei Süß, Inh. B. Bäcker";030 23125900;');
    expect((await calls()).body).toContain('15.06.2026;11:02;;;030 23125900;');
    const { rows: [{ id: contact }] } = await desk.sql.pool.query(`select id from contact where name = 'Bert Bäcker'`);
    expect([(await calls({ contact })).statusCode, rowsOf((await both({ contact })).body).length]).toEqual([404, 2]);
  });

  it('writes into the audit log who took what out, and nothing of those who may not', async () => {
    // A moment in which nothing else was taken out.
    desk.at('2026-06-15T09:40:00Z');
    await fetchFile(krause, 'csv');
    await fetchFile(weber, 'pdf', { call: noted });
    const { rows } = await desk.sql.pool.query(`select customer_id, kind, actor_name, subject_ids from audit_entry where act = 'exportCalls' and at = $1`, [desk.now()]);
    desk.at(NOW);
    expect(rows).toEqual([{ customer_id: weber.customerId, kind: 'EXPORTED', actor_name: 'Rita Read', subject_ids: [noted] }]);
  });

  it('tells nothing of a call whose data are restricted', async () => {
    const manager = await desk.customerUser(weber.customerId);
    const { data } = await desk.run(manager, 'mutation ($id: ID!) { restrictCall(callId: $id, reason: "Der Anrufer bestreitet es.") { ... on Restriction { id } } }', { id: noted });
    for (const query of [{}, { call: noted }] as Record<string, string>[]) expect((await fetchFile(weber, 'csv', query)).body).not.toContain('Jürgen Müller');
    await desk.run(manager, 'mutation ($id: ID!) { liftRestriction(restrictionId: $id, reason: "Geklärt.") { __typename } }', { id: data.restrictCall.id });
    expect((await fetchFile(weber, 'csv')).body).toContain('Jürgen Müller');
  });
});

describe('of somebody who is called a lot', { timeout: 120_000 }, () => {
  let person: CustomerUserActor;
  beforeAll(async () => {
    person = await desk.customerUser(await desk.customer());
    const { id } = await desk.line(person.customerId);
    await desk.sql.pool.query(
      `insert into call (customer_id, id, line_id, reporter, external_id, caller_number, withheld, state, received_at, state_since, ended_at, end_reason, result, decision)
       select $1, gen_random_uuid(), $2, 'bulk', n::text, '+49176040' || lpad(n::text, 5, '0'), false, 'ENDED', $3, $3, $3, 'CALLER_HUNG_UP', 'ABANDONED', '{"reasons": [], "greeting": ""}' from generate_series(1, 20100) n`,
      [person.customerId, id, NOW],
    );
  });

  it('everything is handed out, and what telephones and paper do not take is refused with the reason', async () => {
    const { body } = await fetchFile(person, 'csv', { customer: person.customerId });
    expect(rowsOf(body)).toHaveLength(20_101);
    expect(new Set(rowsOf(body)).size).toBe(20_101);
    for (const [format, most] of [['pdf', 5_000], ['vcf', 20_000], ['ics', 500]] as const) {
      const refused = await fetchFile(person, format, { customer: person.customerId });
      expect(refused.statusCode).toBe(422);
      expect(refused.json()).toMatchObject({ records: 20_100, most });
    }
  });

  it('of many that are asked for at the same moment, at whatever door, two are under way', async () => {
    const headers = { cookie: await server.cookieOf(person) };
    const aborts: AbortController[] = [];
    const statuses = await Promise.all(Array.from({ length: 8 }, async (_, at) => {
      const abort = new AbortController();
      aborts.push(abort);
      const path = ['exports/calls.csv?', 'exports/contacts.csv?', 'privacy/report.zip?'][at % 3];
      return (await fetch(`${server.url}/${path}customer=${person.customerId}`, { headers, signal: abort.signal })).status;
    }));
    for (const abort of aborts) abort.abort();
    // A book without contacts may be handed over before the last one asks.
    expect(statuses.filter(status => status === 429).length).toBeGreaterThanOrEqual(4);
    expect(statuses.filter(status => status === 200).length).toBeGreaterThanOrEqual(2);
    await expect.poll(async () => {
      const abort = new AbortController();
      const { status } = await fetch(`${server.url}/exports/calls.csv?customer=${person.customerId}`, { headers, signal: abort.signal });
      abort.abort();
      return status;
    }).toBe(200);
  });

  it('the rest is read while it is fetched, no further once nobody fetches, and twice at once at most', async () => {
    // Somebody of whom no download is being closed any more.
    const cookie = await server.cookieOf(await desk.customerUser(person.customerId, 'Lutz Lader'));
    const open = async () => {
      const abort = new AbortController();
      const response = await fetch(`${server.url}/exports/calls.csv?customer=${person.customerId}`, { headers: { cookie }, signal: abort.signal });
      return { abort, response, reader: response.body?.getReader() };
    };
    const [first, second] = [await open(), await open()];
    expect([first.response.status, second.response.status]).toEqual([200, 200]);
    await Promise.all([first.reader!.read(), second.reader!.read()]);
    expect((await open()).response.status).toBe(429);
    first.abort.abort();
    // Until the socket is known to be closed.
    await expect.poll(async () => {
      const third = await open();
      third.abort.abort();
      return third.response.status;
    }).toBe(200);
    second.abort.abort();
  });
});
