import type { FastifyInstance } from 'fastify';
import { parse } from 'node:querystring';
import type { Ground } from '../context.ts';
import { applyEvent, reporterOfDoor } from './apply.ts';
import { doorBehind, heardFrom } from './door.service.ts';
import { inTheirWords, readGenericPush, signatureFits } from './generic.ts';

const MOST_BYTES = 16 * 1024;

/** The body as an object, from JSON or a form; undefined when it is neither. */
function readBody(type: string | undefined, raw: Buffer): Record<string, unknown> | undefined {
  const text = raw.toString('utf8');
  if (type?.startsWith('application/x-www-form-urlencoded')) return parse(text);
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The way in for telephone systems that push in the generic format: POST /telephony/generic/<secret>, form or JSON, with
 * X-Vorzimmer-Signature (hex HMAC-SHA256 over the raw body) where the door has a key. Answers 200 {} when the event is
 * stored; 404 for an unknown secret, 401 for a wrong signature, 413 and 422 with what is wrong.
 */
export async function openGenericDoor(app: FastifyInstance, { sql, now }: Ground): Promise<void> {
  await app.register(async scope => {
    // The signature counts for the bytes as they came, so nothing parses them before.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: MOST_BYTES }, (_request, body, done) => done(null, body));
    scope.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
      const status = error.statusCode ?? 500;
      if (status >= 500) request.log.error({ err: error }, 'a push could not be stored');
      void reply.status(status).send({ error: status === 413 ? `A push has at most ${MOST_BYTES} bytes.` : status < 500 ? error.message : 'Something went wrong on our side; send it again.' });
    });
    scope.post<{ Params: { secret: string } }>('/telephony/generic/:secret', async (request, reply) => {
      const door = request.params.secret.length <= 200 ? await doorBehind(sql, request.params.secret) : undefined;
      if (!door) return reply.status(404).send({ error: 'There is no such door.' });
      const raw = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      if (door.hmacSecret !== null && !signatureFits(door.hmacSecret, raw, request.headers['x-vorzimmer-signature'] as string | undefined))
        return reply.status(401).send({ error: 'X-Vorzimmer-Signature does not fit the body.' });
      const body = readBody(request.headers['content-type'], raw);
      if (!body) return reply.status(422).send({ error: 'The body is neither a form nor a JSON object.' });
      try {
        const event = readGenericPush(body);
        if (event) await applyEvent(sql, { reporter: reporterOfDoor(door.id), abilities: [] }, event, now());
      } catch (error) {
        const wrong = inTheirWords(error);
        if (wrong) return reply.status(422).send(wrong);
        throw error;
      }
      await heardFrom(sql, door.id, now());
      return reply.send({});
    });
  });
}
