import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { openBrowser, visitors, type Trouble } from './browser.ts';
import { eventually } from './eventually.ts';
import { openHouse, type Told } from './house.ts';

const house = openHouse({ url: inject('url'), door: inject('door') });
let browser: Browser;
let people: ReturnType<typeof visitors>;
beforeAll(async () => { browser = await openBrowser(); people = visitors(browser, house); });
afterAll(() => browser.close());
beforeEach(() => house.clearDesk());
afterEach(async () => { await people.leave(); await house.clearDesk(); });

const STRANGER = '+491713920077';

/** Jana's desk, connected. */
async function desk(as: 'jana' | 'tom' = 'jana', options: { token?: string; locale?: string } = {}): Promise<Page> {
  const page = await people.visit({ as, to: '/desk', ...options });
  await page.getByText(/^(verbunden|connected)$/).waitFor();
  return page;
}
const waiting = (page: Page) => page.getByRole('region', { name: 'Wartend' });
const mine = (page: Page) => page.getByRole('region', { name: 'Meine' });
const call = (page: Page, customer: string) => page.getByRole('region', { name: `Anruf für ${customer}` });
const concern = (page: Page) => page.getByRole('textbox', { name: 'Anliegen' });
/** The label of the field that has the focus. */
const focused = (page: Page) => page.evaluate(() => { const field = document.activeElement as HTMLInputElement | null; return field?.labels?.[0]?.textContent ?? ''; });

/** The latest call of a customer, as the staff sees it. */
async function latest(customerId: string): Promise<Told> {
  const { calls } = await house.ask('leitung', 'query ($id: ID!) { calls(first: 1, filter: { customerId: $id }) { edges { node { id state result needsCallBack note { callerName callerNumber concern } } } } }', { id: customerId });
  return calls.edges[0]?.node;
}

test('goes from the ring to the saved note by keyboard alone', async () => {
  const customer = await house.customer('Tischlerei Ahorn');
  const jana = await desk();
  await house.ring(customer.line, STRANGER);
  await call(jana, customer.name).getByText('Nachricht aufnehmen').waitFor();
  await jana.keyboard.press('F2');
  await call(jana, customer.name).getByText('im Gespräch').waitFor();
  await eventually(() => focused(jana)).toBe('Name');
  await jana.keyboard.type('Erika Lindemann');
  await jana.keyboard.press('Tab');
  await jana.keyboard.type('Lindemann KG');
  await jana.keyboard.press('Tab');
  expect(await focused(jana)).toBe('Nummer');
  expect(await jana.getByRole('textbox', { name: 'Nummer' }).inputValue()).toBe('0171 3920077');

  // The caller is gone before the note is written: it stays open.
  await jana.keyboard.press('Shift+F8');
  await jana.getByText('Was ist daraus geworden?').waitFor();
  await eventually(() => jana.evaluate(() => document.activeElement?.textContent)).toBe('Notiz folgt');
  await jana.keyboard.press('Enter');
  await mine(jana).getByText('Notiz offen').waitFor();
  await jana.getByRole('button', { name: 'Mein Status: Nachbearbeitung' }).waitFor();
  await jana.keyboard.press('Alt+A');
  await jana.keyboard.press('Control+Enter');
  await jana.getByText('Bitte schreiben Sie das Anliegen auf.').waitFor();
  await jana.keyboard.type('Wünscht ein Angebot für zwölf Türen.');
  await jana.keyboard.press('Control+Enter');
  await jana.getByText('Notiz an Tischlerei Ahorn gesendet.').waitFor();
  await mine(jana).getByText('Kein Gespräch, keine offene Notiz.').waitFor();
  await jana.getByRole('button', { name: 'Mein Status: verfügbar' }).waitFor();
  expect(await latest(customer.id)).toMatchObject({ state: 'ENDED', result: 'MESSAGE_TAKEN', note: { callerName: 'Erika Lindemann', concern: 'Wünscht ein Angebot für zwölf Türen.' } });
  expect(people.troubles).toEqual([]);
});

