import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useClient, useMutation, useQuery, type CombinedError } from 'urql';
import { useConnection } from '../graphql/feed.ts';
import type { Message_PartsFragment } from '../graphql/generated/graphql.ts';
import { graphql, readFragment } from '../graphql/generated/index.ts';
import { Message_parts, Thread_live } from './thread-parts.ts';

const ThreadHeadDocument = graphql(`query ThreadHead($id: ID!) { messageThread(id: $id) { id ...Thread_live } }`);
const ThreadMessagesDocument = graphql(`
  query ThreadMessages($id: ID!, $first: Int!, $after: String) {
    messageThread(id: $id) { id messages(first: $first, after: $after) { edges { cursor node { ...Message_parts } } pageInfo { hasNextPage endCursor } } }
  }
`);
const MarkThreadReadDocument = graphql(`
  mutation MarkThreadRead($threadId: ID!, $through: Int!) { markThreadRead(threadId: $threadId, through: $through) { __typename ... on MessageThread { id unread ...Thread_live } } }
`);

const PAGE = 40;
const AGAIN_AFTER_MS = 5_000;

interface Loaded { messages: readonly Message_PartsFragment[]; before: string | null }
const NOTHING: Loaded = { messages: [], before: null };

/**
 * A thread, live: what is told of it says how many messages there are, and what is missing is read then. Messages are kept here by their place, which
 * has no gaps, so that pages of older ones and new ones fit together whatever happens between.
 */
export function useThread(threadId: string, isSecretariat: boolean) {
  const client = useClient();
  const connection = useConnection();
  const [{ data, error: headError, stale, fetching }, again] = useQuery({ query: ThreadHeadDocument, variables: { id: threadId }, requestPolicy: 'cache-and-network' });
  const [, markRead] = useMutation(MarkThreadReadDocument);
  const thread = readFragment(Thread_live, data?.messageThread);
  const [loaded, setLoaded] = useState<Loaded>(NOTHING);
  const [error, setError] = useState<CombinedError | null>(null);
  const [isLoadingOlder, setLoadingOlder] = useState(false);
  const [tries, setTries] = useState(0);
  const newest = loaded.messages.at(-1)?.place ?? 0;
  const oldest = loaded.messages[0]?.place ?? 1;

  const read = async (after: string | null) => {
    const answer = await client.query(ThreadMessagesDocument, { id: threadId, first: PAGE, after }, { requestPolicy: 'network-only' }).toPromise();
    setError(answer.error && !answer.data ? answer.error : null);
    const page = answer.data?.messageThread?.messages;
    return page ? { messages: page.edges.map(({ node }) => readFragment(Message_parts, node)).toReversed(), before: page.pageInfo.hasNextPage ? (page.pageInfo.endCursor ?? null) : null } : null;
  };
  const count = thread?.messageCount ?? 0;
  useEffect(() => {
    if (count <= newest) return;
    let isOver = false;
    let retry: ReturnType<typeof setTimeout> | undefined;
    void read(null).then(page => {
      if (isOver) return;
      // The news of a message can arrive when nothing can be read, or when an answer from before it is on its way; it comes only once.
      if (!page || (page.messages.at(-1)?.place ?? 0) < count) retry = setTimeout(() => setTries(tried => tried + 1), AGAIN_AFTER_MS);
      if (!page) return;
      const first = page.messages[0]?.place ?? 1;
      setLoaded(known => {
        // What was missed can be more than a page: then it begins anew from here, and the rest is older.
        if (first > (known.messages.at(-1)?.place ?? 0) + 1) return page;
        return { messages: [...known.messages.filter(({ place }) => place < first), ...page.messages], before: (known.messages[0]?.place ?? first) < first ? known.before : page.before };
      });
    });
    return () => { isOver = true; clearTimeout(retry); };
    // oxlint-disable-next-line react/exhaustive-deps -- what is read depends on the thread and on how much of it is there
  }, [threadId, count, newest, tries, connection.status]);

  const loadOlder = async () => {
    if (loaded.before === null) return;
    setLoadingOlder(true);
    const page = await read(loaded.before);
    setLoadingOlder(false);
    if (page) setLoaded(known => ({ messages: [...page.messages.filter(({ place }) => place < (known.messages[0]?.place ?? Infinity)), ...known.messages], before: page.before }));
  };

  const marked = useRef(0);
  const markSeen = useEffectEvent(() => {
    const latest = loaded.messages.findLast(({ fromSecretariat }) => fromSecretariat !== isSecretariat)?.place ?? 0;
    if (latest <= marked.current || document.visibilityState !== 'visible') return;
    marked.current = latest;
    void markRead({ threadId, through: newest }).then(answer => {
      if (!answer.error) return;
      marked.current = 0;
      setTimeout(() => setTries(tried => tried + 1), AGAIN_AFTER_MS);
    });
  });
  useEffect(() => {
    markSeen();
    const onVisible = () => markSeen();
    document.addEventListener('visibilitychange', onVisible);
    return () => document.removeEventListener('visibilitychange', onVisible);
    // What could not be told, as for want of a connection, is told again.
  }, [newest, tries, connection.status]);

  return {
    thread,
    /** Whether it is known that there is no such thread. */
    isMissing: data !== undefined && !thread && !stale && !fetching,
    messages: loaded.messages,
    isLoading: !headError && !error && (data === undefined || count > 0) && loaded.messages.length === 0,
    error: loaded.messages.length === 0 ? (error ?? (thread ? null : (headError ?? null))) : null,
    hasOlder: oldest > 1 && loaded.before !== null,
    isLoadingOlder,
    loadOlder,
    again: () => { setTries(tried => tried + 1); again({ requestPolicy: 'network-only' }); },
  };
}
