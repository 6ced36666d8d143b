import type { Context } from '../context.ts';
import { person } from '../customers/customer.policy.ts';
import { InputCheck, invalid, type Invalid } from '../customers/input-check.ts';
import { statement } from '../database/sql.ts';
import { isUuid } from '../database/uuid.ts';
import { Forbidden } from '../errors.ts';
import type { ApiScope } from '../identity/actor.ts';
import { API_KEY_COLUMNS, type ApiKeyRow, newApiKey } from '../identity/api-key.ts';
import { canMakeKeys, canMakeServiceKeys, canRevokeKeys } from './api-key.policy.ts';

/** What is said about a key of a customer. */
export interface ApiKeyInput { name: string; scopes: ApiScope[]; expiresAt: Date }

/** A new key; its secret is told this once. */
export interface ApiKeyCreated { __typename: 'ApiKeyCreated'; apiKey: ApiKeyRow; secret: string }

type ApiKeyInvalid = Invalid<'ApiKeyInvalid'>;

const MOST_DAYS = 2 * 365;
const DAY_MS = 86_400_000;

const LIST = statement<ApiKeyRow>('api-key-list', `select ${API_KEY_COLUMNS} from api_key where customer_id is not distinct from $1 and expires_at > $2 order by created_at desc, id desc`);
const INSERT = statement<ApiKeyRow>(
  'api-key-insert',
  // Who makes it is a person of that customer, or a supervisor: whoever it is, one of the two has a name.
  `insert into api_key (id, customer_id, name, key_hash, hint, scopes, created_at, expires_at, created_by)
   select $1, $2, $3, $4, $5, $6::text[], $7, $8, coalesce(s.name, u.name) from account a
     left join secretary s on s.id = a.secretary_id left join customer_user u on u.id = a.customer_user_id where a.id = $9
   returning ${API_KEY_COLUMNS}`,
);
const OWNER = statement<{ customerId: string | null }>('api-key-owner', 'select customer_id as "customerId" from api_key where id = $1');
const REVOKE = statement('api-key-revoke', 'delete from api_key where id = $1');

/** The customer's keys that are in force, the newest first; null where there is no such customer whose keys the actor sees. */
export async function listApiKeys(ctx: Context, customerId: string): Promise<ApiKeyRow[] | null> {
  if (!isUuid(customerId) || !canRevokeKeys(person(ctx.actor), customerId)) return null;
  return ctx.sql.query(LIST, [customerId, ctx.now()]);
}

/** The service's own keys that are in force, the newest first. */
export async function listServiceApiKeys(ctx: Context): Promise<ApiKeyRow[]> {
  if (!canRevokeKeys(person(ctx.actor), null)) throw new Forbidden();
  return ctx.sql.query(LIST, [null, ctx.now()]);
}

/** Makes a key that does for the customer what its scopes say. */
export async function createApiKey(ctx: Context, customerId: string, input: ApiKeyInput): Promise<ApiKeyCreated | ApiKeyInvalid> {
  if (!canMakeKeys(person(ctx.actor), customerId)) throw new Forbidden();
  return create(ctx, customerId, input);
}

/** Makes a key for a telephone system of the service: it tells of calls and sees nothing. */
export async function createServiceApiKey(ctx: Context, name: string, expiresAt: Date): Promise<ApiKeyCreated | ApiKeyInvalid> {
  if (!canMakeServiceKeys(person(ctx.actor))) throw new Forbidden();
  return create(ctx, null, { name, scopes: ['calls:report'], expiresAt });
}

/** Takes a key back; it opens nothing from then on. */
export async function revokeApiKey(ctx: Context, id: string): Promise<{ __typename: 'Deleted'; id: string }> {
  const actor = person(ctx.actor);
  const key = isUuid(id) ? await ctx.service.one(OWNER, [id]) : undefined;
  if (!key || !canRevokeKeys(actor, key.customerId)) throw new Forbidden();
  await ctx.service.query(REVOKE, [id]);
  return { __typename: 'Deleted', id };
}

async function create(ctx: Context, customerId: string | null, input: ApiKeyInput): Promise<ApiKeyCreated | ApiKeyInvalid> {
  const now = ctx.now();
  const check = new InputCheck();
  const name = check.requiredText('name', input.name, 100);
  const scopes = [...new Set(input.scopes)].toSorted();
  if (scopes.length === 0) check.add('scopes', 'REQUIRED', 'A key without a scope opens nothing.');
  if (customerId !== null && scopes.includes('calls:report')) check.add('scopes', 'NOT_ALLOWED', 'Calls are reported by telephone systems of the service.');
  if (input.expiresAt <= now || input.expiresAt.getTime() > now.getTime() + MOST_DAYS * DAY_MS) check.add('expiresAt', 'OUT_OF_RANGE', 'A key ends within two years from now.');
  if (check.problems.length) return invalid('ApiKeyInvalid', check.problems);
  const { secret, hash, hint } = newApiKey();
  const maker = ctx.actor && 'accountId' in ctx.actor ? ctx.actor.accountId : null;
  const apiKey = await ctx.service.one(INSERT, [crypto.randomUUID(), customerId, name, hash, hint, scopes, now, input.expiresAt, maker]);
  // The maker's account was deleted since they were looked up.
  if (!apiKey) throw new Forbidden();
  return { __typename: 'ApiKeyCreated', apiKey, secret };
}
