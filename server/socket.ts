import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server as HttpServer } from 'node:http';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { GraphQLError, OperationTypeNode, type ExecutionArgs, type ExecutionResult, type FormattedExecutionResult, type GraphQLSchema, type ValidationRule } from 'graphql';
import { CloseCode, handleProtocols, makeServer, type SubscribePayload } from 'graphql-ws';
import { WebSocketServer, type ServerOptions, type WebSocket } from 'ws';
import type { Sql } from './database/sql.ts';
import { Unauthenticated } from './errors.ts';
import { DocumentCache, type PreparedOperation } from './events/document-cache.ts';
import { Feed, type FeedSubscription, type FormatError, type Outlet } from './events/feed.ts';
import { FEED_FIELD } from './events/subscription-plan.ts';
import type { Log, Tail } from './events/tail.ts';
import type { Actor, Person } from './identity/actor.ts';

/** What a socket may do at most. */
export interface SocketLimits {
  /** Longest message of a client, in bytes; default 64 kB. */
  messageBytes?: number;
  /** What a client may leave untaken before it is cut off, in bytes; default 1 MB. */
  bufferedBytes?: number;
  /** Operations at once per socket, subscriptions included; default 50. */
  operations?: number;
  /** A socket that does not answer a ping within this time is dead; default 12,000. */
  keepAliveMs?: number;
  /** How long a client may take to say hello; default 3,000. */
  helloWithinMs?: number;
  /** How long running operations may take when the door closes; default 5,000. */
  drainMs?: number;
}

export interface SocketDoorOptions {
  httpServer: HttpServer;
  schema: GraphQLSchema;
  tail: Tail;
  sql: Sql;
  /** Who comes, by the cookie of the upgrade; null for a stranger. */
  authenticate(request: IncomingMessage): Promise<Person | null>;
  /** Whether a page of this origin may connect. */
  allowedOrigin(request: IncomingMessage): boolean;
  /** A fresh context for one operation. */
  contextFor(actor: Actor | null): object;
  formatError: FormatError;
  /** A secretary's socket has its first live subscription. */
  onDeskSeen?(person: Person, connectionId: string): void | Promise<void>;
  /** A secretary's socket has lost its last live subscription. */
  onDeskGone?(person: Person, connectionId: string): void | Promise<void>;
  /** Paths at which other doors of the same server take sockets. */
  otherPaths?: readonly string[];
  /** Rules for documents on top of the specification's. */
  validationRules?: readonly ValidationRule[];
  limits?: SocketLimits;
  log: Log;
}

/** The way in for sockets. */
export interface SocketDoor {
  /** Sockets that are open, live subscriptions, and the groups that share them. */
  stats(): { sockets: number; subscriptions: number; groups: number };
  /** Closes the sockets of the people who match, such as of an account that was signed out. */
  disconnect(matches: (person: Person | null) => boolean): void;
  /** Lets running operations answer, then closes all sockets so that their clients come again elsewhere. */
  close(): Promise<void>;
}

const PATH = '/graphql';
const TRY_AGAIN_LATER = 1013;
const GOING_AWAY = 1001;
// Pings per turn of the event loop.
const PING_PORTION = 200;

type Extra = { connection: Connection };
type Prepared = ExecutionArgs & { operation: PreparedOperation; connection: Connection; live: FeedSubscription | undefined };

