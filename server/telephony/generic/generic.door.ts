import type { FastifyInstance } from 'fastify';
import { applyEvent, reporterOfDoor } from '../apply.ts';
import { secretaryAt } from '../secretary-numbers.ts';
import { type DoorGround, openWebhook, readForm, Unreadable } from '../webhook.ts';
import { answeringNumberIn, GENERIC_NAMES, readGenericPush, signatureFits } from './generic.ts';

/** The body as an object, from JSON or a form. */
function readBody(type: string | undefined, raw: Buffer): Record<string, unknown> {
  if (type?.startsWith('application/x-www-form-urlencoded')) return readForm(raw);
  try {
    const value: unknown = JSON.parse(raw.toString('utf8'));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new Unreadable('The body is neither a form nor a JSON object.');
}

/**
 * The way in for telephone systems that push in the generic format: POST /telephony/generic/<secret>, form or JSON, with
 * X-Vorzimmer-Signature (hex HMAC-SHA256 over the raw body) where the door has a key. Answers {}.
 */
export const openGenericDoor = (app: FastifyInstance, house: DoorGround) =>
  openWebhook(app, house, {
    kind: 'GENERIC',
    signature: 'X-Vorzimmer-Signature',
    theirNames: GENERIC_NAMES,
    isSigned: ({ door, raw, headers }) => door.hmacSecret === null || signatureFits(door.hmacSecret, raw, headers['x-vorzimmer-signature'] as string | undefined),
    async receive({ door, raw, headers, now }) {
      const { sql } = house.ground;
      const body = readBody(headers['content-type'], raw);
      const event = readGenericPush(body);
      if (event?.kind === 'ANSWERED') event.secretaryId = await secretaryAt(sql, answeringNumberIn(body));
      if (event) await applyEvent(sql, { reporter: reporterOfDoor(door.id), abilities: [] }, event, now);
      return { type: 'application/json', body: '{}' };
    },
  });
