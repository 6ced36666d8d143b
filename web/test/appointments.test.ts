import ICAL from 'ical.js';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { openBrowser, PHONE_SCREEN, visitors } from './browser.ts';
import { eventually } from './eventually.ts';
import { openHouse } from './house.ts';
import { withinOneDay } from './midnight.ts';
import { slowConnection } from './slow-connection.ts';

const house = openHouse({ url: inject('url'), door: inject('door') });
let browser: Browser;
let people: ReturnType<typeof visitors>;
beforeAll(async () => { browser = await openBrowser(); people = visitors(browser, house); });
afterAll(() => browser.close());
beforeEach(() => house.clearDesk());
afterEach(async () => { await people.leave(); await house.clearDesk(); });

const phone = (token: string, to: string): Promise<Page> => people.visit({ as: null, token, to, viewport: PHONE_SCREEN, isMobile: true, hasTouch: true });
const panel = (page: Page) => page.getByRole('tabpanel');
const everyDay = ['Montag', 'Dienstag', 'Mittwoch', 'Donnerstag', 'Freitag', 'Samstag', 'Sonntag'];

/** A secretary who has taken a call of the customer and opened its appointments by the key. */
async function inCall(as: 'jana' | 'tom', customer: { name: string; line: string }, caller: string): Promise<{ page: Page; connection: Awaited<ReturnType<typeof slowConnection>> }> {
  const page = await (await people.context({ as })).newPage();
  const connection = await slowConnection(page);
  await page.goto('/desk');
  await page.getByText('verbunden', { exact: true }).waitFor();
  await house.ring(customer.line, caller);
  const call = page.getByRole('region', { name: `Anruf für ${customer.name}` });
  await call.getByText('Nachricht aufnehmen').waitFor();
  await page.keyboard.press('F2');
  await call.getByText('im Gespräch').waitFor();
  await page.keyboard.press('Alt+Z');
  return { page, connection };
}

