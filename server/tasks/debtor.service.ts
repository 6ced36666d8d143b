import type { Context } from '../context.ts';
import { person } from '../customers/customer.policy.ts';
import { changedMeanwhile, type ChangedMeanwhile, InputCheck, invalid, type Invalid } from '../customers/input-check.ts';
import { violatedConstraint } from '../database/constraint.ts';
import { statement } from '../database/sql.ts';
import { isUuid } from '../database/uuid.ts';
import { badInput, Forbidden } from '../errors.ts';
import { appendEvent } from '../events/event-log.ts';
import { readDebtor, type TaskDebtorRow, type TaskRow } from './task.rows.ts';
import { move, ordered, secretaryOf, stored, type TaskChangedMeanwhile } from './task.service.ts';
import { type DebtorResult, RESULTS_WITH_DAY, TASK_ACTS } from './task-states.ts';

/** Somebody who owes the customer. */
export interface TaskDebtorInput {
  name: string;
  number?: string | null;
  otherNumber?: string | null;
  amountCents?: number | null;
  reference?: string | null;
  remarks?: string | null;
}

/** How a call ended; the client makes the id. */
export interface DebtorCallInput { id: string; result: DebtorResult; promisedOn?: string | null; remarks?: string | null }

/** Debtors in one act: it is over in a moment, since whoever else writes waits for its event. */
export const MOST_AT_ONCE = 200;
/** More than anybody calls for one task. */
const MOST_OF_A_TASK = 1000;
const MOST_CALLS = 50;
const LARGEST_AMOUNT = 2_000_000_000;

const HOLD = statement<{ state: string; count: number; last: number }>(
  'task-hold',
  `select t.state, (select count(*)::int from task_debtor d where d.task_id = t.id) as count, (select coalesce(max(d.position), -1) from task_debtor d where d.task_id = t.id) as last
   from task t where t.id = $1 for update`,
);
const ADD = statement(
  'task-debtors-add',
  `insert into task_debtor (customer_id, id, task_id, position, name, number, other_number, amount_cents, reference, remarks)
   select $1, gen_random_uuid(), $2, $3 + said.place, said.name, said.number, said."otherNumber", said."amountCents", said.reference, said.remarks
   from jsonb_to_recordset($4::jsonb) as said(place int, name text, number text, "otherNumber" text, "amountCents" int, reference text, remarks text)`,
);
const REMOVE = statement<{ id: string }>('task-debtor-remove', 'delete from task_debtor where id = $1 returning id');
const CHANGE = statement<{ id: string }>(
  'task-debtor-change', 'update task_debtor set name = $3, number = $4, other_number = $5, amount_cents = $6, reference = $7, remarks = $8, version = version + 1 where id = $1 and version = $2 returning id',
);
const CALLED = statement<{ count: number }>('task-debtor-called', 'select count(*)::int as count from task_debtor_call where debtor_id = $1');
const ADD_CALL = statement<{ id: string }>(
  'task-debtor-call-add',
  `insert into task_debtor_call (customer_id, id, debtor_id, secretary_id, called_at, result, promised_on, remarks) values ($1, $2, $3, $4, $5, $6, $7::date, $8) on conflict (id) do nothing returning id`,
);
const NOTE = statement('task-debtor-note', 'update task_debtor set result = $2, last_called_at = $3 where id = $1');
const SAME_CALL = statement<{ id: string }>('task-debtor-same-call', 'select id from task_debtor_call where id = $1 and debtor_id = $2');

type DebtorsInvalid = Invalid<'TaskDebtorsInvalid'>;
export type DebtorCallInvalid = Invalid<'TaskDebtorCallInvalid'>;

/** Adds debtors behind the others, all of them or, when something is wrong with one, none. */
export async function addTaskDebtors(ctx: Context, taskId: string, debtors: readonly TaskDebtorInput[]): Promise<TaskRow | DebtorsInvalid | TaskChangedMeanwhile> {
  const { customerId } = await ordered(ctx, taskId);
  if (debtors.length === 0 || debtors.length > MOST_AT_ONCE) throw badInput('debtors', `1 to ${MOST_AT_ONCE} debtors at once.`);
  const check = new InputCheck();
  const rows = debtors.map((debtor, place) => ({ place: place + 1, ...read(check, `debtors.${place}.`, debtor) }));
  if (check.problems.length) return invalid('TaskDebtorsInvalid', check.problems);
  const outcome = await ctx.sql.transaction(async sql => {
    const task = await sql.one(HOLD, [taskId]);
    if (!task) throw new Forbidden();
    if (!isOpen(task.state)) return 'OVER';
    if (task.count + rows.length > MOST_OF_A_TASK) return 'FULL';
    await sql.query(ADD, [customerId, taskId, task.last, JSON.stringify(rows)]);
    await appendEvent(sql, 'TASK_CHANGED', customerId, taskId);
    return 'ADDED';
  });
  if (outcome === 'FULL') return invalid('TaskDebtorsInvalid', [{ field: 'debtors', code: 'OUT_OF_RANGE', message: `A task has at most ${MOST_OF_A_TASK} debtors.` }]);
  const task = await stored(ctx, taskId);
  return outcome === 'ADDED' ? task : changedMeanwhile('TaskChangedMeanwhile', task);
}

