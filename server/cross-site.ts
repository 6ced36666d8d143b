import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { DEVICE_COOKIE } from './identity/device.ts';
import { SESSION_COOKIE } from './identity/session.ts';

/** Names and properties of the cookies. Where people come encrypted, no other host of the domain can set them, and no unencrypted page. */
export function cookiesFor(publicUrl: string | null) {
  const secure = publicUrl?.startsWith('https:') === true;
  const name = (bare: string) => (secure ? `__Host-${bare}` : bare);
  // Nothing that a link from elsewhere opens needs them at once: pages are the same for all, and ask for the rest themselves.
  return { session: name(SESSION_COOKIE), device: name(DEVICE_COOKIE), options: { path: '/', httpOnly: true, sameSite: 'strict', secure } as const };
}

/** The value of the cookie in a Cookie header; null without one. */
export const cookieIn = (header: string | undefined, name: string): string | null =>
  header?.split(';').map(part => part.trim()).find(part => part.startsWith(`${name}=`))?.slice(name.length + 1) || null;

/**
 * Whether this is asked by a page of ours or by a program, and not by another site's page in somebody's browser. Programs
 * send no origin; browsers send one with whatever is not a plain look-up, and say of those where they come from. Where it is
 * known how people reach us, the Host header, which anybody can write, does not count.
 */
export function isSameOrigin({ origin, host, 'sec-fetch-site': site }: IncomingHttpHeaders, publicUrl: string | null): boolean {
  // Not asked where there is an origin: some browsers call the socket of a page another site, since its address begins with ws.
  if (origin === undefined) return site === undefined || site === 'same-origin' || site === 'none';
  if (!URL.canParse(origin)) return false;
  const from = new URL(origin);
  if (publicUrl !== null) return from.origin === new URL(publicUrl).origin;
  return /^https?:$/.test(from.protocol) && from.host === host;
}

/** Takes nothing from other sites' pages that could change something, at any door. */
export function refuseOtherSites(fastify: FastifyInstance, publicUrl: string | null): void {
  fastify.addHook('onRequest', async request => {
    if (request.method === 'GET' || request.method === 'HEAD') return;
    if (!isSameOrigin(request.headers, publicUrl)) throw Object.assign(new Error('Pages of other sites may not ask here.'), { statusCode: 403 });
  });
}
