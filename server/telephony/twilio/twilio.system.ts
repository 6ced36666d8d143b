import { claimAttempt } from '../../calls/line.service.ts';
import type { Ground } from '../../context.ts';
import { statement } from '../../database/sql.ts';
import { applyEvent, reporterOfDoor } from '../apply.ts';
import { doorPath, noteProblem, type OpenDoor } from '../door.service.ts';
import type { InTurn } from '../in-turn.ts';
import { readLines } from '../line-reader.ts';
import type { TelephoneAbility } from '../../calls/call.entity.ts';
import type { CallOnLine, TelephonySystem } from '../port.ts';
import { providerApi, ProviderRefused } from '../provider-api.ts';
import { readSettings } from '../settings.service.ts';
import type { SpokenLanguage } from './spoken.ts';
import { attemptDocument, fallbackDocument, HANG_UP, ringable, ringDocument, waitDocument } from './twiml.ts';
import type { TwilioLines } from './twilio.lines.ts';
import { CAUSES } from './twilio.ts';

/** A telephone that Twilio has dialled for a caller and that is not done with. */
interface Leg { to: string; isTalking: boolean }

const LANGUAGE = statement<{ language: SpokenLanguage }>('twilio-language', 'select language from customer where id = $1');
const IS_STALE = statement<{ id: string }>('twilio-attempt-stale', `select id from attempt where id = $1 and outcome is null and asked_at < $2::timestamptz - interval '10 seconds'`);

/** Twilio answers this for a call that has not been answered or is over. */
const NOT_IN_PROGRESS = 21220;
const UNKNOWN_CALL = 20404;

/** Seconds until a line that waits asks anew: little for one that rings, where somebody may come free; the others are told. */
const RINGING_WAIT = 2;
const LONG_WAIT = 10;

/** What the system and the door of Twilio have in common. */
export interface TwilioHouse {
  ground: Pick<Ground, 'sql' | 'secrets' | 'now' | 'log'>;
  /** Where Twilio is. */
  api: string;
  lines: TwilioLines;
  turns: InTurn;
}

/** A door of Twilio with what it needs. */
export type TwilioDoor = OpenDoor & { account: string; apiSecret: string };

/** The address that Twilio is given for calls of a door: it names the door by its id, since the secret is not kept; what comes in there is signed. */
export const addressOf = (base: string, doorId: string): string => base.replace(/\/$/, '') + doorPath(doorId, 'TWILIO');

/**
 * The system behind a door of Twilio. A call's line does what the last document says that Twilio was given, as the answer to
 * a push or by a command; `documentFor` makes the one for the call as it is now, and claims the attempt that it dials.
 */
