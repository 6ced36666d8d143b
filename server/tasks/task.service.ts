import type { Context } from '../context.ts';
import { person } from '../customers/customer.policy.ts';
import { changedMeanwhile, type ChangedMeanwhile, InputCheck, invalid, type Invalid } from '../customers/input-check.ts';
import { violatedConstraint } from '../database/constraint.ts';
import { statement, type Sql } from '../database/sql.ts';
import { isUuid } from '../database/uuid.ts';
import { badInput, Forbidden } from '../errors.ts';
import { appendEvent } from '../events/event-log.ts';
import type { SecretaryActor } from '../identity/actor.ts';
import { nameOfActor } from '../identity/actor-name.ts';
import { canHandOutTask, canOrderTasks, canWorkOnTasks } from './task.policy.ts';
import { readTask, type TaskRow } from './task.rows.ts';
import { TASK_ACTS, type TaskAct, type TaskKind } from './task-states.ts';

/** What is ordered. */
export interface TaskInput {
  kind: TaskKind;
  title: string;
  text?: string | null;
  dueAt?: Date | null;
  personName?: string | null;
  personNumber?: string | null;
}

type TaskInvalid = Invalid<'TaskInvalid'>;
export type TaskChangedMeanwhile = ChangedMeanwhile<'TaskChangedMeanwhile', TaskRow>;

/** A day: nobody works longer at one stretch. */
const MOST_MINUTES = 1440;
const MINUTE_MS = 60_000;

const ADD = statement(
  'task-add',
  `insert into task (customer_id, id, kind, title, text, due_at, person_name, person_number, call_id, state, created_at, created_by, updated_at, version)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'OPEN', $10, $11, $10, 1)`,
);
const CHANGE = statement<{ id: string }>(
  'task-change',
  `update task set kind = $4, title = $5, text = $6, due_at = $7, person_name = $8, person_number = $9, updated_at = $10, version = version + 1
   where id = $1 and version = $2 and state = any($3::text[]) returning id`,
);
// Whoever has it and what came of it stay as they are where the act says nothing of them.
const MOVE = statement<{ id: string }>(
  'task-move',
  `update task set state = coalesce($4, state), assigned_to = case when $5 then $6::uuid else assigned_to end, result = case when $7 then $8 else result end,
     finished_at = case when coalesce($4, state) in ('DONE', 'CANCELLED') then $9::timestamptz end, updated_at = $9, version = version + 1
   where id = $1 and version = $2 and state = any($3::text[]) returning id`,
);
const BEGIN = statement(
  'task-work-begin',
  'insert into task_work (customer_id, id, task_id, secretary_id, began_at) values ($1, $2, $3, $4, $5) on conflict (task_id) where minutes is null do nothing',
);
// A stretch that was begun counts as whole minutes, unless it is said how long it was.
const END = statement<{ id: string }>(
  'task-work-end',
  `update task_work set minutes = coalesce($3::int, least(${MOST_MINUTES}, greatest(1, ceil(extract(epoch from $2::timestamptz - began_at) / 60)::int))) where task_id = $1 and minutes is null returning id`,
);
const ADD_WORK = statement('task-work-add', 'insert into task_work (customer_id, id, task_id, secretary_id, began_at, minutes) values ($1, $2, $3, $4, $5, $6)');
const COLLEAGUE = statement<{ id: string }>('task-colleague', 'select id from secretary where id = $1 and left_at is null');

/** Orders something from the secretariat. */
export async function createTask(ctx: Context, customerId: string, input: TaskInput, callId: string | null): Promise<TaskRow | TaskInvalid> {
  if (!canOrderTasks(person(ctx.actor), customerId) || !isUuid(customerId)) throw new Forbidden();
  if (callId !== null && !isUuid(callId)) throw noCall();
  const { check, fields } = read(input);
  if (check.problems.length) return invalid('TaskInvalid', check.problems);
  const id = crypto.randomUUID();
  const by = await nameOfActor(ctx);
  try {
    await ctx.sql.transaction(async sql => {
      await sql.query(ADD, [customerId, id, ...fields, callId, ctx.now(), by]);
      await appendEvent(sql, 'TASK_CHANGED', customerId, id);
    });
  } catch (error) {
    if (violatedConstraint(error) === 'task_customer_id_fkey') throw new Forbidden();
    if (violatedConstraint(error) === 'task_customer_id_call_id_fkey') throw noCall();
    throw error;
  }
  return stored(ctx, id);
}

