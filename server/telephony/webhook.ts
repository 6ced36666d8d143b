import type { IncomingHttpHeaders } from 'node:http';
import { parse } from 'node:querystring';
import type { FastifyInstance } from 'fastify';
import { GraphQLError } from 'graphql';
import type { Ground } from '../context.ts';
import { isUuid } from '../database/uuid.ts';
import { badInput } from '../errors.ts';
import { doorBehind, doorPath, doorWithSecrets, heardFrom, noteProblem, type OpenDoor } from './door.service.ts';

const MOST_BYTES = 16 * 1024;

/** What doors stand on. */
export interface DoorGround {
  ground: Pick<Ground, 'sql' | 'secrets' | 'now' | 'log'>;
  /** The address at which providers reach the service; null: the one that each request names. */
  publicUrl: string | null;
}

/** Something that came in at a door, before anybody has read it. */
export interface Push {
  door: OpenDoor;
  /** The body as it came, for which signatures are made. */
  raw: Buffer;
  headers: IncomingHttpHeaders;
  /** The whole address to which it was sent, as its sender knows it. */
  url: string;
  /** The address of this service, without a slash at its end. */
  base: string;
  /** The parts of the path below the door's address. */
  below: string[];
  now: Date;
  /** Has something done when the answer is on its way. */
  afterwards(work: () => Promise<unknown>): void;
}

/** What a door answers, with status 200. */
export interface Answer { type: 'application/json' | 'application/xml'; body: string }

/** How one kind of telephone system comes in. */
export interface Webhook {
  kind: OpenDoor['kind'];
  /** The header with the signature. */
  signature: string;
  /** Whether the body was signed by whom it should be from; true where the door asks for no signature. */
  isSigned(push: Push): boolean;
  /** Our names for what the pushes call otherwise, as errors mention them. */
  theirNames: Record<string, string>;
  /** Stores what the push tells, then says what the sender shall do. Throws BAD_USER_INPUT naming the field, or Unreadable. */
  receive(push: Push): Promise<Answer>;
  /** Whether the provider is given addresses below the door's, which name it by its id, as its secret is not kept: only where all is signed. */
  hasBelow?: boolean;
}

/** A body of which nothing can be read. */
export class Unreadable extends Error {}

/** The body as a form. */
export const readForm = (raw: Buffer): Record<string, unknown> => ({ ...parse(raw.toString('utf8')) });

/** Reads fields that are texts of up to 200 characters; what is wrong with one is said in the sender's own name for it. */
export function fieldsOf(body: Record<string, unknown>) {
  const optional = (field: string): string | null => {
    const value = body[field];
    if (value === undefined || value === null || value === '') return null;
    if (typeof value !== 'string' && typeof value !== 'number') throw badInput(field, `${field} must be text.`);
    const string = String(value);
    if (string.includes('\0')) throw badInput(field, `${field} contains a NUL.`);
    if (string.length > 200) throw badInput(field, `${field} has more than 200 characters.`);
    return string;
  };
  const required = (field: string): string => {
    const value = optional(field);
    if (value === null) throw badInput(field, `${field} is missing.`);
    return value;
  };
  return { optional, required };
}

/** What was wrong with a push, in the words of its sender; undefined for any other error. */
export function inTheirWords(error: unknown, theirNames: Record<string, string>): { field?: string; error: string } | undefined {
  if (error instanceof Unreadable) return { error: error.message };
  if (!(error instanceof GraphQLError) || error.extensions['code'] !== 'BAD_USER_INPUT') return undefined;
  const ours = String(error.extensions['field']);
  const field = theirNames[ours] ?? ours;
  return { field, error: error.message.replace(ours, field) };
}

/**
 * Opens the doors of one kind: POST /telephony/<kind>/<secret>, and whatever is below. What a push tells is stored before
 * the answer, which is 404 for an unknown door, 401 for a wrong signature, 413 and 422 with what is wrong, and 500 when it
 * should be sent again; what is understood and does not concern us is answered like everything else.
 */
export async function openWebhook(app: FastifyInstance, { ground, publicUrl }: DoorGround, webhook: Webhook): Promise<void> {
  const { sql, now } = ground;
  await app.register(async scope => {
    // The signature counts for the bytes as they came, so nothing parses them before.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: MOST_BYTES }, (_request, body, done) => done(null, body));
    scope.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
      const status = error.statusCode ?? 500;
      if (status >= 500) request.log.error({ err: error }, 'a push could not be stored');
      void reply.status(status).send({ error: status === 413 ? `A push has at most ${MOST_BYTES} bytes.` : status < 500 ? error.message : 'Something went wrong on our side; send it again.' });
    });
    const find = (segment: string): Promise<OpenDoor | undefined> => (webhook.hasBelow && isUuid(segment) ? doorWithSecrets(ground, segment) : doorBehind(ground, segment));
    for (const path of webhook.hasBelow ? ['', '/*'] : [''])
      scope.post<{ Params: { secret: string; '*'?: string } }>(doorPath(':secret', webhook.kind) + path, async (request, reply) => {
        const { secret, '*': rest = '' } = request.params;
        const door = secret.length <= 200 ? await find(secret) : undefined;
        if (door?.kind !== webhook.kind) return reply.status(404).send({ error: 'There is no such door.' });
        const base = publicUrl?.replace(/\/$/, '') ?? `${request.protocol}://${request.host}`;
        const push: Push = {
          door, base, raw: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0), headers: request.headers, url: base + request.url, below: rest.split('/').filter(part => part !== ''), now: now(),
          afterwards(work) {
            reply.raw.once('close', () => {
              work().catch((error: unknown) => request.log.error({ err: error }, 'what a push led to could not be done'));
            });
          },
        };
        const refuse = async (status: 401 | 422, why: { field?: string; error: string }) => {
          await noteProblem(sql, door.id, why.error, now());
          return reply.status(status).send(why);
        };
        if (!webhook.isSigned(push)) return refuse(401, { error: `${webhook.signature} does not fit the body.` });
        let answer: Answer;
        try {
          answer = await webhook.receive(push);
        } catch (error) {
          const wrong = inTheirWords(error, webhook.theirNames);
          if (wrong) return refuse(422, wrong);
          throw error;
        }
        await heardFrom(sql, door.id, now());
        return reply.type(answer.type).send(answer.body);
      });
  });
}