/** Opens `/graphql` for sockets that speak graphql-transport-ws. */
export function openSocketDoor(options: SocketDoorOptions): SocketDoor {
  const { httpServer, schema, tail, sql, contextFor, formatError, log, limits = {} } = options;
  const { messageBytes = 64 * 1024, bufferedBytes = 1024 * 1024, operations = 50, keepAliveMs = 12_000, helloWithinMs = 3000, drainMs = 5000 } = limits;
  feedIsTheResolver(schema);

  const documents = new DocumentCache({ schema, ...(options.validationRules && { rules: options.validationRules }) });
  const feed = new Feed({ tail, sql, contextFor, formatError, log, bufferedBytes });
  const connections = new Set<Connection>();
  let closing = false;

  const formatted = (errors: readonly GraphQLError[]) => errors.map(error => formatError(error.toJSON(), error));
  const tell = (hook: SocketDoorOptions['onDeskSeen'], connection: Connection) => {
    const { person } = connection;
    if (!hook || person?.kind !== 'SECRETARY') return;
    // In an async function, so that a hook that throws at once is heard like one that rejects.
    void (async () => hook.call(options, person, connection.id))().catch((error: unknown) => log.error({ err: error }, 'a desk could not be noted'));
  };

  const protocol = makeServer<Record<string, unknown> | undefined, Extra>({
    connectionInitWaitTimeout: helloWithinMs,
    onSubscribe(ctx, id, payload) {
      const { connection } = ctx.extra;
      if (Object.keys(ctx.subscriptions).length + connection.running > operations) return [tooMany()];
      return prepare(connection, id, payload);
    },
    subscribe: args => (args as Prepared).live!,
    execute: args => run(args as Prepared),
    onNext: (_ctx, _id, _payload, _args, { errors, ...result }) =>
      errors?.length ? ({ errors: formatted(errors), ...result } as FormattedExecutionResult) : undefined,
    onError: (_ctx, _id, _payload, errors) => formatted(errors),
    onComplete(ctx, id) {
      ctx.extra.connection.over(id);
    },
  });

  function prepare(connection: Connection, id: string, payload: SubscribePayload): Prepared | readonly GraphQLError[] {
    const prepared = documents.prepare(payload.query);
    if (isErrors(prepared)) return prepared;
    // The message lives as long as its subscription: let it hold the text that all share.
    (payload as { query: string }).query = prepared.text;
    const operation = prepared.operation(payload.operationName);
    if (!operation) return [new GraphQLError('Unable to identify operation', { extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } })];
    const args: Prepared = {
      schema, document: prepared.document, operationName: payload.operationName, variableValues: payload.variables,
      rootValue: undefined, contextValue: undefined, operation, connection, live: undefined,
    };
    if (operation.kind !== OperationTypeNode.SUBSCRIPTION) return args;
    if (!connection.person) return [new Unauthenticated()];
    try {
      const plan = operation.plan();
      const read = plan.read(payload.variables ?? {});
      if ('errors' in read) return read.errors;
      args.live = feed.subscribe(connection, id, { person: connection.person, plan, ...read });
    } catch (error) {
      if (error instanceof GraphQLError) return [error];
      throw error;
    }
    connection.live.add(id);
    if (connection.live.size === 1) tell(options.onDeskSeen, connection);
    return args;
  }

  async function run({ operation, connection, variableValues }: Prepared): Promise<ExecutionResult> {
    connection.running++;
    try {
      return await operation.run(undefined, contextFor(connection.person), variableValues ?? {});
    } catch (error) {
      return { data: null, errors: [error instanceof GraphQLError ? error : new GraphQLError('The operation failed.', { originalError: error as Error })] };
    } finally {
      connection.running--;
      // Once the answer is on its way.
      if (closing) setImmediate(() => connection.leave());
    }
  }

  const socketOptions: ServerOptions & { closeTimeout: number } = {
    noServer: true, clientTracking: false, perMessageDeflate: false, maxPayload: messageBytes, handleProtocols, closeTimeout: keepAliveMs,
    // One message per turn: a client that ends a subscription and begins another under the same id in one breath would
    // otherwise have the second ended with the first.
    allowSynchronousEvents: false,
  };
  const sockets = new WebSocketServer(socketOptions);

  const accept = (raw: Duplex, socket: WebSocket, person: Person | null) => {
    const connection = new Connection(raw, socket, person, bufferedBytes, log);
    connections.add(connection);
    const closed = protocol.opened(connection, { connection });
    socket.once('close', (code, reason) => {
      connections.delete(connection);
      connection.gone();
      const wasLive = connection.live.size > 0;
      void closed(code, reason.toString()).catch((error: unknown) => log.error({ err: error }, 'a socket could not be cleared'));
      connection.live.clear();
      if (wasLive) tell(options.onDeskGone, connection);
    });
    connection.onIdle = () => tell(options.onDeskGone, connection);
    if (closing) connection.leave();
  };

  const upgrade = (request: IncomingMessage, raw: Duplex, head: Buffer) => {
    const path = new URL(request.url ?? '/', 'http://any').pathname;
    if (path !== PATH) {
      if (!options.otherPaths?.includes(path)) refuse(raw, 404);
      return;
    }
    if (closing) return refuse(raw, 503);
    if (!options.allowedOrigin(request)) return refuse(raw, 403);
    const ignore = () => undefined;
    raw.on('error', ignore);
    options.authenticate(request).then(
      person => {
        raw.off('error', ignore);
        if (closing) refuse(raw, 503);
        else if (!raw.destroyed) sockets.handleUpgrade(request, raw, head, socket => accept(raw, socket, person));
      },
      (error: unknown) => {
        log.error({ err: error }, 'a socket could not be authenticated');
        refuse(raw, 500);
      },
    );
  };
  httpServer.on('upgrade', upgrade);

  const sweep = setInterval(() => pingAll([...connections]), keepAliveMs);

  return {
    stats: () => ({ sockets: [...connections].filter(({ open }) => open).length, ...feed.stats() }),
    disconnect(matches) {
      for (const connection of connections) if (matches(connection.person)) connection.close(CloseCode.Forbidden, 'Signed out');
    },
    async close() {
      closing = true;
      httpServer.off('upgrade', upgrade);
      clearInterval(sweep);
      feed.close();
      const open = [...connections];
      const gone = Promise.all(open.map(connection => connection.closed));
      for (const connection of open) if (connection.running === 0) connection.leave();
      const late = setTimeout(() => { for (const connection of connections) connection.terminate(); }, drainMs);
      await gone;
      clearTimeout(late);
    },
  };
}

