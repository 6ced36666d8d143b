import { randomBytes } from 'node:crypto';
import { countAttempt } from '../credentials/throttle.ts';
import { statement, type Sql } from '../database/sql.ts';
import { TooManyRequests } from '../errors.ts';
import type { ApiKeyActor, ApiScope } from './actor.ts';
import { tokenHash } from './session.ts';

/** What a key may ask at most, in all processes together. */
export const KEY_REQUESTS_PER_MINUTE = 300;

const PREFIX = 'vz_';
const USE_NOTED_EVERY_MS = 60_000;

/** A key as those who manage it see it, without its secret. */
export interface ApiKeyRow {
  __typename: 'ApiKey';
  id: string;
  name: string;
  /** How it begins. */
  hint: string;
  scopes: ApiScope[];
  createdAt: Date;
  createdBy: string;
  expiresAt: Date;
  lastUsedAt: Date | null;
}

export const API_KEY_COLUMNS = `'ApiKey' as "__typename", id, name, hint, scopes, created_at as "createdAt", created_by as "createdBy", expires_at as "expiresAt", last_used_at as "lastUsedAt"`;

const inForce = (name: string, where: string) => statement<{ id: string; customerId: string | null; scopes: ApiScope[] }>(
  name,
  `select id, customer_id as "customerId", scopes from api_key where ${where} and expires_at > $2`,
);
const BY_HASH = inForce('api-key-by-hash', 'key_hash = $1');
const BY_IDS = inForce('api-key-by-ids', 'id = any($1::uuid[])');
const NOTE_USE = statement('api-key-note-use', 'update api_key set last_used_at = $2 where id = any($1::uuid[]) and (last_used_at is null or last_used_at <= $3)');
const BY_ID = statement<ApiKeyRow>('api-key-by-id', `select ${API_KEY_COLUMNS} from api_key where id = $1`);

/** A key that only its bearer knows; its hash, which is all we keep; and how it begins, by which people know it again. */
export function newApiKey(): { secret: string; hash: Buffer; hint: string } {
  const secret = PREFIX + randomBytes(32).toString('base64url');
  return { secret, hash: tokenHash(secret), hint: secret.slice(0, PREFIX.length + 4) };
}

/** The key in an Authorization header; null when it holds none. */
export const bearerOf = (header: string | undefined): string | null => /^Bearer +(\S+)$/i.exec(header ?? '')?.[1] ?? null;

/** Who comes in with this key, counted; null when it is unknown, revoked or over, and the refusal when it asks too often. */
export async function keyActorOf(sql: Sql, secret: string, now: Date): Promise<ApiKeyActor | TooManyRequests | null> {
  const key = secret.startsWith(PREFIX) ? await sql.one(BY_HASH, [tokenHash(secret), now]) : undefined;
  return key ? counted(sql, actorOf(key), now) : null;
}

/** The same for who came in before and asks once more. */
export async function keyAgain(sql: Sql, { apiKeyId }: ApiKeyActor, now: Date): Promise<ApiKeyActor | TooManyRequests | null> {
  const [key] = await keysById(sql, [apiKeyId], now);
  return key ? counted(sql, key, now) : null;
}

/** Those of the keys that are still in force. */
export const keysById = async (sql: Sql, ids: readonly string[], now: Date): Promise<ApiKeyActor[]> => (await sql.query(BY_IDS, [ids, now])).map(actorOf);

/** Notes that the keys are in use, unless that was noted a moment ago. */
export const noteKeyUse = (sql: Sql, ids: readonly string[], now: Date) => sql.query(NOTE_USE, [ids, now, new Date(now.getTime() - USE_NOTED_EVERY_MS)]);

async function counted(sql: Sql, key: ApiKeyActor, now: Date): Promise<ApiKeyActor | TooManyRequests> {
  const retryAfterSeconds = await countAttempt(sql, [{ name: 'api-key', of: key.apiKeyId, limits: [{ attempts: KEY_REQUESTS_PER_MINUTE, seconds: 60 }] }], now);
  if (retryAfterSeconds !== null) return new TooManyRequests(`A key asks at most ${KEY_REQUESTS_PER_MINUTE} times a minute.`, retryAfterSeconds);
  await noteKeyUse(sql, [key.apiKeyId], now);
  return key;
}

const actorOf = ({ id, customerId, scopes }: { id: string; customerId: string | null; scopes: ApiScope[] }): ApiKeyActor => ({ kind: 'API_KEY', apiKeyId: id, customerId, scopes: new Set(scopes) });

/** The key, whoever asks. */
export const readApiKey = (sql: Sql, id: string) => sql.one(BY_ID, [id]);
