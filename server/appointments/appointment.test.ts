import ICAL from 'ical.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newestEvents } from '../events/event-log.ts';
import type { Actor, SecretaryActor } from '../identity/actor.ts';
import { type Desk, openDesk, type Told } from '../test/desk.ts';
import { openServer } from '../test/server.ts';

let desk: Desk;
let server: Awaited<ReturnType<typeof openServer>>;
let jana: SecretaryActor;
let supervisor: SecretaryActor;
// A Monday, 11:00 in Berlin.
const NOW = '2026-06-15T09:00:00Z';
beforeAll(async () => {
  desk = await openDesk(NOW);
  server = await openServer(desk);
  jana = await desk.secretary({ name: 'Jana Kühn' });
  supervisor = await desk.secretary({ isSupervisor: true });
});
afterAll(async () => {
  await server.close();
  await desk.close();
});

const APPOINTMENT = '... on Appointment { id calendarId startsAt endsAt title number remark status bookedBy callId version kind { name } }';
const REFUSED = '... on AppointmentInvalid { problems { field code } } ... on SlotTaken { nextFree { startsAt endsAt } } ... on OutsideWorkingHours { nextFree { startsAt } }';
const BOOK = `mutation ($calendarId: ID!, $input: AppointmentInput!) { bookAppointment(calendarId: $calendarId, input: $input) { __typename ${APPOINTMENT} ${REFUSED} } }`;
const MOVE = `mutation ($appointmentId: ID!, $startsAt: DateTime!, $endsAt: DateTime, $calendarId: ID, $expectedVersion: Int) { moveAppointment(appointmentId: $appointmentId, startsAt: $startsAt, endsAt: $endsAt, calendarId: $calendarId, expectedVersion: $expectedVersion) { __typename ${APPOINTMENT} ${REFUSED} ... on AppointmentChangedMeanwhile { current { startsAt } } } }`;
const UPDATE = `mutation ($appointmentId: ID!, $input: AppointmentDetailsInput!, $expectedVersion: Int) { updateAppointment(appointmentId: $appointmentId, input: $input, expectedVersion: $expectedVersion) { __typename ${APPOINTMENT} ... on AppointmentInvalid { problems { field code } } ... on AppointmentChangedMeanwhile { current { title } } } }`;
const CANCEL = `mutation ($appointmentId: ID!) { cancelAppointment(appointmentId: $appointmentId) { __typename ${APPOINTMENT} } }`;
const CALENDAR = '... on Calendar { id name version exceptPublicHolidays hours { weekday from until } }';
const CREATE_CALENDAR = `mutation ($customerId: ID!, $input: CalendarInput!) { createCalendar(customerId: $customerId, input: $input) { __typename ${CALENDAR} ... on CalendarInvalid { problems { field code } } } }`;
const UPDATE_CALENDAR = `mutation ($calendarId: ID!, $input: CalendarInput!, $expectedVersion: Int) { updateCalendar(calendarId: $calendarId, input: $input, expectedVersion: $expectedVersion) { __typename ${CALENDAR} ... on CalendarChangedMeanwhile { current { name } } } }`;
const DELETE_CALENDAR = 'mutation ($calendarId: ID!) { deleteCalendar(calendarId: $calendarId) { __typename ... on CalendarInUse { upcoming } } }';
const CREATE_KIND = 'mutation ($customerId: ID!, $input: AppointmentKindInput!) { createAppointmentKind(customerId: $customerId, input: $input) { __typename ... on AppointmentKind { id name stepMinutes calendarId } ... on AppointmentKindInvalid { problems { field code } } } }';
const UPDATE_KIND = 'mutation ($appointmentKindId: ID!, $input: AppointmentKindInput!, $expectedVersion: Int) { updateAppointmentKind(appointmentKindId: $appointmentKindId, input: $input, expectedVersion: $expectedVersion) { __typename ... on AppointmentKind { name lengthMinutes version } ... on AppointmentKindChangedMeanwhile { current { name version retiredAt } } ... on AppointmentKindInvalid { problems { field code } } } }';
const RETIRE = 'mutation ($appointmentKindId: ID!) { retireAppointmentKind(appointmentKindId: $appointmentKindId) { ... on AppointmentKind { retiredAt } } }';
const PUBLISH = 'mutation ($calendarId: ID!, $detail: CalendarFeedDetail!) { publishCalendar(calendarId: $calendarId, detail: $detail) { ... on CalendarPublished { path calendar { feed { detail createdBy lastFetchedAt } } } } }';
const WITHDRAW = 'mutation ($calendarId: ID!) { withdrawCalendar(calendarId: $calendarId) { ... on Calendar { feed { detail } } } }';
const FREE = 'query ($calendarId: ID!, $kindId: ID!, $from: DateTime, $until: DateTime, $first: Int) { freeSlots(calendarId: $calendarId, kindId: $kindId, from: $from, until: $until, first: $first) { startsAt endsAt } }';
const LIST = 'query ($id: ID!, $first: Int, $after: String, $from: DateTime, $until: DateTime, $calendarId: ID, $number: PhoneNumber, $all: Boolean) { customer(id: $id) { calendars { name } appointmentKinds { name } appointments(first: $first, after: $after, from: $from, until: $until, calendarId: $calendarId, number: $number, includeCancelled: $all) { edges { node { id title status } } pageInfo { hasNextPage endCursor } } } }';

