import { createHash } from 'node:crypto';
import { hasConsent } from '../consents/consent.service.ts';
import type { SignedIn } from '../context.ts';
import { statement } from '../database/sql.ts';
import { isUuid } from '../database/uuid.ts';
import { badInput, Forbidden } from '../errors.ts';
import { deviceWords } from '../identity/device.ts';
import { notified } from './notification.policy.ts';
import { pushKeyInUse } from './push-key.ts';

/** What a browser tells of a subscription. */
export interface PushSubscriptionInput { endpoint: string; p256dh: string; auth: string; key: string }

/** Devices that one person has; more than anybody has by intention. */
const MOST_DEVICES = 20;

const HOLD = statement<object>('push-account-hold', 'select from account where id = $1 for no key update');
// Known by its address: registered again, also by somebody else, it is the same device, and theirs alone.
const SAVE = statement(
  'push-device-save',
  `insert into push_device (id, account_id, session_id, key_id, endpoint_hash, subscription, browser, system, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
);
const KNOWN = statement<{ id: string; accountId: string }>('push-device-known', 'select id, account_id as "accountId" from push_device where endpoint_hash = $1 for update');
const RENEW = statement('push-device-renew', 'update push_device set session_id = $2, key_id = $3, subscription = $4, browser = $5, system = $6 where id = $1');
const FORGET = statement('push-device-forget', 'delete from push_device where id = $1');
const FORGET_OF_SESSION = statement('push-device-forget-of-session', 'delete from push_device where account_id = $1 and session_id = $2');
const REMOVE = statement('push-device-remove', 'delete from push_device where account_id = $1 and id = $2');
const FORGET_OLDEST = statement('push-device-forget-oldest', `delete from push_device where id in (select id from push_device where account_id = $1 order by created_at desc, id offset ${MOST_DEVICES - 1})`);

const bytesIn = (text: string): number => (/^[A-Za-z0-9_-]+$/.test(text) ? Buffer.from(text, 'base64url').length : 0);

/** The hash by which a subscription is found; its address alone lets nobody send, but is nobody else's to know. */
const hashOf = (endpoint: string): Buffer => createHash('sha256').update(endpoint).digest();

/** Lets the device that asks be notified. The customer must have consented. */
export async function registerPushDevice(ctx: SignedIn, { endpoint, p256dh, auth, key }: PushSubscriptionInput): Promise<'REGISTERED' | 'NO_CONSENT'> {
  const { accountId, customerId } = notified(ctx.actor);
  if (endpoint.length > 2000 || ctx.outgoing.problemWith(endpoint) !== null) throw badInput('input.endpoint', 'This is no address of a push service.');
  if (bytesIn(p256dh) !== 65) throw badInput('input.p256dh', 'p256dh must be a public key of 65 bytes.');
  if (bytesIn(auth) !== 16) throw badInput('input.auth', 'auth must be a secret of 16 bytes.');
  if (ctx.sessionId === null) throw new Forbidden();
  if (!(await hasConsent(ctx.sql, customerId, 'PUSH_NOTIFICATIONS'))) return 'NO_CONSENT';
  const inUse = await pushKeyInUse({ sql: ctx.service, secrets: ctx.secrets }, ctx.now());
  if (inUse.publicKey !== key) throw badInput('input.key', 'The subscription was made with another key than is in use.');
  const { browser, system } = deviceWords(ctx.origin?.userAgent ?? null);
  const seal = (id: string) => ctx.secrets.seal('push_device.subscription', id, JSON.stringify({ endpoint, p256dh, auth }));
  await ctx.service.transaction(async sql => {
    await sql.one(HOLD, [accountId]);
    const known = await sql.one(KNOWN, [hashOf(endpoint)]);
    if (known?.accountId === accountId) return void (await sql.query(RENEW, [known.id, ctx.sessionId, inUse.id, seal(known.id), browser, system]));
    // Somebody else was signed in here before.
    if (known) await sql.query(FORGET, [known.id]);
    // One session is one browser, which has given up the subscription before.
    await sql.query(FORGET_OF_SESSION, [accountId, ctx.sessionId]);
    await sql.query(FORGET_OLDEST, [accountId]);
    const id = crypto.randomUUID();
    await sql.query(SAVE, [id, accountId, ctx.sessionId, inUse.id, hashOf(endpoint), seal(id), browser, system, ctx.now()]);
  });
  return 'REGISTERED';
}

/** Notifies a device of one's own no more; one that is gone or somebody else's changes nothing. */
export async function removePushDevice(ctx: SignedIn, deviceId: string): Promise<void> {
  const { accountId } = notified(ctx.actor);
  if (isUuid(deviceId)) await ctx.service.query(REMOVE, [accountId, deviceId]);
}
