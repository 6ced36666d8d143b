import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { openBrowser, PHONE_SCREEN, visitors } from './browser.ts';
import { eventually } from './eventually.ts';
import { openHouse } from './house.ts';
import { withinOneDay } from './midnight.ts';

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

test('narrows the history down by time, secretary and contact; the address, the list and a file say the same, and each is taken away with a tap', () => withinOneDay(async () => {
  const tag = Date.now().toString(36);
  const { viewer } = await house.ask('weber', '{ viewer { ... on CustomerUser { customer { id lines { number } } } } }');
  const [id, line]: [string, string] = [viewer.customer.id, viewer.customer.lines[0].number];
  const number = `+49176040${String(Math.floor(Math.random() * 90_000) + 10_000)}`;
  const contact = `Leonore Filtrat ${tag}`;
  await house.contact(id, { name: contact, numbers: [number] }, 'weber');
  const [hers, other] = [`Leonore F. ${tag}`, `Balduin B. ${tag}`];
  await house.noted(line, number, { concern: `Fragt nach ${tag}.`, callerName: hers });
  await house.noted(line, null, { concern: `Fragt auch nach ${tag}.`, callerName: other });

  const page: Page = await people.visit({ as: 'weber', to: `/portal/calls?search=${tag}`, viewport: PHONE_SCREEN, isMobile: true, hasTouch: true });
  const row = (name: string) => page.getByRole('listitem').getByRole('link').filter({ hasText: name });
  await row(hers).waitFor();
  await row(other).waitFor();
  await page.getByRole('button', { name: 'Filtern' }).tap();
  const sheet = page.getByRole('dialog', { name: 'Anrufe filtern' });
  await sheet.getByRole('button', { name: 'Heute' }).tap();
  await sheet.getByRole('combobox', { name: 'Sekretärin' }).selectOption({ label: 'Jana Kühn' });
  await sheet.getByRole('searchbox', { name: 'Kontakt' }).fill(`filtrat ${tag}`);
  await sheet.getByRole('button', { name: contact }).tap();
  await sheet.getByRole('button', { name: 'Anrufe zeigen' }).tap();
  await row(other).waitFor({ state: 'detached' });
  await row(hers).waitFor();
  expect([...new URL(page.url()).searchParams.keys()].toSorted()).toEqual(['contact', 'search', 'secretary', 'time']);
  // Nothing is wider than the telephone.
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE_SCREEN.width);

  // What came meanwhile is there at once, where it belongs.
  const later = `Leonore G. ${tag}`;
  await page.getByRole('button', { name: 'Suche leeren' }).tap();
  await house.noted(line, number, { concern: 'Noch etwas.', callerName: later });
  await row(later).waitFor();

  await page.reload();
  await row(later).waitFor();
  await row(hers).waitFor();
  const chips = page.getByRole('group', { name: 'Filter' });
  await eventually(() => chips.getByRole('button').allInnerTexts()).toEqual(['Filtern', 'Heute', 'Sekretärin: Jana Kühn', `Kontakt: ${contact}`]);

  await page.getByRole('button', { name: 'Anrufe exportieren' }).tap();
  const file = page.getByRole('dialog', { name: 'Anrufe exportieren' });
  await file.getByText(`Alle Anrufe mit ihren Notizen. Gefiltert: Heute, Sekretärin: Jana Kühn, Kontakt: ${contact}.`).waitFor();
  await file.getByRole('button', { name: 'Datei erstellen' }).tap();
  await file.getByText(/ist fertig, mit 2 Anrufen\./).waitFor();
  const [download] = await Promise.all([page.waitForEvent('download'), file.getByRole('link', { name: 'Speichern' }).click()]);
  const table = await readFile(await download.path(), 'utf8');
  expect(table).toContain(hers);
  expect(table).not.toContain(other);
  await file.getByRole('button', { name: 'Schließen' }).last().tap();

  // What came of a call narrows it down as well, and takes the place of the missed calls.
  await page.getByRole('button', { name: 'Verpasst', exact: true }).tap();
  await row(later).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Filtern' }).tap();
  await sheet.getByRole('combobox', { name: 'Ergebnis' }).selectOption({ label: 'Nachricht aufgenommen' });
  await sheet.getByRole('button', { name: 'Anrufe zeigen' }).tap();
  await row(later).waitFor();
  await chips.getByRole('button', { name: 'Ergebnis: Nachricht aufgenommen: Filter entfernen' }).tap();

  // Of a month in which nobody called there is nothing, and the way back is there.
  await page.getByRole('button', { name: 'Filtern' }).tap();
  await sheet.getByRole('button', { name: 'Zeitraum' }).tap();
  await sheet.getByLabel('Vom').fill('2019-03-01');
  await sheet.getByLabel('Bis zum').fill('2019-03-31');
  await sheet.getByRole('button', { name: 'Anrufe zeigen' }).tap();
  await page.getByText('Kein Anruf passt').waitFor();
  await chips.getByRole('button', { name: /März 2019.*Filter entfernen$/ }).tap();
  await row(later).waitFor();
  await chips.getByRole('button', { name: `Kontakt: ${contact}: Filter entfernen` }).tap();
  await row(other).waitFor();
  await eventually(() => [...new URL(page.url()).searchParams.keys()]).toEqual(['secretary']);
}));
