import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { openBrowser, PHONE_SCREEN, visitors } from './browser.ts';
import { openHouse, type Told } from './house.ts';

// Makes the pictures in docs/ from a demo that runs: `npm start`, then `npx tsx web/test/screenshots.ts [address]`.
const url = process.argv[2] ?? 'http://127.0.0.1:4000';
const docs = path.join(path.dirname(fileURLToPath(import.meta.url)), '../../docs');
const MOST_BYTES = 250_000;
const DESK = { width: 1280, height: 800 };

const { simulator } = await openHouse({ url, door: '' }).ask('jana', '{ simulator { doorPath } }');
const house = openHouse({ url, door: simulator.doorPath });
const browser = await openBrowser();
const { visit } = visitors(browser, house);

async function take(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  await page.waitForFunction(() => document.getAnimations().every(({ playState, effect }) => playState !== 'running' || effect?.getComputedTiming().iterations === Infinity));
  const file = path.join(docs, `${name}.png`);
  await page.screenshot({ path: file, caret: 'hide' });
  const { size } = statSync(file);
  if (size > MOST_BYTES) throw new Error(`${name}.png has ${size} bytes, more than ${MOST_BYTES}`);
  process.stdout.write(`${name}.png ${Math.round(size / 1000)} kB\n`);
}

async function lineOf(customer: string): Promise<{ line: string; vip: string }> {
  const { customers } = await house.ask('jana', 'query ($search: String!) { customers(first: 1, search: $search) { edges { node { lines { number } contacts(first: 1, vipOnly: true) { edges { node { numbers } } } } } } }', { search: customer });
  const { lines, contacts } = customers.edges[0].node as Told;
  return { line: lines[0].number, vip: contacts.edges[0].node.numbers[0] };
}

mkdirSync(docs, { recursive: true });
await house.clearDesk();
const [weber, lindner, novak, ehlers] = [await lineOf('Praxis Dr. Weber'), await lineOf('Autohaus Lindner'), await lineOf('Zahnarztpraxis Novak'), await lineOf('Bestattungshaus Ehlers')];

const jana = await visit({ as: 'jana', to: '/desk', viewport: DESK });
const tom = await visit({ as: 'tom', to: '/desk', viewport: DESK });
await visit({ as: 'leitung', to: '/desk', viewport: DESK });
const phone = await visit({ as: 'weber', to: '/portal', viewport: PHONE_SCREEN, isMobile: true, hasTouch: true, deviceScaleFactor: 2 });
// What lies before today's pictures is read, so that the new note stands out.
await phone.getByRole('region', { name: /^Neu/ }).waitFor();
const allRead = phone.getByRole('button', { name: /gelesen/ });
if (await allRead.count() > 0) await allRead.click();

await house.ring(ehlers.line, ehlers.vip);
await tom.getByRole('region', { name: 'Anruf für Bestattungshaus Ehlers' }).waitFor();
await tom.keyboard.press('F2');
await tom.getByText('im Gespräch').first().waitFor();

await house.ring(weber.line, weber.vip);
const call = jana.getByRole('region', { name: 'Anruf für Praxis Dr. Weber' });
await call.waitFor();
await jana.keyboard.press('F2');
await call.getByText('im Gespräch').waitFor();
await jana.keyboard.press('F4');
await call.getByRole('group', { name: 'Was ist passiert?' }).waitFor();
await jana.keyboard.press('Alt+O');
await call.getByText('besetzt', { exact: true }).waitFor();
await jana.keyboard.press('F4');
await call.getByRole('group', { name: 'Was ist passiert?' }).waitFor();
await house.ring(lindner.line, lindner.vip);
await jana.keyboard.press('Alt+A');
await jana.keyboard.type('Seit heute früh Ziehen im Unterbauch, 31. Woche. Fragt, ob sie in die Praxis kommen soll.');
await house.ring(novak.line, null);
await jana.getByText('Entwurf gesichert').waitFor();
await call.getByRole('listitem').filter({ hasText: 'läutet' }).getByText(/0:(0[6-9]|[1-5])/).waitFor();
await take(jana, 'desk');
await jana.emulateMedia({ colorScheme: 'dark' });
await take(jana, 'desk-dark');

await jana.keyboard.press('Alt+N');
await call.getByText('keine Antwort', { exact: true }).waitFor();
await jana.getByLabel('Rückruf gewünscht').check();
await jana.getByLabel('dringend').check();
await jana.keyboard.press('Control+Enter');
await jana.getByText('Notiz an Praxis Dr. Weber gesendet.').waitFor();
await jana.keyboard.press('Shift+F8');
await phone.getByRole('region', { name: /^Neu/ }).getByText('Ziehen im Unterbauch').waitFor();
await phone.getByText('Gerade am Telefon').waitFor({ state: 'detached' });
await take(phone, 'portal');
await phone.getByRole('navigation', { name: 'Hauptnavigation' }).getByRole('link', { name: 'Anrufe' }).tap();
await phone.getByRole('searchbox', { name: 'Anrufe durchsuchen' }).fill('Termine');
await phone.getByText(/gefunden/).waitFor();
await take(phone, 'portal-history');

const explorer = await visit({ as: 'jana', to: '/explorer', viewport: DESK });
await explorer.getByRole('button', { name: /^Execute query/ }).click();
await explorer.waitForFunction(() => document.querySelector('.graphiql-response')?.textContent?.includes('Kühn'));
await take(explorer, 'explorer');

await house.clearDesk();
await browser.close();
