import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSchema, GraphQLError, type GraphQLSchema, type GraphQLObjectType } from 'graphql';
import WebSocket from 'ws';
import type { Sql } from '../database/sql.ts';
import type { Actor, CustomerUserActor, Person, SecretaryActor } from '../identity/actor.ts';
import { openSocketDoor, type SocketDoor, type SocketDoorOptions } from '../socket.ts';
import type { LiveEvent } from './live-event.ts';
import { startTail, type Log, type Tail, type TailOptions } from './tail.ts';

/** What the doors and tails of a test logged. */
export function collectingLog(): Log & { lines: { level: string; message: string; details: object }[] } {
  const lines: { level: string; message: string; details: object }[] = [];
  const at = (level: string) => (details: object, message: string) => void lines.push({ level, message, details });
  return { lines, warn: at('warn'), error: at('error') };
}

const SCHEMA = /* GraphQL */ `
  interface Event { cursor: String! at: String! }
  type CallChanged implements Event { cursor: String! at: String! callId: ID! call: Call }
  type InstructionChanged implements Event { cursor: String! at: String! instructionId: ID! }
  type ContactChanged implements Event { cursor: String! at: String! contactId: ID! }
  type CustomerChanged implements Event { cursor: String! at: String! customerId: ID! }
  type PresenceChanged implements Event { cursor: String! at: String! secretaryId: ID! }
  type UnassignedCallReported implements Event { cursor: String! at: String! unassignedCallId: ID! }
  type TelephonyChanged implements Event { cursor: String! at: String! }
  type ForwardingCheckChanged implements Event { cursor: String! at: String! forwardingCheckId: ID! }
  type Call { id: ID! reader: String! draft: String broken: String padding(bytes: Int! = 0): String! }
  input Range { from: Int! = 1 until: Int }
  enum Mood { GOOD BAD }
  type Query {
    viewer: String
    sum(range: Range!, mood: Mood = GOOD, numbers: [Int!]): String!
    broken: String
    strict: String!
    list: [Call!]!
    slow: String!
  }
  type Mutation { first: Int! second: Int! fail: Int }
  type Subscription { events(after: String): Event! }
`;

/** What the resolvers of the little schema did and wait for. */
export class Counts {
  /** Reads of calls, one entry per execution of an event: who read it. */
  reads: { callId: string; actor: Actor | null }[] = [];
  mutations: string[] = [];
  /** Awaited by the `slow` query. */
  slow: Promise<void> = Promise.resolve();
  /** Awaited by every read of a call. */
  reading: (callId: string) => Promise<void> | undefined = () => undefined;
}

/** A schema with just enough to listen to. */
export function littleSchema(counts: Counts): GraphQLSchema {
  const schema = buildSchema(SCHEMA);
  const fields = (type: string) => (schema.getType(type) as GraphQLObjectType).getFields();
  const name = ({ actor }: { actor: Actor | null }) => (!actor ? 'stranger' : 'accountId' in actor ? actor.accountId : actor.kind === 'STAFF' ? (actor.isSupervisor ? 'supervisors' : 'staff') : actor.customerId);
  fields('CallChanged')['call']!.resolve = async (event: LiveEvent & { callId: string }, _args, context) => {
    counts.reads.push({ callId: event.callId, actor: context.actor });
    await counts.reading(event.callId);
    return { id: event.callId };
  };
  fields('Call')['reader']!.resolve = (_call, _args, context) => name(context);
  fields('Call')['draft']!.resolve = (_call, _args, context) => `draft of ${name(context)}`;
  fields('Call')['draft']!.extensions = { viewerDependent: true };
  fields('Call')['broken']!.resolve = () => { throw new Error('a secret of the database'); };
  fields('Call')['padding']!.resolve = (_call, { bytes }) => 'x'.repeat(bytes);
  for (const type of ['CallChanged', 'InstructionChanged', 'ContactChanged', 'CustomerChanged', 'PresenceChanged', 'UnassignedCallReported', 'TelephonyChanged', 'ForwardingCheckChanged'])
    fields(type)['at']!.resolve = (event: LiveEvent) => event.at.toISOString();
  const query = fields('Query');
  query['viewer']!.resolve = (_root, _args, context) => name(context);
  query['sum']!.resolve = (_root, args) => JSON.stringify(args);
  query['broken']!.resolve = () => { throw new Error('a secret of the database'); };
  query['strict']!.resolve = () => null;
  query['list']!.resolve = async () => [{ id: '1' }, { id: '2' }];
  query['slow']!.resolve = async () => { await counts.slow; return 'done'; };
  const mutation = fields('Mutation');
  for (const act of ['first', 'second']) mutation[act]!.resolve = async () => counts.mutations.push(act);
  mutation['fail']!.resolve = async () => { throw new GraphQLError('Not allowed.', { extensions: { code: 'FORBIDDEN' } }); };
  return schema;
}

