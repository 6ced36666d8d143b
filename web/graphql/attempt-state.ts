/** An attempt as far as it says how it stands. */
interface Attempted<Outcome extends string> {
  readonly outcome: Outcome | null;
  readonly announced: boolean;
  readonly answeredAt: string | null;
}

/**
 * How an attempt stands, or what came of it. More exact than its outcome where somebody picked up: they told the secretary "not now",
 * or nobody accepted the caller by pressing 1, as no mailbox does.
 */
export function attemptState<Outcome extends string>({ outcome, announced, answeredAt }: Attempted<Outcome>): Outcome | 'RINGING' | 'SPEAKING' | 'ASKED' | 'NOT_NOW' | 'NOT_ACCEPTED' {
  if (answeredAt === null) return outcome ?? 'RINGING';
  if (outcome === null) return announced ? 'SPEAKING' : 'ASKED';
  if (outcome === 'DECLINED' && announced) return 'NOT_NOW';
  if (outcome === 'NO_ANSWER' && !announced) return 'NOT_ACCEPTED';
  return outcome;
}
