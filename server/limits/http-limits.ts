import type { Socket } from 'node:net';
import { STATUS_CODES } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { LIMITS } from './limits.ts';
import { hostOf, Turnstile } from './turnstile.ts';

/** How long requests may take to arrive, as Fastify and Node are told; who sends slowly is looked for every few seconds. */
export const REQUEST_TIMES = {
  requestTimeout: LIMITS.requestMs,
  http: { headersTimeout: LIMITS.headersMs, connectionsCheckingInterval: 2000 },
};

/** Refuses requests of an address that has as many under way as it may; `healthy` paths are always answered. */
export function limitRequests(fastify: FastifyInstance, { most = LIMITS.requests, healthy }: { most?: number; healthy: readonly string[] }): void {
  const underWay = new Turnstile();
  fastify.addHook('onRequest', async (request, reply) => {
    if (healthy.includes(request.url)) return;
    const leave = underWay.enter(hostOf(request.ip), most);
    if (!leave) throw Object.assign(new Error('Too many requests at once.'), { statusCode: 429 });
    reply.raw.once('close', leave);
  });
}

const CODES: Readonly<Record<number, string>> = { 403: 'FORBIDDEN', 413: 'REQUEST_TOO_LARGE', 429: 'TOO_MANY_REQUESTS' };

/** What is said of a request that is refused before anybody has read it: in the words of GraphQL where those are spoken. */
export const refusalBody = (path: string, status: number, message: string) =>
  path === '/graphql' ? { errors: [{ message, extensions: { code: CODES[status] ?? 'BAD_REQUEST' } }] } : { error: message };

const SAID: Readonly<Record<string, { status: number; error: string }>> = {
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, error: 'The request took too long to arrive.' },
  HPE_HEADER_OVERFLOW: { status: 431, error: 'The headers are too long.' },
};

/** Answers what is no request. Like Fastify's own, which would log the raw packet. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const said = SAID[error.code ?? ''] ?? { status: 400, error: 'That is no request.' };
  const body = JSON.stringify({ error: said.error });
  socket.end(`HTTP/1.1 ${said.status} ${STATUS_CODES[said.status]}\r\nConnection: close\r\nContent-Type: application/json\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nContent-Security-Policy: default-src 'none'\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}
