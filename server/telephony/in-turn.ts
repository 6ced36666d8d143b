import type { CallOnLine } from './port.ts';

/** Has each call's line follow it one step at a time, and skips what is no longer wished when its turn comes. */
export class InTurn {
  private readonly running = new Map<string, { next: CallOnLine | null }>();

  /** Follows the call now, or as soon as the step before is done; then the one who is in the midst of it does it. */
  async follow(call: CallOnLine, step: (call: CallOnLine) => Promise<void>): Promise<void> {
    const before = this.running.get(call.callId);
    if (before) {
      before.next = call;
      return;
    }
    const turn: { next: CallOnLine | null } = { next: call };
    this.running.set(call.callId, turn);
    try {
      while (turn.next) {
        const { next } = turn;
        turn.next = null;
        await step(next);
      }
    } finally {
      this.running.delete(call.callId);
    }
  }
}
