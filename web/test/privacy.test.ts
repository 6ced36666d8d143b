import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { openBrowser, PHONE_SCREEN, visitors, type Visit } from './browser.ts';
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

const phone = (to: string, who: Partial<Visit> = {}): Promise<Page> => people.visit({ as: 'krause', to, viewport: PHONE_SCREEN, isMobile: true, hasTouch: true, ...who });
const accessible = async (page: Page) => expect((await new AxeBuilder({ page: page as never }).setLegacyMode(true).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
const QUESTION = 'Sprachnachrichten im Sekretariat anhören';

test('asks for a consent at the first sign-in without nudging, lets it wait, and takes it back in the settings', async () => {
  const page = await phone('/portal');
  const asked = page.getByRole('region', { name: QUESTION });
  await asked.waitFor();
  const answers = asked.getByRole('button');
  expect(await answers.allInnerTexts()).toEqual(['Einwilligen', 'Ablehnen', 'Später']);
  const looks = await answers.evaluateAll(buttons => buttons.map(button => { const { color, backgroundColor, borderColor, fontSize, fontWeight, height } = getComputedStyle(button); return { color, backgroundColor, borderColor, fontSize, fontWeight, height }; }));
  expect(new Set(looks.map(look => JSON.stringify(look))).size).toBe(1);
  await accessible(page);
  await page.getByRole('button', { name: 'Zur Kenntnis genommen' }).tap();
  await page.getByText('Unsere Datenschutzerklärung gilt').waitFor({ state: 'detached' });

  await asked.getByRole('button', { name: 'Später' }).tap();
  await asked.waitFor({ state: 'detached' });
  await page.reload();
  await page.getByRole('navigation', { name: 'Hauptnavigation' }).waitFor();
  expect(await asked.count()).toBe(0);

  const again = await phone('/portal');
  await again.getByRole('region', { name: QUESTION }).getByRole('button', { name: 'Einwilligen' }).tap();
  await again.getByRole('region', { name: QUESTION }).waitFor({ state: 'detached' });
  await again.getByRole('button', { name: /^Konto: / }).tap();
  await again.getByRole('menuitem', { name: 'Datenschutz', exact: true }).tap();
  await again.getByRole('heading', { name: 'Datenschutz', level: 1 }).waitFor();
  const consent = again.getByRole('article', { name: QUESTION });
  await consent.getByText(/^Erteilt am .* von Dr\. Henrik Krause$/).waitFor();
  await consent.getByRole('button', { name: 'Widerrufen' }).tap();
  await consent.getByText('Nicht erteilt').waitFor();
  await consent.getByText('Verlauf').tap();
  expect(await consent.getByRole('listitem').first().innerText()).toMatch(/Erteilt am .* \(Text 2026-11\/1\), widerrufen am .* von Dr\. Henrik Krause/);
  await accessible(again);
  await consent.getByRole('button', { name: 'Einwilligen' }).tap();
  await consent.getByText(/^Erteilt am/).first().waitFor();
});

test('signing out leaves nothing about the person on the device', async () => {
  const token = await house.freshSession('weber');
  const page = await phone('/portal/instructions/new', { as: 'weber', token });
  await page.getByRole('textbox', { name: 'Bezeichnung', exact: true }).first().fill('Nur ein Entwurf');
  await page.goto('/portal');
  await page.getByRole('button', { name: 'Alles gelesen' }).tap({ timeout: 3_000 }).catch(() => undefined);
  await page.getByRole('button', { name: /^Konto: / }).tap();
  await page.getByRole('menuitem', { name: 'Abmelden' }).tap();
  await page.getByRole('heading', { name: 'Anmelden' }).waitFor();
  const left = await page.evaluate(async () => ({ local: Object.keys(localStorage), session: Object.keys(sessionStorage), databases: (await indexedDB.databases()).length, caches: (await caches.keys()).length }));
  // What is left is how the pages look, which says of nobody anything.
  expect(left.local.filter(key => !['vorzimmer.language', 'vorzimmer.color-scheme'].includes(key))).toEqual([]);
  expect([left.session.filter(key => key.startsWith('vorzimmer.')), left.databases, left.caches]).toEqual([[], 0, 0]);
});
