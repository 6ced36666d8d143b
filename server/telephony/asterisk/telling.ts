import { setTimeout as wait } from 'node:timers/promises';
import { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import type { Arrival } from '../apply.ts';
import type { TelephonyEvent } from '../port.ts';

/** What came of telling: of a call that arrived its arrival, of one that makes no sense REFUSED, else null. */
export type Told = Arrival | 'REFUSED' | null;

/** Tells what happens on the lines: in order for each call, and again and again until it was heard. */
export interface Telling {
  tell(externalId: string, event: TelephonyEvent): Promise<Told>;
  /** Tells nothing more; what was not heard yet is for whoever comes after us to find out. */
  stop(): void;
}

const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 5_000;

/** Opens the way to `tell`, which may fail for as long as a database is away. */
export function openTelling(tell: (event: TelephonyEvent) => Promise<Arrival | null>, log: Logger): Telling {
  const last = new Map<string, Promise<Told>>();
  const stop = new AbortController();

  async function insist(event: TelephonyEvent): Promise<Told> {
    for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)) {
      // Nobody waits for what is not told any more.
      if (stop.signal.aborted) return new Promise(() => {});
      try {
        return await tell(event);
      } catch (error) {
        if (error instanceof GraphQLError && error.extensions['code'] === 'BAD_USER_INPUT') {
          log.warn({ err: error, event: event.kind }, 'the exchange told something that makes no sense');
          return 'REFUSED';
        }
        log.warn({ err: error, event: event.kind, againInMs: waitMs }, 'what the exchange told was not taken down');
        await wait(waitMs, undefined, { signal: stop.signal }).catch(() => undefined);
      }
    }
  }

  return {
    tell(externalId, event) {
      const before = last.get(externalId);
      // Without a wait where nothing is before it: a call that arrives is told in the same breath.
      const told = before ? before.then(() => insist(event)) : insist(event);
      last.set(externalId, told);
      void told.then(() => { if (last.get(externalId) === told) last.delete(externalId); });
      return told;
    },
    stop: () => stop.abort(),
  };
}
