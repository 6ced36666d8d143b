import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { accessible } from './accessibility.ts';
import { openBrowser, PHONE_SCREEN, visitors, type Visit } from './browser.ts';
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

const phone = (to: string, who: Partial<Visit> = {}): Promise<Page> => people.visit({ as: 'krause', to, viewport: PHONE_SCREEN, isMobile: true, hasTouch: true, ...who });
/** A page of the portal for somebody of the customer with this right. */
const personOf = async (customerId: string, right: 'READ' | 'INSTRUCT' | 'MANAGE', to: string, who: Partial<Visit> = {}) => phone(to, { as: null, token: await house.person(customerId, right), ...who });
const QUESTION = 'Sprachnachrichten im Sekretariat anhören';

test('asks for a consent at the first sign-in without nudging, lets it wait, and takes it back in the settings', async () => {
  const page = await phone('/portal');
  const asked = page.getByRole('region', { name: QUESTION });
  await asked.waitFor();
  // What waits for an answer takes a line each, and leaves the page to what happened.
  const [top] = await page.getByRole('heading', { level: 1 }).evaluateAll(([title]) => [title!.getBoundingClientRect().top]);
  expect(top).toBeLessThan(PHONE_SCREEN.height / 3);
  await asked.getByText(QUESTION).tap();
  const answers = asked.getByRole('group', { name: QUESTION }).getByRole('button');
  expect(await answers.allInnerTexts()).toEqual(['Einwilligen', 'Ablehnen', 'Später']);
  const looks = await answers.evaluateAll(buttons => buttons.map(button => { const { color, backgroundColor, borderColor, fontSize, fontWeight, height } = getComputedStyle(button); return { color, backgroundColor, borderColor, fontSize, fontWeight, height }; }));
  expect(new Set(looks.map(look => JSON.stringify(look))).size).toBe(1);
  await accessible(page);
  await page.getByText('Datenschutzerklärung zur Kenntnis nehmen').tap();
  await page.getByRole('button', { name: 'Zur Kenntnis genommen' }).tap();
  await page.getByText('Unsere Datenschutzerklärung gilt').waitFor({ state: 'detached' });

  await asked.getByRole('button', { name: 'Später' }).tap();
  await asked.waitFor({ state: 'detached' });
  await page.reload();
  await page.getByRole('navigation', { name: 'Hauptnavigation' }).waitFor();
  expect(await asked.count()).toBe(0);

  const again = await phone('/portal');
  await again.getByRole('region', { name: QUESTION }).getByText(QUESTION).tap();
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
  await page.getByRole('button', { name: /^Konto: / }).tap();
  await page.getByRole('menuitem', { name: 'Abmelden' }).tap();
  await page.getByRole('heading', { name: 'Anmelden' }).waitFor();
  const left = await page.evaluate(async () => ({ local: Object.keys(localStorage), session: Object.keys(sessionStorage), databases: (await indexedDB.databases()).length }));
  // What is left is how the pages look, which says of nobody anything; that the files kept for a start without network are the same for everybody, offline.test.ts shows.
  expect(left.local.filter(key => !['vorzimmer.language', 'vorzimmer.color-scheme'].includes(key))).toEqual([]);
  expect([left.session.filter(key => key.startsWith('vorzimmer.')), left.databases]).toEqual([[], 0]);
});

test('says that the contract ends, explains what follows, and takes either answer, which look alike', async () => {
  const { id } = await house.customer('Kanzlei Abschied');
  await house.endContract(id, 20);
  const page = await personOf(id, 'MANAGE', '/portal');
  await page.getByRole('region', { name: 'Vertragsende' }).getByRole('link', { name: 'Entscheiden' }).tap();
  const card = page.getByRole('region', { name: 'Vertragsende' });
  await card.getByText(/^Wenn Sie nichts sagen, löschen wir am .* alles/).waitFor();
  await card.getByText('Was „Grundfunktionen“ heißt').tap();
  await card.getByText(/Das kostet nichts/).waitFor();
  const answers = card.getByRole('group').getByRole('button');
  expect(await answers.allInnerTexts()).toEqual(['Grundfunktionen behalten', 'Alles löschen']);
  const looks = await answers.evaluateAll(buttons => buttons.map(button => { const { color, backgroundColor, borderColor, fontSize, fontWeight, height, width } = getComputedStyle(button); return { color, backgroundColor, borderColor, fontSize, fontWeight, height, width }; }));
  expect(new Set(looks.map(look => JSON.stringify(look))).size).toBe(1);
  await accessible(page);
  await answers.first().tap();
  await card.getByText(/^Sie behalten die Grundfunktionen\./).waitFor();
  await card.getByRole('button', { name: 'Alles löschen' }).tap();
  await card.getByText(/^Alles wird gelöscht\./).waitFor();
  expect(await card.getByRole('button', { pressed: true }).innerText()).toBe('Alles löschen');

  const reader = await personOf(id, 'READ', '/portal/privacy');
  await reader.getByText('Entscheiden kann, wer bei Ihnen die Daten verwaltet.').waitFor();
  expect(await reader.getByRole('button', { name: 'Alles löschen' }).count()).toBe(0);
});

