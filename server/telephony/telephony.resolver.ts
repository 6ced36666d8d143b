import { Arg, Args, Authorized, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { SignedIn } from '../context.ts';
import { PageArgs } from '../graphql/connection.ts';
import { Deleted } from '../graphql/domain-error.type.ts';
import { addDoor, pushForTest, updateDoor } from './door-form.service.ts';
import { closeDoor, listDoors, moveDoor, TelephoneDoorKind } from './door.service.ts';
import {
  CreateTelephoneDoorResult, DeleteTelephoneDoorResult, MoveTelephoneDoorResult, TelephoneDoorCreated, TelephoneDoorInput, TelephoneDoorMoved, TelephoneDoorTestPush,
  TelephoneDoorType, TestTelephoneDoorResult, UnassignedCallConnection, UpdateTelephoneDoorResult,
} from './telephony.type.ts';
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
  @Mutation(() => CreateTelephoneDoorResult, { description: 'Opens a way in for a telephone system. Supervisors.' })
  async createTelephoneDoor(
    @Ctx() ctx: SignedIn,
    @Arg('name', () => String, { description: 'What to call it, up to 100 characters.' }) name: string,
    @Arg('withHmac', () => Boolean, { nullable: true, defaultValue: false, description: 'Whether a key is made up that what comes in must be signed with. Of the kind GENERIC.' }) withHmac: boolean | null,
    @Arg('kind', () => TelephoneDoorKind, { nullable: true, defaultValue: TelephoneDoorKind.GENERIC, description: 'Whose telephone system it is.' }) kind: TelephoneDoorKind | null,
    @Arg('account', () => String, { nullable: true, description: 'What the provider calls our account: Twilio’s account SID, sipgate’s token id.' }) account: string | null,
    @Arg('hmacSecret', () => String, { nullable: true, description: 'A key that the provider signs with; at least 8 characters. Left out, one is made up where the kind needs one.' }) hmacSecret: string | null,
    @Arg('apiSecret', () => String, { nullable: true, description: 'A key to the provider’s own API: Twilio’s auth token, sipgate’s token.' }) apiSecret: string | null,
  ) {
    const opened = await addDoor(ctx, kind ?? 'GENERIC', { name, account, hmacSecret, apiSecret }, withHmac ?? false);
    return 'door' in opened ? Object.assign(new TelephoneDoorCreated(), opened) : opened;
  }

  @Authorized('SUPERVISOR')
  @Mutation(() => UpdateTelephoneDoorResult, { description: 'Changes what is said about a way in; its address stays. Supervisors.' })
  updateTelephoneDoor(
    @Ctx() ctx: SignedIn,
    @Arg('telephoneDoorId', () => ID, { description: 'Which.' }) telephoneDoorId: string,
    @Arg('input', () => TelephoneDoorInput, { description: 'Replaces name and account, and the secrets that are given.' }) input: TelephoneDoorInput,
  ) {
    return updateDoor(ctx, telephoneDoorId, input);
  }

  @Authorized('SUPERVISOR')
  @Mutation(() => MoveTelephoneDoorResult, { description: 'Gives a way in a new address, for one that was lost or got into wrong hands. Supervisors.' })
  async moveTelephoneDoor(@Ctx() ctx: SignedIn, @Arg('telephoneDoorId', () => ID, { description: 'Which.' }) telephoneDoorId: string) {
    return Object.assign(new TelephoneDoorMoved(), await moveDoor(ctx.sql, telephoneDoorId));
  }

  @Authorized('SUPERVISOR')
  @Mutation(() => TestTelephoneDoorResult, { description: 'Makes a signed push about no call, for sending it to the door and seeing what it answers. Supervisors.' })
  async testTelephoneDoor(
    @Ctx() ctx: SignedIn,
    @Arg('telephoneDoorId', () => ID, { description: 'Which.' }) telephoneDoorId: string,
    @Arg('url', () => String, { description: 'The address to which it will be sent, up to 1,000 characters.' }) url: string,
  ) {
    return Object.assign(new TelephoneDoorTestPush(), await pushForTest(ctx, telephoneDoorId, url));
  }

  @Authorized('SUPERVISOR')
  @Mutation(() => DeleteTelephoneDoorResult, { description: 'Closes a way in at once. Its calls stay. Supervisors.' })
  async deleteTelephoneDoor(@Ctx() ctx: SignedIn, @Arg('telephoneDoorId', () => ID, { description: 'Which.' }) telephoneDoorId: string) {
    await closeDoor(ctx.sql, telephoneDoorId);
    return Object.assign(new Deleted(), { id: telephoneDoorId });
  }
}
