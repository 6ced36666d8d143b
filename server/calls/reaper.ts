import { statement, type Sql } from '../database/sql.ts';
import { appendEvent } from '../events/event-log.ts';
import { type CallState, resultOfEnd, SILENCE_LIMIT_SECONDS } from './call.entity.ts';
import { CANCEL_ATTEMPT, END, settlePresence } from './hand.service.ts';

interface SilentCall { id: string; customerId: string; state: `${CallState}`; answeredAt: Date | null; takenBy: string | null; hasNote: boolean }

// An exchange that is connected tells of every end, and is compared with the open calls whenever it comes back: it need not be asked again.
const IS_KNOWN_TO_LAST = `c.reporter = 'asterisk' and exists (select from exchange e where e.name = c.reporter and e.connected_since is not null and e.lost_at is null)`;
// Talking that the system reported at a call nobody took counts as talking, not as ringing.
const IS_SILENT = `c.state <> 'ENDED' and not (${IS_KNOWN_TO_LAST}) and c.state_since < $1::timestamptz - make_interval(secs =>
  case when c.state = 'RINGING' and c.answered_at is not null then ($2::jsonb ->> 'TAKEN')::int else ($2::jsonb ->> c.state)::int end)`;
const SILENT = statement<{ id: string }>('call-silent', `select c.id from call c where ${IS_SILENT} order by c.received_at limit 100`);
const HOLD = statement<SilentCall>(
  'call-silent-hold',
  `select c.id, c.customer_id as "customerId", c.state, c.answered_at as "answeredAt", c.taken_by as "takenBy",
     exists (select from call_note n where n.call_id = c.id) as "hasNote"
   from call c where ${IS_SILENT} and c.id = $3 for update skip locked`,
);

/** Ends the calls of which no telephone system has said a word for too long, and returns how many. */
export async function reapSilentCalls(sql: Sql, now: Date): Promise<number> {
  const limits = JSON.stringify(SILENCE_LIMIT_SECONDS);
  let ended = 0;
  // One at a time: nobody may wait for a row while the events of another call hold up everybody.
  for (const { id } of await sql.query(SILENT, [now, limits])) {
    ended += await sql.transaction(async sql => {
      const call = await sql.one(HOLD, [now, limits, id]);
      if (!call) return 0;
      await sql.query(CANCEL_ATTEMPT, [call.id, now]);
      await sql.query(END, [call.id, now, 'SILENT', call.state === 'RINGING' ? 'MISSED' : resultOfEnd(call, null)]);
      if (call.takenBy) await settlePresence(sql, call.takenBy, now);
      await appendEvent(sql, 'CALL_CHANGED', call.customerId, call.id);
      return 1;
    });
  }
  return ended;
}
