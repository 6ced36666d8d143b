import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { AddressInfo } from 'node:net';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { WebSocket as Socket } from 'ws';
import { makeApp, type App } from '../../app.ts';
import { startTail, type Tail } from '../../events/tail.ts';
import type { SecretaryActor } from '../../identity/actor.ts';
import { SESSION_COOKIE, startSession } from '../../identity/session.ts';
import type { Conductor } from '../../telephony/conductor.ts';
import { phonesOf, startTelephony } from '../../telephony/house.ts';
import { usernameOf } from '../../telephony/softphone.service.ts';
import { openDesk, type Desk } from '../desk.ts';
import { openTelephony, type Caller, type Telephony } from './harness.ts';

// The telephone in the desk as its secretary has it: a browser with a microphone, the built pages, and a real Asterisk.

const CALLER = '+491713920001';
/** Where pictures of the desk go, for people to look at; unset: nowhere. */
const PICTURES = process.env['PICTURES'];

let phones: Telephony;
let desk: Desk;
let tail: Tail;
let app: App;
let conductor: Conductor;
let browser: Browser;
let url: string;
let jana: SecretaryActor;
let line: string;
const contexts: BrowserContext[] = [];
const callers: Caller[] = [];

beforeAll(async () => {
  const { status } = spawnSync('npx', ['tsx', 'server/build-if-needed.ts'], { stdio: 'inherit' });
  if (status !== 0) throw new Error('the pages could not be built');
  if (!process.env['CHROMIUM'] || !existsSync(process.env['CHROMIUM'])) throw new Error('The telephone in the desk needs a Chromium (Debian: apt-get install chromium), or CHROMIUM with its path.');
  [phones, desk, browser] = await Promise.all([
    openTelephony(),
    openDesk(new Date().toISOString()),
    chromium.launch({
      executablePath: process.env['CHROMIUM'],
      args: [
        '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
        '--use-fake-device-for-media-stream', '--autoplay-policy=no-user-gesture-required',
        // Everything is on this machine, and so is the way for the sound.
        '--allow-loopback-in-peer-connection', '--disable-features=WebRtcHideLocalIpsWithMdns',
      ],
    }),
  ]);
  desk.ground.now = () => new Date();
  const asteriskUrl = new URL(phones.asterisk.url);
  desk.ground.phones = phonesOf(asteriskUrl, { stunUrls: [], turn: null });
  const { log } = desk.ground;
  tail = await startTail({ connection: desk.connection, log });
  app = await makeApp({ ground: desk.ground, schema: desk.schema, tail, connection: desk.connection, publicUrl: null, webFolder: path.resolve('dist/web'), log });
  conductor = startTelephony({ ground: desk.ground, tail, connection: desk.connection, asteriskUrl, cloud: app.cloud, log });
  await app.fastify.listen({ port: 0, host: '127.0.0.1' });
  url = `http://127.0.0.1:${(app.fastify.server.address() as AddressInfo).port}`;
  const customerId = await desk.customer();
  line = (await desk.line(customerId)).number;
  await desk.instruction(customerId);
  await exchangeIsThere();
});
afterAll(async () => {
  await browser?.close();
  await conductor?.stop();
  await app?.fastify.close();
  await tail?.stop();
  await phones?.close();
  await desk?.close();
});
beforeEach(async () => { jana = await desk.secretary(); });
afterEach(async () => {
  for (const context of contexts.splice(0)) await context.close();
  for (const caller of callers.splice(0)) await caller.hangUp().catch(() => undefined);
  // Nobody's telephone rings in the next test.
  await desk.sql.pool.query(`update secretary set presence = 'OFFLINE' where id = $1`, [jana.secretaryId]);
  await phones.nothingIsLeft();
});

const eventually = <T>(look: () => T | Promise<T>, timeout = 20_000) => expect.poll(look, { timeout, interval: 40 });

/** The service is connected to its exchange, so that calls do not go to the fallback. */
const exchangeIsThere = () => vi.waitFor(async () => expect((await desk.sql.pool.query('select from exchange where connected_since is not null')).rowCount).toBe(1), 30_000);

