import { type Actor, hasRight, isSupervisor } from '../identity/actor.ts';

/** Whether the actor sees what is restricted of a customer, though not what it says: the customer's own people, and supervisors. */
export const canSeeRestrictions = (actor: Actor | null, customerId: string): boolean => isSupervisor(actor) || hasRight(actor, customerId, 'READ');

/** Whether the actor restricts data of a customer: those of its people who manage its data, and supervisors. */
export const canRestrict = (actor: Actor | null, customerId: string): boolean => isSupervisor(actor) || hasRight(actor, customerId, 'MANAGE');

/** Whether the actor lifts a restriction: supervisors each, with notice; the customer's managers their own at once, as it is their wish. */
export const canLift = (actor: Actor | null, restriction: { customerId: string; requestedByStaff: boolean }): boolean =>
  isSupervisor(actor) || (hasRight(actor, restriction.customerId, 'MANAGE') && !restriction.requestedByStaff);
