import type { SignedIn } from '../context.ts';
import { InputCheck, invalid, type Invalid } from '../customers/input-check.ts';
import { badInput, Forbidden } from '../errors.ts';
import { parsePhoneNumber, patternOfNumber } from '../numbers/phone-number.ts';
import { eraseRecords } from './caller-erasure.ts';
import { countRecords, holdCalls, isInUse, type RecordCount, seek } from './caller-records.rows.ts';
import { canAnswerCallers } from './caller-rights.policy.ts';
import { RECORD_KINDS } from './caller-tables.ts';

/** What is stored about a number at one customer, or at none. */
export interface CallerRecordsAtRow {
  __typename: 'CallerRecordsAt';
  customerId: string | null;
  counts: RecordCount[];
}

/** What is stored about a number. */
export interface CallerRecordsRow {
  __typename: 'CallerRecords';
  number: string;
  isInUse: boolean;
  at: CallerRecordsAtRow[];
}

interface CallNotOver { __typename: 'CallNotOver'; message: string }

/** What is stored about the number, in whatever way it is written; null when nothing is. */
export async function findCallerRecords(ctx: SignedIn, callerNumber: string): Promise<CallerRecordsRow | null> {
  if (!canAnswerCallers(ctx.actor)) throw new Forbidden();
  const number = parsePhoneNumber(callerNumber);
  if (number === null) throw badInput('callerNumber', 'That is no telephone number.');
  const sought = await seek(ctx.service, number);
  const found = recordsAt(await countRecords(ctx.service, sought));
  return found.length ? { __typename: 'CallerRecords', number, isInUse: await isInUse(ctx.service, sought), at: found } : null;
}

/**
 * Erases what is stored about the number, everywhere and for good. The audit log says at each customer concerned that it was
 * done, by whom and why, and not whose number it was: a log that keeps it for a year would undo the erasure, and a hash of so
 * few numbers would be as good as the number.
 */
export async function eraseCaller(ctx: SignedIn, callerNumber: string, reason: string): Promise<{ __typename: 'CallerErased'; at: CallerRecordsAtRow[] } | Invalid<'CallerErasureInvalid'> | CallNotOver> {
  if (!canAnswerCallers(ctx.actor)) throw new Forbidden();
  const check = new InputCheck();
  const number = check.number('callerNumber', callerNumber);
  if (!callerNumber.trim()) check.add('callerNumber', 'REQUIRED', 'It is missing.');
  const because = check.requiredText('reason', reason, 1000);
  if (number !== null && new RegExp(patternOfNumber(number)).test(because)) check.add('reason', 'NOT_ALLOWED', 'The reason is kept in the audit log: the number must not be in it.');
  if (number === null || check.problems.length) return invalid('CallerErasureInvalid', check.problems);

  const erased = await ctx.service.transaction(async sql => {
    await holdCalls(sql, await seek(sql, number));
    // Once more: until its rows are held, a call can come or go on.
    const sought = await seek(sql, number);
    if (await isInUse(sql, sought)) return null;
    const counts = recordsAt((await countRecords(sql, sought)).filter(({ kind }) => kind !== 'IN_FORCE'));
    await eraseRecords(sql, sought, ctx.now());
    return counts;
  });
  if (erased === null) return { __typename: 'CallNotOver', message: 'A call with this number is not over, or its note is not written yet.' };
  const customerIds = erased.flatMap(({ customerId }) => customerId ?? []);
  if (customerIds.length) await ctx.audit.did('eraseCaller', 'DELETED', customerIds, [], because);
  return { __typename: 'CallerErased', at: erased };
}

/** The counts by customer, those of no customer last. */
function recordsAt(counts: readonly RecordCount[]): CallerRecordsAtRow[] {
  const byCustomer = Map.groupBy(counts, ({ customerId }) => customerId);
  return [...byCustomer]
    .map(([customerId, counts]) => ({ __typename: 'CallerRecordsAt' as const, customerId, counts: counts.toSorted((a, b) => RECORD_KINDS.indexOf(a.kind) - RECORD_KINDS.indexOf(b.kind)) }))
    .toSorted((a, b) => Number(a.customerId === null) - Number(b.customerId === null) || String(a.customerId).localeCompare(String(b.customerId)));
}
