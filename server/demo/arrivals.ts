import { getHolidays } from 'feiertagejs';
import { DateTime } from 'luxon';
import type { FederalState } from '../customers/customer.entity.ts';
import type { PlacedContact, PlacedCustomer } from './people.ts';
import { type Random, randomOf } from './random.ts';
import { type Stranger, strangersByCustomer } from './strangers.ts';

/** A call that came, before anybody did anything about it. */
export interface Arrival {
  customer: PlacedCustomer;
  lineId: string;
  at: Date;
  /** The customer's day, as noon of the same date in UTC, and the hour on their clock. */
  day: Date;
  hour: number;
  /** Who calls in truth, known to nobody but themselves when the number is withheld. */
  caller: { name: string; sex: 'f' | 'm'; company?: string; number: string; contact: PlacedContact | null };
  withheld: boolean;
}

const DAYS = 42;
const LEAST_TODAY = 6;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

// Mondays are busiest; the list begins with them.
const BUSY_ON = [1.3, 1.05, 0.95, 1, 0.85] as const;

/** The calls of the last six weeks in the order in which they came, a few of them today however early it is. */
export function arrivalsUntil(customers: readonly PlacedCustomer[], now: Date): Arrival[] {
  const strangers = strangersByCustomer();
  const arrivals = customers.flatMap(customer => arrivalsOf(customer, strangers.get(customer.told.key) ?? [], now));
  const midnight = DateTime.fromJSDate(now, { zone: 'Europe/Berlin' }).startOf('day');
  const latest = now.getTime() - 4 * MINUTE;
  const missing = LEAST_TODAY - arrivals.filter(({ at }) => at.getTime() >= midnight.toMillis()).length;
  if (missing > 0 && latest > midnight.toMillis()) {
    const random = randomOf('early birds');
    const awake = customers.filter(({ told }) => told.rhythm.hours[0]?.[0] === 0);
    for (let count = 0; count < missing; count++) {
      const customer = random.pick(awake);
      arrivals.push(arrival(random, customer, strangers.get(customer.told.key) ?? [], midnight, random.next() * (latest - midnight.toMillis())));
    }
  }
  return arrivals.toSorted((a, b) => a.at.getTime() - b.at.getTime());
}

function arrivalsOf(customer: PlacedCustomer, strangers: readonly Stranger[], now: Date): Arrival[] {
  const { rhythm, timeZone } = customer.told;
  const random = randomOf(`calls ${customer.told.key}`);
  const today = DateTime.fromJSDate(now, { zone: timeZone }).startOf('day');
  const latest = now.getTime() - 4 * MINUTE;
  const arrivals: Arrival[] = [];
  for (let back = DAYS; back >= 0; back--) {
    const midnight = today.minus({ days: back });
    const weekday = midnight.weekday;
    const isQuiet = weekday === 7 || isHoliday(midnight, customer.told.federalState);
    const usual = isQuiet ? rhythm.sunday : weekday === 6 ? rhythm.saturday : rhythm.workday * (BUSY_ON[weekday - 1] as number);
    const expected = usual * (0.75 + random.next() * 0.5);
    const count = Math.floor(expected) + Number(random.chance(expected % 1));
    for (let call = 0; call < count; call++) {
      const [from, until] = random.weighted(rhythm.hours, ([from, until, weight]) => (until - from) * weight);
      const one = arrival(random, customer, strangers, midnight, (from + random.next() * (until - from)) * HOUR);
      if (one.at.getTime() < latest) arrivals.push(one);
    }
  }
  return arrivals;
}

function arrival(random: Random, customer: PlacedCustomer, strangers: readonly Stranger[], midnight: DateTime, afterMidnight: number): Arrival {
  // The first stranger of the list calls more often than the last.
  const stranger = strangers[Math.floor(random.next() ** 1.6 * strangers.length)] as Stranger;
  const contact = random.weighted(customer.contacts, ({ told }) => (told.isBlocked ? 0.5 : told.calls ?? 1));
  const number = random.chance(0.75) ? contact.numbers[0] : random.pick(contact.numbers);
  const line = random.chance(0.7) ? customer.lines[0] : random.pick(customer.lines);
  return {
    customer,
    lineId: (line as { id: string }).id,
    at: new Date(midnight.toMillis() + Math.floor(afterMidnight)),
    day: new Date(Date.UTC(midnight.year, midnight.month - 1, midnight.day, 12)),
    hour: Math.floor(afterMidnight / HOUR),
    caller: random.chance(0.55)
      ? { name: contact.name, sex: contact.told.sex, ...(contact.told.company && { company: contact.told.company }), number: number as string, contact }
      : { ...stranger, contact: null },
    withheld: random.chance(0.07),
  };
}

const holidays = new Map<string, Set<string>>();

function isHoliday(day: DateTime, state: `${FederalState}` | null): boolean {
  if (state === null) return false;
  const key = `${state} ${day.year}`;
  let days = holidays.get(key);
  if (!days) holidays.set(key, (days = new Set(getHolidays(day.year, state).map(({ date }) => date.toISOString().slice(0, 10)))));
  return days.has(day.toISODate() as string);
}
