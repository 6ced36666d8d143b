import type { GraphQLSchema } from 'graphql';
import type { Ground } from '../context.ts';
import { statement, type Sql } from '../database/sql.ts';
import { appendEvent } from '../events/event-log.ts';
import type { Log } from '../events/tail.ts';
import { sendMail } from '../mail/mail.service.ts';
import { AddressRefused } from '../network/outgoing.ts';
import { type DeliveryKind, Payloads, WEBHOOK_KINDS } from './payloads.ts';
import { signedHeaders } from './signature.ts';

/** The pauses before each further try, in seconds, as the specification of Standard Webhooks proposes. */
export const RETRY_SECONDS = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400];
/** After how many days of nothing but failures nothing is sent there any more. */
export const FAILING_DAYS = 5;

const TIMEOUT_MS = 15_000;
// Longer than an attempt takes, so that no other process makes the same one meanwhile.
const LEASE_SECONDS = 60;
const LONGEST_WISH_SECONDS = 86_400;
const ANSWER_BYTES = 1024;
const PAGE = 1000;
/** Attempts under way at once: in this process, at one address, and at one that does not answer as it should. */
const AT_ONCE = 200;
const AT_ONE = 8;
const AT_FAILING = 1;

const HOLD = statement<{ through: number }>('webhook-cursor-hold', 'select through::float8 as through from webhook_cursor for update skip locked');
const NEXT = statement<{ through: number | null }>('webhook-cursor-next', 'select max(seq)::float8 as through from (select seq from event where seq > $1 order by seq limit $2) page');
const HAND_OUT = statement(
  'webhook-hand-out',
  `insert into webhook_delivery (customer_id, id, webhook_id, event_seq, kind, subject_id, happened_at, state, next_try_at)
   select w.customer_id, gen_random_uuid(), w.id, e.seq, e.kind, e.subject_id, e.at, 'WAITING', $3 from event e join webhook w on w.customer_id = e.customer_id
   where e.seq > $1 and e.seq <= $2 and e.kind = any($4::text[]) and w.is_enabled and e.seq > w.from_seq and e.kind = any(w.kinds)
   on conflict (webhook_id, event_seq) do nothing`,
);
const MOVE = statement('webhook-cursor-move', 'update webhook_cursor set through = $1');

/**
 * Notes for each new event of the log where it is to be sent. It goes on where the last one stopped, in whichever process
 * that was: what is noted and how far one has got are committed together. Returns whether there may be more.
 */
export const handOut = (sql: Sql, now: Date): Promise<boolean> =>
  sql.transaction(async held => {
    const cursor = await held.one(HOLD);
    if (!cursor) return false;
    const { through } = (await held.one(NEXT, [cursor.through, PAGE]))!;
    if (through === null) return false;
    await held.query(HAND_OUT, [cursor.through, through, now, WEBHOOK_KINDS]);
    await held.query(MOVE, [through]);
    return true;
  });

interface Due {
  id: string; customerId: string; webhookId: string; kind: DeliveryKind; subjectId: string; happenedAt: Date; attempts: number; tries: number; isWatched: boolean;
  url: string; secret: Buffer; previousSecret: Buffer | null; previousSecretUntil: Date | null;
}

