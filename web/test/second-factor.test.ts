import { readFileSync } from 'node:fs';
import { Secret, TOTP } from 'otpauth';
import type { Browser, Page } from 'playwright-core';
import { encode } from 'uqr';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import type { OpenSql } from '../../server/database/sql.ts';
import { addCustomerUser, addSecretary } from '../../server/identity/identity.service.ts';
import { hashPassword } from '../../server/identity/password.ts';
import { accountDe as words } from '../messages/account.de.ts';
import { accountEn } from '../messages/account.en.ts';
import { appDe } from '../messages/app.de.ts';
import { appEn } from '../messages/app.en.ts';
import { accessible } from './accessibility.ts';
import { openBrowser, PHONE_SCREEN, visitors, type Visit } from './browser.ts';
import { openDatabase } from './database.ts';
import { eventually } from './eventually.ts';
import { openHouse } from './house.ts';

const house = openHouse({ url: inject('url'), door: inject('door') });
const PASSWORD = 'ein Satz mit Kirschen';
let browser: Browser;
/** They come by the name of the site: passkeys belong to one. */
let people: ReturnType<typeof visitors>;
let sql: OpenSql;
let customerId: string;
beforeAll(async () => {
  browser = await openBrowser();
  people = visitors(browser, { ...house, url: inject('url').replace('127.0.0.1', 'localhost') });
  sql = openDatabase(inject('dataFolder'));
  customerId = (await house.customer('Gärtnerei Wiesengrund')).id;
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

const phone: Omit<Visit, 'to'> = { as: null, viewport: PHONE_SCREEN, isMobile: true, hasTouch: true };
const SECURITY = '/sign-in?returnTo=%2Fportal%2Fsecurity';

/** Somebody of the customer, with an address of their own. */
async function newPerson(password = PASSWORD): Promise<string> {
  const email = `${crypto.randomUUID()}@wiesengrund.example`;
  await addCustomerUser(sql, { customerId, name: 'Rita Farn', right: 'MANAGE', email, passwordHash: await hashPassword(password) }, new Date());
  return email;
}

async function signIn(page: Page, email: string, password = PASSWORD): Promise<void> {
  await page.getByLabel(appDe.signIn.email).fill(email);
  await page.getByLabel(appDe.signIn.password, { exact: true }).fill(password);
  await page.getByRole('button', { name: appDe.signIn.submit, exact: true }).click();
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /Rita Farn/ }).click();
  await page.getByRole('menuitem', { name: appDe.signOut }).click();
  await page.getByRole('heading', { name: appDe.signIn.title }).waitFor();
  await page.goto(SECURITY);
}

const card = (page: Page) => page.getByRole('region', { name: words.secondFactor.title });
const press = (page: Page, name: string) => card(page).getByRole('button', { name, exact: true }).click();

async function prove(page: Page, submit: string, password = PASSWORD): Promise<void> {
  await card(page).getByLabel(words.proof.password, { exact: true }).fill(password);
  await press(page, submit);
}

async function enterCode(page: Page, code: string): Promise<void> {
  await page.getByRole('heading', { name: words.secondStep.title }).waitFor();
  await page.getByLabel(words.secondStep.code).fill(code);
  await page.keyboard.press('Enter');
}

const shownCodes = (page: Page) => card(page).getByRole('listitem').allInnerTexts();

/** Axe finds nothing on the card, or on the page where there is none; what else is on a page of the portal is looked at with that. */
const accessibleHere = async (page: Page): Promise<void> => accessible(page, (await card(page).count()) > 0 ? { within: '[aria-labelledby="second-factor"]' } : {});

/** Sets up an app, up to the recovery codes; returns the secret. */
async function setUpApp(page: Page): Promise<string> {
  await press(page, words.totp.setUp);
  await prove(page, words.totp.begin);
  const secret = (await card(page).locator('code').innerText()).replaceAll(' ', '');
  await card(page).getByLabel(words.totp.code).fill(new TOTP({ secret }).generate());
  await press(page, words.totp.confirm);
  await card(page).getByRole('button', { name: words.recovery.kept }).waitFor();
  return secret;
}

/** A device with finger, face or PIN, which says yes. */
async function withDevice(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
  });
}

