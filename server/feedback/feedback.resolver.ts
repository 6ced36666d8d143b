import { Arg, Args, Authorized, Ctx, Extensions, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type CallNoteRow, loadCalls } from '../calls/call.rows.ts';
import { CallNoteType, CallType } from '../calls/call.type.ts';
import type { Context, SignedIn } from '../context.ts';
import { loadCustomers } from '../customers/customer.rows.ts';
import { CustomerType } from '../customers/customer.type.ts';
import { PageArgs } from '../graphql/connection.ts';
import { loadSecretaries } from '../identity/identity.service.ts';
import { SecretaryType } from '../identity/identity.type.ts';
import { NoteField, NoteRating } from './feedback.entity.ts';
import { countByCustomer, countBySecretary, type CustomerCounts, type FeedbackRow, listFeedback, loadFeedback, rateCallNote, type SecretaryCounts, withdrawNoteRating } from './feedback.service.ts';
import { CustomerFeedbackConnection, CustomerFeedbackType, NoteFeedbackConnection, NoteFeedbackType, RateCallNoteResult, SecretaryFeedbackType, WithdrawNoteRatingResult } from './feedback.type.ts';

const WHICH = { description: 'Which note.' };

@Resolver(() => NoteFeedbackType)
export class FeedbackResolver {
  @Authorized()
  @Mutation(() => RateCallNoteResult, {
    description: 'Says what you think of a note, in place of what was said before. It reaches the secretary who wrote it, and counts for how often she gets your calls. Those of the customer who deal with calls.',
  })
  rateCallNote(
    @Ctx() ctx: SignedIn,
    @Arg('noteId', () => ID, WHICH) noteId: string,
    @Arg('rating', () => NoteRating, { description: 'Good or bad.' }) rating: NoteRating,
    @Arg('comment', () => String, { nullable: true, description: 'What you add, up to 2,000 characters; null: nothing.' }) comment?: string | null,
    @Arg('wrongFields', () => [NoteField], { nullable: true, description: 'What was wrong; null: nothing is said of that.' }) wrongFields?: NoteField[] | null,
  ) {
    return rateCallNote(ctx, noteId, rating, comment ?? null, wrongFields ?? []);
  }

  @Authorized()
  @Mutation(() => WithdrawNoteRatingResult, { description: 'Takes back what was said of a note. Those of the customer who deal with calls.' })
  withdrawNoteRating(@Ctx() ctx: SignedIn, @Arg('noteId', () => ID, WHICH) noteId: string) {
    return withdrawNoteRating(ctx, noteId);
  }

  @Authorized('SECRETARY')
  @Query(() => NoteFeedbackConnection, { description: 'What customers thought of notes, the newest first. Secretaries see what concerns themselves; supervisors everything.' })
  feedback(
    @Ctx() ctx: SignedIn,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('secretaryId', () => ID, { nullable: true, description: 'Of this secretary’s notes alone; of others than oneself there is nothing but for supervisors.' }) secretaryId?: string | null,
    @Arg('customerId', () => ID, { nullable: true, description: 'By this customer alone.' }) customerId?: string | null,
    @Arg('rating', () => NoteRating, { nullable: true, description: 'The good ones or the bad ones alone.' }) rating?: NoteRating | null,
  ) {
    return listFeedback(ctx, { secretaryId: secretaryId ?? null, customerId: customerId ?? null, rating: rating ?? null }, page);
  }

  @Authorized('SECRETARY')
  @Query(() => [SecretaryFeedbackType], { description: 'How the notes of each secretary were rated, by name. Secretaries see their own numbers alone; supervisors everybody’s.' })
  feedbackBySecretary(@Ctx() ctx: SignedIn) {
    return countBySecretary(ctx);
  }

  @Authorized('SECRETARY')
  @Query(() => CustomerFeedbackConnection, { nullable: true, description: 'How each customer rated the notes of a secretary, by the customers’ names; null when it is not yours to see. She herself, and supervisors.' })
  feedbackByCustomer(@Ctx() ctx: SignedIn, @Arg('secretaryId', () => ID, { description: 'Whose notes.' }) secretaryId: string, @Args(() => PageArgs) page: PageArgs) {
    return countByCustomer(ctx, secretaryId, page);
  }

  @FieldResolver(() => SecretaryType, { description: 'Who wrote the note.' })
  secretary(@Root() { secretaryId }: FeedbackRow, @Ctx() ctx: Context) {
    return ctx.edge(loadSecretaries, secretaryId);
  }

  @FieldResolver(() => CustomerType, { description: 'Who said it.' })
  customer(@Root() { customerId }: FeedbackRow, @Ctx() ctx: Context) {
    return ctx.edge(loadCustomers, customerId);
  }

  @FieldResolver(() => CallType, { nullable: true, description: 'The call with the note; null when it is deleted, restricted or in the trash since.' })
  call(@Root() { callId }: FeedbackRow, @Ctx() ctx: Context) {
    return ctx.edge(loadCalls, callId);
  }
}

/** What the customer thinks of it, at the note. */
@Resolver(() => CallNoteType)
export class CallNoteFeedbackResolver {
  @Extensions({ viewerDependent: true })
  @FieldResolver(() => NoteFeedbackType, { nullable: true, description: 'What the customer thinks of it; null: nothing was said. The people of the customer, who wrote it, and supervisors; null for others.' })
  feedback(@Root() note: CallNoteRow, @Ctx() ctx: Context) {
    return ctx.edge(loadFeedback, note.id);
  }
}

@Resolver(() => SecretaryFeedbackType)
export class SecretaryFeedbackResolver {
  @FieldResolver(() => SecretaryType, { description: 'Whose notes.' })
  secretary(@Root() { secretaryId }: SecretaryCounts, @Ctx() ctx: Context) {
    return ctx.edge(loadSecretaries, secretaryId);
  }
}

@Resolver(() => CustomerFeedbackType)
export class CustomerFeedbackResolver {
  @FieldResolver(() => CustomerType, { description: 'Who rated them.' })
  customer(@Root() { customerId }: CustomerCounts, @Ctx() ctx: Context) {
    return ctx.edge(loadCustomers, customerId);
  }
}
