import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { openBrowser, PHONE_SCREEN, visitors } from './browser.ts';
import { eventually } from './eventually.ts';
import { openExchange } from './exchange.ts';
import { openHouse, type Forwarding, type Told } from './house.ts';

const house = openHouse({ url: inject('url'), door: inject('door') });
const exchange = openExchange(inject('dataFolder'));
let browser: Browser;
let people: ReturnType<typeof visitors>;
beforeAll(async () => { browser = await openBrowser(); people = visitors(browser, house); });
afterAll(async () => { await browser.close(); await exchange.close(); });
beforeEach(() => house.clearDesk());
afterEach(async () => { await people.leave(); await house.clearDesk(); });

const STRANGER = '+491713920077';
const NUMBERS: Forwarding[] = [
  { number: '+491713920080', label: 'Mobil' }, { number: '+491713920081', label: 'Werkstatt', situation: 'ON_NO_ANSWER' }, { number: '+491713920082', label: 'Lager', situation: 'ON_BUSY' },
];

async function desk(as: 'jana' | 'tom' = 'jana'): Promise<Page> {
  const page = await people.visit({ as, to: '/desk' });
  await page.getByText('verbunden', { exact: true }).waitFor();
  return page;
}
const call = (page: Page, customer: string) => page.getByRole('region', { name: `Anruf für ${customer}` });
const step = (page: Page, label: string) => page.getByRole('region', { name: 'Weiterleitung' }).getByRole('listitem').filter({ hasText: label });
const acts = (page: Page) => page.getByRole('group', { name: 'Während durchgestellt wird' });
const said = (page: Page) => eventually(() => page.getByRole('log').innerText());
/** Who has the call, and the attempt that is under way. */
const read = async (callId: string): Promise<Told> => (await house.ask('leitung', 'query ($id: ID!) { call(id: $id) { state onHold endReason attempts { id outcome announced forwardingNumber { label } } } }', { id: callId })).call;
const attemptOf = async (callId: string): Promise<string> => (await read(callId)).attempts.at(-1).id;
const rings = async (callId: string): Promise<number> => (await house.ask('leitung', 'query ($id: ID!) { call(id: $id) { ringing { id } } }', { id: callId })).call.ringing.length;
/** Goes through the waiting calls until it is done: one that somebody else is at in this moment is left for the next round. */
const ring = (at: Date, isDone: () => Promise<boolean>) => eventually(async () => { await exchange.ringTelephones(at); return isDone(); }).toBe(true);
/** A key pressed in the moment in which the picture changes does nothing: pressed until it counts. */
const press = async (page: Page, key: string, until: () => Promise<void>) => {
  await eventually(async () => { await page.keyboard.press(key); return until().then(() => true, () => false); }).toBe(true);
};

/** A call of Jana's that a telephone system leads along the numbers. */
async function taken(over: { transfer?: 'ANNOUNCED' | 'BLIND'; forwardingNumbers?: Forwarding[] } = {}, by = exchange) {
  const customer = await house.customer('Tischlerei Ahorn');
  await house.instruction(customer.id, { title: 'Werkstatt', forwardingNumbers: NUMBERS, ...over });
  const jana = await desk();
  const line = await by.ring(customer.line, STRANGER);
  await call(jana, customer.name).waitFor();
  await jana.keyboard.press('F2');
  await call(jana, customer.name).getByText('im Gespräch').waitFor();
  return { customer, jana, line, tellAttempt: async (outcome: 'BUSY' | 'NO_ANSWER' | 'ANSWERED') => line.tell({ kind: 'ATTEMPT_ENDED', attemptId: await attemptOf(line.callId), outcome }), pickUp: async () => line.tell({ kind: 'ATTEMPT_PICKED_UP', attemptId: await attemptOf(line.callId) }) };
}

