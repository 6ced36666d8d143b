import type { Context } from '../context.ts';
import { person } from '../customers/customer.policy.ts';
import { InputCheck, invalid, type Invalid } from '../customers/input-check.ts';
import { statement } from '../database/sql.ts';
import { isUuid, uuidAt } from '../database/uuid.ts';
import { Forbidden } from '../errors.ts';
import { appendEvent } from '../events/event-log.ts';
import type { CustomerUserActor } from '../identity/actor.ts';
import type { WebhookKind } from './payloads.ts';
import { newWebhookSecret } from './signature.ts';
import { canManageWebhooks } from './webhook.policy.ts';
import { DELIVERY, readDelivery, readWebhook, WEBHOOK, type WebhookDeliveryRow, type WebhookRow } from './webhook.rows.ts';

/** How many addresses a customer has at most. */
export const MOST_WEBHOOKS = 10;
/** How long the former secret still signs beside the new one. */
export const OVERLAP_HOURS = 24;

/** What is said about an address. */
export interface WebhookInput { url: string; description?: string | null; kinds: WebhookKind[] }

/** A new secret; it is told this once. */
export interface WebhookSecretTold<Name extends string> { __typename: Name; customerId: string; webhook: WebhookRow; secret: string }
type WebhookCreated = WebhookSecretTold<'WebhookCreated'>;
type WebhookInvalid = Invalid<'WebhookInvalid'>;
interface WebhooksFull { __typename: 'WebhooksFull'; message: string; mostWebhooks: number }
interface WebhookDisabled { __typename: 'WebhookDisabled'; message: string }

const COUNT = statement<{ count: number }>('webhook-count', 'select count(*)::int as count from webhook where customer_id = $1');
const IN_TURN = statement('webhook-in-turn', 'select from customer where id = $1 for no key update');
const INSERT = statement<WebhookRow>(
  'webhook-insert',
  // What happens from now on; the log is handed out a moment later.
  `insert into webhook as w (customer_id, id, url, description, kinds, secret, is_enabled, from_seq, created_at, created_by)
   select u.customer_id, $2, $3, $4, $5::text[], $6, true, greatest((select pruned_through from event_horizon), coalesce((select max(seq) from event), 0)), $7, u.name from customer_user u where u.id = $1
   returning ${WEBHOOK}`,
);
const UPDATE = statement<WebhookRow>('webhook-update', `update webhook w set url = $2, description = $3, kinds = $4::text[] where w.id = $1 returning ${WEBHOOK}`);
const ENABLE = statement<WebhookRow>('webhook-enable', `update webhook w set is_enabled = true, disabled_at = null, disabled_because = null, failing_since = null where w.id = $1 returning ${WEBHOOK}`);
const DISABLE = statement<WebhookRow>('webhook-disable', `update webhook w set is_enabled = false, disabled_at = $2, disabled_because = $3 where w.id = $1 and w.is_enabled returning ${WEBHOOK}`);
const GIVE_UP_WAITING = statement(
  'webhook-give-up-waiting', `update webhook_delivery set state = 'FAILED', next_try_at = null, last_problem = 'TURNED_OFF' where webhook_id = $1 and next_try_at is not null`,
);
const SECRET = statement<{ secret: Buffer }>('webhook-secret', 'select secret from webhook where id = $1 for update');
const ROTATE = statement<WebhookRow>('webhook-rotate', `update webhook w set secret = $2, previous_secret = $3, previous_secret_until = $4 where w.id = $1 returning ${WEBHOOK}`);
const DELETE = statement<{ id: string }>('webhook-delete', 'delete from webhook where id = $1 returning id');
const PING = statement<WebhookDeliveryRow>(
  'webhook-ping',
  `insert into webhook_delivery as d (customer_id, id, webhook_id, kind, subject_id, happened_at, state, is_watched, next_try_at)
   select w.customer_id, $2, w.id, 'PING', w.id, $3, 'WAITING', true, $3 from webhook w where w.id = $1 and w.is_enabled returning ${DELIVERY}`,
);
const AGAIN = `state = 'WAITING', tries = 0, next_try_at = $2, is_watched = true`;
const RESEND = statement<WebhookDeliveryRow>(
  'webhook-resend', `update webhook_delivery d set ${AGAIN} from webhook w where d.id = $1 and w.id = d.webhook_id and w.is_enabled returning ${DELIVERY}`,
);
const RESEND_FAILED = statement<{ count: number }>(
  'webhook-resend-failed',
  `with again as (update webhook_delivery set ${AGAIN} where webhook_id = $1 and state = 'FAILED' and happened_at >= $3 returning 1) select count(*)::int as count from again`,
);

