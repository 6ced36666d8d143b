import { Client, type ClientConfig } from 'pg';
import { CursorExpired, currentPosition, newestEvents, readEvents, type LoggedEvent, type Reader } from './event-log.ts';

/** Where events tell what went wrong; pino's loggers fit. */
export interface Log {
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

export interface TailOptions {
  /** The tail keeps one connection of its own, as it listens on it. */
  connection: ClientConfig;
  log: Log;
  /** How often the log is read without having been notified; default 1,000. */
  pollMs?: number;
  /** After how long a silent database counts as lost; default 5,000. */
  answerWithinMs?: number;
  /** The first and the longest pause before a lost connection is tried again; default 100 and 5,000. */
  retryMs?: { first: number; longest: number };
  /** Events per read; default 500. */
  batch?: number;
  /** Recent events that are kept in memory at least, so that catching up rarely asks the database; default 2,000. */
  recent?: number;
}

/** Told of new events, in the order of their commits, once each. */
export interface TailListener {
  events(batch: readonly LoggedEvent[]): void;
  /** The log was pruned beyond what this process had read: events are lost to those who follow. */
  gap(): void;
}

/** Follows the event log; one per process. */
export interface Tail {
  /** The log's name, part of every cursor. */
  readonly logName: string;
  /** The newest event that listeners were told of. */
  readonly seq: number;
  /** The known events after a place, oldest first; null when it is too far back to know them all. */
  since(seq: number): readonly LoggedEvent[] | null;
  /** Starts telling; returns what ends it. */
  listen(listener: TailListener): () => void;
  /** Ends it all; listeners hear nothing any more. */
  stop(): Promise<void>;
}

/** Starts at the newest event. Rejects when the database cannot be reached now; later losses are survived. */
export async function startTail(options: TailOptions): Promise<Tail> {
  const tail = new LogTail(options);
  await tail.start();
  return tail;
}

interface Connection {
  client: Client;
  reader: Reader;
  lost: boolean;
}

class LogTail implements Tail {
  logName = '';
  seq = 0;
  private readonly options: Required<TailOptions>;
  private readonly listeners = new Set<TailListener>();
  /** Recent events without a hole; all that follow `floor`. */
  private recent: LoggedEvent[] = [];
  private floor = 0;
  private connection: Connection | undefined;
  private reading: Promise<void> | undefined;
  private again = false;
  private stopped = false;
  private pollTimer: NodeJS.Timeout | undefined;
  private retryTimer: NodeJS.Timeout | undefined;
  private retryAfterMs: number;
  private retrying: Promise<void> | undefined;

  constructor(options: TailOptions) {
    this.options = { pollMs: 1000, answerWithinMs: 5000, retryMs: { first: 100, longest: 5000 }, batch: 500, recent: 2000, ...options };
    this.retryAfterMs = this.options.retryMs.first;
  }

  async start(): Promise<void> {
    const connection = await this.connect();
    try {
      const { log, seq } = await currentPosition(connection.reader);
      this.logName = log;
      const known = (await newestEvents(connection.reader, this.options.recent)).filter(event => event.seq <= seq);
      this.seq = seq;
      // What is older than the newest few was pruned or is left to the database; both lie before the floor.
      this.floor = known.length > 0 ? known[0]!.seq - 1 : seq;
      this.recent = known;
    } catch (error) {
      await connection.client.end().catch(() => undefined);
      throw error;
    }
    this.use(connection);
    this.pollTimer = setInterval(() => this.wake(), this.options.pollMs);
  }

  since(seq: number): readonly LoggedEvent[] | null {
    if (seq < this.floor) return null;
    const { recent } = this;
    let low = 0;
    for (let high = recent.length; low < high; ) {
      const middle = (low + high) >>> 1;
      if (recent[middle]!.seq <= seq) low = middle + 1;
      else high = middle;
    }
    return recent.slice(low);
  }

  listen(listener: TailListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.pollTimer);
    clearTimeout(this.retryTimer);
    this.listeners.clear();
    const { connection } = this;
    this.connection = undefined;
    if (connection) await connection.client.end().catch(() => undefined);
    await this.reading;
    await this.retrying;
  }

