import { Arg, Authorized, Ctx, FieldResolver, Mutation, Query, Resolver } from 'type-graphql';
import type { Context, SignedIn } from '../context.ts';
import { acknowledge, isToBeRead } from './statement.service.ts';
import { CURRENT } from './statement.ts';
import { AcknowledgePrivacyStatementResult, PrivacyStatementType } from './statement.type.ts';

@Resolver(() => PrivacyStatementType)
export class PrivacyStatementResolver {
  @Query(() => PrivacyStatementType, { description: 'The newest privacy statement.' })
  privacyStatement() {
    return CURRENT;
  }

  @Authorized()
  @Mutation(() => AcknowledgePrivacyStatementResult, { description: 'Says that you have taken note of the newest privacy statement. The people of customers.' })
  async acknowledgePrivacyStatement(@Ctx() ctx: SignedIn, @Arg('version', () => String, { description: 'The version that was read.' }) version: string) {
    await acknowledge(ctx, version);
    return { __typename: 'PrivacyStatement', ...CURRENT };
  }

  @FieldResolver(() => Boolean, { description: 'Whether it is new to you: true until you, one of a customer’s people, have acknowledged it.' })
  isToBeRead(@Ctx() ctx: Context) {
    return isToBeRead(ctx);
  }
}
