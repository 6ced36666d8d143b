import { randomBytes } from 'node:crypto';
import type { SignedIn } from '../context.ts';
import { reportAnswered, reportEnded, reportIncoming } from '../calls/report.service.ts';
import { statement, type Sql } from '../database/sql.ts';
import { isUuid } from '../database/uuid.ts';
import { Forbidden } from '../errors.ts';
import { newToken, tokenHash } from '../identity/session.ts';
import type { TelephonyEvent } from './port.ts';

/** A way in for one telephone system, without its secrets. */
export interface DoorRow { id: string; name: string; createdAt: Date; lastEventAt: Date | null; hasHmac: boolean }

const DOOR = 'id, name, created_at as "createdAt", last_event_at as "lastEventAt", hmac_secret is not null as "hasHmac"';
const LIST = statement<DoorRow>('door-list', `select ${DOOR} from telephone_door order by created_at, id`);
const FIND = statement<{ id: string; hmacSecret: string | null }>('door-find', 'select id, hmac_secret as "hmacSecret" from telephone_door where secret_hash = $1');
const ADD = statement<DoorRow>(
  'door-add',
  `insert into telephone_door (id, name, secret_hash, hmac_secret, created_at) values ($1, $2, $3, $4, $5)
   on conflict (secret_hash) do nothing returning ${DOOR}`,
);
const DROP = statement<{ id: string }>('door-drop', 'delete from telephone_door where id = $1 returning id');
const HEARD = statement('door-heard', `update telephone_door set last_event_at = $2 where id = $1 and (last_event_at is null or last_event_at < $2::timestamptz - interval '1 second')`);

/** The address below our own at which the door with this secret is. */
export const doorPath = (secret: string) => `/telephony/generic/${secret}`;

/** All doors, oldest first; an installation has a handful. */
export const listDoors = (ctx: SignedIn) => ctx.sql.query(LIST);

/** Opens a door. Its secret and its key are told here and never again. */
export async function openDoor(sql: Sql, name: string, withHmac: boolean, now: Date): Promise<{ door: DoorRow; path: string; hmacSecret: string | null }> {
  const { token, hash } = newToken();
  const hmacSecret = withHmac ? randomBytes(32).toString('base64url') : null;
  const [door] = await sql.query(ADD, [crypto.randomUUID(), name, hash, hmacSecret, now]);
  return { door: door as DoorRow, path: doorPath(token), hmacSecret };
}

/** Opens a door with a given secret, or leaves it open: for the demo, whose simulator knows it. */
export const openKnownDoor = (sql: Sql, name: string, secret: string, now: Date) => sql.query(ADD, [crypto.randomUUID(), name, tokenHash(secret), null, now]);

/** Closes a door at once; calls that came through it stay. */
export async function closeDoor(sql: Sql, id: string): Promise<void> {
  if (!isUuid(id) || !(await sql.one(DROP, [id]))) throw new Forbidden();
}

/** The door behind the secret of an address; undefined when there is none. */
export const doorBehind = (sql: Sql, secret: string) => sql.one(FIND, [tokenHash(secret)]);

/** Applies what a telephone system told at a door. Whatever comes twice, late or in the wrong order does no harm. */
export async function applyEvent(sql: Sql, doorId: string, event: TelephonyEvent, now: Date): Promise<void> {
  const reporter = `door:${doorId}`;
  switch (event.kind) {
    case 'INCOMING':
      await reportIncoming(sql, reporter, { calledNumber: event.calledNumber, callerNumber: event.callerNumber, externalId: event.externalId, receivedAt: event.at }, now);
      break;
    case 'ANSWERED':
      await reportAnswered(sql, reporter, event.externalId, now);
      break;
    case 'ENDED':
      await reportEnded(sql, reporter, event.externalId, event.cause, now);
      break;
  }
}

/** Notes that the door's system is alive. */
export const heardFrom = (sql: Sql, doorId: string, now: Date) => sql.query(HEARD, [doorId, now]);
