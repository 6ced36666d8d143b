import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { clusterFolderOf, SUPERUSER } from '../../server/database/local-cluster.ts';
import { openSql, type OpenSql } from '../../server/database/sql.ts';
import { sqlPoolConfig } from '../../server/orm.ts';
import { raiseAlarm } from '../../server/calls/alarm.service.ts';
import { forgetExchange, setExchangeState } from '../../server/telephony/exchange-state.ts';
import { openBrowser, visitors } from './browser.ts';
import { eventually } from './eventually.ts';
import { openHouse, type Told } from './house.ts';

const house = openHouse({ url: inject('url'), door: inject('door') });
let browser: Browser;
let people: ReturnType<typeof visitors>;
let sql: OpenSql;
beforeAll(async () => {
  browser = await openBrowser();
  people = visitors(browser, house);
  const host = readFileSync(path.join(clusterFolderOf(inject('dataFolder')), 'postmaster.pid'), 'utf8').split('\n')[4] ?? '';
  sql = openSql({ ...sqlPoolConfig({ host, user: SUPERUSER, database: 'vorzimmer' }), max: 2 }, error => { throw error; });
});
afterAll(async () => {
  await sql.close();
  await browser.close();
});
afterEach(async () => {
  const seen = [...people.troubles];
  await people.leave();
  expect(seen).toEqual([]);
});

const SETTINGS = 'preferredRingSeconds secretaryRingSeconds waitSeconds waiting fallback overflowNumber voiceMessages voiceMessageSeconds allowedCountries dialsPerCustomerAndHour presentsCaller';
const settings = async (): Promise<Told> => (await house.ask('leitung', `{ telephony { settings { ${SETTINGS} } } }`)).telephony.settings;
const saveSettings = (input: Told) => house.ask('leitung', 'mutation ($input: TelephonySettingsInput!) { updateTelephonySettings(input: $input) { __typename } }', { input });

const open = async (tab = '', visit: object = {}): Promise<Page> => {
  const page = await people.visit({ as: 'leitung', to: `/desk/telephony${tab && `?tab=${tab}`}`, ...visit });
  await page.getByRole('tab', { selected: true }).waitFor();
  return page;
};
const row = (page: Page, name: string) => page.getByRole('listitem').filter({ hasText: name });
const act = async (page: Page, name: string, item: string) => {
  await page.getByRole('button', { name: `Mehr zu ${name}` }).click();
  await page.getByRole('menuitem', { name: item }).click();
};

