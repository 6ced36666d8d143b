import { Button } from '@mantine/core';
import { IconMessages, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '../graphql/generated/index.ts';
import { Page } from '../portal/page.tsx';
import { usePortalCustomer } from '../portal/portal-customer.tsx';
import { useAgainAfterGap } from '../portal/snapshot.tsx';
import { threadAddresses } from '../threads/addresses.ts';
import { ThreadWords } from '../threads/thread-row.tsx';
import classes from '../threads/threads.module.css';
import { EmptyFace, ErrorFace, LoadingFace } from '../ui/faces.tsx';
import { ReadOnlyNote, Writing } from '../ui/read-only.tsx';

const PortalThreadsDocument = graphql(`
  query PortalThreads($customerId: ID!, $after: String) {
    customer(id: $customerId) { id threads(first: 30, after: $after) { edges { cursor node { id ...Thread_row } } pageInfo { hasNextPage endCursor } } }
  }
`);

/** What is written between the company and the secretariat, by thread. */
export function PortalMessagesPage() {
  const { t } = useTranslation('threads');
  const { id: customerId, timeZone } = usePortalCustomer();
  // The way back through the pages: what is newest can change at any moment, so each is asked for by where it begins.
  const [trail, setTrail] = useState<readonly string[]>([]);
  const [{ data, error, fetching }, again] = useQuery({ query: PortalThreadsDocument, variables: { customerId, after: trail.at(-1) ?? null }, requestPolicy: 'cache-and-network' });
  useAgainAfterGap(() => again({ requestPolicy: 'network-only' }));
  const threads = data?.customer?.threads;
  const write = <Button component={Link} to={threadAddresses.create()} leftSection={<IconPlus size={18} aria-hidden />} aria-label={t('addLabel')}>{t('add')}</Button>;
  return (
    <Page title={t('title')} actions={<Writing>{write}</Writing>}>
      <ReadOnlyNote />
      {!threads && (error ? <ErrorFace error={error} onRetry={() => again({ requestPolicy: 'network-only' })} /> : <LoadingFace />)}
      {threads && threads.edges.length === 0 && (fetching ? <LoadingFace /> : (
        <EmptyFace icon={<IconMessages size={32} stroke={1.4} color="var(--vz-muted)" aria-hidden />} title={t('empty.title')} action={<Writing><Button component={Link} to={threadAddresses.create()} variant="default" mt="sm">{t('empty.action')}</Button></Writing>}>
          {t('empty.text')}
        </EmptyFace>
      ))}
      {threads && threads.edges.length > 0 && (
        <ul className={classes.list}>
          {threads.edges.map(({ node }) => <li key={node.id}><Link to={threadAddresses.one(node.id)} className={classes.row}><ThreadWords thread={node} isSecretariat={false} timeZone={timeZone} /></Link></li>)}
        </ul>
      )}
      {(trail.length > 0 || threads?.pageInfo.hasNextPage) && (
        <div className={classes.pager}>
          {trail.length > 0 && <Button variant="default" onClick={() => setTrail(trail.slice(0, -1))}>{t('pager.newer')}</Button>}
          {threads?.pageInfo.hasNextPage && <Button variant="default" loading={fetching} onClick={() => setTrail([...trail, threads.pageInfo.endCursor ?? ''])}>{t('pager.older')}</Button>}
        </div>
      )}
    </Page>
  );
}
