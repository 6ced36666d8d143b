import { attemptEnded, attemptPickedUp, secretaryHungUp, secretaryUnreached } from '../calls/line.service.ts';
import { reportAnswered, reportEnded, reportIncoming } from '../calls/report.service.ts';
import type { Sql } from '../database/sql.ts';
import type { TelephoneAbility } from '../calls/call.entity.ts';
import type { TelephonyEvent } from './port.ts';

/** Which telephone system tells: its calls' ids are its own, and what it can do is kept with each of its calls. */
export interface Origin { reporter: string; abilities: readonly `${TelephoneAbility}`[] }

/** What came of a call that arrived: it waits on the desks, or the line can be given up, as it is nobody's, a forwarding that came back, or a test call. */
export type Arrival = { arrived: 'CALL'; callId: string } | { arrived: 'NOBODYS_LINE' | 'LOOP' | 'TEST_CALL' };

/** Whose calls those of a door are. */
export const reporterOfDoor = (doorId: string): string => `door:${doorId}`;

/** Applies what a telephone system told. Whatever comes twice, late or in the wrong order does no harm. Returns what came of a call that arrived, null for all else. */
export async function applyEvent(sql: Sql, { reporter, abilities }: Origin, event: TelephonyEvent, now: Date): Promise<Arrival | null> {
  switch (event.kind) {
    case 'INCOMING': {
      const { calledNumber, callerNumber, externalId, divertedBy = null, at } = event;
      const result = await reportIncoming(sql, reporter, { calledNumber, callerNumber, externalId, divertedBy, receivedAt: at, abilities }, now);
      if ('unknownLine' in result) return { arrived: 'NOBODYS_LINE' };
      return 'ignored' in result ? { arrived: result.ignored } : { arrived: 'CALL', callId: result.id };
    }
    case 'ANSWERED':
      await reportAnswered(sql, reporter, event.externalId, now, event.secretaryId ?? null);
      return null;
    case 'SECRETARY_UNREACHED':
      await secretaryUnreached(sql, reporter, event.externalId, event.secretaryId, event.outcome, now);
      return null;
    case 'SECRETARY_HUNG_UP':
      await secretaryHungUp(sql, reporter, event.externalId, event.secretaryId, now);
      return null;
    case 'ATTEMPT_PICKED_UP':
      await attemptPickedUp(sql, event.attemptId, now);
      return null;
    case 'ATTEMPT_ENDED':
      await attemptEnded(sql, event.attemptId, event.outcome, now);
      return null;
    case 'ENDED':
      await reportEnded(sql, reporter, event.externalId, event.cause, now);
      return null;
  }
}
