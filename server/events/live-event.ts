import { encodeCursor, type EventKind, type LoggedEvent } from './event-log.ts';

interface LiveEventOf<Type extends string> {
  __typename: Type;
  /** Where a client goes on after this event. */
  cursor: string;
  at: Date;
  /** Whom it concerns; null for none. */
  customerId: string | null;
}

/** An event as resolvers get it; the edges read again what they show. */
export type LiveEvent =
  | (LiveEventOf<'CallChanged'> & { callId: string })
  | (LiveEventOf<'InstructionChanged'> & { instructionId: string })
  | (LiveEventOf<'ContactChanged'> & { contactId: string })
  | (LiveEventOf<'CustomerChanged'> & { customerId: string })
  | (LiveEventOf<'PresenceChanged'> & { secretaryId: string })
  | (LiveEventOf<'UnassignedCallReported'> & { unassignedCallId: string })
  | LiveEventOf<'TelephonyChanged'>
  | (LiveEventOf<'ForwardingCheckChanged'> & { forwardingCheckId: string })
  | (LiveEventOf<'FeedbackChanged'> & { secretaryId: string })
  | (LiveEventOf<'MessagesChanged'> & { threadId: string })
  | (LiveEventOf<'DocumentChanged'> & { documentId: string })
  | (LiveEventOf<'FaqChanged'> & { faqId: string })
  | (LiveEventOf<'AppointmentChanged'> & { appointmentId: string })
  | LiveEventOf<'CalendarsChanged'>
  | (LiveEventOf<'TaskChanged'> & { taskId: string })
  | (LiveEventOf<'WebhookChanged'> & { webhookId: string })
  | (LiveEventOf<'AppFeedbackChanged'> & { appFeedbackId: string });

const shown: Record<EventKind, { __typename: LiveEvent['__typename']; subject: string }> = {
  CALL_CHANGED: { __typename: 'CallChanged', subject: 'callId' },
  INSTRUCTION_CHANGED: { __typename: 'InstructionChanged', subject: 'instructionId' },
  CONTACT_CHANGED: { __typename: 'ContactChanged', subject: 'contactId' },
  CUSTOMER_CHANGED: { __typename: 'CustomerChanged', subject: 'customerId' },
  PRESENCE_CHANGED: { __typename: 'PresenceChanged', subject: 'secretaryId' },
  UNASSIGNED_CALL_REPORTED: { __typename: 'UnassignedCallReported', subject: 'unassignedCallId' },
  TELEPHONY_CHANGED: { __typename: 'TelephonyChanged', subject: 'subjectId' },
  FORWARDING_CHECK_CHANGED: { __typename: 'ForwardingCheckChanged', subject: 'forwardingCheckId' },
  FEEDBACK_CHANGED: { __typename: 'FeedbackChanged', subject: 'secretaryId' },
  MESSAGES_CHANGED: { __typename: 'MessagesChanged', subject: 'threadId' },
  DOCUMENT_CHANGED: { __typename: 'DocumentChanged', subject: 'documentId' },
  FAQ_CHANGED: { __typename: 'FaqChanged', subject: 'faqId' },
  APPOINTMENT_CHANGED: { __typename: 'AppointmentChanged', subject: 'appointmentId' },
  CALENDARS_CHANGED: { __typename: 'CalendarsChanged', subject: 'customerId' },
  TASK_CHANGED: { __typename: 'TaskChanged', subject: 'taskId' },
  WEBHOOK_CHANGED: { __typename: 'WebhookChanged', subject: 'webhookId' },
  APP_FEEDBACK_CHANGED: { __typename: 'AppFeedbackChanged', subject: 'appFeedbackId' },
};

/** The event of the log as the API shows it. */
export function liveEvent(log: string, event: LoggedEvent): LiveEvent {
  const { __typename, subject } = shown[event.kind];
  return { __typename, cursor: encodeCursor({ log, seq: event.seq }), at: event.at, customerId: event.customerId, [subject]: event.subjectId } as LiveEvent;
}
