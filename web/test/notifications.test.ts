import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { accessible } from './accessibility.ts';
import { openBrowser, PHONE_SCREEN, visitors } from './browser.ts';
import { eventually } from './eventually.ts';
import { openHouse } from './house.ts';

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

const phone = { viewport: PHONE_SCREEN, isMobile: true, hasTouch: true };

test('somebody consents, chooses what they want to know, is told at the field what is missing, and keeps it', async () => {
  const { id, line } = await house.customer('Praxis Nachricht');
  const token = await house.person(id, 'MANAGE');
  const page = await people.visit({ as: null, token, to: '/portal/notifications', ...phone });
  await page.getByRole('heading', { name: 'Benachrichtigungen', level: 1 }).waitFor();
  // Without a consent there is nothing to choose.
  expect(await page.getByRole('button', { name: 'Speichern' }).count()).toBe(0);
  await page.getByRole('article', { name: 'Benachrichtigungen per E-Mail' }).getByRole('button', { name: 'Einwilligen' }).tap();
  await page.getByRole('heading', { name: 'Worüber möchten Sie benachrichtigt werden?' }).waitFor();
  expect(await page.getByRole('checkbox', { name: 'Alle Gesprächsnotizen: Gerät' }).isDisabled()).toBe(true);
  await page.getByRole('checkbox', { name: 'Alle Gesprächsnotizen: E-Mail' }).check();
  await page.getByRole('switch', { name: 'Zu bestimmten Zeiten nicht stören' }).check();
  for (const day of ['Montag', 'Dienstag', 'Mittwoch', 'Donnerstag', 'Freitag', 'Samstag', 'Sonntag']) await page.getByRole('button', { name: new RegExp(`, ${day}$`) }).tap();
  await page.getByRole('button', { name: 'Speichern' }).tap();
  await page.getByText('Wählen Sie mindestens einen Tag.').waitFor();
  await accessible(page);
  await page.getByRole('switch', { name: 'Zu bestimmten Zeiten nicht stören' }).uncheck();
  await page.getByRole('switch', { name: 'Anrufer und Anliegen in die E-Mail schreiben' }).check();
  await page.getByRole('button', { name: 'Speichern' }).tap();
  await page.getByText('Ihre Benachrichtigungen sind gespeichert.').waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'Worüber möchten Sie benachrichtigt werden?' }).waitFor();
  expect(await page.getByRole('checkbox', { name: 'Alle Gesprächsnotizen: E-Mail' }).isChecked()).toBe(true);

  // The outbox of the demo stands in for the mailbox.
  await house.noted(line, '+4917604069333', { concern: 'Fragt nach dem Befund.', callerName: 'Paul Postfach' });
  const mail = async () => (await house.ask('leitung', '{ outbox { subject text } }')).outbox.find(({ subject }: { subject: string }) => subject.startsWith('Neue Gesprächsnotiz'));
  await eventually(async () => (await mail())?.text ?? '').toContain('Paul Postfach');
  const { text } = await mail();
  await page.goto(/(\S+\/notifications\/unsubscribe\/\S+)/.exec(text)![1]!);
  await page.getByRole('button', { name: 'Keine E-Mails mehr' }).tap();
  await page.getByText('Sie bekommen keine Benachrichtigungen per E-Mail mehr.').waitFor();
  await page.goto('/portal/notifications');
  await page.getByRole('heading', { name: 'Worüber möchten Sie benachrichtigt werden?' }).waitFor();
  expect(await page.getByRole('checkbox', { name: 'Alle Gesprächsnotizen: E-Mail' }).isChecked()).toBe(false);
});

test('a browser that cannot install what notifications need says so instead of waiting without an end', async () => {
  const { id } = await house.customer('Praxis Vollspeicher');
  const context = await people.context({ as: null, token: await house.person(id, 'MANAGE'), ...phone });
  // As one answers in which somebody allows it; without a screen nobody is asked.
  await context.addInitScript(() => {
    Object.defineProperty(Notification, 'permission', { get: () => 'granted' });
    Notification.requestPermission = () => Promise.resolve('granted');
  });
  const page = await context.newPage();
  // Nothing more fits into the browser's storage.
  await (await context.newCDPSession(page)).send('Storage.overrideQuotaForOrigin', { origin: house.url, quotaSize: 1 });
  await page.goto('/portal/notifications');
  await page.getByRole('article', { name: 'Benachrichtigungen auf Ihre Geräte' }).getByRole('button', { name: 'Einwilligen' }).tap();
  const switchOn = page.getByRole('button', { name: 'Auf diesem Gerät einschalten' });
  await switchOn.tap();
  await page.getByText(/^Der Browser konnte die Benachrichtigungen nicht einschalten\./).waitFor();
  await eventually(() => switchOn.isEnabled()).toBe(true);
});

test('where notifications are blocked or impossible the page says what to do', async () => {
  const context = await people.context({ as: 'weber', ...phone, userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1' });
  await context.addInitScript(() => { Reflect.deleteProperty(window, 'PushManager'); });
  const iphone = await context.newPage();
  await iphone.goto('/portal/notifications');
  await iphone.getByText(/Zum Home-Bildschirm/).waitFor();
  const blocked = await people.context({ as: 'weber', ...phone });
  await blocked.addInitScript(() => { Object.defineProperty(Notification, 'permission', { get: () => 'denied' }); });
  const page = await blocked.newPage();
  await page.goto('/portal/notifications');
  await page.getByText(/In diesem Browser sind Benachrichtigungen für das Portal blockiert/).waitFor();
  await accessible(page);
});
