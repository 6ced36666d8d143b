import { useEffect, useEffectEvent, useSyncExternalStore } from 'react';
import { useClient, type CombinedError, type TypedDocumentNode } from 'urql';
import { connection, type ConnectionState } from './socket.ts';

const AGAIN_AFTER_MS = 1_000;
const GIVE_UP_AFTER = 3;

/** Whether the live connection stands, and since when not. */
export const useConnection = (): ConnectionState => useSyncExternalStore(connection.watch, connection.current);

/** A subscription to `events` whose selection names at least the cursor. */
export type FeedDocument<Event extends { cursor: string }> = TypedDocumentNode<{ events: Event }, { after?: string | null | undefined }>;

/**
 * Follows the events behind `after` and writes them to the cache, also over lost connections. `after` is the snapshot's cursor; undefined: not
 * yet; null: from now on, for pages whose snapshot has none. `onExpired` is called when events may be missing, because the log no longer reaches
 * back that far or because there was no cursor to resume from: take a new snapshot.
 */
export function useFeed<Event extends { cursor: string }>(options: {
  document: FeedDocument<Event>;
  after: string | null | undefined;
  onEvent?: (event: Event) => void;
  onExpired: () => void;
}): void {
  const client = useClient();
  const { document, after } = options;
  const onEvent = useEffectEvent((event: Event) => options.onEvent?.(event));
  const onExpired = useEffectEvent(() => options.onExpired());

  useEffect(() => {
    if (after === undefined) return;
    let cursor: string | null = after;
    let wasLost = false;
    let failures = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let current: { unsubscribe(): void };
    const start = () => {
      current = client.subscription(document, { after: cursor }).subscribe(({ data, error }) => {
        if (data?.events) {
          cursor = data.events.cursor;
          failures = 0;
          onEvent(data.events);
          return;
        }
        if (!error) return;
        // An event that cannot be told would come again and again: a new snapshot leads past it.
        if (isExpired(error) || ++failures > GIVE_UP_AFTER) { failures = 0; onExpired(); }
        // The socket reconnects by itself; what arrives here it has given up on.
        clearTimeout(timer);
        timer = setTimeout(() => { current.unsubscribe(); start(); }, AGAIN_AFTER_MS);
      });
    };
    start();
    const unwatch = connection.watch(() => {
      const { status } = connection.current();
      if (status === 'lost') wasLost = true;
      else if (status === 'online' && wasLost) {
        wasLost = false;
        if (cursor === null) onExpired();
      }
    });
    return () => { unwatch(); clearTimeout(timer); current.unsubscribe(); };
  }, [client, document, after]);
}

const isExpired = (error: CombinedError) => error.graphQLErrors.some(e => e.extensions['code'] === 'CURSOR_EXPIRED');
