import { Authorized, Ctx, Query, Resolver } from 'type-graphql';
import type { SignedIn } from '../context.ts';
import { Simulator } from '../telephony/telephony.type.ts';
import { simulatorFor } from './simulator.ts';

@Resolver()
export class SimulatorResolver {
  @Authorized('SECRETARY')
  @Query(() => Simulator, { nullable: true, description: "The demo's line simulator; null where the demo is off. Secretaries." })
  simulator(@Ctx() ctx: SignedIn) {
    return simulatorFor(ctx);
  }
}
