import { randomBytes } from 'node:crypto';
import type { SignedIn } from '../context.ts';
import { statement, type Sql } from '../database/sql.ts';
import { isUuid } from '../database/uuid.ts';
import { Forbidden } from '../errors.ts';
import { appendEvent } from '../events/event-log.ts';
import { newToken, tokenHash } from '../identity/session.ts';
import type { SecretStore } from '../secrets/secrets.ts';

/** Whose telephone system comes in at a door. */
export enum TelephoneDoorKind {
  GENERIC = 'GENERIC',
  SIPGATE = 'SIPGATE',
  PLACETEL = 'PLACETEL',
  TWILIO = 'TWILIO',
}

/** A way in for one telephone system, without its secrets. */
export interface DoorRow {
  id: string;
  name: string;
  kind: `${TelephoneDoorKind}`;
  account: string | null;
  createdAt: Date;
  lastEventAt: Date | null;
  lastProblem: string | null;
  lastProblemAt: Date | null;
  hasHmac: boolean;
  hasApiSecret: boolean;
}

/** A door as what comes in at it needs to know it. */
export interface OpenDoor {
  id: string;
  kind: `${TelephoneDoorKind}`;
  /** Signs what comes in; null where the kind or the supervisor does without. */
  hmacSecret: string | null;
  /** What the provider calls our account; null where the kind needs none. */
  account: string | null;
  /** Opens the provider's own API, for commands; null without. */
  apiSecret: string | null;
}

/** What a supervisor says of a door. Secrets that are left out stay as they are, or are made up where the kind needs one; an empty one is taken away. */
export interface DoorInput {
  name: string;
  account?: string | null;
  hmacSecret?: string | null;
  apiSecret?: string | null;
}

/** What a door of a kind needs: a key that signs, of which ours is as good as theirs where we may make it up; our account there; a key to its API. */
export const DOOR_NEEDS: Record<`${TelephoneDoorKind}`, Record<'account' | 'hmacSecret' | 'apiSecret', 'REQUIRED' | 'OPTIONAL' | 'MADE_UP' | 'NONE'>> = {
  GENERIC: { account: 'NONE', hmacSecret: 'OPTIONAL', apiSecret: 'NONE' },
  // Signed with sipgate's own key, which everybody knows; the token is for commands.
  SIPGATE: { account: 'OPTIONAL', hmacSecret: 'NONE', apiSecret: 'OPTIONAL' },
  PLACETEL: { account: 'NONE', hmacSecret: 'MADE_UP', apiSecret: 'NONE' },
  // Twilio's auth token signs and opens the API.
  TWILIO: { account: 'REQUIRED', hmacSecret: 'NONE', apiSecret: 'REQUIRED' },
};

const DOOR = `id, name, kind, account, created_at as "createdAt", last_event_at as "lastEventAt", last_problem as "lastProblem", last_problem_at as "lastProblemAt",
  hmac_secret is not null as "hasHmac", api_secret is not null as "hasApiSecret"`;
const LIST = statement<DoorRow>('door-list', `select ${DOOR} from telephone_door order by created_at, id`);
const BY_ID = statement<DoorRow>('door-by-id', `select ${DOOR} from telephone_door where id = $1`);
/** A door as it is stored, with its secrets sealed. */
interface SealedDoor { id: string; kind: `${TelephoneDoorKind}`; hmacSealed: Buffer | null; account: string | null; apiSealed: Buffer | null }

const SEALED_DOOR = `id, kind, hmac_secret as "hmacSealed", account, api_secret as "apiSealed"`;
const FIND = statement<SealedDoor>('door-find', `select ${SEALED_DOOR} from telephone_door where secret_hash = $1`);
const FIND_BY_ID = statement<SealedDoor>('door-find-by-id', `select ${SEALED_DOOR} from telephone_door where id = $1`);
const ADD = statement<DoorRow>(
  'door-add',
  `insert into telephone_door (id, name, secret_hash, hmac_secret, created_at, kind, account, api_secret) values ($1, $2, $3, $4, $5, $6, $7, $8)
   on conflict (secret_hash) do nothing returning ${DOOR}`,
);
const CHANGE = statement<{ id: string }>(
  'door-change',
  `update telephone_door set name = $2, account = $3, hmac_secret = case when $4 then $5 else hmac_secret end, api_secret = case when $6 then $7 else api_secret end where id = $1 returning id`,
);
const MOVE = statement<{ id: string }>('door-move', 'update telephone_door set secret_hash = $2 where id = $1 returning id');
const DROP = statement<{ id: string }>('door-drop', 'delete from telephone_door where id = $1 returning id');
// Seldom enough that a busy line does not keep every page of the supervisors asking.
const HEARD = statement(
  'door-heard',
  `with heard as (
     update telephone_door set last_event_at = $2 where id = $1 and (last_event_at is null or last_event_at < $2::timestamptz - interval '3 seconds') returning id
   ) select append_event('TELEPHONY_CHANGED', null, id) from heard`,
);
const PROBLEM = statement(
  'door-problem',
  `with noted as (
     update telephone_door set last_problem = $3, last_problem_at = $2
     where id = $1 and (last_problem_at is null or last_problem_at < $2::timestamptz - interval '3 seconds') returning id
   ) select append_event('TELEPHONY_CHANGED', null, id) from noted`,
);

