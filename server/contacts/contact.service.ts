import type { EntityManager } from '@mikro-orm/postgresql';
import type { Batch, Context } from '../context.ts';
import { person } from '../customers/customer.policy.ts';
import { readForwardingLimits } from '../customers/customer.rows.ts';
import { changedMeanwhile, type ChangedMeanwhile, InputCheck, invalid, type Invalid } from '../customers/input-check.ts';
import { claimId, idFrom } from '../customers/made-id.ts';
import { violatedConstraint } from '../database/constraint.ts';
import { sqlOf } from '../database/em-sql.ts';
import { type Sql, statement } from '../database/sql.ts';
import { isUuid } from '../database/uuid.ts';
import { Forbidden } from '../errors.ts';
import { appendEventSql } from '../events/event-log.ts';
import { parsePhoneNumber } from '../numbers/phone-number.ts';
import { matchContacts, numbersToLookUp } from './caller-match.ts';
import { Contact, ContactNumber } from './contact.entity.ts';
import { canDeleteContact, canSeeContact, canWriteContact } from './contact.policy.ts';
import { CONTACT_COLUMNS, type ContactRow, readContact } from './contact.rows.ts';

const CALLERS = statement<ContactRow & { place: number }>(
  'contacts-of-callers',
  `select hit.place, ${CONTACT_COLUMNS} from (
     select place, asked.customer_id, n.contact_id
     from unnest($1::int[], $2::uuid[], $3::text[]) as asked(place, customer_id, number)
     join contact_number n on n.customer_id = asked.customer_id and n.number = asked.number
     union select place, customer_id, contact_id from unnest($4::int[], $5::uuid[], $6::uuid[]) as named(place, customer_id, contact_id)
   ) hit join contact c on c.customer_id = hit.customer_id and c.id = hit.contact_id`,
);

/** A caller of a customer: the number in E.164, null when there is none, and the contact that the secretary named, if any. */
export interface CallerOf {
  customerId: string;
  callerNumber: string | null;
  identifiedContactId: string | null;
}

/** What is said about a contact. */
export interface ContactInput {
  name: string;
  company?: string | null;
  numbers?: string[] | null;
  numberLabels?: (string | null)[] | null;
  groups?: string[] | null;
  emails?: string[] | null;
  address?: string | null;
  isVip?: boolean | null;
  isBlocked?: boolean | null;
  alwaysPutThroughTo?: string | null;
  remarks?: string | null;
}

type ContactInvalid = Invalid<'ContactInvalid'>;

/** Enters somebody into the customer's address book; the same again under an id that the client made is the contact that is there. Forbidden when that is deleted by now. */
export async function createContact(ctx: Context, customerId: string, input: ContactInput, madeId: string | null): Promise<ContactRow | ContactInvalid> {
  if (!canWriteContact(person(ctx.actor), customerId) || !isUuid(customerId)) throw new Forbidden();
  const { check, fields, numbers } = await read(ctx, input);
  if (check.problems.length) return invalid('ContactInvalid', check.problems);

  const id = madeId === null ? crypto.randomUUID() : idFrom('id', madeId);
  try {
    await ctx.em.transactional(async em => {
      if (madeId !== null && !(await claimId(sqlOf(em), customerId, id, ctx.now()))) return;
      await em.insert(Contact, { id, customerId, ...fields, createdAt: ctx.now(), version: 1 });
      await writeNumbers(em, customerId, id, numbers);
      await em.execute(appendEventSql, ['CONTACT_CHANGED', customerId, id]);
    });
  } catch (error) {
    if (['contact_customer_id_fkey', 'made_id_customer_id_fkey', 'contact_pkey'].includes(violatedConstraint(error) ?? '')) throw new Forbidden();
    throw error;
  }
  const row = await stored(ctx, id);
  if (row.customerId !== customerId) throw new Forbidden();
  return row;
}

/** Changes a contact; refused when the version is not the expected one, or somebody else is quicker. */
export async function updateContact(
  ctx: Context, id: string, input: ContactInput, expectedVersion: number | null,
): Promise<ContactRow | ContactInvalid | ChangedMeanwhile<'ContactChangedMeanwhile', ContactRow>> {
  const before = await writable(ctx, id);
  const { check, fields, numbers } = await read(ctx, input);
  if (check.problems.length) return invalid('ContactInvalid', check.problems);
  if (before.version !== (expectedVersion ?? before.version)) return changedMeanwhile('ContactChangedMeanwhile', before);

  const saved = await ctx.em.transactional(async em => {
    // Not by flush: a change of the numbers alone has to raise the version as well.
    if (!(await em.nativeUpdate(Contact, { id, version: before.version }, fields))) return false;
    await em.nativeDelete(ContactNumber, { customerId: before.customerId, contactId: id });
    await writeNumbers(em, before.customerId, id, numbers);
    await em.execute(appendEventSql, ['CONTACT_CHANGED', before.customerId, id]);
    return true;
  });
  const after = await stored(ctx, id);
  if (!saved) return changedMeanwhile('ContactChangedMeanwhile', after);
  ctx.audit.corrects(before, after);
  return after;
}

/** Marks a contact as VIP, or takes the mark away; nothing happens when it is so already. */
export async function markContact(ctx: Context, id: string, isVip: boolean): Promise<ContactRow> {
  const { customerId } = await writable(ctx, id);
  await ctx.em.transactional(async em => {
    if (await em.nativeUpdate(Contact, { id, isVip: !isVip }, { isVip })) await em.execute(appendEventSql, ['CONTACT_CHANGED', customerId, id]);
  });
  return stored(ctx, id);
}

