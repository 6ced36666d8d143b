import type { Batch, Context } from '../context.ts';
import { statement, type Sql } from '../database/sql.ts';
import type { ForwardingLimits } from '../numbers/phone-number.ts';
import { isUuid } from '../database/uuid.ts';
import { ownCustomerId } from '../identity/actor.ts';
import type { FederalState, Language } from './customer.entity.ts';
import { asker, canSeeCustomer } from './customer.policy.ts';

/** A customer as the API shows one. */
export interface CustomerRow {
  __typename: 'Customer';
  id: string;
  customerNumber: string;
  name: string;
  timeZone: string;
  language: `${Language}`;
  federalState: `${FederalState}` | null;
  /** As YYYY-MM-DD, in the customer's time zone. */
  contractStartedOn: string;
  /** The last day; null while no end is known. */
  contractEndsOn: string | null;
  version: number;
}

/** A line as the API shows one. */
export interface LineRow {
  __typename: 'Line';
  id: string;
  customerId: string;
  number: string;
  isBlock: boolean;
  label: string | null;
  version: number;
}

/** A stretch of a list that is ordered by a text or a time, then by id: at most `limit` rows after a place in it. */
export interface Stretch {
  limit: number;
  after: { key: string; id: string } | null;
}

/** The place before all names. Statements always compare with a place, since "or it is null" would keep them from the index. */
export const BEFORE_ALL_NAMES = { key: '', id: '00000000-0000-0000-0000-000000000000' };

const CUSTOMER = `'Customer' as "__typename", id, customer_number as "customerNumber", name, time_zone as "timeZone", language,
  federal_state as "federalState", contract_started_on::text as "contractStartedOn", contract_ended_on::text as "contractEndsOn", version`;
const LINE = `'Line' as "__typename", id, customer_id as "customerId", number, is_block as "isBlock", label, version`;

const CUSTOMERS_BY_ID = statement<CustomerRow>('customers-by-id', `select ${CUSTOMER} from customer where id = any($1::uuid[])`);
const LINES_BY_ID = statement<LineRow>('lines-by-id', `select ${LINE} from line where id = any($1::uuid[])`);
const LINES_OF = statement<LineRow>('lines-of', `select ${LINE} from line where customer_id = any($1::uuid[]) and released_at is null order by customer_id, number`);
const ALLOWED_COUNTRIES = statement<{ allowedCountries: string[] }>('allowed-countries', 'select allowed_countries as "allowedCountries" from telephony_settings');
const SERVICE_NUMBERS = statement<{ number: string; isBlock: boolean }>(
  'service-numbers',
  `select number, is_block as "isBlock" from lines_covering($1::text[])`,
);
const CUSTOMER_PAGE = statement<CustomerRow>(
  'customer-page',
  `select ${CUSTOMER} from customer where (name, id) > ($2, $3::uuid) and search_text like all ($4::text[]) order by name, id limit $1`,
);
const OWN_CUSTOMER = statement<CustomerRow>(
  'customer-own',
  `select ${CUSTOMER} from customer where (name, id) > ($2, $3::uuid) and search_text like all ($4::text[]) and id = $5 limit $1`,
);

/** The words of a search as patterns for `search_text`, in which each may stand anywhere. */
export const searchPatterns = (search: string | null): string[] =>
  (search ?? '').replaceAll('\0', '').toLowerCase().split(/\s+/).filter(Boolean).slice(0, 10).map(word => `%${word.replace(/[\\%_]/g, '\\$&')}%`);

/** The customer, whoever asks; undefined when there is none. */
export const readCustomer = async (sql: Pick<Sql, 'one'>, id: string): Promise<CustomerRow | undefined> =>
  isUuid(id) ? sql.one(CUSTOMERS_BY_ID, [[id]]) : undefined;

/** The line, whoever asks; undefined when there is none. */
export const readLine = async (sql: Pick<Sql, 'one'>, id: string): Promise<LineRow | undefined> =>
  isUuid(id) ? sql.one(LINES_BY_ID, [[id]]) : undefined;

/** Customers that the actor sees, null for the others. */
export const loadCustomers: Batch<string, CustomerRow | null> = async ({ sql, actor }, ids) => {
  const rows = new Map((await sql.query(CUSTOMERS_BY_ID, [ids.filter(isUuid)])).map(row => [row.id, row]));
  return ids.map(id => (canSeeCustomer(actor, id) ? rows.get(id) ?? null : null));
};

/** Lines that the actor sees, null for the others. */
export const loadLines: Batch<string, LineRow | null> = async ({ sql, actor }, ids) => {
  const rows = new Map((await sql.query(LINES_BY_ID, [ids.filter(isUuid)])).map(row => [row.id, row]));
  return ids.map(id => {
    const row = rows.get(id);
    return row && canSeeCustomer(actor, row.customerId) ? row : null;
  });
};

/** The lines of each customer, by number; none for customers that the actor does not see. */
export const loadLinesOf: Batch<string, LineRow[]> = async ({ sql, actor }, customerIds) => {
  const lines = Map.groupBy(await sql.query(LINES_OF, [customerIds]), line => line.customerId);
  return customerIds.map(id => (canSeeCustomer(actor, id) ? lines.get(id) ?? [] : []));
};

/** The customers that the actor sees, by name: staff all of them, a customer themselves; each word of the search is part of the name or the customer number. */
export async function listCustomers(ctx: Context, { limit, after, search }: Stretch & { search: string | null }): Promise<CustomerRow[]> {
  const own = ownCustomerId(asker(ctx.actor));
  const { key, id } = after ?? BEFORE_ALL_NAMES;
  const stretch = [limit, key, id, searchPatterns(search)];
  return own === null ? ctx.sql.query(CUSTOMER_PAGE, stretch) : ctx.sql.query(OWN_CUSTOMER, [...stretch, own]);
}

/** What decides whether callers may be put through to one of the numbers: the service's own lines that cover it, and the countries that it dials. */
export async function readForwardingLimits(sql: Pick<Sql, 'query'>, numbers: readonly string[]): Promise<ForwardingLimits> {
  const [serviceNumbers, [settings]] = await Promise.all([readServiceNumbers(sql, numbers), sql.query(ALLOWED_COUNTRIES)]);
  return { serviceNumbers, ...settings };
}

/** The lines of the service that cover one of the numbers: the same number, or the prefix of a block. */
export function readServiceNumbers(sql: Pick<Sql, 'query'>, numbers: readonly string[]): Promise<{ number: string; isBlock: boolean }[]> {
  const prefixes = numbers.flatMap(number => Array.from({ length: number.length - 4 }, (_, more) => number.slice(0, 5 + more)));
  return sql.query(SERVICE_NUMBERS, [[...new Set(prefixes)]]);
}
