import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { DESK_SCREEN, openBrowser, PHONE_SCREEN, visitors } from './browser.ts';
import { eventually } from './eventually.ts';
import { openHouse, type Told } from './house.ts';
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

const phone = (token: string, to: string): Promise<Page> => people.visit({ as: null, token, to, viewport: PHONE_SCREEN, isMobile: true, hasTouch: true });
const STRANGER = '+491713920077';

test('the coming weeks are told day by day, any caller can be tried out, and an overlap is told before saving', async () => {
  // Made on one day and read on the next it would have been in force all day.
  const { page, weeks } = await withinOneDay(async () => {
    const customer = await house.customer('Malerei Sonnig');
    await house.instruction(customer.id, { title: 'Werkstattzeit', putThrough: 'VIP' });
    await house.contact(customer.id, { name: 'Viktoria Ahlers', numbers: ['+4917604069031'], isVip: true });
    const page = await phone(await house.person(customer.id, 'MANAGE'), '/portal/instructions');
    const weeks = page.getByRole('region', { name: 'Die nächsten Wochen' });
    const rows = weeks.getByRole('list').first().locator(':scope > li');
    await rows.first().waitFor();
    // Before it began today nothing was in force; then it is every day.
    expect((await rows.first().innerText()).replace(/\s+/g, ' ')).toMatch(/^heute .*Keine Anweisung.*Werkstattzeit nur VIPs durchstellen/i);
    expect((await rows.nth(1).innerText()).replace(/\s+/g, ' ')).toMatch(/ bis .*ganztägig Werkstattzeit nur VIPs durchstellen/);
    return { page, weeks };
  });

  await page.getByRole('link', { name: 'Was wäre, wenn …?' }).tap();
  await page.getByRole('heading', { name: 'Was wäre, wenn …?' }).waitFor();
  const answer = page.getByRole('status', { name: 'Antwort' });
  await page.getByRole('textbox', { name: 'Telefonnummer' }).fill('0171 3920077');
  await answer.getByText('Wir nehmen eine Nachricht auf').waitFor();
  expect((await answer.innerText()).replace(/\s+/g, ' ')).toMatch(/Nur VIPs werden durchgestellt\. Es gilt Ihre Anweisung „Werkstattzeit“\./);
  await page.getByText('Kontakt', { exact: true }).tap();
  await page.getByRole('combobox', { name: 'Kontakt' }).fill('Ahlers');
  await page.getByRole('option', { name: /Viktoria Ahlers/ }).tap();
  await answer.getByText('Der Anruf wird durchgestellt').waitFor();
  expect(await answer.innerText()).toMatch(/Viktoria Ahlers ist einer Ihrer VIPs\..*Mobil 0171 3920080/s);
  await page.getByText('Unterdrückt', { exact: true }).tap();
  await answer.getByText('Die Nummer ist unterdrückt, darum ist nicht zu erkennen, wer anruft.').waitFor();
  // Before the instruction began, and with that without one.
  await page.getByText('Zu einer Zeit', { exact: true }).tap();
  await page.getByLabel('Tag').fill('2026-01-05');
  await answer.getByText('Es gilt keine Anweisung. Dann nimmt das Sekretariat eine Nachricht auf.').waitFor();

  await page.goto('/portal/instructions/new');
  await page.getByRole('textbox', { name: 'Bezeichnung' }).first().fill('Betriebsferien');
  await page.getByRole('textbox', { name: 'Was sollen wir Anrufern sagen?' }).fill('Wir machen Ferien.');
  const overlaps = page.getByRole('region', { name: /./ }).filter({ hasText: '„Werkstattzeit“' });
  await overlaps.getByText('„Werkstattzeit“ kommt gar nicht mehr an die Reihe:').waitFor();
  await page.getByText('Zu einer Zeit', { exact: true }).last().tap();
  await overlaps.getByText('„Werkstattzeit“ ruht dann:').waitFor();
  await page.getByRole('region', { name: 'Solange diese Anweisung gilt, ruhen andere' }).waitFor();
  const atDesk = page.getByRole('region', { name: 'So sieht es das Sekretariat' });
  expect((await atDesk.innerText()).replace(/\s+/g, ' ')).toMatch(/Jana Kühn.*Nachricht aufnehmen.*niemand wird durchgestellt.*Dem Anrufer sagen: „Wir machen Ferien\.“/);
  await page.getByRole('button', { name: 'Speichern' }).tap();
  await weeks.getByRole('link', { name: /Betriebsferien niemanden durchstellen/ }).first().waitFor();
});

