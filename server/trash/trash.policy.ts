import { type Actor, actsFor, hasRight } from '../identity/actor.ts';

/** Whether the actor sees the trash of this customer: its own people, and a supervisor who acts for them. */
export const canSeeTrash = (actor: Actor | null, customerId: string): boolean => hasRight(actor, customerId, 'READ') || actsFor(actor, customerId);

/** Whether the actor moves notes of this customer to the trash and out of it: those of its people who deal with calls, and a supervisor who acts for them. */
export const canUseTrash = (actor: Actor | null, customerId: string): boolean => hasRight(actor, customerId, 'INSTRUCT') || actsFor(actor, customerId);
