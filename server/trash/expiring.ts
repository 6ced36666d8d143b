import { DateTime } from 'luxon';
import type { Sql } from '../database/sql.ts';
import { TERMS } from '../privacy/declaration.ts';
import { countDueInTrash, emptyCalls, holdDue } from './trash.rows.ts';

/** So many are deleted at once, so that nobody waits long for the events of them. */
const PORTION = 100;

/** When a note that was moved to the trash then is deleted for good. */
export const deletedOn = (trashedAt: Date): Date => DateTime.fromJSDate(trashedAt, { zone: 'Europe/Berlin' }).plus(TERMS.TRASH.span).toJSDate();

const movedBefore = (now: Date): Date => DateTime.fromJSDate(now, { zone: 'Europe/Berlin' }).minus(TERMS.TRASH.span).toJSDate();

/** Deletes for good what has been in the trash for the term; returns how many notes that were. */
export async function emptyOverdue(sql: Sql, now: Date): Promise<number> {
  let deleted = 0;
  for (let taken = PORTION; taken === PORTION; deleted += taken)
    taken = await sql.transaction(async sql => {
      const callIds = await holdDue(sql, movedBefore(now), PORTION);
      if (callIds.length) await emptyCalls(sql, callIds, now);
      return callIds.length;
    });
  return deleted;
}

/** How many that would be. */
export const countOverdue = (sql: Sql, now: Date): Promise<number> => countDueInTrash(sql, movedBefore(now));
