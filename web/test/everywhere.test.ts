import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { openBrowser, PHONE_SCREEN, visitors, type Visit } from './browser.ts';
import { eventually } from './eventually.ts';
import { openHouse, type Told } from './house.ts';

const house = openHouse({ url: inject('url'), door: inject('door') });
let browser: Browser;
let people: ReturnType<typeof visitors>;
beforeAll(async () => { browser = await openBrowser(); people = visitors(browser, house); });
afterAll(() => browser.close());
afterEach(async () => {
  const seen = [...people.troubles];
  await people.leave();
  // No request to a foreign host, nothing that the policy forbids, no error: on whatever page was open.
  expect(seen).toEqual([]);
});

/** Waits until nothing moves any more; what goes round for ever does not count. */
const still = (page: Page) => eventually(() => page.evaluate(() => document.getAnimations().filter(one => one.playState === 'running' && one.effect?.getComputedTiming().iterations !== Infinity).length)).toBe(0);

/** What axe finds on the page as it is, in light and in dark. */
async function findings(page: Page, view: string, thirdParty: readonly string[] = []): Promise<string[]> {
  const found: string[] = [];
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await eventually(() => page.locator('html').getAttribute('data-mantine-color-scheme')).toBe(scheme);
    await still(page);
    const axe = new AxeBuilder({ page: page as never }).setLegacyMode(true).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']);
    for (const part of thirdParty) axe.exclude(part);
    const { violations } = await axe.analyze();
    for (const { id, nodes } of violations) for (const { target, any } of nodes) found.push(`${view}, ${scheme}: ${id} at ${target.join(' ')}: ${any[0]?.message ?? ''}`);
  }
  return found;
}

const phone: Omit<Visit, 'to'> = { as: 'weber', viewport: PHONE_SCREEN, isMobile: true, hasTouch: true };
const nobody: Omit<Visit, 'to'> = { as: null };
const wide: Omit<Visit, 'to'> = { as: 'weber' };

/** The first thing of a kind that Dr. Weber has. */
async function firstOf(kind: 'calls' | 'contacts' | 'instructions'): Promise<string> {
  const told = await house.ask('weber', '{ calls(first: 1, filter: { results: [MESSAGE_TAKEN] }) { edges { node { id } } } customers(first: 1) { edges { node { contacts(first: 1) { edges { node { id } } } instructions(first: 1) { edges { node { id } } } } } } }');
  const of: Record<typeof kind, Told> = { calls: told.calls, ...told.customers.edges[0].node };
  return of[kind].edges[0].node.id;
}

