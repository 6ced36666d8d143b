import type { FastifyInstance } from 'fastify';
import { ringWaitingCalls } from '../../calls/ringing.service.ts';
import { statement } from '../../database/sql.ts';
import { isUuid } from '../../database/uuid.ts';
import { parsePushNumber } from '../../numbers/phone-number.ts';
import { applyEvent } from '../apply.ts';
import { abilitiesOfDoor } from '../door-kinds.ts';
import { readLines } from '../line-reader.ts';
import { numbersOfFree } from '../secretary-numbers.ts';
import { openWebhook, type Push, readForm, Unreadable } from '../webhook.ts';
import type { SpokenLanguage } from './spoken.ts';
import { acceptDocument, GO_ON, HANG_UP, plainRingDocument, REJECT, waitDocument } from './twiml.ts';
import { addressOf, type TwilioDoor, type TwilioHouse, twilioSystem } from './twilio.system.ts';
import { attemptOutcome, CAUSES, readTwilioPush, ringOutcome, TWILIO_NAMES, type TwilioTold, twilioSigned } from './twilio.ts';

interface CallRead { id: string; externalId: string; state: string; takenBy: string | null }
interface AttemptRead { id: string; outcome: string | null; callId: string; externalId: string; customerName: string; language: SpokenLanguage }

const CALL = statement<CallRead>('twilio-call', 'select id, external_id as "externalId", state, taken_by as "takenBy" from call where id = $1 and reporter = $2');
const ATTEMPT = statement<AttemptRead>(
  'twilio-attempt',
  `select a.id, a.outcome, c.id as "callId", c.external_id as "externalId", cu.name as "customerName", cu.language
   from attempt a join call c on c.id = a.call_id join customer cu on cu.id = c.customer_id where a.id = $1 and c.reporter = $2`,
);

const XML = 'application/xml' as const;
/** Time for what is told beside the answer, such as who let it ring, to come in. */
const MOMENT = 1;

/**
 * The way in for Twilio: POST /telephony/twilio/<secret>, signed with the Auth Token, for "a call comes in" and "call status
 * changes" alike. Calls are then told, and asked how to go on with, at addresses below the door's.
 */
export const openTwilioDoor = (app: FastifyInstance, house: TwilioHouse & { publicUrl: string | null }) =>
  openWebhook(app, house, {
    kind: 'TWILIO',
    signature: 'X-Twilio-Signature',
    theirNames: TWILIO_NAMES,
    hasBelow: true,
    isSigned: ({ door, raw, url, headers }) => door.apiSecret !== null && twilioSigned(door.apiSecret, url, readForm(raw), headers['x-twilio-signature'] as string | undefined),
    async receive(push) {
      const told = readTwilioPush(readForm(push.raw), push.now);
      return { type: XML, body: await receive(house, push, told) };
    },
  });

