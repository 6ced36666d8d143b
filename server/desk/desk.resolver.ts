import { Ctx, Extensions, FieldResolver, Query, Resolver } from 'type-graphql';
import { CallType } from '../calls/call.type.ts';
import type { Context } from '../context.ts';
import { isStaff } from '../identity/actor.ts';
import { listSecretaries } from '../identity/identity.service.ts';
import { SecretaryType } from '../identity/identity.type.ts';
import { listOpenNotes, readDesk, serviceLevelToday } from './desk.service.ts';
import { DeskType, ServiceLevel } from './desk.type.ts';

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
}
