import { type Actor, hasRight, isSupervisor, ownCustomerId } from '../identity/actor.ts';

/** Whether the actor sees who may sign in for this customer: its own people, and supervisors. */
export const canSeePeople = (actor: Actor | null, customerId: string): boolean => ownCustomerId(actor) === customerId || isSupervisor(actor);

/** Whether the actor adds people of this customer, changes what they may do and removes them: those who manage, and supervisors, as the contract wants. */
export const canManagePeople = (actor: Actor | null, customerId: string): boolean => hasRight(actor, customerId, 'MANAGE') || isSupervisor(actor);

/** Whether the actor adds, changes and removes secretaries. */
export const canManageSecretaries = (actor: Actor | null): boolean => isSupervisor(actor);