/** A browser of its own, signed in; `denied`: it gives no microphone to pages. */
async function browserOf(secretary: SecretaryActor, { denied = false, language = 'de-DE', dark = false } = {}): Promise<{ context: BrowserContext; token: string }> {
  const context = await browser.newContext({ locale: language, viewport: { width: 1280, height: 720 }, reducedMotion: 'reduce', baseURL: url, colorScheme: dark ? 'dark' : 'light', permissions: denied ? [] : ['microphone'] });
  context.setDefaultTimeout(15_000);
  contexts.push(context);
  const { token } = await startSession(desk.sql, secretary.accountId, new Date());
  await context.addCookies([{ name: SESSION_COOKIE, value: token, url }]);
  // What a page measures of its own calls, which no element shows.
  await context.addInitScript(() => {
    const made: RTCPeerConnection[] = [];
    (globalThis as unknown as { connections: RTCPeerConnection[] }).connections = made;
    const sockets: WebSocket[] = [];
    (globalThis as unknown as { sockets: WebSocket[] }).sockets = sockets;
    globalThis.WebSocket = class extends WebSocket {
      constructor(address: string | URL, protocols?: string | string[]) {
        super(address, protocols);
        sockets.push(this);
      }
    };
    globalThis.RTCPeerConnection = class extends RTCPeerConnection {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        made.push(this);
      }
    };
  });
  return { context, token };
}

const panelButton = (page: Page) => page.getByRole('button', { name: /^(Telefon|Telephone): / });
const says = (page: Page, state: string, timeout = 15_000) => page.getByRole('button', { name: `Telefon: ${state}. Einstellen` }).waitFor({ timeout });
const card = (page: Page) => page.getByRole('region', { name: 'Telefon' });
const remoteLevel = async (page: Page) => Number(await card(page).getByRole('meter', { name: 'Pegel der Gegenseite' }).getAttribute('aria-valuenow'));
const ownLevel = async (page: Page) => Number(await card(page).getByRole('meter', { name: 'Pegel des Mikrofons' }).getAttribute('aria-valuenow'));
/** How loud what arrives is, as the browser's own statistics say. */
const arriving = (page: Page) => page.evaluate(async () => {
  const levels: number[] = [];
  for (const connection of (globalThis as unknown as { connections: RTCPeerConnection[] }).connections) {
    if (connection.connectionState !== 'connected') continue;
    for (const report of (await connection.getStats()).values()) if (report.type === 'inbound-rtp') levels.push(report.audioLevel ?? 0);
  }
  return Math.max(0, ...levels);
});
const picture = async (page: Page, name: string) => { if (PICTURES) await page.screenshot({ path: path.join(PICTURES, `${name}.png`) }); };

/** A desk that is open, whose telephone is ready, and whose secretary takes calls. */
async function ready(secretary = jana, options = {}): Promise<{ page: Page; context: BrowserContext; token: string }> {
  const { context, token } = await browserOf(secretary, options);
  const page = await context.newPage();
  await page.goto('/desk');
  await switchOn(page);
  await says(page, 'bereit');
  await available(secretary);
  return { page, context, token };
}
async function switchOn(page: Page): Promise<void> {
  await panelButton(page).click();
  const phone = page.getByRole('switch', { name: 'In diesem Browser telefonieren' });
  // Not by its place on the screen, from which the panel moves away while it opens.
  await phone.dispatchEvent('click');
  await page.getByRole('switch', { name: 'In diesem Browser telefonieren', checked: true }).waitFor();
  await page.keyboard.press('Escape');
}
const available = (secretary: SecretaryActor) => desk.run(secretary, 'mutation { setPresence(presence: AVAILABLE) { __typename } }');

async function callIn(): Promise<Caller> {
  const caller = await phones.call({ to: line, from: CALLER });
  callers.push(caller);
  return caller;
}
const newest = async () => (await desk.sql.pool.query('select id, state, taken_by, end_reason from call order by received_at desc limit 1')).rows[0];
const inState = (state: string) => eventually(async () => (await newest())?.state).toBe(state);

