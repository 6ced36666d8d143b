import { Arg, Authorized, Ctx, Extensions, FieldResolver, Int, Mutation, Query, Resolver } from 'type-graphql';
import { CallType } from '../calls/call.type.ts';
import type { Context, SignedIn } from '../context.ts';
import { isStaff } from '../identity/actor.ts';
import { listSecretaries } from '../identity/identity.service.ts';
import { SecretaryType } from '../identity/identity.type.ts';
import { listOpenNotes, readDesk, serviceLevelToday } from './desk.service.ts';
import { DeskType, ServiceLevel, SetServiceTargetResult } from './desk.type.ts';
import { setTarget } from './target.service.ts';

@Resolver(() => DeskType)
export class DeskResolver {
  @Query(() => DeskType, { nullable: true, description: 'What is happening now; null for everybody but secretaries.' })
  desk(@Ctx() ctx: Context) {
    return isStaff(ctx.actor) ? readDesk(ctx) : null;
  }

  @FieldResolver(() => [SecretaryType], { description: 'All secretaries by name, with their presence.' })
  secretaries(@Ctx() ctx: Context) {
    return listSecretaries(ctx);
  }

  @Extensions({ viewerDependent: true })
  @FieldResolver(() => [CallType], { description: 'Your own ended calls whose note is still to be written, oldest first.' })
  openNotes(@Ctx() ctx: Context) {
    return listOpenNotes(ctx);
  }

  @FieldResolver(() => ServiceLevel, { description: 'How quickly calls were taken today.' })
  serviceLevelToday(@Ctx() ctx: Context) {
    return serviceLevelToday(ctx);
  }

  @Authorized('SUPERVISOR')
  @Mutation(() => SetServiceTargetResult, { description: 'Says what the service wants to reach: so many percent of the calls taken within so many seconds. Supervisors.' })
  setServiceTarget(
    @Ctx() ctx: SignedIn,
    @Arg('seconds', () => Int, { description: 'What counts as in time, from the first ring: 5 to 300.' }) seconds: number,
    @Arg('percent', () => Int, { description: 'The share that is to be reached: 1 to 100.' }) percent: number,
  ) {
    return setTarget(ctx, seconds, percent);
  }
}
