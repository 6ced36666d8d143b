import type { TFunction } from 'i18next';
import type { TaskInput, TaskKind, Task_PartsFragment } from '../graphql/generated/graphql.ts';
import type { Difference } from '../ui/changed-meanwhile.tsx';
import { formatNumber } from '../ui/phone-numbers.ts';
import { addDays, momentOf, wallTime } from '../ui/zoned-time.ts';
import type { TemplateValues } from './starting-templates.ts';

/** A task as its form holds it; the due time as a clock at the customer's shows it. */
export interface TaskValues { kind: TaskKind; title: string; text: string; personName: string; personNumber: string; dueDay: string; dueTime: string }

/** Until when a day counts of which no time is said. */
const END_OF_DAY = '18:00';

/** The parts of a task that are decided together when two people changed it. */
export const TASK_PARTS = { kind: ['kind'], title: ['title'], text: ['text'], person: ['personName', 'personNumber'], due: ['dueDay', 'dueTime'] } as const satisfies Record<string, readonly (keyof TaskValues)[]>;

/** The empty form, or what is known already. */
export const newTask = (known: Partial<TaskValues> = {}): TaskValues => ({ kind: 'CALL_BACK', title: '', text: '', personName: '', personNumber: '', dueDay: '', dueTime: '', ...known });

/** The form of a stored task. */
export function valuesOfTask(task: Task_PartsFragment): TaskValues {
  const due = task.dueAt ? wallTime(task.dueAt, task.customer.timeZone) : null;
  return {
    kind: task.kind, title: task.title, text: task.text ?? '', personName: task.personName ?? '', personNumber: task.personNumber ? formatNumber(task.personNumber) : '', dueDay: due?.day ?? '', dueTime: due?.time ?? '',
  };
}

/** What a template puts into the form; persons stay as they were typed. */
export const withTemplate = (values: TaskValues, { kind, title, text, dueInDays }: TemplateValues, today: string): TaskValues => ({
  ...values, kind, title, text, ...(dueInDays === null ? {} : { dueDay: addDays(today, dueInDays), dueTime: '' }),
});

/** What the API is given. */
export const taskInput = (values: TaskValues, zone: string): TaskInput => ({
  kind: values.kind, title: values.title.trim(), text: values.text.trim() || null, personName: values.personName.trim() || null, personNumber: values.personNumber.trim() || null,
  dueAt: values.dueDay ? momentOf({ day: values.dueDay, time: values.dueTime || END_OF_DAY }, zone) : null,
});

/** What is certainly wrong before the server is asked. */
export function checkTask(values: TaskValues): Partial<Record<keyof TaskValues, 'REQUIRED'>> {
  const problems: Partial<Record<keyof TaskValues, 'REQUIRED'>> = {};
  if (values.title.trim() === '') problems.title = 'REQUIRED';
  if (values.kind === 'CALL_BACK' && values.personNumber.trim() === '') problems.personNumber = 'REQUIRED';
  if (values.dueTime !== '' && values.dueDay === '') problems.dueDay = 'REQUIRED';
  return problems;
}

/** What is typed and what is stored of these parts, in words. */
export function taskDifferences(parts: readonly string[], mine: TaskValues, theirs: TaskValues, t: TFunction<'tasks'>): Difference[] {
  const rows: [keyof typeof TASK_PARTS, string, (values: TaskValues) => string][] = [
    ['kind', t('form.kind'), values => t(`kinds.${values.kind}`)],
    ['title', t('form.title'), values => values.title.trim()],
    ['text', t('form.text'), values => values.text.trim()],
    ['person', t('form.who'), values => [values.personName.trim(), values.personNumber.trim()].filter(Boolean).join('\n')],
    ['due', t('form.when'), values => [values.dueDay, values.dueTime].filter(Boolean).join(' ')],
  ];
  return rows.filter(([part]) => parts.includes(part)).map(([field, label, words]) => ({ field, label, mine: words(mine), theirs: words(theirs) }));
}
