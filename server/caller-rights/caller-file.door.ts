import type { FastifyInstance, FastifyRequest } from 'fastify';
import { trailOf } from '../audit/door-trail.ts';
import type { Ground } from '../context.ts';
import type { Person } from '../identity/actor.ts';
import { parsePhoneNumber } from '../numbers/phone-number.ts';
import type { Operator } from '../statement/statement.ts';
import { CALLER_FILE, makeCallerFile } from './caller-file.ts';
import { seek } from './caller-records.rows.ts';
import { canAnswerCallers } from './caller-rights.policy.ts';

/** Where supervisors fetch what is stored about a number, for the caller who asked; for everybody else there is nothing. */
export function openCallerFile(app: FastifyInstance, ground: Ground, operator: Operator, whoAsks: (request: FastifyRequest) => Promise<Person | null>): void {
  app.get<{ Querystring: { number?: string; language?: string } }>(CALLER_FILE, async (request, reply) => {
    const person = await whoAsks(request);
    const number = typeof request.query.number === 'string' ? parsePhoneNumber(request.query.number) : null;
    if (!person || !canAnswerCallers(person) || number === null) return reply.status(404).send({ error: 'There is nothing here.' });
    const now = ground.now();
    const tongue = request.query.language === 'en' ? 'en' : 'de';
    const { zip, customerIds } = await ground.sql.transaction(async sql => makeCallerFile(sql, await seek(sql, number), { tongue, operator, now }));
    // Before it is handed out: what left the house is in the log.
    if (customerIds.length) await trailOf(ground, person, request).did('exportCaller', 'EXPORTED', customerIds);
    return reply
      .headers({ 'content-type': 'application/zip', 'cache-control': 'no-store', 'content-disposition': `attachment; filename="${tongue === 'de' ? 'auskunft' : 'access-report'}-${now.toISOString().slice(0, 10)}.zip"` })
      .send(Buffer.from(zip));
  });
}
