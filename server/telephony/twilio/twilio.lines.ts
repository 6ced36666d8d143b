/**
 * What this process has just told lines, so that it is not told again before Twilio shows it; and which calls are being
 * answered, whose lines follow by that answer. Nothing here is needed: forgotten, Twilio is asked.
 */
export class TwilioLines {
  private readonly told = new Map<string, string>();
  private readonly answering = new Map<string, number>();
  private readonly missed = new Set<string>();

  /** Whether this document is the last that the line was given. */
  hasTold(callId: string, document: string): boolean {
    return this.told.get(callId) === document;
  }

  /** Notes what the line was given. */
  tell(callId: string, document: string): string {
    this.told.set(callId, document);
    return document;
  }

  /** The line is over. */
  forget(callId: string): void {
    this.told.delete(callId);
  }

  /** Whether an answer to the line is being made, which will follow the call; else it may be commanded. Asking notes that there was something to follow. */
  isAnswering(callId: string): boolean {
    if (!this.answering.has(callId)) return false;
    this.missed.add(callId);
    return true;
  }

  /** Makes an answer to the line; `catchUp` is called when the call was changed meanwhile. */
  async answer<T>(callId: string, work: () => Promise<T>, catchUp: () => void): Promise<T> {
    this.answering.set(callId, (this.answering.get(callId) ?? 0) + 1);
    try {
      return await work();
    } finally {
      const others = (this.answering.get(callId) as number) - 1;
      if (others) this.answering.set(callId, others);
      else {
        this.answering.delete(callId);
        if (this.missed.delete(callId)) catchUp();
      }
    }
  }
}
