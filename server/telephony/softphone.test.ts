import { createHash, createHmac } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { SESSION_COOKIE, startSession } from '../identity/session.ts';
import { expire, expiryOf } from '../retention/expiry.ts';
import type { CustomerUserActor, SecretaryActor } from '../identity/actor.ts';
import { type Desk, openDesk } from '../test/desk.ts';
import { openServer } from '../test/server.ts';
import { matchSoftphones } from './softphone.service.ts';
import type { PhoneHouse } from './softphones.ts';

const OPEN = `mutation { openSoftphone { __typename ... on Softphone { username password domain path iceServers { urls username credential } } ... on SoftphoneUnavailable { message } } }`;
const CLOSE = 'mutation { closeSoftphone }';

let desk: Desk;
let server: Awaited<ReturnType<typeof openServer>>;
let system: Exchange;
let jana: SecretaryActor;
let tom: SecretaryActor;
let weber: CustomerUserActor;
const browsers: WebSocket[] = [];

/** A telephone system: keeps accounts, and takes SIP on a socket. */
class Exchange {
  readonly accounts = new Map<string, string>();
  isDown = false;
  readonly sockets: WebSocketServer;
  private readonly waiting: ((socket: WebSocket) => void)[] = [];

  constructor() {
    this.sockets = new WebSocketServer({ host: '127.0.0.1', port: 0, path: '/ws', handleProtocols: protocols => (protocols.has('sip') ? 'sip' : false) });
    this.sockets.on('connection', socket => this.waiting.shift()?.(socket));
  }
  async put({ username, digest }: { username: string; digest: string }): Promise<void> {
    if (this.isDown) throw new Error('connect ECONNREFUSED');
    this.accounts.set(username, digest);
  }
  async remove(username: string): Promise<void> {
    this.accounts.delete(username);
  }
  async list(): Promise<string[]> {
    return [...this.accounts.keys()];
  }
  /** The next telephone's end at the telephone system. */
  nextSocket(): Promise<WebSocket> {
    return new Promise(resolve => this.waiting.push(resolve));
  }
  house(): PhoneHouse {
    return {
      accounts: this,
      socketUrl: new URL(`ws://127.0.0.1:${(this.sockets.address() as AddressInfo).port}/ws`),
      ice: { stunUrls: ['stun:stun.example.com:3478'], turn: { urls: ['turn:turn.example.com:3478?transport=udp'], secret: 'wie coturn' } },
    };
  }
}

beforeAll(async () => {
  desk = await openDesk();
  server = await openServer(desk);
  jana = await desk.secretary();
  tom = await desk.secretary({ name: 'Tom Berger' });
  weber = await desk.customerUser(await desk.customer());
});
beforeEach(async () => {
  system = new Exchange();
  await once(system.sockets, 'listening');
  desk.ground.phones = system.house();
});
afterEach(() => {
  for (const browser of browsers.splice(0)) browser.terminate();
  for (const socket of system.sockets.clients) socket.terminate();
  system.sockets.close();
});
afterAll(async () => {
  await server.close();
  await desk.close();
});

/** A browser's telephone that asks to be connected. */
function dial(headers: Record<string, string>, protocol = 'sip'): WebSocket {
  const browser = new WebSocket(`ws://127.0.0.1:${server.port}/telephony/phone`, protocol, { headers });
  browsers.push(browser);
  browser.on('error', () => undefined);
  return browser;
}
const refusal = async (headers: Record<string, string>, protocol?: string): Promise<number | undefined> => {
  const [, { statusCode }] = (await once(dial(headers, protocol), 'unexpected-response')) as [unknown, IncomingMessage];
  return statusCode;
};
/** Both ends of a telephone that is connected. */
async function connected(cookie: string): Promise<{ browser: WebSocket; end: WebSocket }> {
  const arrived = system.nextSocket();
  const browser = dial({ cookie, origin: server.url });
  const [end] = await Promise.all([arrived, once(browser, 'open')]);
  return { browser, end };
}
const heard = async (socket: WebSocket): Promise<string> => String(((await once(socket, 'message')) as [Buffer])[0]);
const closed = async (socket: WebSocket): Promise<number> => ((await once(socket, 'close')) as [number])[0];
const rows = async () => (await desk.sql.pool.query('select username, secretary_id, digest from softphone order by created_at')).rows;
const softphones = async (cookie: string | null) => server.post(cookie, OPEN);
const refusedWith = ({ errors }: { errors?: { extensions: { code: string } }[] }) => errors?.[0]?.extensions.code;

