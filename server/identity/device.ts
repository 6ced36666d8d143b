import Bowser from 'bowser';
import { statement, type Sql } from '../database/sql.ts';
import { newToken, tokenHash, type DeviceWords } from './session.ts';

/** The cookie by which a browser is known again that has signed in before. It lets nobody in. */
export const DEVICE_COOKIE = 'vorzimmer_device';

/** How long such a browser is known after it was last seen. */
export const DEVICE_DAYS = 400;

const IS_KNOWN = statement<{ known: boolean }>(
  'device-is-known',
  'select exists (select from known_device d join account a on a.id = d.account_id where a.email = $1 and d.token_hash = $2 and d.last_seen_at > $3) as known',
);
const REMEMBER = statement(
  'device-remember',
  'insert into known_device (account_id, token_hash, last_seen_at) values ($1, $2, $3) on conflict (account_id, token_hash) do update set last_seen_at = excluded.last_seen_at',
);

const oldest = (now: Date) => new Date(now.getTime() - DEVICE_DAYS * 86_400_000);

/** Whether somebody has signed in to the account from this browser before. */
export const isKnownDevice = async (sql: Sql, email: string, token: string | null, now: Date): Promise<boolean> =>
  (await sql.one(IS_KNOWN, [email, tokenHash(token ?? ''), oldest(now)]))?.known === true;

/** Knows the browser again from now on; returns the token for its cookie. */
export async function rememberDevice(sql: Sql, accountId: string, token: string | null, now: Date): Promise<string> {
  const kept = token ?? newToken().token;
  await sql.query(REMEMBER, [accountId, tokenHash(kept), now]);
  return kept;
}

const word = (name: string | undefined): string | null => name?.slice(0, 60) || null;

/** What a browser says of itself, in words that its user knows. */
export function deviceWords(userAgent: string | null): DeviceWords {
  if (!userAgent) return { browser: null, system: null };
  const { browser, os, platform } = Bowser.parse(userAgent.slice(0, 500));
  const isAppleMobile = os.name === 'iOS';
  return { browser: word(browser.name), system: isAppleMobile ? (platform.model === 'iPad' ? 'iPad' : 'iPhone') : word(os.name) };
}