test('a supervisor connects a telephone system, tests it and sees live when it speaks', async () => {
  const page = await open();
  await page.getByRole('button', { name: 'Telefonsystem hinzufügen' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: /^Placetel/ }).check();
  await dialog.getByRole('button', { name: 'Weiter' }).click();
  await dialog.getByText(/Externe APIs/).waitFor();
  await dialog.getByLabel('Name').fill('Placetel Bonn');
  await dialog.getByLabel('Gemeinsames Geheimnis').fill('kurz');
  await dialog.getByRole('button', { name: 'Adresse erzeugen' }).click();
  await dialog.getByText('Mindestens 8 Zeichen.').waitFor();
  await dialog.getByLabel('Gemeinsames Geheimnis').fill('');
  await dialog.getByRole('button', { name: 'Adresse erzeugen' }).click();
  const secrets = dialog.getByRole('code');
  await secrets.nth(1).waitFor();
  const [url = '', key = ''] = await secrets.allInnerTexts();
  expect(url).toMatch(new RegExp(`^${house.url}/telephony/placetel/[\\w-]{43}$`));
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await dialog.getByRole('button', { name: 'Adresse für den Anbieter kopieren' }).click();
  await dialog.getByText('Kopiert').waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(url);

  await dialog.getByRole('button', { name: 'Prüfen' }).click();
  await dialog.getByText('Die Adresse stimmt, die Unterschrift passt, die Meldung wurde gelesen.').waitFor();
  // Our own test is not the provider: that is still waited for.
  await dialog.getByText('Wartet auf die erste Meldung …').waitFor();
  const push = (call: string) => {
    const body = new URLSearchParams({ event: 'OutgoingCall', call_id: call, from: '03023125000', to: '03023125001', direction: 'out' }).toString();
    return fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-placetel-signature': createHmac('sha256', key).update(body).digest('hex') } });
  };
  // What is noted of a door is seconds old at most: the provider's next report after that is seen.
  await eventually(async () => {
    expect((await push(crypto.randomUUID())).status).toBe(200);
    return dialog.getByText('Der Anbieter meldet sich. Es ist eingerichtet.').isVisible();
  }).toBe(true);
  await dialog.getByRole('button', { name: 'Fertig' }).click();
  await row(page, 'Placetel Bonn').getByText('meldet sich').waitFor();

  // A wrong signature is seen at once, and says what to do.
  expect((await fetch(url, { method: 'POST', body: 'event=HungUp', headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-placetel-signature': '00' } })).status).toBe(401);
  await row(page, 'Placetel Bonn').getByText(/Die Unterschrift passt nicht/).waitFor();

  await act(page, 'Placetel Bonn', 'Ändern');
  expect(await dialog.getByLabel('Gemeinsames Geheimnis').inputValue()).toBe('');
  await dialog.getByLabel('Name').fill('Placetel Beuel');
  await dialog.getByRole('button', { name: 'Speichern' }).click();
  await row(page, 'Placetel Beuel').waitFor();
  expect((await push('nach der Umbenennung')).status).toBe(200);

  await act(page, 'Placetel Beuel', 'Neue Adresse');
  await dialog.getByRole('button', { name: 'Neue Adresse erzeugen' }).click();
  await dialog.getByRole('code').waitFor();
  const renewed = await dialog.getByRole('code').innerText();
  await dialog.getByRole('button', { name: 'Fertig' }).click();
  for (const [address, says] of [[url, /gibt es kein Telefonsystem/], [renewed, /^Die Adresse stimmt/], [`${house.url}/telephony/twilio/x`, /keine Adresse eines solchen Systems/]] as const) {
    await page.getByRole('button', { name: 'Placetel Beuel prüfen' }).click();
    await dialog.getByRole('textbox').fill(address);
    await dialog.getByRole('button', { name: 'Prüfen' }).click();
    await dialog.getByText(says).waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  }
  // What the browser says about the address that leads nowhere is no trouble of the page.
  people.troubles.splice(0, people.troubles.length, ...people.troubles.filter(({ what }) => !/status of 404/.test(what)));

  await act(page, 'Placetel Beuel', 'Entfernen');
  await dialog.getByRole('button', { name: 'Entfernen' }).click();
  await row(page, 'Placetel Beuel').waitFor({ state: 'detached' });
  expect((await fetch(renewed, { method: 'POST' })).status).toBe(404);
});

test('settings say what is wrong, and keep what two people type', async () => {
  const before = await settings();
  try {
    const page = await open('calls');
    const voice = page.getByRole('radio', { name: 'Nachricht aufsprechen lassen' });
    expect(await voice.isDisabled()).toBe(true);
    await page.getByText(/§ 201 StGB/).waitFor();
    await page.getByRole('switch', { name: 'Sprachnachrichten aufnehmen' }).click();
    await voice.check();
    await page.getByRole('switch', { name: 'Sprachnachrichten aufnehmen' }).click();
    // Without recording there is nothing to choose.
    expect(await page.getByRole('radio', { name: 'Ansage und auflegen' }).isChecked()).toBe(true);

    const { line } = await house.customer('Käserei Umlauf');
    await page.getByRole('radio', { name: 'An eine andere Nummer weiterleiten' }).check();
    await page.getByLabel('Nummer für die Weiterleitung').fill(line);
    await page.getByRole('button', { name: 'Speichern' }).click();
    await page.getByText(/An diese Nummer darf nicht weitergeleitet werden/).waitFor();
    expect(await page.getByLabel('Nummer für die Weiterleitung').evaluate(field => field === document.activeElement)).toBe(true);
    await page.getByLabel('Nummer für die Weiterleitung').fill('030 23125-999');
    await page.getByLabel('Wartezeit').fill('75');

    // Somebody else changes another field, which is put in beside the typed ones, and one that is typed here too.
    await saveSettings({ ...before, dialsPerCustomerAndHour: 44, waitSeconds: 95 });
    const meanwhile = page.getByRole('alert').filter({ hasText: 'Wartezeit' });
    await meanwhile.getByText('75 s').waitFor();
    await meanwhile.getByText('95 s').waitFor();
    expect(await page.getByLabel('Wählversuche je Kunde und Stunde').inputValue()).toBe('44');
    await meanwhile.getByRole('button', { name: 'Bei meiner Fassung bleiben' }).click();
    await page.getByRole('button', { name: 'Speichern' }).click();
    await page.getByText('Gespeichert.').waitFor();
    expect(await settings()).toEqual({ ...before, fallback: 'OVERFLOW', overflowNumber: '+493023125999', waitSeconds: 75, dialsPerCustomerAndHour: 44 });
  } finally {
    await saveSettings(before);
  }
});

test('telephones and preferences are set for each secretary', async () => {
  const { name, id: customerId } = await house.customer('Weinhandlung Ranke');
  const page = await open('phones');
  await page.getByRole('button', { name: 'Telefone von Tom Berger ändern' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Telefon in der Anlage').fill('Tisch 4');
  await dialog.getByLabel('Rufnummer außerhalb').fill('0171 3920012');
  await dialog.getByRole('checkbox', { name: 'Englisch' }).check();
  await dialog.getByRole('button', { name: 'Speichern' }).click();
  await dialog.getByText('Nur Buchstaben, Ziffern, Binde- und Unterstriche.').waitFor();
  await dialog.getByLabel('Telefon in der Anlage').fill('tisch-4');
  await dialog.getByRole('button', { name: 'Speichern' }).click();
  await row(page, 'Tom Berger').getByText('tisch-4 · 0171 3920012 · Deutsch, Englisch').waitFor();
  const { telephony } = await house.ask('leitung', '{ telephony { secretaryPhones { secretary { id name } sipEndpoint number languages } } }');
  const tom = telephony.secretaryPhones.find(({ secretary }: Told) => secretary.name === 'Tom Berger');
  expect(tom).toMatchObject({ sipEndpoint: 'tisch-4', number: '+491713920012', languages: ['DE', 'EN'] });
  await house.ask('leitung', 'mutation ($id: ID!) { setSecretaryPhone(secretaryId: $id, input: { languages: [DE] }) { __typename } }', { id: tom.secretary.id });
  // Told live.
  await row(page, 'Tom Berger').getByText('nur im Browser · Deutsch').waitFor();

  await page.getByRole('tab', { name: 'Vorlieben der Kunden' }).click();
  await page.getByRole('combobox', { name: 'Kunde' }).fill(name);
  await page.getByRole('option', { name: new RegExp(`^${name}`) }).click();
  const choice = page.getByRole('radiogroup', { name: /mit Tom Berger/ });
  await choice.getByText('bevorzugt').click();
  const preferences = async () => (await house.ask('leitung', 'query ($id: ID!) { secretaryPreferences(customerId: $id) { weight secretary { name } } }', { id: customerId })).secretaryPreferences.find(({ secretary }: Told) => secretary.name === 'Tom Berger').weight;
  await eventually(preferences).toBe(50);
  await choice.getByText('lieber nicht').click();
  await eventually(preferences).toBe(-50);
});

test('an alarm is seen on the desk at once, and is dismissed on the page', async () => {
  // Those that other tests have raised would be counted, too.
  await sql.pool.query('delete from telephony_alarm');
  const { id: customerId, name } = await house.customer('Reisebüro Fernweh');
  const desk = await people.visit({ as: 'leitung', to: '/desk' });
  await desk.getByText('verbunden', { exact: true }).waitFor();
  await raiseAlarm(sql, { kind: 'DIAL_LIMIT', customerId, number: '+491713920055' }, new Date());
  await raiseAlarm(sql, { kind: 'DIAL_LIMIT', customerId, number: '+491713920056' }, new Date());
  await desk.getByRole('button', { name: 'Mehr, 1 Alarm' }).click();
  const [page] = await Promise.all([desk.waitForEvent('popup'), desk.getByRole('menuitem', { name: /^Telefonie/ }).click()]);
  const alarm = page.getByRole('alert').filter({ hasText: name });
  expect(await alarm.innerText()).toMatch(/Ungewöhnlich viele Wählversuche.*0171 3920056.*2-mal seit/s);
  await alarm.getByRole('button', { name: 'Erledigt: Ungewöhnlich viele Wählversuche' }).click();
  await alarm.waitFor({ state: 'detached' });
  await page.getByText('1 erledigter Alarm').click();
  await page.getByText(/Reisebüro Fernweh.*erledigt .* von Martina Vogt/).waitFor();
  // On the desk, which stayed where it was, it is gone as well.
  await desk.getByRole('button', { name: 'Mehr', exact: true }).waitFor();
});

test('the state of the exchange is told live', async () => {
  const page = await open();
  const card = page.getByRole('region', { name: 'Eigene Telefonanlage (Asterisk)' });
  const name = 'of the page’s test';
  try {
    await setExchangeState(sql, { name, holder: 'test', connected: true, version: 'Asterisk 22.10.1' }, new Date());
    await card.getByText('verbunden', { exact: true }).waitFor();
    await card.getByText('Asterisk 22.10.1').waitFor();
    await setExchangeState(sql, { name, holder: 'test', connected: false }, new Date());
    await card.getByText(/Keine Verbindung seit/).waitFor();
  } finally {
    await forgetExchange(sql, name);
  }
  await card.getByText('nicht eingerichtet').waitFor();
});

test('nobody but supervisors gets in', async () => {
  const page = await people.visit({ as: 'jana', to: '/desk/telephony' });
  await page.getByText('Diese Seite ist für die Leitung.').waitFor();
  await page.getByRole('link', { name: 'Zum Arbeitsplatz' }).click();
  await page.getByRole('button', { name: 'Mehr', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Ton und Hinweise' }).waitFor();
  expect(await page.getByRole('menuitem', { name: 'Telefonie' }).count()).toBe(0);
});
