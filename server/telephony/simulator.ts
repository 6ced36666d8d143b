import type { TelephonyEvent } from './port.ts';

/** What the line simulator can say of a call: it tells of calls and is only played. Putting through is recorded by hand. */
export type SimulatedEvent = Extract<TelephonyEvent, { kind: 'INCOMING' | 'ANSWERED' | 'ENDED' }>;

/** The event as a push in the generic format, which `readGenericPush` reads. A push has no time: it tells what happens now. */
export function genericPush(event: SimulatedEvent): Record<string, string> {
  const call = { direction: 'in', callId: event.externalId };
  switch (event.kind) {
    case 'INCOMING':
      return { event: 'newCall', ...call, to: event.calledNumber, ...(event.callerNumber !== null && { from: event.callerNumber }) };
    case 'ANSWERED':
      return { event: 'answer', ...call };
    case 'ENDED':
      return { event: 'hangup', ...call, ...(event.cause !== null && { cause: event.cause }) };
  }
}
