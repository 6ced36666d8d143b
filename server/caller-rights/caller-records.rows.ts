import { type Sql, statement } from '../database/sql.ts';
import { patternOfNumber } from '../numbers/phone-number.ts';
import { CALLER_TABLES, type CallerTableName, IN_FORCE, type RecordKind, RESTRICTABLE, TEXTS } from './caller-tables.ts';

/** What is looked for: a number with all rows that are its caller's own. */
export interface Sought {
  number: string;
  pattern: string;
  calls: string[];
  notes: string[];
  /** The contacts with that number, and those of them that have no other. */
  contacts: string[];
  wholeContacts: string[];
}

/** How much of one kind is stored at one customer, or at none; restricted or not. */
export interface RecordCount {
  customerId: string | null;
  kind: RecordKind;
  count: number;
  restricted: number;
  oldestAt: Date | null;
  newestAt: Date | null;
}

/** Everything sought, as a row that conditions can speak of. */
export const SOUGHT = `with sought as (select $1::text as number, $2::text as pattern, $3::uuid[] as calls, $4::uuid[] as notes, $5::uuid[] as contacts, $6::uuid[] as whole_contacts)`;
export const asValues = ({ number, pattern, calls, notes, contacts, wholeContacts }: Sought): unknown[] => [number, pattern, calls, notes, contacts, wholeContacts];

const aside = (table: string, columns: string) =>
  `select ${columns}, r.place from restricted_row r cross join lateral jsonb_populate_record(null::public."${table}", r.row) t where r.table_name = '${table}'`;

/** The rows of a table, and those of it that are restricted, which alone have a `place`. */
export const rowsOf = (table: string, columns: readonly string[]): string => {
  const said = columns.map(column => `t."${column}"`).join(', ');
  return `(select ${said}, null::bigint as place from public."${table}" t${RESTRICTABLE.has(table) ? ` union all ${aside(table, said)}` : ''})`;
};

const CONTACTS = statement<{ id: string; isWhole: boolean }>(
  'caller-contacts',
  `with numbers as (select * from ${rowsOf('contact_number', ['contact_id', 'number'])} n)
   select contact_id as id, not exists (select from numbers other where other.contact_id = mine.contact_id and other.number <> $1) as "isWhole" from numbers mine where number = $1`,
);
const CALLS = statement<{ id: string }>(
  'caller-calls',
  `select id from ${rowsOf('call', ['id', 'caller_number', 'caller_raw', 'identified_contact_id'])} c where caller_number = $1 or caller_raw ~ $2 or identified_contact_id = any($3::uuid[])
   union select call_id from ${rowsOf('call_note', ['call_id', 'caller_number'])} n where caller_number ~ $2
   union select call_id from ${rowsOf('note_draft', ['call_id', 'caller_number'])} d where caller_number ~ $2
   union select n.call_id from ${rowsOf('call_note_version', ['note_id', 'caller_number'])} v join ${rowsOf('call_note', ['id', 'call_id'])} n on n.id = v.note_id where v.caller_number ~ $2`,
);
const NOTES = statement<{ id: string }>('caller-notes', `select id from ${rowsOf('call_note', ['id', 'call_id'])} n where call_id = any($1::uuid[])`);

/** Looks for all rows that are the caller's own: those with the number, those that hang on them, and those of contacts that have no other number. */
export async function seek(sql: Sql, number: string): Promise<Sought> {
  const pattern = patternOfNumber(number);
  const found = await sql.query(CONTACTS, [number]);
  const wholeContacts = found.filter(({ isWhole }) => isWhole).map(({ id }) => id);
  const calls = (await sql.query(CALLS, [number, pattern, wholeContacts])).map(({ id }) => id);
  const notes = (await sql.query(NOTES, [calls])).map(({ id }) => id);
  return { number, pattern, calls, notes, contacts: found.map(({ id }) => id), wholeContacts };
}

/** The columns of `x` that a condition speaks of. */
export const keysOf = (own: string) => [...new Set([...own.matchAll(/x\.(\w+)/g)].map(([, column]) => column as string))];
const ownByTable = new Map<string, string>(CALLER_TABLES.map(({ name, own }) => [name, own]));
const HAS_NO_CUSTOMER = new Set(['unassigned_call']);

const ownRows = CALLER_TABLES.map(({ name, kind, at, own }) => {
  const isNobodys = HAS_NO_CUSTOMER.has(name);
  return `select '${kind}' as kind, ${isNobodys ? 'null::uuid' : 'x.customer_id'} as customer_id, x.place, ${at === null ? 'null::timestamptz' : `x."${at}"`} as at
     from ${rowsOf(name, [...new Set([...(isNobodys ? [] : ['customer_id']), ...(at === null ? [] : [at]), ...keysOf(own)])])} x, sought where ${own}`;
});
const mentions = TEXTS.map(({ table, columns }) => {
  const own = ownByTable.get(table);
  return `select 'MENTION' as kind, x.customer_id, x.place, null::timestamptz as at
     from ${rowsOf(table, [...new Set(['customer_id', ...columns, ...(own ? keysOf(own) : [])])])} x, sought where (${columns.map(column => `x."${column}"::text ~ sought.pattern`).join(' or ')})${own ? ` and not (${own})` : ''}`;
});
const inForce = IN_FORCE.map(({ table, columns }) =>
  `select 'IN_FORCE' as kind, x.customer_id, null::bigint as place, null::timestamptz as at from public."${table}" x, sought where ${columns.map(column => `x."${column}"::text ~ sought.pattern`).join(' or ')}`);

const COUNTS = statement<RecordCount>(
  'caller-record-counts',
  `${SOUGHT}
   select customer_id as "customerId", kind, count(*)::int as count, count(place)::int as restricted, min(at) as "oldestAt", max(at) as "newestAt"
   from (${[...ownRows, ...mentions, ...inForce].join('\n union all ')}) found group by customer_id, kind`,
);
/** How much is stored, by customer and kind. */
export const countRecords = (sql: Sql, sought: Sought): Promise<RecordCount[]> => sql.query(COUNTS, asValues(sought));

const OPEN = statement<{ id: string }>(
  'caller-open',
  // A call is worked on until its note is written; while the number is dialled, it is in use as well.
  `${SOUGHT} select c.id from call c, sought
   where (c.id = any(sought.calls) and not (c.state = 'ENDED' and (c.result is not null or c.taken_by is null)))
      or exists (select from attempt a where a.call_id = c.id and a.number = sought.number and a.outcome is null)
   limit 1`,
);
/** Whether somebody talks to the caller, or rings them, or still writes down what they said. */
export const isInUse = async (sql: Sql, sought: Sought): Promise<boolean> => (await sql.one(OPEN, asValues(sought))) !== undefined;

const HOLD = statement('caller-hold', 'select id from call where id = any($1::uuid[]) for update');
/** Holds the calls until the transaction is over, so that none of them goes on meanwhile. */
export const holdCalls = (sql: Sql, { calls }: Sought) => sql.query(HOLD, [calls]);

/** The conditions by which the caller's own rows are found in a table. */
export const ownIn = (table: CallerTableName): string => ownByTable.get(table) as string;
