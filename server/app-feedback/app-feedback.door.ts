import type { FastifyInstance, FastifyRequest } from 'fastify';
import { trailOf } from '../audit/door-trail.ts';
import { type Ground, makeContext } from '../context.ts';
import type { Person } from '../identity/actor.ts';
import { canReadAppFeedback } from './app-feedback.policy.ts';
import { readAppFeedbackImage } from './app-feedback.rows.ts';
import { addAppFeedbackImage, MOST_IMAGE_BYTES } from './app-feedback.service.ts';

const NOTHING = { error: 'There is nothing here.' };

/** Where pictures of the app come in from those who say something about it, and where supervisors fetch them; whoever may not finds nothing. */
export async function openAppFeedback(app: FastifyInstance, ground: Ground, whoAsks: (request: FastifyRequest) => Promise<Person | null>): Promise<void> {
  app.get<{ Params: { id: string } }>('/app-feedback/:id/image', async (request, reply) => {
    const person = await whoAsks(request);
    const found = person && canReadAppFeedback(person) ? await readAppFeedbackImage(ground.sql, request.params.id) : undefined;
    if (!person || !found) return reply.status(404).send(NOTHING);
    trailOf(ground, person, request).saw(found.customerId, 'appFeedback', [found.id]);
    // Whatever is in it, opened by itself it is saved and not shown.
    return reply
      .headers({
        'content-type': found.imageType, 'content-length': found.image.length, 'cache-control': 'private, no-store', 'content-security-policy': "default-src 'none'; sandbox",
        'content-disposition': `attachment; filename="feedback-${found.id}.${found.imageType.replace('image/', '').replace('jpeg', 'jpg')}"`,
      })
      .send(found.image);
  });

  await app.register(async images => {
    // A page of another site could not send this without asking first, and nothing else is taken.
    images.removeAllContentTypeParsers();
    images.addContentTypeParser('application/octet-stream', { parseAs: 'buffer', bodyLimit: MOST_IMAGE_BYTES }, (_request, body, done) => done(null, body));
    images.post<{ Params: { id: string }; Body: Buffer }>('/app-feedback/:id/image', { bodyLimit: MOST_IMAGE_BYTES }, async (request, reply) => {
      const person = await whoAsks(request);
      const refusal = person && Buffer.isBuffer(request.body) ? await addAppFeedbackImage(makeContext(ground, person), person, request.params.id, request.body) : 'NOT_YOURS';
      if (refusal === 'NOT_YOURS') return reply.status(404).send(NOTHING);
      if (refusal === 'NO_PICTURE') return reply.status(400).send({ error: 'That is no picture: PNG, JPEG and WebP are taken.' });
      return reply.status(204).send();
    });
  });
}
