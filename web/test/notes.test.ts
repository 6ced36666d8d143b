import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { DESK_SCREEN, openBrowser, PHONE_SCREEN, visitors, type Visit } from './browser.ts';
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
  expect(seen).toEqual([]);
});

const phone = (to: string, who: Partial<Visit> = {}): Promise<Page> => people.visit({ as: 'weber', to, viewport: PHONE_SCREEN, isMobile: true, hasTouch: true, ...who });
const wide = (to: string, who: Partial<Visit> = {}): Promise<Page> => people.visit({ as: 'weber', to, viewport: DESK_SCREEN, ...who });
const unique = (word: string): string => `${word} ${Date.now().toString(36)}${Math.random().toString(36).slice(2, 5)}`;
const CALLER = '+4917604069087';
const lineOfWeber = async (): Promise<string> => (await house.ask('weber', '{ viewer { ... on CustomerUser { customer { lines { number } } } } }')).viewer.customer.lines[0].number;
/** The newest one: the one before it may still be leaving. */
const toast = (page: Page, text: string | RegExp) => page.getByRole('alert').filter({ hasText: text }).last();

test('a note is moved to the trash, taken back, restored from it and deleted for good, in every open portal', async () => {
  const line = await lineOfWeber();
  const name = unique('Gundula Wegwerf');
  const callId = await house.noted(line, CALLER, { concern: 'Hat sich verwählt.', callerName: name });
  const other = await wide('/portal/calls');
  const elsewhere = other.getByRole('link', { name });
  await elsewhere.waitFor();
  const page = await phone(`/portal/calls/${callId}`);
  await page.getByRole('heading', { name, level: 1 }).waitFor();
  await page.getByRole('button', { name: 'In den Papierkorb' }).tap();
  await page.getByRole('heading', { name: 'Anrufe', level: 1 }).waitFor();
  await elsewhere.waitFor({ state: 'detached' });
  await page.getByRole('link', { name }).waitFor({ state: 'detached' });
  await toast(page, 'Die Notiz liegt im Papierkorb.').getByRole('button', { name: 'Rückgängig' }).tap();
  await page.getByRole('link', { name }).waitFor();
  await elsewhere.waitFor();

  // Who looks at the note elsewhere sees that it is gone.
  await elsewhere.click();
  await other.getByRole('button', { name: 'In den Papierkorb' }).waitFor();
  await page.getByRole('link', { name }).tap();
  await page.getByRole('button', { name: 'In den Papierkorb' }).tap();
  await other.getByRole('heading', { name: 'Diesen Anruf gibt es nicht' }).waitFor();
  await page.getByRole('link', { name: 'Papierkorb öffnen' }).tap();
  const trashed = page.getByRole('article', { name });
  await trashed.waitFor();
  expect(await trashed.innerText()).toMatch(/Hat sich verwählt\.[^]*Hierher gelegt von Dr\. Anke Weber, [^]*wird gelöscht: /);
  const search = await house.ask('weber', 'query ($search: String!) { calls(first: 5, filter: { search: $search }) { edges { node { id } } } }', { search: name });
  expect(search.calls.edges).toEqual([]);
  await trashed.getByRole('button', { name: /^Wiederherstellen/ }).tap();
  await trashed.waitFor({ state: 'detached' });
  await other.getByRole('heading', { name, level: 1 }).waitFor();

  await other.getByRole('button', { name: 'In den Papierkorb' }).click();
  // The open trash is live as well.
  await trashed.waitFor();
  await trashed.getByRole('button', { name: /^Endgültig löschen/ }).tap();
  const asks = page.getByRole('dialog', { name: `Notiz von ${name} endgültig löschen?` });
  await asks.getByRole('button', { name: 'Abbrechen' }).tap();
  await asks.waitFor({ state: 'detached' });
  await trashed.getByRole('button', { name: /^Endgültig löschen/ }).tap();
  await asks.getByRole('button', { name: 'Endgültig löschen' }).tap();
  await trashed.waitFor({ state: 'detached' });
  await toast(page, 'Die Notiz ist endgültig gelöscht.').waitFor();
  expect((await house.ask('weber', 'query ($id: ID!) { call(id: $id) { id } }', { id: callId })).call).toBeNull();
});

