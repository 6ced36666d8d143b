import type { Batch, Context } from '../context.ts';
import { statement } from '../database/sql.ts';
import { isUuid } from '../database/uuid.ts';
import { decodeTimeCursor, encodeCursor, pageLimit, toConnection } from '../graphql/connection.ts';
import { loadContacts } from '../contacts/contact.rows.ts';
import { Forbidden } from '../errors.ts';
import { type Actor, ownCustomerId } from '../identity/actor.ts';
import { isFixedLine } from '../numbers/phone-number.ts';
import type { CallResult, CallState } from './call.entity.ts';
import { CALL_COLUMNS, CALL_JOINS, type CallRow, type FlatCall, NOT_IN_TRASH, toCallRow } from './call.rows.ts';

/** A context of somebody who may ask: a person or a program with a key. */
type Asking = Context & { actor: Actor };

/** Which calls to list; everything given must hold. */
export interface CallFilter {
  search?: string | null;
  customerId?: string | null;
  states?: `${CallState}`[] | null;
  results?: `${CallResult}`[] | null;
  needsCallBack?: boolean | null;
  urgent?: boolean | null;
  secretaryId?: string | null;
  contactId?: string | null;
  from?: Date | null;
  until?: Date | null;
}

/** How many of the newest calls a search looks through before it asks the index of words: frequent words are found there at once. */
const WALK = 1_000;
/** How many when some were found, but too few beside other filters: their word may be in so many calls that the index would have all of them read. */
const LONG_WALK = 10_000;

/** Words of a search that are looked for one by one. */
const MOST_WORDS = 8;
/** How many months of calls the index is asked for first, and how many where these show that it is worth a look before it is asked for all. */
const [FEW_MONTHS, MANY_MONTHS] = [2, 12];
/** How many digits at the end of a number the index is asked for: each more costs as much as the one before, and hardly narrows down. */
const DIGITS_OF_INDEX = 6;

const NEEDS_CALL_BACK = `c.call_back_done_at is null and c.state = 'ENDED' and (c.call_back_wished or c.result in ('MISSED', 'ABANDONED'))`;

/** Whether somebody should call back. */
export const needsCallBack = (call: CallRow): boolean =>
  call.callBackDoneAt === null && call.state === 'ENDED' && (call.callBackWished || call.result === 'MISSED' || call.result === 'ABANDONED');

/** The digits of a number or a part of one, as they stand in E.164: 0176 12 → 17612, +49 (0)176 → 49176. Null when it is no number. */
export function digitsOf(search: string): string | null {
  if (!/^[\d\s()+/.-]+$/.test(search)) return null;
  const digits = search.replace('(0)', '').replace(/\D/g, '').replace(/^0+/, '');
  return digits.length >= 3 ? digits : null;
}

/** The first and the last three letters in a row, or those that there are: all letters of a word cost the index more and hardly narrow down beside another word. */
const endsOf = (text: string): string[] => (/([\p{L}\p{N}]{3})(?:.*([\p{L}\p{N}]{3}))?/u.exec(text.toLowerCase()) ?? []).slice(1).filter(Boolean);

const likePattern = (...parts: string[]) => `%${parts.map(part => part.toLowerCase().replace(/[\\%_]/g, '\\$&')).join('%')}%`;

/** A contact whose calls are asked for, as the index of calls finds them: named by a secretary, by a number of theirs, or from an extension of their switchboard. */
interface Whose { id: string; customerId: string; numbers: readonly string[]; stems: readonly string[] }

/** Whose calls a filter asks for; undefined: nobody's in particular, null: of somebody who is not there for whoever asks. */
async function whose(ctx: Asking, { contactId }: CallFilter): Promise<Whose | null | undefined> {
  if (contactId === null || contactId === undefined) return undefined;
  // Whoever may not read the book must not learn from it who called either.
  if (ctx.actor.kind === 'API_KEY' && !ctx.actor.scopes.has('contacts:read')) throw new Forbidden();
  const contact = isUuid(contactId) ? await ctx.edge(loadContacts, contactId) : null;
  if (!contact) return null;
  return { id: contact.id, customerId: contact.customerId, numbers: contact.numbers, stems: contact.numbers.filter(number => number.endsWith('0') && isFixedLine(number)).map(number => number.slice(0, -1)) };
}

