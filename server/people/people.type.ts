import { Field, InputType, ObjectType } from 'type-graphql';
import { Deleted, DomainError, InputProblem, unionOf } from '../graphql/domain-error.type.ts';
import { CustomerUserType, SecretaryType } from '../identity/identity.type.ts';

@InputType({ description: 'Who is to sign in.' })
export class PersonInput {
  @Field(() => String, { description: 'First and last name; at most 200 characters.' }) name!: string;
  @Field(() => String, { description: 'The address to sign in with; of one person alone.' }) email!: string;
}

@ObjectType({ description: 'Somebody of a customer can sign in, with a password that is told this once and has to be changed at the first sign-in.' })
export class CustomerUserAdded {
  @Field(() => CustomerUserType, { description: 'Who.' }) user!: CustomerUserType;
  @Field(() => String, { description: 'Good for 14 days, and for nothing but choosing one of their own. Never shown again.' }) temporaryPassword!: string;
}

@ObjectType({ implements: DomainError, description: 'Returned when fields are missing or wrong; nothing was changed.' })
export class CustomerUserInvalid extends DomainError {
  @Field(() => [InputProblem], { description: 'All that is wrong.' }) problems!: InputProblem[];
}

@ObjectType({ implements: DomainError, description: 'Returned when nobody else of the customer could manage people then; nothing was changed.' })
export class LastManager extends DomainError {}

@ObjectType({ description: 'A secretary can sign in, with a password that is told this once and has to be changed at the first sign-in.' })
export class SecretaryAdded {
  @Field(() => SecretaryType, { description: 'Who.' }) secretary!: SecretaryType;
  @Field(() => String, { description: 'Good for 14 days, and for nothing but choosing one of their own. Never shown again.' }) temporaryPassword!: string;
}

@ObjectType({ implements: DomainError, description: 'Returned when fields are missing or wrong; nothing was changed.' })
export class SecretaryInvalid extends DomainError {
  @Field(() => [InputProblem], { description: 'All that is wrong.' }) problems!: InputProblem[];
}

@ObjectType({ implements: DomainError, description: 'Returned when there would be no supervisor any more; nothing was changed.' })
export class LastSupervisor extends DomainError {}

export const AddCustomerUserResult = unionOf('AddCustomerUserResult', 'Who can sign in now, or why not.', () => [CustomerUserAdded, CustomerUserInvalid] as const);
export const ChangeCustomerUserRightResult = unionOf('ChangeCustomerUserRightResult', 'The person as they are now, or why nothing was changed.', () => [CustomerUserType, LastManager] as const);
export const RemoveCustomerUserResult = unionOf('RemoveCustomerUserResult', 'Who is gone, or why not.', () => [Deleted, LastManager] as const);
export const AddSecretaryResult = unionOf('AddSecretaryResult', 'Who can sign in now, or why not.', () => [SecretaryAdded, SecretaryInvalid] as const);
export const UpdateSecretaryResult = unionOf('UpdateSecretaryResult', 'The secretary as they are now, or why nothing was changed.', () => [SecretaryType, SecretaryInvalid, LastSupervisor] as const);
export const RemoveSecretaryResult = unionOf('RemoveSecretaryResult', 'Who has left, or why not.', () => [Deleted, LastSupervisor] as const);
