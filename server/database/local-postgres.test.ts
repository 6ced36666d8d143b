import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, expect, it, onTestFinished } from 'vitest';
import { readEnv } from '../env.ts';
import { DataFolderInUse, startLocalPostgres, type LocalPostgres } from './local-postgres.ts';
import { until } from './local-processes.ts';

const binFolder = readEnv().pgBin;
const started: LocalPostgres[] = [];
const children: ChildProcess[] = [];
let root: string;
/** A data folder with a cluster that no test changes for the next: making one anew, or a copy, takes long. */
let prepared: string;
let count = 0;

beforeAll(async () => {
  root = mkdtempSync('/tmp/vz-test-');
  // Where root has no user namespaces, PostgreSQL runs as nobody, who must be able to pass.
  chmodSync(root, 0o755);
  prepared = path.join(root, 'prepared');
  await (await startLocalPostgres({ dataFolder: prepared, binFolder })).stop();
});

afterEach(async () => {
  for (const child of children.splice(0)) if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  for (const local of started.splice(0)) await local.stop();
  for (const name of readdirSync(root)) killServer(path.join(root, name));
});

afterAll(() => rmSync(root, { recursive: true, force: true, maxRetries: 20 }));

const newFolder = (): string => path.join(root, `data-${++count}`);

function copied(): string {
  const folder = newFolder();
  execFileSync('cp', ['-a', prepared, folder]);
  return folder;
}

async function start(dataFolder: string, log?: (line: string) => void): Promise<LocalPostgres> {
  const local = await startLocalPostgres({ dataFolder, binFolder, log });
  started.push(local);
  return local;
}

async function query<Row>({ host, port, user }: LocalPostgres, text: string): Promise<Row[]> {
  const client = new Client({ host, port, user, database: 'postgres' });
  await client.connect();
  try {
    return (await client.query(text)).rows as Row[];
  } finally {
    await client.end();
  }
}

interface Told {
  log?: string;
  started?: LocalPostgres;
  acknowledged?: string;
  stopped?: true;
  lost?: string;
  refused?: string;
  message?: string;
  folder?: string;
  pid?: number;
}

