import { Client } from 'pg';
import { graphql } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Desk, openDesk } from '../test/desk.ts';
import { listCalls } from '../calls/history.service.ts';
import { loadCalls } from '../calls/call.rows.ts';
import type { Context, SignedIn } from '../context.ts';
import { listCustomers } from '../customers/customer.rows.ts';
import { openDatabase } from '../database/open.ts';
import { statement } from '../database/sql.ts';
import type { SecretaryActor } from '../identity/actor.ts';
import { type Mark, marksIn, readMarks } from './marks.ts';
import { NOW, plantCustomer, type PlantedIds, plantService } from './planted.ts';
import { queriesOf, queryFor, textsOf } from './schema-walk.ts';

let desk: Desk;
let owner: Client;
let jana: SecretaryActor;
let leader: SecretaryActor;
let weber: PlantedIds;
let krause: PlantedIds;
let walled: { table: string; column: string }[];
let marks: Mark[];

beforeAll(async () => {
  desk = await openDesk(NOW.toISOString());
  owner = new Client(desk.address as object);
  await owner.connect();
  jana = await desk.secretary();
  leader = await desk.secretary({ isSupervisor: true });
  weber = await plantCustomer(desk, jana);
  krause = await plantCustomer(desk, jana);
  await plantService(desk, jana, leader);
  walled = await tablesOfCustomers();
  marks = (await readMarks(desk)).marks;
});
afterAll(async () => {
  await owner.end();
  await desk.close();
});

const tablesOfCustomers = async (): Promise<{ table: string; column: string }[]> =>
  (await owner.query<{ table: string; column: string }>(
    `select c.relname as table, a.attname as column from pg_class c join pg_attribute a on a.attrelid = c.oid and not a.attisdropped
       and (a.attname = 'customer_id' or c.relname = 'customer' and a.attname = 'id')
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1`,
  )).rows;

const asCustomer = (customerId: string) => desk.walls.sqlFor(customerId);
let texts = 0;
/** Hand-written SQL as a customer's connection would run it, and the code with which it is refused. */
const run = <Row = Record<string, unknown>>(customerId: string, text: string, values: unknown[] = []) => asCustomer(customerId).query(statement<Row>(`wall-test-${texts++}`, text), values);
const codeOf = (work: Promise<unknown>): Promise<string | null> => work.then(() => null, (error: { code?: string }) => error.code ?? String(error));

/** Whether the customers' role has been given the right to any column of the table. */
const may = async (privilege: 'SELECT' | 'INSERT' | 'UPDATE', table: string): Promise<boolean> =>
  (await owner.query<{ may: boolean }>(`select has_any_column_privilege('vorzimmer_customer', $1, $2) as may`, [table, privilege])).rows[0]!.may;
const mayDelete = async (table: string): Promise<boolean> =>
  (await owner.query<{ may: boolean }>(`select has_table_privilege('vorzimmer_customer', $1, 'DELETE') as may`, [table])).rows[0]!.may;

/** How many rows of each customer there are, as the owner sees them. */
const everything = async (table: string, column: string) => (await owner.query(`select ${column}, md5(string_agg(t::text, ',' order by t::text)) from ${table} t group by 1 order by 1`)).rows;

