import type { MikroORM } from '@mikro-orm/postgresql';
import { Client, type ClientConfig } from 'pg';
import { type DatabaseAddress, openOrm, openOwnerOrm, sqlPoolConfig } from '../orm.ts';
import { openSql, statement, type OpenSql } from './sql.ts';

/** The database as the application uses it. */
export interface Database {
  orm: MikroORM;
  sql: OpenSql;
  /** For a connection of one's own, such as the one that listens. */
  connection: ClientConfig;
  close(): Promise<void>;
}

/** The database cannot be used; the message says why and what to do, and is fit to be printed alone. */
export class DatabaseUnusable extends Error {
  override name = 'DatabaseUnusable';
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

const APP_ROLE = 'vorzimmer_app';
const MIGRATION_LOCK = 8672664938;

async function connect(address: DatabaseAddress): Promise<Client> {
  try {
    const client = new Client(ownerConnection(address));
    await client.connect();
    return client;
  } catch (error) {
    // A name with several addresses fails with an error for each, and none of its own.
    const why = error instanceof AggregateError ? error.errors.map(({ message }: Error) => message).join(', ') : (error as Error).message;
    throw new DatabaseUnusable(`the database ${'url' in address ? 'in DATABASE_URL ' : ''}cannot be reached: ${why}`, { cause: error });
  }
}

/** Runs the migrations that are missing, as the owner, and returns their names. Of several processes one works and the others wait. */
export async function migrate(address: DatabaseAddress): Promise<string[]> {
  const client = await connect(address);
  try {
    const { rows } = await client.query<{ number: number; name: string }>("select current_setting('server_version_num')::int as number, current_setting('server_version') as name");
    if ((rows[0]?.number ?? 0) < 150000) throw new DatabaseUnusable(`PostgreSQL 15 or later is needed, and this one is ${rows[0]?.name}.`);
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const orm = await openOwnerOrm(address);
    try {
      return (await orm.migrator.up()).map(({ name }) => name);
    } finally {
      await orm.close();
    }
  } finally {
    await client.end();
  }
}

const CURRENT_ROLE = statement<{ role: string }>('current-role', 'select current_user as role');

async function roleOf(connections: OpenSql | MikroORM): Promise<string | undefined> {
  if ('pool' in connections) return (await connections.one(CURRENT_ROLE))?.role;
  const [row] = await connections.em.getConnection().execute<{ role: string }[]>(CURRENT_ROLE.text);
  return row?.role;
}

/** Opens the database as the application's role. */
export async function openDatabase(address: DatabaseAddress, onIdleError: (error: Error) => void): Promise<Database> {
  const orm = await openOrm(address);
  const sql = openSql(sqlPoolConfig(address), onIdleError);
  const { max: _, ...connection } = sqlPoolConfig(address);
  const close = async () => {
    await orm.close();
    await sql.close();
  };
  try {
    // Options in the address come before ours, and for the owner the walls inside the database do not count.
    for (const role of [await roleOf(sql), await roleOf(orm)])
      if (role !== APP_ROLE) throw new DatabaseUnusable(`the server would work as ${role} instead of ${APP_ROLE}. Leave "options" out of DATABASE_URL.`);
  } catch (error) {
    await close();
    throw error;
  }
  return { orm, sql, connection, close };
}
