import { createHash } from 'node:crypto';
import { statement, type Sql } from '../database/sql.ts';

/** So many attempts in so many seconds. */
export interface Limit { attempts: number; seconds: number }

/** What is counted: who or where, and how often that may be. */
export interface Counter { name: string; of: string; limits: readonly Limit[] }

/** Counted is each attempt, also the ones at the same moment in another process: the row decides. */
const COUNT = statement<{ key: string; attempts: number; expiresAt: Date }>(
  'attempt-count',
  `insert into attempt_counter as c (key, attempts, expires_at)
     select key, 1, $3::timestamptz + seconds * interval '1 second' from unnest($1::text[], $2::int[]) as wanted(key, seconds) order by key
   on conflict (key) do update set
     attempts = case when c.expires_at > $3 then c.attempts + 1 else 1 end,
     expires_at = case when c.expires_at > $3 then c.expires_at else excluded.expires_at end
   returning key, attempts, expires_at as "expiresAt"`,
);
const GIVE_BACK = statement('attempt-give-back', 'update attempt_counter set attempts = attempts - 1 where key = any($1) and attempts > 0');
const FORGET = statement('attempt-forget', 'delete from attempt_counter where key = any($1)');

/** Names and addresses are not kept: eight bytes of a hash tell counters apart and lead back to nobody. */
const keyOf = ({ name, of }: Counter, { seconds }: Limit): string => `${name}:${seconds}:${createHash('sha256').update(of).digest('hex').slice(0, 16)}`;

const keysOf = (counters: readonly Counter[]) => counters.flatMap(counter => counter.limits.map(limit => ({ key: keyOf(counter, limit), ...limit })));

/** Counts an attempt; null when it may go ahead, else how many seconds to wait. */
export async function countAttempt(sql: Sql, counters: readonly Counter[], now: Date): Promise<number | null> {
  const keys = keysOf(counters);
  const rows = await sql.query(COUNT, [keys.map(({ key }) => key), keys.map(({ seconds }) => seconds), now]);
  const waits = rows.flatMap(({ key, attempts, expiresAt }) => (attempts > keys.find(one => one.key === key)!.attempts ? [Math.ceil((expiresAt.getTime() - now.getTime()) / 1000)] : []));
  if (!waits.length) return null;
  // What is refused anyway does not count: else hammering would use up the day's attempts, and the person whose account it is would wait for them.
  await giveBack(sql, counters);
  return Math.max(...waits);
}

/** Takes an attempt back that was none to be afraid of. */
export const giveBack = (sql: Sql, counters: readonly Counter[]) => sql.query(GIVE_BACK, [keysOf(counters).map(({ key }) => key)]);

/** Begins to count anew. */
export const forgetAttempts = (sql: Sql, counters: readonly Counter[]) => sql.query(FORGET, [keysOf(counters).map(({ key }) => key)]);


/** The network that an address counts for: of IPv6 the half that a household or a host is given. */
export function householdOf(address: string): string {
  if (!address.includes(':')) return address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped) return mapped[1]!;
  const [head = '', tail] = address.split('%')[0]!.split('::');
  const groups = head.split(':').filter(group => group !== '');
  const last = (tail ?? '').split(':').filter(group => group !== '');
  const all = tail === undefined ? groups : [...groups, ...Array<string>(Math.max(0, 8 - groups.length - last.length)).fill('0'), ...last];
  return all.slice(0, 4).map(group => group.replace(/^0+(?=.)/, '').toLowerCase()).join(':');
}

const QUARTER = 900;
const DAY = 86_400;

/** What attempts from browsers are counted for that the account was not used from before. */
export const accountCounter = (email: string): Counter => ({ name: 'sign-in-to', of: email, limits: [{ attempts: 10, seconds: QUARTER }, { attempts: 100, seconds: DAY }] });

/**
 * What an attempt to sign in is counted for. A browser from which the account was used before has counters of its own:
 * whoever guesses elsewhere does not lock it out. The numbers keep within the 100 in a row that NIST SP 800-63B allows.
 */
export const signInCounters = (email: string, address: string, knownDevice: string | null): Counter[] => [
  { name: 'sign-in-from', of: householdOf(address), limits: [{ attempts: 60, seconds: QUARTER }] },
  knownDevice === null
    ? accountCounter(email)
    : { name: 'sign-in-by', of: `${email} ${knownDevice}`, limits: [{ attempts: 10, seconds: QUARTER }, { attempts: 100, seconds: DAY }] },
];

/** What a wish for a new password is counted for. */
export const resetCounters = (email: string, address: string): Counter[] => [
  { name: 'reset-from', of: householdOf(address), limits: [{ attempts: 20, seconds: 3600 }] },
  { name: 'reset-of', of: email, limits: [{ attempts: 5, seconds: 3600 }] },
];

/** What a guess at one's own current password is counted for: a session may be in the wrong hands. */
export const changeCounters = (accountId: string): Counter[] => [{ name: 'change-of', of: accountId, limits: [{ attempts: 10, seconds: QUARTER }, { attempts: 100, seconds: DAY }] }];