test('keeps several calls in hand, each with its own draft', async () => {
  const [ahorn, birke] = [await house.customer('Tischlerei Ahorn'), await house.customer('Gärtnerei Birke')];
  const jana = await desk();
  await house.ring(ahorn.line, STRANGER);
  await house.ring(birke.line, null);
  await eventually(() => waiting(jana).getByRole('listitem').count()).toBe(2);
  expect(await jana.title()).toBe('(2) warten · Vorzimmer');

  // The second row first, by its own key.
  await jana.keyboard.press('Alt+2');
  await call(jana, birke.name).getByText('im Gespräch').waitFor();
  await jana.keyboard.press('Alt+A');
  await jana.keyboard.type('Rollrasen für Samstag.');
  await jana.keyboard.press('F8');
  await call(jana, birke.name).getByText('wird gehalten').waitFor();
  await jana.keyboard.press('F2');
  await call(jana, ahorn.name).getByText('im Gespräch').waitFor();
  await jana.keyboard.press('Alt+A');
  await jana.keyboard.type('Tür klemmt.');
  expect(await jana.title()).toBe('Arbeitsplatz · Vorzimmer');
  expect(await mine(jana).innerText()).toMatch(/gehalten/);

  await jana.keyboard.press('Alt+ArrowUp');
  await call(jana, birke.name).waitFor();
  expect(await concern(jana).inputValue()).toBe('Rollrasen für Samstag.');
  await jana.keyboard.press('Alt+ArrowDown');
  await call(jana, ahorn.name).waitFor();
  expect(await concern(jana).inputValue()).toBe('Tür klemmt.');
  expect(people.troubles).toEqual([]);
});

test('keeps a draft over a reload, and from everybody else', async () => {
  const customer = await house.customer('Tischlerei Ahorn');
  const jana = await desk();
  await house.ring(customer.line, STRANGER);
  await waiting(jana).getByRole('listitem').waitFor();
  await jana.keyboard.press('F2');
  await call(jana, customer.name).getByText('im Gespräch').waitFor();
  await jana.keyboard.press('Alt+A');
  await jana.keyboard.type('Möchte nicht genannt werden.');
  await jana.getByText('Entwurf gesichert').waitFor();
  // On the server, not on this device.
  await eventually(() => jana.evaluate(() => Object.keys(localStorage).filter(key => key.includes('draft')))).toEqual([]);
  await jana.reload();
  await eventually(() => concern(jana).inputValue()).toBe('Möchte nicht genannt werden.');

  const { id } = await latest(customer.id);
  for (const [person, draft] of [['jana', { concern: 'Möchte nicht genannt werden.' }], ['tom', null], ['leitung', null]] as const)
    expect((await house.ask(person, 'query ($id: ID!) { call(id: $id) { draft { concern } } }', { id })).call.draft).toEqual(draft);
});

describe('an instruction that changes', () => {
  const closed = { title: 'Betriebsausflug', putThrough: 'NONE', message: 'Heute ist niemand mehr da.', get validUntil() { return new Date(Date.now() + 3_600_000).toISOString(); } } as const;

  test('decides a ringing call anew', async () => {
    const customer = await house.customer('Tischlerei Ahorn');
    await house.instruction(customer.id, { title: 'Werkstatt' });
    const jana = await desk();
    await house.ring(customer.line, STRANGER);
    const preview = call(jana, customer.name);
    await preview.getByText('Durchstellen', { exact: true }).first().waitFor();
    await house.instruction(customer.id, closed);
    await preview.getByText('Heute ist niemand mehr da.').waitFor();
    expect(await preview.innerText()).toMatch(/neu entschieden um \d\d:\d\d/);
    await waiting(jana).getByText('neu entschieden').waitFor();
    await waiting(jana).getByRole('img', { name: 'Nachricht aufnehmen' }).waitFor();
    await eventually(() => jana.getByRole('log').innerText()).toBe('Anweisung für Tischlerei Ahorn geändert: Nachricht aufnehmen.');
  });

  test('slides into the call in hand as old and new, and is adopted by key', async () => {
    const customer = await house.customer('Tischlerei Ahorn');
    await house.instruction(customer.id, { title: 'Werkstatt' });
    const jana = await desk();
    await house.ring(customer.line, STRANGER);
    await waiting(jana).getByRole('listitem').waitFor();
    await jana.keyboard.press('F2');
    const inHand = call(jana, customer.name);
    await inHand.getByText('im Gespräch').waitFor();
    await house.instruction(customer.id, closed);
    await inHand.getByText(/Anweisung.*geändert/).waitFor();
    expect((await inHand.innerText()).replace(/\s+/g, ' ')).toMatch(/bisher: Durchstellen jetzt: Nachricht aufnehmen/);
    expect(await inHand.locator('s').innerText()).toContain('Durchstellen');
    expect(await inHand.innerText()).not.toContain('Dem Anrufer sagen: „Gerade ist niemand zu sprechen.“');
    await jana.keyboard.press('Alt+G');
    await inHand.getByText(/Anweisung.*geändert/).waitFor({ state: 'detached' });
    await inHand.getByText(/neu entschieden um \d\d:\d\d/).waitFor();
    expect(await inHand.innerText()).toMatch(/Nachricht aufnehmen.*Betriebsausflug.*Heute ist niemand mehr da\./s);
  });
});

