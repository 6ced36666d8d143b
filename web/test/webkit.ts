import { spawn } from 'node:child_process';
import { createServer } from 'node:net';

interface Answer { value: unknown }
interface Failure { error: string; message: string }

/** A port that nobody listens on. */
const freePort = (): Promise<number> => new Promise((resolve, reject) => {
  const server = createServer().once('error', reject);
  server.listen(0, '127.0.0.1', () => { const { port } = server.address() as { port: number }; server.close(() => resolve(port)); });
});

async function until<T>(what: string, look: () => Promise<T | null>): Promise<T> {
  const end = Date.now() + 30_000;
  do {
    const found = await look();
    if (found !== null) return found;
    await new Promise(resolve => setTimeout(resolve, 50));
  } while (Date.now() < end);
  throw new Error(`WebKit shows no ${what}`);
}

/** Starts a WebKit, which is what Safari is made of, on a screen that nobody sees, and speaks WebDriver with it (https://www.w3.org/TR/webdriver2/). */
export async function openWebkit(site: string) {
  const port = await freePort();
  // As root WebKit cannot shut itself in.
  const driver = spawn('xvfb-run', ['--auto-servernum', process.env['WEBKIT']!, `--port=${port}`], { stdio: 'ignore', detached: true, env: { ...process.env, LANG: 'C.UTF-8', WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' } });
  const gone = new Promise(resolve => driver.once('exit', resolve));
  const ask = async <Result>(method: string, path: string, body?: object): Promise<Result> => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method, ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }) });
    const { value } = (await answer.json()) as Answer;
    if (!answer.ok) throw new Error(`${path}: ${(value as Failure).error}: ${(value as Failure).message}`);
    return value as Result;
  };
  await until('driver', () => ask<object>('GET', '/status').catch(() => null));
  const { sessionId } = await ask<{ sessionId: string }>('POST', '/session', { capabilities: { alwaysMatch: { browserName: 'MiniBrowser' } } });
  const at = `/session/${sessionId}`;
  const run = <Result>(act: () => Result) => ask<Awaited<Result>>('POST', `${at}/execute/async`, { script: `const [done] = arguments; void (async () => done(await (${act.toString()})()))();`, args: [] });
  const find = (xpath: string) => until(xpath, async () => Object.values(await ask<Record<string, string>>('POST', `${at}/element`, { using: 'xpath', value: xpath }).catch(() => ({})))[0] ?? null);

  return {
    goto: (path: string) => ask('POST', `${at}/url`, { url: site + path }),
    signIn: (token: string) => ask('POST', `${at}/cookie`, { cookie: { name: 'vorzimmer_session', value: token, httpOnly: true } }),
    reads: (text: string) => until(`text ${text}`, async () => ((await run(() => document.body.innerText)).includes(text) ? true : null)),
    press: async (xpath: string) => ask('POST', `${at}/element/${await find(xpath)}/click`, {}),
    type: async (xpath: string, text: string) => ask('POST', `${at}/element/${await find(xpath)}/value`, { text }),
    run,
    async close() {
      await ask('DELETE', at).catch(() => undefined);
      process.kill(-driver.pid!);
      await gone;
    },
  };
}

export type Webkit = Awaited<ReturnType<typeof openWebkit>>;
