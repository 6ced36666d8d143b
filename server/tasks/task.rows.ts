import type { Batch } from '../context.ts';
import { statement, type Sql } from '../database/sql.ts';
import { isUuid } from '../database/uuid.ts';
import { canSeeTasks } from './task.policy.ts';
import { DEBTOR_RESULTS, type DebtorResult, type TaskKind, type TaskSelection, type TaskState } from './task-states.ts';

/** A task as the API shows one. */
export interface TaskRow {
  __typename: 'Task';
  id: string;
  customerId: string;
  kind: TaskKind;
  title: string;
  text: string | null;
  dueAt: Date | null;
  personName: string | null;
  personNumber: string | null;
  callId: string | null;
  state: TaskState;
  assignedToId: string | null;
  result: string | null;
  createdAt: Date;
  createdBy: string;
  updatedAt: Date;
  finishedAt: Date | null;
  version: number;
  minutesSpent: number;
  /** Since when somebody is at it at the moment; null while nobody is. */
  workingSince: Date | null;
  debtorCount: number;
  debtorsSettled: number;
}

/** A debtor of a task, with how the last call to them ended. */
export interface TaskDebtorRow {
  __typename: 'TaskDebtor';
  id: string;
  customerId: string;
  taskId: string;
  position: number;
  name: string;
  number: string | null;
  otherNumber: string | null;
  amountCents: number | null;
  reference: string | null;
  remarks: string | null;
  result: DebtorResult | null;
  lastCalledAt: Date | null;
  version: number;
}

/** A call to a debtor. */
export interface TaskDebtorCallRow {
  __typename: 'TaskDebtorCall';
  id: string;
  customerId: string;
  debtorId: string;
  calledAt: Date;
  result: DebtorResult;
  promisedOn: string | null;
  remarks: string | null;
  secretaryName: string;
}

/** A stretch of work on a task; without minutes while it goes on. */
export interface TaskWorkRow { customerId: string; taskId: string; secretaryName: string; beganAt: Date; minutes: number | null }

/** What a customer orders again and again. */
export interface TaskTemplateRow { __typename: 'TaskTemplate'; id: string; customerId: string; name: string; kind: TaskKind; title: string; text: string | null; dueInDays: number | null }

/** A stretch of the tasks of one customer: the open ones by when they are due, or the finished ones, the last first. */
export interface TaskPage { customerId: string; limit: number; after: { key: string; id: string } | null; areFinished: boolean }

/** A stretch of the debtors of one task, in their order. */
export interface TaskDebtorPage { taskId: string; limit: number; after: number }

const settling = `(${Object.entries(DEBTOR_RESULTS).filter(([, { settles }]) => settles).map(([result]) => `'${result}'`).join(', ')})`;
const TASK = `'Task' as "__typename", t.id, t.customer_id as "customerId", t.kind, t.title, t.text, t.due_at as "dueAt", t.person_name as "personName", t.person_number as "personNumber", t.call_id as "callId",
  t.state, t.assigned_to as "assignedToId", t.result, t.created_at as "createdAt", t.created_by as "createdBy", t.updated_at as "updatedAt", t.finished_at as "finishedAt", t.version,
  work.minutes as "minutesSpent", work.since as "workingSince", debtors.count as "debtorCount", debtors.settled as "debtorsSettled"`;
const WITH_SUMS = `
  cross join lateral (select coalesce(sum(w.minutes), 0)::int as minutes, min(w.began_at) filter (where w.minutes is null) as since from task_work w where w.customer_id = t.customer_id and w.task_id = t.id) work
  cross join lateral (select count(*)::int as count, (count(*) filter (where d.result in ${settling}))::int as settled from task_debtor d where d.customer_id = t.customer_id and d.task_id = t.id) debtors`;
const DUE = `coalesce(t.due_at, '9999-12-31 00:00:00+00'::timestamptz)`;
const DEBTOR = `'TaskDebtor' as "__typename", d.id, d.customer_id as "customerId", d.task_id as "taskId", d.position, d.name, d.number, d.other_number as "otherNumber", d.amount_cents as "amountCents",
  d.reference, d.remarks, d.result, d.last_called_at as "lastCalledAt", d.version`;

/** Before all times and ids, and after them. */
const FIRST = { key: '-infinity', id: '00000000-0000-0000-0000-000000000000' };
const LAST = { key: 'infinity', id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };
/** Where a task without a due date stands. */
export const NEVER = new Date('9999-12-31T00:00:00Z');

