import { appendEvent } from '../events/event-log.ts';
import type { Batch, Context, SignedIn } from '../context.ts';
import { violatedConstraint } from '../database/constraint.ts';
import { statement, type Sql } from '../database/sql.ts';
import { badInput, Forbidden, TooManyRequests } from '../errors.ts';
import type { CustomerRight } from './actor.ts';
import { type ApiKeyRow, readApiKey } from './api-key.ts';
import { deviceWords, isKnownDevice, rememberDevice } from './device.ts';
import type { Presence, PresenceReason } from './identity.entity.ts';
import { passwordProblems, PASSWORD_LENGTH, type PasswordProblem, standsAlone } from '../credentials/password-rules.ts';
import { hashPassword, passwordFits, temporaryPasswordEnd } from './password.ts';
import { endSession, newToken, sessionOf, startSession, tokenHash } from './session.ts';
import { startChallenge } from './sign-in-challenge.ts';
import { countAttempt, giveBack, signInCounters } from '../credentials/throttle.ts';

/** A secretary as the desk shows one. */
export interface SecretaryRow { __typename: 'Secretary'; id: string; name: string; isSupervisor: boolean; presence: Presence; presenceSince: Date; presenceReason: PresenceReason | null }

/** Somebody of a customer, as the portal shows them. */
export interface CustomerUserRow { __typename: 'CustomerUser'; id: string; customerId: string; name: string; right: CustomerRight; email: string }

const SECRETARY = `'Secretary' as "__typename", id, name, is_supervisor as "isSupervisor", presence, presence_since as "presenceSince", presence_reason as "presenceReason"`;
const SECRETARIES = statement<SecretaryRow>('secretary-all', `select ${SECRETARY} from secretary where left_at is null order by name, id`);
const SECRETARIES_BY_ID = statement<SecretaryRow>('secretary-by-id', `select ${SECRETARY} from secretary where id = any($1::uuid[])`);
const CUSTOMER_USER = statement<CustomerUserRow>(
  'customer-user-by-id',
  `select 'CustomerUser' as "__typename", u.id, u.customer_id as "customerId", u.name, u."right", a.email
   from customer_user u join account a on a.customer_user_id = u.id where u.id = $1`,
);
// A temporary password whose time is over is none any more.
const ACCOUNT = statement<{ id: string; passwordHash: string | null; hasSecondFactor: boolean }>(
  'account-by-email',
  `select id, case when temporary_password_until > $2 or temporary_password_until is null then password_hash end as "passwordHash",
     second_factor_since is not null as "hasSecondFactor" from account where email = $1`,
);
const MAKE_TEMPORARY = statement('account-make-temporary', 'update account set temporary_password_until = $2 where id = $1 and temporary_password_until is null and second_factor_since is null');
const MOVE_PRESENCE = statement<{ id: string }>(
  'presence-move',
  `update secretary set presence = $3, presence_since = $4, presence_reason = $5
   where id = $1 and presence = any($2::text[]) and (presence <> $3 or presence_reason is distinct from $5) returning id`,
);
const USE_LINK = statement<{ used: boolean }>(
  'set-up-link-use',
  'update set_up_link set used_at = $2 where token_hash = $1 and used_at is null and expires_at > $2 returning true as used',
);
const LINK = statement<{ valid: boolean }>('set-up-link', 'select true as valid from set_up_link where token_hash = $1 and used_at is null and expires_at > $2');
const ANY_SUPERVISOR = statement<{ id: string }>('supervisor-any', 'select id from secretary where is_supervisor limit 1');
const ADD_LINK = statement('set-up-link-add', 'insert into set_up_link (token_hash, created_at, expires_at) values ($1, $2, $3)');
const DROP_LINKS = statement('set-up-link-drop', 'delete from set_up_link where used_at is null');
const ADD_SECRETARY = statement('secretary-add', 'insert into secretary (id, name, is_supervisor, presence_since) values ($1, $2, $3, $4)');
const ADD_ACCOUNT = statement(
  'account-add',
  `insert into account (id, email, password_hash, secretary_id, customer_id, customer_user_id, created_at) values ($1, $2, $3, $4, $5, $6, $7)`,
);
const ADD_CUSTOMER_USER = statement('customer-user-add', 'insert into customer_user (customer_id, id, name, "right") values ($1, $2, $3, $4)');

/** All secretaries by name; there are as many as desks in the house. */
export const listSecretaries = (ctx: Context) => ctx.sql.query(SECRETARIES);

export const loadSecretaries: Batch<string, SecretaryRow | null> = async ({ sql }, ids) => {
  const byId = new Map((await sql.query(SECRETARIES_BY_ID, [ids])).map(row => [row.id, row]));
  return ids.map(id => byId.get(id) ?? null);
};

