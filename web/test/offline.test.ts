import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { cleanUp, demoDoor, newFolder, Service } from '../../server/test/product/service.ts';
import { openBrowser, PHONE_SCREEN, visitors } from './browser.ts';
import { onDevice } from './device.ts';
import { eventually } from './eventually.ts';
import { openHouse, PASSWORD, PEOPLE, type House } from './house.ts';

// A service of its own: it is really gone while the telephone has to do without it.
const folder = newFolder();
let service: Service;
let port: string;
let house: House;
let browser: Browser;
let people: ReturnType<typeof visitors>;
beforeAll(async () => {
  service = await Service.start({ VORZIMMER_DATA: folder });
  port = new URL(service.url).port;
  house = openHouse({ url: service.url, door: demoDoor(folder) });
  browser = await openBrowser();
  people = visitors(browser, house);
});
afterAll(async () => { await browser?.close(); await cleanUp(); });
afterEach(async () => {
  await people.leave();
  // A story that broke off left it gone.
  if (service.process.exitCode !== null) await back();
});

const away = () => service.stop();
const back = async () => { service = await Service.start({ VORZIMMER_DATA: folder, PORT: port }); };

const phone = async (token: string): Promise<BrowserContext> => people.context({ as: null, token, viewport: PHONE_SCREEN, isMobile: true, hasTouch: true });
async function open(context: BrowserContext, to: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(to);
  return page;
}
const keptNames = async (page: Page) => Object.values(await onDevice(page)).flatMap(({ kept }) => kept.map(key => key.split(' ')[0]));
/** The portal, and everything that it needs to start without a network. */
async function installed(context: BrowserContext): Promise<Page> {
  const page = await open(context, '/portal');
  await page.getByRole('heading', { name: 'Schnell umstellen' }).waitFor();
  await eventually(() => page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.active?.state)).toBe('activated');
  await eventually(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
  return page;
}
const nav = (page: Page, name: string) => page.getByRole('navigation', { name: 'Hauptnavigation' }).getByRole('link', { name });
const pending = (page: Page) => page.getByText(/Änderung(en)? (ist|sind) noch nicht gesendet/);

test('starts, shows what was last seen and takes changes without the service, and sends them once', async () => {
  const { id: customerId, line } = await house.customer('Funkloch GmbH');
  const token = await house.person(customerId, 'MANAGE');
  const contactId = await house.contact(customerId, { name: 'Berta Berg', numbers: ['+4922188880001'] });
  await house.noted(line, '+4922188880001', { concern: 'Bittet um Rückruf wegen der Heizung.', callerName: 'Berta Berg', callBackWished: true });
  const contact = () => house.ask('leitung', 'query ($id: ID!) { contact(id: $id) { isVip version remarks company } }', { id: contactId }).then(({ contact: told }) => told);
  const { version } = await contact();

  const context = await phone(token);
  const first = await installed(context);
  await nav(first, 'Anrufe').tap();
  await first.getByRole('main').getByRole('link', { name: /Berta Berg/ }).first().tap();
  await first.getByText('Bittet um Rückruf wegen der Heizung.').filter({ visible: true }).first().waitFor();
  // The list told that much already; what only the call's own answer tells is kept when it is here.
  await eventually(() => keptNames(first)).toContain('PortalCall');
  await nav(first, 'Kontakte').tap();
  await first.getByRole('heading', { name: 'Kontakte', level: 1 }).waitFor();
  await first.getByRole('button', { name: /Berta Berg/ }).waitFor();
  await eventually(() => keptNames(first)).toEqual(expect.arrayContaining(['Viewer', 'PortalFrame', 'PortalHome', 'PortalCalls', 'PortalCall', 'PortalContacts']));
  await first.close();

  await away();
  const page = await open(context, '/portal');
  await page.getByText(/^Sie sind offline\. Stand: \d\d:\d\d Uhr\.$/).waitFor();
  await page.getByRole('heading', { name: 'Das gilt jetzt' }).waitFor();
  await nav(page, 'Anrufe').tap();
  await page.getByRole('main').getByRole('link', { name: /Berta Berg/ }).first().tap();
  await page.getByText('Bittet um Rückruf wegen der Heizung.').filter({ visible: true }).first().waitFor();
  await page.getByRole('button', { name: /erledigt/i }).first().tap();
  await pending(page).waitFor();
  await nav(page, 'Kontakte').tap();
  await page.getByRole('heading', { name: 'Kontakte', level: 1 }).waitFor();
  await page.getByRole('button', { name: /Berta Berg/ }).tap();
  await page.getByText('2 Änderungen sind noch nicht gesendet').waitFor();
  await page.getByRole('button', { name: /Berta Berg/, pressed: true }).waitFor();
  // Closed and opened again they still wait.
  await page.close();
  const again = await open(context, '/portal/contacts');
  await again.getByText('2 Änderungen sind noch nicht gesendet').waitFor();
  await again.getByRole('button', { name: 'Zeigen' }).tap();
  await again.getByText('Kontakt zum VIP gemacht').waitFor();
  const other = await open(context, '/portal');
  await other.getByText('2 Änderungen sind noch nicht gesendet').waitFor();

  await back();
  await pending(again).waitFor({ state: 'detached', timeout: 30_000 });
  await pending(other).waitFor({ state: 'detached' });
  await again.getByText(/^Sie sind offline/).waitFor({ state: 'detached' });
  // One step of its version: two tabs sent it once.
  expect(await contact()).toMatchObject({ isVip: true, version: version + 1 });
  await eventually(async () => Object.values(await onDevice(again)).map(({ unsent }) => unsent)).toEqual([0]);
});

