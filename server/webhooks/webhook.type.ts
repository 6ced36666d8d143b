import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf, PageArgs } from '../graphql/connection.ts';
import { Deleted, DomainError, InputProblem, unionOf } from '../graphql/domain-error.type.ts';
import { Node } from '../graphql/node.type.ts';
import type { DeliveryKind, WebhookKind as Kind } from './payloads.ts';

export enum WebhookKind {
  CALL_CHANGED = 'CALL_CHANGED', CONTACT_CHANGED = 'CONTACT_CHANGED', INSTRUCTION_CHANGED = 'INSTRUCTION_CHANGED', CUSTOMER_CHANGED = 'CUSTOMER_CHANGED', MESSAGES_CHANGED = 'MESSAGES_CHANGED',
  DOCUMENT_CHANGED = 'DOCUMENT_CHANGED', FAQ_CHANGED = 'FAQ_CHANGED', FORWARDING_CHECK_CHANGED = 'FORWARDING_CHECK_CHANGED', TASK_CHANGED = 'TASK_CHANGED', APPOINTMENT_CHANGED = 'APPOINTMENT_CHANGED',
}
const KINDS = {
  CALL_CHANGED: { description: 'call.changed: a call began, moved on, ended, or its note was written.' },
  CONTACT_CHANGED: { description: 'contact.changed: a contact was written, changed or deleted.' },
  INSTRUCTION_CHANGED: { description: 'instruction.changed: an instruction was written, changed or deleted, came into force or ended.' },
  CUSTOMER_CHANGED: { description: 'customer.changed: the customer or one of their lines was changed.' },
  MESSAGES_CHANGED: { description: 'messages.changed: something was written to or by the secretariat, or was read.' },
  DOCUMENT_CHANGED: { description: 'document.changed: a document was uploaded, replaced, changed or deleted.' },
  FAQ_CHANGED: { description: 'faq.changed: a frequent question was written, changed, moved or deleted.' },
  FORWARDING_CHECK_CHANGED: { description: 'forwarding_check.changed: a test call began, arrived, or did not.' },
  TASK_CHANGED: { description: 'task.changed: a task was ordered, changed, begun, finished or called off, or one of its debtors was called.' },
  APPOINTMENT_CHANGED: { description: 'appointment.changed: an appointment was booked, moved, changed or cancelled.' },
};
registerEnumType(WebhookKind, { name: 'WebhookKind', description: 'The events that are sent to a webhook.', valuesConfig: KINDS });

const WebhookDeliveryKind = { ...WebhookKind, PING: 'PING' } as const;
registerEnumType(WebhookDeliveryKind, { name: 'WebhookDeliveryKind', description: 'What a message is about.', valuesConfig: { ...KINDS, PING: { description: 'webhook.ping: a trial that somebody asked for.' } } });

enum WebhookDisabledBecause { PERSON = 'PERSON', GONE = 'GONE', FAILING = 'FAILING' }
registerEnumType(WebhookDisabledBecause, {
  name: 'WebhookDisabledBecause',
  description: 'Why nothing is sent to a webhook any more.',
  valuesConfig: {
    PERSON: { description: 'Somebody has turned it off.' },
    GONE: { description: 'It answered with 410 Gone.' },
    FAILING: { description: 'Nothing could be delivered for five days.' },
  },
});

enum WebhookDeliveryState { WAITING = 'WAITING', DELIVERED = 'DELIVERED', FAILED = 'FAILED' }
registerEnumType(WebhookDeliveryState, {
  name: 'WebhookDeliveryState',
  description: 'How far a message is.',
  valuesConfig: { WAITING: { description: 'It will be tried, perhaps again.' }, DELIVERED: { description: 'It was answered with 2xx.' }, FAILED: { description: 'It is not tried any more, unless somebody has it sent again.' } },
});

enum WebhookProblem { STATUS = 'STATUS', TIMEOUT = 'TIMEOUT', UNREACHABLE = 'UNREACHABLE', ADDRESS_REFUSED = 'ADDRESS_REFUSED', TURNED_OFF = 'TURNED_OFF', NOT_READ = 'NOT_READ' }
registerEnumType(WebhookProblem, {
  name: 'WebhookProblem',
  description: 'Why a message was not delivered at its last attempt.',
  valuesConfig: {
    STATUS: { description: 'It was answered with something other than 2xx; redirects are not followed.' },
    TIMEOUT: { description: 'There was no answer within 15 seconds.' },
    UNREACHABLE: { description: 'There was no connection: no such name, refused, or a certificate that is not trusted.' },
    ADDRESS_REFUSED: { description: 'The address leads into a network that is not public.' },
    TURNED_OFF: { description: 'The webhook was turned off before.' },
    NOT_READ: { description: 'On our side: what happened could not be read.' },
  },
});

@ObjectType('WebhookDelivery', { implements: Node, simpleResolvers: true, description: 'One event for one webhook, and what became of it. Kept for 30 days.' })
export class WebhookDeliveryType extends Node {
  @Field(() => WebhookDeliveryKind, { description: 'What it is about.' }) kind!: DeliveryKind;
  @Field(() => ID, { description: 'Which call, contact, …; of a trial the webhook.' }) subjectId!: string;
  @Field(() => Date, { description: 'When it happened.' }) happenedAt!: Date;
  @Field(() => WebhookDeliveryState, { description: 'How far it is.' }) state!: WebhookDeliveryState;
  @Field(() => Int, { description: 'How often it was tried so far.' }) attempts!: number;
  @Field(() => Date, { nullable: true, description: 'When it is tried next; null when it is not.' }) nextTryAt!: Date | null;
  @Field(() => Date, { nullable: true, description: 'When it was last tried; null: not yet.' }) lastTriedAt!: Date | null;
  @Field(() => Int, { nullable: true, description: 'How long the answer to the last attempt took, in milliseconds; null without one.' }) lastMilliseconds!: number | null;
  @Field(() => Int, { nullable: true, description: 'With which HTTP status the last attempt was answered; null: with none.' }) lastStatus!: number | null;
  @Field(() => WebhookProblem, { nullable: true, description: 'What went wrong at the last attempt; null: nothing.' }) lastProblem!: WebhookProblem | null;
  @Field(() => String, { nullable: true, description: 'The beginning of the answer to the last attempt, at most 1 kB; null without one.' }) lastAnswer!: string | null;
}

