import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { openBrowser, PHONE_SCREEN, visitors, type Visit } from './browser.ts';
import { onDevice } from './device.ts';
import { eventually } from './eventually.ts';
import { openHouse } from './house.ts';

const house = openHouse({ url: inject('url'), door: inject('door') });
let browser: Browser;
let people: ReturnType<typeof visitors>;
beforeAll(async () => { browser = await openBrowser(); people = visitors(browser, house); });
afterAll(() => browser.close());
afterEach(async () => {
  const seen = [...people.troubles];
  await people.leave();
  expect(seen).toEqual([]);
});

/** Opens an address and tells what was asked over HTTP until the heading stood there. */
async function opened({ to, heading, ...who }: Visit & { heading: string | RegExp }): Promise<string[]> {
  const asked: string[] = [];
  const context = await people.context({ viewport: PHONE_SCREEN, ...who });
  context.on('request', request => { if (new URL(request.url()).pathname === '/graphql' && request.method() === 'POST') asked.push((request.postDataJSON() as { operationName: string }).operationName); });
  const page = await context.newPage();
  await page.goto(to);
  await page.getByRole('heading', { name: heading, level: 1 }).waitFor();
  return asked;
}
const once = (asked: readonly string[], name: string) => asked.filter(one => one === name).length;

test.each(['de-DE', 'en-GB'])('each page starts from its files alone, and asks what it shows first only once: %s', async locale => {
  const isGerman = locale === 'de-DE';
  await opened({ as: null, to: '/sign-in', locale, heading: isGerman ? 'Anmelden' : 'Sign in' });
  const home = await opened({ as: 'weber', to: '/portal', locale, heading: isGerman ? /^Guten / : /^(Good|Hello)/ });
  await eventually(() => ['Viewer', 'PortalFrame', 'PortalHome'].map(name => once(home, name))).toEqual([1, 1, 1]);
  const history = await opened({ as: 'weber', to: '/portal/calls', locale, heading: isGerman ? 'Anrufe' : 'Calls' });
  await eventually(() => ['Viewer', 'PortalFrame', 'PortalCalls'].map(name => once(history, name))).toEqual([1, 1, 1]);
  const desk = await people.visit({ as: 'jana', to: '/desk', locale });
  await desk.getByText('Team').first().waitFor();
});

/** The keys of what the device keeps for whoever is signed in. */
const keptKeys = async (page: Page) => Object.values(await onDevice(page)).flatMap(({ kept }) => kept);

test('a start shows how the page looked when it was last left, until the page itself is there', async () => {
  const { id, line } = await house.customer('Schnellstart GmbH');
  await house.noted(line, '+4922188880021', { concern: 'Fragt nach der Rechnung.', callerName: 'Rita Rasch' });
  // Scripts come over the line, where they can be held back.
  const context = await people.context({ as: null, token: await house.person(id, 'MANAGE'), viewport: PHONE_SCREEN, isMobile: true, hasTouch: true, serviceWorkers: 'block' });
  const first = await context.newPage();
  await first.goto('/portal/calls');
  await first.getByRole('link', { name: /Rita Rasch/ }).first().waitFor();
  await eventually(() => keptKeys(first)).toContain('Picture /portal/calls');
  await first.close();
  await house.noted(line, '+4922188880022', { concern: 'Will einen Termin.', callerName: 'Nils Neu' });

  let send = () => {};
  const sent = new Promise<void>(resolve => { send = resolve; });
  await context.route('**/assets/start-*.js', async route => { await sent; await route.continue(); });
  const page = await context.newPage();
  await page.goto('/portal/calls', { waitUntil: 'commit' });
  await page.getByText('Rita Rasch').waitFor();
  await page.getByText(/^Stand: .* Uhr\. Wird aktualisiert/).filter({ visible: true }).waitFor();
  expect(await page.getByText('Nils Neu').count()).toBe(0);
  // It is no page yet: neither for screen readers nor for the thumb.
  expect(await page.getByRole('link').count()).toBe(0);
  send();
  await page.getByRole('link', { name: /Nils Neu/ }).tap();
  await page.getByText('Will einen Termin.').filter({ visible: true }).first().waitFor();
  expect([await page.getByText(/Wird aktualisiert/).count(), await page.locator('main').count()]).toEqual([0, 1]);

  // In another language it would be read as a mistake.
  await page.evaluate(() => localStorage.setItem('vorzimmer.language', 'en'));
  await page.close();
  let sendAgain = () => {};
  const sentAgain = new Promise<void>(resolve => { sendAgain = resolve; });
  await context.unroute('**/assets/start-*.js');
  await context.route('**/assets/start-*.js', async route => { await sentAgain; await route.continue(); });
  const english = await context.newPage();
  await english.goto('/portal/calls', { waitUntil: 'commit' });
  // What the device keeps was looked at.
  await english.waitForFunction(() => 'keptAtStart' in globalThis);
  expect((await english.locator('body').innerText()).trim()).toBe('');
  sendAgain();
  await english.getByRole('link', { name: /Nils Neu/ }).first().waitFor();
});

test('a page whose file does not come says so, asks no more for it by itself, and comes when it is gone to again', async () => {
  const context = await people.context({ as: 'weber', viewport: PHONE_SCREEN, isMobile: true, hasTouch: true, serviceWorkers: 'block' });
  let asked = 0;
  await context.route('**/assets/portal-messages-page-*.js', route => { asked++; return route.abort(); });
  const page = await context.newPage();
  await page.goto('/portal');
  await page.getByRole('heading', { name: 'Schnell umstellen' }).waitFor();
  const to = (name: string) => page.getByRole('navigation', { name: 'Hauptnavigation' }).getByRole('link', { name }).tap();
  await to('Nachrichten');
  await page.getByRole('alert').getByRole('button', { name: 'Neu laden' }).waitFor();
  const before = asked;
  await page.waitForTimeout(1_200);
  expect(asked).toBe(before);
  await context.unroute('**/assets/portal-messages-page-*.js');
  await page.goBack();
  await page.getByRole('heading', { name: 'Schnell umstellen' }).waitFor();
  await to('Nachrichten');
  await page.getByRole('heading', { name: 'Nachrichten', level: 1 }).waitFor();
  people.troubles.splice(0);
});
