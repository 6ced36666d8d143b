import { Field, ObjectType } from 'type-graphql';
import { connectionOf } from '../graphql/connection.ts';
import { DomainError, InputProblem, unionOf } from '../graphql/domain-error.type.ts';
import { Node } from '../graphql/node.type.ts';

@ObjectType('Acting', { implements: Node, description: 'That a supervisor acts, or acted, for a customer in what is its own people’s to do.' })
export class ActingType extends Node {
  @Field(() => String, { description: 'Why, as they said themselves.' }) reason!: string;
  @Field(() => Date, { description: 'From when on.' }) since!: Date;
  @Field(() => Date, { description: 'Until when: an hour at most, or when they stopped.' }) until!: Date;
}

export const ActingConnection = connectionOf('Acting', () => ActingType);

@ObjectType({ implements: DomainError, description: 'Returned when the reason is missing or says nothing; nothing was changed.' })
export class ActingInvalid extends DomainError {
  @Field(() => [InputProblem], { description: 'All that is wrong.' }) problems!: InputProblem[];
}

export const ActForCustomerResult = unionOf('ActForCustomerResult', 'That you act for the customer now, or why not.', () => [ActingType, ActingInvalid] as const);
