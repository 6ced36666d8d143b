import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import DataLoader from 'dataloader';
import type { Logger } from 'pino';
import { OperationTrail } from './audit/operation-trail.ts';
import type { Trail } from './audit/trail.ts';
import { untilDeadline, type OpenSql, type Sql } from './database/sql.ts';
import type { Walls } from './database/wall.ts';
import { type Actor, ownCustomerId, type Person } from './identity/actor.ts';
import type { DueChange } from './identity/session.ts';
import type { Outgoing } from './network/outgoing.ts';
import type { Secrets } from './secrets/secrets.ts';
import type { PhoneHouse } from './telephony/softphones.ts';

/** Reads the rows of many keys at once, in the order of the keys; null for what is missing or not the actor's. */
export type Batch<Key, Row> = (ctx: Context, keys: readonly Key[]) => Promise<readonly Row[]>;

/** The session of an operation that came by HTTP: there, signing in and out sets the cookie. */
export interface SessionDoor {
  /** The cookie's token; null without one. */
  token: string | null;
  /** By which the browser is known again; null for one that is new. */
  device: string | null;
  /** Set while a temporary password has to be changed: then there is no actor. */
  due: DueChange | null;
  set(token: string, expiresAt: Date): void;
  setDevice(token: string): void;
  clear(): void;
}

/** Where an operation comes from. */
export interface Origin {
  /** The address of the client; what the proxy says of it where one stands in front. */
  address: string;
  /** What the client says it is; null when it says nothing. */
  userAgent: string | null;
  /** The site as browsers know it, such as https://desk.example.com. */
  site: string;
}

/** The service as people reach it. */
export interface Site {
  /** Its address, such as https://desk.example.com. */
  url: string;
  /** Whether mails wait in an outbox for whoever sits at this computer, instead of being sent: in the demo alone. */
  isOutboxOpen: boolean;
}

/** What every operation is given; nothing else is reached for globally. */
export interface Context {
  actor: Actor | null;
  /** A unit of work of its own, made when first asked for. */
  em: EntityManager;
  /** For people and keys of a customer it reaches that customer's rows alone, whatever is asked. */
  sql: Sql;
  /** The service's own way to the database, behind no wall: for signing in, for the audit log, for facts about the whole service, and for the index of words, which gives how many calls have them, and ids that are then read through the wall. */
  service: Sql;
  /** What secrets are sealed with before they are stored. */
  secrets: Secrets;
  /** The way to addresses that people have given us. */
  outgoing: Outgoing;
  now(): Date;
  log: Logger;
  /** Where people reach us. */
  site: Site;
  /** What the operation leaves in the audit log; the schema itself writes it, and whoever shows or changes data past the schema. */
  audit: OperationTrail;
  /** Null for an audience, and where nobody asks from outside. */
  origin: Origin | null;
  demoDoorSecret: string | null;
  /** Null where no telephone system takes browsers. */
  phones: PhoneHouse | null;
  /** Null on the socket, where no cookie can be set. */
  session: SessionDoor | null;
  /** The session that the operation comes by; null for strangers, and where nobody signed in. */
  sessionId: string | null;
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
  /** What contexts of customers read and write through. */
  walls: Walls;
  /** The way into the audit log. */
  audit: Trail;
  /** The secret of the demo's door, for its simulator; null where the demo is off. */
  demoDoorSecret: string | null;
  /** What telephones in browsers need; null where no telephone system takes them. */
  phones: PhoneHouse | null;
  /** What secrets are sealed with before they are stored. */
  secrets: Secrets;
  /** The way to addresses that people have given us. */
  outgoing: Outgoing;
  site: Site;
  now(): Date;
  log: Logger;
}

/** What the door says of an operation. */
export interface Circumstances {
  session?: SessionDoor | null;
  sessionId?: string | null;
  origin?: Origin | null;
  /** Aborted when the time of the operation is up. */
  deadline?: AbortSignal | undefined;
}

/** A context for one operation. */
export function makeContext(ground: Ground, actor: Actor | null, { session = null, sessionId = null, origin = null, deadline }: Circumstances = {}): Context {
  let em: EntityManager | undefined;
  let audit: OperationTrail | undefined;
  let edges: Map<unknown, DataLoader<unknown, unknown>> | undefined;
  const customerId = ownCustomerId(actor);
  const sql = customerId === null ? ground.sql : ground.walls.sqlFor(customerId);
  const context: Context = {
    actor,
    get em() {
      return (em ??= customerId === null ? ground.orm.em.fork() : ground.walls.emFor(customerId));
    },
    sql: deadline ? untilDeadline(sql, deadline) : sql,
    service: ground.sql,
    site: ground.site,
    get audit() {
      return (audit ??= new OperationTrail(ground.audit, context));
    },
    origin,
    now: ground.now,
    log: ground.log,
    demoDoorSecret: ground.demoDoorSecret,
    phones: ground.phones,
    secrets: ground.secrets,
    outgoing: ground.outgoing,
    session,
    sessionId,
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