const codeOf = async (by: Actor | null, source: string, variables: Record<string, unknown>) => (await desk.run(by, source, variables)).errors?.[0].extensions.code;
const WEEK = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY'];
const officeHours = (from: string, until: string, days = WEEK) => days.map(weekday => ({ weekday, from, until }));

/** A customer with one calendar, open from 9 to 12, and one kind of half an hour with ten minutes after it. */
async function practice(over: { hours?: object[]; kind?: object; timeZone?: string; federalState?: string } = {}) {
  const customerId = await desk.customer({ federalState: over.federalState ?? null, ...(over.timeZone && { timeZone: over.timeZone }) });
  const weber = await desk.customerUser(customerId);
  const calendar: Told = (await desk.run(weber, CREATE_CALENDAR, { customerId, input: { name: 'Dr. Weber', hours: over.hours ?? officeHours('09:00', '12:00') } })).data.createCalendar;
  const kind: Told = (await desk.run(weber, CREATE_KIND, { customerId, input: { name: 'Erstgespräch', lengthMinutes: 30, bufferAfterMinutes: 10, stepMinutes: 30, ...over.kind } })).data.createAppointmentKind;
  const book = async (by: Actor, startsAt: string, more: object = {}): Promise<Told> =>
    (await desk.run(by, BOOK, { calendarId: calendar.id, input: { kindId: kind.id, startsAt, title: 'Anna Schmidt', number: '0171 3920001', ...more } })).data.bookAppointment;
  const free = async (from: string, until: string, first = 200): Promise<string[]> => (await desk.run(jana, FREE, { calendarId: calendar.id, kindId: kind.id, from, until, first })).data.freeSlots.map((slot: Told) => slot.startsAt.slice(5, 16));
  return { customerId, weber, calendarId: calendar.id as string, kindId: kind.id as string, book, free };
}