test('takes new contacts and instructions without the service, and enters each once', async () => {
  const { id: customerId } = await house.customer('Neues Unterwegs');
  const context = await phone(await house.person(customerId, 'MANAGE'));
  const page = await installed(context);
  const entered = async () => {
    const { customer } = await house.ask('leitung', 'query ($id: ID!) { customer(id: $id) { contacts(first: 50) { edges { node { name numbers } } } instructions(first: 50) { edges { node { title putThrough } } } } }', { id: customerId });
    return { contacts: customer.contacts.edges.map(({ node }: { node: { name: string } }) => node.name), instructions: customer.instructions.edges.map(({ node }: { node: { title: string } }) => node.title) };
  };
  const before = await entered();
  await nav(page, 'Kontakte').tap();
  await page.getByRole('link', { name: 'Neu: Kontakt anlegen' }).first().waitFor();
  await away();

  await page.getByRole('link', { name: 'Neu: Kontakt anlegen' }).first().tap();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Erika Unterwegs');
  await page.getByRole('textbox', { name: 'Telefonnummer 1' }).fill('0221 8888 0031');
  await page.getByRole('button', { name: 'Speichern' }).tap();
  const waiting = (name: string) => page.getByRole('list', { name: 'Noch nicht gesendet' }).getByText(name);
  await waiting('Erika Unterwegs').waitFor();

  await nav(page, 'Anweisungen').tap();
  await page.getByRole('link', { name: 'Neu: Anweisung anlegen' }).first().tap();
  await page.getByRole('textbox', { name: 'Bezeichnung', exact: true }).first().fill('Betriebsausflug');
  await page.getByRole('radio', { name: /^Niemanden durchstellen/ }).check();
  await page.getByRole('textbox', { name: /^Was sollen wir Anrufern sagen/ }).fill('Heute sind alle unterwegs.');
  await page.getByRole('button', { name: 'Speichern' }).tap();
  await waiting('Betriebsausflug').waitFor();
  await page.getByText('2 Änderungen sind noch nicht gesendet').waitFor();
  await page.reload();
  await waiting('Betriebsausflug').waitFor();

  // What is sent first arrives, and its answer is lost on the way.
  let isLost = false;
  await context.route(/\/graphql$/, async route => {
    if (isLost || !route.request().postData()?.includes('mutation CreateContact')) { await route.continue(); return; }
    isLost = await route.fetch().then(answer => answer.ok(), () => false);
    await route.abort();
  });
  await back();
  await pending(page).waitFor({ state: 'detached', timeout: 30_000 });
  expect(isLost).toBe(true);
  expect(await entered()).toEqual({ contacts: [...before.contacts, 'Erika Unterwegs'].toSorted(), instructions: expect.arrayContaining(['Betriebsausflug']) });
  expect((await entered()).instructions.filter((title: string) => title === 'Betriebsausflug')).toHaveLength(1);
  await page.getByRole('link', { name: /Betriebsausflug/ }).first().waitFor();
  await nav(page, 'Kontakte').tap();
  await page.getByRole('link', { name: /Erika Unterwegs/ }).waitFor();
  expect(await page.getByRole('list', { name: 'Noch nicht gesendet' }).count()).toBe(0);
});

