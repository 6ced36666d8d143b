import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import DataLoader from 'dataloader';
import type { Logger } from 'pino';
import type { OpenSql, Sql } from './database/sql.ts';
import type { Actor, Person } from './identity/actor.ts';
import type { PhoneHouse } from './telephony/softphones.ts';

/** Reads the rows of many keys at once, in the order of the keys; null for what is missing or not the actor's. */
export type Batch<Key, Row> = (ctx: Context, keys: readonly Key[]) => Promise<readonly Row[]>;

/** The session of an operation that came by HTTP: there, signing in and out sets the cookie. */
export interface SessionDoor {
  /** The cookie's token; null without one. */
  token: string | null;
  set(token: string, expiresAt: Date): void;
  clear(): void;
}

/** What every operation is given; nothing else is reached for globally. */
export interface Context {
  actor: Actor | null;
  /** A unit of work of its own, made when first asked for. */
  em: EntityManager;
  sql: Sql;
  now(): Date;
  log: Logger;
  demoDoorSecret: string | null;
  /** Null where no telephone system takes browsers. */
  phones: PhoneHouse | null;
  /** Null on the socket, where no cookie can be set. */
  session: SessionDoor | null;
  /** One edge of many rows, in a single read per level. */
  edge<Key, Row>(batch: Batch<Key, Row>, key: Key): Promise<Row>;
  /** Reads edges afresh from now on, as something was changed. */
  forgetEdges(): void;
}

/** A context of somebody who signed in, a person and not an audience. */
export type SignedIn = Context & { actor: Person };

/** What contexts are made of. */
export interface Ground {
  orm: MikroORM;
  sql: OpenSql;
  /** The secret of the demo's door, for its simulator; null where the demo is off. */
  demoDoorSecret: string | null;
  /** What telephones in browsers need; null where no telephone system takes them. */
  phones: PhoneHouse | null;
  now(): Date;
  log: Logger;
}

/** A context for one operation. */
export function makeContext(ground: Ground, actor: Actor | null, session: SessionDoor | null = null): Context {
  let em: EntityManager | undefined;
  let edges: Map<unknown, DataLoader<unknown, unknown>> | undefined;
  const context: Context = {
    actor,
    get em() {
      return (em ??= ground.orm.em.fork());
    },
    sql: ground.sql,
    now: ground.now,
    log: ground.log,
    demoDoorSecret: ground.demoDoorSecret,
    phones: ground.phones,
    session,
    edge<Key, Row>(batch: Batch<Key, Row>, key: Key) {
      edges ??= new Map();
      let loader = edges.get(batch) as DataLoader<Key, Row> | undefined;
      if (!loader) {
        loader = new DataLoader<Key, Row>(keys => batch(context, keys), { cacheKeyFn: key => (typeof key === 'object' ? JSON.stringify(key) : key) as Key });
        edges.set(batch, loader as DataLoader<unknown, unknown>);
      }
      return loader.load(key);
    },
    forgetEdges() {
      edges = undefined;
    },
  };
  return context;
}
