import type { ClientConfig } from 'pg';
import type { Logger } from 'pino';
import { startListener } from '../database/listener.ts';
import type { Sql } from '../database/sql.ts';
import type { Principal } from '../identity/actor.ts';
import { keysById, noteKeyUse } from '../identity/api-key.ts';
import { noteUse, sessionsById } from '../identity/session.ts';

/** By the id of which session or key something is open in this process, and who its bearer was when it was opened. */
export interface Held { id: string; principal: Principal }

export interface SessionWatchOptions {
  connection: ClientConfig;
  sql: Sql;
  now(): Date;
  log: Logger;
  /** All that is open in this process. */
  held(): Held[];
  /** Closes what is open by a session or a key that has ended or whose bearer may do something else now; `isOver`: it has ended. */
  close(held: Held, isOver: boolean): void;
  /** How often sessions and keys are looked at without having been told of, since one can run out; default 10,000. */
  everyMs?: number;
}

/** Follows the sessions and keys by which something is open. */
export interface SessionWatch {
  stop(): Promise<void>;
}

/** Closes what is open in this process as soon as its session or key ends or its bearer's rights change, in whichever process that happens. */
export async function watchSessions({ connection, sql, now, log, held, close, everyMs = 10_000 }: SessionWatchOptions): Promise<SessionWatch> {
  const looking = new Set<Promise<void>>();

  async function look(open: readonly Held[]): Promise<void> {
    const [ofKeys, ofSessions] = [open.filter(isByKey), open.filter(one => !isByKey(one))].map(some => [...new Set(some.map(({ id }) => id))]) as [string[], string[]];
    const sessions = ofSessions.length ? await sessionsById(sql, ofSessions, now()) : [];
    const keys = ofKeys.length ? await keysById(sql, ofKeys, now()) : [];
    const alive = new Map<string, Principal | null>([...sessions.map(({ id, person }) => [id, person] as const), ...keys.map(key => [key.apiKeyId, key] as const)]);
    for (const one of open) {
      const current = alive.get(one.id);
      if (JSON.stringify(current) !== JSON.stringify(one.principal)) close(one, !current);
    }
    if (sessions.length) await noteUse(sql, sessions.map(({ id }) => id), now());
    if (keys.length) await noteKeyUse(sql, keys.map(({ apiKeyId }) => apiKeyId), now());
  }

  const lookAt = (concerned: (one: Held) => boolean) => {
    const work = look(held().filter(concerned)).catch((error: unknown) => log.error({ err: error }, 'what is open could not be looked at')).finally(() => looking.delete(work));
    looking.add(work);
  };
  const all = () => lookAt(() => true);

  const listener = await startListener({
    connection, channel: 'vorzimmer_session', log, missed: all,
    heard: ended => lookAt(({ id, principal }) => id === ended || ('accountId' in principal && principal.accountId === ended)),
  });
  const sweep = setInterval(all, everyMs);
  return {
    async stop() {
      clearInterval(sweep);
      await listener.stop();
      await Promise.all(looking);
    },
  };
}

const isByKey = ({ principal }: Held): boolean => principal.kind === 'API_KEY';
