import { asker, person } from '../customers/customer.policy.ts';
import type { Context } from '../context.ts';
import { changedMeanwhile, type ChangedMeanwhile, InputCheck, invalid, type Invalid } from '../customers/input-check.ts';
import { type CustomerRow, readCustomer } from '../customers/customer.rows.ts';
import { violatedConstraint } from '../database/constraint.ts';
import { statement } from '../database/sql.ts';
import { isUuid } from '../database/uuid.ts';
import { badInput, Forbidden } from '../errors.ts';
import { appendEvent } from '../events/event-log.ts';
import { nameOfActor } from '../identity/actor-name.ts';
import { canArrange, canBook, canSeeAppointments } from './appointment.policy.ts';
import { type AppointmentKindRow, type AppointmentRow, type CalendarRow, readAppointment, readCalendar, readKind } from './appointment.rows.ts';
import { FARTHEST_DAYS, type FreeSlotRow, isInHours, readFreeSlots } from './free-slots.ts';

/** Who comes, and what is said of it. */
export interface AppointmentDetails { title?: string | null; number?: string | null; remark?: string | null }

/** What is booked. */
export interface AppointmentInput extends AppointmentDetails { kindId?: string | null; startsAt: Date; endsAt?: Date | null; callId?: string | null }

type AppointmentInvalid = Invalid<'AppointmentInvalid'>;
type AppointmentChangedMeanwhile = ChangedMeanwhile<'AppointmentChangedMeanwhile', AppointmentRow>;
/** Why it was not booked, with when it could be. */
interface NotFree<Name extends string> { __typename: Name; message: string; customerId: string; nextFree: FreeSlotRow[] }
type NotBooked = AppointmentInvalid | NotFree<'SlotTaken'> | NotFree<'OutsideWorkingHours'>;

const MINUTE = 60_000;
const DAY = 86_400_000;
const LONGEST_DAYS = 62;
/** As many as somebody reads out at the telephone. */
const ALTERNATIVES = 5;

// One at a time in a calendar: who comes second waits, and is told at once that the time is taken. What makes it impossible is the constraint.
const HOLD = statement<{ id: string }>('appointment-hold-calendar', 'select id from calendar where id = $1 for no key update');
const ADD = statement(
  'appointment-add',
  `insert into appointment (customer_id, id, calendar_id, kind_id, starts_at, ends_at, busy_from, busy_until, title, number, remark, status, call_id, booked_by, booked_at, updated_at, version)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'BOOKED', $12, $13, $14, $14, 1)`,
);
const MOVE = statement<{ id: string }>(
  'appointment-move',
  `update appointment set calendar_id = $3, starts_at = $4, ends_at = $5, busy_from = $6, busy_until = $7, updated_at = $8, version = version + 1 where id = $1 and version = $2 and status = 'BOOKED' returning id`,
);
const UPDATE = statement<{ id: string }>(
  'appointment-update', 'update appointment set title = $3, number = $4, remark = $5, updated_at = $6, version = version + 1 where id = $1 and version = $2 returning id',
);
const CANCEL = statement<{ id: string }>('appointment-cancel', `update appointment set status = 'CANCELLED', updated_at = $2, version = version + 1 where id = $1 and status = 'BOOKED' returning id`);
const CALL = statement<{ id: string }>('appointment-call', 'select id from call where customer_id = $1 and id = $2');

/** The times at which an appointment of the kind can begin, the earliest first; only those to come. Null where there is no such calendar that the actor sees. */
export async function listFreeSlots(ctx: Context, { calendarId, kindId, from, until, first }: { calendarId: string; kindId: string; from: Date | null; until: Date | null; first: number }): Promise<(FreeSlotRow & { customerId: string })[] | null> {
  const actor = asker(ctx.actor);
  if (!(first >= 1 && first <= 200)) throw badInput('first', 'first must be between 1 and 200.');
  const [calendar, kind] = await Promise.all([readCalendar(ctx.sql, calendarId), readKind(ctx.sql, kindId)]);
  if (!calendar || !canSeeAppointments(actor, calendar.customerId)) return null;
  if (kind?.customerId !== calendar.customerId) throw badInput('kindId', 'This is no kind of the same customer.');
  const customer = await readCustomer(ctx.sql, calendar.customerId) as CustomerRow;
  const begin = new Date(Math.max(from?.getTime() ?? 0, ctx.now().getTime()));
  const slots = await readFreeSlots(ctx.sql, calendar, customer, kind, { from: begin, until: until ?? new Date(begin.getTime() + FARTHEST_DAYS * DAY), most: first });
  return slots.map(slot => ({ ...slot, customerId: calendar.customerId }));
}