/** The address below our own at which the door of this kind with this secret is. */
export const doorPath = (secret: string, kind: `${TelephoneDoorKind}` = 'GENERIC') => `/telephony/${kind.toLowerCase()}/${secret}`;

/** All doors, oldest first; an installation has a handful. */
export const listDoors = (ctx: SignedIn) => ctx.sql.query(LIST);

/** Opens a generic door. Its secret and its key are told here and never again. */
export const openDoor = (store: SecretStore, name: string, withHmac: boolean, now: Date) => openDoorOf(store, 'GENERIC', { name, hmacSecret: withHmac ? newKey() : null }, now);

/** Opens a door for a kind of telephone system. Its secret, and a key that was made up for it, are told here and never again. */
export async function openDoorOf({ sql, secrets }: SecretStore, kind: `${TelephoneDoorKind}`, input: DoorInput, now: Date): Promise<{ door: DoorRow; path: string; hmacSecret: string | null }> {
  const { token, hash } = newToken();
  const hmacSecret = input.hmacSecret || (DOOR_NEEDS[kind].hmacSecret === 'MADE_UP' ? newKey() : null);
  const id = crypto.randomUUID();
  const door = await sql.transaction(async sql => {
    const [added] = await sql.query(ADD, [
      id, input.name, hash, hmacSecret && secrets.seal('telephone_door.hmac_secret', id, hmacSecret), now, kind, input.account || null,
      input.apiSecret ? secrets.seal('telephone_door.api_secret', id, input.apiSecret) : null,
    ]);
    await appendEvent(sql, 'TELEPHONY_CHANGED', null, (added as DoorRow).id);
    return added as DoorRow;
  });
  return { door, path: doorPath(token, kind), hmacSecret };
}

/** A key to sign with, as good as any that a provider makes up. */
export const newKey = () => randomBytes(32).toString('base64url');

/** Opens a door with a given secret, or leaves it open: for the demo, whose simulator knows it. */
export const openKnownDoor = (sql: Sql, name: string, secret: string, now: Date) => sql.query(ADD, [crypto.randomUUID(), name, tokenHash(secret), null, now, 'GENERIC', null, null]);

/** Changes what is said of a door; what comes in goes on without a break. */
export async function changeDoor({ sql, secrets }: SecretStore, id: string, input: DoorInput): Promise<DoorRow> {
  await telling(sql, id, sql => sql.one(CHANGE, [
    id, input.name, input.account || null,
    input.hmacSecret !== undefined, input.hmacSecret ? secrets.seal('telephone_door.hmac_secret', id, input.hmacSecret) : null,
    input.apiSecret !== undefined, input.apiSecret ? secrets.seal('telephone_door.api_secret', id, input.apiSecret) : null,
  ]));
  return readDoor(sql, id);
}

/** Gives a door a new address, which is told here and never again; at the old one there is nothing from now on. */
export async function moveDoor(sql: Sql, id: string): Promise<{ door: DoorRow; path: string }> {
  const { token, hash } = newToken();
  await telling(sql, id, sql => sql.one(MOVE, [id, hash]));
  const door = await readDoor(sql, id);
  return { door, path: doorPath(token, door.kind) };
}

/** Closes a door at once; calls that came through it stay. */
export const closeDoor = (sql: Sql, id: string): Promise<void> => telling(sql, id, sql => sql.one(DROP, [id]));

/** The door with the id; refused when there is none. */
export async function readDoor(sql: Sql, id: string): Promise<DoorRow> {
  const door = isUuid(id) ? await sql.one(BY_ID, [id]) : undefined;
  if (!door) throw new Forbidden();
  return door;
}

async function telling(sql: Sql, id: string, change: (sql: Sql) => Promise<unknown>): Promise<void> {
  if (!isUuid(id)) throw new Forbidden();
  await sql.transaction(async sql => {
    if (!(await change(sql))) throw new Forbidden();
    await appendEvent(sql, 'TELEPHONY_CHANGED', null, id);
  });
}

/** The door behind the secret of an address; undefined when there is none. */
export const doorBehind = async (store: SecretStore, secret: string) => unsealed(store, await store.sql.one(FIND, [tokenHash(secret)]));

/** The door with the id, with its secrets; undefined when there is none. */
export const doorWithSecrets = async (store: SecretStore, id: string) => unsealed(store, await store.sql.one(FIND_BY_ID, [id]));

function unsealed({ secrets }: SecretStore, door: SealedDoor | undefined): OpenDoor | undefined {
  if (!door) return undefined;
  const { id, kind, account, hmacSealed, apiSealed } = door;
  return {
    id, kind, account,
    hmacSecret: hmacSealed && secrets.open('telephone_door.hmac_secret', id, hmacSealed),
    apiSecret: apiSealed && secrets.open('telephone_door.api_secret', id, apiSealed),
  };
}

/** Notes that the door's system is alive, and tells the supervisors; every few seconds at most. */
export const heardFrom = (sql: Sql, doorId: string, now: Date) => sql.query(HEARD, [doorId, now]);

/** Notes why something that came in was refused, such as "wrong signature", and tells the supervisors; every few seconds at most. */
export const noteProblem = (sql: Sql, doorId: string, problem: string, now: Date) => sql.query(PROBLEM, [doorId, now, problem.slice(0, 500)]);
