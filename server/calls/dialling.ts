import { statement, type Sql } from '../database/sql.ts';
import { countryOf } from '../numbers/phone-number.ts';
import { raiseAlarm } from './alarm.service.ts';
import type { Decision, PlannedNumber } from './decision.ts';

/** Why a number is not dialled. */
export type DialRefusal = 'LIMIT' | 'COUNTRY';

/** What matters of a call for dialling on its behalf. */
export interface DiallingCall { id: string; customerId: string; abilities: readonly string[]; decision: Decision }

const INSERT = statement(
  'attempt-insert',
  `insert into attempt (customer_id, id, call_id, forwarding_number_id, number, label, situation, ring_seconds, position, started_at, announced)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
);
const BEGIN = statement('call-putting-through', `update call set state = 'PUTTING_THROUGH', state_since = $2, on_hold = false where id = $1`);
const LIMITS = statement<{ allowedCountries: string[]; dials: number; dialled: number }>(
  'dial-limits',
  `select s.allowed_countries as "allowedCountries", s.dials_per_customer_and_hour as dials,
     (select count(*)::int from attempt where customer_id = $1 and started_at > $2) as dialled from telephony_settings s`,
);

/**
 * Whether a telephone system may dial the number for this customer: its country is one that the service allows, and the
 * customer has not had more dialled within the hour than is usual. Where it may not, supervisors get an alarm. Null: it may.
 */
export async function mayDial(sql: Sql, call: DiallingCall, number: string, now: Date): Promise<DialRefusal | null> {
  // What a secretary dials at their own phone is theirs to answer for.
  if (!call.abilities.includes('DIAL')) return null;
  const { allowedCountries, dials, dialled } = (await sql.one(LIMITS, [call.customerId, new Date(now.getTime() - 3_600_000)])) as { allowedCountries: string[]; dials: number; dialled: number };
  const country = countryOf(number);
  const refusal = country === null || !allowedCountries.includes(country) ? 'COUNTRY' : dialled >= dials ? 'LIMIT' : null;
  if (refusal) await raiseAlarm(sql, { kind: refusal === 'LIMIT' ? 'DIAL_LIMIT' : 'COUNTRY_REFUSED', customerId: call.customerId, number }, now);
  return refusal;
}

/** Begins an attempt of a call that is locked, at the given place in the order of its attempts. */
export async function beginAttempt(sql: Sql, call: DiallingCall, number: PlannedNumber, position: number, now: Date): Promise<void> {
  const announced = call.abilities.includes('ANNOUNCE') && call.decision.transfer !== 'BLIND';
  await sql.query(INSERT, [
    call.customerId, crypto.randomUUID(), call.id, number.id, number.number, number.label, number.situation, number.ringSeconds, position, now, announced,
  ]);
  await sql.query(BEGIN, [call.id, now]);
}
