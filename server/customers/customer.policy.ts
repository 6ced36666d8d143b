import { Forbidden, Unauthenticated } from '../errors.ts';
import { type Actor, type ApiKeyActor, hasRight, isStaff, isSupervisor, ownCustomerId, type Person } from '../identity/actor.ts';

/** Who asks; strangers are told to sign in. */
export function asker(actor: Actor | null): Actor {
  if (!actor) throw new Unauthenticated();
  return actor;
}

/** The person who acts, or the program with a key; strangers are told to sign in, and an audience does nothing. */
export function person(actor: Actor | null): Person | ApiKeyActor {
  if (!actor) throw new Unauthenticated();
  if (actor.kind === 'SECRETARY' || actor.kind === 'CUSTOMER_USER' || actor.kind === 'API_KEY') return actor;
  throw new Forbidden();
}

/** Whether the actor sees what belongs to this customer: staff all of them, customers themselves. */
export const canSeeCustomer = (actor: Actor | null, customerId: string): boolean => isStaff(actor) || ownCustomerId(actor) === customerId;

/** Whether the actor tries out the forwarding of this customer's telephones: staff, and its people who instruct. */
export const canCheckForwarding = (actor: Actor | null, customerId: string): boolean => isStaff(actor) || hasRight(actor, customerId, 'INSTRUCT');

/** Whether the actor creates, changes and deletes customers and lines. */
export const canManageCustomers = (actor: Actor | null): boolean => isSupervisor(actor);
