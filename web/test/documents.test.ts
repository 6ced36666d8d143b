import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { openBrowser, PHONE_SCREEN, visitors } from './browser.ts';
import { eventually } from './eventually.ts';
import { openHouse } from './house.ts';

const house = openHouse({ url: inject('url'), door: inject('door') });
let browser: Browser;
let people: ReturnType<typeof visitors>;
beforeAll(async () => { browser = await openBrowser(); people = visitors(browser, house); });
afterAll(() => browser.close());
beforeEach(() => house.clearDesk());
afterEach(async () => { await people.leave(); await house.clearDesk(); });

const PDF = Buffer.concat([Buffer.from('%PDF-1.7\n%âãÏÓ\n'), Buffer.alloc(700_000, ' '), Buffer.from('%%EOF')]);
const phone = (token: string, to: string): Promise<Page> => people.visit({ as: null, token, to, viewport: PHONE_SCREEN, isMobile: true, hasTouch: true });
const tab = (page: Page, name: string) => page.getByRole('tab', { name });
const panel = (page: Page) => page.getByRole('tabpanel');

test('what a customer leaves with the secretaries is on the desk for the call in hand, a key away', async () => {
  const customer = await house.customer('Fahrschule Kehre');
  const page = await phone(await house.person(customer.id, 'INSTRUCT'), '/portal/documents');
  await page.getByText('Noch keine Dokumente').waitFor();
  const files = page.locator('input[type=file]').first();
  await files.setInputFiles({ name: 'virus.pdf', mimeType: 'application/pdf', buffer: Buffer.concat([Buffer.from('MZ'), Buffer.alloc(100, 1)]) });
  await page.getByText(/^Nicht hochgeladen: Diese Art von Datei wird nicht angenommen/).waitFor();
  await page.getByRole('button', { name: 'Schließen' }).tap();
  await files.setInputFiles({ name: 'Preisliste.pdf', mimeType: 'application/pdf', buffer: PDF });
  await page.getByText('„Preisliste.pdf“ ist gespeichert.').waitFor();
  const stored = page.getByRole('article', { name: 'Preisliste' });
  await stored.getByRole('button', { name: 'Mehr zu Preisliste' }).tap();
  await page.getByRole('menuitem', { name: 'Umbenennen' }).tap();
  await page.getByRole('textbox', { name: 'Bezeichnung' }).fill('Preise 2027');
  await page.keyboard.press('Escape');
  const asked = page.getByRole('alertdialog', { name: 'Was Sie eingegeben haben, ist noch nicht gespeichert.' });
  await asked.waitFor();
  await page.getByRole('button', { name: 'Speichern' }).tap();
  await page.getByRole('article', { name: 'Preise 2027' }).getByRole('button', { name: 'Mehr zu Preise 2027' }).tap();
  // The question was answered by saving; typing anew does not ask it again.
  await page.getByRole('menuitem', { name: 'Umbenennen' }).tap();
  await page.getByRole('textbox', { name: 'Bezeichnung' }).fill('Preise 2028');
  expect(await asked.count()).toBe(0);
  await page.getByRole('dialog').getByRole('button', { name: 'Abbrechen' }).tap();

  await page.goto('/portal/faqs');
  await page.getByText('Noch keine Fragen').waitFor();
  await page.getByRole('button', { name: 'Neu: Frage anlegen' }).tap();
  await page.getByRole('button', { name: 'Speichern' }).tap();
  await eventually(() => page.getByText('Diese Angabe fehlt noch.').count()).toBe(2);
  await page.getByRole('textbox', { name: 'Frage', exact: true }).fill('Was kostet eine Fahrstunde?');
  await page.getByRole('textbox', { name: 'Antwort', exact: true }).fill('65 Euro, Nachtfahrten 75 Euro.');
  await page.getByRole('button', { name: 'Speichern' }).tap();
  await page.getByText('Die Frage ist gespeichert.').waitFor();

  const jana = await (await people.context({ as: 'jana' })).newPage();
  const fetched: string[] = [];
  jana.on('request', request => { fetched.push(request.url()); });
  await jana.goto('/desk');
  await jana.getByText('verbunden', { exact: true }).waitFor();
  await house.ring(customer.line, '+491713920077');
  const call = jana.getByRole('region', { name: `Anruf für ${customer.name}` });
  await call.getByText('Nachricht aufnehmen').waitFor();
  await jana.keyboard.press('F2');
  await call.getByText('im Gespräch').waitFor();
  // What nobody has opened yet was not fetched.
  expect(fetched.filter(url => /customer-(faqs|documents|contacts|threads)/.test(url))).toEqual([]);
  await jana.keyboard.press('Alt+Q');
  await eventually(() => jana.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Frage oder Stichwort');
  await jana.keyboard.type('Fahrstunden');
  await panel(jana).getByText('65 Euro, Nachtfahrten 75 Euro.').waitFor();
  await jana.keyboard.press('Alt+X');
  await eventually(() => jana.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Dokument suchen');
  const download = jana.waitForEvent('download');
  await panel(jana).getByRole('link', { name: 'Preise 2027' }).press('Enter');
  expect((await download).suggestedFilename()).toBe('Preisliste.pdf');
  await jana.keyboard.press('Alt+K');
  await eventually(() => tab(jana, 'Kontakte').getAttribute('aria-selected')).toBe('true');
  await jana.keyboard.press('Alt+H');
  await jana.getByRole('heading', { name: 'Anrufer' }).waitFor();

  // A question came up that nobody has answered: the customer does.
  await jana.keyboard.press('Alt+Q');
  await panel(jana).getByRole('button', { name: 'Frage vorschlagen' }).click();
  await jana.getByRole('textbox', { name: 'Wonach wurde gefragt?' }).fill('Gibt es Ferienkurse?');
  await jana.getByRole('button', { name: 'Dem Kunden vorschlagen' }).click();
  const suggested = page.getByRole('region', { name: '1 Vorschlag des Sekretariats' });
  await suggested.getByText('Gibt es Ferienkurse?').waitFor();
  await suggested.getByRole('button', { name: 'Beantworten' }).tap();
  await page.getByRole('textbox', { name: 'Antwort', exact: true }).fill('Ja, in allen Herbstferien.');
  await page.getByRole('button', { name: 'Übernehmen' }).tap();
  await suggested.waitFor({ state: 'detached' });
  await panel(jana).getByText('Gibt es Ferienkurse?').waitFor();
});

test('a document is replaced, its older version fetched and removed, and the whole deleted; who may only read does none of it', async () => {
  const customer = await house.customer('Gärtnerei Amsel');
  const page = await phone(await house.person(customer.id, 'INSTRUCT'), '/portal/documents');
  await page.locator('input[type=file]').first().setInputFiles({ name: 'Wegbeschreibung.txt', mimeType: 'text/plain', buffer: Buffer.from('Am Tor links') });
  const stored = page.getByRole('article', { name: 'Wegbeschreibung' });
  await stored.getByRole('button', { name: 'Mehr zu Wegbeschreibung' }).tap();
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('menuitem', { name: 'Neue Fassung hochladen' }).tap();
  await (await choosing).setFiles({ name: 'Wegbeschreibung-neu.txt', mimeType: 'text/plain', buffer: Buffer.from('Am Tor rechts') });
  await stored.getByText('1 ältere Fassung').tap();
  await stored.getByRole('link', { name: 'Fassung 1: Wegbeschreibung.txt' }).waitFor();

  const reader = await phone(await house.person(customer.id, 'READ'), '/portal/documents');
  await reader.getByRole('article', { name: 'Wegbeschreibung' }).getByRole('link', { name: 'Wegbeschreibung herunterladen' }).waitFor();
  expect(await reader.getByRole('button', { name: /Hochladen|Mehr zu/ }).count()).toBe(0);

  await stored.getByRole('button', { name: 'Entfernen' }).tap();
  await page.getByRole('dialog').getByRole('button', { name: 'Entfernen' }).tap();
  await stored.getByText('1 ältere Fassung').waitFor({ state: 'detached' });
  await page.keyboard.press('Escape');
  await stored.getByRole('button', { name: 'Mehr zu Wegbeschreibung' }).tap();
  await page.getByRole('menuitem', { name: 'Löschen' }).tap();
  await page.getByRole('button', { name: 'Endgültig löschen' }).tap();
  await page.getByText('Noch keine Dokumente').waitFor();
  await reader.getByText('Noch keine Dokumente').waitFor();
});
