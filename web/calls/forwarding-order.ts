import type { AttemptOutcome, ForwardingSituation } from '../graphql/generated/graphql.ts';

type PlannedNumber = { id: string; number: string; label: string | null; situation: ForwardingSituation; ringSeconds: number };
type Attempt = { id: string; startedAt: string; outcome: AttemptOutcome | null; forwardingNumber: PlannedNumber };
type Planned = { decision: { plan: readonly PlannedNumber[] }; attempts: readonly Attempt[] };

/** The numbers in the order of the plan, each with the last attempt on it; attempts on numbers that left the plan come first. */
export function stepsOf(call: Planned): (PlannedNumber & { attempt: Attempt | null })[] {
  const lastOn = (id: string) => call.attempts.findLast(({ forwardingNumber }) => forwardingNumber.id === id) ?? null;
  const planned = new Set(call.decision.plan.map(({ id }) => id));
  const left = call.attempts.filter(({ forwardingNumber }) => !planned.has(forwardingNumber.id));
  return [...left.map(attempt => ({ ...attempt.forwardingNumber, attempt })), ...call.decision.plan.map(number => ({ ...number, attempt: lastOn(number.id) }))];
}

/** Whether a number is left to try when the one that rings is given up; the busy ones are for the busy. */
export function mayGoOnAfterGivingUp(call: Planned): boolean {
  const tried = new Set(call.attempts.map(({ forwardingNumber }) => forwardingNumber.number));
  return call.decision.plan.some(({ number, situation }) => situation !== 'ON_BUSY' && !tried.has(number));
}

/** Whether every number was tried and nobody reached, so that a message is to be taken after all. */
export const isNobodyReached = (call: { decision: { kind: string; next: object | null }; attempts: readonly { outcome: AttemptOutcome | null }[] }): boolean =>
  call.decision.kind === 'PUT_THROUGH' && !call.decision.next && call.attempts.length > 0 && call.attempts.every(({ outcome }) => outcome !== null && outcome !== 'ANSWERED');
