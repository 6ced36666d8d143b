import { canSeeCustomer } from '../customers/customer.policy.ts';
import { type Actor, isSupervisor, ownCustomerId } from '../identity/actor.ts';

/** Whether the actor sees a contact of this customer: staff all, customers their own. */
export const canSeeContact = (actor: Actor | null, customerId: string): boolean => canSeeCustomer(actor, customerId);

/** Whether the actor writes contacts of this customer and marks VIPs: its own people, and secretaries, who learn who calls. */
export const canWriteContact = (actor: Actor | null, customerId: string): boolean => canSeeCustomer(actor, customerId);

/** Whether the actor deletes contacts of this customer: its own people, and supervisors. */
export const canDeleteContact = (actor: Actor | null, customerId: string): boolean => isSupervisor(actor) || ownCustomerId(actor) === customerId;
