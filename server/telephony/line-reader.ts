import { statement, type Sql } from '../database/sql.ts';
import type { CallOnLine, PhonesOfSecretary } from './port.ts';

/** A call as its line should be now, and whose line it is. */
export interface LineToFollow { reporter: string; line: CallOnLine }

interface Row extends Omit<CallOnLine, 'presentedNumber' | 'fallback' | 'attempt' | 'secretary' | 'ringing'> {
  reporter: string;
  secretaryId: string | null;
  ringingIds: string[];
  phones: PhonesOfSecretary[];
  attempt: CallOnLine['attempt'];
  fallback: 'ANNOUNCEMENT' | 'OVERFLOW' | 'VOICE_MESSAGE' | null;
  overflowNumber: string | null;
  voiceMessageSeconds: number;
  presentsCaller: boolean;
}

// One read for all that a line needs, as it is asked after every change of a call.
const LINES = statement<Row>(
  'line-to-follow',
  `select c.id as "callId", c.customer_id as "customerId", c.reporter, c.external_id as "externalId", c.state, cu.name as "customerName", l.number as "lineNumber",
     c.caller_number as "callerNumber", c.withheld, c.on_hold as "onHold", c.fallback, c.taken_by as "secretaryId",
     s.waiting, s.overflow_number as "overflowNumber", s.voice_message_seconds as "voiceMessageSeconds", s.presents_caller as "presentsCaller",
     coalesce((select array_agg(r.secretary_id order by r.rung_at) from call_ring r where r.call_id = c.id and r.stopped_at is null and c.state = 'RINGING'), '{}') as "ringingIds",
     coalesce((
       select json_agg(json_build_object('secretaryId', p.id, 'number', p.phone_number,
         'sipEndpoints', array_remove(array[p.sip_endpoint], null) || array(select o.username from softphone o where o.secretary_id = p.id order by o.created_at)))
       from secretary p
       where p.id = c.taken_by or (c.state = 'RINGING' and p.id in (select r.secretary_id from call_ring r where r.call_id = c.id and r.stopped_at is null))), '[]') as phones,
     (select json_build_object('id', a.id, 'number', a.number, 'ringSeconds', a.ring_seconds, 'announced', a.announced, 'pickedUp', a.answered_at is not null,
        'joined', a.outcome is not null)
      from attempt a where a.call_id = c.id and (a.outcome is null and c.state = 'PUTTING_THROUGH' or a.outcome = 'ANSWERED' and c.state = 'PUT_THROUGH')
      order by a.position desc limit 1) as attempt
   from call c join customer cu on cu.id = c.customer_id join line l on l.id = c.line_id cross join telephony_settings s
   where c.abilities <> '{}' and (c.id = any($1::uuid[]) or $1::uuid[] is null and c.state <> 'ENDED' and ($2::text is null or c.reporter = $2))
   order by c.received_at, c.id`,
);

function toLine({ reporter, secretaryId, ringingIds, phones, presentsCaller, fallback, overflowNumber, voiceMessageSeconds, ...call }: Row): LineToFollow {
  const phonesOf = (id: string): PhonesOfSecretary => phones.find(one => one.secretaryId === id) ?? { secretaryId: id, sipEndpoints: [], number: null };
  return {
    reporter,
    line: {
      ...call,
      ringing: ringingIds.map(phonesOf),
      secretary: secretaryId === null || call.state === 'ENDED' ? null : phonesOf(secretaryId),
      presentedNumber: presentsCaller && !call.withheld && call.callerNumber !== null ? call.callerNumber : call.lineNumber,
      fallback:
        fallback === 'OVERFLOW' ? (overflowNumber === null ? { kind: 'ANNOUNCEMENT' } : { kind: 'OVERFLOW', number: overflowNumber })
        : fallback === 'VOICE_MESSAGE' ? { kind: 'VOICE_MESSAGE', seconds: voiceMessageSeconds }
        : fallback && { kind: 'ANNOUNCEMENT' },
    },
  };
}

/** These calls as their lines should be now, or all open ones (null); calls of systems that only tell are left out. */
export const readLines = async (sql: Sql, callIds: readonly string[] | null): Promise<LineToFollow[]> => (await sql.query(LINES, [callIds, null])).map(toLine);

/** All open calls that this system has the lines of. */
export const readOpenLines = async (sql: Sql, reporter: string): Promise<CallOnLine[]> => (await sql.query(LINES, [null, reporter])).map(row => toLine(row).line);
