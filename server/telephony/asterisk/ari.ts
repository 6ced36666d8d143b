import { setTimeout as wait } from 'node:timers/promises';
import { WebSocket } from 'ws';
import type { AriEvent } from './ari-types.ts';

/** Where the connection to Asterisk is. */
export type AriState =
  | { state: 'CONNECTED'; version: string; startedAt: Date }
  /** Not connected; tried again until `stop`. */
  | { state: 'LOST'; reason: string }
  /** Another process has taken the application over. Nothing is tried again. */
  | { state: 'REPLACED' };

/** Asterisk refused a request, or did not answer in time; `status` is null when there was no answer. */
export class AriError extends Error {
  override readonly name = 'AriError';
  readonly status: number | null;
  constructor(status: number | null, method: string, path: string, told: string) {
    super(`${method} ${path}: ${status ?? 'no answer'} ${told}`);
    this.status = status;
  }
}

/** What a request says besides its path; undefined is left out. */
export type Query = Record<string, string | number | boolean | undefined>;

/** Asterisk's REST interface and its events. */
export interface Ari {
  get<T>(path: string, query?: Query): Promise<T>;
  /** The body as it is. */
  download(path: string): Promise<Buffer>;
  post<T = unknown>(path: string, query?: Query, body?: object): Promise<T>;
  put<T = unknown>(path: string, query?: Query, body?: object): Promise<T>;
  /** What is not there is no error; says whether it was. */
  delete(path: string, query?: Query): Promise<boolean>;
  /** Connects, and connects again whenever the connection is lost. Returns at once. */
  start(): void;
  /** Lets go of Asterisk; its calls go on. */
  stop(): void;
}

/** Where Asterisk is and who hears of it. */
export interface AriOptions {
  /** Such as http://user:password@127.0.0.1:8088. */
  url: string;
  app: string;
  onEvent(event: AriEvent): void;
  /** Told of each change. Events that come while it works on CONNECTED are told at once, too. */
  onState(state: AriState): void;
  /** How long one request may take; default 5,000. */
  requestMs?: number;
  /** How often a silent connection is asked whether it lives; default 5,000. */
  pingMs?: number;
}

interface AsteriskInfo { system: { version: string }; status: { startup_time: string } }

const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 5_000;

/** A client for Asterisk's REST interface; one application, one connection. */
export function openAri({ url, app, onEvent, onState, requestMs = 5_000, pingMs = 5_000 }: AriOptions): Ari {
  const { origin, username, password } = new URL(url);
  const authorization = `Basic ${Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64')}`;
  let stopped: AbortController | null = null;

  async function request(method: string, path: string, query: Query = {}, body?: object): Promise<Response> {
    const address = new URL(`/ari${path}`, origin);
    for (const [name, value] of Object.entries(query)) if (value !== undefined) address.searchParams.set(name, String(value));
    let response: Response;
    try {
      response = await fetch(address, {
        method,
        headers: { authorization, ...(body && { 'content-type': 'application/json' }) },
        ...(body && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(requestMs),
      });
    } catch (error) {
      // The cause says what a network's error is about; its own message is always the same.
      const { message, cause } = error as Error;
      throw new AriError(null, method, path, cause instanceof Error ? cause.message : message);
    }
    if (!response.ok) throw new AriError(response.status, method, path, await response.text());
    return response;
  }
  async function json<T>(method: string, path: string, query?: Query, body?: object): Promise<T> {
    const text = await (await request(method, path, query, body)).text();
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }
  async function info(): Promise<AriState> {
    const { system, status } = await json<AsteriskInfo>('GET', '/asterisk/info');
    return { state: 'CONNECTED', version: system.version, startedAt: new Date(status.startup_time) };
  }

  /** One connection, from its beginning to its end; says why it ended. */
  function connection(signal: AbortSignal): Promise<{ reason: string; replaced: boolean; wasOpen: boolean }> {
    return new Promise(resolve => {
      const socket = new WebSocket(`${origin.replace(/^http/, 'ws')}/ari/events?app=${encodeURIComponent(app)}`, { headers: { authorization }, handshakeTimeout: requestMs });
      let wasOpen = false;
      let replaced = false;
      let reason = 'The connection was closed.';
      let isAlive = true;
      const ping = setInterval(() => {
        if (!wasOpen) return;
        if (!isAlive) {
          reason = 'Asterisk did not answer.';
          return socket.terminate();
        }
        isAlive = false;
        socket.ping();
      }, pingMs);
      const end = () => socket.terminate();
      signal.addEventListener('abort', end);
      socket.on('pong', () => { isAlive = true; });
      socket.on('open', () => {
        wasOpen = true;
        info().then(
          state => { if (!signal.aborted && socket.readyState === WebSocket.OPEN) onState(state); },
          (error: Error) => { reason = error.message; socket.terminate(); },
        );
      });
      socket.on('message', data => {
        isAlive = true;
        const event = JSON.parse(String(data)) as AriEvent;
        if (event.type === 'ApplicationReplaced') {
          replaced = true;
          socket.terminate();
        } else if (!signal.aborted) onEvent(event);
      });
      socket.on('error', error => { reason = error.message; });
      socket.on('close', () => {
        clearInterval(ping);
        signal.removeEventListener('abort', end);
        resolve({ reason, replaced, wasOpen });
      });
    });
  }

  async function keepConnected(signal: AbortSignal): Promise<void> {
    for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)) {
      const { reason, replaced, wasOpen } = await connection(signal);
      if (signal.aborted) return;
      onState(replaced ? { state: 'REPLACED' } : { state: 'LOST', reason });
      if (replaced) return;
      if (wasOpen) waitMs = FIRST_WAIT_MS;
      await wait(waitMs, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
    }
  }

  return {
    get: (path, query) => json('GET', path, query),
    download: async path => Buffer.from(await (await request('GET', path)).arrayBuffer()),
    post: (path, query, body) => json('POST', path, query, body),
    put: (path, query, body) => json('PUT', path, query, body),
    async delete(path, query) {
      try {
        await request('DELETE', path, query);
        return true;
      } catch (error) {
        if (error instanceof AriError && error.status === 404) return false;
        throw error;
      }
    },
    start() {
      if (stopped) return;
      stopped = new AbortController();
      void keepConnected(stopped.signal);
    },
    stop() {
      stopped?.abort();
    },
  };
}