test('decides anew when the secretary says who the withheld caller is', async () => {
  const customer = await house.customer('Tischlerei Ahorn');
  await house.instruction(customer.id, { title: 'Nur Stammkunden', putThrough: 'VIP' });
  await house.contact(customer.id, { name: 'Viktoria Ahlers', isVip: true });
  await house.contact(customer.id, { name: 'Emil Nolte' });
  const jana = await desk();
  await house.ring(customer.line, null);
  const inHand = call(jana, customer.name);
  await inHand.getByText('Nummer unterdrückt').first().waitFor();
  await jana.keyboard.press('F2');
  await inHand.getByText('im Gespräch').waitFor();
  expect(await inHand.innerText()).toContain('nicht durchstellen');
  await jana.keyboard.press('Alt+I');
  await jana.getByRole('dialog', { name: 'Anrufer zuordnen' }).waitFor();
  await jana.keyboard.press('Escape');
  await jana.getByRole('dialog').waitFor({ state: 'detached' });
  await jana.keyboard.press('Alt+I');
  await jana.getByRole('dialog', { name: 'Anrufer zuordnen' }).waitFor();
  await jana.keyboard.type('ahl');
  await eventually(() => jana.getByRole('option').allInnerTexts()).toHaveLength(1);
  await jana.keyboard.press('Enter');
  await inHand.getByText('Viktoria Ahlers ist VIP (von Hand zugeordnet)').waitFor();
  await inHand.getByText('Durchstellen', { exact: true }).first().waitFor();
  await jana.getByText('von Ihnen zugeordnet').waitFor();
  await eventually(() => jana.getByRole('textbox', { name: 'Name' }).inputValue()).toBe('Viktoria Ahlers');
});

test('leaves the note to be written when the caller hangs up', async () => {
  const customer = await house.customer('Tischlerei Ahorn');
  const jana = await desk();
  const line = await house.ring(customer.line, STRANGER);
  await waiting(jana).getByRole('listitem').waitFor();
  await jana.keyboard.press('F2');
  await call(jana, customer.name).getByText('im Gespräch').waitFor();
  await jana.keyboard.press('Alt+A');
  await jana.keyboard.type('Wollte gerade sagen, dass');
  await line.hangUp();
  await call(jana, customer.name).getByText(/beendet \d\d:\d\d · Anrufer hat aufgelegt/).waitFor();
  await jana.getByRole('button', { name: 'Mein Status: Nachbearbeitung' }).waitFor();
  // In the middle of the sentence: nothing takes the field away.
  await jana.keyboard.type(' die Lieferung fehlt.');
  await jana.keyboard.press('Control+Enter');
  await jana.getByText('Notiz an Tischlerei Ahorn gesendet.').waitFor();
  await jana.getByText('Gerade ruft niemand an.').waitFor();
  expect(await latest(customer.id)).toMatchObject({ result: 'MESSAGE_TAKEN', note: { concern: 'Wollte gerade sagen, dass die Lieferung fehlt.', callerNumber: '0171 3920077' } });
});

test('lists a missed call to be called back until that is done', async () => {
  const customer = await house.customer('Tischlerei Ahorn');
  await house.contact(customer.id, { name: 'Emil Nolte', numbers: [STRANGER] });
  const jana = await desk();
  const line = await house.ring(customer.line, STRANGER);
  await waiting(jana).getByText('Emil Nolte').waitFor();
  await line.hangUp();
  await waiting(jana).getByText('Niemand wartet.').waitFor();
  await jana.keyboard.press('Alt+M');
  const list = jana.getByRole('dialog', { name: 'Rückrufe' });
  const done = list.getByRole('button', { name: 'Rückruf an Emil Nolte für Tischlerei Ahorn erledigt' });
  await done.focus();
  await jana.keyboard.press('Enter');
  await jana.getByText('Rückruf erledigt.').waitFor();
  await done.waitFor({ state: 'detached' });
  expect(await latest(customer.id)).toMatchObject({ state: 'ENDED', needsCallBack: false });
  await jana.keyboard.press('Escape');
  await list.waitFor({ state: 'detached' });
});

