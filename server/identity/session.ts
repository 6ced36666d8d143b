import { createHash, randomBytes } from 'node:crypto';
import { statement, type Sql } from '../database/sql.ts';
import type { CustomerRight, Person } from './actor.ts';

/** The cookie that carries the session's token. */
export const SESSION_COOKIE = 'vorzimmer_session';

const DAYS = 14;
// A session in use is noted now and then, not with each request.
const NOTED_EVERY_MS = 300_000;

/** A secret that only its bearer knows, and its hash, which is all we keep. */
export function newToken(): { token: string; hash: Buffer } {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: tokenHash(token) };
}

/** What is stored of a token: it is random and long, so a plain SHA-256 suffices. */
export const tokenHash = (token: string): Buffer => createHash('sha256').update(token).digest();

/** What somebody signed in with, in words: Firefox, Windows. Null where it does not say. */
export interface DeviceWords { browser: string | null; system: string | null }

/** Somebody who signed in with a temporary password: they may do nothing but change it. */
export interface DueChange { accountId: string; email: string }

/** A session that is in force. Either somebody acts by it, or they have to change their password first. */
export type OpenSession = { id: string; accountId: string } & ({ person: Person; due: null } | { person: null; due: DueChange });

interface SessionRow {
  id: string; lastUsedAt: Date; accountId: string; email: string; isTemporary: boolean; secretaryId: string | null; isSupervisor: boolean | null; actsFor: string[];
  customerId: string | null; customerUserId: string | null; right: CustomerRight | null;
}

const INSERT = statement(
  'session-insert',
  'insert into session (token_hash, id, account_id, created_at, last_used_at, expires_at, browser, system) values ($1, $2, $3, $4, $4, $5, $6, $7)',
);
const DELETE = statement('session-delete', 'delete from session where token_hash = $1');
const NOTE_USE = statement('session-note-use', 'update session set last_used_at = $2 where id = any($1::uuid[]) and last_used_at < $3');
const session = (name: string, where: string) => statement<SessionRow>(
  name,
  `select x.id, x.last_used_at as "lastUsedAt", a.id as "accountId", a.email, a.temporary_password_until is not null as "isTemporary",
     a.secretary_id as "secretaryId", s.is_supervisor as "isSupervisor",
     array(select distinct x.customer_id from acting x where x.secretary_id = a.secretary_id and x.until > $2 order by 1) as "actsFor", a.customer_id as "customerId", a.customer_user_id as "customerUserId", u."right"
   from session x join account a on a.id = x.account_id left join secretary s on s.id = a.secretary_id left join customer_user u on u.id = a.customer_user_id
   where ${where} and x.expires_at > $2 and (a.temporary_password_until is null or a.temporary_password_until > $2)`,
);
const FIND = session('session-find', 'x.token_hash = $1');
const FIND_ALL = session('session-find-all', 'x.id = any($1::uuid[])');

/** Starts a session for the account. */
export async function startSession(sql: Sql, accountId: string, now: Date, device: DeviceWords = { browser: null, system: null }): Promise<{ id: string; token: string; expiresAt: Date }> {
  const { token, hash } = newToken();
  const id = crypto.randomUUID();
  const expiresAt = new Date(now.getTime() + DAYS * 86_400_000);
  await sql.query(INSERT, [hash, id, accountId, now, expiresAt, device.browser, device.system]);
  return { id, token, expiresAt };
}

/** Ends the session at once, in every process. */
export const endSession = (sql: Sql, token: string) => sql.query(DELETE, [tokenHash(token)]);

/** The session of the token; null when it is unknown or over. */
export async function sessionOf(sql: Sql, token: string | null, now: Date): Promise<OpenSession | null> {
  if (!token) return null;
  const row = await sql.one(FIND, [tokenHash(token), now]);
  if (!row) return null;
  if (now.getTime() - row.lastUsedAt.getTime() >= NOTED_EVERY_MS) await noteUse(sql, [row.id], now);
  return opened(row);
}

/** Those of the sessions that are still in force, as they are now. */
export const sessionsById = async (sql: Sql, ids: readonly string[], now: Date): Promise<OpenSession[]> => (await sql.query(FIND_ALL, [ids, now])).map(opened);

/** Notes that the sessions are in use, unless that was noted a moment ago. */
export const noteUse = (sql: Sql, ids: readonly string[], now: Date) => sql.query(NOTE_USE, [ids, now, new Date(now.getTime() - NOTED_EVERY_MS + 1)]);

/** Who acts by the token; null when it is unknown or over, and while its bearer has to change their password first. */
export const personOf = async (sql: Sql, token: string | null, now: Date): Promise<Person | null> => (await sessionOf(sql, token, now))?.person ?? null;

function opened({ id, accountId, email, ...row }: SessionRow): OpenSession {
  if (row.isTemporary) return { id, accountId, person: null, due: { accountId, email } };
  const person: Person = row.secretaryId
    ? { kind: 'SECRETARY', accountId, secretaryId: row.secretaryId, isSupervisor: row.isSupervisor === true, actsFor: row.actsFor }
    : { kind: 'CUSTOMER_USER', accountId, customerUserId: row.customerUserId as string, customerId: row.customerId as string, right: row.right as CustomerRight };
  return { id, accountId, person, due: null };
}
