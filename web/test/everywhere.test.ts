import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { findings } from './accessibility.ts';
import { openBrowser, PHONE_SCREEN, visitors, type Visit } from './browser.ts';
import { eventually } from './eventually.ts';
import { openHouse, type Told } from './house.ts';

const house = openHouse({ url: inject('url'), door: inject('door') });
let browser: Browser;
let people: ReturnType<typeof visitors>;
beforeAll(async () => { browser = await openBrowser(); people = visitors(browser, house); });
afterAll(() => browser.close());
afterEach(async () => {
  const seen = [...people.troubles];
  await people.leave();
  // No request to a foreign host, nothing that the policy forbids, no error: on whatever page was open.
  expect(seen).toEqual([]);
});

const phone: Omit<Visit, 'to'> = { as: 'weber', viewport: PHONE_SCREEN, isMobile: true, hasTouch: true };
const nobody: Omit<Visit, 'to'> = { as: null };
const wide: Omit<Visit, 'to'> = { as: 'weber' };

type Kind = 'calls' | 'contacts' | 'instructions';
const first: Partial<Record<Kind, Promise<string>>> = {};
/** The first thing of a kind that Dr. Weber has, looked up once: what another view makes meanwhile may be taken away again. */
const firstOf = (kind: Kind): Promise<string> => (first[kind] ??= lookUpFirst(kind));
async function lookUpFirst(kind: Kind): Promise<string> {
  const told = await house.ask('weber', '{ calls(first: 1, filter: { results: [MESSAGE_TAKEN] }) { edges { node { id } } } customers(first: 1) { edges { node { contacts(first: 1) { edges { node { id } } } instructions(first: 1) { edges { node { id } } } } } } }');
  const of: Record<Kind, Told> = { calls: told.calls, ...told.customers.edges[0].node };
  return of[kind].edges[0].node.id;
}

/** The id of Dr. Weber's practice. */
const weberId = async (): Promise<string> => (await house.ask('weber', '{ customers(first: 1) { edges { node { id } } } }')).customers.edges[0].node.id;

/** A call with a note of its own, which the view may change. */
async function notedCall(): Promise<string> {
  const { viewer } = await house.ask('weber', '{ viewer { ... on CustomerUser { customer { lines { number } } } } }');
  return house.noted(viewer.customer.lines[0].number, '+4917604069086', { concern: 'Bittet um einen Termin.', callerName: 'Roswitha Sicht' });
}

/** Where calls are counted, with one of today's: on the first day of a week or a month there may be no other. */
const withCalls = async (to: string): Promise<string> => { await notedCall(); return to; };

/** A thread of Dr. Weber's with a message in it. */
async function oneThread(): Promise<string> {
  const { viewer } = await house.ask('weber', '{ viewer { ... on CustomerUser { customer { id } } } }');
  const threadId = crypto.randomUUID();
  await house.ask('weber', 'mutation ($customerId: ID!, $input: StartThreadInput!) { startThread(customerId: $customerId, input: $input) { __typename } }', {
    customerId: viewer.customer.id, input: { threadId, messageId: crypto.randomUUID(), subject: 'Urlaub', text: 'Ab Montag sind wir verreist.' },
  });
  return threadId;
}

/** Where Dr. Weber's appointments are, with one of this test's own in this week; a calendar of its own has that time free. */
const someAppointments = async (to: string): Promise<string> => { await (booking ??= bookOne()); return to; };
let booking: Promise<void> | null = null;
async function bookOne(): Promise<void> {
  const customerId = await weberId();
  const hours = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY'].map(weekday => ({ weekday, from: '09:00', until: '17:00' }));
  const { made } = await house.ask('weber', 'mutation ($customerId: ID!, $input: CalendarInput!) { made: createCalendar(customerId: $customerId, input: $input) { ... on Calendar { id } } }', { customerId, input: { name: 'Vertretung', hours } });
  const { kind } = await house.ask('weber', 'mutation ($customerId: ID!, $input: AppointmentKindInput!) { kind: createAppointmentKind(customerId: $customerId, input: $input) { ... on AppointmentKind { id } } }', { customerId, input: { name: 'Sprechstunde', lengthMinutes: 20, bufferAfterMinutes: 10 } });
  // It is going on, so that it is in this week whatever the hour: what begins next on a Sunday night is in another. Around midnight it stands on two days.
  const startsAt = new Date(Math.floor(Date.now() / 900_000) * 900_000).toISOString();
  await house.ask('weber', 'mutation ($calendarId: ID!, $input: AppointmentInput!) { bookAppointment(calendarId: $calendarId, input: $input) { __typename } }', { calendarId: made.id, input: { kindId: kind.id, startsAt, title: 'Roswitha Sicht', number: '+4917604069086' } });
}

