import { readFile } from 'node:fs/promises';
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

const phone = (to: string, who: Partial<Visit> = {}): Promise<Page> => people.visit({ as: 'krause', to, viewport: PHONE_SCREEN, isMobile: true, hasTouch: true, ...who });
const wide = (to: string, who: Partial<Visit> = {}): Promise<Page> => people.visit({ as: 'krause', to, viewport: DESK_SCREEN, ...who });

const unique = (word: string): string => `${word} ${Date.now().toString(36)}${Math.random().toString(36).slice(2, 5)}`;
const customerOf = async (): Promise<{ id: string; line: string }> => {
  const { viewer } = await house.ask('krause', '{ viewer { ... on CustomerUser { customer { id lines { number } } } } }');
  return { id: viewer.customer.id, line: viewer.customer.lines[0].number };
};
const contactsWith = async (search: string): Promise<Told[]> =>
  (await house.ask('krause', 'query ($id: ID!, $search: String!) { customer(id: $id) { contacts(search: $search) { edges { node { id name company numbers numberLabels groups emails address isBlocked } } } } }', { id: (await customerOf()).id, search })).customer.contacts.edges.map(({ node }: Told) => node);

/** What somebody gets who saves the file that is there. */
async function saved(page: Page): Promise<{ name: string; content: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('dialog').getByRole('link', { name: 'Speichern' }).click()]);
  return { name: download.suggestedFilename(), content: await readFile(await download.path()) };
}
/** A file as a program on Windows writes it. */
const windows1252 = (text: string) => Buffer.from([...text].map(letter => letter.charCodeAt(0)));

