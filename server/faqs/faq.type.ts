import { ArgsType, Field, InputType, Int, ObjectType } from 'type-graphql';
import { connectionOf, PageArgs } from '../graphql/connection.ts';
import { Deleted, DomainError, InputProblem, unionOf } from '../graphql/domain-error.type.ts';
import { Node } from '../graphql/node.type.ts';

@ObjectType('Faq', { implements: Node, simpleResolvers: true, description: 'A question that callers ask, and what secretaries answer. Staff, and the people of the customer.' })
export class FaqType extends Node {
  @Field(() => String, { description: 'What is asked.' }) question!: string;
  @Field(() => String, { nullable: true, description: 'What is answered; null while a suggested question has no answer.' }) answer!: string | null;
  @Field(() => Date, { nullable: true, description: 'When a secretary suggested it; null once the customer has accepted it, from when on it counts.' }) suggestedAt!: Date | null;
  @Field(() => Date, { description: 'When it was changed last.' }) updatedAt!: Date;
  @Field(() => Int, { description: 'Rises with each change; what an editor expects to change.' }) version!: number;
}

export const FaqConnection = connectionOf('Faq', () => FaqType);

@ArgsType()
export class FaqsArgs extends PageArgs {
  @Field(() => String, { nullable: true, description: 'German words in whichever form, of question or answer, or a part of the question.' }) search?: string | null;
  @Field(() => Boolean, { nullable: true, defaultValue: false, description: 'Those that were suggested and wait for the customer, in place of those that count.' }) suggested?: boolean | null;
}

@InputType({ description: 'A question and its answer; on a change it replaces both.' })
export class FaqInput {
  @Field(() => String, { description: 'At most 500 characters.' }) question!: string;
  @Field(() => String, { nullable: true, description: 'At most 5,000 characters; needed but for a suggestion.' }) answer?: string | null;
}

@ObjectType({ implements: DomainError, description: 'Returned when fields are missing or wrong, or there are too many; nothing was changed.' })
export class FaqInvalid extends DomainError {
  @Field(() => [InputProblem], { description: 'All that is wrong.' }) problems!: InputProblem[];
}
@ObjectType({ implements: DomainError, description: 'Returned when somebody else saved a newer version; nothing was changed.' })
export class FaqChangedMeanwhile extends DomainError {
  @Field(() => FaqType, { description: 'What is stored now.' }) current!: FaqType;
}

export const CreateFaqResult = unionOf('CreateFaqResult', 'The new question, or why there is none.', () => [FaqType, FaqInvalid] as const);
export const SuggestFaqResult = unionOf('SuggestFaqResult', 'The suggestion, or why there is none.', () => [FaqType, FaqInvalid] as const);
export const UpdateFaqResult = unionOf('UpdateFaqResult', 'The question as it is now, or why it was not changed.', () => [FaqType, FaqInvalid, FaqChangedMeanwhile] as const);
export const MoveFaqResult = unionOf('MoveFaqResult', 'The question in its new place.', () => [FaqType] as const);
export const DeleteFaqResult = unionOf('DeleteFaqResult', 'What was deleted.', () => [Deleted] as const);