/** Books a time: an appointment of a kind, or, without one, time that is taken otherwise. */
export async function bookAppointment(ctx: Context, calendarId: string, input: AppointmentInput): Promise<AppointmentRow | NotBooked> {
  const calendar = await bookable(ctx, calendarId);
  const { customerId } = calendar;
  const kind = input.kindId ? await readKind(ctx.sql, input.kindId) : null;
  const check = new InputCheck();
  if (kind === undefined || (kind && (kind.customerId !== customerId || kind.retiredAt !== null || (kind.calendarId ?? calendarId) !== calendarId))) check.add('kindId', 'NOT_ALLOWED', 'That kind is not booked in this calendar.');
  const time = readTime(check, input.startsAt, input.endsAt ?? null, kind ?? null, ctx.now());
  const details = readDetails(check, input, kind ?? null);
  const callId = input.callId ?? null;
  if (callId !== null && !(isUuid(callId) && (await ctx.sql.one(CALL, [customerId, callId])))) check.add('callId', 'NOT_ALLOWED', 'The customer has no such call.');
  if (check.problems.length) return invalid('AppointmentInvalid', check.problems);

  const refusal = await outsideHours(ctx, calendar, kind ?? null, time);
  if (refusal) return refusal;
  const id = crypto.randomUUID();
  const by = await nameOfActor(ctx);
  try {
    await ctx.sql.transaction(async sql => {
      if (!(await sql.one(HOLD, [calendarId]))) throw new Forbidden();
      await sql.query(ADD, [
        customerId, id, calendarId, kind?.id ?? null, time.startsAt, time.endsAt, time.busyFrom, time.busyUntil, details.title, details.number, details.remark, callId,
        by, ctx.now(),
      ]);
      await appendEvent(sql, 'APPOINTMENT_CHANGED', customerId, id);
    });
  } catch (error) {
    return takenBy(error, ctx, calendar, kind ?? null, time);
  }
  return stored(ctx, id);
}

/** Puts an appointment to another time, or into another calendar; it keeps its length where no end is said. */
export async function moveAppointment(
  ctx: Context, id: string, { calendarId, startsAt, endsAt }: { calendarId: string | null; startsAt: Date; endsAt: Date | null }, expectedVersion: number | null,
): Promise<AppointmentRow | NotBooked | AppointmentChangedMeanwhile> {
  const before = await bookedBefore(ctx, id);
  const calendar = await bookable(ctx, calendarId ?? before.calendarId);
  const kind = before.kindId === null ? null : (await readKind(ctx.sql, before.kindId)) as AppointmentKindRow;
  const check = new InputCheck();
  if (calendar.customerId !== before.customerId || (kind && (kind.calendarId ?? calendar.id) !== calendar.id)) check.add('calendarId', 'NOT_ALLOWED', 'It is not booked in this calendar.');
  const length = before.endsAt.getTime() - before.startsAt.getTime();
  // What was booked with another length keeps it: its kind may have changed since.
  const time = readTime(check, startsAt, endsAt ?? new Date(startsAt.getTime() + length), kind && { ...kind, lengthMinutes: length / MINUTE }, ctx.now());
  if (check.problems.length) return invalid('AppointmentInvalid', check.problems);
  if (before.status !== 'BOOKED' || before.version !== (expectedVersion ?? before.version)) return changedMeanwhile('AppointmentChangedMeanwhile', before);

  const refusal = await outsideHours(ctx, calendar, kind, time);
  if (refusal) return refusal;
  let moved = false;
  try {
    moved = await ctx.sql.transaction(async sql => {
      if (!(await sql.one(HOLD, [calendar.id]))) throw new Forbidden();
      if (!(await sql.one(MOVE, [id, before.version, calendar.id, time.startsAt, time.endsAt, time.busyFrom, time.busyUntil, ctx.now()]))) return false;
      await appendEvent(sql, 'APPOINTMENT_CHANGED', before.customerId, id);
      return true;
    });
  } catch (error) {
    return takenBy(error, ctx, calendar, kind, time);
  }
  const after = await stored(ctx, id);
  return moved ? after : changedMeanwhile('AppointmentChangedMeanwhile', after);
}

/** Changes who comes and what is said of it. */
export async function updateAppointment(ctx: Context, id: string, input: AppointmentDetails, expectedVersion: number | null): Promise<AppointmentRow | AppointmentInvalid | AppointmentChangedMeanwhile> {
  const before = await bookedBefore(ctx, id);
  const check = new InputCheck();
  const { title, number, remark } = readDetails(check, input, before.kindId);
  if (check.problems.length) return invalid('AppointmentInvalid', check.problems);
  const saved = before.version === (expectedVersion ?? before.version) && (await ctx.sql.transaction(async sql => {
    if (!(await sql.one(UPDATE, [id, before.version, title, number, remark, ctx.now()]))) return false;
    await appendEvent(sql, 'APPOINTMENT_CHANGED', before.customerId, id);
    return true;
  }));
  const after = await stored(ctx, id);
  return saved ? after : changedMeanwhile('AppointmentChangedMeanwhile', after);
}

