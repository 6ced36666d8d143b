import { Arg, Args, Authorized, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { SignedIn } from '../context.ts';
import { badInput } from '../errors.ts';
import { PageArgs } from '../graphql/connection.ts';
import { Deleted } from '../graphql/domain-error.type.ts';
import { closeDoor, listDoors, openDoor } from './door.service.ts';
import { CreateTelephoneDoorResult, DeleteTelephoneDoorResult, TelephoneDoorCreated, TelephoneDoorType, UnassignedCallConnection } from './telephony.type.ts';
import { listUnassignedCalls } from './unassigned.service.ts';

@Resolver()
export class TelephonyResolver {
  @Authorized('SUPERVISOR')
  @Query(() => UnassignedCallConnection, { description: "Calls to numbers that are nobody's line, newest first. Supervisors." })
  unassignedCalls(@Ctx() ctx: SignedIn, @Args(() => PageArgs) page: PageArgs) {
    return listUnassignedCalls(ctx, page);
  }

  @Authorized('SUPERVISOR')
  @Query(() => [TelephoneDoorType], { description: 'The ways in for telephone systems, oldest first. Supervisors.' })
  telephoneDoors(@Ctx() ctx: SignedIn) {
    return listDoors(ctx);
  }

  @Authorized('SUPERVISOR')
  @Mutation(() => CreateTelephoneDoorResult, { description: 'Opens a way in for a telephone system that pushes in the generic format. Supervisors.' })
  async createTelephoneDoor(
    @Ctx() ctx: SignedIn,
    @Arg('name', () => String, { description: 'What to call it, up to 100 characters.' }) name: string,
    @Arg('withHmac', () => Boolean, { nullable: true, defaultValue: false, description: 'Whether what comes in must be signed.' }) withHmac: boolean | null,
  ) {
    const trimmed = name.replaceAll('\0', '').trim();
    if (!trimmed || trimmed.length > 100) throw badInput('name', 'name must have 1 to 100 characters.');
    return Object.assign(new TelephoneDoorCreated(), await openDoor(ctx.sql, trimmed, withHmac ?? false, ctx.now()));
  }

  @Authorized('SUPERVISOR')
  @Mutation(() => DeleteTelephoneDoorResult, { description: 'Closes a way in at once. Its calls stay. Supervisors.' })
  async deleteTelephoneDoor(@Ctx() ctx: SignedIn, @Arg('telephoneDoorId', () => ID, { description: 'Which.' }) telephoneDoorId: string) {
    await closeDoor(ctx.sql, telephoneDoorId);
    return Object.assign(new Deleted(), { id: telephoneDoorId });
  }
}
