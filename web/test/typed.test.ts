import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { accessible } from './accessibility.ts';
import { openBrowser, PHONE_SCREEN, visitors } from './browser.ts';
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

test('what is typed into a sheet is not lost by a touch beside it, by Escape or by its cross, and goes when somebody says so', async () => {
  const page = await people.visit({ as: 'leitung', to: '/desk/manage/team' });
  await page.getByRole('button', { name: 'Jana Kühn ändern' }).click();
  const sheet = page.getByRole('dialog');
  const name = sheet.getByRole('textbox', { name: 'Name' });
  // Nothing typed: nothing asked.
  await name.waitFor();
  await page.keyboard.press('Escape');
  await sheet.waitFor({ state: 'detached' });

  await page.getByRole('button', { name: 'Jana Kühn ändern' }).click();
  await name.fill('Jana Kühn-Meier');
  await page.mouse.click(5, 5);
  const asked = page.getByRole('alertdialog', { name: 'Was Sie eingegeben haben, ist noch nicht gespeichert.' });
  await asked.getByRole('button', { name: 'Weiter bearbeiten' }).waitFor();
  await accessible(page);
  await asked.getByRole('button', { name: 'Weiter bearbeiten' }).click();
  await asked.waitFor({ state: 'detached' });
  expect(await name.inputValue()).toBe('Jana Kühn-Meier');
  // Who saves instead of answering has answered, also where that is refused.
  await page.keyboard.press('Escape');
  await asked.waitFor();
  await name.fill(' ');
  await sheet.getByRole('button', { name: 'Speichern' }).click();
  await asked.waitFor({ state: 'detached' });
  await name.fill('Jana Kühn-Meier');
  expect(await asked.count()).toBe(0);
  await sheet.getByRole('button', { name: 'Schließen' }).click();
  await asked.getByRole('button', { name: 'Verwerfen' }).click();
  await sheet.waitFor({ state: 'detached' });
  await page.getByText('Jana Kühn', { exact: true }).first().waitFor();
});

test('the subject of a new message is kept as its text is', async () => {
  const page = await people.visit({ as: 'krause', to: '/portal/messages/new', viewport: PHONE_SCREEN, isMobile: true, hasTouch: true });
  await page.getByRole('textbox', { name: 'Betreff' }).fill('Vertretung im August');
  await page.getByRole('textbox', { name: 'Ihre Nachricht' }).fill('Wer nimmt an?');
  await page.getByRole('navigation', { name: 'Hauptnavigation' }).getByRole('link', { name: 'Start' }).tap();
  await page.getByRole('heading', { level: 1, name: /^Guten / }).waitFor();
  await page.goto('/portal/messages/new');
  await page.getByRole('textbox', { name: 'Betreff' }).waitFor();
  expect(await page.getByRole('textbox', { name: 'Betreff' }).inputValue()).toBe('Vertretung im August');
  expect(await page.getByRole('textbox', { name: 'Ihre Nachricht' }).inputValue()).toBe('Wer nimmt an?');
});
