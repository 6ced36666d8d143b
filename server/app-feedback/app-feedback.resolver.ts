import { Arg, Args, Authorized, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../context.ts';
import { loadCustomers } from '../customers/customer.rows.ts';
import { CustomerType } from '../customers/customer.type.ts';
import { decodeTimeCursor, encodeCursor, pageLimit, toConnection } from '../graphql/connection.ts';
import { loadSecretaries } from '../identity/identity.service.ts';
import { SecretaryType } from '../identity/identity.type.ts';
import type { AppFeedbackRow } from './app-feedback.rows.ts';
import { listAppFeedback, sendAppFeedback, setAppFeedbackDone } from './app-feedback.service.ts';
import { AppFeedbackArgs, AppFeedbackConnection, AppFeedbackInput, AppFeedbackType, SendAppFeedbackResult, SetAppFeedbackDoneResult } from './app-feedback.type.ts';

@Resolver(() => AppFeedbackType)
export class AppFeedbackResolver {
  @Authorized('SUPERVISOR')
  @Query(() => AppFeedbackConnection, { description: 'What people have said about the app, the newest first. Supervisors.' })
  async appFeedback(@Ctx() ctx: Context, @Args(() => AppFeedbackArgs) args: AppFeedbackArgs) {
    const rows = await listAppFeedback(ctx, args.isDone ?? null, pageLimit(args), decodeTimeCursor(args.after));
    return toConnection(rows, args.first, ({ sentAt, id }) => encodeCursor(sentAt, id));
  }

  @FieldResolver(() => CustomerType, { nullable: true, description: 'Of which customer somebody has said it; null for staff.' })
  customer(@Root() feedback: AppFeedbackRow, @Ctx() ctx: Context) {
    return feedback.customerId === null ? null : ctx.edge(loadCustomers, feedback.customerId);
  }

  @FieldResolver(() => SecretaryType, { nullable: true, description: 'Which supervisor has dealt with it; null: it is open.' })
  doneBy(@Root() feedback: AppFeedbackRow, @Ctx() ctx: Context) {
    return feedback.doneById === null ? null : ctx.edge(loadSecretaries, feedback.doneById);
  }

  @Authorized()
  @Mutation(() => SendAppFeedbackResult, { description: 'Says something about the app to the supervisors.' })
  sendAppFeedback(@Ctx() ctx: Context, @Arg('input', () => AppFeedbackInput, { description: 'What there is to say.' }) input: AppFeedbackInput) {
    return sendAppFeedback(ctx, input);
  }

  @Authorized('SUPERVISOR')
  @Mutation(() => SetAppFeedbackDoneResult, { description: 'Says that feedback was dealt with, or that it was not. Supervisors.' })
  setAppFeedbackDone(
    @Ctx() ctx: Context,
    @Arg('appFeedbackId', () => ID, { description: 'Which.' }) appFeedbackId: string,
    @Arg('isDone', () => Boolean, { description: 'Whether it was.' }) isDone: boolean,
  ) {
    return setAppFeedbackDone(ctx, appFeedbackId, isDone);
  }
}
