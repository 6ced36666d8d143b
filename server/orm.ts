import { Migrator } from '@mikro-orm/migrations';
import { MikroORM, PostgreSqlDriver, type Options } from '@mikro-orm/postgresql';
import type { ClientConfig, PoolConfig } from 'pg';
import { ContactNumber, Contact } from './contacts/contact.entity.ts';
import { Customer, Line } from './customers/customer.entity.ts';
import { Account, CustomerUser, Secretary } from './identity/identity.entity.ts';
import { ForwardingNumber, Instruction, WeeklyHours } from './instructions/instruction.entity.ts';
import { migrations } from './migrations/index.ts';
import { TelephoneDoor } from './telephony/telephony.entity.ts';

/**
 * Where the database is, and the owner's credentials. Beside the owner's address those of the two roles that the service
 * works as; where there are none, it connects as the owner and becomes them.
 */
export type DatabaseAddress = { url: string; appUrl?: string | null; customerUrl?: string | null } | { host: string; user: string; database: string };

/** Whom the service works as: for staff and by itself, or for one customer behind the wall. */
export type ServiceRole = 'vorzimmer_app' | 'vorzimmer_customer';

export const entities = [Secretary, CustomerUser, Account, Customer, Line, Contact, ContactNumber, Instruction, WeeklyHours, ForwardingNumber, TelephoneDoor];

/** The address of the role's own login; null where the owner has to become it. */
const loginOf = (address: DatabaseAddress, role: ServiceRole): DatabaseAddress | null => {
  if ('host' in address) return { ...address, user: role };
  const url = role === 'vorzimmer_app' ? address.appUrl : address.customerUrl;
  return url ? { url } : null;
};

/** How to connect as the role. */
const asRole = (address: DatabaseAddress, role: ServiceRole): { address: DatabaseAddress; options?: string } => {
  const login = loginOf(address, role);
  return login ? { address: login } : { address, options: `-c role=${role}` };
};

/** No statement is waited for much longer than the operation that it is part of may take. */
const IN_TIME = '-c statement_timeout=15s';

const databaseIn = (url: string): string => decodeURIComponent(/^\w+:\/\/[^/?]*\/([^?]*)/.exec(url)?.[1] ?? '');

const baseOptions = (address: DatabaseAddress, options?: string): Options => ({
  driver: PostgreSqlDriver,
  entities,
  // MikroORM would read no more of an address than host and names: pg itself also knows sockets and sslmode.
  ...('url' in address ? { dbName: databaseIn(address.url) } : { host: address.host, user: address.user, dbName: address.database, password: '' }),
  driverOptions: { ...('url' in address && { connectionString: address.url }), ...(options && { options }) },
  ensureDatabase: false,
});

/** MikroORM as the owner, for migrations alone. */
export const openOwnerOrm = (address: DatabaseAddress): Promise<MikroORM> =>
  MikroORM.init({
    ...baseOptions(address),
    extensions: [Migrator],
    migrations: { migrationsList: migrations, snapshot: false, silent: true },
    pool: { min: 0, max: 1 },
  });

/** MikroORM as one of the roles that the service works as. */
export const openOrm = (address: DatabaseAddress, role: ServiceRole): Promise<MikroORM> => {
  const as = asRole(address, role);
  const base = baseOptions(as.address, [as.options, IN_TIME].filter(Boolean).join(' '));
  // A customer's transaction has its connection for itself alone: nothing that is left in the session meets another's.
  const once = role === 'vorzimmer_customer' && { maxUses: 1 };
  return MikroORM.init({ ...base, driverOptions: { ...base.driverOptions, ...once }, pool: { min: 0, max: 6 } });
};

/**
 * A connection of one's own. Statements are prepared and take generic plans: planning costs more than they do. They take no
 * helpers, for which a plan that does not know how few rows are wanted would wait longer than the rows take.
 */
export const connectionConfig = (address: DatabaseAddress, role: ServiceRole): ClientConfig => {
  const as = asRole(address, role);
  return {
    ...('url' in as.address ? { connectionString: as.address.url } : { host: as.address.host, user: as.address.user, database: as.address.database }),
    options: `${as.options ? `${as.options} ` : ''}-c plan_cache_mode=force_generic_plan -c max_parallel_workers_per_gather=0`,
  };
};

/** The pool of hand-written statements. */
export const sqlPoolConfig = (address: DatabaseAddress, role: ServiceRole = 'vorzimmer_app'): PoolConfig => {
  const connection = connectionConfig(address, role);
  return { ...connection, options: `${connection.options} ${IN_TIME}`, max: 10 };
};

/** The pool for the role of maintenance, which is seldom needed: the owner becomes it. */
export const maintenancePoolConfig = (address: DatabaseAddress): PoolConfig => ({
  ...('url' in address ? { connectionString: address.url } : address), options: '-c role=vorzimmer_maintenance', max: 1, idleTimeoutMillis: 1000,
});