  private async connect(): Promise<Connection> {
    const { answerWithinMs } = this.options;
    const client = new Client({ keepAlive: true, connectionTimeoutMillis: answerWithinMs, query_timeout: answerWithinMs, ...this.options.connection });
    const connection: Connection = {
      client,
      reader: { query: async ({ name, text }, values = []) => (await client.query({ name, text, values: values as unknown[] })).rows },
      lost: false,
    };
    client.on('error', error => this.lose(connection, error));
    client.on('end', () => this.lose(connection, new Error('the connection ended')));
    client.on('notification', () => this.wake());
    try {
      await client.connect();
      // Before the first read, so that nothing can be committed between the two unnoticed.
      await client.query('listen vorzimmer_event');
    } catch (error) {
      connection.lost = true;
      void client.end().catch(() => undefined);
      throw error;
    }
    return connection;
  }

  private use(connection: Connection): void {
    if (this.stopped) {
      void connection.client.end().catch(() => undefined);
      return;
    }
    this.connection = connection;
    // It may have ended before it was taken into use.
    if (connection.lost) this.reconnectLater();
    else this.wake();
  }

  private lose(connection: Connection, error: unknown): void {
    if (connection.lost) return;
    connection.lost = true;
    void connection.client.end().catch(() => undefined);
    if (this.stopped || this.connection !== connection) return;
    this.options.log.warn({ err: error }, 'the event log lost its connection and tries again');
    this.reconnectLater();
  }

  private reconnectLater(): void {
    this.connection = undefined;
    this.retryTimer = setTimeout(() => {
      this.retrying = this.connect().then(
        connection => this.use(connection),
        (error: unknown) => {
          if (this.stopped) return;
          this.options.log.warn({ err: error }, 'the event log cannot reach the database yet');
          this.reconnectLater();
        },
      );
    }, this.retryAfterMs);
    this.retryAfterMs = Math.min(this.retryAfterMs * 2, this.options.retryMs.longest);
  }

  /** Reads what is new; one reader at a time, and once more when woken while reading. */
  private wake(): void {
    if (this.stopped || !this.connection) return;
    if (this.reading) {
      this.again = true;
      return;
    }
    this.reading = this.read(this.connection).finally(() => {
      this.reading = undefined;
      if (this.again) {
        this.again = false;
        this.wake();
      }
    });
  }

  private async read(connection: Connection): Promise<void> {
    try {
      for (;;) {
        const batch = await readEvents(connection.reader, this.seq, this.options.batch);
        if (this.stopped) return;
        this.retryAfterMs = this.options.retryMs.first;
        if (batch.length > 0) this.tell(batch);
        if (batch.length < this.options.batch) return;
      }
    } catch (error) {
      if (error instanceof CursorExpired) await this.skip(connection);
      else this.lose(connection, error);
    }
  }

  private tell(batch: readonly LoggedEvent[]): void {
    this.seq = batch[batch.length - 1]!.seq;
    this.recent.push(...batch);
    // Cut rarely and by half, so that an event costs no copy of all others.
    if (this.recent.length > 2 * this.options.recent) {
      this.recent = this.recent.slice(-this.options.recent);
      this.floor = this.recent[0]!.seq - 1;
    }
    for (const listener of this.listeners) this.guard(() => listener.events(batch));
  }

  private async skip(connection: Connection): Promise<void> {
    try {
      const { seq } = await currentPosition(connection.reader);
      if (this.stopped) return;
      this.options.log.error({ from: this.seq, to: seq }, 'the event log was pruned beyond what this process had read');
      this.seq = this.floor = seq;
      this.recent = [];
      for (const listener of this.listeners) this.guard(() => listener.gap());
    } catch (error) {
      this.lose(connection, error);
    }
  }

  /** One listener's failure is not the others'. */
  private guard(tell: () => void): void {
    try {
      tell();
    } catch (error) {
      this.options.log.error({ err: error }, 'a listener of the event log failed');
    }
  }
}
