import { DateTime } from 'luxon';
import type { Sql } from '../database/sql.ts';
import type { Span } from '../privacy/declaration.ts';
import type { SecretStore } from '../secrets/secrets.ts';

/** What the retention works with: the service's own connections with what seals mails, and those of the role that deletes what is only added to. */
export interface House extends SecretStore {
  maintenance: Sql;
}

/** How many rows of which table were deleted or changed, or would be. Tables without any are left out. */
export type Counts = Record<string, number>;

/** How many rows are deleted at a time, so that nobody waits long for a lock. */
export const PORTION = 500;

/** The moment that lies this far back. Months and years are those of the calendar in which the terms are understood. */
export const before = (now: Date, span: Span): Date => DateTime.fromJSDate(now, { zone: 'Europe/Berlin' }).minus(span).toJSDate();

/** The sums of several counts. */
export function sumOf(all: readonly Counts[]): Counts {
  const sums: Counts = {};
  for (const counts of all) for (const [table, count] of Object.entries(counts)) if (count) sums[table] = (sums[table] ?? 0) + count;
  return sums;
}

/** Repeats what takes a portion until there is nothing more to take, and returns how much there was. */
export async function inPortions(take: () => Promise<number>): Promise<number> {
  let all = 0;
  for (let taken = await take(); taken > 0; taken = await take()) all += taken;
  return all;
}
