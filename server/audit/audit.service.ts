import { Client } from 'pg';
import type { Context } from '../context.ts';
import { ownerConnection } from '../database/open.ts';
import { Forbidden } from '../errors.ts';
import { decodeTimeCursor, encodeCursor, pageLimit, toConnection } from '../graphql/connection.ts';
import type { DatabaseAddress } from '../orm.ts';
import { TERMS } from '../privacy/declaration.ts';
import { canReadAuditLog } from './audit.policy.ts';
import { type AuditFilter, loadAuditPages } from './audit.rows.ts';

/** Who saw and changed the customer's data, newest first. */
export async function auditLogOf(ctx: Context, customerId: string, page: { first: number; after?: string | null }, filter: AuditFilter) {
  if (!canReadAuditLog(ctx.actor, customerId)) throw new Forbidden();
  const rows = await ctx.edge(loadAuditPages, { customerId, limit: pageLimit(page), after: decodeTimeCursor(page.after), filter });
  return toConnection(rows, page.first, row => encodeCursor(row.at, row.id));
}

/** What to delete of the audit log: what is past its term, and all about customers who are gone. */
export interface AuditExpiry {
  before: Date;
  customerIds?: readonly string[];
}

const EXPIRED = 'at < $1 or customer_id = any($2::uuid[])';

/** The moment before which entries are past their term. */
export function auditExpiresBefore(now: Date): Date {
  const before = new Date(now);
  before.setUTCFullYear(before.getUTCFullYear() - TERMS.AUDIT.span.years);
  return before;
}

/**
 * Deletes entries under the role that may, on a connection of the owner's; with `dry` it counts them only. Returns how many. Safe to run twice and in several processes.
 */
export async function expireAuditLog(address: DatabaseAddress, { before, customerIds = [] }: AuditExpiry, { dry = false } = {}): Promise<number> {
  const client = new Client(ownerConnection(address));
  await client.connect();
  try {
    await client.query('set role vorzimmer_maintenance');
    const { rows, rowCount } = await client.query<{ count: number }>(
      dry ? `select count(*)::int as count from audit_entry where ${EXPIRED}` : `delete from audit_entry where ${EXPIRED}`, [before, customerIds],
    );
    return dry ? (rows[0]?.count ?? 0) : (rowCount ?? 0);
  } finally {
    await client.end();
  }
}
