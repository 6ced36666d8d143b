import type { SignedIn } from '../context.ts';
import { statement, type Sql } from '../database/sql.ts';
import { isUuid } from '../database/uuid.ts';
import { Forbidden } from '../errors.ts';
import type { DeviceWords } from '../identity/session.ts';

/** A session as its owner sees it. */
export interface SessionRow extends DeviceWords { __typename: 'Session'; id: string; startedAt: Date; lastUsedAt: Date; isCurrent: boolean }

const LIST = statement<SessionRow>(
  'session-list',
  `select 'Session' as "__typename", id, browser, system, created_at as "startedAt", last_used_at as "lastUsedAt", id is not distinct from $2::uuid as "isCurrent"
   from session where account_id = $1 and expires_at > $3 order by "isCurrent" desc, last_used_at desc, id`,
);
const END = statement('session-end', 'delete from session where account_id = $1 and id = $2');
const END_ALL = statement('session-end-all', 'delete from session where account_id = $1 and id is distinct from $2');
const TELL = statement('session-tell', `select pg_notify('vorzimmer_session', $1)`);

/** Ends all sessions of the account but `keep`, and what is open by them, in every process. */
export const endAllSessions = (sql: Sql, accountId: string, keep: string | null = null) => sql.query(END_ALL, [accountId, keep]);

/**
 * Tells every process that somebody may do something else from now on, so that whatever is open for them is opened anew with
 * their new rights. The rights of supervisors and of customers' people, and the end of sessions, tell so by themselves.
 */
export const accountChanged = (sql: Sql, accountId: string) => sql.query(TELL, [accountId]);

function ownAccount(ctx: SignedIn): string {
  // An audience has no identity.
  if (!('accountId' in ctx.actor)) throw new Forbidden();
  return ctx.actor.accountId;
}

/** The sessions of who asks: the current one first, then the one that was used last. */
export const listSessions = (ctx: SignedIn): Promise<SessionRow[]> => ctx.service.query(LIST, [ownAccount(ctx), ctx.sessionId, ctx.now()]);

/** Ends a session of one's own; returns those that are left. One that is gone or somebody else's changes nothing. */
export async function endOwnSession(ctx: SignedIn, sessionId: string): Promise<SessionRow[]> {
  const accountId = ownAccount(ctx);
  if (isUuid(sessionId)) await ctx.service.query(END, [accountId, sessionId]);
  return listSessions(ctx);
}

/** Ends all sessions of one's own but the current one. */
export async function endOtherSessions(ctx: SignedIn): Promise<SessionRow[]> {
  await endAllSessions(ctx.service, ownAccount(ctx), ctx.sessionId);
  return listSessions(ctx);
}
