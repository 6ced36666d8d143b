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
afterEach(() => people.leave());

const phone = (to: string): Promise<Page> => people.visit({ as: 'weber', to, viewport: PHONE_SCREEN, isMobile: true, hasTouch: true });
async function desk(as: 'jana' | 'tom' = 'jana'): Promise<Page> {
  const page = await people.visit({ as, to: '/desk' });
  await page.getByText('verbunden', { exact: true }).waitFor();
  return page;
}
const unique = (word: string): string => `${word} ${Date.now().toString(36)}${Math.random().toString(36).slice(2, 5)}`;
const openTasks = (page: Page) => page.getByRole('dialog', { name: 'Offene Aufträge' });
const state = (page: Page) => page.getByRole('region', { name: 'Stand' });

test('a call-back goes from the note of a call to the desk, and its result and time come back at once', async () => {
  const { viewer } = await house.ask('weber', '{ viewer { ... on CustomerUser { customer { lines { number } } } } }');
  const name = unique('Hannelore Auftrag');
  const callId = await house.noted(viewer.customer.lines[0].number, '+4917604069087', { concern: 'Möchte den Befund besprechen.', callerName: name });
  const page = await phone(`/portal/calls/${callId}`);
  await page.getByRole('link', { name: 'Auftrag aus dieser Notiz' }).tap();
  await page.getByRole('heading', { name: 'Neuer Auftrag' }).waitFor();
  expect(await page.getByRole('textbox', { name: 'Telefonnummer' }).inputValue()).toBe('0176 04069087');
  expect(await page.getByRole('textbox', { name: 'Genauer' }).inputValue()).toBe('Möchte den Befund besprechen.');
  // What is wrong is said at its field, and what is typed stays.
  await page.getByRole('textbox', { name: 'Telefonnummer' }).fill('0176 1');
  await page.getByRole('button', { name: 'Auftrag erteilen' }).tap();
  await page.getByText('Das ist keine vollständige Telefonnummer. Bitte mit Vorwahl angeben.').waitFor();
  await page.getByRole('textbox', { name: 'Telefonnummer' }).fill('(0176) 0406-9087');
  await page.getByRole('button', { name: 'Auftrag erteilen' }).tap();
  await page.getByRole('heading', { name: `Rückruf: ${name}`, level: 1 }).waitFor();
  await state(page).getByText('Noch niemand zugeteilt').waitFor();

  // Over the desk, by keyboard from the desk as it stands.
  const jana = await desk();
  await jana.getByRole('button', { name: /^Aufträge \d+ warte/ }).waitFor();
  await jana.keyboard.press('Alt+V');
  await openTasks(jana).getByRole('button', { name: new RegExp(name) }).press('Enter');
  expect(await openTasks(jana).getByRole('link', { name: '0176 04069087 anrufen' }).getAttribute('href')).toBe('tel:+4917604069087');
  await openTasks(jana).getByRole('button', { name: 'Beginnen' }).click();
  await state(page).getByText('Wird gerade bearbeitet').waitFor();
  await state(page).getByText('Bearbeitet von Jana').waitFor();
  await openTasks(jana).getByRole('textbox', { name: 'Ergebnis für den Kunden' }).fill('Der Befund ist besprochen.');
  await openTasks(jana).getByRole('textbox', { name: 'Minuten' }).fill('7');
  await openTasks(jana).getByRole('button', { name: 'Erledigt', exact: true }).click();
  await state(page).getByText('Der Befund ist besprochen.').waitFor();
  await page.getByRole('region', { name: 'Zeitaufwand' }).getByText('7 Minuten').first().waitFor();
  await eventually(() => openTasks(jana).getByRole('button', { name: new RegExp(name) }).count()).toBe(0);

  // It stands with the finished ones now, from the menu.
  await page.getByRole('button', { name: /^Konto/ }).tap();
  await page.getByRole('menuitem', { name: 'Aufträge' }).tap();
  await page.getByText('Abgeschlossen', { exact: true }).tap();
  await page.getByRole('link', { name: new RegExp(name) }).getByText('Erledigt').waitFor();
  expect(people.troubles).toEqual([]);
});

