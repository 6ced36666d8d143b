import { canDeleteContact, canSeeContact } from '../contacts/contact.policy.ts';
import { CONTACT_COLUMNS, type ContactRow } from '../contacts/contact.rows.ts';
import { type ContactInput, readContactInputs } from '../contacts/contact.service.ts';
import type { Context } from '../context.ts';
import { asker, person } from '../customers/customer.policy.ts';
import { type Invalid, invalid, type Problem } from '../customers/input-check.ts';
import { violatedConstraint } from '../database/constraint.ts';
import { statement } from '../database/sql.ts';
import { isUuid } from '../database/uuid.ts';
import { badInput, Forbidden } from '../errors.ts';

/** Contacts in one act: it is over in a moment, since whoever else writes waits for its events. */
export const MOST_AT_ONCE = 200;
const MOST_MATCHES = 3;
const MOST_NUMBERS = 30;
const MOST_GROUPS = 20;
const MOST_EMAILS = 10;

/** A contact to import; with `mergeInto` it adds to that contact what it does not have yet. */
export interface ContactImport {
  contact: ContactInput;
  mergeInto?: string | null;
}

/** What is known of a contact before it is imported. */
export interface ContactImportCheckRow {
  problems: Problem[];
  matches: ContactRow[];
  isInBook: boolean;
}

// By a number, or by the name alone: people have more telephones than one knows of.
const MATCHES = statement<ContactRow & { place: number; byName: boolean }>(
  'contact-import-matches',
  `select hit.place, hit."byName", ${CONTACT_COLUMNS} from (
     select place, id, bool_or(by_name) as "byName" from (
       select asked.place, n.contact_id as id, false as by_name from unnest($2::int[], $3::text[]) as asked(place, number) join contact_number n on n.customer_id = $1 and n.number = asked.number
       union all select asked.place, k.id, true from unnest($4::int[], $5::text[]) as asked(place, name)
         join contact k on k.customer_id = $1 and lower(k.name collate "de-x-icu") = lower(asked.name collate "de-x-icu")
     ) each group by place, id
   ) hit join contact c on c.customer_id = $1 and c.id = hit.id order by hit.place, hit."byName" desc, c.name, c.id`,
);
const HOLD = statement<{ id: string }>('contact-import-hold', 'select id from contact where customer_id = $1 and id = any($2::uuid[]) order by id for update');
const ADD = statement(
  'contact-import-add',
  `insert into contact (customer_id, id, name, company, is_vip, is_blocked, always_put_through_to, remarks, groups, emails, address, created_at, version)
   select $1, said.id, said.name, said.company, said."isVip", said."isBlocked", said."alwaysPutThroughTo", said.remarks, said.groups, said.emails, said.address, $3, 1
   from jsonb_to_recordset($2::jsonb) as said(id uuid, name text, company text, "isVip" boolean, "isBlocked" boolean, "alwaysPutThroughTo" text, remarks text, groups text[], emails text[], address text)`,
);
// What somebody has entered stays as it is; added is what was not there.
const FILL_IN = statement(
  'contact-import-fill-in',
  `update contact c set company = coalesce(c.company, said.company), remarks = coalesce(c.remarks, said.remarks), version = c.version + 1, address = coalesce(c.address, said.address),
     groups = (array(select unnest(c.groups) union all select word from unnest(said.groups) word where word <> all(c.groups)))[1:${MOST_GROUPS}],
     emails = (array(select unnest(c.emails) union all select email from unnest(said.emails) email where lower(email) <> all(select lower(known) from unnest(c.emails) known)))[1:${MOST_EMAILS}]
   from jsonb_to_recordset($2::jsonb) as said(id uuid, company text, remarks text, groups text[], emails text[], address text) where c.customer_id = $1 and c.id = said.id`,
);
const ADD_NUMBERS = statement(
  'contact-import-numbers',
  `insert into contact_number (customer_id, contact_id, number, position, label)
   select $1, id, number, place, label from (
     select said.id, said.number, said.label, coalesce(known.last, -1) + row_number() over (partition by said.id order by said.place) as place
     from jsonb_to_recordset($2::jsonb) as said(id uuid, number text, place int, label text)
     left join lateral (select max(position) as last from contact_number n where n.customer_id = $1 and n.contact_id = said.id) known on true
     where not exists (select from contact_number n where n.customer_id = $1 and n.contact_id = said.id and n.number = said.number)
   ) added where place < ${MOST_NUMBERS}`,
);
const TELL = statement('contact-import-tell', `select append_event('CONTACT_CHANGED', $1, id) from unnest($2::uuid[]) as changed(id)`);

