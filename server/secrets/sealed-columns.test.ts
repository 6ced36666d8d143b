import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startSession } from '../identity/session.ts';
import { type Desk, openDesk } from '../test/desk.ts';
import { changeDoor, doorWithSecrets, openDoorOf } from '../telephony/door.service.ts';
import { openSoftphone } from '../telephony/softphone.service.ts';
import type { SignedIn } from '../context.ts';
import { SecretUnreadable } from './envelope.ts';
import { requireKeys, rewrapAll, sealWhatIsClear } from './sealed-columns.ts';
import { passingSecrets, SEALED_COLUMNS, Secrets } from './secrets.ts';

const HMAC = 'hmac-of-the-exchange-1';
const API = 'token-at-the-provider-2';

let desk: Desk;
let owner: Client;
beforeAll(async () => {
  desk = await openDesk();
  owner = new Client(desk.address as object);
  await owner.connect();
});
beforeEach(() => owner.query('truncate telephone_door, softphone'));
afterAll(async () => {
  await owner.end();
  await desk.close();
});

const account = `AC${'0'.repeat(32)}`;
const openDoors = async () => ({
  twilio: (await openDoorOf(desk.ground, 'TWILIO', { name: 'Twilio', account, apiSecret: API }, desk.now())).door.id,
  generic: (await openDoorOf(desk.ground, 'GENERIC', { name: 'Anlage', hmacSecret: HMAC }, desk.now())).door.id,
});

/** Every row of every table, as text. */
async function dump(): Promise<string> {
  const { rows } = await owner.query<{ name: string }>(`select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`);
  const texts: string[] = [];
  for (const { name } of rows) texts.push(...(await owner.query<{ text: string }>(`select row_to_json(t)::text || t::text as text from ${name} t`)).rows.map(({ text }) => text));
  return texts.join('\n');
}

/** Puts a secret into a row as it stood there before secrets were sealed. */
async function storeInTheClear(id: string, secret: string): Promise<void> {
  await owner.query('alter table telephone_door drop constraint telephone_door_hmac_secret_sealed');
  await owner.query(`update telephone_door set hmac_secret = convert_to($2, 'UTF8') where id = $1`, [id, secret]);
  await owner.query('alter table telephone_door add constraint telephone_door_hmac_secret_sealed check (get_byte(hmac_secret, 0) = 0) not valid');
}

describe('what is stored', () => {
  it('holds no secret in the clear, in no table and in no spelling', async () => {
    const { twilio, generic } = await openDoors();
    await changeDoor(desk.ground, generic, { name: 'Anlage', hmacSecret: `${HMAC}-changed` });
    const jana = await desk.secretary();
    const digests: string[] = [];
    const { token } = await startSession(desk.sql, jana.accountId, desk.now());
    const accounts = { put: async ({ digest }: { digest: string }) => void digests.push(digest), remove: async () => undefined, list: async () => [] };
    const session = { token, device: null, due: null, set: () => undefined, setDevice: () => undefined, clear: () => undefined };
    const phones = { accounts, socketUrl: new URL('ws://127.0.0.1/ws'), ice: { stunUrls: [], turn: null } };
    const softphone = await openSoftphone({ ...desk.as(jana), sql: desk.sql, phones, session } as SignedIn);
    expect(await doorWithSecrets(desk.ground, twilio)).toMatchObject({ apiSecret: API, hmacSecret: null });
    expect(await doorWithSecrets(desk.ground, generic)).toMatchObject({ apiSecret: null, hmacSecret: `${HMAC}-changed` });

    const all = await dump();
    expect(all).toContain(account);
    const secrets = [HMAC, API, ...digests, softphone!.password, token];
    expect(secrets).toHaveLength(5);
    for (const secret of secrets) for (const encoding of ['utf8', 'hex', 'base64', 'base64url'] as const) expect(all).not.toContain(Buffer.from(secret).toString(encoding).replace(/=+$/, ''));
  });

  it('opens in its own row alone', async () => {
    const { generic } = await openDoors();
    const { door: { id: other } } = await openDoorOf(desk.ground, 'GENERIC', { name: 'Zweite', hmacSecret: 'another-key' }, desk.now());
    await owner.query('update telephone_door set hmac_secret = (select hmac_secret from telephone_door where id = $1) where id = $2', [generic, other]);
    await expect(doorWithSecrets(desk.ground, other)).rejects.toThrow(SecretUnreadable);
    expect((await doorWithSecrets(desk.ground, generic))?.hmacSecret).toBe(HMAC);
  });

  it('is refused by the database when it is no envelope', async () => {
    const { generic } = await openDoors();
    await expect(desk.sql.pool.query(`update telephone_door set hmac_secret = 'clear' where id = $1`, [generic])).rejects.toMatchObject({ constraint: 'telephone_door_hmac_secret_sealed' });
  });

  it('lies in columns that are all looked after', async () => {
    const { rows } = await owner.query<{ place: string }>(`select conrelid::regclass || '.' || a.attname as place from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1] where conname like '%\\_sealed'`);
    expect(rows.map(({ place }) => place).toSorted()).toEqual(Object.keys(SEALED_COLUMNS).toSorted());
  });
});