const views: { name: string; who: Omit<Visit, 'to'>; to: () => string | Promise<string>; until: (page: Page) => Promise<unknown> }[] = [
  { name: 'the sign-in', who: nobody, to: () => '/sign-in', until: page => page.getByRole('heading', { name: 'Anmelden' }).waitFor() },
  {
    name: 'a refused sign-in', who: nobody, to: () => '/sign-in', until: async page => {
      await page.getByRole('button', { name: 'Anmelden', exact: true }).click();
      await page.getByText('Bitte geben Sie Ihr Passwort ein.').waitFor();
    },
  },
  { name: 'the set-up', who: nobody, to: () => '/set-up?token=used', until: page => page.getByRole('heading', { name: 'Erste Leitung einrichten' }).waitFor() },
  { name: 'a forgotten password', who: nobody, to: () => '/forgot-password', until: page => page.getByRole('button', { name: 'Link anfordern' }).waitFor() },
  {
    name: 'a new password that is too short', who: { ...nobody, viewport: PHONE_SCREEN }, to: () => '/reset-password#token=none', until: async page => {
      await page.getByRole('button', { name: 'Passwort festlegen' }).click();
      await page.getByText('Diese Angabe fehlt noch.').waitFor();
    },
  },
  { name: 'a link that is over', who: nobody, to: () => '/reset-password', until: page => page.getByRole('heading', { name: 'Dieser Link gilt nicht mehr' }).waitFor() },
  { name: 'the outbox', who: { as: 'leitung' }, to: () => '/outbox', until: page => page.getByRole('button', { name: 'Neu laden' }).waitFor() },
  {
    name: 'the security of a customer’s account', who: phone, to: () => '/portal/security', until: async page => {
      await page.getByRole('heading', { name: 'Angemeldete Geräte' }).waitFor();
      await page.getByRole('button', { name: 'Passwort ändern' }).tap();
      await page.getByRole('button', { name: 'Passwort speichern' }).tap();
      await page.getByText('Diese Angabe fehlt noch.').first().waitFor();
    },
  },
  { name: 'the security of a secretary’s account', who: { as: 'jana' }, to: () => '/desk/account', until: page => page.getByRole('heading', { name: 'Angemeldete Geräte' }).waitFor() },
  { name: 'an address without a page', who: nobody, to: () => '/nowhere', until: page => page.getByRole('heading', { name: 'Diese Seite gibt es nicht' }).waitFor() },
  {
    name: 'the line simulator', who: { as: 'jana' }, to: () => '/ring', until: async page => {
      await page.getByRole('heading', { name: 'Leitungssimulator' }).waitFor();
      await page.getByRole('combobox', { name: 'Angerufene Servicenummer' }).click();
      await page.getByRole('option').first().waitFor();
    },
  },
  { name: 'telephone systems', who: { as: 'leitung' }, to: () => '/desk/telephony', until: page => page.getByRole('listitem').filter({ hasText: 'Leitungssimulator' }).waitFor() },
  {
    name: 'a telephone system that is added', who: { as: 'leitung' }, to: () => '/desk/telephony', until: async page => {
      await page.getByRole('button', { name: 'Telefonsystem hinzufügen' }).click();
      await page.getByRole('radio', { name: /^Twilio/ }).check();
      await page.getByRole('button', { name: 'Weiter' }).click();
      await page.getByRole('button', { name: 'Adresse erzeugen' }).click();
      await page.getByText('Diese Angabe fehlt noch.').first().waitFor();
    },
  },
  { name: 'the settings of telephony', who: { as: 'leitung' }, to: () => '/desk/telephony?tab=calls', until: page => page.getByRole('button', { name: 'Speichern' }).waitFor() },
  {
    name: 'the telephones of a secretary', who: { as: 'leitung', viewport: PHONE_SCREEN }, to: () => '/desk/telephony?tab=phones', until: async page => {
      await page.getByRole('button', { name: 'Telefone von Tom Berger ändern' }).click();
      await page.getByRole('dialog').getByRole('checkbox').first().waitFor();
    },
  },
  {
    name: 'the preferences of a customer', who: { as: 'leitung' }, to: () => '/desk/telephony?tab=preferences', until: async page => {
      await page.getByRole('combobox', { name: 'Kunde' }).fill('Weber');
      await page.getByRole('option', { name: /^Praxis Dr\. Weber/ }).click();
      await page.getByRole('radiogroup').first().waitFor();
    },
  },
  { name: 'the portal’s start', who: phone, to: () => '/portal', until: page => page.getByRole('heading', { name: 'Zuletzt' }).waitFor() },
  { name: 'the portal’s start on a wide screen', who: wide, to: () => '/portal', until: page => page.getByRole('heading', { name: 'Zuletzt' }).waitFor() },
  {
    name: 'a quick change', who: phone, to: () => '/portal', until: async page => {
      await page.getByRole('button', { name: /^Besprechung/ }).tap();
      await page.getByRole('dialog').waitFor();
    },
  },
  { name: 'the history', who: phone, to: () => '/portal/calls', until: page => page.getByRole('listitem').getByRole('link').first().waitFor() },
  { name: 'a history in which nothing is found', who: phone, to: () => '/portal/calls?search=Quarzuhrwerkfabrik', until: page => page.getByText('Nichts gefunden').waitFor() },
  { name: 'a note', who: phone, to: async () => `/portal/calls/${await firstOf('calls')}`, until: page => page.getByRole('region', { name: 'Gesprächsnotiz' }).waitFor() },
  { name: 'a note beside the history', who: wide, to: async () => `/portal/calls/${await firstOf('calls')}`, until: page => page.getByRole('region', { name: 'Gesprächsnotiz' }).waitFor() },
  { name: 'the instructions', who: phone, to: () => '/portal/instructions', until: page => page.getByRole('region', { name: 'Daueranweisungen' }).waitFor() },
  {
    name: 'the coming weeks', who: phone, to: () => '/portal/instructions', until: async page => {
      await page.getByRole('button', { name: 'Weitere Tage zeigen' }).tap();
      await page.getByRole('button', { name: 'Weitere Tage zeigen' }).waitFor({ state: 'detached' });
    },
  },
  {
    name: 'what would be for a caller', who: phone, to: () => '/portal/instructions/what-if', until: async page => {
      await page.getByRole('textbox', { name: 'Telefonnummer' }).fill('0171 3920001');
      await page.getByRole('status', { name: 'Antwort' }).getByText('Warum?').waitFor();
    },
  },
  {
    name: 'the one-tap changes', who: phone, to: () => '/portal/instructions/presets', until: async page => {
      await page.getByRole('button', { name: 'Neuer Knopf' }).tap();
      await page.getByRole('dialog').getByRole('button', { name: 'Speichern' }).tap();
      await page.getByRole('dialog').getByText('Diese Angabe fehlt noch.').first().waitFor();
    },
  },
  {
    name: 'the history of an instruction', who: wide, to: async () => `/portal/instructions/${await firstOf('instructions')}`, until: async page => {
      await page.getByRole('button', { name: 'Verlauf zeigen' }).click();
      await page.getByText('Frühere Fassungen bleiben ein Jahr lang erhalten.').waitFor();
    },
  },
  { name: 'an instruction', who: phone, to: async () => `/portal/instructions/${await firstOf('instructions')}`, until: page => page.getByRole('button', { name: 'Speichern' }).waitFor() },
  {
    name: 'a refused instruction', who: wide, to: () => '/portal/instructions/new', until: async page => {
      await page.getByRole('switch', { name: 'Nur zu bestimmten Zeiten der Woche' }).click();
      await page.getByRole('button', { name: 'Speichern' }).click();
      await page.getByText('Diese Angabe fehlt noch.').first().waitFor();
    },
  },
  {
    name: 'the set-up of forwarding', who: phone, to: () => '/portal/forwarding', until: async page => {
      await page.getByRole('button', { name: 'Testanruf starten' }).tap();
      await page.getByText('Bitte geben Sie die Rufnummer des Telefons an.').waitFor();
      await page.getByText('Der Code wird nicht angenommen?').tap();
    },
  },
  {
    name: 'the set-up of forwarding for a switchboard', who: wide, to: () => '/portal/forwarding', until: async page => {
      await page.getByRole('img', { name: /^QR-Code/ }).waitFor();
      await page.getByText('Telefonanlage', { exact: true }).click();
      await page.getByRole('region', { name: 'Nachricht an die Betreuung der Anlage' }).waitFor();
    },
  },
  { name: 'the contacts', who: phone, to: () => '/portal/contacts', until: page => page.getByRole('listitem').getByRole('link').first().waitFor() },
  { name: 'a contact', who: phone, to: async () => `/portal/contacts/${await firstOf('contacts')}`, until: page => page.getByRole('button', { name: 'Speichern' }).waitFor() },
  { name: 'a new contact', who: wide, to: () => '/portal/contacts/new', until: page => page.getByRole('button', { name: 'Speichern' }).waitFor() },
];