describe('the wall', () => {
  it('stands around every table with rows of customers', async () => {
    const { rows } = await owner.query<{ table: string; policies: string[] }>(
      `select c.relname as table, array(select p.polname || ': ' || array_to_string(p.polroles::regrole[], ',') from pg_policy p where p.polrelid = c.oid order by p.polname) as policies
       from pg_class c where c.relnamespace = 'public'::regnamespace and c.relrowsecurity`,
    );
    const standing = new Map(rows.map(({ table, policies }) => [table, policies]));
    const open = walled.filter(({ table }) => !['of_customer: vorzimmer_customer', 'of_service: vorzimmer_app'].every(policy => standing.get(table)?.includes(policy)));
    expect(open, 'call wallAround(table) of server/migrations/wall.ts in the migration that makes the table').toEqual([]);
  });

  it('shows a customer their own rows and no others, in every table that they may read at all', async () => {
    const readable: string[] = [];
    for (const { table, column } of walled) {
      if (!(await may('SELECT', table))) {
        expect(await codeOf(run(weber.customerId, `select count(*) from ${table}`)), table).toBe('42501');
        continue;
      }
      readable.push(table);
      expect(await run(weber.customerId, `select distinct ${column} as whose from ${table}`), table).toEqual([{ whose: weber.customerId }]);
      expect(await run(krause.customerId, `select distinct ${column} as whose from ${table}`), table).toEqual([{ whose: krause.customerId }]);
    }
    expect(readable).toEqual(expect.arrayContaining(['call', 'call_note', 'contact', 'contact_number', 'customer', 'forwarding_number', 'instruction', 'line', 'voice_message']));
  });

  it('lets a customer change and delete nothing of another, and put nothing there', async () => {
    for (const { table, column } of walled) {
      const before = await everything(table, column);
      if (await mayDelete(table)) expect(await run(weber.customerId, `with gone as (delete from ${table} where ${column} = $1 returning 1) select count(*)::int as count from gone`, [krause.customerId]), table).toEqual([{ count: 0 }]);
      if (await may('UPDATE', table)) {
        const { rows } = await owner.query<{ changeable: string }>(
          `select a.attname as changeable from pg_attribute a where a.attrelid = $1::regclass and a.attnum > 0 and a.attgenerated = '' and has_column_privilege('vorzimmer_customer', $1, a.attname, 'UPDATE') limit 1`, [table]);
        const { changeable } = rows[0]!;
        expect(await run(weber.customerId, `with changed as (update ${table} set ${changeable} = ${changeable} where ${column} = $1 returning 1) select count(*)::int as count from changed`, [krause.customerId]), table).toEqual([{ count: 0 }]);
      }
      if (await may('INSERT', table)) {
        // The very row that is there already: that it is another's is noticed before that it is there twice.
        const columns = (await owner.query<{ name: string }>(`select quote_ident(attname) as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and attgenerated = ''`, [table])).rows.map(({ name }) => name);
        const { rows: [row] } = await owner.query(`select ${columns.join(', ')} from ${table} where ${column} = $1 limit 1`, [krause.customerId]);
        const insert = `insert into ${table} (${columns.join(', ')}) values (${columns.map((_, place) => `$${place + 1}`).join(', ')})`;
        expect(await codeOf(run(weber.customerId, insert, Object.values(row as object))), table).toBe('42501');
      }
      expect(await everything(table, column), table).toEqual(before);
    }
  });

  it('lets no row be handed over', async () => {
    expect(await codeOf(run(weber.customerId, 'update contact set customer_id = $1', [krause.customerId]))).toBe('42501');
    expect(await codeOf(run(weber.customerId, 'update customer set id = $1', [krause.customerId]))).toBe('42501');
  });
});