/** The ids of a contact's calls in SQL. Each way has an index of its own; written with OR, PostgreSQL reads all calls of the customer. */
function callsOf({ id, customerId, numbers, stems }: Whose, put: (value: unknown) => string): string {
  const customer = put(customerId);
  const by = (condition: string) => `select o.id from call o where o.customer_id = ${customer} and ${condition}`;
  const ways = [by(`o.identified_contact_id = ${put(id)}`)];
  if (numbers.length) ways.push(by(`o.identified_contact_id is null and o.caller_number = any(${put(numbers)}::text[])`));
  // As caller-match.ts has it: two to four digits in the place of the 0.
  if (stems.length) ways.push(`select o.id from unnest(${put(stems)}::text[]) stem join call o on o.customer_id = ${customer} and o.identified_contact_id is null
    and o.caller_number between stem || '0' and stem || '9999' and length(o.caller_number) - length(stem) between 2 and 4`);
  return ways.join(' union ');
}

/**
 * What a search asks for in SQL, as one text or word by word: a part of a name beside a word of the note. `found` holds for
 * what it finds; `inIndex` makes conditions for that and a little more, each of which the index of words answers in one go.
 */
function searched(search: string, put: (value: unknown) => string): { found: string; inIndex: () => string } {
  const namesHave = (...parts: string[]) => `c.search_names like ${put(likePattern(...parts))}`;
  // One or two letters are in the middle of most names, where the index does not have them: a name begins with them.
  const aNameBegins = (text: string) => (/[\p{L}\p{N}]/u.test(text) ? `(c.search_names like ${put(likePattern(text).slice(1))} or ${namesHave(` ${text}`)})` : 'false');
  const part = (text: string) => {
    const [given, digits] = [put(text), digitsOf(text)];
    return {
      text,
      digits,
      // Said once where both are the same: the index would ask twice.
      query: `(select case when german = simple then simple else german || simple end from (select websearch_to_tsquery('german', ${given}) as german, websearch_to_tsquery('simple', ${given}) as simple) asked)`,
      hasMeaning: `numnode(websearch_to_tsquery('german', ${given})) > 0`,
      inNames: digits !== null || endsOf(text).length > 0 ? namesHave(digits ?? text) : aNameBegins(text),
    };
  };
  type Part = ReturnType<typeof part>;
  // In a query of its own the words are read once for the statement, else once for each call.
  const said = (query: string) => `c.search @@ (select ${query})`;
  const has = ({ query, inNames }: Part) => `(${said(query)} or ${inNames})`;
  const piecesInNames = ({ text, digits }: Part) => namesHave(...(digits === null ? endsOf(text) : [digits.slice(-DIGITS_OF_INDEX)]));

  const whole = part(search);
  // The longest first, as they are the rarest.
  const texts = whole.digits === null ? search.split(/\s+/).slice(0, MOST_WORDS).toSorted((a, b) => b.length - a.length) : [];
  if (texts.length < 2) return { found: has(whole), inIndex: () => `(${said(whole.query)} or ${whole.digits === null ? whole.inNames : piecesInNames(whole)})` };

  const parts = texts.map(part);
  const found = `(${has(whole)} or (${parts.map(has).join(' and ')}))`;
  return {
    found,
    inIndex() {
      // The index has names by three letters in a row, and does not have what is not to be there.
      const asked = parts.filter(({ text }) => endsOf(text).length > 0 && !text.startsWith('-'));
      const [first, second, ...more] = asked;
      if (first === undefined) return found;
      const all = asked.map(({ query }) => query).join(' && ');
      // Who said the whole text said each word, but for one or the other, and for words without a meaning of their own, which are in no note.
      const isEachMeant = /\bor\b|"/i.test(search) ? 'false' : asked.map(({ hasMeaning }) => hasMeaning).join(' and ');
      const ways = [said(`case when ${isEachMeant} then ${all} else ${whole.query} || (${all}) end`)];
      // Else one of them is in a name: of the two that are the rarest, or another beside these.
      if (second === undefined) ways.push(piecesInNames(first));
      else {
        const [inFirst, inSecond] = [piecesInNames(first), piecesInNames(second)];
        ways.push(`${inFirst} and ${inSecond}`, `${inFirst} and ${said(second.query)}`, `${said(first.query)} and ${inSecond}`, ...more.map(other => `${said(`${first.query} && ${second.query}`)} and ${piecesInNames(other)}`));
      }
      // A name that has the whole text has each word, but for the mere digits of one that is written with strokes between them.
      if (parts.some(({ text, digits }) => digits !== null && /\D/.test(text))) ways.push(whole.inNames);
      return `(${ways.map(way => `(${way})`).join(' or ')})`;
    },
  };
}