test('a customer sets up a calendar, secretaries book in it during calls, and two who choose one time do not both have it', () => withinOneDay(async () => {
  // Done once more, nobody has a call in hand yet.
  await house.clearDesk();
  const customer = await house.customer('Kanzlei Terminus');
  await house.contact(customer.id, { name: 'Anna Vorbei', numbers: ['+491713920031'] });
  const page = await phone(await house.person(customer.id, 'MANAGE'), '/portal/appointments');
  await page.getByRole('link', { name: 'Kalender anlegen' }).tap();
  await page.getByRole('button', { name: 'Kalender anlegen' }).tap();
  const form = page.getByRole('dialog');
  for (const day of everyDay) await form.getByRole('textbox', { name: day }).fill('8-18');
  await form.getByRole('textbox', { name: 'Montag' }).fill('vormittags');
  await form.getByRole('button', { name: 'Speichern' }).tap();
  await form.getByText('Bitte so schreiben: 9–12, 14–18.').first().waitFor();
  await form.getByRole('textbox', { name: 'Montag' }).fill('8–12 und 13–18 Uhr');
  await form.getByRole('button', { name: 'Speichern' }).tap();
  await form.getByText('Diese Angabe fehlt noch.').waitFor();
  // What was typed is still there.
  expect(await form.getByRole('textbox', { name: 'Montag' }).inputValue()).toBe('8–12 und 13–18 Uhr');
  await form.getByRole('textbox', { name: 'Name' }).fill('Dr. Terminus');
  await form.getByRole('button', { name: 'Speichern' }).tap();
  await page.getByRole('heading', { name: 'Dr. Terminus' }).first().waitFor();
  await page.getByRole('button', { name: 'Art anlegen' }).tap();
  await form.getByRole('textbox', { name: 'Bezeichnung' }).fill('Erstgespräch');
  await form.getByRole('button', { name: 'Speichern' }).tap();
  await page.getByRole('heading', { name: 'Erstgespräch (30 Min.)' }).waitFor();
  await page.goto('/portal/appointments');
  await page.getByText('In dieser Zeit ist nichts gebucht.').waitFor();

  const { page: jana } = await inCall('jana', customer, '+491713920031');
  // Who calls is known: one touch books for them.
  await eventually(() => panel(jana).getByRole('textbox', { name: 'Wer kommt' }).inputValue()).toBe('Anna Vorbei');
  const slots = panel(jana).getByRole('button', { name: /, \d\d:\d\d Uhr$/ });
  await slots.nth(3).waitFor();
  const [first, second] = [await slots.nth(2).getAttribute('aria-label'), await slots.nth(3).getAttribute('aria-label')];
  const { page: tom, connection: tomsConnection } = await inCall('tom', customer, '+491713920032');
  const toms = panel(tom).getByRole('button', { name: first!, exact: true });
  await toms.waitFor();
  await panel(tom).getByRole('textbox', { name: 'Wer kommt' }).fill('Bernd Zuspaet');

  // By keys alone: what was booked has the focus then, with moving and cancelling behind it.
  const focused = () => jana.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent);
  await panel(jana).getByRole('button', { name: first!, exact: true }).press('Enter');
  await jana.getByText(new RegExp(`^Gebucht: .*Anna Vorbei\\.$`)).waitFor();
  await eventually(focused).toMatch(/Anna Vorbei$/);
  await jana.keyboard.press('Tab');
  await eventually(focused).toBe('Verschieben');
  // The customer has it at once, and so has the other desk: the time is offered there no more.
  await page.getByRole('button', { name: /Anna Vorbei/ }).waitFor();
  await panel(tom).getByRole('listitem', { name: /Anna Vorbei$/ }).waitFor();
  await toms.waitFor({ state: 'detached' });

  // Both want the next one, and to the later of the two nobody has told yet that it is taken: its own answer tells what is free instead.
  await panel(jana).getByRole('textbox', { name: 'Wer kommt' }).fill('Clara Zweite');
  tomsConnection.fallBehind();
  await panel(jana).getByRole('button', { name: second!, exact: true }).click();
  await jana.getByText(/^Gebucht: .*Clara Zweite\.$/).waitFor();
  await panel(tom).getByRole('button', { name: second!, exact: true }).click();
  await tom.getByText('Diese Zeit ist inzwischen vergeben.').waitFor();
  await tom.getByRole('alert').getByRole('button', { name: /Uhr$/ }).first().click();
  await tom.getByText(/^Gebucht: .*Bernd Zuspaet\.$/).waitFor();
  tomsConnection.catchUp();
  await eventually(() => panel(tom).getByRole('listitem', { name: /(Anna|Clara|Bernd) / }).count()).toBe(3);

  // Moved and cancelled without leaving the call.
  const booked = panel(jana).getByRole('listitem', { name: /Anna Vorbei$/ });
  const before = await booked.getAttribute('aria-label');
  await booked.getByRole('button', { name: 'Verschieben' }).press('Enter');
  await panel(jana).getByText(/^Verschieben: Anna Vorbei/).waitFor();
  await eventually(focused).toBe('Doch nicht');
  await jana.keyboard.press('Tab');
  await eventually(focused).toMatch(/Uhr$/);
  await slots.nth(6).press('Enter');
  await jana.getByText(/^Verschoben: /).waitFor();
  await eventually(() => booked.getAttribute('aria-label')).not.toBe(before);
  await eventually(focused).toMatch(/Anna Vorbei$/);
  await panel(jana).getByRole('listitem', { name: /Bernd Zuspaet$/ }).getByRole('button', { name: 'Absagen' }).press('Enter');
  await eventually(focused).toBe('Gebucht');
  await page.getByRole('button', { name: /Bernd Zuspaet/ }).waitFor({ state: 'detached' });
}));