describe('bookAppointment', () => {
  test('books in the call, for the customer to see at once', async () => {
    const { customerId, weber, calendarId, book } = await practice();
    const line = await desk.line(customerId);
    const call = await desk.call(line.number);
    const made = await book(jana, '2026-06-16T07:00:00Z', { callId: call.id, remark: 'Bringt die Akte mit' });
    expect(made).toMatchObject({
      __typename: 'Appointment', calendarId, startsAt: '2026-06-16T07:00:00.000Z', endsAt: '2026-06-16T07:30:00.000Z', title: 'Anna Schmidt', number: '+491713920001', remark: 'Bringt die Akte mit', status: 'BOOKED',
      bookedBy: 'Jana Kühn', callId: call.id, version: 1, kind: { name: 'Erstgespräch' },
    });
    expect((await newestEvents(desk.sql, 1))[0]).toMatchObject({ kind: 'APPOINTMENT_CHANGED', customerId, subjectId: made.id });
    const shown = (await desk.run(weber, LIST, { id: customerId })).data.customer;
    expect(shown).toMatchObject({ calendars: [{ name: 'Dr. Weber' }], appointmentKinds: [{ name: 'Erstgespräch' }], appointments: { edges: [{ node: { title: 'Anna Schmidt' } }] } });
  });

  test('tells the second of two who choose one time that it is taken, and the next that are free', async () => {
    const { book } = await practice();
    const tom = await desk.secretary({ name: 'Tom Berger' });
    expect((await book(jana, '2026-06-16T07:00:00Z')).__typename).toBe('Appointment');
    const late = await book(tom, '2026-06-16T07:00:00Z', { title: 'Berta Brandt' });
    // Ten minutes are kept free after the first, so half an hour later is too early.
    expect(late).toMatchObject({ __typename: 'SlotTaken', nextFree: [{ startsAt: '2026-06-16T08:00:00.000Z' }, { startsAt: '2026-06-16T08:30:00.000Z' }, { startsAt: '2026-06-16T09:00:00.000Z' }, { startsAt: '2026-06-16T09:30:00.000Z' }, { startsAt: '2026-06-17T07:00:00.000Z' }] });
    expect((await book(tom, late.nextFree[0].startsAt, { title: 'Berta Brandt' })).__typename).toBe('Appointment');
  });

  test('gives one time to one of thirty who book it at the same moment, and half of it to nobody', async () => {
    const { customerId, weber, book } = await practice();
    const times = ['2026-06-16T07:00:00Z', '2026-06-16T07:15:00Z', '2026-06-16T07:05:00Z'];
    const told = await Promise.all(Array.from({ length: 30 }, (_, place) => book(weber, times[place % 3]!, { title: `Nr. ${place}` })));
    expect(told.map(({ __typename }) => __typename).toSorted()).toEqual(['Appointment', ...Array.from({ length: 29 }, () => 'SlotTaken')]);
    expect((await desk.run(weber, LIST, { id: customerId })).data.customer.appointments.edges).toHaveLength(1);
  });

  test('leaves no way round it in the database either, whatever writes there', async () => {
    const { customerId, calendarId, book } = await practice();
    await book(jana, '2026-06-16T07:00:00Z');
    const insert = (from: string, until: string) => desk.sql.pool.query(
      `insert into appointment (customer_id, id, calendar_id, starts_at, ends_at, busy_from, busy_until, status, booked_by, booked_at, updated_at, version) values ($1, gen_random_uuid(), $2, $3, $4, $3, $4, 'BOOKED', 'Roh', now(), now(), 1)`,
      [customerId, calendarId, from, until],
    );
    // Within the ten minutes that are kept free, and around it all.
    for (const [from, until] of [['2026-06-16T07:35:00Z', '2026-06-16T08:00:00Z'], ['2026-06-16T06:00:00Z', '2026-06-16T09:00:00Z']] as const) await expect(insert(from, until)).rejects.toMatchObject({ code: '23P01', constraint: 'appointment_slot_taken' });
    await insert('2026-06-16T07:40:00Z', '2026-06-16T08:00:00Z');
    await expect(desk.sql.pool.query(`update appointment set busy_from = busy_from - interval '20 minutes', starts_at = starts_at - interval '20 minutes' where calendar_id = $1 and booked_by = 'Roh'`, [calendarId])).rejects.toMatchObject({ code: '23P01' });
    // Of many at once, without anything of ours before it: one, and errors.
    const results = await Promise.allSettled(Array.from({ length: 5 }, () => insert('2026-06-16T09:00:00Z', '2026-06-16T09:30:00Z')));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const { rows } = await desk.sql.pool.query(`select count(*)::int as count from appointment a join appointment b on a.calendar_id = b.calendar_id and a.id <> b.id and tstzrange(a.busy_from, a.busy_until) && tstzrange(b.busy_from, b.busy_until) and a.status = 'BOOKED' and b.status = 'BOOKED'`);
    expect(rows[0].count).toBe(0);
  });

  test('keeps secretaries within the working hours, and leaves the rest to the customer', async () => {
    const { weber, calendarId, book } = await practice();
    // A Tuesday at 18:00, and one that begins in the hours and ends beyond them.
    expect(await book(jana, '2026-06-16T16:00:00Z')).toMatchObject({ __typename: 'OutsideWorkingHours', nextFree: [{ startsAt: '2026-06-17T07:00:00.000Z' }, expect.anything(), expect.anything(), expect.anything(), expect.anything()] });
    expect((await book(jana, '2026-06-16T09:45:00Z')).__typename).toBe('OutsideWorkingHours');
    expect((await book(weber, '2026-06-16T16:00:00Z')).__typename).toBe('Appointment');
    const away = { calendarId, input: { startsAt: '2026-06-22T00:00:00Z', endsAt: '2026-06-27T00:00:00Z' } };
    expect((await desk.run(weber, BOOK, away)).data.bookAppointment).toMatchObject({ __typename: 'Appointment', title: null, kind: null });
    expect((await book(jana, '2026-06-23T07:00:00Z')).__typename).toBe('SlotTaken');
  });

  test('names all that is wrong', async () => {
    const { weber, calendarId, kindId, book } = await practice();
    const other = await practice();
    expect((await book(jana, '2026-06-16T07:00:00Z', { title: ' ', number: 'keine', remark: 'x'.repeat(2001) })).problems).toEqual([{ field: 'title', code: 'REQUIRED' }, { field: 'number', code: 'INVALID_NUMBER' }, { field: 'remark', code: 'TOO_LONG' }]);
    expect((await book(jana, '2026-06-16T07:00:00Z', { kindId: other.kindId, callId: crypto.randomUUID() })).problems).toEqual([{ field: 'kindId', code: 'NOT_ALLOWED' }, { field: 'callId', code: 'NOT_ALLOWED' }]);
    expect((await book(jana, '2026-06-12T07:00:00Z')).problems).toEqual([{ field: 'startsAt', code: 'OUT_OF_RANGE' }]);
    const wrong = async (input: object) => (await desk.run(weber, BOOK, { calendarId, input })).data.bookAppointment.problems;
    expect(await wrong({ startsAt: '2026-06-16T07:00:00Z' })).toEqual([{ field: 'endsAt', code: 'REQUIRED' }]);
    expect(await wrong({ startsAt: '2026-06-16T07:00:00Z', endsAt: '2026-06-16T07:00:00Z' })).toEqual([{ field: 'endsAt', code: 'ENDS_BEFORE_START' }]);
    expect(await wrong({ startsAt: '2026-06-16T07:00:00Z', endsAt: '2026-08-18T07:00:00Z' })).toEqual([{ field: 'endsAt', code: 'OUT_OF_RANGE' }]);
    await desk.run(weber, RETIRE, { appointmentKindId: kindId });
    expect((await book(jana, '2026-06-16T07:00:00Z')).problems).toEqual([{ field: 'kindId', code: 'NOT_ALLOWED' }]);
  });
});

