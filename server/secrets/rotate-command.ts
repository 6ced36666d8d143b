import pino from 'pino';
import { LocalPostgresError } from '../database/local-errors.ts';
import { startLocalPostgres } from '../database/local-postgres.ts';
import { DatabaseUnusable, openDatabase } from '../database/open.ts';
import { type Env, readEnv } from '../env.ts';
import { openSecrets } from './open-secrets.ts';
import { requireKeys, rewrapAll, sealWhatIsClear } from './sealed-columns.ts';

// Brings everything that is sealed under VORZIMMER_SECRET_KEY, so that the previous keys can be forgotten.

async function rotate(env: Env): Promise<void> {
  const secrets = await openSecrets(env);
  const local = env.databaseUrl === null ? await startLocalPostgres({ dataFolder: env.dataFolder, binFolder: env.pgBin }) : null;
  try {
    const log = pino({ level: 'warn' }, pino.destination(2));
    const database = await openDatabase(
      local ? { host: local.host, user: local.user, database: 'vorzimmer' } : { url: env.databaseUrl as string, appUrl: env.databaseAppUrl, customerUrl: env.databaseCustomerUrl },
      error => log.warn({ err: error }, 'a database connection was lost'),
    );
    try {
      await requireKeys(database.sql, secrets);
      await sealWhatIsClear(database.sql, secrets);
      const count = await rewrapAll(database.sql, secrets);
      process.stdout.write(`${count} ${count === 1 ? 'secret was' : 'secrets were'} brought under the key ${secrets.currentKeyId}. All are under it now, and VORZIMMER_SECRET_KEY_PREVIOUS is not needed any more.\n`);
    } finally {
      await database.close();
    }
  } finally {
    await local?.stop();
  }
}

try {
  await rotate(readEnv());
} catch (error) {
  // What tells by itself what to do is told alone.
  const isTold = error instanceof DatabaseUnusable || error instanceof LocalPostgresError || (error as Error).message.startsWith('These settings are wrong');
  process.stderr.write(`The secrets cannot be rotated: ${isTold ? (error as Error).message : (error as Error).stack}\n`);
  process.exitCode = 1;
}
