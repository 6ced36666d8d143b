import type { BrowserContext } from 'playwright-core';
import { SESSION_COOKIE } from '../identity/session.ts';
import { openBrowser } from './browser.ts';
import { median } from './figures.ts';
import { customerToken, type House } from './house.ts';
import { type BenchRow, row } from './row.ts';
import { serve } from './serving.ts';

const TIMES = 5;
/** Fast 3G, as Chrome's developer tools define it: bytes per second and ms. A socket's messages are not slowed down by the browser. */
const FAST_3G = { offline: false, downloadThroughput: (1.6 * 1024 * 1024 * 0.9) / 8, uploadThroughput: (750 * 1024 * 0.9) / 8, latency: 150 * 3.75 };
const SLOWER = 4;
const KEPT_AFTER_MS = 1_500;

/** From the tap to the first painted call of the history, in s. */
async function start(context: BrowserContext, url: string): Promise<number> {
  const page = await context.newPage();
  const devTools = await context.newCDPSession(page);
  await devTools.send('Network.emulateNetworkConditions', FAST_3G);
  await devTools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  await page.addInitScript(() => {
    new MutationObserver(() => {
      if ('listed' in globalThis || !document.querySelector('main a[href*="/calls/"]')) return;
      Object.assign(globalThis, { listed: null });
      // The frame after the next one begins when the next one is on the screen.
      requestAnimationFrame(() => requestAnimationFrame(() => Object.assign(globalThis, { listed: performance.now() })));
    }).observe(document, { childList: true, subtree: true });
  });
  await page.goto(url, { waitUntil: 'commit' });
  const listed = await page.waitForFunction(() => (globalThis as { listed?: number | null }).listed, null, { polling: 20, timeout: 60_000 });
  const took = (await listed.jsonValue()) as number;
  // What makes the next start quicker is there when the first one has been at rest.
  await devTools.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  await devTools.send('Network.emulateNetworkConditions', { offline: false, downloadThroughput: -1, uploadThroughput: -1, latency: 0 });
  await page.waitForLoadState('networkidle');
  await page.evaluate(async () => { if (await navigator.serviceWorker.getRegistration()) await navigator.serviceWorker.ready; });
  // Nobody leaves at once: what is shown is kept half a second after it came.
  await page.waitForTimeout(KEPT_AFTER_MS);
  await page.close();
  return took / 1000;
}

/** The history of a customer on a slow phone, the first time and when it was there before. Empty without Chromium. */
export async function benchPhone(house: House, path: string | undefined): Promise<BenchRow[]> {
  const browser = await openBrowser(path);
  if (!browser) return [];
  const { rows: [customer] } = await house.sql.pool.query<{ id: string }>('select customer_id as id from call order by received_at desc limit 1');
  const token = await customerToken(house, customer!.id);
  const service = await serve('ours', house);
  const url = `http://127.0.0.1:${service.port}`;
  const cold: number[] = [];
  const warm: number[] = [];
  for (let n = 0; n < TIMES; n++) {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, locale: 'de-DE' });
    await context.addCookies([{ name: SESSION_COOKIE, value: token, url }]);
    cold.push(await start(context, `${url}/portal/calls`));
    warm.push(await start(context, `${url}/portal/calls`));
    await context.close();
  }
  await browser.close();
  await service.stop();
  return [row('history on a slow phone (a quarter of this processor, Fast 3G), cold start', 's p50', median(cold), 4, 1), row('history on a slow phone, warm start', 's p50', median(warm), 1, 1)];
}
