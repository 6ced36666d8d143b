import type { Batch } from '../context.ts';
import { statement, type Sql } from '../database/sql.ts';
import { uuidList } from '../database/uuid.ts';
import { type CalendarOfCustomer, nextBoundary, pickActive, type ScheduledInstruction } from './schedule.ts';

/** What is in force at a customer's. */
export interface InForce {
  /** Null when the service's default counts. */
  instructionId: string | null;
  /** When that changes by itself; null when it does not. */
  until: Date | null;
}

type Reader = Pick<Sql, 'query' | 'one'>;

/** How many customers are looked at in one transaction: while their events are appended, every other writer waits. */
const PORTION = 50;

// Times come as JSON, which every connection reads alike.
const SCHEDULES = statement<CalendarOfCustomer & {
  customerId: string;
  instructions: (Omit<ScheduledInstruction, 'validFrom' | 'validUntil' | 'createdAt'> & { validFrom: string; validUntil: string | null; createdAt: string })[];
}>(
  'instruction-schedules',
  `select c.id as "customerId", c.time_zone as "timeZone", c.federal_state as "federalState", coalesce((
     select json_agg(json_build_object(
       'id', i.id, 'validFrom', i.valid_from, 'validUntil', i.valid_until, 'createdAt', i.created_at, 'exceptPublicHolidays', i.except_public_holidays,
       'weeklyHours', coalesce((
         select json_agg(json_build_object('weekday', h.weekday, 'from', h.opens, 'until', h.closes))
         from weekly_hours h where h.customer_id = i.customer_id and h.instruction_id = i.id), '[]')))
     from instruction i where i.customer_id = c.id and (i.valid_until is null or i.valid_until > $2::timestamptz)), '[]') as instructions
   from customer c where c.id = any($1::uuid[])`,
);
const HOLD = statement<{ instructionId: string | null }>(
  'active-instruction-hold',
  `insert into active_instruction (customer_id) values ($1) on conflict (customer_id) do update set customer_id = excluded.customer_id
   returning instruction_id as "instructionId"`,
);
const KEEP = statement('active-instruction-keep', 'update active_instruction set instruction_id = $2, next_boundary_at = $3 where customer_id = $1');
const DUE = statement<{ customerId: string; instructionId: string | null }>(
  'active-instruction-due',
  `select customer_id as "customerId", instruction_id as "instructionId" from active_instruction
   where next_boundary_at <= $1 order by next_boundary_at limit $2 for update skip locked`,
);
const TELL = statement(
  'instruction-tell',
  `select append_event('INSTRUCTION_CHANGED', customer_id, id) from unnest($1::uuid[], $2::uuid[]) as changed(customer_id, id)`,
);

/** How a customer's instructions are scheduled, and by whose clock and holidays. */
export interface CustomerSchedule {
  calendar: CalendarOfCustomer;
  instructions: ScheduledInstruction[];
}

/** The schedules of the customers, of what is not over at the moment, as they are stored now. */
export async function readSchedules(sql: Reader, customerIds: readonly string[], at: Date): Promise<Map<string, CustomerSchedule>> {
  const schedules = await sql.query(SCHEDULES, [uuidList(customerIds), at]);
  return new Map(schedules.map(({ customerId, instructions, ...calendar }) => [customerId, {
    calendar,
    instructions: instructions.map(one => ({
      ...one, validFrom: new Date(one.validFrom), validUntil: one.validUntil === null ? null : new Date(one.validUntil), createdAt: new Date(one.createdAt),
    })),
  }]));
}

/** What the rules say is in force at the moment at each of the customers, read from what is stored now. */
export async function readInForce(sql: Reader, customerIds: readonly string[], at: Date): Promise<Map<string, InForce>> {
  const schedules = await readSchedules(sql, customerIds, at);
  return new Map([...schedules].map(([customerId, { instructions, calendar }]) =>
    [customerId, { instructionId: pickActive(instructions, at, calendar)?.id ?? null, until: nextBoundary(instructions, at, calendar) }]));
}

/** What is in force at each customer's now. */
export const loadInForce: Batch<string, InForce> = async ({ sql, now }, customerIds) => {
  const inForce = await readInForce(sql, customerIds, now());
  return customerIds.map(id => inForce.get(id) ?? { instructionId: null, until: null });
};

/** Lets one change of a customer's instructions after the other: the second waits here until the first is committed. */
export const holdActiveInstruction = (sql: Reader, customerId: string): Promise<unknown> => sql.query(HOLD, [customerId]);

/**
 * Notes what is in force at the customer's and when that is to be looked at again; part of each transaction that changes
 * instructions. Returns the instructions that began or ceased to be in force.
 */
export async function refreshActiveInstruction(sql: Reader, customerId: string, now: Date): Promise<string[]> {
  const before = await sql.one(HOLD, [customerId]);
  const inForce = (await readInForce(sql, [customerId], now)).get(customerId) ?? { instructionId: null, until: null };
  await sql.query(KEEP, [customerId, inForce.instructionId, inForce.until]);
  return changedBetween(before?.instructionId ?? null, inForce.instructionId);
}

/** Tells the live feed that these instructions changed; the last statement of a transaction. */
export const tellInstructions = (sql: Reader, customerIds: readonly string[], ids: readonly string[]): Promise<unknown> =>
  sql.query(TELL, [uuidList(customerIds), uuidList(ids)]);

/** Takes note of the boundaries that time has crossed, and tells the live feed what began and what ended. Returns how many customers' were crossed. */
export async function crossBoundaries(sql: Sql, now: Date): Promise<number> {
  let crossed = 0;
  for (;;) {
    const portion = await sql.transaction(joined => crossPortion(joined, now));
    crossed += portion;
    if (portion < PORTION) return crossed;
  }
}

async function crossPortion(sql: Sql, now: Date): Promise<number> {
  const due = await sql.query(DUE, [now, PORTION]);
  if (due.length === 0) return 0;
  const inForce = await readInForce(sql, due.map(({ customerId }) => customerId), now);
  const changed: { customerId: string; id: string }[] = [];
  for (const { customerId, instructionId } of due) {
    const after = inForce.get(customerId) ?? { instructionId: null, until: null };
    await sql.query(KEEP, [customerId, after.instructionId, after.until]);
    changed.push(...changedBetween(instructionId, after.instructionId).map(id => ({ customerId, id })));
  }
  await tellInstructions(sql, changed.map(({ customerId }) => customerId), changed.map(({ id }) => id));
  return due.length;
}

const changedBetween = (before: string | null, after: string | null): string[] => (before === after ? [] : [before, after].filter(id => id !== null));
