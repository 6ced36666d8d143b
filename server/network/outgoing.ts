import dns from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

/** An address that somebody from outside has given us leads where no request of ours may go. */
export class AddressRefused extends Error {
  override name = 'AddressRefused';
}

/** A request to somebody else's server. */
export interface OutgoingRequest {
  method?: 'POST' | 'PUT' | 'GET';
  headers?: Record<string, string | number>;
  body?: string | Buffer;
  /** For everything, from looking the name up to the last byte of the answer. */
  timeoutMs?: number;
  /** How much of the answer is read; the rest is left. */
  maxAnswerBytes?: number;
}

/** What came back. Redirects are not followed: they are an answer like any other. */
export interface OutgoingAnswer {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: Buffer;
}

type Ip = ipaddr.IPv4 | ipaddr.IPv6;

const inBrackets = /^\[(.*)\]$/;

const ipOf = (address: string): Ip | null => (isIP(address) ? ipaddr.process(address) : null);

/** Whether the address is one of the public internet: neither this computer nor a network behind it, in no spelling. */
export const isPublicAddress = (address: string): boolean => ipOf(address)?.range() === 'unicast';

const rangeOf = (entry: string): [Ip, number] | null => {
  if (ipaddr.isValidCIDR(entry)) return ipaddr.parseCIDR(entry);
  const ip = ipOf(entry);
  return ip && [ip, ip.kind() === 'ipv4' ? 32 : 128];
};

/**
 * The way out to addresses that people have given us: webhooks, push services, calendars. Names are looked up and addresses
 * checked at the moment of connecting, so that a name that changes its mind in between gains nothing.
 */
export class Outgoing {
  readonly #names: ReadonlySet<string>;
  readonly #ranges: readonly [Ip, number][];
  /** For https requests of libraries that take an agent. */
  readonly httpsAgent: https.Agent;
  /** For http requests, which only allowed hosts get. */
  readonly httpAgent: http.Agent;

  /**
   * `allowed`: hosts that may be reached although they are no public ones, as names (`hooks.intern`), addresses or ranges
   * (`10.1.0.0/16`); `ca`: certificates to trust besides those that Node trusts anyhow.
   */
  constructor(allowed: readonly string[] = [], { ca }: { ca?: string } = {}) {
    const entries = allowed.map(entry => entry.toLowerCase().replace(inBrackets, '$1'));
    this.#ranges = entries.map(rangeOf).filter(range => range !== null);
    this.#names = new Set(entries.filter(entry => rangeOf(entry) === null));
    this.httpsAgent = guarded(new https.Agent({ keepAlive: true, maxSockets: 20, ...(ca === undefined ? {} : { ca }) }), this);
    this.httpAgent = guarded(new http.Agent({ keepAlive: true, maxSockets: 20 }), this);
  }

  /** Like dns.lookup; answers with addresses only when all of them may be reached. For `connect: { lookup }` of undici too, which asks it for names and not for plain addresses: call `check` before. */
  readonly lookup: LookupFunction = (hostname, options, answer) => {
    dns.lookup(hostname, { ...options, all: true }, (error, found) => {
      const one = { address: '', family: 4 };
      if (error) return options.all ? answer(error, []) : answer(error, one.address, one.family);
      const refused = this.#isNamed(hostname) ? undefined : found.find(({ address }) => !this.#mayReach(address));
      if (refused || !found[0]) {
        const problem = new AddressRefused(`${hostname} leads into a network that is not public`);
        return options.all ? answer(problem, []) : answer(problem, one.address, one.family);
      }
      return options.all ? answer(null, found) : answer(null, found[0].address, found[0].family);
    });
  };

  /** Why this address is none to send to, in words for a log; null when nothing speaks against it. Looks no name up: that is done at connecting. */
  problemWith(address: string): string | null {
    if (!URL.canParse(address)) return 'it is no address';
    const url = new URL(address);
    const host = url.hostname.replace(inBrackets, '$1');
    const isAllowed = this.#isNamed(host) || (isIP(host) !== 0 && this.#isInRange(host));
    if (url.username || url.password) return 'it holds a user or a password';
    if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isAllowed)) return 'it does not begin with https://';
    if (isAllowed) return null;
    if (isIP(host) ? !isPublicAddress(host) : !host.includes('.') || /(^|\.)(localhost|local|internal|intranet|lan|home\.arpa)\.?$/.test(host)) return 'it leads into a network that is not public';
    return null;
  }

  /** Throws AddressRefused where `problemWith` finds something. */
  check(address: string): URL {
    const problem = this.problemWith(address);
    if (problem) throw new AddressRefused(problem);
    return new URL(address);
  }

  /** Whether this host, a plain address or a name, may be connected to as it stands; names are judged when they are looked up. */
  mayConnect(host: string): boolean {
    const plain = host.replace(inBrackets, '$1');
    return isIP(plain) === 0 || this.#mayReach(plain);
  }

  /** Sends a request; throws AddressRefused, or what the network says. */
  async send(address: string, { method = 'POST', headers = {}, body, timeoutMs = 10_000, maxAnswerBytes = 10_000 }: OutgoingRequest = {}): Promise<OutgoingAnswer> {
    const url = this.check(address);
    const [requestOf, agent] = url.protocol === 'https:' ? [https.request, this.httpsAgent] : [http.request, this.httpAgent];
    return new Promise((resolve, reject) => {
      const request = requestOf(url, { method, agent, headers: body === undefined ? headers : { ...headers, 'content-length': Buffer.byteLength(body) }, signal: AbortSignal.timeout(timeoutMs) }, answer => {
        const parts: Buffer[] = [];
        let size = 0;
        const done = () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(parts).subarray(0, maxAnswerBytes) });
        answer.on('data', (part: Buffer) => {
          parts.push(part);
          size += part.length;
          if (size < maxAnswerBytes) return;
          done();
          request.destroy();
        });
        answer.on('end', done);
        answer.on('error', reject);
      });
      request.on('error', reject);
      request.end(body);
    });
  }

  /** Closes connections that are kept open. */
  close(): void {
    this.httpsAgent.destroy();
    this.httpAgent.destroy();
  }

  #isNamed(host: string): boolean {
    return this.#names.has(host.toLowerCase().replace(/\.$/, ''));
  }

  #isInRange(address: string): boolean {
    const ip = ipOf(address);
    return ip !== null && this.#ranges.some(([range, bits]) => ip.kind() === range.kind() && ip.match(range as never, bits));
  }

  #mayReach(address: string): boolean {
    return isPublicAddress(address) || this.#isInRange(address);
  }
}

/** Lets an agent connect only where the rules allow it: names are looked up through them, and plain addresses, for which nothing is looked up, are judged before. */
function guarded<Kind extends http.Agent>(agent: Kind, rules: Outgoing): Kind {
  const connect = agent.createConnection.bind(agent);
  agent.createConnection = (options, connected) => {
    if (rules.mayConnect(options.host ?? 'localhost')) return connect({ ...options, lookup: rules.lookup }, connected);
    connected?.(new AddressRefused('the address is none of the public internet'), undefined as never);
    return undefined;
  };
  return agent;
}
