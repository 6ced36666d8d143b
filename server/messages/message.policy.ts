import { canSeeCustomer } from '../customers/customer.policy.ts';
import { type Actor, hasRight, isStaff } from '../identity/actor.ts';

/** Whether the actor reads the messages between this customer and the secretariat: staff all, customers their own. */
export const canSeeMessages = (actor: Actor | null, customerId: string): boolean => canSeeCustomer(actor, customerId);

/** Whether the actor writes to this customer or for them: the secretariat, and the customer's people who instruct. */
export const canWriteMessages = (actor: Actor | null, customerId: string): boolean => isStaff(actor) || hasRight(actor, customerId, 'INSTRUCT');

/** Whether the actor says that a thread needs no answer: the secretariat. */
export const canSettleThreads = (actor: Actor | null): boolean => isStaff(actor);
