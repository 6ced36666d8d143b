import { spawn } from 'node:child_process';
import { chmodSync, closeSync, mkdtempSync, openSync, readdirSync, readFileSync, renameSync, rmdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import { SUPERUSER, type Cluster } from './local-cluster.ts';
import { codeOf, LocalPostgresError } from './local-errors.ts';
import { CLEAN_ENVIRONMENT, until, worksIn } from './local-processes.ts';

/** The number in the socket's name; nothing listens on the network. */
export const PORT = 5432;

/** A running PostgreSQL server. */
export interface Server {
  pid: number;
  /** The folder of its socket. Only its owner can enter it, which is why nobody is asked for a password. */
  socketFolder: string;
}

const SOCKET = `.s.PGSQL.${PORT}`;
const LONGEST_SOCKET_PATH = 107;

/** The server that runs on the cluster already; undefined when none does. A dead server's traces say which number it had. */
export async function findServer(cluster: Cluster): Promise<{ server?: Server; stalePid?: number }> {
  const file = path.join(cluster.folder, 'postmaster.pid');
  const lines = await until(() => {
    const text = readIfThere(file);
    // Killed while it wrote, a server leaves an empty file, over which PostgreSQL would stumble for ever.
    if (text === '' && Date.now() - statSync(file).mtimeMs > 2000) rmSync(file);
    return text === '' ? undefined : (text ?? '').split('\n');
  }, 5000) ?? [];
  const pid = Number(lines[0]);
  if (!(pid > 0)) return {};
  const socketFolder = lines[4] ?? '';
  if (worksIn(pid, cluster.folder)) return { server: { pid, socketFolder } };
  removeSocketFolder(socketFolder, cluster);
  return { stalePid: pid };
}

/** Starts a server on the cluster and hands it back as soon as it runs; it may still be recovering. */
export function startServer(cluster: Cluster, stalePid: number | undefined, logFile: string): Server & { failure(): string | undefined; forget(): void } {
  const { folder, account, binaries } = cluster;
  const socketFolder = makeSocketFolder(cluster);
  const settings = {
    listen_addresses: '', unix_socket_permissions: '0700', port: PORT,
    // A list, in which a path with a comma needs quotes.
    unix_socket_directories: `"${socketFolder.replaceAll('"', '""')}"`,
    fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on',
    max_connections: 200, jit: 'off',
    // Statements hold what callers said; it has no place in a log.
    log_min_messages: 'log', log_min_error_statement: 'panic', log_checkpoints: 'off',
  };
  const { file, args, ...ids } = account.invoke(binaries.postgres, ['-D', folder, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])]);
  if ((statSync(logFile, { throwIfNoEntry: false })?.size ?? 0) > 1_000_000) renameSync(logFile, `${logFile}.old`);
  const log = openSync(logFile, 'a', 0o600);
  account.own(logFile);
  const before = statSync(logFile).size;
  // In a session of its own, for Ctrl+C goes to all of the terminal's: PostgreSQL must outlive what the app has yet to finish.
  const child = spawn(file, args, {
    ...ids, cwd: '/', detached: true, stdio: ['ignore', log, log],
    // PostgreSQL takes the number in a stale lock file for a living server if any process has it now, a zombie included.
    // It makes an exception for the number named here.
    env: { ...CLEAN_ENVIRONMENT, ...(stalePid && { PG_GRANDPARENT_PID: String(stalePid) }) },
  });
  closeSync(log);
  let failure: string | undefined;
  const exited = (code: number | null, signal: string | null) => {
    const said = readFileSync(logFile).subarray(before).toString().trim().split('\n').slice(-8).join('\n');
    failure = said || `it ended with ${signal ?? `code ${code}`}`;
  };
  child.once('exit', exited);
  child.once('error', error => { failure = error.message; });
  child.unref();
  return { pid: child.pid ?? -1, socketFolder, failure: () => failure, forget: () => { child.off('exit', exited); } };
}

/** Connects to the server as its superuser. Undefined: it is starting, stopping, or does not listen. */
export async function connect(server: Server): Promise<Client | 'busy' | 'unreachable'> {
  const client = new Client({
    host: server.socketFolder, port: PORT, user: SUPERUSER, database: 'postgres', ssl: false, options: '-c idle_session_timeout=0',
    application_name: 'vorzimmer owner', connectionTimeoutMillis: 5000,
  });
  // A connection that breaks also ends, and that is what is listened to.
  client.on('error', () => {});
  try {
    await client.connect();
    return client;
  } catch (error) {
    client.end().catch(() => {});
    const code = codeOf(error);
    // 57P0x: it starts, stops or recovers; 53300: all its connections are taken.
    if (/^57P0|^53300$|^ECONNRESET$|^EPIPE$/.test(code)) return 'busy';
    if (/^ENOENT$|^ECONNREFUSED$/.test(code) || /terminated|timeout/.test((error as Error).message)) return 'unreachable';
    throw new LocalPostgresError(`PostgreSQL (process ${server.pid}) refuses the connection in ${server.socketFolder}: ${(error as Error).message}`, { cause: error });
  }
}

