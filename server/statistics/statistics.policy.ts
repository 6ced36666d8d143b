import { type Actor, isSupervisor } from '../identity/actor.ts';

/** Whether the actor sees the figures of all customers and of each secretary. What somebody's work amounts to is their own and their employer's business, not their colleagues'. */
export const canSeeStatistics = (actor: Actor | null): boolean => isSupervisor(actor);
