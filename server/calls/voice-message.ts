import type { FastifyInstance, FastifyRequest } from 'fastify';
import { trailOf } from '../audit/door-trail.ts';
import type { Batch, Ground } from '../context.ts';
import { hasConsent, loadConsentTo } from '../consents/consent.service.ts';
import { statement, type Sql } from '../database/sql.ts';
import { isUuid } from '../database/uuid.ts';
import { appendEvent } from '../events/event-log.ts';
import { isStaff, ownCustomerId, type Person } from '../identity/actor.ts';

/** A message as the API shows one; its sound is fetched as a file. */
export interface VoiceMessageRow { id: string; customerId: string; callId: string; recordedAt: Date; seconds: number; path: string }

const BY_CALL = statement<Omit<VoiceMessageRow, 'path'>>(
  'voice-message-by-call',
  'select id, customer_id as "customerId", call_id as "callId", recorded_at as "recordedAt", seconds from voice_message where call_id = any($1::uuid[])',
);
const SOUND = statement<{ customerId: string; audio: Buffer }>('voice-message-sound', 'select m.customer_id as "customerId", m.audio from voice_message m join call c on c.id = m.call_id where m.id = $1 and c.trashed_at is null');
const KEEP = statement<{ customerId: string }>(
  'voice-message-keep',
  `insert into voice_message (customer_id, id, call_id, recorded_at, seconds, audio)
   select customer_id, $2, id, $3, $4, $5 from call where id = $1 and emptied_at is null
   on conflict (call_id) do nothing returning customer_id as "customerId"`,
);

const pathOf = (id: string) => `/voice-messages/${id}.wav`;

const KIND = 'VOICE_MESSAGES_AT_DESK';

/** The message of each call; null for none. Whoever sees the call sees it; staff only where the customer has consented. */
export const loadVoiceMessages: Batch<string, VoiceMessageRow | null> = async (ctx, callIds) => {
  const rows = await ctx.sql.query(BY_CALL, [callIds]);
  const heard = isStaff(ctx.actor) ? await Promise.all(rows.map(({ customerId }) => ctx.edge(loadConsentTo, { customerId, kind: KIND }))) : rows.map(() => true);
  const byCall = new Map(rows.flatMap((row, place) => (heard[place] ? [[row.callId, { ...row, path: pathOf(row.id) }]] : [])));
  return callIds.map(id => byCall.get(id) ?? null);
};

/** Keeps what the caller of a call left, once. */
export async function keepVoiceMessage(sql: Sql, callId: string, wav: Buffer, seconds: number, now: Date): Promise<void> {
  await sql.transaction(async sql => {
    const kept = await sql.one(KEEP, [callId, crypto.randomUUID(), now, Math.round(seconds), wav]);
    if (kept) await appendEvent(sql, 'CALL_CHANGED', kept.customerId, callId);
  });
}

/** Where messages are heard: the people of the customer who was called, and staff where these have consented; for everybody else there is nothing. */
export function openVoiceMessages(app: FastifyInstance, ground: Ground, whoAsks: (request: FastifyRequest) => Promise<Person | null>): void {
  app.get<{ Params: { id: string } }>('/voice-messages/:id.wav', async (request, reply) => {
    const person = await whoAsks(request);
    const message = person && isUuid(request.params.id) ? await ground.sql.one(SOUND, [request.params.id]) : undefined;
    const isHeard = person && message && (isStaff(person) ? await hasConsent(ground.sql, message.customerId, KIND) : ownCustomerId(person) === message.customerId);
    if (!message || !isHeard) return reply.status(404).send({ error: 'There is nothing here.' });
    trailOf(ground, person, request).saw(message.customerId, 'voiceMessage', [request.params.id]);
    return reply.headers({ 'content-type': 'audio/wav', 'cache-control': 'private, no-store', 'content-disposition': 'inline; filename="message.wav"' }).send(message.audio);
  });
}
