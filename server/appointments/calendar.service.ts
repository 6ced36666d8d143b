import type { Context } from '../context.ts';
import { person } from '../customers/customer.policy.ts';
import { changedMeanwhile, type ChangedMeanwhile, InputCheck, invalid, type Invalid } from '../customers/input-check.ts';
import { violatedConstraint } from '../database/constraint.ts';
import { statement, type Sql } from '../database/sql.ts';
import { isUuid } from '../database/uuid.ts';
import { Forbidden } from '../errors.ts';
import { appendEvent } from '../events/event-log.ts';
import type { Weekday } from '../instructions/instruction.entity.ts';
import { newToken } from '../identity/session.ts';
import { canArrange, canPublish } from './appointment.policy.ts';
import { type AppointmentKindRow, type CalendarFeedRow, type CalendarRow, FEED_COLUMNS, type FeedDetail, readCalendar, readKind } from './appointment.rows.ts';

/** What is said of a calendar. */
export interface CalendarInput { name: string; hours?: { weekday: Weekday; from: string; until: string }[] | null; exceptPublicHolidays?: boolean | null }

/** What is said of a kind of appointment. */
export interface AppointmentKindInput {
  name: string; lengthMinutes: number; bufferBeforeMinutes?: number | null; bufferAfterMinutes?: number | null; stepMinutes?: number | null; calendarId?: string | null;
}

type CalendarInvalid = Invalid<'CalendarInvalid'>;
type AppointmentKindInvalid = Invalid<'AppointmentKindInvalid'>;
interface CalendarInUse { __typename: 'CalendarInUse'; message: string; upcoming: number }

/** A calendar that was published; the address is told this once. */
export interface CalendarPublished { __typename: 'CalendarPublished'; customerId: string; calendar: CalendarRow; path: string }

/** More than anybody keeps apart. */
const MOST = 30;

