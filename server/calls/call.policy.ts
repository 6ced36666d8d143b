import { type Actor, hasRight, isStaff } from '../identity/actor.ts';

/** Whether the actor notes that somebody has called back: staff, and the customer's people who deal with calls. */
export const canMarkCallBackDone = (actor: Actor | null, customerId: string): boolean => isStaff(actor) || hasRight(actor, customerId, 'INSTRUCT');
