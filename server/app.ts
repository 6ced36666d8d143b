import { existsSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import path from 'node:path';
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import fastifyApollo, { fastifyApolloDrainPlugin } from '@as-integrations/fastify';
import fastifyCookie from '@fastify/cookie';
import fastifyStatic from '@fastify/static';
import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import { openVoiceMessages } from './calls/voice-message.ts';
import { type Context, type Ground, makeContext } from './context.ts';
import { statement } from './database/sql.ts';
import { deskLeft, deskSeen, type OpenDesk } from './desk/lease.service.ts';
import { errorFormatter } from './errors.ts';
import type { Tail } from './events/tail.ts';
import type { Person } from './identity/actor.ts';
import { personOf, SESSION_COOKIE } from './identity/session.ts';
import { migrations } from './migrations/index.ts';
import { openSocketDoor, type SocketDoor } from './socket.ts';
import { type Cloud, makeCloud, PROVIDERS } from './telephony/cloud.ts';
import { openPhoneRelay, type PhoneRelay } from './telephony/phone-relay.ts';
import { PHONE_PATH, sessionOver } from './telephony/softphone.service.ts';
import type { Providers } from './telephony/provider-api.ts';

/** What the app is built on. */
export interface AppOptions {
  ground: Ground;
  schema: GraphQLSchema;
  tail: Tail;
  /** The address people use, when it is not the one that the request names; null behind no proxy. */
  publicUrl: string | null;
  /** The folder with the built web pages; null in tests that need none. */
  webFolder: string | null;
  log: Logger;
  /** Where providers of telephony are, when tests stand in for them. */
  providers?: Providers;
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

// Mantine sets styles on elements; scripts, fonts, pictures and connections come from here alone. Monaco, in the API
// explorer, starts its workers from blobs of its own.
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'", "script-src 'self'", "style-src 'self' 'unsafe-inline'", "img-src 'self' data:", "font-src 'self' data:", "worker-src 'self' blob:",
  "connect-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'", "object-src 'none'",
].join('; ');

const MIGRATED = statement<{ missing: number }>(
  'app-migrated',
  'select count(*)::int as missing from unnest($1::text[]) as needed(name) where not exists (select from mikro_orm_migrations done where done.name = needed.name)',
);

/** How long requests under way may take when the app closes. */
const DRAIN_MS = 5000;

/** The token in a Cookie header. */
const tokenIn = (header: string | undefined): string | null =>
  header?.split(';').map(part => part.trim()).find(part => part.startsWith(`${SESSION_COOKIE}=`))?.slice(SESSION_COOKIE.length + 1) || null;

/** Whether a browser's page of another site is at work: then a cookie proves nothing. Programs send no origin. */
function isSameOrigin(headers: IncomingMessage['headers'], publicUrl: string | null): boolean {
  const { origin, host } = headers;
  if (origin === undefined) return headers['sec-fetch-site'] === undefined || headers['sec-fetch-site'] === 'same-origin' || headers['sec-fetch-site'] === 'none';
  if (!URL.canParse(origin)) return false;
  return (publicUrl !== null && new URL(origin).origin === new URL(publicUrl).origin) || new URL(origin).host === host;
}

/** Builds the app; the caller listens. */
export async function makeApp({ ground, schema, tail, publicUrl, webFolder, log, providers = PROVIDERS }: AppOptions): Promise<App> {
  const formatError = errorFormatter(log);
  const secure = publicUrl?.startsWith('https:') === true;
  const fastify = Fastify({
    // Addresses can carry a secret, and requests personal data: none is logged.
    loggerInstance: log.child({}, { level: log.isLevelEnabled('debug') ? log.level : 'warn' }) as never, logController: new LogController({ disableRequestLogging: true }), forceCloseConnections: 'idle', trustProxy: publicUrl !== null, bodyLimit: 256 * 1024,
    frameworkErrors: (error, _request, reply: FastifyReply) => void reply.status(error.statusCode ?? 400).send({ error: 'There is no such address.' }),
    // Like the default, which would log the raw packet.
    clientErrorHandler: (error, socket) => {
      if (error.code !== 'ECONNRESET' && socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      else socket.destroy();
    },
  }) as unknown as FastifyInstance;
  await fastify.register(fastifyCookie);

  fastify.addHook('onSend', async (_request, reply) => {
    reply.headers({
      'content-security-policy': CONTENT_SECURITY_POLICY,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'permissions-policy': 'camera=(), geolocation=(), microphone=(self)',
      ...(secure && { 'strict-transport-security': 'max-age=31536000' }),
    });
  });

  fastify.setErrorHandler((error: FastifyError, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status < 500) return reply.status(status).send({ error: error.message });
    request.log.error({ err: error }, 'a request failed');
    return reply.status(status).send({ error: 'Something went wrong on our side.' });
  });

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
  openVoiceMessages(fastify, ground, request => personOf(ground.sql, isSameOrigin(request.headers, publicUrl) ? (request.cookies[SESSION_COOKIE] ?? null) : null, ground.now()));

  const apollo = new ApolloServer<Context>({
    schema,
    introspection: true,
    formatError,
    includeStacktraceInErrorResponses: false,
    plugins: [fastifyApolloDrainPlugin(fastify as never), ApolloServerPluginLandingPageDisabled()],
    logger: log,
  });
  await apollo.start();
  // By which session somebody opened a socket: it ends with that one.
  const tokenOf = new WeakMap<Person, string>();
  await fastify.register(fastifyApollo(apollo) as never, {
    path: '/graphql',
    method: ['POST'],
    context: async (request: FastifyRequest, reply: FastifyReply) => {
      const token = isSameOrigin(request.headers, publicUrl) ? (request.cookies[SESSION_COOKIE] ?? null) : null;
      const actor = await personOf(ground.sql, token, ground.now());
      const over = () => {
        if (token === null) return;
        socket.disconnect(person => person !== null && tokenOf.get(person) === token);
        phoneRelay.disconnect(token);
        if (ground.phones) void sessionOver(ground.phones, token, log);
      };
      const cookie = { path: '/', httpOnly: true, sameSite: 'lax', secure } as const;
      return makeContext(ground, actor, {
        token,
        set: (value, expires) => {
          over();
          reply.setCookie(SESSION_COOKIE, value, { ...cookie, expires });
        },
        clear: () => {
          over();
          reply.clearCookie(SESSION_COOKIE, cookie);
        },
      });
    },
  } as never);

  const hasPages = webFolder !== null && existsSync(webFolder);
  if (hasPages) {
    await fastify.register(fastifyStatic, {
      root: webFolder,
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
    tail,
    sql: ground.sql,
    async authenticate(request) {
      const token = tokenIn(request.headers.cookie);
      const person = await personOf(ground.sql, token, ground.now());
      if (person && token) tokenOf.set(person, token);
      return person;
    },
    allowedOrigin: request => isSameOrigin(request.headers, publicUrl),
    otherPaths: [PHONE_PATH],
    contextFor: actor => makeContext(ground, actor),
    formatError,
    async onDeskSeen(person, connectionId) {
      if (person.kind !== 'SECRETARY') return;
      const desk = { holder: connectionId, secretaryId: person.secretaryId };
      open.set(connectionId, desk);
      await deskSeen(ground.sql, desk, ground.now());
    },
    async onDeskGone(person, connectionId) {
      if (person.kind !== 'SECRETARY') return;
      open.delete(connectionId);
      await deskLeft(ground.sql, connectionId, ground.now());
    },
    log,
  });
  const phoneRelay = openPhoneRelay({
    httpServer: fastify.server,
    socketUrl: () => ground.phones?.socketUrl ?? null,
    async authenticate(request) {
      const token = tokenIn(request.headers.cookie);
      const person = await personOf(ground.sql, token, ground.now());
      if (!person || !token) return null;
      return person.kind === 'SECRETARY' ? { token, secretaryId: person.secretaryId } : 'NOT_STAFF';
    },
    allowedOrigin: request => isSameOrigin(request.headers, publicUrl),
    isAlive: async ({ token }) => (await personOf(ground.sql, token, ground.now())) !== null,
    log,
  });
  fastify.addHook('preClose', async () => {
    setTimeout(() => fastify.server.closeAllConnections(), DRAIN_MS).unref();
    await Promise.all([socket.close(), phoneRelay.close()]);
  });
  return { fastify, socket, cloud, phoneRelay, holders: () => [...open.values()] };
}
