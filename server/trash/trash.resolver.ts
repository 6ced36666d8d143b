import { Arg, Args, Authorized, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../context.ts';
import { PageArgs } from '../graphql/connection.ts';
import { loadSecretaries } from '../identity/identity.service.ts';
import { SecretaryType } from '../identity/identity.type.ts';
import { deletedOn } from './expiring.ts';
import type { TrashedNoteRow } from './trash.rows.ts';
import { deleteNoteForGood, emptyTrash, listTrash, moveNoteToTrash, restoreNote } from './trash.service.ts';
import { DeleteNoteForGoodResult, EmptyTrashResult, MoveNoteToTrashResult, RestoreNoteResult, TrashedNoteConnection, TrashedNoteType } from './trash.type.ts';

const WHICH = { description: 'Which note.' };

@Resolver(() => TrashedNoteType)
export class TrashResolver {
  @Authorized()
  @Query(() => TrashedNoteConnection, { nullable: true, description: 'The trash of a customer, what was moved there last first; null when it is not yours to see. The people of the customer, and supervisors who act for them.' })
  trash(@Ctx() ctx: Context, @Arg('customerId', () => ID, { description: 'Whose.' }) customerId: string, @Args(() => PageArgs) page: PageArgs) {
    return listTrash(ctx, customerId, page);
  }

  @Authorized()
  @Mutation(() => MoveNoteToTrashResult, {
    description: 'Moves a note to the trash, and its call with it out of history, search and exports. After 30 days it is deleted for good. Those of the customer who deal with calls, and supervisors who act for them.',
  })
  moveNoteToTrash(@Ctx() ctx: Context, @Arg('noteId', () => ID, WHICH) noteId: string) {
    return moveNoteToTrash(ctx, noteId);
  }

  @Authorized()
  @Mutation(() => RestoreNoteResult, { description: 'Brings a note back from the trash, with its call. Those of the customer who deal with calls, and supervisors who act for them.' })
  restoreNote(@Ctx() ctx: Context, @Arg('noteId', () => ID, WHICH) noteId: string) {
    return restoreNote(ctx, noteId);
  }

  @Authorized()
  @Mutation(() => DeleteNoteForGoodResult, {
    description: 'Deletes a note in the trash for good: what was said and who called. Nobody brings it back. That a call was stays, without anything that leads to the caller. Those of the customer who deal with calls, and supervisors who act for them.',
  })
  deleteNoteForGood(@Ctx() ctx: Context, @Arg('noteId', () => ID, WHICH) noteId: string) {
    return deleteNoteForGood(ctx, noteId);
  }

  @Authorized()
  @Mutation(() => EmptyTrashResult, { description: 'Deletes everything in the trash of a customer for good. Those of the customer who deal with calls, and supervisors who act for them.' })
  async emptyTrash(@Ctx() ctx: Context, @Arg('customerId', () => ID, { description: 'Whose.' }) customerId: string) {
    return { __typename: 'TrashEmptied', customerId, count: await emptyTrash(ctx, customerId) };
  }

  @FieldResolver(() => SecretaryType, { description: 'Who wrote it.' })
  writtenBy(@Root() note: TrashedNoteRow, @Ctx() ctx: Context) {
    return ctx.edge(loadSecretaries, note.writtenBy);
  }

  @FieldResolver(() => Date, { description: 'When it is deleted for good, unless it is restored before.' })
  deletedAt(@Root() note: TrashedNoteRow) {
    return deletedOn(note.trashedAt);
  }
}