/** Has events of the customer sent to an address from now on. */
export async function createWebhook(ctx: Context, customerId: string, input: WebhookInput): Promise<WebhookCreated | WebhookInvalid | WebhooksFull> {
  const actor = person(ctx.actor);
  if (!isUuid(customerId) || !canManageWebhooks(actor, customerId)) throw new Forbidden();
  const checked = check(ctx, input);
  if ('__typename' in checked) return checked;
  const id = crypto.randomUUID();
  const secret = newWebhookSecret();
  return ctx.service.transaction(async sql => {
    await sql.query(IN_TURN, [customerId]);
    if ((await sql.one(COUNT, [customerId]))!.count >= MOST_WEBHOOKS) return { __typename: 'WebhooksFull', message: `A customer has at most ${MOST_WEBHOOKS} webhooks.`, mostWebhooks: MOST_WEBHOOKS };
    const webhook = await sql.one(INSERT, [(actor as CustomerUserActor).customerUserId, id, checked.url, checked.description, checked.kinds, ctx.secrets.seal('webhook.secret', id, secret), ctx.now()]);
    // Who enters it was removed since they were looked up.
    if (!webhook) throw new Forbidden();
    await appendEvent(sql, 'WEBHOOK_CHANGED', customerId, id);
    return { __typename: 'WebhookCreated', customerId, webhook, secret };
  });
}

/** Changes the address, what it is for, and which events go there. */
export async function updateWebhook(ctx: Context, id: string, input: WebhookInput): Promise<WebhookRow | WebhookInvalid> {
  const { customerId } = await managed(ctx, id);
  const checked = check(ctx, input);
  if ('__typename' in checked) return checked;
  return change(ctx, customerId, id, UPDATE, [id, checked.url, checked.description, checked.kinds]);
}

/** Sends there again from now on, or nothing any more. What waits to be sent to one that is turned off counts as failed, and can be sent again. */
export async function setWebhookEnabled(ctx: Context, id: string, isEnabled: boolean): Promise<WebhookRow> {
  const webhook = await operated(ctx, id);
  if (webhook.isEnabled === isEnabled) return webhook;
  if (isEnabled) return change(ctx, webhook.customerId, id, ENABLE, [id]);
  return ctx.service.transaction(async sql => {
    const disabled = await sql.one(DISABLE, [id, ctx.now(), 'PERSON']);
    if (!disabled) return operated(ctx, id);
    await sql.query(GIVE_UP_WAITING, [id]);
    await appendEvent(sql, 'WEBHOOK_CHANGED', webhook.customerId, id);
    return disabled;
  });
}

/** Makes a new secret. The former one signs beside it for a day, so that the receiver can change over without losing anything. */
export async function rotateWebhookSecret(ctx: Context, id: string): Promise<WebhookSecretTold<'WebhookSecretRotated'>> {
  const { customerId } = await managed(ctx, id);
  const secret = newWebhookSecret();
  return ctx.service.transaction(async sql => {
    const row = await sql.one(SECRET, [id]);
    if (!row) throw new Forbidden();
    const former = ctx.secrets.seal('webhook.previous_secret', id, ctx.secrets.open('webhook.secret', id, row.secret));
    const until = new Date(ctx.now().getTime() + OVERLAP_HOURS * 3_600_000);
    const webhook = (await sql.one(ROTATE, [id, ctx.secrets.seal('webhook.secret', id, secret), former, until]))!;
    await appendEvent(sql, 'WEBHOOK_CHANGED', customerId, id);
    return { __typename: 'WebhookSecretRotated', customerId, webhook, secret };
  });
}

