import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { forwardingDe as words } from '../messages/forwarding.de.ts';
import { DESK_SCREEN, openBrowser, PHONE_SCREEN, visitors, type Visit } from './browser.ts';
import { eventually } from './eventually.ts';
import { openHouse, type Told } from './house.ts';

const house = openHouse({ url: inject('url'), door: inject('door') });
/** Krause's mobile, which is to forward. */
const MOBILE = '+491713920031';
let browser: Browser;
let people: ReturnType<typeof visitors>;
let database: Client;
let customer: { id: string; lines: { id: string; number: string }[] };
let line: { id: string; number: string };
beforeAll(async () => {
  browser = await openBrowser();
  people = visitors(browser, house);
  const [, , , , host] = readFileSync(path.join(inject('dataFolder'), 'postgres/postmaster.pid'), 'utf8').split('\n');
  database = new Client({ host: host ?? '', user: 'vorzimmer', database: 'vorzimmer' });
  await database.connect();
  ({ customer } = (await house.ask('krause', '{ viewer { ... on CustomerUser { customer { id lines { id number } } } } }')).viewer);
  line = customer.lines[0]!;
});
afterAll(async () => {
  await database.end();
  await browser.close();
});
afterEach(async () => {
  const seen = [...people.troubles];
  await people.leave();
  await database.query('delete from forwarding_check');
  await database.query(`delete from exchange where name = 'of this test'`);
  await house.clearDesk();
  expect(seen).toEqual([]);
});

const phone = (who: Partial<Visit> = {}): Promise<Page> => people.visit({ as: 'krause', to: '/portal/forwarding', viewport: PHONE_SCREEN, isMobile: true, hasTouch: true, ...who });
const code = (page: Page) => eventually(() => page.getByRole('code').first().innerText());
const numberField = (page: Page) => page.getByRole('textbox', { name: words.phone.number });
const start = (page: Page) => page.getByRole('button', { name: words.check.start }).tap();

/** Lets a call come in at the door as a telephone system reports it. */
async function ring(call: Record<string, string>): Promise<void> {
  const response = await fetch(house.url + inject('door'), { method: 'POST', body: new URLSearchParams({ event: 'newCall', direction: 'in', callId: crypto.randomUUID(), to: line.number, ...call }) });
  expect(response.ok).toBe(true);
}
const ringing = async (): Promise<string[]> => (await house.ask('jana', '{ desk { calls { state line { id } } } }')).desk.calls.filter((call: Told) => call.state === 'RINGING').map((call: Told) => call.line.id);