test('a list of debtors is pasted with every wrong place named, called at the desk, and followed in the portal', async () => {
  const title = unique('Offene Rechnungen');
  const page = await phone('/portal/tasks/new');
  await page.getByRole('combobox', { name: 'Vorlage' }).selectOption({ label: 'Inkassoanrufe' });
  expect(await page.getByRole('textbox', { name: 'In wenigen Worten' }).inputValue()).toBe('Offene Rechnungen nachfassen');
  await page.getByRole('textbox', { name: 'In wenigen Worten' }).fill(title);
  await page.getByRole('button', { name: 'Auftrag erteilen' }).tap();
  await page.getByRole('heading', { name: title, level: 1 }).waitFor();
  await page.getByText(/brauchen Sie eine Rechtsgrundlage/).first().waitFor();

  await page.getByRole('button', { name: 'Liste einfügen' }).tap();
  const list = page.getByRole('dialog', { name: 'Liste einfügen' });
  await list.getByRole('textbox', { name: 'Liste' }).fill('Name;Telefon;Betrag;Rechnung\nBernd Säumig;0171 3920055;viel;RE-1\nCarla Klamm;0171 1;99;RE-2\n');
  await list.getByRole('button', { name: '2 Schuldner eintragen' }).tap();
  await list.getByText('Zeile 2, Spalte 3 (Betrag in Euro): „viel“ ist kein Betrag').waitFor();
  await list.getByRole('textbox', { name: 'Liste' }).fill('Name;Telefon;Betrag;Rechnung\nBernd Säumig;0171 3920055;1.234,56;RE-1\nCarla Klamm;0171 1;99;RE-2\n');
  await list.getByRole('button', { name: '2 Schuldner eintragen' }).tap();
  await list.getByText('Zeile 3, Spalte 2 (Telefonnummer): „0171 1“ ist keine Telefonnummer').waitFor();
  await list.getByRole('textbox', { name: 'Liste' }).fill('Name;Telefon;Betrag;Rechnung\nBernd Säumig;0171 3920055;1.234,56;RE-1\nCarla Klamm;030/23125 011;99;RE-2\n');
  await list.getByRole('button', { name: '2 Schuldner eintragen' }).tap();
  await state(page).getByText('0 von 2 geklärt').waitFor();
  await page.getByText('1.234,56 €').waitFor();

  const jana = await desk();
  await jana.getByRole('button', { name: /^Aufträge/ }).first().click();
  await openTasks(jana).getByRole('button', { name: new RegExp(title) }).click();
  expect(await openTasks(jana).getByRole('link', { name: '030 23125011 anrufen' }).getAttribute('href')).toBe('tel:+493023125011');
  await openTasks(jana).getByRole('button', { name: 'Ergebnis für Bernd Säumig' }).click();
  const form = openTasks(jana).getByRole('form', { name: 'Ergebnis für Bernd Säumig' });
  await form.getByRole('combobox', { name: 'Ergebnis' }).selectOption({ label: 'Zahlung zugesagt' });
  await form.getByLabel('Tag (wenn genannt)').fill('2031-03-14');
  await form.getByRole('textbox', { name: 'Bemerkung' }).fill('Will am Freitag überweisen.');
  await form.getByRole('button', { name: 'Eintragen' }).click();
  await state(page).getByText('1 von 2 geklärt').waitFor();
  await page.getByText('Will am Freitag überweisen.').waitFor();
  await page.getByText('Zahlung zugesagt').waitFor();

  // A colleague saves the same debtor first: what is typed is kept, and both are shown.
  await page.getByRole('button', { name: 'Bernd Säumig ändern' }).tap();
  const one = page.getByRole('dialog', { name: 'Schuldner ändern' });
  await one.getByRole('textbox', { name: 'Rechnung oder Zeichen' }).fill('RE-1 und RE-3');
  const { customer } = await house.ask('weber', 'query ($id: ID!) { customer(id: $id) { tasks(first: 50) { edges { node { title debtors(first: 1) { edges { node { id } } } } } } } }', { id: (await house.ask('weber', '{ viewer { ... on CustomerUser { customer { id } } } }')).viewer.customer.id });
  const debtorId = customer.tasks.edges.find(({ node }: { node: { title: string } }) => node.title === title).node.debtors.edges[0].node.id;
  await house.ask('weber', 'mutation ($debtorId: ID!, $input: TaskDebtorInput!) { updateTaskDebtor(debtorId: $debtorId, input: $input) { __typename } }', { debtorId, input: { name: 'Bernd Säumig', number: '0171 3920055', amountCents: 123_456, reference: 'RE-1 und RE-2' } });
  await one.getByRole('button', { name: 'Speichern' }).tap();
  await one.getByText('RE-1 und RE-2').waitFor();
  await one.getByRole('button', { name: 'Bei meiner Fassung bleiben' }).tap();
  await one.getByRole('button', { name: 'Speichern' }).tap();
  await one.waitFor({ state: 'detached' });
  await page.getByText(/RE-1 und RE-3/).waitFor();

  // Called off while it is open at the desk: nobody works on in vain.
  await page.getByRole('button', { name: 'Zurückziehen' }).tap();
  await page.getByRole('dialog', { name: 'Auftrag zurückziehen?' }).getByRole('button', { name: 'Zurückziehen' }).tap();
  await state(page).getByText('Zurückgezogen').waitFor();
  await openTasks(jana).getByText('Zurückgezogen').waitFor();
  await openTasks(jana).getByRole('button', { name: 'Ergebnis für Carla Klamm' }).waitFor({ state: 'detached' });
  expect(people.troubles).toEqual([]);
});

test('the call in hand shows what its customer ordered, and goes on while it is worked on', async () => {
  const { viewer } = await house.ask('weber', '{ viewer { ... on CustomerUser { customer { id lines { number } } } } }');
  const title = unique('Termin verlegen');
  await house.ask('weber', 'mutation ($customerId: ID!, $input: TaskInput!) { createTask(customerId: $customerId, input: $input) { __typename } }', { customerId: viewer.customer.id, input: { kind: 'APPOINTMENT', title, dueAt: '2020-01-01T08:00:00Z' } });
  await house.clearDesk();
  const tom = await desk('tom');
  const call = await house.ring(viewer.customer.lines[0].number, '+4917604069088');
  await tom.getByRole('region', { name: 'Wartend' }).getByRole('listitem').first().waitFor();
  await tom.keyboard.press('F2');
  await tom.getByRole('textbox', { name: 'Anliegen' }).fill('Halb geschrieben');
  await tom.keyboard.press('Alt+Shift+V');
  const tasks = tom.getByRole('tabpanel', { name: 'Aufträge' });
  await tasks.getByRole('button', { name: new RegExp(title) }).getByText(/^Überfällig/).waitFor();
  await tasks.getByRole('button', { name: new RegExp(title) }).click();
  await tasks.getByRole('button', { name: 'Übernehmen' }).click();
  await tasks.getByRole('button', { name: 'Übernehmen' }).waitFor({ state: 'detached' });
  expect(await tasks.getByRole('combobox', { name: 'Zugeteilt' }).locator('option:checked').textContent()).toContain('Tom');
  expect(await tom.getByRole('textbox', { name: 'Anliegen' }).inputValue()).toBe('Halb geschrieben');
  await call.hangUp();
});
