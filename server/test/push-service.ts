import { createPublicKey, type ECDH, verify } from 'node:crypto';
import { createRequire } from 'node:module';
import https from 'node:https';
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

// What web-push encrypts with, the other way round.
const { decrypt } = createRequire(import.meta.url)('http_ece') as { decrypt(body: Buffer, with_: { version: 'aes128gcm'; privateKey: ECDH; authSecret: string }): Buffer };

/** Good for tests on this computer alone, and known to everybody. */
const KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgvOSj6qq2tyTIjoz4
rr+6o3kDdwtbaitCkgbhEF33IKChRANCAAQOs6ikTp82XMVof+ye8jBTgnjxJTvs
uElUBw/lme0TUtZgX2e22J6/9Xy9BKAtwTq+m7SYGnA/0Zj2xS287QiD
-----END PRIVATE KEY-----
`;
/** What a service has to trust that is to push here. */
export const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBujCCAWGgAwIBAgIUMH9lzCT4uPfp6S7M1UxAaBv2RkowCgYIKoZIzj0EAwIw
JDEiMCAGA1UEAwwZcHVzaCBzZXJ2aWNlIG9mIHRoZSB0ZXN0czAgFw0yNjExMjgx
NDU3NTVaGA8yMTI2MTEwNDE0NTc1NVowJDEiMCAGA1UEAwwZcHVzaCBzZXJ2aWNl
IG9mIHRoZSB0ZXN0czBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABA6zqKROnzZc
xWh/7J7yMFOCePElO+y4SVQHD+WZ7RNS1mBfZ7bYnr/1fL0EoC3BOr6btJgacD/R
mPbFLbztCIOjbzBtMB0GA1UdDgQWBBR4yaUv2MvBNkBUsUoMxySNNb2GWzAfBgNV
HSMEGDAWgBR4yaUv2MvBNkBUsUoMxySNNb2GWzAPBgNVHRMBAf8EBTADAQH/MBoG
A1UdEQQTMBGHBH8AAAGCCWxvY2FsaG9zdDAKBggqhkjOPQQDAgNHADBEAiAIw8LY
1Hd/8kr/UQNTUrN83wXzM1otGPV9zVxyJVAmZgIgTPXUW8NtXaHWZO5Rkk/5a4NY
sCqerW44QfhM2/ecMf8=
-----END CERTIFICATE-----
`;

/** What a push service answers. */
export type PushAnswer = number | { status: number; headers: Record<string, string> };

/** A push that was taken, opened with the device's own key. */
export interface TakenPush { path: string; headers: IncomingHttpHeaders; message: { title: string; body: string; tag: string; path: string; lang: string } }

/** Whether a push comes from whom the browser subscribed with, and is meant for this service: Mozilla's asks that, too. */
function isFrom(key: string, service: string, authorization = ''): boolean {
  const [, header, claims, signature, sender] = /^vapid t=([^.]+)\.([^.]+)\.([^,]+), ?k=(.+)$/.exec(authorization) ?? [];
  const point = Buffer.from(key, 'base64url');
  if (!header || !claims || !signature || !sender || !point.equals(Buffer.from(sender, 'base64url'))) return false;
  const { aud, exp } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { aud: string; exp: number };
  const publicKey = createPublicKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', x: point.subarray(1, 33).toString('base64url'), y: point.subarray(33).toString('base64url') } });
  return aud === service && exp * 1000 > Date.now() && verify('sha256', Buffer.from(`${header}.${claims}`), { key: publicKey, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'));
}

/** A push service on this computer: for devices that tests make up, and for Firefox, which speaks its own language on a socket with it. */
export async function startPushService() {
  const known = new Map<string, { key: ECDH; auth: string }>();
  const channels = new Map<string, { socket: WebSocket; key: string }>();
  const acknowledged: { channelID: string; code: number }[] = [];
  const taken: TakenPush[] = [];
  let answer: (path: string) => PushAnswer = () => 201;
  let asked = 0;
  const hand = (channelID: string, message: object) => channels.get(channelID)?.socket.send(JSON.stringify({ messageType: 'notification', channelID, version: crypto.randomUUID(), ...message }));
  const server = https.createServer({ key: KEY, cert: CERTIFICATE }, async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const path = request.url!.slice(1);
    const body = Buffer.concat(parts);
    asked++;
    const channel = channels.get(path);
    const device = known.get(path);
    const mayPush = channel && isFrom(channel.key, url, request.headers.authorization);
    // Firefox opens it by itself.
    if (mayPush) hand(path, { data: body.toString('base64url'), headers: { encoding: request.headers['content-encoding'] } });
    const said = device ? answer(path) : mayPush ? 201 : channel ? 401 : 410;
    const { status, headers } = typeof said === 'number' ? { status: said, headers: {} } : said;
    if (device && status < 300) taken.push({ path, headers: request.headers, message: JSON.parse(decrypt(body, { version: 'aes128gcm', privateKey: device.key, authSecret: device.auth }).toString()) as TakenPush['message'] });
    response.writeHead(status, headers).end();
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;

  // Firefox asks here in the clear: it trusts no certificate of ours.
  const sockets = new WebSocketServer({ port: 0, host: '127.0.0.1', handleProtocols: protocols => [...protocols][0] ?? false });
  await new Promise<void>(resolve => sockets.once('listening', resolve));
  sockets.on('connection', socket => {
    const say = (message: object) => socket.send(JSON.stringify(message));
    socket.on('message', raw => {
      const message = JSON.parse(String(raw)) as { messageType?: string; channelID: string; key?: string; updates?: { channelID: string; code: number }[] };
      switch (message.messageType) {
        case 'hello': return say({ messageType: 'hello', status: 200, uaid: crypto.randomUUID().replaceAll('-', ''), use_webpush: true, broadcasts: {} });
        case 'register':
          channels.set(message.channelID, { socket, key: message.key ?? '' });
          return say({ messageType: 'register', channelID: message.channelID, status: 200, pushEndpoint: `${url}/${message.channelID}` });
        case 'unregister':
          channels.delete(message.channelID);
          return say({ messageType: 'unregister', channelID: message.channelID, status: 200 });
        case 'ack': return void acknowledged.push(...(message.updates ?? []));
        case undefined: return say({});
      }
    });
  });

  return {
    url, socketUrl: `ws://127.0.0.1:${(sockets.address() as AddressInfo).port}/`, certificate: CERTIFICATE, taken, acknowledged, channels,
    /** How often it was asked, whatever it answered. */
    get asked() {
      return asked;
    },
    /** Knows a device from now on, whose key opens what is pushed to it. */
    know: (path: string, key: ECDH, auth: string) => void known.set(path, { key, auth }),
    /** Hands a Firefox over a push that says nothing. */
    handEmpty: (channelID: string) => void hand(channelID, {}),
    /** Answers like that from now on. */
    answer: (how: typeof answer) => void (answer = how),
    clear() {
      taken.length = 0;
      asked = 0;
      answer = () => 201;
    },
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}

export type PushService = Awaited<ReturnType<typeof startPushService>>;
