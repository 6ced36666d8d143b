import { randomInt } from 'node:crypto';
import type { Context } from '../context.ts';
import { leastCharacters, passwordProblems, type PasswordProblem } from '../credentials/password-rules.ts';
import { changeCounters, countAttempt, giveBack } from '../credentials/throttle.ts';
import { statement, type Sql } from '../database/sql.ts';
import { Unauthenticated } from '../errors.ts';
import { hashPassword, passwordFits, temporaryPasswordEnd } from '../identity/password.ts';
import { dropChallenges } from '../identity/sign-in-challenge.ts';
import { sendMail } from '../mail/mail.service.ts';
import { accountById } from './account.rows.ts';
import { endAllSessions } from './session.service.ts';

const SET_PASSWORD = statement<{ id: string }>(
  'account-set-password',
  // The hash that was checked is the one that is replaced: of two changes at once, one has not known what is there now.
  'update account set password_hash = $2, temporary_password_until = $3 where id = $1 and ($4::text is null or password_hash = $4) returning id',
);
const DROP_LINKS = statement('password-reset-drop-links', 'delete from password_reset_link where account_id = $1');

/** A refusal that names what is wrong with which field. */
export interface PasswordInvalidRow { refused: 'INVALID'; problems: (PasswordProblem | { field: string; code: 'WRONG'; message: string })[]; leastCharacters: number }

/** What came of a wish to change the password. */
export type PasswordChange = { changed: true; email: string } | PasswordInvalidRow | { refused: 'TOO_MANY'; retryAfterSeconds: number };

/** Sets a password. All sessions but `keep` end, and links to set another one and half-done sign-ins are void. False when `replaces` is no longer the hash that is stored. */
export async function setPassword(sql: Sql, accountId: string, passwordHash: string, { keep = null, temporaryUntil = null, replaces = null }: { keep?: string | null; temporaryUntil?: Date | null; replaces?: string | null } = {}): Promise<boolean> {
  if (!(await sql.one(SET_PASSWORD, [accountId, passwordHash, temporaryUntil, replaces]))) return false;
  await sql.query(DROP_LINKS, [accountId]);
  await dropChallenges(sql, accountId);
  await endAllSessions(sql, accountId, keep);
  return true;
}

const CONSONANTS = 'bdfghklmnprstvwz';
const VOWELS = 'aeiou';
const letterOf = (letters: string) => letters[randomInt(letters.length)]!;

/** Five words without sense that can be read out on the telephone: 63 bits. */
const readable = (): string => Array.from({ length: 5 }, () => Array.from({ length: 2 }, () => letterOf(CONSONANTS) + letterOf(VOWELS)).join('')).join('-');

/**
 * Gives the account a password that is told this once and that its owner has to change at the first sign-in; it is over
 * when it was not used for 14 days. What was open with another password ends. Who may do that is for the caller to decide.
 */
export async function issueTemporaryPassword(sql: Sql, accountId: string, now: Date): Promise<string> {
  const password = readable();
  const passwordHash = await hashPassword(password);
  await sql.transaction(sql => setPassword(sql, accountId, passwordHash, { temporaryUntil: temporaryPasswordEnd(now) }));
  return password;
}

/** Changes the password of who asks, also of somebody who may do nothing else yet, and ends all of their other sessions. */
export async function changePassword(ctx: Context, currentPassword: string, newPassword: string): Promise<PasswordChange> {
  const accountId = ctx.session?.due?.accountId ?? (ctx.actor && 'accountId' in ctx.actor ? ctx.actor.accountId : null);
  const account = accountId === null ? undefined : await accountById(ctx.service, accountId);
  if (!account) throw new Unauthenticated();
  const invalid = (problems: PasswordInvalidRow['problems']): PasswordInvalidRow => ({ refused: 'INVALID', problems, leastCharacters: leastCharacters(account) });
  const wrong = () => invalid([{ field: 'currentPassword', code: 'WRONG', message: 'That is not the current password.' }]);

  const counters = changeCounters(account.id);
  const retryAfterSeconds = await countAttempt(ctx.service, counters, ctx.now());
  if (retryAfterSeconds !== null) return { refused: 'TOO_MANY', retryAfterSeconds };
  if (!(await passwordFits(account.passwordHash, currentPassword))) return wrong();
  await giveBack(ctx.service, counters);
  const problems: PasswordInvalidRow['problems'] = await passwordProblems('newPassword', newPassword, account);
  if (!problems.length && newPassword.normalize('NFC') === currentPassword.normalize('NFC'))
    problems.push({ field: 'newPassword', code: 'TOO_OBVIOUS', message: 'That is the password that is to be changed.' });
  if (problems.length) return invalid(problems);

  const passwordHash = await hashPassword(newPassword);
  const done = await ctx.service.transaction(async sql => {
    if (!(await setPassword(sql, account.id, passwordHash, { keep: ctx.sessionId, replaces: account.passwordHash }))) return false;
    await sendMail({ sql, secrets: ctx.secrets }, { accountId: account.id, kind: 'PASSWORD_CHANGED' }, ctx.now());
    return true;
  });
  return done ? { changed: true, email: account.email } : wrong();
}
