import { Button } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { OVER_SOCKET } from '../graphql/client.ts';
import { graphql } from '../graphql/generated/index.ts';
import { ErrorFace, LoadingFace } from '../ui/faces.tsx';
import { TaskWords } from './task-row.tsx';
import { TaskWork } from './task-work.tsx';
import classes from './tasks.module.css';

const CustomerTasksDocument = graphql(`query CustomerTasks($customerId: ID!) { customer(id: $customerId) { id tasks(first: 50) { edges { cursor node { id ...Task_row } } pageInfo { hasNextPage endCursor } } } }`);

/** What the customer of the call ordered and is not done yet, and one of it, to work on. */
export function CustomerTasks({ customerId, secretaryId, isSupervisor }: { customerId: string; secretaryId: string; isSupervisor: boolean }) {
  const { t } = useTranslation('tasks');
  const [openId, setOpenId] = useState<string | null>(null);
  const [{ data, error }, again] = useQuery({ query: CustomerTasksDocument, variables: { customerId }, requestPolicy: 'cache-and-network', context: OVER_SOCKET });
  if (openId !== null) {
    return (
      <div className={classes.desk}>
        <div><Button size="compact-sm" variant="subtle" leftSection={<IconArrowLeft size={15} aria-hidden />} onClick={() => setOpenId(null)} autoFocus>{t('desk.backToList')}</Button></div>
        <TaskWork key={openId} taskId={openId} secretaryId={secretaryId} isSupervisor={isSupervisor} onFinished={() => setOpenId(null)} />
      </div>
    );
  }
  const tasks = data?.customer?.tasks.edges.map(({ node }) => node);
  return (
    <div className={classes.desk}>
      {!tasks && (error ? <ErrorFace error={error} onRetry={() => again({ requestPolicy: 'network-only' })} /> : <LoadingFace />)}
      {tasks?.length === 0 && <p className={classes.hint}>{t('desk.noneOfCustomer')}</p>}
      {tasks && tasks.length > 0 && (
        <ul className={classes.list} aria-label={t('desk.title')}>
          {tasks.map((node, at) => <li key={node.id}><button type="button" className={classes.row} data-first={at === 0 || undefined} onClick={() => setOpenId(node.id)}><TaskWords task={node} /></button></li>)}
        </ul>
      )}
    </div>
  );
}
