import {
  type AuthenticationResponseJSON, generateAuthenticationOptions, generateRegistrationOptions, type RegistrationResponseJSON, verifyAuthenticationResponse, verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { decodeClientDataJSON } from '@simplewebauthn/server/helpers';
import type { Context, SignedIn } from '../context.ts';
import { statement } from '../database/sql.ts';
import { isUuid } from '../database/uuid.ts';
import { badInput, Forbidden } from '../errors.ts';
import { deviceWords } from '../identity/device.ts';
import { addPasskey, type ChallengePurpose, dropPasskey, findPasskey, keepChallenge, passkeysOf, type StoredPasskey, useChallenge, usePasskey } from './passkey.rows.ts';
import { lockAccount, markSecondFactor, readSecondFactor, type SecondFactorRow } from './second-factor.rows.ts';
import { ownAccount, type Proof, type ProofRefusal, prove, type RemovalRefusal, removing, type SetUp } from './second-factor.service.ts';

const RP_NAME = 'Vorzimmer';

// What devices can do today: Ed25519, ECDSA with P-256, RSA.
const ALGORITHMS = [-8, -7, -257];

/** So many are enough for every device and every drawer. */
const MOST_PASSKEYS = 20;

const OWNER = statement<{ email: string; name: string }>(
  'passkey-owner',
  `select a.email, coalesce(s.name, u.name) as name from account a left join secretary s on s.id = a.secretary_id left join customer_user u on u.id = a.customer_user_id where a.id = $1`,
);

const bytes = (id: string) => new Uint8Array(Buffer.from(id.replaceAll('-', ''), 'hex'));
const encoded = (id: Buffer) => id.toString('base64url');
const descriptors = (passkeys: StoredPasskey[]) => passkeys.map(({ credentialId, transports }) => ({ id: encoded(credentialId), transports }));

/** The site as browsers know it, for which passkeys are made and signed. */
function siteOf(ctx: Context): { origin: string; id: string } {
  const site = ctx.origin?.site;
  if (!site || !URL.canParse(site)) throw badInput('response', 'Passkeys belong to a site: ask over HTTP.');
  return { origin: site, id: new URL(site).hostname };
}

function read<Response extends RegistrationResponseJSON | AuthenticationResponseJSON>(json: string): Response & { challenge: string } {
  try {
    const response = JSON.parse(json) as Response;
    return { ...response, challenge: decodeClientDataJSON(response.response.clientDataJSON).challenge };
  } catch {
    throw badInput('response', 'That is no answer of a browser.');
  }
}

/** Begins with a passkey: what the browser is asked for. */
export async function beginPasskey(ctx: SignedIn, proof: Proof): Promise<{ options: string } | ProofRefusal> {
  const site = siteOf(ctx);
  const refusal = await prove(ctx, proof);
  if (refusal) return refusal;
  const accountId = ownAccount(ctx);
  const [owner, passkeys] = await Promise.all([ctx.service.one(OWNER, [accountId]), passkeysOf(ctx.service, accountId)]);
  if (!owner) throw new Forbidden();
  if (passkeys.length >= MOST_PASSKEYS) throw badInput('proof', `Nobody has more than ${MOST_PASSKEYS} passkeys. Remove one first.`);
  const options = await generateRegistrationOptions({
    rpName: RP_NAME, rpID: site.id, userID: bytes(accountId), userName: owner.email, userDisplayName: owner.name, attestationType: 'none', excludeCredentials: descriptors(passkeys), supportedAlgorithmIDs: ALGORITHMS,
    // One that finds its account by itself and asks for finger, face or PIN also signs in alone; any other will do as second factor.
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' },
  });
  await keepChallenge(ctx.service, options.challenge, 'REGISTER', accountId, ctx.now());
  return { options: JSON.stringify(options) };
}

/** Stores the passkey that the browser has made; null when it was not made for this, or is there already. */
export async function confirmPasskey(ctx: SignedIn, name: string, json: string): Promise<SetUp | null> {
  const site = siteOf(ctx);
  const label = name.replaceAll('\0', '').trim();
  if (!label || label.length > 100) throw badInput('name', 'A name has up to 100 characters.');
  const { challenge, ...response } = read<RegistrationResponseJSON>(json);
  const accountId = ownAccount(ctx);
  if (!(await useChallenge(ctx.service, challenge, 'REGISTER', accountId, ctx.now()))) return null;
  const verified = await verifyRegistrationResponse({ response, expectedChallenge: challenge, expectedOrigin: site.origin, expectedRPID: site.id, requireUserVerification: false, supportedAlgorithmIDs: ALGORITHMS })
    .catch(() => null);
  if (!verified?.verified) return null;
  const { credential, credentialBackedUp } = verified.registrationInfo;
  return ctx.service.transaction(async sql => {
    await lockAccount(sql, accountId);
    const isNew = await addPasskey(sql, {
      accountId, credentialId: Buffer.from(credential.id, 'base64url'), publicKey: Buffer.from(credential.publicKey), counter: credential.counter, transports: credential.transports ?? [],
      isSynced: credentialBackedUp, name: label, ...deviceWords(ctx.origin?.userAgent ?? null),
    }, ctx.now());
    if (!isNew) return null;
    const recoveryCodes = await markSecondFactor(sql, accountId, ctx.now());
    return { secondFactor: await readSecondFactor(sql, accountId), recoveryCodes };
  });
}

/** Does without one of the actor's own passkeys from now on. */
export async function removePasskey(ctx: SignedIn, passkeyId: string, proof: Proof): Promise<SecondFactorRow | RemovalRefusal> {
  return removing(ctx, proof, {
    isLast: ({ totpSince, passkeys }) => totpSince === null && passkeys.every(({ id }) => id === passkeyId),
    remove: async (sql, accountId) => {
      if (!isUuid(passkeyId) || !(await dropPasskey(sql, passkeyId, accountId))) throw new Forbidden();
    },
  });
}

/** What the browser is asked to sign: with any passkey that it has for the site, or with one of the account's. */
export async function askForPasskey(ctx: Context, purpose: Exclude<ChallengePurpose, 'REGISTER'>, accountId: string | null): Promise<string> {
  const options = await generateAuthenticationOptions({
    rpID: siteOf(ctx).id,
    ...(accountId !== null && { allowCredentials: descriptors(await passkeysOf(ctx.service, accountId)) }),
    userVerification: purpose === 'SIGN_IN' ? 'required' : 'preferred',
  });
  await keepChallenge(ctx.service, options.challenge, purpose, accountId, ctx.now());
  return JSON.stringify(options);
}

/** Whose passkey has signed what was asked for; null when it is nobody's, or something about it is not right. */
export async function signedBy(ctx: Context, purpose: Exclude<ChallengePurpose, 'REGISTER'>, accountId: string | null, json: string): Promise<string | null> {
  const site = siteOf(ctx);
  const { challenge, ...response } = read<AuthenticationResponseJSON>(json);
  if (!(await useChallenge(ctx.service, challenge, purpose, accountId, ctx.now()))) return null;
  const passkey = await findPasskey(ctx.service, Buffer.from(String(response.id), 'base64url'));
  if (!passkey || (accountId !== null && passkey.accountId !== accountId)) return null;
  // A browser that found the passkey by itself says whose it took it for.
  const handle = response.response.userHandle;
  if (handle && !Buffer.from(handle, 'base64url').equals(bytes(passkey.accountId))) return null;
  const verified = await verifyAuthenticationResponse({
    response, expectedChallenge: challenge, expectedOrigin: site.origin, expectedRPID: site.id, requireUserVerification: purpose === 'SIGN_IN',
    credential: { id: encoded(passkey.credentialId), publicKey: new Uint8Array(passkey.publicKey), counter: Number(passkey.counter), transports: passkey.transports },
  }).catch(() => null);
  if (!verified?.verified) return null;
  return (await usePasskey(ctx.service, passkey.id, verified.authenticationInfo.newCounter, ctx.now())) ? passkey.accountId : null;
}
