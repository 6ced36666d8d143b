import type { CustomerRow } from '../customers/customer.rows.ts';
import { statement, type Sql } from '../database/sql.ts';
import { type Span, spansInForce } from '../instructions/schedule.ts';
import type { AppointmentKindRow, CalendarRow } from './appointment.rows.ts';

/** A time at which an appointment of the kind can be booked. */
export interface FreeSlotRow { __typename: 'FreeSlot'; startsAt: Date; endsAt: Date }

const MINUTE = 60_000;
const DAY = 86_400_000;

/** How far ahead one asks at once. */
export const FARTHEST_DAYS = 62;

// The times that the hours allow, less those that meet what is booked, restricted or not, as one read: of both, the buffers count.
const FREE = statement<FreeSlotRow>(
  'appointment-free-slots',
  `select 'FreeSlot' as "__typename", slot.starts_at as "startsAt", slot.starts_at + $6 * interval '1 minute' as "endsAt"
   from unnest($2::timestamptz[], $3::timestamptz[]) as span(from_at, until_at)
     cross join lateral generate_series(span.from_at, span.until_at - $6 * interval '1 minute', $7 * interval '1 minute') as slot(starts_at)
   where slot.starts_at >= $4 and slot.starts_at < $5 and not exists (
     select from appointment a where a.calendar_id = $1 and a.status = 'BOOKED'
       and tstzrange(a.busy_from, a.busy_until) && tstzrange(slot.starts_at - $8 * interval '1 minute', slot.starts_at + ($6 + $9) * interval '1 minute'))
     and not exists (
       select from restricted_row r where r.calendar_id = $1 and r.busy_from < slot.starts_at + ($6 + $9) * interval '1 minute' and r.busy_until > slot.starts_at - $8 * interval '1 minute')
   order by slot.starts_at limit $10`,
);

/** The stretches of working time that touch those between the two moments, each from its own beginning on, in the customer's local time: none where no hours are set. */
export function workingSpans({ id, hours, exceptPublicHolidays, createdAt }: CalendarRow, customer: Pick<CustomerRow, 'timeZone' | 'federalState'>, { from, until }: Span): Span[] {
  if (hours.length === 0) return [];
  // Hours that began before, at night say, are looked at from where they began: slots are counted from there.
  const begin = Math.floor(from / DAY) * DAY - 2 * DAY;
  const always = { id, validFrom: new Date(begin), validUntil: null, weeklyHours: hours, exceptPublicHolidays, createdAt };
  return spansInForce(always, { from: begin, until: until + 2 * DAY }, customer).filter(span => span.until > from && span.from < until);
}

/** Whether all of the appointment lies in the working hours. */
export const isInHours = (calendar: CalendarRow, customer: Pick<CustomerRow, 'timeZone' | 'federalState'>, startsAt: Date, endsAt: Date): boolean =>
  workingSpans(calendar, customer, { from: startsAt.getTime(), until: endsAt.getTime() }).some(span => span.from <= startsAt.getTime() && endsAt.getTime() <= span.until);

/** The times at which an appointment of the kind can begin between the two moments, the earliest first. */
export async function readFreeSlots(
  sql: Pick<Sql, 'query'>, calendar: CalendarRow, customer: Pick<CustomerRow, 'timeZone' | 'federalState'>, kind: Pick<AppointmentKindRow, 'lengthMinutes' | 'stepMinutes' | 'bufferBeforeMinutes' | 'bufferAfterMinutes'>,
  { from, until, most }: { from: Date; until: Date; most: number },
): Promise<FreeSlotRow[]> {
  const end = Math.min(until.getTime(), from.getTime() + FARTHEST_DAYS * DAY);
  const spans = workingSpans(calendar, customer, { from: from.getTime(), until: end });
  if (spans.length === 0) return [];
  // A slot may begin before the end and last beyond it.
  const toTheirEnd = spans.map(span => ({ ...span, until: Math.min(span.until, end + kind.lengthMinutes * MINUTE) }));
  return sql.query(FREE, [
    calendar.id, toTheirEnd.map(span => new Date(span.from)), toTheirEnd.map(span => new Date(span.until)), from, new Date(end),
    kind.lengthMinutes, kind.stepMinutes, kind.bufferBeforeMinutes, kind.bufferAfterMinutes, most,
  ]);
}
