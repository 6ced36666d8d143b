import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { portalDe as words } from '../messages/portal.de.ts';
import { DESK_SCREEN, openBrowser, PHONE_SCREEN, visitors, type Visit } from './browser.ts';
import { eventually } from './eventually.ts';
import { openHouse, PASSWORD, PEOPLE, type Told } from './house.ts';

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

const phone = (to: string, who: Partial<Visit> = {}): Promise<Page> => people.visit({ as: 'weber', to, viewport: PHONE_SCREEN, isMobile: true, hasTouch: true, ...who });
const wide = (to: string, who: Partial<Visit> = {}): Promise<Page> => people.visit({ as: 'weber', to, viewport: DESK_SCREEN, ...who });

/** A word that nothing else of this run has in it. */
const unique = (word: string): string => `${word} ${Date.now().toString(36)}${Math.random().toString(36).slice(2, 5)}`;
const CALLER = '+4917604069088';

async function customerOf(person: 'weber' | 'krause'): Promise<{ id: string; line: string }> {
  const { viewer } = await house.ask(person, '{ viewer { ... on CustomerUser { customer { id lines { number } } } } }');
  return { id: viewer.customer.id, line: viewer.customer.lines[0].number };
}
/** What stands at a field as its problem, as a screen reader is told it. */
const problemOf = (field: Locator): Promise<string> => field.evaluate((input: HTMLInputElement) => input.getAttribute('aria-invalid') === 'true'
  ? (input.getAttribute('aria-describedby') ?? '').split(' ').map(id => document.getElementById(id)?.textContent ?? '').join(' ').trim() : '');

