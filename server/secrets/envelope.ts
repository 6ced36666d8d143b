import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/** A key that seals, with the id by which an envelope names it: a fingerprint, which tells nothing of the key. */
export interface SealingKey { id: string; key: Buffer }

/** What was read is no envelope, was changed, belongs elsewhere, or was sealed with another key. */
export class SecretUnreadable extends Error {
  override name = 'SecretUnreadable';
}

// An envelope: two bytes of version, the id of the key, the data key under that key, and the secret under the data key. A
// text of PostgreSQL knows no NUL, so what was stored in the clear before never begins like an envelope.
const VERSION = Buffer.from([0, 1]);
const KEY_ID_BYTES = 8;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;
const SEALED_KEY_FROM = VERSION.length + KEY_ID_BYTES;
const SECRET_FROM = SEALED_KEY_FROM + NONCE_BYTES + KEY_BYTES + TAG_BYTES;

/** The key as it seals; 32 bytes. */
export function sealingKey(key: Buffer): SealingKey {
  if (key.length !== KEY_BYTES) throw new RangeError(`A key has ${KEY_BYTES} bytes.`);
  return { id: createHash('sha256').update('vorzimmer sealing key\0').update(key).digest('hex').slice(0, 2 * KEY_ID_BYTES), key };
}

function encrypt(key: Buffer, text: Buffer, bound: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(bound));
  return Buffer.concat([nonce, cipher.update(text), cipher.final(), cipher.getAuthTag()]);
}

function decrypt(key: Buffer, sealed: Buffer, bound: string): Buffer {
  const tagFrom = sealed.length - TAG_BYTES;
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES }).setAAD(Buffer.from(bound)).setAuthTag(sealed.subarray(tagFrom));
    return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, tagFrom)), decipher.final()]);
  } catch {
    throw new SecretUnreadable('A sealed secret was changed, or belongs elsewhere.');
  }
}

/** The id of the key with which the envelope was sealed. */
export function keyIdOf(envelope: Buffer): string {
  if (envelope.length < SECRET_FROM + NONCE_BYTES + TAG_BYTES || !envelope.subarray(0, VERSION.length).equals(VERSION)) throw new SecretUnreadable('That is no sealed secret.');
  return envelope.subarray(VERSION.length, SEALED_KEY_FROM).toString('hex');
}

const boundKey = (keyId: string, place: string) => `data key\0${keyId}\0${place}`;
const boundSecret = (place: string) => `secret\0${place}`;

const dataKeyOf = ({ id, key }: SealingKey, envelope: Buffer, place: string) => decrypt(key, envelope.subarray(SEALED_KEY_FROM, SECRET_FROM), boundKey(id, place));

const head = ({ id, key }: SealingKey, dataKey: Buffer, place: string) => Buffer.concat([VERSION, Buffer.from(id, 'hex'), encrypt(key, dataKey, boundKey(id, place))]);

/** The secret under a key of its own, which lies beside it under ours; both can be opened at this place alone. */
export function seal(key: SealingKey, secret: string, place: string): Buffer {
  const dataKey = randomBytes(KEY_BYTES);
  return Buffer.concat([head(key, dataKey, place), encrypt(dataKey, Buffer.from(secret), boundSecret(place))]);
}

/** What `seal` was given for this place. */
export const unseal = (key: SealingKey, envelope: Buffer, place: string): string =>
  decrypt(dataKeyOf(key, envelope, place), envelope.subarray(SECRET_FROM), boundSecret(place)).toString();

/** The same envelope under another key: only the data key is sealed anew, the secret itself is not touched. */
export const rewrap = (from: SealingKey, to: SealingKey, envelope: Buffer, place: string): Buffer =>
  Buffer.concat([head(to, dataKeyOf(from, envelope, place), place), envelope.subarray(SECRET_FROM)]);
