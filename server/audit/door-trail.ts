import type { FastifyRequest } from 'fastify';
import { type Ground, makeContext } from '../context.ts';
import type { Person } from '../identity/actor.ts';
import type { OperationTrail } from './operation-trail.ts';

/** What somebody leaves in the audit log who fetches a file, past the schema. */
export const trailOf = (ground: Ground, person: Person, request: FastifyRequest): OperationTrail =>
  makeContext(ground, person, { origin: { address: request.ip, userAgent: request.headers['user-agent'] ?? null, site: ground.site.url } }).audit;
