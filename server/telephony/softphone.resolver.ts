import { Authorized, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { SignedIn } from '../context.ts';
import { closeSoftphone, hasSoftphones, openSoftphone } from './softphone.service.ts';
import { OpenSoftphoneResult, SoftphoneUnavailable } from './softphone.type.ts';

@Resolver()
export class SoftphoneResolver {
  @Authorized('SECRETARY')
  @Query(() => Boolean, { description: 'Whether the desk can be a telephone here: a telephone system that takes browsers is set up. Secretaries.' })
  hasSoftphones(@Ctx() ctx: SignedIn) {
    return hasSoftphones(ctx);
  }

  @Authorized('SECRETARY')
  @Mutation(() => OpenSoftphoneResult, { description: 'Makes an account for the telephone in this browser, in place of the one that this session had. Secretaries; HTTP only.' })
  async openSoftphone(@Ctx() ctx: SignedIn) {
    return (await openSoftphone(ctx)) ?? new SoftphoneUnavailable();
  }

  @Authorized('SECRETARY')
  @Mutation(() => Boolean, { description: 'Ends the account of this session; true also when there was none. Secretaries; HTTP only.' })
  closeSoftphone(@Ctx() ctx: SignedIn) {
    return closeSoftphone(ctx);
  }
}
