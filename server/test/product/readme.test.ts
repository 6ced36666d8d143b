import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';

const readme = readFileSync('README.md', 'utf8');
const section = (title: string, text = readme): string => {
  const [, level, body] = new RegExp(`^(#+) ${title}\\n([^]*)`, 'm').exec(text) as RegExpExecArray;
  return (body as string).split(new RegExp(`^#{1,${(level as string).length}} `, 'm'))[0] as string;
};

/** The blocks of code in a text, in order. */
const blocksIn = (text: string) => [...text.matchAll(/^```(\w*)\n([^]*?)^```$/gm)].map(([, language, code]) => ({ language: language as string, code: code as string }));

/** The answer of the README, in which “…” stands for anything. */
function withAnything(answer: unknown): unknown {
  if (answer === '…') return expect.anything();
  if (Array.isArray(answer)) return answer.map(withAnything);
  if (typeof answer === 'object' && answer !== null) return Object.fromEntries(Object.entries(answer).map(([key, value]) => [key, withAnything(value)]));
  return answer;
}

let receiverPort = '4711';
/** Only where the service is, where its data are and where a receiver listens differ from what a reader types. */
const here = (code: string) => code.replaceAll('http://127.0.0.1:4000', inject('url')).replaceAll('.data/', `${inject('dataFolder')}/`).replaceAll('4711', receiverPort);

// curl and openssl are on every machine of who tries an API, but Node and npm alone need to be there to run the tests.
const hasTools = ['curl', 'openssl'].every(tool => spawnSync(tool, ['--version']).status === 0 || spawnSync(tool, ['version']).status === 0);
if (!hasTools && process.env['CI']) throw new Error('The README\'s examples need curl and openssl (Debian: apt-get install curl openssl).');
if (!hasTools) process.stderr.write('No curl or openssl was found: the examples of the README do NOT run.\n');

describe.runIf(hasTools)('what a reader of the examples types', () => {
  // In the checkout, as the README says, so that the scripts find their packages.
  let folder: string;
  const programs: ReturnType<typeof spawn>[] = [];
  let told = '';
  let wake: () => void = () => {};

  const tells = async (pattern: RegExp) => {
    while (!pattern.test(told)) {
      if (programs.some(({ exitCode }) => exitCode)) throw new Error(`a program ended:\n${told}`);
      await new Promise<void>(resolve => { wake = resolve; });
    }
  };

  /** Types one block after the other; a program is up when it says so. Returns what the shell printed where the text says nothing of it. */
  async function follow(text: string, isUp: Readonly<Record<string, RegExp>>): Promise<string[]> {
    const blocks = blocksIn(text);
    let answered = 0;
    const printed: string[] = [];
    for (const [place, { language, code }] of blocks.entries()) {
      if (language === 'js') {
        const [, name] = /^\/\/ (\S+\.mjs)\n/.exec(code) as RegExpExecArray;
        writeFileSync(path.join(folder, name as string), here(code));
        if (!isUp[name as string]) continue;
        const program = spawn(process.execPath, [name as string], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
        programs.push(program);
        for (const stream of [program.stdout, program.stderr]) stream?.on('data', (data: Buffer) => { told += data.toString(); wake(); });
        program.once('close', () => wake());
        await tells(isUp[name as string] as RegExp);
      } else if (language === 'sh') {
        const { status, stdout, stderr } = spawnSync('sh', ['-euc', here(code)], { cwd: folder, encoding: 'utf8', timeout: 30_000 });
        expect({ code, status, stderr }).toEqual({ code, status: 0, stderr: '' });
        const answer = blocks[place + 1];
        if (answer?.language !== 'json') {
          printed.push(stdout);
          continue;
        }
        expect({ code, answer: JSON.parse(stdout) as unknown }).toEqual({ code, answer: withAnything(JSON.parse(answer.code)) });
        answered++;
      } else expect(language).toBe('json');
    }
    expect(answered).toBe(blocks.filter(({ language }) => language === 'json').length);
    return printed;
  }

  beforeAll(async () => {
    const probe = createServer().listen(0, '127.0.0.1');
    await once(probe, 'listening');
    receiverPort = String((probe.address() as AddressInfo).port);
    await new Promise(resolve => probe.close(resolve));
    mkdirSync('.tmp', { recursive: true });
    folder = mkdtempSync(path.resolve('.tmp/readme-'));
  });
  afterAll(() => {
    for (const program of programs) program.kill();
    rmSync(folder, { recursive: true });
  });

  test('of the API quick start runs as written, and answers what it says', async () => {
    await follow(section('API quick start'), { 'live.mjs': /^\d+ calls are open\.\n/, 'follow.mjs': /^The key follows\.\n/m });
    await tells(/^RINGING: \+491713920001 calls Praxis Dr\. Weber$/m);
    await tells(/^RINGING: withheld calls Praxis Dr\. Weber$/m);
    await tells(/^ENDED: \+491713920001 calls Praxis Dr\. Weber$/m);
    await tells(/^The key saw: RINGING, \+491713920002$/m);
    await tells(/^The key opens nothing any more\.$/m);
  });

  test('of the webhooks makes one, and a receiver that is told of calls and refuses what is not genuine', async () => {
    const webhooks = readFileSync('docs/webhooks.md', 'utf8');
    const [trial, end] = section('To try it on one computer', webhooks).split('When you are done:') as [string, string];
    const printed = await follow(`${section('To verify', webhooks)}${trial}`, { 'receiver.mjs': /^The receiver listens\.$/m });
    expect(printed.at(-1)).toBe('204\n401\n');
    await tells(/^webhook\.ping$/m);
    await tells(/^call\.changed: ENDED, \+491713920003$/m);
    await follow(end, {});
    expect(told.match(/^Refused\.$/gm)).toHaveLength(1);
  });
});

test('names only files, pictures and folders that are there', () => {
  const targets = [...readme.matchAll(/\]\(([^)]+)\)|src="([^"]+)"/g)].map(([, link, picture]) => (link ?? picture) as string).filter(target => !target.includes('://'));
  expect(targets).toContain('docs/desk.png');
  const folders = [...section('The tree').matchAll(/`((?:server|web)\/[\w./]*)`/g)].map(([, folder]) => folder as string);
  expect(folders).toContain('server/calls/');
  expect([...targets, ...folders].filter(target => !existsSync(target))).toEqual([]);
});