/** The tones that Asterisk hears from now on, as another program that listens to it. */
async function tonesAtAsterisk(): Promise<string[]> {
  const tones: string[] = [];
  const { host, username, password } = new URL(phones.asterisk.url);
  const events = new Socket(`ws://${host}/ari/events?app=listener&subscribeAll=true`, { headers: { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` } });
  onTestFinished(() => events.terminate());
  events.on('message', data => {
    const event = JSON.parse(String(data)) as { type: string; digit: string };
    if (event.type === 'ChannelDtmfReceived') tones.push(event.digit);
  });
  await once(events, 'open');
  return tones;
}

/** A caller and Jana, who talk. */
async function talking() {
  const opened = await ready();
  const caller = await callIn();
  await card(opened.page).getByRole('button', { name: 'Annehmen' }).waitFor();
  await opened.page.getByRole('button', { name: 'Übernehmen' }).waitFor();
  await opened.page.keyboard.press('F2');
  await caller.answered();
  await eventually(() => remoteLevel(opened.page)).toBeGreaterThan(0);
  return { ...opened, caller };
}

describe('the telephone in the desk', () => {
  test('rings for a call, is answered by taking it, and lets her hear the caller', async () => {
    const { page } = await ready();
    const caller = await callIn();
    await caller.rang();
    await says(page, 'läutet');
    await card(page).getByText('Ihr Telefon läutet').waitFor();
    await page.getByRole('button', { name: 'Übernehmen' }).waitFor();
    await picture(page, 'ringing');
    await page.keyboard.press('F2');
    await caller.answered();
    await inState('TAKEN');
    expect((await newest()).taken_by).toBe(jana.secretaryId);
    await says(page, 'im Gespräch');
    await eventually(() => remoteLevel(page)).toBeGreaterThan(0);
    await eventually(() => arriving(page)).toBeGreaterThan(0.05);
    await eventually(() => ownLevel(page)).toBeGreaterThan(0);
    await picture(page, 'talking');
    await caller.hangUp();
    await caller.over();
    await says(page, 'bereit');
    await inState('ENDED');
  });

  test('takes the call when it is answered at the telephone, and ends it when she hangs up there', async () => {
    const { page } = await ready();
    const caller = await callIn();
    await card(page).getByRole('button', { name: 'Annehmen' }).waitFor();
    await page.keyboard.press('Alt+P');
    await inState('TAKEN');
    await eventually(() => arriving(page)).toBeGreaterThan(0.05);
    await page.keyboard.press('Alt+L');
    await caller.hungUpOn();
    await inState('ENDED');
    expect((await newest()).end_reason).toBe('SECRETARY_ENDED');
    await says(page, 'bereit');
  });

  test('shows the telephone neither the caller’s number nor anybody else’s', async () => {
    const { page } = await ready();
    await callIn();
    await card(page).getByRole('button', { name: 'Annehmen' }).waitFor();
    const { id } = await newest();
    const invites = phones.asterisk.console('pjsip show channels');
    expect(invites).not.toContain(CALLER.slice(1));
    expect(await card(page).textContent()).toContain('Praxis Dr. Weber');
    expect(id).toBeTruthy();
  });

  test('silences the microphone by key, and says so', async () => {
    const { page } = await talking();
    await eventually(() => ownLevel(page)).toBeGreaterThan(0);
    await page.keyboard.press('Alt+S');
    await says(page, 'stumm');
    await card(page).getByText('Das Mikrofon ist aus: man hört Sie nicht.').waitFor();
    await eventually(() => ownLevel(page)).toBe(0);
    await picture(page, 'muted');
    await page.keyboard.press('Alt+S');
    await eventually(() => ownLevel(page)).toBeGreaterThan(0);
  });

  test('sends the tones of its keys', async () => {
    const { page } = await talking();
    const heard = await tonesAtAsterisk();
    await page.keyboard.press('Alt+W');
    await page.getByRole('dialog', { name: 'Töne senden' }).waitFor();
    await page.keyboard.type('4');
    await page.getByRole('button', { name: 'Taste Raute' }).click();
    await eventually(() => heard.join('')).toBe('4#');
    await picture(page, 'keypad');
  });

  test('goes on after the page was loaded anew: the caller waits and is there again', async () => {
    const { page, caller } = await talking();
    const { id } = await newest();
    await page.reload();
    await says(page, 'im Gespräch');
    await eventually(() => arriving(page)).toBeGreaterThan(0.05);
    expect(await newest()).toMatchObject({ id, state: 'TAKEN', taken_by: jana.secretaryId });
    await caller.hangUp();
    await caller.over();
  });

  test('comes back by itself after a lost connection, and says so', async () => {
    const { page } = await ready();
    await phones.asterisk.kill();
    await says(page, 'getrennt');
    await page.getByText('Telefon: Verbindung verloren.').waitFor();
    await phones.asterisk.again();
    await says(page, 'bereit', 30_000);
    await page.getByText('Telefon: wieder verbunden und bereit.').waitFor();
    await exchangeIsThere();
    const caller = await callIn();
    await card(page).getByRole('button', { name: 'Annehmen' }).click();
    await caller.answered();
    await eventually(() => arriving(page)).toBeGreaterThan(0.05);
  });

  test('keeps a conversation whose connection for signals is lost, and hangs up over the next one', async () => {
    const { page, caller } = await talking();
    const before = (await newest()).id;
    const username = /desk-[0-9a-f]{24}/;
    const leg = async () => (await phones.asterisk.lines()).channels.find(channel => username.test(channel.name))?.id;
    const spoken = await leg();
    await page.evaluate(() => (globalThis as unknown as { sockets: WebSocket[] }).sockets.findLast(socket => socket.url.endsWith('/telephony/phone'))?.close());
    await page.getByText('Telefon: wieder verbunden und bereit.').waitFor();
    await says(page, 'im Gespräch');
    await eventually(() => arriving(page)).toBeGreaterThan(0.05);
    expect(await newest()).toMatchObject({ id: before, state: 'TAKEN' });
    expect(await leg()).toBe(spoken);
    await page.keyboard.press('Alt+L');
    await caller.hungUpOn();
    await inState('ENDED');
  });

  test('ends with the session, at once', async () => {
    const { page, token } = await talking();
    const account = () => phones.asterisk.ari('GET', `/asterisk/config/dynamic/res_pjsip/endpoint/${usernameOf(token)}`).then(() => 'there', () => 'gone');
    expect(await account()).toBe('there');
    await page.getByRole('button', { name: 'Mehr' }).click();
    await page.getByRole('menuitem', { name: 'Abmelden' }).click();
    await page.waitForURL('**/sign-in*');
    await eventually(() => app.phoneRelay.count()).toBe(0);
    await eventually(account).toBe('gone');
  });

  test('is in one window of a browser, and the other one says so and takes it over', async () => {
    const { page, context } = await ready();
    const second = await context.newPage();
    await second.goto('/desk');
    await says(second, 'in anderem Fenster');
    await panelButton(second).click();
    await second.getByText('Das Telefon ist in einem anderen Fenster dieses Browsers an.').waitFor();
    await picture(second, 'other-window');
    await page.close();
    await says(second, 'bereit');
  });

  test('is off until it is switched on, and stays as it was left at this device', async () => {
    const { page } = await ready();
    await page.reload();
    await says(page, 'bereit');
    await panelButton(page).click();
    await page.getByRole('switch', { name: 'In diesem Browser telefonieren' }).dispatchEvent('click');
    await says(page, 'aus');
    await eventually(() => app.phoneRelay.count()).toBe(0);
    await eventually(async () => (await desk.sql.pool.query('select from softphone where secretary_id = $1', [jana.secretaryId])).rowCount).toBe(0);
    await page.reload();
    await says(page, 'aus');
  });

  test('says what to do when the browser refuses the microphone, and leaves the desk as it is', async () => {
    const { context } = await browserOf(jana, { denied: true });
    const page = await context.newPage();
    await page.goto('/desk');
    await panelButton(page).click();
    await page.getByRole('switch', { name: 'In diesem Browser telefonieren' }).dispatchEvent('click');
    await says(page, 'kein Mikrofon');
    await page.getByRole('alert').getByText('Der Browser gibt das Mikrofon nicht frei.').waitFor();
    await picture(page, 'refused');
    await page.keyboard.press('Escape');
    await available(jana);
    const caller = await callIn();
    await page.getByRole('button', { name: 'Übernehmen' }).waitFor();
    await page.keyboard.press('F2');
    await inState('TAKEN');
    await page.getByRole('region', { name: /^Anruf für/ }).waitFor();
    // Allowed after all: it rings at once for the call that she has.
    await context.grantPermissions(['microphone'], { origin: url });
    await caller.answered(30_000);
    await eventually(() => arriving(page)).toBeGreaterThan(0.05);
  });

  test('lets her choose with what to speak and hear', async () => {
    const { page } = await ready();
    await panelButton(page).click();
    const panel = page.getByRole('dialog', { name: 'Telefon' });
    await panel.getByRole('combobox', { name: 'Mikrofon' }).click();
    await page.getByRole('option', { name: 'Fake Audio Input 2' }).click();
    await eventually(async () => Number(await panel.getByRole('meter', { name: 'Pegel des Mikrofons' }).getAttribute('aria-valuenow'))).toBeGreaterThan(0);
    await panel.getByRole('button', { name: 'Testton' }).click();
    await picture(page, 'panel');
    await page.reload();
    await says(page, 'bereit');
    await panelButton(page).click();
    await eventually(() => page.getByRole('combobox', { name: 'Mikrofon' }).inputValue()).toBe('Fake Audio Input 2');
  });

  test('looks as it should in the dark and in English', async () => {
    const { context } = await browserOf(jana, { dark: true, language: 'en-GB' });
    const page = await context.newPage();
    await page.goto('/desk');
    await panelButton(page).click();
    await page.getByRole('switch', { name: 'Telephone in this browser' }).dispatchEvent('click');
    await page.getByRole('button', { name: 'Telephone: ready. Settings' }).waitFor();
    await page.getByRole('combobox', { name: 'Microphone' }).waitFor();
    await picture(page, 'panel-dark-english');
    await page.keyboard.press('Escape');
    await available(jana);
    const caller = await callIn();
    await page.getByRole('button', { name: 'Answer' }).click();
    await caller.answered();
    await page.getByRole('button', { name: 'Telephone: in a call. Settings' }).waitFor();
    await picture(page, 'talking-dark-english');
  });
});
