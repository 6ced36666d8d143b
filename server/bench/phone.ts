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

/** Seconds from the tap until the first call of the history is painted, and until it answers to touches: first it may be there as it looked when it was left. */
interface Start { painted: number; usable: number }

async function start(context: BrowserContext, url: string): Promise<Start> {
  const page = await context.newPage();
  const devTools = await context.newCDPSession(page);
  await devTools.send('Network.emulateNetworkConditions', FAST_3G);
  await devTools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  await page.addInitScript(() => {
    const times: Record<string, number> = Object.assign(globalThis, { times: {} }).times;
    const calls = { painted: 'main a[href*="/calls/"]', usable: '#root main a[href*="/calls/"]' };
    new MutationObserver(() => {
      for (const [name, selector] of Object.entries(calls)) {
        if (name in times || !document.querySelector(selector)) continue;
        times[name] = NaN;
        // The frame after the next one begins when the next one is on the screen.
        requestAnimationFrame(() => requestAnimationFrame(() => { times[name] = performance.now(); }));
      }
    }).observe(document, { childList: true, subtree: true });
  });
  await page.goto(url, { waitUntil: 'commit' });
  const times = await page.waitForFunction(() => {
    const { times: { painted, usable } } = globalThis as unknown as { times: Partial<Start> };
    return painted && usable ? { painted, usable } : null;
  }, null, { polling: 20, timeout: 60_000 });
  const took = (await times.jsonValue())!;
  // What makes the next start quicker is there when the first one has been at rest.
  await devTools.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  await devTools.send('Network.emulateNetworkConditions', { offline: false, downloadThroughput: -1, uploadThroughput: -1, latency: 0 });
  await page.waitForLoadState('networkidle');
  await page.evaluate(async () => { if (await navigator.serviceWorker.getRegistration()) await navigator.serviceWorker.ready; });
  // Nobody leaves at once: what is shown is kept half a second after it came.
  await page.waitForTimeout(KEPT_AFTER_MS);
  await page.close();
  return { painted: took.painted / 1000, usable: took.usable / 1000 };
}

/** The history of a customer on a slow phone, the first time and when it was there before. Empty without Chromium. */
export async function benchPhone(house: House, path: string | undefined): Promise<BenchRow[]> {
  const browser = await openBrowser(path);
  if (!browser) return [];
  const { rows: [customer] } = await house.sql.pool.query<{ id: string }>('select customer_id as id from call order by received_at desc limit 1');
  const token = await customerToken(house, customer!.id);
  const service = await serve('ours', house);
  const url = `http://127.0.0.1:${service.port}`;
  const cold: Start[] = [];
  const warm: Start[] = [];
  for (let n = 0; n < TIMES; n++) {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, locale: 'de-DE' });
    await context.addCookies([{ name: SESSION_COOKIE, value: token, url }]);
    cold.push(await start(context, `${url}/portal/calls`));
    warm.push(await start(context, `${url}/portal/calls`));
    await context.close();
  }
  await browser.close();
  await service.stop();
  const SLOW = 'history on a slow phone (a quarter of this processor, Fast 3G)';
  const of = (starts: readonly Start[], what: keyof Start) => median(starts.map(one => one[what]));
  return [
    row(`${SLOW}, cold start`, 's p50', of(cold, 'painted'), 4, 1),
    row(`${SLOW}, warm start: seen`, 's p50', of(warm, 'painted'), 1, 1),
    row(`${SLOW}, warm start: answers to touches`, 's p50', of(warm, 'usable'), 4, 1),
  ];
}
