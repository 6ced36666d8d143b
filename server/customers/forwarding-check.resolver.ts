import { Arg, Authorized, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Context, SignedIn } from '../context.ts';
import { type LineRow, loadLines } from './customer.rows.ts';
import { LineType } from './line.type.ts';
import { type ForwardingCheckRow, loadForwardingChecks, loadLastForwardingChecks, startForwardingCheck } from './forwarding-check.service.ts';
import { ForwardingCheckType, StartForwardingCheckResult } from './forwarding-check.type.ts';

@Resolver(() => ForwardingCheckType)
export class ForwardingCheckResolver {
  @Authorized()
  @Query(() => ForwardingCheckType, { nullable: true, description: 'A test call of a forwarding; null when it does not exist or is not yours to see.' })
  forwardingCheck(@Ctx() ctx: SignedIn, @Arg('id', () => ID, { description: 'Its id.' }) id: string) {
    return ctx.edge(loadForwardingChecks, id);
  }

  @Authorized()
  @Mutation(() => StartForwardingCheckResult, {
    description: "Begins a test call that shows whether a telephone forwards to the line. At most one per line at a time, and ten per customer and hour. The customer's own people, and staff on their behalf.",
  })
  startForwardingCheck(
    @Ctx() ctx: SignedIn,
    @Arg('lineId', () => ID, { description: 'Where the call should arrive.' }) lineId: string,
    @Arg('number', () => String, { description: 'The telephone that is to forward, in any German notation, or international.' }) number: string,
  ) {
    return startForwardingCheck(ctx, lineId, number);
  }

  @FieldResolver(() => LineType, { description: 'Where the call should arrive.' })
  line(@Root() check: ForwardingCheckRow, @Ctx() ctx: Context) {
    return ctx.edge(loadLines, check.lineId);
  }
}

/** What a line knows of its test calls. */
@Resolver(() => LineType)
export class LineForwardingCheckResolver {
  @FieldResolver(() => ForwardingCheckType, { nullable: true, description: 'The newest test call of a forwarding to the line; null when there was none.' })
  lastForwardingCheck(@Root() line: LineRow, @Ctx() ctx: Context) {
    return ctx.edge(loadLastForwardingChecks, line.id);
  }
}
