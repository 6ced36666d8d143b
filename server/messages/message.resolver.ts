import { Arg, Args, Authorized, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../context.ts';
import { asker } from '../customers/customer.policy.ts';
import { type CustomerRow, loadCustomers } from '../customers/customer.rows.ts';
import { CustomerType } from '../customers/customer.type.ts';
import { BeginUploadResult } from '../documents/document.type.ts';
import { badInput } from '../errors.ts';
import { decodeCursor, decodeTimeCursor, encodeCursor, PageArgs, pageLimit, toConnection } from '../graphql/connection.ts';
import { loadSecretaries } from '../identity/identity.service.ts';
import { SecretaryType } from '../identity/identity.type.ts';
import { countWaitingThreads, loadMessagePages, loadReadings, loadThreadPages, loadThreads, loadUnread, loadUnreadOfCustomers, type MessageRow, readWaitingThreads, type ThreadRow } from './message.rows.ts';
import { beginMessageFile, finishMessageFile } from './message-file.service.ts';
import { loadMessageFiles } from './message-file.rows.ts';
import { markThreadRead, sendMessage, settleThread, startThread } from './message.service.ts';
import {
  FinishMessageFileResult, MarkThreadReadResult, MessageConnection, MessageFileInput, MessageFileType, MessageInput, MessageReading, MessagesArgs, MessageThreadConnection, MessageThreadType, MessageType, SendMessageResult, SettleThreadResult, StartThreadInput, StartThreadResult,
} from './message.type.ts';

@Resolver(() => MessageThreadType)
export class MessageThreadResolver {
  @Query(() => MessageThreadType, { nullable: true, description: 'A thread; null when there is none that you may see.' })
  messageThread(@Ctx() ctx: Context, @Arg('id', () => ID, { description: 'Which.' }) id: string) {
    asker(ctx.actor);
    return ctx.edge(loadThreads, id);
  }

  @Authorized('SECRETARY')
  @Query(() => MessageThreadConnection, { description: 'The threads of all customers that wait for an answer, the longest waiting first. Staff only.' })
  async waitingThreads(@Ctx() ctx: Context, @Args(() => PageArgs) args: PageArgs) {
    const rows = await readWaitingThreads(ctx.sql, pageLimit(args), decodeTimeCursor(args.after));
    return toConnection(rows, args.first, row => encodeCursor(row.awaitsAnswerSince as Date, row.id));
  }

  @Authorized('SECRETARY')
  @Query(() => Int, { description: 'How many threads wait for an answer. Staff only.' })
  waitingThreadCount(@Ctx() ctx: Context) {
    return countWaitingThreads(ctx.sql);
  }

  @FieldResolver(() => CustomerType, { description: 'Whose it is.' })
  customer(@Root() thread: ThreadRow, @Ctx() ctx: Context) {
    return ctx.edge(loadCustomers, thread.customerId);
  }

  @FieldResolver(() => SecretaryType, { nullable: true, description: 'Which secretary answered last, and so looks after it; null before the first answer.' })
  answeredBy(@Root() thread: ThreadRow, @Ctx() ctx: Context) {
    return thread.answeredById === null ? null : ctx.edge(loadSecretaries, thread.answeredById);
  }

  @FieldResolver(() => MessageConnection, { description: 'What was written, the newest first.' })
  async messages(@Root() thread: ThreadRow, @Ctx() ctx: Context, @Args(() => MessagesArgs) args: MessagesArgs) {
    const place = decodeCursor(args.after);
    if (place && !/^\d{1,9}$/.test(place.key)) throw badInput('after', 'after is not a cursor of this list.');
    const rows = await ctx.edge(loadMessagePages, { threadId: thread.id, limit: pageLimit(args), before: place && Number(place.key) });
    return toConnection(rows, args.first, row => encodeCursor(String(row.place), row.id));
  }

  @FieldResolver(() => MessageType, { description: 'The newest message.' })
  async lastMessage(@Root() thread: ThreadRow, @Ctx() ctx: Context) {
    return (await ctx.edge(loadMessagePages, { threadId: thread.id, limit: 1, before: null }))[0];
  }

  @FieldResolver(() => [MessageReading], { description: 'Who has read up to where, whoever has read furthest first.' })
  readings(@Root() thread: ThreadRow, @Ctx() ctx: Context) {
    return ctx.edge(loadReadings, thread.id);
  }

  @FieldResolver(() => Int, { nullable: true, description: 'How many messages of the other side you have not read; of the secretariat, nobody. Null in the live feed.' })
  unread(@Root() thread: ThreadRow, @Ctx() ctx: Context) {
    return ctx.edge(loadUnread, thread.id);
  }

  @Mutation(() => StartThreadResult, { description: 'Begins a thread with its first message. The secretariat, and the customer’s people who instruct.' })
  startThread(
    @Ctx() ctx: Context,
    @Arg('customerId', () => ID, { description: 'With which customer.' }) customerId: string,
    @Arg('input', () => StartThreadInput, { description: 'What it begins with.' }) input: StartThreadInput,
  ) {
    return startThread(ctx, customerId, input);
  }

  @Mutation(() => SendMessageResult, { description: 'Writes into a thread. The secretariat, and the customer’s people who instruct.' })
  sendMessage(
    @Ctx() ctx: Context,
    @Arg('threadId', () => ID, { description: 'Into which.' }) threadId: string,
    @Arg('input', () => MessageInput, { description: 'What is written.' }) input: MessageInput,
  ) {
    return sendMessage(ctx, threadId, input);
  }

  @Mutation(() => MarkThreadReadResult, { description: 'Says up to which message you have read. Whoever sees the thread.' })
  markThreadRead(
    @Ctx() ctx: Context,
    @Arg('threadId', () => ID, { description: 'Which thread.' }) threadId: string,
    @Arg('through', () => Int, { description: 'The place of the last message that you have seen.' }) through: number,
  ) {
    return markThreadRead(ctx, threadId, through);
  }

  @Mutation(() => SettleThreadResult, { description: 'Says that what the customer wrote needs no answer. Staff only.' })
  settleThread(
    @Ctx() ctx: Context,
    @Arg('threadId', () => ID, { description: 'Which.' }) threadId: string,
    @Arg('seenThrough', () => Int, { nullable: true, description: 'The place of the newest message that was seen: what came after it still waits; null: everything.' }) seenThrough: number | null,
  ) {
    return settleThread(ctx, threadId, seenThrough ?? null);
  }
}

/** What goes with a message. */
@Resolver(() => MessageType)
export class MessageFilesResolver {
  @FieldResolver(() => [MessageFileType], { description: 'The files that go with it, in their order.' })
  files(@Root() message: MessageRow, @Ctx() ctx: Context) {
    return ctx.edge(loadMessageFiles, message.id);
  }

  @Mutation(() => BeginUploadResult, { description: 'Lets a file be sent that is to go with a message. The secretariat, and the customer’s people who instruct.' })
  beginMessageFile(
    @Ctx() ctx: Context,
    @Arg('customerId', () => ID, { description: 'With whom the message is exchanged.' }) customerId: string,
    @Arg('input', () => MessageFileInput, { description: 'What is to come.' }) input: MessageFileInput,
  ) {
    return beginMessageFile(ctx, customerId, input);
  }

  @Mutation(() => FinishMessageFileResult, { description: 'Says that all of a file was sent, which then waits for its message. Whoever began the upload.' })
  finishMessageFile(@Ctx() ctx: Context, @Arg('uploadId', () => ID, { description: 'Of the ticket.' }) uploadId: string) {
    return finishMessageFile(ctx, uploadId);
  }
}

/** The threads of a customer. */
@Resolver(() => CustomerType)
export class CustomerThreadsResolver {
  @FieldResolver(() => MessageThreadConnection, { description: 'Messages between the customer and the secretariat, by thread, the one that was written in last first.' })
  async threads(@Root() customer: CustomerRow, @Ctx() ctx: Context, @Args(() => PageArgs) args: PageArgs) {
    const rows = await ctx.edge(loadThreadPages, { customerId: customer.id, limit: pageLimit(args), after: decodeTimeCursor(args.after) });
    return toConnection(rows, args.first, row => encodeCursor(row.lastMessageAt, row.id));
  }

  @FieldResolver(() => Int, { nullable: true, description: 'How many messages of the secretariat you have not read; null for everybody but the customer’s own people.' })
  unreadMessages(@Root() customer: CustomerRow, @Ctx() ctx: Context) {
    return ctx.edge(loadUnreadOfCustomers, customer.id);
  }
}
