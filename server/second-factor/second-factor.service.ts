import { endAllSessions } from '../accounts/session.service.ts';
import type { Context, SignedIn } from '../context.ts';
import { standsAlone } from '../credentials/password-rules.ts';
import { countAttempt, forgetAttempts, giveBack, type Counter } from '../credentials/throttle.ts';
import { statement, type Sql } from '../database/sql.ts';
import { isUuid } from '../database/uuid.ts';
import { badInput, Forbidden } from '../errors.ts';
import { isSupervisor } from '../identity/actor.ts';
import { passwordFits } from '../identity/password.ts';
import { dropChallenges } from '../identity/sign-in-challenge.ts';
import { sendMail } from '../mail/mail.service.ts';
import { readRecoveryCode } from './recovery-code.ts';
import { dropPasskeys } from './passkey.rows.ts';
import {
  confirmTotpRow, dropTotp, lockAccount, markSecondFactor, newTotp, putTotp, readSecondFactor, renewCodes, type SecondFactorRow, totpSecret, useRecoveryCode, useTotpStep,
} from './second-factor.rows.ts';
import { newTotpSecret, totpStep, totpUri } from './totp.ts';

/** What somebody shows before their second factor is changed: an open session alone may be in the wrong hands. */
export interface Proof { password?: string | null; code?: string | null }

/** Why it was not accepted. */
export type ProofRefusal = { refused: 'WRONG' } | { refused: 'TOO_MANY'; retryAfterSeconds: number };

/** Why nothing was removed. */
export type RemovalRefusal = ProofRefusal | { refused: 'TOO_SHORT' };

/** One way of proof: whether there is no other, and how to do without it. */
interface Removal { isLast: (own: SecondFactorRow) => boolean; remove: (sql: Sql, accountId: string) => Promise<unknown> }

/** A second factor that is in use now; the recovery codes when it is the first. */
export interface SetUp { secondFactor: SecondFactorRow; recoveryCodes: string[] | null }

/** How long a secret waits for its first code. */
export const SET_UP_MINUTES = 60;

const ACCOUNT = statement<{ email: string; passwordHash: string }>('second-factor-account', 'select email, password_hash as "passwordHash" from account where id = $1');
const ACCOUNT_OF = statement<{ id: string }>('second-factor-account-of', 'select id from account where secretary_id = $1 or customer_user_id = $1');

/** What guesses at somebody's codes are counted for, wherever they come from. A passkey is no guess: it goes on working. */
const guessCounters = (accountId: string): Counter[] => [{ name: 'second-factor-of', of: accountId, limits: [{ attempts: 5, seconds: 600 }, { attempts: 50, seconds: 86_400 }] }];

/** Whose second factor it is about: that of who asks. Audiences and keys have none. */
export function ownAccount({ actor }: SignedIn): string {
  if (!('accountId' in actor)) throw new Forbidden();
  return actor.accountId;
}

/** Looks at a guess, which nobody makes often: each counts until one was right, also those at the same moment in another process. */
export async function guess(ctx: Context, accountId: string, isRight: () => Promise<boolean>): Promise<ProofRefusal | null> {
  const counters = guessCounters(accountId);
  const retryAfterSeconds = await countAttempt(ctx.service, counters, ctx.now());
  if (retryAfterSeconds !== null) return { refused: 'TOO_MANY', retryAfterSeconds };
  let right: boolean;
  try {
    right = await isRight();
  } catch (error) {
    await giveBack(ctx.service, counters);
    throw error;
  }
  if (!right) return { refused: 'WRONG' };
  await forgetAttempts(ctx.service, counters);
  return null;
}

/** Whether this is a code of the account's app or one of its recovery codes, neither used before. It is used from now on. */
export async function useCode(ctx: Context, accountId: string, typed: string): Promise<boolean> {
  const digits = typed.replaceAll(/\s/g, '');
  if (/^\d{6}$/.test(digits)) {
    const secret = await totpSecret({ sql: ctx.service, secrets: ctx.secrets }, accountId);
    const step = secret === null ? null : totpStep(secret, digits, ctx.now());
    return step !== null && useTotpStep(ctx.service, accountId, step);
  }
  const code = readRecoveryCode(typed);
  return code !== null && useRecoveryCode(ctx.service, accountId, code, ctx.now());
}

/** Refuses unless the actor shows their password or a code. */
export async function prove(ctx: SignedIn, { password = null, code = null }: Proof): Promise<ProofRefusal | null> {
  if ((password === null) === (code === null)) throw badInput('proof', 'Give the password or a code, one of the two.');
  const accountId = ownAccount(ctx);
  return guess(ctx, accountId, async () => {
    if (code !== null) return useCode(ctx, accountId, code);
    return passwordFits((await ctx.service.one(ACCOUNT, [accountId]))?.passwordHash ?? null, password as string);
  });
}

