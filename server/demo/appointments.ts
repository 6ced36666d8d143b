import { DateTime } from 'luxon';
import { holidaysWithin, type WeeklyHours } from '../instructions/schedule.ts';
import { hours, onWorkdays } from './instruction-words.ts';
import type { PlacedCustomer } from './people.ts';
import { randomOf } from './random.ts';
import { berlin, cologne, hamburg, mobile, otherMobile, type ReservedNumber } from './reserved-numbers.ts';

type Row = Record<string, unknown>;

interface DemoKind { name: string; minutes: number; after?: number; step?: number; calendar?: string }

/** An appointment so many working days from the filling, without a kind: time that is taken otherwise. `by` is who booked it, when not the customer. */
interface DemoAppointment { workday: number; at: string; kind?: string; minutes?: number; title: string; number?: ReservedNumber; remark?: string; by?: string; isCancelled?: boolean }

interface DemoCalendar { name: string; hours: readonly WeeklyHours[]; appointments: readonly DemoAppointment[] }

const JANA = 'Jana Kühn';
const TOM = 'Tom Berger';

/** Calendars with their hours, kinds and appointments, by the customer's key. */
const DEMO_CALENDARS: Readonly<Record<string, { kinds: readonly DemoKind[]; calendars: readonly DemoCalendar[] }>> = {
  weber: {
    kinds: [{ name: 'Erstgespräch', minutes: 30, after: 10 }, { name: 'Kontrolle', minutes: 15 }, { name: 'Vorsorge', minutes: 45, after: 5 }, { name: 'Blutabnahme', minutes: 10, step: 10, calendar: 'Labor' }],
    calendars: [
      {
        name: 'Dr. Weber', hours: [...onWorkdays('08:00', '12:00'), ...hours(['MONDAY', 'TUESDAY', 'THURSDAY'], '14:00', '18:00')],
        appointments: [
          { workday: -3, at: '09:00', kind: 'Kontrolle', title: 'Mehmet Aydin', number: otherMobile(1), by: JANA },
          { workday: -2, at: '08:30', kind: 'Vorsorge', title: 'Gisela Hoffmann', number: berlin(505), by: TOM },
          { workday: -1, at: '10:00', kind: 'Erstgespräch', title: 'Lena Hartwig', number: mobile(71), remark: 'Kommt auf Empfehlung von Frau Winter.', by: JANA },
          { workday: 0, at: '08:15', kind: 'Kontrolle', title: 'Herbert Maier', number: berlin(504), remark: 'Hört schwer, bitte etwas mehr Zeit.', by: TOM },
          { workday: 0, at: '09:00', kind: 'Vorsorge', title: 'Anna Schmidt', number: mobile(1), by: JANA },
          { workday: 0, at: '10:15', kind: 'Kontrolle', title: 'Mehmet Aydin', number: otherMobile(1), remark: 'Blutdruckwerte mitbringen.', by: JANA },
          { workday: 0, at: '11:00', minutes: 45, title: 'Besprechung mit dem Praxisteam' },
          { workday: 1, at: '08:00', kind: 'Erstgespräch', title: 'Nadja Kowalski', number: mobile(72), remark: 'Neu in Berlin, bringt die Unterlagen der früheren Praxis mit.', by: TOM },
          { workday: 1, at: '09:30', kind: 'Kontrolle', title: 'Gisela Hoffmann', number: berlin(505), by: JANA },
          { workday: 1, at: '10:30', kind: 'Vorsorge', title: 'Peter Lange', number: otherMobile(72), by: JANA, isCancelled: true },
          { workday: 2, at: '08:30', kind: 'Vorsorge', title: 'Rita Sommer', number: berlin(561), by: TOM },
          { workday: 2, at: '11:00', kind: 'Erstgespräch', title: 'Jonas Brand', number: mobile(73), by: JANA },
          { workday: 3, at: '09:15', kind: 'Kontrolle', title: 'Herbert Maier', number: berlin(504), by: JANA },
          { workday: 4, at: '10:00', minutes: 120, title: 'Fortbildung (online)' },
          { workday: 5, at: '08:00', kind: 'Vorsorge', title: 'Anna Schmidt', number: mobile(1), by: TOM },
          { workday: 5, at: '09:30', kind: 'Erstgespräch', title: 'Selin Kaya', number: otherMobile(73), remark: 'Dolmetscherin kommt mit.', by: JANA },
          { workday: 7, at: '10:45', kind: 'Kontrolle', title: 'Mehmet Aydin', number: otherMobile(1), by: TOM },
          { workday: 9, at: '08:15', kind: 'Vorsorge', title: 'Ursula Benz', number: berlin(562), by: JANA },
        ],
      },
      {
        name: 'Labor', hours: onWorkdays('07:30', '10:00'),
        appointments: [
          { workday: 0, at: '07:40', kind: 'Blutabnahme', title: 'Herbert Maier', number: berlin(504), remark: 'Nüchtern.', by: TOM },
          { workday: 1, at: '07:50', kind: 'Blutabnahme', title: 'Rita Sommer', number: berlin(561), remark: 'Nüchtern.', by: TOM },
          { workday: 3, at: '08:00', kind: 'Blutabnahme', title: 'Jonas Brand', number: mobile(73), by: JANA },
        ],
      },
    ],
  },
  krause: {
    kinds: [{ name: 'Erstberatung', minutes: 60, after: 15, step: 30 }, { name: 'Besprechung', minutes: 30, after: 5 }],
    calendars: [{
      name: 'Dr. Krause', hours: [...hours(['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY'], '09:00', '17:30'), ...hours(['FRIDAY'], '09:00', '14:00')],
      appointments: [
        { workday: -1, at: '11:00', kind: 'Besprechung', title: 'Birgit Albers', number: mobile(47), by: JANA },
        { workday: 0, at: '09:00', minutes: 120, title: 'Amtsgericht, Saal 214' },
        { workday: 0, at: '13:00', kind: 'Besprechung', title: 'Friedrich Osthoff', number: hamburg(503), by: TOM },
        { workday: 1, at: '10:00', kind: 'Erstberatung', title: 'Marlene Thoms', number: otherMobile(74), remark: 'Kündigungsschutz; bringt das Schreiben mit. Rechtsschutzversicherung vorhanden.', by: JANA },
        { workday: 3, at: '09:30', kind: 'Besprechung', title: 'Birgit Albers', number: mobile(47), remark: 'Telefonisch.', by: TOM },
        { workday: 6, at: '11:00', kind: 'Erstberatung', title: 'Holger Fischer', number: mobile(74), by: JANA },
      ],
    }],
  },
  lindner: {
    kinds: [{ name: 'Probefahrt', minutes: 45, after: 15, step: 30 }, { name: 'Fahrzeugannahme', minutes: 15 }],
    calendars: [{
      name: 'Werkstatt', hours: [...onWorkdays('07:30', '17:00'), ...hours(['SATURDAY'], '09:00', '12:00')],
      appointments: [
        { workday: 0, at: '07:30', kind: 'Fahrzeugannahme', title: 'Petra Vogel', number: mobile(49), remark: 'Zwei Fahrzeuge, Inspektion.', by: JANA },
        { workday: 1, at: '08:00', kind: 'Fahrzeugannahme', title: 'Monika Esser', number: otherMobile(4), by: TOM },
        { workday: 2, at: '15:00', kind: 'Probefahrt', title: 'Jürgen Kamps', number: cologne(504), by: JANA },
      ],
    }],
  },
};

