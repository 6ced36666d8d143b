import { type Sql, statement } from '../database/sql.ts';
import { sendLastMail } from '../mail/mail.service.ts';
import type { MailLanguage } from '../mail/mail.texts.ts';
import { storedData } from '../privacy/stored-data.ts';
import type { SecretStore } from '../secrets/secrets.ts';
import { readAddedToOnly } from './expiry.ts';
import { type Counts, type House, inPortions, sumOf } from './house.ts';

/** Why a customer is erased. */
export type ErasureReason = 'CONTRACT_OVER' | 'CUSTOMER_WISHED' | 'INACTIVE';

const TABLES = statement<{ table: string; after: string[] }>(
  'erasure-tables',
  // Tables with a customer's rows which are not deleted along with other rows of the customer, and those in each that have to go before them.
  `with owned as (
     select c.oid, c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'customer_id' and not a.attisdropped
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
   )
   select o.relname as table,
     array(select k.conrelid::regclass::text from pg_constraint k where k.contype = 'f' and k.confrelid = o.oid and k.confdeltype in ('a', 'r') and k.conrelid <> o.oid) as after
   from owned o
   where not exists (select from pg_constraint k join owned parent on parent.oid = k.confrelid and parent.oid <> o.oid where k.conrelid = o.oid and k.contype = 'f' and k.confdeltype = 'c')
      or exists (select from pg_constraint k join owned held on held.oid = k.confrelid and held.oid <> o.oid where k.conrelid = o.oid and k.contype = 'f' and k.confdeltype in ('a', 'r'))
   order by 1`,
);

/** The tables to delete from, each after those that point at it and would hold it. */
export async function erasureOrder(sql: Sql): Promise<string[]> {
  let waiting = await sql.query(TABLES);
  const order: string[] = [];
  while (waiting.length) {
    const ready = waiting.filter(({ after }) => !waiting.some(({ table }) => after.includes(table)));
    // People go as late as they can, with their accounts: with them goes the word that everything is deleted.
    const others = ready.filter(({ table }) => table !== 'customer_user');
    const free = others.length ? others : ready;
    if (!free.length) throw new Error(`these tables hold each other: ${waiting.map(({ table }) => table).join(', ')}`);
    order.push(...free.map(({ table }) => table));
    waiting = waiting.filter(row => !free.includes(row));
  }
  return order;
}

const ROWS = 200;
// Two processes can be at the same customer: each portion waits for the other's.
const IN_TURN = statement('erasure-in-turn', 'select pg_advisory_xact_lock(hashtextextended($1::text, 8672664939))');
const removals = new Map<string, ReturnType<typeof removalFrom>>();
const removalFrom = (table: string) =>
  statement<{ count: number }>(
    `erasure-delete-${table}`,
    `with gone as (delete from "${table}" where ctid = any(array(select ctid from "${table}" where customer_id = $1 limit ${ROWS})) returning 1) select count(*)::int as count from gone`,
  );

const LEAVING = statement<{ toAddress: string; language: MailLanguage }>(
  'erasure-leaving', 'select a.email as "toAddress", c.language from account a join customer c on c.id = a.customer_id where a.customer_id = $1 order by a.id',
);
const LEAVE = statement<{ count: number }>('erasure-leave', 'with gone as (delete from customer_user where customer_id = $1 returning 1) select count(*)::int as count from gone');
/** Deletes the people of a customer with their accounts, and tells each of them in the same transaction that this was all. */
async function bidFarewell(store: SecretStore, customerId: string, now: Date): Promise<number> {
  for (const to of await store.sql.query(LEAVING, [customerId])) await sendLastMail(store, { ...to, kind: 'ERASED' }, now);
  return (await store.sql.one(LEAVE, [customerId]))!.count;
}

/** What the law keeps of a customer: the columns that say so. */
export const keptByLaw = Object.entries(storedData['customer']!.columns).flatMap(([column, part]) => (typeof part === 'object' && part.ending === 'KEPT_BY_LAW' ? [column] : []));

const FAREWELL = statement<{ count: number }>(
  'erasure-customer',
  // In one statement with the deletion: of two that erase at once, the one that deletes writes it down.
  `with gone as (delete from customer where id = $1 returning ${keptByLaw.join(', ')}),
   kept as (
     insert into kept_by_law (${keptByLaw.join(', ')}, erased_at, reason, year_ended_on)
     select ${keptByLaw.join(', ')}, $2, $3, make_date(extract(year from contract_ended_on)::int, 12, 31) from gone where contract_ended_on is not null
   )
   select count(*)::int as count from gone`,
);

/**
 * Erases a customer with everything that is theirs: every row with their id in every table, and whatever hangs on those. Kept
 * is what the law wants, apart. It goes in portions; broken off or begun twice, it is finished by whoever comes next.
 */
export async function eraseCustomer({ sql, secrets, maintenance }: House, customerId: string, reason: ErasureReason, now: Date): Promise<Counts> {
  const order = await erasureOrder(sql);
  const addedToOnly = await readAddedToOnly(sql);
  const sweep = async (): Promise<Counts> => {
    const counts: Counts = {};
    for (const table of order) {
      const removal = removals.get(table) ?? removals.set(table, removalFrom(table)).get(table)!;
      const by = addedToOnly.has(table) ? maintenance : sql;
      counts[table] = await inPortions(() => by.transaction(async sql => {
        await sql.query(IN_TURN, [customerId]);
        return table === 'customer_user' ? bidFarewell({ sql, secrets }, customerId, now) : (await sql.one(removal, [customerId]))!.count;
      }));
    }
    return counts;
  };
  const before = await sweep();
  const gone = await sql.transaction(async sql => {
    await sql.query(IN_TURN, [customerId]);
    return (await sql.one(FAREWELL, [customerId, now, reason]))!.count;
  });
  // What was written while it went on, such as an event, names a customer who is gone.
  return sumOf([before, { customer: gone }, await sweep()]);
}

const HELD = statement<{ count: number }>('erasure-held', `select count(*)::int as count from call where customer_id = $1`);
/** How much would go with the customer, by the tables that are counted for a preview. */
export const countOfCustomer = async (sql: Sql, customerId: string): Promise<Counts> => ({ customer: 1, call: (await sql.one(HELD, [customerId]))!.count });
