import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Resolver, Root } from 'type-graphql';
import type { Context } from '../context.ts';
import type { CustomerRow } from '../customers/customer.rows.ts';
import { CustomerType } from '../customers/customer.type.ts';
import { badInput } from '../errors.ts';
import { decodeCursor, encodeCursor, PageArgs, pageLimit, toConnection } from '../graphql/connection.ts';
import type { InstructionRow } from './instruction.rows.ts';
import { restoreInstruction } from './instruction.service.ts';
import { InstructionType, UpdateInstructionResult } from './instruction.type.ts';
import { loadDeleted, loadVersionPages } from './instruction-version.rows.ts';
import { InstructionVersionConnection, InstructionVersionType } from './instruction-version.type.ts';

/** What an instruction said before, and the way back to it. */
@Resolver(() => InstructionType)
export class InstructionVersionResolver {
  @FieldResolver(() => InstructionVersionConnection, { description: 'What it said before, with who changed it when; the newest first.' })
  async versions(@Root() instruction: InstructionRow, @Ctx() ctx: Context, @Args(() => PageArgs) page: PageArgs) {
    const after = decodeCursor(page.after);
    if (after && !/^\d{1,9}$/.test(after.key)) throw badInput('after', 'after is not a cursor of this list.');
    const rows = await ctx.edge(loadVersionPages, { instructionId: instruction.id, limit: pageLimit(page), after });
    return toConnection(rows, page.first, ({ version, instructionId }) => encodeCursor(String(version), instructionId));
  }

  @Mutation(() => UpdateInstructionResult, {
    description: "Brings an instruction back to what it said in an earlier version, as a new version; also one that was deleted, for 30 days. The customer's people and staff.",
  })
  restoreInstruction(
    @Ctx() ctx: Context,
    @Arg('instructionId', () => ID, { description: 'Which; it may be deleted.' }) instructionId: string,
    @Arg('version', () => Int, { description: 'The version to go back to.' }) version: number,
    @Arg('expectedVersion', () => Int, { nullable: true, description: 'The version that is seen as the present one; null: whichever it is, or it is deleted.' }) expectedVersion: number | null,
  ) {
    return restoreInstruction(ctx, instructionId, version, expectedVersion ?? null);
  }
}

@Resolver(() => CustomerType)
export class CustomerDeletedInstructionsResolver {
  @FieldResolver(() => [InstructionVersionType], { description: 'Instructions that were deleted in the last 30 days and can be brought back, the latest first; at most 20.' })
  deletedInstructions(@Root() customer: CustomerRow, @Ctx() ctx: Context) {
    return ctx.edge(loadDeleted, customer.id);
  }
}
