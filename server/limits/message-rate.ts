const BURST_SECONDS = 10;

/** So many messages per second on average, and ten seconds' worth at once. */
export class MessageRate {
  private credit: number;
  private last: number;

  constructor(private readonly perSecond: number, now: number) {
    this.credit = perSecond * BURST_SECONDS;
    this.last = now;
  }

  /** Counts a message; false when it is one too many. The time is in milliseconds, on any clock that never goes back. */
  allows(now: number): boolean {
    this.credit = Math.min(this.perSecond * BURST_SECONDS, this.credit + ((now - this.last) / 1000) * this.perSecond) - 1;
    this.last = now;
    return this.credit >= 0;
  }
}
