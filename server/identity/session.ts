import { createHash, randomBytes } from 'node:crypto';
import { statement, type Sql } from '../database/sql.ts';
import type { Person } from './actor.ts';

/** The cookie that carries the session's token. */
export const SESSION_COOKIE = 'vorzimmer_session';

const DAYS = 14;

/** A secret that only its bearer knows, and its hash, which is all we keep. */
export function newToken(): { token: string; hash: Buffer } {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: tokenHash(token) };
}

/** What is stored of a token: it is random and long, so a plain SHA-256 suffices. */
export const tokenHash = (token: string): Buffer => createHash('sha256').update(token).digest();

const INSERT = statement('session-insert', 'insert into session (token_hash, account_id, created_at, expires_at) values ($1, $2, $3, $4)');
const DELETE = statement('session-delete', 'delete from session where token_hash = $1');
const DELETE_OLD = statement('session-delete-old', 'delete from session where expires_at < $1');
const FIND = statement<{ accountId: string; secretaryId: string | null; isSupervisor: boolean | null; customerId: string | null; customerUserId: string | null }>(
  'session-find',
  `select a.id as "accountId", a.secretary_id as "secretaryId", s.is_supervisor as "isSupervisor",
     a.customer_id as "customerId", a.customer_user_id as "customerUserId"
   from session x join account a on a.id = x.account_id left join secretary s on s.id = a.secretary_id
   where x.token_hash = $1 and x.expires_at > $2`,
);

/** Starts a session for the account. */
export async function startSession(sql: Sql, accountId: string, now: Date): Promise<{ token: string; expiresAt: Date }> {
  const { token, hash } = newToken();
  const expiresAt = new Date(now.getTime() + DAYS * 86_400_000);
  await sql.query(INSERT, [hash, accountId, now, expiresAt]);
  return { token, expiresAt };
}

/** Ends the session at once. */
export const endSession = (sql: Sql, token: string) => sql.query(DELETE, [tokenHash(token)]);

/** Forgets the sessions that are over. */
export const expireSessions = (sql: Sql, now: Date) => sql.query(DELETE_OLD, [now]);

/** Who the token belongs to; null when it is unknown or over. */
export async function personOf(sql: Sql, token: string | null, now: Date): Promise<Person | null> {
  if (!token) return null;
  const row = await sql.one(FIND, [tokenHash(token), now]);
  if (!row) return null;
  return row.secretaryId
    ? { kind: 'SECRETARY', accountId: row.accountId, secretaryId: row.secretaryId, isSupervisor: row.isSupervisor === true }
    : { kind: 'CUSTOMER_USER', accountId: row.accountId, customerUserId: row.customerUserId as string, customerId: row.customerId as string };
}
