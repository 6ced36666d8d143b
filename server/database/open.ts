import type { MikroORM } from '@mikro-orm/postgresql';
import { Client, type ClientConfig } from 'pg';
import { type DatabaseAddress, openOrm, openOwnerOrm, sqlPoolConfig } from '../orm.ts';
import { openSql, type OpenSql } from './sql.ts';

/** The database as the application uses it. */
export interface Database {
  orm: MikroORM;
  sql: OpenSql;
  /** For a connection of one's own, such as the one that listens. */
  connection: ClientConfig;
  close(): Promise<void>;
}

const ownerConnection = (address: DatabaseAddress, database?: string): ClientConfig =>
  'url' in address ? { connectionString: address.url } : { host: address.host, user: address.user, database: database ?? address.database };

/** Makes the database of an embedded cluster if it is not there yet. */
export async function ensureDatabase(address: Extract<DatabaseAddress, { host: string }>): Promise<void> {
  const client = new Client(ownerConnection(address, 'postgres'));
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [address.database]);
    if (!rowCount) await client.query(`create database ${client.escapeIdentifier(address.database)}`);
  } finally {
    await client.end();
  }
}

const MIGRATION_LOCK = 8672664938;

/** Runs the migrations that are missing, as the owner, and returns their names. Of several processes one works and the others wait. */
export async function migrate(address: DatabaseAddress): Promise<string[]> {
  const client = new Client(ownerConnection(address));
  await client.connect();
  const orm = await openOwnerOrm(address);
  try {
    const { rows } = await client.query<{ version: number }>("select current_setting('server_version_num')::int as version");
    if ((rows[0]?.version ?? 0) < 150000) throw new Error('PostgreSQL 15 or later is needed.');
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    return (await orm.migrator.up()).map(({ name }) => name);
  } finally {
    await orm.close();
    await client.end();
  }
}

/** Opens the database as the application's role. */
export async function openDatabase(address: DatabaseAddress, onIdleError: (error: Error) => void): Promise<Database> {
  const orm = await openOrm(address);
  const sql = openSql(sqlPoolConfig(address), onIdleError);
  const { max: _, ...connection } = sqlPoolConfig(address);
  return {
    orm,
    sql,
    connection,
    close: async () => {
      await orm.close();
      await sql.close();
    },
  };
}
