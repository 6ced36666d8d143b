import type { FastifyInstance } from 'fastify';
import { type AttemptOutcome } from '../../calls/call.entity.ts';
import { type Sql, statement } from '../../database/sql.ts';
import { applyEvent, reporterOfDoor } from '../apply.ts';
import { abilitiesOfDoor } from '../door-kinds.ts';
import type { TelephonyEvent } from '../port.ts';
import { numbersOfFree, secretaryAt } from '../secretary-numbers.ts';
import { type DoorGround, openWebhook, readForm } from '../webhook.ts';
import { BUSY_ANSWER, dialAnswer, EMPTY_ANSWER, MOST_DIALLED, readSipgatePush, SIPGATE_NAMES, type SipgateEvent, sipgateSigned } from './sipgate.ts';

const IS_KNOWN = statement<{ id: string }>('sipgate-call-known', 'select id from call where reporter = $1 and external_id = $2');
const DIALLED = statement<{ id: string; number: string }>(
  'sipgate-attempt-dialled',
  `select a.id, a.number from attempt a join call c on c.id = a.call_id
   where c.reporter = $1 and c.external_id = $2 and a.outcome is null and a.asked_at is not null`,
);

/** What became of the transfer when the call under its new id ended unanswered. */
const OUTCOMES: Record<string, `${AttemptOutcome}`> = { busy: 'BUSY', noAnswer: 'NO_ANSWER', congestion: 'UNREACHABLE', notFound: 'UNREACHABLE', cancel: 'CANCELLED' };

/** What the end or the answer of a call tells; `externalId` is that of the call as it came to us, also after a transfer. */
async function eventsOf(sql: Sql, reporter: string, told: Exclude<SipgateEvent, { event: 'newCall' }>, externalId: string): Promise<TelephonyEvent[]> {
  const wasTransferred = externalId !== told.callId;
  const dialled = await sql.one(DIALLED, [reporter, externalId]);
  if (told.event === 'answer') {
    const secretaryId = await secretaryAt(sql, told.answeringNumber);
    if (dialled && secretaryId === null && (wasTransferred || told.answeringNumber === dialled.number)) return [{ kind: 'ATTEMPT_ENDED', attemptId: dialled.id, outcome: 'ANSWERED' }];
    return [{ kind: 'ANSWERED', externalId, secretaryId }];
  }
  // The caller goes on under another id, whose end will come.
  if (told.cause === 'forwarded') return [];
  const outcome = OUTCOMES[told.cause ?? ''];
  const ended: TelephonyEvent = { kind: 'ENDED', externalId, cause: told.cause };
  return dialled && wasTransferred && outcome ? [{ kind: 'ATTEMPT_ENDED', attemptId: dialled.id, outcome }, ended] : [ended];
}

/** The way in for sipgate.io: POST /telephony/sipgate/<secret>, signed with sipgate's key. The answer to a new call rings the secretaries who are free. */
export const openSipgateDoor = (app: FastifyInstance, house: DoorGround, key: string) =>
  openWebhook(app, house, {
    kind: 'SIPGATE',
    signature: 'X-Sipgate-Signature',
    theirNames: SIPGATE_NAMES,
    isSigned: ({ raw, headers }) => sipgateSigned(key, raw, headers['x-sipgate-signature'] as string | undefined),
    async receive({ door, raw, url, now }) {
      const { sql } = house.ground;
      const origin = { reporter: reporterOfDoor(door.id), abilities: abilitiesOfDoor(door, house.publicUrl) };
      const answer = (body: string) => ({ type: 'application/xml' as const, body });
      const told = readSipgatePush(readForm(raw));
      if (!told) return answer(EMPTY_ANSWER);
      const isOurs = told.origCallId !== told.callId && (await sql.one(IS_KNOWN, [origin.reporter, told.origCallId])) !== undefined;
      if (told.event !== 'newCall') {
        for (const event of await eventsOf(sql, origin.reporter, told, isOurs ? told.origCallId : told.callId)) await applyEvent(sql, origin, event, now);
        return answer(EMPTY_ANSWER);
      }
      // A call of ours that somebody transferred rings where it was transferred to; we only hear what comes of it.
      if (isOurs) return answer(dialAnswer(url, []));
      const arrival = await applyEvent(sql, origin, { kind: 'INCOMING', externalId: told.callId, calledNumber: told.to, callerNumber: told.from, divertedBy: told.diversion, at: null }, now);
      if (arrival?.arrived === 'CALL') return answer(dialAnswer(url, await numbersOfFree(sql, arrival.callId, MOST_DIALLED, now)));
      return answer(arrival?.arrived === 'NOBODYS_LINE' ? EMPTY_ANSWER : BUSY_ANSWER);
    },
  });
