import { chmodSync, chownSync, closeSync, existsSync, fsyncSync, lstatSync, mkdirSync, mkdtempSync, openSync, readdirSync, readFileSync, readlinkSync, renameSync, rmSync, statSync, symlinkSync, type Stats } from 'node:fs';
import path from 'node:path';
import { accountOf, isRoot, namespace, nobody, ourselves, usable, type Account } from './local-account.ts';
import { DURABLE_FOLDER, makeDurableFolder, type Binaries } from './local-binaries.ts';
import { codeOf, LocalPostgresError } from './local-errors.ts';
import { run } from './local-processes.ts';

/** The name of the cluster's superuser. */
export const SUPERUSER = 'vorzimmer';

/** A cluster's data on disk, and who may run it with which programs. */
export interface Cluster {
  /** PostgreSQL's data directory. */
  folder: string;
  account: Account;
  binaries: Binaries;
}

const UNFINISHED = '.unfinished-';

const statOf = (file: string): Stats | undefined => statSync(file, { throwIfNoEntry: false });

/** Makes the data folder; what root makes below a person's folder belongs to that person. */
export function makeDataFolder(folder: string): void {
  try {
    const missing: string[] = [];
    let ancestor = folder;
    for (; !existsSync(ancestor); ancestor = path.dirname(ancestor)) missing.unshift(ancestor);
    const { uid, gid } = statSync(ancestor);
    for (const made of missing) {
      try {
        mkdirSync(made);
        if (isRoot() && uid !== 0) chownSync(made, uid, gid);
      } catch (error) {
        // Another process may start at the same moment.
        if (codeOf(error) !== 'EEXIST') throw error;
      }
    }
  } catch (error) {
    throw new LocalPostgresError(`The data folder ${folder} cannot be made: ${(error as Error).message}. Choose another with VORZIMMER_DATA.`, { cause: error });
  }
}

/** Where the cluster of a data folder is: in it, or where its link leads when the data had to be kept elsewhere. */
export function clusterFolderOf(dataFolder: string): string {
  const folder = path.join(dataFolder, 'postgres');
  if (!lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink()) return folder;
  const target = path.resolve(dataFolder, readlinkSync(folder));
  if (!existsSync(path.dirname(target)))
    throw new LocalPostgresError(`The data behind ${folder} were kept in ${path.dirname(target)}, which is gone. Bring it back, or remove the link ${folder} to begin with an empty database.`);
  return target;
}

/** Finds the cluster of the data folder and an account that can run it, and makes the cluster when there is none. */
export async function openCluster(dataFolder: string, binaries: Binaries, log: (line: string) => void): Promise<Cluster> {
  const folder = clusterFolderOf(dataFolder);
  removeUnfinished(folder);
  const stat = statOf(folder);
  const version = path.join(folder, 'PG_VERSION');
  if (stat && !isRoot() && stat.uid !== process.geteuid?.())
    throw new LocalPostgresError(`The data in ${folder} belong to another user (number ${stat.uid}), and PostgreSQL runs for their owner only. Start Vorzimmer as that user, or choose another folder with VORZIMMER_DATA.`);
  if (stat && existsSync(version)) {
    const cluster = await accountFor(folder, stat, binaries);
    const major = readFileSync(version, 'utf8').trim();
    if (major !== String(binaries.major))
      throw new LocalPostgresError(`The data in ${folder} are of PostgreSQL ${major}, but the programs here are PostgreSQL ${binaries.major}. Name the folder of PostgreSQL ${major}'s programs in PG_BIN, or dump the data with the old version and restore them with the new one.`);
    // PostgreSQL refuses data that others may read, which is how many a backup comes back.
    if (stat.mode & 0o077) chmodSync(folder, 0o700);
    return cluster;
  }
  const cluster = await place(dataFolder, folder, binaries, log);
  await initialise(cluster);
  log(`made a new PostgreSQL ${binaries.major} cluster in ${cluster.folder}`);
  return cluster;
}