describe('the account of a telephone', () => {
  test('is told once, to the secretary for whose session it is, and known to the telephone system by a digest', async () => {
    const { data } = await softphones(await server.cookieOf(jana));
    const { username, password, ...rest } = data.openSoftphone;
    expect(username).toMatch(/^desk-[0-9a-f]{24}$/);
    const expires = desk.now().getTime() / 1000 + 12 * 3600;
    expect(rest).toEqual({
      __typename: 'Softphone', domain: 'asterisk', path: '/telephony/phone',
      iceServers: [
        { urls: ['stun:stun.example.com:3478'], username: null, credential: null },
        { urls: ['turn:turn.example.com:3478?transport=udp'], username: `${expires}:${jana.secretaryId}`, credential: createHmac('sha1', 'wie coturn').update(`${expires}:${jana.secretaryId}`).digest('base64') },
      ],
    });
    expect(system.accounts.get(username)).toBe(createHash('md5').update(`${username}:asterisk:${password}`).digest('hex'));
    expect(JSON.stringify(await rows())).not.toContain(password);
  });

  test('gets another password when it is asked for again, and is another one in another session', async () => {
    const cookie = await server.cookieOf(jana);
    const first = (await softphones(cookie)).data.openSoftphone;
    const before = system.accounts.get(first.username);
    const second = (await softphones(cookie)).data.openSoftphone;
    expect(second.username).toBe(first.username);
    expect(second.password).not.toBe(first.password);
    expect(system.accounts.get(first.username)).not.toBe(before);
    const elsewhere = (await softphones(await server.cookieOf(jana))).data.openSoftphone;
    expect(elsewhere.username).not.toBe(first.username);
    expect(system.accounts.size).toBe(2);
  });

  test('makes the calls that she has ring at it, and those of nobody else', async () => {
    const { number } = await desk.line(weber.customerId);
    const [mine, theirs] = [await desk.call(number), await desk.call(number)];
    for (const [who, { id }] of [[jana, mine], [tom, theirs]] as const) await desk.run(who, 'mutation ($id: ID!) { takeCall(callId: $id) { __typename } }', { id });
    const told = async () => (await desk.sql.pool.query(`select subject_id from event where kind = 'CALL_CHANGED' order by seq`)).rows.map(row => row.subject_id as string);
    const before = await told();
    const cookie = await server.cookieOf(jana);
    await softphones(cookie);
    await softphones(cookie);
    expect((await told()).slice(before.length)).toEqual([mine.id]);
  });

  test('is not for customers and strangers, nor for a page of another site', async () => {
    expect(refusedWith(await softphones(await server.cookieOf(weber)))).toBe('FORBIDDEN');
    expect(refusedWith(await softphones(null))).toBe('UNAUTHENTICATED');
    expect(refusedWith(await server.post(await server.cookieOf(jana), OPEN, {}, { origin: 'https://elsewhere.example' }))).toBe('FORBIDDEN');
    expect(system.accounts.size).toBe(0);
  });

  test('is not made over a socket, which has no session', async () => {
    const socket = await server.connect(jana);
    expect((await socket.ask(OPEN)).errors?.[0].extensions).toEqual({ code: 'BAD_USER_INPUT', field: 'openSoftphone' });
  });

  test('is not to be had without a telephone system, and the desk can know before', async () => {
    const cookie = await server.cookieOf(jana);
    expect((await server.post(cookie, '{ hasSoftphones }')).data).toEqual({ hasSoftphones: true });
    desk.ground.phones = null;
    expect((await server.post(cookie, '{ hasSoftphones }')).data).toEqual({ hasSoftphones: false });
    expect((await softphones(cookie)).data.openSoftphone.__typename).toBe('SoftphoneUnavailable');
    expect((await server.post(cookie, CLOSE)).data).toEqual({ closeSoftphone: true });
  });

  test('is not to be had while the telephone system is away, and comes back to it with those of all who are signed in', async () => {
    const [here, gone] = [await server.cookieOf(jana), await server.cookieOf(tom)];
    const { username } = (await softphones(here)).data.openSoftphone;
    const other = (await softphones(gone)).data.openSoftphone.username;
    system.isDown = true;
    expect((await softphones(here)).data.openSoftphone.__typename).toBe('SoftphoneUnavailable');
    // It restarts and has lost all; somebody signed out meanwhile, and somebody else's account was left behind.
    system.isDown = false;
    system.accounts.clear();
    system.accounts.set('desk-leftbehind0', 'x');
    await server.post(gone, 'mutation { signOut }');
    await matchSoftphones(desk.ground, system, desk.now());
    expect(system.accounts.has(username)).toBe(true);
    expect(system.accounts.has(other)).toBe(false);
    expect(system.accounts.has('desk-leftbehind0')).toBe(false);
  });

  test('ends when its owner ends it, and no other with it', async () => {
    const [own, others] = [await server.cookieOf(jana), await server.cookieOf(tom)];
    const { username } = (await softphones(own)).data.openSoftphone;
    const other = (await softphones(others)).data.openSoftphone.username;
    await server.post(own, CLOSE);
    expect([...system.accounts.keys()]).toEqual([other]);
    expect((await rows()).map((row: { username: string }) => row.username)).not.toContain(username);
    expect(refusedWith(await server.post(await server.cookieOf(weber), CLOSE))).toBe('FORBIDDEN');
    expect(system.accounts.has(other)).toBe(true);
  });

  test('ends with the session', async () => {
    const cookie = await server.cookieOf(jana);
    const { username } = (await softphones(cookie)).data.openSoftphone;
    await server.post(cookie, 'mutation { signOut }');
    expect(system.accounts.has(username)).toBe(false);
    expect((await rows()).map((row: { username: string }) => row.username)).not.toContain(username);
  });

  test('ends with a session that runs out', async () => {
    const { token } = await startSession(desk.sql, jana.accountId, new Date(desk.now().getTime() - 14 * 86_400_000 + 1000));
    const { username } = (await softphones(`${SESSION_COOKIE}=${token}`)).data.openSoftphone;
    const then = new Date(desk.now().getTime() + 2000);
    await matchSoftphones(desk.ground, system, then);
    expect(system.accounts.has(username)).toBe(false);
    await expire({ sql: desk.sql, secrets: desk.ground.secrets, maintenance: desk.sql }, expiryOf('session'), then);
    expect((await rows()).map((row: { username: string }) => row.username)).not.toContain(username);
  });
});