test('a customer books, changes and cancels in the portal, takes a file, and publishes the calendar until it is taken back; who may only read does none of it', () => withinOneDay(async () => {
  const customer = await house.customer('Praxis Wochenblick');
  const token = await house.person(customer.id, 'MANAGE');
  const page = await people.visit({ as: null, token, to: '/portal/appointments/arrange', viewport: { width: 1280, height: 900 } });
  await page.getByRole('button', { name: 'Kalender anlegen' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Raum 1');
  await dialog.getByRole('button', { name: 'Speichern' }).click();
  await page.getByRole('button', { name: 'Art anlegen' }).click();
  await dialog.getByRole('textbox', { name: 'Bezeichnung' }).fill('Kontrolle');
  await dialog.getByRole('button', { name: 'Speichern' }).click();
  await page.getByRole('heading', { name: 'Kontrolle (30 Min.)' }).waitFor();

  await page.goto('/portal/appointments');
  await page.getByRole('button', { name: 'Weiter', exact: true }).click();
  await page.getByRole('button', { name: 'Neu: Termin eintragen' }).click();
  await dialog.getByRole('button', { name: 'Buchen', exact: true }).click();
  await dialog.getByText('Diese Angabe fehlt noch.').first().waitFor();
  await dialog.getByRole('textbox', { name: 'Wer kommt' }).fill('Dora Dienstag');
  await dialog.getByRole('textbox', { name: 'Telefonnummer' }).fill('keine');
  await dialog.getByRole('button', { name: /Uhr$/ }).first().click();
  await eventually(() => dialog.getByRole('textbox', { name: 'Telefonnummer' }).getAttribute('aria-invalid')).toBe('true');
  await dialog.getByRole('textbox', { name: 'Telefonnummer' }).fill('0171 3920033');
  await dialog.getByLabel('Von').fill('11:00');
  await dialog.getByRole('button', { name: 'Buchen', exact: true }).click();
  await page.getByText(/^Gebucht: .*Dora Dienstag\.$/).waitFor();
  const entry = page.getByRole('button', { name: /^11:00 Dora Dienstag/ });
  await entry.click();
  await dialog.getByText('0171 3920033').waitFor();
  const download = page.waitForEvent('download');
  await dialog.getByRole('link', { name: 'Kalenderdatei' }).click();
  expect((await download).suggestedFilename()).toBe('termin.ics');
  await dialog.getByRole('button', { name: 'Ändern' }).click();
  await dialog.getByRole('textbox', { name: 'Bemerkung' }).fill('Bringt den Befund mit');
  await dialog.getByRole('button', { name: 'Speichern' }).click();
  await page.getByText('Gespeichert.').waitFor();

  const reader = await phone(await house.person(customer.id, 'READ'), '/portal/appointments');
  await reader.getByRole('button', { name: /Dora Dienstag/ }).tap();
  await reader.getByText('Bringt den Befund mit').waitFor();
  expect(await reader.getByRole('button', { name: /Verschieben|Ändern|Absagen|Neu:/ }).count()).toBe(0);
  await reader.goto('/portal/appointments/arrange');
  await reader.getByRole('heading', { name: 'Raum 1' }).waitFor();
  expect(await reader.getByRole('button', { name: /anlegen|ändern|löschen|Adresse/ }).count()).toBe(0);

  await page.goto('/portal/appointments/arrange');
  const feed = page.getByRole('group', { name: 'Abonnieren: Raum 1' });
  await feed.getByRole('button', { name: 'Adresse erzeugen' }).click();
  const address = await feed.locator('code').innerText();
  const summaries = async () => {
    const answer = await fetch(address);
    return answer.ok ? new ICAL.Component(ICAL.parse(await answer.text()) as never).getAllSubcomponents('vevent').map(event => new ICAL.Event(event).summary) : answer.status;
  };
  expect(await summaries()).toEqual(['Kontrolle']);
  await page.reload();
  await feed.getByText(/^Freigegeben von Petra Probst/).waitFor();
  expect(await feed.locator('code').count()).toBe(0);
  await feed.getByRole('button', { name: 'Zurücknehmen' }).click();
  await page.getByText('Die Adresse gilt nicht mehr.').waitFor();
  expect(await summaries()).toBe(404);

  await page.goto('/portal/appointments');
  await page.getByRole('button', { name: 'Weiter', exact: true }).click();
  // The month shows on which day something is; a touch leads there.
  await page.getByRole('radiogroup', { name: 'Ansicht' }).getByText('Monat', { exact: true }).click();
  const day = page.getByRole('table').getByRole('button', { name: /, 1 Termin$/ });
  await day.getByText('Dora Dienstag').waitFor();
  await day.click();
  await entry.click();
  await dialog.getByRole('button', { name: 'Absagen' }).click();
  await dialog.getByRole('button', { name: 'Absagen' }).click();
  await page.getByText('Der Termin ist abgesagt.').waitFor();
  await entry.waitFor({ state: 'detached' });
}));

/** Asks the service as whoever the page belongs to. */
const asked = (page: Page, query: string, variables: Record<string, unknown>) => page.evaluate(async body => {
  const answer = await fetch('/graphql', { method: 'POST', headers: { 'content-type': 'application/json', 'apollo-require-preflight': 'true' }, body });
  return (await answer.json() as { data: Record<string, { id: string }> }).data;
}, JSON.stringify({ query, variables }));

test('an appointment is dragged to another time and day, comes back by one press, and stays where it was when that time is taken', () => withinOneDay(async () => {
  const customer = await house.customer('Praxis Ziehharmonika');
  const page = await people.visit({ as: null, token: await house.person(customer.id, 'MANAGE'), to: '/portal', viewport: { width: 1280, height: 1000 } });
  const { createCalendar: { id: calendarId } } = await asked(page, 'mutation ($id: ID!, $input: CalendarInput!) { createCalendar(customerId: $id, input: $input) { ... on Calendar { id } } }', { id: customer.id, input: { name: 'Raum', hours: ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY'].map(weekday => ({ weekday, from: '08:00', until: '18:00' })), exceptPublicHolidays: false } }) as { createCalendar: { id: string } };
  const { createAppointmentKind: { id: kindId } } = await asked(page, 'mutation ($id: ID!, $input: AppointmentKindInput!) { createAppointmentKind(customerId: $id, input: $input) { ... on AppointmentKind { id } } }', { id: customer.id, input: { name: 'Kontrolle', lengthMinutes: 30 } }) as { createAppointmentKind: { id: string } };
  await page.goto('/portal/appointments');
  await page.getByRole('button', { name: 'Weiter', exact: true }).click();
  const tuesday = new Date(Date.now() + (9 - ((new Date().getDay() + 6) % 7 + 1)) * 86_400_000).toLocaleDateString('sv', { timeZone: 'Europe/Berlin' });
  const at = (hour: number) => { for (const offset of ['+01:00', '+02:00']) { const moment = new Date(`${tuesday}T${hour}:00:00${offset}`); if (moment.toLocaleTimeString('de-DE', { timeZone: 'Europe/Berlin', hour: '2-digit' }).startsWith(String(hour))) return moment.toISOString(); } throw new Error('There is no such hour.'); };
  for (const [title, hour] of [['Zora Zieh', 10], ['Bruno Belegt', 14]] as const) await asked(page, 'mutation ($id: ID!, $input: AppointmentInput!) { bookAppointment(calendarId: $id, input: $input) { __typename } }', { id: calendarId, input: { kindId, title, startsAt: at(hour) } });

  const entry = (from: string) => page.getByRole('button', { name: new RegExp(`^${from} Zora Zieh`) });
  await entry('10:00').waitFor();
  const hourHigh = 52;
  const drag = async (from: string, { hours, days = 0 }: { hours: number; days?: number }, end: () => Promise<void> = () => page.mouse.up()) => {
    // Waits until it stands where it is: going back to its place shows in the next picture only.
    await entry(from).hover();
    const box = (await entry(from).boundingBox())!;
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.down();
    await page.mouse.move(x + days * (box.width + 4), y + hours * hourHigh, { steps: 8 });
    await end();
  };
  await drag('10:00', { hours: 2, days: 1 });
  await entry('12:00').waitFor();
  await page.getByText(/^Verschoben: Mi., .*12:00 Uhr, Zora Zieh\.$/).waitFor();
  await page.getByRole('button', { name: 'Rückgängig' }).click();
  await entry('10:00').waitFor();

  await drag('10:00', { hours: 4 });
  await page.getByText('Diese Zeit ist inzwischen vergeben.').waitFor();
  await entry('10:00').waitFor();
  await drag('10:00', { hours: 1 }, async () => { await entry('11:00').waitFor(); await page.keyboard.press('Escape'); await page.mouse.up(); });
  await entry('10:00').waitFor();
  expect(await page.getByRole('dialog').count()).toBe(0);
  // A click without a drag opens it as ever, and a page that is loaded again says what is stored.
  await page.reload();
  await page.getByRole('button', { name: 'Weiter', exact: true }).click();
  await entry('10:00').click();
  await page.getByRole('dialog').getByText('Kontrolle').first().waitFor();
}));