describe('a call that the telephone system puts through', () => {
  test('is announced from the ring to the join, by keyboard alone', async () => {
    const { customer, jana, line, pickUp } = await taken();
    const inHand = call(jana, customer.name);
    await inHand.getByText(/Sie sprechen zuerst mit dem Angerufenen/).waitFor();
    await jana.keyboard.press('F4');
    await step(jana, 'Mobil').getByText(/läutet 0:0\d/).waitFor();
    await acts(jana).getByRole('button', { name: 'Nächste Nummer' }).waitFor();
    // What came of it is the system's to say.
    expect(await inHand.getByRole('button', { name: /^(angenommen|besetzt|keine Antwort)/ }).count()).toBe(0);
    await pickUp();
    await step(jana, 'Mobil').getByText(/abgehoben – Sie sprechen 0:0\d/).waitFor();
    await acts(jana).getByText('Der Anrufer hört solange Musik.').waitFor();
    await said(jana).toBe('Mobil hat abgehoben.');
    expect(await acts(jana).getByRole('button', { name: 'Nächste Nummer' }).count()).toBe(0);
    await press(jana, 'F4', () => step(jana, 'Mobil').getByText('angenommen').waitFor({ timeout: 2_000 }));
    await inHand.getByText(/^verbunden/).waitFor();
    await said(jana).toBe('Der Anrufer ist mit Mobil verbunden.');
    expect(await read(line.callId)).toMatchObject({ state: 'PUT_THROUGH', attempts: [{ outcome: 'ANSWERED', announced: true }] });

    // Two people speak now: they are not cut off by the key that ends one's own calls.
    await jana.keyboard.press('Shift+F8');
    await jana.getByText('Die beiden sprechen noch miteinander. Trennen?').waitFor();
    // While the question goes, keys are still its own, though it is hidden from the tree of roles by then.
    await press(jana, 'Escape', () => jana.locator('[role="dialog"]').waitFor({ state: 'detached', timeout: 2_000 }));
    expect((await read(line.callId)).state).toBe('PUT_THROUGH');
    await press(jana, 'F8', () => inHand.getByText('im Gespräch').waitFor({ timeout: 5_000 }));
    expect(people.troubles).toEqual([]);
  });

  test('goes on by itself after "not now" and a busy line, and is back with the secretary when no number is left', async () => {
    const { customer, jana, line, pickUp, tellAttempt } = await taken({ forwardingNumbers: [NUMBERS[0]!, NUMBERS[2]!] });
    const inHand = call(jana, customer.name);
    await jana.keyboard.press('F4');
    await step(jana, 'Mobil').getByText('läutet').waitFor();
    await pickUp();
    await acts(jana).getByRole('button', { name: 'Nicht jetzt' }).waitFor();
    await jana.keyboard.press('Alt+R');
    await step(jana, 'Mobil').getByText('gerade nicht').waitFor();
    await step(jana, 'Lager').getByText('läutet').waitFor();
    await said(jana).toBe('gerade nicht. Jetzt läutet es bei Lager.');
    await acts(jana).getByText('Letzte Nummer.').waitFor();
    await tellAttempt('BUSY');
    await step(jana, 'Lager').getByText('besetzt', { exact: true }).waitFor();
    await inHand.getByText('Niemand erreicht: Nachricht aufnehmen').waitFor();
    await inHand.getByRole('status').getByText('Der Anrufer ist wieder bei Ihnen. Keine Nummer ist mehr übrig: bitte eine Nachricht aufnehmen.').waitFor();
    await said(jana).toBe('Der Anrufer für Tischlerei Ahorn ist wieder bei Ihnen.');
    expect(await read(line.callId)).toMatchObject({ state: 'TAKEN', attempts: [{ outcome: 'DECLINED', forwardingNumber: { label: 'Mobil' } }, { outcome: 'BUSY', forwardingNumber: { label: 'Lager' } }] });
  });

  test('can skip the number that rings, and go back to the caller', async () => {
    const { customer, jana, line } = await taken();
    await jana.keyboard.press('F4');
    await step(jana, 'Mobil').getByText('läutet').waitFor();
    await press(jana, 'F4', () => step(jana, 'Werkstatt').getByText('läutet').waitFor({ timeout: 2_000 }));
    await step(jana, 'Mobil').getByText('abgebrochen').waitFor();
    await call(jana, customer.name).getByRole('button', { name: 'Zurück zum Anrufer' }).waitFor();
    await jana.keyboard.press('F8');
    await call(jana, customer.name).getByText('im Gespräch').waitFor();
    expect(await call(jana, customer.name).getByText('Der Anrufer ist wieder bei Ihnen.').count()).toBe(0);
    expect(await read(line.callId)).toMatchObject({ state: 'TAKEN', attempts: [{ outcome: 'CANCELLED' }, { outcome: 'CANCELLED' }] });
  });

  test('without announcing waits for the 1, and takes a mailbox for no answer', async () => {
    const { jana, pickUp, tellAttempt } = await taken({ transfer: 'BLIND', forwardingNumbers: NUMBERS.slice(0, 2) });
    await jana.getByText('Ohne Ankündigung: Der Angerufene nimmt den Anrufer mit der 1 an.').waitFor();
    await jana.keyboard.press('F4');
    await step(jana, 'Mobil').getByText('läutet').waitFor();
    await pickUp();
    await step(jana, 'Mobil').getByText(/abgehoben – wartet auf die 1 0:0\d/).waitFor();
    expect(await acts(jana).getByRole('button', { name: 'Verbinden' }).count()).toBe(0);
    await tellAttempt('NO_ANSWER');
    await step(jana, 'Mobil').getByText('keine 1 gedrückt').waitFor();
    await step(jana, 'Werkstatt').getByText('läutet').waitFor();
    await tellAttempt('ANSWERED');
    await step(jana, 'Werkstatt').getByText('angenommen').waitFor();
  });

  test('is refused in clear words when as much was dialled as the service allows', async () => {
    const { telephony: { settings } } = await house.ask('leitung', '{ telephony { settings { allowedCountries dialsPerCustomerAndHour fallback overflowNumber preferredRingSeconds presentsCaller secretaryRingSeconds voiceMessageSeconds voiceMessages waitSeconds waiting } } }');
    const set = (input: object) => house.ask('leitung', 'mutation ($input: TelephonySettingsInput!) { updateTelephonySettings(input: $input) { __typename } }', { input });
    const { jana } = await taken();
    await set({ ...settings, dialsPerCustomerAndHour: 1 });
    try {
      await jana.keyboard.press('F4');
      await step(jana, 'Mobil').getByText('läutet').waitFor();
      await jana.keyboard.press('F8');
      await step(jana, 'Mobil').getByText('abgebrochen').waitFor();
      await jana.keyboard.press('F4');
      await jana.getByRole('alert').getByText(/so oft gewählt, wie erlaubt ist\. Bitte eine Nachricht aufnehmen/).waitFor();
    } finally {
      await set(settings);
    }
  });
});