/** Changes what is said of a debtor; the calls to them stay. */
export async function updateTaskDebtor(
  ctx: Context, id: string, input: TaskDebtorInput, expectedVersion: number | null,
): Promise<TaskDebtorRow | DebtorsInvalid | TaskChangedMeanwhile | ChangedMeanwhile<'TaskDebtorChangedMeanwhile', TaskDebtorRow>> {
  const { debtor, task } = await orderedDebtor(ctx, id);
  const check = new InputCheck();
  const { name, number, otherNumber, amountCents, reference, remarks } = read(check, '', input);
  if (check.problems.length) return invalid('TaskDebtorsInvalid', check.problems);
  if (!isOpen(task.state)) return changedMeanwhile('TaskChangedMeanwhile', task);
  const saved = debtor.version === (expectedVersion ?? debtor.version) && (await ctx.sql.transaction(async sql => {
    if (!(await sql.one(CHANGE, [id, debtor.version, name, number, otherNumber, amountCents, reference, remarks]))) return false;
    await appendEvent(sql, 'TASK_CHANGED', debtor.customerId, debtor.taskId);
    return true;
  }));
  const after = await storedDebtor(ctx, id);
  return saved ? after : changedMeanwhile('TaskDebtorChangedMeanwhile', after);
}

/** Takes a debtor out of a task, with what the calls to them brought. */
export async function removeTaskDebtor(ctx: Context, id: string): Promise<TaskRow> {
  const { debtor } = await orderedDebtor(ctx, id);
  await ctx.sql.transaction(async sql => {
    if (!(await sql.one(REMOVE, [id]))) throw new Forbidden();
    await appendEvent(sql, 'TASK_CHANGED', debtor.customerId, debtor.taskId);
  });
  return stored(ctx, debtor.taskId);
}

/** Notes how a call to a debtor ended; sent again under its id it is the same call. A task that nobody has is then the secretary's. */
export async function recordDebtorCall(ctx: Context, debtorId: string, input: DebtorCallInput): Promise<TaskDebtorRow | DebtorCallInvalid | TaskChangedMeanwhile> {
  const secretary = secretaryOf(ctx);
  const debtor = await storedDebtor(ctx, debtorId);
  if (!isUuid(input.id)) throw badInput('input.id', 'The id of something new is a UUID that the client makes, in lower case.');
  const check = new InputCheck();
  const remarks = check.text('remarks', input.remarks, 2000);
  if (input.promisedOn && !RESULTS_WITH_DAY.includes(input.result)) check.add('promisedOn', 'NOT_ALLOWED', 'There is no day with this result.');
  if (input.promisedOn && !isDay(input.promisedOn)) check.add('promisedOn', 'OUT_OF_RANGE', 'That is no day of the calendar.');
  if (check.problems.length) return invalid('TaskDebtorCallInvalid', check.problems);
  const task = await stored(ctx, debtor.taskId);
  const now = ctx.now();
  const outcome = await ctx.sql.transaction(async sql => {
    const held = await sql.one(HOLD, [task.id]);
    if (await sql.one(SAME_CALL, [input.id, debtorId])) return 'NOTED';
    if (!held || !isOpen(held.state)) return 'OVER';
    if ((await sql.one(CALLED, [debtorId]))!.count >= MOST_CALLS) return 'FULL';
    if (!(await sql.one(ADD_CALL, [debtor.customerId, input.id, debtorId, secretary.secretaryId, now, input.result, input.promisedOn ?? null, remarks]))) throw new Forbidden();
    await sql.query(NOTE, [debtorId, input.result, now]);
    // Whoever calls has begun; where somebody changes the task in the same moment it is theirs already.
    if (task.state === 'OPEN') await move(ctx, sql, task, 'start', { secretaryId: task.assignedToId ?? secretary.secretaryId });
    await appendEvent(sql, 'TASK_CHANGED', debtor.customerId, task.id);
    return 'NOTED';
  }).catch((error: unknown) => {
    if (violatedConstraint(error) === 'task_debtor_call_customer_id_debtor_id_fkey') throw new Forbidden();
    throw error;
  });
  if (outcome === 'FULL') return invalid('TaskDebtorCallInvalid', [{ field: 'result', code: 'OUT_OF_RANGE', message: `At most ${MOST_CALLS} calls to one debtor.` }]);
  return outcome === 'OVER' ? changedMeanwhile('TaskChangedMeanwhile', await stored(ctx, task.id)) : storedDebtor(ctx, debtorId);
}

const isOpen = (state: string): boolean => (TASK_ACTS.change.from as readonly string[]).includes(state);
const isDay = (day: string): boolean => new Date(`${day}T00:00:00Z`).toJSON()?.slice(0, 10) === day;

function read(check: InputCheck, path: string, input: TaskDebtorInput) {
  const number = check.number(`${path}number`, input.number);
  const otherNumber = check.number(`${path}otherNumber`, input.otherNumber);
  if (input.amountCents !== null && input.amountCents !== undefined) check.within(`${path}amountCents`, input.amountCents, 1, LARGEST_AMOUNT);
  return {
    name: check.requiredText(`${path}name`, input.name, 200), number: number ?? otherNumber, otherNumber: number === null || otherNumber === number ? null : otherNumber,
    amountCents: input.amountCents ?? null, reference: check.text(`${path}reference`, input.reference, 200), remarks: check.text(`${path}remarks`, input.remarks, 2000),
  };
}

async function orderedDebtor(ctx: Context, id: string): Promise<{ debtor: TaskDebtorRow; task: TaskRow }> {
  person(ctx.actor);
  const debtor = await storedDebtor(ctx, id);
  return { debtor, task: await ordered(ctx, debtor.taskId) };
}

async function storedDebtor(ctx: Context, id: string): Promise<TaskDebtorRow> {
  const row = await readDebtor(ctx.sql, id);
  if (!row) throw new Forbidden();
  return row;
}