// Whoever adds holds the customer, so that there are never more than there may be.
const HOLD = statement<{ calendars: number; kinds: number }>(
  'calendar-hold-customer',
  `with held as (select id from customer where id = $1 for no key update)
   select (select count(*)::int from calendar c where c.customer_id = held.id) as calendars, (select count(*)::int from appointment_kind k where k.customer_id = held.id and k.retired_at is null) as kinds from held`,
);
const ADD = statement('calendar-add', 'insert into calendar (customer_id, id, name, except_public_holidays, created_at, version) values ($1, $2, $3, $4, $5, 1)');
const UPDATE = statement<{ id: string }>('calendar-update', 'update calendar set name = $3, except_public_holidays = $4, version = version + 1 where id = $1 and version = $2 returning id');
const NO_HOURS = statement('calendar-no-hours', 'delete from calendar_hours where calendar_id = $1');
const HOURS = statement(
  'calendar-hours', 'insert into calendar_hours (customer_id, calendar_id, weekday, opens, closes) select $1, $2, weekday, opens, closes from unnest($3::text[], $4::text[], $5::text[]) as said(weekday, opens, closes)',
);
const UPCOMING = statement<{ count: number }>(
  'calendar-upcoming',
  // What is restricted has to come back to where it was, also when it is over.
  `select (select count(*)::int from appointment where calendar_id = $1 and status = 'BOOKED' and ends_at > $2) + (select count(*)::int from restricted_row where calendar_id = $1) as count
   from (select from calendar where id = $1 for update) held`,
);
const DELETE = statement<{ id: string }>('calendar-delete', 'delete from calendar where id = $1 returning id');
const ADD_KIND = statement(
  'appointment-kind-add',
  `insert into appointment_kind (customer_id, id, name, length_minutes, buffer_before_minutes, buffer_after_minutes, step_minutes, calendar_id, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
);
const UPDATE_KIND = statement<{ id: string }>(
  'appointment-kind-update',
  `update appointment_kind set name = $3, length_minutes = $4, buffer_before_minutes = $5, buffer_after_minutes = $6, step_minutes = $7, version = version + 1
   where id = $1 and version = $2 and retired_at is null returning id`,
);
const RETIRE_KIND = statement('appointment-kind-retire', 'update appointment_kind set retired_at = $2, version = version + 1 where id = $1 and retired_at is null');
const PUBLISH = statement<CalendarFeedRow>(
  'calendar-publish',
  `insert into calendar_feed as f (customer_id, calendar_id, token_hash, detail, created_at, created_by)
   select $1, $2, $3, $4, $5, coalesce((select name from secretary where id = $6), (select name from customer_user where id = $7))
   on conflict (calendar_id) do update set token_hash = excluded.token_hash, detail = excluded.detail, created_at = excluded.created_at, created_by = excluded.created_by, last_fetched_at = null
   returning ${FEED_COLUMNS}`,
);
const WITHDRAW = statement('calendar-withdraw', 'delete from calendar_feed where calendar_id = $1');

/** Makes a calendar for a person or a room of the customer. */
export async function createCalendar(ctx: Context, customerId: string, input: CalendarInput): Promise<CalendarRow | CalendarInvalid> {
  if (!canArrange(person(ctx.actor), customerId) || !isUuid(customerId)) throw new Forbidden();
  const { check, name, hours, exceptPublicHolidays } = read(input);
  if (check.problems.length) return invalid('CalendarInvalid', check.problems);
  const id = crypto.randomUUID();
  const isFull = await ctx.sql.transaction(async sql => {
    const held = await sql.one(HOLD, [customerId]);
    if (!held) throw new Forbidden();
    if (held.calendars >= MOST) return true;
    await sql.query(ADD, [customerId, id, name, exceptPublicHolidays, ctx.now()]);
    await writeHours(sql, customerId, id, hours);
    await appendEvent(sql, 'CALENDARS_CHANGED', customerId, customerId);
    return false;
  });
  return isFull ? invalid('CalendarInvalid', [{ field: 'name', code: 'OUT_OF_RANGE', message: `There are ${MOST} calendars already.` }]) : arranged(ctx, id);
}

/** Changes a calendar's name and hours; what is booked stays. */
export async function updateCalendar(ctx: Context, id: string, input: CalendarInput, expectedVersion: number | null): Promise<CalendarRow | CalendarInvalid | ChangedMeanwhile<'CalendarChangedMeanwhile', CalendarRow>> {
  const before = await arranged(ctx, id);
  const { check, name, hours, exceptPublicHolidays } = read(input);
  if (check.problems.length) return invalid('CalendarInvalid', check.problems);
  const saved = before.version === (expectedVersion ?? before.version) && (await ctx.sql.transaction(async sql => {
    if (!(await sql.one(UPDATE, [id, before.version, name, exceptPublicHolidays]))) return false;
    await sql.query(NO_HOURS, [id]);
    await writeHours(sql, before.customerId, id, hours);
    await appendEvent(sql, 'CALENDARS_CHANGED', before.customerId, before.customerId);
    return true;
  }));
  const after = await arranged(ctx, id);
  return saved ? after : changedMeanwhile('CalendarChangedMeanwhile', after);
}

/** Deletes a calendar with what was in it; refused while something is still to come. */
export async function deleteCalendar(ctx: Context, id: string): Promise<{ __typename: 'Deleted'; id: string } | CalendarInUse> {
  const { customerId } = await arranged(ctx, id);
  const upcoming = await ctx.sql.transaction(async sql => {
    const count = (await sql.one(UPCOMING, [id, ctx.now()]))?.count ?? 0;
    if (count > 0) return count;
    if (!(await sql.one(DELETE, [id]))) throw new Forbidden();
    await appendEvent(sql, 'CALENDARS_CHANGED', customerId, customerId);
    return 0;
  });
  return upcoming ? { __typename: 'CalendarInUse', message: `${upcoming} appointments are still to come.`, upcoming } : { __typename: 'Deleted', id };
}

/** Offers a kind of appointment. */
export async function createAppointmentKind(ctx: Context, customerId: string, input: AppointmentKindInput): Promise<AppointmentKindRow | AppointmentKindInvalid> {
  if (!canArrange(person(ctx.actor), customerId) || !isUuid(customerId)) throw new Forbidden();
  const { check, values } = readKindInput(input);
  const calendar = input.calendarId ? await readCalendar(ctx.sql, input.calendarId) : null;
  if (calendar !== null && calendar?.customerId !== customerId) check.add('calendarId', 'NOT_ALLOWED', 'The customer has no such calendar.');
  if (check.problems.length) return invalid('AppointmentKindInvalid', check.problems);
  const id = crypto.randomUUID();
  try {
    const isFull = await ctx.sql.transaction(async sql => {
      const held = await sql.one(HOLD, [customerId]);
      if (!held) throw new Forbidden();
      if (held.kinds >= MOST) return true;
      await sql.query(ADD_KIND, [customerId, id, ...values, calendar?.id ?? null, ctx.now()]);
      await appendEvent(sql, 'CALENDARS_CHANGED', customerId, customerId);
      return false;
    });
    if (isFull) return invalid('AppointmentKindInvalid', [{ field: 'name', code: 'OUT_OF_RANGE', message: `There are ${MOST} kinds already.` }]);
  } catch (error) {
    if (violatedConstraint(error) === 'appointment_kind_customer_id_calendar_id_fkey') return invalid('AppointmentKindInvalid', [{ field: 'calendarId', code: 'NOT_ALLOWED', message: 'The customer has no such calendar.' }]);
    throw error;
  }
  return offered(ctx, id);
}

/** Changes a kind; appointments that are booked stay as they are. In which calendar it is booked does not change, since those that are booked already are of it. */
export async function updateAppointmentKind(
  ctx: Context, id: string, input: AppointmentKindInput, expectedVersion: number | null,
): Promise<AppointmentKindRow | AppointmentKindInvalid | ChangedMeanwhile<'AppointmentKindChangedMeanwhile', AppointmentKindRow>> {
  const before = await offered(ctx, id);
  const { check, values } = readKindInput(input);
  if ((input.calendarId ?? null) !== before.calendarId) check.add('calendarId', 'NOT_ALLOWED', 'A kind stays with its calendar.');
  if (check.problems.length) return invalid('AppointmentKindInvalid', check.problems);
  const saved = before.version === (expectedVersion ?? before.version) && (await ctx.sql.transaction(async sql => {
    if (!(await sql.one(UPDATE_KIND, [id, before.version, ...values]))) return false;
    await appendEvent(sql, 'CALENDARS_CHANGED', before.customerId, before.customerId);
    return true;
  }));
  const after = await offered(ctx, id);
  return saved ? after : changedMeanwhile('AppointmentKindChangedMeanwhile', after);
}

/** Offers a kind no more; appointments that are booked stay. */
export async function retireAppointmentKind(ctx: Context, id: string): Promise<AppointmentKindRow> {
  const { customerId } = await offered(ctx, id);
  await ctx.sql.transaction(async sql => {
    await sql.query(RETIRE_KIND, [id, ctx.now()]);
    await appendEvent(sql, 'CALENDARS_CHANGED', customerId, customerId);
  });
  return offered(ctx, id);
}

/** Publishes a calendar at a new secret address; one that it had is good for nothing from then on. */
export async function publishCalendar(ctx: Context, id: string, detail: FeedDetail): Promise<CalendarPublished> {
  const calendar = await publishable(ctx, id);
  const actor = person(ctx.actor);
  const { token, hash } = newToken();
  await ctx.service.transaction(async sql => {
    await sql.query(PUBLISH, [calendar.customerId, id, hash, detail, ctx.now(), actor.kind === 'SECRETARY' ? actor.secretaryId : null, actor.kind === 'CUSTOMER_USER' ? actor.customerUserId : null]);
    await appendEvent(sql, 'CALENDARS_CHANGED', calendar.customerId, calendar.customerId);
  });
  return { __typename: 'CalendarPublished', customerId: calendar.customerId, calendar, path: `/calendars/${token}.ics` };
}

/** Takes a calendar's secret address back. */
export async function withdrawCalendar(ctx: Context, id: string): Promise<CalendarRow> {
  const calendar = await publishable(ctx, id);
  await ctx.service.transaction(async sql => {
    await sql.query(WITHDRAW, [id]);
    await appendEvent(sql, 'CALENDARS_CHANGED', calendar.customerId, calendar.customerId);
  });
  return calendar;
}

function read(input: CalendarInput) {
  const check = new InputCheck();
  const name = check.requiredText('name', input.name, 100);
  const hours = check.list('hours', input.hours, 50);
  const beginnings = new Set<string>();
  for (const [place, { weekday, from }] of hours.entries()) {
    if (beginnings.has(`${weekday} ${from}`)) check.add(`hours.${place}.from`, 'NOT_ALLOWED', 'Other hours of that day begin at the same time.');
    beginnings.add(`${weekday} ${from}`);
  }
  return { check, name, hours, exceptPublicHolidays: input.exceptPublicHolidays ?? true };
}

function readKindInput({ name, lengthMinutes, bufferBeforeMinutes, bufferAfterMinutes, stepMinutes }: AppointmentKindInput) {
  const check = new InputCheck();
  const values = [
    check.requiredText('name', name, 100), check.within('lengthMinutes', lengthMinutes, 5, 1440), check.within('bufferBeforeMinutes', bufferBeforeMinutes ?? 0, 0, 480),
    check.within('bufferAfterMinutes', bufferAfterMinutes ?? 0, 0, 480), check.within('stepMinutes', stepMinutes ?? 15, 5, 480),
  ];
  return { check, values };
}

const writeHours = (sql: Sql, customerId: string, id: string, hours: readonly { weekday: Weekday; from: string; until: string }[]) =>
  sql.query(HOURS, [customerId, id, hours.map(({ weekday }) => weekday), hours.map(({ from }) => from), hours.map(({ until }) => until)]);

async function arranged(ctx: Context, id: string): Promise<CalendarRow> {
  const actor = person(ctx.actor);
  const row = await readCalendar(ctx.sql, id);
  if (!row || !canArrange(actor, row.customerId)) throw new Forbidden();
  return row;
}

async function publishable(ctx: Context, id: string): Promise<CalendarRow> {
  const actor = person(ctx.actor);
  const row = await readCalendar(ctx.sql, id);
  if (!row || !canPublish(actor, row.customerId)) throw new Forbidden();
  return row;
}

async function offered(ctx: Context, id: string): Promise<AppointmentKindRow> {
  const actor = person(ctx.actor);
  const row = await readKind(ctx.sql, id);
  if (!row || !canArrange(actor, row.customerId)) throw new Forbidden();
  return row;
}
