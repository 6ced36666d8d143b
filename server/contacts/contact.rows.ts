import type { Batch } from '../context.ts';
import { BEFORE_ALL_NAMES, searchPatterns, type Stretch } from '../customers/customer.rows.ts';
import { statement, type Sql } from '../database/sql.ts';
import { isUuid } from '../database/uuid.ts';
import type { MatchableContact } from './caller-match.ts';
import { canSeeContact } from './contact.policy.ts';

/** A contact as the API shows one, with its numbers in their order. */
export interface ContactRow extends MatchableContact {
  __typename: 'Contact';
  customerId: string;
  company: string | null;
  remarks: string | null;
  /** What each number is, in the order of the numbers; null where nobody has said. */
  numberLabels: (string | null)[];
  groups: string[];
  emails: string[];
  /** Where letters go, as they are addressed; null when nobody has said. */
  address: string | null;
  version: number;
}

/** A stretch of one customer's address book. */
export interface ContactPage extends Stretch {
  customerId: string;
  search: string | null;
  vipOnly: boolean;
  blockedOnly: boolean;
  group: string | null;
}

/** What is read of a contact `c`. */
export const CONTACT_COLUMNS = `'Contact' as "__typename", c.id, c.customer_id as "customerId", c.name, c.company,
  array(select n.number::text from contact_number n where n.customer_id = c.customer_id and n.contact_id = c.id order by n.position) as numbers,
  array(select n.label from contact_number n where n.customer_id = c.customer_id and n.contact_id = c.id order by n.position) as "numberLabels", c.groups, c.emails, c.address,
  c.is_vip as "isVip", c.is_blocked as "isBlocked", c.always_put_through_to as "alwaysPutThroughTo", c.remarks, c.created_at as "createdAt", c.version`;

const CONTACTS_BY_ID = statement<ContactRow>('contacts-by-id', `select ${CONTACT_COLUMNS} from contact c where c.id = any($1::uuid[])`);
// The numbers come from one read of the customers' numbers, asked once and not for each contact.
const CONTACT_PAGE = statement<ContactRow>(
  'contact-page',
  `with by_number as materialized (
     select place, contact_id from unnest($7::text[]) with ordinality as word(in_number, place)
     join contact_number n on n.customer_id = any($1::uuid[]) and n.number like word.in_number
   )
   select page.* from unnest($1::uuid[]) as parent(id) cross join lateral (
     select ${CONTACT_COLUMNS} from contact c
     where c.customer_id = parent.id and (c.is_vip or not $5) and (c.is_blocked or not $8) and ($9::text is null or $9 = any(c.groups)) and (c.name, c.id) > ($3, $4::uuid)
       and (cardinality($6::text[]) = 0 or c.search_text like $6[1] or (1, c.id) in (select place, contact_id from by_number))
       and (cardinality($6::text[]) < 2 or not exists (
         select from unnest($6::text[]) with ordinality as word(in_text, place)
         where not (c.search_text like in_text or (place, c.id) in (select place, contact_id from by_number))))
     order by c.name, c.id limit $2
   ) page order by page.name, page.id`,
);

/** The contact, whoever asks; undefined when there is none. */
export const readContact = async (sql: Pick<Sql, 'one'>, id: string): Promise<ContactRow | undefined> =>
  isUuid(id) ? sql.one(CONTACTS_BY_ID, [[id]]) : undefined;

/** Contacts that the actor sees, null for the others. */
export const loadContacts: Batch<string, ContactRow | null> = async ({ sql, actor }, ids) => {
  const rows = new Map((await sql.query(CONTACTS_BY_ID, [ids.filter(isUuid)])).map(row => [row.id, row]));
  return ids.map(id => {
    const row = rows.get(id);
    return row && canSeeContact(actor, row.customerId) ? row : null;
  });
};

/** Stretches of address books, by name; those of several customers in one read. Nothing for customers that the actor does not see. */
export const loadContactPages: Batch<ContactPage, ContactRow[]> = async ({ sql, actor }, pages) => {
  const read = new Map<ContactPage, ContactRow[]>();
  for (const alike of Map.groupBy(pages, ({ customerId: _, ...rest }) => JSON.stringify(rest)).values()) {
    const { limit, after, vipOnly, blockedOnly, group, search } = alike[0] as ContactPage;
    const { key, id } = after ?? BEFORE_ALL_NAMES;
    const words = contactSearch(search);
    const customerIds = alike.map(page => page.customerId).filter(customerId => canSeeContact(actor, customerId));
    const rows = await sql.query(CONTACT_PAGE, [customerIds, limit, key, id, vipOnly, words.map(word => word.inText), words.map(word => word.inNumber), blockedOnly, group]);
    const ofCustomer = Map.groupBy(rows, row => row.customerId);
    for (const page of alike) read.set(page, ofCustomer.get(page.customerId) ?? []);
  }
  return pages.map(page => read.get(page) as ContactRow[]);
};

const GROUPS = statement<ContactGroupRow & { customerId: string }>(
  'contact-groups',
  `select 'ContactGroup' as "__typename", c.customer_id as "customerId", named.name, count(*)::int as size
   from contact c cross join unnest(c.groups) as named(name) where c.customer_id = any($1::uuid[]) and c.groups <> '{}'
   group by c.customer_id, named.name order by named.name collate "de-x-icu"`,
);

/** A group of contacts, which is there for as long as somebody is in it. */
export interface ContactGroupRow { __typename: 'ContactGroup'; name: string; size: number }

/** The groups of each customer's address book, by name; none for customers that the actor does not see. */
export const loadContactGroups: Batch<string, ContactGroupRow[]> = async ({ sql, actor }, customerIds) => {
  const groups = Map.groupBy(await sql.query(GROUPS, [customerIds.filter(id => canSeeContact(actor, id))]), ({ customerId }) => customerId);
  return customerIds.map(id => groups.get(id) ?? []);
};

/** The words that a contact must have in its name or company, or the digits in one of its numbers; what reads as one number is one word. */
function contactSearch(search: string | null): { inText: string; inNumber: string | null }[] {
  if (search !== null && /^[\d\s+()/.–-]*\d[\d\s+()/.–-]*$/.test(search)) return [{ inText: `%${search.trim()}%`, inNumber: numberPattern(search) }];
  return searchPatterns(search).map(inText => ({ inText, inNumber: /^%[+\d()/.-]*\d{3}[+\d()/.-]*%$/.test(inText) ? numberPattern(inText) : null }));
}

// Stored are E.164 numbers, so the 0 of an area code and the 00 before a country's have no counterpart.
const numberPattern = (typed: string): string => `%${typed.replaceAll('(0)', '').replace(/\D/g, '').replace(/^00?/, '')}%`;
