import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { ApolloServer } from '@apollo/server';
import fastifyApollo from '@as-integrations/fastify';
import Fastify from 'fastify';
import { useServer } from 'graphql-ws/use/ws';
import pino from 'pino';
import { Trail } from '../audit/trail.ts';
import { WebSocketServer } from 'ws';
import { makeApp } from '../app.ts';
import { type Context, type Ground, makeContext } from '../context.ts';
import { openDatabase } from '../database/open.ts';
import { liveEvent } from '../events/live-event.ts';
import { startTail } from '../events/tail.ts';
import { personOf, SESSION_COOKIE } from '../identity/session.ts';
import type { DatabaseAddress } from '../orm.ts';
import { makeSchema } from '../schema.ts';
import { Outgoing } from '../network/outgoing.ts';
import { passingSecrets } from '../secrets/secrets.ts';

// The service of the bench in a process of its own: ours as it is, ours without what it notes of looks, or the same schema behind Apollo and graphql-ws as
// their documentation sets them up, where each subscriber executes and serialises every event.

const [kind, addressText] = process.argv.slice(2) as ['ours' | 'unrecorded' | 'standard', string];
const address = JSON.parse(addressText) as DatabaseAddress;
const log = pino({ level: 'warn' }, pino.destination(2));
const database = await openDatabase(address, error => log.warn({ err: error }, 'a connection was lost'));
const audit = new Trail({ sql: database.sql, log });
if (kind === 'unrecorded') audit.saw = () => {};
const ground: Ground = { orm: database.orm, sql: database.sql, walls: database.walls, audit, now: () => new Date(), log, demoDoorSecret: null, phones: null, secrets: passingSecrets(), outgoing: new Outgoing(), site: { url: 'http://127.0.0.1', isOutboxOpen: false } };
const tail = await startTail({ connection: database.connection, log });
const schema = await makeSchema();
let port: number;

const tokenIn = (cookie: string | undefined) => cookie?.split(`${SESSION_COOKIE}=`)[1] ?? null;

if (kind !== 'standard') {
  const { fastify } = await makeApp({ ground, schema, tail, connection: database.connection, publicUrl: null, webFolder: fileURLToPath(new URL('../../dist/web', import.meta.url)), log });
  await fastify.listen({ port: 0, host: '127.0.0.1', backlog: 4096 });
  port = (fastify.server.address() as AddressInfo).port;
} else {
  const fastify = Fastify();
  const apollo = new ApolloServer<Context>({ schema });
  await apollo.start();
  await fastify.register(fastifyApollo(apollo) as never, {
    path: '/graphql',
    context: async (request: { headers: { cookie?: string } }) => makeContext(ground, await personOf(ground.sql, tokenIn(request.headers.cookie), new Date())),
  } as never);
  const field = schema.getSubscriptionType()?.getFields()['events'];
  if (!field) throw new Error('the schema has no events');
  const listeners = new Set<(event: object) => void>();
  tail.listen({ gap: () => {}, events: batch => batch.forEach(event => listeners.forEach(listener => listener(liveEvent(tail.logName, event)))) });
  field.resolve = event => event;
  field.subscribe = () => {
    const queue: object[] = [];
    let wake = () => {};
    const listener = (event: object) => {
      queue.push(event);
      wake();
    };
    listeners.add(listener);
    return (async function* () {
      try {
        for (;;) {
          while (queue.length > 0) yield queue.shift();
          await new Promise<void>(resolve => {
            wake = resolve;
          });
        }
      } finally {
        listeners.delete(listener);
      }
    })();
  };
  await fastify.listen({ port: 0, host: '127.0.0.1', backlog: 4096 });
  port = (fastify.server.address() as AddressInfo).port;
  // Each event in a context of its own, or edges would be remembered from the event before.
  const actors = new WeakMap<object, Awaited<ReturnType<typeof personOf>>>();
  useServer(
    {
      schema,
      onConnect: async ctx => {
        actors.set(ctx.extra, await personOf(ground.sql, tokenIn(ctx.extra.request.headers.cookie), new Date()));
        return true;
      },
      context: ctx => new Proxy({}, { get: (_, key) => Reflect.get(makeContext(ground, actors.get(ctx.extra) ?? null), key) }),
    },
    new WebSocketServer({ server: fastify.server, path: '/graphql' }),
    600_000,
  );
}

// The bench may end by an error: its services end with it.
process.on('disconnect', () => process.exit(0));
process.on('message', (message: 'cpu' | 'end') => {
  if (message === 'end') process.exit(0);
  const { user, system } = process.cpuUsage();
  process.send?.({ cpu: (user + system) / 1000 });
});
process.send?.({ port });
