import { createContext, use, type ReactNode } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../graphql/generated/index.ts';
import type { ViewerQuery } from '../graphql/generated/graphql.ts';
import { ErrorFace, LoadingFace } from '../ui/faces.tsx';

const ViewerDocument = graphql(`
  query Viewer {
    viewer {
      __typename
      ... on Secretary { id name presence isSupervisor }
      ... on CustomerUser { id name email customer { id name customerNumber } }
    }
  }
`);

/** Who is signed in; null for a stranger. */
export type Viewer = ViewerQuery['viewer'];
/** A secretary or a supervisor. */
export type SecretaryViewer = Extract<NonNullable<Viewer>, { __typename: 'Secretary' }>;
/** A person of a customer. */
export type CustomerUserViewer = Extract<NonNullable<Viewer>, { __typename: 'CustomerUser' }>;

const ViewerContext = createContext<Viewer | undefined>(undefined);

/** Asks once who is signed in and tells everything below. */
export function ViewerProvider({ children }: { children: ReactNode }) {
  const [{ data, error }, again] = useQuery({ query: ViewerDocument });
  if (data) return <ViewerContext value={data.viewer ?? null}>{children}</ViewerContext>;
  if (error) return <ErrorFace error={error} onRetry={() => again({ requestPolicy: 'network-only' })} />;
  return <LoadingFace />;
}

/** Who is signed in; null for a stranger. */
export function useViewer(): Viewer {
  const viewer = use(ViewerContext);
  if (viewer === undefined) throw new Error('useViewer needs a ViewerProvider above it');
  return viewer;
}
