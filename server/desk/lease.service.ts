import { CANCEL_ATTEMPT } from '../calls/hand.service.ts';
import { TRANSITIONS } from '../calls/call.entity.ts';
import { statement, type Sql } from '../database/sql.ts';
import { appendEvent } from '../events/event-log.ts';
import { movePresence } from '../identity/identity.service.ts';

/** How long a desk counts as open without a word from the process that holds its socket, in seconds. */
export const LEASE_SECONDS = 30;

/** How long a desk may be away before its secretary is: time to load the page again, in seconds. */
export const GRACE_SECONDS = 10;

const later = (now: Date, seconds: number) => new Date(now.getTime() + seconds * 1000);

const SEEN = statement(
  'lease-seen',
  `insert into desk_lease (secretary_id, holder, expires_at) values ($1, $2, $3)
   on conflict (secretary_id, holder) do update set expires_at = excluded.expires_at`,
);
const KEEP = statement('lease-keep', 'update desk_lease set expires_at = $2 where holder = any($1::text[])');
const LEAVE = statement('lease-leave', 'update desk_lease set expires_at = least(expires_at, $2) where holder = $1');
const EXPIRED = statement<{ secretaryId: string }>(
  'lease-expired',
  `with gone as (delete from desk_lease where expires_at <= $1 returning secretary_id, holder)
   select distinct secretary_id as "secretaryId" from gone g
   where not exists (select from desk_lease l where l.secretary_id = g.secretary_id and l.expires_at > $1)`,
);
const TALKING = statement<{ id: string; customerId: string }>(
  'lease-calls',
  `select id, customer_id as "customerId" from call where taken_by = $1 and state in ('TAKEN', 'PUTTING_THROUGH') for update`,
);
const RELEASE = statement(
  'lease-release',
  `update call set state = $2, state_since = $3, taken_by = null, taken_at = null, on_hold = false, changed_decision = null where id = $1`,
);

/** A desk has opened: its secretary is there. */
export async function deskSeen(sql: Sql, secretaryId: string, holder: string, now: Date): Promise<void> {
  await sql.transaction(async sql => {
    await sql.query(SEEN, [secretaryId, holder, later(now, LEASE_SECONDS)]);
    await movePresence(sql, secretaryId, ['OFFLINE'], 'AVAILABLE', now);
  });
}

/** The desks of these sockets are still open. */
export const keepDesks = (sql: Sql, holders: readonly string[], now: Date) => sql.query(KEEP, [holders, later(now, LEASE_SECONDS)]);

/** A desk's socket has closed; the secretary is gone when no other opens soon. */
export const deskLeft = (sql: Sql, holder: string, now: Date) => sql.query(LEAVE, [holder, later(now, GRACE_SECONDS)]);

/** Sets those offline whose last desk is gone, and puts their calls back on all desks. Who was put through goes on talking. */
export async function expireDesks(sql: Sql, now: Date): Promise<number> {
  return sql.transaction(async sql => {
    const gone = await sql.query(EXPIRED, [now]);
    for (const { secretaryId } of gone) {
      const calls = await sql.query(TALKING, [secretaryId]);
      for (const call of calls) {
        await sql.query(CANCEL_ATTEMPT, [call.id, now]);
        await sql.query(RELEASE, [call.id, TRANSITIONS.release.to, now]);
      }
      await movePresence(sql, secretaryId, ['AVAILABLE', 'BUSY', 'WRAP_UP', 'BREAK'], 'OFFLINE', now);
      for (const call of calls) await appendEvent(sql, 'CALL_CHANGED', call.customerId, call.id);
    }
    return gone.length;
  });
}
