import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { openBrowser, PHONE_SCREEN, visitors } from './browser.ts';
import { openDatabase } from './database.ts';
import { eventually } from './eventually.ts';
import { openHouse } from './house.ts';

const house = openHouse({ url: inject('url'), door: inject('door') });
const database = openDatabase(inject('dataFolder'));
let browser: Browser;
let people: ReturnType<typeof visitors>;
beforeAll(async () => { browser = await openBrowser(); people = visitors(browser, house); });
afterAll(async () => { await database.close(); await browser.close(); });
afterEach(async () => {
  const seen = [...people.troubles];
  await people.leave();
  expect(seen).toEqual([]);
});

test('when the contract is over, notes, documents and questions can still be deleted, and nothing new is offered', async () => {
  const { id, line } = await house.customer('Kanzlei Aufräumen');
  const callId = await house.noted(line, '+493023125953', { concern: 'Bittet um Rückruf', callerName: 'Viola Vorbei' });
  const token = await house.person(id, 'INSTRUCT');
  const page = await people.visit({ as: null, token, to: '/portal/documents', viewport: PHONE_SCREEN, isMobile: true, hasTouch: true });
  await page.locator('input[type=file]').first().setInputFiles({ name: 'Altes.txt', mimeType: 'text/plain', buffer: Buffer.from('Alt.') });
  await page.getByRole('article', { name: 'Altes' }).waitFor();
  await page.goto('/portal/faqs');
  await page.getByRole('button', { name: 'Neu: Frage anlegen' }).tap();
  const form = page.getByRole('dialog');
  await form.getByRole('textbox').first().fill('Wann ist offen?');
  await form.getByRole('textbox').nth(1).fill('Von acht bis zwölf.');
  await form.getByRole('button', { name: 'Speichern' }).tap();
  await page.getByText('Wann ist offen?').first().waitFor();
  // A contract cannot end before it began, and it began just now.
  await database.pool.query(`update customer set contract_started_on = '2020-01-01' where id = $1`, [id]);
  await house.endContract(id, -2);

  const over = 'Der Vertrag ist zu Ende: Was da ist, können Sie lesen und löschen, Neues kommt nicht hinzu.';
  await page.goto('/portal/documents');
  await page.getByText(over).waitFor();
  await page.getByRole('article', { name: 'Altes' }).getByRole('button').tap();
  await eventually(() => page.getByRole('menuitem').allInnerTexts()).toEqual(['Löschen']);
  await page.getByRole('menuitem', { name: 'Löschen' }).tap();
  await page.getByRole('dialog').getByRole('button', { name: 'Endgültig löschen' }).tap();
  await page.getByRole('article', { name: 'Altes' }).waitFor({ state: 'detached' });

  await page.goto('/portal/faqs');
  await page.getByText(over).waitFor();
  await page.getByText('Wann ist offen?').tap();
  expect(await page.getByRole('button', { name: 'Ändern' }).count()).toBe(0);
  await page.getByRole('button', { name: 'Löschen' }).tap();
  await page.getByRole('dialog').getByRole('button', { name: 'Löschen' }).tap();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByText('Wann ist offen?').waitFor({ state: 'detached' });

  await page.goto(`/portal/calls/${callId}`);
  await page.getByRole('button', { name: 'In den Papierkorb' }).tap();
  await page.getByText('Die Notiz liegt im Papierkorb.').waitFor();
  await page.goto('/portal/trash');
  await page.getByText(over).waitFor();
  await page.getByRole('button', { name: 'Endgültig löschen: Viola Vorbei' }).tap();
  await page.getByRole('dialog').getByRole('button', { name: 'Endgültig löschen' }).tap();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByText('Viola Vorbei').waitFor({ state: 'detached' });
});