// Whoever takes one puts off its next try: should the process be killed, another one sends it then, under the same id.
const TAKE = statement<Due>(
  'webhook-take',
  `update webhook_delivery d set attempts = d.attempts + 1, tries = d.tries + 1, last_tried_at = $1, next_try_at = $2
   from (
     select due.id, w.url, w.secret, w.previous_secret, w.previous_secret_until from webhook w cross join lateral (
       select x.id from webhook_delivery x where x.webhook_id = w.id and x.next_try_at <= $1 order by x.next_try_at, x.id
       limit greatest(0, case when w.failing_since is null then ${AT_ONE} else ${AT_FAILING} end - coalesce(($4::jsonb ->> w.id::text)::int, 0)) for update skip locked
     ) due where w.is_enabled limit $3
   ) taken where d.id = taken.id
   returning d.id, d.customer_id as "customerId", d.webhook_id as "webhookId", d.kind, d.subject_id as "subjectId", d.happened_at as "happenedAt", d.attempts, d.tries, d.is_watched as "isWatched",
     taken.url, taken.secret, taken.previous_secret as "previousSecret", taken.previous_secret_until as "previousSecretUntil"`,
);
const SETTLE = statement<{ id: string }>(
  'webhook-settle',
  // Who was slower than the lease has been overtaken by the next attempt. What has arrived has arrived, also where it was turned off meanwhile.
  `update webhook_delivery set state = $3, next_try_at = $4, last_milliseconds = $5, last_status = $6, last_problem = $7, last_answer = $8, is_watched = false
   where id = $1 and attempts = $2 and (next_try_at is not null or $3 = 'DELIVERED') returning id`,
);
const RECOVERED = statement<{ id: string }>('webhook-recovered', 'update webhook set failing_since = null where id = $1 and failing_since is not null returning id');
const FAILING = statement<{ failingSince: Date; isNew: boolean; isEnabled: boolean }>(
  'webhook-failing',
  `update webhook w set failing_since = coalesce(w.failing_since, $2) from webhook before where w.id = $1 and before.id = w.id
   returning w.failing_since as "failingSince", before.failing_since is null as "isNew", w.is_enabled as "isEnabled"`,
);
const DISABLE = statement('webhook-disable-by-itself', 'update webhook set is_enabled = false, disabled_at = $2, disabled_because = $3 where id = $1');
const GIVE_UP_WAITING = statement('webhook-give-up-by-itself', `update webhook_delivery set state = 'FAILED', next_try_at = null, last_problem = 'TURNED_OFF' where webhook_id = $1 and next_try_at is not null`);
const MANAGERS = statement<{ accountId: string }>(
  'webhook-managers', `select a.id as "accountId" from account a join customer_user u on u.id = a.customer_user_id where u.customer_id = $1 and u."right" = 'MANAGE' order by a.id`,
);

/** How an attempt went. */
interface Outcome { status: number | null; problem: 'STATUS' | 'TIMEOUT' | 'UNREACHABLE' | 'ADDRESS_REFUSED' | 'NOT_READ' | null; answer: string | null; milliseconds: number | null; wishedSeconds: number | null }

/** Delivers what is due. Each attempt is on its own, so that a slow address holds no other; several processes share the work. */
export class Courier {
  private readonly payloads: Payloads;
  private readonly underWay = new Set<Promise<void>>();
  private readonly atOnce = new Map<string, number>();
  private taking: Promise<void> | undefined;
  private again = false;
  private stopped = false;

  constructor(private readonly ground: Ground, schema: GraphQLSchema, private readonly log: Log) {
    this.payloads = new Payloads(ground, schema);
  }

  /** Takes what is due and begins to send it; resolves when there is nothing more to take. */
  async send(): Promise<void> {
    if (this.taking) {
      this.again = true;
      return this.taking;
    }
    this.taking = this.take().finally(() => { this.taking = undefined; });
    return this.taking;
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    while (this.taking || this.underWay.size) await Promise.all([this.taking, ...this.underWay]);
  }

