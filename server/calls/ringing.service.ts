import type { Batch } from '../context.ts';
import { statement, type Sql } from '../database/sql.ts';
import { appendEvent } from '../events/event-log.ts';
import { loadSecretaries, movePresence, type SecretaryRow } from '../identity/identity.service.ts';
import { END } from './hand.service.ts';
import { countsSince, preferenceOf, type RingableSecretary, type RingingRules, whoRings } from './ringing.ts';

type Rang = NonNullable<RingableSecretary['rang']>;
/** As JSON has it: times are texts. */
type ReadSecretary = Omit<RingableSecretary, 'presenceSince' | 'rang' | 'weight'> & { set: number; good: number; bad: number; presenceSince: string; rang: (Pick<Rang, 'outcome'> & { rungAt: string; stoppedAt: string | null }) | null };
interface WaitingCall { id: string; customerId: string; since: Date; secretaries: ReadSecretary[] | null }

const RULES = statement<RingingRules & { fallback: 'ANNOUNCEMENT' | 'OVERFLOW' | 'VOICE_MESSAGE' }>(
  'ringing-rules',
  `select preferred_ring_seconds as "preferredRingSeconds", secretary_ring_seconds as "secretaryRingSeconds", wait_seconds as "waitSeconds", fallback from telephony_settings`,
);
const WAITING = statement<{ id: string }>('ringing-waiting', `select id from call where state = 'RINGING' and abilities @> '{RING_SECRETARY}' order by received_at, id`);
const HOLD = statement<WaitingCall>(
  'ringing-hold',
  `select c.id, c.customer_id as "customerId", c.state_since as since, (
     select json_agg(json_build_object(
       'id', s.id, 'presence', s.presence, 'presenceSince', s.presence_since, 'set', coalesce(p.weight, 0), 'good', coalesce(f.good, 0), 'bad', coalesce(f.bad, 0), 'speaksLanguage', cu.language = any(s.languages),
       'hasPhone', case when c.reporter like 'door:%' then s.phone_number is not null else s.sip_endpoint is not null or exists (select from softphone o where o.secretary_id = s.id) end,
       'ringsElsewhere', exists (select from call_ring e join call ec on ec.id = e.call_id where e.secretary_id = s.id and e.call_id <> c.id and e.stopped_at is null and ec.state = 'RINGING'),
       'rang', (select json_build_object('rungAt', r.rung_at, 'stoppedAt', r.stopped_at, 'outcome', r.outcome) from call_ring r where r.call_id = c.id and r.secretary_id = s.id)) order by s.id)
     from secretary s left join secretary_preference p on p.customer_id = c.customer_id and p.secretary_id = s.id
       left join (
         select secretary_id, count(*) filter (where rating = 'GOOD') as good, count(*) filter (where rating = 'BAD') as bad
         from note_rating where customer_id = c.customer_id and rated_at > $2 group by secretary_id
       ) f on f.secretary_id = s.id) as secretaries
   from call c join customer cu on cu.id = c.customer_id where c.id = $1 and c.state = 'RINGING' for update of c skip locked`,
);
const RING = statement<{ secretaryId: string }>(
  'ringing-ring',
  `insert into call_ring (customer_id, call_id, secretary_id, rung_at) select $1, $2, unnest($3::uuid[]), $4
   on conflict (call_id, secretary_id) do update set rung_at = excluded.rung_at, stopped_at = null, outcome = null where call_ring.stopped_at is not null
   returning secretary_id as "secretaryId"`,
);
const STOP = statement<{ secretaryId: string }>(
  'ringing-stop',
  `update call_ring set stopped_at = $3, outcome = case when secretary_id = any($4::uuid[]) then 'NO_ANSWER' else 'CANCELLED' end
   where call_id = $1 and stopped_at is null and secretary_id <> all($2::uuid[]) returning secretary_id as "secretaryId"`,
);
const HOLD_SECRETARIES = statement('ringing-hold-secretaries', 'select from secretary where id = any($1::uuid[]) order by id for no key update');
const FALL_BACK = statement('ringing-fall-back', 'update call set fallback = $2 where id = $1');
const SETTLE = statement(
  'ringing-settle',
  `update call_ring r set stopped_at = $2, outcome = case when r.secretary_id = c.taken_by then 'TOOK' else 'CANCELLED' end
   from call c where c.id = r.call_id and c.id = any($1::uuid[]) and c.state <> 'RINGING' and r.stopped_at is null`,
);
const RINGING = statement<{ callId: string; secretaryId: string }>(
  'ringing-by-call',
  'select call_id as "callId", secretary_id as "secretaryId" from call_ring where call_id = any($1::uuid[]) and stopped_at is null order by rung_at, secretary_id',
);

