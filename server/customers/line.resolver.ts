import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Resolver, Root } from 'type-graphql';
import type { Context } from '../context.ts';
import { type LineRow, loadCustomers } from './customer.rows.ts';
import { CustomerType } from './customer.type.ts';
import { createLine, deleteLine, updateLine } from './line.service.ts';
import { CreateLineResult, DeleteLineResult, LineInput, LineType, UpdateLineResult } from './line.type.ts';

@Resolver(() => LineType)
export class LineResolver {
  @FieldResolver(() => CustomerType, { description: 'Whose calls come over the line.' })
  customer(@Root() line: LineRow, @Ctx() ctx: Context) {
    return ctx.edge(loadCustomers, line.customerId);
  }

  @Mutation(() => CreateLineResult, { description: 'Gives a customer a line. Supervisors.' })
  createLine(
    @Ctx() ctx: Context,
    @Arg('customerId', () => ID, { description: 'Whose calls come over the line.' }) customerId: string,
    @Arg('input', () => LineInput, { description: 'What is said about the line.' }) input: LineInput,
  ) {
    return createLine(ctx, customerId, input);
  }

  @Mutation(() => UpdateLineResult, { description: 'Changes a line. Supervisors.' })
  updateLine(
    @Ctx() ctx: Context,
    @Arg('lineId', () => ID, { description: 'Which.' }) lineId: string,
    @Arg('input', () => LineInput, { description: 'Replaces all that is said about the line.' }) input: LineInput,
    @Arg('expectedVersion', () => Int, { nullable: true, description: 'The version that the editor saw; null: whichever it is.' }) expectedVersion: number | null,
  ) {
    return updateLine(ctx, lineId, input, expectedVersion ?? null);
  }

  @Mutation(() => DeleteLineResult, { description: 'Takes a line away over which no call came. Supervisors.' })
  deleteLine(@Ctx() ctx: Context, @Arg('lineId', () => ID, { description: 'Which.' }) lineId: string) {
    return deleteLine(ctx, lineId);
  }
}
