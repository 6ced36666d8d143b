import { Button, Center, FileButton, Text } from '@mantine/core';
import { IconFiles, IconUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient, useQuery } from 'urql';
import { DocumentCard } from '../documents/document-card.tsx';
import { ACCEPTED } from '../ui/files.ts';
import classes from '../documents/documents.module.css';
import { UploadList } from '../documents/upload-list.tsx';
import { uploadFile } from '../documents/uploads.ts';
import { graphql } from '../graphql/generated/index.ts';
import { Page } from '../portal/page.tsx';
import { usePortalCustomer } from '../portal/portal-customer.tsx';
import { useSnapshot } from '../portal/snapshot.tsx';
import { EmptyFace, ErrorFace, LoadingFace } from '../ui/faces.tsx';
import { ReadOnlyNote, Writing } from '../ui/read-only.tsx';
import { showDone } from '../ui/toasts.tsx';

const PortalDocumentsDocument = graphql(`
  query PortalDocuments($customerId: ID!, $after: String) {
    customer(id: $customerId) { id documents(first: 50, after: $after) { edges { cursor node { id ...Document_parts } } pageInfo { hasNextPage endCursor } } }
  }
`);

/** What the company leaves with the secretaries to use. */
export function PortalDocumentsPage() {
  const { t } = useTranslation('documents');
  const client = useClient();
  const { id: customerId } = usePortalCustomer();
  const snapshot = useSnapshot();
  const [place, setPlace] = useState<{ of: number; after: string | null }>({ of: snapshot, after: null });
  const [{ data, error, fetching }, again] = useQuery({ query: PortalDocumentsDocument, variables: { customerId, after: place.of === snapshot ? place.after : null }, requestPolicy: 'cache-and-network' });
  const documents = data?.customer?.documents;
  const send = (file: File, documentId: string | null) => void uploadFile(client, { customerId, documentId, file }, name => showDone(t('stored', { name })));
  const upload = (
    <FileButton multiple accept={ACCEPTED} onChange={files => { for (const file of files) send(file, null); }}>
      {props => <Button {...props} leftSection={<IconUpload size={18} aria-hidden />}>{t('upload')}</Button>}
    </FileButton>
  );
  return (
    <Page title={t('heading')} actions={<Writing>{upload}</Writing>}>
      <ReadOnlyNote />
      <Text c="dimmed" size="sm" mt={-10}>{t('lead')}</Text>
      <UploadList customerId={customerId} />
      {!documents && (error ? <ErrorFace error={error} onRetry={() => again({ requestPolicy: 'network-only' })} /> : <LoadingFace />)}
      {documents && documents.edges.length === 0 && (fetching ? <LoadingFace /> : (
        <EmptyFace icon={<IconFiles size={32} stroke={1.4} color="var(--vz-muted)" aria-hidden />} title={t('empty.title')}>{t('empty.text')}</EmptyFace>
      ))}
      {documents && documents.edges.length > 0 && (
        <ul className={classes.list}>{documents.edges.map(({ node }) => <li key={node.id}><DocumentCard document={node} onReplace={file => send(file, node.id)} /></li>)}</ul>
      )}
      {documents?.pageInfo.hasNextPage && (
        <Center><Button variant="default" loading={fetching} onClick={() => setPlace({ of: snapshot, after: documents.pageInfo.endCursor ?? null })}>{t('loadMore')}</Button></Center>
      )}
    </Page>
  );
}
