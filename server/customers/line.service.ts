import type { Context } from '../context.ts';
import { violatedConstraint } from '../database/constraint.ts';
import { Forbidden } from '../errors.ts';
import { appendEventSql } from '../events/event-log.ts';
import { parseBlockPrefix, parsePhoneNumber } from '../numbers/phone-number.ts';
import { Line } from './customer.entity.ts';
import { canManageCustomers, person } from './customer.policy.ts';
import { type LineRow, readCustomer, readLine } from './customer.rows.ts';
import { changedMeanwhile, type ChangedMeanwhile, InputCheck, invalid, type Invalid } from './input-check.ts';

/** What a supervisor says about a line. */
export interface LineInput {
  number: string;
  label?: string | null;
  isBlock?: boolean | null;
}

type LineInvalid = Invalid<'LineInvalid'>;
interface LineHasCalls { __typename: 'LineHasCalls'; message: string }

/** Gives a customer a line. */
export async function createLine(ctx: Context, customerId: string, input: LineInput): Promise<LineRow | LineInvalid> {
  if (!canManageCustomers(person(ctx.actor))) throw new Forbidden();
  if (!(await readCustomer(ctx.sql, customerId))) throw new Forbidden();
  const { check, fields } = read(input);
  if (check.problems.length) return invalid('LineInvalid', check.problems);

  const id = crypto.randomUUID();
  try {
    await ctx.em.transactional(async em => {
      await em.insert(Line, { id, customerId, ...fields, version: 1 });
      await em.execute(appendEventSql, ['CUSTOMER_CHANGED', customerId, customerId]);
    });
  } catch (error) {
    return numberTaken(error);
  }
  return stored(ctx, id);
}

/** Changes a line; refused when the version is not the expected one, or somebody else is quicker. */
export async function updateLine(
  ctx: Context, id: string, input: LineInput, expectedVersion: number | null,
): Promise<LineRow | LineInvalid | ChangedMeanwhile<'LineChangedMeanwhile', LineRow>> {
  if (!canManageCustomers(person(ctx.actor))) throw new Forbidden();
  const before = await stored(ctx, id);
  const { check, fields } = read(input);
  if (check.problems.length) return invalid('LineInvalid', check.problems);
  if (before.version !== (expectedVersion ?? before.version)) return changedMeanwhile('LineChangedMeanwhile', before);

  let saved: boolean;
  try {
    saved = await ctx.em.transactional(async em => {
      if (!(await em.nativeUpdate(Line, { id, version: before.version }, fields))) return false;
      await em.execute(appendEventSql, ['CUSTOMER_CHANGED', before.customerId, before.customerId]);
      return true;
    });
  } catch (error) {
    return numberTaken(error);
  }
  const after = await stored(ctx, id);
  return saved ? after : changedMeanwhile('LineChangedMeanwhile', after);
}

/** Takes a line away; refused as long as there are calls that came over it. */
export async function deleteLine(ctx: Context, id: string): Promise<{ __typename: 'Deleted'; id: string } | LineHasCalls> {
  if (!canManageCustomers(person(ctx.actor))) throw new Forbidden();
  const { customerId } = await stored(ctx, id);
  try {
    await ctx.em.transactional(async em => {
      if (!(await em.nativeDelete(Line, { id }))) throw new Forbidden();
      await em.execute(appendEventSql, ['CUSTOMER_CHANGED', customerId, customerId]);
    });
  } catch (error) {
    if (!violatedConstraint(error)?.startsWith('call_')) throw error;
    return { __typename: 'LineHasCalls', message: 'There are calls that came over this line.' };
  }
  return { __typename: 'Deleted', id };
}

function read(input: LineInput) {
  const check = new InputCheck();
  const isBlock = input.isBlock ?? false;
  if (!input.number.trim()) check.add('number', 'REQUIRED', 'It is missing.');
  const number = check.number('number', input.number, isBlock ? parseBlockPrefix : parsePhoneNumber);
  return { check, fields: { number: number ?? '', isBlock, label: check.text('label', input.label, 100) } };
}

function numberTaken(error: unknown): LineInvalid {
  const constraint = violatedConstraint(error);
  // The customer was deleted since it was looked up.
  if (constraint === 'line_customer_id_fkey') throw new Forbidden();
  if (constraint !== 'line_number_key') throw error;
  return invalid('LineInvalid', [{ field: 'number', code: 'TAKEN', message: 'There is a line with this number.' }]);
}

async function stored(ctx: Context, id: string): Promise<LineRow> {
  const row = await readLine(ctx.sql, id);
  if (!row) throw new Forbidden();
  return row;
}