test('says at once that the connection is lost, keeps the draft, and misses nothing', async () => {
  const [ahorn, birke, eibe] = [await house.customer('Tischlerei Ahorn'), await house.customer('Gärtnerei Birke'), await house.customer('Forstbetrieb Eibe')];
  const jana = await desk();
  await house.ring(ahorn.line, STRANGER);
  const gone = await house.ring(eibe.line, null);
  await eventually(() => waiting(jana).getByRole('listitem').count()).toBe(2);
  await jana.keyboard.press('F2');
  await call(jana, ahorn.name).getByText('im Gespräch').waitFor();

  await jana.context().setOffline(true);
  await jana.getByRole('status').getByText(/Verbindung verloren seit \d\d:\d\d/).waitFor({ timeout: 2_000 });
  await jana.getByText('getrennt', { exact: true }).waitFor();
  await jana.keyboard.press('Alt+A');
  await jana.keyboard.type('Geschrieben, während nichts ging.');
  await jana.getByText('Entwurf nur auf diesem Gerät gesichert').waitFor();
  await gone.hangUp();
  await house.ring(birke.line, null);

  await jana.context().setOffline(false);
  await jana.getByText('verbunden', { exact: true }).waitFor();
  await jana.getByText(/Verbindung verloren/).waitFor({ state: 'detached' });
  await eventually(() => waiting(jana).getByRole('listitem').allInnerTexts()).toEqual([expect.stringContaining('Gärtnerei Birke')]);
  await jana.getByText('Entwurf gesichert').waitFor();
  expect(await concern(jana).inputValue()).toBe('Geschrieben, während nichts ging.');
  const { id } = await latest(ahorn.id);
  expect((await house.ask('jana', 'query ($id: ID!) { call(id: $id) { draft { concern } } }', { id })).call.draft.concern).toBe('Geschrieben, während nichts ging.');
  // What the browser itself says about the dead network is no trouble of the page.
  expect(people.troubles.filter(({ what }: Trouble) => !/ERR_INTERNET_DISCONNECTED|WebSocket connection/.test(what))).toEqual([]);
});

test('lets the call of a desk that is gone ring again for the others', async () => {
  const customer = await house.customer('Tischlerei Ahorn');
  const [jana, tom] = await Promise.all([desk(), desk('tom')]);
  await house.ring(customer.line, STRANGER);
  await waiting(jana).getByRole('listitem').waitFor();
  await jana.keyboard.press('F2');
  await waiting(tom).getByText('Niemand wartet.').waitFor();
  await jana.context().close();
  await waiting(tom).getByText('Tischlerei Ahorn').waitFor({ timeout: 30_000 });
  await eventually(() => tom.getByRole('region', { name: 'Team' }).innerText()).toMatch(/Jana Kühn\s+offline/);
  await tom.keyboard.press('F2');
  await call(tom, customer.name).getByText('im Gespräch').waitFor();
});

test('shows its keys with F1, and lets each be changed', async () => {
  const jana = await desk();
  await jana.keyboard.press('F1');
  const help = jana.getByRole('dialog', { name: 'Tasten' });
  expect(await help.getByRole('row', { name: 'Den am längsten wartenden Anruf übernehmen' }).innerText()).toContain('F2');
  const change = help.getByRole('button', { name: 'Taste für „Verfügbar / beschäftigt“ ändern' });
  await change.focus();
  await jana.keyboard.press('Enter');
  await help.getByText('Neue Taste drücken …').waitFor();
  await jana.keyboard.press('F2');
  await help.getByText('„F2“ ist schon vergeben: Den am längsten wartenden Anruf übernehmen.').waitFor();
  await jana.keyboard.press('Shift+F9');
  await eventually(() => help.getByRole('row', { name: 'Verfügbar / beschäftigt' }).innerText()).toMatch(/(⇧|Umschalt\+)F9/);
  await jana.keyboard.press('Escape');
  await help.waitFor({ state: 'detached' });
  await jana.keyboard.press('Shift+F9');
  await jana.getByRole('button', { name: 'Mein Status: beschäftigt' }).waitFor();
});

test('a second press of the presence key before the first is answered takes it back', async () => {
  const jana = await (await people.context({ as: 'jana' })).newPage();
  const sent: string[] = [];
  const held: (() => void)[] = [];
  let isHolding = true;
  await jana.routeWebSocket(/\/graphql/, socket => {
    const server = socket.connectToServer();
    socket.onMessage(message => {
      const presence = (JSON.parse(String(message)) as Told).payload?.variables?.presence;
      if (presence) sent.push(presence);
      if (presence && isHolding) held.push(() => server.send(message));
      else server.send(message);
    });
  });
  await jana.goto('/desk');
  await jana.getByText('verbunden', { exact: true }).waitFor();
  await jana.getByRole('button', { name: 'Mein Status: verfügbar' }).waitFor();
  await jana.keyboard.press('F9');
  await eventually(() => sent).toEqual(['BUSY']);
  await jana.keyboard.press('F9');
  isHolding = false;
  for (const send of held.splice(0)) send();
  await eventually(() => sent).toEqual(['BUSY', 'AVAILABLE']);
  const presence = async () => (await house.ask('jana', '{ viewer { ... on Secretary { presence } } }')).viewer.presence;
  await eventually(presence).toBe('AVAILABLE');
  await jana.getByRole('button', { name: 'Mein Status: verfügbar' }).waitFor();
});