/** The actor's own second factor. */
export const ownSecondFactor = (ctx: SignedIn): Promise<SecondFactorRow> => readSecondFactor(ctx.service, ownAccount(ctx));

/** Begins with an app: its secret, shown this once, waits for the first code. */
export async function beginTotp(ctx: SignedIn, proof: Proof): Promise<{ secret: string; uri: string } | ProofRefusal | { refused: 'ALREADY' }> {
  const refusal = await prove(ctx, proof);
  if (refusal) return refusal;
  const accountId = ownAccount(ctx);
  const account = await ctx.service.one(ACCOUNT, [accountId]);
  if (!account) throw new Forbidden();
  const secret = newTotpSecret();
  if (!(await putTotp({ sql: ctx.service, secrets: ctx.secrets }, accountId, secret, ctx.now()))) return { refused: 'ALREADY' };
  return { secret, uri: totpUri(secret, account.email) };
}

/** Takes the app into use by its first code. */
export async function confirmTotp(ctx: SignedIn, code: string): Promise<SetUp | ProofRefusal | { refused: 'NOT_BEGUN' }> {
  const accountId = ownAccount(ctx);
  const now = ctx.now();
  const begun = await newTotp({ sql: ctx.service, secrets: ctx.secrets }, accountId, new Date(now.getTime() - SET_UP_MINUTES * 60_000));
  if (!begun) return { refused: 'NOT_BEGUN' };
  const step = totpStep(begun.secret, code.replaceAll(/\s/g, ''), now);
  const refusal = await guess(ctx, accountId, () => Promise.resolve(step !== null));
  if (refusal) return refusal;
  return ctx.service.transaction(async sql => {
    await lockAccount(sql, accountId);
    if (!(await confirmTotpRow(sql, accountId, begun.sealed, now, step as number))) return { refused: 'NOT_BEGUN' as const };
    const recoveryCodes = await markSecondFactor(sql, accountId, now);
    return { secondFactor: await readSecondFactor(sql, accountId), recoveryCodes };
  });
}

/** Does without the app from now on; also when there was none. */
export const removeTotp = (ctx: SignedIn, proof: Proof): Promise<SecondFactorRow | RemovalRefusal> =>
  removing(ctx, proof, { isLast: ({ passkeys }) => passkeys.length === 0, remove: dropTotp });

/** Removes one way of proof and says what is left. The last one goes when the password can stand alone, of which only the password itself tells. */
export async function removing(ctx: SignedIn, proof: Proof, { isLast, remove }: Removal): Promise<SecondFactorRow | RemovalRefusal> {
  const refusal = await prove(ctx, proof);
  if (refusal) return refusal;
  const accountId = ownAccount(ctx);
  return ctx.service.transaction(async sql => {
    await lockAccount(sql, accountId);
    const own = await readSecondFactor(sql, accountId);
    if (own.since && isLast(own) && !standsAlone(proof.password ?? '')) return { refused: 'TOO_SHORT' as const };
    await remove(sql, accountId);
    await markSecondFactor(sql, accountId, ctx.now());
    return readSecondFactor(sql, accountId);
  });
}

/** New recovery codes, told here and never again, in place of the ones before; refused without a second factor. */
export async function renewRecoveryCodes(ctx: SignedIn, proof: Proof): Promise<SetUp | ProofRefusal> {
  const refusal = await prove(ctx, proof);
  if (refusal) return refusal;
  const accountId = ownAccount(ctx);
  return ctx.service.transaction(async sql => {
    await lockAccount(sql, accountId);
    if (!(await readSecondFactor(sql, accountId)).since) throw new Forbidden();
    const recoveryCodes = await renewCodes(sql, accountId, ctx.now());
    return { secondFactor: await readSecondFactor(sql, accountId), recoveryCodes };
  });
}

/** Takes somebody's second factor away who has lost it, and ends their sessions. For supervisors, not for themselves, and not without a reason. */
export async function resetSecondFactor(ctx: SignedIn, personId: string, reason: string): Promise<void> {
  if (!isSupervisor(ctx.actor)) throw new Forbidden();
  if (!reason.trim() || reason.length > 500) throw badInput('reason', 'Say why, in up to 500 characters.');
  const account = isUuid(personId) ? await ctx.service.one(ACCOUNT_OF, [personId]) : undefined;
  if (!account || account.id === ownAccount(ctx)) throw new Forbidden();
  await ctx.service.transaction(async sql => {
    await lockAccount(sql, account.id);
    await dropTotp(sql, account.id);
    await dropPasskeys(sql, account.id);
    await markSecondFactor(sql, account.id, ctx.now());
    await dropChallenges(sql, account.id);
    await endAllSessions(sql, account.id);
    await sendMail({ sql, secrets: ctx.secrets }, { accountId: account.id, kind: 'SECOND_FACTOR_RESET' }, ctx.now());
  });
}
