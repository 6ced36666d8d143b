import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { keysDe as words } from '../messages/keys.de.ts';
import { openBrowser, PHONE_SCREEN, visitors } from './browser.ts';
import { eventually } from './eventually.ts';
import { openHouse } from './house.ts';

const house = openHouse({ url: inject('url'), door: inject('door') });
const WEBER = '+493023125110';
let browser: Browser;
let people: ReturnType<typeof visitors>;
beforeAll(async () => {
  browser = await openBrowser();
  people = visitors(browser, house);
});
afterAll(() => browser.close());
afterEach(async () => {
  // What the browser itself says about refusals that a test asks for is no trouble of the page.
  const seen = people.troubles.filter(({ what }) => !/status of (400|401)/.test(what));
  await people.leave();
  expect(seen).toEqual([]);
});

/** Shows one of the tabs: what runs is what the editor holds, which follows a moment later. */
const show = async (page: Page, name: string) => {
  await page.getByRole('tab', { name: new RegExp(`^${name}`) }).click();
  await page.locator('.graphiql-query-editor .view-lines').filter({ hasText: new RegExp(`(query|subscription).${name}`) }).waitFor();
};
const run = (page: Page) => page.getByRole('button', { name: /^(Execute|Stop) query/ }).click();
const answer = async (page: Page) => (await page.locator('.graphiql-response').innerText()).replaceAll('\u00a0', ' ');
const askWith = async (page: Page, secret: string) => {
  await page.getByLabel(words.asking.field, { exact: true }).fill(secret);
  await page.getByRole('button', { name: words.asking.submit }).click();
};

test('a key is made in the portal, asks in the explorer by HTTP and live, and is shut out the moment it is revoked', async () => {
  const portal = await people.visit({ as: 'weber', to: '/portal/security', viewport: PHONE_SCREEN, isMobile: true, hasTouch: true });
  const card = portal.getByRole('region', { name: words.title });
  await card.getByRole('button', { name: words.create }).tap();
  const sheet = portal.getByRole('dialog');
  await sheet.getByRole('button', { name: words.form.submit }).tap();
  await sheet.getByText(words.form.problems.scopes).waitFor();
  await sheet.getByLabel(words.form.name).fill('Kalenderabgleich');
  await sheet.getByLabel(words.scopes.CALLS_READ).check();
  await sheet.getByRole('button', { name: words.form.submit }).tap();
  const secret = await sheet.getByRole('group', { name: words.made.label.replace('{{name}}', 'Kalenderabgleich') }).locator('code').innerText();
  await sheet.getByRole('button', { name: words.made.done }).tap();
  const key = card.getByRole('listitem').filter({ hasText: 'Kalenderabgleich' });
  await key.getByText(words.unused).waitFor();
  await expect(portal.content()).resolves.not.toContain(secret);

  // Whoever is signed in beside it counts for nothing while the key is asked with.
  const explorer = await people.visit({ as: 'jana', to: '/explorer' });
  // Its editors are much to load.
  await explorer.locator('.monaco-editor').first().waitFor({ timeout: 60_000 });
  const asking = explorer.getByRole('region', { name: words.asking.label });
  await asking.getByText('Jana Kühn').waitFor();
  await askWith(explorer, `${secret}x`);
  await asking.getByText(words.asking.refused).waitFor();
  await askWith(explorer, secret);
  await asking.getByText(words.asking.key.replace('{{name}}', 'Kalenderabgleich')).waitFor();
  await run(explorer);
  await eventually(() => answer(explorer)).toContain('"__typename": "ApiKey"');
  await show(explorer, 'Calls');
  await run(explorer);
  await eventually(() => answer(explorer)).toContain('"receivedAt"');
  await show(explorer, 'LiveCalls');
  await run(explorer);
  await explorer.getByRole('button', { name: /^Stop query/ }).waitFor();
  // It may not have begun when the first call rings.
  await eventually(async () => {
    await (await house.ring(WEBER, '+491713920001')).hangUp();
    return answer(explorer);
  }).toContain('"number": "+491713920001"');

  await portal.reload();
  await key.getByText(words.unused).waitFor({ state: 'detached' });
  await key.getByRole('button', { name: words.revoke.label.replace('{{name}}', 'Kalenderabgleich') }).tap();
  await portal.getByRole('button', { name: words.revoke.confirm }).tap();
  await asking.getByText(words.asking.refused).waitFor();
  await eventually(() => answer(explorer)).toContain('The socket was closed: 4403');
  await key.waitFor({ state: 'detached' });
  await show(explorer, 'Viewer');
  await run(explorer);
  await eventually(() => answer(explorer)).toContain('"viewer": null');

  // Nothing of it is kept: a new visit is Jana's again.
  await expect(explorer.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))).resolves.not.toContain(secret);
  await asking.getByRole('button', { name: words.asking.leave }).click();
  await asking.getByText('Jana Kühn').waitFor();
  await show(explorer, 'Viewer');
  await run(explorer);
  await eventually(() => answer(explorer)).toContain('"name": "Jana Kühn"');
}, 180_000);
