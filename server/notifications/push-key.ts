import webPush from 'web-push';
import { statement } from '../database/sql.ts';
import type { SecretStore } from '../secrets/secrets.ts';

/** By which push services know us. */
export interface PushKey { id: string; publicKey: string; privateKey: string }

type Stored = Omit<PushKey, 'privateKey'> & { sealed: Buffer };

const IN_USE = statement<Stored>('push-key-in-use', `select id, public_key as "publicKey", private_key as sealed from push_key where retired_at is null`);
const BY_ID = statement<Stored>('push-key-by-id', `select id, public_key as "publicKey", private_key as sealed from push_key where id = any($1::uuid[])`);
const ADD = statement('push-key-add', 'insert into push_key (id, public_key, private_key, created_at) values ($1, $2, $3, $4) on conflict do nothing');

const opened = ({ secrets }: SecretStore, { sealed, ...key }: Stored): PushKey => ({ ...key, privateKey: secrets.open('push_key.private_key', key.id, sealed) });

/** The key with which devices are registered now; drawn when there is none in use, by whoever asks first. */
export async function pushKeyInUse(store: SecretStore, now: Date): Promise<PushKey> {
  const found = await store.sql.one(IN_USE);
  if (found) return opened(store, found);
  const { publicKey, privateKey } = webPush.generateVAPIDKeys();
  const id = crypto.randomUUID();
  await store.sql.query(ADD, [id, publicKey, store.secrets.seal('push_key.private_key', id, privateKey), now]);
  return opened(store, (await store.sql.one(IN_USE))!);
}

/** The keys that devices were registered with, by their ids. */
export const readPushKeys = async (store: SecretStore, ids: readonly string[]): Promise<Map<string, PushKey>> =>
  new Map((await store.sql.query(BY_ID, [ids])).map(stored => [stored.id, opened(store, stored)]));