test('a system that only hands over says so, and offers nothing that it cannot do', async () => {
  const handsOver = openExchange(inject('dataFolder'), ['DIAL', 'HOLD', 'HANG_UP']);
  try {
    const { customer, jana, line } = await taken({}, handsOver);
    const inHand = call(jana, customer.name);
    await inHand.getByText(/endgültig übergeben und kommt nicht zurück/).waitFor();
    await jana.keyboard.press('F4');
    await step(jana, 'Mobil').getByText('übergeben').waitFor();
    expect(await inHand.getByRole('button', { name: /zurückholen|Zurück zum Anrufer|Weiter/ }).count()).toBe(0);
    await jana.keyboard.press('F8');
    await inHand.getByRole('group', { name: 'Was ist passiert?' }).waitFor();
    await jana.keyboard.press('Alt+J');
    await step(jana, 'Mobil').getByText('angenommen').waitFor();
    expect(await read(line.callId)).toMatchObject({ state: 'PUT_THROUGH', attempts: [{ outcome: 'ANSWERED' }] });
  } finally {
    await handsOver.close();
  }
});

describe('telephones that ring', () => {
  const ids = async (): Promise<Record<string, string>> => Object.fromEntries((await house.ask('leitung', '{ desk { secretaries { id name } } }')).desk.secretaries.map(({ id, name }: Told) => [name, id]));
  const phone = async (name: string, sipEndpoint: string | null) => house.ask('leitung', 'mutation ($id: ID!, $input: SecretaryPhoneInput!) { setSecretaryPhone(secretaryId: $id, input: $input) { __typename } }', { id: (await ids())[name], input: { sipEndpoint, languages: ['DE'] } });
  beforeEach(async () => { await phone('Jana Kühn', 'jana'); await phone('Tom Berger', 'tom'); });
  afterEach(async () => { await phone('Jana Kühn', null); await phone('Tom Berger', null); });

  test('are shown at the call, one’s own before all, and the call comes to hand when it is picked up', async () => {
    const [customer, other] = [await house.customer('Tischlerei Ahorn'), await house.customer('Gärtnerei Birke')];
    const [jana, tom] = await Promise.all([desk(), desk('tom')]);
    // A call of a system that rings nobody says nothing of telephones.
    await house.ring(other.line, null);
    const line = await exchange.ring(customer.line, STRANGER);
    await ring(new Date(Date.now() + 15_000), async () => (await rings(line.callId)) === 2);
    const row = (page: Page) => page.getByRole('region', { name: 'Wartend' }).getByRole('listitem').filter({ hasText: customer.name });
    await row(jana).getByText('läutet bei Ihnen, Tom Berger').waitFor();
    await row(tom).getByText('läutet bei Ihnen, Jana Kühn').waitFor();
    expect(await jana.getByText(/läutet bei/).count()).toBe(1);
    await line.tell({ kind: 'ANSWERED', secretaryId: (await ids())['Jana Kühn']! });
    await call(jana, customer.name).getByText('im Gespräch').waitFor();
    await row(tom).waitFor({ state: 'detached' });
    expect(people.troubles).toEqual([]);
  });

  test('who lets it ring is on a break, is told so, and is back with one key', async () => {
    const customer = await house.customer('Tischlerei Ahorn');
    const [jana, tom] = await Promise.all([desk(), desk('tom')]);
    const line = await exchange.ring(customer.line, STRANGER);
    await ring(new Date(Date.now() + 15_000), async () => (await rings(line.callId)) === 2);
    await line.tell({ kind: 'SECRETARY_UNREACHED', secretaryId: (await ids())['Jana Kühn']!, outcome: 'NO_ANSWER' });
    const banner = jana.getByRole('status').filter({ hasText: 'Ihr Telefon hat geläutet und niemand hat abgehoben. Sie sind in Pause.' });
    await banner.getByRole('button', { name: 'Wieder verfügbar' }).waitFor();
    await eventually(() => tom.getByRole('region', { name: 'Team' }).innerText()).toMatch(/Jana Kühn\s+Pause, nahm nicht ab/);
    expect(await tom.getByText('Sie sind in Pause.').count()).toBe(0);
    await jana.keyboard.press('F9');
    await banner.waitFor({ state: 'detached' });
    await jana.getByRole('button', { name: 'Mein Status: verfügbar' }).waitFor();
    await eventually(() => tom.getByRole('region', { name: 'Team' }).innerText()).toMatch(/Jana Kühn\s+verfügbar/);
    // A break that one chose needs no banner.
    await house.ask('jana', 'mutation { setPresence(presence: BREAK) { __typename } }');
    await jana.getByRole('button', { name: 'Mein Status: Pause' }).waitFor();
    expect(await banner.count()).toBe(0);
  });
});

