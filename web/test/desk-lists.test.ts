import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { openBrowser, visitors } from './browser.ts';
import { eventually } from './eventually.ts';
import { openHouse } from './house.ts';

const house = openHouse({ url: inject('url'), door: inject('door') });
let browser: Browser;
let people: ReturnType<typeof visitors>;
beforeAll(async () => { browser = await openBrowser(); people = visitors(browser, house); });
afterAll(() => browser.close());
beforeEach(() => house.clearDesk());
afterEach(async () => { await people.leave(); await house.clearDesk(); });

test('lists at the desk go on where there is more than they show at first', async () => {
  const customer = await house.customer('Hausverwaltung Vielfrag');
  const token = await house.person(customer.id, 'INSTRUCT');
  const ask = async (query: string, variables: object) => {
    const response = await fetch(`${house.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', cookie: `vorzimmer_session=${token}` }, body: JSON.stringify({ query, variables: { customerId: customer.id, ...variables } }) });
    expect(((await response.json()) as { errors?: unknown }).errors).toBeUndefined();
  };
  for (let number = 1; number <= 23; number++)
    await ask('mutation ($customerId: ID!, $input: StartThreadInput!) { startThread(customerId: $customerId, input: $input) { __typename } }', { input: { threadId: crypto.randomUUID(), messageId: crypto.randomUUID(), subject: `Thema ${number}`, text: 'Bitte.' } });
  for (let number = 1; number <= 62; number++)
    await ask('mutation ($customerId: ID!, $input: FaqInput!) { createFaq(customerId: $customerId, input: $input) { __typename } }', { input: { question: `Frage ${number}?`, answer: 'Ja.' } });

  const jana = await people.visit({ as: 'jana', to: '/desk' });
  await jana.getByText('verbunden', { exact: true }).waitFor();
  await house.ring(customer.line, '+491713920076');
  await jana.getByRole('region', { name: `Anruf für ${customer.name}` }).waitFor();
  await jana.keyboard.press('F2');
  const panel = jana.getByRole('tabpanel');
  const more = panel.getByRole('button', { name: 'Weitere laden' });
  await jana.keyboard.press('Alt+C');
  const threads = panel.getByRole('list', { name: 'Alle Themen dieses Kunden' }).getByRole('listitem');
  await eventually(() => threads.count()).toBe(20);
  await more.click();
  await eventually(() => threads.count()).toBe(23);
  await panel.getByText('Thema 1', { exact: true }).waitFor();
  expect(await more.count()).toBe(0);

  await jana.keyboard.press('Alt+Q');
  await eventually(() => panel.getByText(/^Frage \d+\?$/).count()).toBe(60);
  await more.click();
  await panel.getByText('Frage 62?').waitFor();
  expect(await panel.getByText(/^Frage \d+\?$/).count()).toBe(62);
});
