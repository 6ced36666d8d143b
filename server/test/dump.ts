import type { Client } from 'pg';

/** One row of the database, with its customer and everything that it says as text. */
export interface DumpedRow { table: string; ofCustomer: unknown; text: string }

/** Everything that is in the database: every row of every table of every schema; bytes as the text they are, and in the ways in which bytes are written. */
export async function dumpOf(owner: Client): Promise<DumpedRow[]> {
  const { rows: tables } = await owner.query<{ name: string; table: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name, c.relname as table from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'm') and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_toast' order by 1`,
  );
  const dumped: DumpedRow[] = [];
  for (const { name, table } of tables)
    for (const row of (await owner.query<Record<string, unknown>>(`select * from ${name}`)).rows) {
      const text = JSON.stringify(row, function (this: Record<string, unknown>, key, value) {
        const bytes = this[key];
        return Buffer.isBuffer(bytes) ? [bytes.toString(), bytes.toString('hex'), bytes.toString('base64'), bytes.toString('base64url')] : (value as unknown);
      });
      dumped.push({ table, ofCustomer: row[table === 'customer' ? 'id' : 'customer_id'], text });
    }
  return dumped;
}

/** The tables in which a text stands, as it is written there. */
export const tablesWith = (dumped: readonly DumpedRow[], text: string): string[] => {
  const written = JSON.stringify(text).slice(1, -1);
  return [...new Set(dumped.flatMap(row => (row.text.includes(written) ? [row.table] : [])))];
};