test('a note is rated with one tap, then with words; the secretary is told at the desk and reads it in her own view', async () => {
  const line = await lineOfWeber();
  const name = unique('Hildegard Prüfer');
  const callId = await house.noted(line, CALLER, { concern: 'Fragt nach dem Rezept.', callerName: name });
  const [jana, page] = await Promise.all([people.visit({ as: 'jana', to: '/desk', viewport: DESK_SCREEN }), phone(`/portal/calls/${callId}`)]);
  await jana.getByText('verbunden', { exact: true }).waitFor();
  const rating = page.getByRole('region', { name: 'Wie war diese Notiz?' });
  await rating.getByText(/bekommt Ihre Anrufe öfter/).waitFor();
  await rating.getByRole('button', { name: 'Gut', exact: true }).tap();
  await eventually(() => rating.getByRole('button', { name: 'Gut', exact: true }).getAttribute('aria-pressed')).toBe('true');
  await toast(jana, /fand Ihre Notiz gut/).waitFor();

  await rating.getByRole('button', { name: 'Nicht gut' }).tap();
  await eventually(() => rating.getByRole('button', { name: 'Nicht gut' }).getAttribute('aria-pressed')).toBe('true');
  await rating.getByRole('button', { name: 'Nummer' }).tap();
  await rating.getByRole('textbox', { name: 'Anmerkung' }).fill('Die letzte Ziffer fehlt.');
  await rating.getByRole('button', { name: 'Senden' }).tap();
  await toast(page, 'Danke, Ihre Rückmeldung ist angekommen.').waitFor();
  const opened = jana.waitForEvent('popup');
  await toast(jana, /hat etwas zu Ihrer Notiz gesagt/).getByRole('button', { name: 'Ansehen' }).click();
  const views = await opened;
  await views.getByRole('heading', { name: 'Rückmeldungen', level: 1 }).waitFor();
  const mine = views.getByRole('list', { name: 'Neueste Rückmeldungen' }).getByRole('listitem').filter({ hasText: name });
  await mine.waitFor();
  expect(await mine.innerText()).toMatch(/Praxis Dr\. Weber[^]*Die letzte Ziffer fehlt\.[^]*Beanstandet: Nummer/);
  expect(await views.getByRole('table').innerText()).toContain('Praxis Dr. Weber');

  // Supervisors see it of everybody, and what it does to the order of ringing.
  const leader = await people.visit({ as: 'leitung', to: '/desk/feedback', viewport: DESK_SCREEN });
  await leader.getByRole('button', { name: 'Jana Kühn' }).click();
  const said = leader.getByRole('list', { name: 'Neueste Rückmeldungen' }).getByText('Die letzte Ziffer fehlt.');
  await said.waitFor();
  // What to talk about stands among much praise.
  const which = leader.getByRole('radiogroup', { name: 'Welche Rückmeldungen' });
  await which.getByText('Gut', { exact: true }).click();
  await said.waitFor({ state: 'detached' });
  await which.getByText('Nicht gut', { exact: true }).click();
  await said.waitFor();
  await leader.getByRole('navigation', { name: 'Bereiche der Leitung' }).getByRole('link', { name: 'Zur App' }).click();
  await leader.getByRole('heading', { level: 1, name: 'Rückmeldungen zur App' }).waitFor();
  await leader.goto('/desk/telephony?tab=preferences');
  await leader.getByRole('combobox', { name: 'Kunde' }).fill('Weber');
  await leader.getByRole('option', { name: /^Praxis Dr\. Weber/ }).click();
  await leader.getByRole('listitem').filter({ hasText: 'Jana Kühn' }).getByText(/Aus Rückmeldungen des letzten Jahres: .*nicht gut/).waitFor();

  // Taken back, it is gone from her view at once.
  await rating.getByRole('button', { name: 'Bewertung zurücknehmen' }).tap();
  await mine.waitFor({ state: 'detached' });
  await eventually(() => rating.getByRole('textbox').count()).toBe(0);
});

test('on a note, a call-back is ticked off and opened again, the text is shared, what it said before is read, and the caller is blocked', async () => {
  const line = await lineOfWeber();
  const name = unique('Ottokar Lästig');
  const from = `+4917604069${String(Math.floor(Math.random() * 70)).padStart(3, '0')}`;
  const callId = await house.noted(line, from, { concern: 'Will etwas verkaufen.', callerName: name, callBackWished: true });
  await house.ask('jana', 'mutation ($callId: ID!, $input: CallNoteInput!) { saveCallNote(callId: $callId, input: $input) { __typename } }', { callId, input: { callerName: name, concern: 'Will Strom verkaufen.', callBackWished: true } });
  const context = await people.context({ as: 'weber', viewport: PHONE_SCREEN, isMobile: true, hasTouch: true, permissions: ['clipboard-read', 'clipboard-write'] });
  // A browser without a share sheet, as on most computers.
  await context.addInitScript(() => { Object.defineProperty(navigator, 'canShare', { value: undefined }); });
  const page = await context.newPage();
  await page.goto(`/portal/calls/${callId}`);
  const note = page.getByRole('region', { name: 'Gesprächsnotiz' });
  await note.getByText('Will Strom verkaufen.').waitFor();
  await note.getByText('Frühere Fassung zeigen').tap();
  await note.getByText('Will etwas verkaufen.').waitFor();

  await note.getByRole('button', { name: 'Teilen' }).tap();
  await toast(page, 'Die Notiz ist kopiert.').waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(new RegExp(`Anruf von ${name}[^]*Rückruf gewünscht[^]*Will Strom verkaufen\\.`));

  await page.getByRole('button', { name: 'Rückruf erledigt' }).tap();
  await toast(page, 'Der Rückruf ist abgehakt.').getByRole('button', { name: 'Rückgängig' }).tap();
  await page.getByText('Der Anrufer wünscht einen Rückruf.').waitFor();
  await page.getByRole('button', { name: 'Rückruf erledigt' }).tap();
  await page.getByRole('button', { name: 'Doch noch zurückrufen' }).tap();
  await page.getByText('Der Anrufer wünscht einen Rückruf.').waitFor();

  await page.getByRole('button', { name: 'Sperren' }).tap();
  await toast(page, `${name} ist gesperrt`).waitFor();
  const decided = async () => (await house.ask('weber', 'query ($line: String!, $from: String) { decision(lineNumber: $line, callerNumber: $from) { reasons { ... on ByContact { standing } } } }', { line, from })).decision.reasons.map(({ standing }: Told) => standing);
  expect(await decided()).toContain('BLOCKED');
  await page.getByRole('button', { name: 'Sperre aufheben' }).tap();
  await eventually(decided).not.toContain('BLOCKED');
});