test('shows what was last seen while a slow line keeps the answers back, and then what is', async () => {
  const { id: customerId, line } = await house.customer('Langsam GmbH');
  await house.noted(line, '+4922188880005', { concern: 'Fragt nach dem Angebot.', callerName: 'Lotte Lahm' });
  const context = await phone(await house.person(customerId, 'MANAGE'));
  const first = await installed(context);
  await nav(first, 'Anrufe').tap();
  const called = (page: Page, name: string) => page.getByRole('main').getByRole('link', { name: new RegExp(name) }).first();
  await called(first, 'Lotte Lahm').waitFor();
  await eventually(() => keptNames(first)).toContain('PortalCalls');
  await first.close();
  await house.noted(line, '+4922188880006', { concern: 'Hat nur eine Frage.', callerName: 'Nora Neu' });

  let answer = () => {};
  const answering = new Promise<void>(resolve => { answer = resolve; });
  // Who is signed in is told; all else takes long.
  await context.route(/\/graphql$/, async route => { if (!route.request().postData()?.includes('"operationName":"Viewer"')) await answering; await route.continue(); });
  await context.routeWebSocket(/\/graphql$/, async socket => { await answering; socket.connectToServer(); });
  const page = await open(context, '/portal/calls');
  await called(page, 'Lotte Lahm').waitFor();
  await page.getByText(/^Stand: .* Uhr\. Wird aktualisiert/).waitFor();
  expect(await page.getByText('Nora Neu').count()).toBe(0);
  answer();
  await called(page, 'Nora Neu').waitFor();
  await page.getByText(/Wird aktualisiert/).waitFor({ state: 'detached' });
});

test('shows what somebody else changed meanwhile, keeps what was typed, and lets one choose', async () => {
  const { id: customerId } = await house.customer('Zwiespalt KG');
  const token = await house.person(customerId, 'MANAGE');
  const contactId = await house.contact(customerId, { name: 'Carl Claus', numbers: ['+4922188880002'] });
  const company = async () => (await house.ask('leitung', 'query ($id: ID!) { contact(id: $id) { company } }', { id: contactId })).contact.company;

  const context = await phone(token);
  const page = await installed(context);
  await nav(page, 'Kontakte').tap();
  await page.getByRole('link', { name: /Carl Claus/ }).tap();
  const field = page.getByRole('textbox', { name: 'Firma' });
  await field.waitFor();
  await context.setOffline(true);
  await field.fill('Claus & Söhne');
  await page.getByRole('button', { name: 'Speichern' }).tap();
  await page.getByText('1 Änderung ist noch nicht gesendet').waitFor();
  await house.ask('leitung', 'mutation ($id: ID!) { updateContact(contactId: $id, expectedVersion: 1, input: { name: "Carl Claus", company: "Claus AG", numbers: ["+4922188880002"] }) { __typename } }', { id: contactId });
  expect(await company()).toBe('Claus AG');
  await context.setOffline(false);
  await page.getByText('Jemand anderes hat diesen Kontakt inzwischen geändert.').waitFor();
  await page.getByText('Carl Claus, Claus & Söhne').waitFor();
  expect(await company()).toBe('Claus AG');
  await page.getByRole('button', { name: 'Meine Fassung speichern' }).tap();
  await eventually(company).toBe('Claus & Söhne');
  await page.getByText('Jemand anderes hat diesen Kontakt inzwischen geändert.').waitFor({ state: 'detached' });
});

