import type { FastifyInstance, FastifyRequest } from 'fastify';
import { trailOf } from '../audit/door-trail.ts';
import type { Ground } from '../context.ts';
import { isUuid } from '../database/uuid.ts';
import { actsFor, hasRight, isSupervisor, type Person } from '../identity/actor.ts';
import { busy, type Downloads } from '../downloads/download.ts';
import type { Operator } from '../statement/statement.ts';
import { makeReport } from './report.ts';

/** How often one person may ask within an hour, at one process: a report reads everything. */
const PER_HOUR = 10;
const HOUR = 3_600_000;

/** Whether somebody gets the report of a customer: those who manage its data, and a supervisor who acts for the customer at the moment. */
export const canReport = (person: Person, customerId: string): boolean =>
  hasRight(person, customerId, 'MANAGE') || (isSupervisor(person) && actsFor(person, customerId));

/** Where the access report is fetched; whoever may not have it finds nothing. */
export function openAccessReport(app: FastifyInstance, ground: Ground, operator: Operator, hand: Downloads, whoAsks: (request: FastifyRequest) => Promise<Person | null>): void {
  const { sql, now } = ground;
  const asked = new Map<string, number[]>();
  const running = new Set<string>();
  app.get<{ Querystring: { customer?: string; language?: string } }>('/privacy/report.zip', async (request, reply) => {
    const person = await whoAsks(request);
    const customerId = request.query.customer ?? '';
    if (!person || !isUuid(customerId) || !canReport(person, customerId)) return reply.status(404).send({ error: 'There is nothing here.' });
    const recent = (asked.get(person.accountId) ?? []).filter(at => at > now().getTime() - HOUR);
    if (running.has(customerId) || recent.length >= PER_HOUR) return reply.status(429).header('retry-after', '60').send({ error: 'A report is being made, or too many were asked for. Try again later.' });
    const place = hand.enter(person);
    if (place === null) return busy(reply);
    asked.set(person.accountId, [...recent, now().getTime()]);
    running.add(customerId);
    const leave = () => { running.delete(customerId); place.leave(); };
    try {
      await trailOf(ground, person, request).did('accessReport', 'EXPORTED', [customerId]);
    } catch (error) {
      leave();
      throw error;
    }

    const tongue = request.query.language === 'en' ? 'en' : 'de';
    return place.send(reply, {
      name: `${tongue === 'de' ? 'auskunft' : 'access-report'}-${now().toISOString().slice(0, 10)}.zip`, type: 'application/zip', parts: during(sql, customerId), onClose: () => running.delete(customerId),
    });

    async function* during(sql: Ground['sql'], customerId: string): AsyncGenerator<Buffer> {
      // The transaction lasts for as long as somebody reads; a generator cannot be handed out of it, so its parts are passed through here.
      const parts = passing();
      const done = sql
        .transaction(async sql => {
          for await (const part of makeReport(sql, { customerId, tongue, operator, now: now() })) if (!(await parts.give(part))) return;
        })
        .then(() => parts.end(), (error: unknown) => parts.end(error));
      try {
        yield* parts.taken();
      } finally {
        parts.stop();
        await done;
      }
    }
  });
}

/** Hands parts from one who makes them to one who takes them, one at a time: the maker waits until the part before is taken. */
function passing() {
  let next = Promise.withResolvers<Buffer | null>();
  let wanted = Promise.withResolvers<boolean>();
  return {
    /** False when nobody takes any more. */
    async give(part: Buffer): Promise<boolean> {
      if (!(await wanted.promise)) return false;
      wanted = Promise.withResolvers<boolean>();
      next.resolve(part);
      return true;
    },
    end(error?: unknown): void {
      if (error === undefined) next.resolve(null);
      else next.reject(error);
    },
    stop(): void {
      wanted.resolve(false);
    },
    async *taken(): AsyncGenerator<Buffer> {
      for (;;) {
        wanted.resolve(true);
        const part = await next.promise;
        if (part === null) return;
        next = Promise.withResolvers<Buffer | null>();
        yield part;
      }
    },
  };
}
