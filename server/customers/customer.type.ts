import { ArgsType, Field, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf, PageArgs } from '../graphql/connection.ts';
import { Deleted, DomainError, InputProblem, unionOf } from '../graphql/domain-error.type.ts';
import { Node } from '../graphql/node.type.ts';
import { LocalDate } from '../graphql/scalars.ts';
import { FederalState, Language } from './customer.entity.ts';

registerEnumType(Language, {
  name: 'Language',
  description: "The customer's language: of the default greeting and of what the service writes to them.",
  valuesConfig: { DE: { description: 'German.' }, EN: { description: 'English.' } },
});

registerEnumType(FederalState, {
  name: 'FederalState',
  description: 'The federal states of Germany, ISO 3166-2:DE without the country. They differ in their public holidays.',
  valuesConfig: {
    BW: { description: 'Baden-Württemberg.' }, BY: { description: 'Bavaria.' }, BE: { description: 'Berlin.' }, BB: { description: 'Brandenburg.' },
    HB: { description: 'Bremen.' }, HH: { description: 'Hamburg.' }, HE: { description: 'Hesse.' }, MV: { description: 'Mecklenburg-Western Pomerania.' },
    NI: { description: 'Lower Saxony.' }, NW: { description: 'North Rhine-Westphalia.' }, RP: { description: 'Rhineland-Palatinate.' }, SL: { description: 'Saarland.' },
    SN: { description: 'Saxony.' }, ST: { description: 'Saxony-Anhalt.' }, SH: { description: 'Schleswig-Holstein.' }, TH: { description: 'Thuringia.' },
  },
});

@ObjectType('Customer', { implements: Node, simpleResolvers: true, description: 'A company whose calls we answer. Seen by staff and by its own people.' })
export class CustomerType extends Node {
  @Field(() => String, { description: 'By which the customer is known in the office; unique.' }) customerNumber!: string;
  @Field(() => String, { description: 'The name in which calls are answered.' }) name!: string;
  @Field(() => String, { description: 'The IANA zone whose local time weekly hours mean, such as Europe/Berlin.' }) timeZone!: string;
  @Field(() => Language, { description: 'Of the default greeting and of what the service writes to the customer.' }) language!: Language;
  @Field(() => FederalState, { nullable: true, description: 'Whose public holidays count; null: none do.' }) federalState!: FederalState | null;
  @Field(() => LocalDate, { description: 'The first day of the contract.' }) contractStartedOn!: string;
  @Field(() => LocalDate, { nullable: true, description: 'The last day of the contract; null while no end is known.' }) contractEndsOn!: string | null;
  @Field(() => Int, { description: 'Rises with each change; what an editor expects to change.' }) version!: number;
}

export const CustomerConnection = connectionOf('Customer', () => CustomerType);

@ArgsType()
export class CustomersArgs extends PageArgs {
  @Field(() => String, { nullable: true, description: 'Words that each are part of the name or of the customer number.' }) search?: string | null;
}

@InputType({ description: 'What is said about a customer; on a change it replaces all of it.' })
export class CustomerInput {
  @Field(() => String, { description: 'At most 40 characters; unique.' }) customerNumber!: string;
  @Field(() => String, { description: 'At most 200 characters.' }) name!: string;
  @Field(() => String, { nullable: true, defaultValue: 'Europe/Berlin', description: 'An IANA zone.' }) timeZone?: string | null;
  @Field(() => Language, { nullable: true, defaultValue: Language.DE, description: 'Of the default greeting.' }) language?: Language | null;
  @Field(() => FederalState, { nullable: true, description: 'Whose public holidays count; null: none do.' }) federalState?: FederalState | null;
}

@ObjectType({ implements: DomainError, description: 'Returned when fields are missing or wrong; nothing was changed.' })
export class CustomerInvalid extends DomainError {
  @Field(() => [InputProblem], { description: 'All that is wrong.' }) problems!: InputProblem[];
}

@ObjectType({ implements: DomainError, description: 'Returned when somebody else saved a newer version; nothing was changed.' })
export class CustomerChangedMeanwhile extends DomainError {
  @Field(() => CustomerType, { description: 'What is stored now.' }) current!: CustomerType;
}

@ObjectType({ implements: DomainError, description: 'Returned when there are calls of the customer, which would be lost; nothing was deleted.' })
export class CustomerHasCalls extends DomainError {}

export const CreateCustomerResult = unionOf('CreateCustomerResult', 'The new customer, or why there is none.', () => [CustomerType, CustomerInvalid] as const);
export const UpdateCustomerResult = unionOf(
  'UpdateCustomerResult', 'The customer as it is now, or why it was not changed.', () => [CustomerType, CustomerInvalid, CustomerChangedMeanwhile] as const,
);
export const EndContractResult = unionOf('EndContractResult', 'The customer as it is now, or why the end was not noted.', () => [CustomerType, CustomerInvalid] as const);
export const DeleteCustomerResult = unionOf('DeleteCustomerResult', 'What was deleted, or why it was not.', () => [Deleted, CustomerHasCalls] as const);
