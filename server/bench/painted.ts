import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { WebSocketServer } from 'ws';
import { SESSION_COOKIE } from '../identity/session.ts';
import { openDoor } from '../telephony/door.service.ts';
import { openBrowser } from './browser.ts';
import { median } from './figures.ts';
import type { House } from './house.ts';
import { type BenchRow, row } from './row.ts';
import { serve } from './serving.ts';

const CALLS = 30;

/** Remembers for each text that is waited for when a frame with it was painted. */
function watch() {
  const seen: Record<string, number> = {};
  Object.assign(window, { seen });
  new MutationObserver(() => {
    const text = document.body.innerText;
    for (const wanted of text.match(/0171 39200\d\d/g) ?? []) {
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

async function measure(page: Page, call: (number: string) => Promise<unknown>): Promise<number[]> {
  const took: number[] = [];
  for (let n = 0; n < CALLS; n++) {
    // Numbers that are in no address book: the card of a contact shows the name first.
    const shown = `0171 39200${String(50 + n)}`;
    const start = performance.timeOrigin + performance.now();
    await call(shown);
    const at = await page.waitForFunction(wanted => (window as unknown as { seen: Record<string, number> }).seen[wanted], shown, { polling: 10 });
    took.push(((await at.jsonValue()) ?? start) - start);
  }
  return took;
}

/** From a push at the generic door to the painted card on a desk, against a bare page that paints a raw message. Empty without Chromium. */
export async function benchPainted(house: House, path: string | undefined): Promise<BenchRow[]> {
  const browser = await openBrowser(path);
  if (!browser) return [];
  const service = await serve('ours', house);
  const { path: door } = await openDoor(house.ground, 'Bench', false, new Date());
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, locale: 'de-DE' });
  await context.addCookies([{ name: SESSION_COOKIE, value: house.secretaries[0]!.token, url: `http://127.0.0.1:${service.port}` }]);
  const desk = await context.newPage();
  await desk.goto(`http://127.0.0.1:${service.port}/desk`);
  await desk.getByText('Team').first().waitFor();
  await desk.evaluate(watch);
  const ours = await measure(desk, async shown => {
    const callId = crypto.randomUUID();
    const push = (event: string) =>
      fetch(`http://127.0.0.1:${service.port}${door}`, {
        method: 'POST',
        body: new URLSearchParams({ event, callId, direction: 'in', from: `49${shown.replaceAll(' ', '').slice(1)}`, to: house.lines[2]!.slice(1) }),
      });
    await push('newCall');
  });

  const bare = createServer((_request, response) => response.setHeader('content-type', 'text/html').end('<!doctype html><title>bare</title><p id=p></p>'));
  const sockets = new WebSocketServer({ server: bare });
  await new Promise<void>(resolve => bare.listen(0, '127.0.0.1', resolve));
  const { port } = bare.address() as AddressInfo;
  const page = await context.newPage();
  await page.goto(`http://127.0.0.1:${port}/`);
  await page.evaluate(watch);
  await page.evaluate(
    at => new Promise<void>(resolve => {
      const socket = new WebSocket(`ws://127.0.0.1:${at}`);
      socket.onopen = () => resolve();
      socket.onmessage = ({ data }) => ((document.getElementById('p') as HTMLElement).innerText = String(data));
    }),
    port,
  );
  const raw = await measure(page, async shown => sockets.clients.forEach(socket => socket.send(shown)));
  await browser.close();
  sockets.close();
  bare.close();
  await service.stop();
  return [row('report at the door → painted card on a desk ÷ raw ws message → painted on a bare page', 'ms p50', median(ours), median(raw), 3)];
}
