import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server as HttpServer } from 'node:http';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { GraphQLError, OperationTypeNode, type ExecutionArgs, type ExecutionResult, type FormattedExecutionResult, type GraphQLSchema } from 'graphql';
import { CloseCode, handleProtocols, makeServer, type SubscribePayload } from 'graphql-ws';
import { WebSocketServer, type ServerOptions, type WebSocket } from 'ws';
import type { Origin } from './context.ts';
import type { Sql } from './database/sql.ts';
import { coded, TooManyRequests, Unauthenticated } from './errors.ts';
import { Feed, type FeedSubscription, type FormatError, type Outlet } from './events/feed.ts';
import { FEED_FIELD } from './events/subscription-plan.ts';
import type { Log, Tail } from './events/tail.ts';
import type { Actor, ApiKeyActor, Principal, SecretaryActor } from './identity/actor.ts';
import { bearerOf } from './identity/api-key.ts';
import { LIMITS } from './limits/limits.ts';
import { MessageRate } from './limits/message-rate.ts';
import { hostOf, Turnstile } from './limits/turnstile.ts';
import { isErrors, Operations, viewerKey, type AdmittedOperation } from './operations.ts';

/** What sockets may do at most, where that is not as `LIMITS` says. */
export interface SocketLimits {
  /** What a client may leave untaken before it is cut off, in bytes; default 1 MB. */
  bufferedBytes?: number;
  /** Operations at once per socket, subscriptions included. */
  operations?: number;
  /** Sockets at once per viewer, whether or not they signed in, and at one address. */
  sockets?: { perViewer: number; perAddress: number };
  /** Live subscriptions at once per viewer. */
  subscriptions?: number;
  messagesPerSecond?: number;
  /** The longest message of a client, in bytes; default 64 kB. */
  messageBytes?: number;
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
  /** Who comes, by the cookie or the key of the upgrade; null for a stranger, the refusal for a key that opens nothing or asks too often. */
  authenticate(request: IncomingMessage): Promise<Principal | null | Unauthenticated | TooManyRequests>;
  /** Who comes with a key, by its secret or once more, counted as one request; null where it opens nothing. */
  keyOf?(key: string | ApiKeyActor): Promise<ApiKeyActor | TooManyRequests | null>;
  /** Whether a page of this origin may connect. */
  allowedOrigin(request: IncomingMessage): boolean;
  /** A fresh context for one operation; without an origin for live events, which are read for many at once. */
  contextFor(actor: Actor | null, origin?: Origin | null, deadline?: AbortSignal): object;
  /** Where a socket comes from. */
  originOf?(request: IncomingMessage): Origin;
  formatError: FormatError;
  /** Somebody begins to follow the live events. */
  onFollow?(principal: Principal, origin: Origin | null): void;
  /** A secretary's socket has its first live subscription of somebody at work, who does not only look on. */
  onDeskSeen?(secretary: SecretaryActor, connectionId: string): void | Promise<void>;
  /** A secretary's socket has lost its last one of those. */
  onDeskGone?(secretary: SecretaryActor, connectionId: string): void | Promise<void>;
  /** Paths at which other doors of the same server take sockets. */
  otherPaths?: readonly string[];
  /** How operations are let in and run; shared with the other doors. */
  operations?: Operations;
  limits?: SocketLimits;
  log: Log;
}

/** The way in for sockets. */
export interface SocketDoor {
  /** Sockets that are open, live subscriptions, and the groups that share them. */
  stats(): { sockets: number; subscriptions: number; groups: number };
  /** Those who have a socket open, once for each. */
  principals(): Principal[];
  /** Closes the sockets of those who match, such as of an account that was signed out or a key that was revoked. */
  disconnect(matches: (principal: Principal | null) => boolean): void;
  /** Lets running operations answer, then closes all sockets so that their clients come again elsewhere. */
  close(): Promise<void>;
}

const PATH = '/graphql';
const TRY_AGAIN_LATER = 1013;
const GOING_AWAY = 1001;
// Pings per turn of the event loop.
const PING_PORTION = 200;

/** A socket that is counted, and how it is counted no more. */
interface Entered { leaveViewer(): void; leaveAddress(): void }

type Extra = { connection: Connection };
type Prepared = ExecutionArgs & { admitted: AdmittedOperation; connection: Connection; live: FeedSubscription | undefined };

