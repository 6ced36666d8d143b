import { type Actor, hasRight } from '../identity/actor.ts';

/** Whether the actor enters and sees the addresses that events of this customer are sent to: its people who manage. No key, which would get out more than its scopes, and for longer than it lasts. */
export const canManageWebhooks = (actor: Actor | null, customerId: string): boolean => actor?.kind === 'CUSTOMER_USER' && hasRight(actor, customerId, 'MANAGE');

/** Whether the actor sees what became of messages, tries an address, turns it on and off, and has messages sent again: who enters them, and a program with a key for that. */
export const canOperateWebhooks = (actor: Actor | null, customerId: string): boolean =>
  canManageWebhooks(actor, customerId) || (actor?.kind === 'API_KEY' && actor.customerId === customerId && actor.scopes.has('webhooks:manage'));
