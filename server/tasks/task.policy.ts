import { canSeeCustomer } from '../customers/customer.policy.ts';
import { type Actor, actsFor, hasRight, isStaff, isSupervisor } from '../identity/actor.ts';

/** Whether the actor sees what this customer ordered: staff all of it, customers their own. */
export const canSeeTasks = (actor: Actor | null, customerId: string): boolean => canSeeCustomer(actor, customerId);

/** Whether the actor orders, changes and cancels tasks: the customer's people who instruct, and a supervisor who acts for them. */
export const canOrderTasks = (actor: Actor | null, customerId: string): boolean => hasRight(actor, customerId, 'INSTRUCT') || actsFor(actor, customerId);

/** Whether the actor works on tasks: the secretariat. */
export const canWorkOnTasks = (actor: Actor | null): boolean => isStaff(actor);

/** Whether the actor disposes of a task that this secretary has: they themselves, anybody where nobody has it, and supervisors. */
export const canHandOutTask = (actor: Actor | null, assignedToId: string | null): boolean =>
  isSupervisor(actor) || (actor?.kind === 'SECRETARY' && (assignedToId === null || assignedToId === actor.secretaryId));
