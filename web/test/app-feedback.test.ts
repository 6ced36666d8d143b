import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { appFeedbackDe as words } from '../messages/app-feedback.de.ts';
import { manageDe as manage } from '../messages/manage.de.ts';
import { openBrowser, PHONE_SCREEN, visitors } from './browser.ts';
import { openHouse } from './house.ts';

const house = openHouse({ url: inject('url'), door: inject('door') });
let browser: Browser;
let people: ReturnType<typeof visitors>;
beforeAll(async () => {
  browser = await openBrowser();
  people = visitors(browser, house);
});
afterAll(() => browser.close());
afterEach(async () => {
  // What the browser itself says of the connection that a test takes away is no trouble of the page.
  const seen = people.troubles.filter(({ what }) => !/ERR_INTERNET_DISCONNECTED|Failed to fetch/.test(what));
  await people.leave();
  expect(seen).toEqual([]);
});

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

test('a customer says on the phone what is wrong, loses nothing without a connection, and the supervisor has it at once with the picture', async () => {
  const supervisor = await people.visit({ as: 'leitung', to: '/desk/app-feedback' });
  await supervisor.getByRole('heading', { name: words.list.title, level: 1 }).waitFor();

  const customer = await house.customer('Fahrschule Kehre');
  const page = await people.visit({ as: null, token: await house.person(customer.id, 'READ'), to: '/portal/calls', viewport: PHONE_SCREEN, isMobile: true, hasTouch: true });
  await page.getByRole('button', { name: /^Konto:/ }).tap();
  await page.getByRole('menuitem', { name: words.menu }).tap();
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('button', { name: words.send }).tap();
  await sheet.getByText(words.problems.text).waitFor();
  await sheet.getByRole('textbox', { name: words.text }).fill('Der Rückruf-Knopf tut nichts, seit heute Morgen.');
  // A file that only calls itself a picture.
  await sheet.locator('input[type=file]').setInputFiles({ name: 'bild.png', mimeType: 'image/png', buffer: Buffer.from('MZ kein Bild') });
  await sheet.getByText(words.problems.image).waitFor();
  await sheet.locator('input[type=file]').setInputFiles({ name: 'bild.png', mimeType: 'image/png', buffer: PNG });
  await sheet.getByRole('img', { name: words.preview }).waitFor();
  await sheet.getByText('/portal/calls', { exact: true }).waitFor();

  await page.context().setOffline(true);
  await sheet.getByRole('button', { name: words.send }).tap();
  await sheet.getByText(words.offline).waitFor();
  await expect(sheet.getByRole('textbox', { name: words.text }).inputValue()).resolves.toBe('Der Rückruf-Knopf tut nichts, seit heute Morgen.');
  await page.context().setOffline(false);
  await sheet.getByRole('button', { name: words.send }).tap();
  await sheet.getByText(words.sent.title).waitFor();
  await sheet.getByText(words.sent.text).waitFor();

  const said = supervisor.getByRole('listitem').filter({ hasText: 'Der Rückruf-Knopf tut nichts' });
  await said.getByText('Fahrschule Kehre').waitFor();
  await said.getByText(/\/portal\/calls · Chrome/).waitFor();
  const picture = said.getByRole('img');
  await picture.waitFor();
  // What is wrong is often a word in it, which only the large one shows.
  await said.getByRole('button', { name: /groß zeigen$/ }).press('Enter');
  const large = supervisor.getByRole('dialog', { name: /^Bild von / });
  await large.getByRole('img', { name: /^Bild von / }).waitFor();
  await supervisor.keyboard.press('Escape');
  await large.waitFor({ state: 'detached' });
  const path = await picture.getAttribute('src');
  const image = await supervisor.context().request.get(path!);
  expect((await image.body()).equals(PNG)).toBe(true);
  expect(image.headers()).toMatchObject({ 'content-disposition': expect.stringMatching(/^attachment/), 'x-content-type-options': 'nosniff' });
  expect((await page.context().request.get(path!)).status()).toBe(404);

  await said.getByRole('button', { name: /erledigt$/ }).click();
  await said.waitFor({ state: 'detached' });
  await supervisor.getByRole('radiogroup').getByText(words.list.done, { exact: true }).click();
  await said.getByText(/^erledigt von/).waitFor();
});

test('a secretary keeps what she was writing over a reload, and sends it without technical data', async () => {
  const page = await people.visit({ as: 'jana', to: '/desk' });
  const open = async () => {
    await page.getByRole('button', { name: /^Mehr/ }).click();
    await page.getByRole('menuitem', { name: words.say }).click();
  };
  await open();
  await page.getByText(words.kinds.WISH, { exact: true }).click();
  await page.getByRole('textbox', { name: words.text }).fill('Bitte größere Schrift.');
  await page.reload();
  await open();
  await expect(page.getByRole('textbox', { name: words.text }).inputValue()).resolves.toBe('Bitte größere Schrift.');
  await page.getByRole('switch', { name: words.technical }).uncheck();
  await page.getByText(words.facts.browser, { exact: true }).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: words.send }).click();
  await page.getByText(words.sent.title).waitFor();
  await page.getByRole('button').filter({ hasText: words.sent.done }).click();

  const { appFeedback } = await house.ask('leitung', '{ appFeedback(first: 1) { edges { node { kind text senderName page browser customer { name } } } } }');
  expect(appFeedback.edges[0].node).toEqual({ kind: 'WISH', text: 'Bitte größere Schrift.', senderName: 'Jana Kühn', page: null, browser: null, customer: null });
  await page.goto('/desk/app-feedback');
  await page.getByText(manage.onlySupervisors).waitFor();
  await expect(page.getByRole('list', { name: words.list.title }).count()).resolves.toBe(0);
});