/** Changes what is to be done, as long as it is not done. */
export async function updateTask(ctx: Context, id: string, input: TaskInput, expectedVersion: number | null): Promise<TaskRow | TaskInvalid | TaskChangedMeanwhile> {
  const before = await ordered(ctx, id);
  const { check, fields } = read(input);
  if (check.problems.length) return invalid('TaskInvalid', check.problems);
  return inTurn(ctx, before, expectedVersion, async sql => (await sql.one(CHANGE, [id, before.version, TASK_ACTS.change.from, ...fields, ctx.now()])) !== undefined);
}

/** Calls a task off; whoever is at it stops. */
export async function cancelTask(ctx: Context, id: string, expectedVersion: number | null): Promise<TaskRow | TaskChangedMeanwhile> {
  const before = await ordered(ctx, id);
  return inTurn(ctx, before, expectedVersion, async sql => (await move(ctx, sql, before, 'cancel')) && ends(ctx, sql, before));
}

/** Opens a task again that was done or called off. */
export async function reopenTask(ctx: Context, id: string, expectedVersion: number | null): Promise<TaskRow | TaskChangedMeanwhile> {
  const actor = person(ctx.actor);
  const before = await stored(ctx, id);
  if (!canOrderTasks(actor, before.customerId) && !canWorkOnTasks(actor)) throw new Forbidden();
  return inTurn(ctx, before, expectedVersion, sql => move(ctx, sql, before, 'reopen'));
}

/** Gives a task to a secretary, or back to all; whoever was at it stops. */
export async function assignTask(ctx: Context, id: string, secretaryId: string | null, expectedVersion: number | null): Promise<TaskRow | TaskChangedMeanwhile> {
  const { before } = await worked(ctx, id, expectedVersion);
  if (secretaryId !== null && !(isUuid(secretaryId) && (await ctx.sql.one(COLLEAGUE, [secretaryId])))) throw badInput('secretaryId', 'This is none of the secretaries.');
  return inTurn(ctx, before, expectedVersion, async sql => (await move(ctx, sql, before, 'assign', { secretaryId })) && (secretaryId === before.assignedToId || ends(ctx, sql, before)));
}

/** Begins to work on a task, which is the secretary's own from then on. */
export async function startTask(ctx: Context, id: string, expectedVersion: number | null): Promise<TaskRow | TaskChangedMeanwhile> {
  const { before, secretary } = await worked(ctx, id, expectedVersion);
  return inTurn(ctx, before, expectedVersion, async sql => {
    if (!(await move(ctx, sql, before, 'start', { secretaryId: secretary.secretaryId }))) return false;
    if (before.assignedToId !== secretary.secretaryId) await ends(ctx, sql, before);
    await sql.query(BEGIN, [before.customerId, crypto.randomUUID(), id, secretary.secretaryId, ctx.now()]);
    return true;
  });
}

/** Stops to work on a task for now; `minutes` says how long it was where the clock does not. */
export async function pauseTask(ctx: Context, id: string, minutes: number | null, expectedVersion: number | null): Promise<TaskRow | TaskInvalid | TaskChangedMeanwhile> {
  const { before, secretary } = await worked(ctx, id, expectedVersion);
  const check = minutesOf(minutes);
  if (check.problems.length) return invalid('TaskInvalid', check.problems);
  return inTurn(ctx, before, expectedVersion, async sql => (await move(ctx, sql, before, 'pause')) && spent(ctx, sql, before, secretary, minutes));
}

/** Says that a task is done, and what came of it. */
export async function finishTask(ctx: Context, id: string, input: { result?: string | null; minutes?: number | null }, expectedVersion: number | null): Promise<TaskRow | TaskInvalid | TaskChangedMeanwhile> {
  const { before, secretary } = await worked(ctx, id, expectedVersion);
  const check = minutesOf(input.minutes ?? null);
  // Of debtors each call says what came of it.
  const result = before.debtorCount > 0 ? check.text('result', input.result, 5000) : check.requiredText('result', input.result, 5000);
  if (check.problems.length) return invalid('TaskInvalid', check.problems);
  return inTurn(ctx, before, expectedVersion, async sql =>
    (await move(ctx, sql, before, 'finish', { secretaryId: before.assignedToId ?? secretary.secretaryId, result })) && spent(ctx, sql, before, secretary, input.minutes ?? null));
}