export const secretary = (over: Partial<SecretaryActor> = {}): SecretaryActor => ({ kind: 'SECRETARY', accountId: randomUUID(), secretaryId: randomUUID(), isSupervisor: false, ...over, actsFor: [] });
export const customerUser = (customerId: string): CustomerUserActor => ({ kind: 'CUSTOMER_USER', accountId: randomUUID(), customerUserId: randomUUID(), customerId, right: 'MANAGE' });

/** A server process in small: its own tail, door and schema. Whoever connects says in a header who they are. */
export async function openProcess(database: { sql: Sql; connection: TailOptions['connection'] }, over: { tail?: Partial<TailOptions>; door?: Partial<SocketDoorOptions> } = {}) {
  const counts = new Counts();
  const log = collectingLog();
  const tail = await startTail({ connection: database.connection, log, pollMs: 100, retryMs: { first: 10, longest: 50 }, ...over.tail });
  const httpServer = createServer((_request, response) => response.end('here'));
  const door = openSocketDoor({
    httpServer, tail, log,
    schema: littleSchema(counts),
    sql: database.sql,
    authenticate: async request => (request.headers['x-person'] ? (JSON.parse(String(request.headers['x-person'])) as Person) : null),
    allowedOrigin: request => request.headers.origin === undefined || request.headers.origin === 'http://ours.example',
    contextFor: actor => ({ actor }),
    formatError: (formatted, error) => (error instanceof GraphQLError && error.originalError && !(error.originalError instanceof GraphQLError) ? { ...formatted, message: 'masked' } : formatted),
    ...over.door,
  });
  httpServer.listen(0, '127.0.0.1');
  await once(httpServer, 'listening');
  const { port } = httpServer.address() as AddressInfo;
  return {
    counts, log, tail, door, httpServer, port,
    url: `ws://127.0.0.1:${port}/graphql`,
    async close() {
      await door.close();
      await tail.stop();
      await closeServer(httpServer);
    },
  } satisfies { door: SocketDoor; tail: Tail } & Record<string, unknown>;
}

async function closeServer(server: HttpServer) {
  server.closeAllConnections();
  await new Promise(resolve => server.close(resolve));
}

interface Message { id?: string; type: string; payload?: any }

/** A client that shows every message as it came, and waits for those it is asked for. */
export class Desk {
  readonly messages: Message[] = [];
  readonly ended: Promise<{ code: number; reason: string }>;
  private wakers: (() => void)[] = [];
  private isOver = false;

  private constructor(readonly socket: WebSocket) {
    socket.on('message', data => {
      this.messages.push(JSON.parse(String(data)));
      this.wake();
    });
    socket.on('error', () => undefined);
    this.ended = once(socket, 'close').then(([code, reason]) => {
      this.isOver = true;
      this.wake();
      return { code: code as number, reason: String(reason) };
    });
  }

  /** Connected and greeted. */
  static async open(url: string, person: Person | null, headers: Record<string, string> = {}): Promise<Desk> {
    const desk = new Desk(new WebSocket(url, 'graphql-transport-ws', { headers: { ...(person && { 'x-person': JSON.stringify(person) }), ...headers } }));
    await once(desk.socket, 'open');
    desk.send({ type: 'connection_init' });
    await desk.until(({ type }) => type === 'connection_ack');
    return desk;
  }

  send(message: Message): void {
    this.socket.send(JSON.stringify(message));
  }

  /** Asks for live events. */
  subscribe(after: string | null, query = 'subscription Live($after: String) { events(after: $after) { __typename cursor ... on CallChanged { callId call { id reader } } } }', id = 'live', variables: object = {}): void {
    this.send({ id, type: 'subscribe', payload: { query, variables: { after, ...variables } } });
  }

  /** The answer to a query. */
  async ask(query: string, variables: object = {}, operationName?: string): Promise<any> {
    const id = randomUUID();
    this.send({ id, type: 'subscribe', payload: { query, variables, operationName } as never });
    return (await this.until(message => message.id === id && message.type !== 'complete')).payload;
  }

  /** The first message that matches, now or later. Rejects when the socket ends without. */
  async until(matches: (message: Message) => boolean): Promise<Message> {
    for (let seen = 0; ; ) {
      while (seen < this.messages.length) {
        const message = this.messages[seen++]!;
        if (matches(message)) return message;
      }
      if (this.isOver) throw new Error(`the socket ended; it said ${JSON.stringify(this.messages.slice(-3))}`);
      await new Promise<void>(resolve => this.wakers.push(resolve));
    }
  }

  /** The events so far. */
  events(id = 'live'): any[] {
    return this.messages.filter(message => message.id === id && message.type === 'next').map(message => message.payload.data?.events);
  }

  /** All events as soon as there are so many. */
  async received(count: number, id = 'live'): Promise<any[]> {
    if (count > 0) {
      let left = count;
      await this.until(message => message.id === id && message.type === 'next' && --left === 0);
    }
    return this.events(id);
  }

  async close(): Promise<void> {
    this.socket.close();
    await this.ended;
  }

  private wake(): void {
    const { wakers } = this;
    this.wakers = [];
    for (const waker of wakers) waker();
  }
}
