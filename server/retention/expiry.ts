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
  expiries.map(({ table, since }) => [table, {
    count: statement<{ count: number }>(`expiry-count-${table}`, `select count(*)::int as count from "${table}" where "${since}" < $1`),
    remove: statement<{ count: number }>(
      `expiry-delete-${table}`,
      `with gone as (delete from "${table}" where ctid = any(array(select ctid from "${table}" where "${since}" < $1 limit ${PORTION})) and "${since}" < $1 returning 1)
       select count(*)::int as count from gone`,
    ),
  }]),
);

/** Deletes what is past its term in the table, in portions. */
export async function expire({ sql, maintenance }: House, { table, span }: Expiry, now: Date): Promise<Counts> {
  const olderThan = before(now, span);
  // The log of events is forgotten from its beginning on, and remembers how far.
  if (table === 'event') return { event: await pruneEvents(sql, olderThan) };
  const by = (await readAddedToOnly(sql)).has(table) ? maintenance : sql;
  return { [table]: await inPortions(async () => (await by.one(statements.get(table)!.remove, [olderThan]))!.count) };
}

/** How many rows are past their term in the table. What the law keeps is kept from those who ask as well. */
export async function countExpired(sql: Sql, { table, span }: Expiry, now: Date): Promise<Counts> {
  return table === 'kept_by_law' ? {} : { [table]: (await sql.one(statements.get(table)!.count, [before(now, span)]))!.count };
}
