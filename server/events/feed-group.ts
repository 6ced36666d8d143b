import type { Broadcast, FanOut } from './fan-out.ts';
import type { FeedSubscription } from './feed.ts';
import { nextFrames } from './frame.ts';
import type { LoggedEvent } from './event-log.ts';
import { forOneSecretary } from './event.policy.ts';

/** What an event looks like to a group: the payload of its message, or the work on it. */
export interface Outcome {
  readonly seq: number;
  /** Which secretary it is for alone; null: everybody of the group. */
  readonly only: string | null;
  /** Set once it is there. */
  payload: Buffer | undefined;
  /** Never rejects. */
  readonly ready: Promise<Buffer>;
}

/** Outcomes that are kept for those who come a little late; the oldest go first. */
export class Shelf {
  private readonly kept = new Map<Outcome, Map<number, Outcome>>();
  private bytes = 0;

  constructor(private readonly most: number) {}

  put(outcome: Outcome, home: Map<number, Outcome>): void {
    this.kept.set(outcome, home);
    this.bytes += outcome.payload!.length;
    for (const [oldest, itsHome] of this.kept) {
      if (this.bytes <= this.most) break;
      itsHome.delete(oldest.seq);
      this.drop(oldest);
    }
  }

  drop(outcome: Outcome): void {
    if (this.kept.delete(outcome)) this.bytes -= outcome.payload!.length;
  }
}

// One pass writes at most about this much to a socket, so that a look at what it has not taken yet comes in time.
const PASS_BYTES = 256 * 1024;

/** All subscriptions that see the same: each event is executed and serialised once for them. */
export class FeedGroup implements Broadcast {
  /** Those who go along. */
  private readonly members = new Set<FeedSubscription>();
  private readonly idCounts = new Map<string, number>();
  /** Everybody, also those who still catch up. */
  subscriptions = 0;
  /** Up to here it has gone out, or is just going out, to the members. */
  delivered: number;

  private readonly outcomes = new Map<number, Outcome>();
  private queue: LoggedEvent[] = [];
  private working = false;
  private outbox: Outcome[] = [];
  private pass: { payloads: Buffer[]; seqs: number[]; only: (string | null)[] | null; targets: FeedSubscription[]; next: number; shared: Map<string, Buffer>; from: number; to: number } | undefined;
  private closed = false;

  constructor(
    readonly key: string,
    private readonly execute: (event: LoggedEvent) => Promise<{ payload: Buffer; lasting: boolean }>,
    from: number,
    private readonly fanOut: FanOut,
    private readonly shelf: Shelf,
  ) {
    this.delivered = from;
  }

  /** Takes events that its audience may see, in order. */
  accept(event: LoggedEvent): void {
    this.queue.push(event);
    if (!this.working) void this.work();
  }

  /** The event as this group sees it, executed at most once at a time. */
  outcomeOf(event: LoggedEvent): Outcome {
    const known = this.outcomes.get(event.seq);
    if (known) return known;
    const outcome: Outcome = {
      seq: event.seq,
      only: forOneSecretary(event),
      payload: undefined,
      ready: this.execute(event).then(({ payload, lasting }) => {
        outcome.payload = payload;
        // What failed is tried again for those who come later.
        if (lasting && !this.closed) this.shelf.put(outcome, this.outcomes);
        else this.outcomes.delete(event.seq);
        return payload;
      }),
    };
    this.outcomes.set(event.seq, outcome);
    return outcome;
  }

  /** From here on the subscription gets what the others get. It must know everything up to `delivered`. */
  join(subscription: FeedSubscription): void {
    this.members.add(subscription);
    this.idCounts.set(subscription.id, (this.idCounts.get(subscription.id) ?? 0) + 1);
  }

  leave(subscription: FeedSubscription): void {
    if (!this.members.delete(subscription)) return;
    const left = this.idCounts.get(subscription.id)! - 1;
    if (left > 0) this.idCounts.set(subscription.id, left);
    else this.idCounts.delete(subscription.id);
  }

  /** The last one left. */
  close(): void {
    this.closed = true;
    this.queue = [];
    this.outbox = [];
    this.pass = undefined;
    this.fanOut.remove(this);
    for (const outcome of this.outcomes.values()) this.shelf.drop(outcome);
    this.outcomes.clear();
  }

  get pending(): boolean {
    return this.pass !== undefined || this.outbox.length > 0;
  }

  step(most: number): number {
    const pass = (this.pass ??= this.nextPass());
    if (!pass) return 0;
    const end = Math.min(pass.targets.length, pass.next + most);
    const served = end - pass.next;
    while (pass.next < end) this.serve(pass, pass.targets[pass.next++]!);
    if (pass.next === pass.targets.length) this.pass = undefined;
    return served;
  }

  // One after the other: a later event must never show an older state than an earlier one did.
  private async work(): Promise<void> {
    this.working = true;
    while (this.queue.length > 0) {
      const events = this.queue;
      this.queue = [];
      for (const event of events) {
        if (this.closed) return;
        const outcome = this.outcomeOf(event);
        if (!outcome.payload) await outcome.ready;
        if (this.closed) return;
        this.outbox.push(outcome);
        this.fanOut.add(this);
      }
    }
    this.working = false;
  }

  private nextPass(): typeof this.pass {
    if (this.outbox.length === 0) return undefined;
    let bytes = 0;
    let count = 0;
    while (count < this.outbox.length && (count === 0 || bytes + this.outbox[count]!.payload!.length <= PASS_BYTES)) bytes += this.outbox[count++]!.payload!.length;
    const batch = this.outbox.splice(0, count);
    const from = this.delivered;
    const to = batch[batch.length - 1]!.seq;
    this.delivered = to;
    return { payloads: batch.map(({ payload }) => payload!), seqs: batch.map(({ seq }) => seq), only: batch.some(({ only }) => only !== null) ? batch.map(({ only }) => only) : null, targets: [...this.members], next: 0, shared: new Map(), from, to };
  }

  private serve(pass: NonNullable<typeof this.pass>, subscription: FeedSubscription): void {
    if (!this.members.has(subscription)) return;
    // What is for one secretary alone is told to no other; such batches are rare, and then each is written for itself.
    if (pass.only?.some(only => !subscription.isFor(only))) {
      const payloads = pass.payloads.filter((_, at) => pass.seqs[at]! > subscription.seq && subscription.isFor(pass.only![at]!));
      if (payloads.length === 0 || subscription.send(nextFrames(subscription.head, payloads))) subscription.seq = Math.max(subscription.seq, pass.to);
      return;
    }
    // One that came with a newer cursor has some of it already.
    if (subscription.seq > pass.from) {
      const first = pass.seqs.findIndex(seq => seq > subscription.seq);
      if (first < 0) return;
      if (subscription.send(nextFrames(subscription.head, pass.payloads.slice(first)))) subscription.seq = pass.to;
      return;
    }
    let frames = pass.shared.get(subscription.id);
    if (!frames) {
      frames = nextFrames(subscription.head, pass.payloads);
      if (this.idCounts.get(subscription.id)! > 1) pass.shared.set(subscription.id, frames);
    }
    if (subscription.send(frames)) subscription.seq = pass.to;
  }
}
