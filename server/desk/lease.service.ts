import { CANCEL_ATTEMPT, RELEASE } from '../calls/hand.service.ts';
import { statement, type Sql } from '../database/sql.ts';
import { appendEvent } from '../events/event-log.ts';
import { movePresence } from '../identity/identity.service.ts';

/** How long a desk counts as open without a word from the process that holds its socket, in seconds. */
export const LEASE_SECONDS = 30;

/** How long a desk may be away before its secretary is: time to load the page again, in seconds. */
export const GRACE_SECONDS = 10;

/** A desk that is open: the socket that holds it, and whose it is. */
export interface OpenDesk { holder: string; secretaryId: string }

const later = (now: Date, seconds: number) => new Date(now.getTime() + seconds * 1000);

// A desk that opens while its secretary is found to be gone must come before or after that, not in between.
const IN_TURN = statement('lease-in-turn', 'select pg_advisory_xact_lock(8672664939)');
const SEEN = statement(
  'lease-seen',
  `insert into desk_lease (secretary_id, holder, expires_at) values ($1, $2, $3)
   on conflict (secretary_id, holder) do update set expires_at = excluded.expires_at`,
);
const KEEP = statement<{ holder: string }>('lease-keep', 'update desk_lease set expires_at = $2 where holder = any($1::text[]) returning holder');
const LEAVE = statement('lease-leave', 'update desk_lease set expires_at = least(expires_at, $2) where holder = $1');
const OVERDUE = statement<{ secretaryId: string }>(
  'lease-overdue',
  'select distinct secretary_id as "secretaryId" from desk_lease where expires_at <= $1 and holder <> all($2::text[])',
);
const EXPIRE = statement<{ holder: string }>(
  'lease-expire',
  'delete from desk_lease where secretary_id = $1 and expires_at <= $2 and holder <> all($3::text[]) returning holder',
);
const STILL_OPEN = statement<{ holder: string }>('lease-still-open', 'select holder from desk_lease where secretary_id = $1 limit 1');
const TALKING = statement<{ id: string; customerId: string }>(
  'lease-calls',
  // Who has a telephone on the table, or elsewhere, goes on talking there without the desk; a telephone in the browser is gone with it.
  `select id, customer_id as "customerId" from call
   where taken_by = $1 and state in ('TAKEN', 'PUTTING_THROUGH')
     and not (abilities @> '{RING_SECRETARY}' and (reporter like 'door:%' or exists (select from secretary s where s.id = taken_by and s.sip_endpoint is not null)))
   order by id for update`,
);

/** A desk has opened: its secretary is there. */
export async function deskSeen(sql: Sql, { secretaryId, holder }: OpenDesk, now: Date): Promise<void> {
  await sql.transaction(async sql => {
    await sql.query(IN_TURN);
    await sql.query(SEEN, [secretaryId, holder, later(now, LEASE_SECONDS)]);
    await movePresence(sql, secretaryId, ['OFFLINE'], 'AVAILABLE', now);
  });
}

/** These desks are still open, also those that were given up while the database could not be told. */
export async function keepDesks(sql: Sql, desks: readonly OpenDesk[], now: Date): Promise<void> {
  const kept = new Set((await sql.query(KEEP, [desks.map(({ holder }) => holder), later(now, LEASE_SECONDS)])).map(({ holder }) => holder));
  for (const desk of desks) if (!kept.has(desk.holder)) await deskSeen(sql, desk, now);
}

/** A desk's socket has closed; the secretary is gone when no other opens soon. */
export const deskLeft = (sql: Sql, holder: string, now: Date) => sql.query(LEAVE, [holder, later(now, GRACE_SECONDS)]);

/**
 * Sets those offline whose last desk is gone, and puts their calls back on all desks. Who was put through goes on talking, and so does who has a telephone on the table.
 * The desks of this process' own open sockets are there, whatever the database was last told. Returns how many went.
 */
export async function expireDesks(sql: Sql, now: Date, own: readonly OpenDesk[] = []): Promise<number> {
  const ownHolders = own.map(({ holder }) => holder);
  let gone = 0;
  for (const { secretaryId } of await sql.query(OVERDUE, [now, ownHolders])) {
    gone += await sql.transaction(async sql => {
      await sql.query(IN_TURN);
      const expired = await sql.query(EXPIRE, [secretaryId, now, ownHolders]);
      if (!expired.length || (await sql.one(STILL_OPEN, [secretaryId]))) return 0;
      const calls = await sql.query(TALKING, [secretaryId]);
      for (const call of calls) {
        await sql.query(CANCEL_ATTEMPT, [call.id, now]);
        await sql.query(RELEASE, [call.id, now]);
      }
      await movePresence(sql, secretaryId, ['AVAILABLE', 'BUSY', 'WRAP_UP', 'BREAK'], 'OFFLINE', now);
      for (const call of calls) await appendEvent(sql, 'CALL_CHANGED', call.customerId, call.id);
      return 1;
    });
  }
  return gone;
}
