import type { Batch } from '../context.ts';
import { statement, type Sql } from '../database/sql.ts';
import { isUuid } from '../database/uuid.ts';
import type { WeeklyHours } from '../instructions/schedule.ts';
import { canSeeAppointments, canSeeFeed } from './appointment.policy.ts';

/** A calendar with its working hours, as the API shows it. */
export interface CalendarRow { __typename: 'Calendar'; id: string; customerId: string; name: string; hours: WeeklyHours[]; exceptPublicHolidays: boolean; createdAt: Date; version: number }

/** A kind of appointment. */
export interface AppointmentKindRow {
  __typename: 'AppointmentKind';
  id: string;
  customerId: string;
  name: string;
  lengthMinutes: number;
  bufferBeforeMinutes: number;
  bufferAfterMinutes: number;
  /** How far apart the times are that are offered, counted from the beginning of the working hours. */
  stepMinutes: number;
  /** The one calendar in which it is booked; null: in all. */
  calendarId: string | null;
  retiredAt: Date | null;
  version: number;
}

/** An appointment, or a time that is taken otherwise, which has no kind. */
export interface AppointmentRow {
  __typename: 'Appointment';
  id: string;
  customerId: string;
  calendarId: string;
  kindId: string | null;
  startsAt: Date;
  endsAt: Date;
  title: string | null;
  number: string | null;
  remark: string | null;
  status: 'BOOKED' | 'CANCELLED';
  callId: string | null;
  bookedBy: string;
  bookedAt: Date;
  updatedAt: Date;
  version: number;
}

/** How much of an appointment somebody sees who reads the calendar at its secret address. */
export type FeedDetail = 'BUSY' | 'KIND' | 'EVERYTHING';

/** That a calendar is published. */
export interface CalendarFeedRow { __typename: 'CalendarFeed'; customerId: string; calendarId: string; detail: FeedDetail; createdAt: Date; createdBy: string; lastFetchedAt: Date | null }

/** Which appointments of a customer; everything given must hold. */
export interface AppointmentFilter { calendarId: string | null; number: string | null; from: Date | null; until: Date | null; includeCancelled: boolean }

/** A stretch of one customer's appointments, in the order of their beginnings. */
export interface AppointmentPage extends AppointmentFilter { customerId: string; limit: number; after: { key: string; id: string } | null }

/** No appointment is longer; so far back one can have begun that is still going on. */
const LONGEST = "interval '62 days'";

const CALENDAR = `'Calendar' as "__typename", c.id, c.customer_id as "customerId", c.name, c.except_public_holidays as "exceptPublicHolidays", c.created_at as "createdAt", c.version,
  coalesce((
    select json_agg(json_build_object('weekday', h.weekday, 'from', h.opens, 'until', h.closes)
      order by array_position(array['MONDAY','TUESDAY','WEDNESDAY','THURSDAY','FRIDAY','SATURDAY','SUNDAY'], h.weekday), h.opens)
    from calendar_hours h where h.customer_id = c.customer_id and h.calendar_id = c.id), '[]') as hours`;
const KIND = `'AppointmentKind' as "__typename", k.id, k.customer_id as "customerId", k.name, k.length_minutes as "lengthMinutes", k.buffer_before_minutes as "bufferBeforeMinutes",
  k.buffer_after_minutes as "bufferAfterMinutes", k.step_minutes as "stepMinutes", k.calendar_id as "calendarId", k.retired_at as "retiredAt", k.version`;
const APPOINTMENT = `'Appointment' as "__typename", a.id, a.customer_id as "customerId", a.calendar_id as "calendarId", a.kind_id as "kindId", a.starts_at as "startsAt", a.ends_at as "endsAt",
  a.title, a.number, a.remark, a.status, a.call_id as "callId", a.booked_by as "bookedBy", a.booked_at as "bookedAt", a.updated_at as "updatedAt", a.version`;
const FEED = `'CalendarFeed' as "__typename", f.customer_id as "customerId", f.calendar_id as "calendarId", f.detail, f.created_at as "createdAt", f.created_by as "createdBy", f.last_fetched_at as "lastFetchedAt"`;
export const FEED_COLUMNS = FEED;

const CALENDARS_BY_ID = statement<CalendarRow>('calendars-by-id', `select ${CALENDAR} from calendar c where c.id = any($1::uuid[])`);
const CALENDARS_OF = statement<CalendarRow>('calendars-of', `select ${CALENDAR} from calendar c where c.customer_id = any($1::uuid[]) order by c.customer_id, c.created_at, c.id`);
const KINDS_BY_ID = statement<AppointmentKindRow>('appointment-kinds-by-id', `select ${KIND} from appointment_kind k where k.id = any($1::uuid[])`);
const KINDS_OF = statement<AppointmentKindRow>(
  'appointment-kinds-of', `select ${KIND} from appointment_kind k where k.customer_id = any($1::uuid[]) and k.retired_at is null order by k.customer_id, k.created_at, k.id`,
);
const APPOINTMENTS_BY_ID = statement<AppointmentRow>('appointments-by-id', `select ${APPOINTMENT} from appointment a where a.id = any($1::uuid[])`);
const FEEDS_OF = statement<CalendarFeedRow>('calendar-feeds-of', `select ${FEED} from calendar_feed f where f.calendar_id = any($1::uuid[])`);
const APPOINTMENT_PAGE = statement<AppointmentRow>(
  'appointment-page',
  `select page.* from unnest($1::uuid[]) as parent(id) cross join lateral (
     select ${APPOINTMENT} from appointment a where a.customer_id = parent.id and (a.starts_at, a.id) > ($3::timestamptz, $4::uuid)
       and ($5::uuid is null or a.calendar_id = $5) and ($6::text is null or a.number = $6)
       and a.starts_at > coalesce($7::timestamptz - ${LONGEST}, '-infinity') and a.ends_at > coalesce($7::timestamptz, '-infinity') and a.starts_at < coalesce($8::timestamptz, 'infinity')
       and ($9 or a.status = 'BOOKED')
     order by a.starts_at, a.id limit $2
   ) page order by page."startsAt", page.id`,
);

