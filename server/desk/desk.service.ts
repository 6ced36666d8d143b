import { DateTime } from 'luxon';
import { OPEN_NOTE_HOURS } from '../calls/hand.service.ts';
import { CALL_COLUMNS, CALL_JOINS, type CallRow, type FlatCall, toCallRow } from '../calls/call.rows.ts';
import type { Context } from '../context.ts';
import { statement } from '../database/sql.ts';
import { currentCursor } from '../events/event-log.ts';
import { readTarget } from './target.service.ts';

const OPEN = statement<FlatCall>('desk-calls', `select ${CALL_COLUMNS} from call c ${CALL_JOINS} where c.state <> 'ENDED' order by c.received_at, c.id`);
const OPEN_NOTES = statement<FlatCall>(
  'desk-open-notes',
  `select ${CALL_COLUMNS} from call c ${CALL_JOINS}
   where c.taken_by = $1 and c.state = 'ENDED' and c.result is null and c.ended_at > $2 order by c.ended_at, c.id`,
);
const TODAY = statement<{ offered: number; takenInTime: number }>(
  'desk-service-level',
  `select count(*) filter (where taken_at is not null or received_at < $2::timestamptz - make_interval(secs => $3))::int as offered,
     count(*) filter (where taken_at <= received_at + make_interval(secs => $3))::int as "takenInTime"
   from (
     select received_at, taken_at from call where received_at >= $1
     union all
     select received_at, (row ->> 'taken_at')::timestamptz from restricted_row where table_name = 'call' and received_at >= $1
   ) calls`,
);

/** The day of the service begins at its own midnight. */
export const SERVICE_ZONE = 'Europe/Berlin';

/** What is happening now, with the cursor to subscribe after. */
export interface DeskRoot { cursor: string; calls: CallRow[] }

/** Cursor and open calls in one snapshot; what hangs on the calls is read after it, so it is at least as new as the cursor. */
export async function readDesk(ctx: Context): Promise<DeskRoot> {
  return ctx.sql.transaction(async sql => {
    await sql.query(SNAPSHOT);
    return { cursor: await currentCursor(sql), calls: (await sql.query(OPEN)).map(toCallRow) };
  });
}

const SNAPSHOT = statement('desk-snapshot', 'set transaction isolation level repeatable read, read only');

/** The secretary's ended calls whose note is still to be written, oldest first. */
export async function listOpenNotes(ctx: Context): Promise<CallRow[]> {
  if (ctx.actor?.kind !== 'SECRETARY') return [];
  return (await ctx.sql.query(OPEN_NOTES, [ctx.actor.secretaryId, new Date(ctx.now().getTime() - OPEN_NOTE_HOURS * 3_600_000)])).map(toCallRow);
}

/** Of today's calls that had their chance, how many were taken in time; restricted ones were calls all the same. */
export async function serviceLevelToday(ctx: Context) {
  const midnight = DateTime.fromJSDate(ctx.now(), { zone: SERVICE_ZONE }).startOf('day').toJSDate();
  const { seconds, percent } = await readTarget(ctx.sql);
  const { offered, takenInTime } = (await ctx.sql.one(TODAY, [midnight, ctx.now(), seconds])) as { offered: number; takenInTime: number };
  return { offered, takenInTime, targetSeconds: seconds, targetPercent: percent, share: offered ? takenInTime / offered : null };
}
