import { Button, Center } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { graphql } from '../graphql/generated/index.ts';
import { callAddresses } from '../history/addresses.ts';
import { Page } from '../portal/page.tsx';
import { usePortalCustomer } from '../portal/portal-customer.tsx';
import { useAgainAfterGap } from '../portal/snapshot.tsx';
import { EmptyTrash, TrashList } from '../trash/trash-list.tsx';
import classes from '../trash/trash.module.css';
import { EmptyFace, ErrorFace, LoadingFace } from '../ui/faces.tsx';
import { ReadOnlyNote } from '../ui/read-only.tsx';

const PAGE = 30;

const PortalTrashDocument = graphql(`
  query PortalTrash($customerId: ID!, $first: Int!, $after: String) {
    trash(customerId: $customerId, first: $first, after: $after) { edges { cursor node { id ...Trash_note } } pageInfo { hasNextPage endCursor } }
  }
`);

/** What was moved to the trash, last first: the one place where it can still be read. */
export function PortalTrashPage() {
  const { t } = useTranslation('trash');
  const { id: customerId, timeZone } = usePortalCustomer();
  const [after, setAfter] = useState<string | null>(null);
  const [{ data, error, fetching }, again] = useQuery({ query: PortalTrashDocument, variables: { customerId, first: PAGE, after }, requestPolicy: 'cache-and-network' });
  useAgainAfterGap(() => again({ requestPolicy: 'network-only' }));
  const notes = data?.trash?.edges.map(({ node }) => node) ?? [];
  return (
    <Page title={t('title')} back={{ to: callAddresses.list(), label: t('back') }}>
      <p className={classes.quiet}>{t('lead')}</p>
      <ReadOnlyNote />
      {!data && (error ? <ErrorFace error={error} onRetry={() => again({ requestPolicy: 'network-only' })} /> : <LoadingFace />)}
      {data && notes.length === 0 && (fetching ? <LoadingFace /> : <EmptyFace icon={<IconTrash size={32} stroke={1.4} color="var(--vz-muted)" aria-hidden />} title={t('nothing')}>{t('nothingText')}</EmptyFace>)}
      {notes.length > 0 && (
        <>
          <EmptyTrash customerId={customerId} />
          <TrashList notes={notes} timeZone={timeZone} />
        </>
      )}
      {data?.trash?.pageInfo.hasNextPage && <Center><Button variant="default" loading={fetching} onClick={() => setAfter(data.trash?.pageInfo.endCursor ?? null)}>{t('more')}</Button></Center>}
    </Page>
  );
}