describe('for whom a connection works', () => {
  const seen = `select count(*)::int as count from call`;
  const withClaim = (claim: string) => asCustomer(weber.customerId).transaction(async sql => {
    await sql.query(statement(`wall-test-${texts++}`, `select set_config('vorzimmer.customer', $1, true)`), [claim]);
    return sql.query(statement<{ count: number }>(`wall-test-${texts++}`, seen));
  });
  const claimOf = async (customerId: string) => (await run<{ claim: string }>(customerId, `select current_setting('vorzimmer.customer') as claim`))[0]!.claim;

  it('is said with a tag that nobody can make up', async () => {
    const own = await claimOf(weber.customerId);
    const tag = own.split('.')[1] as string;
    expect(await withClaim(own)).toEqual([{ count: 4 }]);
    for (const claim of ['', 'nonsense', krause.customerId, `${krause.customerId}.${tag}`, `${krause.customerId}.`, `${weber.customerId}.${tag.replace(/./g, '0')}`, `.${tag}`, `${krause.customerId}.${tag}.${tag}`])
      expect(await withClaim(claim), claim).toEqual([{ count: 0 }]);
  });

  it('is nobody until it is said', async () => {
    const fresh = new Client({ ...desk.address, user: 'vorzimmer_customer' } as object);
    await fresh.connect();
    expect((await fresh.query(seen)).rows).toEqual([{ count: 0 }]);
    await fresh.end();
  });

  it('cannot be found out, nor can the connection become somebody else', async () => {
    for (const text of [
      'select key from wall_key', 'set role vorzimmer_app', 'set session authorization vorzimmer_app', 'alter table call disable row level security', 'drop policy of_customer on call',
      'create policy open on call to vorzimmer_customer using (true)', `create or replace function current_customer() returns uuid language sql as 'select null::uuid'`,
      'select password_hash from account', 'select * from session', 'select * from telephone_door', 'select phone_number from secretary',
    ]) expect(await codeOf(run(weber.customerId, text)), text).toMatch(/^42/);
    await run(weber.customerId, 'reset role');
    expect(await run(weber.customerId, 'select current_user as role, session_user as login')).toEqual([{ role: 'vorzimmer_customer', login: 'vorzimmer_customer' }]);
  });

  it('is worth nothing on another connection, should the tag get out', async () => {
    const fresh = new Client({ ...desk.address, user: 'vorzimmer_customer' } as object);
    await fresh.connect();
    await fresh.query(`select set_config('vorzimmer.customer', $1, false)`, [await claimOf(krause.customerId)]);
    expect((await fresh.query(seen)).rows).toEqual([{ count: 0 }]);
    await fresh.end();
  });

  it('is not believed when a key or a line of one’s own making is laid over the real ones', async () => {
    const smuggler = new Client({ ...desk.address, user: 'vorzimmer_customer' } as object);
    await smuggler.connect();
    const { rows: [{ tag }] } = await smuggler.query(`select encode(sha256(convert_to('known' || pg_backend_pid() || '.' || $1::text, 'UTF8')), 'hex') as tag`, [krause.customerId]);
    await smuggler.query(`create temp table wall_key as select convert_to('known', 'UTF8') as key`);
    await smuggler.query('grant select on wall_key to public');
    await smuggler.query(`select set_config('vorzimmer.customer', $1, false)`, [`${krause.customerId}.${tag}`]);
    expect((await smuggler.query(seen)).rows).toEqual([{ count: 0 }]);
    await smuggler.end();
  });

  it('is all that can be told of: no events are appended in the name of another', async () => {
    const told = (customerId: string | null) => codeOf(run(weber.customerId, `select append_event('CALL_CHANGED', $1, $2)`, [customerId, weber.callId]));
    expect(await told(krause.customerId)).toBe('42501');
    expect(await told(null)).toBe('42501');
    expect(await told(weber.customerId)).toBeNull();
  });

  it('takes away all that the one before could have left in the session', async () => {
    // So many at once that each connection of the pool is met by both.
    const everywhere = (customerId: string, text: string) => Promise.all(Array.from({ length: 10 }, async () => asCustomer(customerId).transaction(async sql => {
      const rows = await sql.query(statement<Record<string, unknown>>(`wall-test-${texts++}`, text));
      await sql.query(statement(`wall-test-${texts++}`, 'select pg_sleep(0.02)'));
      return rows[0];
    })));
    await everywhere(weber.customerId, `select set_config('smuggled.note', 'left behind', false)`);
    await everywhere(weber.customerId, 'create temp table if not exists call as select 1 as id');
    for (const left of await everywhere(krause.customerId, `select current_setting('smuggled.note', true) as note, to_regclass('pg_temp.call') as "table", (select count(*)::int from call) as count`))
      expect(left).toEqual({ note: expect.toSatisfy((note: unknown) => !note), table: null, count: 4 });
  });

  it('lets nobody read over another’s shoulder what they are just writing', async () => {
    await asCustomer(krause.customerId).transaction(async sql => {
      await sql.query(statement(`wall-test-${texts++}`, `select 'a secret of Krause'`));
      const watched = await run<{ query: string | null }>(weber.customerId, `select query from pg_stat_activity where usename = current_user and pid <> pg_backend_pid()`);
      expect(watched.length).toBeGreaterThan(0);
      expect(watched.filter(({ query }) => query?.includes('secret'))).toEqual([]);
    });
  });

  it('stays so where the owner connects and becomes the role', async () => {
    const { host, user, database } = desk.address as { host: string; user: string; database: string };
    const owned = await openDatabase({ url: `postgres://${user}@/${database}?host=${encodeURIComponent(host)}` }, error => { throw error; });
    const WHOSE = statement<{ whose: string; role: string }>('wall-test-owned', 'select distinct customer_id as whose, current_user as role from call');
    for (const customerId of [weber.customerId, krause.customerId, weber.customerId]) {
      expect(await owned.walls.sqlFor(customerId).query(WHOSE)).toEqual([{ whose: customerId, role: 'vorzimmer_customer' }]);
      expect(await owned.walls.emFor(customerId).transactional(em => em.execute(WHOSE.text))).toEqual([{ whose: customerId, role: 'vorzimmer_customer' }]);
    }
    await owned.close();
  });

  it('never mixes on connections that serve many by turns, whatever fails in between', async () => {
    const customers = [weber.customerId, krause.customerId];
    const BY = statement<{ whose: string }>('wall-test-by', 'select distinct customer_id as whose from call');
    const FAILS = statement('wall-test-fails', 'select 1 / (select count(*) - count(*) from call)');
    await Promise.all(Array.from({ length: 300 }, async (_, place) => {
      const customerId = customers[(place * 7) % 2]!;
      const sql = asCustomer(customerId);
      switch (place % 4) {
        case 0: return expect(await sql.query(BY)).toEqual([{ whose: customerId }]);
        case 1: return expect(await codeOf(sql.query(FAILS))).toBe('22012');
        case 2: return expect(await codeOf(sql.transaction(async inner => { expect(await inner.query(BY)).toEqual([{ whose: customerId }]); await inner.query(FAILS); }))).toBe('22012');
        default: return expect(await desk.walls.emFor(customerId).transactional(em => em.execute(BY.text))).toEqual([{ whose: customerId }]);
      }
    }));
  });

  it('is said for units of work inside of their transactions alone', async () => {
    const em = desk.walls.emFor(weber.customerId);
    expect(await em.execute('select id from call')).toEqual([]);
    expect(await em.transactional(inner => inner.execute('select distinct customer_id as whose from call'))).toEqual([{ whose: weber.customerId }]);
    expect(await em.execute('select id from call')).toEqual([]);
  });
});

