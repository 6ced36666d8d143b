import { type ChildProcess, spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { SIP_PORT } from './asterisk.ts';
import { MessageLog, type SipMessage } from './messages.ts';
import type { Act } from './scenarios.ts';

const hex = (number: number, digits: number) => number.toString(16).toUpperCase().padStart(digits, '0');

/** Whether somebody listens for UDP there. */
function listens(address: string, port: number): boolean {
  const local = `${address.split('.').reverse().map(part => hex(Number(part), 2)).join('')}:${hex(port, 4)}`;
  return readFileSync('/proc/net/udp', 'utf8').includes(` ${local} `);
}

let controlPort = 18_800;
let mediaPort = 23_000;

/** How a peer is started. */
export interface PeerOptions {
  name: string;
  folder: string;
  address: string;
  port: number;
  scenario: string;
  more?: string[];
}

/** A SIPp with an address of its own, which writes down every message. */
export class Peer {
  readonly name: string;
  readonly address: string;
  readonly port: number;
  /** SIPp's exit code: 0 when every call went as its scenario has it. Null: killed. */
  readonly ended: Promise<number | null>;
  readonly #process: ChildProcess;
  readonly #log: MessageLog;
  readonly #errors: string;
  #running = true;
  #said = '';

  constructor({ name, folder, address, port, scenario, more = [] }: PeerOptions) {
    this.name = name;
    this.address = address;
    this.port = port;
    const file = path.join(folder, `${name}.xml`);
    const log = path.join(folder, `${name}.messages`);
    this.#log = new MessageLog(log);
    this.#errors = path.join(folder, `${name}.errors`);
    writeFileSync(file, scenario);
    mediaPort += 40;
    const media = mediaPort;
    this.#process = spawn(
      'sipp',
      [
        '-sf', file, '-i', address, '-p', String(port), '-mi', address, '-mp', String(media),
        // Its control socket listens on every address otherwise.
        '-ci', '127.0.0.1', '-cp', String(controlPort++), '-nostdin', '-default_behaviors', 'all,-bye',
        '-trace_msg', '-message_file', log, '-trace_err', '-error_file', this.#errors, ...more, `127.0.0.1:${SIP_PORT}`,
      ],
      { stdio: ['ignore', 'ignore', 'pipe'], cwd: folder },
    );
    this.#process.stderr!.on('data', chunk => {
      this.#said += String(chunk);
    });
    this.ended = new Promise(resolve => {
      this.#process.once('exit', code => {
        this.#running = false;
        resolve(code);
      });
    });
  }

  /** Waits until it can be called. */
  async ready(): Promise<this> {
    await this.#until(() => listens(this.address, this.port), 'to listen', 5000);
    return this;
  }

  /** Everything that it sent and received until now. */
  messages(): SipMessage[] {
    return this.#log.read();
  }

  /** All requests of that kind which it received. */
  received(method: string): SipMessage[] {
    return this.messages().filter(message => message.direction === 'received' && message.method === method && !message.cseq.endsWith(' CONTROL'));
  }

  /** Waits for a message, and fails with all that came instead. */
  async waitFor(fits: (message: SipMessage) => boolean, what = 'a message', within = 15_000): Promise<SipMessage> {
    let found: SipMessage | undefined;
    await this.#until(() => (found = this.messages().find(fits)) !== undefined, `to see ${what}`, within);
    return found!;
  }

  /** Waits for the n-th call that this peer is sent. */
  async invited(nth = 1, fits: (message: SipMessage) => boolean = () => true, within = 15_000): Promise<SipMessage> {
    let found: SipMessage | undefined;
    // A request that is sent again is the same call.
    const calls = () => [...new Map(this.received('INVITE').filter(fits).map(message => [message.callId, message])).values()];
    await this.#until(() => (found = calls()[nth - 1]) !== undefined, `to be called (${nth})`, within);
    return found!;
  }

  /** Tells the peer what to do in the call that it is in: it presses the button, so to say. */
  async tell(act: Act, callId: string): Promise<void> {
    // What comes while SIPp is between two steps of a scenario aborts the call.
    await this.#until(() => Date.now() - this.#lastOf(callId) > 40, 'for quiet in the call', 5000);
    const socket = createSocket('udp4');
    const lines = [
      `${act} sip:${this.name}@${this.address}:${this.port} SIP/2.0`, `Via: SIP/2.0/UDP 127.0.0.1:9;branch=z9hG4bK-${crypto.randomUUID()}`,
      'From: <sip:test@127.0.0.1>;tag=test', 'To: <sip:test@127.0.0.1>', `Call-ID: ${callId}`, `CSeq: 1 CONTROL`, 'Content-Length: 0', '', '',
    ];
    await new Promise<void>((resolve, reject) => {
      socket.send(lines.join('\r\n'), this.port, this.address, error => {
        socket.close();
        if (error) reject(error);
        else resolve();
      });
    });
  }

  /** Ends it as if its network were cut. */
  async kill(): Promise<void> {
    this.#process.kill('SIGKILL');
    await this.ended;
  }

  #lastOf(callId: string): number {
    return this.messages().findLast(message => message.callId === callId)?.at.getTime() ?? 0;
  }

  /** What it saw and what SIPp complains of, for people. */
  report(): string {
    const errors = existsSync(this.#errors) ? readFileSync(this.#errors, 'utf8').slice(-1500) : '';
    return [...this.messages().map(message => `${message.at.toISOString().slice(11, 23)} ${message.direction} ${message.first}`), errors, this.#said.slice(-1000)].join('\n');
  }

  async #until(done: () => boolean, what: string, within: number): Promise<void> {
    const until = Date.now() + within;
    while (!done()) {
      if (Date.now() > until) {
        throw new Error(`${this.name} waited in vain ${what}${this.#running ? '' : ' (it has ended)'}. It saw:\n${this.report()}`);
      }
      await new Promise(resolve => setTimeout(resolve, 15));
    }
  }
}
