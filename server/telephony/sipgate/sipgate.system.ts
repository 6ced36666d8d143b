import { claimAttempt } from '../../calls/line.service.ts';
import type { Ground } from '../../context.ts';
import { applyEvent, reporterOfDoor } from '../apply.ts';
import { noteProblem, type OpenDoor } from '../door.service.ts';
import type { InTurn } from '../in-turn.ts';
import type { TelephoneAbility } from '../../calls/call.entity.ts';
import type { CallOnLine, TelephonySystem } from '../port.ts';
import { providerApi, ProviderRefused } from '../provider-api.ts';

/** What the systems of all doors of sipgate share. */
export interface SipgateHouse {
  ground: Pick<Ground, 'sql' | 'now' | 'log'>;
  /** Where sipgate's API is. */
  api: string;
  turns: InTurn;
}

interface LiveCall { callId: string; hold: boolean }

/**
 * Carries out with sipgate's API what calls of a door want: a transfer, hold, and the end. A transfer is blind: whether the
 * target answers is told only where sipgate pushes the call under its new id.
 */
export function sipgateSystem(
  door: OpenDoor & { account: string; apiSecret: string }, can: ReadonlySet<`${TelephoneAbility}`>, { ground: { sql, now, log }, api, turns }: SipgateHouse,
): TelephonySystem {
  const ask = providerApi('sipgate', api, door.account, door.apiSecret);
  const origin = { reporter: reporterOfDoor(door.id), abilities: [...can] };
  const command = async (...given: Parameters<typeof ask>) => {
    try {
      return await ask(...given);
    } catch (error) {
      if (error instanceof ProviderRefused && error.status !== 404) await noteProblem(sql, door.id, error.message, now());
      throw error;
    }
  };
  const at = (call: CallOnLine) => `/calls/${encodeURIComponent(call.externalId)}`;

  async function transfer(call: CallOnLine, { id, number }: NonNullable<CallOnLine['attempt']>): Promise<void> {
    // Claimed before it is given: given twice, the target would be called twice.
    if (!(await claimAttempt(sql, id, now()))) return;
    try {
      await command('POST', `${at(call)}/transfer`, { attended: false, phoneNumber: number });
    } catch (error) {
      log.warn({ err: error, callId: call.callId }, 'a call could not be transferred');
      await applyEvent(sql, origin, { kind: 'ATTEMPT_ENDED', attemptId: id, outcome: 'FAILED' }, now());
    }
  }

  async function step(call: CallOnLine): Promise<void> {
    if (call.state === 'PUTTING_THROUGH' && call.attempt) return transfer(call, call.attempt);
    if (call.state !== 'TAKEN' && call.state !== 'ENDED') return;
    const { data } = (await command('GET', '/calls')) as { data: LiveCall[] };
    const live = data.find(({ callId }) => callId === call.externalId);
    if (!live) return;
    if (call.state === 'ENDED') await command('DELETE', at(call));
    else if (live.hold !== call.onHold) await command('PUT', `${at(call)}/hold`, { value: call.onHold });
  }

  return { name: origin.reporter, can, follow: call => turns.follow(call, step) };
}