/** A list of debtors of Dr. Weber's, one of them called. */
async function oneTask(): Promise<string> {
  const { viewer } = await house.ask('weber', '{ viewer { ... on CustomerUser { customer { id } } } }');
  const { createTask } = await house.ask('weber', 'mutation ($customerId: ID!, $input: TaskInput!) { createTask(customerId: $customerId, input: $input) { ... on Task { id } } }', {
    customerId: viewer.customer.id, input: { kind: 'COLLECTION_CALLS', title: 'Offene Rechnungen', text: 'Bitte freundlich erinnern.', dueAt: '2020-01-01T08:00:00Z' },
  });
  const { addTaskDebtors } = await house.ask('weber', 'mutation ($taskId: ID!, $debtors: [TaskDebtorInput!]!) { addTaskDebtors(taskId: $taskId, debtors: $debtors) { ... on Task { debtors { edges { node { id } } } } } }', {
    taskId: createTask.id, debtors: [{ name: 'Bernd Säumig', number: '0171 3920055', amountCents: 12_050, reference: 'RE-1' }, { name: 'Carla Klamm', number: '030 23125011' }],
  });
  await house.ask('jana', 'mutation ($debtorId: ID!, $input: DebtorCallInput!) { recordDebtorCall(debtorId: $debtorId, input: $input) { __typename } }', {
    debtorId: addTaskDebtors.debtors.edges[0].node.id, input: { id: crypto.randomUUID(), result: 'PROMISED', promisedOn: '2031-03-14', remarks: 'Will überweisen.' },
  });
  return createTask.id;
}

/** A webhook of Dr. Weber's to which a message has gone in vain. */
async function oneWebhook(): Promise<string> {
  const customerId = await weberId();
  const { made } = await house.ask('weber', 'mutation ($customerId: ID!) { made: createWebhook(customerId: $customerId, input: { url: "http://127.0.0.1:9/nobody", description: "Terminprogramm", kinds: [CALL_CHANGED] }) { ... on WebhookCreated { webhook { id } } } }', { customerId });
  await house.ask('weber', 'mutation ($id: ID!) { pingWebhook(webhookId: $id) { __typename } }', { id: made.webhook.id });
  return made.webhook.id;
}

const oneAppFeedback = () => house.ask('weber', 'mutation { sendAppFeedback(input: { kind: PRAISE, text: "Sehr übersichtlich.", page: "/portal/calls", browser: "Firefox 140" }) { __typename } }');