async function accountFor(folder: string, { uid, gid }: Stats, binaries: Binaries): Promise<Cluster> {
  if (!isRoot()) return { folder, account: ourselves, binaries };
  const account = uid === 0 ? namespace() : accountOf(uid, gid);
  const found = account && await usable(account, path.dirname(folder), binaries);
  if (!found) throw new LocalPostgresError(uid === 0
    ? `The data in ${folder} belong to root. PostgreSQL refuses to be root, and this machine allows no user namespace. Start Vorzimmer as an ordinary user that owns the data, or choose another folder with VORZIMMER_DATA.`
    : `The data in ${folder} belong to user number ${uid}, who cannot pass to that folder or cannot run ${binaries.postgres}.`);
  return { folder, account, binaries: found };
}

async function place(dataFolder: string, folder: string, binaries: Binaries, log: (line: string) => void): Promise<Cluster> {
  if (!isRoot()) return { folder, account: ourselves, binaries };
  const home = path.dirname(folder);
  const { uid, gid } = statSync(home);
  for (const account of [uid === 0 ? undefined : accountOf(uid, gid), namespace(), nobody()]) {
    const found = account && await usable(account, home, binaries);
    if (!found) continue;
    log(`Vorzimmer runs as root, which PostgreSQL refuses to be: it runs ${account.description}`);
    return { folder, account, binaries: found };
  }
  const account = nobody();
  if (!account) throw new LocalPostgresError('PostgreSQL refuses to run as root, and this machine has no account "nobody". Start Vorzimmer as an ordinary user.');
  makeDurableFolder();
  const elsewhere = mkdtempSync(path.join(DURABLE_FOLDER, 'data-'));
  chmodSync(elsewhere, 0o711);
  const found = await usable(account, elsewhere, binaries);
  if (!found) {
    rmSync(elsewhere, { recursive: true });
    throw new LocalPostgresError(`PostgreSQL refuses to run as root, and it cannot run ${account.description} either. Start Vorzimmer as an ordinary user.`);
  }
  // The link comes first: if this process dies now, the next start finds the place and goes on there.
  symlinkSync(path.join(elsewhere, 'postgres'), folder);
  log(`Vorzimmer runs as root, which PostgreSQL refuses to be, and no other account can pass to ${home}: it runs ${account.description}, and THE DATA ARE KEPT IN ${elsewhere} (${folder} links there)`);
  return { folder: path.join(elsewhere, 'postgres'), account, binaries: found };
}

function removeUnfinished(folder: string): void {
  const home = path.dirname(folder);
  for (const name of readdirSync(home))
    if (name.startsWith(`${path.basename(folder)}${UNFINISHED}`)) rmSync(path.join(home, name), { recursive: true, force: true, maxRetries: 20 });
}

async function initialise({ folder, account, binaries }: Cluster): Promise<void> {
  // Made under another name and renamed when whole, so that an initdb killed half-way leaves nothing that looks usable.
  // Each try has its own name: an initdb whose Vorzimmer was killed goes on, and must not meet the files of the next.
  let unfinished: string | undefined;
  try {
    unfinished = mkdtempSync(`${folder}${UNFINISHED}`);
    account.own(unfinished);
    const { failed, output } = await run(account.invoke(binaries.initdb, [
      '-D', unfinished, '--username', SUPERUSER, '--auth-local=trust', '--auth-host=reject',
      '--encoding=UTF8', '--locale=C.UTF-8', '--lc-messages=C', '--no-instructions',
    ]));
    if (failed !== null) throw new LocalPostgresError(`PostgreSQL could not make its files in ${unfinished}:\n${output.split('\n').slice(-8).join('\n')}`);
    renameSync(unfinished, folder);
    const home = openSync(path.dirname(folder), 'r');
    fsyncSync(home);
    closeSync(home);
  } catch (error) {
    removeUnfinished(folder);
    if (codeOf(error) === 'ENOTEMPTY') throw new LocalPostgresError(`${folder} holds something that is not a PostgreSQL cluster. Move it away, or choose another folder with VORZIMMER_DATA.`, { cause: error });
    if (error instanceof LocalPostgresError) throw error;
    throw new LocalPostgresError(`PostgreSQL's files could not be made in ${path.dirname(folder)}: ${(error as Error).message}`, { cause: error });
  }
}
