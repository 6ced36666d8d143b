import { useQuery } from 'urql';
import { OVER_SOCKET } from '../graphql/client.ts';
import { graphql } from '../graphql/generated/index.ts';

const WaitingThreadCountDocument = graphql(`query WaitingThreadCount { waitingThreadCount }`);

/** How many threads of customers wait for an answer; the feed has it asked for again. */
export function useWaitingThreadCount(): number {
  const [{ data }] = useQuery({ query: WaitingThreadCountDocument, context: OVER_SOCKET });
  return data?.waitingThreadCount ?? 0;
}