const TASKS_BY_ID = statement<TaskRow>('tasks-by-id', `select ${TASK} from task t ${WITH_SUMS} where t.id = any($1::uuid[])`);
const OPEN_PAGE = statement<TaskRow>(
  'task-page-open',
  `select page.* from unnest($1::uuid[]) as parent(id) cross join lateral (
     select ${TASK}, ${DUE} as due from (
       select * from task t where t.customer_id = parent.id and t.finished_at is null and (${DUE}, t.id) > ($2::timestamptz, $3::uuid) order by ${DUE}, t.id limit $4
     ) t ${WITH_SUMS}
   ) page order by page.due, page.id`,
);
const FINISHED_PAGE = statement<TaskRow>(
  'task-page-finished',
  `select page.* from unnest($1::uuid[]) as parent(id) cross join lateral (
     select ${TASK} from (
       select * from task t where t.customer_id = parent.id and t.finished_at is not null and (t.finished_at, t.id) < ($2::timestamptz, $3::uuid) order by t.finished_at desc, t.id desc limit $4
     ) t ${WITH_SUMS}
   ) page order by page."finishedAt" desc, page.id desc`,
);
const SELECTED: Record<TaskSelection, string> = { ALL: '$1::uuid is not null', MINE: 't.assigned_to = $1::uuid', UNASSIGNED: '$1::uuid is not null and t.assigned_to is null', DUE: '$1::uuid is not null and t.due_at < $5::timestamptz' };
const openPages = Object.fromEntries(Object.entries(SELECTED).map(([selection, isWanted]) => [selection, statement<TaskRow>(
  `tasks-open-${selection.toLowerCase()}`,
  `select ${TASK} from (
     select * from task t where t.finished_at is null and ($5::timestamptz is not null) and ${isWanted} and (${DUE}, t.id) > ($2::timestamptz, $3::uuid) order by ${DUE}, t.id limit $4
   ) t ${WITH_SUMS} order by ${DUE}, t.id`,
)])) as Record<TaskSelection, ReturnType<typeof statement<TaskRow>>>;
const WAITING_COUNT = statement<{ count: number }>('tasks-waiting-count', 'select count(*)::int as count from task t where t.finished_at is null and (t.assigned_to is null or t.assigned_to = $1::uuid)');
const DEBTORS_BY_ID = statement<TaskDebtorRow>('task-debtors-by-id', `select ${DEBTOR} from task_debtor d where d.id = any($1::uuid[])`);
const DEBTOR_PAGE = statement<TaskDebtorRow>(
  'task-debtor-page',
  `select page.* from unnest($1::uuid[]) as parent(id) cross join lateral (
     select ${DEBTOR} from task_debtor d where d.task_id = parent.id and d.position > $2::int order by d.position limit $3
   ) page order by page."taskId", page.position`,
);
const DEBTOR_CALLS = statement<TaskDebtorCallRow>(
  'task-debtor-calls',
  `select 'TaskDebtorCall' as "__typename", k.id, k.customer_id as "customerId", k.debtor_id as "debtorId", k.called_at as "calledAt", k.result, k.promised_on::text as "promisedOn", k.remarks, s.name as "secretaryName"
   from task_debtor_call k join secretary s on s.id = k.secretary_id where k.debtor_id = any($1::uuid[]) order by k.debtor_id, k.called_at desc, k.id desc`,
);
const WORK = statement<TaskWorkRow>(
  'task-work',
  `select w.customer_id as "customerId", w.task_id as "taskId", s.name as "secretaryName", w.began_at as "beganAt", w.minutes
   from task_work w join secretary s on s.id = w.secretary_id where w.task_id = any($1::uuid[]) order by w.task_id, w.began_at, w.id`,
);
const TEMPLATES = statement<TaskTemplateRow>(
  'task-templates',
  `select 'TaskTemplate' as "__typename", v.id, v.customer_id as "customerId", v.name, v.kind, v.title, v.text, v.due_in_days as "dueInDays"
   from task_template v where v.customer_id = any($1::uuid[]) order by v.name collate "de-x-icu", v.id`,
);
const TEMPLATE_BY_ID = statement<TaskTemplateRow>(
  'task-template-by-id',
  `select 'TaskTemplate' as "__typename", v.id, v.customer_id as "customerId", v.name, v.kind, v.title, v.text, v.due_in_days as "dueInDays" from task_template v where v.id = $1`,
);

/** The task, whoever asks; undefined when there is none. */
export const readTask = async (sql: Pick<Sql, 'one'>, id: string): Promise<TaskRow | undefined> => (isUuid(id) ? sql.one(TASKS_BY_ID, [[id]]) : undefined);