export function twilioSystem(door: TwilioDoor, can: ReadonlySet<`${TelephoneAbility}`>, at: string, { ground: { sql, now, log }, api, lines, turns }: TwilioHouse) {
  const ask = providerApi('Twilio', api, door.account, door.apiSecret);
  const origin = { reporter: reporterOfDoor(door.id), abilities: [...can] };
  const calls = `/2010-04-01/Accounts/${door.account}/Calls`;
  const command = async (...given: Parameters<typeof ask>) => {
    try {
      return await ask(...given);
    } catch (error) {
      if (error instanceof ProviderRefused && error.code !== NOT_IN_PROGRESS && error.code !== UNKNOWN_CALL) await noteProblem(sql, door.id, error.message, now());
      throw error;
    }
  };
  const change = (call: CallOnLine, how: Record<string, string>) => command('POST', `${calls}/${encodeURIComponent(call.externalId)}.json`, new URLSearchParams(how));

  const statusOf = async (call: CallOnLine) => ((await command('GET', `${calls}/${encodeURIComponent(call.externalId)}.json`)) as { status: string }).status;
  async function legsOf(call: CallOnLine): Promise<Leg[]> {
    const listed = (await command('GET', `${calls}.json?ParentCallSid=${encodeURIComponent(call.externalId)}&PageSize=100`)) as { calls: { to: string; status: string }[] };
    return listed.calls.filter(({ status }) => !(status in CAUSES)).map(({ to, status }) => ({ to, isTalking: status === 'in-progress' }));
  }

  const failed = (attemptId: string) => applyEvent(sql, origin, { kind: 'ATTEMPT_ENDED', attemptId, outcome: 'FAILED' }, now());

  const wishedOf = ({ state, ringing, secretary }: CallOnLine) => (state === 'RINGING' ? ringing : secretary ? [secretary] : []);
  async function waitOrRing(call: CallOnLine): Promise<string> {
    const phones = ringable(wishedOf(call));
    return phones.length ? ringDocument(at, call, phones, (await readSettings(sql)).secretaryRingSeconds) : waitDocument(at, call.callId, call.state === 'RINGING' ? RINGING_WAIT : LONG_WAIT);
  }
  const farewell = async (call: CallOnLine) => fallbackDocument(call, (await sql.one(LANGUAGE, [call.customerId]))?.language ?? 'DE');

  async function documentFor(call: CallOnLine): Promise<string> {
    const tell = (document: string) => lines.tell(call.callId, document);
    switch (call.state) {
      case 'RINGING':
      case 'TAKEN':
        return tell(await waitOrRing(call));
      case 'PUTTING_THROUGH': {
        const { attempt } = call;
        if (attempt && (await claimAttempt(sql, attempt.id, now()))) return tell(attemptDocument(at, call, attempt));
        // Who asks is not dialling. Was the attempt claimed long ago, its command got lost with the process that was to give it.
        if (attempt && (await sql.one(IS_STALE, [attempt.id, now()]))) {
          await failed(attempt.id);
          return documentOf(call.callId);
        }
        return waitDocument(at, call.callId, LONG_WAIT);
      }
      case 'PUT_THROUGH':
        return HANG_UP;
      case 'ENDED':
        return tell(await farewell(call));
    }
  }

  async function documentOf(callId: string): Promise<string> {
    const [found] = await readLines(sql, [callId]);
    return found?.reporter === origin.reporter ? documentFor(found.line) : HANG_UP;
  }

  /** Has the line do what this document says; false when there is no line any more, or none yet that could be commanded. */
  async function give(call: CallOnLine, document: string): Promise<boolean> {
    try {
      await change(call, { Twiml: document });
      return true;
    } catch (error) {
      lines.forget(call.callId);
      // It asks by itself soon, when what it does is over.
      if (error instanceof ProviderRefused && error.code === NOT_IN_PROGRESS) return false;
      throw error;
    }
  }

  async function dial(call: CallOnLine, attempt: NonNullable<CallOnLine['attempt']>): Promise<void> {
    if (!(await claimAttempt(sql, attempt.id, now()))) {
      const isLost = (await sql.one(IS_STALE, [attempt.id, now()])) && !(await legsOf(call)).some(({ to }) => to === attempt.number);
      if (isLost) await failed(attempt.id);
      return;
    }
    try {
      if (await give(call, lines.tell(call.callId, attemptDocument(at, call, attempt)))) return;
    } catch (error) {
      log.warn({ err: error, callId: call.callId }, 'a number could not be dialled');
    }
    await failed(attempt.id);
  }

  async function ring(call: CallOnLine): Promise<void> {
    const phones = ringable(wishedOf(call));
    const isWished = ({ to }: Leg) => phones.some(({ number }) => number === to);
    const legs = await legsOf(call);
    // Who has just picked up is connected by the answer to that.
    if (legs.some(leg => leg.isTalking && isWished(leg))) return;
    if (legs.length === phones.length && legs.every(leg => !leg.isTalking && isWished(leg))) return;
    const document = await waitOrRing(call);
    if (!lines.hasTold(call.callId, document)) await give(call, lines.tell(call.callId, document));
  }

  async function end(call: CallOnLine): Promise<void> {
    if (!call.fallback) {
      await change(call, { Status: 'completed' });
      return;
    }
    const document = await farewell(call);
    if (!lines.hasTold(call.callId, document)) await give(call, lines.tell(call.callId, document));
  }

  async function step(call: CallOnLine): Promise<void> {
    if (lines.isAnswering(call.callId)) return;
    let status: string;
    try {
      status = await statusOf(call);
    } catch (error) {
      if (!(error instanceof ProviderRefused) || error.code !== UNKNOWN_CALL) throw error;
      status = 'completed';
    }
    const cause = CAUSES[status];
    if (cause !== undefined) {
      lines.forget(call.callId);
      if (call.state !== 'ENDED') await applyEvent(sql, origin, { kind: 'ENDED', externalId: call.externalId, cause }, now());
    } else if (call.state === 'ENDED') await end(call);
    else if (call.state === 'PUTTING_THROUGH' && call.attempt) await dial(call, call.attempt);
    else if (call.state === 'RINGING' || call.state === 'TAKEN') await ring(call);
  }

  const system: TelephonySystem = { name: origin.reporter, can, follow: call => turns.follow(call, step) };
  return { system, origin, documentOf };
}
