import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { openBrowser, PHONE_SCREEN, visitors } from './browser.ts';
import { eventually } from './eventually.ts';
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

/** The temporary password that is shown, after which the sheet is put away. */
async function handedOver(page: Page, name: string): Promise<string> {
  const sheet = page.getByRole('dialog', { name: `Vorläufiges Passwort für ${name}` });
  const password = await sheet.locator('code').innerText();
  // Neither Escape nor a click beside it loses what is shown this once.
  await page.keyboard.press('Escape');
  await sheet.getByRole('button', { name: 'Ich habe es weitergegeben' }).click();
  await sheet.waitFor({ state: 'detached' });
  return password;
}
const passwordOpens = async (email: string, password: string): Promise<string> => {
  const answer = await fetch(`${house.url}/graphql`, {
    method: 'POST', headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: 'mutation ($email: String!, $password: String!) { signIn(email: $email, password: $password) { __typename } }', variables: { email, password } }),
  });
  return ((await answer.json()) as { data: { signIn: { __typename: string } } }).data.signIn.__typename;
};

test('a supervisor makes a customer with number and people, and ends the contract', async () => {
  const name = `Gärtnerei Ulmenhof ${Date.now()}`;
  const number = `M-${Date.now()}`;
  const desk = await people.visit({ as: 'leitung', to: '/desk' });
  await desk.getByRole('button', { name: 'Mehr' }).click();
  // The desk stays where it is: a telephone in it would be hung up.
  const [page] = await Promise.all([desk.waitForEvent('popup'), desk.getByRole('menuitem', { name: 'Verwaltung' }).click()]);
  await page.getByRole('link', { name: /^Praxis Dr\. Weber/ }).waitFor();
  await page.getByRole('link', { name: 'Neuer Kunde' }).click();
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Kundennummer').fill(number);
  await page.getByLabel('Bundesland').selectOption('Sachsen');
  // Of a contract that began before it is entered here.
  const begin = page.getByLabel('Vertragsbeginn');
  await begin.fill('1919-04-01');
  await page.getByRole('button', { name: 'Kunden anlegen' }).click();
  await page.getByText('Dieser Wert ist nicht möglich.').waitFor();
  await begin.fill('2019-04-01');
  await page.getByRole('button', { name: 'Kunden anlegen' }).click();

  // The next that a customer needs is a number.
  await page.getByRole('heading', { level: 1, name }).waitFor();
  await page.getByRole('button', { name: 'Servicenummer hinzufügen' }).click();
  const line = page.getByRole('dialog', { name: 'Servicenummer hinzufügen' });
  await line.getByRole('textbox', { name: 'Nummer' }).fill('12');
  await line.getByRole('button', { name: 'Speichern' }).click();
  await line.getByText('Das ist keine vollständige Telefonnummer. Bitte mit Vorwahl angeben.').waitFor();
  const digits = String(Date.now()).slice(-3);
  await line.getByRole('textbox', { name: 'Nummer' }).fill(`0221 4710 7${digits}`);
  await line.getByLabel('Bezeichnung').fill('Hofladen');
  await line.getByRole('button', { name: 'Speichern' }).click();
  await page.getByText('Hofladen', { exact: true }).waitFor();

  await page.getByRole('tab', { name: 'Personen' }).click();
  await page.getByText('Noch niemand').waitFor();
  const add = async (person: string, email: string, right: string) => {
    await page.getByRole('button', { name: 'Person hinzufügen' }).click();
    const sheet = page.getByRole('dialog', { name: 'Person hinzufügen' });
    await sheet.getByLabel('Vor- und Nachname').fill(person);
    await sheet.getByLabel('E-Mail-Adresse').fill(email);
    await sheet.getByRole('radio', { name: right }).check();
    await sheet.getByRole('button', { name: 'Hinzufügen' }).click();
    return sheet;
  };
  const [ulla, udo] = [`ulla-${Date.now()}@ulmenhof.example`, `udo-${Date.now()}@ulmenhof.example`];
  await add('Ulla Ulme', ulla, 'Verwalten');
  expect(await passwordOpens(ulla, await handedOver(page, 'Ulla Ulme'))).toBe('PasswordChangeDue');
  const twice = await add('Udo Ulme', ulla, 'Lesen');
  await twice.getByText('Mit dieser Adresse meldet sich schon jemand an.').waitFor();
  expect(await twice.getByLabel('Vor- und Nachname').inputValue()).toBe('Udo Ulme');
  await twice.getByLabel('E-Mail-Adresse').fill(udo);
  await twice.getByRole('button', { name: 'Hinzufügen' }).click();
  const first = await handedOver(page, 'Udo Ulme');

  // Somebody has to manage; nothing else is lost by trying.
  await page.getByLabel('Recht von Ulla Ulme').selectOption('Lesen');
  await page.getByText(/Sonst dürfte niemand mehr Personen verwalten/).waitFor();
  await eventually(() => page.getByLabel('Recht von Ulla Ulme').inputValue()).toBe('MANAGE');
  await page.getByLabel('Recht von Udo Ulme').selectOption('Anweisen');
  await page.getByText('Udo Ulme darf jetzt: Anweisen').waitFor();
  await page.getByRole('button', { name: 'Neues Passwort für Udo Ulme' }).click();
  await page.getByRole('button', { name: 'Neues Passwort ausgeben' }).click();
  const second = await handedOver(page, 'Udo Ulme');
  expect(await passwordOpens(udo, first)).toBe('WrongCredentials');
  expect(await passwordOpens(udo, second)).toBe('PasswordChangeDue');
  await page.getByRole('button', { name: 'Zweiten Faktor aufheben: Udo Ulme' }).click();
  const reset = page.getByRole('dialog', { name: 'Zweiten Faktor von Udo Ulme aufheben?' });
  await reset.getByLabel('Wie haben Sie sich überzeugt?').fill('Kam mit dem Ausweis vorbei');
  await reset.getByRole('button', { name: 'Aufheben' }).click();
  await page.getByText('Der zweite Faktor von Udo Ulme ist aufgehoben.').waitFor();
  await page.getByRole('button', { name: 'Udo Ulme entfernen' }).click();
  await page.getByRole('dialog', { name: 'Udo Ulme entfernen?' }).getByRole('button', { name: 'Entfernen' }).click();
  await page.getByText(udo).waitFor({ state: 'detached' });
  expect(await passwordOpens(udo, second)).toBe('WrongCredentials');

  await page.getByRole('tab', { name: 'Stammdaten' }).click();
  await page.getByText('Ein Ende ist nicht bekannt.').waitFor();
  const nextYear = new Date().getFullYear() + 1;
  await page.getByLabel('Letzter Tag').fill(`${nextYear}-03-31`);
  await page.getByRole('button', { name: 'Ende eintragen' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Ende eintragen' }).click();
  await page.getByText(new RegExp(`Letzter Tag: .*31\\. März ${nextYear}\\.`)).waitFor();
  await page.getByText('Der Kunde hat noch nicht gesagt, was danach geschehen soll.').waitFor();
  await page.getByRole('button', { name: 'Vertrag läuft weiter' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Vertrag läuft weiter' }).click();
  await page.getByText('Ein Ende ist nicht bekannt.').waitFor();

  // It has no calls yet, so it can go again.
  await page.getByRole('button', { name: 'Kunden löschen …' }).click();
  const gone = page.getByRole('dialog', { name: `${name} löschen?` });
  await gone.getByLabel('Kundennummer').fill('M-falsch');
  await gone.getByRole('button', { name: 'Endgültig löschen' }).click();
  await gone.getByText('Das ist nicht die Kundennummer.').waitFor();
  await gone.getByLabel('Kundennummer').fill(number);
  await gone.getByRole('button', { name: 'Endgültig löschen' }).click();
  await page.getByRole('searchbox', { name: 'Kunden suchen' }).fill(number);
  await page.getByText('Nichts gefunden').waitFor();
}, 120_000);

test('a customer is changed while somebody else changes it too, and keeps its calls', async () => {
  const { id, name, line } = await house.customer('Buchbinderei Eschenbach');
  await house.noted(line, '+491713920098', { concern: 'Fragt nach Öffnungszeiten' });
  const page = await people.visit({ as: 'leitung', to: `/desk/manage?search=${encodeURIComponent('Eschenbach')}` });
  await page.getByRole('link', { name: new RegExp(`^${name}`) }).first().waitFor();
  await page.goto(`/desk/manage/customers/${id}`);
  const form = page.getByRole('form', { name: 'Stammdaten' });
  await form.getByLabel('Sprache').selectOption('Englisch');
  const { customer } = await house.ask('leitung', 'query ($id: ID!) { customer(id: $id) { customerNumber } }', { id });
  await house.ask('leitung', 'mutation ($id: ID!, $input: CustomerInput!) { updateCustomer(customerId: $id, input: $input) { __typename } }', { id, input: { customerNumber: customer.customerNumber, name: 'Buchbinderei Eschenbach & Sohn' } });
  // What the other one saved comes in beside what is typed.
  await eventually(() => form.getByLabel('Name').inputValue()).toBe('Buchbinderei Eschenbach & Sohn');
  expect(await form.getByLabel('Sprache').inputValue()).toBe('EN');
  await form.getByRole('button', { name: 'Speichern' }).click();
  await page.getByText('Gespeichert.').waitFor();
  expect((await house.ask('leitung', 'query ($id: ID!) { customer(id: $id) { name language } }', { id })).customer).toEqual({ name: 'Buchbinderei Eschenbach & Sohn', language: 'EN' });

  await page.getByRole('button', { name: 'Kunden löschen …' }).click();
  await page.getByRole('dialog').getByLabel('Kundennummer').fill(customer.customerNumber);
  await page.getByRole('dialog').getByRole('button', { name: 'Endgültig löschen' }).click();
  await page.getByText('Von diesem Kunden gibt es Anrufe. Tragen Sie stattdessen das Ende des Vertrags ein.').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: 'Servicenummern' }).click();
  await page.getByRole('button', { name: /löschen$/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Löschen' }).click();
  await page.getByText(/Über diese Nummer kamen schon Anrufe/).waitFor();
}, 60_000);

test('a supervisor acts for a customer with a reason, and the customer’s log says so', async () => {
  const { id } = await house.customer('Sattlerei Lindenau');
  const page = await people.visit({ as: 'leitung', to: `/desk/manage/customers/${id}?tab=acting` });
  await page.getByLabel('Grund').fill('Bitte');
  await page.getByRole('button', { name: 'Jetzt handeln' }).click();
  await page.getByText('Bitte in ein paar Worten, warum: mindestens 10 Zeichen.').waitFor();
  await page.getByLabel('Grund').fill('Frau Linde bat am Telefon um die Urlaubsansage');
  await page.getByRole('button', { name: 'Jetzt handeln' }).click();
  const banner = page.getByText(/^Sie handeln bis \d\d:\d\d für Sattlerei Lindenau\./);
  await banner.waitFor();
  await page.getByRole('link', { name: 'Auskunft herunterladen (ZIP)' }).waitFor();
  await page.getByRole('button', { name: 'Anrufe exportieren' }).click();
  const file = page.getByRole('dialog', { name: 'Anrufe exportieren' });
  await file.getByRole('button', { name: 'Datei erstellen' }).click();
  await file.getByText(/ist fertig/).waitFor();
  await file.getByRole('button', { name: 'Schließen' }).last().click();

  await page.getByRole('link', { name: 'Neue Anweisung' }).click();
  await page.getByRole('heading', { level: 1, name: 'Neue Anweisung' }).waitFor();
  await banner.waitFor();
  await page.getByLabel('Bezeichnung').first().fill('Betriebsferien');
  await page.getByRole('radio', { name: /^Niemanden durchstellen/ }).check();
  await page.getByLabel('Was sollen wir Anrufern sagen?').fill('Wir sind ab Montag wieder da.');
  await page.getByRole('button', { name: 'Speichern' }).click();
  await page.getByText('Betriebsferien', { exact: true }).waitFor();

  await page.getByRole('button', { name: 'Beenden' }).click();
  await banner.waitFor({ state: 'detached' });
  expect(await page.getByRole('link', { name: 'Neue Anweisung' }).count()).toBe(0);
  await page.getByText('Frau Linde bat am Telefon um die Urlaubsansage').waitFor();
  await page.getByRole('tab', { name: 'Datenschutz' }).click();
  const entry = page.getByRole('article').filter({ hasText: 'Anweisung angelegt' });
  await entry.getByText('Grund: Frau Linde bat am Telefon um die Urlaubsansage').waitFor();
  await page.getByRole('button', { name: 'Gelöscht' }).click();
  await page.getByText('Nichts aufgezeichnet').waitFor();
}, 60_000);

test('the team grows, is renamed and shrinks', async () => {
  const email = `nora-${Date.now()}@vorzimmer.example`;
  const page = await people.visit({ as: 'leitung', to: '/desk/manage' });
  await page.getByRole('link', { name: 'Team' }).click();
  await page.getByRole('button', { name: 'Jemanden aufnehmen' }).click();
  const sheet = page.getByRole('dialog', { name: 'Jemanden ins Team aufnehmen' });
  await sheet.getByRole('button', { name: 'Hinzufügen' }).click();
  await sheet.getByText('Diese Angabe fehlt noch.').first().waitFor();
  await sheet.getByLabel('Vor- und Nachname').fill('Nora Neumann');
  await sheet.getByLabel('E-Mail-Adresse').fill(email);
  await sheet.getByRole('button', { name: 'Hinzufügen' }).click();
  const first = await handedOver(page, 'Nora Neumann');
  expect(await passwordOpens(email, first)).toBe('PasswordChangeDue');
  await page.getByText(email).waitFor();
  await page.getByRole('button', { name: 'Nora Neumann ändern' }).click();
  await page.getByRole('dialog').getByLabel('Vor- und Nachname').fill('Nora Altmann');
  await page.getByRole('dialog').getByRole('button', { name: 'Speichern' }).click();
  await page.getByRole('button', { name: 'Neues Passwort für Nora Altmann' }).click();
  await page.getByRole('button', { name: 'Neues Passwort ausgeben' }).click();
  const second = await handedOver(page, 'Nora Altmann');
  expect([await passwordOpens(email, first), await passwordOpens(email, second)]).toEqual(['WrongCredentials', 'PasswordChangeDue']);
  await page.getByRole('button', { name: 'Nora Altmann entfernen' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Entfernen' }).click();
  await page.getByText(email).waitFor({ state: 'detached' });
  // Nobody takes themselves away by mistake.
  const own = page.getByRole('listitem').filter({ hasText: '(Sie)' });
  expect(await own.getByRole('button').count()).toBe(1);
  const jana = await people.visit({ as: 'jana', to: '/desk/manage/team' });
  await jana.getByText('Diese Seite ist für die Leitung.').waitFor();
  expect(await jana.getByRole('button', { name: 'Jemanden aufnehmen' }).count()).toBe(0);
}, 60_000);

test('who manages at a customer adds people on the phone; who reads does not find the page', async () => {
  const { id } = await house.customer('Kürschnerei Wacholder');
  const [manager, reader] = [await house.person(id, 'MANAGE'), await house.person(id, 'READ')];
  const phone = { as: null, viewport: PHONE_SCREEN, isMobile: true, hasTouch: true };
  const page = await people.visit({ ...phone, token: manager, to: '/portal' });
  await page.getByRole('button', { name: /^Konto/ }).tap();
  await page.getByRole('menuitem', { name: 'Personen' }).tap();
  await page.getByRole('heading', { level: 1, name: 'Personen' }).waitFor();
  await page.getByRole('button', { name: 'Person hinzufügen' }).tap();
  const sheet = page.getByRole('dialog', { name: 'Person hinzufügen' });
  const email = `wanda-${Date.now()}@wacholder.example`;
  await sheet.getByLabel('Vor- und Nachname').fill('Wanda Wacholder');
  await sheet.getByLabel('E-Mail-Adresse').fill(email);
  await sheet.getByRole('button', { name: 'Hinzufügen' }).tap();
  expect(await passwordOpens(email, await handedOver(page, 'Wanda Wacholder'))).toBe('PasswordChangeDue');
  await page.getByLabel('Recht von Wanda Wacholder').selectOption('Lesen');
  await page.getByText('Wanda Wacholder darf jetzt: Lesen').waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE_SCREEN.width);
  // The second step is taken away by the service alone, and one's own row by nobody.
  expect(await page.getByRole('button', { name: /^Zweiten Faktor/ }).count()).toBe(0);
  await page.getByText('(Sie)').waitFor();
  await page.getByRole('button', { name: 'Wanda Wacholder entfernen' }).tap();
  await page.getByRole('dialog').getByRole('button', { name: 'Entfernen' }).tap();
  await page.getByText(email).waitFor({ state: 'detached' });

  const other = await people.visit({ ...phone, token: reader, to: '/portal/people' });
  await other.getByText('Personen verwaltet, wer bei Ihnen das Recht „Verwalten“ hat.').waitFor();
  await other.getByRole('button', { name: /^Konto/ }).tap();
  await other.getByRole('menuitem', { name: 'Datenschutz' }).waitFor();
  expect(await other.getByRole('menuitem', { name: 'Personen' }).count()).toBe(0);
}, 60_000);
