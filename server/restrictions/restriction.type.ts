import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { DomainError, InputProblem, unionOf } from '../graphql/domain-error.type.ts';
import { Node } from '../graphql/node.type.ts';

/** What a restriction is about. */
export enum RestrictionKind {
  CALL = 'CALL',
  CONTACT = 'CONTACT',
  CUSTOMER = 'CUSTOMER',
}
registerEnumType(RestrictionKind, {
  name: 'RestrictionKind',
  description: 'What a restriction is about.',
  valuesConfig: {
    CALL: { description: 'One call, with its note, the tasks and appointments that came of it, and everything else that belongs to it.' },
    CONTACT: { description: 'One contact, with the calls that it was found in or that came from its numbers, and with tasks, debtors and appointments that have its numbers.' },
    CUSTOMER: { description: 'All calls, contacts, tasks, appointments, messages, documents and questions that the customer had at that time.' },
  },
});

@ObjectType('Restriction', {
  implements: Node,
  description: 'A restriction of processing: Art. 18 GDPR. What is restricted stays stored and is shown to nobody; this says that it exists. The people of the customer, and supervisors.',
})
export class RestrictionType extends Node {
  @Field(() => RestrictionKind, { description: 'What it is about.' }) kind!: RestrictionKind;
  @Field(() => ID, { description: 'The id of the call, contact or customer.' }) subjectId!: string;
  @Field(() => String, { description: 'Why.' }) reason!: string;
  @Field(() => Date, { description: 'Since when.' }) requestedAt!: Date;
  @Field(() => String, { description: 'Who asked for it: their name at that time.' }) requestedBy!: string;
  @Field(() => String, { nullable: true, description: 'Why it ends or has ended; null: nobody has ended it.' }) liftReason!: string | null;
  @Field(() => Date, { nullable: true, description: 'When it ends; a week after a supervisor has announced it.' }) liftsAt!: Date | null;
  @Field(() => String, { nullable: true, description: 'Who ends it or has ended it.' }) liftedBy!: string | null;
  @Field(() => Date, { nullable: true, description: 'When it has ended; null: it is in force.' }) liftedAt!: Date | null;
}

@ObjectType({ implements: DomainError, description: 'Returned when the reason is missing or too long.' })
export class RestrictionInvalid extends DomainError {
  @Field(() => [InputProblem], { description: 'All that is wrong.' }) problems!: InputProblem[];
}

@ObjectType({ implements: DomainError, description: 'Returned when a call is not over, or its note is not written yet: it is still worked on.' })
export class CallNotOver extends DomainError {}

export const RestrictResult = unionOf('RestrictResult', 'The restriction, or why there is none.', () => [RestrictionType, RestrictionInvalid]);
export const RestrictCallResult = unionOf('RestrictCallResult', 'The restriction, or why there is none.', () => [RestrictionType, RestrictionInvalid, CallNotOver]);
