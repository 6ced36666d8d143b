import type { ClientConfig } from 'pg';
import type { Logger } from 'pino';
import { startListener } from '../database/listener.ts';
import type { Sql } from '../database/sql.ts';
import type { Person } from '../identity/actor.ts';
import { noteUse, sessionsById } from '../identity/session.ts';

/** A session by which something is open in this process, and who its bearer was when it was opened. */
export interface HeldSession { sessionId: string; person: Person }

export interface SessionWatchOptions {
  connection: ClientConfig;
  sql: Sql;
  now(): Date;
  log: Logger;
  /** All that is open in this process. */
  held(): HeldSession[];
  /** Closes what is open by a session that has ended or whose bearer may do something else now; `isOver`: the session has ended. */
  close(session: HeldSession, isOver: boolean): void;
  /** How often sessions are looked at without having been told of, since one can run out; default 10,000. */
  everyMs?: number;
}

/** Follows the sessions by which something is open. */
export interface SessionWatch {
  stop(): Promise<void>;
}

/** Closes what is open in this process as soon as its session ends or its bearer's rights change, in whichever process that happens. */
export async function watchSessions({ connection, sql, now, log, held, close, everyMs = 10_000 }: SessionWatchOptions): Promise<SessionWatch> {
  const looking = new Set<Promise<void>>();

  async function look(sessions: readonly HeldSession[]): Promise<void> {
    if (!sessions.length) return;
    const ids = [...new Set(sessions.map(({ sessionId }) => sessionId))];
    const alive = new Map((await sessionsById(sql, ids, now())).map(session => [session.id, session]));
    for (const session of sessions) {
      const current = alive.get(session.sessionId)?.person;
      if (JSON.stringify(current) !== JSON.stringify(session.person)) close(session, !current);
    }
    await noteUse(sql, [...alive.keys()], now());
  }

  const lookAt = (concerned: (session: HeldSession) => boolean) => {
    const work = look(held().filter(concerned)).catch((error: unknown) => log.error({ err: error }, 'open sessions could not be looked at')).finally(() => looking.delete(work));
    looking.add(work);
  };
  const all = () => lookAt(() => true);

  const listener = await startListener({
    connection, channel: 'vorzimmer_session', log, missed: all,
    heard: id => lookAt(({ sessionId, person }) => sessionId === id || person.accountId === id),
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
