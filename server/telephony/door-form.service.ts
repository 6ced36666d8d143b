import type { SignedIn } from '../context.ts';
import { InputCheck, invalid, type Invalid } from '../customers/input-check.ts';
import { badInput, Forbidden } from '../errors.ts';
import { changeDoor, DOOR_NEEDS, type DoorInput, type DoorRow, doorWithSecrets, newKey, openDoorOf, readDoor, type TelephoneDoorKind } from './door.service.ts';
import { testPush } from './door-test.ts';

/** What accounts look like there. */
const ACCOUNT: Partial<Record<`${TelephoneDoorKind}`, RegExp>> = { SIPGATE: /^token-[A-Za-z0-9]{1,60}$/, TWILIO: /^AC[0-9a-f]{32}$/ };

type DoorInvalid = Invalid<'TelephoneDoorInvalid'>;

/** What a supervisor types into the form of a door of this kind; `stored` is the door that is changed. */
function read(kind: `${TelephoneDoorKind}`, input: DoorInput, stored: DoorRow | null) {
  const check = new InputCheck();
  const needs = DOOR_NEEDS[kind];
  const field = (name: 'account' | 'hmacSecret' | 'apiSecret', most: number, isStored: boolean): string | null | undefined => {
    if (needs[name] === 'NONE') return name === 'account' ? null : undefined;
    const text = check.text(name, input[name], most);
    // What is left out stays; an account is shown, so that leaving it out takes it away.
    const isLeftOut = name !== 'account' && stored !== null && input[name] === undefined;
    if (text === null && needs[name] === 'REQUIRED' && !(isLeftOut && isStored)) check.add(name, 'REQUIRED', 'It is missing.');
    if (text === null && needs[name] === 'MADE_UP' && stored !== null && !isLeftOut) check.add(name, 'REQUIRED', 'It is missing.');
    if (name === 'hmacSecret' && text !== null && [...text].length < 8) check.add(name, 'OUT_OF_RANGE', 'Fewer than 8 characters.');
    return isLeftOut ? undefined : text;
  };
  const name = check.requiredText('name', input.name, 100);
  const account = field('account', 200, stored?.account !== null);
  const hmacSecret = field('hmacSecret', 500, stored?.hasHmac ?? false);
  const apiSecret = field('apiSecret', 500, stored?.hasApiSecret ?? false);
  if (account && !(ACCOUNT[kind]?.test(account) ?? true)) check.add('account', 'OUT_OF_RANGE', 'It does not look like one of this provider.');
  // The one is of no use without the other.
  const hasKey = apiSecret === undefined ? stored?.hasApiSecret === true : apiSecret !== null;
  if (needs.apiSecret === 'OPTIONAL' && hasKey !== Boolean(account)) check.add(hasKey ? 'account' : 'apiSecret', 'REQUIRED', 'Account and key come together.');
  const read: DoorInput = { name, account: account ?? null, ...(hmacSecret !== undefined && { hmacSecret }), ...(apiSecret !== undefined && { apiSecret }) };
  return { check, read };
}

/** Opens a door of a kind; `withHmac` makes up a key for a generic one. */
export async function addDoor(ctx: SignedIn, kind: `${TelephoneDoorKind}`, input: DoorInput, withHmac: boolean): Promise<Awaited<ReturnType<typeof openDoorOf>> | DoorInvalid> {
  const { check, read: door } = read(kind, { ...input, hmacSecret: input.hmacSecret ?? (withHmac ? newKey() : null) }, null);
  return check.problems.length ? invalid('TelephoneDoorInvalid', check.problems) : openDoorOf(ctx, kind, door, ctx.now());
}

/** Changes what is said about a door. */
export async function updateDoor(ctx: SignedIn, id: string, input: DoorInput): Promise<(DoorRow & { __typename: 'TelephoneDoor' }) | DoorInvalid> {
  const stored = await readDoor(ctx.sql, id);
  const { check, read: door } = read(stored.kind, input, stored);
  if (check.problems.length) return invalid('TelephoneDoorInvalid', check.problems);
  return { __typename: 'TelephoneDoor', ...(await changeDoor(ctx, id, door)) };
}

/** A push to try the door with, signed with its own secrets. */
export async function pushForTest(ctx: SignedIn, id: string, url: string) {
  if (url.length > 1000) throw badInput('url', 'url has more than 1,000 characters.');
  const { id: known } = await readDoor(ctx.sql, id);
  const door = await doorWithSecrets(ctx, known);
  if (!door) throw new Forbidden();
  return testPush(door, url);
}