/** What an act changes beside the state. */
interface Move { secretaryId?: string | null; result?: string | null }

/** Whether the act was possible: the task is as it was read, and in a state from which the act leads somewhere. */
export async function move(ctx: Context, sql: Sql, before: TaskRow, act: TaskAct, { secretaryId, result }: Move = {}): Promise<boolean> {
  const { from, to } = TASK_ACTS[act];
  return (await sql.one(MOVE, [before.id, before.version, from, to, secretaryId !== undefined, secretaryId ?? null, result !== undefined, result ?? null, ctx.now()])) !== undefined;
}

/** Acts on a task as it was read; refused with the task as it is when somebody was quicker. */
async function inTurn(ctx: Context, before: TaskRow, expectedVersion: number | null, act: (sql: Sql) => Promise<boolean>): Promise<TaskRow | TaskChangedMeanwhile> {
  const isDone = before.version === (expectedVersion ?? before.version) && (await ctx.sql.transaction(async sql => {
    if (!(await act(sql))) return false;
    await appendEvent(sql, 'TASK_CHANGED', before.customerId, before.id);
    return true;
  }));
  const after = await stored(ctx, before.id);
  return isDone ? after : changedMeanwhile('TaskChangedMeanwhile', after);
}

async function ends(ctx: Context, sql: Sql, { id }: TaskRow, minutes: number | null = null): Promise<true> {
  await sql.one(END, [id, ctx.now(), minutes]);
  return true;
}

/** Ends the stretch that goes on, or adds one where none does and it is said how long it was. */
async function spent(ctx: Context, sql: Sql, task: TaskRow, { secretaryId }: SecretaryActor, minutes: number | null): Promise<true> {
  if ((await sql.one(END, [task.id, ctx.now(), minutes])) === undefined && minutes)
    await sql.query(ADD_WORK, [task.customerId, crypto.randomUUID(), task.id, secretaryId, new Date(ctx.now().getTime() - minutes * MINUTE_MS), minutes]);
  return true;
}

function minutesOf(minutes: number | null): InputCheck {
  const check = new InputCheck();
  if (minutes !== null) check.within('minutes', minutes, 0, MOST_MINUTES);
  return check;
}

function read(input: TaskInput) {
  const check = new InputCheck();
  const personNumber = check.number('personNumber', input.personNumber);
  const fields = [input.kind, check.requiredText('title', input.title, 200), check.text('text', input.text, 5000), input.dueAt ?? null, check.text('personName', input.personName, 200), personNumber];
  if (input.kind === 'CALL_BACK' && !input.personNumber?.trim()) check.add('personNumber', 'REQUIRED', 'Nobody can be called back without a number.');
  return { check, fields };
}

/** The task, where the actor may order something for its customer. */
export async function ordered(ctx: Context, id: string): Promise<TaskRow> {
  const actor = person(ctx.actor);
  const row = await stored(ctx, id);
  if (!canOrderTasks(actor, row.customerId)) throw new Forbidden();
  return row;
}

/** The task, where the secretary may work on it; one that a colleague took meanwhile is refused as changed, and not as forbidden. */
async function worked(ctx: Context, id: string, expectedVersion: number | null): Promise<{ before: TaskRow; secretary: SecretaryActor }> {
  const secretary = secretaryOf(ctx);
  const before = await stored(ctx, id);
  const isNewer = expectedVersion !== null && expectedVersion < before.version;
  if (!isNewer && !canHandOutTask(secretary, before.assignedToId)) throw new Forbidden();
  return { before, secretary };
}

/** Who works; others than secretaries are refused. */
export function secretaryOf(ctx: Context): SecretaryActor {
  const actor = person(ctx.actor);
  if (actor.kind !== 'SECRETARY' || !canWorkOnTasks(actor)) throw new Forbidden();
  return actor;
}

export async function stored(ctx: Context, id: string): Promise<TaskRow> {
  const row = await readTask(ctx.sql, id);
  if (!row) throw new Forbidden();
  return row;
}

const noCall = () => badInput('callId', 'This is no call of the same customer.');