async function receive(house: TwilioHouse & { publicUrl: string | null }, push: Push, told: TwilioTold): Promise<string> {
  const { ground: { sql }, lines } = house;
  const door = push.door as TwilioDoor;
  const at = addressOf(push.base, door.id);
  const { system, origin, documentOf } = twilioSystem(door, new Set(abilitiesOfDoor(door, house.publicUrl)), at, house);
  const tell = (event: Parameters<typeof applyEvent>[2]) => applyEvent(sql, origin, event, push.now);
  const [step = '', id = '', secretaryId = ''] = push.below;

  const callOf = async () => (isUuid(id) ? sql.one(CALL, [id, origin.reporter]) : undefined);
  const attemptOf = async () => (isUuid(id) ? sql.one(ATTEMPT, [id, origin.reporter]) : undefined);
  /** Answers a line that asks how to go on; commands keep out of its way meanwhile. */
  const goOn = (callId: string, before: () => Promise<unknown>, how: () => Promise<string> = () => documentOf(callId)) =>
    lines.answer(
      callId,
      async () => {
        await before();
        return how();
      },
      () => push.afterwards(async () => {
        for (const { line } of await readLines(sql, [callId])) await system.follow(line);
      }),
    );

  async function arrive(): Promise<string> {
    if (told.to === null) throw new Unreadable('To is missing.');
    const arrival = await tell({
      kind: 'INCOMING', externalId: told.callSid, calledNumber: told.to, callerNumber: told.from, divertedBy: told.forwardedFrom && parsePushNumber(told.forwardedFrom), at: null,
    });
    if (arrival?.arrived !== 'CALL') return REJECT;
    const { callId } = arrival;
    if (!origin.abilities.length) return plainRingDocument(await numbersOfFree(sql, callId, 10, push.now));
    return goOn(callId, () => ringWaitingCalls(sql, push.now));
  }

  /** Somebody picked up a secretary's telephone, which is not connected before we have answered. */
  async function pickUp(): Promise<string> {
    const call = await callOf();
    if (!call || !isUuid(secretaryId)) return HANG_UP;
    if (call.state === 'RINGING') await tell({ kind: 'ANSWERED', externalId: call.externalId, secretaryId });
    const now = await callOf();
    return now?.state === 'TAKEN' && now.takenBy === secretaryId ? GO_ON : HANG_UP;
  }

  switch (step) {
    case '': {
      if (!told.isInbound) return GO_ON;
      const cause = CAUSES[told.status ?? ''];
      if (cause === undefined) return arrive();
      await tell({ kind: 'ENDED', externalId: told.callSid, cause });
      return GO_ON;
    }
    case 'line': {
      const call = await callOf();
      return call ? goOn(call.id, async () => undefined) : HANG_UP;
    }
    case 'rung': {
      const call = await callOf();
      if (!call) return HANG_UP;
      const wasTalking = (told.dialStatus === 'completed' || told.dialStatus === 'answered') && told.wasBridged;
      if (!wasTalking) return goOn(call.id, async () => undefined, async () => (call.state === 'ENDED' ? documentOf(call.id) : lines.tell(call.id, waitDocument(at, call.id, MOMENT))));
      return goOn(call.id, async () => call.takenBy && tell({ kind: 'SECRETARY_HUNG_UP', externalId: call.externalId, secretaryId: call.takenBy }));
    }
    case 'picked':
      return pickUp();
    case 'status': {
      const call = await callOf();
      const outcome = ringOutcome(told);
      if (call && outcome) await tell({ kind: 'SECRETARY_UNREACHED', externalId: call.externalId, secretaryId, outcome });
      return GO_ON;
    }
    case 'attempt': {
      const attempt = await attemptOf();
      if (!attempt) return HANG_UP;
      return goOn(attempt.callId, () =>
        // Connected before: then the two have talked, and the one who was called has hung up.
        attempt.outcome === 'ANSWERED' ? tell({ kind: 'ENDED', externalId: attempt.externalId, cause: 'normalClearing' }) : tell({ kind: 'ATTEMPT_ENDED', attemptId: attempt.id, outcome: attemptOutcome(told.dialStatus) }));
    }
    case 'accept': {
      const attempt = await attemptOf();
      if (attempt?.outcome !== null) return HANG_UP;
      await tell({ kind: 'ATTEMPT_PICKED_UP', attemptId: attempt.id });
      return acceptDocument(at, attempt.id, attempt.customerName, attempt.language);
    }
    case 'accepted': {
      const attempt = await attemptOf();
      if (!attempt) return HANG_UP;
      if (told.digits === '1') await tell({ kind: 'ATTEMPT_ENDED', attemptId: attempt.id, outcome: 'ANSWERED' });
      else if (told.digits !== null) await tell({ kind: 'ATTEMPT_ENDED', attemptId: attempt.id, outcome: 'DECLINED' });
      return (await attemptOf())?.outcome === 'ANSWERED' ? GO_ON : HANG_UP;
    }
    default:
      throw new Unreadable('There is nothing at this address.');
  }
}
