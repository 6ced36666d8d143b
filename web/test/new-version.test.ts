import { createServer, request, type IncomingMessage, type RequestOptions } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openBrowser, PHONE_SCREEN, visitors } from './browser.ts';
import { eventually } from './eventually.ts';
import { openHouse } from './house.ts';

/** Files that the newer build does not have, alone and in a list of files. */
const GONE = /^\/assets\/portal-(messages|thread)-page/;
const GONE_FILES = /"\/assets\/portal-(messages|thread)-page[^"]*",?/g;
const VERSIONED = /^\/(service-worker\.js|index\.html|portal.*)$/;

/** The service behind a door that can hand out a newer build of the pages, which has none of the older one's files any more. */
async function openDoor(service: URL) {
  let isNewer = false;
  // Whole answers, as from a build that is new: not that nothing was modified.
  const target = ({ method = 'GET', url = '/', headers: { 'if-modified-since': _since, 'if-none-match': _match, ...headers } }: IncomingMessage): RequestOptions => ({ host: service.hostname, port: service.port, method, path: url, headers: { ...headers, 'accept-encoding': 'identity' } });
  const server = createServer((asked, answer) => {
    const path = asked.url ?? '/';
    if (isNewer && GONE.test(path)) { answer.writeHead(404).end(); return; }
    asked.pipe(request(target(asked), told => {
      const parts: Buffer[] = [];
      told.on('data', (part: Buffer) => parts.push(part)).on('end', () => {
        const body = Buffer.concat(parts);
        const isVersioned = isNewer && VERSIONED.test(path) && /html|javascript/.test(told.headers['content-type'] ?? '');
        const text = isVersioned ? body.toString().replace('<title>', '<meta name="version" content="newer" /><title>').replace(/"name":"(\w+)"/, '"name":"newer$1"').replaceAll(GONE_FILES, '') : body;
        const { 'content-length': _length, etag: _etag, 'transfer-encoding': _encoding, ...headers } = told.headers;
        answer.writeHead(told.statusCode ?? 502, headers).end(text);
      });
    }).on('error', () => answer.destroy()));
  });
  server.on('upgrade', (asked, socket, head) => {
    const inner = connect(Number(service.port), service.hostname, () => {
      inner.write(`${asked.method} ${asked.url} HTTP/1.1\r\n${Array.from({ length: asked.rawHeaders.length / 2 }, (_, at) => `${asked.rawHeaders[2 * at]}: ${asked.rawHeaders[2 * at + 1]}`).join('\r\n')}\r\n\r\n`);
      inner.write(head);
      inner.pipe(socket).pipe(inner);
    });
    inner.on('error', () => socket.destroy());
    socket.on('error', () => inner.destroy());
  });
  await new Promise<void>(resolve => { server.listen(0, '127.0.0.1', resolve); });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    becomeNewer: () => { isNewer = true; },
    close: () => { server.closeAllConnections(); server.close(); },
  };
}

const house = openHouse({ url: inject('url'), door: inject('door') });
let door: Awaited<ReturnType<typeof openDoor>>;
let browser: Browser;
let people: ReturnType<typeof visitors>;
beforeAll(async () => {
  door = await openDoor(new URL(inject('url')));
  browser = await openBrowser();
  people = visitors(browser, { ...house, url: door.url });
});
afterAll(async () => { await people.leave(); await browser.close(); door.close(); });

const offer = (page: Page) => page.getByRole('button', { name: 'Neue Fassung laden' });
const version = (page: Page) => page.evaluate(() => document.querySelector('meta[name=version]')?.getAttribute('content') ?? 'first');

test('offers a newer build in every open tab, loads it where that is asked for, and leaves the others what they need', async () => {
  const { id } = await house.customer('Neue Fassung GmbH');
  const context = await people.context({ as: null, token: await house.person(id, 'MANAGE'), viewport: PHONE_SCREEN, isMobile: true, hasTouch: true });
  const first = await context.newPage();
  await first.goto('/portal');
  await first.getByRole('heading', { name: 'Schnell umstellen' }).waitFor();
  await eventually(() => first.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
  const second = await context.newPage();
  await second.goto('/portal/contacts/new');
  await second.getByRole('textbox', { name: 'Name', exact: true }).fill('Halb getippt');
  expect(await offer(first).count()).toBe(0);

  door.becomeNewer();
  // As the portal does by itself when it is looked at again, and every hour.
  await first.evaluate(async () => { await (await navigator.serviceWorker.getRegistration())!.update(); });
  await offer(first).waitFor();
  await offer(second).waitFor();
  expect(await version(first)).toBe('first');
  await offer(first).tap();
  await eventually(() => version(first)).toBe('newer');
  await first.getByRole('heading', { name: 'Schnell umstellen' }).waitFor();
  expect(await offer(first).count()).toBe(0);

  // The other one goes on as it was: with what was typed, and with pages that only the older build has.
  expect(await second.getByRole('textbox', { name: 'Name', exact: true }).inputValue()).toBe('Halb getippt');
  await second.getByRole('navigation', { name: 'Hauptnavigation' }).getByRole('link', { name: 'Nachrichten' }).tap();
  await second.getByRole('heading', { name: 'Nachrichten', level: 1 }).waitFor();
  expect(await version(second)).toBe('first');
  await offer(second).tap();
  await eventually(() => version(second)).toBe('newer');
  await second.goto('/portal/contacts/new');
  expect(await second.getByRole('textbox', { name: 'Name', exact: true }).inputValue()).toBe('Halb getippt');
});
