import { canSeeCustomer } from '../customers/customer.policy.ts';
import { type Actor, actsFor, hasRight, isStaff, isSupervisor } from '../identity/actor.ts';

/** Whether the actor sees calendars and appointments of this customer: staff all, customers their own. */
export const canSeeAppointments = (actor: Actor | null, customerId: string): boolean => canSeeCustomer(actor, customerId);

/** Whether the actor books, moves and cancels appointments: the customer's people who instruct, and secretaries, who do it while they talk to the caller. */
export const canBook = (actor: Actor | null, customerId: string): boolean => hasRight(actor, customerId, 'INSTRUCT') || isStaff(actor);

/** Whether the actor may book outside of the working hours, and arranges calendars, hours and kinds: whose time it is, and a supervisor who acts for them. */
export const canArrange = (actor: Actor | null, customerId: string): boolean => hasRight(actor, customerId, 'INSTRUCT') || actsFor(actor, customerId);

/** Whether the actor publishes a calendar at a secret address, and withdraws it: the customer's people who manage, and a supervisor who acts for them. */
export const canPublish = (actor: Actor | null, customerId: string): boolean => hasRight(actor, customerId, 'MANAGE') || actsFor(actor, customerId);

/** Whether the actor sees that a calendar is published, without the address, which nobody sees again. */
export const canSeeFeed = (actor: Actor | null, customerId: string): boolean => hasRight(actor, customerId, 'READ') || (actor?.kind === 'CUSTOMER' && actor.customerId === customerId) || isSupervisor(actor);
