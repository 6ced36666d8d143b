import type { RingOutcome } from '../../calls/call.entity.ts';
import type { PhonesOfSecretary } from '../port.ts';
import { togetherOutcome } from './outcome.ts';

/** How long a telephone that could not be rung is left alone, in milliseconds. */
const REST_MS = 3_000;
/** After this time a call that is followed has been read since the last that was told, in milliseconds. */
const SETTLES_MS = 1_000;

/** The secretaries of one waiting call whose telephones were rung in vain, until they are rung anew. */
export class Unreached {
  private readonly tell: (secretaryId: string, outcome: RingOutcome) => Promise<unknown>;
  /** By secretary, then by telephone; one without a telephone has an empty name. */
  private readonly outcomes = new Map<string, Map<string, RingOutcome>>();
  private readonly toldAt = new Map<string, number>();
  private readonly restsUntil = new Map<string, number>();

  /** `tell` is asked once for each time that none of a secretary's telephones rings any more. */
  constructor(tell: (secretaryId: string, outcome: RingOutcome) => Promise<unknown>) {
    this.tell = tell;
  }

  /** Whether the telephone is not to be rung now. */
  has(secretaryId: string, endpoint: string): boolean {
    return (this.restsUntil.get(endpoint) ?? 0) > Date.now() || this.outcomes.get(secretaryId)?.has(endpoint) === true;
  }

  /** A telephone stopped ringing by itself. `phones` are hers while she is to be rung; undefined: she has the call, and is rung again soon. */
  add(endpoint: string, outcome: RingOutcome, phones: PhonesOfSecretary | undefined): void {
    this.restsUntil.set(endpoint, Date.now() + REST_MS);
    if (!phones) return;
    // Who declines means the call, not the one telephone.
    this.note(phones, outcome === 'DECLINED' ? phones.sipEndpoints : [endpoint], outcome);
  }

  /** Looks at who is to be rung: forgets who is not, or was rung again since, and tells of those who have no telephone. */
  look(ringing: readonly PhonesOfSecretary[]): void {
    for (const secretaryId of this.outcomes.keys()) {
      // That she was not reached was taken down a while ago, and she is to be rung still: it crossed with another round of ringing.
      const isOld = (this.toldAt.get(secretaryId) ?? Infinity) <= Date.now() - SETTLES_MS;
      if (isOld || !ringing.some(phones => phones.secretaryId === secretaryId)) this.outcomes.delete(secretaryId);
    }
    for (const phones of ringing) if (!phones.sipEndpoints.length && !this.outcomes.has(phones.secretaryId)) this.note(phones, [''], 'UNREACHABLE');
  }

  /** When to look again; empty: not for its sake. */
  times(): number[] {
    return [...this.restsUntil.values(), ...[...this.toldAt.values()].map(at => at + SETTLES_MS)].filter(time => time > Date.now());
  }

  private note({ secretaryId, sipEndpoints }: PhonesOfSecretary, endpoints: readonly string[], outcome: RingOutcome): void {
    const outcomes = this.outcomes.get(secretaryId) ?? new Map<string, RingOutcome>();
    this.outcomes.set(secretaryId, outcomes);
    for (const endpoint of endpoints) outcomes.set(endpoint, outcome);
    if (!sipEndpoints.every(endpoint => outcomes.has(endpoint))) return;
    this.toldAt.delete(secretaryId);
    void this.tell(secretaryId, togetherOutcome([...outcomes.values()])).then(() => this.toldAt.set(secretaryId, Date.now()));
  }
}
