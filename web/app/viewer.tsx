import { createContext, use, type ReactNode } from 'react';
import { useQuery } from 'urql';
import { OVER_HTTP } from '../graphql/client.ts';
import { graphql } from '../graphql/generated/index.ts';
import type { ViewerQuery } from '../graphql/generated/graphql.ts';
import { ErrorFace, LoadingFace } from '../ui/faces.tsx';

const ViewerDocument = graphql(`
  query Viewer {
    viewer {
      __typename
      ... on Secretary { id name presence isSupervisor }
      ... on CustomerUser { id name email right customer { id name customerNumber } }
    }
    passwordChangeDue { email }
  }
`);

/** Who is signed in; null for a stranger. */
export type Viewer = ViewerQuery['viewer'];
/** A secretary or a supervisor. */
export type SecretaryViewer = Extract<NonNullable<Viewer>, { __typename: 'Secretary' }>;
/** A person of a customer. */
export type CustomerUserViewer = Extract<NonNullable<Viewer>, { __typename: 'CustomerUser' }>;

const ViewerContext = createContext<ViewerQuery | undefined>(undefined);

/** Asks once who is signed in and tells everything below. */
export function ViewerProvider({ children }: { children: ReactNode }) {
  // Over HTTP: what a cookie is good for is not known on the socket.
  const [{ data, error }, again] = useQuery({ query: ViewerDocument, context: OVER_HTTP });
  if (data) return <ViewerContext value={data}>{children}</ViewerContext>;
  if (error) return <ErrorFace error={error} onRetry={() => again({ requestPolicy: 'network-only' })} />;
  return <LoadingFace />;
}

function useAnswer(): ViewerQuery {
  const answer = use(ViewerContext);
  if (answer === undefined) throw new Error('useViewer needs a ViewerProvider above it');
  return answer;
}

/** Who is signed in; null for a stranger. */
export const useViewer = (): Viewer => useAnswer().viewer ?? null;

/** The address of somebody who has to change a temporary password first; null for everybody else. */
export const useDueEmail = (): string | null => useAnswer().passwordChangeDue?.email ?? null;
