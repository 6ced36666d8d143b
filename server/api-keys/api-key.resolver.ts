import { Arg, Authorized, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { SignedIn } from '../context.ts';
import { ApiKeyType } from '../identity/api-key.type.ts';
import { createApiKey, createServiceApiKey, listApiKeys, listServiceApiKeys, revokeApiKey } from './api-key.service.ts';
import { ApiKeyInput, CreateApiKeyResult, CreateServiceApiKeyResult, RevokeApiKeyResult } from './api-key.type.ts';

@Resolver()
export class ApiKeyResolver {
  @Authorized()
  @Query(() => [ApiKeyType], { nullable: true, description: "A customer's keys that are in force, the newest first; null for everybody but those who manage there, and supervisors." })
  apiKeys(@Ctx() ctx: SignedIn, @Arg('customerId', () => ID, { description: 'Whose keys.' }) customerId: string) {
    return listApiKeys(ctx, customerId);
  }

  @Authorized('SUPERVISOR')
  @Query(() => [ApiKeyType], { description: "The service's own keys that are in force, the newest first. Supervisors." })
  serviceApiKeys(@Ctx() ctx: SignedIn) {
    return listServiceApiKeys(ctx);
  }

  @Authorized()
  @Mutation(() => CreateApiKeyResult, { description: 'Makes a key that does for the customer what its scopes say. Those who manage there.' })
  createApiKey(
    @Ctx() ctx: SignedIn,
    @Arg('customerId', () => ID, { description: 'For whom.' }) customerId: string,
    @Arg('input', () => ApiKeyInput, { description: 'What it is to be.' }) input: ApiKeyInput,
  ) {
    return createApiKey(ctx, customerId, input);
  }

  @Authorized('SUPERVISOR')
  @Mutation(() => CreateServiceApiKeyResult, { description: 'Makes a key for a telephone system, which tells of calls (CALLS_REPORT) and sees nothing. Supervisors.' })
  createServiceApiKey(
    @Ctx() ctx: SignedIn,
    @Arg('name', () => String, { description: 'What it is for; at most 100 characters.' }) name: string,
    @Arg('expiresAt', () => Date, { description: 'From when on it opens nothing any more; within two years.' }) expiresAt: Date,
  ) {
    return createServiceApiKey(ctx, name, expiresAt);
  }

  @Authorized()
  @Mutation(() => RevokeApiKeyResult, { description: 'Takes a key back; it opens nothing from then on. Those who manage there, and supervisors.' })
  revokeApiKey(@Ctx() ctx: SignedIn, @Arg('apiKeyId', () => ID, { description: 'Which.' }) apiKeyId: string) {
    return revokeApiKey(ctx, apiKeyId);
  }
}