export const WebhookDeliveryConnection = connectionOf('WebhookDelivery', () => WebhookDeliveryType);

@ArgsType()
export class WebhookDeliveriesArgs extends PageArgs {
  @Field(() => Boolean, { nullable: true, defaultValue: false, description: 'Those alone that have failed.' }) onlyFailed!: boolean;
}

@ObjectType('Webhook', { implements: Node, simpleResolvers: true, description: 'An address of a program of the customer that events are sent to, signed as Standard Webhooks says. Its people who manage.' })
export class WebhookType extends Node {
  @Field(() => String, { description: 'Where to.' }) url!: string;
  @Field(() => String, { nullable: true, description: 'What it is for; null when nobody has said.' }) description!: string | null;
  @Field(() => [WebhookKind], { description: 'Which events.' }) kinds!: Kind[];
  @Field(() => Date, { nullable: true, description: 'Until when messages also carry a signature by the former secret; null or past: they do not.' }) previousSecretUntil!: Date | null;
  @Field(() => Boolean, { description: 'Whether anything is sent there.' }) isEnabled!: boolean;
  @Field(() => Date, { nullable: true, description: 'Since when nothing is sent there; null while it is.' }) disabledAt!: Date | null;
  @Field(() => WebhookDisabledBecause, { nullable: true, description: 'Why nothing is sent there; null while it is.' }) disabledBecause!: WebhookDisabledBecause | null;
  @Field(() => Date, { nullable: true, description: 'Since when every attempt has failed; null when the last one did not.' }) failingSince!: Date | null;
  @Field(() => Date, { description: 'When it was entered.' }) createdAt!: Date;
  @Field(() => String, { description: 'The name of who entered it, at that time.' }) createdBy!: string;
}

@InputType({ description: 'Where events are sent, and which.' })
export class WebhookInput {
  @Field(() => String, { description: 'An address that begins with https:// and is one of the public internet; at most 2,000 characters.' }) url!: string;
  @Field(() => String, { nullable: true, description: 'What it is for; at most 200 characters.' }) description?: string | null;
  @Field(() => [WebhookKind], { description: 'Which events; at least one kind.' }) kinds!: Kind[];
}

@ObjectType({ description: 'There is a new webhook.' })
export class WebhookCreated {
  @Field(() => WebhookType, { description: 'The webhook.' }) webhook!: WebhookType;
  @Field(() => String, { description: 'By which the receiver verifies messages. Never shown again.' }) secret!: string;
}
@ObjectType({ description: 'The webhook has a new secret. For 24 hours messages carry a signature by the former one as well.' })
export class WebhookSecretRotated {
  @Field(() => WebhookType, { description: 'The webhook.' }) webhook!: WebhookType;
  @Field(() => String, { description: 'By which the receiver verifies messages. Never shown again.' }) secret!: string;
}
@ObjectType({ description: 'What had failed is sent again.' })
export class WebhookDeliveriesResent {
  @Field(() => Int, { description: 'How many messages.' }) count!: number;
}
@ObjectType({ implements: DomainError, description: 'Returned when fields are missing or wrong; nothing was changed.' })
export class WebhookInvalid extends DomainError {
  @Field(() => [InputProblem], { description: 'All that is wrong.' }) problems!: InputProblem[];
}
@ObjectType({ implements: DomainError, description: 'Returned when the customer has as many webhooks as there can be; delete one first.' })
export class WebhooksFull extends DomainError {
  @Field(() => Int, { description: 'How many a customer can have.' }) mostWebhooks!: number;
}
@ObjectType({ implements: DomainError, description: 'Returned when the webhook is turned off; turn it on first.' })
export class WebhookDisabled extends DomainError {}

export const CreateWebhookResult = unionOf('CreateWebhookResult', 'The new webhook with its secret, or why there is none.', () => [WebhookCreated, WebhookInvalid, WebhooksFull] as const);
export const UpdateWebhookResult = unionOf('UpdateWebhookResult', 'The webhook as it is now, or why it was not changed.', () => [WebhookType, WebhookInvalid] as const);
export const DeleteWebhookResult = unionOf('DeleteWebhookResult', 'What was deleted.', () => [Deleted] as const);
export const RotateWebhookSecretResult = unionOf('RotateWebhookSecretResult', 'The webhook with its new secret.', () => [WebhookSecretRotated] as const);
export const SetWebhookEnabledResult = unionOf('SetWebhookEnabledResult', 'The webhook as it is now.', () => [WebhookType] as const);
export const PingWebhookResult = unionOf('PingWebhookResult', 'The trial message, or why there is none.', () => [WebhookDeliveryType, WebhookDisabled] as const);
export const ResendWebhookDeliveryResult = unionOf('ResendWebhookDeliveryResult', 'The message as it is now, or why it is not sent.', () => [WebhookDeliveryType, WebhookDisabled] as const);
export const ResendFailedWebhookDeliveriesResult = unionOf('ResendFailedWebhookDeliveriesResult', 'How many are sent again, or why none.', () => [WebhookDeliveriesResent, WebhookDisabled] as const);
