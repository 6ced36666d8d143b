import type { Browser, Page } from 'playwright-core';
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

// Nobody else's: neither the demo's nor another test's.
const NUMBER = '089 99998987';
const search = async (page: Page, number: string) => {
  await page.getByRole('textbox', { name: 'Rufnummer' }).fill(number);
  await page.getByRole('button', { name: 'Suchen' }).click();
};

test('a supervisor finds what is stored about a caller, hands it out and erases it', async () => {
  const { id: customerId, line, name } = await house.customer('Hofgut Lindenau');
  await house.contact(customerId, { name: 'Frieda Findmich', numbers: [NUMBER] });
  const callId = await house.noted(line, NUMBER, { callerName: 'Frieda Findmich', concern: 'Fragt nach der Lieferung' });

  const desk = await people.visit({ as: 'leitung', to: '/desk' });
  await desk.getByRole('button', { name: 'Mehr' }).click();
  const [page] = await Promise.all([desk.waitForEvent('popup'), desk.getByRole('menuitem', { name: 'Datenschutz', exact: true }).click()]);
  await page.getByRole('heading', { name: 'Aufbewahrung' }).waitFor();
  await page.getByRole('heading', { name: 'Verträge, die enden' }).waitFor();
  await search(page, 'Findmich');
  await page.getByText('Das ist keine Telefonnummer.').waitFor();
  await accessible(page);
  await search(page, '0171 3929966');
  await page.getByText('Zu 0171 3929966 ist bei keinem Kunden etwas gespeichert.').waitFor();
  await search(page, '+49 89/99998-987');
  const found = page.getByRole('article', { name });
  await found.getByText('1 Anruf').waitFor();
  await found.getByText('1 Kontakt').waitFor();
  await accessible(page);

  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Auskunft herunterladen (ZIP)' }).click();
  expect((await download).suggestedFilename()).toMatch(/^auskunft-\d{4}-\d\d-\d\d\.zip$/);

  await page.emulateMedia({ colorScheme: 'dark' });
  await page.getByRole('button', { name: 'Löschen …' }).click();
  const dialog = page.getByRole('dialog', { name: `Alles zu ${NUMBER} löschen?` });
  await dialog.getByText('1 Gesprächsnotiz').waitFor();
  await dialog.getByLabel('Grund').fill(`Antrag von ${NUMBER}`);
  await dialog.getByRole('button', { name: 'Endgültig löschen' }).click();
  await dialog.getByText('Die Nummer darf hier nicht stehen, sonst bliebe sie im Protokoll.').waitFor();
  await accessible(page);
  await dialog.getByLabel('Grund').fill('Aktenzeichen 7/2026');
  await dialog.getByRole('button', { name: 'Endgültig löschen' }).click();
  await page.getByText('Gelöscht, bei 1 Kunden.').waitFor();
  await page.getByText(/ist bei keinem Kunden etwas gespeichert/).waitFor();
  const { call, customer } = await house.ask('leitung', 'query ($callId: ID!, $customerId: ID!) { call(id: $callId) { result caller { number contacts { id } } note { id } } customer(id: $customerId) { contacts(first: 5) { edges { node { id } } } auditLog(first: 1, filter: { kinds: [DELETED] }) { edges { node { act reason } } } } }', { callId, customerId });
  expect(call).toEqual({ result: 'MESSAGE_TAKEN', caller: { number: null, contacts: [] }, note: null });
  expect(customer.contacts.edges).toEqual([]);
  expect(customer.auditLog.edges[0].node).toEqual({ act: 'eraseCaller', reason: 'Aktenzeichen 7/2026' });
});

test('on a phone it fits, and others are told that it is not theirs', async () => {
  const page = await people.visit({ as: 'leitung', to: '/desk/privacy', viewport: PHONE_SCREEN, isMobile: true, hasTouch: true });
  await page.getByRole('heading', { name: 'Aufbewahrung' }).waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE_SCREEN.width);
  const jana = await people.visit({ as: 'jana', to: '/desk/privacy' });
  await jana.getByText('Diese Seite ist für die Leitung.').waitFor();
  expect(await jana.getByRole('textbox').count()).toBe(0);
});
