import { chmodSync, chownSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { LocalPostgresError } from './local-errors.ts';
import { until } from './local-processes.ts';

/** A folder that this process alone may use until it lets go or ends. */
export interface FolderLock {
  release(): void;
}

const BUSY = 5;

// A lock that nobody refers to would be collected, and so be let go.
const held = new Set<DatabaseSync>();

/** The folder belongs to another process; `pid` is its number where it is known. */
export class FolderLocked extends Error {
  readonly pid: number | undefined;

  constructor(pid: number | undefined) {
    super('the folder is locked');
    this.pid = pid;
  }
}

/**
 * Locks the folder, or throws FolderLocked. The kernel drops the lock when the process ends, however it ends.
 *
 * SQLite holds it because its lock on a file is the only one that comes with Node. Such a lock is lost when its process
 * closes the file by any other way, so nothing else may ever open it; the holder's number is in a file beside it.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const lockFile = path.join(folder, 'in-use.lock');
  const pidFile = path.join(folder, 'in-use.pid');
  // A process that is just being killed, or just stopping, is given a moment.
  const database = await until(() => tryLock(lockFile), 400);
  if (!database) throw new FolderLocked(await until(() => livingPid(pidFile), 500));
  try {
    // Who may read the file may hold it locked as well.
    chmodSync(lockFile, 0o600);
    writeFileSync(pidFile, `${process.pid}\n`);
    if (process.geteuid?.() === 0) {
      const { uid, gid } = statSync(folder);
      // Root must not lock out the folder's owner, who may start the next time.
      for (const file of [lockFile, pidFile]) chownSync(file, uid, gid);
    }
  } catch (error) {
    database.close();
    throw unwritable(folder, error);
  }
  held.add(database);
  return {
    release: () => {
      if (!held.delete(database)) return;
      rmSync(pidFile, { force: true });
      database.close();
    },
  };
}

const unwritable = (folder: string, error: unknown) =>
  new LocalPostgresError(`The data folder ${folder} cannot be written (${(error as Error).message}). Does it belong to another user? Choose another with VORZIMMER_DATA.`, { cause: error });

function tryLock(lockFile: string): DatabaseSync | undefined {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(lockFile);
    // Nothing is ever written, so no journal need lie beside it.
    database.exec('pragma journal_mode = memory; begin exclusive');
    return database;
  } catch (error) {
    database?.close();
    if (error instanceof Error && 'errcode' in error && error.errcode === BUSY) return undefined;
    throw unwritable(path.dirname(lockFile), error);
  }
}

function livingPid(pidFile: string): number | undefined {
  try {
    const pid = Number(readFileSync(pidFile, 'utf8'));
    if (!(pid > 0)) return undefined;
    process.kill(pid, 0);
    return pid;
  } catch (error) {
    // Someone else's process may not be signalled, but it lives.
    return (error as NodeJS.ErrnoException).code === 'EPERM' ? Number(readFileSync(pidFile, 'utf8')) : undefined;
  }
}
