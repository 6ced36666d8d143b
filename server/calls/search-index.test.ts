import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { statement } from '../database/sql.ts';
import type { Actor, CustomerUserActor, SecretaryActor } from '../identity/actor.ts';
import { type Desk, openDesk, type Told } from '../test/desk.ts';
import { countCalls, listCalls } from './history.service.ts';

// The index of words is asked for less than is looked for, first for the newest months alone, and what it gives is looked at
// again: none of that may be seen. Here the same is found by looking at every call.

const CALLS = 1_800;
const NAMES = ['Anna Müller', 'Jürgen Müller', 'Susanna Müllerin', 'Dr. Öztürk-Weiß', 'Peter Lang', 'Petra Langer', 'Frau Schmidt-Rottluff', 'Li Wei', 'Olga Papadopoulou', 'Elise Haus', 'Termin GmbH', 'Kontakt 12'];
const CONCERNS = [
  'Bittet um Rückruf wegen der Rechnung.', 'Hat zwei Mahnungen bekommen.', 'Die Häuser in der Goethestraße sind fertig.', 'Möchte den Termin am Dienstag verschieben.', 'Herr Müller soll Frau Lang anrufen.',
  'Keine Antwort, die Rechnung und der Termin sind nicht da.', 'Vorgang 4711 wegen Anna.', 'Fragt nach den Terminen.',
];
const SEARCHES = [
  'Rechnung', 'Rechnungen', 'Mahnung', 'häusern', 'Quittung', '4711', 'Müller', 'müll', 'üller', 'nna', 'Öztürk', 'ztürk-w', 'dopoul', 'Haus', 'Häuser', 'Schmidts', 'Anna Müller', 'Müller Anna', 'anna mülle', 'Lang Peter', 'Petra Müller', 'Dr. Weiß',
  'Müller Termin', 'Lang Rechnung', 'Termin Termine', 'Rechnung und Termin', 'nicht Termin', 'nicht', 'keine Antwort', 'Termin Rechnung Dienstag', 'Anna Müller Rückruf Rechnung', 'Goethestr Haus', 'Mahnung or Häuser', 'Müller or Mahnung', '"Frau Lang"', '"Termin am Dienstag"', 'Müller -Anna', 'Lang -Termin Rechnung',
  '0176/0407', '0176 0407 1234', '+49 (0)176 04071234', '0049 176 0407 1234', '071234', '71234', '123', '4917604071234', '0176 99999999', 'Müller 0407', 'Anna 0176/0407', 'Lang 0407-1', '040-71', 'Li', 'we', 'l', 'Li We', '12', 'Anna M', '100 %', 'Müller & Söhne', '%', '-', 'a-b',
];

let desk: Desk;
let jana: SecretaryActor;
let weber: CustomerUserActor;
let krause: CustomerUserActor;

beforeAll(async () => {
  desk = await openDesk();
  jana = await desk.secretary();
  weber = await desk.customerUser(await desk.customer());
  krause = await desk.customerUser(await desk.customer({ name: 'Kanzlei Krause' }));
  // Years back, a call each seven hours; Krause's are a quarter. Most calls have numbers, names and notes of a few kinds, some two at the same moment.
  for (const [{ customerId }, every] of [[weber, 1], [krause, 4]] as const) {
    const { id } = await desk.line(customerId);
    const { rows } = await desk.sql.pool.query<{ id: string; n: number }>(
      `insert into call (customer_id, id, line_id, reporter, external_id, caller_number, caller_raw, withheld, contact_names, state, received_at, state_since, ended_at, end_reason, result, decision)
       select $1::uuid, gen_random_uuid(), $2::uuid, 'bulk', $7 || n, case when n % 5 < 4 then '+49176040' || lpad((n * 7919 % 100000)::text, 5, '0') end, case when n % 50 = 4 then 'Lang 040-71' end, n % 5 = 4, case when n % 3 = 0 then $4::text end,
         'ENDED', $3::timestamptz - n / 2 * interval '14 hours', $3::timestamptz, $3::timestamptz, 'CALLER_HUNG_UP', 'INFORMATION_GIVEN', '{"reasons": [], "greeting": ""}' from generate_series(1, $5::int) n where n % $6::int = 0
       returning id, replace(external_id, $7, '')::int as n`,
      [customerId, id, desk.now(), 'Olga Papadopoulou', CALLS, every, `${customerId} `],
    );
    await desk.sql.pool.query(
      `insert into call_note (customer_id, id, call_id, caller_name, concern, urgent, call_back_wished, written_by, written_at)
       select $1::uuid, gen_random_uuid(), call_id, ($4::text[])[1 + floor(sqrt(n * 31 % 144))::int], ($5::text[])[1 + floor(sqrt(n * 17 % 64))::int], n % 9 = 0, false, $6::uuid, $7::timestamptz
       from unnest($2::uuid[], $3::int[]) as noted (call_id, n) where n % 4 < 3 and n > 40`,
      [customerId, rows.map(row => row.id), rows.map(row => row.n), NAMES, CONCERNS, jana.secretaryId, desk.now()],
    );
  }
}, 120_000);
afterAll(() => desk.close());