test('asks before it throws away what is not sent, and leaves nothing on the device for the next person', async () => {
  const { id: customerId } = await house.customer('Geteiltes Telefon');
  const contactId = await house.contact(customerId, { name: 'Dora Dorn', numbers: ['+4922188880003'] });
  const context = await phone(await house.person(customerId, 'MANAGE'));
  const page = await installed(context);
  await nav(page, 'Kontakte').tap();
  await page.getByRole('button', { name: /Dora Dorn/ }).waitFor();
  await eventually(() => keptNames(page)).toContain('PortalContacts');
  // The act is sent in vain for as long as the page is there, so that it waits also with a connection.
  await page.route('**/graphql', route => (route.request().postData()?.includes('mutation MarkVip') ? route.abort() : route.continue()));
  await context.setOffline(true);
  await page.getByRole('button', { name: /Dora Dorn/ }).tap();
  await page.getByText('1 Änderung ist noch nicht gesendet').waitFor();
  await context.setOffline(false);
  await page.getByRole('button', { name: /^Konto:/ }).tap();
  await page.getByRole('menuitem', { name: 'Abmelden' }).tap();
  await page.getByRole('dialog', { name: 'Nicht Gesendetes verwerfen?' }).waitFor();
  await page.getByRole('button', { name: 'Abmelden und verwerfen' }).tap();
  await page.waitForURL(/\/sign-in/);
  await eventually(() => onDevice(page)).toEqual({});
  // Nothing but files that are the same for everybody.
  const cached = await page.evaluate(async () => (await Promise.all((await caches.keys()).map(async name => (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname)))).flat());
  expect(cached.length).toBeGreaterThan(10);
  expect(cached.filter(path => !/^\/(assets\/[\w.~-]+|index\.html|start\.js|color-scheme\.js|favicon\.svg|manifest\.webmanifest|icons\/[\w-]+\.png)$/.test(path))).toEqual([]);
  expect(await page.evaluate(() => Object.keys(localStorage).filter(key => /kept|outgoing|read/.test(key)))).toEqual([]);
  expect((await house.ask('leitung', 'query ($id: ID!) { contact(id: $id) { isVip } }', { id: contactId })).contact.isVip).toBe(false);

  // The session of a first person ends elsewhere while the device lies there; the second one comes in without a sign-out.
  const one = await house.customer('Erste GmbH');
  await house.contact(one.id, { name: 'Geheim Erst', numbers: ['+4922188880004'] });
  const two = await house.customer('Zweite GmbH');
  const shared = await phone(await house.person(one.id, 'MANAGE'));
  const leftBehind = async () => {
    const mine = await installed(shared);
    await nav(mine, 'Kontakte').tap();
    await mine.getByText('Geheim Erst').first().waitFor();
    await eventually(() => keptNames(mine)).toContain('PortalContacts');
    await mine.close();
    await shared.clearCookies();
  };
  await leftBehind();
  const visitor = await open(shared, '/portal/contacts');
  await visitor.waitForURL(/\/sign-in/);
  await visitor.addInitScript(() => new MutationObserver(() => { if (/Geheim Erst|Erste GmbH/.test(document.body?.innerText ?? '')) sessionStorage.setItem('saw', 'what is not theirs'); }).observe(document, { childList: true, subtree: true }));
  await visitor.getByLabel('E-Mail').fill(PEOPLE.weber);
  await visitor.getByLabel('Passwort', { exact: true }).fill(PASSWORD);
  await visitor.getByRole('button', { name: 'Anmelden', exact: true }).tap();
  await visitor.getByRole('heading', { name: 'Kontakte', level: 1 }).waitFor();
  await nav(visitor, 'Anrufe').tap();
  await visitor.getByRole('heading', { name: 'Anrufe', level: 1 }).waitFor();
  expect(await visitor.evaluate(() => sessionStorage.getItem('saw'))).toBe(null);
  await visitor.close();

  // The same where even that page was never opened: whoever it is now, the page starts anew for them.
  await shared.clearCookies();
  await shared.addCookies([{ name: 'vorzimmer_session', value: await house.person(one.id, 'MANAGE'), url: house.url }]);
  await leftBehind();
  await shared.addCookies([{ name: 'vorzimmer_session', value: await house.person(two.id, 'MANAGE'), url: house.url }]);
  const theirs = await installed(shared);
  await theirs.getByText('Zweite GmbH').first().waitFor();
  await eventually(async () => Object.keys(await onDevice(theirs))).toHaveLength(1);
  await shared.setOffline(true);
  await nav(theirs, 'Kontakte').tap();
  await theirs.getByText('Geheim Erst').waitFor({ state: 'detached' });
  const everything = await theirs.evaluate(async () => {
    const [{ name = '' } = {}] = await indexedDB.databases();
    const database = await new Promise<IDBDatabase>(resolve => { const request = indexedDB.open(name); request.onsuccess = () => resolve(request.result); });
    return new Promise<string>(resolve => { const request = database.transaction('kept').objectStore('kept').getAll(); request.onsuccess = () => resolve(JSON.stringify(request.result)); });
  });
  expect(everything).toContain('Zweite GmbH');
  expect(everything).not.toContain('Geheim Erst');
  expect(everything).not.toContain('Erste GmbH');
});

test('can be installed', async () => {
  const page = await people.visit({ as: 'weber', to: '/portal' });
  await page.getByRole('heading', { name: 'Schnell umstellen' }).waitFor();
  const manifest = await page.evaluate(async () => (await fetch(document.querySelector<HTMLLinkElement>('link[rel=manifest]')!.href)).json());
  expect(manifest).toMatchObject({ name: 'Vorzimmer', lang: 'de', start_url: '/portal', display: 'standalone' });
  for (const { src, sizes } of manifest.icons) {
    const width = await page.evaluate(async address => { const picture = new Image(); picture.src = address; await picture.decode(); return picture.naturalWidth; }, src);
    expect(`${width}x${width}`).toBe(sizes);
  }
  const session = await page.context().newCDPSession(page);
  await eventually(async () => (await session.send('Page.getInstallabilityErrors')).installabilityErrors.map(({ errorId }) => errorId).filter(id => id !== 'in-incognito')).toEqual([]);
  const { errors } = await session.send('Page.getAppManifest');
  expect(errors).toEqual([]);
  const worker = await fetch(`${house.url}/service-worker.js`);
  expect(worker.headers.get('cache-control')).toBe('no-cache');
});
