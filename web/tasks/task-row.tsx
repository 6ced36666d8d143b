import { IconCalendarDue, IconCash, IconChecklist, IconPhoneOutgoing, IconSearch, IconSquareCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { readFragment, type FragmentType } from '../graphql/generated/index.ts';
import { useMinute } from '../ui/minute.ts';
import { momentInWords } from '../ui/zoned-time.ts';
import { isOpenTask, Task_row } from './task-parts.ts';
import classes from './tasks.module.css';

const ICONS = { CALL_BACK: IconPhoneOutgoing, COLLECTION_CALLS: IconCash, RESEARCH: IconSearch, APPOINTMENT: IconCalendarDue, OTHER: IconChecklist } as const;

/** What a list says of a task: what it is, by when, who has it, how far it is. */
export function TaskWords({ task: masked, withCustomer = false }: { task: FragmentType<typeof Task_row>; withCustomer?: boolean }) {
  const { t } = useTranslation('tasks');
  const task = readFragment(Task_row, masked);
  const Icon = ICONS[task.kind];
  return (
    <span className={classes.words}>
      {withCustomer && <span className={classes.customer}>{task.customer.name}</span>}
      <span className={classes.name}><Icon size={18} stroke={1.7} aria-hidden />{task.title}</span>
      <span className={classes.meta}>
        <span className={classes.badge} data-state={task.state}>{task.state === 'DONE' && <IconSquareCheck size={14} aria-hidden />}{t(`states.${task.state}`)}</span>
        <DueWords task={task} />
        {task.debtorCount > 0 && <span>{t('progress', { settled: task.debtorsSettled, count: task.debtorCount })}</span>}
        {isOpenTask(task) && <span>{task.workingSince ? t('workingNow') : task.assignedTo ? t('by', { name: task.assignedTo.name }) : t('nobody')}</span>}
        {!isOpenTask(task) && task.minutesSpent > 0 && <span>{t('minutes', { count: task.minutesSpent })}</span>}
      </span>
    </span>
  );
}

/** By when a task is due, on the clock of its customer, marked when that is over. */
export function DueWords({ task: { state, dueAt, finishedAt, customer: { timeZone } } }: { task: { state: string; dueAt?: string | null; finishedAt?: string | null; customer: { timeZone: string } } }) {
  const { t, i18n } = useTranslation('tasks');
  const now = useMinute();
  if (finishedAt) return <span>{t('finished', { time: momentInWords(finishedAt, timeZone, i18n.language, now) })}</span>;
  if (!dueAt) return null;
  const isOver = isOpenTask({ state }) && Date.parse(dueAt) < now;
  return <span className={isOver ? classes.overdue : undefined}>{t(isOver ? 'overdue' : 'due', { time: momentInWords(dueAt, timeZone, i18n.language, now) })}</span>;
}
