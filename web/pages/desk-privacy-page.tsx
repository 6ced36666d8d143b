import { Anchor, Text, Title } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { addresses } from '../app/addresses.ts';
import { Shell } from '../app/shell.tsx';
import { useViewer } from '../app/viewer.tsx';
import { graphql } from '../graphql/generated/index.ts';
import { CallerRecords } from '../privacy/caller-records.tsx';
import classes from '../privacy/privacy.module.css';
import { Retention } from '../privacy/retention.tsx';
import { EmptyFace, ErrorFace, LoadingFace } from '../ui/faces.tsx';

const DeskPrivacyDocument = graphql(`
  query DeskPrivacy { retentionRuns { ...Retention_run } retentionPreview { ...Retention_preview } contractEnds { ...Retention_end } }
`);

/** Where supervisors answer callers who ask for their data, and see what the terms bring about. */
export function DeskPrivacyPage() {
  const { t } = useTranslation('deskPrivacy');
  const viewer = useViewer();
  const isSupervisor = viewer?.__typename === 'Secretary' && viewer.isSupervisor;
  return (
    <Shell title={t('title')} wide>
      {isSupervisor ? <Answering /> : <EmptyFace title={t('onlySupervisors')} action={<Anchor component={Link} to={addresses.desk()}>{t('back')}</Anchor>}>{t('onlySupervisorsHint')}</EmptyFace>}
    </Shell>
  );
}

function Answering() {
  const { t } = useTranslation('deskPrivacy');
  const [{ data, error }, again] = useQuery({ query: DeskPrivacyDocument, requestPolicy: 'cache-and-network' });
  return (
    <div className={classes.page}>
      <div>
        <Anchor component={Link} to={addresses.desk()} style={{ display: 'inline-flex', alignItems: 'center', gap: 4, minHeight: 24 }}><IconArrowLeft size={16} aria-hidden />{t('back')}</Anchor>
        <Title order={1} mt={4}>{t('title')}</Title>
        <Text c="dimmed">{t('lead')}</Text>
      </div>
      <CallerRecords />
      {!data && (error ? <ErrorFace error={error} onRetry={() => again({ requestPolicy: 'network-only' })} /> : <LoadingFace />)}
      {data && <Retention runs={data.retentionRuns} previews={data.retentionPreview} ends={data.contractEnds} />}
    </div>
  );
}
