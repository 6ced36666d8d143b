import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
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
  await house.clearDesk();
  expect(seen).toEqual([]);
});

test('the wall board shows who waits, who does what and how well it goes, as it happens', async () => {
  await house.clearDesk();
  const { line } = await house.customer('Reederei Nordlicht');
  await house.instruction((await house.ask('leitung', '{ customers(first: 1, search: "Reederei Nordlicht") { edges { node { id } } } }')).customers.edges[0].node.id);
  const presence = async () => (await house.ask('leitung', '{ viewer { ... on Secretary { presence } } }')).viewer.presence;
  // Whatever desk she had before is given up.
  await eventually(presence).toBe('OFFLINE');
  const page = await people.visit({ as: 'leitung', to: '/desk/board', viewport: { width: 1920, height: 1080 } });
  const queue = page.getByRole('region', { name: 'Warteschlange' });
  await queue.getByText('Niemand wartet.').waitFor();
  const { hangUp } = await house.ring(line, '+491713920011');
  await queue.getByText('Reederei Nordlicht').waitFor();
  // Never who calls: the board hangs where others see it.
  expect(await page.getByText('3920011').count()).toBe(0);
  const figures = page.getByRole('term');
  expect(await figures.allInnerTexts()).toEqual(['Es warten', 'Am längsten wartet', 'Angenommen in 20 s', 'Anrufe heute']);

  const jana = await people.visit({ as: 'jana', to: '/desk' });
  await jana.getByRole('region', { name: 'Anruf für Reederei Nordlicht' }).waitFor();
  await jana.keyboard.press('F2');
  await page.getByRole('region', { name: 'Team' }).getByText('spricht für Reederei Nordlicht').waitFor();
  await queue.getByText('Niemand wartet.').waitFor();
  await hangUp();
  await page.getByText('spricht für Reederei Nordlicht').waitFor({ state: 'detached' });

  await page.getByRole('button', { name: 'Ziel ändern' }).click();
  const target = page.getByRole('dialog', { name: 'Ziel für die Annahme' });
  await target.getByLabel('angenommen innerhalb von').fill('3');
  await target.getByRole('button', { name: 'Speichern' }).click();
  await target.getByText('Eine ganze Zahl von 5 bis 300.').waitFor();
  await target.getByLabel('Anteil der Anrufe').fill('90');
  await target.getByLabel('angenommen innerhalb von').fill('15');
  await target.getByRole('button', { name: 'Speichern' }).click();
  await page.getByText('Angenommen in 15 s').waitFor();
  const desk = await people.visit({ as: 'tom', to: '/desk' });
  await desk.getByText('90/15 heute').waitFor();
  await house.ask('leitung', 'mutation { setServiceTarget(seconds: 20, percent: 80) { __typename } }');
  // Another supervisor's change comes by itself.
  await page.getByText('Angenommen in 20 s').waitFor();

  // Whoever hangs the board on a wall is not at work there.
  expect(await presence()).toBe('OFFLINE');
  const refused = await people.visit({ as: 'jana', to: '/desk/board' });
  await refused.getByText('Diese Seite ist für die Leitung.').waitFor();
}, 90_000);

