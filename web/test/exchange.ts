import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { TelephoneAbility } from '../../server/calls/call.entity.ts';
import { keepVoiceMessage } from '../../server/calls/voice-message.ts';
import { ringWaitingCalls } from '../../server/calls/ringing.service.ts';
import { clusterFolderOf, SUPERUSER } from '../../server/database/local-cluster.ts';
import { openSql } from '../../server/database/sql.ts';
import { sqlPoolConfig } from '../../server/orm.ts';
import { applyEvent } from '../../server/telephony/apply.ts';
import type { TelephonyEvent } from '../../server/telephony/port.ts';

/** What a telephone system of one's own can do. */
export const ALL_ABILITIES = ['RING_SECRETARY', 'DIAL', 'TELLS_OUTCOMES', 'ANNOUNCE', 'HOLD', 'TAKE_BACK', 'HANG_UP', 'REJECT'] as const;

type WithoutIds<Event> = Event extends { externalId: string } ? Omit<Event, 'externalId'> : Event;
/** What the system tells of one line, whose id it adds. */
type Told = WithoutIds<Exclude<TelephonyEvent, { kind: 'INCOMING' }>>;

/** A telephone system that can dial, played by the test: it tells the running service what happens, through the port that all systems go through. */
export function openExchange(dataFolder: string, abilities: readonly `${TelephoneAbility}`[] = ALL_ABILITIES) {
  const socketFolder = readFileSync(path.join(clusterFolderOf(dataFolder), 'postmaster.pid'), 'utf8').split('\n')[4];
  if (!socketFolder) throw new Error(`no database runs in ${dataFolder}`);
  const sql = openSql({ ...sqlPoolConfig({ host: socketFolder, user: SUPERUSER, database: 'vorzimmer' }), max: 2 }, error => { throw error; });
  // Not a door's: its telephones are those of a telephone system of one's own.
  const origin = { reporter: `exchange:${crypto.randomUUID()}`, abilities };

  return {
    /** Lets a line ring; null: the number is withheld. */
    async ring(to: string, from: string | null) {
      const externalId = crypto.randomUUID();
      const arrival = await applyEvent(sql, origin, { kind: 'INCOMING', externalId, calledNumber: to, callerNumber: from, at: null }, new Date());
      if (arrival?.arrived !== 'CALL') throw new Error(`the call did not arrive: ${JSON.stringify(arrival)}`);
      const { callId } = arrival;
      return {
        callId,
        tell: (event: Told) => applyEvent(sql, origin, { externalId, ...event } as TelephonyEvent, new Date()),
        leaveMessage: (wav: Buffer, seconds: number, at: Date) => keepVoiceMessage(sql, callId, wav, seconds, at),
      };
    },
    /** Rings for the waiting calls as at that moment: whose telephones, whose no longer, and whether nobody was free in time. */
    ringTelephones: (at = new Date()) => ringWaitingCalls(sql, at),
    close: () => sql.close(),
  };
}
