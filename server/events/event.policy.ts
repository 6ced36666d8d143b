import type { AudienceActor } from '../identity/actor.ts';
import type { LoggedEvent } from './event-log.ts';

/** Staff see everything but reports for supervisors; a customer sees what concerns them, and not who is at the desk. */
export const canSee = (audience: AudienceActor, event: LoggedEvent): boolean =>
  audience.kind === 'STAFF'
    ? event.kind !== 'UNASSIGNED_CALL_REPORTED' || audience.isSupervisor
    : event.customerId === audience.customerId && event.kind !== 'PRESENCE_CHANGED' && event.kind !== 'UNASSIGNED_CALL_REPORTED';