test.each(views)('axe finds nothing on $name', async ({ name, who, to, until }) => {
  const page = await people.visit({ ...who, to: await to() });
  await until(page);
  expect(await findings(page, name)).toEqual([]);
});

describe('axe finds nothing on the desk', () => {
  afterEach(() => house.clearDesk());

  test('with nobody calling, and in its dialogs', async () => {
    await house.clearDesk();
    const page = await people.visit({ as: 'leitung', to: '/desk' });
    await page.getByText('verbunden', { exact: true }).waitFor();
    const found = await findings(page, 'the empty desk');
    const menus: [string, string][] = [['the menu', 'Mehr'], ['the status', 'Mein Status']];
    for (const [view, button] of menus) {
      await page.getByRole('button', { name: button }).click();
      await page.getByRole('menu').waitFor();
      found.push(...await findings(page, view));
      await page.keyboard.press('Escape');
      await page.getByRole('menu').waitFor({ state: 'detached' });
    }
    const dialogs: [view: string, key: string][] = [['the help', 'F1'], ['the call-backs', 'Alt+M'], ['the spelling', 'Shift+F1']];
    for (const [view, key] of dialogs) {
      await page.keyboard.press(key);
      await page.getByRole('dialog').waitFor();
      found.push(...await findings(page, view));
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }
    for (const item of ['Ton und Hinweise', 'Nummern ohne Kunden']) {
      await page.getByRole('button', { name: 'Mehr' }).click();
      await page.getByRole('menuitem', { name: item }).click();
      await page.getByRole('dialog', { name: item }).waitFor();
      found.push(...await findings(page, item));
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }
    await page.keyboard.press('Control+K');
    await page.keyboard.type('Weber');
    const customer = page.getByRole('option', { name: /^Praxis Dr\. Weber/ });
    await customer.waitFor();
    found.push(...await findings(page, 'the search'));
    await customer.click();
    const card = page.getByRole('dialog', { name: 'Kunde' });
    await card.getByRole('button').nth(1).waitFor();
    found.push(...await findings(page, 'a customer’s card'));
    await card.getByRole('listitem').getByRole('button').first().click();
    await page.getByRole('dialog', { name: 'Anruf' }).getByText('Eingegangen').waitFor();
    found.push(...await findings(page, 'a call’s card'));
    expect(found).toEqual([]);
  }, 180_000);

  test('with calls that wait and calls in hand', async () => {
    await house.clearDesk();
    const customer = await house.customer('Tischlerei Ahorn');
    await house.instruction(customer.id, {
      title: 'Werkstatt', remarks: 'Maße immer aufnehmen.', forwardingNumbers: [{ number: '+491713920080', label: 'Mobil' }, { number: '+491713920081', label: 'Büro', situation: 'ON_BUSY' }],
    });
    await house.contact(customer.id, { name: 'Viktoria Ahlers', numbers: ['+491713920077'], isVip: true });
    const page = await people.visit({ as: 'jana', to: '/desk' });
    await page.getByText('verbunden', { exact: true }).waitFor();
    const line = await house.ring(customer.line, '+491713920077');
    await house.ring(customer.line, null);
    await eventually(() => page.getByRole('region', { name: 'Wartend' }).getByRole('listitem').count()).toBe(2);
    const found = await findings(page, 'calls that wait');
    await page.keyboard.press('F2');
    const call = page.getByRole('region', { name: 'Anruf für Tischlerei Ahorn' });
    await call.getByText('im Gespräch').waitFor();
    found.push(...await findings(page, 'a call in hand'));
    await page.keyboard.press('F4');
    await call.getByRole('group', { name: 'Was ist passiert?' }).waitFor();
    found.push(...await findings(page, 'a number that rings'));
    await page.keyboard.press('Alt+O');
    await call.getByText('besetzt', { exact: true }).waitFor();
    await house.instruction(customer.id, { title: 'Betriebsausflug', putThrough: 'NONE', validUntil: new Date(Date.now() + 3_600_000).toISOString() });
    await call.getByText(/Anweisung.*geändert/).waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByText('Bitte schreiben Sie das Anliegen auf.').waitFor();
    found.push(...await findings(page, 'a changed instruction'));
    await page.keyboard.press('Alt+I');
    await page.getByRole('dialog', { name: 'Anrufer zuordnen' }).getByRole('option').first().waitFor();
    found.push(...await findings(page, 'naming the caller'));
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('Shift+F8');
    await page.getByText('Was ist daraus geworden?').waitFor();
    found.push(...await findings(page, 'what came of it'));
    await page.keyboard.press('Escape');
    await line.hangUp();
    await call.getByText(/Anrufer hat aufgelegt/).waitFor();
    found.push(...await findings(page, 'a call that is over'));
    await page.context().setOffline(true);
    await page.getByText(/Verbindung verloren/).waitFor();
    found.push(...await findings(page, 'a lost connection'));
    await page.context().setOffline(false);
    await page.getByText('verbunden', { exact: true }).waitFor();
    // What the browser itself says about the dead network is no trouble of the page.
    people.troubles.splice(0, people.troubles.length, ...people.troubles.filter(({ what }) => !/ERR_INTERNET_DISCONNECTED|WebSocket connection/.test(what)));
    expect(found).toEqual([]);
  }, 180_000);
});

test('the explorer asks with the session of who is signed in, and axe finds nothing around its editors', async () => {
  const page = await people.visit({ as: 'jana', to: '/explorer' });
  const run = page.getByRole('button', { name: /^Execute query/ });
  await run.waitFor();
  await page.locator('.monaco-editor').first().waitFor();
  await run.click();
  await eventually(async () => (await page.locator('.graphiql-response').innerText()).replaceAll('\u00a0', ' ')).toContain('"name": "Jana Kühn"');
  // Third parties' own insides: Monaco draws text in many absolutely placed pieces, and GraphiQL nests the button that closes a tab in the tab.
  expect(await findings(page, 'the explorer', ['.monaco-editor', '.graphiql-tabs'])).toEqual([]);
});
