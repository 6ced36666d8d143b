import { canSeeCustomer } from '../customers/customer.policy.ts';
import { type Actor, actsFor, hasRight } from '../identity/actor.ts';

/** Whether the actor sees an instruction of this customer: staff all, customers their own. */
export const canSeeInstruction = (actor: Actor | null, customerId: string): boolean => canSeeCustomer(actor, customerId);

/** Whether the actor writes, ends and deletes instructions of this customer: its people who instruct, and a supervisor who acts for them. */
export const canWriteInstruction = (actor: Actor | null, customerId: string): boolean => hasRight(actor, customerId, 'INSTRUCT') || actsFor(actor, customerId);
