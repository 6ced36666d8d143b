import { Button, Modal } from '@mantine/core';
import { IconMessageCheck } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation, useQuery } from 'urql';
import { OVER_SOCKET } from '../graphql/client.ts';
import { graphql, readFragment } from '../graphql/generated/index.ts';
import { EmptyFace, ErrorFace, LoadingFace } from '../ui/faces.tsx';
import { LoadMore, MOST_IN_A_LIST } from '../ui/load-more.tsx';
import { showDone, showFailure } from '../ui/toasts.tsx';
import { Thread_live } from './thread-parts.ts';
import { ThreadWords } from './thread-row.tsx';
import { ThreadView } from './thread-view.tsx';
import classes from './threads.module.css';

const WaitingThreadsDocument = graphql(`
  query WaitingThreads($first: Int!) { waitingThreads(first: $first) { edges { node { id ...Thread_row } } pageInfo { hasNextPage } } }
`);
const OpenThreadDocument = graphql(`query OpenThread($id: ID!) { messageThread(id: $id) { id ...Thread_live } }`);
const SettleThreadDocument = graphql(`
  mutation SettleThread($threadId: ID!, $seenThrough: Int) { settleThread(threadId: $threadId, seenThrough: $seenThrough) { __typename ... on MessageThread { id ...Thread_live } } }
`);

/** The messages of all customers that wait for an answer, and the one that is being answered. */
export function WaitingThreads({ writerId, onClose }: { writerId: string; onClose: () => void }) {
  const { t } = useTranslation('threads');
  const [openId, setOpenId] = useState<string | null>(null);
  const seen = useRef(0);
  const [first, setFirst] = useState(50);
  const [{ data, error, fetching }, again] = useQuery({ query: WaitingThreadsDocument, variables: { first }, requestPolicy: 'cache-and-network', context: OVER_SOCKET });
  const [{ data: opened }] = useQuery({ query: OpenThreadDocument, variables: { id: openId ?? '' }, pause: openId === null, context: OVER_SOCKET });
  const [, settle] = useMutation(SettleThreadDocument);
  const threads = data?.waitingThreads.edges.map(({ node }) => node) ?? [];
  const thread = readFragment(Thread_live, opened?.messageThread);
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const settleOpen = async () => {
    if (openId === null) return;
    const { data: done } = await settle({ threadId: openId, seenThrough: seen.current });
    if (!done) { showFailure(t('desk.settleFailed')); return; }
    if (readFragment(Thread_live, done.settleThread).awaitsAnswerSince) { showFailure(t('desk.cameMeanwhile')); return; }
    setOpenId(null);
    showDone(t('desk.settled'));
  };
  return (
    <Modal opened onClose={onClose} title={t('desk.title')} size={openId === null ? 'lg' : 'xl'} className={classes.desk}>
      <div className={classes.inbox} data-open={openId !== null || undefined}>
        <div>
          {error && !data && <ErrorFace error={error} onRetry={() => again({ requestPolicy: 'network-only' })} />}
          {!data && !error && <LoadingFace />}
          {data && threads.length === 0 && <EmptyFace icon={<IconMessageCheck size={30} stroke={1.5} aria-hidden />} title={t('desk.none')}>{t('desk.noneText')}</EmptyFace>}
          {threads.length > 0 && (
            <ul className={classes.list}>
              {threads.map((node, at) => (
                <li key={node.id}>
                  <button type="button" className={classes.row} aria-current={node.id === openId} data-autofocus={at === 0 || undefined} onClick={() => setOpenId(node.id)}><ThreadWords thread={node} isSecretariat timeZone={timeZone} withCustomer /></button>
                </li>
              ))}
            </ul>
          )}
          <LoadMore hasMore={data?.waitingThreads.pageInfo.hasNextPage ?? false} isLoading={fetching} isFull={first >= MOST_IN_A_LIST} onMore={() => setFirst(MOST_IN_A_LIST)} />
        </div>
        {openId !== null && (
          <section aria-labelledby="open-thread">
            <div className={classes.inboxHead}>
              <h3 id="open-thread">{thread?.customer.name}{thread?.subject ? ` · ${thread.subject}` : ''}</h3>
              {thread?.awaitsAnswerSince && <Button size="xs" variant="default" onClick={() => void settleOpen()}>{t('desk.settle')}</Button>}
            </div>
            <ThreadView key={openId} threadId={openId} writerId={writerId} isSecretariat timeZone={timeZone} onSeen={place => { seen.current = place; }} />
          </section>
        )}
      </div>
    </Modal>
  );
}
