import { isFixedLine } from '../numbers/phone-number.ts';

/** Who dials in a test call. */
export enum ForwardingCheckMethod {
  WE_CALL = 'WE_CALL',
  YOU_CALL = 'YOU_CALL',
}

/** What came of a test call. */
export enum ForwardingCheckResult {
  ARRIVED = 'ARRIVED',
  NOT_ARRIVED = 'NOT_ARRIVED',
  NOT_FORWARDED = 'NOT_FORWARDED',
  FAILED = 'FAILED',
}

/** What is known of a call that comes to a line, all in E.164. */
export interface ArrivingCall {
  /** Null: withheld or odd. */
  callerNumber: string | null;
  /** The telephone that forwarded it; null where the system does not say. */
  divertedBy: string | null;
}

/** A test call that may still arrive, with the line where it would. */
export interface ExpectedCheck {
  number: string;
  method: `${ForwardingCheckMethod}`;
  lineNumber: string;
  isBlock: boolean;
}

/** What a switchboard's number is made of: a block has no telephone at its bare prefix. */
export const mainNumber = (lineNumber: string, isBlock: boolean): string => (isBlock ? `${lineNumber}0` : lineNumber);

/**
 * Whether a call that comes to the line is the test call itself, of which no call is made, or shows that the forwarding
 * works and has a caller all the same; null when it says nothing about the forwarding.
 */
export function arrivalOf(check: ExpectedCheck, { callerNumber, divertedBy }: ArrivingCall): 'TEST_CALL' | 'ARRIVED_TOO' | null {
  const forwarded = divertedBy === check.number;
  if (check.method === 'YOU_CALL') {
    if (divertedBy !== null) return forwarded ? 'ARRIVED_TOO' : null;
    // A mobile network keeps the caller: there, the line was dialled directly. A switchboard may show itself instead.
    return callerNumber === check.number && !isFixedLine(check.number) ? null : 'ARRIVED_TOO';
  }
  // Some telephone systems put their own number in the caller's place when they forward.
  const isOurs = callerNumber !== null && (callerNumber === check.number || callerNumber === check.lineNumber || (check.isBlock && callerNumber.startsWith(check.lineNumber)));
  if (isOurs) return 'TEST_CALL';
  if (!forwarded) return null;
  // While we ring that telephone, somebody else may call it, who must not be lost.
  return callerNumber === null ? 'TEST_CALL' : 'ARRIVED_TOO';
}
