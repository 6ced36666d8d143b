import { createHash } from 'node:crypto';
import { statement, type Sql } from '../database/sql.ts';

/** What a challenge was made for; it is good for nothing else. */
export type ChallengePurpose = 'REGISTER' | 'SIGN_IN' | 'SECOND_FACTOR';

/** A passkey as a signature is checked with it. */
export interface StoredPasskey { id: string; accountId: string; credentialId: Buffer; publicKey: Buffer; counter: string; transports: string[] }

/** A passkey to be stored. */
export interface NewPasskey {
  accountId: string; credentialId: Buffer; publicKey: Buffer; counter: number; transports: readonly string[]; isSynced: boolean; name: string; browser: string | null; system: string | null;
}

const PASSKEY = `id, account_id as "accountId", credential_id as "credentialId", public_key as "publicKey", counter, transports`;
const OF_ACCOUNT = statement<StoredPasskey>('passkey-of-account', `select ${PASSKEY} from passkey where account_id = $1 order by created_at, id`);
const FIND = statement<StoredPasskey>('passkey-find', `select ${PASSKEY} from passkey where credential_id = $1`);
const ADD = statement<{ id: string }>(
  'passkey-add',
  `insert into passkey (id, account_id, credential_id, public_key, counter, transports, is_synced, name, browser, system, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
   on conflict (credential_id) do nothing returning id`,
);
// A counter that does not go up is that of a copy; those that are synchronised do not count at all.
const USE = statement<{ id: string }>('passkey-use', 'update passkey set counter = $2, last_used_at = $3 where id = $1 and (counter < $2 or (counter = 0 and $2 = 0)) returning id');
const DROP = statement<{ id: string }>('passkey-drop', 'delete from passkey where id = $1 and account_id = $2 returning id');
const DROP_ALL = statement('passkey-drop-all', 'delete from passkey where account_id = $1');
const ADD_CHALLENGE = statement('passkey-challenge-add', 'insert into passkey_challenge (challenge_hash, purpose, account_id, created_at, expires_at) values ($1, $2, $3, $4, $5)');
const USE_CHALLENGE = statement<{ used: boolean }>(
  'passkey-challenge-use',
  'delete from passkey_challenge where challenge_hash = $1 and purpose = $2 and account_id is not distinct from $3 and expires_at > $4 returning true as used',
);

const CHALLENGE_MINUTES = 5;

const challengeHash = (challenge: string) => createHash('sha256').update(challenge).digest();

export const passkeysOf = (sql: Sql, accountId: string) => sql.query(OF_ACCOUNT, [accountId]);

export const findPasskey = (sql: Sql, credentialId: Buffer) => sql.one(FIND, [credentialId]);

/** Stores a passkey; false when there is one with its id. */
export const addPasskey = async (sql: Sql, one: NewPasskey, now: Date): Promise<boolean> =>
  (await sql.one(ADD, [crypto.randomUUID(), one.accountId, one.credentialId, one.publicKey, one.counter, one.transports, one.isSynced, one.name, one.browser, one.system, now])) !== undefined;

/** Notes a use and where its counter stands; false when another use came first. */
export const usePasskey = async (sql: Sql, id: string, counter: number, now: Date): Promise<boolean> => (await sql.one(USE, [id, counter, now])) !== undefined;

/** Removes one of the account's own; false when there is none with this id. */
export const dropPasskey = async (sql: Sql, id: string, accountId: string): Promise<boolean> => (await sql.one(DROP, [id, accountId])) !== undefined;

export const dropPasskeys = (sql: Sql, accountId: string) => sql.query(DROP_ALL, [accountId]);

/** Keeps a challenge for a few minutes; `accountId` is null where it is not known yet who signs in. */
export const keepChallenge = (sql: Sql, challenge: string, purpose: ChallengePurpose, accountId: string | null, now: Date) =>
  sql.query(ADD_CHALLENGE, [challengeHash(challenge), purpose, accountId, now, new Date(now.getTime() + CHALLENGE_MINUTES * 60_000)]);

/** Uses a challenge up; false for an unknown one, one that is over, and one that was made for something or somebody else. */
export const useChallenge = async (sql: Sql, challenge: string, purpose: ChallengePurpose, accountId: string | null, now: Date): Promise<boolean> =>
  (await sql.one(USE_CHALLENGE, [challengeHash(challenge), purpose, accountId, now])) !== undefined;