test('takes out of the history what it shows, and one note for itself', async () => {
  const { line } = await customerOf();
  const name = unique('Zacharias Überfluß');
  const callId = await house.noted(line, '+4917604069071', { concern: '=1+1 ist die Frage; bitte „schnell“.', callerName: name, urgent: true, callBackWished: true });
  const page = await phone(`/portal/calls?${new URLSearchParams({ search: name })}`);
  await page.getByRole('link', { name }).waitFor();
  await page.getByRole('button', { name: 'Anrufe exportieren' }).tap();
  const sheet = page.getByRole('dialog', { name: 'Anrufe exportieren' });
  await sheet.getByText(`Nur was zu „${name}“ gefunden wird.`).waitFor();
  await sheet.getByRole('button', { name: 'Datei erstellen' }).tap();
  await sheet.getByText(/ist fertig, mit einem Anruf\./).waitFor();
  const table = await saved(page);
  expect(table.name).toMatch(/^anrufe-\d{4}-\d\d-\d\d\.csv$/);
  expect([...table.content.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  expect(table.content.toString()).toContain(`${name};;0176 04069071;"'=1+1 ist die Frage; bitte „schnell“.";ja;ja;`);

  await sheet.getByRole('radio', { name: /^PDF/ }).check();
  await sheet.getByRole('button', { name: 'Datei erstellen' }).tap();
  await sheet.getByText(/\.pdf ist fertig\./).waitFor();
  expect((await saved(page)).content.subarray(0, 5).toString()).toBe('%PDF-');

  // One that takes long can be given up.
  await page.route('**/exports/calls.vcf*', () => undefined);
  await sheet.getByRole('radio', { name: /^Visitenkarten/ }).check();
  await sheet.getByRole('button', { name: 'Datei erstellen' }).tap();
  await sheet.getByText('Die Datei wird erstellt …').waitFor();
  await sheet.getByRole('button', { name: 'Abbrechen' }).tap();
  await sheet.getByText('Abgebrochen. Es wurde nichts gespeichert.').waitFor();
  await sheet.getByRole('button', { name: 'Abbrechen' }).tap();
  await sheet.waitFor({ state: 'detached' });

  await page.goto(`/portal/calls/${callId}`);
  await page.getByRole('button', { name: 'Exportieren', exact: true }).tap();
  const note = page.getByRole('dialog', { name: 'Notiz exportieren' });
  const mail = new URL((await note.getByRole('link', { name: 'Per E-Mail senden' }).getAttribute('href'))!);
  expect(mail.pathname).toBe('');
  expect(mail.searchParams.get('body')).toContain(`Anrufer: ${name}\r\n`);
  expect(mail.searchParams.get('body')).toContain('=1+1 ist die Frage');
  await note.getByRole('radio', { name: /^Erinnerung/ }).check();
  await note.getByRole('button', { name: 'Datei erstellen' }).tap();
  await note.getByText(/\.ics ist fertig\./).waitFor();
  expect((await saved(page)).content.toString()).toContain(`SUMMARY:Rückruf: ${name}`);
});

test('says so when the device cannot share a file, and keeps silent when somebody thinks better of it', async () => {
  const context = await people.context({ as: 'krause' });
  // The share sheet belongs to the device: here it is one that fails, or is closed.
  await context.addInitScript(() => {
    let times = 0;
    Object.assign(navigator, { canShare: () => true, share: () => Promise.reject(new DOMException('', times++ === 0 ? 'AbortError' : 'DataError')) });
  });
  const page = await context.newPage();
  await page.goto('/portal/calls');
  await page.getByRole('button', { name: 'Anrufe exportieren' }).click();
  const sheet = page.getByRole('dialog', { name: 'Anrufe exportieren' });
  await sheet.getByRole('button', { name: 'Datei erstellen' }).click();
  const share = sheet.getByRole('button', { name: 'Teilen …' });
  await share.click();
  await share.click();
  await page.getByText('Das Teilen hat nicht geklappt. Bitte speichern Sie die Datei und geben Sie sie von dort weiter.').waitFor();
  expect(await page.getByText('Das Teilen hat nicht geklappt.').count()).toBe(1);
});

test('imports a table of Outlook: understood, looked through, and written only when somebody says so', async () => {
  const { id } = await customerOf();
  const tag = Date.now().toString(36);
  const known = `Berta Bestand ${tag}`;
  await house.contact(id, { name: known, numbers: ['+493023125081'] }, 'krause');
  const page = await phone('/portal/contacts');
  // Once the list is there nothing moves any more under a finger.
  await page.getByRole('searchbox', { name: 'Kontakte durchsuchen' }).fill(known);
  await page.getByRole('link', { name: known }).waitFor();
  await page.getByRole('button', { name: 'Importieren und exportieren' }).tap();
  await page.getByRole('menuitem', { name: 'Importieren' }).tap();
  await page.getByText(/Für die Daten Dritter brauchen Sie eine Rechtsgrundlage/).waitFor();
  // Who takes the workbook instead of a table is told what to do.
  await page.locator('input[type=file]').setInputFiles({ name: 'kontakte.csv', mimeType: 'text/csv', buffer: Buffer.from('PK\x03\x04\x14\x00\x06\x00\x08\x00') });
  await page.getByText(/Eine Excel-Mappe \(\.xlsx\) speichern Sie in Excel bitte zuerst/).waitFor();
  await page.locator('input[type=file]').setInputFiles({
    name: 'kontakte.csv', mimeType: 'text/csv', buffer: windows1252(
      `"Vorname";"Nachname";"Firma";"Telefon geschäftlich";"Mobiltelefon";"Lieblingsfarbe";"E-Mail-Adresse";"Straße geschäftlich";"Postleitzahl geschäftlich";"Ort geschäftlich"\r\n"Jörg";"Größe ${tag}";"Süß & Söhne";"+49 (0)30 23125-082";"0171 3920082";"rot";"joerg@suess.example";"Weg 1";"50667";"Köln"\r\n"Berta";"Bestand ${tag}";"Neu AG";"030 23125081";"0171/3920083";""\r\n"";"";"";"030 23125084";"";""\r\n"Odd";"Ziffer ${tag}";"";"*21#";"";""\r\n`),
  });
  await page.getByRole('heading', { name: 'Was steht in den Spalten?' }).waitFor();
  expect(await page.getByRole('combobox', { name: 'Spalte „Telefon geschäftlich“ ist' }).inputValue()).toBe('number');
  expect(await page.getByRole('combobox', { name: 'Spalte „Lieblingsfarbe“ ist' }).inputValue()).toBe('none');
  await page.getByRole('button', { name: 'Weiter zur Vorschau' }).tap();
  await page.getByRole('heading', { name: '4 Kontakte in der Datei' }).waitFor();
  const list = page.getByRole('list', { name: 'Neu' });
  await list.getByText(`Jörg Größe ${tag}`).waitFor();
  expect(await list.innerText()).toContain('Büro 030 23125082, Mobil 0171 3920082 · joerg@suess.example · Weg 1, 50667 Köln');
  expect(await list.innerText()).toContain('Keine vollständige Telefonnummer, wird weggelassen: *21#');
  await page.getByRole('button', { name: 'Fehlerhaft 1' }).tap();
  await page.getByText('Eintrag 4 ohne Namen').waitFor();
  await page.getByRole('button', { name: 'Vielleicht doppelt 1' }).tap();
  await page.getByText(`Im Adressbuch steht mit gleichem Namen oder gleicher Nummer: ${known}`).waitFor();
  await page.getByText('Noch wird nichts in Ihr Adressbuch geschrieben.').waitFor();
  expect(await contactsWith(tag)).toHaveLength(1);
  await page.getByRole('combobox', { name: `Was tun mit ${known}?` }).selectOption('MERGE');
  await page.getByRole('textbox', { name: 'Alle in eine Gruppe aufnehmen' }).fill(`Outlook ${tag}`);
  await page.getByRole('button', { name: '3 Kontakte importieren' }).tap();
  await page.getByRole('heading', { name: 'Import abgeschlossen' }).waitFor();
  await page.getByText('2 Kontakte angelegt. 1 Kontakt ergänzt.').waitFor();
  expect((await contactsWith(tag)).map(({ name, company, numbers, numberLabels, groups }) => ({ name, company, numbers, numberLabels, groups }))).toEqual([
    { name: known, company: 'Neu AG', numbers: ['+493023125081', '+491713920083'], numberLabels: [null, 'Mobil'], groups: [`Outlook ${tag}`] },
    { name: `Jörg Größe ${tag}`, company: 'Süß & Söhne', numbers: ['+493023125082', '+491713920082'], numberLabels: ['Büro', 'Mobil'], groups: [`Outlook ${tag}`] },
    { name: `Odd Ziffer ${tag}`, company: null, numbers: [], numberLabels: [], groups: [`Outlook ${tag}`] },
  ]);

  expect((await contactsWith(`Größe ${tag}`))[0]).toMatchObject({ emails: ['joerg@suess.example'], address: 'Weg 1\n50667 Köln' });

  // The group is in the book at once, and the same file a second time adds nobody.
  await page.getByRole('link', { name: 'Zu den Kontakten', exact: true }).tap();
  await page.getByRole('combobox', { name: 'Gruppe' }).selectOption(`Outlook ${tag}`);
  await eventually(() => page.getByRole('listitem').filter({ hasText: tag }).count()).toBe(3);
  await page.getByRole('button', { name: 'Importieren und exportieren' }).tap();
  await page.getByRole('menuitem', { name: 'Exportieren' }).tap();
  await page.getByRole('button', { name: 'Datei erstellen' }).tap();
  await page.getByText(/\.vcf ist fertig, mit \d+ Kontakten|\.vcf ist fertig, mit \d+ Visitenkarten/).waitFor();
  const cards = (await saved(page)).content;
  expect(cards.toString()).toContain(`FN:Jörg Größe ${tag}\r\n`);
  await page.goto('/portal/contacts/import');
  await page.locator('input[type=file]').setInputFiles({ name: 'wieder.vcf', mimeType: 'text/vcard', buffer: cards });
  await page.getByRole('button', { name: /^Schon vorhanden/ }).waitFor();
  expect(await page.getByRole('button', { name: /Kontakte? importieren$/ }).isDisabled()).toBe(true);
});

test('keeps a block list, groups and what each number is, and tells the desk', async () => {
  const { line } = await customerOf();
  const name = unique('Störenfried');
  const page = await wide('/portal/contacts?show=blocked');
  await page.getByRole('link', { name: 'Nummer sperren' }).click();
  await page.getByRole('heading', { name: 'Nummer sperren' }).waitFor();
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  await page.getByRole('textbox', { name: 'Telefonnummer 1', exact: true }).fill('(0176) 040 690-93');
  await page.getByRole('combobox', { name: 'Bezeichnung der Telefonnummer 1' }).fill('Mobil');
  await page.getByRole('combobox', { name: 'Gruppen' }).or(page.getByRole('textbox', { name: 'Gruppen' })).fill('Werbung');
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: 'Hinweis für das Sekretariat' }).fill('Verkauft Kopierer. Freundlich bleiben.');
  await page.getByRole('textbox', { name: 'E-Mail' }).fill('kopierer@, post@kopierer.example');
  await page.getByRole('textbox', { name: 'Anschrift' }).fill('Gasse 3\n10115 Berlin');
  await page.getByRole('button', { name: 'Speichern' }).click();
  // Nothing is saved, and nothing that was typed is lost.
  await page.getByText('Das ist keine vollständige E-Mail-Adresse, etwa name@beispiel.de.').waitFor();
  expect(await page.getByRole('textbox', { name: 'Anschrift' }).inputValue()).toBe('Gasse 3\n10115 Berlin');
  await page.getByRole('textbox', { name: 'E-Mail' }).fill('post@kopierer.example');
  await page.getByRole('button', { name: 'Speichern' }).click();
  await page.getByText(`${name} ist gespeichert.`).waitFor();
  // Back on the list it was added to.
  const row = page.getByRole('listitem').filter({ hasText: name });
  await row.getByText('Gesperrt').waitFor();
  await row.getByText('Werbung').waitFor();
  expect((await contactsWith(name))[0]).toMatchObject({ numbers: ['+4917604069093'], numberLabels: ['Mobil'], groups: ['Werbung'], isBlocked: true });

  await house.clearDesk();
  const desk = await people.visit({ as: 'jana', to: '/desk', viewport: DESK_SCREEN });
  await desk.getByText('verbunden', { exact: true }).waitFor();
  await house.ring(line, '+4917604069093');
  await desk.getByText(name).first().waitFor();
  await desk.keyboard.press('F2');
  await desk.getByText('Verkauft Kopierer. Freundlich bleiben.').waitFor();
  await desk.getByText('post@kopierer.example').waitFor();
  await desk.getByText('Gasse 3').waitFor();
  await house.clearDesk();
});