  /** Begins nothing any more, and waits for what is under way. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.idle();
  }

  private async take(): Promise<void> {
    do {
      this.again = false;
      const room = AT_ONCE - this.underWay.size;
      if (this.stopped || room <= 0) return;
      const now = this.ground.now();
      const due = await this.ground.sql.query(TAKE, [now, new Date(now.getTime() + LEASE_SECONDS * 1000), room, JSON.stringify(Object.fromEntries(this.atOnce))]);
      for (const delivery of due) this.begin(delivery);
      if (due.length) this.again = true;
    } while (this.again);
  }

  private begin(delivery: Due): void {
    const { webhookId } = delivery;
    this.atOnce.set(webhookId, (this.atOnce.get(webhookId) ?? 0) + 1);
    const attempt = this.attempt(delivery)
      .then(outcome => this.settle(delivery, outcome))
      .catch((error: unknown) => this.log.error({ err: error, deliveryId: delivery.id }, 'a webhook could not be dealt with'))
      .finally(() => {
        this.underWay.delete(attempt);
        const left = this.atOnce.get(webhookId)! - 1;
        if (left) this.atOnce.set(webhookId, left);
        else this.atOnce.delete(webhookId);
        // There is room for the next.
        if (!this.stopped) void this.send().catch((error: unknown) => this.log.error({ err: error }, 'webhooks cannot be sent'));
      });
    this.underWay.add(attempt);
  }

  private async attempt(delivery: Due): Promise<Outcome> {
    const { secrets, outgoing } = this.ground;
    const nothing = { status: null, answer: null, milliseconds: null, wishedSeconds: null };
    let body: string;
    let headers: Record<string, string>;
    try {
      body = JSON.stringify(await this.payloads.messageFor(delivery));
      const now = this.ground.now();
      const keys = [secrets.open('webhook.secret', delivery.webhookId, delivery.secret)];
      if (delivery.previousSecret && delivery.previousSecretUntil && delivery.previousSecretUntil > now) keys.push(secrets.open('webhook.previous_secret', delivery.webhookId, delivery.previousSecret));
      headers = signedHeaders(keys, `msg_${delivery.id}`, now, body);
    } catch (error) {
      this.log.error({ err: error, deliveryId: delivery.id }, 'an event could not be read for a webhook');
      return { ...nothing, problem: 'NOT_READ' };
    }
    const began = performance.now();
    try {
      const answer = await outgoing.send(delivery.url, {
        headers: { 'content-type': 'application/json', 'user-agent': 'Vorzimmer-Webhooks', ...headers }, body, timeoutMs: TIMEOUT_MS, maxAnswerBytes: ANSWER_BYTES,
      });
      const isTaken = answer.status >= 200 && answer.status < 300;
      return {
        status: answer.status, problem: isTaken ? null : 'STATUS', milliseconds: Math.round(performance.now() - began), answer: textOf(answer.body),
        wishedSeconds: answer.status === 429 || answer.status === 503 ? wishedSeconds(answer.headers['retry-after'], this.ground.now()) : null,
      };
    } catch (error) {
      return { ...nothing, problem: error instanceof AddressRefused ? 'ADDRESS_REFUSED' : isTimeout(error) ? 'TIMEOUT' : 'UNREACHABLE' };
    }
  }

  private async settle(delivery: Due, outcome: Outcome): Promise<void> {
    const { sql, secrets } = this.ground;
    const now = this.ground.now();
    const { id, customerId, webhookId, attempts, tries } = delivery;
    const { status, problem, answer, milliseconds } = outcome;
    const settle = (to: Sql, state: string, nextTryAt: Date | null) => to.one(SETTLE, [id, attempts, state, nextTryAt, milliseconds, status, problem, answer]);
    await sql.transaction(async held => {
      let changed = delivery.isWatched;
      if (problem === null) {
        // The address before its messages, here and below: of two that settle at once none waits for the other.
        if (await held.one(RECOVERED, [webhookId])) changed = true;
        await settle(held, 'DELIVERED', null);
      } else {
        // What went wrong on our side is not the receiver's fault.
        const failing = problem === 'NOT_READ' ? undefined : await held.one(FAILING, [webhookId, now]);
        const pause = RETRY_SECONDS[tries - 1];
        // Not all at the same moment, where many have failed together.
        const next = pause === undefined ? null : new Date(now.getTime() + Math.max(pause * (1 + Math.random() / 5), Math.min(outcome.wishedSeconds ?? 0, LONGEST_WISH_SECONDS)) * 1000);
        await settle(held, next ? 'WAITING' : 'FAILED', next);
        const reason = status === 410 ? 'GONE' : failing && failing.failingSince.getTime() <= now.getTime() - FAILING_DAYS * 86_400_000 ? 'FAILING' : null;
        if (failing?.isNew) changed = true;
        if (reason && failing?.isEnabled) {
          await held.query(DISABLE, [webhookId, now, reason]);
          await held.query(GIVE_UP_WAITING, [webhookId]);
          for (const { accountId } of await held.query(MANAGERS, [customerId])) await sendMail({ sql: held, secrets }, { accountId, kind: 'WEBHOOK_DISABLED', host: new URL(delivery.url).host, reason, webhookId }, now);
          changed = true;
        }
      }
      if (changed) await appendEvent(held, 'WEBHOOK_CHANGED', customerId, webhookId);
    });
  }
}

const isTimeout = (error: unknown): boolean => error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError' || (error as NodeJS.ErrnoException).code === 'ETIMEDOUT');

/** What was answered, as far as it is text. */
const textOf = (body: Buffer): string | null => body.toString('utf8').replaceAll('\0', '').slice(0, ANSWER_BYTES) || null;

/** How long the receiver wants to be left alone, in seconds: it says so as a number, or as a moment. */
function wishedSeconds(header: string | undefined, now: Date): number | null {
  if (!header) return null;
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - now.getTime()) / 1000;
  return Number.isFinite(seconds) && seconds > 0 ? seconds : null;
}