/** Tells of each contact whether it can be imported and which of the address book it may be already; nothing is written. Null for whoever does not see that book. */
export async function checkContactImport(ctx: Context, customerId: string, contacts: readonly ContactInput[]): Promise<ContactImportCheckRow[] | null> {
  if (!canSeeContact(asker(ctx.actor), customerId) || !isUuid(customerId)) return null;
  notTooMany(contacts.length);
  const read = await readContactInputs(ctx, contacts);
  const numbers = read.flatMap((one, place) => [...one.numbers.keys()].map(number => ({ place, number })));
  const names = read.flatMap(({ fields: { name } }, place) => (name ? [{ place, name }] : []));
  const rows = await ctx.sql.query(MATCHES, [customerId, numbers.map(({ place }) => place), numbers.map(({ number }) => number), names.map(({ place }) => place), names.map(({ name }) => name)]);
  const found = Map.groupBy(rows, ({ place }) => place);
  return read.map(({ check, numbers: own }, place) => {
    const matches = found.get(place) ?? [];
    return {
      problems: check.problems,
      matches: matches.slice(0, MOST_MATCHES),
      isInBook: matches.some(({ byName, numbers: known }) => byName && [...own.keys()].every(number => known.includes(number))),
    };
  });
}

/** Imports contacts, all of them or, when something is wrong with one, none. */
export async function importContacts(
  ctx: Context, customerId: string, contacts: readonly ContactImport[],
): Promise<{ __typename: 'ContactsImported'; customerId: string; created: number; merged: number } | Invalid<'ContactImportInvalid'>> {
  // Whoever may strike contacts out may bring many in; secretaries enter the one who is on the telephone.
  if (!canDeleteContact(person(ctx.actor), customerId) || !isUuid(customerId)) throw new Forbidden();
  notTooMany(contacts.length);
  const read = await readContactInputs(ctx, contacts.map(({ contact }) => contact));
  const problems = read.flatMap(({ check }, place) => check.problems.map(problem => ({ ...problem, field: `contacts.${place}.${problem.field}` })));
  if (problems.length) return invalid('ContactImportInvalid', problems);

  const wanted = contacts.map(({ mergeInto }) => (mergeInto && isUuid(mergeInto) ? mergeInto : null));
  try {
    return await ctx.sql.transaction(async sql => {
      const held = new Set((await sql.query(HOLD, [customerId, wanted.filter(id => id !== null)])).map(({ id }) => id));
      // A contact that is gone meanwhile is no reason to lose what was to be added to it.
      const rows = read.map(({ fields, numbers }, place) => {
        const into = wanted[place] ?? null;
        const isMerged = into !== null && held.has(into);
        return { id: isMerged ? into : crypto.randomUUID(), isMerged, fields, numbers };
      });
      const added = rows.filter(({ isMerged }) => !isMerged);
      const merged = rows.filter(({ isMerged }) => isMerged);
      if (added.length) await sql.query(ADD, [customerId, JSON.stringify(added.map(({ id, fields }) => ({ id, ...fields }))), ctx.now()]);
      // One at a time where two of the file add to the same contact: an update takes but one row of several.
      for (const part of apart(merged)) await sql.query(FILL_IN, [customerId, JSON.stringify(part.map(({ id, fields }) => ({ id, ...fields })))]);
      for (const part of apart(rows)) await sql.query(ADD_NUMBERS, [customerId, JSON.stringify(part.flatMap(({ id, numbers }) => [...numbers].map(([number, label], place) => ({ id, number, place, label }))))]);
      await sql.query(TELL, [customerId, [...new Set(rows.map(({ id }) => id))]]);
      return { __typename: 'ContactsImported', customerId, created: added.length, merged: merged.length };
    });
  } catch (error) {
    if (violatedConstraint(error) === 'contact_customer_id_fkey') throw new Forbidden();
    throw error;
  }
}

/** The rows in parts of which none has the same contact twice. */
function apart<Row extends { id: string }>(rows: readonly Row[]): Row[][] {
  const parts: { ids: Set<string>; rows: Row[] }[] = [];
  for (const row of rows) {
    let part = parts.find(({ ids }) => !ids.has(row.id));
    if (!part) parts.push(part = { ids: new Set(), rows: [] });
    part.ids.add(row.id);
    part.rows.push(row);
  }
  return parts.map(part => part.rows);
}

function notTooMany(count: number): void {
  if (count > MOST_AT_ONCE) throw badInput('contacts', `At most ${MOST_AT_ONCE} contacts at once.`);
}