const views: { name: string; who: Omit<Visit, 'to'>; to: () => string | Promise<string>; until: (page: Page) => Promise<unknown> }[] = [
  { name: 'the sign-in', who: nobody, to: () => '/sign-in', until: page => page.getByRole('heading', { name: 'Anmelden' }).waitFor() },
  {
    name: 'a refused sign-in', who: nobody, to: () => '/sign-in', until: async page => {
      await page.getByRole('button', { name: 'Anmelden', exact: true }).click();
      await page.getByText('Bitte geben Sie Ihr Passwort ein.').waitFor();
    },
  },
  { name: 'the set-up', who: nobody, to: () => '/set-up?token=used', until: page => page.getByRole('heading', { name: 'Erste Leitung einrichten' }).waitFor() },
  { name: 'a forgotten password', who: nobody, to: () => '/forgot-password', until: page => page.getByRole('button', { name: 'Link anfordern' }).waitFor() },
  {
    name: 'a new password that is too short', who: { ...nobody, viewport: PHONE_SCREEN }, to: () => '/reset-password#token=none', until: async page => {
      await page.getByRole('button', { name: 'Passwort festlegen' }).click();
      await page.getByText('Diese Angabe fehlt noch.').waitFor();
    },
  },
  { name: 'a link that is over', who: nobody, to: () => '/reset-password', until: page => page.getByRole('heading', { name: 'Dieser Link gilt nicht mehr' }).waitFor() },
  {
    name: 'the filters of the history, with two days', who: phone, to: () => '/portal/calls?from=2026-01-01&until=2026-01-31', until: async page => {
      await page.getByRole('button', { name: 'Filtern' }).tap();
      await page.getByRole('dialog', { name: 'Anrufe filtern' }).getByLabel('Bis zum').waitFor();
      await page.getByRole('combobox', { name: 'Sekretärin' }).waitFor();
    },
  },
  {
    name: 'a message with a file', who: phone, to: async () => `/portal/messages/${await oneThread()}`, until: async page => {
      await page.locator('form input[type=file]').setInputFiles({ name: 'Befund.txt', mimeType: 'text/plain', buffer: Buffer.from('Alles in Ordnung.') });
      await page.getByRole('list', { name: 'Dateien zu dieser Nachricht' }).getByText(/kB$/).waitFor();
    },
  },
  { name: 'the outbox', who: { as: 'leitung' }, to: () => '/outbox', until: page => page.getByRole('button', { name: 'Neu laden' }).waitFor() },
  { name: 'notifications', who: phone, to: () => '/portal/notifications', until: page => page.getByRole('heading', { name: 'Worüber möchten Sie benachrichtigt werden?' }).waitFor() },
  {
    name: 'the security of a customer’s account', who: phone, to: () => '/portal/security', until: async page => {
      await page.getByRole('heading', { name: 'Angemeldete Geräte' }).waitFor();
      await page.getByRole('button', { name: 'Passwort ändern' }).tap();
      await page.getByRole('button', { name: 'Passwort speichern' }).tap();
      await page.getByText('Diese Angabe fehlt noch.').first().waitFor();
    },
  },
  { name: 'the security of a secretary’s account', who: { as: 'jana' }, to: () => '/desk/account', until: page => page.getByRole('heading', { name: 'Angemeldete Geräte' }).waitFor() },
  { name: 'an address without a page', who: nobody, to: () => '/nowhere', until: page => page.getByRole('heading', { name: 'Diese Seite gibt es nicht' }).waitFor() },
  {
    name: 'the line simulator', who: { as: 'jana' }, to: () => '/ring', until: async page => {
      await page.getByRole('heading', { name: 'Leitungssimulator' }).waitFor();
      await page.getByRole('combobox', { name: 'Angerufene Servicenummer' }).click();
      await page.getByRole('option').first().waitFor();
    },
  },
  { name: 'telephone systems', who: { as: 'leitung' }, to: () => '/desk/telephony', until: page => page.getByRole('listitem').filter({ hasText: 'Leitungssimulator' }).waitFor() },
  {
    name: 'a telephone system that is added', who: { as: 'leitung' }, to: () => '/desk/telephony', until: async page => {
      await page.getByRole('button', { name: 'Telefonsystem hinzufügen' }).click();
      await page.getByRole('radio', { name: /^Twilio/ }).check();
      await page.getByRole('button', { name: 'Weiter' }).click();
      await page.getByRole('button', { name: 'Adresse erzeugen' }).click();
      await page.getByText('Diese Angabe fehlt noch.').first().waitFor();
    },
  },
  { name: 'the settings of telephony', who: { as: 'leitung' }, to: () => '/desk/telephony?tab=calls', until: page => page.getByRole('button', { name: 'Speichern' }).waitFor() },
  {
    name: 'the telephones of a secretary', who: { as: 'leitung', viewport: PHONE_SCREEN }, to: () => '/desk/telephony?tab=phones', until: async page => {
      await page.getByRole('button', { name: 'Telefone von Tom Berger ändern' }).click();
      await page.getByRole('dialog').getByRole('checkbox').first().waitFor();
    },
  },
  {
    name: 'the preferences of a customer', who: { as: 'leitung' }, to: () => '/desk/telephony?tab=preferences', until: async page => {
      await page.getByRole('combobox', { name: 'Kunde' }).fill('Weber');
      await page.getByRole('option', { name: /^Praxis Dr\. Weber/ }).click();
      await page.getByRole('radiogroup').first().waitFor();
    },
  },
  { name: 'the customers', who: { as: 'leitung' }, to: () => '/desk/manage', until: page => page.getByRole('link', { name: /^Praxis Dr\. Weber/ }).waitFor() },
  { name: 'the customers on a phone, nothing found', who: { as: 'leitung', viewport: PHONE_SCREEN }, to: () => '/desk/manage?search=Quarzuhrwerkfabrik', until: page => page.getByText('Nichts gefunden').waitFor() },
  {
    name: 'a new customer that lacks something', who: { as: 'leitung' }, to: () => '/desk/manage/new', until: async page => {
      await page.getByRole('button', { name: 'Kunden anlegen' }).click();
      await page.getByText('Diese Angabe fehlt noch.').first().waitFor();
    },
  },
  ...(['data', 'lines', 'people', 'acting', 'privacy'] as const).map(tab => ({
    name: `a customer, ${tab}`, who: { as: 'leitung', ...(tab === 'people' && { viewport: PHONE_SCREEN }) } as const, to: async () => `/desk/manage/customers/${await weberId()}?tab=${tab}`, until: (page: Page) => page.getByRole('tabpanel').getByRole('heading').first().waitFor(),
  })),
  {
    name: 'the team', who: { as: 'leitung' }, to: () => '/desk/manage/team', until: async page => {
      await page.getByRole('button', { name: 'Jemanden aufnehmen' }).click();
      await page.getByRole('dialog').getByLabel('E-Mail-Adresse').waitFor();
    },
  },
  { name: 'the wall board', who: { as: 'leitung' }, to: () => '/desk/board', until: page => page.getByRole('heading', { name: 'Ergebnisse heute' }).waitFor() },
  { name: 'the wall board on a phone', who: { as: 'leitung', viewport: PHONE_SCREEN }, to: () => '/desk/board', until: page => page.getByRole('heading', { name: 'Ergebnisse heute' }).waitFor() },
  {
    name: 'the statistics', who: { as: 'leitung' }, to: () => withCalls('/desk/statistics?span=month'), until: async page => {
      await page.getByRole('heading', { name: 'Je Kunde' }).waitFor();
      await page.locator('.recharts-surface').first().waitFor();
      await page.getByText('Als Tabelle').first().click();
    },
  },
  { name: 'the statistics on a phone', who: { as: 'leitung', viewport: PHONE_SCREEN }, to: () => withCalls('/desk/statistics?span=week'), until: page => page.getByRole('heading', { name: 'Wartezeiten' }).waitFor() },
  { name: 'a secretary’s own figures', who: { as: 'jana' }, to: () => withCalls('/desk/statistics?span=month'), until: page => page.getByRole('heading', { name: 'Anrufe je Stunde' }).waitFor() },
  {
    name: 'the people of a customer', who: phone, to: () => '/portal/people', until: async page => {
      await page.getByRole('button', { name: 'Person hinzufügen' }).tap();
      await page.getByRole('dialog').getByRole('radiogroup').waitFor();
    },
  },
  { name: 'the portal’s start', who: phone, to: () => '/portal', until: page => page.getByRole('heading', { name: 'Zuletzt' }).waitFor() },
  { name: 'the portal’s start on a wide screen', who: wide, to: () => '/portal', until: page => page.getByRole('heading', { name: 'Zuletzt' }).waitFor() },
  {
    name: 'a quick change', who: phone, to: () => '/portal', until: async page => {
      await page.getByRole('button', { name: /^Besprechung/ }).tap();
      await page.getByRole('dialog').waitFor();
    },
  },
  { name: 'the history', who: phone, to: () => '/portal/calls', until: page => page.getByRole('listitem').getByRole('link').first().waitFor() },
  { name: 'a history in which nothing is found', who: phone, to: () => '/portal/calls?search=Quarzuhrwerkfabrik', until: page => page.getByText('Nichts gefunden').waitFor() },
  { name: 'a note', who: phone, to: async () => `/portal/calls/${await firstOf('calls')}`, until: page => page.getByRole('region', { name: 'Gesprächsnotiz' }).waitFor() },
  { name: 'a note beside the history', who: wide, to: async () => `/portal/calls/${await firstOf('calls')}`, until: page => page.getByRole('region', { name: 'Gesprächsnotiz' }).waitFor() },
  {
    name: 'a note with a rating', who: phone, to: async () => `/portal/calls/${await notedCall()}`, until: async page => {
      const rating = page.getByRole('region', { name: 'Wie war diese Notiz?' });
      await rating.getByRole('button', { name: 'Nicht gut' }).tap();
      await rating.getByRole('textbox', { name: 'Anmerkung' }).waitFor();
    },
  },
  {
    name: 'the trash', who: phone, to: async () => {
      const { call } = await house.ask('weber', 'query ($id: ID!) { call(id: $id) { note { id } } }', { id: await notedCall() });
      await house.ask('weber', 'mutation ($id: ID!) { moveNoteToTrash(noteId: $id) { __typename } }', { id: call.note.id });
      return '/portal/trash';
    }, until: page => page.getByRole('article').first().waitFor(),
  },
  { name: 'a secretary’s feedback', who: { as: 'jana' }, to: () => '/desk/feedback', until: page => page.getByRole('heading', { name: 'Neueste Rückmeldungen' }).waitFor() },
  {
    name: 'everybody’s feedback', who: { as: 'leitung', viewport: PHONE_SCREEN }, to: () => '/desk/feedback', until: async page => {
      await page.getByRole('button', { name: 'Jana Kühn' }).click();
      await page.getByRole('heading', { name: /^Neueste Rückmeldungen: / }).waitFor();
    },
  },
  {
    name: 'an export of the history', who: phone, to: () => '/portal/calls', until: async page => {
      await page.getByRole('button', { name: 'Anrufe exportieren' }).tap();
      await page.getByRole('button', { name: 'Datei erstellen' }).tap();
      await page.getByText(/ist fertig, mit/).waitFor();
    },
  },
  {
    name: 'the ways to pass a note on', who: wide, to: async () => `/portal/calls/${await firstOf('calls')}`, until: async page => {
      await page.getByRole('button', { name: 'Exportieren', exact: true }).click();
      await page.getByRole('link', { name: 'Per E-Mail senden' }).waitFor();
    },
  },
  { name: 'the instructions', who: phone, to: () => '/portal/instructions', until: page => page.getByRole('region', { name: 'Daueranweisungen' }).waitFor() },
  {
    name: 'the coming weeks', who: phone, to: () => '/portal/instructions', until: async page => {
      await page.getByRole('button', { name: 'Weitere Tage zeigen' }).tap();
      await page.getByRole('button', { name: 'Weitere Tage zeigen' }).waitFor({ state: 'detached' });
    },
  },
  {
    name: 'what would be for a caller', who: phone, to: () => '/portal/instructions/what-if', until: async page => {
      await page.getByRole('textbox', { name: 'Telefonnummer' }).fill('0171 3920001');
      await page.getByRole('status', { name: 'Antwort' }).getByText('Warum?').waitFor();
    },
  },
  {
    name: 'the one-tap changes', who: phone, to: () => '/portal/instructions/presets', until: async page => {
      await page.getByRole('button', { name: 'Neuer Knopf' }).tap();
      await page.getByRole('dialog').getByRole('button', { name: 'Speichern' }).tap();
      await page.getByRole('dialog').getByText('Diese Angabe fehlt noch.').first().waitFor();
    },
  },
  {
    name: 'the history of an instruction', who: wide, to: async () => `/portal/instructions/${await firstOf('instructions')}`, until: async page => {
      await page.getByRole('button', { name: 'Verlauf zeigen' }).click();
      await page.getByText('Frühere Fassungen bleiben ein Jahr lang erhalten.').waitFor();
    },
  },
  { name: 'an instruction', who: phone, to: async () => `/portal/instructions/${await firstOf('instructions')}`, until: page => page.getByRole('button', { name: 'Speichern' }).waitFor() },
  {
    name: 'a refused instruction', who: wide, to: () => '/portal/instructions/new', until: async page => {
      await page.getByRole('switch', { name: 'Nur zu bestimmten Zeiten der Woche' }).click();
      await page.getByRole('button', { name: 'Speichern' }).click();
      await page.getByText('Diese Angabe fehlt noch.').first().waitFor();
    },
  },
  {
    name: 'the set-up of forwarding', who: phone, to: () => '/portal/forwarding', until: async page => {
      await page.getByRole('button', { name: 'Testanruf starten' }).tap();
      await page.getByText('Bitte geben Sie die Rufnummer des Telefons an.').waitFor();
      await page.getByText('Der Code wird nicht angenommen?').tap();
    },
  },
  {
    name: 'the set-up of forwarding for a switchboard', who: wide, to: () => '/portal/forwarding', until: async page => {
      await page.getByRole('img', { name: /^QR-Code/ }).waitFor();
      await page.getByText('Telefonanlage', { exact: true }).click();
      await page.getByRole('region', { name: 'Nachricht an die Betreuung der Anlage' }).waitFor();
    },
  },
  { name: 'the contacts', who: phone, to: () => '/portal/contacts', until: page => page.getByRole('listitem').getByRole('link').first().waitFor() },
  { name: 'the block list', who: phone, to: () => '/portal/contacts?show=blocked', until: page => page.getByRole('link', { name: 'Nummer sperren' }).waitFor() },
  {
    name: 'the columns of a file to import', who: phone, to: () => '/portal/contacts/import', until: async page => {
      await page.locator('input[type=file]').setInputFiles({ name: 'k.csv', mimeType: 'text/csv', buffer: Buffer.from('Name;Telefon;Farbe\nEva Import;030 23125091;rot\n;030 1;\n') });
      await page.getByRole('button', { name: 'Weiter zur Vorschau' }).waitFor();
    },
  },
  {
    name: 'what an import would do', who: wide, to: () => '/portal/contacts/import', until: async page => {
      await page.locator('input[type=file]').setInputFiles({ name: 'k.vcf', mimeType: 'text/vcard', buffer: Buffer.from('BEGIN:VCARD\nFN:Eva Import\nTEL:030 23125091\nTEL:12\nEND:VCARD\nBEGIN:VCARD\nFN:Eva Import\nTEL:030 23125091\nEND:VCARD\nBEGIN:VCARD\nTEL:030 1\nEND:VCARD\n') });
      await page.getByRole('button', { name: '1 Kontakt importieren' }).waitFor();
    },
  },
  { name: 'a contact', who: phone, to: async () => `/portal/contacts/${await firstOf('contacts')}`, until: page => page.getByRole('button', { name: 'Speichern' }).waitFor() },
  { name: 'the messages', who: phone, to: async () => { await oneThread(); return '/portal/messages'; }, until: page => page.getByRole('listitem').getByRole('link').first().waitFor() },
  { name: 'a thread of messages', who: phone, to: async () => `/portal/messages/${await oneThread()}`, until: page => page.getByRole('log', { name: 'Verlauf' }).getByRole('listitem').first().waitFor() },
  { name: 'the tasks', who: phone, to: async () => { await oneTask(); return '/portal/tasks'; }, until: page => page.getByRole('list', { name: 'Aufträge' }).getByRole('link').first().waitFor() },
  { name: 'a task with debtors', who: phone, to: async () => `/portal/tasks/${await oneTask()}`, until: page => page.getByText('Will überweisen.').waitFor() },
  {
    name: 'a new task that lacks something', who: wide, to: () => '/portal/tasks/new', until: async page => {
      await page.getByRole('button', { name: 'Auftrag erteilen' }).click();
      await page.getByText('Diese Angabe fehlt noch.').first().waitFor();
    },
  },
  { name: 'a new message', who: wide, to: () => '/portal/messages/new', until: page => page.getByRole('button', { name: 'Senden' }).waitFor() },
  {
    name: 'the documents, one of them refused', who: phone, to: () => '/portal/documents', until: async page => {
      await page.locator('input[type=file]').first().setInputFiles({ name: 'Preise.txt', mimeType: 'text/plain', buffer: Buffer.from('Erstgespräch: 40 Euro') });
      await page.getByRole('article', { name: 'Preise' }).first().waitFor();
      await page.locator('input[type=file]').first().setInputFiles({ name: 'leer.txt', mimeType: 'text/plain', buffer: Buffer.alloc(0) });
      await page.getByText(/^Nicht hochgeladen/).waitFor();
    },
  },
  {
    name: 'a frequent question that is refused', who: phone, to: () => '/portal/faqs', until: async page => {
      await page.getByRole('button', { name: 'Neu: Frage anlegen' }).tap();
      await page.getByRole('button', { name: 'Speichern' }).tap();
      await page.getByText('Diese Angabe fehlt noch.').first().waitFor();
    },
  },
  { name: 'a week of appointments', who: wide, to: () => someAppointments('/portal/appointments'), until: page => page.getByRole('button', { name: /Roswitha Sicht/ }).first().waitFor() },
  ...[phone, wide].map(who => ({
    name: `a month of appointments${who === phone ? ' on a phone' : ''}`, who, to: () => someAppointments('/portal/appointments'), until: async (page: Page) => {
      await page.getByRole('radiogroup', { name: 'Ansicht' }).getByText('Monat', { exact: true }).click();
      await page.getByRole('button', { name: /, Heute, \d+ Termin/ }).waitFor();
    },
  })),
  {
    name: 'an appointment on a phone', who: phone, to: () => someAppointments('/portal/appointments'), until: async page => {
      await page.getByRole('button', { name: /Roswitha Sicht/ }).first().tap();
      await page.getByRole('dialog').getByRole('link', { name: 'Kalenderdatei' }).waitFor();
    },
  },
  {
    name: 'a booking that lacks something', who: phone, to: () => someAppointments('/portal/appointments'), until: async page => {
      await page.getByRole('button', { name: 'Neu: Termin eintragen' }).tap();
      await page.getByRole('dialog').getByRole('button', { name: 'Buchen', exact: true }).tap();
      await page.getByText('Diese Angabe fehlt noch.').first().waitFor();
    },
  },
  {
    name: 'the set-up of appointments', who: phone, to: () => someAppointments('/portal/appointments/arrange'), until: async page => {
      await page.getByRole('group', { name: 'Abonnieren: Dr. Weber' }).waitFor();
      await page.getByRole('button', { name: 'Art anlegen' }).tap();
      await page.getByRole('dialog').getByRole('button', { name: 'Speichern' }).tap();
      await page.getByText('Diese Angabe fehlt noch.').first().waitFor();
    },
  },
  {
    name: 'the webhooks, and a new one that is refused', who: phone, to: () => '/portal/webhooks', until: async page => {
      await page.getByRole('button', { name: 'Neuer Webhook' }).tap();
      await page.getByRole('button', { name: 'Webhook anlegen' }).tap();
      await page.getByText(/^Bitte geben Sie eine Adresse an/).waitFor();
    },
  },
  { name: 'a webhook with its log', who: wide, to: async () => `/portal/webhooks/${await oneWebhook()}`, until: page => page.getByRole('list', { name: 'Protokoll' }).getByRole('listitem').first().waitFor() },
  {
    name: 'feedback about the app', who: phone, to: () => '/portal/calls', until: async page => {
      await page.getByRole('button', { name: /^Konto:/ }).tap();
      await page.getByRole('menuitem', { name: 'Rückmeldung zur App' }).tap();
      await page.getByRole('button', { name: 'Senden' }).tap();
      await page.getByText(/^Bitte schreiben Sie etwas/).waitFor();
    },
  },
  { name: 'what is said about the app', who: { as: 'leitung' }, to: async () => { await oneAppFeedback(); return '/desk/app-feedback'; }, until: page => page.getByRole('list', { name: 'Rückmeldungen zur App' }).getByRole('listitem').first().waitFor() },
  { name: 'a new contact', who: wide, to: () => '/portal/contacts/new', until: page => page.getByRole('button', { name: 'Speichern' }).waitFor() },
];

