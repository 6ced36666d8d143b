import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { openBrowser, visitors } from './browser.ts';
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

const PAGES = [
  '', '/calls', '/trash', '/instructions', '/instructions/new', '/instructions/presets', '/instructions/what-if', '/contacts', '/contacts/new', '/contacts/import', '/messages', '/messages/new', '/documents', '/faqs',
  '/tasks', '/tasks/new', '/appointments', '/appointments/arrange', '/notifications', '/webhooks', '/people', '/security', '/forwarding', '/privacy', '/privacy/log',
];

/** What of a page is beyond its right edge, where nobody on a phone finds it. */
const beyond = (page: Page): Promise<string[]> => page.evaluate(() => {
  const wide = [...document.querySelectorAll('header *, main *, nav *')].filter(element => {
    const { width, right } = element.getBoundingClientRect();
    return width > 0 && right > screen.width + 1 && element.children.length === 0 && !element.closest('.visually-hidden');
  });
  const { scrollWidth } = document.scrollingElement!;
  return [...(scrollWidth > screen.width ? [`is ${scrollWidth}px wide`] : []), ...wide.map(element => `${element.tagName} ${element.textContent}`)];
});

test.each([
  { name: 'on the narrowest phone', width: 320, text: 16 },
  { name: 'where somebody has set the text twice as large', width: 390, text: 32 },
])('every page of the portal and all ways around it are within the screen $name', async ({ width, text }) => {
  const page = await people.visit({ as: 'weber', to: '/portal', viewport: { width, height: 700 }, screen: { width, height: 700 }, isMobile: true, hasTouch: true });
  const device = await page.context().newCDPSession(page);
  await device.send('Page.enable');
  await device.send('Page.setFontSizes', { fontSizes: { standard: text } });
  const found: Record<string, string[]> = {};
  for (const path of PAGES) {
    await page.goto(`/portal${path}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('networkidle');
    const outside = await beyond(page);
    if (outside.length > 0) found[path] = outside;
  }
  expect(found).toEqual({});
});