/** What a filter asks for in SQL, with the values that it names; `search` is what a search asks for beside it, null without one. */
function narrowed(actor: Actor, filter: CallFilter, contact: Whose | undefined, after: { key: string; id: string } | null = null) {
  const own = ownCustomerId(actor);
  const values: unknown[] = [];
  const put = (value: unknown) => `$${values.push(value)}`;
  const where: string[] = [];
  if (own) where.push(`c.customer_id = ${put(own)}`);
  where.push(NOT_IN_TRASH);
  if (filter.customerId) where.push(`c.customer_id = ${put(filter.customerId)}`);
  if (filter.states) where.push(`c.state = any(${put(filter.states)}::text[])`);
  if (filter.results) where.push(`c.result = any(${put(filter.results)}::text[])`);
  if (filter.needsCallBack === true) where.push(NEEDS_CALL_BACK);
  if (filter.needsCallBack === false) where.push(`not (${NEEDS_CALL_BACK})`);
  if (filter.urgent !== null && filter.urgent !== undefined) where.push(`c.urgent = ${put(filter.urgent)}`);
  if (filter.secretaryId) where.push(`c.taken_by = ${put(filter.secretaryId)}::uuid`);
  if (contact) where.push(`c.id in (${callsOf(contact, put)})`);
  if (filter.from) where.push(`c.received_at >= ${put(filter.from)}`);
  if (filter.until) where.push(`c.received_at < ${put(filter.until)}`);
  // Compared as a row: written with OR, PostgreSQL reads everything before the place again.
  if (after) where.push(`(c.received_at, c.id) < (${put(after.key)}::timestamptz, ${put(after.id)}::uuid)`);

  const search = filter.search?.replaceAll('\0', '').slice(0, 200).trim();
  return { values, where, put, search: search ? searched(search, put) : null };
}

/** Whether a filter names a customer or a secretary that nobody can be. */
const namesNobody = ({ customerId, secretaryId }: CallFilter): boolean => [customerId, secretaryId].some(id => id && !isUuid(id));

/** Whether a filter leaves out calls that a search would find, other than by whose they are and when they came. */
const leavesOut = ({ states, results, needsCallBack, urgent, secretaryId, contactId }: CallFilter): boolean => [states, results, needsCallBack, urgent, secretaryId, contactId].some(given => (given ?? null) !== null);

