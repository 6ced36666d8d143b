import type { Client, Pool } from 'pg';
import { PgBoss } from 'pg-boss';

const SCHEMA = 'pgboss';

/** Makes the schema in which jobs are kept, or brings it to the version that the program needs, as the owner. */
export async function installJobStore(owner: Client, appRole: string): Promise<void> {
  const boss = new PgBoss({ db: { executeSql: (text, values) => owner.query(text, values as unknown[]) }, schema: SCHEMA, supervise: false, schedule: false });
  await boss.start();
  await boss.stop({ graceful: false });
  await owner.query(`grant usage on schema ${SCHEMA} to ${appRole}; grant select, insert, update, delete on all tables in schema ${SCHEMA} to ${appRole}`);
}

/** The jobs of this database, as the application's role, over its pool. The caller starts and stops it. */
export const openJobStore = (pool: Pool): PgBoss =>
  new PgBoss({
    db: { executeSql: (text, values) => pool.query(text, values as unknown[]) }, schema: SCHEMA,
    // All that would change the schema is the owner's.
    migrate: false, createSchema: false, reindex: false,
  });
