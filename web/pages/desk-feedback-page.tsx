import { Anchor, Button, Center, SegmentedControl, Text, Title } from '@mantine/core';
import { IconArrowLeft, IconMessageStar } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { addresses } from '../app/addresses.ts';
import { Shell } from '../app/shell.tsx';
import { useViewer, type SecretaryViewer } from '../app/viewer.tsx';
import { FeedbackList } from '../feedback/feedback-list.tsx';
import { CustomerTable, FeedbackCounts, Feedback_secretary, SecretaryTable } from '../feedback/feedback-tables.tsx';
import classes from '../feedback/feedback.module.css';
import { OVER_SOCKET } from '../graphql/client.ts';
import { useFeed } from '../graphql/feed.ts';
import { graphql, readFragment } from '../graphql/generated/index.ts';
import type { NoteRating } from '../graphql/generated/graphql.ts';
import { learnServerTime } from '../ui/clock.ts';
import { EmptyFace, ErrorFace, LoadingFace } from '../ui/faces.tsx';
import { SupervisorPage } from './supervisor-page.tsx';

const PAGE = 30;

const DeskFeedbackDocument = graphql(`query DeskFeedback { liveCursor feedbackBySecretary { ...Feedback_secretary } }`);
const FeedbackPageDocument = graphql(`
  query FeedbackPage($secretaryId: ID, $rating: NoteRating, $first: Int!, $after: String) {
    feedback(secretaryId: $secretaryId, rating: $rating, first: $first, after: $after) { edges { cursor node { id ...Feedback_one } } pageInfo { hasNextPage endCursor } }
  }
`);
const FeedbackByCustomerDocument = graphql(`
  query FeedbackByCustomer($secretaryId: ID!, $first: Int!, $after: String) {
    feedbackByCustomer(secretaryId: $secretaryId, first: $first, after: $after) { edges { cursor node { ...Feedback_customer } } pageInfo { hasNextPage endCursor } }
  }
`);
const FeedbackEventsDocument = graphql(`
  subscription FeedbackEvents($after: String) { events(after: $after, lookingOn: true) { __typename cursor at ... on FeedbackChanged { secretaryId } } }
`);

/** What customers think of a secretary's notes; supervisors see everybody's. */
export function DeskFeedbackPage() {
  const { t } = useTranslation('feedback');
  const viewer = useViewer() as SecretaryViewer;
  if (viewer.isSupervisor) return <SupervisorPage title={t('desk.title')} lead={t('desk.leadAll')}>{() => <Feedback viewer={viewer} />}</SupervisorPage>;
  return (
    <Shell title={t('desk.title')} wide>
      <Feedback viewer={viewer}>
        <div>
          <Anchor component={Link} to={addresses.desk()} style={{ display: 'inline-flex', alignItems: 'center', gap: 4, minHeight: 24 }}><IconArrowLeft size={16} aria-hidden />{t('desk.back')}</Anchor>
          <Title order={1} mt={4}>{t('desk.title')}</Title>
          <Text c="dimmed">{t('desk.lead')}</Text>
        </div>
      </Feedback>
    </Shell>
  );
}

function Feedback({ viewer, children }: { viewer: SecretaryViewer; children?: ReactNode }) {
  const { t } = useTranslation('feedback');
  const [search, setSearch] = useSearchParams();
  const [{ data, error }, again] = useQuery({ query: DeskFeedbackDocument, requestPolicy: 'cache-and-network', context: OVER_SOCKET });
  const anew = () => again({ requestPolicy: 'network-only' });
  useFeed({ document: FeedbackEventsDocument, after: data?.liveCursor, onEvent: event => { learnServerTime(event.at); }, onExpired: anew });
  const secretaries = data?.feedbackBySecretary ?? [];
  const known = readFragment(Feedback_secretary, secretaries);
  const asked = search.get('secretary');
  const picked = viewer.isSupervisor ? (known.find(({ secretary }) => secretary.id === asked)?.secretary ?? null) : { id: viewer.id, name: viewer.name };
  const own = secretaries[known.findIndex(({ secretary }) => secretary.id === picked?.id)];
  return (
    <div className={classes.page}>
      {children}
      {!data && (error ? <ErrorFace error={error} onRetry={anew} /> : <LoadingFace />)}
      {data && viewer.isSupervisor && (
        <section className={classes.page} style={{ gap: 10 }} aria-labelledby="feedback-secretaries">
          <h2 id="feedback-secretaries" className={classes.heading}>{t('desk.secretaries')}</h2>
          <SecretaryTable secretaries={secretaries} picked={picked?.id ?? null} onPick={id => setSearch(id ? { secretary: id } : {}, { replace: true })} />
        </section>
      )}
      {own && picked && (
        <>
          <FeedbackCounts of={own} />
          <ByCustomer key={picked.id} secretaryId={picked.id} />
        </>
      )}
      {data && (
        <section className={classes.page} style={{ gap: 10 }} aria-labelledby="feedback-newest">
          <h2 id="feedback-newest" className={classes.heading}>{picked && viewer.isSupervisor ? t('desk.newestOf', { name: picked.name }) : t('desk.newest')}</h2>
          <Newest key={picked?.id ?? ''} secretaryId={picked?.id ?? null} showsSecretary={picked === null} />
        </section>
      )}
    </div>
  );
}

