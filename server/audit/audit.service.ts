import type { Context } from '../context.ts';
import { Forbidden } from '../errors.ts';
import { decodeTimeCursor, encodeCursor, pageLimit, toConnection } from '../graphql/connection.ts';
import { canReadAuditLog } from './audit.policy.ts';
import { type AuditFilter, loadAuditPages } from './audit.rows.ts';

/** Who saw and changed the customer's data, newest first. */
export async function auditLogOf(ctx: Context, customerId: string, page: { first: number; after?: string | null }, filter: AuditFilter) {
  if (!canReadAuditLog(ctx.actor, customerId)) throw new Forbidden();
  const rows = await ctx.edge(loadAuditPages, { customerId, limit: pageLimit(page), after: decodeTimeCursor(page.after), filter });
  return toConnection(rows, page.first, row => encodeCursor(row.at, row.id));
}