const MINUTE = 60_000;
const FAR_DAYS = 40;

/** Rows of the calendars and of what is in them, in the columns of their tables. */
export interface AppointmentRows { calendars: Row[]; hours: Row[]; kinds: Row[]; appointments: Row[] }

/** The customers' appointments of some days before and after the moment of filling; none on a day when nobody works. */
export function appointmentsOf(customers: readonly PlacedCustomer[], now: Date): AppointmentRows {
  const rows: AppointmentRows = { calendars: [], hours: [], kinds: [], appointments: [] };
  for (const { id: customerId, told } of customers) {
    const arranged = DEMO_CALENDARS[told.key];
    if (!arranged) continue;
    const random = randomOf(`appointments ${told.key}`);
    const workdays = workdaysOf(told, now);
    const since = DateTime.fromISO(`${told.contractStartedOn}T10:00`, { zone: told.timeZone });
    const owner = told.users[0]?.name ?? told.name;
    const calendarIds = new Map(arranged.calendars.map(({ name }) => [name, random.uuid()]));
    const kinds = new Map(arranged.kinds.map((kind, place) => [kind.name, { ...kind, id: random.uuid(), createdAt: since.plus({ minutes: 30 + place }).toJSDate() }]));
    for (const { id, name, minutes, after, step, calendar, createdAt } of kinds.values())
      rows.kinds.push({
        customer_id: customerId, id, name, length_minutes: minutes, buffer_before_minutes: 0, buffer_after_minutes: after ?? 0, step_minutes: step ?? 15, calendar_id: calendar ? calendarIds.get(calendar) : null, created_at: createdAt,
      });
    for (const [place, { name, hours: open, appointments }] of arranged.calendars.entries()) {
      const calendarId = calendarIds.get(name);
      rows.calendars.push({ customer_id: customerId, id: calendarId, name, except_public_holidays: true, created_at: since.plus({ minutes: place }).toJSDate(), version: 1 });
      for (const { weekday, from, until } of open) rows.hours.push({ customer_id: customerId, calendar_id: calendarId, weekday, opens: from, closes: until });
      for (const one of appointments) {
        const kind = one.kind ? kinds.get(one.kind)! : null;
        const [hour, minute] = one.at.split(':').map(Number) as [number, number];
        const startsAt = workdays(one.workday).set({ hour, minute }).toJSDate();
        const endsAt = new Date(startsAt.getTime() + (kind?.minutes ?? one.minutes ?? 30) * MINUTE);
        const bookedAt = new Date(Math.min(startsAt.getTime(), now.getTime()) - random.between(90, 9000) * MINUTE);
        rows.appointments.push({
          customer_id: customerId, id: random.uuid(), calendar_id: calendarId, kind_id: kind?.id ?? null, starts_at: startsAt, ends_at: endsAt, busy_from: startsAt,
          busy_until: new Date(endsAt.getTime() + (kind?.after ?? 0) * MINUTE), title: one.title, number: one.number ?? null, remark: one.remark ?? null,
          status: one.isCancelled ? 'CANCELLED' : 'BOOKED', booked_by: one.by ?? owner, booked_at: bookedAt, updated_at: bookedAt, version: 1,
        });
      }
    }
  }
  return rows;
}

/** The beginning of the day so many working days away; 0 is today, or the next one on which somebody works. */
function workdaysOf({ timeZone, federalState }: PlacedCustomer['told'], now: Date): (place: number) => DateTime {
  const today = DateTime.fromJSDate(now, { zone: timeZone }).startOf('day');
  const first = today.minus({ days: FAR_DAYS });
  const holidays = new Set(holidaysWithin({ from: first.toMillis(), until: today.plus({ days: FAR_DAYS }).toMillis() }, { timeZone, federalState }).map(({ on }) => on));
  const days = Array.from({ length: 2 * FAR_DAYS }, (_, place) => first.plus({ days: place })).filter(day => day.weekday <= 5 && !holidays.has(day.toISODate()!));
  const here = days.findIndex(day => day >= today);
  return place => days[here + place]!;
}
