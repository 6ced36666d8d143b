import { isDeepStrictEqual } from 'node:util';
import { matchContacts, type ContactMatch, type ContactMatchResult, type ContactStanding, type MatchableContact } from '../contacts/caller-match.ts';
import type { ForwardingSituation, PutThroughRule, Transfer } from '../instructions/instruction.entity.ts';
import { pickActive, type CalendarOfCustomer, type ScheduledInstruction } from '../instructions/schedule.ts';
import type { AttemptOutcome } from './call.entity.ts';

/** A number of the plan along which a caller is put through. */
export interface PlannedNumber {
  id: string;
  number: string;
  label: string | null;
  situation: `${ForwardingSituation}`;
  ringSeconds: number;
}

/** An instruction as far as deciding needs it; its forwarding numbers are in their order. */
export interface DecidableInstruction extends ScheduledInstruction {
  title: string;
  greeting: string;
  putThrough: `${PutThroughRule}`;
  message: string | null;
  remarks: string | null;
  transfer: `${Transfer}`;
  forwardingNumbers: readonly PlannedNumber[];
}

/** One reason of a decision, as data; `validUntil` is an ISO 8601 moment in UTC. */
export type DecisionReason =
  | { kind: 'ByInstruction'; instructionId: string; title: string; validUntil: string | null; temporary: boolean }
  | { kind: 'ByRule'; rule: `${PutThroughRule}` }
  | { kind: 'ByContact'; contactId: string; name: string; match: ContactMatch; standing: ContactStanding }
  | { kind: 'ByWithheldNumber' }
  | { kind: 'ByDefault' };

/** What the desk is told for a caller: plain JSON, stored with the call as it was read. Its reasons begin with what weighed most. */
export interface Decision {
  kind: 'PUT_THROUGH' | 'TAKE_MESSAGE';
  reasons: DecisionReason[];
  greeting: string;
  message: string | null;
  remarks: string | null;
  instructionId: string | null;
  plan: PlannedNumber[];
  /** Absent in decisions of calls from before it could be chosen. */
  transfer?: `${Transfer}`;
}

/** Everything a decision depends on; a caller with an odd id has neither a number nor withheld one. */
export interface DecisionInput {
  customer: { name: string; language: 'DE' | 'EN' } & CalendarOfCustomer;
  instructions: readonly DecidableInstruction[];
  contacts: readonly MatchableContact[];
  callerNumber: string | null;
  withheld: boolean;
  identifiedContactId: string | null;
  at: Date;
}

/** How long the number of a contact's own rule is rung. */
export const OWN_RULE_RING_SECONDS = 25;

const DEFAULT_GREETINGS = {
  DE: (name: string) => `Guten Tag, ${name}, mein Name ist {{secretary}}.`,
  EN: (name: string) => `Hello, ${name}, my name is {{secretary}}.`,
};

// CANCELLED is the secretary's "next": it rang and nobody had answered yet.
const SITUATION_AFTER: Record<Exclude<`${AttemptOutcome}`, 'ANSWERED'>, `${ForwardingSituation}`> = {
  BUSY: 'ON_BUSY',
  DECLINED: 'ON_BUSY',
  NO_ANSWER: 'ON_NO_ANSWER',
  UNREACHABLE: 'ON_NO_ANSWER',
  FAILED: 'ON_NO_ANSWER',
  CANCELLED: 'ON_NO_ANSWER',
};

/** What the desk is told for this caller at this moment: a blocked contact before a contact's own rule before the active instruction, and without one a message is taken. */
export function decide(input: DecisionInput): Decision {
  const { customer } = input;
  const instruction = pickActive(input.instructions, input.at, customer);
  const contact = matchContacts(input.contacts, input.withheld ? null : input.callerNumber, input.identifiedContactId)[0] ?? null;
  const { isPutThrough, plan, reasons } = weigh(instruction, contact, input.withheld);
  return {
    kind: isPutThrough ? 'PUT_THROUGH' : 'TAKE_MESSAGE',
    reasons: [...reasons, instruction ? byInstruction(instruction) : { kind: 'ByDefault' }],
    greeting: instruction?.greeting ?? DEFAULT_GREETINGS[customer.language](customer.name),
    message: instruction?.message ?? null,
    remarks: instruction?.remarks ?? null,
    instructionId: instruction?.id ?? null,
    plan: isPutThrough ? plan : [],
    transfer: instruction?.transfer ?? 'ANNOUNCED',
  };
}