/** Waits until the server takes connections. Undefined: it has ended, or gave no answer for `patience` milliseconds. */
export async function whenReady(server: Server, patience: number, ended: () => boolean, log: (line: string) => void): Promise<Client | undefined> {
  let answered = performance.now();
  let told = answered;
  for (;;) {
    const answer = await connect(server);
    if (typeof answer !== 'string') return answer;
    const now = performance.now();
    if (answer === 'busy') answered = now;
    if (ended() || now - answered > patience) return undefined;
    if (now - told > 5000) {
      told = now;
      log(`waiting for PostgreSQL (process ${server.pid}), which is starting, recovering or stopping`);
    }
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}

/** How long the server may take to end in order: less than the 10 s after which containers and the like are killed. */
const ENDS_IN_ORDER_MS = 8_000;

/**
 * Stops the server as soon as its running checkpoint is written, and waits for its end. Open transactions are rolled back. A PostgreSQL that is told to stop at
 * the beginning of its recovery can wait for itself without end; it is stopped at once then, and recovers at its next start. What was committed is there either way.
 */
export async function stopServer(server: Server, cluster: Cluster, log: (line: string) => void): Promise<void> {
  const isGone = (within: number) => until(() => worksIn(server.pid, cluster.folder) ? undefined : true, within);
  tell(server, cluster, 'SIGINT');
  if (!(await isGone(ENDS_IN_ORDER_MS))) {
    log(`PostgreSQL (process ${server.pid}) does not end in order and is stopped at once: nothing acknowledged is lost, and its next start takes longer`);
    tell(server, cluster, 'SIGQUIT');
    if (!(await isGone(60_000))) throw new LocalPostgresError(`PostgreSQL (process ${server.pid}) has been told to stop a minute ago and still runs on ${cluster.folder}.`);
  }
  removeSocketFolder(server.socketFolder, cluster);
}

/** https://www.postgresql.org/docs/15/server-shutdown.html */
function tell({ pid }: Server, { folder }: Cluster, signal: 'SIGINT' | 'SIGQUIT'): void {
  try {
    if (worksIn(pid, folder)) process.kill(pid, signal);
  } catch (error) {
    // It was just ending.
    if (codeOf(error) !== 'ESRCH') throw error;
  }
}

/** Makes sure that none but its owner reaches a running server's socket; false when the folder is not the cluster's. */
export function secureSocketFolder({ socketFolder }: Server, cluster: Cluster): boolean {
  const stat = statSync(socketFolder, { throwIfNoEntry: false });
  // In a folder for temporary files a stranger may have made one of the same name.
  if (!stat || stat.uid !== statSync(cluster.folder).uid) return false;
  if (stat.mode & 0o077) chmodSync(socketFolder, 0o700);
  return true;
}

/** Removes the folders of sockets that earlier servers of the cluster left behind. */
export function removeOldSocketFolders(cluster: Cluster, server: Server): void {
  const home = path.dirname(cluster.folder);
  for (const name of readdirSync(home))
    if (name.startsWith('socket-') && path.join(home, name) !== server.socketFolder) removeSocketFolder(path.join(home, name), cluster);
}

/** A new folder for each start: what a killed server left in its own stands in nobody's way. */
function makeSocketFolder(cluster: Cluster): string {
  for (const start of [path.join(path.dirname(cluster.folder), 'socket-'), '/tmp/vorzimmer-']) {
    if (Buffer.byteLength(`${start}XXXXXX/${SOCKET}`) > LONGEST_SOCKET_PATH) continue;
    const folder = mkdtempSync(start);
    cluster.account.own(folder);
    // Some file systems, such as a folder shared with another machine, keep no rights.
    if ((statSync(folder).mode & 0o077) === 0) return folder;
    rmdirSync(folder);
  }
  throw new LocalPostgresError('There is no place for a socket that only PostgreSQL and Vorzimmer can reach.');
}

function removeSocketFolder(folder: string, cluster: Cluster): void {
  if (!/^(socket|vorzimmer)-\w{6}$/.test(path.basename(folder))) return;
  if (statSync(folder, { throwIfNoEntry: false })?.uid !== statSync(cluster.folder).uid) return;
  rmSync(path.join(folder, SOCKET), { force: true });
  rmSync(path.join(folder, `${SOCKET}.lock`), { force: true });
  try {
    rmdirSync(folder);
  } catch (error) {
    if (!['ENOENT', 'ENOTEMPTY'].includes(codeOf(error))) throw error;
  }
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}
