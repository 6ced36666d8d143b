import { useEffect, useEffectEvent } from 'react';
import { useQuery } from 'urql';
import { OVER_SOCKET } from '../graphql/client.ts';
import { graphql } from '../graphql/generated/index.ts';

const WaitingTaskCountDocument = graphql(`query WaitingTaskCount { waitingTaskCount }`);

/** How many open tasks the secretary has, or nobody; the feed has it asked for again. `snapshot` is the cursor from which the desk follows. */
export function useWaitingTaskCount(snapshot: string | undefined): number {
  const [{ data }, again] = useQuery({ query: WaitingTaskCountDocument, context: OVER_SOCKET, pause: snapshot === undefined });
  const look = useEffectEvent(() => again({ requestPolicy: 'network-only' }));
  // What happened before a new snapshot may never have been told.
  useEffect(() => { if (snapshot !== undefined) look(); }, [snapshot]);
  return data?.waitingTaskCount ?? 0;
}
