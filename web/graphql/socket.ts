import { createClient, type SubscribePayload } from 'graphql-ws';
import { Watchers } from '../ui/watchers.ts';

/** Whether the live connection stands; `since` is when it broke. */
export type ConnectionState = { readonly status: 'idle' | 'connecting' | 'online' } | { readonly status: 'lost'; readonly since: Date };

type Sink = { next(value: never): void; error(error: unknown): void; complete(): void };
type Request = { query?: string | undefined; variables?: Record<string, unknown> | undefined; operationName?: string | undefined };

const PONG_WITHIN_MS = 5_000;
let state: ConnectionState = { status: 'idle' };
let openSocket: WebSocket | null = null;
let pongTimer: ReturnType<typeof setTimeout> | undefined;
let nextId = 0;
let wakeRetry: (() => void) | undefined;
const watchers = new Watchers();
const feeds = new WeakSet<object>();

function become(next: ConnectionState): void {
  if (next.status === state.status) return;
  state = next;
  watchers.tell();
}
function gone(): void {
  openSocket = null;
  clearTimeout(pongTimer);
  if (state.status !== 'idle') become({ status: 'lost', since: new Date() });
}

const socket = createClient({
  url: () => `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`,
  lazy: true,
  lazyCloseTimeout: 3_000,
  keepAlive: 10_000,
  retryAttempts: Infinity,
  // A browser reports a refused connection as a bare error event, which is no reason to give up either.
  shouldRetry: () => true,
  retryWait: retries => new Promise(resolve => {
    // Jitter, so that a thousand desks do not come back in the same instant after a restart.
    const timer = setTimeout(resolve, Math.min(5_000, 150 * 2 ** retries) * (0.5 + Math.random() / 2));
    wakeRetry = () => { clearTimeout(timer); resolve(); };
  }),
  // One live feed per socket: the same id on every socket lets the server share one frame among all desks.
  generateID: (payload: SubscribePayload) => (feeds.has(payload) ? 'events' : `q${++nextId}`),
  on: {
    connecting: () => { if (state.status !== 'lost') become({ status: 'connecting' }); },
    opened: opened => { openSocket = opened as WebSocket; },
    connected: () => become({ status: 'online' }),
    closed: event => {
      // The last operation ended and we closed it ourselves: nothing is lost.
      if ((event as CloseEvent).code === 1000) { openSocket = null; become({ status: 'idle' }); } else gone();
    },
    error: gone,
    ping: received => {
      if (received) return;
      clearTimeout(pongTimer);
      pongTimer = setTimeout(() => { if (openSocket?.readyState === WebSocket.OPEN) socket.terminate(); }, PONG_WITHIN_MS);
    },
    pong: received => { if (received) clearTimeout(pongTimer); },
  },
});

// A dead network says so long before the missing pong does.
addEventListener('offline', () => { if (openSocket) socket.terminate(); });
addEventListener('online', () => wakeRetry?.());

/** The state of the live connection, for useSyncExternalStore. */
export const connection = {
  current: (): ConnectionState => state,
  watch: watchers.watch,
  isOnline: (): boolean => state.status === 'online',
};

/** Asks over the socket; a read is asked again by itself after a lost connection. */
export function ask(request: Request, sink: Sink): () => void {
  return socket.subscribe(payloadOf(request), sink);
}

/** Acts over the socket, once: after a lost connection nobody knows whether the act was done, so it fails instead of being sent again. */
export function act(request: Request, sink: Sink): () => void {
  let settled = false;
  const fail = () => {
    if (settled) return;
    settled = true;
    unlisten();
    dispose();
    sink.error(new Error('The connection broke before the answer came.'));
  };
  const unlisten = socket.on('closed', fail);
  const dispose = socket.subscribe(payloadOf(request), {
    next: (value: never) => { settled = true; sink.next(value); },
    error: error => { settled = true; unlisten(); sink.error(error); },
    complete: () => { settled = true; unlisten(); sink.complete(); },
  });
  return () => { settled = true; unlisten(); dispose(); };
}

/** Follows the events; after a lost connection it goes on behind the last event that arrived, so nothing is missed and nothing comes twice. */
export function follow(request: Request, sink: Sink): () => void {
  const payload = payloadOf(request);
  // graphql-ws sends this very object again when it reconnects: moving the cursor in it is what resumes.
  payload.variables = { ...payload.variables };
  const variables: Record<string, unknown> = payload.variables;
  feeds.add(payload);
  let unsubscribed = false;
  const dispose = socket.subscribe(payload, {
    next: (value: { data?: { events?: { cursor?: string } } | null }) => {
      const cursor = value.data?.events?.cursor;
      if (cursor !== undefined) variables['after'] = cursor;
      sink.next(value as never);
    },
    error: error => sink.error(error),
    // The feed has no end of its own: a server that ends it is going away.
    complete: () => { if (unsubscribed) sink.complete(); else sink.error(new Error('The live feed was ended.')); },
  });
  return () => { unsubscribed = true; dispose(); };
}

function payloadOf(request: Request): SubscribePayload & { variables?: Record<string, unknown> | null } {
  return {
    query: request.query ?? '',
    ...(request.variables ? { variables: request.variables } : {}),
    ...(request.operationName ? { operationName: request.operationName } : {}),
  };
}
