import { type Actor, hasRight, isSupervisor } from '../identity/actor.ts';

/** Whether the actor sees what a customer has consented to: the customer's own people, and supervisors. */
export const canSeeConsents = (actor: Actor | null, customerId: string): boolean => isSupervisor(actor) || hasRight(actor, customerId, 'READ');

/** Whether the actor consents for a customer: those of its people who manage its data, and nobody on their behalf. */
export const canConsent = (actor: Actor | null, customerId: string): boolean => hasRight(actor, customerId, 'MANAGE');