describe('the way to the telephone system', () => {
  test('passes on what browser and telephone system tell each other, as text', async () => {
    const { browser, end } = await connected(await server.cookieOf(jana));
    expect(browser.protocol).toBe('sip');
    browser.send('REGISTER sip:asterisk SIP/2.0\r\n\r\n');
    expect(await heard(end)).toBe('REGISTER sip:asterisk SIP/2.0\r\n\r\n');
    end.send('SIP/2.0 200 OK\r\n\r\n');
    const [data, isBinary] = (await once(browser, 'message')) as [Buffer, boolean];
    expect([String(data), isBinary]).toEqual(['SIP/2.0 200 OK\r\n\r\n', false]);
  });

  test('answers a browser that asks whether it is still there, without asking the telephone system', async () => {
    const { browser, end } = await connected(await server.cookieOf(jana));
    browser.send('\r\n\r\n');
    expect(await heard(browser)).toBe('\r\n');
    browser.send('OPTIONS sip:asterisk SIP/2.0\r\n\r\n');
    expect(await heard(end)).toContain('OPTIONS');
  });

  test('does not tell the telephone system who is signed in', async () => {
    const asked = once(system.sockets, 'connection') as Promise<[WebSocket, IncomingMessage]>;
    await connected(await server.cookieOf(jana));
    expect((await asked)[1].headers).not.toHaveProperty('cookie');
  });

  test('is closed to strangers, customers, pages of other sites, and whatever does not speak SIP', async () => {
    const cookie = await server.cookieOf(jana);
    expect(await refusal({})).toBe(401);
    expect(await refusal({ cookie: `${SESSION_COOKIE}=guessed` })).toBe(401);
    expect(await refusal({ cookie: await server.cookieOf(weber) })).toBe(403);
    expect(await refusal({ cookie, origin: 'https://elsewhere.example' })).toBe(403);
    expect(await refusal({ cookie }, 'graphql-transport-ws')).toBe(400);
    desk.ground.phones = null;
    expect(await refusal({ cookie })).toBe(404);
    expect(server.phoneRelay.count()).toBe(0);
  });

  test('leaves the other sockets of the house alone', async () => {
    const socket = await server.connect(jana);
    expect((await socket.ask('{ __typename }')).data).toEqual({ __typename: 'Query' });
    const lost = new WebSocket(`ws://127.0.0.1:${server.port}/nowhere`);
    lost.on('error', () => undefined);
    const [, { statusCode }] = (await once(lost, 'unexpected-response')) as [unknown, IncomingMessage];
    expect(statusCode).toBe(404);
  });

  // Sooner than the next look at all sessions would find it.
  test('ends the moment the secretary signs out, and those of others do not', { timeout: 5_000 }, async () => {
    const [own, others] = [await server.cookieOf(jana), await server.cookieOf(tom)];
    const mine = await connected(own);
    const theirs = await connected(others);
    const both = Promise.all([closed(mine.browser), closed(mine.end)]);
    await server.post(own, 'mutation { signOut }');
    expect((await both)[0]).toBe(4403);
    expect(await refusal({ cookie: own })).toBe(401);
    theirs.browser.send('OPTIONS sip:asterisk SIP/2.0\r\n\r\n');
    expect(await heard(theirs.end)).toContain('OPTIONS');
  });

  test('closes when the telephone system does, so that the telephone comes again', async () => {
    const { browser, end } = await connected(await server.cookieOf(jana));
    const code = closed(browser);
    end.terminate();
    expect(await code).toBe(1013);
    system.sockets.close();
    for (const socket of system.sockets.clients) socket.terminate();
    expect(await refusal({ cookie: await server.cookieOf(jana) })).toBe(502);
  });

  test('ends at the telephone system when the browser goes', async () => {
    const { browser, end } = await connected(await server.cookieOf(jana));
    const gone = closed(end);
    browser.terminate();
    await gone;
    expect(server.phoneRelay.count()).toBe(0);
  });

  test('takes no message that is too long, none that is not text, and not too many at once', async () => {
    const long = await connected(await server.cookieOf(jana));
    const tooLong = closed(long.browser);
    long.browser.send('x'.repeat(40_000));
    expect(await tooLong).toBe(1009);
    const binary = await connected(await server.cookieOf(jana));
    const notText = closed(binary.browser);
    binary.browser.send(Buffer.from('REGISTER'), { binary: true });
    expect(await notText).toBe(1003);
    const fast = await connected(await server.cookieOf(jana));
    const tooMany = closed(fast.browser);
    for (let count = 0; count < 400; count++) fast.browser.send('OPTIONS sip:asterisk SIP/2.0\r\n\r\n');
    expect(await tooMany).toBe(1008);
  });

  test('has room for a handful of telephones of one secretary', async () => {
    const cookie = await server.cookieOf(await desk.secretary());
    for (let count = 0; count < 6; count++) await connected(cookie);
    expect(await refusal({ cookie })).toBe(429);
  });
});
