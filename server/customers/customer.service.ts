import { DateTime, IANAZone } from 'luxon';
import type { Context } from '../context.ts';
import { violatedConstraint } from '../database/constraint.ts';
import { Forbidden } from '../errors.ts';
import { appendEventSql } from '../events/event-log.ts';
import { Customer, type FederalState, Language } from './customer.entity.ts';
import { canManageCustomers, person } from './customer.policy.ts';
import { type CustomerRow, readCustomer } from './customer.rows.ts';
import { changedMeanwhile, type ChangedMeanwhile, InputCheck, invalid, type Invalid } from './input-check.ts';

/** What a supervisor says about a customer. */
export interface CustomerInput {
  customerNumber: string;
  name: string;
  timeZone?: string | null;
  language?: Language | null;
  federalState?: FederalState | null;
}

/** A contract before this day is a typing error. */
const EARLIEST_START = '1990-01-01';

const isDay = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text) && DateTime.fromISO(text, { zone: 'utc' }).isValid;

type CustomerInvalid = Invalid<'CustomerInvalid'>;
interface CustomerHasCalls { __typename: 'CustomerHasCalls'; message: string }

/** Makes a customer, whose contract begins on the given day; null: today, where they are. */
export async function createCustomer(ctx: Context, input: CustomerInput, rawStartedOn: string | null = null): Promise<CustomerRow | CustomerInvalid> {
  if (!canManageCustomers(person(ctx.actor))) throw new Forbidden();
  const { check, fields } = read(input);
  const today = DateTime.fromJSDate(ctx.now(), { zone: fields.timeZone });
  const contractStartedOn = rawStartedOn ?? (today.toISODate() as string);
  if (rawStartedOn !== null && !(isDay(rawStartedOn) && rawStartedOn >= EARLIEST_START && rawStartedOn <= (today.plus({ years: 1 }).toISODate() as string)))
    check.problems.push({ field: 'contractStartedOn', code: 'OUT_OF_RANGE', message: `That is no day such as 2026-12-31 from ${EARLIEST_START} to a year from now.` });
  if (check.problems.length) return invalid('CustomerInvalid', check.problems);

  const id = crypto.randomUUID();
  try {
    await ctx.em.transactional(async em => {
      await em.insert(Customer, { id, ...fields, contractStartedOn, version: 1 });
      await em.execute(appendEventSql, ['CUSTOMER_CHANGED', id, id]);
    });
  } catch (error) {
    return numberTaken(error);
  }
  return stored(ctx, id);
}

/** Changes a customer; refused when the version is not the expected one, or somebody else is quicker. */
export async function updateCustomer(
  ctx: Context, id: string, input: CustomerInput, expectedVersion: number | null,
): Promise<CustomerRow | CustomerInvalid | ChangedMeanwhile<'CustomerChangedMeanwhile', CustomerRow>> {
  if (!canManageCustomers(person(ctx.actor))) throw new Forbidden();
  const before = await stored(ctx, id);
  const { check, fields } = read(input);
  if (check.problems.length) return invalid('CustomerInvalid', check.problems);
  if (before.version !== (expectedVersion ?? before.version)) return changedMeanwhile('CustomerChangedMeanwhile', before);

  let saved: boolean;
  try {
    saved = await ctx.em.transactional(async em => {
      // Another clock or other holidays move what is in force: the tick looks at it at once. That row comes before the
      // customer's own, as in acts on instructions, or the two could wait for each other.
      if (fields.timeZone !== before.timeZone || fields.federalState !== before.federalState)
        await em.execute('update active_instruction set next_boundary_at = ? where customer_id = ?', [ctx.now(), id]);
      if (!(await em.nativeUpdate(Customer, { id, version: before.version }, fields))) return false;
      await em.execute(appendEventSql, ['CUSTOMER_CHANGED', id, id]);
      return true;
    });
  } catch (error) {
    return numberTaken(error);
  }
  const after = await stored(ctx, id);
  if (!saved) return changedMeanwhile('CustomerChangedMeanwhile', after);
  ctx.audit.corrects(before, after);
  return after;
}

/** Notes the last day of the contract, in place of one noted before. */
export async function endContract(ctx: Context, id: string, rawEndsOn: string): Promise<CustomerRow | CustomerInvalid> {
  if (!canManageCustomers(person(ctx.actor))) throw new Forbidden();
  const { contractStartedOn } = await stored(ctx, id);
  if (!isDay(rawEndsOn)) return invalid('CustomerInvalid', [{ field: 'endsOn', code: 'OUT_OF_RANGE', message: 'That is no day such as 2026-12-31.' }]);
  if (rawEndsOn < contractStartedOn) return invalid('CustomerInvalid', [{ field: 'endsOn', code: 'ENDS_BEFORE_START', message: 'The contract began later.' }]);
  return setContractEnd(ctx, id, rawEndsOn);
}

/** Takes the end of the contract back. */
export async function continueContract(ctx: Context, id: string): Promise<CustomerRow> {
  if (!canManageCustomers(person(ctx.actor))) throw new Forbidden();
  await stored(ctx, id);
  return setContractEnd(ctx, id, null);
}

async function setContractEnd(ctx: Context, id: string, endsOn: string | null): Promise<CustomerRow> {
  await ctx.em.transactional(async em => {
    await em.execute('update customer set contract_ended_on = ?, version = version + 1 where id = ?', [endsOn, id]);
    await em.execute(appendEventSql, ['CUSTOMER_CHANGED', id, id]);
  });
  return stored(ctx, id);
}

/** Deletes a customer with lines, contacts, instructions and accounts; refused as long as there are calls. */
export async function deleteCustomer(ctx: Context, id: string): Promise<{ __typename: 'Deleted'; id: string } | CustomerHasCalls> {
  if (!canManageCustomers(person(ctx.actor))) throw new Forbidden();
  await stored(ctx, id);
  try {
    await ctx.em.transactional(async em => {
      // First, as in acts on instructions, or the two could wait for each other.
      await em.execute('select from active_instruction where customer_id = ? for update', [id]);
      if (!(await em.nativeDelete(Customer, { id }))) throw new Forbidden();
      await em.execute(appendEventSql, ['CUSTOMER_CHANGED', id, id]);
    });
  } catch (error) {
    if (!violatedConstraint(error)?.startsWith('call_')) throw error;
    return { __typename: 'CustomerHasCalls', message: 'There are calls of this customer.' };
  }
  return { __typename: 'Deleted', id };
}

function read(input: CustomerInput) {
  const check = new InputCheck();
  const fields = {
    customerNumber: check.requiredText('customerNumber', input.customerNumber, 40),
    name: check.requiredText('name', input.name, 200),
    timeZone: input.timeZone?.trim() || 'Europe/Berlin',
    language: input.language ?? Language.DE,
    federalState: input.federalState ?? null,
  };
  // Offsets such as +01:00 are understood as well and know no summer time.
  if (!/^[A-Za-z]/.test(fields.timeZone) || !IANAZone.isValidZone(fields.timeZone)) check.add('timeZone', 'OUT_OF_RANGE', 'That is no IANA time zone, such as Europe/Berlin.');
  return { check, fields };
}

function numberTaken(error: unknown): CustomerInvalid {
  if (violatedConstraint(error) !== 'customer_customer_number_key') throw error;
  return invalid('CustomerInvalid', [{ field: 'customerNumber', code: 'TAKEN', message: 'Another customer has this number.' }]);
}

async function stored(ctx: Context, id: string): Promise<CustomerRow> {
  const row = await readCustomer(ctx.sql, id);
  if (!row) throw new Forbidden();
  return row;
}
