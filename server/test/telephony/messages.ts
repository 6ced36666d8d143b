import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';

/** A SIP message as a peer sent or received it. */
export interface SipMessage {
  direction: 'sent' | 'received';
  at: Date;
  /** The request line or the status line. */
  first: string;
  /** INVITE, BYE, …; null: a response. */
  method: string | null;
  /** 180, 200, …; null: a request. */
  status: number | null;
  callId: string;
  cseq: string;
  /** The whole text, header and body. */
  text: string;
}

/** All lines of the header with that name, in the order they came. */
export function headers(message: SipMessage, name: string): string[] {
  const head = message.text.split(/\r?\n\r?\n/)[0]!;
  const prefix = `${name.toLowerCase()}:`;
  return head.split(/\r?\n/).filter(line => line.toLowerCase().startsWith(prefix)).map(line => line.slice(prefix.length).trim());
}

function parse(direction: SipMessage['direction'], at: Date, text: string): SipMessage | null {
  const first = text.split(/\r?\n/, 1)[0]!.trim();
  const status = /^SIP\/2\.0 (\d{3})/.exec(first)?.[1];
  const method = /^([A-Z]+) \S+ SIP\/2\.0/.exec(first)?.[1];
  if (!status && !method) return null;
  const message = { direction, at, first, method: method ?? null, status: status ? Number(status) : null, callId: '', cseq: '', text };
  return { ...message, callId: headers(message, 'Call-ID')[0] ?? '', cseq: headers(message, 'CSeq')[0] ?? '' };
}

const MARK = /^-{40,} (\d{4}-\d{2}-\d{2})\s+(\d{2}:\d{2}:\d{2}\.\d+)\n\w+ message (sent|received) (?:\(\d+ bytes\)|\[\d+\] bytes)\s*:?\s*\n\n/gm;

/** Reads what SIPp writes with -trace_msg, each time only what is new. */
export class MessageLog {
  readonly #file: string;
  readonly #messages: SipMessage[] = [];
  /** Where the last message begins, which may not be written to its end yet. */
  #from = 0;
  #complete = 0;

  constructor(file: string) {
    this.#file = file;
  }

  read(): SipMessage[] {
    if (!existsSync(this.#file)) return [];
    const file = openSync(this.#file, 'r');
    const fresh = Buffer.alloc(fstatSync(file).size - this.#from);
    readSync(file, fresh, 0, fresh.length, this.#from);
    closeSync(file);
    // SIPp writes Latin-1 as it comes, and places are counted in bytes.
    const log = fresh.toString('latin1');
    const marks = [...log.matchAll(MARK)];
    this.#messages.length = this.#complete;
    marks.forEach((mark, index) => {
      const text = log.slice(mark.index + mark[0].length, marks[index + 1]?.index ?? log.length).trimEnd();
      const message = parse(mark[3] as SipMessage['direction'], new Date(`${mark[1]}T${mark[2]!.slice(0, 12)}`), text);
      if (index === marks.length - 1) this.#complete = this.#messages.length;
      if (message) this.#messages.push(message);
    });
    this.#from += marks.at(-1)?.index ?? 0;
    return [...this.#messages];
  }
}
