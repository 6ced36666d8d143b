import { tellsOnly, type TelephonyEvent, type TelephonySystem } from './port.ts';

/** The line simulator: a telephone system that tells of calls and is only played. Putting through is recorded by hand. */
export const lineSimulator: TelephonySystem = tellsOnly('the line simulator');

/** The event as a push in the generic format, which `readGenericPush` reads. A push has no time: it tells what happens now. */
export function genericPush(event: TelephonyEvent): Record<string, string> {
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
