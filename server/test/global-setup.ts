import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { startLocalPostgres } from '../database/local-postgres.ts';
import { readEnv } from '../env.ts';
import { ensureDatabase, migrate } from '../database/open.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the tests' cluster is; its database `template` has all migrations and no rows. */
    cluster: { host: string; user: string };
  }
}

/** One PostgreSQL for the whole run; PG_BIN names other binaries than the bundled ones. */
export default async function setup(project: TestProject) {
  const folder = mkdtempSync(path.join(tmpdir(), 'vorzimmer-test-'));
  // Where a kernel lets root make no user namespace, PostgreSQL runs as nobody, who must be able to pass.
  chmodSync(folder, 0o755);
  const postgres = await startLocalPostgres({ dataFolder: folder, binFolder: readEnv().pgBin });
  const address = { host: postgres.host, user: postgres.user, database: 'vorzimmer_template' };
  await ensureDatabase(address);
  await migrate(address);
  await forgetful(postgres);
  project.provide('cluster', { host: postgres.host, user: postgres.user });
  return async () => {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}

/** No test of these asks what is left after the power went: nobody waits for the disk. A role's setting stands over that of the server's start, which promises the opposite. */
async function forgetful({ host, user }: { host: string; user: string }): Promise<void> {
  const admin = new Client({ host, user, database: 'postgres' });
  await admin.connect();
  await admin.query('alter role all set synchronous_commit = off');
  await admin.end();
}
