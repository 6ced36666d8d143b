import { Client, fetchExchange, mapExchange, subscriptionExchange, type OperationContext } from 'urql';
import { cache } from './cache.ts';
import { keepExchange, offlineExchange } from './offline-exchange.ts';
import { overtakenExchange } from './overtaken.ts';
import { act, ask, connection, follow } from './socket.ts';

/** For operations that must not use the socket: what sets or clears the session's cookie needs an HTTP answer. */
export const OVER_HTTP: Partial<OperationContext> = { transport: 'http' };
/** For a page that lives from the socket: its queries wait for it and skip HTTP altogether. */
export const OVER_SOCKET: Partial<OperationContext> = { transport: 'socket' };

// web/public/start.js asked them while the bundle was still on its way; what is asked here is not asked there any more.
const shared = globalThis as { firstAnswers?: Record<string, { body: string; response: Promise<Response> } | null> };
let first: typeof shared.firstAnswers = (shared.firstAnswers ??= {});
const fetchOrTake: typeof fetch = (input, init) => {
  const name = typeof init?.body === 'string' ? /^\{"operationName":"(\w+)"/.exec(init.body)?.[1] : undefined;
  if (!first || name === undefined) return fetch(input, init);
  const answer = first[name];
  first[name] = null;
  return answer && answer.body === init?.body ? answer.response : fetch(input, init);
};
// From then on events change what is known: an answer that nobody took by then would be an old one.
connection.watch(() => { if (connection.isOnline()) first = undefined; });

/** Makes the one GraphQL client; `onSignedOut` is told when the server no longer knows the session. */
export function makeClient(onSignedOut: () => void): Client {
  return new Client({
    url: '/graphql',
    fetch: fetchOrTake,
    // Apollo refuses GET without a preflight header, and a query in an address ends in logs.
    preferGetMethod: false,
    fetchOptions: { headers: { 'apollo-require-preflight': 'true' }, credentials: 'same-origin' },
    exchanges: [
      mapExchange({
        onError: (error, operation) => {
          if (operation.context['transport'] !== 'http' && error.graphQLErrors.some(e => e.extensions['code'] === 'UNAUTHENTICATED' || e.extensions['code'] === 'PASSWORD_CHANGE_DUE')) onSignedOut();
        },
      }),
      keepExchange,
      cache,
      offlineExchange,
      overtakenExchange,
      subscriptionExchange({
        isSubscriptionOperation: ({ kind, context }) =>
          kind === 'subscription'
          || (kind === 'query' && context['transport'] === 'socket')
          || ((kind === 'query' || kind === 'mutation') && context['transport'] !== 'http' && connection.isOnline()),
        forwardSubscription: (request, operation) => ({
          subscribe: sink => {
            const send = operation.kind === 'subscription' ? follow : operation.kind === 'mutation' ? act : ask;
            return { unsubscribe: send(request, sink as never) };
          },
        }),
      }),
      fetchExchange,
    ],
  });
}
