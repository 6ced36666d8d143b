import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DomainError, unionOf } from '../graphql/domain-error.type.ts';
import { LocalDate } from '../graphql/scalars.ts';
import { ContractEndAnswer } from './contract-end.ts';

registerEnumType(ContractEndAnswer, {
  name: 'ContractEndAnswer',
  description: 'What a customer wants to happen after the end of the contract.',
  valuesConfig: {
    KEEP: { description: 'The basic functions are kept for free: to sign in, to read and export what there is, and to delete it.' },
    DECLINE: { description: 'Everything is deleted on the day of ContractEnd.erasedOn.' },
    DELETE: { description: 'Everything is deleted at once.' },
  },
});

@ObjectType('ContractEnd', { simpleResolvers: true, description: "The end of a customer's contract, known though it may lie ahead, and what follows for what is stored." })
export class ContractEndType {
  @Field(() => LocalDate, { description: 'The last day on which calls are answered.' }) lastDay!: string;
  @Field(() => Boolean, { description: 'Whether that day is over: the lines are free, and what is there can only be read and deleted.' }) isOver!: boolean;
  @Field(() => ContractEndAnswer, { nullable: true, description: 'What the customer wants; null: nothing was said, and everything is deleted.' }) answer!: ContractEndAnswer | null;
  @Field(() => Date, { nullable: true, description: 'When that was said.' }) answeredAt!: Date | null;
  @Field(() => LocalDate, { nullable: true, description: 'The day on which everything is deleted; null when the basic functions are kept.' }) erasedOn!: string | null;
}

@ObjectType({ description: 'How many rows of a table.' })
export class RowCount {
  @Field(() => String, { description: 'The table.' }) table!: string;
  @Field(() => Int, { description: 'How many of its rows. What hangs on them goes with them and is not counted.' }) rows!: number;
}

@ObjectType('RetentionPreview', { simpleResolvers: true, description: 'What a job of the retention would do.' })
export class RetentionPreviewType {
  @Field(() => String, { description: 'The job.' }) job!: string;
  @Field(() => String, { description: 'When something is due for it, in English.' }) term!: string;
  @Field(() => [RowCount], { description: 'What it would delete or change; empty when nothing is due.' }) counts!: RowCount[];
}

@ObjectType('RetentionRun', { simpleResolvers: true, description: 'What a job of the retention did on a day.' })
export class RetentionRunType {
  @Field(() => String, { description: 'The job.' }) job!: string;
  @Field(() => LocalDate, { description: 'The day, in UTC.' }) day!: string;
  @Field(() => Int, { description: 'How often it ran.' }) runs!: number;
  @Field(() => Int, { description: 'How often it failed.' }) failures!: number;
  @Field(() => Date, { description: 'When it ran last on that day.' }) lastAt!: Date;
  @Field(() => [RowCount], { description: 'What it deleted or changed on that day.' }) counts!: RowCount[];
}

@ObjectType({ implements: DomainError, description: "Returned when no end of the customer's contract is known; nothing was changed." })
export class ContractNotEnding extends DomainError {}

@ObjectType({ implements: DomainError, description: 'Returned when the contract is over already, and everything can be deleted at once instead; nothing was changed.' })
export class ContractOver extends DomainError {
  @Field(() => LocalDate, { description: 'Its last day.' }) lastDay!: string;
}

@ObjectType({ implements: DomainError, description: 'Returned when the contract is not over yet; nothing was deleted.' })
export class ContractNotOver extends DomainError {
  @Field(() => LocalDate, { nullable: true, description: 'Its last day; null when none is known.' }) lastDay!: string | null;
}

@ObjectType({ implements: DomainError, description: "Returned when what was typed is not the customer's number; nothing was deleted." })
export class CustomerNumberDiffers extends DomainError {}

export const KeepBasicFunctionsResult = unionOf('KeepBasicFunctionsResult', 'What follows now, or why nothing was kept.', () => [ContractEndType, ContractNotEnding] as const);
export const DeclineBasicFunctionsResult = unionOf('DeclineBasicFunctionsResult', 'What follows now, or why nothing was changed.', () => [ContractEndType, ContractNotEnding, ContractOver] as const);
export const EraseCustomerDataResult = unionOf('EraseCustomerDataResult', 'That everything is deleted now, or why it is not.', () => [ContractEndType, ContractNotOver, CustomerNumberDiffers] as const);
