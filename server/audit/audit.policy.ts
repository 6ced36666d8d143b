import { type Actor, hasRight, isSupervisor } from '../identity/actor.ts';

/** Whether the actor reads who saw and changed a customer's data: supervisors, and those of the customer who answer for the data as a whole. */
export const canReadAuditLog = (actor: Actor | null, customerId: string): boolean => isSupervisor(actor) || hasRight(actor, customerId, 'MANAGE');