describe('an appointment', () => {
  test('moves, in steps that meet its own old time too, and not onto another', async () => {
    const { customerId, weber, book } = await practice();
    const { id } = await book(jana, '2026-06-16T07:00:00Z');
    await book(jana, '2026-06-16T09:00:00Z', { title: 'Berta Brandt' });
    const move = async (startsAt: string, more: object = {}, by: Actor = jana): Promise<Told> => (await desk.run(by, MOVE, { appointmentId: id, startsAt, ...more })).data.moveAppointment;
    expect(await move('2026-06-16T07:15:00Z', { expectedVersion: 1 })).toMatchObject({ __typename: 'Appointment', endsAt: '2026-06-16T07:45:00.000Z', version: 2 });
    expect(await move('2026-06-16T08:30:00Z')).toMatchObject({ __typename: 'SlotTaken', nextFree: expect.arrayContaining([{ startsAt: '2026-06-17T07:00:00.000Z', endsAt: '2026-06-17T07:30:00.000Z' }]) });
    expect((await move('2026-06-16T04:00:00Z')).__typename).toBe('OutsideWorkingHours');
    expect(await move('2026-06-16T08:00:00Z', { expectedVersion: 1 })).toMatchObject({ __typename: 'AppointmentChangedMeanwhile', current: { startsAt: '2026-06-16T07:15:00.000Z' } });
    const room = (await desk.run(weber, CREATE_CALENDAR, { customerId, input: { name: 'Raum 2' } })).data.createCalendar;
    expect(await move('2026-06-16T09:00:00Z', { calendarId: room.id }, weber)).toMatchObject({ __typename: 'Appointment', calendarId: room.id });
    expect(await codeOf(weber, MOVE, { appointmentId: id, startsAt: '2026-06-16T07:00:00Z', calendarId: (await practice()).calendarId })).toBe('FORBIDDEN');
  });

  test('is cancelled once, and gives its time back', async () => {
    const { customerId, weber, book } = await practice();
    const { id } = await book(jana, '2026-06-16T07:00:00Z');
    for (let press = 0; press < 2; press++) expect((await desk.run(jana, CANCEL, { appointmentId: id })).data.cancelAppointment).toMatchObject({ status: 'CANCELLED', version: 2 });
    expect((await desk.run(jana, MOVE, { appointmentId: id, startsAt: '2026-06-17T07:00:00Z' })).data.moveAppointment.__typename).toBe('AppointmentChangedMeanwhile');
    expect((await book(jana, '2026-06-16T07:00:00Z', { title: 'Berta Brandt' })).__typename).toBe('Appointment');
    const titles = async (all: boolean) => (await desk.run(weber, LIST, { id: customerId, all })).data.customer.appointments.edges.map(({ node }: Told) => node.title);
    expect(await titles(false)).toEqual(['Berta Brandt']);
    expect((await titles(true)).toSorted()).toEqual(['Anna Schmidt', 'Berta Brandt']);
  });

  test('shows a second editor what the first one saved', async () => {
    const { book } = await practice();
    const { id } = await book(jana, '2026-06-16T07:00:00Z');
    const save = async (title: string) => (await desk.run(jana, UPDATE, { appointmentId: id, input: { title, number: '+49 171 3920002' }, expectedVersion: 1 })).data.updateAppointment;
    expect(await save('Anna Schmitt')).toMatchObject({ title: 'Anna Schmitt', number: '+491713920002', version: 2 });
    expect(await save('Anna Schmied')).toMatchObject({ __typename: 'AppointmentChangedMeanwhile', current: { title: 'Anna Schmitt' } });
  });

  test('is listed in order, in pages, by time, calendar and number', async () => {
    const { customerId, weber, calendarId, book } = await practice();
    for (const [place, startsAt] of ['2026-06-18T07:00:00Z', '2026-06-16T07:00:00Z', '2026-06-17T07:00:00Z'].entries()) await book(jana, startsAt, { title: `Nr. ${place}`, number: `017139200${place}0` });
    const list = async (args: object) => (await desk.run(weber, LIST, { id: customerId, ...args })).data.customer.appointments;
    const titles = (page: Told) => page.edges.map(({ node }: Told) => node.title);
    const first = await list({ first: 2 });
    expect([titles(first), first.pageInfo.hasNextPage]).toEqual([['Nr. 1', 'Nr. 2'], true]);
    expect(titles(await list({ after: first.pageInfo.endCursor }))).toEqual(['Nr. 0']);
    expect(titles(await list({ from: '2026-06-16T07:15:00Z', until: '2026-06-18T07:00:00Z' }))).toEqual(['Nr. 1', 'Nr. 2']);
    expect(titles(await list({ number: '+491713920010' }))).toEqual(['Nr. 1']);
    expect(titles(await list({ calendarId: (await practice()).calendarId }))).toEqual([]);
    expect(titles(await list({ calendarId }))).toHaveLength(3);
  });
});

