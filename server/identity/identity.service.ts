import { appendEvent } from '../events/event-log.ts';
import type { Batch, Context, SignedIn } from '../context.ts';
import { violatedConstraint } from '../database/constraint.ts';
import { statement, type Sql } from '../database/sql.ts';
import { badInput, Forbidden } from '../errors.ts';
import type { Person } from './actor.ts';
import type { Presence, PresenceReason } from './identity.entity.ts';
import { hashPassword, PASSWORD_LENGTH, passwordFits } from './password.ts';
import { endSession, personOf, startSession, newToken, tokenHash } from './session.ts';

/** A secretary as the desk shows one. */
export interface SecretaryRow { __typename: 'Secretary'; id: string; name: string; isSupervisor: boolean; presence: Presence; presenceSince: Date; presenceReason: PresenceReason | null }

/** Somebody of a customer, as the portal shows them. */
export interface CustomerUserRow { __typename: 'CustomerUser'; id: string; customerId: string; name: string; email: string }

const SECRETARY = `'Secretary' as "__typename", id, name, is_supervisor as "isSupervisor", presence, presence_since as "presenceSince", presence_reason as "presenceReason"`;
const SECRETARIES = statement<SecretaryRow>('secretary-all', `select ${SECRETARY} from secretary order by name, id`);
const SECRETARIES_BY_ID = statement<SecretaryRow>('secretary-by-id', `select ${SECRETARY} from secretary where id = any($1::uuid[])`);
const CUSTOMER_USER = statement<CustomerUserRow>(
  'customer-user-by-id',
  `select 'CustomerUser' as "__typename", u.id, u.customer_id as "customerId", u.name, a.email
   from customer_user u join account a on a.customer_user_id = u.id where u.id = $1`,
);
const ACCOUNT = statement<{ id: string; passwordHash: string }>('account-by-email', 'select id, password_hash as "passwordHash" from account where email = $1');
const MOVE_PRESENCE = statement<{ id: string }>(
  'presence-move',
  `update secretary set presence = $3, presence_since = $4, presence_reason = $5
   where id = $1 and presence = any($2::text[]) and (presence <> $3 or presence_reason is distinct from $5) returning id`,
);
const USE_LINK = statement<{ used: boolean }>(
  'set-up-link-use',
  'update set_up_link set used_at = $2 where token_hash = $1 and used_at is null and expires_at > $2 returning true as used',
);
const ANY_SUPERVISOR = statement<{ id: string }>('supervisor-any', 'select id from secretary where is_supervisor limit 1');
const ADD_LINK = statement('set-up-link-add', 'insert into set_up_link (token_hash, created_at, expires_at) values ($1, $2, $3)');
const DROP_LINKS = statement('set-up-link-drop', 'delete from set_up_link where used_at is null');
const ADD_SECRETARY = statement('secretary-add', 'insert into secretary (id, name, is_supervisor, presence_since) values ($1, $2, $3, $4)');
const ADD_ACCOUNT = statement(
  'account-add',
  `insert into account (id, email, password_hash, secretary_id, customer_id, customer_user_id, created_at) values ($1, $2, $3, $4, $5, $6, $7)`,
);
const ADD_CUSTOMER_USER = statement('customer-user-add', 'insert into customer_user (customer_id, id, name) values ($1, $2, $3)');

/** All secretaries by name; there are as many as desks in the house. */
export const listSecretaries = (ctx: Context) => ctx.sql.query(SECRETARIES);

export const loadSecretaries: Batch<string, SecretaryRow | null> = async ({ sql }, ids) => {
  const byId = new Map((await sql.query(SECRETARIES_BY_ID, [ids])).map(row => [row.id, row]));
  return ids.map(id => byId.get(id) ?? null);
};

/** The person who asks; null for a stranger and for an audience. */
export async function viewer(ctx: Context): Promise<SecretaryRow | CustomerUserRow | null> {
  if (ctx.actor?.kind === 'SECRETARY') return ctx.edge(loadSecretaries, ctx.actor.secretaryId);
  if (ctx.actor?.kind === 'CUSTOMER_USER') return (await ctx.sql.one(CUSTOMER_USER, [ctx.actor.customerUserId])) ?? null;
  return null;
}

