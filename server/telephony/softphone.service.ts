import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import type { SignedIn } from '../context.ts';
import { violatedConstraint } from '../database/constraint.ts';
import { statement } from '../database/sql.ts';
import { badInput, Forbidden, Unauthenticated } from '../errors.ts';
import { tokenHash } from '../identity/session.ts';
import type { SecretStore } from '../secrets/secrets.ts';
import type { IceSettings, PhoneHouse, Softphones } from './softphones.ts';

/** The realm that passwords of SIP accounts are made for, which is the domain of their addresses too. */
export const SOFTPHONE_REALM = 'asterisk';

/** Where a browser reaches its telephone system, below our own address. */
export const PHONE_PATH = '/telephony/phone';

/** How long what a TURN server is told is good for. */
const TURN_HOURS = 12;

/** A way for the sound that the browser may try. */
export interface IceServerRow { urls: string[]; username: string | null; credential: string | null }

/** An account with the password that is told this once. */
export interface SoftphoneRow { __typename: 'Softphone'; username: string; password: string; domain: string; path: string; iceServers: IceServerRow[] }

const PUT = statement<{ isNew: boolean }>(
  'softphone-put',
  `insert into softphone (username, secretary_id, session_hash, digest, created_at) values ($1, $2, $3, $4, $5)
   on conflict (username) do update set digest = excluded.digest, created_at = excluded.created_at returning xmax = 0 as "isNew"`,
);
// Whose call is in hand without a telephone: it rings at this one now.
const TELL_OPEN_CALLS = statement(
  'softphone-tell-open-calls',
  `select append_event('CALL_CHANGED', customer_id, id) from call where taken_by = $1 and state in ('TAKEN', 'PUTTING_THROUGH')`,
);
const DROP = statement<{ username: string }>('softphone-drop', 'delete from softphone where session_hash = $1 returning username');
const LIVE = statement<{ username: string; digest: Buffer }>(
  'softphone-live',
  'select p.username, p.digest from softphone p join session x on x.token_hash = p.session_hash where x.expires_at > $1',
);

/**
 * The name of the account of a session. It comes from the token alone, so that ending a session is enough to know whose
 * account ends with it; like the token it is random to everybody else, and does not lead back to it.
 */
export const usernameOf = (token: string): string => `desk-${createHash('sha256').update(`softphone:${token}`).digest('hex').slice(0, 24)}`;

const digestOf = (username: string, password: string) => createHash('md5').update(`${username}:${SOFTPHONE_REALM}:${password}`).digest('hex');

/** Whether this house has telephones for browsers at all. */
export const hasSoftphones = (ctx: SignedIn): boolean => ctx.phones !== null;

function sessionToken(ctx: SignedIn, act: string): string {
  if (ctx.actor.kind !== 'SECRETARY') throw new Forbidden();
  if (!ctx.session?.token) throw badInput(act, 'Ask over HTTP: a telephone belongs to the session of the cookie.');
  return ctx.session.token;
}

/** Makes an account for the telephone of this session, in place of the one it had; null while the telephone system cannot be reached, or there is none. */
export async function openSoftphone(ctx: SignedIn): Promise<SoftphoneRow | null> {
  const token = sessionToken(ctx, 'openSoftphone');
  if (ctx.actor.kind !== 'SECRETARY') throw new Forbidden();
  if (!ctx.phones) return null;
  const { accounts, ice } = ctx.phones;
  const { secretaryId } = ctx.actor;
  const username = usernameOf(token);
  const password = randomBytes(24).toString('base64url');
  const digest = digestOf(username, password);
  let isNew = false;
  try {
    isNew = (await ctx.sql.one(PUT, [username, secretaryId, tokenHash(token), ctx.secrets.seal('softphone.digest', username, digest), ctx.now()]))?.isNew === true;
  } catch (error) {
    // The session ended in this very moment.
    if (violatedConstraint(error) === 'softphone_session_hash_fkey') throw new Unauthenticated();
    throw error;
  }
  try {
    await accounts.put({ username, digest });
  } catch (error) {
    // The account stays: it is brought to the telephone system as soon as that is there again.
    ctx.log.warn({ err: error }, 'the telephone system took no account for a telephone');
    return null;
  }
  if (isNew) await ctx.sql.query(TELL_OPEN_CALLS, [secretaryId]);
  return { __typename: 'Softphone', username, password, domain: SOFTPHONE_REALM, path: PHONE_PATH, iceServers: iceServers(ice, secretaryId, ctx.now()) };
}

/** Ends the account of this session; true also when there was none. */
export async function closeSoftphone(ctx: SignedIn): Promise<boolean> {
  const [dropped] = await ctx.sql.query(DROP, [tokenHash(sessionToken(ctx, 'closeSoftphone'))]);
  if (dropped && ctx.phones) await forgetAccount(ctx.phones.accounts, dropped.username, ctx.log);
  return true;
}

/** Ends the account of a session that is over. Its row went with the session. */
export const sessionOver = (phones: PhoneHouse, token: string, log: Logger): Promise<void> => forgetAccount(phones.accounts, usernameOf(token), log);

async function forgetAccount(accounts: Softphones, username: string, log: Logger): Promise<void> {
  try {
    await accounts.remove(username);
  } catch (error) {
    // Nobody can use it any more, and it goes with the next look at all accounts.
    log.warn({ err: error }, 'the telephone system did not forget the account of a telephone');
  }
}

/**
 * Makes the accounts of the telephone system those of the sessions that live: adds what a restart of it has lost, and
 * drops those whose session is gone. Harmless at any time, in any process.
 */
export async function matchSoftphones({ sql, secrets }: SecretStore, accounts: Softphones, now: Date): Promise<void> {
  // First what there is, then what shall be: an account that is made meanwhile is in neither or in both.
  const there = new Set(await accounts.list());
  const live = await sql.query(LIVE, [now]);
  for (const { username, digest } of live) if (!there.delete(username)) await accounts.put({ username, digest: secrets.open('softphone.digest', username, digest) });
  for (const username of there) await accounts.remove(username);
}

/** The ways for the sound, with a fresh password for the relay: coturn's `use-auth-secret`. */
export function iceServers({ stunUrls, turn }: IceSettings, secretaryId: string, now: Date): IceServerRow[] {
  const servers: IceServerRow[] = [];
  if (stunUrls.length) servers.push({ urls: stunUrls, username: null, credential: null });
  if (turn) {
    const username = `${Math.floor(now.getTime() / 1000) + TURN_HOURS * 3600}:${secretaryId}`;
    servers.push({ urls: turn.urls, username, credential: createHmac('sha1', turn.secret).update(username).digest('base64') });
  }
  return servers;
}
