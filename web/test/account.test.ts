import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { issueTemporaryPassword } from '../../server/accounts/password.service.ts';
import type { OpenSql } from '../../server/database/sql.ts';
import { addCustomerUser, addSecretary } from '../../server/identity/identity.service.ts';
import { hashPassword, NO_PASSWORD } from '../../server/identity/password.ts';
import { accountDe as words } from '../messages/account.de.ts';
import { accountEn } from '../messages/account.en.ts';
import { appDe } from '../messages/app.de.ts';
import { appEn } from '../messages/app.en.ts';
import { openBrowser, PHONE_SCREEN, visitors, type Visit } from './browser.ts';
import { openDatabase } from './database.ts';
import { eventually } from './eventually.ts';
import { openHouse } from './house.ts';

const house = openHouse({ url: inject('url'), door: inject('door') });
const FIRST = 'ein Satz mit Kirschen';
const SECOND = 'ein Satz mit Pflaumen';
let browser: Browser;
let people: ReturnType<typeof visitors>;
let sql: OpenSql;
let customerId: string;
beforeAll(async () => {
  browser = await openBrowser();
  people = visitors(browser, house);
  sql = openDatabase(inject('dataFolder'));
  customerId = (await house.customer('Gärtnerei Moosgrün')).id;
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

/** Somebody of the customer, with an address of their own. */
async function newPerson(passwordHash: string): Promise<{ email: string; accountId: string }> {
  const email = `${crypto.randomUUID()}@moosgruen.example`;
  return { email, ...(await addCustomerUser(sql, { customerId, name: 'Rita Farn', right: 'MANAGE', email, passwordHash }, new Date())) };
}

const phone: Omit<Visit, 'to'> = { as: null, viewport: PHONE_SCREEN, isMobile: true, hasTouch: true };

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel(appDe.signIn.email).fill(email);
  await page.getByLabel(appDe.signIn.password, { exact: true }).fill(password);
  await page.getByRole('button', { name: appDe.signIn.submit, exact: true }).click();
}
const newPassword = (page: Page) => page.getByLabel(words.password.new, { exact: true });
const isAt = (page: Page, address: string) => eventually(() => new URL(page.url()).pathname).toBe(address);

test('a temporary password lets its owner choose one of their own and nothing else, and then to where they wanted to go', async () => {
  const { email, accountId } = await newPerson(NO_PASSWORD);
  const temporary = await issueTemporaryPassword(sql, accountId, new Date());
  const page = await people.visit({ ...phone, to: '/portal/contacts' });
  await signIn(page, email, temporary);
  await page.getByRole('heading', { name: words.due.title }).waitFor();
  for (const elsewhere of ['/', '/portal/calls', '/sign-in']) {
    await page.goto(elsewhere);
    await page.getByRole('heading', { name: words.due.title }).waitFor();
  }
  await page.goto('/portal/contacts');
  await page.getByLabel(words.password.temporary, { exact: true }).fill(temporary);
  await newPassword(page).fill('Rita Farn von Moosgruen');
  await page.getByRole('button', { name: words.password.save }).tap();
  await page.getByText(words.password.problems.TOO_OBVIOUS).waitFor();
  await newPassword(page).fill(FIRST);
  await page.getByRole('button', { name: words.password.save }).tap();
  await page.getByRole('heading', { name: 'Kontakte' }).waitFor();
  await isAt(page, '/portal/contacts');

  const again = await people.visit({ ...phone, to: '/sign-in' });
  await signIn(again, email, temporary);
  await again.getByText(appDe.signIn.wrong).waitFor();
});

test('a forgotten password is replaced with the link of a mail', async () => {
  const { email } = await newPerson(await hashPassword(FIRST));
  const page = await people.visit({ ...phone, to: '/sign-in' });
  await page.getByRole('link', { name: appDe.signIn.forgotten }).tap();
  await page.getByRole('heading', { name: words.forgot.title }).waitFor();
  await page.getByLabel(words.forgot.email).fill(email);
  await page.getByRole('button', { name: words.forgot.submit }).tap();
  await page.getByRole('heading', { name: words.forgot.doneTitle }).waitFor();

  const outbox = await people.visit({ ...phone, to: '/outbox' });
  const mail = outbox.getByRole('article').filter({ hasText: email });
  await eventually(async () => {
    await outbox.getByRole('button', { name: words.outbox.refresh }).tap();
    return mail.count();
  }).toBe(1);
  const link = (await mail.getByRole('link', { name: words.outbox.open }).getAttribute('href')) as string;
  await page.goto(link);
  await newPassword(page).fill(SECOND);
  await page.getByRole('button', { name: words.reset.submit }).tap();
  await page.getByRole('heading', { name: words.reset.doneTitle }).waitFor();
  await page.getByRole('link', { name: words.forgot.signIn }).tap();
  await signIn(page, email, SECOND);
  await isAt(page, '/portal');

  const late = await people.visit({ ...phone, to: new URL(link).pathname + new URL(link).hash });
  await newPassword(late).fill(FIRST);
  await late.getByRole('button', { name: words.reset.submit }).tap();
  await late.getByRole('heading', { name: words.reset.invalidTitle }).waitFor();
});

test('who is signed out from elsewhere is out at once, and the one who did it stays', async () => {
  const { email } = await newPerson(await hashPassword(FIRST));
  const lost = await people.visit({ ...phone, to: '/portal' });
  await signIn(lost, email, FIRST);
  await lost.getByRole('navigation', { name: 'Hauptnavigation' }).waitFor();
  const page = await people.visit({ as: null, to: '/portal/security' });
  await signIn(page, email, FIRST);
  const devices = page.getByRole('region', { name: words.sessions.title }).getByRole('listitem');
  await eventually(() => devices.count()).toBe(2);
  await expect(devices.first().innerText()).resolves.toContain(words.sessions.here);
  await devices.nth(1).getByRole('button', { name: /abmelden$/ }).click();
  await isAt(lost, '/sign-in');
  await eventually(() => devices.count()).toBe(1);
  await page.reload();
  await eventually(() => devices.count()).toBe(1);
});

test('a password is changed by the keyboard alone, in English, and other devices are out', async () => {
  const email = `${crypto.randomUUID()}@vorzimmer.example`;
  await addSecretary(sql, { name: 'Paula Ritter', email, isSupervisor: false, passwordHash: await hashPassword(FIRST) }, new Date());
  const other = await people.visit({ as: null, to: '/desk' });
  await signIn(other, email, FIRST);
  await other.getByText('verbunden', { exact: true }).waitFor();

  const page = await people.visit({ as: null, to: '/desk/account', locale: 'en-GB' });
  await page.getByLabel(appEn.signIn.email).fill(email);
  await page.keyboard.press('Tab');
  await page.keyboard.type(FIRST);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: accountEn.title }).waitFor();
  await page.getByRole('button', { name: accountEn.password.change }).focus();
  await page.keyboard.press('Enter');
  await page.getByLabel(accountEn.password.current, { exact: true }).waitFor();
  await page.keyboard.press('Tab');
  await page.getByLabel(accountEn.password.current, { exact: true }).focus();
  await page.keyboard.type('guessed');
  await page.keyboard.press('Tab');
  await page.keyboard.type(SECOND);
  await page.keyboard.press('Enter');
  await page.getByText(accountEn.password.problems.WRONG).waitFor();
  await page.getByLabel(accountEn.password.current, { exact: true }).fill(FIRST);
  await page.keyboard.press('Enter');
  await page.getByText(accountEn.password.changed).waitFor();
  await isAt(other, '/sign-in');
});

test('whoever guesses is told how long to wait', async () => {
  const { email } = await newPerson(await hashPassword(FIRST));
  const page = await people.visit({ ...phone, to: '/sign-in' });
  for (let guess = 0; guess < 11; guess++) {
    await signIn(page, email, `geraten ${guess}`);
    await eventually(() => page.getByRole('alert').count()).toBe(1);
    await eventually(() => page.getByRole('button', { name: appDe.signIn.submit, exact: true }).isEnabled()).toBe(true);
  }
  await page.getByText(/Zu viele Versuche\. Bitte warten Sie \d+ Minuten\./).waitFor();
});
