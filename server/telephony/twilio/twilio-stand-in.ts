import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An element of a document that the line was given. */
export interface Part { name: string; attributes: Record<string, string>; text: string; parts: Part[] }

/** Reads the little XML that we answer with. */
export function partsOf(xml: string): Part[] {
  const root: Part = { name: '', attributes: {}, text: '', parts: [] };
  const open = [root];
  const unescape = (text: string) => text.replace(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => ({ lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' })[name] as string);
  for (const [, end, name, attributes = '', empty, text] of xml.replace(/^<\?.*?\?>/, '').matchAll(/<(\/?)(\w+)((?:\s[\w:]+="[^"]*")*)\s*(\/?)>|([^<]+)/g)) {
    const current = open.at(-1) as Part;
    if (text !== undefined) current.text += unescape(text);
    else if (end) open.pop();
    else {
      const part: Part = { name: name as string, attributes: Object.fromEntries([...attributes.matchAll(/([\w:]+)="([^"]*)"/g)].map(([, key, value]) => [key, unescape(value as string)])), text: '', parts: [] };
      current.parts.push(part);
      if (!empty) open.push(part);
    }
  }
  if (open.length !== 1 || root.parts[0]?.name !== 'Response') throw new Error(`this is no TwiML: ${xml}`);
  return root.parts[0].parts;
}

const FINAL = ['completed', 'busy', 'no-answer', 'failed', 'canceled'];
const sid = (kind: string) => kind + crypto.randomUUID().replaceAll('-', '');

/** A telephone that Twilio has dialled for a caller. */
export class Leg {
  readonly sid = sid('CA');
  status = 'ringing';
  /** Where the key that is pressed goes. */
  private gather: string | null = null;
  heard: string[] = [];
  readonly line: Line;
  readonly to: string;
  private readonly noun: Part;

  constructor(line: Line, noun: Part) {
    this.line = line;
    this.noun = noun;
    this.to = noun.text;
  }

  /** Somebody picks up, or a mailbox does. */
  async pickUp(): Promise<void> {
    this.status = 'in-progress';
    const { url } = this.noun.attributes;
    await this.run(url ? partsOf(await this.line.post(url, { ...this.about(), CallStatus: 'in-progress' })) : []);
  }

  /** Presses a key while being asked; '' when the time for it is over. */
  async press(key: string): Promise<void> {
    if (!this.gather) throw new Error('nobody asked for a key');
    const action = this.gather;
    this.gather = null;
    await this.run(partsOf(await this.line.post(action, { ...this.about(), CallStatus: 'in-progress', Digits: key })));
  }

  /** Does not pick up; `sipCode` as the carrier says it. */
  async fail(status: 'busy' | 'no-answer' | 'failed', sipCode?: number): Promise<void> {
    await this.over(status, sipCode);
    await this.line.dialOver(status, this);
  }

  /** Puts the receiver down. */
  async hangUp(): Promise<void> {
    await this.over('completed');
    await this.line.dialOver('completed', this);
  }

  async over(status: string, sipCode?: number): Promise<void> {
    if (FINAL.includes(this.status)) return;
    this.status = status;
    const { statusCallback } = this.noun.attributes;
    if (statusCallback) await this.line.post(statusCallback, { ...this.about(), CallStatus: status, Timestamp: this.line.twilio.now().toUTCString(), SequenceNumber: '0', CallbackSource: 'call-progress-events', ...(sipCode && { SipResponseCode: String(sipCode) }) });
  }

  private about = () => ({ CallSid: this.sid, ParentCallSid: this.line.sid, AccountSid: this.line.twilio.account, Direction: 'outbound-dial', To: this.to, From: this.line.from });

  private async run(parts: Part[]): Promise<void> {
    for (const part of parts) {
      if (part.name === 'Gather') {
        this.heard.push(...part.parts.map(({ text }) => text));
        this.gather = part.attributes['action'] as string;
        return;
      }
      if (part.name === 'Hangup') {
        await this.over('completed');
        return this.line.dialOver('completed', this, false);
      }
      throw new Error(`<${part.name}> is not for who was called`);
    }
    await this.line.connect(this);
  }
}

/** The call of somebody who called one of our numbers. */
export class Line {
  readonly sid = sid('CA');
  status = 'ringing';
  legs: Leg[] = [];
  connected: Leg | null = null;
  /** What was read out to the caller. */
  heard: string[] = [];
  /** Every document that the line was given, by answers and by commands. */
  documents: string[] = [];
  private dial: Part | null = null;
  private redirect: string | null = null;
  readonly twilio: TwilioStandIn;
  readonly from: string;
  readonly to: string;
  private readonly more: Record<string, string>;

  constructor(twilio: TwilioStandIn, from: string, to: string, more: Record<string, string>) {
    this.twilio = twilio;
    this.from = from;
    this.to = to;
    this.more = more;
  }

  /** Those that ring or talk, by number. */
  get alive(): Leg[] {
    return this.legs.filter(({ status }) => !FINAL.includes(status));
  }

  get ringing(): string[] {
    return this.alive.filter(({ status }) => status === 'ringing').map(({ to }) => to).sort();
  }

  leg(to: string): Leg {
    const leg = this.alive.find(one => one.to === to);
    if (!leg) throw new Error(`${to} is not being dialled`);
    return leg;
  }

  /** The call comes in. */
  arrive = () => this.ask(this.twilio.voiceUrl);

  /** The pause is over after which the line asks anew. */
  async pauseOver(): Promise<void> {
    if (!this.redirect) throw new Error('the line does not wait');
    const { redirect } = this;
    this.redirect = null;
    await this.ask(redirect);
  }

  get waits(): boolean {
    return this.redirect !== null;
  }

  /** The caller hangs up. */
  async hangUp(): Promise<void> {
    const wasAnswered = this.status === 'in-progress';
    await this.end(wasAnswered ? 'completed' : 'no-answer');
  }

  async end(status: string): Promise<void> {
    if (FINAL.includes(this.status)) return;
    this.status = status;
    this.redirect = null;
    this.dial = null;
    for (const leg of this.alive) await leg.over(leg.status === 'ringing' ? 'canceled' : 'completed');
    await this.post(this.twilio.voiceUrl, { ...this.about(), CallDuration: '1' });
  }

  /** What a command says that the line shall do now. */
  async command(twiml: string): Promise<void> {
    this.dial = null;
    this.redirect = null;
    this.connected = null;
    for (const leg of this.alive) await leg.over(leg.status === 'ringing' ? 'canceled' : 'completed');
    await this.run(twiml);
  }

  async connect(leg: Leg): Promise<void> {
    this.connected = leg;
    this.status = 'in-progress';
    for (const other of this.alive) if (other !== leg) await other.over('canceled');
  }

  async dialOver(status: string, leg: Leg, wasBridged = this.connected === leg): Promise<void> {
    const { dial } = this;
    if (!dial || (this.alive.length && !wasBridged) || FINAL.includes(this.status) || !this.legs.includes(leg)) return;
    this.dial = null;
    this.connected = null;
    this.legs = [];
    const { action } = dial.attributes;
    if (action) await this.ask(action, { DialCallStatus: status, DialCallSid: leg.sid, DialBridged: String(wasBridged) });
    else await this.end('completed');
  }

  post = (url: string, fields: Record<string, string>) => this.twilio.post(url, fields);

  private about = () => ({ CallSid: this.sid, AccountSid: this.twilio.account, ApiVersion: '2010-04-01', Direction: 'inbound', From: this.from, To: this.to, Caller: this.from, Called: this.to, CallStatus: this.status, ...this.more });

  private async ask(url: string, fields: Record<string, string> = {}): Promise<void> {
    const twiml = await this.post(url, { ...this.about(), ...fields });
    if (!FINAL.includes(this.status)) await this.run(twiml);
  }

  private async run(twiml: string): Promise<void> {
    this.documents.push(twiml);
    for (const part of partsOf(twiml)) {
      switch (part.name) {
        case 'Dial':
          this.dial = part;
          this.legs = part.parts.map(noun => new Leg(this, noun));
          return;
        case 'Pause':
          break;
        case 'Redirect':
          this.redirect = part.text;
          return;
        case 'Say':
          this.status = 'in-progress';
          this.heard.push(`${part.attributes['language']}: ${part.text}`);
          break;
        case 'Reject':
          return this.end('busy');
        case 'Hangup':
          return this.end('completed');
        default:
          throw new Error(`<${part.name}> is not known here`);
      }
    }
    await this.end('completed');
  }
}

/**
 * Stands in for Twilio, which cannot be had in tests: it signs what it pushes, does what documents say, and takes commands.
 * Nothing in it happens by time; a test plays who picks up, what they press and who hangs up.
 */
export class TwilioStandIn {
  readonly account = sid('AC');
  readonly token = crypto.randomUUID();
  readonly lines: Line[] = [];
  /** The commands that came, in their order. */
  commands: { sid: string; change: Record<string, string> }[] = [];
  /** Refuses the commands from now on with this, until it is null. */
  refuses: { status: number; code: number } | null = null;
  voiceUrl = '';
  private readonly posting = new Set<Promise<unknown>>();
  /** The address that is signed, and the one that stands for it here. */
  private reach: { from: string; to: string } = { from: '', to: '' };
  readonly now: () => Date;
  private readonly server = createServer((request, response) => void this.serve(request, response));

  constructor(now: () => Date) {
    this.now = now;
  }

  async listen(): Promise<string> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  /** Where our doors are, publicly and here. */
  reachAt(from: string, to: string, voicePath: string): void {
    this.reach = { from, to };
    this.voiceUrl = from + voicePath;
  }

  sign(url: string, fields: Record<string, string>): string {
    return createHmac('sha1', this.token).update(url + Object.keys(fields).sort().map(key => key + fields[key]).join('')).digest('base64');
  }

  async post(url: string, fields: Record<string, string>): Promise<string> {
    const posting = this.send(url, fields);
    const done = posting.catch(() => undefined).finally(() => this.posting.delete(done));
    this.posting.add(done);
    return posting;
  }

  /** When everything that was pushed has been answered. */
  async idle(): Promise<void> {
    while (this.posting.size) await Promise.all(this.posting);
  }

  private async send(url: string, fields: Record<string, string>): Promise<string> {
    const response = await fetch(url.replace(this.reach.from, this.reach.to), {
      method: 'POST', body: new URLSearchParams(fields), headers: { 'x-twilio-signature': this.sign(url, fields) },
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${new URL(url).pathname.split('/').at(4) ?? 'the door'} answered ${response.status}: ${text}`);
    return text;
  }

  /** Somebody calls. */
  async call(from: string, to: string, more: Record<string, string> = {}): Promise<Line> {
    const line = new Line(this, from, to, more);
    this.lines.push(line);
    await line.arrive();
    return line;
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const answer = (status: number, body: object) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (request.headers.authorization !== `Basic ${Buffer.from(`${this.account}:${this.token}`).toString('base64')}`) return void answer(401, { code: 20003 });
    const url = new URL(request.url as string, 'http://twilio.invalid');
    const about = ({ sid, status, ...more }: { sid: string; status: string; to: string; from?: string }) => ({ sid, status, to: more.to });
    if (request.method === 'GET' && url.pathname === `/2010-04-01/Accounts/${this.account}/Calls.json`)
      return void answer(200, { calls: this.lines.find(line => line.sid === url.searchParams.get('ParentCallSid'))?.legs.map(about) ?? [] });
    const line = this.lines.find(({ sid }) => url.pathname === `/2010-04-01/Accounts/${this.account}/Calls/${sid}.json`);
    if (!line) return void answer(404, { code: 20404 });
    if (request.method === 'GET') return void answer(200, about(line));
    if (this.refuses) return void answer(this.refuses.status, { code: this.refuses.code });
    if (FINAL.includes(line.status)) return void answer(400, { code: 21220 });
    const change = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString()));
    this.commands.push({ sid: line.sid, change });
    answer(200, about(line));
    if (change['Twiml']) await line.command(change['Twiml']);
    else await line.end('completed');
  }
}
