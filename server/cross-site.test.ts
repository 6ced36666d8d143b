import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import WebSocket from 'ws';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keepVoiceMessage } from './calls/voice-message.ts';
import type { CustomerUserActor, SecretaryActor } from './identity/actor.ts';
import { PHONE_PATH } from './telephony/softphone.service.ts';
import { openDesk, type Desk } from './test/desk.ts';
import { openServer } from './test/server.ts';

type Server = Awaited<ReturnType<typeof openServer>>;
const PUBLIC_URL = 'https://desk.example.com';
let desk: Desk;
/** One that people reach directly, and one behind a proxy. */
let plain: Server;
let proxied: Server;
let jana: SecretaryActor;
let weber: CustomerUserActor;
let webFolder: string;
let voiceMessage: string;

beforeAll(async () => {
  desk = await openDesk('2026-06-15T09:00:00Z');
  webFolder = mkdtempSync(path.join(tmpdir(), 'vorzimmer-pages-'));
  mkdirSync(path.join(webFolder, 'assets'));
  writeFileSync(path.join(webFolder, 'index.html'), '<!doctype html><title>page</title>');
  writeFileSync(path.join(webFolder, 'assets', 'main-1234.js'), '');
  writeFileSync(path.join(path.dirname(webFolder), 'vorzimmer-beside.txt'), 'beside');
  plain = await openServer(desk, { webFolder });
  proxied = await openServer(desk, { webFolder, publicUrl: PUBLIC_URL });
  jana = await desk.secretary();
  const customerId = await desk.customer();
  weber = await desk.customerUser(customerId);
  const call = await desk.call((await desk.line(customerId)).number);
  await keepVoiceMessage(desk.sql, call.id, Buffer.from('RIFF'), 3, desk.now());
  voiceMessage = `/voice-messages/${(await desk.sql.pool.query<{ id: string }>('select id from voice_message where call_id = $1', [call.id])).rows[0]!.id}.wav`;
});
afterAll(async () => {
  await plain?.close();
  await proxied?.close();
  await desk?.close();
  rmSync(webFolder, { recursive: true, force: true });
  rmSync(path.join(path.dirname(webFolder), 'vorzimmer-beside.txt'), { force: true });
});

/** What comes from where, and whether it counts as our own page or as a program. */
const CIRCUMSTANCES: [string, () => Server, Record<string, string>, boolean][] = [
  ['a program', () => plain, {}, true],
  ['our own page', () => plain, { origin: 'http://localhost:4000', host: 'localhost:4000', 'sec-fetch-site': 'same-origin' }, true],
  ['our own page behind a proxy', () => proxied, { origin: PUBLIC_URL, host: 'inner:4000' }, true],
  ['a page of another site', () => plain, { origin: 'https://foreign.example', 'sec-fetch-site': 'cross-site' }, false],
  ['a page of another port', () => plain, { origin: 'http://localhost:4001', host: 'localhost:4000', 'sec-fetch-site': 'same-site' }, false],
  ['a page of another site that hides where it is', () => plain, { origin: 'null' }, false],
  ['a page of another site in an old form', () => plain, { 'sec-fetch-site': 'cross-site' }, false],
  ['a page of a neighbour in the domain', () => plain, { 'sec-fetch-site': 'same-site' }, false],
  ['an origin that is none', () => plain, { origin: 'nonsense' }, false],
  ['an origin of another kind', () => plain, { origin: 'ftp://localhost:4000', host: 'localhost:4000' }, false],
  ['the same name, unencrypted, behind a proxy', () => proxied, { origin: 'http://desk.example.com', host: 'desk.example.com' }, false],
  ['a Host that fits a foreign origin, behind a proxy', () => proxied, { origin: 'https://foreign.example', host: 'foreign.example' }, false],
  ['a forwarded host that fits', () => proxied, { origin: 'https://foreign.example', 'x-forwarded-host': 'foreign.example' }, false],
  ['a longer name', () => proxied, { origin: `${PUBLIC_URL}.foreign.example` }, false],
  ['another port behind a proxy', () => proxied, { origin: `${PUBLIC_URL}:8443` }, false],
];