test('knows every folder of the server and the web', () => {
  const foldersIn = (where: string) => readdirSync(where, { withFileTypes: true }).filter(entry => entry.isDirectory() && entry.name !== 'public').map(({ name }) => name);
  const folders = [...foldersIn('server').map(name => `\`server/${name}/\``), ...foldersIn('web').map(name => `\`${name}/\``)];
  expect(folders.filter(folder => !section('The tree').includes(folder))).toEqual([]);
});

test('names every setting with its default, and no other', () => {
  const env = readFileSync('server/env.ts', 'utf8');
  const read = [...new Set([...env.matchAll(/source\['(\w+)'\]/g)].map(([, name]) => name as string))].sort();
  const named = [...section('Settings').matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name as string).sort();
  expect(named).toEqual(read);
  for (const [, name, otherwise] of env.matchAll(/source\['(\w+)'\] \?\? '?([\w.]+)'?/g)) expect(section('Settings')).toContain(`| \`${name}\` | \`${otherwise}\` |`);
});

test('names every code that the formatter lets pass, and no other', () => {
  const formatter = readFileSync('server/errors.ts', 'utf8');
  const codes = [...new Set([...formatter.matchAll(/'([A-Z]+(?:_[A-Z]+)*)'/g)].map(([, code]) => code as string))].sort();
  const named = [...section('Refusals and errors').matchAll(/^\| (`[A-Z`, _]+) \|/gm)].flatMap(([, cell]) => [...(cell as string).matchAll(/\w+/g)].map(([code]) => code as string)).sort();
  expect(named).toEqual(codes);
});

test('names every script that it tells to run, and who can sign in', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
  const named = [...readme.matchAll(/npm (?:run )?(start|test|(?<=run )[\w:-]+)/g)].map(([, script]) => script as string);
  expect(named.filter(script => !(script in scripts))).toEqual([]);
  const demo = readFileSync('server/demo/customers.ts', 'utf8');
  for (const [email] of section('Try it').matchAll(/[\w.-]+@[\w.-]+\.example/g)) expect(demo).toContain(`'${email}'`);
  expect(demo).toContain(`'${/password `([^`]+)`/.exec(readme)?.[1]}'`);
});
