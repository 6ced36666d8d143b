import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { useServer } from 'graphql-ws/use/ws';
import type { ClientConfig } from 'pg';
import { WebSocketServer } from 'ws';
import { openSql } from '../database/sql.ts';
import { startTail } from '../events/tail.ts';
import { openSocketDoor } from '../socket.ts';
import { call, makeSchema, type ServerKind } from './live-schema.ts';

// One server of the bench in a process of its own, so that its processor time is its own. Told by messages what to do.

const tell = (message: object) => process.send!(message);
const [kind, connectionText] = process.argv.slice(2) as [ServerKind, string];
const connection = JSON.parse(connectionText) as ClientConfig;
const httpServer = createServer();
/** When the newest event came to be known here, on the clock that processes share. */
let raisedAt = 0n;
let fire: (count: number, payload: string) => void = () => undefined;
const log = { warn: console.warn, error: console.error };

if (kind === 'ours') {
  const sql = openSql({ ...connection, max: 4 }, error => { throw error; });
  const tail = await startTail({ connection, log });
  tail.listen({ events: () => { raisedAt = process.hrtime.bigint(); }, gap: () => undefined });
  openSocketDoor({
    httpServer, tail, sql, log,
    schema: makeSchema(),
    authenticate: async ({ headers }) => ({ kind: 'SECRETARY', accountId: String(headers['x-account']), secretaryId: String(headers['x-account']), isSupervisor: false, actsFor: [] }),
    allowedOrigin: () => true,
    contextFor: actor => ({ actor }),
    formatError: formatted => formatted,
    limits: { keepAliveMs: 600_000 },
  });
} else if (kind === 'standard') {
  const schema = makeSchema();
  const listeners = new Set<(event: object) => void>();
  schema.getSubscriptionType()!.getFields()['events']!.resolve = event => event;
  schema.getSubscriptionType()!.getFields()['events']!.subscribe = () => {
    const queue: object[] = [];
    let wake = () => {};
    const listener = (event: object) => { queue.push(event); wake(); };
    listeners.add(listener);
    return (async function* () {
      try {
        for (;;) {
          while (queue.length > 0) yield queue.shift()!;
          await new Promise<void>(resolve => { wake = resolve; });
        }
      } finally {
        listeners.delete(listener);
      }
    })();
  };
  useServer({ schema, context: { actor: null } }, new WebSocketServer({ server: httpServer, path: '/graphql' }), 600_000);
  let n = 0;
  fire = count => {
    for (let one = 0; one < count; one++) {
      const event = { __typename: 'CallChanged', cursor: `YWJjZGVmMDEuMTIz${n++}`, at: new Date(), callId: call.id };
      for (const listener of listeners) listener(event);
    }
  };
} else {
  const server = new WebSocketServer({ server: httpServer, path: '/graphql', handleProtocols: protocols => [...protocols][0]! });
  server.on('connection', socket => {
    socket.on('message', data => {
      const { type } = JSON.parse(String(data)) as { type: string };
      if (type === 'connection_init') socket.send('{"type":"connection_ack"}');
      if (type === 'ping') socket.send('{"type":"pong"}');
    });
  });
  fire = (count, payload) => {
    for (let one = 0; one < count; one++) for (const socket of server.clients) socket.send(payload);
  };
}

process.on('message', (message: { fire?: number; payload?: string; raised?: boolean; cpu?: boolean; memory?: boolean; end?: boolean }) => {
  if (message.fire) {
    raisedAt = process.hrtime.bigint();
    fire(message.fire, message.payload ?? '');
  }
  if (message.raised) tell({ raisedAt: String(raisedAt) });
  if (message.cpu) {
    const { user, system } = process.cpuUsage();
    tell({ cpu: user + system });
  }
  if (message.memory) {
    globalThis.gc?.();
    globalThis.gc?.();
    const { heapUsed, external, rss } = process.memoryUsage();
    tell({ memory: heapUsed + external, rss });
  }
  if (message.end) process.exit(0);
});
httpServer.listen(0, '127.0.0.1', 4096);
await once(httpServer, 'listening');
tell({ port: (httpServer.address() as AddressInfo).port });