function isErrors(value: object): value is readonly GraphQLError[] {
  return Array.isArray(value);
}

const tooMany = () => new GraphQLError('Too many operations at once on this socket.', { extensions: { code: 'TOO_MANY_REQUESTS' } });

/** Live events are made by the feed: its object is the field's value, whoever declared the field. */
function feedIsTheResolver(schema: GraphQLSchema): void {
  const fields = schema.getSubscriptionType()?.getFields() ?? {};
  const field = fields[FEED_FIELD];
  if (!field || Object.keys(fields).length > 1) throw new Error(`the socket door serves one subscription, ${FEED_FIELD}`);
  field.resolve = event => event;
}

function refuse(raw: Duplex, status: number): void {
  raw.on('error', () => undefined);
  raw.once('finish', () => raw.destroy());
  raw.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function pingAll(connections: Connection[]): void {
  for (const connection of connections.splice(0, PING_PORTION)) connection.ping();
  if (connections.length > 0) setImmediate(() => pingAll(connections));
}

/** One socket: what graphql-ws speaks through and what the feed writes to. */
class Connection implements Outlet {
  readonly id = randomUUID();
  readonly protocol: string;
  /** Ids of the live subscriptions. */
  readonly live = new Set<string>();
  /** Queries and mutations under way. */
  running = 0;
  /** Called when the last live subscription is over and the socket is not. */
  onIdle: () => void = () => undefined;
  private alive = true;
  private resolveClosed: () => void = () => undefined;
  readonly closed = new Promise<void>(resolve => { this.resolveClosed = resolve; });

  constructor(
    private readonly raw: Duplex,
    private readonly socket: WebSocket,
    readonly person: Person | null,
    private readonly bufferedBytes: number,
    private readonly log: Log,
  ) {
    this.protocol = socket.protocol;
    // ws closes the socket by itself, with the code that tells the client why.
    socket.on('error', error => log.warn({ err: error }, 'a socket broke the protocol'));
    socket.on('pong', () => { this.alive = true; });
  }

  get open(): boolean {
    return this.socket.readyState === this.socket.OPEN;
  }

  get buffered(): number {
    return this.raw.writableLength;
  }

  // Straight to the stream below: ws writes whole frames in one go, so one of ours never falls into one of its own.
  write(frames: Buffer): void {
    this.raw.write(frames);
  }

  send(data: string): void {
    if (!this.open) return;
    if (this.buffered > this.bufferedBytes) this.cut('Too slow');
    else this.socket.send(data);
  }

  drained(): Promise<void> {
    if (!this.open || !this.raw.writableNeedDrain) return Promise.resolve();
    return new Promise(resolve => {
      const done = () => {
        this.raw.off('drain', done);
        this.raw.off('close', done);
        resolve();
      };
      this.raw.on('drain', done);
      this.raw.on('close', done);
    });
  }

  cut(reason: string): void {
    this.close(TRY_AGAIN_LATER, reason);
  }

  leave(): void {
    if (this.running === 0) this.close(GOING_AWAY, 'Going away');
  }

  close(code?: number, reason?: string): void {
    this.socket.close(code, reason);
  }

  terminate(): void {
    this.socket.terminate();
  }

  onMessage(receive: (data: string) => Promise<void>): void {
    this.socket.on('message', (data: Buffer) => {
      receive(data.toString()).catch((error: unknown) => {
        this.log.error({ err: error }, 'a message of a socket could not be handled');
        this.close(CloseCode.InternalServerError, 'Internal server error');
      });
    });
  }

  ping(): void {
    if (!this.open) return;
    if (!this.alive) return this.terminate();
    this.alive = false;
    this.socket.ping();
  }

  /** A subscription is over. */
  over(id: string): void {
    if (this.live.delete(id) && this.live.size === 0) this.onIdle();
  }

  gone(): void {
    this.resolveClosed();
  }
}