function ByCustomer({ secretaryId }: { secretaryId: string }) {
  const { t } = useTranslation('feedback');
  const [after, setAfter] = useState<string | null>(null);
  const [{ data, error, fetching }, again] = useQuery({ query: FeedbackByCustomerDocument, variables: { secretaryId, first: PAGE, after }, context: OVER_SOCKET });
  if (!data) return error ? <ErrorFace error={error} onRetry={() => again({ requestPolicy: 'network-only' })} /> : <LoadingFace />;
  if (!data.feedbackByCustomer) return null;
  const { edges, pageInfo } = data.feedbackByCustomer;
  return edges.length > 0 && (
    <section className={classes.page} style={{ gap: 10 }} aria-labelledby="feedback-customers">
      <h2 id="feedback-customers" className={classes.heading}>{t('desk.byCustomer')}</h2>
      <CustomerTable customers={edges.map(({ node }) => node)} />
      {pageInfo.hasNextPage && <Center><Button variant="default" loading={fetching} onClick={() => setAfter(pageInfo.endCursor ?? null)}>{t('desk.more')}</Button></Center>}
    </section>
  );
}

function Newest({ secretaryId, showsSecretary }: { secretaryId: string | null; showsSecretary: boolean }) {
  const { t } = useTranslation('feedback');
  const [rating, setRating] = useState<NoteRating | null>(null);
  return (
    <>
      <SegmentedControl
        w="fit-content" aria-label={t('desk.which')} value={rating ?? 'ALL'} onChange={value => setRating(value === 'ALL' ? null : (value as NoteRating))}
        data={[{ value: 'ALL', label: t('desk.all') }, { value: 'GOOD', label: t('good') }, { value: 'BAD', label: t('bad') }]}
      />
      <Said key={rating ?? ''} secretaryId={secretaryId} rating={rating} showsSecretary={showsSecretary} />
    </>
  );
}

function Said({ secretaryId, rating, showsSecretary }: { secretaryId: string | null; rating: NoteRating | null; showsSecretary: boolean }) {
  const { t } = useTranslation('feedback');
  const [after, setAfter] = useState<string | null>(null);
  const [{ data, error, fetching }, again] = useQuery({ query: FeedbackPageDocument, variables: { secretaryId, rating, first: PAGE, after }, context: OVER_SOCKET });
  if (!data) return error ? <ErrorFace error={error} onRetry={() => again({ requestPolicy: 'network-only' })} /> : <LoadingFace />;
  const { edges, pageInfo } = data.feedback;
  if (edges.length === 0) return fetching ? <LoadingFace /> : <EmptyFace icon={<IconMessageStar size={32} stroke={1.4} color="var(--vz-muted)" aria-hidden />} title={t(rating === null ? 'desk.nothing' : 'desk.nothingSuch')}>{rating === null && t('desk.nothingText')}</EmptyFace>;
  return (
    <>
      <FeedbackList feedback={edges.map(({ node }) => node)} showsSecretary={showsSecretary} />
      {pageInfo.hasNextPage && <Center><Button variant="default" loading={fetching} onClick={() => setAfter(pageInfo.endCursor ?? null)}>{t('desk.more')}</Button></Center>}
    </>
  );
}
