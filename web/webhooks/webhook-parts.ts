import type { WebhookKind } from '../graphql/generated/graphql.ts';
import { graphql } from '../graphql/generated/index.ts';

export const Webhook_parts = graphql(`
  fragment Webhook_parts on Webhook { id url description kinds isEnabled disabledAt disabledBecause failingSince previousSecretUntil createdAt createdBy }
`);

export const Delivery_parts = graphql(`
  fragment Delivery_parts on WebhookDelivery { id kind subjectId happenedAt state attempts nextTryAt lastTriedAt lastMilliseconds lastStatus lastProblem lastAnswer }
`);

/** The kinds of events, those first that most are interested in. */
export const KINDS = [
  'CALL_CHANGED', 'TASK_CHANGED', 'APPOINTMENT_CHANGED', 'CONTACT_CHANGED', 'INSTRUCTION_CHANGED', 'MESSAGES_CHANGED', 'DOCUMENT_CHANGED', 'FAQ_CHANGED', 'CUSTOMER_CHANGED', 'FORWARDING_CHECK_CHANGED',
] as const satisfies WebhookKind[];
