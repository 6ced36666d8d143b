import type { ApiScope, AudienceActor } from '../identity/actor.ts';
import type { EventKind, LoggedEvent } from './event-log.ts';

const FOR_SUPERVISORS: ReadonlySet<EventKind> = new Set(['UNASSIGNED_CALL_REPORTED', 'TELEPHONY_CHANGED', 'APP_FEEDBACK_CHANGED']);

/** Which scope of a key opens which events; the others are closed to keys. */
export const EVENT_SCOPES: Partial<Record<EventKind, ApiScope>> = {
  CALL_CHANGED: 'calls:read', CONTACT_CHANGED: 'contacts:read', CUSTOMER_CHANGED: 'customers:read', INSTRUCTION_CHANGED: 'instructions:read', FORWARDING_CHECK_CHANGED: 'instructions:read',
  TASK_CHANGED: 'tasks:read', APPOINTMENT_CHANGED: 'appointments:read', CALENDARS_CHANGED: 'appointments:read',
};

/** Which secretary an event is for alone beside the supervisors; null: for all who see it. */
export const forOneSecretary = (event: LoggedEvent): string | null => (event.kind === 'FEEDBACK_CHANGED' ? event.subjectId : null);

/** Staff see everything but reports for supervisors; a customer sees what concerns them, and not who is at the desk; a key of theirs what its scopes open of that. */
export function canSee(audience: AudienceActor, event: LoggedEvent): boolean {
  if (audience.kind === 'STAFF') return audience.isSupervisor || !FOR_SUPERVISORS.has(event.kind);
  if (event.customerId === null || event.customerId !== audience.customerId) return false;
  if (audience.kind === 'CUSTOMER') return event.kind !== 'PRESENCE_CHANGED' && !FOR_SUPERVISORS.has(event.kind);
  const scope = EVENT_SCOPES[event.kind];
  return scope !== undefined && audience.scopes.has(scope);
}
