import { existsSync, writeFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import { SESSION_COOKIE, startSession } from '../../identity/session.ts';
import { openDesk } from '../desk.ts';
import { cleanUp, SECRET_KEY, Service } from '../product/service.ts';
import { openTelephony } from './harness.ts';

// `npm run bench telephony` asks for more calls, and for the figures.
const calls = Number(process.env['PAINTED_CALLS'] ?? 10);
const figures = process.env['PAINTED_FIGURES'];
const browserPath = process.env['CHROMIUM'];

/** Remembers when a frame with each number was painted. */
function watch() {
  const seen: Record<string, number> = {};
  Object.assign(window, { seen });
  // Not innerText, which would lay out the page once more for each change.
  new MutationObserver(() => {
    for (const wanted of (document.body.textContent ?? '').match(/040 66969\d{3}/g) ?? []) {
      if (seen[wanted] !== undefined) continue;
      seen[wanted] = 0;
      // The frame after the next one begins when the next one is on the screen.
      requestAnimationFrame(() =>
        requestAnimationFrame(() => {
          seen[wanted] = performance.timeOrigin + performance.now();
        }));
    }
  }).observe(document, { childList: true, subtree: true, characterData: true });
}

test(`a call at the trunk is on the desk at once (${calls} calls)`, { timeout: 60_000 + calls * 2000 }, async () => {
  if (!browserPath || !existsSync(browserPath)) throw new Error('What a desk shows needs a Chromium (Debian: apt-get install chromium), or CHROMIUM with its path.');
  const phones = await openTelephony();
  onTestFinished(() => phones.close());
  const desk = await openDesk(new Date().toISOString());
  onTestFinished(() => desk.close());
  onTestFinished(() => cleanUp());
  const { number } = await desk.line(await desk.customer());
  const jana = await desk.secretary();
  const { token } = await startSession(desk.sql, jana.accountId, new Date());
  // Addresses below vorzimmer.example are the demo's, which a shared database must not hold.
  await desk.sql.pool.query(`update account set email = replace(email, 'vorzimmer.example', 'service.example')`);
  const { host, user, database } = desk.address as { host: string; user: string; database: string };
  const service = await Service.start({ DATABASE_URL: `postgres://${user}@/${database}?host=${encodeURIComponent(host)}`, ASTERISK_URL: phones.asterisk.url, VORZIMMER_SECRET_KEY: SECRET_KEY, LOG_LEVEL: 'warn' });
  await expect.poll(async () => (await desk.sql.pool.query('select from exchange where connected_since is not null')).rowCount, { timeout: 15_000 }).toBe(1);

  const browser = await chromium.launch({
    executablePath: browserPath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
  onTestFinished(() => browser.close());
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, locale: 'de-DE' });
  await context.addCookies([{ name: SESSION_COOKIE, value: token, url: service.url }]);
  const page = await context.newPage();
  await page.goto(`${service.url}/desk`);
  await page.getByText('Team').first().waitFor();
  await page.evaluate(watch);

  const took: number[] = [];
  for (let n = 0; n < calls; n++) {
    const digits = String(n).padStart(3, '0');
    const caller = await phones.call({ to: number, from: `+494066969${digits}` });
    const at = await page.waitForFunction(wanted => (window as unknown as { seen: Record<string, number> }).seen[wanted], `040 66969${digits}`, { polling: 10, timeout: 10_000 });
    const [invite] = caller.peer.messages();
    took.push(((await at.jsonValue()) as number) - invite!.at.getTime());
    await caller.hangUp();
    await caller.over();
    // The next call has the desk to itself.
    await expect.poll(async () => (await desk.sql.pool.query(`select from call where state <> 'ENDED'`)).rowCount).toBe(0);
    await page.evaluate(() => new Promise(resolve => { requestIdleCallback(resolve); }));
  }
  if (figures) writeFileSync(figures, JSON.stringify(took));
  // How quickly is the bench's to say.
  expect(Math.min(...took)).toBeGreaterThan(0);
});
