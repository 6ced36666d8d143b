import { type Actor, isSupervisor } from '../identity/actor.ts';

/** Whether the actor says something about the app: everybody who signed in, and no program. */
export const canSendAppFeedback = (actor: Actor | null): boolean => actor?.kind === 'SECRETARY' || actor?.kind === 'CUSTOMER_USER';

/** Whether the actor reads what was said, and says that it was dealt with: supervisors. */
export const canReadAppFeedback = (actor: Actor | null): boolean => isSupervisor(actor);
