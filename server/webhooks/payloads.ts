import type { GraphQLSchema } from 'graphql';
import { type Ground, makeContext } from '../context.ts';
import { DocumentCache } from '../events/document-cache.ts';
import { type EventKind, encodeCursor } from '../events/event-log.ts';
import { liveEvent } from '../events/live-event.ts';

/** The kinds of events that customers have sent to their programs: those that they see live. */
export const WEBHOOK_KINDS = [
  'CALL_CHANGED', 'CONTACT_CHANGED', 'INSTRUCTION_CHANGED', 'CUSTOMER_CHANGED', 'MESSAGES_CHANGED', 'DOCUMENT_CHANGED', 'FAQ_CHANGED', 'FORWARDING_CHECK_CHANGED', 'TASK_CHANGED', 'APPOINTMENT_CHANGED',
] as const satisfies readonly EventKind[];
export type WebhookKind = (typeof WEBHOOK_KINDS)[number];

/** What a message is about: an event, or a trial. */
export type DeliveryKind = WebhookKind | 'PING';

/** A message as its body says it. */
export interface WebhookMessage { type: string; timestamp: string; data: Record<string, unknown> }

/** What is told of each, as it would be asked for in a subscription. */
const TOLD: Record<WebhookKind, string> = {
  CALL_CHANGED: `... on CallChanged { callId call {
    id state result endReason receivedAt takenAt answeredAt endedAt onHold needsCallBack callBackDoneAt
    line { id number label } caller { number withheld isVip contacts { id name company } } takenBy { name }
    attempts { id startedAt answeredAt endedAt outcome }
    note { id version callerName callerCompany callerNumber concern urgent callBackWished writtenAt updatedAt } } }`,
  CONTACT_CHANGED: '... on ContactChanged { contactId contact { id version name company numbers numberLabels groups emails address isVip isBlocked alwaysPutThroughTo remarks } }',
  INSTRUCTION_CHANGED: '... on InstructionChanged { instructionId instruction { id version title isActive validFrom validUntil putThrough greeting message updatedAt } }',
  CUSTOMER_CHANGED: '... on CustomerChanged { customerId customer { id version customerNumber name timeZone language federalState contractEndsOn lines { id number label } } }',
  MESSAGES_CHANGED: '... on MessagesChanged { threadId thread { id subject startedAt lastMessageAt messageCount } }',
  DOCUMENT_CHANGED: '... on DocumentChanged { documentId document { id title versions { id number fileName mediaType byteSize uploadedAt } } }',
  FAQ_CHANGED: '... on FaqChanged { faqId faq { id version question answer updatedAt } }',
  FORWARDING_CHECK_CHANGED: '... on ForwardingCheckChanged { forwardingCheckId forwardingCheck { id number method startedAt endedAt result line { id number } } }',
  // Of debtors, how many there are and with how many one is done.
  TASK_CHANGED: '... on TaskChanged { taskId task { id version kind title text dueAt personName personNumber state result createdAt updatedAt finishedAt minutesSpent debtorCount debtorsSettled call { id } } }',
  APPOINTMENT_CHANGED: '... on AppointmentChanged { appointmentId appointment { id version calendar { id name } kind { id name } startsAt endsAt status title number remark callId bookedAt updatedAt } }',
};

/** How the kind is written in messages: call.changed. */
export const typeOf = (kind: DeliveryKind): string => (kind === 'PING' ? 'webhook.ping' : kind.toLowerCase().replace(/_changed$/, '.changed'));

/** An event that is to be told, and to whom. */
export interface ToTell { customerId: string; kind: DeliveryKind; subjectId: string; happenedAt: Date }

/**
 * What messages say. It is read when a message is sent and stored nowhere, as the customer's people would read it live: what
 * has been deleted, restricted or erased meanwhile is not told any more, not even by a message that is sent again.
 */
export class Payloads {
  private readonly documents: DocumentCache;

  constructor(private readonly ground: Ground, schema: GraphQLSchema) {
    this.documents = new DocumentCache({ schema });
  }

  async messageFor({ customerId, kind, subjectId, happenedAt }: ToTell): Promise<WebhookMessage> {
    const head = { type: typeOf(kind), timestamp: happenedAt.toISOString() };
    if (kind === 'PING') return { ...head, data: { webhookId: subjectId } };
    const prepared = this.documents.prepare(`subscription { events { ${TOLD[kind]} } }`);
    if (!('operation' in prepared)) throw new Error(`${kind} cannot be told: ${prepared.map(({ message }) => message).join(' ')}`);
    // The place in the log is not told, and the edges read by what the event names.
    const root = liveEvent('', { seq: 0, at: happenedAt, kind, customerId, subjectId });
    const { data, errors } = await prepared.operation(null)!.plan().run({ ...root, cursor: encodeCursor({ log: '', seq: 0 }) }, makeContext(this.ground, { kind: 'CUSTOMER', customerId }), {});
    if (errors?.length) throw new AggregateError(errors, `${kind} could not be read`);
    return { ...head, data: (JSON.parse(JSON.stringify(data)) as { events: Record<string, unknown> }).events };
  }
}
