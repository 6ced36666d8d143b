import type { FastifyInstance, FastifyRequest } from 'fastify';
import { trailOf } from '../audit/door-trail.ts';
import { type Ground, makeContext } from '../context.ts';
import { handStored } from '../downloads/stored-file.ts';
import type { Person } from '../identity/actor.ts';
import { canSeeMessages } from './message.policy.ts';
import { MESSAGE_FILE_PIECE, readMessageFile } from './message-file.rows.ts';

/** Where files of messages are fetched; whoever may not finds nothing. */
export function openMessageFiles(app: FastifyInstance, ground: Ground, whoAsks: (request: FastifyRequest) => Promise<Person | null>): void {
  app.get<{ Params: { id: string } }>('/message-files/:id', async (request, reply) => {
    const person = await whoAsks(request);
    const { sql } = makeContext(ground, person);
    const file = person ? await readMessageFile(sql, request.params.id) : undefined;
    if (!person || !file || !canSeeMessages(person, file.customerId)) return reply.status(404).send({ error: 'There is nothing here.' });
    trailOf(ground, person, request).saw(file.customerId, 'messageThread', [file.threadId]);
    return handStored(reply, sql, MESSAGE_FILE_PIECE, file);
  });
}
