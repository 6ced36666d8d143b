import { Client, type ClientConfig } from 'pg';
import type { Logger } from 'pino';

export interface ListenerOptions {
  /** It keeps one connection of its own, as it listens on it. */
  connection: ClientConfig;
  channel: string;
  log: Logger;
  /** Told of what was notified. */
  heard(payload: string): void;
  /** Told whenever it listens again after a while in which it did not: whatever was notified meanwhile is lost. */
  missed(): void;
  /** The first and the longest pause before a lost connection is tried again; default 100 and 5,000. */
  retryMs?: { first: number; longest: number };
}

/** Hears a channel of PostgreSQL's. */
export interface Listener {
  stop(): Promise<void>;
}

/** Starts to listen. Rejects when the database cannot be reached now; later losses are survived. */
export async function startListener({ connection, channel, log, heard, missed, retryMs = { first: 100, longest: 5000 } }: ListenerOptions): Promise<Listener> {
  let client: Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let trying: Promise<void> = Promise.resolve();
  let pause = retryMs.first;
  let stopped = false;

  async function connect(): Promise<void> {
    const next = new Client({ keepAlive: true, connectionTimeoutMillis: 5000, ...connection });
    let lost = false;
    const lose = (error: unknown) => {
      if (lost) return;
      lost = true;
      void next.end().catch(() => undefined);
      if (stopped || client !== next) return;
      client = undefined;
      log.warn({ err: error, channel }, 'a listener lost its connection and tries again');
      later();
    };
    next.on('error', lose);
    next.on('end', () => lose(new Error('the connection ended')));
    next.on('notification', ({ payload }) => { if (!stopped) heard(payload ?? ''); });
    try {
      await next.connect();
      await next.query(`listen ${next.escapeIdentifier(channel)}`);
      if (lost) throw new Error('the connection ended');
    } catch (error) {
      lost = true;
      void next.end().catch(() => undefined);
      throw error;
    }
    client = next;
    pause = retryMs.first;
  }

  function later(): void {
    timer = setTimeout(() => {
      trying = connect().then(
        () => { if (!stopped) missed(); },
        (error: unknown) => {
          if (stopped) return;
          log.warn({ err: error, channel }, 'a listener cannot reach the database yet');
          later();
        },
      );
    }, pause);
    pause = Math.min(pause * 2, retryMs.longest);
  }

  await connect();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await trying;
      await client?.end().catch(() => undefined);
    },
  };
}