describe('a start', () => {
  it('seals what was stored in the clear, once, also when two processes start together', async () => {
    const { generic } = await openDoors();
    await storeInTheClear(generic, 'of-an-older-version');
    await Promise.all([sealWhatIsClear(desk.sql, desk.ground.secrets), sealWhatIsClear(desk.sql, desk.ground.secrets)]);
    expect((await doorWithSecrets(desk.ground, generic))?.hmacSecret).toBe('of-an-older-version');
    expect(await dump()).not.toContain(Buffer.from('of-an-older-version').toString('hex'));
    const stored = async () => (await owner.query(`select hmac_secret from telephone_door where id = $1`, [generic])).rows;
    const before = await stored();
    await sealWhatIsClear(desk.sql, desk.ground.secrets);
    expect(await stored()).toEqual(before);
  });

  it('is refused with a key that cannot open what is stored, and says which', async () => {
    await openDoors();
    const stranger = passingSecrets();
    await expect(requireKeys(desk.sql, stranger)).rejects.toThrow(
      `sealed with another key (${desk.ground.secrets.currentKeyId}) than VORZIMMER_SECRET_KEY (${stranger.currentKeyId})`,
    );
    await requireKeys(desk.sql, desk.ground.secrets);
  });
});

describe('a rotation', () => {
  it('brings all data keys under the new key, leaves the secrets in them alone, and does nothing the second time', async () => {
    const [oldKey, newKey] = [randomBytes(32), randomBytes(32)];
    const before = { sql: desk.sql, secrets: new Secrets(oldKey) };
    const between = { sql: desk.sql, secrets: new Secrets(newKey, [oldKey]) };
    const after = { sql: desk.sql, secrets: new Secrets(newKey) };
    const { door: { id } } = await openDoorOf(before, 'TWILIO', { name: 'Twilio', account, apiSecret: API }, desk.now());
    const { door: { id: newer } } = await openDoorOf(between, 'GENERIC', { name: 'Neu', hmacSecret: HMAC }, desk.now());
    const stored = async () => (await owner.query<{ api_secret: Buffer }>('select api_secret from telephone_door where id = $1', [id])).rows[0]!.api_secret;
    const sealed = await stored();

    await requireKeys(desk.sql, between.secrets);
    expect((await doorWithSecrets(between, id))?.apiSecret).toBe(API);
    expect(await rewrapAll(desk.sql, between.secrets)).toBe(1);
    const rewrapped = await stored();
    expect(rewrapped.equals(sealed)).toBe(false);
    const inside = API.length + 28;
    expect(rewrapped.subarray(-inside).equals(sealed.subarray(-inside))).toBe(true);
    expect(await rewrapAll(desk.sql, between.secrets)).toBe(0);

    await requireKeys(desk.sql, after.secrets);
    expect((await doorWithSecrets(after, id))?.apiSecret).toBe(API);
    expect((await doorWithSecrets(after, newer))?.hmacSecret).toBe(HMAC);
    await expect(requireKeys(desk.sql, before.secrets)).rejects.toThrow('sealed with another key');
  });

  it('takes more secrets than it reads at once', async () => {
    const [oldKey, newKey] = [randomBytes(32), randomBytes(32)];
    for (let n = 0; n < 101; n++) await openDoorOf({ sql: desk.sql, secrets: new Secrets(oldKey) }, 'GENERIC', { name: `Anlage ${n}`, hmacSecret: HMAC }, desk.now());
    expect(await rewrapAll(desk.sql, new Secrets(newKey, [oldKey]))).toBe(101);
    await requireKeys(desk.sql, new Secrets(newKey));
  });
});