// Several at a time: most of each is waiting, for the page or for the browser.
test.concurrent.each(views)('axe finds nothing on $name', async ({ name, who, to, until }) => {
  const visitor = visitors(browser, house);
  try {
    // Each is seen once, before the worker of the pages would serve any: fetching the whole portal for it, a third of the work, comes to nothing.
    const page = await visitor.visit({ ...who, serviceWorkers: 'block', to: await to() });
    await until(page);
    const found = await findings(page, name);
    expect({ found, troubles: visitor.troubles }).toEqual({ found: [], troubles: [] });
  } finally {
    // Also where something was found: a page that stays open slows down those that follow.
    await visitor.leave();
  }
});

describe('axe finds nothing on the desk', () => {
  afterEach(() => house.clearDesk());

  test('with nobody calling, and in its dialogs', async () => {
    await house.clearDesk();
    const page = await people.visit({ as: 'leitung', to: '/desk' });
    await page.getByText('verbunden', { exact: true }).waitFor();
    const found = await findings(page, 'the empty desk');
    const menus: [string, string][] = [['the menu', 'Mehr'], ['the status', 'Mein Status']];
    for (const [view, button] of menus) {
      await page.getByRole('button', { name: button }).click();
      await page.getByRole('menu').waitFor();
      found.push(...await findings(page, view));
      await page.keyboard.press('Escape');
      await page.getByRole('menu').waitFor({ state: 'detached' });
    }
    const dialogs: [view: string, key: string][] = [['the help', 'F1'], ['the call-backs', 'Alt+M'], ['the messages', 'Alt+B'], ['the tasks', 'Alt+V'], ['the spelling', 'Shift+F1']];
    for (const [view, key] of dialogs) {
      await page.keyboard.press(key);
      await page.getByRole('dialog').waitFor();
      found.push(...await findings(page, view));
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }
    for (const item of ['Ton und Hinweise', 'Nummern ohne Kunden']) {
      await page.getByRole('button', { name: 'Mehr' }).click();
      await page.getByRole('menuitem', { name: item }).click();
      await page.getByRole('dialog', { name: item }).waitFor();
      found.push(...await findings(page, item));
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }
    await page.keyboard.press('Control+K');
    await page.keyboard.type('Weber');
    const customer = page.getByRole('option', { name: /^Praxis Dr\. Weber/ });
    await customer.waitFor();
    found.push(...await findings(page, 'the search'));
    await customer.click();
    const card = page.getByRole('dialog', { name: 'Kunde' });
    await card.getByRole('button').nth(1).waitFor();
    found.push(...await findings(page, 'a customer’s card'));
    await card.getByRole('listitem').getByRole('button').first().click();
    await page.getByRole('dialog', { name: 'Anruf' }).getByText('Eingegangen').waitFor();
    found.push(...await findings(page, 'a call’s card'));
    expect(found).toEqual([]);
  }, 180_000);

  test('with calls that wait and calls in hand', async () => {
    await house.clearDesk();
    const customer = await house.customer('Tischlerei Ahorn');
    await house.instruction(customer.id, {
      title: 'Werkstatt', remarks: 'Maße immer aufnehmen.', forwardingNumbers: [{ number: '+491713920080', label: 'Mobil' }, { number: '+491713920081', label: 'Büro', situation: 'ON_BUSY' }],
    });
    await house.contact(customer.id, { name: 'Viktoria Ahlers', numbers: ['+491713920077'], isVip: true });
    const page = await people.visit({ as: 'jana', to: '/desk' });
    await page.getByText('verbunden', { exact: true }).waitFor();
    const line = await house.ring(customer.line, '+491713920077');
    await house.ring(customer.line, null);
    await eventually(() => page.getByRole('region', { name: 'Wartend' }).getByRole('listitem').count()).toBe(2);
    const found = await findings(page, 'calls that wait');
    await page.keyboard.press('F2');
    const call = page.getByRole('region', { name: 'Anruf für Tischlerei Ahorn' });
    await call.getByText('im Gespräch').waitFor();
    found.push(...await findings(page, 'a call in hand'));
    for (const [view, key] of [['the questions of its customer', 'Alt+Q'], ['the messages with its customer', 'Alt+C']] as const) {
      await page.keyboard.press(key);
      await page.getByRole('tabpanel').getByRole('button').first().waitFor();
      found.push(...await findings(page, view));
    }
    await page.keyboard.press('Alt+H');
    await page.keyboard.press('F4');
    await call.getByRole('group', { name: 'Was ist passiert?' }).waitFor();
    found.push(...await findings(page, 'a number that rings'));
    await page.keyboard.press('Alt+O');
    await call.getByText('besetzt', { exact: true }).waitFor();
    await house.instruction(customer.id, { title: 'Betriebsausflug', putThrough: 'NONE', validUntil: new Date(Date.now() + 3_600_000).toISOString() });
    await call.getByText(/Anweisung.*geändert/).waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByText('Bitte schreiben Sie das Anliegen auf.').waitFor();
    found.push(...await findings(page, 'a changed instruction'));
    await page.keyboard.press('Alt+I');
    await page.getByRole('dialog', { name: 'Anrufer zuordnen' }).getByRole('option').first().waitFor();
    found.push(...await findings(page, 'naming the caller'));
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('Shift+F8');
    await page.getByText('Was ist daraus geworden?').waitFor();
    found.push(...await findings(page, 'what came of it'));
    await page.keyboard.press('Escape');
    await line.hangUp();
    await call.getByText(/Anrufer hat aufgelegt/).waitFor();
    found.push(...await findings(page, 'a call that is over'));
    await page.context().setOffline(true);
    await page.getByText(/Verbindung verloren/).waitFor();
    found.push(...await findings(page, 'a lost connection'));
    await page.context().setOffline(false);
    await page.getByText('verbunden', { exact: true }).waitFor();
    // What the browser itself says about the dead network is no trouble of the page.
    people.troubles.splice(0, people.troubles.length, ...people.troubles.filter(({ what }) => !/ERR_INTERNET_DISCONNECTED|WebSocket connection/.test(what)));
    expect(found).toEqual([]);
  }, 180_000);
});

test('the explorer asks with the session of who is signed in, and axe finds nothing around its editors', async () => {
  const page = await people.visit({ as: 'jana', to: '/explorer' });
  const run = page.getByRole('button', { name: /^Execute query/ });
  await run.waitFor();
  await page.locator('.monaco-editor').first().waitFor();
  await run.click();
  await eventually(async () => (await page.locator('.graphiql-response').innerText()).replaceAll('\u00a0', ' ')).toContain('"name": "Jana Kühn"');
  // Third parties' own insides: Monaco draws text in many absolutely placed pieces, and GraphiQL nests the button that closes a tab in the tab.
  expect(await findings(page, 'the explorer', { except: ['.monaco-editor', '.graphiql-tabs'] })).toEqual([]);
});