test('the statistics are plotted, have a table behind each plot, and open in a spreadsheet', async () => {
  const statistics = await withinOneDay(async () => {
    const { line } = await house.customer('=Spedition Nordwind');
    await house.noted(line, '+491713920012', { concern: 'Fragt nach dem Preis' });
    const page = await people.visit({ as: 'leitung', to: '/desk' });
    await page.getByRole('button', { name: 'Mehr' }).click();
    const opened = page.waitForEvent('popup');
    await page.getByRole('menuitem', { name: 'Statistik' }).click();
    const statistics = await opened;
    await statistics.getByRole('heading', { level: 1, name: 'Statistik' }).waitFor();
    const waits = statistics.getByRole('region', { name: 'Wartezeiten' });
    await waits.getByRole('img').locator('.recharts-surface').first().waitFor();
    await waits.getByText('Als Tabelle').click();
    expect(await waits.getByRole('row').count()).toBe(25);
    const download = statistics.waitForEvent('download');
    await statistics.getByRole('button', { name: 'Je Kunde als CSV-Datei herunterladen' }).click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/^kunden-\d{4}-\d\d-\d\d\.csv$/);
    const text = await readFile((await file.path())!, 'utf8');
    expect(text).toMatch(/^\uFEFFKunde;Anrufe;Angenommen;Service-Level \(%\);/);
    expect(text).toMatch(/^'=Spedition Nordwind;1;1;/m);
    return statistics;
  });

  await statistics.getByText('Woche', { exact: true }).click();
  await statistics.getByRole('heading', { name: 'Anrufe je Tag' }).waitFor();
  // What customers thought of the notes of these calls, plotted and for each secretary and customer.
  const feedback = statistics.getByRole('region', { name: 'Rückmeldungen', exact: true });
  await feedback.getByText('Als Tabelle').click();
  expect(await feedback.getByRole('columnheader').allInnerTexts()).toEqual(['Tag', 'Notiz gut', 'Notiz nicht gut']);
  expect(await feedback.getByRole('rowheader').first().innerText()).toMatch(/^Mo\., \d+\. /);
  for (const table of ['Je Sekretärin', 'Je Kunde'])
    expect((await statistics.getByRole('region', { name: table, exact: true }).getByRole('columnheader').allInnerTexts()).slice(-2)).toEqual(['Notiz gut', 'Notiz nicht gut']);
  await statistics.getByText('Von–bis', { exact: true }).click();
  await statistics.getByRole('textbox', { name: 'Von' }).fill('2026-01-01');
  await statistics.getByRole('textbox', { name: 'Bis' }).fill('2026-12-31');
  await statistics.getByRole('button', { name: 'Anzeigen' }).click();
  await statistics.getByText('Höchstens 92 Tage auf einmal.').waitFor();
  await statistics.getByRole('textbox', { name: 'Bis' }).fill('2025-12-31');
  await statistics.getByRole('button', { name: 'Anzeigen' }).click();
  await statistics.getByText('Das Ende liegt vor dem Anfang.').waitFor();
  await statistics.getByRole('textbox', { name: 'Von' }).fill('2019-01-01');
  await statistics.getByRole('textbox', { name: 'Bis' }).fill('2019-01-31');
  await statistics.getByRole('button', { name: 'Anzeigen' }).click();
  await statistics.getByText('In diesem Zeitraum gab es keine Anrufe.').waitFor();
  await eventually(() => new URL(statistics.url()).searchParams.get('from')).toBe('2019-01-01');
  // Two steps quicker than the page is drawn again are two steps.
  await statistics.getByRole('button', { name: 'Zeitraum davor' }).evaluate((button: HTMLElement) => { button.click(); button.click(); });
  await eventually(() => new URL(statistics.url()).searchParams.get('until')).toBe('2018-11-30');
}, 60_000);

test('a secretary sees her own figures, and nobody else’s', async () => {
  const page = await withinOneDay(async () => {
    const { line } = await house.customer('Weberei Abendrot');
    await house.noted(line, '+491713920013', { concern: 'Fragt nach Stoffmustern' });
    const page = await people.visit({ as: 'jana', to: '/desk/statistics', viewport: PHONE_SCREEN, isMobile: true, hasTouch: true });
    await page.getByRole('heading', { level: 1, name: 'Meine Zahlen' }).waitFor();
    await page.getByText('Von mir angenommen').waitFor();
    await page.getByRole('heading', { name: 'Anrufe je Stunde' }).waitFor();
    return page;
  });
  expect(await page.getByRole('heading', { name: 'Je Sekretärin' }).count()).toBe(0);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE_SCREEN.width);
}, 60_000);