/** Every call that has the words, by what was told of it, without any index: all of them somewhere, in any form in the note, in any part of names and numbers. */
const EVERY = `
  with told as (
    select c.id, c.received_at, c.urgent, c.search_names as names, to_tsvector('simple', coalesce(c.search_names, '')) || to_tsvector('german', coalesce(n.concern, '')) as words
    from call c left join call_note n on n.call_id = c.id where $1::uuid is null or c.customer_id = $1)
  select id, urgent from told where `;
async function everyCall(customerId: string | null, search: string): Promise<{ id: string; urgent: boolean }[]> {
  const values: (string | null)[] = [customerId];
  const has = (text: string) => {
    const digits = /^[\d\s()+/.-]+$/.test(text) ? text.replace('(0)', '').replace(/\D/g, '').replace(/^0+/, '') : '';
    const part = (digits.length > 2 ? digits : text).toLowerCase();
    const place = /[\p{L}\p{N}]{3}/u.test(part) ? `strpos(names, $${values.push(part)}) > 0` : /[\p{L}\p{N}]/u.test(part) ? `strpos(' ' || names, $${values.push(` ${part}`)}) > 0` : 'false';
    return `coalesce(words @@ websearch_to_tsquery('german', $${values.push(text)}) or words @@ websearch_to_tsquery('simple', $${values.length}) or ${place}, false)`;
  };
  const isNumber = /^[\d\s()+/.-]+$/.test(search) && search.replace(/\D/g, '').length > 2;
  const condition = isNumber ? has(search) : `${has(search)} or (${search.split(/\s+/).map(has).join(' and ')})`;
  return (await desk.sql.pool.query(`${EVERY} ${condition} order by received_at desc, id desc`, values)).rows;
}

async function pages(actor: Actor, filter: object, first: number): Promise<string[]> {
  const seen: string[] = [];
  for (let after: string | null = null, more = true; more; ) {
    const { data, errors }: Told = await desk.run(actor, 'query ($first: Int, $after: String, $filter: CallFilter) { calls(first: $first, after: $after, filter: $filter) { edges { node { id } } pageInfo { hasNextPage endCursor } } }', { first, after, filter });
    if (errors) throw new Error(JSON.stringify(errors));
    seen.push(...data.calls.edges.map(({ node }: Told) => node.id));
    ({ endCursor: after, hasNextPage: more } = data.calls.pageInfo);
  }
  return seen;
}

describe('a search through years of calls', () => {
  test.each(SEARCHES)('finds for %j each call that has it, once, the newest first, and for a customer theirs alone', { timeout: 60_000 }, async search => {
    const ofWeber = await everyCall(weber.customerId, search);
    const ofKrause = await everyCall(krause.customerId, search);
    for (const [actor, all, ofEach] of [[jana, await everyCall(null, search), [ofWeber, ofKrause]], [weber, ofWeber, [ofWeber, []]], [krause, ofKrause, [[], ofKrause]]] as const) {
      expect(await pages(actor, { search }, 120)).toEqual(all.map(({ id }) => id));
      expect(await pages(actor, { search, urgent: true }, 35)).toEqual(all.filter(({ urgent }) => urgent).map(({ id }) => id));
      // Whoever names another customer finds nothing of theirs.
      for (const [place, { customerId }] of [weber, krause].entries()) expect(await countCalls(desk.as(actor) as never, { search, customerId })).toBe(ofEach[place]!.length);
    }
  });

  test('finds few and many of what is looked for here, or this would prove nothing', async () => {
    const found = await Promise.all(SEARCHES.map(async search => (await everyCall(weber.customerId, search)).length));
    expect(found.filter(many => many === 0).length).toBeLessThan(SEARCHES.length / 3);
    expect(found.filter(many => many > 0 && many < 120).length).toBeGreaterThan(10);
    expect(found.filter(many => many > 200).length).toBeGreaterThan(10);
  });
});

