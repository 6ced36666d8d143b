import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { WebSocket } from 'ws';

const prefsFor = (pushSocket: string): Record<string, string | boolean> => ({
  'dom.push.serverURL': pushSocket,
  'dom.push.testing.allowInsecureServerURL': true,
  // While it is driven from outside, Firefox leaves its push service alone unless it is told to.
  'dom.push.connection.enabled': true,
  // There is no desktop that could show notifications: Firefox draws them itself.
  'alerts.useSystemBackend': false,
  'intl.accept_languages': 'de-DE, de',
});

const NOT_LOADED = /^(Failed to load|TypeError: error loading dynamically imported module)/;

interface Answer { id?: number; type: 'success' | 'error' | 'event'; result?: unknown; error?: string; message?: string; method?: string; params?: { level?: string; text?: string } }
interface Evaluated { type: 'success' | 'exception'; result: { value?: string }; exceptionDetails?: { text: string } }
interface Shown { sharedId: string }
interface Tree { contexts: { context: string; url: string }[] }

/** As much of Firefox's own windows as is used here. */
interface AlertWindow { gIsActive: boolean; document: { getElementById(id: 'alertBox' | 'alertTitleLabel' | 'alertTextLabel'): HTMLElement } }
declare const Services: { wm: { getEnumerator(type: 'alert:alert'): Iterable<AlertWindow> }; prefs: { setIntPref(name: string, value: number): void } };

/** Looks again and again until there is something; a page that is just loading cannot be looked at. */
async function until<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  const end = Date.now() + 30_000;
  let problem: unknown;
  do {
    const found = await look().catch((error: unknown) => void (problem = error));
    if (found !== undefined) return found;
    await new Promise(resolve => setTimeout(resolve, 50));
  } while (Date.now() < end);
  throw new Error(`Firefox shows no ${what}`, { cause: problem });
}

