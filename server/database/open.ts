import type { MikroORM } from '@mikro-orm/postgresql';
import { Client, type ClientConfig } from 'pg';
import { connectionConfig, type DatabaseAddress, maintenancePoolConfig, openOrm, openOwnerOrm, type ServiceRole, sqlPoolConfig } from '../orm.ts';
import { installJobStore } from './job-store.ts';
import { openSql, statement, type OpenSql } from './sql.ts';
import { openWalls, type Walls } from './wall.ts';

/** The database as the application uses it. */
export interface Database {
  orm: MikroORM;
  sql: OpenSql;
  walls: Walls;
  /** For a connection of one's own, such as the one that listens. */
  connection: ClientConfig;
  close(): Promise<void>;
}

/** The database cannot be used; the message says why and what to do, and is fit to be printed alone. */
export class DatabaseUnusable extends Error {
  override name = 'DatabaseUnusable';
}

/** How to connect as the owner, for migrations and for what the application may not do. */
export const ownerConnection = (address: DatabaseAddress, database?: string): ClientConfig =>
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

// In a cluster of our own nobody else comes near the socket, so no password is needed. Only when needed: two who write a role at once fail.
const LET_ROLES_LOG_IN = `
  do $$ declare service_role name; begin
    for service_role in select rolname from pg_roles where rolname in ('vorzimmer_app', 'vorzimmer_customer') and not rolcanlogin loop
      execute format('alter role %I login', service_role);
    end loop;
    -- Else each of a role's connections could read what the others are just doing, texts and all.
    if exists (select from pg_roles where rolname = 'vorzimmer_customer' and rolconfig is null) then
      alter role vorzimmer_customer set track_activities = off;
    end if;
  end $$`;

/** Runs the migrations that are missing, as the owner, and returns their names. Of several processes one works and the others wait. */
export async function migrate(address: DatabaseAddress): Promise<string[]> {
  const client = await connect(address);
  try {
    const { rows } = await client.query<{ number: number; name: string }>("select current_setting('server_version_num')::int as number, current_setting('server_version') as name");
    if ((rows[0]?.number ?? 0) < 150000) throw new DatabaseUnusable(`PostgreSQL 15 or later is needed, and this one is ${rows[0]?.name}.`);
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const orm = await openOwnerOrm(address);
    try {
      const migrated = (await orm.migrator.up()).map(({ name }) => name);
      await installJobStore(client, 'vorzimmer_app');
      if ('host' in address) await client.query(LET_ROLES_LOG_IN);
      return migrated;
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

/** Opens the database as the roles that the service works as. */
export async function openDatabase(address: DatabaseAddress, onIdleError: (error: Error) => void): Promise<Database> {
  const orm = await openOrm(address, 'vorzimmer_app');
  const sql = openSql(sqlPoolConfig(address), onIdleError);
  const connection = connectionConfig(address, 'vorzimmer_app');
  let walls: Walls | undefined;
  const close = async () => {
    await walls?.close();
    await orm.close();
    await sql.close();
  };
  // Options in the address come before ours, and for the owner the walls inside the database do not count.
  const check = async (connections: OpenSql | MikroORM, expected: ServiceRole) => {
    const role = await roleOf(connections);
    if (role !== expected) throw new DatabaseUnusable(`the server would work as ${role} instead of ${expected}. Leave "options" out of DATABASE_URL, and let DATABASE_APP_URL and DATABASE_CUSTOMER_URL name vorzimmer_app and vorzimmer_customer.`);
  };
  try {
    await check(sql, 'vorzimmer_app');
    await check(orm, 'vorzimmer_app');
    const customers = openSql(sqlPoolConfig(address, 'vorzimmer_customer'), onIdleError);
    const customersOrm = await openOrm(address, 'vorzimmer_customer');
    walls = await openWalls(sql, customers, customersOrm);
    await check(customers, 'vorzimmer_customer');
    await check(customersOrm, 'vorzimmer_customer');
  } catch (error) {
    await close();
    throw error;
  }
  return { orm, sql, walls, connection, close };
}

/** Connections under the role that deletes what the application may only add to; none is held while nothing is deleted. */
export const openMaintenance = (address: DatabaseAddress, onIdleError: (error: Error) => void): OpenSql => openSql(maintenancePoolConfig(address), onIdleError);
