import { loadMatchableContacts } from '../contacts/contact.service.ts';
import { matchContacts } from '../contacts/caller-match.ts';
import type { FederalState } from '../customers/customer.entity.ts';
import { statement, type Sql } from '../database/sql.ts';
import { appendEvent } from '../events/event-log.ts';
import { loadDecidableInstructions } from '../instructions/instruction.service.ts';
import { decide, type Decision, sameDecision } from './decision.ts';

const CUSTOMER = statement<{ name: string; language: 'DE' | 'EN'; timeZone: string; federalState: `${FederalState}` | null }>(
  'decide-customer',
  'select name, language, time_zone as "timeZone", federal_state as "federalState" from customer where id = $1',
);
interface OpenCall extends Calling { id: string; state: string; decision: Decision; changedDecision: Decision | null }

const OPEN_COLUMNS = `id, customer_id as "customerId", caller_number as "callerNumber", withheld, identified_contact_id as "identifiedContactId", state,
  decision, changed_decision as "changedDecision"`;
const OPEN = statement<OpenCall>(
  'decide-open-calls',
  `select ${OPEN_COLUMNS} from call where state <> 'ENDED' and ($1::uuid is null or customer_id = $1) order by received_at, id`,
);
const HOLD = statement<OpenCall>('decide-hold', `select ${OPEN_COLUMNS} from call where id = $1 and state <> 'ENDED' for update`);
const REPLACE = statement('decide-replace', 'update call set decision = $2, contact_names = $3, decision_changed_at = $4 where id = $1');
const SHOW_BESIDE = statement('decide-beside', 'update call set changed_decision = $2 where id = $1');

/** A decision as the API shows one: with the call whose attempts say what comes next, or without one in a what-if. */
export type DecisionRoot = Decision & { callId: string | null; customerId: string };

/** Who calls whom, as far as it matters for the decision. */
export interface Calling { customerId: string; callerNumber: string | null; withheld: boolean; identifiedContactId: string | null }

/** What is decided for this caller at the moment, with the names of the contacts that match, by which the call can be found later. */
export async function decideFor(sql: Sql, calling: Calling, at: Date): Promise<{ decision: Decision; contactNames: string | null }> {
  const [customer, instructions, contacts] = await Promise.all([
    sql.one(CUSTOMER, [calling.customerId]),
    loadDecidableInstructions(sql, [calling.customerId], at),
    loadMatchableContacts(sql, calling.customerId, calling.callerNumber, calling.identifiedContactId),
  ]);
  if (!customer) throw new Error('a call of a customer that does not exist');
  const decision = decide({ ...calling, customer, contacts, instructions: instructions.get(calling.customerId) ?? [], at });
  const names = matchContacts(contacts, calling.callerNumber, calling.identifiedContactId).map(({ contact }) => contact.name);
  return { decision, contactNames: names.length ? names.join(' ') : null };
}

/** Whether the desks see already what would be decided now. */
function isShown(call: OpenCall, decision: Decision): boolean {
  if (sameDecision(decision, call.decision)) return call.changedDecision === null;
  return call.state !== 'RINGING' && call.changedDecision !== null && sameDecision(decision, call.changedDecision);
}

/**
 * Decides the open calls anew, of one customer or of all (null): a ringing call gets the new decision; for one in hand the
 * decision is frozen and the new one is shown beside it. Tells the desks what changed, returns how many did.
 */
export async function decideOpenCallsAnew(sql: Sql, customerId: string | null, at: Date): Promise<number> {
  let changed = 0;
  for (const call of await sql.query(OPEN, [customerId])) {
    if (isShown(call, (await decideFor(sql, call, at)).decision)) continue;
    changed += await sql.transaction(async sql => {
      // Once more, now that no act on the call can come in between: it may have been taken, or its caller named.
      const held = await sql.one(HOLD, [call.id]);
      if (!held) return 0;
      const { decision, contactNames } = await decideFor(sql, held, at);
      if (isShown(held, decision)) return 0;
      if (held.state === 'RINGING') await sql.query(REPLACE, [held.id, JSON.stringify(decision), contactNames, at]);
      else await sql.query(SHOW_BESIDE, [held.id, sameDecision(decision, held.decision) ? null : JSON.stringify(decision)]);
      await appendEvent(sql, 'CALL_CHANGED', held.customerId, held.id);
      return 1;
    });
  }
  return changed;
}
