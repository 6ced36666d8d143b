import { type Actor, hasRight, isSupervisor } from '../identity/actor.ts';

/** Whether the actor makes keys that do what the customer's people do: those who manage. */
export const canMakeKeys = (actor: Actor | null, customerId: string): boolean => actor?.kind === 'CUSTOMER_USER' && hasRight(actor, customerId, 'MANAGE');

/** Whether the actor sees and revokes keys: of a customer those who manage there, and supervisors; of the service supervisors. */
export const canRevokeKeys = (actor: Actor | null, customerId: string | null): boolean => isSupervisor(actor) || (customerId !== null && canMakeKeys(actor, customerId));

/** Whether the actor makes keys for programs of the service. */
export const canMakeServiceKeys = (actor: Actor | null): boolean => isSupervisor(actor);