/** Opens `/graphql` for sockets that speak graphql-transport-ws. */
export function openSocketDoor(options: SocketDoorOptions): SocketDoor {
  const { httpServer, schema, tail, sql, contextFor, formatError, log, limits = {} } = options;
  const {
    bufferedBytes = 1024 * 1024, operations: perSocket = LIMITS.socketOperations, subscriptions: perViewer = LIMITS.subscriptions, messagesPerSecond = LIMITS.messagesPerSecond,
    messageBytes = LIMITS.messageBytes,
    sockets: { perViewer: socketsPerViewer, perAddress: socketsPerAddress } = { perViewer: LIMITS.sockets, perAddress: LIMITS.addressSockets }, keepAliveMs = 12_000, helloWithinMs = 3000, drainMs = 5000,
  } = limits;
  feedIsTheResolver(schema);

  const operations = options.operations ?? new Operations({ schema });
  const open = new Turnstile();
  const live = new Turnstile();
  const feed = new Feed({ tail, sql, contextFor, formatError, log, bufferedBytes });
  const connections = new Set<Connection>();
  let closing = false;

  const formatted = (errors: readonly GraphQLError[]) => errors.map(error => formatError(error.toJSON(), error));
  const tell = (hook: SocketDoorOptions['onDeskSeen'], connection: Connection) => {
    const { principal } = connection;
    if (!hook || principal?.kind !== 'SECRETARY') return;
    // In an async function, so that a hook that throws at once is heard like one that rejects.
    void (async () => hook.call(options, principal, connection.id))().catch((error: unknown) => log.error({ err: error }, 'a desk could not be noted'));
  };

  const protocol = makeServer<Record<string, unknown> | undefined, Extra>({
    connectionInitWaitTimeout: helloWithinMs,
    async onConnect({ connectionParams, extra: { connection } }) {
      const secret = bearerOf(String(connectionParams?.['authorization'] ?? ''));
      return secret === null || (await comeWithKey(connection, secret));
    },
    onSubscribe(ctx, id, payload) {
      const { connection } = ctx.extra;
      if (Object.keys(ctx.subscriptions).length + connection.running > perSocket) return [tooMany()];
      return connection.principal?.kind === 'API_KEY' ? prepareForKey(connection, connection.principal, id, payload) : prepare(connection, id, payload);
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

  const keyOf: NonNullable<SocketDoorOptions['keyOf']> = async key => (await options.keyOf?.(key)) ?? null;

  /** Whether the key of the hello lets in; whoever the cookie of the upgrade named is nobody then. */
  async function comeWithKey(connection: Connection, secret: string): Promise<boolean> {
    const key = await keyOf(secret);
    if (!key) connection.close(CloseCode.Unauthorized, 'The key opens nothing');
    else if (key instanceof TooManyRequests) connection.cut('Too many requests');
    else if (!connection.become(key, () => open.enter(viewerKey(key, null), socketsPerViewer))) connection.cut('Too many sockets');
    else return true;
    return false;
  }

  async function prepareForKey(connection: Connection, known: ApiKeyActor, id: string, payload: SubscribePayload): Promise<Prepared | readonly GraphQLError[]> {
    const key = await connection.inTurn(() => keyOf(known));
    if (!key) return [new Unauthenticated()];
    if (key instanceof TooManyRequests) return [key];
    // Meanwhile the client may have ended this one and begun another under its id.
    return connection.live.has(id) ? [tooMany()] : prepare(connection, id, payload);
  }

  function prepare(connection: Connection, id: string, payload: SubscribePayload): Prepared | readonly GraphQLError[] {
    const { principal } = connection;
    const admitted = operations.admit(payload, principal);
    if (isErrors(admitted)) return admitted;
    const { document, operation, variables } = admitted;
    // The message lives as long as its subscription: let it hold the text that all share.
    (payload as { query: string }).query = document.text;
    const args: Prepared = {
      schema, document: document.document, operationName: payload.operationName, variableValues: payload.variables,
      rootValue: undefined, contextValue: undefined, admitted, connection, live: undefined,
    };
    if (operation.kind !== OperationTypeNode.SUBSCRIPTION) return args;
    if (!principal) return [new Unauthenticated()];
    const leave = live.enter(connection.viewer, perViewer);
    if (!leave) return [tooManySubscriptions(perViewer)];
    let isAtWork: boolean;
    try {
      const plan = operation.plan();
      const read = plan.read(variables);
      if ('errors' in read) {
        leave();
        return read.errors;
      }
      isAtWork = !read.lookingOn;
      args.live = feed.subscribe(connection, id, { principal, plan, ...read });
    } catch (error) {
      leave();
      if (error instanceof GraphQLError) return [error];
      throw error;
    }
    connection.live.set(id, leave);
    options.onFollow?.(principal, connection.origin);
    if (isAtWork && connection.desks.add(id).size === 1) tell(options.onDeskSeen, connection);
    return args;
  }

  async function run({ admitted, connection }: Prepared): Promise<ExecutionResult> {
    connection.running++;
    try {
      return await operations.run(admitted, connection.viewer, deadline => contextFor(connection.principal, connection.origin, deadline));
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

  const accept = (raw: Duplex, socket: WebSocket, principal: Principal | null, origin: Origin | null, entered: Entered) => {
    const connection = new Connection(raw, socket, principal, origin, entered.leaveViewer, { bufferedBytes, messagesPerSecond }, log);
    connections.add(connection);
    socket.once('close', entered.leaveAddress);
    const closed = protocol.opened(connection, { connection });
    socket.once('close', (code, reason) => {
      connections.delete(connection);
      connection.gone();
      const wasDesk = connection.desks.size > 0;
      for (const leave of connection.live.values()) leave();
      void closed(code, reason.toString()).catch((error: unknown) => log.error({ err: error }, 'a socket could not be cleared'));
      connection.live.clear();
      connection.desks.clear();
      if (wasDesk) tell(options.onDeskGone, connection);
    });
    connection.onIdle = () => tell(options.onDeskGone, connection);
    if (closing) connection.leave();
  };

  /** Counts a socket; null when its viewer or its address has too many. */
  const enter = (principal: Principal | null, origin: Origin | null): Entered | null => {
    const leaveViewer = open.enter(viewerKey(principal, origin?.address ?? null), socketsPerViewer);
    if (!leaveViewer) return null;
    const leaveAddress = origin ? open.enter(`address:${hostOf(origin.address)}`, socketsPerAddress) : () => undefined;
    if (!leaveAddress) {
      leaveViewer();
      return null;
    }
    return { leaveViewer, leaveAddress };
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
      principal => {
        raw.off('error', ignore);
        if (closing) return refuse(raw, 503);
        if (raw.destroyed) return;
        if (principal instanceof GraphQLError) return refuse(raw, principal instanceof TooManyRequests ? 429 : 401);
        const origin = options.originOf?.(request) ?? null;
        const entered = enter(principal, origin);
        if (!entered) return refuse(raw, 429);
        sockets.handleUpgrade(request, raw, head, socket => accept(raw, socket, principal, origin, entered));
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
    principals: () => [...connections].flatMap(({ principal }) => (principal ? [principal] : [])),
    disconnect(matches) {
      for (const connection of connections) if (matches(connection.principal)) connection.close(CloseCode.Forbidden, connection.principal?.kind === 'API_KEY' ? 'The key is over' : 'Signed out');
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

const tooMany = () => new TooManyRequests('Too many operations at once on this socket.');
const tooManySubscriptions = (most: number) => coded(`You follow as much as ${most} subscriptions at once may; end one first.`, 'TOO_MANY_SUBSCRIPTIONS');

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
  /** The live subscriptions by their ids, each with what says that it is over. */
  readonly live = new Map<string, () => void>();
  /** Those of them in which somebody does not only look on. */
  readonly desks = new Set<string>();
  viewer: string;
  /** Queries and mutations under way. */
  running = 0;
  /** Called when the last of those is over and the socket is not. */
  onIdle: () => void = () => undefined;
  private alive = true;
  private before: Promise<unknown> = Promise.resolve();
  private resolveClosed: () => void = () => undefined;
  readonly closed = new Promise<void>(resolve => { this.resolveClosed = resolve; });

  constructor(
    private readonly raw: Duplex,
    private readonly socket: WebSocket,
    public principal: Principal | null,
    readonly origin: Origin | null,
    private leaveViewer: () => void,
    private readonly limits: { bufferedBytes: number; messagesPerSecond: number },
    private readonly log: Log,
  ) {
    this.protocol = socket.protocol;
    this.viewer = viewerKey(principal, origin?.address ?? null);
    // ws closes the socket by itself, with the code that tells the client why.
    socket.on('error', error => log.warn({ err: error }, 'a socket broke the protocol'));
    socket.on('pong', () => { this.alive = true; });
  }

  /** Is from now on who the hello says; false where that one has too many sockets. */
  become(key: ApiKeyActor, enter: () => (() => void) | null): boolean {
    const leave = this.socket.readyState === this.socket.CLOSED ? null : enter();
    if (!leave) return false;
    this.leaveViewer();
    this.leaveViewer = leave;
    this.principal = key;
    this.viewer = viewerKey(key, null);
    return true;
  }

  /** After what was asked before, so that messages are heard in their order. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.before.then(work);
    this.before = done.catch(() => undefined);
    return done;
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
    if (this.buffered > this.limits.bufferedBytes) this.cut('Too slow');
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
    const rate = new MessageRate(this.limits.messagesPerSecond, performance.now());
    this.socket.on('message', (data: Buffer) => {
      if (!this.open) return;
      if (!rate.allows(performance.now())) return this.cut('Too many messages');
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
    this.live.get(id)?.();
    this.live.delete(id);
    if (this.desks.delete(id) && this.desks.size === 0) this.onIdle();
  }

  gone(): void {
    this.leaveViewer();
    this.resolveClosed();
  }
}

