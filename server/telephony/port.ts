/** What a telephone system tells us, whatever its own words are. Ids are the system's own. */
export type TelephonyEvent =
  /** A call from outside rings. `calledNumber` and `callerNumber` in any notation that the phone-number rules read; null: withheld. */
  | { kind: 'INCOMING'; externalId: string; calledNumber: string; callerNumber: string | null; at: Date | null }
  /** One of our phones picked up. */
  | { kind: 'ANSWERED'; externalId: string }
  /** The line is over; `cause` in the words of the push formats, null when the system gives none. */
  | { kind: 'ENDED'; externalId: string; cause: string | null };

/** What we may ask of a telephone system. Asked only for what it can do. */
export type TelephonyCommand =
  | { kind: 'RING_SECRETARY'; externalId: string; secretaryId: string }
  | { kind: 'DIAL'; externalId: string; attemptId: string; number: string; ringSeconds: number }
  | { kind: 'HOLD'; externalId: string; onHold: boolean }
  | { kind: 'TAKE_BACK'; externalId: string }
  | { kind: 'HANG_UP'; externalId: string };

/** What a telephone system can do by itself. What it cannot, secretaries do by hand and record. */
export type Capability = TelephonyCommand['kind'] | 'TELLS_OUTCOMES' | 'ANNOUNCED_TRANSFER' | 'REJECT';

/** One telephone system behind the port: it translates and decides nothing. */
export interface TelephonySystem {
  readonly name: string;
  readonly can: ReadonlySet<Capability>;
  /** Asks the system to act; throws for what it cannot do. */
  command(command: TelephonyCommand): Promise<void>;
}

/** A system that only tells, as push formats do: putting through is done by hand at the secretary's own phone. */
export const tellsOnly = (name: string): TelephonySystem => ({
  name,
  can: new Set(),
  command: command => Promise.reject(new Error(`${name} cannot ${command.kind}`)),
});
