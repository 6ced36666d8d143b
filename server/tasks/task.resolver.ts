import { Arg, Args, Authorized, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { loadCalls } from '../calls/call.rows.ts';
import { CallType } from '../calls/call.type.ts';
import type { Context } from '../context.ts';
import { asker } from '../customers/customer.policy.ts';
import { type CustomerRow, loadCustomers } from '../customers/customer.rows.ts';
import { CustomerType } from '../customers/customer.type.ts';
import { badInput } from '../errors.ts';
import { decodeCursor, decodeTimeCursor, encodeCursor, PageArgs, pageLimit, toConnection } from '../graphql/connection.ts';
import { loadSecretaries } from '../identity/identity.service.ts';
import { SecretaryType } from '../identity/identity.type.ts';
import { addTaskDebtors, recordDebtorCall, removeTaskDebtor, updateTaskDebtor } from './debtor.service.ts';
import {
  countWaitingTasks, loadDebtorCalls, loadDebtorPages, loadTaskPages, loadTasks, loadTaskTemplates, loadTaskWork, NEVER, readOpenTasks, type TaskDebtorRow, type TaskRow,
} from './task.rows.ts';
import { assignTask, cancelTask, createTask, finishTask, pauseTask, reopenTask, secretaryOf, startTask, updateTask } from './task.service.ts';
import {
  AddTaskDebtorsResult, AssignTaskResult, CancelTaskResult, CreateTaskResult, DebtorCallInput, DeleteTaskTemplateResult, FinishTaskInput, FinishTaskResult, OpenTasksArgs, PauseTaskResult,
  RecordDebtorCallResult, RemoveTaskDebtorResult, ReopenTaskResult, SaveTaskTemplateResult, StartTaskResult, TaskConnection, TaskDebtorCallType, TaskDebtorConnection, TaskDebtorInput, TaskDebtorType, TaskInput,
  TasksArgs, TaskTemplateInput, TaskTemplateType, TaskType, TaskWorkType, UpdateTaskDebtorResult, UpdateTaskResult,
} from './task.type.ts';
import { deleteTaskTemplate, saveTaskTemplate } from './template.service.ts';

const DUE_SOON_MS = 24 * 60 * 60_000;
const EXPECTED = { nullable: true, description: 'The version that whoever acts saw; null: whichever it is.' };

const dueCursor = ({ dueAt, id }: TaskRow): string => encodeCursor(dueAt ?? NEVER, id);

@Resolver(() => TaskType)
export class TaskResolver {
  @Query(() => TaskType, { nullable: true, description: 'A task; null when there is none that you may see.' })
  task(@Ctx() ctx: Context, @Arg('id', () => ID, { description: 'Which.' }) id: string) {
    asker(ctx.actor);
    return ctx.edge(loadTasks, id);
  }

  @Authorized('SECRETARY')
  @Query(() => TaskConnection, { description: 'The open tasks of all customers, by when they are due, those without a due date last. Staff only.' })
  async openTasks(@Ctx() ctx: Context, @Args(() => OpenTasksArgs) args: OpenTasksArgs) {
    const rows = await readOpenTasks(ctx.sql, secretaryOf(ctx).secretaryId, args.selection ?? 'ALL', new Date(ctx.now().getTime() + DUE_SOON_MS), pageLimit(args), decodeTimeCursor(args.after));
    return toConnection(rows, args.first, dueCursor);
  }

  @Authorized('SECRETARY')
  @Query(() => Int, { description: 'How many of the open tasks are yours or nobody’s. Staff only.' })
  waitingTaskCount(@Ctx() ctx: Context) {
    return countWaitingTasks(ctx.sql, secretaryOf(ctx).secretaryId);
  }

  @FieldResolver(() => CustomerType, { description: 'Who ordered it.' })
  customer(@Root() task: TaskRow, @Ctx() ctx: Context) {
    return ctx.edge(loadCustomers, task.customerId);
  }

  @FieldResolver(() => SecretaryType, { nullable: true, description: 'Which secretary has it; null while nobody has.' })
  assignedTo(@Root() task: TaskRow, @Ctx() ctx: Context) {
    return task.assignedToId === null ? null : ctx.edge(loadSecretaries, task.assignedToId);
  }

  @FieldResolver(() => CallType, { nullable: true, description: 'The call that it came from; null where it came from none, or that is gone.' })
  call(@Root() task: TaskRow, @Ctx() ctx: Context) {
    return task.callId === null ? null : ctx.edge(loadCalls, task.callId);
  }

  @FieldResolver(() => TaskDebtorConnection, { description: 'Who is to be called, in the order in which they were entered.' })
  async debtors(@Root() task: TaskRow, @Ctx() ctx: Context, @Args(() => PageArgs) args: PageArgs) {
    const place = decodeCursor(args.after);
    if (place && !/^\d{1,9}$/.test(place.key)) throw badInput('after', 'after is not a cursor of this list.');
    const rows = await ctx.edge(loadDebtorPages, { taskId: task.id, limit: pageLimit(args), after: place ? Number(place.key) : -1 });
    return toConnection(rows, args.first, ({ position, id }) => encodeCursor(String(position), id));
  }

  @FieldResolver(() => [TaskWorkType], { description: 'The time that was spent on it, in order.' })
  work(@Root() task: TaskRow, @Ctx() ctx: Context) {
    return ctx.edge(loadTaskWork, task.id);
  }

  @Mutation(() => CreateTaskResult, { description: 'Orders something from the secretariat. The customer’s people who instruct, and supervisors who act for them.' })
  createTask(
    @Ctx() ctx: Context,
    @Arg('customerId', () => ID, { description: 'For which customer.' }) customerId: string,
    @Arg('input', () => TaskInput, { description: 'What is ordered.' }) input: TaskInput,
    @Arg('callId', () => ID, { nullable: true, description: 'The call of the same customer that it came from.' }) callId: string | null,
  ) {
    return createTask(ctx, customerId, input, callId ?? null);
  }

  @Mutation(() => UpdateTaskResult, { description: 'Changes what is to be done, as long as it is not done. The customer’s people who instruct, and supervisors who act for them.' })
  updateTask(
    @Ctx() ctx: Context,
    @Arg('taskId', () => ID, { description: 'Which.' }) taskId: string,
    @Arg('input', () => TaskInput, { description: 'Replaces what was ordered.' }) input: TaskInput,
    @Arg('expectedVersion', () => Int, EXPECTED) expectedVersion: number | null,
  ) {
    return updateTask(ctx, taskId, input, expectedVersion ?? null);
  }

  @Mutation(() => CancelTaskResult, { description: 'Calls a task off. The customer’s people who instruct, and supervisors who act for them.' })
  cancelTask(@Ctx() ctx: Context, @Arg('taskId', () => ID, { description: 'Which.' }) taskId: string, @Arg('expectedVersion', () => Int, EXPECTED) expectedVersion: number | null) {
    return cancelTask(ctx, taskId, expectedVersion ?? null);
  }

  @Mutation(() => ReopenTaskResult, { description: 'Opens a task again that was done or called off. The customer’s people who instruct, and staff.' })
  reopenTask(@Ctx() ctx: Context, @Arg('taskId', () => ID, { description: 'Which.' }) taskId: string, @Arg('expectedVersion', () => Int, EXPECTED) expectedVersion: number | null) {
    return reopenTask(ctx, taskId, expectedVersion ?? null);
  }

  @Mutation(() => AssignTaskResult, { description: 'Gives a task to a secretary, or back to all. Staff; one that another has, supervisors alone.' })
  assignTask(
    @Ctx() ctx: Context,
    @Arg('taskId', () => ID, { description: 'Which.' }) taskId: string,
    @Arg('secretaryId', () => ID, { nullable: true, description: 'To whom; null: whoever is free.' }) secretaryId: string | null,
    @Arg('expectedVersion', () => Int, EXPECTED) expectedVersion: number | null,
  ) {
    return assignTask(ctx, taskId, secretaryId ?? null, expectedVersion ?? null);
  }

  @Mutation(() => StartTaskResult, { description: 'Begins to work on a task, which is yours from then on. Staff; one that another has, supervisors alone.' })
  startTask(@Ctx() ctx: Context, @Arg('taskId', () => ID, { description: 'Which.' }) taskId: string, @Arg('expectedVersion', () => Int, EXPECTED) expectedVersion: number | null) {
    return startTask(ctx, taskId, expectedVersion ?? null);
  }

  @Mutation(() => PauseTaskResult, { description: 'Stops to work on a task for now. Staff; one that another has, supervisors alone.' })
  pauseTask(
    @Ctx() ctx: Context,
    @Arg('taskId', () => ID, { description: 'Which.' }) taskId: string,
    @Arg('minutes', () => Int, { nullable: true, description: 'How many minutes it was; null: as long as the clock says. Where nobody was at it, this much is added.' }) minutes: number | null,
    @Arg('expectedVersion', () => Int, EXPECTED) expectedVersion: number | null,
  ) {
    return pauseTask(ctx, taskId, minutes ?? null, expectedVersion ?? null);
  }

  @Mutation(() => FinishTaskResult, { description: 'Says that a task is done, and what came of it. Staff; one that another has, supervisors alone.' })
  finishTask(
    @Ctx() ctx: Context,
    @Arg('taskId', () => ID, { description: 'Which.' }) taskId: string,
    @Arg('input', () => FinishTaskInput, { description: 'What came of it.' }) input: FinishTaskInput,
    @Arg('expectedVersion', () => Int, EXPECTED) expectedVersion: number | null,
  ) {
    return finishTask(ctx, taskId, input, expectedVersion ?? null);
  }

  @Mutation(() => AddTaskDebtorsResult, { description: 'Adds debtors to a task, at most 200 at once: all of them or none. The customer’s people who instruct, and supervisors who act for them.' })
  addTaskDebtors(
    @Ctx() ctx: Context,
    @Arg('taskId', () => ID, { description: 'To which.' }) taskId: string,
    @Arg('debtors', () => [TaskDebtorInput], { description: 'Whom.' }) debtors: TaskDebtorInput[],
  ) {
    return addTaskDebtors(ctx, taskId, debtors);
  }

  @Mutation(() => UpdateTaskDebtorResult, { description: 'Changes what is said of a debtor. The customer’s people who instruct, and supervisors who act for them.' })
  updateTaskDebtor(
    @Ctx() ctx: Context,
    @Arg('debtorId', () => ID, { description: 'Of which.' }) debtorId: string,
    @Arg('input', () => TaskDebtorInput, { description: 'Replaces what was said.' }) input: TaskDebtorInput,
    @Arg('expectedVersion', () => Int, EXPECTED) expectedVersion: number | null,
  ) {
    return updateTaskDebtor(ctx, debtorId, input, expectedVersion ?? null);
  }

  @Mutation(() => RemoveTaskDebtorResult, { description: 'Takes a debtor out of a task, with the calls to them. The customer’s people who instruct, and supervisors who act for them.' })
  removeTaskDebtor(@Ctx() ctx: Context, @Arg('debtorId', () => ID, { description: 'Which.' }) debtorId: string) {
    return removeTaskDebtor(ctx, debtorId);
  }

  @Mutation(() => RecordDebtorCallResult, { description: 'Notes how a call to a debtor ended. Staff.' })
  recordDebtorCall(
    @Ctx() ctx: Context,
    @Arg('debtorId', () => ID, { description: 'To which.' }) debtorId: string,
    @Arg('input', () => DebtorCallInput, { description: 'How it ended.' }) input: DebtorCallInput,
  ) {
    return recordDebtorCall(ctx, debtorId, input);
  }

  @Mutation(() => SaveTaskTemplateResult, { description: 'Keeps a template for tasks under its name. The customer’s people who instruct, and supervisors who act for them.' })
  saveTaskTemplate(
    @Ctx() ctx: Context,
    @Arg('customerId', () => ID, { description: 'For which customer.' }) customerId: string,
    @Arg('input', () => TaskTemplateInput, { description: 'What it says.' }) input: TaskTemplateInput,
  ) {
    return saveTaskTemplate(ctx, customerId, input);
  }

  @Mutation(() => DeleteTaskTemplateResult, { description: 'Deletes a template for tasks. The customer’s people who instruct, and supervisors who act for them.' })
  deleteTaskTemplate(@Ctx() ctx: Context, @Arg('templateId', () => ID, { description: 'Which.' }) templateId: string) {
    return deleteTaskTemplate(ctx, templateId);
  }
}

@Resolver(() => TaskDebtorType)
export class TaskDebtorResolver {
  @FieldResolver(() => [TaskDebtorCallType], { description: 'The calls to them, the last first; at most 50.' })
  calls(@Root() debtor: TaskDebtorRow, @Ctx() ctx: Context) {
    return ctx.edge(loadDebtorCalls, debtor.id);
  }
}

/** What a customer orders. */
@Resolver(() => CustomerType)
export class CustomerTasksResolver {
  @FieldResolver(() => TaskConnection, { description: 'What the customer ordered from the secretariat: what is open by when it is due, or what is finished.' })
  async tasks(@Root() customer: CustomerRow, @Ctx() ctx: Context, @Args(() => TasksArgs) args: TasksArgs) {
    const areFinished = args.finished ?? false;
    const rows = await ctx.edge(loadTaskPages, { customerId: customer.id, limit: pageLimit(args), after: decodeTimeCursor(args.after), areFinished });
    return toConnection(rows, args.first, row => (areFinished ? encodeCursor(row.finishedAt as Date, row.id) : dueCursor(row)));
  }

  @FieldResolver(() => [TaskTemplateType], { description: 'What the customer orders again and again, by name; at most 50.' })
  taskTemplates(@Root() customer: CustomerRow, @Ctx() ctx: Context) {
    return ctx.edge(loadTaskTemplates, customer.id);
  }
}
