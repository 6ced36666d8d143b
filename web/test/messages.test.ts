import { readFile } from 'node:fs/promises';
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
const compose = (page: Page) => page.getByRole('textbox', { name: 'Ihre Nachricht' });
const log = (page: Page) => page.getByRole('log', { name: 'Verlauf' });
const inbox = (page: Page) => page.getByRole('dialog', { name: 'Nachrichten, die auf Antwort warten' });

test('goes live from the portal to the desk and back, and says who has read it', async () => {
  const subject = unique('Sprechstunde am Freitag');
  const jana = await desk();
  const page = await phone('/portal/messages');
  await page.getByRole('link', { name: 'Neu: Nachricht an das Sekretariat' }).tap();
  await page.getByRole('textbox', { name: 'Betreff' }).fill(subject);
  await compose(page).fill('Können Sie am Freitag\nbis 16 Uhr annehmen?');
  await page.getByRole('button', { name: 'Senden', exact: true }).tap();
  await page.getByRole('heading', { name: subject, level: 1 }).waitFor();
  await log(page).getByText('Gesendet', { exact: true }).waitFor();

  // By keyboard alone from the desk as it stands to the sent answer.
  await jana.getByRole('button', { name: /^Nachrichten \d+ warte/ }).waitFor();
  await jana.keyboard.press('Alt+B');
  await inbox(jana).getByRole('button', { name: new RegExp(subject) }).press('Enter');
  await log(jana).getByText('bis 16 Uhr annehmen?').waitFor();
  await log(page).getByText('Gelesen von Jana').waitFor();
  await compose(jana).focus();
  await jana.keyboard.type('Gern, das notieren wir.');
  await jana.keyboard.press('Control+Enter');
  await log(page).getByText('Gern, das notieren wir.').waitFor();
  await log(jana).getByText('Gelesen von Dr. Anke Weber').waitFor();
  await eventually(() => inbox(jana).getByRole('button', { name: new RegExp(subject) }).count()).toBe(0);

  // Elsewhere in the portal the navigation counts what is new, until it is read.
  await page.getByRole('navigation', { name: 'Hauptnavigation' }).getByRole('link', { name: 'Start' }).tap();
  await page.getByRole('heading', { name: /Dr\. Anke Weber$/ }).waitFor();
  await compose(jana).focus();
  await jana.keyboard.type('Auch am Samstag?');
  await jana.keyboard.press('Control+Enter');
  const link = page.getByRole('navigation', { name: 'Hauptnavigation' }).getByRole('link', { name: /^Nachrichten/ });
  await link.getByText('1 ungelesene Nachricht').waitFor();
  await link.tap();
  await page.getByRole('link', { name: new RegExp(subject) }).tap();
  await log(page).getByText('Auch am Samstag?').waitFor();
  await link.getByText('1 ungelesene Nachricht').waitFor({ state: 'detached' });
  expect(people.troubles).toEqual([]);
});

test('loses nothing that is sent without a connection, and sends it once', async () => {
  const page = await phone('/portal/messages/new');
  const subject = unique('Funkloch');
  await page.getByRole('textbox', { name: 'Betreff' }).fill(subject);
  await compose(page).fill('Mit Netz.');
  await page.getByRole('button', { name: 'Senden', exact: true }).tap();
  await log(page).getByText('Gesendet', { exact: true }).waitFor();
  await page.context().setOffline(true);
  await compose(page).fill('Ohne Netz.');
  await page.getByRole('button', { name: 'Senden', exact: true }).tap();
  await log(page).getByText('Noch nicht gesendet. Sie geht hinaus, sobald die Verbindung wieder da ist.').waitFor();
  await page.context().setOffline(false);
  await log(page).getByText('Noch nicht gesendet.').waitFor({ state: 'detached' });
  await page.reload();
  await log(page).getByText('Ohne Netz.').waitFor();
  expect(await log(page).getByText('Ohne Netz.').count()).toBe(1);
  // What is typed and not sent waits as well.
  await compose(page).fill('Halb getippt');
  await page.reload();
  await eventually(() => compose(page).inputValue()).toBe('Halb getippt');
});

test('with a call in hand, a subject is begun at the desk by keys alone', async () => {
  const customer = await house.customer(unique('Sanitaetshaus'));
  await house.instruction(customer.id);
  const page = await desk('jana');
  const { hangUp } = await house.ring(customer.line, '+491713920041');
  await page.getByRole('region', { name: /^Anruf für Sanitaetshaus/ }).waitFor();
  await page.keyboard.press('F2');
  await page.getByRole('textbox', { name: 'Anliegen' }).waitFor();
  await page.keyboard.press('Alt+C');
  const begin = page.getByRole('button', { name: 'Neues Thema' });
  await begin.waitFor();
  await eventually(() => begin.evaluate(button => button === document.activeElement)).toBe(true);
  await page.keyboard.press('Enter');
  const subject = page.getByRole('textbox', { name: 'Betreff' });
  await eventually(() => subject.evaluate(field => field === document.activeElement)).toBe(true);
  await page.keyboard.type('Schlüssel');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Der Schlüssel liegt am Empfang.');
  await page.getByRole('button', { name: 'Senden', exact: true }).press('Enter');
  await log(page).getByText('Der Schlüssel liegt am Empfang.').waitFor();
  await hangUp();
});

