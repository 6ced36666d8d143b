import { createHash } from 'node:crypto';
import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { Pool, PoolClient } from 'pg';
import { type OpenSql, type Sql, statement } from './sql.ts';

/** The ways to the database that reach the rows of one customer alone, whatever is asked there. */
export interface Walls {
  /** Hand-written statements, as the customer. */
  sqlFor(customerId: string): Sql;
  /** A unit of work of its own, as the customer. It reaches rows inside of `transactional` alone: outside of it nobody has said for whom it works. */
  emFor(customerId: string): EntityManager;
  /** The pool below, for tests. */
  pool: Pool;
  close(): Promise<void>;
}

const KEY = statement<{ key: Buffer }>('wall-key', 'select key from wall_key');
const PROCESS = 'select pg_backend_pid() as process';
// The claim comes as a value, so that it stands in no text that could be read elsewhere.
const FOR_CUSTOMER = `select set_config('vorzimmer.customer', $1, false), current_user as role`;
const FOR_CUSTOMER_IN_TRANSACTION = `select set_config('vorzimmer.customer', ?, true)`;

/** What pg takes for prepared on a connection. */
type Prepared = { connection: { parsedStatements: Record<string, string> } };

/** Makes ways for customers out of connections as their role. `service` reads the key with which it is said for whom a connection works; they cannot read it themselves. */
export async function openWalls(service: OpenSql, customers: OpenSql, orm: MikroORM): Promise<Walls> {
  const { key } = (await service.one(KEY)) as { key: Buffer };
  // Good for one connection alone: on another it is worth nothing, should it ever get out.
  const claimOf = (process: number, customerId: string) =>
    `${customerId}.${createHash('sha256').update(key).update(`${process}.${customerId}`).digest('hex')}`;
  // For whom each connection works at the moment, null while that is not known: it is told again only when that changes.
  const worksFor = new WeakMap<PoolClient, { process: number; customerId: string | null }>();

  async function claim(client: PoolClient, customerId: string): Promise<void> {
    const before = worksFor.get(client);
    if (before?.customerId === customerId) return;
    try {
      if (before) {
        before.customerId = null;
        // What the one could have left behind in the session, were it by smuggled SQL, must not wait there for the other:
        // settings, tables for the time being, and statements under the names of ours.
        await client.query('discard all');
        // Which for who connected as the owner takes back the role as well.
        await client.query('reset role');
        (client as unknown as Prepared).connection.parsedStatements = {};
      }
      const process = before?.process ?? (await client.query<{ process: number }>(PROCESS)).rows[0]!.process;
      const now = { process, customerId: null as string | null };
      worksFor.set(client, now);
      const { rows: [as] } = await client.query<{ role: string }>(FOR_CUSTOMER, [claimOf(process, customerId)]);
      if (as?.role !== 'vorzimmer_customer') throw new Error(`it works as ${as?.role}`);
      now.customerId = customerId;
    } catch (error) {
      // Not as an answer of the server, after which a connection can be used again.
      throw new Error('a connection could not be given to a customer', { cause: error });
    }
  }

  return {
    sqlFor: customerId => customers.with(client => claim(client, customerId)),
    emFor(customerId) {
      const em = orm.em.fork();
      const transactional = em.transactional.bind(em);
      em.transactional = (work, options) =>
        transactional(async inner => {
          const [{ process }] = await inner.execute<[{ process: number }]>(PROCESS);
          await inner.execute(FOR_CUSTOMER_IN_TRANSACTION, [claimOf(process, customerId)]);
          return work(inner as never);
        }, options);
      return em;
    },
    pool: customers.pool,
    async close() {
      await orm.close();
      await customers.close();
    },
  };
}
