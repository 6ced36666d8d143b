import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../context.ts';
import { asker } from '../customers/customer.policy.ts';
import type { CustomerRow } from '../customers/customer.rows.ts';
import { CustomerType } from '../customers/customer.type.ts';
import { badInput } from '../errors.ts';
import { decodeCursor, encodeCursor, pageLimit, toConnection } from '../graphql/connection.ts';
import { loadSecretaries } from '../identity/identity.service.ts';
import { SecretaryType } from '../identity/identity.type.ts';
import { type FaqRow, loadFaqPages, loadFaqs } from './faq.rows.ts';
import { createFaq, deleteFaq, moveFaq, suggestFaq, updateFaq } from './faq.service.ts';
import { CreateFaqResult, DeleteFaqResult, FaqConnection, FaqInput, FaqsArgs, FaqType, MoveFaqResult, SuggestFaqResult, UpdateFaqResult } from './faq.type.ts';

@Resolver(() => FaqType)
export class FaqResolver {
  @Query(() => FaqType, { nullable: true, description: 'A question with its answer; null when there is none that you may see.' })
  faq(@Ctx() ctx: Context, @Arg('id', () => ID, { description: 'Which.' }) id: string) {
    asker(ctx.actor);
    return ctx.edge(loadFaqs, id);
  }

  @FieldResolver(() => SecretaryType, { nullable: true, description: 'Which secretary suggested it; null once it counts.' })
  suggestedBy(@Root() faq: FaqRow, @Ctx() ctx: Context) {
    return faq.suggestedById === null ? null : ctx.edge(loadSecretaries, faq.suggestedById);
  }

  @Mutation(() => CreateFaqResult, { description: 'Enters a question with its answer. The customer’s people who instruct, and supervisors who act for them.' })
  createFaq(
    @Ctx() ctx: Context,
    @Arg('customerId', () => ID, { description: 'For which customer.' }) customerId: string,
    @Arg('input', () => FaqInput, { description: 'What is asked and answered.' }) input: FaqInput,
  ) {
    return createFaq(ctx, customerId, input);
  }

  @Mutation(() => SuggestFaqResult, { description: 'Suggests a question that came up; it counts once the customer has accepted it. Staff only.' })
  suggestFaq(
    @Ctx() ctx: Context,
    @Arg('customerId', () => ID, { description: 'To which customer.' }) customerId: string,
    @Arg('input', () => FaqInput, { description: 'What was asked, and what could be answered.' }) input: FaqInput,
  ) {
    return suggestFaq(ctx, customerId, input);
  }

  @Mutation(() => UpdateFaqResult, { description: 'Changes a question and its answer, or accepts a suggested one. The customer’s people who instruct, and supervisors who act for them.' })
  updateFaq(
    @Ctx() ctx: Context,
    @Arg('faqId', () => ID, { description: 'Which.' }) faqId: string,
    @Arg('input', () => FaqInput, { description: 'Replaces what was asked and answered.' }) input: FaqInput,
    @Arg('expectedVersion', () => Int, { nullable: true, description: 'The version that the editor saw; null: whichever it is.' }) expectedVersion: number | null,
  ) {
    return updateFaq(ctx, faqId, input, expectedVersion ?? null);
  }

  @Mutation(() => MoveFaqResult, { description: 'Puts a question elsewhere in the order. The customer’s people who instruct, and supervisors who act for them.' })
  moveFaq(
    @Ctx() ctx: Context,
    @Arg('faqId', () => ID, { description: 'Which.' }) faqId: string,
    @Arg('behindFaqId', () => ID, { nullable: true, description: 'Behind which other; null: to the top.' }) behindFaqId: string | null,
  ) {
    return moveFaq(ctx, faqId, behindFaqId ?? null);
  }

  @Mutation(() => DeleteFaqResult, { description: 'Deletes a question, or declines a suggested one. The customer’s people who instruct, and supervisors who act for them.' })
  deleteFaq(@Ctx() ctx: Context, @Arg('faqId', () => ID, { description: 'Which.' }) faqId: string) {
    return deleteFaq(ctx, faqId);
  }
}

/** The questions of a customer. */
@Resolver(() => CustomerType)
export class CustomerFaqsResolver {
  @FieldResolver(() => FaqConnection, { description: 'What callers ask and secretaries answer, in the customer’s order.' })
  async faqs(@Root() customer: CustomerRow, @Ctx() ctx: Context, @Args(() => FaqsArgs) args: FaqsArgs) {
    const place = decodeCursor(args.after);
    if (place && !/^\d{1,9}$/.test(place.key)) throw badInput('after', 'after is not a cursor of this list.');
    const rows = await ctx.edge(loadFaqPages, {
      customerId: customer.id, limit: pageLimit(args), after: place && { position: Number(place.key), id: place.id }, search: args.search ?? null, areSuggested: args.suggested ?? false,
    });
    return toConnection(rows, args.first, ({ position, id }) => encodeCursor(String(position), id));
  }
}
