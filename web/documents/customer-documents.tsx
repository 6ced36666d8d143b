import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { OVER_SOCKET } from '../graphql/client.ts';
import { graphql, readFragment } from '../graphql/generated/index.ts';
import { ErrorFace, LoadingFace } from '../ui/faces.tsx';
import { LoadMore, MOST_IN_A_LIST } from '../ui/load-more.tsx';
import { formatMoment } from '../ui/times.ts';
import { FileIcon } from './document-card.tsx';
import { Document_parts } from './document-parts.ts';
import { formatBytes } from '../ui/files.ts';
import classes from './documents.module.css';

const TYPING_MS = 200;

const CustomerDocumentsDocument = graphql(`
  query CustomerDocuments($customerId: ID!, $search: String, $first: Int!) {
    customer(id: $customerId) { id documents(first: $first, search: $search) { edges { cursor node { id ...Document_parts } } pageInfo { hasNextPage endCursor } } }
  }
`);

/** What a customer leaves with the secretaries, at the desk: the newest version of each document. */
export function CustomerDocuments({ customerId }: { customerId: string }) {
  const { t, i18n } = useTranslation('documents');
  const [search, setSearch] = useState('');
  const [sought] = useDebouncedValue(search.trim(), TYPING_MS);
  // Asked for as a whole: where something changes, all of it is read anew, and not its last page alone.
  const [first, setFirst] = useState(50);
  const [{ data, error, fetching }, again] = useQuery({ query: CustomerDocumentsDocument, variables: { customerId, search: sought || null, first }, context: OVER_SOCKET, requestPolicy: 'cache-and-network' });
  const documents = data?.customer?.documents.edges.map(({ node }) => readFragment(Document_parts, node));
  return (
    <>
      <TextInput size="xs" type="search" mb={8} aria-label={t('search')} placeholder={t('search')} value={search} onChange={event => setSearch(event.currentTarget.value)} data-first />
      {!documents && (error ? <ErrorFace error={error} onRetry={() => again({ requestPolicy: 'network-only' })} /> : <LoadingFace />)}
      {documents?.length === 0 && <p>{t(sought ? 'desk.nothingFound' : 'desk.none')}</p>}
      <ul className={classes.desk}>
        {documents?.map(({ id, title, versions: [newest] }) => newest && (
          <li key={id}>
            <span className={classes.icon}><FileIcon mediaType={newest.mediaType} /></span>
            <span className={classes.words}>
              <a href={newest.path} download={newest.fileName} className={classes.name}>{title}</a>
              <span className={classes.meta}>{newest.fileName} · {formatBytes(newest.byteSize, i18n.language)} · {formatMoment(newest.uploadedAt, i18n.language)}</span>
            </span>
          </li>
        ))}
      </ul>
      <LoadMore hasMore={data?.customer?.documents.pageInfo.hasNextPage ?? false} isLoading={fetching} isFull={first >= MOST_IN_A_LIST} onMore={() => setFirst(Math.min(MOST_IN_A_LIST, first + 50))} />
    </>
  );
}
