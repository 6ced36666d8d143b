import type { AudienceActor } from '../identity/actor.ts';
import type { EventKind, LoggedEvent } from './event-log.ts';

const FOR_SUPERVISORS: ReadonlySet<EventKind> = new Set(['UNASSIGNED_CALL_REPORTED', 'TELEPHONY_CHANGED']);

/** Staff see everything but reports for supervisors; a customer sees what concerns them, and not who is at the desk. */
export const canSee = (audience: AudienceActor, event: LoggedEvent): boolean =>
  audience.kind === 'STAFF'
    ? audience.isSupervisor || !FOR_SUPERVISORS.has(event.kind)
    : event.customerId === audience.customerId && event.kind !== 'PRESENCE_CHANGED' && !FOR_SUPERVISORS.has(event.kind);
