import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { WebSocket } from 'ws';

/** Debian's Firefox, or the one named in FIREFOX; undefined where there is none. */
export const firefox = process.env['FIREFOX'] ?? ['/usr/bin/firefox-esr', '/usr/bin/firefox'].find(existsSync);

const prefsFor = (pushSocket: string): Record<string, string | number | boolean> => ({
  'dom.push.serverURL': pushSocket, 'dom.push.testing.allowInsecureServerURL': true, 'dom.push.testing.ignorePermission': true, 'permissions.default.desktop-notification': 1,
  // Without a screen there is no system that shows notifications.
  'alerts.useSystemBackend': false,
  'browser.shell.checkDefaultBrowser': false, 'datareporting.policy.dataSubmissionEnabled': false, 'toolkit.telemetry.enabled': false, 'app.update.enabled': false, 'extensions.getAddons.cache.enabled': false,
  'network.captive-portal-service.enabled': false, 'network.connectivity-service.enabled': false, 'app.normandy.enabled': false, 'services.settings.server': 'data:,', 'browser.aboutwelcome.enabled': false, 'intl.accept_languages': 'de-DE, de',
});

/** Starts a Firefox without a screen whose push service is that one, and speaks WebDriver BiDi with it. */
export async function openFirefox(binary: string, pushSocket: string) {
  const profile = mkdtempSync(path.join(tmpdir(), 'vorzimmer-firefox-'));
  writeFileSync(path.join(profile, 'user.js'), Object.entries(prefsFor(pushSocket)).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`).join('\n'));
  const browser: ChildProcess = spawn(binary, ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port', '0', 'about:blank'], { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, HOME: profile, MOZ_DISABLE_CONTENT_SANDBOX: '1' } });
  const address = await new Promise<string>((resolve, reject) => {
    let said = '';
    browser.stderr!.on('data', (data: Buffer) => {
      said += data.toString();
      const found = /WebDriver BiDi listening on (ws:\/\/\S+)/.exec(said);
      if (found) resolve(found[1]!);
    });
    browser.on('exit', code => reject(new Error(`Firefox ended with ${code}: ${said}`)));
  });
  const socket = new WebSocket(`${address}/session`);
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  let count = 0;
  const waiting = new Map<number, { resolve(result: never): void; reject(error: Error): void }>();
  socket.on('message', raw => {
    const { id, type, result, error, message } = JSON.parse(String(raw)) as { id?: number; type: string; result: never; error?: string; message?: string };
    const asked = id === undefined ? undefined : waiting.get(id);
    if (!asked) return;
    waiting.delete(id!);
    if (type === 'success') asked.resolve(result);
    else asked.reject(new Error(`${error}: ${message}`));
  });
  const ask = <Result>(method: string, params: object): Promise<Result> => new Promise((resolve, reject) => {
    waiting.set(++count, { resolve: resolve as never, reject });
    socket.send(JSON.stringify({ id: count, method, params }));
  });
  await ask('session.new', { capabilities: {} });
  const { contexts: [{ context }] } = await ask<{ contexts: [{ context: string }] }>('browsingContext.getTree', {});

  return {
    goto: (url: string) => ask('browsingContext.navigate', { context, url, wait: 'complete' }),
    /** What an expression in the page comes to, as if its user had just tapped; texts and numbers, and JSON for the rest. */
    async run<Result>(expression: string): Promise<Result> {
      const answer = await ask<{ type: string; result: { value?: string }; exceptionDetails?: { text: string } }>('script.evaluate', {
        expression: `(async () => JSON.stringify(await (${expression})) ?? 'null')()`, target: { context }, awaitPromise: true, userActivation: true,
      });
      if (answer.type !== 'success') throw new Error(`${expression}: ${answer.exceptionDetails?.text}`);
      return JSON.parse(answer.result.value!) as Result;
    },
    async close() {
      const gone = new Promise(resolve => browser.once('exit', resolve));
      await ask('browser.close', {}).catch(() => browser.kill());
      await gone;
      socket.terminate();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}
