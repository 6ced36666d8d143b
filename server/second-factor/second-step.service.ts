import type { Context } from '../context.ts';
import { statement } from '../database/sql.ts';
import { badInput } from '../errors.ts';
import { signInAs } from '../identity/identity.service.ts';
import { challengedAccount, finishChallenge, tryChallenge } from '../identity/sign-in-challenge.ts';
import { askForPasskey, signedBy } from './passkey.service.ts';
import { guess, type ProofRefusal, useCode } from './second-factor.service.ts';

/** How somebody can show that it is them, after the password. */
export enum SecondFactorMethod {
  TOTP = 'TOTP',
  PASSKEY = 'PASSKEY',
  RECOVERY_CODE = 'RECOVERY_CODE',
}

/** Why nobody is signed in. */
export type SecondStepRefusal = ProofRefusal | { refused: 'EXPIRED' };

const METHODS = statement<{ totp: boolean; passkey: boolean; code: boolean }>(
  'second-step-methods',
  `select exists (select from totp where account_id = $1 and confirmed_at is not null) as totp, exists (select from passkey where account_id = $1) as passkey,
     exists (select from recovery_code where account_id = $1 and used_at is null) as code`,
);

/** What the person who knew the password can show now. */
export async function methodsFor(ctx: Context, challengeToken: string): Promise<SecondFactorMethod[]> {
  const accountId = await challengedAccount(ctx.service, challengeToken, ctx.now());
  const has = accountId === null ? undefined : await ctx.service.one(METHODS, [accountId]);
  return [...(has?.totp ? [SecondFactorMethod.TOTP] : []), ...(has?.passkey ? [SecondFactorMethod.PASSKEY] : []), ...(has?.code ? [SecondFactorMethod.RECOVERY_CODE] : [])];
}

function requireDoor(ctx: Context, act: string): void {
  if (!ctx.session) throw badInput(act, 'Sign in over HTTP: a socket cannot set the cookie.');
}

async function finish(ctx: Context, challengeToken: string, accountId: string): Promise<SecondStepRefusal | null> {
  if (!(await finishChallenge(ctx.service, challengeToken, ctx.now()))) return { refused: 'EXPIRED' };
  await signInAs(ctx, accountId);
  return null;
}

/** Signs in who knew the password and knows a code of their app, or a recovery code; null, or why not. */
export async function confirmWithCode(ctx: Context, challengeToken: string, code: string): Promise<SecondStepRefusal | null> {
  requireDoor(ctx, 'confirmSecondFactor');
  const accountId = await tryChallenge(ctx.service, challengeToken, ctx.now());
  if (accountId === null) return { refused: 'EXPIRED' };
  return (await guess(ctx, accountId, () => useCode(ctx, accountId, code))) ?? finish(ctx, challengeToken, accountId);
}

/** What the browser is asked to sign for who knew the password; null when that was too long ago. */
export async function beginWithPasskey(ctx: Context, challengeToken: string): Promise<string | null> {
  requireDoor(ctx, 'beginSecondFactorPasskey');
  const accountId = await challengedAccount(ctx.service, challengeToken, ctx.now());
  return accountId === null ? null : askForPasskey(ctx, 'SECOND_FACTOR', accountId);
}

/** Signs in who knew the password and has a passkey of the account; null, or why not. */
export async function confirmWithPasskey(ctx: Context, challengeToken: string, response: string): Promise<SecondStepRefusal | null> {
  requireDoor(ctx, 'confirmWithPasskey');
  const accountId = await tryChallenge(ctx.service, challengeToken, ctx.now());
  if (accountId === null) return { refused: 'EXPIRED' };
  if ((await signedBy(ctx, 'SECOND_FACTOR', accountId, response)) === null) return { refused: 'WRONG' };
  return finish(ctx, challengeToken, accountId);
}

/** What the browser is asked to sign with whichever passkey it has for the site. */
export async function beginPasskeySignIn(ctx: Context): Promise<string> {
  requireDoor(ctx, 'beginPasskeySignIn');
  return askForPasskey(ctx, 'SIGN_IN', null);
}

/** Signs in whose passkey has signed, with finger, face or PIN, without a password; false when it is not right. */
export async function signInWithPasskey(ctx: Context, response: string): Promise<boolean> {
  requireDoor(ctx, 'signInWithPasskey');
  const accountId = await signedBy(ctx, 'SIGN_IN', null, response);
  if (accountId === null) return false;
  await signInAs(ctx, accountId);
  return true;
}