describe('the free times', () => {
  test('are those of the working hours to come that meet nothing, with the buffers of both', async () => {
    const { book, free } = await practice();
    await book(jana, '2026-06-16T08:00:00Z');
    expect(await free('2026-06-15T00:00:00Z', '2026-06-17T00:00:00Z')).toEqual(['06-15T09:00', '06-15T09:30', '06-16T07:00', '06-16T09:00', '06-16T09:30']);
    expect(await free('2026-06-15T00:00:00Z', '2026-06-17T00:00:00Z', 2)).toEqual(['06-15T09:00', '06-15T09:30']);
  });

  test('pass over public holidays of the federal state, and weekends without hours', async () => {
    // The 27th of May 2027 is Corpus Christi, a Thursday.
    const { free } = await practice({ federalState: 'BY', hours: officeHours('09:00', '09:30') });
    desk.at('2027-05-25T20:00:00Z');
    expect(await free('2027-05-26T00:00:00Z', '2027-06-01T00:00:00Z')).toEqual(['05-26T07:00', '05-28T07:00', '05-31T07:00']);
    desk.at(NOW);
  });

  test('keep to the clock on the wall on both nights on which it changes, and past midnight', async () => {
    const { free } = await practice({ hours: officeHours('23:30', '03:30', ['SATURDAY']), kind: { bufferAfterMinutes: 0 } });
    // On the 25th of October 2026 the clock is put back at 3:00: an hour more. On the 28th of March 2027 it is put forward at 2:00: an hour less.
    expect(await free('2026-10-24T12:00:00Z', '2026-10-26T00:00:00Z')).toEqual(['10-24T21:30', '10-24T22:00', '10-24T22:30', '10-24T23:00', '10-24T23:30', '10-25T00:00', '10-25T00:30', '10-25T01:00', '10-25T01:30', '10-25T02:00']);
    desk.at('2027-03-26T00:00:00Z');
    expect(await free('2027-03-27T12:00:00Z', '2027-03-29T00:00:00Z')).toEqual(['03-27T22:30', '03-27T23:00', '03-27T23:30', '03-28T00:00', '03-28T00:30', '03-28T01:00']);
    // Asked for in the middle of the night, they are counted from where the hours began.
    expect(await free('2027-03-27T23:10:00Z', '2027-03-28T00:10:00Z')).toEqual(['03-27T23:30', '03-28T00:00']);
    desk.at(NOW);
  });

  test('are none without hours', async () => {
    const { free } = await practice({ hours: [] });
    expect(await free('2026-06-15T00:00:00Z', '2026-06-30T00:00:00Z')).toEqual([]);
  });
});

