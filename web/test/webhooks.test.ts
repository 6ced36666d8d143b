import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { Webhook as Verifier } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { webhooksDe as words } from '../messages/webhooks.de.ts';
import { openBrowser, PHONE_SCREEN, visitors } from './browser.ts';
import { openDatabase } from './database.ts';
import { eventually } from './eventually.ts';
import { openHouse } from './house.ts';

const house = openHouse({ url: inject('url'), door: inject('door') });
const database = openDatabase(inject('dataFolder'));
const received: { headers: Record<string, string>; body: string }[] = [];
let answer = 500;
let browser: Browser;
let people: ReturnType<typeof visitors>;
// A program of the customer's.
const program = http.createServer((request, response) => {
  let body = '';
  request.on('data', part => { body += part; });
  request.on('end', () => {
    received.push({ headers: request.headers as Record<string, string>, body });
    response.writeHead(answer).end(answer === 500 ? 'gerade außer Betrieb' : 'ok');
  });
});
let address: string;
beforeAll(async () => {
  browser = await openBrowser();
  people = visitors(browser, house);
  await new Promise<void>(resolve => program.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(program.address() as AddressInfo).port}/vorzimmer`;
});
afterAll(async () => {
  program.close();
  await database.close();
  await browser.close();
});
afterEach(async () => {
  const seen = [...people.troubles];
  await people.leave();
  expect(seen).toEqual([]);
});

test('an integrator enters a webhook on the phone, sees why a message failed, and has it sent again', async () => {
  const customer = await house.customer('Fahrschule Kehre');
  const page = await people.visit({ as: null, token: await house.person(customer.id, 'MANAGE'), to: '/portal/security', viewport: PHONE_SCREEN, isMobile: true, hasTouch: true });
  await page.getByRole('link', { name: words.card.open }).tap();
  await page.getByText(words.empty.title).waitFor();
  await page.getByRole('button', { name: words.create }).tap();
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel(words.form.url, { exact: true }).fill('https://192.168.1.1/hook');
  await sheet.getByRole('button', { name: words.form.submit }).tap();
  await sheet.getByText(words.form.problems.url).waitFor();
  await expect(sheet.getByLabel(words.form.url, { exact: true }).inputValue()).resolves.toBe('https://192.168.1.1/hook');
  await sheet.getByLabel(words.form.url, { exact: true }).fill(address);
  await sheet.getByLabel(words.form.description, { exact: true }).fill('Terminprogramm');
  await sheet.getByRole('button', { name: words.form.submit }).tap();
  const secret = await sheet.getByRole('group', { name: words.made.label }).locator('code').innerText();
  await sheet.getByRole('button', { name: words.made.done }).tap();
  await page.getByRole('link', { name: /Terminprogramm/ }).tap();
  await page.getByText(words.log.empty).waitFor();
  await expect(page.content()).resolves.not.toContain(secret);

  await page.getByRole('button', { name: words.acts.ping }).tap();
  const log = page.getByRole('list', { name: words.log.title });
  const ping = log.getByRole('listitem').filter({ hasText: words.kinds.PING });
  // It comes by itself when it was tried.
  await ping.getByText(words.log.problem.STATUS.replace('{{status}}', '500')).waitFor();
  await ping.getByText(words.log.answer, { exact: true }).tap();
  await ping.getByText('gerade außer Betrieb').waitFor();
  await page.getByText(/^schlägt fehl seit/).waitFor();

  // The service tries again by itself after some seconds; this time somebody else is to be quicker.
  await database.pool.query(`update webhook_delivery set next_try_at = next_try_at + interval '1 hour' where next_try_at is not null`);
  const triedBefore = received.length;
  answer = 200;
  await ping.getByRole('button', { name: /nachsenden$/ }).tap();
  await ping.getByText(words.log.state.DELIVERED).waitFor();
  await page.getByText(words.status.on, { exact: true }).waitFor();
  expect(received).toHaveLength(triedBefore + 1);
  expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  const last = received.at(-1)!;
  expect(new Verifier(secret).verify(last.body, last.headers)).toMatchObject({ type: 'webhook.ping' });

  await page.getByRole('button', { name: words.acts.turnOff }).tap();
  await page.getByText(/^Dieser Webhook ist seit/).waitFor();
  await page.getByRole('button', { name: words.acts.turnOn }).tap();
  await page.getByText(words.status.on, { exact: true }).waitFor();
  await page.getByRole('button', { name: words.acts.delete }).tap();
  await page.getByRole('button', { name: words.delete.confirm }).tap();
  await page.getByText(words.empty.title).waitFor();
});

test('what happens in the portal reaches the program, and whoever does not manage is told who does', async () => {
  answer = 200;
  const customer = await house.customer('Tierarzt Sommer');
  const token = await house.person(customer.id, 'MANAGE');
  const page = await people.visit({ as: null, token, to: '/portal/webhooks' });
  await page.getByRole('button', { name: words.create }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel(words.form.url, { exact: true }).fill(address);
  await sheet.getByLabel(words.kinds.CONTACT_CHANGED).check();
  await sheet.getByRole('button', { name: words.form.submit }).click();
  await sheet.getByRole('button', { name: words.made.done }).click();
  const before = received.length;
  await page.evaluate(id => fetch('/graphql', {
    method: 'POST', headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: 'mutation ($id: ID!) { createContact(customerId: $id, input: { name: "Karla Hundefreund", numbers: ["+493023125091"] }) { __typename } }', variables: { id } }),
  }).then(response => response.text()), customer.id);
  await eventually(() => received.slice(before).map(({ body }) => JSON.parse(body).data.contact?.name)).toContain('Karla Hundefreund');

  const reader = await people.visit({ as: null, token: await house.person(customer.id, 'READ'), to: '/portal/webhooks' });
  await reader.getByText(words.onlyManagers).waitFor();
  await expect(reader.getByRole('button', { name: words.create }).count()).resolves.toBe(0);
});
