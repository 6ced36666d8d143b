import { setTimeout as wait } from 'node:timers/promises';
import { Client, type ClientConfig } from 'pg';
import { ringWaitingCalls, settleRings } from '../calls/ringing.service.ts';
import type { Ground } from '../context.ts';
import type { Log, Tail } from '../events/tail.ts';
import { readLines } from './line-reader.ts';
import type { CallOnLine, TelephonySystem } from './port.ts';

/** A telephone system that one process at a time drives. */
export interface Driven extends TelephonySystem {
  start(): Promise<void>;
  stop(): Promise<void>;
}

export interface ConductorOptions {
  ground: Pick<Ground, 'sql' | 'now'>;
  tail: Tail;
  /** For the connection whose lock says who leads. */
  connection: ClientConfig;
  /** The systems that this process drives while it leads, made anew each time, by whose calls they have. */
  drive(): Map<string, Driven>;
  /** The system that has the lines of this reporter's calls, when it is none of those; null: it only tells. */
  systemOf(reporter: string): Promise<TelephonySystem | null>;
  /** Done once a second by the one who leads. */
  eachSecond?(driven: ReadonlyMap<string, Driven>): Promise<void>;
  log: Log;
}

/** Makes lines follow their calls, in one process of all. */
export interface Conductor {
  readonly leads: boolean;
  /** Lets another process lead and waits for what is under way. */
  stop(): Promise<void>;
}

const LOCK = 8672664941;
const TRY_MS = 1000;
const SWEEP_MS = 15_000;
/** A lock's connection that says nothing for so long is lost. */
const SILENT_MS = 4000;

/**
 * Starts to stand for election: whoever holds the lock of the database drives the telephone systems and makes lines follow
 * their calls. When that process dies or loses the database, the lock is free and another takes over within seconds.
 */
export function startConductor(options: ConductorOptions): Conductor {
  const { log } = options;
  let stopped = false;
  let term: Term | undefined;
  let candidate: Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();

  const resign = async () => {
    const [ending, client] = [term, candidate];
    term = undefined;
    candidate = undefined;
    await ending?.end();
    await client?.end().catch(() => undefined);
  };

  const stand = async () => {
    if (!candidate) {
      const client = new Client({
        ...options.connection, connectionTimeoutMillis: SILENT_MS, query_timeout: SILENT_MS, keepAlive: true,
        options: [options.connection.options, '-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3'].filter(Boolean).join(' '),
      });
      client.on('error', error => {
        if (client !== candidate) return;
        log.warn({ err: error }, 'the lock of the telephone systems is lost');
        running = running.then(resign);
      });
      await client.connect();
      candidate = client;
    }
    const client = candidate;
    // Asked again while leading, the lock counts up; then it is only asked whether the connection lives.
    const { rows } = await client.query<{ leads: boolean }>(term ? 'select true as leads' : `select pg_try_advisory_lock(${LOCK}) as leads`);
    if (rows[0]?.leads && !term && !stopped && client === candidate) {
      term = new Term(options);
      await term.begin();
    }
  };

  const again = () => {
    running = running
      .then(() => (stopped ? undefined : stand()))
      .catch(async (error: unknown) => {
        log.warn({ err: error }, 'the telephone systems cannot be led yet');
        await resign();
      })
      .then(() => {
        if (!stopped) timer = setTimeout(again, TRY_MS);
      });
  };
  again();

  return {
    get leads() {
      return term !== undefined;
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
      await resign();
    },
  };
}

/** One time of leading, from getting the lock to losing it. */
class Term {
  private readonly options: ConductorOptions;
  private readonly driven: Map<string, Driven>;
  private readonly work = new Set<Promise<void>>();
  private readonly asked = new Set<string>();
  private askedForAll = false;
  private following: Promise<void> | undefined;
  private ringing: Promise<void> | undefined;
  private ringAgain = false;
  private readonly timers: NodeJS.Timeout[] = [];
  private unlisten: (() => void) | undefined;
  private over = false;

  constructor(options: ConductorOptions) {
    this.options = options;
    this.driven = options.drive();
  }