describe('a calendar', () => {
  test('is arranged by the customer, and shows a second editor what the first one saved', async () => {
    const { weber, customerId, calendarId } = await practice();
    const save = async (name: string) => (await desk.run(weber, UPDATE_CALENDAR, { calendarId, input: { name, hours: officeHours('08:00', '10:00', ['FRIDAY']), exceptPublicHolidays: false }, expectedVersion: 1 })).data.updateCalendar;
    expect(await save('Dr. A. Weber')).toMatchObject({ name: 'Dr. A. Weber', exceptPublicHolidays: false, hours: [{ weekday: 'FRIDAY', from: '08:00', until: '10:00' }], version: 2 });
    expect(await save('Praxis')).toMatchObject({ __typename: 'CalendarChangedMeanwhile', current: { name: 'Dr. A. Weber' } });
    expect((await newestEvents(desk.sql, 1))[0]).toMatchObject({ kind: 'CALENDARS_CHANGED', customerId });
    const wrong = { name: '', hours: [...officeHours('08:00', '10:00', ['FRIDAY']), ...officeHours('08:00', '11:00', ['FRIDAY'])] };
    expect((await desk.run(weber, CREATE_CALENDAR, { customerId, input: wrong })).data.createCalendar.problems).toEqual([{ field: 'name', code: 'REQUIRED' }, { field: 'hours.1.from', code: 'NOT_ALLOWED' }]);
  });

  test('goes when nothing is to come any more', async () => {
    const { weber, calendarId, book } = await practice();
    const { id } = await book(jana, '2026-06-16T07:00:00Z');
    expect((await desk.run(weber, DELETE_CALENDAR, { calendarId })).data.deleteCalendar).toEqual({ __typename: 'CalendarInUse', upcoming: 1 });
    await desk.run(weber, CANCEL, { appointmentId: id });
    expect((await desk.run(weber, DELETE_CALENDAR, { calendarId })).data.deleteCalendar).toEqual({ __typename: 'Deleted' });
  });

  test('has kinds of its own, which other calendars do not take', async () => {
    const { weber, customerId, calendarId } = await practice();
    const room = (await desk.run(weber, CREATE_CALENDAR, { customerId, input: { name: 'Raum 2' } })).data.createCalendar;
    const kind = (await desk.run(weber, CREATE_KIND, { customerId, input: { name: 'Röntgen', lengthMinutes: 20, calendarId: room.id } })).data.createAppointmentKind;
    const input = { kindId: kind.id, startsAt: '2026-06-16T07:00:00Z', title: 'Anna Schmidt' };
    expect((await desk.run(weber, BOOK, { calendarId, input })).data.bookAppointment.problems).toEqual([{ field: 'kindId', code: 'NOT_ALLOWED' }]);
    expect((await desk.run(weber, BOOK, { calendarId: room.id, input })).data.bookAppointment.endsAt).toBe('2026-06-16T07:20:00.000Z');
    expect((await desk.run(weber, UPDATE_KIND, { appointmentKindId: kind.id, input: { name: 'Röntgen', lengthMinutes: 25, calendarId: room.id } })).data.updateAppointmentKind).toMatchObject({ lengthMinutes: 25 });
    expect((await desk.run(weber, UPDATE_KIND, { appointmentKindId: kind.id, input: { name: '', lengthMinutes: 2 } })).data.updateAppointmentKind.problems.map(({ field }: Told) => field)).toEqual(['name', 'lengthMinutes', 'calendarId']);
  });

  test('shows a second editor of a kind what the first one saved, and that it is offered no more', async () => {
    const { weber, kindId } = await practice();
    const save = async (name: string, expectedVersion: number | null) => (await desk.run(weber, UPDATE_KIND, { appointmentKindId: kindId, input: { name, lengthMinutes: 30 }, expectedVersion })).data.updateAppointmentKind;
    expect(await save('Erstgespräch', 1)).toMatchObject({ name: 'Erstgespräch', version: 2 });
    expect(await save('Beratung', 1)).toEqual({ __typename: 'AppointmentKindChangedMeanwhile', current: { name: 'Erstgespräch', version: 2, retiredAt: null } });
    expect(await save('Beratung', 2)).toMatchObject({ name: 'Beratung', version: 3 });
    expect((await Promise.all(['Eins', 'Zwei'].map(name => save(name, 3)))).map(({ __typename }) => __typename).toSorted()).toEqual(['AppointmentKind', 'AppointmentKindChangedMeanwhile']);
    await desk.run(weber, RETIRE, { appointmentKindId: kindId });
    expect(await save('Drei', null)).toMatchObject({ __typename: 'AppointmentKindChangedMeanwhile', current: { retiredAt: expect.any(String) } });
  });
});

