import { randomBytes } from 'node:crypto';
import type { Sql } from '../database/sql.ts';
import { keyIdOf, rewrap, seal, type SealingKey, sealingKey, SecretUnreadable, unseal } from './envelope.ts';

/** Every column with sealed secrets, and the column that names its rows: an envelope opens in its own row alone. */
export const SEALED_COLUMNS = {
  'telephone_door.hmac_secret': 'id',
  'telephone_door.api_secret': 'id',
  'softphone.digest': 'username',
  'mail.details': 'id',
  'totp.secret': 'account_id',
  'webhook.secret': 'id',
  'webhook.previous_secret': 'id',
  'push_key.private_key': 'id',
  'push_device.subscription': 'id',
  'notification_setting.unsubscribe_token': 'account_id',
} as const;
export type SealedColumn = keyof typeof SEALED_COLUMNS;

const placeOf = (column: SealedColumn, rowId: string) => `${column}\0${rowId}`;

/** Seals secrets before they are stored, and opens them again: with the key of this installation, or with one it had before. */
export class Secrets {
  readonly #current: SealingKey;
  readonly #known: ReadonlyMap<string, SealingKey>;

  constructor(key: Buffer, previous: readonly Buffer[] = []) {
    this.#current = sealingKey(key);
    this.#known = new Map([this.#current, ...previous.map(sealingKey)].map(one => [one.id, one]));
  }

  /** The id of the key that seals. */
  get currentKeyId(): string {
    return this.#current.id;
  }

  /** The ids of all keys that open. */
  get knownKeyIds(): string[] {
    return [...this.#known.keys()];
  }

  /** What to store in this column of this row. */
  seal(column: SealedColumn, rowId: string, secret: string): Buffer {
    return seal(this.#current, secret, placeOf(column, rowId));
  }

  /** The secret that was sealed for this column of this row; throws SecretUnreadable for any other. */
  open(column: SealedColumn, rowId: string, envelope: Buffer): string {
    return unseal(this.#keyOf(envelope), envelope, placeOf(column, rowId));
  }

  /** The envelope under the key that seals now. */
  rewrap(column: SealedColumn, rowId: string, envelope: Buffer): Buffer {
    return rewrap(this.#keyOf(envelope), this.#current, envelope, placeOf(column, rowId));
  }

  #keyOf(envelope: Buffer): SealingKey {
    const key = this.#known.get(keyIdOf(envelope));
    if (!key) throw new SecretUnreadable(`A secret was sealed with a key that is not known here (${keyIdOf(envelope)}).`);
    return key;
  }
}

/** Where sealed secrets are, and what opens them. */
export interface SecretStore { sql: Sql; secrets: Secrets }

/** Secrets under a key that nobody else will ever have: for a database that goes with the process. */
export const passingSecrets = (): Secrets => new Secrets(randomBytes(32));