test('an instruction shows who changed it, goes back to what it said, and comes back after it was deleted', async () => {
  const customer = await house.customer('Glaserei Lichtblick');
  const instructionId = await house.instruction(customer.id, { title: 'Werkstatt', putThrough: 'NONE' });
  const page = await phone(await house.person(customer.id, 'MANAGE'), `/portal/instructions/${instructionId}`);
  const title = page.getByRole('textbox', { name: 'Bezeichnung' }).first();
  await title.fill('Werkstatt und Laden');
  await page.getByRole('button', { name: 'Speichern' }).tap();
  await page.getByText('„Werkstatt und Laden“ ist gespeichert.').waitFor();
  await page.goto(`/portal/instructions/${instructionId}`);
  await page.getByRole('button', { name: 'Verlauf zeigen' }).tap();
  const entries = page.getByRole('region', { name: 'Verlauf' }).getByRole('listitem');
  await entries.nth(1).waitFor();
  expect((await entries.nth(0).innerText()).replace(/\s+/g, ' ')).toMatch(/Geändert · jetzige Fassung \S+, von Petra Probst Bezeichnung .*Werkstatt → .*Werkstatt und Laden/);
  expect((await entries.nth(1).innerText()).replace(/\s+/g, ' ')).toMatch(/Angelegt \S+, von .* \(Sekretariat\)/);
  await entries.nth(1).getByRole('button', { name: /^Diese Fassung wiederherstellen/ }).tap();
  await page.getByText('„Werkstatt“ ist wiederhergestellt.').waitFor();
  await eventually(() => title.inputValue()).toBe('Werkstatt');
  await eventually(() => entries.first().innerText()).toMatch(/^Wiederhergestellt/);

  await page.getByRole('button', { name: 'Löschen', exact: true }).tap();
  await page.getByRole('dialog').getByRole('button', { name: 'Löschen', exact: true }).tap();
  await page.getByText('„Werkstatt“ ist gelöscht.').waitFor();
  const deleted = page.getByRole('region', { name: 'Kürzlich gelöscht' });
  await deleted.getByText('Werkstatt').waitFor();
  await page.getByRole('button', { name: 'Rückgängig' }).last().tap();
  await page.getByRole('region', { name: 'Gilt jetzt' }).getByText('Werkstatt', { exact: true }).waitFor();
  await deleted.waitFor({ state: 'detached' });
  const { instruction } = await house.ask('jana', 'query ($id: ID!) { instruction(id: $id) { title isActive } }', { id: instructionId });
  expect(instruction).toEqual({ title: 'Werkstatt', isActive: true });
});