/** A process that starts the PostgreSQL of the folder, and everything it told so far. */
function startProcess(folder: string, { task = '', wrapper = [] as string[] } = {}) {
  const [file = '', ...args] = [...wrapper, process.execPath, path.join(import.meta.dirname, 'local-test-process.ts'), folder, binFolder ?? '', task];
  const child = spawn(file, args, { detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  const told: Told[] = [];
  const ended = once(child, 'close');
  createInterface(child.stdout!).on('line', line => told.push(JSON.parse(line) as Told));
  const tells = async (isIt: (what: Told) => boolean): Promise<Told> => {
    const what = await until(() => told.find(isIt) ?? (child.exitCode === null ? undefined : {}), 15_000);
    if (!what || !isIt(what)) throw new Error(`the process did not tell it, but ${JSON.stringify(told)}`);
    return what;
  };
  return { child, pid: child.pid!, told, tells, ended, acknowledged: () => told.flatMap(({ acknowledged }) => acknowledged ?? []) };
}

const postmasterOf = (folder: string): number => Number(readFileSync(path.join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);

/** The server of the folder and its children, such as the one that writes the log ahead. */
function processesOf(folder: string): number[] {
  const worksThere = (pid: number) => {
    try {
      return readlinkSync(`/proc/${pid}/cwd`) === path.join(folder, 'postgres');
    } catch {
      return false;
    }
  };
  return readdirSync('/proc').map(Number).filter(pid => pid > 0 && worksThere(pid));
}

function killServer(folder: string): void {
  for (const pid of processesOf(folder)) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch (error) {
      // The first was the server, whose children follow it.
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}

it('starts on an empty folder, keeps what was written over a stop, and leaves nothing running', async () => {
  const folder = newFolder();
  const first = await start(folder);
  expect(first.attached).toBe(false);
  await query(first, "create table kept as select 'Praxis Weber' as name");
  await first.stop();
  expect(processesOf(folder)).toEqual([]);
  expect(readdirSync(folder).toSorted()).toEqual(['in-use.lock', 'postgres', 'postgres.log']);

  const second = await start(folder);
  expect(second.attached).toBe(false);
  expect(await query(second, 'select name from kept')).toEqual([{ name: 'Praxis Weber' }]);
});

it('is reached by its owner alone, and writes to the disk before it acknowledges', async () => {
  const local = await start(prepared);
  expect(await query(local, "select name, setting from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes', 'listen_addresses') order by name")).toEqual([
    { name: 'fsync', setting: 'on' }, { name: 'full_page_writes', setting: 'on' },
    { name: 'listen_addresses', setting: '' }, { name: 'synchronous_commit', setting: 'on' },
  ]);
  expect(statSync(local.host).mode & 0o777).toBe(0o700);
});

it('knows German letters, whatever the language of the machine', async () => {
  const local = await start(prepared);
  expect(await query(local, `select lower('ÄÖÜ') as lower, to_tsvector('german', 'Rückrufe „Müller“')::text as words, now()::text like '%+00' as utc`))
    .toEqual([{ lower: 'äöü', words: "'mull':2 'ruckruf':1", utc: true }]);
});

it('begins again after it was killed while it made its files', async () => {
  const folder = newFolder();
  const killed = startProcess(folder);
  await until(() => existsSync(folder) && readdirSync(folder).some(name => name.includes('unfinished')) ? true : undefined, 10_000);
  killed.child.kill('SIGKILL');
  await killed.ended;
  expect(existsSync(path.join(folder, 'postgres'))).toBe(false);

  const local = await start(folder);
  expect(await query(local, 'select 1 as one')).toEqual([{ one: 1 }]);
});

it('takes over the server of a killed process, with all that was acknowledged', async () => {
  const folder = copied();
  const killed = startProcess(folder, { task: 'write' });
  await killed.tells(({ acknowledged }) => Number(acknowledged) >= 100);
  const server = postmasterOf(folder);
  killed.child.kill('SIGKILL');
  await killed.ended;

  const local = await start(folder);
  expect(local.attached).toBe(true);
  expect(postmasterOf(folder)).toBe(server);
  const kept = (await query<{ n: string }>(local, 'select n from written')).map(({ n }) => n);
  expect(kept).toEqual(expect.arrayContaining(killed.acknowledged()));
  await local.stop();
  expect(processesOf(folder)).toEqual([]);
});

it('recovers all that was acknowledged after everything was killed at once', async () => {
  const folder = copied();
  for (let round = 1; round <= 2; round++) {
    const killed = startProcess(folder, { task: 'write' });
    await killed.tells(({ started }) => started?.attached === false);
    await until(() => killed.acknowledged().length >= 100 || undefined, 10_000);
    killed.child.kill('SIGKILL');
    killServer(folder);
    await killed.ended;
    expect(existsSync(path.join(folder, 'postgres', 'postmaster.pid'))).toBe(true);

    const local = await start(folder);
    expect(local.attached).toBe(false);
    const kept = (await query<{ n: string }>(local, 'select n from written')).map(({ n }) => n);
    expect(killed.acknowledged().length).toBeGreaterThanOrEqual(100);
    expect(kept).toEqual(expect.arrayContaining(killed.acknowledged()));
    await local.stop();
  }
  expect(readdirSync(folder).filter(name => name.startsWith('socket-'))).toEqual([]);
});

it('starts although another process has the number of the server that was killed', async () => {
  const folder = prepared;
  const before = await start(folder);
  const lock = readFileSync(path.join(folder, 'postgres', 'postmaster.pid'), 'utf8');
  await before.stop();
  const stranger = spawn('sleep', ['60']);
  onTestFinished(() => void stranger.kill());
  writeFileSync(path.join(folder, 'postgres', 'postmaster.pid'), lock.replace(/^\d+/, String(stranger.pid)));

  expect(await query(await start(folder), 'select 1 as one')).toEqual([{ one: 1 }]);
});

it('starts although the server was killed before it wrote its number', async () => {
  const folder = prepared;
  const lock = path.join(folder, 'postgres', 'postmaster.pid');
  writeFileSync(lock, '');
  utimesSync(lock, 0, 0);

  expect(await query(await start(folder), 'select 1 as one')).toEqual([{ one: 1 }]);
});

it('refuses a second process, and names the folder and the first', async () => {
  const folder = prepared;
  const first = startProcess(folder);
  await first.tells(({ started }) => Boolean(started));

  const refusal = await start(folder).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(DataFolderInUse);
  expect(refusal).toMatchObject({ folder, pid: first.pid });
  expect((refusal as Error).message).toBe(`The data folder ${folder} is in use by another Vorzimmer (process ${first.pid}). Stop that one first, or choose another folder with VORZIMMER_DATA.`);

  first.child.kill('SIGTERM');
  await first.tells(({ stopped }) => Boolean(stopped));
  await first.ended;
  expect((await start(folder)).attached).toBe(false);
});

it('refuses a second start in the same process', async () => {
  const folder = prepared;
  await start(folder);
  await expect(start(folder)).rejects.toMatchObject({ name: 'DataFolderInUse', folder, pid: process.pid });
});

it('lets one of two processes win that start on an empty folder at the same moment', async () => {
  const folder = newFolder();
  const both = [startProcess(folder), startProcess(folder)];
  await Promise.all(both.map(each => each.tells(({ started, refused }) => Boolean(started ?? refused))));
  const [winner, ...more] = both.filter(({ told }) => told.some(({ started }) => started));
  const loser = both.find(each => each !== winner);
  expect(more).toEqual([]);
  expect(loser?.told.at(-1)).toMatchObject({ refused: 'DataFolderInUse', folder, pid: winner?.pid });
});

it('tells when the server is stopped by someone else, and can be stopped and started afterwards', async () => {
  const folder = prepared;
  const lines: string[] = [];
  const local = await start(folder, line => lines.push(line));
  const server = postmasterOf(folder);
  process.kill(server, 'SIGTERM');
  process.kill(server, 'SIGINT');

  expect(await until(() => lines.find(line => line.includes('has been stopped')), 10_000)).toContain(`process ${server}`);
  await local.stop();
  expect(await query(await start(folder), 'select 1 as one')).toEqual([{ one: 1 }]);
});

it('tells when the server had to begin again, and still stops it', async () => {
  const folder = prepared;
  const lines: string[] = [];
  const local = await start(folder, line => lines.push(line));
  const [backend] = await query<{ pid: number }>(local, "select pid from pg_stat_activity where application_name = 'vorzimmer owner'");
  process.kill(backend!.pid, 'SIGKILL');

  expect(await until(() => lines.find(line => line.includes('is back')), 10_000)).toBeDefined();
  // It may have been reached just before it went down.
  await until(() => readFileSync(path.join(folder, 'postgres.log'), 'utf8').split('all server processes terminated').at(-1)!.includes('ready to accept connections') || undefined, 10_000);
  await local.stop();
  expect(processesOf(folder)).toEqual([]);
});

it('stops at once what does not end in order, and loses nothing', async () => {
  const folder = copied();
  const lines: string[] = [];
  const local = await start(folder, line => lines.push(line));
  await query(local, 'create table kept as select 1 as one');
  const [checkpointer] = await query<{ pid: number }>(local, "select pid from pg_stat_activity where backend_type = 'checkpointer'");
  // PostgreSQL waits for it with all its patience.
  process.kill(checkpointer!.pid, 'SIGSTOP');
  await local.stop();
  expect(lines.at(-1)).toMatch(/^PostgreSQL \(process \d+\) does not end in order and is stopped at once/);
  expect(processesOf(folder)).toEqual([]);
  expect(await query(await start(folder), 'select one from kept')).toEqual([{ one: 1 }]);
});

it('outlives Ctrl+C until what is left has been written', async () => {
  const folder = prepared;
  const stopped = startProcess(folder);
  await stopped.tells(({ started }) => Boolean(started));
  process.kill(-stopped.pid, 'SIGINT');
  await stopped.ended;
  expect(stopped.told.at(-1)).toEqual({ stopped: true });
  expect(stopped.told.filter(({ lost }) => lost)).toEqual([]);
  expect(processesOf(folder)).toEqual([]);

  expect(await query(await start(folder), 'select pid from farewell')).toContainEqual({ pid: stopped.pid });
});

it('works in a folder whose path is too long for a socket, or looks like a list', async () => {
  const long = path.join(root, 'ein-sehr-langer-pfad-'.repeat(6), '.data');
  mkdirSync(path.dirname(long));
  renameSync(copied(), long);
  const far = await start(long);
  expect(await query(far, 'select 1 as one')).toEqual([{ one: 1 }]);
  expect(statSync(far.host).mode & 0o777).toBe(0o700);
  await far.stop();
  expect(existsSync(far.host)).toBe(false);

  const odd = path.join(root, 'Müller, "Söhne"');
  renameSync(long, odd);
  expect(await query(await start(odd), 'select 1 as one')).toEqual([{ one: 1 }]);
});

it('works for root below a folder that root alone can enter', async context => {
  if (spawnSync('unshare', ['--user', '--map-root-user', 'true']).status !== 0) return context.skip('this kernel allows no user namespaces');
  // An ordinary user plays root inside a namespace.
  const wrapper = process.geteuid?.() === 0 ? [] : ['unshare', '--user', '--map-root-user', '--'];
  const home = path.join(root, 'home-of-root');
  mkdirSync(home, { mode: 0o700 });
  const root0 = startProcess(path.join(home, '.data'), { wrapper });
  await root0.tells(({ started }) => Boolean(started));
  expect(root0.told[0]?.log).toBe('Vorzimmer runs as root, which PostgreSQL refuses to be: it runs as root inside a user namespace');
  root0.child.kill('SIGTERM');
  await root0.ended;
  expect(root0.told.at(-1)).toEqual({ stopped: true });
});

it('starts on data that came back from a backup with rights for all', async () => {
  chmodSync(path.join(prepared, 'postgres'), 0o755);
  await start(prepared);
  expect(statSync(path.join(prepared, 'postgres')).mode & 0o777).toBe(0o700);
});

it('says what to do when the programs are missing', async () => {
  await expect(startLocalPostgres({ dataFolder: newFolder(), binFolder: root })).rejects.toThrow(`PostgreSQL's program ${root}/initdb is missing. Name a folder that holds initdb and postgres in PG_BIN, or a PostgreSQL server in DATABASE_URL.`);
});

it('says what to do when the folder cannot be written', async () => {
  const file = path.join(root, 'a-file');
  writeFileSync(file, '');
  await expect(start(path.join(file, '.data'))).rejects.toThrow(/^The data folder .*a-file\/\.data cannot be made: .* Choose another with VORZIMMER_DATA\.$/);
});

it('leaves the data of another major version alone', async () => {
  const folder = copied();
  writeFileSync(path.join(folder, 'postgres', 'PG_VERSION'), '14\n');
  await expect(start(folder)).rejects.toThrow(/^The data in .* are of PostgreSQL 14, but the programs here are PostgreSQL 1\d\. Name the folder of PostgreSQL 14's programs in PG_BIN/);
});

it('leaves files alone that are not a cluster', async () => {
  const folder = newFolder();
  mkdirSync(path.join(folder, 'postgres'), { recursive: true });
  writeFileSync(path.join(folder, 'postgres', 'letter.txt'), 'mine');
  await expect(start(folder)).rejects.toThrow(/postgres holds something that is not a PostgreSQL cluster/);
  expect(readFileSync(path.join(folder, 'postgres', 'letter.txt'), 'utf8')).toBe('mine');
});
