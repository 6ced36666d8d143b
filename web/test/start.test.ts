import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { openBrowser, PHONE_SCREEN, visitors, type Visit } from './browser.ts';
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
