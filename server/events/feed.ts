import { GraphQLError, type ExecutionResult, type GraphQLFormattedError } from 'graphql';
import type { Sql } from '../database/sql.ts';
import { audienceOf, type Actor, type AudienceActor, type Principal } from '../identity/actor.ts';
import type { PreparedOperation } from './document-cache.ts';
import { CursorExpired, currentPosition, decodeCursor, readEvents, type LoggedEvent } from './event-log.ts';
import { canSee, forOneSecretary } from './event.policy.ts';
import { FanOut } from './fan-out.ts';
import { FeedGroup, Shelf } from './feed-group.ts';
import { frameHead, nextFrames, type FrameHead } from './frame.ts';
import { liveEvent } from './live-event.ts';
import type { Log, Tail } from './tail.ts';

/** Where the messages of a subscription go: a socket. */
export interface Outlet {
  /** Whether it still takes messages. */
  readonly open: boolean;
  /** Bytes that wait to be taken by the other side. */
  readonly buffered: number;
  /** Writes complete WebSocket frames. */
  write(frames: Buffer): void;
  /** Resolves when what was buffered has been taken, or when the outlet has closed. */
  drained(): Promise<void>;
  /** Closes it so that the client comes again with its last cursor. */
  cut(reason: string): void;
}

/** Formats an error for clients; the same that Apollo is given. */
export type FormatError = (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;

export interface FeedOptions {
  tail: Tail;
  sql: Sql;
  /** A fresh context for one execution. */
  contextFor(actor: Actor | null): object;
  formatError: FormatError;
  log: Log;
  /** An outlet that has left more than this untaken is cut off; default 1 MB. */
  bufferedBytes?: number;
  /** Sockets written to per turn of the event loop; default 100. */
  portion?: number;
  /** Results kept for those who come a little late; default 8 MB. */
  keptBytes?: number;
}

/** What a subscription starts with. */
export interface FeedRequest {
  principal: Principal;
  plan: ReturnType<PreparedOperation['plan']>;
  variables: Record<string, unknown>;
  /** The last event known; null: from now on. */
  after: string | null;
}

const CATCH_UP_PAGE = 200;
const CATCH_UP_WRITE = 64 * 1024;
// A quarter of what gets a socket cut off: who catches up is waited for and not cut off for our own speed.
const CATCH_UP_SHARE = 4;

/** Live events for subscriptions. Each event is executed and serialised once for all who see the same. */
export class Feed {
  private readonly groups = new Map<string, FeedGroup>();
  /** The groups of staff, and those of each customer and their keys. */
  private readonly byPlace = new Map<string, Map<FeedGroup, AudienceActor>>();
  private readonly active = new Set<FeedSubscription>();
  private readonly fanOut: FanOut;
  private readonly shelf: Shelf;
  private readonly bufferedBytes: number;
  private readonly unlisten: () => void;

  constructor(private readonly options: FeedOptions) {
    this.fanOut = new FanOut(options.portion ?? 100);
    this.shelf = new Shelf(options.keptBytes ?? 8 * 1024 * 1024);
    this.bufferedBytes = options.bufferedBytes ?? 1024 * 1024;
    this.unlisten = options.tail.listen({
      events: batch => this.route(batch),
      gap: () => {
        for (const subscription of this.active) subscription.fail(new CursorExpired());
      },
    });
  }

  /**
   * A subscription that writes its messages to the outlet by itself once it is iterated; the iteration yields nothing and
   * lasts as long as the subscription. Throws for a cursor that is none, or not of this log.
   */
  subscribe(outlet: Outlet, id: string, request: FeedRequest): FeedSubscription {
    let from: number | null = null;
    if (request.after !== null) {
      const { log, seq } = decodeCursor(request.after);
      if (log !== this.options.tail.logName) throw new CursorExpired();
      from = seq;
    }
    return new FeedSubscription(this, outlet, id, request, from);
  }

  /** Subscriptions that are being served, and groups that they share. */
  stats(): { subscriptions: number; groups: number } {
    return { subscriptions: this.active.size, groups: this.groups.size };
  }

  /** Sends nothing any more. The subscriptions end with their sockets: ended here, their clients would take them for complete. */
  close(): void {
    this.unlisten();
  }

  /** Begins to serve: first what lies between its cursor and now, then along with its group. */
  async begin(subscription: FeedSubscription): Promise<void> {
    const { tail, sql, log } = this.options;
    const group = this.groupOf(subscription.request);
    group.subscriptions++;
    subscription.group = group;
    this.active.add(subscription);
    if (subscription.from === null) subscription.seq = tail.seq;
    else subscription.seq = subscription.from;
    try {
      // Ahead of this process is possible, ahead of the log is not.
      if (subscription.seq > tail.seq && subscription.seq > (await currentPosition(sql)).seq) throw new CursorExpired();
      while (subscription.active && subscription.outlet.open) {
        if (subscription.seq >= group.delivered) {
          group.join(subscription);
          return;
        }
        await this.catchUp(subscription, group);
      }
    } catch (error) {
      if (error instanceof GraphQLError) return subscription.fail(error);
      log.warn({ err: error }, 'a subscription could not catch up');
      subscription.outlet.cut('Try again later');
      subscription.end();
    }
  }

  /** Takes the subscription out. */
  finish(subscription: FeedSubscription): void {
    if (!this.active.delete(subscription)) return;
    const group = subscription.group!;
    group.leave(subscription);
    if (--group.subscriptions > 0) return;
    group.close();
    this.groups.delete(group.key);
    const place = placeOf(audienceOf(subscription.request.principal));
    const peers = this.byPlace.get(place)!;
    peers.delete(group);
    if (peers.size === 0) this.byPlace.delete(place);
  }

  /** Writes unless the outlet has left too much untaken; then it is cut off and the subscription ended. */
  send(subscription: FeedSubscription, frames: Buffer): boolean {
    const { outlet } = subscription;
    if (!outlet.open) return false;
    if (outlet.buffered > this.bufferedBytes) {
      outlet.cut('Too slow');
      subscription.end();
      return false;
    }
    outlet.write(frames);
    return true;
  }

  private route(batch: readonly LoggedEvent[]): void {
    for (const event of batch) {
      // Events of a customer go to the staff and to that customer: nobody else is asked.
      for (const place of event.customerId === null ? staffPlaces : [...staffPlaces, customerPlace(event.customerId)])
        for (const [group, audience] of this.byPlace.get(place) ?? []) if (canSee(audience, event)) group.accept(event);
    }
  }

  private groupOf({ principal, plan, variables }: FeedRequest): FeedGroup {
    const audience = audienceOf(principal);
    const place = placeOf(audience);
    const alone = 'accountId' in principal ? `account:${principal.accountId}` : `key:${principal.apiKeyId}`;
    const isAlone = plan.viewerDependent || audience === principal;
    const key = `${plan.id} ${isAlone ? alone : place} ${JSON.stringify(variables)}`;
    let group = this.groups.get(key);
    if (group) return group;
    const actor = isAlone ? principal : audience;
    group = new FeedGroup(key, event => this.execute(plan, actor, variables, event), this.options.tail.seq, this.fanOut, this.shelf);
    this.groups.set(key, group);
    let peers = this.byPlace.get(place);
    if (!peers) this.byPlace.set(place, (peers = new Map()));
    peers.set(group, audience);
    return group;
  }

  private async execute(plan: FeedRequest['plan'], actor: Actor, variables: Record<string, unknown>, event: LoggedEvent): Promise<{ payload: Buffer; lasting: boolean }> {
    const { contextFor, formatError, tail } = this.options;
    let result: ExecutionResult;
    try {
      result = await plan.run(liveEvent(tail.logName, event), contextFor(actor), variables);
    } catch (error) {
      result = { data: null, errors: [error instanceof GraphQLError ? error : new GraphQLError('The event could not be read.', { originalError: error as Error })] };
    }
    const { errors, ...rest } = result;
    const shown = errors?.length ? { errors: errors.map(error => formatError(error.toJSON(), error)), ...rest } : rest;
    return { payload: Buffer.from(JSON.stringify(shown)), lasting: !errors?.length };
  }

  private async catchUp(subscription: FeedSubscription, group: FeedGroup): Promise<void> {
    const { tail, sql } = this.options;
    const events = tail.since(subscription.seq) ?? (await readEvents(sql, subscription.seq, CATCH_UP_PAGE));
    const audience = audienceOf(subscription.request.principal);
    let payloads: Buffer[] = [];
    let bytes = 0;
    const write = async () => {
      if (payloads.length > 0) this.send(subscription, nextFrames(subscription.head, payloads));
      payloads = [];
      bytes = 0;
      if (subscription.outlet.buffered > this.bufferedBytes / CATCH_UP_SHARE) await subscription.outlet.drained();
    };
    for (const event of events) {
      if (!subscription.active || !subscription.outlet.open) return;
      if (canSee(audience, event) && subscription.isFor(forOneSecretary(event))) {
        const outcome = group.outcomeOf(event);
        if (!outcome.payload && payloads.length > 0) await write();
        const payload = outcome.payload ?? (await outcome.ready);
        payloads.push(payload);
        if ((bytes += payload.length) >= CATCH_UP_WRITE) await write();
      }
      subscription.seq = event.seq;
    }
    await write();
  }
}

const customerPlace = (customerId: string | null) => `customer:${customerId}`;
const staffPlace = (isSupervisor: boolean) => (isSupervisor ? 'supervisors' : 'staff');
const staffPlaces = [staffPlace(false), staffPlace(true)] as const;
const placeOf = (audience: AudienceActor) => (audience.kind === 'STAFF' ? staffPlace(audience.isSupervisor) : customerPlace(audience.customerId));

const DONE: IteratorReturnResult<undefined> = { done: true, value: undefined };

/** One live subscription of one socket, as an iteration that yields nothing and ends with it. */
export class FeedSubscription implements AsyncIterableIterator<never, undefined> {
  readonly head: FrameHead;
  /** Everything up to here has been written. */
  seq = 0;
  group: FeedGroup | undefined;
  private state: 'NEW' | 'ACTIVE' | 'ENDED' = 'NEW';
  private failure: GraphQLError | undefined;
  private settle: { resolve(result: IteratorReturnResult<undefined>): void; reject(error: unknown): void } | undefined;

  constructor(
    private readonly feed: Feed,
    readonly outlet: Outlet,
    readonly id: string,
    readonly request: FeedRequest,
    readonly from: number | null,
  ) {
    this.head = frameHead(id);
  }

  get active(): boolean {
    return this.state === 'ACTIVE';
  }

  /** Whether an event for this secretary alone is for whoever subscribed: her, and supervisors. */
  isFor(secretaryId: string | null): boolean {
    const { principal } = this.request;
    return secretaryId === null || (principal.kind === 'SECRETARY' && (principal.isSupervisor || principal.secretaryId === secretaryId));
  }

  send(frames: Buffer): boolean {
    return this.feed.send(this, frames);
  }

  /** Ends it without a word to the client. */
  end(): void {
    if (this.state === 'ACTIVE') this.feed.finish(this);
    this.state = 'ENDED';
    this.settle?.resolve(DONE);
    this.settle = undefined;
  }

  /** Ends it with an error for the client. */
  fail(error: GraphQLError): void {
    if (this.state === 'ENDED') return;
    this.feed.finish(this);
    this.state = 'ENDED';
    if (this.settle) this.settle.reject(error);
    else this.failure = error;
    this.settle = undefined;
  }

  next(): Promise<IteratorReturnResult<undefined>> {
    if (this.failure) {
      const error = this.failure;
      this.failure = undefined;
      return Promise.reject(error);
    }
    if (this.state === 'ENDED') return Promise.resolve(DONE);
    const ended = new Promise<IteratorReturnResult<undefined>>((resolve, reject) => {
      this.settle = { resolve, reject };
    });
    if (this.state === 'NEW') {
      this.state = 'ACTIVE';
      void this.feed.begin(this);
    }
    return ended;
  }

  return(): Promise<IteratorReturnResult<undefined>> {
    this.end();
    return Promise.resolve(DONE);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
