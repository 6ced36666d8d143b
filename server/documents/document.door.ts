import type { FastifyInstance, FastifyRequest } from 'fastify';
import { trailOf } from '../audit/door-trail.ts';
import { type Ground, makeContext } from '../context.ts';
import { handStored } from '../downloads/stored-file.ts';
import type { Person } from '../identity/actor.ts';
import { canSeeDocument } from './document.policy.ts';
import { DOCUMENT_PIECE, readVersion } from './document.rows.ts';
import { keepPiece, PIECE_BYTES } from './upload.ts';

const NOTHING = { error: 'There is nothing here.' };

/** Where documents are fetched and where their pieces come in; whoever may not finds nothing. */
export async function openDocuments(app: FastifyInstance, ground: Ground, whoAsks: (request: FastifyRequest) => Promise<Person | null>): Promise<void> {
  app.get<{ Params: { id: string } }>('/documents/:id', async (request, reply) => {
    const person = await whoAsks(request);
    const { sql } = makeContext(ground, person);
    const version = person ? await readVersion(sql, request.params.id) : undefined;
    if (!person || !version || !canSeeDocument(person, version.customerId)) return reply.status(404).send(NOTHING);
    trailOf(ground, person, request).saw(version.customerId, 'document', [version.id]);
    return handStored(reply, sql, DOCUMENT_PIECE, version);
  });

  await app.register(async pieces => {
    // A page of another site could not send this without asking first, and nothing else is taken.
    pieces.removeAllContentTypeParsers();
    pieces.addContentTypeParser('application/octet-stream', { parseAs: 'buffer', bodyLimit: PIECE_BYTES }, (_request, body, done) => done(null, body));
    pieces.post<{ Params: { id: string; place: string }; Body: Buffer }>('/documents/uploads/:id/:place', { bodyLimit: PIECE_BYTES }, async (request, reply) => {
      const person = await whoAsks(request);
      const refusal = person && Buffer.isBuffer(request.body) ? await keepPiece(makeContext(ground, person), request.params.id, Number(request.params.place), request.body) : 'NO_UPLOAD';
      if (refusal === 'NO_UPLOAD') return reply.status(404).send(NOTHING);
      if (refusal === 'WRONG_PIECE') return reply.status(400).send({ error: 'That is no piece of this file.' });
      return reply.status(204).send();
    });
  });
}