/** Two seconds of a tone, as a telephone system records. */
function recording(): Buffer {
  const [rate, seconds] = [8_000, 2];
  const sound = Buffer.alloc(44 + rate * seconds * 2);
  sound.write('RIFF', 0); sound.writeUInt32LE(sound.length - 8, 4); sound.write('WAVEfmt ', 8);
  sound.writeUInt32LE(16, 16); sound.writeUInt16LE(1, 20); sound.writeUInt16LE(1, 22); sound.writeUInt32LE(rate, 24); sound.writeUInt32LE(rate * 2, 28); sound.writeUInt16LE(2, 32); sound.writeUInt16LE(16, 34);
  sound.write('data', 36); sound.writeUInt32LE(rate * seconds * 2, 40);
  for (let at = 0; at < rate * seconds; at++) sound.writeInt16LE(Math.round(Math.sin(at / 3) * 8_000), 44 + at * 2);
  return sound;
}

test('what a caller says when nobody is free is heard at the desk and by the customer, with the reason', async () => {
  const { viewer: { customer } } = await house.ask('weber', '{ viewer { ... on CustomerUser { customer { id lines { number } } } } }');
  const line = await exchange.ring(customer.lines[0].number, '+4917604069088');
  const nobodyCame = new Date(Date.now() + 600_000);
  await ring(nobodyCame, async () => (await read(line.callId)).endReason === 'NOBODY_FREE');
  await line.leaveMessage(recording(), 2, nobodyCame);

  /** Plays with the keyboard, and hears it to its end. */
  const listen = async (page: Page) => {
    const player = page.locator('audio[aria-label*="0:02"]').first();
    await player.focus();
    await page.keyboard.press('Space');
    await eventually(() => player.evaluate((audio: HTMLAudioElement) => audio.ended && audio.duration)).toBe(2);
  };
  const jana = await desk();
  await jana.keyboard.press('Alt+M');
  const list = jana.getByRole('dialog', { name: 'Rückrufe' });
  await list.getByText('Sprachnachricht, 0:02').first().waitFor();
  expect(await list.getByRole('listitem').first().innerText()).toMatch(/verpasst, niemand war frei/);
  await listen(jana);

  const phone = await people.visit({ as: 'weber', to: '/portal/calls', viewport: PHONE_SCREEN, isMobile: true, hasTouch: true });
  await phone.getByRole('link').filter({ hasText: 'Sprachnachricht 0:02' }).first().tap();
  await phone.getByRole('region', { name: 'Sprachnachricht' }).getByText(/Länge 0:02/).waitFor();
  expect(await phone.getByRole('region', { name: 'Verlauf' }).innerText()).toMatch(/Im Sekretariat war niemand frei.*Der Anrufer hat eine Sprachnachricht hinterlassen/s);
  await listen(phone);
  expect(people.troubles).toEqual([]);
  await house.ask('jana', 'mutation ($callId: ID!) { markCallBackDone(callId: $callId) { __typename } }', { callId: line.callId });
});