/** Starts a Firefox without a screen whose push service is that one, and speaks WebDriver BiDi with it. */
export async function openFirefox(pushSocket: string) {
  const profile = mkdtempSync(path.join(tmpdir(), 'vorzimmer-firefox-'));
  writeFileSync(path.join(profile, 'user.js'), Object.entries(prefsFor(pushSocket)).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`).join('\n'));
  // The notifications that it draws are windows of its own, which only the system may look at.
  const browser = spawn(process.env['FIREFOX']!, ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port', '0', '--remote-allow-system-access', 'about:blank'], {
    stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, HOME: profile },
  });
  const gone = new Promise(resolve => browser.once('exit', resolve));
  const address = await new Promise<string>((resolve, reject) => {
    let said = '';
    browser.stderr.on('data', (data: Buffer) => {
      said += data.toString();
      const found = /WebDriver BiDi listening on (ws:\/\/\S+)/.exec(said);
      if (found) resolve(found[1]!);
    });
    browser.on('error', reject);
    browser.on('exit', code => reject(new Error(`Firefox ended with ${code}: ${said}`)));
  });
  const socket = new WebSocket(`${address}/session`);
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  const troubles: string[] = [];
  /** Whether a page is being left: what it was just loading comes to nothing, which Firefox and the page tell as errors. */
  let isLeaving = false;
  const leaving = async <Result>(go: () => Promise<Result>): Promise<Result> => {
    isLeaving = true;
    const gone = await go();
    isLeaving = false;
    return gone;
  };
  const waiting = new Map<number, { resolve(result: never): void; reject(error: Error): void }>();
  socket.on('message', raw => {
    const { id, type, result, error, message, method, params } = JSON.parse(String(raw)) as Answer;
    if (method === 'log.entryAdded' && params?.level === 'error' && !(isLeaving && NOT_LOADED.test(params.text ?? ''))) troubles.push(params.text ?? '');
    const asked = id === undefined ? undefined : waiting.get(id);
    if (!asked) return;
    waiting.delete(id!);
    if (type === 'success') asked.resolve(result as never);
    else asked.reject(new Error(`${error}: ${message}`));
  });
  let count = 0;
  const ask = <Result>(method: string, params: object): Promise<Result> => new Promise((resolve, reject) => {
    waiting.set(++count, { resolve, reject });
    socket.send(JSON.stringify({ id: count, method, params }));
  });
  /** Calls a function in a page or a window, as if somebody had just tapped there. */
  const call = async <Result>(context: string, act: string, argument: object = { type: 'undefined' }): Promise<Result> => {
    const { type, result, exceptionDetails } = await ask<Evaluated>('script.callFunction', {
      functionDeclaration: `async argument => JSON.stringify(await (${act})(argument)) ?? 'null'`, arguments: [argument], target: { context }, awaitPromise: true, userActivation: true,
    });
    if (type !== 'success') throw new Error(`${act}: ${exceptionDetails?.text}`);
    return JSON.parse(result.value!) as Result;
  };
  await ask('session.new', { capabilities: {} });
  await ask('session.subscribe', { events: ['log.entryAdded'] });
  const { contexts: [own] } = await ask<Tree>('browsingContext.getTree', { 'moz:scope': 'chrome' });

  const pageIn = (context: string) => {
    const find = (role: string, name: string, within?: Shown) => until(`${role} with the name ${name}`, async () => {
      const { nodes: [node] } = await ask<{ nodes: Shown[] }>('browsingContext.locateNodes', { context, locator: { type: 'accessibility', value: { role, name } }, ...(within && { startNodes: [{ sharedId: within.sharedId }] }) });
      return node;
    });
    return {
      goto: (url: string) => leaving(() => ask('browsingContext.navigate', { context, url, wait: 'complete' })),
      reload: () => leaving(() => ask('browsingContext.reload', { context, wait: 'complete' })),
      close: () => leaving(() => ask('browsingContext.close', { context })),
      find,
      press: async (role: string, name: string, within?: Shown) => void (await call(context, 'element => element.click()', { sharedId: (await find(role, name, within)).sharedId })),
      reads: (text: string) => until(`text ${text}`, async () => (await call<boolean>(context, `() => document.body.innerText.includes(${JSON.stringify(text)})`)) || undefined),
      run: <Result>(act: () => Result) => call<Awaited<Result>>(context, act.toString()),
    };
  };
  const has = (url: string) => until(`page ${url}`, async () => (await ask<Tree>('browsingContext.getTree', {})).contexts.find(open => open.url === url));

  return {
    troubles,
    signIn: (site: string, token: string) => ask('storage.setCookie', { cookie: { name: 'vorzimmer_session', value: { type: 'string', value: token }, domain: new URL(site).hostname, httpOnly: true } }),
    /** What somebody has answered when they were asked whether a site may notify them; `prompt`: they want to be asked again. */
    permit: (origin: string, state: 'granted' | 'prompt') => ask('permissions.setPermission', { descriptor: { name: 'notifications' }, state, origin }),
    async open(url: string) {
      const page = pageIn((await ask<{ context: string }>('browsingContext.create', { type: 'tab' })).context);
      await page.goto(url);
      return page;
    },
    /** The notifications on the screen, each as it is read. One that is being drawn has its text already, but a tap on it goes nowhere yet. */
    notifications: () => call<string[]>(own!.context, (() => [...Services.wm.getEnumerator('alert:alert')].filter(({ gIsActive }) => gIsActive).map(({ document }) => `${document.getElementById('alertTitleLabel').getAttribute('value')} | ${document.getElementById('alertTextLabel').textContent}`)).toString()),
    /** Taps the one notification on the screen; answers the page that shows this then, whoever opened it. */
    tapNotification: (url: string) => leaving(async () => {
      await call(own!.context, (() => {
        const [alert] = Services.wm.getEnumerator('alert:alert');
        alert!.document.getElementById('alertBox').click();
      }).toString());
      return pageIn((await has(url)).context);
    }),
    /** From now on, a tap on a notification lets nothing open or come to the front: whatever follows comes too late, as on a slow device. */
    forgetTapsAtOnce: () => call(own!.context, (() => Services.prefs.setIntPref('dom.webnotifications.disable_open_click_delay', 0)).toString()),
    async close() {
      await ask('browser.close', {}).catch(() => browser.kill());
      await gone;
      socket.terminate();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

export type Firefox = Awaited<ReturnType<typeof openFirefox>>;
