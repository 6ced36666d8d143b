import { type Sql, statement } from '../database/sql.ts';
import { pruneEvents } from '../events/event-log.ts';
import { type Span, TERMS } from '../privacy/declaration.ts';
import { storedData } from '../privacy/stored-data.ts';
import { before, type Counts, type House, inPortions, PORTION } from './house.ts';

/** A table whose rows have a term of their own, from a time in them on. What hangs on such a row goes with it. */
export interface Expiry {
  table: string;
  says: string;
  span: Span;
  since: string;
}

/** All such tables, as they are declared. */
export const expiries: Expiry[] = Object.entries(storedData).flatMap(([table, { kept, since }]) => {
  const term = TERMS[kept];
  return term.from === 'SINCE' && since !== undefined && !since.includes('.') ? [{ table, says: term.says, span: term.span, since }] : [];
});

/** The term of a table that has one of its own. */
export function expiryOf(table: string): Expiry {
  const found = expiries.find(expiry => expiry.table === table);
  if (!found) throw new Error(`${table} has no term of its own`);
  return found;
}

const ADDED_TO_ONLY = statement<{ table: string }>(
  'retention-added-to-only',
  `select relname as table from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not has_table_privilege('vorzimmer_app', oid, 'delete')`,
);
/** The tables whose rows the application cannot delete. */
export const readAddedToOnly = async (sql: Sql): Promise<Set<string>> => new Set((await sql.query(ADDED_TO_ONLY)).map(({ table }) => table));

const statements = new Map(
  expiries.map(({ table, since }) => [table, statement<{ count: number }>(
    `expiry-delete-${table}`,
    `with gone as (delete from "${table}" where ctid = any(array(select ctid from "${table}" where "${since}" < $1 limit ${PORTION})) and "${since}" < $1 returning 1)
     select count(*)::int as count from gone`,
  )]),
);

/** Deletes what is past its term in the table, in portions. */
export async function expire({ sql, maintenance }: House, { table, span }: Expiry, now: Date): Promise<Counts> {
  const olderThan = before(now, span);
  // The log of events is forgotten from its beginning on, and remembers how far.
  if (table === 'event') return { event: await pruneEvents(sql, olderThan) };
  const by = (await readAddedToOnly(sql)).has(table) ? maintenance : sql;
  return { [table]: await inPortions(async () => (await by.one(statements.get(table)!, [olderThan]))!.count) };
}

/** A foreign key by which rows go with the row on which they hang. */
interface Hanging { table: string; columns: string[]; on: string; to: string[] }

const columnsOf = (relation: string, numbers: string) =>
  `(select array_agg(a.attname::text order by key.place) from unnest(k.${numbers}) with ordinality as key(number, place) join pg_attribute a on a.attrelid = k.${relation} and a.attnum = key.number)`;
const HANGING = statement<Hanging>(
  'retention-hanging',
  `select t.relname as table, ${columnsOf('conrelid', 'conkey')} as columns, p.relname as on, ${columnsOf('confrelid', 'confkey')} as to
   from pg_constraint k join pg_class t on t.oid = k.conrelid join pg_class p on p.oid = k.confrelid
   where k.contype = 'f' and k.confdeltype = 'c' and k.connamespace = 'public'::regnamespace order by k.conname, k.oid`,
);

/** Conditions under which a row of the table is gone with another by the time; `taken` says of a table which of its rows are taken before. */
function goneWith(table: string, row: string, hanging: readonly Hanging[], taken: (table: string, row: string) => string[], way: readonly string[] = [table]): string[] {
  return hanging.filter(key => key.table === table && !way.includes(key.on)).flatMap((key, place) => {
    const parent = `${row}_${place}`;
    const gone = [...taken(key.on, parent), ...goneWith(key.on, parent, hanging, taken, [...way, key.on])];
    return gone.length ? [`exists (select from "${key.on}" ${parent} where ${key.columns.map((column, at) => `${parent}."${key.to[at]}" = ${row}."${column}"`).join(' and ')} and (${gone.join(' or ')}))`] : [];
  });
}

/** How many rows a run would delete in the table: what is past its term and does not go with what the jobs before take. What the law keeps is kept from those who ask as well. */
export async function countExpired(sql: Sql, { table, since, span }: Expiry, now: Date): Promise<Counts> {
  if (table === 'kept_by_law') return {};
  const moments: Date[] = [];
  const isPast = (row: string, column: string, term: Span) => `${row}."${column}" < $${moments.push(before(now, term))}`;
  const earlier = expiries.slice(0, expiries.findIndex(one => one.table === table));
  const taken = (other: string, row: string) => [
    ...earlier.filter(one => one.table === other).map(one => isPast(row, one.since, one.span)),
    // Accounts that nobody uses go before.
    ...(other === 'account' ? [isPast(row, 'last_active_on', TERMS.ACCOUNT.span)] : []),
  ];
  const own = isPast('x', since, span);
  const gone = goneWith(table, 'x', await sql.query(HANGING), taken);
  const counting = statement<{ count: number }>(`expiry-count-${table}`, `select count(*)::int as count from "${table}" x where ${[own, ...gone.map(one => `not ${one}`)].join(' and ')}`);
  return { [table]: (await sql.one(counting, moments))!.count };
}
