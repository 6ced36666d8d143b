import { Field, InputType, ObjectType } from 'type-graphql';
import { Deleted, DomainError, InputProblem, unionOf } from '../graphql/domain-error.type.ts';
import type { ApiScope as Scope } from '../identity/actor.ts';
import { ApiKeyType, ApiScope } from '../identity/api-key.type.ts';

@InputType({ description: 'What a new key is to be.' })
export class ApiKeyInput {
  @Field(() => String, { description: 'What it is for; at most 100 characters.' }) name!: string;
  @Field(() => [ApiScope], { description: 'What it opens; anything but CALLS_REPORT.' }) scopes!: Scope[];
  @Field(() => Date, { description: 'From when on it opens nothing any more; within two years.' }) expiresAt!: Date;
}

@ObjectType({ description: 'There is a new key.' })
export class ApiKeyCreated {
  @Field(() => ApiKeyType, { description: 'The key.' }) apiKey!: ApiKeyType;
  @Field(() => String, { description: 'What programs send as Authorization: Bearer. Never shown again.' }) secret!: string;
}

@ObjectType({ implements: DomainError, description: 'Returned when fields are missing or wrong; no key was made.' })
export class ApiKeyInvalid extends DomainError {
  @Field(() => [InputProblem], { description: 'All that is wrong.' }) problems!: InputProblem[];
}

export const CreateApiKeyResult = unionOf('CreateApiKeyResult', 'The new key with its secret, or why there is none.', () => [ApiKeyCreated, ApiKeyInvalid] as const);
export const CreateServiceApiKeyResult = unionOf('CreateServiceApiKeyResult', 'The new key with its secret, or why there is none.', () => [ApiKeyCreated, ApiKeyInvalid] as const);
export const RevokeApiKeyResult = unionOf('RevokeApiKeyResult', 'Which key opens nothing any more.', () => [Deleted] as const);
