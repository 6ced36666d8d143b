import type { Batch, SignedIn } from '../context.ts';
import { statement } from '../database/sql.ts';
import { decodeTimeCursor, encodeCursor, pageLimit, toConnection } from '../graphql/connection.ts';
import { isSupervisor } from '../identity/actor.ts';

/** A call to a number that is nobody's line. */
export interface UnassignedCallRow { id: string; calledNumber: string; callerNumber: string | null; receivedAt: Date; reporter: string }

const COLUMNS = `id, called_number as "calledNumber", caller_number as "callerNumber", received_at as "receivedAt", reporter`;
const PAGE = statement<UnassignedCallRow>(
  'unassigned-page',
  `select ${COLUMNS} from unassigned_call where $1::timestamptz is null or (received_at, id) < ($1, $2::uuid) order by received_at desc, id desc limit $3`,
);
const BY_ID = statement<UnassignedCallRow>('unassigned-by-id', `select ${COLUMNS} from unassigned_call where id = any($1::uuid[])`);

/** The list that supervisors look after, newest first. */
export async function listUnassignedCalls(ctx: SignedIn, page: { first: number; after?: string | null }) {
  const after = decodeTimeCursor(page.after);
  const rows = await ctx.sql.query(PAGE, [after?.key ?? null, after?.id ?? null, pageLimit(page)]);
  return toConnection(rows, page.first, row => encodeCursor(row.receivedAt, row.id));
}

export const loadUnassignedCalls: Batch<string, UnassignedCallRow | null> = async ({ actor, sql }, ids) => {
  if (!isSupervisor(actor)) return ids.map(() => null);
  const byId = new Map((await sql.query(BY_ID, [ids])).map(row => [row.id, row]));
  return ids.map(id => byId.get(id) ?? null);
};
