import type { AttemptOutcome, CallState, ForwardingSituation } from '../graphql/generated/graphql.ts';

type PlannedNumber = { id: string; number: string; label: string | null; situation: ForwardingSituation; ringSeconds: number };
type Attempt = { id: string; startedAt: string; outcome: AttemptOutcome | null; forwardingNumber: PlannedNumber };
type Planned<A extends Attempt = Attempt> = { decision: { plan: readonly PlannedNumber[] }; attempts: readonly A[] };

/** The numbers in the order of the plan, each with the last attempt on it; attempts on numbers that left the plan come first. */
export function stepsOf<A extends Attempt>(call: Planned<A>): (PlannedNumber & { attempt: A | null })[] {
  const lastOn = (id: string) => call.attempts.findLast(({ forwardingNumber }) => forwardingNumber.id === id) ?? null;
  const planned = new Set(call.decision.plan.map(({ id }) => id));
  const left = call.attempts.filter(({ forwardingNumber }) => !planned.has(forwardingNumber.id));
  return [...left.map(attempt => ({ ...attempt.forwardingNumber, attempt })), ...call.decision.plan.map(number => ({ ...number, attempt: lastOn(number.id) }))];
}

/** Whether any number of the plan is left, whatever comes of the one that rings. */
export function isAnyLeft(call: Planned): boolean {
  const tried = new Set(call.attempts.map(({ forwardingNumber }) => forwardingNumber.number));
  return call.decision.plan.some(({ number }) => !tried.has(number));
}

/** Whether a number is left to try when the one that rings is given up; the busy ones are for the busy. */
export function mayGoOnAfterGivingUp(call: Planned): boolean {
  const tried = new Set(call.attempts.map(({ forwardingNumber }) => forwardingNumber.number));
  return call.decision.plan.some(({ number, situation }) => situation !== 'ON_BUSY' && !tried.has(number));
}

/** Whether the system went along the numbers, reached nobody, and the secretary has the caller again. */
export function isBackUnreached(call: { state: CallState; attempts: readonly { outcome: AttemptOutcome | null }[] }): boolean {
  const last = call.attempts.at(-1)?.outcome ?? null;
  return call.state === 'TAKEN' && last !== null && last !== 'ANSWERED' && last !== 'CANCELLED';
}

/** Whether every number was tried and nobody reached, so that a message is to be taken after all. */
export const isNobodyReached = (call: { decision: { kind: string; next: object | null }; attempts: readonly { outcome: AttemptOutcome | null }[] }): boolean =>
  call.decision.kind === 'PUT_THROUGH' && !call.decision.next && call.attempts.length > 0 && call.attempts.every(({ outcome }) => outcome !== null && outcome !== 'ANSWERED');