test('finds customers and earlier calls with the search, and opens them', async () => {
  const customer = await house.customer('Uhrmacherei Quendel');
  await house.noted(customer.line, STRANGER, { concern: 'Die Standuhr schlägt dreizehn.', callerName: 'Ottokar Zeidler' });
  const jana = await desk();
  await jana.keyboard.press('Control+K');
  await jana.getByRole('dialog', { name: 'Suche' }).waitFor();
  await jana.keyboard.type('Standuhren');
  await jana.getByRole('option', { name: 'Ottokar Zeidler → Uhrmacherei Quendel' }).waitFor();
  await jana.keyboard.press('Enter');
  await jana.getByRole('dialog', { name: 'Anruf' }).getByText('Die Standuhr schlägt dreizehn.').waitFor();
});

test('needs no scrolling for the call in hand at 1280 × 720', async () => {
  const customer = await house.customer('Ingenieurbüro Kammholz & Söhne Tragwerksplanung');
  await house.instruction(customer.id, {
    title: 'Bürozeit', remarks: 'Auftragsnummer immer mit aufnehmen und bei Statikfragen nach dem Bauherrn fragen.',
    greeting: 'Herzlich willkommen beim Ingenieurbüro Kammholz und Söhne, Tragwerksplanung, mein Name ist {{secretary}}. Was kann ich für Sie tun?',
    forwardingNumbers: [{ number: '+491713920080', label: 'Mobil Herr Kammholz' }, { number: '+491713920081', label: 'Büro' }, { number: '+491713920082', label: 'Mobil Frau Söhne', situation: 'ON_BUSY' }],
  });
  await house.contact(customer.id, { name: 'Viktoria Ahlers', company: 'Bauamt', numbers: [STRANGER], isVip: true });
  const jana = await desk();
  await house.ring(customer.line, STRANGER);
  await waiting(jana).getByRole('listitem').waitFor();
  await jana.keyboard.press('F2');
  const inHand = call(jana, customer.name);
  await inHand.getByText('im Gespräch').waitFor();
  await jana.keyboard.press('F4');
  await inHand.getByRole('group', { name: 'Was ist passiert?' }).waitFor();
  const scrolling = await jana.evaluate(() => [document.documentElement, document.querySelector('main')!].filter(box => box.scrollHeight > box.clientHeight).map(box => `${box.tagName} ${box.scrollHeight} > ${box.clientHeight}`));
  expect(scrolling).toEqual([]);
  for (const name of ['Notiz senden', 'Auflegen', 'Anrufer zurückholen', 'besetzt'])
    expect((await jana.getByRole('button', { name }).boundingBox())!.y, name).toBeLessThan(720 - 20);
});

test('speaks English where the browser does, and German when told to', async () => {
  const customer = await house.customer('Tischlerei Ahorn');
  const jana = await desk('jana', { locale: 'en-GB' });
  await house.ring(customer.line, STRANGER);
  await jana.getByRole('region', { name: 'Call for Tischlerei Ahorn' }).getByText('Take a message').waitFor();
  expect(await jana.title()).toBe('(1) waiting · Vorzimmer');
  await jana.getByRole('button', { name: 'More' }).click();
  await jana.getByRole('menuitem', { name: 'Deutsch' }).click();
  await call(jana, customer.name).getByText('Nachricht aufnehmen').waitFor();
  expect(await jana.locator('html').getAttribute('lang')).toBe('de');
  await jana.reload();
  await call(jana, customer.name).getByText('Nachricht aufnehmen').waitFor();
  // How a name is answered is the customer's affair, whatever the desk speaks.
  await jana.getByText('„Guten Tag, Tischlerei Ahorn, mein Name ist Jana Kühn.“').waitFor();
});

test('signs out for good', async () => {
  const jana = await desk('jana', { token: await house.freshSession('jana') });
  await jana.getByRole('button', { name: 'Mehr' }).click();
  await jana.getByRole('menuitem', { name: 'Abmelden' }).click();
  await jana.getByRole('heading', { name: 'Anmelden' }).waitFor();
  await jana.goto('/desk');
  await jana.getByRole('heading', { name: 'Anmelden' }).waitFor();
  await eventually(() => new URL(jana.url()).searchParams.get('returnTo')).toBe('/desk');
});
