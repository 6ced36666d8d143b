// Before the first decorator, which may be behind a door as well as in the schema.
import 'reflect-metadata';
import { existsSync, readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import path from 'node:path';
import fastifyApollo from '@as-integrations/fastify';
import fastifyCookie from '@fastify/cookie';
import fastifyStatic from '@fastify/static';
import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import type { ClientConfig } from 'pg';
import type { Logger } from 'pino';
import { watchSessions } from './accounts/session-watch.ts';
import { makeApollo } from './apollo-door.ts';
import { openAccessReport } from './access-report/report.door.ts';
import { openAppointments } from './appointments/appointment.door.ts';
import { openAppFeedback } from './app-feedback/app-feedback.door.ts';
import { openContactExport } from './address-book/contact-export.door.ts';
import { openCallExport } from './call-export/call-export.door.ts';
import { openCallerFile } from './caller-rights/caller-file.door.ts';
import { openVoiceMessages } from './calls/voice-message.ts';
import { type Ground, makeContext, type SessionDoor } from './context.ts';
import { cookieIn, cookiesFor, isSameOrigin, refuseOtherSites } from './cross-site.ts';
import { statement } from './database/sql.ts';
import { downloads } from './downloads/download.ts';
import { openDocuments } from './documents/document.door.ts';
import { openMessageFiles } from './messages/message-file.door.ts';
import { deskLeft, deskSeen, type OpenDesk } from './desk/lease.service.ts';
import { errorFormatter, Unauthenticated } from './errors.ts';
import type { Tail } from './events/tail.ts';
import type { Person, Principal } from './identity/actor.ts';
import { bearerOf, keyActorOf, keyAgain } from './identity/api-key.ts';
import { DEVICE_DAYS } from './identity/device.ts';
import { personOf, sessionOf } from './identity/session.ts';
import { answerClientError, limitRequests, refusalBody, REQUEST_TIMES } from './limits/http-limits.ts';
import { LIMITS } from './limits/limits.ts';
import { migrations } from './migrations/index.ts';
import { type OperationLimits, Operations } from './operations.ts';
import { securityHeaders, sendSecurityHeaders } from './response-headers.ts';
import { openUnsubscribe } from './notifications/unsubscribe.door.ts';
import { openStatement } from './statement/statement.door.ts';
import type { Operator } from './statement/statement.ts';
import { openSocketDoor, type SocketDoor, type SocketLimits } from './socket.ts';
import { type Cloud, makeCloud, PROVIDERS } from './telephony/cloud.ts';
import { openPhoneRelay, type PhoneRelay } from './telephony/phone-relay.ts';
import { PHONE_PATH, sessionOver } from './telephony/softphone.service.ts';
import type { Providers } from './telephony/provider-api.ts';

/** What the app is built on. */
export interface AppOptions {
  ground: Ground;
  schema: GraphQLSchema;
  tail: Tail;
  /** For a connection of its own, on which it hears of sessions that end elsewhere. */
  connection: ClientConfig;
  /** The address people use, when it is not the one that the request names; null behind no proxy. */
  publicUrl: string | null;
  /** The folder with the built web pages; null in tests that need none. */
  webFolder: string | null;
  log: Logger;
  /** Who runs the service, for the legal notice and the privacy statement; nobody in tests that need none. */
  operator?: Operator;
  /** How often open sessions are looked at without having been told of; default 10,000. */
  sessionsEveryMs?: number;
  /** Where providers of telephony are, when tests stand in for them. */
  providers?: Providers;
  /** What operations and sockets may do, where that is not as LIMITS says. */
  operationLimits?: OperationLimits;
  socketLimits?: SocketLimits;
}

/** Everything but listening: the HTTP door, the socket door and the telephone systems' door over one schema. */
export interface App {
  fastify: FastifyInstance;
  socket: SocketDoor;
  /** What comes in from telephone systems by webhook, and what makes their lines follow. */
  cloud: Cloud;
  /** The way of telephones in browsers to the telephone system. */
  phoneRelay: PhoneRelay;
  /** The desks whose sockets this process holds. */
  holders(): OpenDesk[];
}

const MIGRATED = statement<{ missing: number }>(
  'app-migrated',
  'select count(*)::int as missing from unnest($1::text[]) as needed(name) where not exists (select from mikro_orm_migrations done where done.name = needed.name)',
);

/** How long requests under way may take when the app closes. */
const DRAIN_MS = 5000;

/** The site as browsers know it. Without a proxy nobody speaks TLS for us. */
const siteOf = ({ host }: IncomingMessage['headers'], publicUrl: string | null): string => (publicUrl === null ? `http://${host ?? ''}` : new URL(publicUrl).origin);

// Believed is what the proxy in front of us says. What stands before that in the header, anybody can have written.
const NEAREST = (_address: string, hop: number): boolean => hop === 0;

/** The client's address; behind a proxy the last that is said to have been forwarded for, as Fastify reads it. */
const addressOf = (request: IncomingMessage, behindProxy: boolean): string => {
  const forwarded = behindProxy ? String(request.headers['x-forwarded-for'] ?? '').split(',').at(-1)!.trim() : '';
  return forwarded || (request.socket.remoteAddress ?? '');
};

/** Builds the app; the caller listens. */
export async function makeApp({ ground, schema, tail, connection, publicUrl, webFolder, log, operator = { name: null, address: null, email: null }, sessionsEveryMs, providers = PROVIDERS, operationLimits, socketLimits }: AppOptions): Promise<App> {
  const hasPages = webFolder !== null && existsSync(webFolder);
  const headers = securityHeaders(publicUrl, hasPages ? readFileSync(path.join(webFolder, 'index.html'), 'utf8') : null);
  const formatError = errorFormatter(log);
  const cookies = cookiesFor(publicUrl);
  const fastify = Fastify({
    // Addresses can carry a secret, and requests personal data: none is logged.
    loggerInstance: log.child({}, { level: log.isLevelEnabled('debug') ? log.level : 'warn' }) as never, logController: new LogController({ disableRequestLogging: true }), forceCloseConnections: 'idle', trustProxy: publicUrl !== null && NEAREST, bodyLimit: LIMITS.messageBytes, ...REQUEST_TIMES,
    // No hook is asked here.
    frameworkErrors: (error, _request, reply: FastifyReply) => void reply.status(error.statusCode ?? 400).headers({ ...headers, 'cache-control': 'no-store' }).send({ error: 'There is no such address.' }),
    clientErrorHandler: answerClientError,
  }) as unknown as FastifyInstance;
  await fastify.register(fastifyCookie);

  // Nobody speaks to us in plain text, and a page of another site could without asking first.
  fastify.removeContentTypeParser('text/plain');
  sendSecurityHeaders(fastify, headers);
  refuseOtherSites(fastify, publicUrl);

  fastify.setErrorHandler((error: FastifyError, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status < 500) return reply.status(status).send(refusalBody(request.routeOptions.url ?? '', status, error.message));
    request.log.error({ err: error }, 'a request failed');
    return reply.status(status).send({ error: 'Something went wrong on our side.' });
  });

  limitRequests(fastify, { healthy: ['/healthz', '/readyz'] });
  fastify.get('/healthz', async () => ({ status: 'up' }));
  fastify.get('/readyz', async (_request, reply) => {
    try {
      const migrated = await ground.sql.one(MIGRATED, [migrations.map(({ name }) => name)]);
      return migrated?.missing === 0 ? { status: 'ready' } : reply.status(503).send({ status: 'the database waits for its migrations' });
    } catch (error) {
      log.warn({ err: error }, 'not ready');
      return reply.status(503).send({ status: 'the database does not answer' });
    }
  });
  const cloud = makeCloud({ ground, publicUrl, providers });
  await cloud.open(fastify);
  const whoFetches = (request: FastifyRequest) => personOf(ground.sql, isSameOrigin(request.headers, publicUrl) ? (request.cookies[cookies.session] ?? null) : null, ground.now());
  openVoiceMessages(fastify, ground, whoFetches);
  await openDocuments(fastify, ground, whoFetches);
  openMessageFiles(fastify, ground, whoFetches);

  openAppointments(fastify, ground, whoFetches);
  await openAppFeedback(fastify, ground, whoFetches);

  openStatement(fastify, operator);
  // Counted at all doors together: each reads as much as there is.
  const hand = downloads(log);
  await openUnsubscribe(fastify, ground);
  openAccessReport(fastify, ground, operator, hand, whoFetches);
  openCallerFile(fastify, ground, operator, whoFetches);
  // Programs fetch exports too; a cookie beside a key counts for nothing.
  const whoDownloads = async (request: FastifyRequest): Promise<Principal | null> => {
    const secret = bearerOf(request.headers.authorization);
    if (secret === null) return whoFetches(request);
    const key = await keyActorOf(ground.sql, secret, ground.now());
    return key instanceof GraphQLError ? null : key;
  };
  openCallExport(fastify, ground, hand, whoDownloads);
  openContactExport(fastify, ground, hand, whoDownloads);

  const operations = new Operations({ schema, ...(operationLimits && { limits: operationLimits }) });
  const apollo = makeApollo({ schema, operations, formatError, fastify, log });
  await apollo.start();
  // By which session somebody opened a socket: it ends with that one.
  const sessionIdOf = new WeakMap<Person, string>();
  await fastify.register(fastifyApollo(apollo) as never, {
    path: '/graphql',
    method: ['POST'],
    context: async (request: FastifyRequest, reply: FastifyReply) => {
      const origin = { address: request.ip, userAgent: request.headers['user-agent'] ?? null, site: siteOf(request.headers, publicUrl) };
      const secret = bearerOf(request.headers.authorization);
      if (secret !== null) {
        // A program with a key: a cookie beside it counts for nothing.
        const key = await keyActorOf(ground.sql, secret, ground.now());
        const refusal = key instanceof GraphQLError ? key : null;
        const actor = key instanceof GraphQLError ? null : key;
        return { actor, refusal, address: request.ip, contextFor: (deadline: AbortSignal) => makeContext(ground, actor, { origin, deadline }) };
      }
      const token = isSameOrigin(request.headers, publicUrl) ? (request.cookies[cookies.session] ?? null) : null;
      const session = await sessionOf(ground.sql, token, ground.now());
      // The telephone system hears of it from us; sockets and the ways of telephones end as the session's row goes.
      const over = () => {
        if (token !== null && ground.phones) void sessionOver(ground.phones, token, log);
      };
      const door: SessionDoor = {
        token,
        device: request.cookies[cookies.device] ?? null,
        due: session?.due ?? null,
        set: (value, expires) => {
          over();
          reply.setCookie(cookies.session, value, { ...cookies.options, expires });
        },
        setDevice: value => void reply.setCookie(cookies.device, value, { ...cookies.options, maxAge: DEVICE_DAYS * 86_400 }),
        clear: () => {
          over();
          reply.clearCookie(cookies.session, cookies.options);
        },
      };
      const actor = session?.person ?? null;
      return { actor, refusal: null, address: request.ip, contextFor: (deadline: AbortSignal) => makeContext(ground, actor, { origin, sessionId: session?.id ?? null, session: door, deadline }) };
    },
  } as never);

  if (hasPages) {
    await fastify.register(fastifyStatic, {
      root: webFolder,
      // The build puts Brotli and gzip versions beside the files.
      preCompressed: true,
      setHeaders: (reply, file) => {
        // Built files carry a hash of their content in the name.
        reply.header('cache-control', path.relative(webFolder, file).startsWith('assets') ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
  }
  fastify.setNotFoundHandler((request, reply) => {
    const isPage = hasPages && request.method === 'GET' && (request.headers.accept ?? '').includes('text/html') && !request.url.startsWith('/assets/');
    return isPage ? reply.header('cache-control', 'no-cache').sendFile('index.html') : reply.status(404).send({ error: 'There is nothing here.' });
  });

  const open = new Map<string, OpenDesk>();
  const socket = openSocketDoor({
    httpServer: fastify.server,
    schema,
    operations,
    ...(socketLimits && { limits: socketLimits }),
    tail,
    sql: ground.sql,
    async authenticate(request) {
      const secret = bearerOf(request.headers.authorization);
      if (secret !== null) return (await keyActorOf(ground.sql, secret, ground.now())) ?? new Unauthenticated();
      const session = await sessionOf(ground.sql, cookieIn(request.headers.cookie, cookies.session), ground.now());
      if (!session?.person) return null;
      sessionIdOf.set(session.person, session.id);
      return session.person;
    },
    keyOf: key => (typeof key === 'string' ? keyActorOf(ground.sql, key, ground.now()) : keyAgain(ground.sql, key, ground.now())),
    allowedOrigin: request => isSameOrigin(request.headers, publicUrl),
    otherPaths: [PHONE_PATH],
    contextFor: (actor, origin = null, deadline) => makeContext(ground, actor, { origin, sessionId: (actor && sessionIdOf.get(actor as Person)) ?? null, deadline }),
    originOf: request => ({ address: addressOf(request, publicUrl !== null), userAgent: request.headers['user-agent'] ?? null, site: siteOf(request.headers, publicUrl) }),
    formatError,
    // What the events show is read once for all who follow them: that somebody does is recorded, and what they open by itself.
    onFollow: (principal, origin) => makeContext(ground, principal, { origin }).audit.saw(principal.kind === 'SECRETARY' ? null : principal.customerId, 'events'),
    async onDeskSeen({ secretaryId }, connectionId) {
      const desk = { holder: connectionId, secretaryId };
      open.set(connectionId, desk);
      await deskSeen(ground.sql, desk, ground.now());
    },
    async onDeskGone(_secretary, connectionId) {
      open.delete(connectionId);
      await deskLeft(ground.sql, connectionId, ground.now());
    },
    log,
  });
  const phoneRelay = openPhoneRelay({
    httpServer: fastify.server,
    socketUrl: () => ground.phones?.socketUrl ?? null,
    async authenticate(request) {
      const token = cookieIn(request.headers.cookie, cookies.session);
      const session = await sessionOf(ground.sql, token, ground.now());
      if (!session?.person || !token) return null;
      return session.person.kind === 'SECRETARY' ? { sessionId: session.id, token, person: session.person } : 'NOT_STAFF';
    },
    allowedOrigin: request => isSameOrigin(request.headers, publicUrl),
    log,
  });
  const watch = await watchSessions({
    connection, sql: ground.sql, now: ground.now, log, ...(sessionsEveryMs !== undefined && { everyMs: sessionsEveryMs }),
    held: () => [
      ...socket.principals().map(principal => ({ id: principal.kind === 'API_KEY' ? principal.apiKeyId : sessionIdOf.get(principal)!, principal })),
      ...phoneRelay.owners().map(({ sessionId, person }) => ({ id: sessionId, principal: person })),
    ],
    close({ id, principal }, isOver) {
      socket.disconnect(held => held === principal);
      if (!isOver) return;
      const telephones = phoneRelay.owners().filter(owner => owner.sessionId === id);
      phoneRelay.disconnect(id);
      if (ground.phones) for (const { token } of telephones) void sessionOver(ground.phones, token, log);
    },
  });
  fastify.addHook('preClose', async () => {
    setTimeout(() => fastify.server.closeAllConnections(), DRAIN_MS).unref();
    await Promise.all([watch.stop(), socket.close(), phoneRelay.close()]);
  });
  return { fastify, socket, cloud, phoneRelay, holders: () => [...open.values()] };
}
