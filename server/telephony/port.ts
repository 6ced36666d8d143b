import type { AttemptOutcome, CallState, RingOutcome, TelephoneAbility } from '../calls/call.entity.ts';

/**
 * What a telephone system tells us, whatever its own words are. `externalId` is the system's own id of the caller's line,
 * `attemptId` ours, which the system was given when it was asked to dial. Everything may come twice, late or never.
 */
export type TelephonyEvent =
  /**
   * A call from outside rings. Numbers in any notation that the phone-number rules read; `callerNumber` null: withheld;
   * `divertedBy`: the telephone that forwarded the call to our line, null when the system does not say.
   */
  | { kind: 'INCOMING'; externalId: string; calledNumber: string; callerNumber: string | null; divertedBy?: string | null; at: Date | null }
  /** One of our phones picked up; `secretaryId` null where the system cannot tell whose. */
  | { kind: 'ANSWERED'; externalId: string; secretaryId?: string | null }
  /** A secretary's phone rang and was not picked up. */
  | { kind: 'SECRETARY_UNREACHED'; externalId: string; secretaryId: string; outcome: RingOutcome }
  /** The secretary who has the call put the receiver down. */
  | { kind: 'SECRETARY_HUNG_UP'; externalId: string; secretaryId: string }
  /** Somebody picked up at the number that is tried; whether they take the caller is not said yet. */
  | { kind: 'ATTEMPT_PICKED_UP'; attemptId: string }
  /** An attempt is over; ANSWERED: caller and target are connected. */
  | { kind: 'ATTEMPT_ENDED'; attemptId: string; outcome: `${AttemptOutcome}` }
  /** The line is over; `cause` in the words of the push formats, LINE_LOST when the system itself went down, null when it gives none. */
  | { kind: 'ENDED'; externalId: string; cause: string | null };

/** Whose telephones can ring: all that the secretary has at the moment. */
export interface PhonesOfSecretary {
  secretaryId: string;
  /** Names of SIP endpoints: the desk phone, and the browsers of open sessions. */
  sipEndpoints: string[];
  /** A telephone outside, for systems that only dial numbers; E.164. */
  number: string | null;
}

/** An attempt as the line should carry it out. */
export interface AttemptOnLine {
  id: string;
  /** E.164. */
  number: string;
  ringSeconds: number;
  /** The secretary speaks with the target first; else the target accepts by pressing 1. */
  announced: boolean;
  /** Somebody picked up there. */
  pickedUp: boolean;
  /** Caller and target are to be connected. */
  joined: boolean;
}

/** A call as its line should be now. */
export interface CallOnLine {
  callId: string;
  customerId: string;
  /** The system's own id of the caller's line. */
  externalId: string;
  state: `${CallState}`;
  customerName: string;
  /** The customer's line, E.164. */
  lineNumber: string;
  /** Null: withheld or odd. Never to be shown to anybody's telephone when `withheld`. */
  callerNumber: string | null;
  withheld: boolean;
  /** What the target's telephone shows: the caller's number, or the line's own. */
  presentedNumber: string;
  /** Whose phones ring for the waiting call; empty in all other states. */
  ringing: PhonesOfSecretary[];
  /** Who has the call; null while it waits. */
  secretary: PhonesOfSecretary | null;
  onHold: boolean;
  /** The attempt that is under way, or the one that put the caller through; null in all other states. */
  attempt: AttemptOnLine | null;
  /** What the caller gets before the line ends, since nobody was free; null: nothing, the line ends. */
  fallback: { kind: 'ANNOUNCEMENT' } | { kind: 'OVERFLOW'; number: string } | { kind: 'VOICE_MESSAGE'; seconds: number } | null;
  /** What the caller hears while nobody has taken the call. */
  waiting: 'RINGING' | 'MUSIC' | 'ANNOUNCEMENT_AND_MUSIC';
}

/**
 * One telephone system behind the port. It translates and decides nothing: whatever it hears it tells, and it makes its
 * lines match the calls.
 */
export interface TelephonySystem {
  readonly name: string;
  readonly can: ReadonlySet<`${TelephoneAbility}`>;
  /** Makes the line match the call. Asked after every change of it, again and again; does nothing when it matches already. */
  follow(call: CallOnLine): Promise<void>;
}