/** Strikes a contact out of the address book. */
export async function deleteContact(ctx: Context, id: string): Promise<{ __typename: 'Deleted'; id: string }> {
  const actor = person(ctx.actor);
  const { customerId } = await stored(ctx, id);
  if (!canDeleteContact(actor, customerId)) throw new Forbidden();
  await ctx.em.transactional(async em => {
    if (!(await em.nativeDelete(Contact, { id }))) throw new Forbidden();
    await em.execute(appendEventSql, ['CONTACT_CHANGED', customerId, id]);
  });
  return { __typename: 'Deleted', id };
}

/**
 * The contacts of the customer that the caller can be: those with the number or with a switchboard's that it may be an
 * extension of, and the one that the secretary named. Found by index, however large the address book is.
 */
export async function loadMatchableContacts(
  sql: Pick<Sql, 'query'>, customerId: string, callerNumber: string | null, identifiedContactId: string | null,
): Promise<ContactRow[]> {
  return (await readCallers(sql, [{ customerId, callerNumber, identifiedContactId }]))[0] as ContactRow[];
}

/** The contacts of the customer that match each caller, the weightiest first; the named one alone. None for customers that the actor does not see. */
export const loadCallerContacts: Batch<CallerOf, ContactRow[]> = async ({ sql, actor }, callers) => {
  const candidates = await readCallers(sql, callers);
  return callers.map(({ customerId, callerNumber, identifiedContactId }, place) =>
    canSeeContact(actor, customerId)
      ? matchContacts(candidates[place] as ContactRow[], callerNumber, identifiedContactId).map(({ contact }) => contact as ContactRow)
      : []);
};

async function readCallers(sql: Pick<Sql, 'query'>, callers: readonly CallerOf[]): Promise<ContactRow[][]> {
  const found: ContactRow[][] = callers.map(() => []);
  const asked = callers.flatMap(({ customerId, callerNumber }, place) =>
    callerNumber === null ? [] : numbersToLookUp(callerNumber).map(number => ({ place, customerId, number })));
  const named = callers.flatMap(({ customerId, identifiedContactId }, place) => (identifiedContactId === null ? [] : [{ place, customerId, contactId: identifiedContactId }]));
  if (asked.length + named.length === 0) return found;
  const rows = await sql.query(CALLERS, [
    asked.map(one => one.place), asked.map(one => one.customerId), asked.map(one => one.number),
    named.map(one => one.place), named.map(one => one.customerId), named.map(one => one.contactId),
  ]);
  for (const { place, ...contact } of rows) found[place]?.push(contact);
  return found;
}

const read = async (ctx: Context, input: ContactInput) => (await readContactInputs(ctx, [input]))[0]!;

/** What inputs say, each with all that is wrong with it, and the numbers with their labels; one question for all of them. */
export async function readContactInputs(ctx: Pick<Context, 'sql'>, inputs: readonly ContactInput[]) {
  const ownRules = inputs.map(input => parsePhoneNumber(input.alwaysPutThroughTo ?? '')).filter(number => number !== null);
  const limits = await readForwardingLimits(ctx.sql, ownRules);
  return inputs.map(input => {
    const check = new InputCheck();
    const fields = {
      name: check.requiredText('name', input.name, 200),
      company: check.text('company', input.company, 200),
      isVip: input.isVip ?? false,
      isBlocked: input.isBlocked ?? false,
      alwaysPutThroughTo: check.forwardingNumber('alwaysPutThroughTo', input.alwaysPutThroughTo, limits),
      remarks: check.text('remarks', input.remarks, 2000),
      groups: [...new Set(check.list('groups', input.groups, 20).map((group, place) => check.text(`groups.${place}`, group, 60)).filter(group => group !== null))],
      emails: [...new Set(check.list('emails', input.emails, 10).map((email, place) => mailAddress(check, `emails.${place}`, email)).filter(email => email !== null))],
      address: check.text('address', input.address, 500),
    };
    const numbers = new Map<string, string | null>();
    for (const [place, raw] of check.list('numbers', input.numbers, 30).entries()) {
      const number = check.number(`numbers.${place}`, raw);
      const label = check.text(`numberLabels.${place}`, input.numberLabels?.[place], 40);
      if (number !== null) numbers.set(number, numbers.get(number) ?? label);
    }
    return { check, fields, numbers };
  });
}

/** An address as people type one; whether anybody reads what is sent there, only sending tells. */
function mailAddress(check: InputCheck, field: string, raw: string): string | null {
  const email = check.text(field, raw, 254);
  if (email !== null && !/^[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>]+$/.test(email)) check.add(field, 'OUT_OF_RANGE', 'That is no e-mail address.');
  return email;
}

async function writeNumbers(em: EntityManager, customerId: string, contactId: string, numbers: ReadonlyMap<string, string | null>): Promise<void> {
  if (numbers.size) await em.insertMany(ContactNumber, [...numbers].map(([number, label], position) => ({ customerId, contactId, number, position, label })));
}

async function writable(ctx: Context, id: string): Promise<ContactRow> {
  const actor = person(ctx.actor);
  const row = await stored(ctx, id);
  if (!canWriteContact(actor, row.customerId)) throw new Forbidden();
  return row;
}

async function stored(ctx: Context, id: string): Promise<ContactRow> {
  const row = await readContact(ctx.sql, id);
  if (!row) throw new Forbidden();
  return row;
}
