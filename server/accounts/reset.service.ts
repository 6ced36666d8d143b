import type { Context } from '../context.ts';
import { leastCharacters, passwordProblems } from '../credentials/password-rules.ts';
import { accountCounter, countAttempt, forgetAttempts, resetCounters } from '../credentials/throttle.ts';
import { statement } from '../database/sql.ts';
import { asStored } from '../identity/identity.service.ts';
import { hashPassword } from '../identity/password.ts';
import { newToken, tokenHash } from '../identity/session.ts';
import { sendMail } from '../mail/mail.service.ts';
import type { SecretStore } from '../secrets/secrets.ts';
import { accountOfResetLink } from './account.rows.ts';
import { type PasswordInvalidRow, setPassword } from './password.service.ts';

/** How long a link can be used that sets a new password. */
export const LINK_MINUTES = 60;

const REQUEST = statement('password-reset-request', 'insert into password_reset_request (id, email, requested_at) values ($1, $2, $3)');
const TAKE_REQUESTS = statement<{ email: string }>(
  'password-reset-take-requests',
  `delete from password_reset_request where id in (select id from password_reset_request order by requested_at limit 50 for update skip locked) returning email`,
);
const ACCOUNT_ID = statement<{ id: string }>('password-reset-account', 'select id from account where email = $1');
const ADD_LINK = statement('password-reset-add-link', 'insert into password_reset_link (token_hash, account_id, created_at, expires_at) values ($1, $2, $3, $4)');
const USE_LINK = statement<{ accountId: string }>('password-reset-use-link', 'delete from password_reset_link where token_hash = $1 and expires_at > $2 returning account_id as "accountId"');
const DROP_OLD_LINKS = statement('password-reset-drop-old', 'delete from password_reset_link where expires_at <= $1');

/** Notes that somebody wants a new password; null, or how many seconds to wait. What is done and how long it takes does not depend on whether there is such an account: that is looked up later. */
export async function requestPasswordReset(ctx: Context, email: string): Promise<number | null> {
  const address = asStored(email);
  const retryAfterSeconds = await countAttempt(ctx.service, resetCounters(address, ctx.origin?.address ?? ''), ctx.now());
  if (retryAfterSeconds !== null) return retryAfterSeconds;
  if (address.length <= 254 && !address.includes('\0')) await ctx.service.query(REQUEST, [crypto.randomUUID(), address, ctx.now()]);
  return null;
}

/** Sends links to those who wanted a new password and have an account. */
export const answerResetRequests = ({ sql, secrets }: SecretStore, now: Date): Promise<void> =>
  sql.transaction(async sql => {
    for (const { email } of await sql.query(TAKE_REQUESTS)) {
      const account = await sql.one(ACCOUNT_ID, [email]);
      if (!account) continue;
      const { token, hash } = newToken();
      await sql.query(ADD_LINK, [hash, account.id, now, new Date(now.getTime() + LINK_MINUTES * 60_000)]);
      await sendMail({ sql, secrets }, { accountId: account.id, kind: 'PASSWORD_RESET', token }, now);
    }
    await sql.query(DROP_OLD_LINKS, [now]);
  });

/** Sets a new password with the link that was mailed. All sessions end, all links are void, and who was locked out by others' guesses may sign in again. */
export async function resetPassword(ctx: Context, token: string, newPassword: string): Promise<{ changed: true; email: string } | PasswordInvalidRow | { refused: 'LINK_INVALID' }> {
  const hash = tokenHash(token);
  // Before anything is worked out for strangers.
  const account = await accountOfResetLink(ctx.service, hash, ctx.now());
  if (!account) return { refused: 'LINK_INVALID' };
  const problems = await passwordProblems('newPassword', newPassword, account);
  if (problems.length) return { refused: 'INVALID', problems, leastCharacters: leastCharacters(account) };
  const passwordHash = await hashPassword(newPassword);
  const done = await ctx.service.transaction(async sql => {
    if (!(await sql.one(USE_LINK, [hash, ctx.now()]))) return false;
    await setPassword(sql, account.id, passwordHash);
    await forgetAttempts(sql, [accountCounter(account.email)]);
    await sendMail({ sql, secrets: ctx.secrets }, { accountId: account.id, kind: 'PASSWORD_CHANGED' }, ctx.now());
    return true;
  });
  return done ? { changed: true, email: account.email } : { refused: 'LINK_INVALID' };
}
