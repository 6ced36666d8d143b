import { Client } from 'pg';
import { inject } from 'vitest';
import { type Database, openDatabase } from '../database/open.ts';
import type { DatabaseAddress } from '../orm.ts';

const fail = (error: Error) => {
  throw error;
};

/** A database of one's own, as the migrations leave it. */
export async function freshDatabase(onIdleError: (error: Error) => void = fail): Promise<Database & { address: DatabaseAddress }> {
  const { host, user } = inject('cluster');
  const name = `t_${crypto.randomUUID().replaceAll('-', '')}`;
  const admin = new Client({ host, user, database: 'postgres' });
  await admin.connect();
  // A template can be copied by one at a time.
  await admin.query('select pg_advisory_lock(1)');
  await admin.query(`create database ${name} template vorzimmer_template`);
  await admin.end();
  const address = { host, user, database: name };
  const database = await openDatabase(address, onIdleError);
  return { ...database, address };
}
