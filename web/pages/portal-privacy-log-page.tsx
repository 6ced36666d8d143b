import { Button, Center } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useViewer, type CustomerUserViewer } from '../app/viewer.tsx';
import { graphql } from '../graphql/generated/index.ts';
import { places } from '../portal/addresses.ts';
import { Page } from '../portal/page.tsx';
import { usePortalCustomer } from '../portal/portal-customer.tsx';
import { AuditEntries, auditFilter, AuditFilters, type AuditNarrowing } from '../privacy/audit-log.tsx';
import classes from '../privacy/privacy.module.css';
import { EmptyFace, ErrorFace, LoadingFace } from '../ui/faces.tsx';

const PortalPrivacyLogDocument = graphql(`
  query PortalPrivacyLog($customerId: ID!, $after: String, $filter: AuditFilterInput!) {
    customer(id: $customerId) {
      id
      auditLog(first: 30, after: $after, filter: $filter) {
        edges { cursor node { id ...AuditEntry_parts } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`);

const EVERYTHING: AuditNarrowing = { kind: 'all', span: 'all' };

/** Who saw or changed the customer's data. */
export function PortalPrivacyLogPage() {
  const { t } = useTranslation('audit');
  const viewer = useViewer() as CustomerUserViewer;
  const [narrowing, setNarrowing] = useState(EVERYTHING);
  return (
    <Page title={t('title')} back={{ to: places.privacy(), label: t('back') }}>
      {viewer.right === 'MANAGE'
        ? (
          <>
            <p className={classes.hint}>{t('lead')}</p>
            <AuditFilters narrowing={narrowing} onNarrow={setNarrowing} />
            <Log key={`${narrowing.kind} ${narrowing.span}`} narrowing={narrowing} onShowAll={() => setNarrowing(EVERYTHING)} />
          </>
        )
        : <EmptyFace title={t('notYours')} />}
    </Page>
  );
}

function Log({ narrowing, onShowAll }: { narrowing: AuditNarrowing; onShowAll: () => void }) {
  const { t } = useTranslation('audit');
  const { id: customerId, timeZone } = usePortalCustomer();
  const [filter] = useState(() => auditFilter(narrowing, timeZone, Date.now()));
  const [after, setAfter] = useState<string | null>(null);
  // It grows while it is read: the first page is asked for anew, the others go on from it.
  const [{ data, error, fetching }, again] = useQuery({ query: PortalPrivacyLogDocument, variables: { customerId, after, filter }, requestPolicy: after === null ? 'cache-and-network' : 'cache-first' });
  const log = data?.customer?.auditLog;
  if (error) return <ErrorFace error={error} onRetry={() => again({ requestPolicy: 'network-only' })} />;
  if (!log || (log.edges.length === 0 && fetching)) return <LoadingFace />;
  if (log.edges.length === 0)
    return (
      <EmptyFace icon={<IconHistory size={32} stroke={1.4} color="var(--vz-muted)" aria-hidden />} title={t('empty')} action={<Button variant="default" mt="sm" onClick={onShowAll}>{t('showAll')}</Button>}>
        {t('emptyText')}
      </EmptyFace>
    );
  const { hasNextPage, endCursor } = log.pageInfo;
  return (
    <>
      <AuditEntries entries={log.edges.map(({ node }) => node)} timeZone={timeZone} />
      {hasNextPage && <Center><Button variant="default" loading={fetching} onClick={() => setAfter(endCursor ?? null)}>{t('more')}</Button></Center>}
    </>
  );
}
