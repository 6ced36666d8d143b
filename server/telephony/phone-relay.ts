import { type IncomingMessage, type Server as HttpServer, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import type { Log } from '../events/tail.ts';
import type { SecretaryActor } from '../identity/actor.ts';
import { PHONE_PATH } from './softphone.service.ts';

/** Whose telephone connects, and by which session. */
export interface PhoneOwner { sessionId: string; token: string; person: SecretaryActor }

/** What one telephone may do at most. */
export interface RelayLimits {
  /** Longest SIP message, in bytes; default 32 kB. */
  messageBytes?: number;
  /** SIP messages of a browser per second, averaged over ten seconds; default 30. */
  messagesPerSecond?: number;
  /** What either side may leave untaken before it is cut off, in bytes; default 256 kB. */
  bufferedBytes?: number;
  /** Telephones at once per secretary; default 6. */
  perSecretary?: number;
  /** A telephone that does not answer a ping within this time is gone; default 15,000. */
  keepAliveMs?: number;
}

export interface PhoneRelayOptions {
  httpServer: HttpServer;
  /** Where the telephone system takes SIP; null: there is none. */
  socketUrl(): URL | null;
  /** Who comes, by the cookie of the upgrade; null for a stranger, `NOT_STAFF` for a customer's people. */
  authenticate(request: IncomingMessage): Promise<PhoneOwner | 'NOT_STAFF' | null>;
  /** Whether a page of this origin may connect. */
  allowedOrigin(request: IncomingMessage): boolean;
  limits?: RelayLimits;
  log: Log;
}

/** The way of telephones in browsers to the telephone system. */
export interface PhoneRelay {
  /** Telephones that are connected. */
  count(): number;
  /** Those whose telephones are connected, once for each. */
  owners(): PhoneOwner[];
  /** Cuts off the telephones of a session that is over, or whose bearer may do something else now. */
  disconnect(sessionId: string): void;
  /** Cuts off all, so that they come again elsewhere. */
  close(): Promise<void>;
}

const GOING_AWAY = 1001;
const UNSUPPORTED = 1003;
const POLICY = 1008;
const TRY_AGAIN_LATER = 1013;
const SIGNED_OUT = 4403;
const SUBPROTOCOL = 'sip';
const PING = Buffer.from('\r\n\r\n');
const PONG = '\r\n';
/** How long the telephone system may take to answer. */
const CONNECT_MS = 5000;
const BURST_SECONDS = 10;
/** How long a browser may take to say goodbye when all are cut off. */
const CLOSE_MS = 1000;

/**
 * Opens `/telephony/phone` for browsers that speak SIP over WebSocket (RFC 7118), and passes their messages on: so the
 * telephone system needs no way in of its own, and who may speak with it is decided here, by the session.
 */
export function openPhoneRelay(options: PhoneRelayOptions): PhoneRelay {
  const { httpServer, log, limits = {} } = options;
  const { messageBytes = 32 * 1024, messagesPerSecond = 30, bufferedBytes = 256 * 1024, perSecretary = 6, keepAliveMs = 15_000 } = limits;
  const sockets = new WebSocketServer({ noServer: true, clientTracking: false, perMessageDeflate: false, maxPayload: messageBytes, handleProtocols: () => SUBPROTOCOL });
  const lines = new Set<Line>();
  let closing = false;

  const upgrade = (request: IncomingMessage, raw: Duplex, head: Buffer) => {
    if (new URL(request.url ?? '/', 'http://any').pathname !== PHONE_PATH) return;
    raw.on('error', () => undefined);
    connect(request, raw, head).catch((error: unknown) => {
      log.error({ err: error }, 'a telephone could not be connected');
      refuse(raw, 500);
    });
  };

  async function connect(request: IncomingMessage, raw: Duplex, head: Buffer): Promise<void> {
    const target = options.socketUrl();
    if (closing) return refuse(raw, 503);
    if (!target) return refuse(raw, 404);
    if (!options.allowedOrigin(request)) return refuse(raw, 403);
    const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map(name => name.trim());
    if (!offered.includes(SUBPROTOCOL)) return refuse(raw, 400);
    const owner = await options.authenticate(request);
    if (owner === null) return refuse(raw, 401);
    if (owner === 'NOT_STAFF') return refuse(raw, 403);
    if ([...lines].filter(line => line.owner.person.secretaryId === owner.person.secretaryId).length >= perSecretary) return refuse(raw, 429);

    const system = new WebSocket(target, SUBPROTOCOL, { handshakeTimeout: CONNECT_MS, perMessageDeflate: false, maxPayload: messageBytes });
    const line = new Line(owner, system);
    // From now on, so that signing out meets it at whatever point it is.
    lines.add(line);
    system.once('close', () => line.close(TRY_AGAIN_LATER, 'The telephone system is gone'));
    system.on('error', (error: Error) => {
      log.warn({ err: error }, 'the telephone system takes no telephones');
      if (!line.browser) refuse(raw, 502);
    });
    raw.once('close', () => {
      lines.delete(line);
      system.terminate();
    });
    system.once('open', () => {
      if (line.isOver || closing || raw.destroyed) return refuse(raw, closing ? 503 : 401);
      sockets.handleUpgrade(request, raw, head, browser => join(line, browser));
    });
  }

  function join(line: Line, browser: WebSocket): void {
    const { system } = line;
    line.browser = browser;
    let credit = messagesPerSecond * BURST_SECONDS;
    let last = performance.now();
    browser.on('message', (data: Buffer, isBinary: boolean) => {
      if (isBinary) return line.close(UNSUPPORTED, 'Text only');
      const now = performance.now();
      credit = Math.min(messagesPerSecond * BURST_SECONDS, credit + ((now - last) / 1000) * messagesPerSecond) - 1;
      last = now;
      if (credit < 0) return line.close(POLICY, 'Too many messages');
      // A browser asks whether we are still there (RFC 5626): the answer is ours to give.
      if (data.equals(PING)) browser.send(PONG);
      else pass(line, system, data);
    });
    system.on('message', (data: Buffer) => pass(line, browser, data));
    browser.on('pong', () => { line.answered = true; });
    // ws closes the socket by itself, with the code that tells the browser why.
    browser.on('error', (error: Error) => log.warn({ err: error }, 'a telephone broke the protocol'));
    browser.once('close', () => {
      lines.delete(line);
      system.close();
    });
  }

  function pass(line: Line, to: WebSocket, data: Buffer): void {
    if (to.readyState !== WebSocket.OPEN) return;
    if (to.bufferedAmount > bufferedBytes) line.close(TRY_AGAIN_LATER, 'Too slow');
    else to.send(data, { binary: false });
  }

  const sweep = setInterval(() => {
    for (const line of lines) {
      if (line.browser && !line.answered) {
        line.browser.terminate();
        continue;
      }
      line.answered = false;
      line.browser?.ping();
    }
  }, keepAliveMs);

  httpServer.on('upgrade', upgrade);
  return {
    count: () => [...lines].filter(({ browser }) => browser).length,
    owners: () => [...lines].map(({ owner }) => owner),
    disconnect(sessionId) {
      for (const line of lines) if (line.owner.sessionId === sessionId) line.close(SIGNED_OUT, 'Signed out');
    },
    async close() {
      closing = true;
      httpServer.off('upgrade', upgrade);
      clearInterval(sweep);
      const gone = [...lines].map(line => new Promise<void>(resolve => { if (line.browser) line.browser.once('close', () => resolve()); else resolve(); }));
      for (const line of lines) line.close(GOING_AWAY, 'Going away');
      const late = setTimeout(() => { for (const { browser } of lines) browser?.terminate(); }, CLOSE_MS);
      await Promise.all(gone);
      clearTimeout(late);
    },
  };
}

/** One telephone: its browser, once it is let in, and the telephone system's end. */
class Line {
  browser: WebSocket | null = null;
  /** Whether the last ping was answered. */
  answered = true;
  isOver = false;

  constructor(readonly owner: PhoneOwner, readonly system: WebSocket) {}

  close(code: number, reason: string): void {
    this.isOver = true;
    this.browser?.close(code, reason);
    // Nothing of what is still under way is to arrive.
    this.system.terminate();
  }
}

function refuse(raw: Duplex, status: number): void {
  if (raw.destroyed || raw.writableEnded) return;
  raw.once('finish', () => raw.destroy());
  raw.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