test('strangers, colleagues who may only read, and secretaries beyond booking are refused every act', async () => {
  const { customerId, calendarId, kindId, book } = await practice();
  const { id: appointmentId } = await book(jana, '2026-06-16T07:00:00Z');
  const stranger = (await practice()).weber;
  const reading = await desk.customerUser(customerId, 'Rike Lesewohl', 'READ');
  const instructing = await desk.customerUser(customerId, 'Ida Anweis', 'INSTRUCT');
  const input = { name: 'Anders', lengthMinutes: 30 };
  const booking: [string, object][] = [
    [BOOK, { calendarId, input: { startsAt: '2026-06-16T08:00:00Z', endsAt: '2026-06-16T08:10:00Z' } }], [MOVE, { appointmentId, startsAt: '2026-06-17T07:00:00Z' }], [UPDATE, { appointmentId, input: { title: 'Andere' } }], [CANCEL, { appointmentId }],
  ];
  const arranging: [string, object][] = [
    [CREATE_CALENDAR, { customerId, input: { name: 'Anders' } }], [UPDATE_CALENDAR, { calendarId, input: { name: 'Anders' } }], [DELETE_CALENDAR, { calendarId }], [CREATE_KIND, { customerId, input }],
    [UPDATE_KIND, { appointmentKindId: kindId, input }], [RETIRE, { appointmentKindId: kindId }],
  ];
  const publishing: [string, object][] = [[PUBLISH, { calendarId, detail: 'EVERYTHING' }], [WITHDRAW, { calendarId }]];
  const refused = async (by: Actor | null, acts: [string, object][], code = 'FORBIDDEN') => { for (const [source, variables] of acts) expect([source, await codeOf(by, source, variables as Record<string, unknown>)]).toEqual([source, code]); };
  for (const by of [stranger, reading]) await refused(by, [...booking, ...arranging, ...publishing]);
  for (const by of [jana, supervisor]) await refused(by, [...arranging, ...publishing]);
  await refused(instructing, publishing);
  await refused(null, [...booking, ...arranging, ...publishing], 'UNAUTHENTICATED');
  expect((await desk.run(stranger, FREE, { calendarId, kindId })).data.freeSlots).toBeNull();
  const LOOK = 'query ($a: ID!, $c: ID!) { appointment(id: $a) { title } calendar(id: $c) { name feed { detail } } }';
  expect((await desk.run(stranger, LOOK, { a: appointmentId, c: calendarId })).data).toEqual({ appointment: null, calendar: null });
  expect((await desk.run(reading, LOOK, { a: appointmentId, c: calendarId })).data).toEqual({ appointment: { title: 'Anna Schmidt' }, calendar: { name: 'Dr. Weber', feed: null } });
  expect((await desk.run({ ...supervisor, actsFor: [customerId] }, UPDATE_CALENDAR, { calendarId, input: { name: 'Für Sie' } })).data.updateCalendar.name).toBe('Für Sie');
  // Nobody’s calendar can be filled by way of one’s own.
  const own = await practice();
  const { id } = await own.book(own.weber, '2026-06-16T07:00:00Z');
  expect(await codeOf(own.weber, MOVE, { appointmentId: id, startsAt: '2026-06-16T08:00:00Z', calendarId })).toBe('FORBIDDEN');
});

describe('the file', () => {
  const fetchFile = async (by: Actor | null, query: string) => server.fastify.inject({ url: `/exports/appointments.ics?${query}`, headers: by && 'accountId' in by ? { cookie: await server.cookieOf(by) } : {} });
  const eventsOf = (body: string) => new ICAL.Component(ICAL.parse(body) as never).getAllSubcomponents('vevent').map(event => new ICAL.Event(event));

  test('holds one appointment, or those of a stretch of time, as other calendars read them', async () => {
    const { customerId, weber, calendarId, book } = await practice();
    const { id } = await book(jana, '2026-06-16T07:00:00Z', { title: 'Schmidt, Anna; privat', remark: 'Ruft vorher an\nBringt Ä mit' });
    await book(jana, '2026-06-18T07:00:00Z');
    const one = await fetchFile(weber, `customer=${customerId}&appointment=${id}`);
    expect(one.headers).toMatchObject({ 'content-type': 'text/calendar; charset=utf-8', 'content-disposition': 'attachment; filename="termin.ics"', 'cache-control': 'no-store' });
    const [event] = eventsOf(one.body);
    expect([event!.uid, event!.summary, event!.description, event!.startDate.toJSDate().toISOString(), event!.endDate.toJSDate().toISOString()]).toEqual([
      `${id}@appointment.vorzimmer`, 'Erstgespräch: Schmidt, Anna; privat', 'Telefon: 0171 3920001\nRuft vorher an\nBringt Ä mit', '2026-06-16T07:00:00.000Z', '2026-06-16T07:30:00.000Z',
    ]);
    expect(eventsOf((await fetchFile(weber, `customer=${customerId}&calendar=${calendarId}`)).body)).toHaveLength(2);
    expect(eventsOf((await fetchFile(weber, `customer=${customerId}&calendar=${calendarId}&from=2026-06-17T00:00:00Z&language=en`)).body).map(({ summary }) => summary)).toEqual(['Erstgespräch: Anna Schmidt']);
    expect((await fetchFile(weber, `customer=${customerId}&calendar=${calendarId}&from=gestern`)).statusCode).toBe(400);
  });

  test('is nobody else’s', async () => {
    const { customerId, calendarId, book } = await practice();
    const { id } = await book(jana, '2026-06-16T07:00:00Z');
    const other = await practice();
    for (const by of [null, jana, supervisor, other.weber])
      for (const query of [`customer=${customerId}&appointment=${id}`, `customer=${customerId}&calendar=${calendarId}`, `customer=${other.customerId}&appointment=${id}`, `customer=${other.customerId}&calendar=${calendarId}`]) expect((await fetchFile(by, query)).statusCode).toBe(404);
  });
});

