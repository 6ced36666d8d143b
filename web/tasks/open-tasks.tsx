import { Button, Modal, SegmentedControl } from '@mantine/core';
import { IconChecklist } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { OVER_SOCKET } from '../graphql/client.ts';
import type { TaskSelection } from '../graphql/generated/graphql.ts';
import { graphql } from '../graphql/generated/index.ts';
import { EmptyFace, ErrorFace, LoadingFace } from '../ui/faces.tsx';
import { TaskWords } from './task-row.tsx';
import { TaskWork } from './task-work.tsx';
import classes from './tasks.module.css';

const OpenTasksDocument = graphql(`
  query OpenTasks($selection: TaskSelection, $after: String) { openTasks(first: 30, selection: $selection, after: $after) { edges { cursor node { id ...Task_row } } pageInfo { hasNextPage endCursor } } }
`);
const SELECTIONS = ['ALL', 'MINE', 'UNASSIGNED', 'DUE'] as const;

/** The open tasks of all customers, and the one that is being worked on: over the desk, which goes on below. */
export function OpenTasks({ secretaryId, isSupervisor, onClose }: { secretaryId: string; isSupervisor: boolean; onClose: () => void }) {
  const { t } = useTranslation('tasks');
  const [selection, setSelection] = useState<TaskSelection>('ALL');
  const [openId, setOpenId] = useState<string | null>(null);
  return (
    <Modal opened onClose={onClose} title={t('desk.title')} size={openId === null ? 'lg' : 'xl'} className={classes.desk}>
      <div className={classes.inbox} data-open={openId !== null || undefined}>
        <div className={classes.desk}>
          <SegmentedControl size="xs" fullWidth aria-label={t('desk.selection')} value={selection} onChange={value => setSelection(value as TaskSelection)} data={SELECTIONS.map(value => ({ value, label: t(`desk.selections.${value}`) }))} />
          <Selection key={selection} selection={selection} openId={openId} onOpen={setOpenId} />
        </div>
        {openId !== null && <TaskWork key={openId} taskId={openId} secretaryId={secretaryId} isSupervisor={isSupervisor} onFinished={() => setOpenId(null)} />}
      </div>
    </Modal>
  );
}

function Selection({ selection, openId, onOpen }: { selection: TaskSelection; openId: string | null; onOpen: (id: string) => void }) {
  const { t } = useTranslation('tasks');
  // The way back through the pages: tasks come and go, so each is asked for by where it begins.
  const [trail, setTrail] = useState<readonly string[]>([]);
  const [{ data, error, fetching }, again] = useQuery({ query: OpenTasksDocument, variables: { selection, after: trail.at(-1) ?? null }, requestPolicy: 'cache-and-network', context: OVER_SOCKET });
  const tasks = data?.openTasks;
  return (
    <>
      {!tasks && (error ? <ErrorFace error={error} onRetry={() => again({ requestPolicy: 'network-only' })} /> : <LoadingFace />)}
      {tasks?.edges.length === 0 && <EmptyFace icon={<IconChecklist size={30} stroke={1.5} aria-hidden />} title={t('desk.none')}>{t('desk.noneText')}</EmptyFace>}
      {tasks && tasks.edges.length > 0 && (
        <ul className={classes.list} aria-label={t('desk.title')}>
          {tasks.edges.map(({ node }, at) => <li key={node.id}><button type="button" className={classes.row} aria-current={node.id === openId} data-autofocus={at === 0 || undefined} onClick={() => onOpen(node.id)}><TaskWords task={node} withCustomer /></button></li>)}
        </ul>
      )}
      {(trail.length > 0 || tasks?.pageInfo.hasNextPage) && (
        <div className={classes.pager}>
          {trail.length > 0 && <Button size="xs" variant="default" onClick={() => setTrail(trail.slice(0, -1))}>{t('pager.newer')}</Button>}
          {tasks?.pageInfo.hasNextPage && <Button size="xs" variant="default" loading={fetching} onClick={() => setTrail([...trail, tasks.pageInfo.endCursor ?? ''])}>{t('pager.older')}</Button>}
        </div>
      )}
    </>
  );
}
