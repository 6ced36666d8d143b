import { Button, Center, SegmentedControl } from '@mantine/core';
import { IconMessageHeart } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { AppFeedbackList } from '../app-feedback/app-feedback-list.tsx';
import { OVER_SOCKET } from '../graphql/client.ts';
import { useFeed } from '../graphql/feed.ts';
import { graphql } from '../graphql/generated/index.ts';
import { EmptyFace, ErrorFace, LoadingFace } from '../ui/faces.tsx';
import { SupervisorPage } from './supervisor-page.tsx';

const AppFeedbackPageDocument = graphql(`
  query AppFeedbackPage($isDone: Boolean!, $after: String) {
    appFeedback(isDone: $isDone, first: 30, after: $after) { edges { cursor node { id ...AppFeedback_one } } pageInfo { hasNextPage endCursor } }
  }
`);
const AppFeedbackCursorDocument = graphql(`query AppFeedbackCursor { liveCursor }`);
const AppFeedbackEventsDocument = graphql(`
  subscription AppFeedbackEvents($after: String) { events(after: $after, lookingOn: true) { __typename cursor at ... on AppFeedbackChanged { appFeedbackId } } }
`);

/** What people say about the app, for supervisors. */
export function AppFeedbackPage() {
  const { t } = useTranslation('appFeedback');
  return <SupervisorPage title={t('list.title')} lead={t('list.lead')}>{() => <Said />}</SupervisorPage>;
}

function Said() {
  const { t } = useTranslation('appFeedback');
  const [isDone, setDone] = useState(false);
  const [place, setPlace] = useState<{ of: boolean; after: string | null }>({ of: false, after: null });
  const after = place.of === isDone ? place.after : null;
  // Before the list, so that the feed behind it leaves nothing out.
  const [{ data: live }, liveAgain] = useQuery({ query: AppFeedbackCursorDocument, requestPolicy: 'network-only', context: OVER_SOCKET });
  const [{ data, error, fetching }, again] = useQuery({ query: AppFeedbackPageDocument, variables: { isDone, after }, requestPolicy: 'cache-and-network', context: OVER_SOCKET, pause: !live });
  const anew = () => again({ requestPolicy: 'network-only' });
  useFeed({
    document: AppFeedbackEventsDocument, after: live?.liveCursor,
    onExpired: () => {
      liveAgain({ requestPolicy: 'network-only' });
      anew();
    },
  });
  const feedback = data?.appFeedback;
  return (
    <>
      <SegmentedControl
        w="fit-content" aria-label={t('list.which')} value={isDone ? 'done' : 'open'} onChange={value => setDone(value === 'done')}
        data={[{ value: 'open', label: t('list.open') }, { value: 'done', label: t('list.done') }]}
      />
      {!feedback && (error ? <ErrorFace error={error} onRetry={anew} /> : <LoadingFace />)}
      {feedback && feedback.edges.length === 0 && (fetching ? <LoadingFace /> : isDone
        ? <EmptyFace title={t('list.emptyDone')} />
        : <EmptyFace icon={<IconMessageHeart size={32} stroke={1.4} color="var(--vz-muted)" aria-hidden />} title={t('list.empty')}>{t('list.emptyText')}</EmptyFace>)}
      {feedback && feedback.edges.length > 0 && <AppFeedbackList feedback={feedback.edges.map(({ node }) => node)} />}
      {feedback?.pageInfo.hasNextPage && <Center><Button variant="default" loading={fetching} onClick={() => setPlace({ of: isDone, after: feedback.pageInfo.endCursor ?? null })}>{t('list.more')}</Button></Center>}
    </>
  );
}
