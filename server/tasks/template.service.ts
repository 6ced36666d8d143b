import type { Context } from '../context.ts';
import { person } from '../customers/customer.policy.ts';
import { InputCheck, invalid, type Invalid } from '../customers/input-check.ts';
import { violatedConstraint } from '../database/constraint.ts';
import { statement } from '../database/sql.ts';
import { isUuid } from '../database/uuid.ts';
import { Forbidden } from '../errors.ts';
import { canOrderTasks } from './task.policy.ts';
import { readTemplate, type TaskTemplateRow } from './task.rows.ts';
import type { TaskKind } from './task-states.ts';

/** What is ordered again and again. */
export interface TaskTemplateInput { name: string; kind: TaskKind; title: string; text?: string | null; dueInDays?: number | null }

const MOST = 50;

const HOLD = statement<{ id: string }>('task-template-hold-customer', 'select id from customer where id = $1 for update');
const OTHERS = statement<{ count: number }>('task-template-others', 'select count(*)::int as count from task_template where customer_id = $1 and name <> $2');
const SAVE = statement<{ id: string }>(
  'task-template-save',
  `insert into task_template (customer_id, id, name, kind, title, text, due_in_days) values ($1, gen_random_uuid(), $2, $3, $4, $5, $6)
   on conflict (customer_id, name) do update set kind = excluded.kind, title = excluded.title, text = excluded.text, due_in_days = excluded.due_in_days returning id`,
);
const DELETE = statement<{ id: string }>('task-template-delete', 'delete from task_template where id = $1 returning id');

/** Keeps a template under its name; one of that name is replaced. */
export async function saveTaskTemplate(ctx: Context, customerId: string, input: TaskTemplateInput): Promise<TaskTemplateRow | Invalid<'TaskTemplateInvalid'>> {
  if (!canOrderTasks(person(ctx.actor), customerId) || !isUuid(customerId)) throw new Forbidden();
  const check = new InputCheck();
  const [name, title, text] = [check.requiredText('name', input.name, 100), check.requiredText('title', input.title, 200), check.text('text', input.text, 5000)];
  if (input.dueInDays !== null && input.dueInDays !== undefined) check.within('dueInDays', input.dueInDays, 0, 365);
  if (check.problems.length) return invalid('TaskTemplateInvalid', check.problems);
  try {
    const id = await ctx.sql.transaction(async sql => {
      await sql.one(HOLD, [customerId]);
      if ((await sql.one(OTHERS, [customerId, name]))!.count >= MOST) return null;
      return (await sql.one(SAVE, [customerId, name, input.kind, title, text, input.dueInDays ?? null]))!.id;
    });
    if (id === null) return invalid('TaskTemplateInvalid', [{ field: 'name', code: 'OUT_OF_RANGE', message: `There are ${MOST} templates already.` }]);
    return (await readTemplate(ctx.sql, id))!;
  } catch (error) {
    if (violatedConstraint(error) === 'task_template_customer_id_fkey') throw new Forbidden();
    throw error;
  }
}

/** Deletes a template; tasks that were ordered with it stay. */
export async function deleteTaskTemplate(ctx: Context, id: string): Promise<{ __typename: 'Deleted'; id: string }> {
  const actor = person(ctx.actor);
  const template = await readTemplate(ctx.sql, id);
  if (!template || !canOrderTasks(actor, template.customerId) || !(await ctx.sql.one(DELETE, [id]))) throw new Forbidden();
  return { __typename: 'Deleted', id };
}
