import { Migrator } from '@mikro-orm/migrations';
import { MikroORM, PostgreSqlDriver, type Options } from '@mikro-orm/postgresql';
import type { PoolConfig } from 'pg';
import { ContactNumber, Contact } from './contacts/contact.entity.ts';
import { Customer, Line } from './customers/customer.entity.ts';
import { Account, CustomerUser, Secretary } from './identity/identity.entity.ts';
import { ForwardingNumber, Instruction, WeeklyHours } from './instructions/instruction.entity.ts';
import { migrations } from './migrations/index.ts';
import { TelephoneDoor } from './telephony/telephony.entity.ts';

/** Where the database is, and the owner's credentials. */
export type DatabaseAddress = { url: string } | { host: string; user: string; database: string };

export const entities = [Secretary, CustomerUser, Account, Customer, Line, Contact, ContactNumber, Instruction, WeeklyHours, ForwardingNumber, TelephoneDoor];

const appRole = '-c role=vorzimmer_app';

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

/** MikroORM as the application's role. */
export const openOrm = (address: DatabaseAddress): Promise<MikroORM> =>
  MikroORM.init({ ...baseOptions(address, appRole), pool: { min: 0, max: 6 } });

/** The pool of hand-written statements. They are prepared and take generic plans: planning costs more than they do. */
export const sqlPoolConfig = (address: DatabaseAddress): PoolConfig => ({
  ...('url' in address ? { connectionString: address.url } : { host: address.host, user: address.user, database: address.database }),
  options: `${appRole} -c plan_cache_mode=force_generic_plan`,
  max: 10,
});