test('a customer chooses how callers are handed over, once there is a number to hand them to', async () => {
  const page = await people.visit({ as: 'weber', to: '/portal/instructions/new', viewport: PHONE_SCREEN, isMobile: true, hasTouch: true });
  const title = `Umbau ${Date.now().toString(36)}`;
  const way = page.getByRole('group', { name: 'Wie sollen wir übergeben?' });
  await page.getByRole('textbox', { name: 'Bezeichnung', exact: true }).first().fill(title);
  await page.getByRole('radio', { name: 'Niemanden durchstellen' }).check();
  expect(await way.count()).toBe(0);
  await page.getByRole('radio', { name: 'Alle durchstellen' }).check();
  await page.getByRole('textbox', { name: 'Telefonnummer' }).first().fill('0171 3920080');
  expect(await way.getByRole('radio', { name: 'Ankündigen', exact: true }).isChecked()).toBe(true);
  await way.getByRole('radio', { name: 'Ohne Ankündigung' }).check();
  await page.getByRole('button', { name: 'Speichern' }).tap();
  await page.getByText(`„${title}“ ist gespeichert.`).waitFor();
  const { customer } = await house.ask('weber', 'query ($id: ID!) { customer(id: $id) { instructions(first: 50) { edges { node { id title transfer } } } } }', { id: (await house.ask('weber', '{ viewer { ... on CustomerUser { customer { id } } } }')).viewer.customer.id });
  const { node } = customer.instructions.edges.find((edge: Told) => edge.node.title === title);
  expect(node.transfer).toBe('BLIND');
  await house.deleteInstruction(node.id, 'weber');
});
