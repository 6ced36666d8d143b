import { canSeeCustomer } from '../customers/customer.policy.ts';
import { type Actor, actsFor, hasRight } from '../identity/actor.ts';

/** Whether the actor sees and fetches documents of this customer: staff all, customers their own. */
export const canSeeDocument = (actor: Actor | null, customerId: string): boolean => canSeeCustomer(actor, customerId);

/** Whether the actor adds, replaces and deletes documents of this customer: its people who instruct, and a supervisor who acts for them. */
export const canWriteDocument = (actor: Actor | null, customerId: string): boolean => hasRight(actor, customerId, 'INSTRUCT') || actsFor(actor, customerId);
