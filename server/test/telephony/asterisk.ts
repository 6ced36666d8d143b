import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, createWriteStream, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ANNOUNCEMENTS } from '../../telephony/asterisk/configuration/announcements.ts';
import { makeConfiguration } from '../../telephony/asterisk/configuration/make.ts';
import { readSettings } from '../../telephony/asterisk/configuration/settings.ts';

export const SIP_PORT = 15060;
export const ARI_PORT = 18088;
const ARI_PASSWORD = 'only-on-this-loopback';
const RECORDINGS = path.resolve('.tmp/announcements', createHash('sha256').update(JSON.stringify(ANNOUNCEMENTS)).digest('hex').slice(0, 12));

/** What ARI tells of a channel or a bridge, as loosely typed as tests like it. */
// oxlint-disable-next-line typescript/no-explicit-any
export type FromAri = any;

/** An Asterisk that runs with the shipped configuration. */
export class Asterisk {
  /** For `ASTERISK_URL`: user, password and address of ARI. */
  readonly url = `http://vorzimmer:${ARI_PASSWORD}@127.0.0.1:${ARI_PORT}`;
  readonly folder: string;
  #process: ChildProcess | null = null;
  #ended: Promise<void> = Promise.resolve();
  readonly #program: string;

  private constructor(folder: string, program: string) {
    this.folder = folder;
    this.#program = program;
  }

  /** Makes the configuration with what a test wants different, and starts Asterisk with it. */
  static async start(over: Record<string, unknown> = {}): Promise<Asterisk> {
    const unpacked = process.env['ASTERISK_ROOT'] ?? path.resolve('.tmp/asterisk');
    if (!existsSync(path.join(unpacked, 'asterisk'))) throw new Error(`There is no Asterisk in ${unpacked}: npm run test:telephony fetches it.`);
    const folder = mkdtempSync(path.join(tmpdir(), 'vorzimmer-asterisk-'));
    const modules = spawnSync('find', [path.join(unpacked, 'root/usr/lib'), '-path', '*/asterisk/modules', '-type', 'd'], { encoding: 'utf8' }).stdout.trim();
    const at = (name: string) => path.join(folder, 'var', name);
    const settings = readSettings({
      ari: { password: ARI_PASSWORD, port: ARI_PORT },
      sip: { bind: '127.0.0.1', port: SIP_PORT },
      // The trunk is not asked whether it is alive: SIPp knows calls only.
      trunk: { server: '127.0.0.4:15070', match: ['127.0.0.2', '127.0.0.4'], qualifySeconds: 0 },
      rtp: { from: 21_000, to: 21_999, iceHostCandidates: { '10.77.0.1': '127.0.0.1' } },
      recordings: existsSync(RECORDINGS) ? RECORDINGS : null,
      folders: { modules, share: path.join(unpacked, 'root/usr/share/asterisk'), state: at('state'), spool: at('spool'), run: at('run'), log: at('log') },
      test: { sentHeader: true, verbose: true },
      ...over,
    });
    await makeConfiguration(settings, folder);
    // Speaking takes seconds, and the texts are the same the next time.
    if (!settings.recordings) {
      mkdirSync(path.dirname(RECORDINGS), { recursive: true });
      const spoken = mkdtempSync(`${RECORDINGS}-`);
      for (const language of ['de', 'en']) cpSync(path.join(folder, 'share/sounds', language, 'vorzimmer'), path.join(spoken, language), { recursive: true });
      try {
        renameSync(spoken, RECORDINGS);
      } catch (error) {
        // Another run has spoken them meanwhile.
        if (!existsSync(RECORDINGS)) throw error;
        rmSync(spoken, { recursive: true });
      }
    }
    const asterisk = new Asterisk(folder, path.join(unpacked, 'asterisk'));
    await asterisk.again();
    return asterisk;
  }

  get pid(): number | undefined {
    return this.#process?.pid;
  }

  /** Starts it once more, after `kill` or `stop`. */
  async again(): Promise<void> {
    rmSync(path.join(this.folder, 'var/run/asterisk.ctl'), { force: true });
    mkdirSync(path.join(this.folder, 'var/log'), { recursive: true });
    const output = createWriteStream(path.join(this.folder, 'var/log/output.txt'), { flags: 'a' });
    const child = spawn(this.#program, ['-f', '-C', path.join(this.folder, 'asterisk.conf')], { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.pipe(output, { end: false });
    child.stderr.pipe(output, { end: false });
    this.#process = child;
    this.#ended = new Promise(resolve => {
      child.once('exit', () => {
        this.#process = null;
        resolve();
      });
    });
    const until = Date.now() + 15_000;
    for (;;) {
      if (!this.#process) throw new Error(`Asterisk ended at once:\n${this.log().slice(-3000)}`);
      if (await this.#ready()) return;
      if (Date.now() > until) throw new Error(`Asterisk did not start within 15 s:\n${this.log().slice(-3000)}`);
      await new Promise(resolve => setTimeout(resolve, 25));
    }
  }

  async #ready(): Promise<boolean> {
    try {
      const response = await fetch(`http://127.0.0.1:${ARI_PORT}/ari/asterisk/ping`, { headers: { authorization: this.#authorization() } });
      await response.arrayBuffer();
      return response.ok;
    } catch {
      // Nobody listens yet.
      return false;
    }
  }

  #authorization(): string {
    return `Basic ${Buffer.from(`vorzimmer:${ARI_PASSWORD}`).toString('base64')}`;
  }

  /** Asks ARI; the path begins after /ari. */
  async ari(method: string, resource: string, body?: unknown): Promise<FromAri> {
    const response = await fetch(`http://127.0.0.1:${ARI_PORT}/ari${resource}`, {
      method,
      headers: { authorization: this.#authorization(), ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`ARI ${method} ${resource}: ${response.status} ${text}`);
    return text ? JSON.parse(text) : undefined;
  }

  /** What is up now. */
  async lines(): Promise<{ channels: FromAri[]; bridges: FromAri[] }> {
    return { channels: await this.ari('GET', '/channels'), bridges: await this.ari('GET', '/bridges') };
  }

  /** Kilobytes of memory that it holds. */
  memory(): number {
    return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${this.pid}/status`, 'utf8'))?.[1]);
  }

  /** A command as on Asterisk's own console. */
  console(command: string): string {
    return spawnSync(this.#program, ['-C', path.join(this.folder, 'asterisk.conf'), '-rx', command], { encoding: 'utf8' }).stdout;
  }

  /** All that it has written. */
  log(): string {
    return ['output.txt', 'full'].map(name => path.join(this.folder, 'var/log', name)).filter(existsSync).map(file => readFileSync(file, 'utf8')).join('\n');
  }

  /** Power failure: no goodbye to anybody. */
  async kill(): Promise<void> {
    this.#process?.kill('SIGKILL');
    await this.#ended;
  }

  /** An orderly end, hard after five seconds. */
  async stop(): Promise<void> {
    this.#process?.kill('SIGTERM');
    const hard = setTimeout(() => this.#process?.kill('SIGKILL'), 5000);
    await this.#ended;
    clearTimeout(hard);
  }

  /** Removes all that it left on the disk; stop it before. */
  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
