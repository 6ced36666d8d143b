import { Button, SegmentedControl, Text } from '@mantine/core';
import { IconChecklist, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '../graphql/generated/index.ts';
import { Page } from '../portal/page.tsx';
import { usePortalCustomer } from '../portal/portal-customer.tsx';
import { useAgainAfterGap } from '../portal/snapshot.tsx';
import { taskAddresses } from '../tasks/addresses.ts';
import { TaskWords } from '../tasks/task-row.tsx';
import classes from '../tasks/tasks.module.css';
import { EmptyFace, ErrorFace, LoadingFace } from '../ui/faces.tsx';
import { ReadOnlyNote, Writing } from '../ui/read-only.tsx';

const PortalTasksDocument = graphql(`
  query PortalTasks($customerId: ID!, $finished: Boolean, $after: String) {
    customer(id: $customerId) { id tasks(first: 30, finished: $finished, after: $after) { edges { cursor node { id ...Task_row } } pageInfo { hasNextPage endCursor } } }
  }
`);

/** What the company ordered from the secretariat. */
export function PortalTasksPage() {
  const { t } = useTranslation('tasks');
  const [search, setSearch] = useSearchParams();
  const areFinished = search.has('finished');
  return (
    <Page title={t('title')} actions={<Writing><Button component={Link} to={taskAddresses.create()} leftSection={<IconPlus size={18} aria-hidden />} aria-label={t('addLabel')}>{t('add')}</Button></Writing>}>
      <ReadOnlyNote />
      <Text c="dimmed" size="sm" mt={-10}>{t('lead')}</Text>
      <SegmentedControl
        aria-label={t('filter.label')} fullWidth value={areFinished ? 'done' : 'open'} onChange={value => setSearch(value === 'done' ? { finished: '' } : {}, { replace: true })}
        data={[{ value: 'open', label: t('filter.open') }, { value: 'done', label: t('filter.done') }]}
      />
      <Tasks key={String(areFinished)} areFinished={areFinished} />
    </Page>
  );
}

function Tasks({ areFinished }: { areFinished: boolean }) {
  const { t } = useTranslation('tasks');
  const { id: customerId } = usePortalCustomer();
  const [trail, setTrail] = useState<readonly string[]>([]);
  const [{ data, error, fetching }, again] = useQuery({ query: PortalTasksDocument, variables: { customerId, finished: areFinished, after: trail.at(-1) ?? null }, requestPolicy: 'cache-and-network' });
  useAgainAfterGap(() => again({ requestPolicy: 'network-only' }));
  const tasks = data?.customer?.tasks;
  const which = areFinished ? 'done' : 'open';
  return (
    <>
      {!tasks && (error ? <ErrorFace error={error} onRetry={() => again({ requestPolicy: 'network-only' })} /> : <LoadingFace />)}
      {tasks?.edges.length === 0 && (fetching ? <LoadingFace /> : (
        <EmptyFace icon={<IconChecklist size={32} stroke={1.4} color="var(--vz-muted)" aria-hidden />} title={t(`empty.${which}`)} action={!areFinished && <Writing><Button component={Link} to={taskAddresses.create()} variant="default" mt="sm">{t('empty.action')}</Button></Writing>}>
          {t(`empty.${which}Text`)}
        </EmptyFace>
      ))}
      {tasks && tasks.edges.length > 0 && (
        <ul className={classes.list} aria-label={t('list')}>
          {tasks.edges.map(({ node }) => <li key={node.id}><Link to={taskAddresses.one(node.id)} className={classes.row}><TaskWords task={node} /></Link></li>)}
        </ul>
      )}
      {(trail.length > 0 || tasks?.pageInfo.hasNextPage) && (
        <div className={classes.pager}>
          {trail.length > 0 && <Button variant="default" onClick={() => setTrail(trail.slice(0, -1))}>{t('pager.newer')}</Button>}
          {tasks?.pageInfo.hasNextPage && <Button variant="default" loading={fetching} onClick={() => setTrail([...trail, tasks.pageInfo.endCursor ?? ''])}>{t('pager.older')}</Button>}
        </div>
      )}
    </>
  );
}