describe('the codes', () => {
  test('are those for the telephone and the case, to dial, to copy, and to get rid of again', async () => {
    const page = await phone({ permissions: ['clipboard-read', 'clipboard-write'] });
    await page.getByRole('heading', { name: 'Weiterleitung einrichten', level: 1 }).waitFor();
    await code(page).toBe(`**004*${line.number}**20#`);
    await page.getByRole('radio', { name: words.when.NO_ANSWER }).check();
    await page.getByRole('combobox', { name: words.when.seconds }).selectOption({ label: '15 Sekunden' });
    await code(page).toBe(`**61*${line.number}**15#`);
    await page.getByText(words.replaces.MOBILE_NO_ANSWER).waitFor();
    expect(await page.getByRole('code').allInnerTexts()).toEqual([`**61*${line.number}**15#`, '*#61#', '##61#', '##002#']);
    // In a link # would begin a fragment, and only half of the code would be dialled.
    expect(await page.getByRole('link', { name: /^Einschalten: / }).getAttribute('href')).toBe(`tel:%2A%2A61%2A${line.number}%2A%2A15%23`);
    await page.getByText(words.code.iPhone).waitFor();
    await page.getByRole('button', { name: /^Einschalten: .* kopieren$/ }).tap();
    await page.getByRole('button', { name: 'Kopiert' }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`**61*${line.number}**15#`);

    await page.getByText('Festnetz', { exact: true }).tap();
    await code(page).toBe(`*61*${line.number.replace('+', '00')}*15#`);
    expect(await page.getByRole('radio', { name: words.when.NOT_REACHABLE }).count()).toBe(0);
    await page.getByRole('switch', { name: words.phone.fritzBox }).tap();
    await code(page).toBe(`*#*61*${line.number.replace('+', '00')}*15#`);
    await page.getByRole('radio', { name: words.when.ALWAYS }).check();
    await page.getByText(words.replaces.FIXED_ALWAYS).waitFor();

    // The choices are there again when the telephone has dropped the page.
    await page.reload();
    await code(page).toBe(`*#*21*${line.number.replace('+', '00')}#`);

    await page.getByText('Telefonanlage', { exact: true }).tap();
    const message = page.getByRole('region', { name: words.administrator.text });
    expect(await message.innerText()).toContain(line.number);
    expect(await message.innerText()).toContain(words.administrator.when_ALWAYS);
    expect(decodeURIComponent((await page.getByRole('link', { name: words.administrator.send }).getAttribute('href')) ?? '')).toContain(line.number);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  });

  test('are scanned from a wide screen, which an iPhone gets the page by', async () => {
    const page = await people.visit({ as: 'krause', to: '/portal/forwarding', viewport: DESK_SCREEN });
    await page.getByRole('img', { name: `QR-Code, der **004*${line.number}**20# wählt` }).waitFor();
    await page.getByText('iPhone', { exact: true }).click();
    await page.getByRole('img', { name: words.qr.pageLabel }).waitFor();
    await page.getByRole('button', { name: /^Konto: / }).click();
    await page.getByRole('menuitem', { name: 'Weiterleitung einrichten' }).waitFor();
  });

  test('are told in English, and in the dark', async () => {
    const page = await phone({ locale: 'en-GB', colorScheme: 'dark' });
    await page.getByRole('heading', { name: 'Set up call forwarding', level: 1 }).waitFor();
    expect(await page.locator('html').getAttribute('data-mantine-color-scheme')).toBe('dark');
    await page.getByRole('radio', { name: 'Every call, at once' }).check();
    await code(page).toBe(`**21*${line.number}#`);
    await page.getByText('Your mobile no longer rings for any call, and the mailbox takes none.').waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  });
});

test('a loop is warned of, with the way to the instruction that makes it', async () => {
  const title = `Rückrufschleife ${Date.now().toString(36)}`;
  const instructionId = await house.instruction(customer.id, { title, forwardingNumbers: [{ number: MOBILE, label: 'Mobil', ringSeconds: 25 }] }, 'krause');
  const page = await phone();
  const warning = page.getByRole('status').filter({ hasText: 'so lange klingeln, dass der Anruf wieder bei uns ankommt' });
  await page.getByRole('button', { name: '0171 3920031 Mobil' }).tap();
  await warning.getByText('(klingelt 25 Sekunden)').waitFor();
  await page.getByRole('combobox', { name: words.when.seconds }).selectOption({ label: '30 Sekunden' });
  await warning.waitFor({ state: 'detached' });
  // The warning is as live as the instruction.
  await house.ask('krause', 'mutation ($id: ID!, $input: InstructionInput!) { updateInstruction(instructionId: $id, input: $input) { __typename } }', {
    id: instructionId, input: { title, putThrough: 'ALL', greeting: 'Guten Tag.', forwardingNumbers: [{ number: MOBILE, label: 'Mobil', ringSeconds: 45 }] },
  });
  await warning.getByText('(klingelt 45 Sekunden)').waitFor();
  await warning.getByRole('link', { name: title }).tap();
  await page.getByRole('heading', { name: title, level: 1 }).waitFor();
  await house.deleteInstruction(instructionId, 'krause');
});