describe('behind the wall', () => {
  /** A context of the customer's in which every policy and filter of the code takes the actor for a supervisor. */
  const withoutFilters = (customerId: string): Context => {
    const context = desk.as({ kind: 'CUSTOMER', customerId });
    return Object.defineProperty(context, 'actor', { value: leader });
  };
  const ofKrause = (mark: Mark) => mark.places.every(({ ofCustomer }) => ofCustomer === krause.customerId);

  it('a forgotten filter shows nothing of others: in lists, look-ups and the search', async () => {
    const ctx = withoutFilters(weber.customerId) as SignedIn;
    expect((await listCustomers(ctx, { limit: 10, after: null, search: 'Praxis' })).map(({ id }) => id)).toEqual([weber.customerId]);
    for (const filter of [{}, { customerId: krause.customerId }, { search: 'Anna Schmidt' }, { search: 'Rückruf' }])
      for (const { node } of (await listCalls(ctx, { first: 200 }, filter)).edges) expect(node.customerId).toBe(weber.customerId);
    expect(await loadCalls(ctx, [krause.callId, weber.callId])).toEqual([null, expect.objectContaining({ id: weber.callId })]);
  });

  it('all that a supervisor can ask for shows nothing of others', async () => {
    const shown = [];
    for (const field of queriesOf('SUPERVISOR'))
      for (const planted of [weber, krause]) {
        const source = queryFor(desk.schema, field, { viewer: 'SUPERVISOR' }, { ...planted, id: planted[`${field}Id` as keyof PlantedIds] ?? '' })!;
        const { data } = await graphql({ schema: desk.schema, source, contextValue: withoutFilters(weber.customerId) });
        shown.push(...textsOf(data));
      }
    expect(marksIn(marks, shown).filter(({ mark }) => mark.places.every(({ ofCustomer }) => ofCustomer === weber.customerId)).length).toBeGreaterThan(20);
    expect(marksIn(marks, shown).filter(({ mark }) => ofKrause(mark)).map(({ mark, fields }) => `${fields.join()} showed ${mark.text}`)).toEqual([]);
  });

  it('what the code does for staff goes past it, and costs them nothing', async () => {
    const { rows } = await desk.sql.pool.query<{ 'QUERY PLAN': string }>('explain select * from call where customer_id = $1', [weber.customerId]);
    expect(rows.map(row => row['QUERY PLAN']).join('\n')).not.toContain('current_customer');
    const { rows: counted } = await desk.sql.pool.query('select count(distinct customer_id)::int as customers from call');
    expect(counted[0].customers).toBe(2);
  });
});