describe('the secret address', () => {
  const read = (path: string, headers: Record<string, string> = {}) => server.fastify.inject({ url: path, headers });
  const summaries = (body: string) => new ICAL.Component(ICAL.parse(body) as never).getAllSubcomponents('vevent').map(event => new ICAL.Event(event).summary);

  test('shows what the customer chose, is renewed and taken back, and is stored by its hash alone', async () => {
    const { weber, calendarId, book } = await practice();
    await book(jana, '2026-06-16T07:00:00Z');
    await desk.run(weber, BOOK, { calendarId, input: { startsAt: '2026-06-17T06:00:00Z', endsAt: '2026-06-17T18:00:00Z', title: 'Beim Zahnarzt' } });
    const publish = async (detail: string): Promise<Told> => (await desk.run(weber, PUBLISH, { calendarId, detail })).data.publishCalendar;
    const { path, calendar } = await publish('KIND');
    expect(calendar.feed).toEqual({ detail: 'KIND', createdBy: 'Anke Weber', lastFetchedAt: null });
    const first = await read(path);
    expect([first.headers['content-type'], summaries(first.body)]).toEqual(['text/calendar; charset=utf-8', ['Erstgespräch', 'Nicht verfügbar']]);
    expect(first.body).not.toMatch(/Schmidt|Zahnarzt|3920001/);
    const stored = await desk.sql.pool.query('select encode(token_hash, $2) || row_to_json(f)::text as said from calendar_feed f where calendar_id = $1', [calendarId, 'escape']);
    expect(stored.rows[0].said).not.toContain(path.slice(11, 54));

    expect((await read(path, { 'if-none-match': String(first.headers['etag']) })).statusCode).toBe(304);
    await book(jana, '2026-06-18T07:00:00Z');
    expect((await read(path, { 'if-none-match': String(first.headers['etag']) })).statusCode).toBe(200);
    expect((await desk.run(weber, 'query ($id: ID!) { calendar(id: $id) { feed { lastFetchedAt } } }', { id: calendarId })).data.calendar.feed.lastFetchedAt).toBe('2026-06-15T09:00:00.000Z');

    const renewed = await publish('EVERYTHING');
    expect((await read(path)).statusCode).toBe(404);
    expect(summaries((await read(renewed.path)).body)).toEqual(['Erstgespräch: Anna Schmidt', 'Beim Zahnarzt', 'Erstgespräch: Anna Schmidt']);
    expect(summaries((await read((await publish('BUSY')).path)).body)).toEqual(['Belegt', 'Belegt', 'Belegt']);
    const last = await publish('KIND');
    expect((await desk.run(weber, WITHDRAW, { calendarId })).data.withdrawCalendar).toEqual({ feed: null });
    expect((await read(last.path)).statusCode).toBe(404);
  });

  test('leaves in the audit log that it was read, once an hour for each network, and says nothing of guesses', async () => {
    const { customerId, weber, calendarId } = await practice();
    const { path } = (await desk.run(weber, PUBLISH, { calendarId, detail: 'KIND' })).data.publishCalendar;
    const from = (remoteAddress: string) => server.fastify.inject({ url: path, remoteAddress, headers: { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' } });
    for (const address of ['192.0.2.7', '192.0.2.8', '198.51.100.1', '192.0.2.7']) expect((await from(address)).statusCode).toBe(200);
    await read('/calendars/geraten.ics');
    const traces = async () => {
      await desk.ground.audit.flush();
      const { data } = await desk.run(weber, 'query ($id: ID!) { customer(id: $id) { auditLog(first: 50) { edges { node { act kind actorKind actorName address device times } } } } }', { id: customerId });
      return data.customer.auditLog.edges.map(({ node }: Told) => node).filter(({ act }: Told) => act === 'calendarFeed');
    };
    const trace = { act: 'calendarFeed', kind: 'SAW', actorKind: 'ADDRESS', actorName: null, device: 'Firefox, Linux', times: 1 };
    expect((await traces()).toSorted((a: Told, b: Told) => a.address.localeCompare(b.address))).toEqual([{ ...trace, address: '192.0.2.0/24' }, { ...trace, address: '198.51.100.0/24' }]);
    desk.pass(3600);
    await from('192.0.2.7');
    expect(await traces()).toHaveLength(3);
  });

  test('shows one calendar and no other, to nobody who guesses', async () => {
    const mine = await practice();
    const other = await practice();
    await other.book(other.weber, '2026-06-16T07:00:00Z');
    const { path } = (await desk.run(mine.weber, PUBLISH, { calendarId: mine.calendarId, detail: 'EVERYTHING' })).data.publishCalendar;
    expect(summaries((await read(path)).body)).toEqual([]);
    for (const guess of [path.replace('.ics', ''), `${path.slice(0, 20)}A${path.slice(21)}`, '/calendars/.ics', `/calendars/${mine.calendarId}.ics`, '/calendars/%00.ics']) expect([guess, (await read(guess)).statusCode]).toEqual([guess, 404]);
    // Whoever goes on guessing waits.
    const answers = await Promise.all(Array.from({ length: 70 }, () => read('/calendars/geraten.ics')));
    expect(answers.filter(({ statusCode }) => statusCode === 429).length).toBeGreaterThan(0);
    desk.pass(901);
    expect((await read(path)).statusCode).toBe(200);
    desk.at(NOW);
  });
});
