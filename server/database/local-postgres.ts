import path from 'node:path';
import type { Client } from 'pg';
import { findBinaries } from './local-binaries.ts';
import { clusterFolderOf, makeDataFolder, openCluster, SUPERUSER, type Cluster } from './local-cluster.ts';
import { LocalPostgresError } from './local-errors.ts';
import { FolderLocked, lockFolder, type FolderLock } from './local-lock.ts';
import { worksIn } from './local-processes.ts';
import { connect, findServer, PORT, removeOldSocketFolders, secureSocketFolder, startServer, stopServer, whenReady, type Server } from './local-server.ts';

/** A private PostgreSQL that belongs to this process until `stop`. */
export interface LocalPostgres {
  /** The folder of the socket, to be given as the host. */
  host: string;
  port: number;
  /** The cluster's superuser, who needs no password: only this account can enter the folder of the socket. */
  user: string;
  /** Whether it was running already, left behind by a process that was killed. */
  attached: boolean;
  /** Stops it and waits for its end. */
  stop(): Promise<void>;
}

/** How to start the embedded PostgreSQL. */
export interface LocalPostgresOptions {
  /** Where all data live; made when missing. */
  dataFolder: string;
  /** The folder of other programs (initdb, postgres) than the installed package's. */
  binFolder?: string | null | undefined;
  /** Told what an operator should know, one line each. */
  log?: ((line: string) => void) | undefined;
}

/** Another Vorzimmer works on the data folder. */
export class DataFolderInUse extends LocalPostgresError {
  override name = 'DataFolderInUse';

  readonly folder: string;
  /** The other process; undefined when it is not known, as in another container. */
  readonly pid: number | undefined;

  constructor(folder: string, pid: number | undefined) {
    super(`The data folder ${folder} is in use by another Vorzimmer (process ${pid ?? 'unknown'}). Stop that one first, or choose another folder with VORZIMMER_DATA.`);
    this.folder = folder;
    this.pid = pid;
  }
}

/**
 * Starts the PostgreSQL of the data folder, or takes over the one that a killed process left running. Throws
 * DataFolderInUse when another process has it, and LocalPostgresError when it cannot run here.
 */
export async function startLocalPostgres({ dataFolder, binFolder, log = () => {} }: LocalPostgresOptions): Promise<LocalPostgres> {
  const folder = path.resolve(dataFolder);
  const binaries = await findBinaries(binFolder);
  makeDataFolder(folder);
  const locks = [await lock(folder, folder)];
  const release = () => { for (const held of locks) held.release(); };
  try {
    const lockHome = async () => {
      const home = path.dirname(clusterFolderOf(folder));
      // A copy of the data folder has a copy of its link, and both lead to the same data.
      if (home !== folder && locks.length === 1) locks.push(await lock(home, folder));
    };
    await lockHome();
    const cluster = await openCluster(folder, binaries, log);
    await lockHome();
    const running = await takeOver(cluster, log);
    const { server, client } = running.client ? running : await start(cluster, running.stalePid, path.join(folder, 'postgres.log'), log);
    removeOldSocketFolders(cluster, server);
    const watch = new Watch(server, cluster, client, log);
    log(`PostgreSQL ${binaries.major} ${running.client ? 'was still running and is taken over' : 'runs'} (process ${server.pid}, data in ${cluster.folder}, socket in ${server.socketFolder})`);
    let stopping: Promise<void> | undefined;
    return {
      host: server.socketFolder,
      port: PORT,
      user: SUPERUSER,
      attached: running.client !== undefined,
      stop: () => stopping ??= watch.end().then(() => stopServer(server, cluster, log)).finally(release),
    };
  } catch (error) {
    release();
    throw error;
  }
}

async function lock(folder: string, dataFolder: string): Promise<FolderLock> {
  try {
    return await lockFolder(folder);
  } catch (error) {
    if (error instanceof FolderLocked) throw new DataFolderInUse(dataFolder, error.pid);
    throw error;
  }
}

type Running = { server: Server; client: Client };

async function takeOver(cluster: Cluster, log: (line: string) => void): Promise<Running | { client?: undefined; stalePid: number | undefined }> {
  const knownBy = performance.now() + 5000;
  for (;;) {
    const { server, stalePid } = await findServer(cluster);
    if (!server) return { stalePid };
    const isGone = () => !worksIn(server.pid, cluster.folder);
    const client = secureSocketFolder(server, cluster) ? await whenReady(server, 10_000, isGone, log) : undefined;
    if (client) return { server, client };
    if (isGone()) continue;
    // A server that has only just begun has yet to write down where its socket is.
    if (!server.socketFolder && performance.now() < knownBy) {
      await new Promise(resolve => setTimeout(resolve, 25));
      continue;
    }
    // This process holds the lock, so nobody uses that server; it may have lost its socket to someone who tidied up.
    log(`PostgreSQL (process ${server.pid}) runs on ${cluster.folder} but cannot be reached: it is stopped and started again`);
    await stopServer(server, cluster, log);
  }
}

async function start(cluster: Cluster, stalePid: number | undefined, logFile: string, log: (line: string) => void): Promise<Running> {
  const giveUpAt = performance.now() + 30_000;
  for (;;) {
    const server = startServer(cluster, stalePid, logFile);
    const client = await whenReady(server, 60_000, () => server.failure() !== undefined, log);
    if (client) {
      server.forget();
      return { server, client };
    }
    const failure = server.failure();
    await stopServer(server, cluster, log);
    // After the death of a server alone, its children need a moment to notice and go.
    if (!failure?.includes('pre-existing shared memory block') || performance.now() > giveUpAt)
      throw new LocalPostgresError(`PostgreSQL did not start on ${cluster.folder}: ${failure ?? 'it does not listen'}\nMore may be in ${logFile}.`);
    await new Promise(resolve => setTimeout(resolve, 250));
  }
}

/** Keeps a connection open, to notice and tell when the server is stopped by someone else. */
class Watch {
  readonly #server: Server;
  readonly #cluster: Cluster;
  readonly #log: (line: string) => void;
  #client: Client;
  #ended = false;

  constructor(server: Server, cluster: Cluster, client: Client, log: (line: string) => void) {
    this.#server = server;
    this.#cluster = cluster;
    this.#client = client;
    this.#log = log;
    this.#listen();
  }

  async end(): Promise<void> {
    this.#ended = true;
    await this.#client.end().catch(() => {});
  }

  #listen(): void {
    this.#client.once('end', () => { if (!this.#ended) void this.#lost(); });
  }

  async #lost(): Promise<void> {
    const pause = () => new Promise(resolve => { setTimeout(resolve, 100).unref(); });
    while (!this.#ended) {
      if (!worksIn(this.#server.pid, this.#cluster.folder)) {
        this.#log(`PostgreSQL (process ${this.#server.pid}) has been stopped, but not by Vorzimmer. Nothing acknowledged is lost; start Vorzimmer again`);
        return;
      }
      const answer = await connect(this.#server).catch((error: Error) => error);
      if (answer instanceof Error) this.#log(answer.message);
      else if (typeof answer !== 'string') {
        if (this.#ended) return void answer.end();
        this.#client = answer;
        this.#listen();
        this.#log('PostgreSQL had closed its connections and is back');
        return;
      }
      await pause();
    }
  }
}
