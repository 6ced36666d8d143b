import { type Actor, hasRight, isSupervisor, ownCustomerId } from '../identity/actor.ts';

/** Whether the actor rates notes of this customer: those of its people who deal with calls, and nobody on their behalf. */
export const canRate = (actor: Actor | null, customerId: string): boolean => actor?.kind === 'CUSTOMER_USER' && hasRight(actor, customerId, 'INSTRUCT');

/** Whether the actor sees what a customer thinks of a secretary's note: the customer's people, that secretary, and supervisors. */
export const canSeeFeedback = (actor: Actor | null, feedback: { customerId: string; secretaryId: string }): boolean =>
  ownCustomerId(actor) === feedback.customerId || isSupervisor(actor) || (actor?.kind === 'SECRETARY' && actor.secretaryId === feedback.secretaryId);