export const readCalendar = async (sql: Pick<Sql, 'one'>, id: string): Promise<CalendarRow | undefined> => (isUuid(id) ? sql.one(CALENDARS_BY_ID, [[id]]) : undefined);
export const readKind = async (sql: Pick<Sql, 'one'>, id: string): Promise<AppointmentKindRow | undefined> => (isUuid(id) ? sql.one(KINDS_BY_ID, [[id]]) : undefined);
export const readAppointment = async (sql: Pick<Sql, 'one'>, id: string): Promise<AppointmentRow | undefined> => (isUuid(id) ? sql.one(APPOINTMENTS_BY_ID, [[id]]) : undefined);
export const readFeed = async (sql: Pick<Sql, 'one'>, calendarId: string): Promise<CalendarFeedRow | undefined> => (isUuid(calendarId) ? sql.one(FEEDS_OF, [[calendarId]]) : undefined);

const byId = <Row extends { id: string; customerId: string }>(read: { name: string; text: string; row?: Row }): Batch<string, Row | null> => async ({ sql, actor }, ids) => {
  const rows = new Map((await sql.query(read, [ids.filter(isUuid)])).map(row => [row.id, row]));
  return ids.map(id => {
    const row = rows.get(id);
    return row && canSeeAppointments(actor, row.customerId) ? row : null;
  });
};

/** Calendars, kinds and appointments that the actor sees, null for the others. */
export const loadCalendars = byId(CALENDARS_BY_ID);
export const loadKinds = byId(KINDS_BY_ID);
export const loadAppointments = byId(APPOINTMENTS_BY_ID);

const ofCustomers = <Row extends { customerId: string }>(read: { name: string; text: string; row?: Row }): Batch<string, Row[]> => async ({ sql, actor }, customerIds) => {
  const rows = Map.groupBy(await sql.query(read, [customerIds.filter(id => canSeeAppointments(actor, id))]), row => row.customerId);
  return customerIds.map(id => rows.get(id) ?? []);
};

/** The calendars and the kinds of each customer, oldest first; none for customers that the actor does not see. */
export const loadCalendarsOf = ofCustomers(CALENDARS_OF);
export const loadKindsOf = ofCustomers(KINDS_OF);

/** Whether the calendars are published; null for those that are not, and where that is not the actor's to see. */
export const loadFeeds: Batch<string, CalendarFeedRow | null> = async ({ sql, actor }, calendarIds) => {
  const rows = new Map((await sql.query(FEEDS_OF, [calendarIds])).map(row => [row.calendarId, row]));
  return calendarIds.map(id => {
    const row = rows.get(id);
    return row && canSeeFeed(actor, row.customerId) ? row : null;
  });
};

/** Stretches of customers' appointments, by their beginnings; those of several customers in one read. Nothing for customers that the actor does not see. */
export const loadAppointmentPages: Batch<AppointmentPage, AppointmentRow[]> = async ({ sql, actor }, pages) => {
  const read = new Map<AppointmentPage, AppointmentRow[]>();
  for (const alike of Map.groupBy(pages, ({ customerId: _, ...rest }) => JSON.stringify(rest)).values()) {
    const { limit, after, calendarId, number, from, until, includeCancelled } = alike[0] as AppointmentPage;
    const rows = await sql.query(APPOINTMENT_PAGE, [
      alike.map(page => page.customerId).filter(customerId => canSeeAppointments(actor, customerId)), limit, after?.key ?? '-infinity', after?.id ?? '00000000-0000-0000-0000-000000000000',
      calendarId, number, from, until, includeCancelled,
    ]);
    const ofCustomer = Map.groupBy(rows, row => row.customerId);
    for (const page of alike) read.set(page, ofCustomer.get(page.customerId) ?? []);
  }
  return pages.map(page => read.get(page) as AppointmentRow[]);
};

const OF_CALENDAR = statement<AppointmentRow & { kindName: string | null }>(
  'appointments-of-calendar',
  `select ${APPOINTMENT}, k.name as "kindName" from appointment a left join appointment_kind k on k.customer_id = a.customer_id and k.id = a.kind_id
   where a.customer_id = $1 and a.calendar_id = $2 and a.starts_at > $3::timestamptz - ${LONGEST} and a.ends_at > $3 and a.starts_at < $4 and a.status = 'BOOKED'
   order by a.starts_at, a.id limit $5`,
);

/** What is booked in a calendar in a stretch of time, with the kinds' names, for a file; whoever asks. */
export const readBooked = (sql: Pick<Sql, 'query'>, { customerId, calendarId, from, until, most }: { customerId: string; calendarId: string; from: Date; until: Date; most: number }) =>
  sql.query(OF_CALENDAR, [customerId, calendarId, from, until, most]);