/** The debtor, whoever asks; undefined when there is none. */
export const readDebtor = async (sql: Pick<Sql, 'one'>, id: string): Promise<TaskDebtorRow | undefined> => (isUuid(id) ? sql.one(DEBTORS_BY_ID, [[id]]) : undefined);

/** The template, whoever asks; undefined when there is none. */
export const readTemplate = async (sql: Pick<Sql, 'one'>, id: string): Promise<TaskTemplateRow | undefined> => (isUuid(id) ? sql.one(TEMPLATE_BY_ID, [id]) : undefined);

/** Tasks that the actor sees, null for the others. */
export const loadTasks: Batch<string, TaskRow | null> = async ({ sql, actor }, ids) => {
  const rows = new Map((await sql.query(TASKS_BY_ID, [ids.filter(isUuid)])).map(row => [row.id, row]));
  return ids.map(id => {
    const row = rows.get(id);
    return row && canSeeTasks(actor, row.customerId) ? row : null;
  });
};

/** Stretches of customers' tasks; those of several customers in one read. Nothing for customers that the actor does not see. */
export const loadTaskPages: Batch<TaskPage, TaskRow[]> = async ({ sql, actor }, pages) => {
  const read = new Map<TaskPage, TaskRow[]>();
  for (const alike of Map.groupBy(pages, ({ customerId: _, ...rest }) => JSON.stringify(rest)).values()) {
    const { limit, after, areFinished } = alike[0] as TaskPage;
    const { key, id } = after ?? (areFinished ? LAST : FIRST);
    const customerIds = alike.map(page => page.customerId).filter(customerId => canSeeTasks(actor, customerId));
    const ofCustomer = Map.groupBy(await sql.query(areFinished ? FINISHED_PAGE : OPEN_PAGE, [customerIds, key, id, limit]), row => row.customerId);
    for (const page of alike) read.set(page, ofCustomer.get(page.customerId) ?? []);
  }
  return pages.map(page => read.get(page) as TaskRow[]);
};

/** A stretch of the open tasks of all customers, what is due first first; for a secretary. */
export const readOpenTasks = (sql: Pick<Sql, 'query'>, secretaryId: string, selection: TaskSelection, until: Date, limit: number, after: { key: string; id: string } | null): Promise<TaskRow[]> => {
  const { key, id } = after ?? FIRST;
  return sql.query(openPages[selection], [secretaryId, key, id, limit, until]);
};

/** How many open tasks the secretary has, or nobody. */
export const countWaitingTasks = async (sql: Pick<Sql, 'one'>, secretaryId: string): Promise<number> => (await sql.one(WAITING_COUNT, [secretaryId]))!.count;

/** Stretches of debtors, in their order, of tasks that the actor sees. */
export const loadDebtorPages: Batch<TaskDebtorPage, TaskDebtorRow[]> = async ({ sql }, pages) => {
  const read = new Map<TaskDebtorPage, TaskDebtorRow[]>();
  for (const alike of Map.groupBy(pages, ({ limit, after }) => `${limit} ${after}`).values()) {
    const { limit, after } = alike[0] as TaskDebtorPage;
    const ofTask = Map.groupBy(await sql.query(DEBTOR_PAGE, [alike.map(({ taskId }) => taskId), after, limit]), row => row.taskId);
    for (const page of alike) read.set(page, ofTask.get(page.taskId) ?? []);
  }
  return pages.map(page => read.get(page) as TaskDebtorRow[]);
};

/** The calls to each debtor that the actor sees, the last first. */
export const loadDebtorCalls: Batch<string, TaskDebtorCallRow[]> = async ({ sql }, ids) => {
  const rows = Map.groupBy(await sql.query(DEBTOR_CALLS, [ids]), row => row.debtorId);
  return ids.map(id => rows.get(id) ?? []);
};

/** The work on each task that the actor sees, in order. */
export const loadTaskWork: Batch<string, TaskWorkRow[]> = async ({ sql }, ids) => {
  const rows = Map.groupBy(await sql.query(WORK, [ids]), row => row.taskId);
  return ids.map(id => rows.get(id) ?? []);
};

/** Each customer's own templates, by name; none for customers that the actor does not see. */
export const loadTaskTemplates: Batch<string, TaskTemplateRow[]> = async ({ sql, actor }, customerIds) => {
  const rows = Map.groupBy(await sql.query(TEMPLATES, [customerIds.filter(id => canSeeTasks(actor, id))]), row => row.customerId);
  return customerIds.map(id => rows.get(id) ?? []);
};
