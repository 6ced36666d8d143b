import { canSeeCustomer } from '../customers/customer.policy.ts';
import type { Actor } from '../identity/actor.ts';

/** Whether the actor sees an instruction of this customer: staff all, customers their own. */
export const canSeeInstruction = (actor: Actor | null, customerId: string): boolean => canSeeCustomer(actor, customerId);

/** Whether the actor writes, ends and deletes instructions of this customer: its own people, and staff on their behalf. */
export const canWriteInstruction = (actor: Actor | null, customerId: string): boolean => canSeeCustomer(actor, customerId);