test('two secretaries never answer without having seen each other', async () => {
  const subject = unique('Zwei zugleich');
  await house.ask('weber', 'mutation ($customerId: ID!, $input: StartThreadInput!) { startThread(customerId: $customerId, input: $input) { __typename } }', {
    customerId: (await house.ask('weber', '{ viewer { ... on CustomerUser { customer { id } } } }')).viewer.customer.id,
    input: { threadId: crypto.randomUUID(), messageId: crypto.randomUUID(), subject, text: 'Wer antwortet?' },
  });
  const [jana, tom] = await Promise.all([desk('jana'), desk('tom')]);
  for (const page of [jana, tom]) {
    await page.keyboard.press('Alt+B');
    await inbox(page).getByRole('button', { name: new RegExp(subject) }).click();
    await log(page).getByText('Wer antwortet?').waitFor();
  }
  // Tom's page is cut off while Jana answers: it has not seen that when it sends.
  await tom.context().setOffline(true);
  await compose(tom).fill('Ich!');
  await tom.getByRole('button', { name: 'Senden', exact: true }).click();
  await compose(jana).fill('Ich, Jana.');
  await jana.getByRole('button', { name: 'Senden', exact: true }).click();
  await log(jana).getByText('Gesendet', { exact: true }).waitFor();
  await tom.context().setOffline(false);
  await log(tom).getByText('Nicht gesendet: Inzwischen wurde schon geantwortet.').waitFor();
  await log(tom).getByText('Ich, Jana.').waitFor();
  await tom.getByRole('button', { name: 'Bearbeiten' }).click();
  expect(await compose(tom).inputValue()).toBe('Ich!');
  await compose(tom).fill('Und ich ergänze.');
  await tom.getByRole('button', { name: 'Senden', exact: true }).click();
  await log(jana).getByText('Und ich ergänze.').waitFor();
});

test('carries files both ways, which are saved as they were sent; without a connection the text stays and says what files need', async () => {
  const subject = unique('Befund');
  const jana = await desk();
  const page = await phone('/portal/messages/new');
  await page.getByRole('textbox', { name: 'Betreff' }).fill(subject);
  await compose(page).fill('Anbei der Befund.');
  const attach = (to: Page, ...files: { name: string; mimeType: string; buffer: Buffer }[]) => to.locator('form input[type=file]').setInputFiles(files);
  const long = 'Befund von Herrn Maier mit einem ziemlich langen Namen aus dem November.txt';
  const report = Buffer.from(`Befund ${subject}\n`.repeat(40_000));
  await attach(page, { name: 'Befund Müller.txt', mimeType: 'text/plain', buffer: report }, { name: long, mimeType: 'text/plain', buffer: Buffer.from('<html><script>1</script></html>') });
  const chosen = page.getByRole('list', { name: 'Dateien zu dieser Nachricht' });
  await chosen.getByText('Diese Art von Datei geht nicht, oder ihr Inhalt passt nicht zum Namen.').waitFor();
  // However long a name is, nothing is wider than the telephone.
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE_SCREEN.width);
  await page.getByRole('button', { name: `${long} entfernen` }).tap();
  await chosen.getByText(/MB$/).waitFor();
  await page.getByRole('button', { name: 'Senden', exact: true }).tap();
  await page.getByRole('heading', { name: subject, level: 1 }).waitFor();
  await log(page).getByRole('link', { name: /Befund Müller\.txt/ }).waitFor();

  await jana.getByRole('button', { name: /^Nachrichten \d+ warte/ }).waitFor();
  await jana.keyboard.press('Alt+B');
  await inbox(jana).getByRole('button', { name: new RegExp(subject) }).press('Enter');
  const [download] = await Promise.all([jana.waitForEvent('download'), log(jana).getByRole('link', { name: /Befund Müller\.txt/ }).click()]);
  expect(download.suggestedFilename()).toBe('Befund Müller.txt');
  expect((await readFile(await download.path())).equals(report)).toBe(true);

  // A file alone is a message as well, and lists say what came.
  await attach(jana, { name: 'Antwort.txt', mimeType: 'text/plain', buffer: Buffer.from('Danke.') });
  await jana.getByRole('list', { name: 'Dateien zu dieser Nachricht' }).getByText(/kB$/).waitFor();
  await jana.getByRole('button', { name: 'Senden', exact: true }).click();
  await log(page).getByRole('link', { name: /Antwort\.txt/ }).waitFor();

  await page.context().setOffline(true);
  await compose(page).fill('Noch eine Frage.');
  await page.getByText('Dateien brauchen eine Verbindung. Der Text geht hinaus, sobald sie wieder da ist.').waitFor();
  expect(await page.getByRole('button', { name: 'Dateien anhängen' }).isDisabled()).toBe(true);
  await page.getByRole('button', { name: 'Senden', exact: true }).tap();
  await page.context().setOffline(false);
  await log(jana).getByText('Noch eine Frage.').waitFor();
});