test('when the contract is over, what is there is read and deleted, nothing is added and the page says why; everything goes for whoever types the number', async () => {
  const { customers } = await house.ask('leitung', '{ customers(first: 1, search: "Hollerbach") { edges { node { id customerNumber contacts(first: 1) { edges { node { id name } } } } } } }');
  const { id, customerNumber, contacts } = customers.edges[0].node;
  await house.endContract(id, -2);
  const page = await personOf(id, 'MANAGE', '/portal/contacts');
  await page.getByText('Der Vertrag ist zu Ende: Was da ist, können Sie lesen und löschen, Neues kommt nicht hinzu.').waitFor();
  expect(await page.getByRole('link', { name: 'Neu: Kontakt anlegen' }).count()).toBe(0);
  await page.getByRole('link', { name: contacts.edges[0].node.name }).tap();
  await page.getByRole('button', { name: 'Kontakt löschen' }).waitFor();
  expect(await page.getByRole('textbox', { name: 'Name' }).isDisabled()).toBe(true);
  expect(await page.getByRole('button', { name: 'Speichern' }).count()).toBe(0);
  await accessible(page);

  await page.goto('/portal/privacy');
  await page.getByRole('link', { name: 'Auskunft herunterladen (ZIP)' }).waitFor();
  await page.getByRole('button', { name: 'Alles löschen' }).tap();
  await page.getByRole('textbox', { name: 'Ihre Kundennummer' }).fill('K-0');
  await page.getByRole('button', { name: 'Endgültig löschen' }).tap();
  await page.getByText('Das ist nicht Ihre Kundennummer.').waitFor();
  await accessible(page);
  await page.getByRole('textbox', { name: 'Ihre Kundennummer' }).fill(customerNumber);
  await page.getByRole('button', { name: 'Endgültig löschen' }).tap();
  // Within a minute nobody is signed in here any more; that can be before the word is seen.
  await page.getByText('Alles wird jetzt gelöscht. Das dauert wenige Minuten.').or(page.getByRole('heading', { name: 'Anmelden' })).first().waitFor();
});

test('whoever may only read is shown no way to write, and told why', async () => {
  const { id, line } = await house.customer('Kanzlei Nurlesen');
  const contactId = await house.contact(id, { name: 'Lea Leser', numbers: ['+493023125952'], isVip: true });
  const instructionId = await house.instruction(id, { title: 'Sprechzeit' });
  const callId = await house.noted(line, '+493023125952', { concern: 'Bittet um Rückruf', callBackWished: true });
  const page = await personOf(id, 'READ', '/portal');
  const writer = await personOf(id, 'INSTRUCT', '/portal');
  const why = page.getByText('Sie können hier lesen. Ändern kann, wer bei Ihnen das Recht dazu hat.').first();
  for (const [to, way] of [
    ['/portal', 'Besprechung'], ['/portal/instructions', 'Neu'], [`/portal/instructions/${instructionId}`, 'Speichern'], ['/portal/contacts', 'Neu'],
    [`/portal/contacts/${contactId}`, 'Kontakt löschen'], [`/portal/calls/${callId}`, 'Rückruf erledigt'],
  ] as const) {
    const ways = (of: Page) => of.getByRole('main').getByText(way).and(of.locator('a *, button *'));
    await Promise.all([page.goto(to), writer.goto(to)]);
    await Promise.all([why.waitFor(), ways(writer).first().waitFor()]);
    expect(await ways(page).count(), to).toBe(0);
  }
  await page.goto(`/portal/contacts/${contactId}`);
  await page.getByRole('textbox', { name: 'Name' }).waitFor();
  expect(await page.getByRole('textbox', { name: 'Name' }).isDisabled()).toBe(true);
});

test('the log says who saw and changed what, with the reason of a supervisor and the fields that were corrected', async () => {
  const { id, page, corrected } = await withinOneDay(async () => {
    const { id } = await house.customer('Kanzlei Protokoll');
    await house.instruction(id, { title: 'Sprechzeit' });
    for (let n = 0; n < 31; n++) await house.contact(id, { name: `Kontakt ${n}` });
    const contactId = await house.contact(id, { name: 'Karl Korrigirt' });
    const page = await personOf(id, 'MANAGE', `/portal/contacts/${contactId}`);
    await page.getByRole('textbox', { name: 'Name' }).fill('Karl Korrigiert');
    await page.getByRole('button', { name: 'Speichern' }).tap();
    await page.getByRole('heading', { name: 'Kontakte', level: 1 }).waitFor();
    await page.goto('/portal/privacy');
    await page.getByRole('link', { name: 'Protokoll öffnen' }).tap();
    const entries = page.getByRole('list', { name: 'Einträge' }).getByRole('listitem');
    const corrected = entries.filter({ hasText: 'Kontakt berichtigt' });
    await corrected.waitFor();
    expect(await corrected.innerText()).toMatch(/Ihre Seite: Petra Probst[^]*Geändert: Name[^]*Netz 127\.0\.0\.0\/24/);
    await accessible(page);

    await page.getByRole('group', { name: 'Art' }).getByRole('button', { name: 'Geändert' }).tap();
    await page.getByRole('group', { name: 'Zeitraum' }).getByRole('button', { name: 'Heute' }).tap();
    await entries.nth(29).waitFor();
    expect(await entries.count()).toBe(30);
    await page.getByRole('button', { name: 'Weitere Einträge' }).tap();
    const instructed = entries.filter({ hasText: 'Anweisung angelegt' });
    await instructed.waitFor();
    expect(await instructed.innerText()).toMatch(/Sekretariat: Martina Vogt[^]*Grund: Bereitet eine Prüfung vor/);
    return { id, page, corrected };
  });
  await page.getByRole('group', { name: 'Art' }).getByRole('button', { name: 'Gelöscht' }).tap();
  await page.getByText('Nichts aufgezeichnet').waitFor();
  await page.getByRole('button', { name: 'Alles zeigen' }).tap();
  await corrected.waitFor();

  const reader = await personOf(id, 'INSTRUCT', '/portal/privacy/log');
  await reader.getByText('Das Protokoll liest, wer bei Ihnen die Daten verwaltet.').waitFor();
});
