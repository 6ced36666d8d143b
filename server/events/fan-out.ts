/** Work that goes out to many sockets, some of them at a time. */
export interface Broadcast {
  /** Serves at most so many sockets and returns how many it served. */
  step(most: number): number;
  /** Whether something is left. */
  readonly pending: boolean;
}

/** Writes to a portion of the sockets per turn of the event loop, so that a thousand desks do not keep a click waiting. */
export class FanOut {
  private readonly waiting = new Set<Broadcast>();
  private scheduled = false;

  constructor(private readonly portion: number) {}

  /** Lets it have its turns until nothing is left. */
  add(broadcast: Broadcast): void {
    this.waiting.add(broadcast);
    if (!this.scheduled) {
      this.scheduled = true;
      setImmediate(this.turn);
    }
  }

  /** Takes it out, whatever is left. */
  remove(broadcast: Broadcast): void {
    this.waiting.delete(broadcast);
  }

  private readonly turn = (): void => {
    let left = this.portion;
    for (const broadcast of this.waiting) {
      if (left <= 0) break;
      // To the end of the line, if it comes back at all.
      this.waiting.delete(broadcast);
      left -= Math.max(1, broadcast.step(left));
      if (broadcast.pending) this.waiting.add(broadcast);
    }
    if (this.waiting.size > 0) setImmediate(this.turn);
    else this.scheduled = false;
  };
}