/** The person or key that asks; null for a stranger and for an audience. */
export async function viewer(ctx: Context): Promise<SecretaryRow | CustomerUserRow | ApiKeyRow | null> {
  if (ctx.actor?.kind === 'API_KEY') return (await readApiKey(ctx.service, ctx.actor.apiKeyId)) ?? null;
  if (ctx.actor?.kind === 'SECRETARY') return ctx.edge(loadSecretaries, ctx.actor.secretaryId);
  if (ctx.actor?.kind === 'CUSTOMER_USER') return (await ctx.sql.one(CUSTOMER_USER, [ctx.actor.customerUserId])) ?? null;
  return null;
}

/** Why nobody is signed in. */
export type SignInRefusal = { refused: 'WRONG' } | { refused: 'TOO_MANY'; retryAfterSeconds: number };

// When so many sign in at once that passwords wait for their turn.
const BUSY_SECONDS = 5;

/** Starts a session for somebody who has proved who they are, in place of the one of the cookie, and sets its cookie. */
export async function signInAs(ctx: Context, accountId: string): Promise<void> {
  const door = ctx.session as NonNullable<Context['session']>;
  const { token, expiresAt } = await startSession(ctx.service, accountId, ctx.now(), deviceWords(ctx.origin?.userAgent ?? null));
  if (door.token) await endSession(ctx.service, door.token);
  const session = await sessionOf(ctx.service, token, ctx.now());
  door.set(token, expiresAt);
  door.setDevice(await rememberDevice(ctx.service, accountId, door.device, ctx.now()));
  door.due = session?.due ?? null;
  ctx.actor = session?.person ?? null;
}

/** What an address is stored as. */
export const asStored = (email: string): string => email.trim().toLowerCase();

/** Whose e-mail and password these are. Answers alike, and as late, whichever of the two is wrong and whether or not there is such an account. */
export async function checkPassword(ctx: Context, email: string, password: string): Promise<SignInRefusal | { accountId: string; hasSecondFactor: boolean }> {
  // A character takes two units at most.
  if (password.length > 2 * PASSWORD_LENGTH.most) return { refused: 'WRONG' };
  const address = asStored(email);
  // PostgreSQL knows no NUL, so nobody has it in their address.
  const canExist = !address.includes('\0');
  const device = ctx.session?.device ?? null;
  const isKnown = canExist && (await isKnownDevice(ctx.service, address, device, ctx.now()));
  const counters = signInCounters(address, ctx.origin?.address ?? '', isKnown ? device : null);
  const retryAfterSeconds = await countAttempt(ctx.service, counters, ctx.now());
  if (retryAfterSeconds !== null) return { refused: 'TOO_MANY', retryAfterSeconds };
  const account = canExist ? await ctx.service.one(ACCOUNT, [address, ctx.now()]) : undefined;
  try {
    if (!(await passwordFits(account?.passwordHash ?? null, password)) || !account) return { refused: 'WRONG' };
  } catch (error) {
    if (!(error instanceof TooManyRequests)) throw error;
    await giveBack(ctx.service, counters);
    return { refused: 'TOO_MANY', retryAfterSeconds: BUSY_SECONDS };
  }
  await giveBack(ctx.service, counters);
  return { accountId: account.id, hasSecondFactor: account.hasSecondFactor };
}

/** Starts a session and sets its cookie; null, why not, or the token by which somebody goes on who has a second factor to show. */
export async function signIn(ctx: Context, email: string, password: string): Promise<SignInRefusal | { challengeToken: string } | null> {
  if (!ctx.session) throw badInput('signIn', 'Sign in over HTTP: a socket cannot set the cookie.');
  const checked = await checkPassword(ctx, email, password);
  if ('refused' in checked) return checked;
  if (checked.hasSecondFactor) return { challengeToken: await startChallenge(ctx.service, checked.accountId, ctx.now()) };
  // It was chosen beside a second factor that has been taken away since.
  if (!standsAlone(password)) await ctx.service.query(MAKE_TEMPORARY, [checked.accountId, temporaryPasswordEnd(ctx.now())]);
  await signInAs(ctx, checked.accountId);
  return null;
}

/** Ends the session of the cookie and clears it; true also when there was none. */
export async function signOut(ctx: Context): Promise<boolean> {
  if (!ctx.session) throw badInput('signOut', 'Sign out over HTTP: a socket cannot clear the cookie.');
  if (ctx.session.token) await endSession(ctx.service, ctx.session.token);
  ctx.session.clear();
  return true;
}

/** Sets the actor's own presence. */
export async function setPresence(ctx: SignedIn, presence: Presence): Promise<SecretaryRow> {
  if (ctx.actor.kind !== 'SECRETARY') throw new Forbidden();
  const { secretaryId } = ctx.actor;
  await ctx.sql.transaction(sql => movePresence(sql, secretaryId, ['AVAILABLE', 'BUSY', 'WRAP_UP', 'BREAK', 'OFFLINE'], presence, ctx.now()));
  return (await ctx.sql.query(SECRETARIES_BY_ID, [[secretaryId]]))[0] as SecretaryRow;
}

