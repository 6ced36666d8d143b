import { canSeeCustomer } from '../customers/customer.policy.ts';
import { type Actor, actsFor, hasRight, isStaff } from '../identity/actor.ts';

/** Whether the actor sees a contact of this customer: staff all, customers their own. */
export const canSeeContact = (actor: Actor | null, customerId: string): boolean => canSeeCustomer(actor, customerId);

/** Whether the actor writes contacts of this customer and marks VIPs: its people who instruct, and secretaries, who learn who calls. */
export const canWriteContact = (actor: Actor | null, customerId: string): boolean => hasRight(actor, customerId, 'INSTRUCT') || isStaff(actor);

/** Whether the actor deletes contacts of this customer: its people who instruct, and a supervisor who acts for them. */
export const canDeleteContact = (actor: Actor | null, customerId: string): boolean => hasRight(actor, customerId, 'INSTRUCT') || actsFor(actor, customerId);
