import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

/** A text message as a client's WebSocket frame; a mask of zeros is an allowed one. */
export function clientFrame(message: object): Buffer {
  const payload = Buffer.from(JSON.stringify(message));
  const header = payload.length < 126 ? Buffer.from([0x81, 0x80 | payload.length]) : Buffer.from([0x81, 0xfe, payload.length >> 8, payload.length & 0xff]);
  return Buffer.concat([header, Buffer.alloc(4), payload]);
}

/** Counts the messages of many sockets together. */
export class Crowd {
  private count = 0;
  private waiting: { count: number; resolve: () => void } | undefined;

  add(messages: number): void {
    this.count += messages;
    if (this.waiting && this.count >= this.waiting.count) {
      this.waiting.resolve();
      this.waiting = undefined;
    }
  }

  /** Resolves when so many more messages than now have come. */
  more(messages: number): Promise<void> {
    return new Promise(resolve => { this.waiting = { count: this.count + messages, resolve }; });
  }
}

const EMPTY = Buffer.alloc(0);
const PONG = Buffer.from([0x8a, 0x80, 0, 0, 0, 0]);

/** A WebSocket client that only counts messages, so that a thousand of them leave the processor to the server. */
export class BareSocket {
  /** The newest message when `listens`. */
  last = '';
  private readonly socket: Socket;
  private rest: Buffer = EMPTY;
  private upgraded = false;

  /** Connects; `first` is sent after the upgrade, `second` after the first message that comes. */
  constructor(port: number, headers: Record<string, string>, private readonly first: Buffer, private second: Buffer | undefined, private readonly crowd: Crowd, private readonly listens = false) {
    this.socket = connect(port, '127.0.0.1');
    this.socket.setNoDelay(true);
    this.socket.on('data', chunk => this.take(chunk));
    const lines = [
      'GET /graphql HTTP/1.1', 'Host: 127.0.0.1', 'Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13', `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
      'Sec-WebSocket-Protocol: graphql-transport-ws', ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`), '', '',
    ];
    this.socket.write(lines.join('\r\n'));
  }

  close(): void {
    this.socket.destroy();
  }

  private take(chunk: Buffer): void {
    let data = this.rest.length > 0 ? Buffer.concat([this.rest, chunk]) : chunk;
    if (!this.upgraded) {
      const end = data.indexOf('\r\n\r\n');
      if (end < 0) {
        this.rest = data;
        return;
      }
      if (!data.toString('latin1', 0, 12).endsWith('101')) throw new Error(`no upgrade: ${data.toString('latin1', 0, end)}`);
      this.upgraded = true;
      data = data.subarray(end + 4);
      this.socket.write(this.first);
    }
    let at = 0;
    let messages = 0;
    while (data.length - at >= 2) {
      let length = data[at + 1]! & 0x7f;
      let header = 2;
      if (length === 126) {
        header = 4;
        if (data.length - at < header) break;
        length = data.readUInt16BE(at + 2);
      } else if (length === 127) {
        header = 10;
        if (data.length - at < header) break;
        length = data.readUInt32BE(at + 6);
      }
      if (data.length - at < header + length) break;
      const opcode = data[at]! & 0x0f;
      if (opcode === 1) {
        messages++;
        if (this.listens) this.last = data.toString('utf8', at + header, at + header + length);
      } else if (opcode === 9) {
        this.socket.write(PONG);
      } else if (opcode === 8) {
        throw new Error(`closed: ${data.toString('utf8', at + header + 2, at + header + length)}`);
      }
      at += header + length;
    }
    this.rest = at < data.length ? Buffer.from(data.subarray(at)) : EMPTY;
    if (messages > 0 && this.second) {
      this.socket.write(this.second);
      this.second = undefined;
    }
    if (messages > 0) this.crowd.add(messages);
  }
}