describe('a test call', () => {
  test('that the customer dials is seen the moment it arrives, and is answered like any other', async () => {
    const page = await phone();
    await numberField(page).fill('0171 3920031');
    await start(page);
    await page.getByText('Rufen Sie jetzt 0171 3920031 an').waitFor();
    await page.getByText(/^Noch [0-3]:\d\d$/).waitFor();
    // A second pair of eyes sees it too.
    const beside = await people.visit({ as: 'krause', to: '/portal/forwarding', viewport: DESK_SCREEN });
    await beside.getByText('Rufen Sie jetzt 0171 3920031 an').waitFor();
    await ring({ from: '+491713920050', diversion: '+491713920099' });
    expect(await ringing()).toContain(line.id);
    // Another telephone forwarded that one.
    expect(await page.getByText('Rufen Sie jetzt 0171 3920031 an').isVisible()).toBe(true);
    const { customer: { lines } } = await house.ask('krause', 'query ($id: ID!) { customer(id: $id) { lines { id lastForwardingCheck { result } } } }', { id: customer.id });
    expect(lines.find(({ id }: Told) => id === line.id).lastForwardingCheck.result).toBeNull();
    await ring({ from: '+491713920051', diversion: MOBILE });
    for (const seen of [page, beside]) await seen.getByText('Die Weiterleitung funktioniert').waitFor();
    expect((await ringing()).filter(id => id === line.id)).toHaveLength(2);
    // The number is there the next time.
    const later = await phone();
    await eventually(() => numberField(later).inputValue()).toBe('0171 3920031');
    await later.getByText('Die Weiterleitung funktioniert').waitFor();
  });

  test('that we dial is no call for the desk', async () => {
    await database.query(`insert into exchange (name, holder, connected_since) values ('of this test', 'nobody', now())`);
    const page = await phone();
    await numberField(page).fill('0171 3920031');
    await start(page);
    await page.getByText('Wir rufen 0171 3920031 an …').waitFor();
    await database.query('update forwarding_check set asked_at = now() where asked_at is null');
    await ring({ from: line.number });
    await page.getByText('Die Weiterleitung funktioniert').waitFor();
    expect(await ringing()).not.toContain(line.id);
  });

  test('that does not arrive is said so, with what to do, and the start page leads back to it', async () => {
    const page = await phone();
    await numberField(page).fill('0171 3920031');
    await start(page);
    await page.getByText('Rufen Sie jetzt 0171 3920031 an').waitFor();
    await database.query('update forwarding_check set expires_at = now()');
    await page.getByText('Der Anruf kam nicht bei uns an').waitFor();
    await page.getByRole('navigation', { name: 'Hauptnavigation' }).getByRole('link', { name: 'Start' }).tap();
    await page.getByRole('link', { name: 'Ihr letzter Testanruf kam nicht an' }).tap();
    await page.getByRole('button', { name: words.check.again }).tap();
    await page.getByText('Rufen Sie jetzt 0171 3920031 an').waitFor();
  });

  test('is refused at the number, and when there were too many', async () => {
    const page = await phone();
    const isInvalid = () => numberField(page).getAttribute('aria-invalid');
    await start(page);
    await page.getByText(words.check.REQUIRED).waitFor();
    expect(await isInvalid()).toBe('true');
    expect(await numberField(page).evaluate(field => field === document.activeElement)).toBe(true);
    await numberField(page).fill('110');
    await start(page);
    await page.getByText(words.check.FORBIDDEN_NUMBER).waitFor();
    await numberField(page).fill('0171 3920031');
    await page.getByText(words.check.FORBIDDEN_NUMBER).waitFor({ state: 'detached' });
    await database.query(
      `insert into forwarding_check (customer_id, id, line_id, number, method, started_at, expires_at, ended_at, result)
       select $1, gen_random_uuid(), $2, $3, 'YOU_CALL', now() - interval '30 minutes', now() - interval '27 minutes', now() - interval '27 minutes', 'NOT_ARRIVED' from generate_series(1, 10)`,
      [customer.id, line.id, MOBILE],
    );
    await start(page);
    await page.getByRole('alert').getByText(/^Das waren zehn Testanrufe in einer Stunde\. Der nächste geht ab \d\d:\d\d Uhr\.$/).waitFor();
  });
});