async function signInAs(ctx: Context, accountId: string): Promise<void> {
  const session = ctx.session as NonNullable<Context['session']>;
  const { token, expiresAt } = await startSession(ctx.sql, accountId, ctx.now());
  if (session.token) await endSession(ctx.sql, session.token);
  session.set(token, expiresAt);
  ctx.actor = (await personOf(ctx.sql, token, ctx.now())) as Person;
}

/** Starts a session and sets its cookie; false when e-mail and password do not fit, whichever of them is wrong. */
export async function signIn(ctx: Context, email: string, password: string): Promise<boolean> {
  if (!ctx.session) throw badInput('signIn', 'Sign in over HTTP: a socket cannot set the cookie.');
  if (password.length > PASSWORD_LENGTH.most) return false;
  // PostgreSQL knows no NUL, so nobody has it in their address.
  const account = email.includes('\0') ? undefined : await ctx.sql.one(ACCOUNT, [email.trim().toLowerCase()]);
  if (!(await passwordFits(account?.passwordHash ?? null, password)) || !account) return false;
  await signInAs(ctx, account.id);
  return true;
}

/** Ends the session of the cookie and clears it; true also when there was none. */
export async function signOut(ctx: Context): Promise<boolean> {
  if (!ctx.session) throw badInput('signOut', 'Sign out over HTTP: a socket cannot clear the cookie.');
  if (ctx.session.token) await endSession(ctx.sql, ctx.session.token);
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
export async function addCustomerUser(sql: Sql, one: { customerId: string; name: string; email: string; passwordHash: string }, now: Date): Promise<{ id: string; accountId: string }> {
  const id = crypto.randomUUID();
  const accountId = crypto.randomUUID();
  await sql.query(ADD_CUSTOMER_USER, [one.customerId, id, one.name]);
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

/** What is wrong with the first supervisor's data; empty when nothing is. */
export function setUpProblems(input: { name: string; email: string; password: string }): { field: 'name' | 'email' | 'password'; code: 'REQUIRED' | 'TOO_LONG' | 'OUT_OF_RANGE' | 'TAKEN'; message: string }[] {
  const problems: ReturnType<typeof setUpProblems> = [];
  const name = cleanName(input.name);
  if (!name) problems.push({ field: 'name', code: 'REQUIRED', message: 'The name is missing.' });
  else if (name.length > 200) problems.push({ field: 'name', code: 'TOO_LONG', message: 'The name has more than 200 characters.' });
  if (!/^[^\s\0@]+@[^\s\0@]+$/.test(input.email.trim()) || input.email.length > 254) problems.push({ field: 'email', code: 'OUT_OF_RANGE', message: 'That is no e-mail address.' });
  if (input.password.length < PASSWORD_LENGTH.least) problems.push({ field: 'password', code: 'OUT_OF_RANGE', message: `The password needs at least ${PASSWORD_LENGTH.least} characters.` });
  if (input.password.length > PASSWORD_LENGTH.most) problems.push({ field: 'password', code: 'TOO_LONG', message: `The password has more than ${PASSWORD_LENGTH.most} characters.` });
  return problems;
}

/** Makes the first supervisor and signs them in, unless the link is unknown, used or over, there is a supervisor already, or somebody else has the address. */
export async function setUpFirstSupervisor(ctx: Context, token: string, input: { name: string; email: string; password: string }): Promise<'DONE' | 'LINK_INVALID' | 'EMAIL_TAKEN'> {
  if (!ctx.session) throw badInput('setUpFirstSupervisor', 'Set up over HTTP: a socket cannot set the cookie.');
  const passwordHash = await hashPassword(input.password);
  let made: { accountId: string } | null;
  try {
    made = await ctx.sql.transaction(async sql => {
      if (!(await sql.one(USE_LINK, [tokenHash(token), ctx.now()])) || (await sql.one(ANY_SUPERVISOR))) return null;
      return addSecretary(sql, { name: cleanName(input.name), email: input.email.trim(), passwordHash, isSupervisor: true }, ctx.now());
    });
  } catch (error) {
    if (violatedConstraint(error) === 'account_by_email') return 'EMAIL_TAKEN';
    throw error;
  }
  if (!made) return 'LINK_INVALID';
  await signInAs(ctx, made.accountId);
  return 'DONE';
}
