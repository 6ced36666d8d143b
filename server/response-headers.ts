import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';

// Scripts, fonts, pictures and connections come from here alone. Styles may be inline: Mantine, Monaco and GraphiQL write
// style elements and attributes as they run, of which only the first would take a nonce. Monaco, in the API explorer, starts
// its workers from blobs of its own.
const contentSecurityPolicy = (page: string | null) => [
  "default-src 'self'", ["script-src 'self'", ...inlineScripts(page ?? '')].join(' '), "script-src-attr 'none'", "style-src 'self' 'unsafe-inline'", "img-src 'self' data:", "font-src 'self' data:", "worker-src 'self' blob:",
  "connect-src 'self'", "frame-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'", "object-src 'none'",
].join('; ');

/** The sources that let exactly the scripts run that the build put into the page itself (CSP Level 3, 2.3.1 and 6.7.2.3). */
const inlineScripts = (page: string): string[] =>
  [...page.matchAll(/<script(?![^>]*\ssrc=)[^>]*>(.*?)<\/script>/gs)].map(([, script]) => `'sha256-${createHash('sha256').update(script!).digest('base64')}'`);

/** What a browser is told with every answer, whoever asks and whatever comes of it. `page` is the text of the page that all addresses of the app show; null where there is none. */
export const securityHeaders = (publicUrl: string | null, page: string | null) => ({
  'content-security-policy': contentSecurityPolicy(page),
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(self), payment=(), usb=(), display-capture=(self)',
  ...(publicUrl?.startsWith('https:') && { 'strict-transport-security': 'max-age=31536000' }),
});

/** Sends them. */
export function sendSecurityHeaders(fastify: FastifyInstance, headers: ReturnType<typeof securityHeaders>): void {
  fastify.addHook('onSend', async (_request, reply) => {
    // What is handed out as a file has a stricter policy of its own.
    const policy = reply.getHeader('content-security-policy');
    reply.headers(typeof policy === 'string' ? { ...headers, 'content-security-policy': policy } : headers);
    // Files say by themselves how long they keep; whatever else is said holds for now and for one person.
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  });
}