describe('what a search reads', () => {
  const CALLS = 30_000;
  let busy: CustomerUserActor;
  beforeAll(async () => {
    busy = await desk.customerUser(await desk.customer());
    const { id } = await desk.line(busy.customerId);
    // A call an hour: one in a hundred of a name in two parts that are frequent by themselves, one in ten thousand of one that is rare.
    await desk.sql.pool.query(
      `insert into call (customer_id, id, line_id, reporter, external_id, caller_number, withheld, contact_names, state, received_at, state_since, ended_at, end_reason, result, decision)
       select $1, gen_random_uuid(), $2, 'busy', n::text, '+49151' || lpad((n * 7919 % 10000000)::text, 7, '0'), false,
         case when n % 10000 = 5000 then 'Kunigunde Zwirbel' else (array['Rosa', 'Emil', 'Frieda', 'Gustav', 'Hilde', 'Ida', 'Kuno', 'Lotte', 'Max', 'Nora'])[1 + n % 10] || ' ' || (array['Ackermann', 'Brinkmann', 'Cordes', 'Dreher', 'Ebert', 'Frenzel', 'Gerlach', 'Hagen', 'Ihde', 'Jost'])[1 + n / 10 % 10] end,
         'ENDED', $3::timestamptz - n * interval '1 hour', $3, $3, 'CALLER_HUNG_UP', 'INFORMATION_GIVEN', '{"reasons": [], "greeting": ""}' from generate_series(1, ${CALLS}) n`,
      [busy.customerId, id, desk.now()],
    );
    const owner = new Client({ ...inject('cluster'), database: (desk.address as { database: string }).database });
    await owner.connect();
    // As the database does by itself, some time.
    await owner.query('vacuum analyze call');
    await owner.end();
  }, 120_000);

  const READ = statement<{ rows: number }>('search-test-read', `select (seq_tup_read + idx_tup_fetch)::int as rows from pg_stat_xact_user_tables where relname = 'call'`);
  /** The first page, and how many calls PostgreSQL takes from the table for it, by its own count. */
  const readFor = async (actor: Actor, search: string): Promise<{ found: string[]; read: number }> => {
    const ctx = desk.as(actor);
    return ctx.sql.transaction(sql => ctx.service.transaction(async service => {
      // The count goes on where a connection has not reported it yet.
      const count = async () => (await sql.one(READ))!.rows + (sql === service ? 0 : (await service.one(READ))!.rows);
      const before = await count();
      const { edges } = await listCalls(Object.create(ctx, { sql: { value: sql }, service: { value: service } }), { first: 25 }, { search });
      return { found: edges.map(({ node }) => node.id), read: (await count()) - before };
    }));
  };

  test.each([
    ['Rosa', 3_000], ['Ackermann', 3_000], ['Rosa Ackermann', 300], ['Brinkmann Emil', 300], ['rosa acker', 300], ['Kunigunde Zwirbel', 3], ['wirbe', 3], ['Rosa Zwirbel', 0], ['0151 8380000', 1], ['Quastenflosser', 0], ['Zw', 3],
  ])('for %j is not all that there is', { timeout: 60_000 }, async (search, many) => {
    const every = (await everyCall(busy.customerId, search)).map(({ id }) => id);
    expect(Math.abs(every.length - many)).toBeLessThanOrEqual(3);
    for (const actor of [busy, jana]) {
      const { found, read } = await readFor(actor, search);
      expect(found).toEqual(every.slice(0, 25));
      expect(read).toBeLessThan(CALLS / 12);
    }
  });
});