test('says what is wrong at the sign-in, and goes where one wanted to go', async () => {
  const page = await phone('/portal/contacts', { as: null });
  await page.getByRole('heading', { name: 'Anmelden' }).waitFor();
  await page.getByRole('button', { name: 'Anmelden', exact: true }).tap();
  await page.getByText('Bitte geben Sie Ihre E-Mail-Adresse ein.').waitFor();
  await page.getByLabel('E-Mail-Adresse').fill(PEOPLE.weber);
  await page.getByLabel('Passwort', { exact: true }).fill('vorzimmer-demo-2025');
  await page.getByRole('button', { name: 'Anmelden', exact: true }).tap();
  await page.getByRole('alert').getByText('E-Mail-Adresse oder Passwort stimmt nicht. Bitte prüfen Sie beides.').waitFor();
  await page.getByLabel('Passwort', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Anmelden', exact: true }).tap();
  await page.getByRole('heading', { name: 'Kontakte', level: 1 }).waitFor();
  await eventually(() => new URL(page.url()).pathname).toBe('/portal/contacts');
});

test('shows a note the moment it is written, and has it read once it is opened', async () => {
  const { line } = await customerOf('weber');
  const page = await phone('/portal');
  await page.getByRole('heading', { name: /^Guten (Morgen|Tag|Abend), Dr\. Anke Weber$/ }).waitFor();
  const name = unique('Frauke Immelmann');
  await house.noted(line, CALLER, { concern: 'Bittet um den Befund.', callerName: name, urgent: true });
  const news = page.getByRole('region', { name: /^Neu/ }).getByRole('link', { name });
  await news.waitFor();
  expect(await news.innerText()).toContain('Dringend');
  await eventually(() => page.getByRole('status').allInnerTexts()).toContain(`Neue Notiz: ${name} hat angerufen.`);
  await news.tap();
  await page.getByRole('heading', { name, level: 1 }).waitFor();
  const note = page.getByRole('region', { name: 'Gesprächsnotiz' });
  expect(await note.innerText()).toMatch(/Bittet um den Befund\.\s+Notiert von Jana Kühn, /);
  expect(await page.getByRole('link', { name: '0176 04069088 anrufen' }).getAttribute('href')).toBe('tel:+4917604069088');
  await page.getByRole('navigation', { name: 'Hauptnavigation' }).getByRole('link', { name: 'Start' }).tap();
  await page.getByRole('region', { name: /^Zuletzt/ }).getByRole('link', { name }).waitFor();
  await news.waitFor({ state: 'detached' });
});

describe('the history', () => {
  test('is searched by word forms, parts of names and parts of numbers, and narrowed to what is urgent', async () => {
    const { line } = await customerOf('weber');
    const [urgent, calm] = [unique('Adelheid Zwirner'), unique('Balduin Zwirner')];
    await house.noted(line, CALLER, { concern: 'Hat die Überweisungen verloren.', callerName: urgent, urgent: true, callBackWished: true });
    await house.noted(line, null, { concern: 'Bringt Blumen vorbei.', callerName: calm });
    const page = await phone('/portal/calls');
    const rows = page.getByRole('listitem').getByRole('link').filter({ hasText: /Zwirner/ });
    const only = (name: string) => eventually(() => rows.allInnerTexts()).toEqual([expect.stringContaining(name)]);
    const search = page.getByRole('searchbox', { name: 'Anrufe durchsuchen' });
    const mark = urgent.split(' ').at(-1)!;
    await search.fill(`Überweisung ${mark}`);
    await only(urgent);
    await search.fill(`zwir ${mark}`);
    await only(urgent);
    await search.fill('069088');
    await page.getByText(/Anrufe? gefunden/).waitFor();
    await eventually(() => rows.filter({ hasText: urgent }).count()).toBe(1);
    expect(await rows.filter({ hasText: calm }).count()).toBe(0);
    await page.getByRole('button', { name: 'Suche leeren' }).tap();
    await rows.filter({ hasText: calm }).waitFor();
    await page.getByRole('group', { name: 'Welche Anrufe zeigen?' }).getByRole('button', { name: 'Dringend' }).tap();
    await rows.filter({ hasText: calm }).waitFor({ state: 'detached' });
    await rows.filter({ hasText: urgent }).waitFor();
    // The address holds the view, to be kept or sent on.
    await page.reload();
    await rows.filter({ hasText: urgent }).waitFor();
    await search.fill('Quarzuhrwerkfabrik');
    await page.getByText('Nichts gefunden').waitFor();
    await page.getByRole('button', { name: 'Alle Anrufe zeigen' }).tap();
    await rows.filter({ hasText: calm }).waitFor();
  });

  test('shows the call beside the list on a wide screen, and marks a call-back as done', async () => {
    const { line } = await customerOf('weber');
    const name = unique('Cäcilie Unverzagt');
    await house.noted(line, CALLER, { concern: 'Möchte zurückgerufen werden.', callerName: name, callBackWished: true });
    const page = await wide('/portal/calls');
    await page.getByRole('link', { name }).click();
    await page.getByRole('heading', { name, level: 1 }).waitFor();
    await page.getByRole('heading', { name: 'Anrufe', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Rückruf erledigt' }).click();
    await page.getByText(/^Rückruf erledigt, /).first().waitFor();
    await page.getByRole('link', { name }).getByText('Zurückgerufen', { exact: true }).waitFor();
    const { calls } = await house.ask('weber', 'query ($search: String!) { calls(first: 5, filter: { search: $search }) { edges { node { needsCallBack } } } }', { search: name });
    expect(calls.edges.map(({ node }: Told) => node.needsCallBack)).toEqual([false]);
  });

  test('keeps what is another customer’s to themselves', async () => {
    const [weber, krause] = [await customerOf('weber'), await customerOf('krause')];
    const secret = unique('Mandantengeheimnis');
    const callId = await house.noted(krause.line, CALLER, { concern: secret, callerName: 'Dorothea Vollrath' });
    const { customer } = await house.ask('krause', 'query ($id: ID!) { customer(id: $id) { contacts(first: 1) { edges { node { id } } } instructions(first: 1) { edges { node { id } } } } }', { id: krause.id });
    const page = await phone(`/portal/calls/${callId}`);
    await page.getByRole('heading', { name: 'Diesen Anruf gibt es nicht' }).waitFor();
    await page.goto(`/portal/contacts/${customer.contacts.edges[0].node.id}`);
    await page.getByRole('heading', { name: 'Diesen Kontakt gibt es nicht' }).waitFor();
    await page.goto(`/portal/instructions/${customer.instructions.edges[0].node.id}`);
    await page.getByRole('heading', { name: 'Diese Anweisung gibt es nicht' }).waitFor();
    await page.goto(`/portal/calls?${new URLSearchParams({ search: secret })}`);
    await page.getByText('Nichts gefunden').waitFor();
    // The desk is not theirs either.
    await page.goto('/desk');
    await page.getByRole('heading', { name: /Dr\. Anke Weber$/ }).waitFor();
    expect((await house.ask('weber', 'query ($id: ID!) { call(id: $id) { id } desk { cursor } }', { id: callId }))).toEqual({ call: null, desk: null });
    expect(weber.id).not.toBe(krause.id);
  });
});

describe('an instruction', () => {
  const numbers = (page: Page) => page.getByRole('group', { name: 'Wohin durchstellen?' }).getByRole('listitem');

  test('is written, refused at the field that is wrong, counts at once, is changed and ended', async () => {
    const page = await phone('/portal/instructions');
    await page.getByRole('link', { name: /^Neu: Anweisung/ }).tap();
    await page.getByRole('heading', { name: 'Neue Anweisung' }).waitFor();
    const title = page.getByRole('textbox', { name: 'Bezeichnung' }).first();
    const save = page.getByRole('button', { name: 'Speichern' });
    await page.getByRole('radio', { name: 'Alle durchstellen' }).check();
    await save.tap();
    await eventually(() => problemOf(title)).toContain(words.problems.REQUIRED);
    const name = unique('Hausbesuche');
    await title.fill(name);
    const number = numbers(page).first().getByRole('textbox', { name: 'Telefonnummer' });
    await number.fill('110');
    await page.getByText('Zu einer Zeit').nth(1).tap();
    await save.tap();
    // Only the server knows what may be dialled; it says so at that field.
    await eventually(() => problemOf(number)).toContain(words.problems.FORBIDDEN_NUMBER);
    await page.getByRole('alert').getByText(words.problems.notSaved).waitFor();
    await number.fill('0171 3920011');
    await save.tap();
    await page.getByText(`„${name}“ ist gespeichert.`).waitFor();
    const active = page.getByRole('region', { name: 'Gilt jetzt' });
    await active.getByText(name).waitFor();
    expect(await active.innerText()).toContain('Alle durchstellen');

    await active.getByRole('link', { name: 'Ändern' }).tap();
    await page.getByRole('radio', { name: 'Niemanden durchstellen' }).check();
    const message = page.getByRole('textbox', { name: 'Was sollen wir Anrufern sagen?' });
    await message.fill('');
    await save.tap();
    await eventually(() => problemOf(message)).toContain(words.problems.REQUIRED);
    await message.fill('Die Ärztin ist auf Hausbesuch.');
    await save.tap();
    await active.getByText('Die Ärztin ist auf Hausbesuch.').waitFor();
    await active.getByRole('button', { name: 'Jetzt beenden' }).tap();
    await page.getByText(`„${name}“ ist beendet.`).waitFor();
    await active.getByText(name).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Rückgängig' }).last().tap();
    await active.getByText(name).waitFor();
    await active.getByRole('button', { name: 'Jetzt beenden' }).tap();
    await active.getByText(name).waitFor({ state: 'detached' });
  });

  test('is not overwritten unseen when two people change it', async () => {
    const { id } = await customerOf('krause');
    const title = unique('Mittwochsrunde');
    const instructionId = await house.instruction(id, { title, putThrough: 'NONE' }, 'krause');
    const [anna, bert] = await Promise.all([phone(`/portal/instructions/${instructionId}`, { as: 'krause' }), wide(`/portal/instructions/${instructionId}`, { as: 'krause' })]);
    const titleOf = (page: Page) => page.getByRole('textbox', { name: 'Bezeichnung' }).first();
    await titleOf(anna).fill(`${title} (Anna)`);
    await titleOf(bert).fill(`${title} (Bert)`);
    await bert.getByRole('textbox', { name: 'Hinweise für das Sekretariat' }).fill('Nicht stören.');
    await bert.getByRole('button', { name: 'Speichern' }).click();
    await bert.getByText(`„${title} (Bert)“ ist gespeichert.`).waitFor();

    const meanwhile = anna.getByRole('alert', { name: 'Inzwischen hat jemand anderes etwas geändert' });
    await meanwhile.waitFor();
    expect((await meanwhile.innerText()).replace(/\s+/g, ' ')).toContain(`Bei Ihnen ${title} (Anna) Gespeichert ${title} (Bert)`);
    // What only the other one touched is taken in by itself.
    await eventually(() => anna.getByRole('textbox', { name: 'Hinweise für das Sekretariat' }).inputValue()).toBe('Nicht stören.');
    await anna.getByRole('button', { name: 'Bei meiner Fassung bleiben' }).tap();
    await meanwhile.waitFor({ state: 'detached' });
    await anna.getByRole('button', { name: 'Speichern' }).tap();
    await anna.getByText(`„${title} (Anna)“ ist gespeichert.`).waitFor();
    const { instruction } = await house.ask('krause', 'query ($id: ID!) { instruction(id: $id) { title remarks version } }', { id: instructionId });
    expect(instruction).toEqual({ title: `${title} (Anna)`, remarks: 'Nicht stören.', version: 3 });
    await house.deleteInstruction(instructionId, 'krause');
  });

  test('is set for the next meeting with two taps, and taken back with one', async () => {
    const page = await phone('/portal', { as: 'krause' });
    const now = page.getByRole('region', { name: 'Das gilt jetzt' });
    const before = (await now.getByRole('paragraph').first().innerText());
    await page.getByRole('button', { name: /^Besprechung/ }).tap();
    const sheet = page.getByRole('dialog', { name: 'Besprechung' });
    await sheet.getByRole('button', { name: /^Einschalten bis / }).tap();
    await now.getByText('Besprechung').first().waitFor();
    expect(await now.innerText()).toMatch(/Niemanden durchstellen.*Besprechung, voraussichtlich bis/s);
    await page.getByRole('button', { name: 'Rückgängig' }).tap();
    await eventually(() => now.getByRole('paragraph').first().innerText()).toBe(before);
  });
});

test('keeps the address book, with VIPs by their star', async () => {
  const page = await phone('/portal/contacts');
  await page.getByRole('link', { name: /^Neu: Kontakt/ }).tap();
  const name = unique('Waltraud Nimmersatt');
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  await page.getByRole('textbox', { name: 'Telefonnummer 1' }).fill('030 / 23125-777');
  await page.getByRole('switch', { name: 'Immer durchstellen' }).tap();
  const always = page.getByRole('textbox', { name: 'Durchstellen an' });
  await always.fill('0900 1234567');
  await page.getByRole('button', { name: 'Speichern' }).tap();
  await eventually(() => problemOf(always)).toContain(words.problems.FORBIDDEN_NUMBER);
  await page.getByRole('switch', { name: 'Immer durchstellen' }).tap();
  await page.getByRole('button', { name: 'Speichern' }).tap();
  await page.getByText(`${name} ist gespeichert.`).waitFor();

  await page.getByRole('searchbox', { name: 'Kontakte durchsuchen' }).fill('23125777');
  await page.getByRole('link', { name }).getByText('030 23125777').waitFor();
  const star = page.getByRole('button', { name: `VIP: ${name}` });
  expect(await star.getAttribute('aria-pressed')).toBe('false');
  await star.tap();
  await eventually(() => star.getAttribute('aria-pressed')).toBe('true');
  await page.getByRole('searchbox', { name: 'Kontakte durchsuchen' }).fill('');
  await page.getByRole('button', { name: 'Nur VIPs' }).tap();
  await page.getByRole('link', { name }).waitFor();
  await star.tap();
  await page.getByRole('link', { name }).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Nur VIPs' }).tap();

  await page.getByRole('link', { name }).tap();
  await page.getByRole('button', { name: 'Kontakt löschen' }).tap();
  await page.getByRole('dialog', { name: `${name} löschen?` }).getByRole('button', { name: 'Löschen' }).tap();
  await page.getByText('Der Kontakt ist gelöscht.').waitFor();
  expect((await house.ask('weber', 'query ($id: ID!, $search: String!) { customer(id: $id) { contacts(search: $search) { edges { node { id } } } } }', { id: (await customerOf('weber')).id, search: name })).customer.contacts.edges).toEqual([]);
});

test('speaks English and German, on the phone and on the desk', async () => {
  for (const open of [phone, wide]) {
    const page = await open('/portal', { locale: 'en-GB' });
    await page.getByRole('heading', { name: /^Good (morning|afternoon|evening), Dr\. Anke Weber$|^Hello, Dr\. Anke Weber$/ }).waitFor();
    await page.getByRole('link', { name: 'Instructions' }).click();
    await page.getByRole('heading', { name: 'Instructions', level: 1 }).waitFor();
    await page.getByRole('button', { name: /Dr\. Anke Weber/ }).click();
    await page.getByRole('menuitem', { name: 'Deutsch' }).click();
    await page.getByRole('heading', { name: 'Anweisungen', level: 1 }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('de');
    expect(await page.title()).toBe('Anweisungen · Vorzimmer');
    // Nothing sticks out at the side.
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  }
});

test('opens the menu also for whoever was quicker than its code', async () => {
  const page = await (await people.context({ as: 'weber', viewport: PHONE_SCREEN, isMobile: true, hasTouch: true })).newPage();
  let come = () => {};
  const isTouched = new Promise<void>(resolve => { come = resolve; });
  await page.route(/\/portal-menu-/, async route => { await isTouched; await route.continue(); });
  await page.goto('/portal', { waitUntil: 'commit' });
  await page.getByRole('button', { name: 'Konto: Dr. Anke Weber' }).tap();
  come();
  await page.getByRole('menuitem', { name: 'Aufträge' }).tap();
  await page.getByRole('heading', { name: 'Aufträge', level: 1 }).waitFor();
});

test('leaves nothing behind when signing out', async () => {
  const page = await phone('/portal', { token: await house.freshSession('weber') });
  await page.getByRole('button', { name: 'Alles gelesen' }).or(page.getByText(/^Nichts Neues/)).first().click();
  await page.getByRole('button', { name: 'Konto: Dr. Anke Weber' }).tap();
  await page.getByRole('menuitem', { name: 'Abmelden' }).tap();
  await page.getByRole('heading', { name: 'Anmelden' }).waitFor();
  expect(await page.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)].filter(key => /read|form|draft/.test(key)))).toEqual([]);
  await page.goto('/portal/calls');
  await page.getByRole('heading', { name: 'Anmelden' }).waitFor();
});