/** Whether two decisions tell the desk the same, however they were stored in between. */
export function sameDecision(a: Decision, b: Decision): boolean {
  return isDeepStrictEqual({ transfer: 'ANNOUNCED', ...a }, { transfer: 'ANNOUNCED', ...b });
}

/**
 * The number to try next, given the attempts so far in the order in which they began; null while one rings, after one was answered, and when a message is to be taken.
 * A number is tried once, also when it stands in the plan more than once.
 */
export function nextNumber(plan: readonly PlannedNumber[], attempts: readonly { forwardingNumberId: string; outcome: `${AttemptOutcome}` | null }[]): PlannedNumber | null {
  if (attempts.some((attempt) => attempt.outcome === null)) return null;
  const last = attempts.at(-1)?.outcome;
  if (last === 'ANSWERED') return null;
  const triedIds = new Set(attempts.map((attempt) => attempt.forwardingNumberId));
  const triedNumbers = new Set(plan.filter((planned) => triedIds.has(planned.id)).map((planned) => planned.number));
  const untried = (situation: `${ForwardingSituation}`) => plan.find((planned) => planned.situation === situation && !triedNumbers.has(planned.number));
  return (last && untried(SITUATION_AFTER[last])) ?? untried('FIRST') ?? null;
}

interface Weighed {
  isPutThrough: boolean;
  plan: PlannedNumber[];
  reasons: DecisionReason[];
}

function weigh(instruction: DecidableInstruction | null, contact: ContactMatchResult | null, withheld: boolean): Weighed {
  if (contact?.standing === 'BLOCKED') return { isPutThrough: false, plan: [], reasons: [byContact(contact)] };
  if (contact?.standing === 'ALWAYS_PUT_THROUGH') return { isPutThrough: true, plan: ownRulePlan(contact), reasons: [byContact(contact)] };

  const rule = instruction?.putThrough;
  const reasons: DecisionReason[] = [];
  // Under ALL and NONE it does not matter who calls; that the secretary named somebody is shown all the same.
  if (contact && (rule === 'VIP' || contact.match === 'IDENTIFIED')) reasons.push(byContact(contact));
  if (rule === 'VIP' && withheld && !contact) reasons.push({ kind: 'ByWithheldNumber' });
  if (rule) reasons.push({ kind: 'ByRule', rule });
  const isPutThrough = rule === 'ALL' || (rule === 'VIP' && contact?.standing === 'VIP');
  return { isPutThrough, plan: (instruction?.forwardingNumbers ?? []).map(asPlanned), reasons };
}

function ownRulePlan({ contact }: ContactMatchResult): PlannedNumber[] {
  if (contact.alwaysPutThroughTo === null) return [];
  return [{ id: contact.id, number: contact.alwaysPutThroughTo, label: null, situation: 'FIRST', ringSeconds: OWN_RULE_RING_SECONDS }];
}

// Rows can carry more than belongs into the stored decision.
function asPlanned({ id, number, label, situation, ringSeconds }: PlannedNumber): PlannedNumber {
  return { id, number, label, situation, ringSeconds };
}

function byInstruction(instruction: DecidableInstruction): DecisionReason {
  return {
    kind: 'ByInstruction',
    instructionId: instruction.id,
    title: instruction.title,
    validUntil: instruction.validUntil?.toISOString() ?? null,
    temporary: instruction.validUntil !== null,
  };
}

function byContact({ contact, match, standing }: ContactMatchResult): DecisionReason {
  return { kind: 'ByContact', contactId: contact.id, name: contact.name, match, standing };
}
