import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { openBrowser, PHONE_SCREEN, visitors } from './browser.ts';
import { eventually } from './eventually.ts';
import { openHouse, type Told } from './house.ts';
import { slowConnection } from './slow-connection.ts';

const house = openHouse({ url: inject('url'), door: inject('door') });
let browser: Browser;
let people: ReturnType<typeof visitors>;
beforeAll(async () => { browser = await openBrowser(); people = visitors(browser, house); });
afterAll(() => browser.close());
beforeEach(() => house.clearDesk());
afterEach(async () => { await house.clearDesk(); await people.leave(); });

test('a call comes in, one of two secretaries takes it, tries the numbers, writes the note, and the customer reads it at once', async () => {
  const { viewer: { customer } } = await house.ask('krause', '{ viewer { ... on CustomerUser { customer { id lines { number } contacts(first: 1, vipOnly: true) { edges { node { name numbers } } } } } } }');
  const vip = customer.contacts.edges[0].node;
  const inTwoHours = new Date(Date.now() + 2 * 3_600_000).toISOString();
  const instruction = await house.instruction(customer.id, {
    title: 'Verhandlung am Landgericht', putThrough: 'VIP', validUntil: inTwoHours, greeting: 'Kanzlei Krause, guten Tag, Sie sprechen mit {{secretary}}.',
    forwardingNumbers: [
      { number: '+491713920014', label: 'Mobil Dr. Krause' },
      { number: '+491713920015', label: 'Mobil Frau Timm', situation: 'ON_NO_ANSWER' },
      { number: '+491713920016', label: 'Mobil RAin Dr. Sievert', situation: 'ON_BUSY' },
    ],
  }, 'krause');

  const tomsContext = await people.context({ as: 'tom' });
  const tom = await tomsContext.newPage();
  const tomsConnection = await slowConnection(tom);
  const [jana, phone] = await Promise.all([
    people.visit({ as: 'jana', to: '/desk' }),
    people.visit({ as: 'krause', to: '/portal', viewport: PHONE_SCREEN, hasTouch: true, isMobile: true }),
    tom.goto('/desk'),
  ]);
  await Promise.all([jana, tom].map(desk => desk.getByText('Willkommen, ').waitFor()));
  await phone.getByRole('region', { name: 'Das gilt jetzt' }).getByText('Verhandlung am Landgericht').waitFor();
  await phone.evaluate(() => { document.documentElement.dataset['loadedOnce'] = 'yes'; });

  // It rings, and both desks say the same, each in its secretary's own name.
  await house.ring(customer.lines[0].number, vip.numbers[0]);
  for (const [desk, name] of [[jana, 'Jana Kühn'], [tom, 'Tom Berger']] as const) {
    const call = desk.getByRole('region', { name: 'Anruf für Kanzlei Krause' });
    await call.getByText(`„Kanzlei Krause, guten Tag, Sie sprechen mit ${name}.“`).waitFor();
    await call.getByText('Durchstellen', { exact: true }).first().waitFor();
    expect(await call.innerText()).toMatch(new RegExp(`weil:.*${vip.name} ist VIP`, 's'));
    expect(await call.innerText()).toContain('Anweisung „Verhandlung am Landgericht“ bis');
    const waiting = desk.getByRole('region', { name: 'Wartend' });
    expect(await waiting.innerText()).toContain(vip.name);
    await waiting.getByRole('img', { name: 'VIP', exact: true }).waitFor();
  }
  const seconds = async () => Number(/0:(\d\d)/.exec(await jana.getByRole('region', { name: 'Wartend' }).innerText())?.[1]);
  const before = await seconds();
  await eventually(seconds).toBeGreaterThan(before);

  // Tom's desk is a moment behind when both reach for it.
  tomsConnection.fallBehind();
  await jana.keyboard.press('F2');
  const inHand = jana.getByRole('region', { name: 'Anruf für Kanzlei Krause' });
  await inHand.getByText('im Gespräch').waitFor();
  await tom.keyboard.press('F2');
  await tom.getByText(/Jana Kühn hat den Anruf für Kanzlei Krause schon übernommen/).waitFor();
  tomsConnection.catchUp();
  await tom.getByText('Niemand wartet.').waitFor();
  await eventually(() => tom.getByRole('region', { name: 'Team' }).innerText()).toMatch(/Jana Kühn\s+1 Anruf/);

  // Along the numbers: busy leads to another than no answer does.
  const step = (label: string) => inHand.getByRole('region', { name: 'Weiterleitung' }).getByRole('listitem').filter({ hasText: label });
  await jana.keyboard.press('F4');
  await step('Mobil Dr. Krause').getByText('läutet').waitFor();
  await eventually(() => tom.getByRole('region', { name: 'Team' }).innerText()).toMatch(/Jana Kühn\s+1 Anruf/);
  await jana.keyboard.press('Alt+O');
  await step('Mobil Dr. Krause').getByText('besetzt', { exact: true }).waitFor();
  await jana.keyboard.press('F4');
  await step('Mobil RAin Dr. Sievert').getByText('läutet').waitFor();
  await jana.keyboard.press('Alt+N');
  await step('Mobil RAin Dr. Sievert').getByText('keine Antwort', { exact: true }).waitFor();
  await jana.keyboard.press('F4');
  await step('Mobil Frau Timm').getByText('läutet').waitFor();
  await jana.keyboard.press('Alt+N');
  await inHand.getByText('Niemand erreicht: Nachricht aufnehmen').waitFor();

  // The note: what is known of the caller is filled in, and the fields follow each other.
  const focused = () => jana.evaluate(() => { const field = document.activeElement as HTMLInputElement | null; return field?.labels?.[0]?.textContent ?? ''; });
  await jana.keyboard.press('Alt+A');
  await eventually(focused).toBe('Anliegen');
  await jana.keyboard.type('Fragt nach den unterschriebenen Verträgen für die Lagerhalle.');
  expect(await inHand.getByLabel('Name', { exact: true }).inputValue()).toBe(vip.name);
  const fields = ['Name', 'Firma', 'Nummer', 'Anliegen', 'Rückruf gewünscht', 'dringend'];
  for (let back = 0; back < fields.length && await focused() !== 'Name'; back++) await jana.keyboard.press('Shift+Tab');
  const order: string[] = [];
  for (; order.length < fields.length; await jana.keyboard.press('Tab')) {
    order.push(await focused());
    if (order.at(-1) === 'Rückruf gewünscht') await jana.keyboard.press('Space');
  }
  expect(order.toSorted()).toEqual(fields.toSorted());
  await jana.keyboard.press('Control+Enter');
  await jana.getByText('Notiz an Kanzlei Krause gesendet.').waitFor();

  // The customer, phone in hand, reads it without doing anything.
  const news = phone.getByRole('region', { name: 'Neu' }).getByRole('link', { name: vip.name }).filter({ hasText: 'unterschriebenen Verträgen' });
  await news.waitFor();
  expect(await news.innerText()).toContain('Rückruf gewünscht');
  expect(await phone.evaluate(() => document.documentElement.dataset['loadedOnce'])).toBe('yes');
  await phone.getByRole('navigation', { name: 'Hauptnavigation' }).getByRole('link', { name: 'Anrufe' }).tap();
  await phone.getByRole('searchbox', { name: 'Anrufe durchsuchen' }).fill('Vertrag Lagerhallen');
  await phone.getByText('1 Anruf gefunden').waitFor();
  await phone.getByRole('link', { name: vip.name }).tap();
  await phone.getByRole('region', { name: 'Gesprächsnotiz' }).getByText('Fragt nach den unterschriebenen Verträgen für die Lagerhalle.').waitFor();
  expect(await phone.getByRole('region', { name: 'Verlauf' }).innerText()).toMatch(/Mobil Dr\. Krause.*besetzt.*Mobil RAin Dr\. Sievert.*keine Antwort.*Mobil Frau Timm.*keine Antwort.*Notiz von Jana Kühn/s);

  // Jana ends the call and is free for the next; Tom sees it.
  await jana.keyboard.press('Shift+F8');
  await jana.getByRole('button', { name: 'Mein Status: verfügbar' }).waitFor();
  await eventually(() => tom.getByRole('region', { name: 'Team' }).innerText()).toMatch(/Jana Kühn\s+verfügbar/);

  const { calls } = await house.ask('krause', '{ calls(first: 1) { edges { node { state result note { concern callBackWished urgent } attempts { outcome } } } } }');
  expect(calls.edges.map(({ node }: Told) => node)).toEqual([{
    state: 'ENDED', result: 'MESSAGE_TAKEN', attempts: [{ outcome: 'BUSY' }, { outcome: 'NO_ANSWER' }, { outcome: 'NO_ANSWER' }],
    note: { concern: 'Fragt nach den unterschriebenen Verträgen für die Lagerhalle.', callBackWished: true, urgent: false },
  }]);
  expect(people.troubles).toEqual([]);
  await house.endInstruction(instruction, 'krause');
});