/** Calls the actor may see, newest first. A customer's people see their own customer's. */
export async function listCalls(ctx: Asking, page: { first: number; after?: string | null }, filter: CallFilter) {
  const limit = pageLimit(page);
  const after = decodeTimeCursor(page.after);
  const contact = await whose(ctx, filter);
  if (contact === null || namesNobody(filter)) return toPage([], page.first);
  const { values, where, search } = narrowed(ctx.actor, filter, contact, after);

  const ordered = 'order by c.received_at desc, c.id desc';
  const read = async (condition: string, asked: readonly unknown[], source = 'call c') => {
    const text = `select ${CALL_COLUMNS} from ${source} ${CALL_JOINS} where ${condition} ${ordered} limit $${asked.length + 1}`;
    return (await ctx.sql.query(statement<FlatCall>(`calls-${hash(text)}`, text), [...asked, limit])).map(toCallRow);
  };
  if (search === null) return toPage(await read(where.join(' and '), values), page.first);

  // What is found is cut to a page before customers and notes are joined: joined first, behind the wall of customers, PostgreSQL reads every note of theirs.
  const walk = (calls: number) =>
    read('true', values, `(select c.* from (select c.* from call c where ${where.join(' and ')} ${ordered} limit ${calls}) c where ${search.found} ${ordered} limit $${values.length + 1}) c`);
  const walked = await walk(WALK);
  if (walked.length === limit) return toPage(walked, page.first);
  const byIndex = (months: number | null) => idsByIndex(ctx, { filter, contact, after, limit, months });
  let ids = await byIndex(FEW_MONTHS);
  // Where as many again and again would fill the page twice: many months that are not enough cost as much as all of them.
  if (ids.length < limit && ids.length * (MANY_MONTHS / FEW_MONTHS) >= limit * 2) ids = await byIndex(MANY_MONTHS);
  // Only where as many again and again would fill the page; twice as many may come by chance.
  if (ids.length < limit && leavesOut(filter) && walked.length * 2 * (LONG_WALK / WALK) >= limit) {
    const rows = await walk(LONG_WALK);
    if (rows.length === limit) return toPage(rows, page.first);
  }
  if (ids.length < limit) ids = await byIndex(null);
  return toPage(await read('c.id = any($1::uuid[])', [ids]), page.first);
}

const toPage = (rows: readonly CallRow[], first: number) => toConnection(rows, first, row => encodeCursor(row.receivedAt, row.id));

interface AskedOfIndex {
  filter: CallFilter;
  contact: Whose | undefined;
  after: { key: string; id: string } | null;
  /** How many of the newest to give. */
  limit: number;
  /** In how many months to look, the last of which is the newest that can have any; null: in all. */
  months: number | null;
}

/**
 * The newest calls that the index of words finds, by id. Asked of the service, since behind the wall of customers PostgreSQL
 * uses no index for conditions that could tell of a row before the wall has hidden it; the calls themselves are read from there.
 */
async function idsByIndex(ctx: Asking, { filter, contact, after, limit, months }: AskedOfIndex): Promise<string[]> {
  const { values, where, put, search } = narrowed(ctx.actor, filter, contact, after);
  if (search === null) throw new Error('the index of words was asked without any');
  if (months !== null) {
    const customerId = ownCustomerId(ctx.actor) ?? filter.customerId;
    const newest = [`(select max(o.received_at) from call o${customerId ? ` where o.customer_id = ${put(customerId)}` : ''})`];
    if (after) newest.push(`${put(after.key)}::timestamptz`);
    if (filter.until) newest.push(`${put(filter.until)}::timestamptz`);
    where.push(`date_trunc('month', c.received_at at time zone 'UTC') = any(array(
      select date_trunc('month', least(${newest.join(', ')}) at time zone 'UTC') - past * interval '1 month' from generate_series(0, ${put(months - 1)}::int) past))`);
  }
  // What is found is asked as a whole, as no condition of the index: that would have it read more than the ways that it is given.
  const text = `with found as materialized (select c.id, c.received_at from call c where ${where.join(' and ')} and ${search.inIndex()} and (${search.found}) is true)
    select id from found order by received_at desc, id desc limit ${put(limit)}::int`;
  // Materialized: told that few are wanted, PostgreSQL would walk along all calls by their time.
  return (await ctx.service.query(statement<{ id: string }>(`calls-found-${hash(text)}`, text), values)).map(({ id }) => id);
}

