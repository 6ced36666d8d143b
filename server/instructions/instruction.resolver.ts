import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../context.ts';
import { asker } from '../customers/customer.policy.ts';
import type { CustomerRow } from '../customers/customer.rows.ts';
import { CustomerType } from '../customers/customer.type.ts';
import { badInput } from '../errors.ts';
import { decodeCursor, encodeCursor, pageLimit, toConnection } from '../graphql/connection.ts';
import { loadInForce } from './active-instruction.ts';
import { type InstructionRow, loadInstructionPages, loadInstructions } from './instruction.rows.ts';
import { createInstruction, deleteInstruction, endInstruction, updateInstruction } from './instruction.service.ts';
import {
  CreateInstructionResult, DeleteInstructionResult, EndInstructionResult, InstructionConnection, InstructionInput, InstructionsArgs, InstructionType, UpdateInstructionResult,
} from './instruction.type.ts';

@Resolver(() => InstructionType)
export class InstructionResolver {
  @Query(() => InstructionType, { nullable: true, description: 'An instruction; null when there is none that you may see.' })
  instruction(@Ctx() ctx: Context, @Arg('id', () => ID, { description: 'Which.' }) id: string) {
    asker(ctx.actor);
    return ctx.edge(loadInstructions, id);
  }

  @FieldResolver(() => Boolean, { description: "Whether it is the one that counts for the customer's calls now." })
  async isActive(@Root() instruction: InstructionRow, @Ctx() ctx: Context) {
    return (await ctx.edge(loadInForce, instruction.customerId)).instructionId === instruction.id;
  }

  @Mutation(() => CreateInstructionResult, { description: "Says what to do with a customer's calls in a time frame. The customer's people and staff." })
  createInstruction(
    @Ctx() ctx: Context,
    @Arg('customerId', () => ID, { description: 'Whose calls.' }) customerId: string,
    @Arg('input', () => InstructionInput, { description: 'What is said.' }) input: InstructionInput,
    @Arg('id', () => ID, { nullable: true, description: 'The id of the new instruction, a UUID that you make, so that sending it again after a lost answer makes nothing twice: it answers with the instruction as it is, and with FORBIDDEN when that is deleted by now. Null: the service makes one.' }) id: string | null,
  ) {
    return createInstruction(ctx, customerId, input, id ?? null);
  }

  @Mutation(() => UpdateInstructionResult, { description: "Changes an instruction. The customer's people and staff." })
  updateInstruction(
    @Ctx() ctx: Context,
    @Arg('instructionId', () => ID, { description: 'Which.' }) instructionId: string,
    @Arg('input', () => InstructionInput, { description: 'Replaces all that is said, but a beginning that is left out.' }) input: InstructionInput,
    @Arg('expectedVersion', () => Int, { nullable: true, description: 'The version that the editor saw; null: whichever it is.' }) expectedVersion: number | null,
  ) {
    return updateInstruction(ctx, instructionId, input, expectedVersion ?? null);
  }

  @Mutation(() => EndInstructionResult, {
    description: "Ends it now: validUntil becomes the present moment; one that has not begun is deleted by deleteInstruction. The customer's people and staff.",
  })
  endInstruction(@Ctx() ctx: Context, @Arg('instructionId', () => ID, { description: 'Which.' }) instructionId: string) {
    return endInstruction(ctx, instructionId);
  }

  @Mutation(() => DeleteInstructionResult, { description: "Deletes an instruction; decisions that it led to keep what they said. For 30 days restoreInstruction brings it back. The customer's people and staff." })
  deleteInstruction(
    @Ctx() ctx: Context,
    @Arg('instructionId', () => ID, { description: 'Which.' }) instructionId: string,
    @Arg('expectedVersion', () => Int, { nullable: true, description: 'The version that is seen as the present one; null: whichever it is.' }) expectedVersion: number | null,
  ) {
    return deleteInstruction(ctx, instructionId, expectedVersion ?? null);
  }
}

/** What is in force at a customer's, and all that they said. */
@Resolver(() => CustomerType)
export class CustomerInstructionsResolver {
  @FieldResolver(() => InstructionType, { nullable: true, description: "The instruction that counts for the customer's calls now; null: the service's default, which takes a message." })
  async activeInstruction(@Root() customer: CustomerRow, @Ctx() ctx: Context) {
    const { instructionId } = await ctx.edge(loadInForce, customer.id);
    return instructionId && ctx.edge(loadInstructions, instructionId);
  }

  @FieldResolver(() => Date, { nullable: true, description: 'When the answer of activeInstruction may change next; null when nothing is ahead.' })
  async activeUntil(@Root() customer: CustomerRow, @Ctx() ctx: Context) {
    return (await ctx.edge(loadInForce, customer.id)).until;
  }

  @FieldResolver(() => InstructionConnection, { description: "The customer's instructions, the newest first." })
  async instructions(@Root() customer: CustomerRow, @Ctx() ctx: Context, @Args(() => InstructionsArgs) args: InstructionsArgs) {
    const after = decodeCursor(args.after);
    if (after && Number.isNaN(Date.parse(after.key))) throw badInput('after', 'after is not a cursor of this list.');
    const rows = await ctx.edge(loadInstructionPages, { customerId: customer.id, limit: pageLimit(args), after, includeEnded: args.includeEnded ?? false });
    return toConnection(rows, args.first, ({ createdAt, id }) => encodeCursor(createdAt, id));
  }
}
