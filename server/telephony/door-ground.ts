import { createHmac, createSign, generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LightMyRequestResponse } from 'fastify';
import { collectingLogger } from '../test/logged.ts';
import { type Desk, openDesk } from '../test/desk.ts';
import { openServer } from '../test/server.ts';
import { PROVIDERS } from './cloud.ts';
import { openDoorOf } from './door.service.ts';

/** The public address in tests. */
export const PUBLIC_URL = 'https://vorzimmer.example';

/** A provider's API that notes what it is asked, and answers what a test says. */
export async function standInApi(answer: (request: { method: string; path: string; body: unknown }) => { status: number; body?: object } | undefined) {
  const asked: { method: string; path: string; body: unknown; authorization: string | undefined }[] = [];
  const api = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      const one = { method: request.method as string, path: request.url as string, body: text && (JSON.parse(text) as unknown), authorization: request.headers.authorization };
      asked.push(one);
      const { status, body } = answer(one) ?? { status: 204 };
      response.writeHead(status, body && { 'content-type': 'application/json' }).end(body && JSON.stringify(body));
    });
  });
  api.listen(0, '127.0.0.1');
  await once(api, 'listening');
  return {
    asked,
    url: `http://127.0.0.1:${(api.address() as AddressInfo).port}`,
    async close() {
      api.closeAllConnections();
      api.close();
      await once(api, 'close');
    },
  };
}

/** Fields of a form, in which one may come several times. */
export type Fields = Record<string, string | string[]>;
const formOf = (fields: Fields) => new URLSearchParams(Object.entries(fields).flatMap(([key, value]) => [value].flat().map(one => [key, one] as [string, string]))).toString();

/** Keys that stand for sipgate's. */
const sipgateKeys = generateKeyPairSync('rsa', { modulusLength: 2048, publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } });

/** A kind of door with the secrets that tests give it. */
export interface TestDoor {
  id: string;
  path: string;
  /** The header that its provider sends with this body; undefined where it signs nothing. */
  sign(body: string): [string, string] | undefined;
  /** Pushes a form as the provider does. */
  push(fields: Fields, over?: { body?: string; path?: string; headers?: Record<string, string> }): Promise<LightMyRequestResponse>;
}

/** A service with a door of each kind. */
export async function openDoorGround({ sipgateApi = PROVIDERS.sipgateApi, start = '2026-06-15T09:00:00Z' } = {}) {
  const logged = collectingLogger();
  const desk: Desk = await openDesk(start, logged.log);
  const server = await openServer(desk, { publicUrl: PUBLIC_URL, providers: { ...PROVIDERS, sipgateApi, sipgateKey: sipgateKeys.publicKey } });

  async function door(kind: Parameters<typeof openDoorOf>[1], more: object, sign: (path: string, key: string) => TestDoor['sign']): Promise<TestDoor> {
    const { path, door: { id }, hmacSecret } = await openDoorOf(desk.ground, kind, { name: kind, ...more }, desk.now());
    return {
      id, path, sign: sign(path, hmacSecret ?? ''),
      push(fields, { body = formOf(fields), path: to = path, headers } = {}) {
        const signature = sign(to, hmacSecret ?? '')(body);
        return server.fastify.inject({
          method: 'POST', url: to, payload: body, headers: { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8', ...(signature && { [signature[0]]: signature[1] }), ...headers },
        });
      },
    };
  }
  const token = 'an-auth-token';
  const doors = {
    GENERIC: await door('GENERIC', { hmacSecret: 'a-key-to-sign-with' }, (_path, key) => body => ['x-vorzimmer-signature', createHmac('sha256', key).update(body).digest('hex')]),
    SIPGATE: await door('SIPGATE', { account: 'token-AB12CD', apiSecret: 'a-token' }, () => body => ['x-sipgate-signature', createSign('RSA-SHA256').update(body).sign(sipgateKeys.privateKey, 'base64')]),
    PLACETEL: await door('PLACETEL', {}, (_path, key) => body => ['x-placetel-signature', createHmac('sha256', key).update(body).digest('hex')]),
    TWILIO: await door('TWILIO', { account: `AC${'0'.repeat(32)}`, apiSecret: token }, path => body => {
      const fields = [...new URLSearchParams(body)].sort(([a], [b]) => (a < b ? -1 : 1));
      return ['x-twilio-signature', createHmac('sha1', token).update(PUBLIC_URL + path + fields.flat().join('')).digest('base64')];
    }),
  };
  return {
    desk, server, doors, logged,
    /** A secretary who is free, with a telephone outside. */
    async secretary(name: string, phone: string | null) {
      const actor = await desk.secretary({ name });
      await desk.sql.pool.query(`update secretary set presence = 'AVAILABLE', phone_number = $2 where id = $1`, [actor.secretaryId, phone]);
      return actor;
    },
    async close() {
      await server.close();
      await desk.close();
    },
  };
}

/** A ground of doors that a test has opened. */
export type DoorGroundOfTest = Awaited<ReturnType<typeof openDoorGround>>;
