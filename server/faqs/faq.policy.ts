import { canSeeCustomer } from '../customers/customer.policy.ts';
import { type Actor, actsFor, hasRight, isStaff } from '../identity/actor.ts';

/** Whether the actor sees the questions and answers of this customer: staff all, customers their own. */
export const canSeeFaq = (actor: Actor | null, customerId: string): boolean => canSeeCustomer(actor, customerId);

/** Whether the actor writes answers for the secretaries and decides about suggestions: the customer's people who instruct, and a supervisor who acts for them. */
export const canWriteFaq = (actor: Actor | null, customerId: string): boolean => hasRight(actor, customerId, 'INSTRUCT') || actsFor(actor, customerId);

/** Whether the actor suggests a question that came up: secretaries. */
export const canSuggestFaq = (actor: Actor | null): boolean => isStaff(actor);