/** Sends nothing there any more, and forgets what was sent. */
export async function deleteWebhook(ctx: Context, id: string): Promise<{ __typename: 'Deleted'; id: string }> {
  const { customerId } = await managed(ctx, id);
  await ctx.service.transaction(async sql => {
    if (!(await sql.one(DELETE, [id]))) throw new Forbidden();
    await appendEvent(sql, 'WEBHOOK_CHANGED', customerId, id);
  });
  return { __typename: 'Deleted', id };
}

/** Sends a trial message. */
export async function pingWebhook(ctx: Context, id: string): Promise<WebhookDeliveryRow | WebhookDisabled> {
  const { customerId } = await operated(ctx, id);
  return ctx.service.transaction(async sql => {
    const delivery = await sql.one(PING, [id, uuidAt(ctx.now()), ctx.now()]);
    if (!delivery) return isDisabled;
    await appendEvent(sql, 'WEBHOOK_CHANGED', customerId, id);
    return delivery;
  });
}

/** Sends one message again, whatever became of it, under the same id. */
export async function resendWebhookDelivery(ctx: Context, deliveryId: string): Promise<WebhookDeliveryRow | WebhookDisabled> {
  person(ctx.actor);
  const delivery = await readDelivery(ctx, deliveryId);
  if (!delivery) throw new Forbidden();
  return ctx.service.transaction(async sql => {
    const again = await sql.one(RESEND, [deliveryId, ctx.now()]);
    if (!again) return isDisabled;
    await appendEvent(sql, 'WEBHOOK_CHANGED', delivery.customerId, delivery.webhookId);
    return again;
  });
}

/** Sends everything again that has failed since a moment. */
export async function resendFailedWebhookDeliveries(ctx: Context, id: string, since: Date): Promise<{ __typename: 'WebhookDeliveriesResent'; customerId: string; count: number } | WebhookDisabled> {
  const { customerId, isEnabled } = await operated(ctx, id);
  if (!isEnabled) return isDisabled;
  return ctx.service.transaction(async sql => {
    const { count } = (await sql.one(RESEND_FAILED, [id, ctx.now(), since]))!;
    await appendEvent(sql, 'WEBHOOK_CHANGED', customerId, id);
    return { __typename: 'WebhookDeliveriesResent', customerId, count };
  });
}

const isDisabled: WebhookDisabled = { __typename: 'WebhookDisabled', message: 'The webhook is turned off: nothing is sent there.' };

async function change(ctx: Context, customerId: string, id: string, statement: typeof UPDATE, values: unknown[]): Promise<WebhookRow> {
  return ctx.service.transaction(async sql => {
    const row = await sql.one(statement, values);
    if (!row) throw new Forbidden();
    await appendEvent(sql, 'WEBHOOK_CHANGED', customerId, id);
    return row;
  });
}

function check({ outgoing }: Context, input: WebhookInput): { url: string; description: string | null; kinds: string[] } | WebhookInvalid {
  const check = new InputCheck();
  const url = check.requiredText('url', input.url, 2000);
  const problem = url && outgoing.problemWith(url);
  if (problem) check.add('url', 'NOT_ALLOWED', `Nothing is sent there: ${problem}.`);
  const description = check.text('description', input.description, 200);
  const kinds = [...new Set(input.kinds)].toSorted();
  if (kinds.length === 0) check.add('kinds', 'REQUIRED', 'Without a kind of events nothing is sent.');
  return check.problems.length ? invalid('WebhookInvalid', check.problems) : { url: new URL(url).href, description, kinds };
}

/** The address, where the actor says where events go and which. */
async function managed(ctx: Context, id: string): Promise<WebhookRow> {
  const row = await operated(ctx, id);
  if (!canManageWebhooks(ctx.actor, row.customerId)) throw new Forbidden();
  return row;
}

/** The address, where the actor sees to it that events get there. */
async function operated(ctx: Context, id: string): Promise<WebhookRow> {
  const row = await readWebhook(ctx, id);
  if (!row) throw new Forbidden();
  return row;
}
