import type { Batch, Context } from '../context.ts';
import { person } from '../customers/customer.policy.ts';
import { statement } from '../database/sql.ts';
import { isUuid } from '../database/uuid.ts';
import type { DeliveryKind, WebhookKind } from './payloads.ts';
import { canOperateWebhooks } from './webhook.policy.ts';

/** An address that events are sent to, without its secret. */
export interface WebhookRow {
  __typename: 'Webhook';
  id: string;
  customerId: string;
  url: string;
  description: string | null;
  kinds: WebhookKind[];
  previousSecretUntil: Date | null;
  isEnabled: boolean;
  disabledAt: Date | null;
  disabledBecause: 'PERSON' | 'GONE' | 'FAILING' | null;
  failingSince: Date | null;
  createdAt: Date;
  createdBy: string;
}

/** What became of one event at one address. */
export interface WebhookDeliveryRow {
  __typename: 'WebhookDelivery';
  id: string;
  customerId: string;
  webhookId: string;
  kind: DeliveryKind;
  subjectId: string;
  happenedAt: Date;
  state: 'WAITING' | 'DELIVERED' | 'FAILED';
  attempts: number;
  nextTryAt: Date | null;
  lastTriedAt: Date | null;
  lastMilliseconds: number | null;
  lastStatus: number | null;
  lastProblem: 'STATUS' | 'TIMEOUT' | 'UNREACHABLE' | 'ADDRESS_REFUSED' | 'TURNED_OFF' | 'NOT_READ' | null;
  lastAnswer: string | null;
}

export const WEBHOOK = `'Webhook' as "__typename", w.id, w.customer_id as "customerId", w.url, w.description, w.kinds, w.previous_secret_until as "previousSecretUntil", w.is_enabled as "isEnabled",
  w.disabled_at as "disabledAt", w.disabled_because as "disabledBecause", w.failing_since as "failingSince", w.created_at as "createdAt", w.created_by as "createdBy"`;
export const DELIVERY = `'WebhookDelivery' as "__typename", d.id, d.customer_id as "customerId", d.webhook_id as "webhookId", d.kind, d.subject_id as "subjectId", d.happened_at as "happenedAt", d.state, d.attempts,
  d.next_try_at as "nextTryAt", d.last_tried_at as "lastTriedAt", d.last_milliseconds as "lastMilliseconds", d.last_status as "lastStatus", d.last_problem as "lastProblem", d.last_answer as "lastAnswer"`;

const OF_CUSTOMER = statement<WebhookRow>('webhooks-of-customer', `select ${WEBHOOK} from webhook w where w.customer_id = $1 order by w.created_at, w.id`);
const BY_ID = statement<WebhookRow>('webhook-by-id', `select ${WEBHOOK} from webhook w where w.id = $1`);
const DELIVERY_BY_ID = statement<WebhookDeliveryRow>('webhook-delivery-by-id', `select ${DELIVERY} from webhook_delivery d where d.id = $1`);
const PAGE = statement<WebhookDeliveryRow>(
  'webhook-deliveries',
  `select page.* from unnest($1::uuid[]) as parent(id) cross join lateral (
     select ${DELIVERY} from webhook_delivery d where d.webhook_id = parent.id and (d.happened_at, d.id) < ($3::timestamptz, $4::uuid)
     order by d.happened_at desc, d.id desc limit $2
   ) page order by page."happenedAt" desc, page.id desc`,
);
const FAILED_PAGE = statement<WebhookDeliveryRow>(
  'webhook-deliveries-failed',
  `select page.* from unnest($1::uuid[]) as parent(id) cross join lateral (
     select ${DELIVERY} from webhook_delivery d where d.webhook_id = parent.id and d.state = 'FAILED' and (d.happened_at, d.id) < ($3::timestamptz, $4::uuid)
     order by d.happened_at desc, d.id desc limit $2
   ) page order by page."happenedAt" desc, page.id desc`,
);

/** A customer's addresses, the oldest first; null for whoever neither manages nor operates them. */
export async function listWebhooks(ctx: Context, customerId: string): Promise<WebhookRow[] | null> {
  if (!isUuid(customerId) || !canOperateWebhooks(person(ctx.actor), customerId)) return null;
  return ctx.sql.query(OF_CUSTOMER, [customerId]);
}

/** The address, for whoever manages or operates it; null for everybody else. */
export async function readWebhook(ctx: Context, id: string): Promise<WebhookRow | null> {
  const actor = person(ctx.actor);
  const row = isUuid(id) ? await ctx.sql.one(BY_ID, [id]) : undefined;
  return row && canOperateWebhooks(actor, row.customerId) ? row : null;
}

/** What became of one event, for whoever manages or operates the address; null for everybody else. */
export async function readDelivery(ctx: Context, id: string): Promise<WebhookDeliveryRow | null> {
  const actor = person(ctx.actor);
  const row = isUuid(id) ? await ctx.sql.one(DELIVERY_BY_ID, [id]) : undefined;
  return row && canOperateWebhooks(actor, row.customerId) ? row : null;
}

/** A stretch of what was sent to one address. */
export interface DeliveryPage { webhookId: string; limit: number; after: { key: string; id: string } | null; onlyFailed: boolean }

/** Stretches of what was sent, the newest first; those of several addresses in one read. */
export const loadDeliveryPages: Batch<DeliveryPage, WebhookDeliveryRow[]> = async ({ sql }, pages) => {
  const read = new Map<DeliveryPage, WebhookDeliveryRow[]>();
  for (const alike of Map.groupBy(pages, ({ webhookId: _, ...rest }) => JSON.stringify(rest)).values()) {
    const { limit, after, onlyFailed } = alike[0] as DeliveryPage;
    const rows = await sql.query(onlyFailed ? FAILED_PAGE : PAGE, [alike.map(page => page.webhookId), limit, after?.key ?? 'infinity', after?.id ?? 'ffffffff-ffff-ffff-ffff-ffffffffffff']);
    const ofWebhook = Map.groupBy(rows, row => row.webhookId);
    for (const page of alike) read.set(page, ofWebhook.get(page.webhookId) ?? []);
  }
  return pages.map(page => read.get(page) as WebhookDeliveryRow[]);
};
