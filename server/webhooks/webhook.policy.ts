import { type Actor, hasRight } from '../identity/actor.ts';

/** Whether the actor enters and sees the addresses that events of this customer are sent to: its people who manage. No key, which would get out more than its scopes, and for longer than it lasts. */
export const canManageWebhooks = (actor: Actor | null, customerId: string): boolean => actor?.kind === 'CUSTOMER_USER' && hasRight(actor, customerId, 'MANAGE');
