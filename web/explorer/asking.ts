import { createGraphiQLFetcher, type Fetcher, type FetcherOpts, type FetcherParams } from '@graphiql/toolkit';
import { type DocumentNode, GraphQLError, Kind, parse } from 'graphql';
import { createClient, type Sink } from 'graphql-ws';

/** A key that opens something, with the name under which its owner keeps it. */
export interface KnownKey { secret: string; name: string }

/** Why a key cannot be asked with. */
export type KeyRefusal = 'refused' | 'tooOften' | 'failed';

const UNAUTHORIZED = 4401;
const FORBIDDEN = 4403;

const headersWith = (secret: string) => ({ authorization: `Bearer ${secret}` });

/** The key, or why it cannot be asked with. */
export async function tryKey(secret: string): Promise<KnownKey | KeyRefusal> {
  try {
    const response = await fetch('/graphql', {
      method: 'POST', credentials: 'omit', headers: { 'content-type': 'application/json', ...headersWith(secret) }, body: JSON.stringify({ query: '{ viewer { ... on ApiKey { name } } }' }),
    });
    if (response.status === 429) return 'tooOften';
    const { data } = (await response.json()) as { data?: { viewer: { name: string } | null } };
    return data?.viewer ? { secret, name: data.viewer.name } : 'refused';
  } catch {
    return 'failed';
  }
}

/** As whom the explorer asks; a key for null is the session of who is signed in. */
export interface Asking {
  key: KnownKey | null;
  fetcher: Fetcher;
  /** Closes the socket, so that nothing goes on as this one. */
  leave(): void;
}

/** Asks by HTTP and at the socket with the key, or without one by the session; `onOver` is told when the key opens nothing any more. */
export function askAs(key: KnownKey | null, onOver: () => void): Asking {
  const headers = key && headersWith(key.secret);
  const client = createClient({
    url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`,
    lazy: true,
    ...(headers && { connectionParams: headers }),
    // Whoever is shut out is not let in by trying again.
    shouldRetry: event => !isShutOut(event),
    on: { closed: event => { if (key && isShutOut(event)) onOver(); } },
  });
  const fetcher = createGraphiQLFetcher({
    url: '/graphql',
    headers: { 'apollo-require-preflight': 'true', ...headers },
    fetch: async (input, init) => {
      const response = await fetch(input, { ...init, credentials: key ? 'omit' : 'same-origin' });
      if (key && response.status === 401) onOver();
      return response;
    },
    wsClient: { ...client, subscribe: (payload, sink) => client.subscribe(payload, { ...sink, error: error => tellEnd(error, sink) }) },
  });
  return { key, fetcher: (params, options) => fetcher(...asWritten(params, options)), leave: () => void client.dispose() };
}

/** The operation of the text that is asked: just after a change of tab GraphiQL still tells the name and the tree of the tab before. */
function asWritten(params: FetcherParams, options: FetcherOpts | undefined): [FetcherParams, FetcherOpts | undefined] {
  let documentAST: DocumentNode;
  try {
    documentAST = parse(params.query);
  } catch {
    // What cannot be parsed is for the server to say.
    return [params, options];
  }
  const names = documentAST.definitions.flatMap(one => one.kind === Kind.OPERATION_DEFINITION && one.name ? [one.name.value] : []);
  const [only, ...others] = names;
  return [only !== undefined && others.length === 0 ? { ...params, operationName: only } : params, { ...options, documentAST }];
}

/** Shows why a socket was closed as an answer; as an error GraphiQL would show where in our code it heard of it. */
function tellEnd<Answer>(error: unknown, sink: Sink<Answer>): void {
  if (!(error instanceof CloseEvent)) return sink.error(error);
  sink.next({ errors: [new GraphQLError(`The socket was closed: ${error.code} ${error.reason}`)] } as Answer);
  sink.complete();
}

const isShutOut = (event: unknown): boolean => [UNAUTHORIZED, FORBIDDEN].includes((event as CloseEvent).code);
