import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createClient, type Client, type FormattedExecutionResult } from 'graphql-ws';
import WebSocket from 'ws';
import { makeApp, type AppOptions } from '../app.ts';
import { cookiesFor } from '../cross-site.ts';
import { startTail } from '../events/tail.ts';
import type { Person } from '../identity/actor.ts';
import { startSession } from '../identity/session.ts';
import type { Desk, Told } from './desk.ts';

/** The whole app of a desk, listening on a port of its own, with clients that speak to it as browsers do. */
export async function openServer(desk: Desk, over: Partial<AppOptions> = {}) {
  const { log } = desk.ground;
  const tail = await startTail({ connection: desk.connection, log, pollMs: 100 });
  const app = await makeApp({ ground: desk.ground, schema: desk.schema, tail, connection: desk.connection, publicUrl: null, webFolder: null, log, ...over });
  await app.fastify.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.fastify.server.address() as AddressInfo;
  const clients: LiveClient[] = [];

  const cookieOf = async (person: Person) => `${cookiesFor(over.publicUrl ?? null).session}=${(await startSession(desk.sql, person.accountId, desk.now())).token}`;
  const connectWith = (cookie: string | null, key: { hello?: string; upgrade?: string } = {}): LiveClient => {
    const client = new LiveClient(`ws://127.0.0.1:${port}/graphql`, { ...(cookie && { cookie }), ...(key.upgrade && { authorization: `Bearer ${key.upgrade}` }) }, key.hello === undefined ? undefined : { authorization: `Bearer ${key.hello}` });
    clients.push(client);
    return client;
  };
  return {
    ...app,
    tail,
    port,
    url: `http://127.0.0.1:${port}`,
    cookieOf,
    /** An operation over HTTP, with all of its answer. */
    async post(cookie: string | null, query: string, variables: object = {}, headers: Record<string, string> = {}) {
      const response = await app.fastify.inject({
        method: 'POST', url: '/graphql', payload: { query, variables }, headers: { ...(cookie && { cookie }), ...headers },
      });
      return { response, ...(response.json() as { data?: Told; errors?: Told[] }) };
    },
    /** Somebody's socket in a session of its own; a stranger's for null. */
    connect: async (person: Person | null): Promise<LiveClient> => connectWith(person && (await cookieOf(person))),
    /** A socket with a cookie; and with a key, said in the hello or in the upgrade. */
    connectWith,
    /** The status with which an upgrade to a socket is refused. */
    async refusal(headers: Record<string, string>): Promise<number | undefined> {
      const socket = new WebSocket(`ws://127.0.0.1:${port}/graphql`, 'graphql-transport-ws', { headers });
      const [, { statusCode }] = (await once(socket, 'unexpected-response')) as [unknown, IncomingMessage];
      socket.on('error', () => undefined);
      socket.terminate();
      return statusCode;
    },
    async close() {
      for (const client of clients) client.terminate();
      await app.fastify.close();
      await tail.stop();
    },
  };
}

/** One socket of a browser, with what it was told. */
export class LiveClient {
  /** The live events so far. */
  readonly events: Told[] = [];
  /** What the subscription ended with, if it did. */
  ended: { errors: readonly Told[] } | 'COMPLETE' | 'CLOSED' | null = null;
  /** The code with which the server closed the socket; null while it is open. */
  closedWith: number | null = null;
  private readonly client: Client;
  private socket: WebSocket | undefined;
  private wakers: (() => void)[] = [];

  constructor(url: string, headers: Record<string, string>, connectionParams?: Record<string, unknown>) {
    const remember = (socket: WebSocket) => { this.socket = socket; };
    this.client = createClient({
      url,
      retryAttempts: 0,
      lazyCloseTimeout: 60_000,
      ...(connectionParams && { connectionParams }),
      on: { closed: event => { this.closedWith = (event as CloseEvent).code; } },
      webSocketImpl: class extends WebSocket {
        constructor(address: string, protocol: string) {
          super(address, protocol, { headers });
          remember(this);
        }
      },
    });
  }

  /** The answer to a query or a mutation. */
  ask(query: string, variables: Record<string, unknown> = {}): Promise<{ data?: Told; errors?: Told[] }> {
    return new Promise((resolve, reject) => {
      let answer: FormattedExecutionResult;
      this.client.subscribe({ query, variables }, {
        next: value => { answer = value as FormattedExecutionResult; },
        error: error => (Array.isArray(error) ? resolve({ errors: error }) : reject(error instanceof Error ? error : new Error(`the socket closed: ${(error as CloseEvent).code}`))),
        complete: () => resolve(answer as never),
      });
    });
  }

  /** Asks for live events, of which `selection` is read; returns how to end it. Resolves when the server serves them. */
  async listen(selection: string, after: string | null = null, lookingOn = false): Promise<() => void> {
    const unsubscribe = this.client.subscribe<{ events: Told }>({ query: `subscription ($after: String) { events(after: $after${lookingOn ? ', lookingOn: true' : ''}) { __typename cursor ${selection} } }`, variables: { after } }, {
      next: value => this.tell(() => this.events.push(value.errors ? value : value.data?.events)),
      error: error => this.tell(() => { this.ended = Array.isArray(error) ? { errors: error } : 'CLOSED'; }),
      complete: () => this.tell(() => { this.ended = 'COMPLETE'; }),
    });
    // Messages of a socket are heard in their order: an answer to a later one says that the subscription has begun.
    await this.ask('{ __typename }');
    return unsubscribe;
  }

  /** The first event that matches, now or later. */
  async until(matches: (event: Told) => boolean): Promise<Told> {
    for (let seen = 0; ; ) {
      while (seen < this.events.length) {
        const event = this.events[seen++];
        if (event.errors) throw new Error(`an event could not be read: ${JSON.stringify(event.errors)}`);
        if (matches(event)) return event;
      }
      if (this.ended) throw new Error(`the events ended: ${JSON.stringify(this.ended)}`);
      await new Promise<void>(resolve => this.wakers.push(resolve));
    }
  }

  /** When the subscription is over. */
  async over(): Promise<NonNullable<LiveClient['ended']>> {
    while (!this.ended) await new Promise<void>(resolve => this.wakers.push(resolve));
    return this.ended;
  }

  /** Ends the socket as a crash would. */
  terminate(): void {
    this.socket?.terminate();
    void this.client.dispose();
  }

  private tell(change: () => void): void {
    change();
    const { wakers } = this;
    this.wakers = [];
    for (const waker of wakers) waker();
  }
}
