import { statement, type Sql } from '../database/sql.ts';
import { newToken, tokenHash } from './session.ts';

/** How often a code can be tried for one right password. */
export const MOST_TRIES = 5;

const MINUTES = 10;

const START = statement('sign-in-challenge-start', 'insert into sign_in_challenge (token_hash, account_id, created_at, expires_at) values ($1, $2, $3, $4)');
const FIND = statement<{ accountId: string }>('sign-in-challenge-find', `select account_id as "accountId" from sign_in_challenge where token_hash = $1 and expires_at > $2 and tries < ${MOST_TRIES}`);
const TRY = statement<{ accountId: string }>(
  'sign-in-challenge-try',
  `update sign_in_challenge set tries = tries + 1 where token_hash = $1 and expires_at > $2 and tries < ${MOST_TRIES} returning account_id as "accountId"`,
);
const FINISH = statement<{ accountId: string }>('sign-in-challenge-finish', 'delete from sign_in_challenge where token_hash = $1 and expires_at > $2 returning account_id as "accountId"');
const DROP = statement('sign-in-challenge-drop', 'delete from sign_in_challenge where account_id = $1');

/** Notes that somebody knew the password and has a second factor to show; returns the token by which they go on. */
export async function startChallenge(sql: Sql, accountId: string, now: Date): Promise<string> {
  const { token, hash } = newToken();
  await sql.query(START, [hash, accountId, now, new Date(now.getTime() + MINUTES * 60_000)]);
  return token;
}

/** Whose second factor the token waits for; null when it is unknown, over or was tried too often. */
export const challengedAccount = async (sql: Sql, token: string, now: Date): Promise<string | null> => (await sql.one(FIND, [tokenHash(token), now]))?.accountId ?? null;

/** The same, and counts a try: of several at once each counts. */
export const tryChallenge = async (sql: Sql, token: string, now: Date): Promise<string | null> => (await sql.one(TRY, [tokenHash(token), now]))?.accountId ?? null;

/** Ends the challenge; of several at once one is told true. */
export const finishChallenge = async (sql: Sql, token: string, now: Date): Promise<boolean> => (await sql.one(FINISH, [tokenHash(token), now])) !== undefined;

/** Ends all challenges of an account: what was proved with an old password, or for an old second factor, counts no more. */
export const dropChallenges = (sql: Sql, accountId: string) => sql.query(DROP, [accountId]);