describe.each(CIRCUMSTANCES)('%s', (_name, server, headers, isOurs) => {
  const inject = async (options: { method: string; url: string; payload?: unknown; headers?: Record<string, string> }) => server().fastify.inject({ ...options, headers: { ...options.headers, ...headers } } as never) as unknown as { statusCode: number; json(): any };

  test(`${isOurs ? 'may' : 'may not'} ask and act by HTTP`, async () => {
    const cookie = await server().cookieOf(jana);
    const asked = await inject({ method: 'POST', url: '/graphql', payload: { query: '{ viewer { __typename } }' }, headers: { cookie } });
    if (isOurs) expect(asked.json()).toEqual({ data: { viewer: { __typename: 'Secretary' } } });
    else expect([asked.statusCode, asked.json().errors[0].extensions.code]).toEqual([403, 'FORBIDDEN']);
    // Nor sign somebody in as whom they are not.
    const signedIn = await inject({ method: 'POST', url: '/graphql', payload: { query: 'mutation { signIn(email: "x@vorzimmer.example", password: "y") { __typename } }' } });
    expect(signedIn.statusCode).toBe(isOurs ? 200 : 403);
  });

  test(`${isOurs ? 'may' : 'may not'} open a socket, nor a telephone’s`, async () => {
    const refusal = async (at: string, protocol: string) => {
      const socket = new WebSocket(`ws://127.0.0.1:${server().port}${at}`, protocol, { headers: { ...headers, cookie: await server().cookieOf(jana) } });
      socket.on('error', () => undefined);
      const outcome = await Promise.race([once(socket, 'open').then(() => 'open'), once(socket, 'unexpected-response').then(([, response]) => (response as IncomingMessage).statusCode)]);
      socket.terminate();
      return outcome;
    };
    expect(await refusal('/graphql', 'graphql-transport-ws')).toBe(isOurs ? 'open' : 403);
    // Here is no telephone system: that comes before who asks.
    expect(await refusal(PHONE_PATH, 'sip')).toBe(404);
  });

  test(`${isOurs ? 'hears' : 'hears nothing of'} a voice message`, async () => {
    const { statusCode } = await inject({ method: 'GET', url: voiceMessage, headers: { cookie: await server().cookieOf(weber) } });
    expect(statusCode).toBe(isOurs ? 200 : 404);
  });

  test(`${isOurs ? 'may' : 'may not'} come in at telephone systems’ doors, whose secret alone counts there`, async () => {
    const cookie = await server().cookieOf(await desk.secretary({ isSupervisor: true }));
    for (const url of ['/telephony/generic/guessed', '/telephony/sipgate/guessed', '/telephony/placetel/guessed', '/telephony/twilio/guessed'])
      expect((await inject({ method: 'POST', url, payload: 'event=newCall', headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' } })).statusCode).toBe(isOurs ? 404 : 403);
  });
});

describe('the door for queries', () => {
  test.each([
    ['plain text', 'text/plain', '{"query":"mutation { signOut }"}'],
    ['a form', 'application/x-www-form-urlencoded', 'query=mutation+%7B+signOut+%7D'],
    ['a form with files', 'multipart/form-data; boundary=x', '--x\r\ncontent-disposition: form-data; name="query"\r\n\r\nmutation { signOut }\r\n--x--'],
    ['nothing that is said', undefined, '{"query":"mutation { signOut }"}'],
    ['the language itself', 'application/graphql', 'mutation { signOut }'],
  ])('takes no %s, which pages of other sites could send unasked', async (_name, type, payload) => {
    const { statusCode } = await plain.fastify.inject({ method: 'POST', url: '/graphql', payload, headers: { ...(type && { 'content-type': type }), cookie: await plain.cookieOf(jana) } });
    expect([400, 415]).toContain(statusCode);
  });

  test.each(['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'] as const)('does not answer to %s', async method => {
    const answer = await plain.fastify.inject({ method, url: '/graphql?query={viewer{__typename}}', headers: { cookie: await plain.cookieOf(jana) } });
    expect(answer.statusCode).toBe(404);
    expect(Object.keys(answer.headers).filter(name => name.startsWith('access-control'))).toEqual([]);
  });
});

describe('the cookie', () => {
  test('of an encrypted service is its own: no neighbour in the domain can have set it', async () => {
    const cookie = await proxied.cookieOf(jana);
    expect(cookie).toMatch(/^__Host-vorzimmer_session=/);
    expect((await proxied.post(cookie, '{ viewer { __typename } }')).data.viewer).toEqual({ __typename: 'Secretary' });
    expect((await proxied.post(cookie.replace('__Host-', ''), '{ viewer { __typename } }')).data.viewer).toBeNull();
    const socket = new WebSocket(`ws://127.0.0.1:${proxied.port}/graphql`, 'graphql-transport-ws', { headers: { cookie: cookie.replace('__Host-', '') } });
    await once(socket, 'open');
    expect([...proxied.socket.principals()]).toEqual([]);
    socket.terminate();
  });
});

describe('every answer', () => {
  const ANSWERS: [string, object, number, string][] = [
    ['a page', { url: '/desk', headers: { accept: 'text/html' } }, 200, 'no-cache'],
    ['a file', { url: '/assets/main-1234.js' }, 200, 'public, max-age=31536000, immutable'],
    ['a file that is not there', { url: '/assets/other.js', headers: { accept: 'text/html' } }, 404, 'no-store'],
    ['the privacy statement', { url: '/datenschutz' }, 200, ''],
    ['the health of the process', { url: '/healthz' }, 200, 'no-store'],
    ['an address that is none', { url: '/%zz' }, 400, 'no-store'],
    ['a query', { method: 'POST', url: '/graphql', payload: { query: '{ viewer { __typename } }' } }, 200, 'no-store'],
    ['a query that is refused', { method: 'POST', url: '/graphql', payload: { query: '{' } }, 400, 'no-store'],
    ['a body that is none', { method: 'POST', url: '/graphql', payload: '{', headers: { 'content-type': 'application/json' } }, 400, 'no-store'],
    ['a body that is too long', { method: 'POST', url: '/graphql', payload: { query: 'x'.repeat(70_000) } }, 413, 'no-store'],
    ['a page of another site', { method: 'POST', url: '/graphql', payload: { query: '{ viewer { __typename } }' }, headers: { origin: 'https://foreign.example' } }, 403, 'no-store'],
    ['a telephone system at no door', { method: 'POST', url: '/telephony/generic/guessed' }, 404, 'no-store'],
    ['a voice message that is none', { url: '/voice-messages/x.wav' }, 404, 'no-store'],
  ];
  test.each(ANSWERS)('to %s keeps pages of others away', async (_name, request, status, cacheControl) => {
    const { statusCode, headers } = await (plain.fastify.inject({ method: 'GET', ...request }) as unknown as Promise<{ statusCode: number; headers: Record<string, string> }>);
    expect(statusCode).toBe(status);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY', 'referrer-policy': 'same-origin', 'cross-origin-opener-policy': 'same-origin', 'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': expect.stringContaining('camera=()'), 'cache-control': expect.stringContaining(cacheControl),
    });
    const policy = headers['content-security-policy']!;
    for (const rule of ["default-src 'self'", "script-src 'self'", "script-src-attr 'none'", "object-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'", "connect-src 'self'"]) expect(policy.split('; ')).toContain(rule);
    expect(Object.keys(headers).filter(name => /^(access-control-|server$|x-powered-by$)/.test(name))).toEqual([]);
    expect(headers).not.toHaveProperty('strict-transport-security');
  });

  test('of an encrypted service asks for encryption from now on', async () => {
    for (const url of ['/healthz', '/nowhere']) expect((await proxied.fastify.inject(url)).headers['strict-transport-security']).toBe('max-age=31536000');
  });

  test.each(['/../vorzimmer-beside.txt', '/assets/../../vorzimmer-beside.txt', '/..%2fvorzimmer-beside.txt', '/assets/..%2f..%2fvorzimmer-beside.txt', '/assets/%2e%2e/%2e%2e/vorzimmer-beside.txt', '/assets/..%5c..%5cvorzimmer-beside.txt', '/assets/main-1234.js%00.txt', '//etc/passwd'])('leads to no file beside the pages: %s', async url => {
    const answer = await plain.fastify.inject({ method: 'GET', url });
    expect([400, 403, 404]).toContain(answer.statusCode);
    expect(answer.body).not.toContain('beside');
  });
});
