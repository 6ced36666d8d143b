import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type PushService, startPushService } from '../../server/test/push-service.ts';
import { eventually } from './eventually.ts';
import { type Firefox, openFirefox } from './firefox.ts';
import { openHouse } from './house.ts';

const house = openHouse({ url: inject('url'), door: inject('door') });
let pushes: PushService;
let firefox: Firefox;
beforeAll(async () => {
  pushes = await startPushService();
  firefox = await openFirefox(pushes.socketUrl);
});
afterAll(async () => {
  await firefox?.close();
  await pushes?.close();
});

test('a Firefox that somebody has notified shows a note at once, without names unless they chose that, and opens it; switched off, or without its permission, it is sent nothing', async () => {
  const { id, line } = await house.customer('Praxis Fernruf');
  await firefox.signIn(house.url, await house.person(id, 'MANAGE'));
  await firefox.permit(house.url, 'granted');
  const settings = `${house.url}/portal/notifications`;
  let page = await firefox.open(settings);
  await page.press('button', 'Einwilligen', await page.find('article', 'Benachrichtigungen auf Ihre Geräte'));
  const switchOn = async () => {
    await page.press('button', 'Auf diesem Gerät einschalten');
    await page.reads('Firefox auf Linux');
    await page.reads('Dieses Gerät wird benachrichtigt.');
    expect(pushes.channels.size).toBe(1);
  };
  await switchOn();

  await page.goto(`${house.url}/portal`);
  const callId = await house.noted(line, '+4917604069333', { concern: 'Fragt nach dem Befund.', callerName: 'Paul Postfach' });
  await eventually(firefox.notifications).toEqual(['Neue Gesprächsnotiz | Im Portal lesen']);
  const told = await page.run(async () => (await (await navigator.serviceWorker.ready).getNotifications()).map(({ title, body, lang, tag, data }) => ({ title, body, lang, tag, data: data as unknown })));
  expect(told).toEqual([{ title: 'Neue Gesprächsnotiz', body: 'Im Portal lesen', lang: 'de', tag: expect.stringMatching(/^[0-9a-f-]{36}$/), data: { path: `/portal/calls/${callId}` } }]);
  // Firefox says 100 of what the page's worker has taken.
  await eventually(() => pushes.acknowledged.map(({ code }) => code)).toEqual([100]);
  await firefox.tapNotification(`${house.url}/portal/calls/${callId}`);
  await page.reads('Fragt nach dem Befund.');
  await eventually(firefox.notifications).toEqual([]);

  await page.goto(settings);
  await page.reads('Anrufer und Anliegen auf dem Gerät zeigen');
  await page.run(() => [...document.querySelectorAll('label')].find(({ innerText }) => innerText.includes('Anrufer und Anliegen auf dem Gerät zeigen'))!.click());
  await page.press('button', 'Speichern');
  await page.reads('Ihre Benachrichtigungen sind gespeichert.');
  await page.close();
  const urgentId = await house.noted(line, '+4917604069333', { concern: 'Braucht heute ein Rezept.', callerName: 'Paul Postfach', urgent: true });
  await eventually(firefox.notifications).toEqual(['Dringende Gesprächsnotiz: Paul Postfach | Braucht heute ein Rezept.\n+4917604069333']);
  page = await firefox.tapNotification(`${house.url}/portal/calls/${urgentId}`);
  await page.reads('Braucht heute ein Rezept.');
  await eventually(firefox.notifications).toEqual([]);
  // Browsers want something shown of whatever comes.
  pushes.handEmpty([...pushes.channels.keys()][0]!);
  await eventually(firefox.notifications).toEqual(['Vorzimmer | ']);
  // A page that is open is taken there even when the touch is answered too late for anything to come to the front.
  await firefox.forgetTapsAtOnce();
  await firefox.tapNotification(`${house.url}/portal`);
  await page.find('heading', 'Das gilt jetzt');
  await eventually(firefox.notifications).toEqual([]);

  await page.goto(settings);
  await page.press('button', 'Firefox auf Linux nicht mehr benachrichtigen');
  await page.reads('Noch kein Gerät wird benachrichtigt.');
  expect(pushes.channels.size).toBe(0);
  await page.press('button', 'Testbenachrichtigung senden');
  await page.reads('Noch wird kein Gerät benachrichtigt, und E-Mails sind nicht gewählt.');

  await switchOn();
  await firefox.permit(house.url, 'prompt');
  // The page says so at once, before the server can know.
  await page.reads('Dieses Gerät, wird nicht mehr benachrichtigt');
  await page.reads('Schalten Sie sie hier wieder ein.');
  // Firefox tells its push service, which tells us when we send the next time.
  await eventually(() => pushes.channels.size).toBe(0);
  await page.press('button', 'Testbenachrichtigung senden');
  await page.reads('Die Testbenachrichtigung ist an 1 Gerät unterwegs.');
  await eventually(async () => {
    await page.reload();
    await page.find('heading', 'Geräte');
    return page.run(() => document.body.innerText.includes('Noch kein Gerät wird benachrichtigt.'));
  }).toBe(true);
  await firefox.permit(house.url, 'granted');
  await switchOn();
  expect(firefox.troubles).toEqual([]);
}, 180_000);
