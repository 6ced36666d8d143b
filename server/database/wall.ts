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
const FOR_CUSTOMER = { name: 'wall-for-customer', text: `select set_config('vorzimmer.customer', $1, false)` };
const FOR_CUSTOMER_IN_TRANSACTION = `select set_config('vorzimmer.customer', ?, true)`;

/** Makes ways for customers out of connections as their role. `service` reads the key with which it is said for whom a connection works; they cannot read it themselves. */
export async function openWalls(service: OpenSql, customers: OpenSql, orm: MikroORM): Promise<Walls> {
  const { key } = (await service.one(KEY)) as { key: Buffer };
  const claimOf = (customerId: string) => `${customerId}.${createHash('sha256').update(key).update(customerId).digest('hex')}`;
  // For whom each connection works at the moment: it is told again only when that changes.
  const worksFor = new WeakMap<PoolClient, string>();

  async function claim(client: PoolClient, customerId: string): Promise<void> {
    if (worksFor.get(client) === customerId) return;
    // Should it fail half-way, nobody knows for whom it works.
    worksFor.delete(client);
    await client.query({ ...FOR_CUSTOMER, values: [claimOf(customerId)] });
    worksFor.set(client, customerId);
  }

  return {
    sqlFor: customerId => customers.with(client => claim(client, customerId)),
    emFor(customerId) {
      const em = orm.em.fork();
      const transactional = em.transactional.bind(em);
      em.transactional = (work, options) =>
        transactional(async inner => {
          await inner.execute(FOR_CUSTOMER_IN_TRANSACTION, [claimOf(customerId)]);
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