/** Moves somebody's presence if it is one of `from`, and tells the desks; `reason` null: their own choice, or what they do. Ends the transaction's work: it appends the event. */
export async function movePresence(sql: Sql, secretaryId: string, from: readonly `${Presence}`[], to: `${Presence}`, now: Date, reason: `${PresenceReason}` | null = null): Promise<boolean> {
  const [moved] = await sql.query(MOVE_PRESENCE, [secretaryId, from, to, now, reason]);
  if (moved) await appendEvent(sql, 'PRESENCE_CHANGED', null, secretaryId);
  return moved !== undefined;
}

/** A new secretary with an account. */
export async function addSecretary(sql: Sql, one: { name: string; email: string; passwordHash: string; isSupervisor: boolean }, now: Date): Promise<{ id: string; accountId: string }> {
  const id = crypto.randomUUID();
  const accountId = crypto.randomUUID();
  await sql.query(ADD_SECRETARY, [id, one.name, one.isSupervisor, now]);
  await sql.query(ADD_ACCOUNT, [accountId, one.email.toLowerCase(), one.passwordHash, id, null, null, now]);
  return { id, accountId };
}

/** A new person of a customer with an account. */
export async function addCustomerUser(sql: Sql, one: { customerId: string; name: string; right: CustomerRight; email: string; passwordHash: string }, now: Date): Promise<{ id: string; accountId: string }> {
  const id = crypto.randomUUID();
  const accountId = crypto.randomUUID();
  await sql.query(ADD_CUSTOMER_USER, [one.customerId, id, one.name, one.right]);
  await sql.query(ADD_ACCOUNT, [accountId, one.email.toLowerCase(), one.passwordHash, null, one.customerId, id, now]);
  return { id, accountId };
}

/**
 * A one-time token for setting up the first supervisor, valid for a day; null when there is one already. Links that
 * were made before and not used are void.
 */
export async function offerFirstSetUp(sql: Sql, now: Date): Promise<string | null> {
  return sql.transaction(async sql => {
    if (await sql.one(ANY_SUPERVISOR)) return null;
    const { token, hash } = newToken();
    await sql.query(DROP_LINKS);
    await sql.query(ADD_LINK, [hash, now, new Date(now.getTime() + 86_400_000)]);
    return token;
  });
}

const cleanName = (name: string) => name.replaceAll('\0', '').trim();

/** What is wrong with a field of the first supervisor's data. */
export type SetUpProblem = PasswordProblem<'password'> | { field: 'name' | 'email'; code: 'REQUIRED' | 'TOO_LONG' | 'OUT_OF_RANGE' | 'TAKEN'; message: string };

/** What is wrong with the first supervisor's data; empty when nothing is. */
export async function setUpProblems(input: { name: string; email: string; password: string }): Promise<SetUpProblem[]> {
  const problems: SetUpProblem[] = [];
  const name = cleanName(input.name);
  if (!name) problems.push({ field: 'name', code: 'REQUIRED', message: 'The name is missing.' });
  else if (name.length > 200) problems.push({ field: 'name', code: 'TOO_LONG', message: 'The name has more than 200 characters.' });
  if (!/^[^\s\0@]+@[^\s\0@]+$/.test(input.email.trim()) || input.email.length > 254) problems.push({ field: 'email', code: 'OUT_OF_RANGE', message: 'That is no e-mail address.' });
  return [...problems, ...(await passwordProblems('password', input.password, { name, email: input.email, hasSecondFactor: false }))];
}

/** Makes the first supervisor and signs them in, unless the link is unknown, used or over, there is a supervisor already, or somebody else has the address. */
export async function setUpFirstSupervisor(ctx: Context, token: string, input: { name: string; email: string; password: string }): Promise<'DONE' | 'LINK_INVALID' | 'EMAIL_TAKEN'> {
  if (!ctx.session) throw badInput('setUpFirstSupervisor', 'Set up over HTTP: a socket cannot set the cookie.');
  // Before anything is worked out for strangers.
  if (!(await ctx.service.one(LINK, [tokenHash(token), ctx.now()]))) return 'LINK_INVALID';
  const passwordHash = await hashPassword(input.password);
  let made: { accountId: string } | null;
  try {
    made = await ctx.service.transaction(async sql => {
      if (!(await sql.one(USE_LINK, [tokenHash(token), ctx.now()])) || (await sql.one(ANY_SUPERVISOR))) return null;
      return addSecretary(sql, { name: cleanName(input.name), email: asStored(input.email), passwordHash, isSupervisor: true }, ctx.now());
    });
  } catch (error) {
    if (violatedConstraint(error) === 'account_by_email') return 'EMAIL_TAKEN';
    throw error;
  }
  if (!made) return 'LINK_INVALID';
  await signInAs(ctx, made.accountId);
  return 'DONE';
}