test('an app is set up from its QR code or by hand, and recovery codes are told once, to copy and to keep', async () => {
  const email = await newPerson();
  const page = await people.visit({ ...phone, permissions: ['clipboard-read', 'clipboard-write'], to: SECURITY });
  await signIn(page, email);
  await card(page).getByText(words.secondFactor.off).waitFor();
  await press(page, words.totp.setUp);
  await prove(page, words.totp.begin, 'geraten');
  await page.getByText(words.proof.wrongPassword).waitFor();
  await accessibleHere(page);
  await prove(page, words.totp.begin);

  const shown = await card(page).locator('code').innerText();
  expect(shown).toMatch(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/);
  const secret = shown.replaceAll(' ', '');
  const drawn = new Set((await card(page).getByRole('img', { name: words.totp.qr }).locator('path').getAttribute('d'))!.match(/M\d+ \d+/g));
  const { data } = encode(new TOTP({ issuer: 'Vorzimmer', label: email, secret: Secret.fromBase32(secret) }).toString(), { ecc: 'M', border: 3 });
  expect(drawn).toEqual(new Set(data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}`] : [])))));
  await accessibleHere(page);
  await card(page).getByLabel(words.totp.code).fill('000000');
  await press(page, words.totp.confirm);
  await page.getByText(words.totp.wrong).waitFor();
  await card(page).getByLabel(words.totp.code).fill(new TOTP({ secret }).generate());
  await press(page, words.totp.confirm);

  await card(page).getByRole('button', { name: words.recovery.kept }).waitFor();
  await accessibleHere(page);
  const codes = await shownCodes(page);
  expect(new Set(codes).size).toBe(10);
  await press(page, words.recovery.copy);
  await card(page).getByRole('button', { name: appDe.copied }).waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(codes.join('\n'));
  const [download] = await Promise.all([page.waitForEvent('download'), card(page).getByRole('link', { name: words.recovery.download }).click()]);
  expect(download.suggestedFilename()).toBe(words.recovery.file);
  const kept = readFileSync(await download.path(), 'utf8');
  for (const told of [...codes, email, 'localhost']) expect(kept).toContain(told);
  // On paper there is nothing but the codes and what they are for.
  await page.emulateMedia({ media: 'print' });
  expect((await page.locator('body').innerText()).trim()).toBe(kept.trim());
  await page.emulateMedia({ media: 'screen' });
  await press(page, words.recovery.kept);
  await card(page).getByText(words.recovery.left_other.replace('{{count}}', '10')).waitFor();
  await accessibleHere(page);
  await page.reload();
  await card(page).getByText(words.recovery.left_other.replace('{{count}}', '10')).waitFor();
  expect(await page.getByText(codes[0]!).count()).toBe(0);
});

test('who has an app signs in with its code or a recovery code, which is gone then, and new ones void the others', async () => {
  const email = await newPerson();
  const page = await people.visit({ ...phone, to: SECURITY });
  await signIn(page, email);
  const secret = await setUpApp(page);
  const [lost, used, untold] = (await shownCodes(page)) as [string, string, string];
  await press(page, words.recovery.kept);
  await signOut(page);

  await signIn(page, email);
  await enterCode(page, '00000x');
  await page.getByText(words.secondStep.wrong).waitFor();
  await accessibleHere(page);
  // The code that has set up the app is used: the next one counts already.
  await enterCode(page, new TOTP({ secret }).generate({ timestamp: Date.now() + 30_000 }));
  await card(page).getByText(words.totp.since.split('{{')[0]!).waitFor();
  await signOut(page);

  await signIn(page, email);
  await enterCode(page, used.toLowerCase());
  await card(page).getByText(words.recovery.left_other.replace('{{count}}', '9')).waitFor();
  await press(page, words.recovery.renew);
  await card(page).getByRole('button', { name: words.proof.useCode }).click();
  await card(page).getByLabel(words.proof.code).fill(used);
  await press(page, words.recovery.renew);
  await page.getByText(words.proof.wrongCode).waitFor();
  await card(page).getByLabel(words.proof.code).fill(untold);
  await press(page, words.recovery.renew);
  await card(page).getByRole('button', { name: words.recovery.kept }).waitFor();
  const [renewed] = (await shownCodes(page)) as [string];
  await press(page, words.recovery.kept);
  await signOut(page);
  await signIn(page, email);
  await enterCode(page, lost);
  await page.getByText(words.secondStep.wrong).waitFor();
  await enterCode(page, renewed);
  await card(page).waitFor();
}, 180_000);

test('an app is removed with a password that is long enough alone, and not before', async () => {
  const email = await newPerson();
  const page = await people.visit({ ...phone, to: SECURITY });
  await signIn(page, email);
  await setUpApp(page);
  await press(page, words.recovery.kept);
  await sql.pool.query('update account set password_hash = $2 where email = $1', [email, await hashPassword('fjord-ku')]);
  await press(page, words.totp.remove);
  await card(page).getByText(words.lastFactor).waitFor();
  await accessibleHere(page);
  await prove(page, words.totp.remove, 'fjord-ku');
  await page.getByText(words.proof.tooShort.replace('{{count}}', '15')).waitFor();
  await press(page, appDe.cancel);
  await page.getByRole('button', { name: words.password.change }).click();
  await page.getByLabel(words.password.current, { exact: true }).fill('fjord-ku');
  await page.getByLabel(words.password.new, { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: words.password.save }).click();
  await page.getByText(words.password.changed).waitFor();
  await press(page, words.totp.remove);
  await prove(page, words.totp.remove);
  await card(page).getByText(words.secondFactor.off).waitFor();
  await signOut(page);
  await signIn(page, email);
  await card(page).getByText(words.secondFactor.off).waitFor();
});

test('a passkey is added by name, signs in alone and after the password, and is removed', async () => {
  const email = await newPerson();
  const page = await people.visit({ as: null, to: SECURITY });
  await withDevice(page);
  // There is none on the device yet.
  await page.getByRole('button', { name: words.passkeys.signIn }).click();
  await page.getByText(words.passkeys.problems.CANCELLED).waitFor();
  await accessibleHere(page);
  await signIn(page, email);
  await press(page, words.passkeys.add);
  await prove(page, words.passkeys.create);
  await page.getByText(words.passkeys.nameMissing).waitFor();
  await accessibleHere(page);
  await card(page).getByLabel(words.passkeys.name).fill('Rechner am Empfang');
  await press(page, words.passkeys.create);
  await card(page).getByRole('button', { name: words.recovery.kept }).waitFor();
  await press(page, words.recovery.kept);
  const listed = card(page).getByRole('list', { name: words.passkeys.title }).getByRole('listitem');
  await eventually(() => listed.innerText()).toMatch(/Rechner am Empfang[\s\S]*Chrome auf Linux · erstellt: .* · noch nie benutzt/);
  await accessibleHere(page);
  // One device has one passkey of an account.
  await press(page, words.passkeys.add);
  await card(page).getByLabel(words.passkeys.name).fill('Noch einer');
  await prove(page, words.passkeys.create);
  await page.getByText(words.passkeys.problems.ALREADY).waitFor();
  await press(page, appDe.cancel);
  await signOut(page);

  await signIn(page, email);
  await page.getByText(words.secondStep.leadPasskey).waitFor();
  await accessibleHere(page);
  await page.keyboard.press('Enter');
  await eventually(() => listed.innerText()).toContain('zuletzt benutzt');
  await signOut(page);
  await page.getByRole('button', { name: words.passkeys.signIn }).click();
  await listed.waitFor();

  await card(page).getByRole('button', { name: 'Passkey Rechner am Empfang entfernen' }).click();
  await prove(page, words.passkeys.remove);
  await card(page).getByText(words.secondFactor.off).waitFor();
  await signOut(page);
  await page.getByRole('button', { name: words.passkeys.signIn }).click();
  await page.getByText(words.passkeys.problems.REFUSED).waitFor();
}, 180_000);

test('a secretary sets up her app by the keyboard alone, in English, and an address without a name says why there are no passkeys', async () => {
  const email = `${crypto.randomUUID()}@vorzimmer.example`;
  await addSecretary(sql, { name: 'Paula Ritter', email, isSupervisor: false, passwordHash: await hashPassword(PASSWORD) }, new Date());
  const numbered = visitors(browser, house);
  try {
    const page = await numbered.visit({ as: null, to: '/sign-in?returnTo=%2Fdesk%2Faccount', locale: 'en-GB' });
    const address = new URL(inject('url').replace('127.0.0.1', 'localhost')).origin;
    const obstacle = accountEn.passkeys.problems.ADDRESS_HERE.replace('{{host}}', '127.0.0.1').replace('{{address}}', address);
    await page.getByRole('button', { name: accountEn.passkeys.signIn }).click();
    await page.getByText(obstacle).waitFor();
    await page.getByLabel(appEn.signIn.email).fill(email);
    await page.keyboard.press('Tab');
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByText(obstacle).waitFor();
    const own = page.getByRole('region', { name: accountEn.secondFactor.title });
    expect(await own.getByRole('button').allInnerTexts()).toEqual([accountEn.totp.setUp]);
    await own.getByRole('button', { name: accountEn.totp.setUp }).focus();
    await page.keyboard.press('Enter');
    await own.getByLabel(accountEn.proof.password, { exact: true }).waitFor();
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press('Enter');
    const secret = (await own.locator('code').innerText()).replaceAll(' ', '');
    await page.keyboard.type(new TOTP({ secret }).generate());
    await page.keyboard.press('Enter');
    await own.getByRole('button', { name: accountEn.recovery.kept }).focus();
    await page.keyboard.press('Enter');
    await own.getByText(accountEn.recovery.left_other.replace('{{count}}', '10')).waitFor();
    expect(numbered.troubles).toEqual([]);
  } finally {
    await numbered.leave();
  }
});
