import { useState } from 'react';
import { useQuery } from 'urql';
import { graphql, readFragment } from '../graphql/generated/index.ts';
import { Debtor_parts } from './task-parts.ts';

const TaskDebtorsDocument = graphql(`
  query TaskDebtors($id: ID!, $after: String) { task(id: $id) { id version debtors(first: 100, after: $after) { edges { cursor node { id ...Debtor_parts } } pageInfo { hasNextPage endCursor } } } }
`);

/** The debtors of a task, a hundred at a time. */
export function useDebtors(taskId: string) {
  const [after, setAfter] = useState<string | null>(null);
  const [{ data, error, fetching }, again] = useQuery({ query: TaskDebtorsDocument, variables: { id: taskId, after }, requestPolicy: 'cache-and-network' });
  const page = data?.task?.debtors;
  return {
    debtors: page?.edges.map(({ node }) => readFragment(Debtor_parts, node)),
    error, fetching, hasMore: page?.pageInfo.hasNextPage ?? false,
    more: () => setAfter(page?.pageInfo.endCursor ?? null),
    again: () => again({ requestPolicy: 'network-only' }),
  };
}
