import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import WebSocket from 'ws';
import { SESSION_COOKIE } from '../identity/session.ts';
import type { House } from './house.ts';

/** A service of the bench in a process of its own. */
export interface Served {
  port: number;
  /** Processor time that the process has used, in ms. */
  cpu(): Promise<number>;
  stop(): Promise<void>;
}

/** Starts ours, ours without looks in the audit log, or the same schema behind Apollo and graphql-ws as usual. */
export async function serve(kind: 'ours' | 'unrecorded' | 'standard', house: House): Promise<Served> {
  const child = fork(fileURLToPath(new URL('service.ts', import.meta.url)), [kind, JSON.stringify(house.address)], { execArgv: ['--import', 'tsx'] });
  const told = <T>(key: string) =>
    new Promise<T>((resolve, reject) => {
      const ended = (code: number | null) => reject(new Error(`the service ended with ${code}`));
      const listen = (message: Record<string, T>) => {
        if (!(key in message)) return;
        child.off('message', listen);
        child.off('exit', ended);
        resolve(message[key] as T);
      };
      child.on('message', listen);
      child.once('exit', ended);
    });
  const port = await told<number>('port');
  return {
    port,
    cpu: () => {
      const cpu = told<number>('cpu');
      child.send('cpu');
      return cpu;
    },
    stop: () =>
      new Promise<void>(resolve => {
        child.once('exit', () => resolve());
        child.send('end');
      }),
  };
}

/** A socket that has said hello, as the person with the token. */
export function connect(port: number, token: string): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/graphql`, 'graphql-transport-ws', { headers: { cookie: `${SESSION_COOKIE}=${token}` }, perMessageDeflate: false });
    socket.once('error', reject);
    socket.once('open', () => socket.send('{"type":"connection_init"}'));
    socket.once('message', () => resolve(socket));
  });
}

/** Asks a query over the socket. */
export function ask(socket: WebSocket, id: string, query: string, variables: Record<string, unknown>): Promise<string> {
  return new Promise(resolve => {
    const listen = (data: WebSocket.RawData) => {
      const text = String(data);
      if (!text.includes(`"id":"${id}"`)) return;
      if (text.includes('"type":"next"')) {
        socket.off('message', listen);
        resolve(text);
      }
    };
    socket.on('message', listen);
    socket.send(JSON.stringify({ id, type: 'subscribe', payload: { query, variables } }));
  });
}