  async begin(): Promise<void> {
    const { tail, log } = this.options;
    this.unlisten = tail.listen({
      events: batch => {
        const calls = batch.filter(({ kind }) => kind === 'CALL_CHANGED').map(({ subjectId }) => subjectId);
        if (calls.length) this.follow(calls);
        if (batch.some(({ kind }) => kind === 'CALL_CHANGED' || kind === 'PRESENCE_CHANGED' || kind === 'TELEPHONY_CHANGED')) this.ring();
      },
      gap: () => this.sweep(),
    });
    for (const system of this.driven.values())
      this.track(system.start().catch((error: unknown) => log.error({ err: error, system: system.name }, 'a telephone system could not be started')));
    this.sweep();
    // What failed is tried again here, whatever it was.
    this.timers.push(setInterval(() => this.sweep(), SWEEP_MS), setInterval(() => this.second(), 1000));
  }

  async end(): Promise<void> {
    this.over = true;
    this.unlisten?.();
    for (const timer of this.timers) clearInterval(timer);
    await Promise.all([...this.driven.values()].map(system =>
      system.stop().catch((error: unknown) => this.options.log.error({ err: error, system: system.name }, 'a telephone system could not be let go'))));
    // What the systems were asked for last may still be on its way through the network.
    await Promise.race([Promise.all(this.work), wait(SILENT_MS, undefined, { ref: false })]);
  }

  private track(work: Promise<void>): void {
    const done = work.finally(() => this.work.delete(done));
    this.work.add(done);
  }

  private second(): void {
    this.ring();
    const { eachSecond, log } = this.options;
    if (eachSecond) this.track(eachSecond(this.driven).catch((error: unknown) => log.error({ err: error }, 'the telephone systems’ second failed')));
  }

  /** Rings for the calls that wait; one round at a time, and another when something happened meanwhile. */
  private ring(): void {
    if (this.over) return;
    if (this.ringing) {
      this.ringAgain = true;
      return;
    }
    const { ground, log } = this.options;
    this.ringing = ringWaitingCalls(ground.sql, ground.now())
      .then(() => undefined, (error: unknown) => log.error({ err: error }, 'the waiting calls could not be rung'))
      .finally(() => {
        this.ringing = undefined;
        if (!this.ringAgain) return;
        this.ringAgain = false;
        this.ring();
      });
    this.track(this.ringing);
  }

  /** Makes the lines of all open calls match them. */
  private sweep(): void {
    this.askedForAll = true;
    this.follow([]);
  }

  /**
   * Makes the lines of these calls match them. One read at a time, so that no line is told what was true before what it was
   * told last; calls that are asked for meanwhile come next.
   */
  private follow(callIds: readonly string[]): void {
    for (const id of callIds) this.asked.add(id);
    if (this.following || this.over) return;
    this.following = this.read().finally(() => {
      this.following = undefined;
    });
    this.track(this.following);
  }

  private async read(): Promise<void> {
    const { ground, log } = this.options;
    while ((this.asked.size || this.askedForAll) && !this.over) {
      const all = this.askedForAll;
      const ids = [...this.asked];
      if (all) this.askedForAll = false;
      else this.asked.clear();
      try {
        const lines = await readLines(ground.sql, all ? null : ids);
        const settled = lines.filter(({ line }) => line.state !== 'RINGING').map(({ line }) => line.callId);
        this.give(lines);
        if (settled.length) await settleRings(ground.sql, settled, ground.now());
      } catch (error) {
        // The sweep comes back to them.
        log.error({ err: error }, 'calls that changed could not be read');
      }
    }
  }

  private give(lines: readonly { reporter: string; line: CallOnLine }[]): void {
    const { systemOf, log } = this.options;
    for (const { reporter, line } of lines) {
      const follow = async () => (this.driven.get(reporter) ?? (await systemOf(reporter)))?.follow(line);
      this.track(follow().catch((error: unknown) => log.error({ err: error, call: line.callId }, 'a line does not follow its call')));
    }
  }
}
