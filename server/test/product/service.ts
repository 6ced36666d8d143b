import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** The settings of a service, as environment variables. */
export type Settings = Record<string, string>;

/** A key for secrets, as a service that others reach needs one. */
export const SECRET_KEY = Buffer.alloc(32, 'Schlüssel').toString('base64');

/** What one who signs in over HTTP can do. */
export type Ask = <Data>(query: string, variables?: object) => Promise<Data>;

const NPM_START = { file: 'npm', args: ['start'] };
const BUILT = { file: process.execPath, args: ['--enable-source-maps', 'dist/server/main.js'] };

const folders: string[] = [];
const services: Service[] = [];

/** A new folder, removed by `cleanUp`. */
export function newFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'vorzimmer-life-'));
  folders.push(folder);
  return folder;
}

/** A copy of a data folder whose service has stopped, as a restored backup is one. */
export function copyOf(dataFolder: string): string {
  const copy = newFolder();
  // With owners and rights, as PostgreSQL is strict about both.
  const { status, stderr } = spawnSync('cp', ['-a', `${dataFolder}/.`, copy], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return copy;
}

/** Ends what the tests left running and removes their folders. */
export async function cleanUp(): Promise<void> {
  for (const service of services.splice(0)) await service.destroy();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true, maxRetries: 20 });
}

/** Whether the process runs; one that has ended and that nobody has asked about yet does not. */
export function isRunning(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return !/^[ZX]/.test(stat.slice(stat.lastIndexOf(')') + 2));
  } catch {
    return false;
  }
}

/** The built service in a process group of its own, as a terminal starts it. */
export class Service {
  /** What it told on the terminal so far. */
  said = '';
  /** What it logged so far. */
  logged = '';
  readonly process: ChildProcess;
  readonly ended: Promise<{ code: number | null; signal: string | null }>;
  #wake: () => void = () => {};

  constructor(settings: Settings, { file, args } = BUILT) {
    const { CI: _, ...environment } = process.env;
    this.process = spawn(file, args, {
      env: { ...environment, PORT: '0', HOST: '127.0.0.1', DATABASE_URL: '', PUBLIC_URL: '', VORZIMMER_SECRET_KEY: '', ...settings },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    this.process.stdout?.on('data', (data: Buffer) => { this.said += data.toString(); this.#wake(); });
    this.process.stderr?.on('data', (data: Buffer) => { this.logged += data.toString(); });
    // Close, not exit: only then everything it said has been read.
    this.ended = new Promise((resolve, reject) => {
      this.process.once('error', reject);
      this.process.once('close', (code, signal) => { resolve({ code, signal }); this.#wake(); });
    });
    services.push(this);
  }

  /** Starts the service and waits until it is ready. */
  static async start(settings: Settings): Promise<Service> {
    const service = new Service(settings);
    await service.says(/API explorer .*\n/);
    return service;
  }

  /** Runs `npm start` and waits until the service is ready. */
  static async npmStart(settings: Settings): Promise<Service> {
    const service = new Service(settings, NPM_START);
    await service.says(/API explorer .*\n/);
    return service;
  }

  /** Waits until it has said that. */
  async says(pattern: RegExp): Promise<RegExpExecArray> {
    let over = false;
    void this.ended.then(() => { over = true; });
    for (;;) {
      const found = pattern.exec(this.said);
      if (found) return found;
      if (over) throw new Error(`the service ended before it said ${pattern}:\n${this.said}\n${this.logged}`);
      await new Promise<void>(resolve => { this.#wake = resolve; });
    }
  }

  /** Where it listens. */
  get url(): string {
    return /Desk +(\S+)\/desk/.exec(this.said)?.[1] ?? '';
  }

  /** The embedded PostgreSQL. */
  get postgresPid(): number {
    return Number(/PostgreSQL \d+ .*\(process (\d+)/.exec(this.said)?.[1]);
  }

  /** What it logged that somebody would have to look at. */
  get troubles(): string[] {
    return this.logged.split('\n').filter(line => !/^\{"level":[123]0,/.test(line) && line.trim() !== '');
  }

  /** Asks it to stop, and waits for its end. */
  stop(signal: NodeJS.Signals = 'SIGTERM') {
    this.process.kill(signal);
    return this.ended;
  }

  /** Ctrl+C in the terminal: the signal reaches the whole group. */
  interrupt() {
    process.kill(-(this.process.pid as number), 'SIGINT');
    return this.ended;
  }

  /** Kills it without a warning; PostgreSQL runs on. */
  kill() {
    this.process.kill('SIGKILL');
    return this.ended;
  }

  /** One operation over HTTP. */
  async graphql<Data>(query: string, variables: object = {}, cookie = ''): Promise<{ data: Data; cookie: string }> {
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST', headers: { 'content-type': 'application/json', cookie }, body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await response.json()) as { data: Data; errors?: unknown[] };
    if (errors) throw new Error(JSON.stringify(errors));
    return { data, cookie: response.headers.getSetCookie()[0]?.split(';')[0] ?? '' };
  }

  /** Signs somebody in; throws when it does not let them. */
  async signIn(email: string, password: string): Promise<Ask> {
    const { data, cookie } = await this.graphql<{ signIn: { __typename: string } }>(
      'mutation ($email: String!, $password: String!) { signIn(email: $email, password: $password) { __typename } }', { email, password });
    if (data.signIn.__typename !== 'SignedIn') throw new Error(`${email}: ${data.signIn.__typename}`);
    return async (query, variables) => (await this.graphql<never>(query, variables, cookie)).data;
  }

  /** A push of a telephone system. */
  push(door: string, body: Record<string, string>): Promise<Response> {
    return fetch(this.url + door, { method: 'POST', body: new URLSearchParams(body) });
  }

  /** Ends it and its PostgreSQL, whatever state they are in. */
  async destroy(): Promise<void> {
    const { pid } = this.process;
    if (this.process.exitCode === null && this.process.signalCode === null && pid !== undefined) {
      // Of npm start, too, all are in the group.
      process.kill(-pid, 'SIGKILL');
      await this.ended;
    }
    if (this.postgresPid && isRunning(this.postgresPid)) process.kill(this.postgresPid, 'SIGQUIT');
  }
}

/** The path of the demo's door, as the line simulator knows it. */
export function demoDoor(dataFolder: string): string {
  const file = path.join(dataFolder, 'demo-door');
  if (!existsSync(file)) throw new Error(`there is no demo in ${dataFolder}`);
  return `/telephony/generic/${readFileSync(file, 'utf8').trim()}`;
}