/** How many calls `listCalls` lists in all. */
export async function countCalls(ctx: Asking, filter: CallFilter): Promise<number> {
  const contact = await whose(ctx, filter);
  if (contact === null || namesNobody(filter)) return 0;
  const { values, where, search } = narrowed(ctx.actor, filter, contact);
  if (search !== null) where.push(search.inIndex(), `(${search.found}) is true`);
  const text = `select count(*)::int as calls from call c where ${where.join(' and ')}`;
  // Words are counted by the service, as its index gives them (see idsByIndex): the filter itself names the customer.
  const sql = search === null ? ctx.sql : ctx.service;
  return (await sql.one(statement<{ calls: number }>(`calls-count-${hash(text)}`, text), values))?.calls ?? 0;
}

/** A short name for a statement's text: the text depends only on which filters are given, so there are few. */
function hash(text: string): string {
  let value = 0n;
  for (let i = 0; i < text.length; i++) value = (value * 31n + BigInt(text.charCodeAt(i))) & 0xffffffffffffn;
  return value.toString(36);
}

const EARLIER = statement<FlatCall & { place: string }>(
  'calls-earlier',
  `select asked.place, ${CALL_COLUMNS}
   from unnest($1::uuid[], $2::text[], $3::uuid[], $4::timestamptz[], $5::uuid[], $6::int[]) with ordinality
     as asked (customer_id, number, contact_id, before, call_id, how_many, place)
   cross join lateral (
     select * from (
       (select e.* from call e where e.customer_id = asked.customer_id and e.caller_number = asked.number and e.trashed_at is null
          and (e.received_at, e.id) < (asked.before, asked.call_id) order by e.received_at desc, e.id desc limit asked.how_many)
       union
       (select e.* from call e where e.customer_id = asked.customer_id and e.identified_contact_id = asked.contact_id and e.trashed_at is null
          and (e.received_at, e.id) < (asked.before, asked.call_id) order by e.received_at desc, e.id desc limit asked.how_many)
     ) either order by received_at desc, id desc limit asked.how_many
   ) c ${CALL_JOINS}
   order by asked.place, c.received_at desc, c.id desc`,
);

/** What to look for: earlier calls of the caller of `call`. */
export interface EarlierKey { call: Pick<CallRow, 'id' | 'customerId' | 'callerNumber' | 'identifiedContactId' | 'receivedAt'>; first: number }

/** Earlier calls to the same customer by the same number or the same identified contact, newest first. */
export const loadEarlierCalls: Batch<EarlierKey, CallRow[]> = async ({ sql }: Context, keys) => {
  const rows = await sql.query(EARLIER, [
    keys.map(({ call }) => call.customerId), keys.map(({ call }) => call.callerNumber), keys.map(({ call }) => call.identifiedContactId),
    keys.map(({ call }) => call.receivedAt), keys.map(({ call }) => call.id), keys.map(({ first }) => first),
  ]);
  const lists: CallRow[][] = keys.map(() => []);
  for (const row of rows) lists[Number(row.place) - 1]?.push(toCallRow(row));
  return lists;
};

const SECRETARIES_OF = statement<{ customerId: string; secretaryId: string }>(
  'call-secretaries',
  `select asked.customer_id as "customerId", s.id as "secretaryId" from unnest($1::uuid[]) as asked (customer_id)
   join secretary s on exists (select from call c where c.customer_id = asked.customer_id and c.taken_by = s.id) order by s.name, s.id`,
);

/** Who took calls of each customer that are still there, by name. */
export const loadSecretariesOf: Batch<string, string[]> = async ({ sql }: Context, customerIds) => {
  const byCustomer = Map.groupBy(await sql.query(SECRETARIES_OF, [customerIds]), ({ customerId }) => customerId);
  return customerIds.map(id => (byCustomer.get(id) ?? []).map(({ secretaryId }) => secretaryId));
};
