import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { inject } from 'vitest';
import { openSql } from '../database/sql.ts';

/** The tests' PostgreSQL, as its administrator, and databases of one's own to append to. */
export async function openPostgres() {
  const cluster = inject('cluster');
  const admin = new Client({ ...cluster, database: 'postgres' });
  await admin.connect();
  return {
    admin,
    async database() {
      const name = `t_${randomUUID().replaceAll('-', '')}`;
      // A template can be copied by one at a time.
      await admin.query('select pg_advisory_lock(1)');
      await admin.query(`create database ${name} template vorzimmer_template`);
      await admin.query('select pg_advisory_unlock(1)');
      const address = { ...cluster, database: name };
      const owner = new Client(address);
      await owner.connect();
      /** How the application connects. */
      const connection = { ...address, options: '-c role=vorzimmer_app' };
      const sql = openSql({ ...connection, max: 10 }, () => undefined);
      return {
        address, connection, sql,
        /** The owner's own connection. */
        owner,
        async close() {
          await sql.close();
          await owner.end();
        },
      };
    },
    close: () => admin.end(),
  };
}