/** Whose telephones ring for each call. */
export const loadRinging: Batch<string, SecretaryRow[]> = async (ctx, callIds) => {
  const rings = Map.groupBy(await ctx.sql.query(RINGING, [callIds]), ({ callId }) => callId);
  return Promise.all(callIds.map(async id =>
    (await Promise.all((rings.get(id) ?? []).map(({ secretaryId }) => ctx.edge(loadSecretaries, secretaryId)))).filter(one => one !== null)));
};

/** Brings the rings of calls to an end that wait no more: who took the call, and who did not need to. */
export const settleRings = (sql: Sql, callIds: readonly string[], now: Date) => sql.query(SETTLE, [callIds, now]);

/**
 * Goes through the waiting calls whose telephone system rings as we say: begins and ends rings, sets on break who let it
 * ring, and gives the caller the fallback when nobody was free in time. Returns how many calls wait.
 */
export async function ringWaitingCalls(sql: Sql, now: Date): Promise<number> {
  const waiting = await sql.query(WAITING);
  if (!waiting.length) return 0;
  const rules = (await sql.one(RULES)) as RingingRules & { fallback: 'ANNOUNCEMENT' | 'OVERFLOW' | 'VOICE_MESSAGE' };
  // One at a time, the longest waiting first: a telephone that rings for one does not ring for the next.
  for (const { id } of waiting) await sql.transaction(sql => step(sql, id, rules, now));
  return waiting.length;
}

async function step(sql: Sql, callId: string, rules: RingingRules & { fallback: string }, now: Date): Promise<void> {
  const call = await sql.one(HOLD, [callId, countsSince(now)]);
  if (!call) return;
  const secretaries = (call.secretaries ?? []).map(({ set, good, bad, ...one }) => ({
    ...one,
    weight: preferenceOf({ set, good, bad }),
    presenceSince: new Date(one.presenceSince),
    rang: one.rang && { outcome: one.rang.outcome, rungAt: new Date(one.rang.rungAt), stoppedAt: one.rang.stoppedAt === null ? null : new Date(one.rang.stoppedAt) },
  }));
  const { ring, unanswered, giveUp } = whoRings(call.since, secretaries, rules, now);
  const stopped = await sql.query(STOP, [callId, giveUp ? [] : ring, now, unanswered]);
  if (giveUp) {
    await sql.query(END, [callId, now, rules.fallback === 'OVERFLOW' ? 'OVERFLOWED' : 'NOBODY_FREE', 'MISSED']);
    await sql.query(FALL_BACK, [callId, rules.fallback]);
  }
  const begun = giveUp ? [] : await sql.query(RING, [call.customerId, callId, ring, now]);
  // Held all at once, as nobody may wait for a row after the first event.
  if (unanswered.length) await sql.query(HOLD_SECRETARIES, [unanswered]);
  for (const secretaryId of unanswered) await movePresence(sql, secretaryId, ['AVAILABLE'], 'BREAK', now, 'LET_IT_RING');
  if (stopped.length || begun.length || giveUp) await appendEvent(sql, 'CALL_CHANGED', call.customerId, callId);
}