test('a button of one’s own changes what the open desk shows, says that it got there, and is not taken back over somebody else’s change', async () => {
  const customer = await house.customer('Hebammen am Park');
  await house.instruction(customer.id, { title: 'Dienst', putThrough: 'ALL' });
  const page = await phone(await house.person(customer.id, 'MANAGE'), '/portal');
  await page.getByRole('link', { name: 'Diese Knöpfe anpassen' }).tap();
  await page.getByRole('button', { name: 'Neuer Knopf' }).tap();
  const sheet = page.getByRole('dialog', { name: 'Neuer Knopf' });
  await sheet.getByRole('textbox', { name: 'Bezeichnung' }).fill('Hausbesuche');
  await sheet.getByRole('combobox', { name: 'Symbol' }).selectOption({ label: 'Auto' });
  await sheet.getByRole('switch', { name: 'Jedes Mal nach dem Ende fragen' }).tap();
  await sheet.getByRole('button', { name: 'Speichern' }).tap();
  await sheet.getByText('Diese Angabe fehlt noch.').waitFor();
  await sheet.getByRole('textbox', { name: 'Was sollen wir Anrufern sagen?' }).fill('Alle sind auf Hausbesuch bis {{until}}.');
  await sheet.getByRole('button', { name: 'Speichern' }).tap();
  await page.getByText('„Hausbesuche“ ist gespeichert.').waitFor();
  const list = page.getByRole('listitem').filter({ hasText: /nach \d+ Minuten|öffnet|Tag bis Tag/ });
  await eventually(() => list.count()).toBe(7);
  await page.getByRole('button', { name: '„Hausbesuche“ nach oben' }).tap();
  await page.getByText('„Hausbesuche“ steht jetzt an Stelle 6.').waitFor();

  const jana = await people.visit({ as: 'jana', to: '/desk', viewport: DESK_SCREEN });
  await jana.getByRole('region', { name: 'Wartende Anrufe' }).or(jana.getByRole('main')).first().waitFor();
  const { hangUp } = await house.ring(customer.line, STRANGER);
  const ringing = jana.getByRole('region', { name: `Anruf für ${customer.name}` });
  await ringing.getByText('Durchstellen', { exact: true }).first().waitFor();

  await page.getByRole('link', { name: 'Zurück zum Start' }).tap();
  const now = page.getByRole('region', { name: 'Das gilt jetzt' });
  await page.getByRole('button', { name: /^Hausbesuche bis / }).tap();
  await now.getByText(/^Im Sekretariat angekommen, \d\d:\d\d Uhr/).waitFor();
  await ringing.getByText(/Alle sind auf Hausbesuch bis (.*, )?\d\d:\d\d Uhr\./).waitFor();
  await hangUp();

  // Somebody else changes it before it is taken back: that stays.
  const { customer: there } = await house.ask('leitung', 'query ($id: ID!) { customer(id: $id) { activeInstruction { id title greeting validUntil } } }', { id: customer.id });
  const { id, ...said } = there.activeInstruction as Told;
  await house.ask('leitung', 'mutation ($id: ID!, $input: InstructionInput!) { updateInstruction(instructionId: $id, input: $input) { __typename } }', {
    id, input: { ...said, putThrough: 'NONE', message: 'Heute nur Nachrichten.', isPreset: true },
  });
  await now.getByText('Heute nur Nachrichten.').waitFor();
  await page.getByRole('button', { name: 'Rückgängig' }).last().tap();
  await page.getByText('Inzwischen hat jemand anderes etwas geändert. Es bleibt, wie es jetzt ist.').waitFor();
  await now.getByRole('button', { name: 'Jetzt beenden' }).tap();
  await now.getByText('Dienst', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Rückgängig' }).last().tap();
  await now.getByText('Heute nur Nachrichten.').waitFor();
  // The next one takes its place in the one slot.
  await page.getByRole('button', { name: /^Feierabend/ }).tap();
  await now.getByText('Feierabend', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Rückgängig' }).last().tap();
  await now.getByText('Heute nur Nachrichten.').waitFor();
});

test('callers are told everything in their language, also by whoever reads the portal in another', async () => {
  const customer = await house.customer('Kanzlei Zweisprachig');
  const page = await people.visit({ as: null, token: await house.person(customer.id, 'MANAGE'), to: '/portal', viewport: PHONE_SCREEN, isMobile: true, hasTouch: true, locale: 'en-GB' });
  await page.getByRole('button', { name: /^Closing time/ }).tap();
  await page.getByText('Feierabend', { exact: true }).waitFor();
  await page.getByText(/Für heute ist schon geschlossen\. Ab .* Uhr sind alle wieder für Sie da/).waitFor();

  await page.getByRole('button', { name: /^Holiday/ }).tap();
  const sheet = page.getByRole('dialog', { name: 'Holiday' });
  const lastDay = new Date(`${await sheet.getByLabel('Last day of the holiday').inputValue()}T12:00:00Z`).toLocaleDateString('en-GB', { weekday: 'long' });
  await sheet.getByRole('button', { name: new RegExp(`until .*${lastDay}`) }).tap();
  await page.getByText('Urlaub', { exact: true }).waitFor();
  const { customer: { activeInstruction } } = await house.ask('leitung', 'query ($id: ID!) { customer(id: $id) { activeInstruction { title greeting message } } }', { id: customer.id });
  expect(activeInstruction).toMatchObject({ title: 'Urlaub', greeting: 'Guten Tag, Kanzlei Zweisprachig, mein Name ist {{secretary}}.', message: expect.stringMatching(/^Das Büro ist bis einschließlich .* im Urlaub\. Ich nehme gern eine Nachricht auf\.$/) });

  await page.goto('/portal/instructions/new?template=vips');
  expect(await page.getByLabel('Title').inputValue()).toBe('Nur VIPs');
});
