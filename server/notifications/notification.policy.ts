import { Forbidden } from '../errors.ts';
import type { Actor, CustomerUserActor } from '../identity/actor.ts';

/** Whether the actor has notifications of their own: the people of customers, each for themselves and nobody for another. */
export const canBeNotified = (actor: Actor | null): actor is CustomerUserActor => actor?.kind === 'CUSTOMER_USER';

/** The person whose notifications they are. */
export function notified(actor: Actor | null): CustomerUserActor {
  if (!canBeNotified(actor)) throw new Forbidden();
  return actor;
}