/** Cancels an appointment; its time is free again. Once more is the same. */
export async function cancelAppointment(ctx: Context, id: string): Promise<AppointmentRow> {
  const { customerId } = await bookedBefore(ctx, id);
  await ctx.sql.transaction(async sql => {
    if (await sql.one(CANCEL, [id, ctx.now()])) await appendEvent(sql, 'APPOINTMENT_CHANGED', customerId, id);
  });
  return stored(ctx, id);
}

interface Time { startsAt: Date; endsAt: Date; busyFrom: Date; busyUntil: Date }

function readTime(check: InputCheck, startsAt: Date, saidEnd: Date | null, kind: Pick<AppointmentKindRow, 'lengthMinutes' | 'bufferBeforeMinutes' | 'bufferAfterMinutes'> | null, now: Date): Time {
  if (!kind && !saidEnd) check.add('endsAt', 'REQUIRED', 'Without a kind it has to be said when it ends.');
  const endsAt = saidEnd ?? new Date(startsAt.getTime() + (kind?.lengthMinutes ?? 0) * MINUTE);
  if (saidEnd && endsAt <= startsAt) check.add('endsAt', 'ENDS_BEFORE_START', 'It ends before it begins.');
  else if (endsAt.getTime() - startsAt.getTime() > LONGEST_DAYS * DAY) check.add('endsAt', 'OUT_OF_RANGE', `It lasts longer than ${LONGEST_DAYS} days.`);
  else if (endsAt <= now && (kind ?? saidEnd)) check.add('startsAt', 'OUT_OF_RANGE', 'It is over already.');
  return {
    startsAt, endsAt, busyFrom: new Date(startsAt.getTime() - (kind?.bufferBeforeMinutes ?? 0) * MINUTE), busyUntil: new Date(endsAt.getTime() + (kind?.bufferAfterMinutes ?? 0) * MINUTE),
  };
}

/** An appointment of a kind is somebody's; time that is taken otherwise needs no name. */
function readDetails(check: InputCheck, input: AppointmentDetails, kind: unknown) {
  return {
    title: kind === null ? check.text('title', input.title, 200) : check.requiredText('title', input.title, 200),
    number: check.number('number', input.number),
    remark: check.text('remark', input.remark, 2000),
  };
}

async function outsideHours(ctx: Context, calendar: CalendarRow, kind: AppointmentKindRow | null, { startsAt, endsAt }: Time): Promise<NotFree<'OutsideWorkingHours'> | null> {
  if (canArrange(ctx.actor, calendar.customerId)) return null;
  const customer = await readCustomer(ctx.sql, calendar.customerId) as CustomerRow;
  if (isInHours(calendar, customer, startsAt, endsAt)) return null;
  return { __typename: 'OutsideWorkingHours', message: 'It lies outside of the working hours of this calendar.', customerId: calendar.customerId, nextFree: await nextFree(ctx, calendar, customer, kind, startsAt, endsAt) };
}

/** What becomes of an error while booking: the time is taken, or it is no such error. */
async function takenBy(error: unknown, ctx: Context, calendar: CalendarRow, kind: AppointmentKindRow | null, { startsAt, endsAt }: Time): Promise<NotFree<'SlotTaken'>> {
  if (violatedConstraint(error) !== 'appointment_slot_taken') throw error;
  const customer = await readCustomer(ctx.sql, calendar.customerId) as CustomerRow;
  return { __typename: 'SlotTaken', message: 'The time is taken.', customerId: calendar.customerId, nextFree: await nextFree(ctx, calendar, customer, kind, startsAt, endsAt) };
}

/** The next times for the same, from the wished one on. */
function nextFree(ctx: Context, calendar: CalendarRow, customer: CustomerRow, kind: AppointmentKindRow | null, startsAt: Date, endsAt: Date): Promise<FreeSlotRow[]> {
  const from = new Date(Math.max(ctx.now().getTime(), startsAt.getTime()));
  const lengthMinutes = Math.ceil((endsAt.getTime() - startsAt.getTime()) / MINUTE);
  const wished = { lengthMinutes, stepMinutes: kind?.stepMinutes ?? 15, bufferBeforeMinutes: kind?.bufferBeforeMinutes ?? 0, bufferAfterMinutes: kind?.bufferAfterMinutes ?? 0 };
  return readFreeSlots(ctx.sql, calendar, customer, wished, { from, until: new Date(from.getTime() + FARTHEST_DAYS * DAY), most: ALTERNATIVES });
}

async function bookable(ctx: Context, calendarId: string): Promise<CalendarRow> {
  const actor = person(ctx.actor);
  const row = await readCalendar(ctx.sql, calendarId);
  if (!row || !canBook(actor, row.customerId)) throw new Forbidden();
  return row;
}

async function bookedBefore(ctx: Context, id: string): Promise<AppointmentRow> {
  const actor = person(ctx.actor);
  const row = await stored(ctx, id);
  if (!canBook(actor, row.customerId)) throw new Forbidden();
  return row;
}

async function stored(ctx: Context, id: string): Promise<AppointmentRow> {
  const row = await readAppointment(ctx.sql, id);
  if (!row) throw new Forbidden();
  return row;
}
