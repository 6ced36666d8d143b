import { useEffect, useEffectEvent } from 'react';
import { useQuery } from 'urql';
import { OVER_SOCKET } from '../graphql/client.ts';
import { graphql } from '../graphql/generated/index.ts';

const WaitingThreadCountDocument = graphql(`query WaitingThreadCount { waitingThreadCount }`);

/** How many threads of customers wait for an answer; the feed has it asked for again. `snapshot` is the cursor from which the desk follows. */
export function useWaitingThreadCount(snapshot: string | undefined): number {
  const [{ data }, again] = useQuery({ query: WaitingThreadCountDocument, context: OVER_SOCKET, pause: snapshot === undefined });
  const look = useEffectEvent(() => again({ requestPolicy: 'network-only' }));
  // What happened before a new snapshot may never have been told.
  useEffect(() => { if (snapshot !== undefined) look(); }, [snapshot]);
  return data?.waitingThreadCount ?? 0;
}
