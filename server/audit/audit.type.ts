import { Field, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf } from '../graphql/connection.ts';
import { Node } from '../graphql/node.type.ts';
import type { AuditKind } from './audit-entry.ts';
import type { AuditEntryRow } from './audit.rows.ts';

/** The kinds, as an enum of the API. */
export const AuditKindEnum = { SAW: 'SAW', CHANGED: 'CHANGED', DELETED: 'DELETED', EXPORTED: 'EXPORTED', SIGNED_IN: 'SIGNED_IN' } as const satisfies Record<AuditKind, AuditKind>;
registerEnumType(AuditKindEnum, {
  name: 'AuditKind',
  description: 'What happened to the data.',
  valuesConfig: {
    SAW: { description: 'They were shown.' },
    CHANGED: { description: 'Something was written.' },
    DELETED: { description: 'Something was deleted.' },
    EXPORTED: { description: 'They were taken out as a file.' },
    SIGNED_IN: { description: 'Somebody of the customer signed in.' },
  },
});

/** Who acted, as an enum of the API. */
export const AuditActorKindEnum = { SECRETARY: 'SECRETARY', CUSTOMER_USER: 'CUSTOMER_USER', API_KEY: 'API_KEY', SYSTEM: 'SYSTEM', ADDRESS: 'ADDRESS' } as const satisfies Record<AuditEntryRow['actorKind'], AuditEntryRow['actorKind']>;
registerEnumType(AuditActorKindEnum, {
  name: 'AuditActorKind',
  description: 'Who acted.',
  valuesConfig: {
    SECRETARY: { description: 'A secretary or supervisor of the service.' },
    CUSTOMER_USER: { description: 'One of the customer’s people.' },
    API_KEY: { description: 'A program with an API key.' },
    SYSTEM: { description: 'The service itself, such as a job that deletes what is past its term.' },
    ADDRESS: { description: 'Whoever knows the secret address at which a calendar is read.' },
  },
});

@ObjectType('AuditEntry', { implements: Node, description: 'Somebody saw or changed data of a customer. Entries are never changed, and are deleted after twelve months.' })
export class AuditEntryType extends Node {
  @Field(() => Date, { description: 'When; of several looks that were recorded together, the first.' }) at!: Date;
  @Field(() => AuditActorKindEnum, { description: 'What kind of actor it was.' }) actorKind!: AuditEntryRow['actorKind'];
  @Field(() => String, { nullable: true, description: 'The name as it was then; null for the service itself.' }) actorName!: string | null;
  @Field(() => AuditKindEnum, { description: 'What happened.' }) kind!: AuditKind;
  @Field(() => String, { description: 'By which act: a field of Query, Mutation or Subscription, or voiceMessage, accessReport, calendarFeed, exportAppointments, exportCaller, exportCalls, exportContacts, expireData, eraseContract.' }) act!: string;
  @Field(() => String, { nullable: true, description: 'The network that it came from, such as 203.0.113.0/24: never the whole address. Null when it came from the service itself.' }) address!: string | null;
  @Field(() => String, { nullable: true, description: 'Browser and system; null when unknown.' }) device!: string | null;
  @Field(() => String, { nullable: true, description: 'Why, in the words of who acted; null where no reason is asked for.' }) reason!: string | null;
  @Field(() => Int, { description: 'How often, where the same was seen again and again within a moment.' }) times!: number;
  @Field(() => [String], { description: 'Which fields of an input a correction changed, by name; what stood there is not kept. Empty for everything but corrections of contacts, instructions and customers.' }) fields!: string[];
}

/** A page of the audit log. */
export const AuditEntryConnection = connectionOf('AuditEntry', () => AuditEntryType);

@InputType({ description: 'Which entries of the audit log; everything given must hold.' })
export class AuditFilterInput {
  @Field(() => [AuditKindEnum], { nullable: true, description: 'Of these kinds.' }) kinds?: AuditKind[] | null;
  @Field(() => Date, { nullable: true, description: 'From this moment on.' }) from?: Date | null;
  @Field(() => Date, { nullable: true, description: 'Before this moment.' }) until?: Date | null;
}
