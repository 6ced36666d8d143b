import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { keyIdOf, rewrap, seal, sealingKey, SecretUnreadable, unseal } from './envelope.ts';

const key = sealingKey(randomBytes(32));
const other = sealingKey(randomBytes(32));
const PLACE = 'telephone_door.api_secret of one';
const SECRET = 'Geheimnis № 1';

describe('an envelope', () => {
  const envelope = seal(key, SECRET, PLACE);

  it('opens with its key at its place, and says nothing of what is inside', () => {
    expect(unseal(key, envelope, PLACE)).toBe(SECRET);
    expect(envelope.includes(Buffer.from(SECRET)) || envelope.includes(key.key)).toBe(false);
    expect(seal(key, SECRET, PLACE).equals(envelope)).toBe(false);
    expect(keyIdOf(envelope)).toBe(key.id);
  });

  it('does not open in another row, with another key, or when any bit of it was turned', () => {
    const unreadable = (work: () => unknown) => expect(work).toThrow(SecretUnreadable);
    unreadable(() => unseal(key, envelope, 'telephone_door.api_secret of another'));
    unreadable(() => unseal(other, envelope, PLACE));
    for (let at = 10; at < envelope.length; at++) {
      const turned = Buffer.from(envelope);
      turned[at]! ^= 1;
      unreadable(() => unseal(key, turned, PLACE));
    }
    // Of the version and of the key's id as well.
    for (const at of [0, 1]) {
      const turned = Buffer.from(envelope);
      turned[at]! ^= 1;
      unreadable(() => keyIdOf(turned));
    }
  });

  it('does not open with its end cut off, so that no shorter tag is taken for the whole one', () => {
    for (const cut of [1, 4, 8, 12, 16, 40, envelope.length]) expect(() => unseal(key, envelope.subarray(0, envelope.length - cut), PLACE), `${cut}`).toThrow(SecretUnreadable);
    expect(() => keyIdOf(Buffer.from('in the clear, and long enough to be an envelope by its length alone, since that is all one could look at without a beginning'))).toThrow(SecretUnreadable);
  });

  it('is brought under another key without touching the secret in it', () => {
    const rewrapped = rewrap(key, other, envelope, PLACE);
    expect(keyIdOf(rewrapped)).toBe(other.id);
    expect(unseal(other, rewrapped, PLACE)).toBe(SECRET);
    expect(() => unseal(key, rewrapped, PLACE)).toThrow(SecretUnreadable);
    const inside = Buffer.byteLength(SECRET) + 28;
    expect(rewrapped.subarray(-inside).equals(envelope.subarray(-inside))).toBe(true);
    // A data key belongs to its place as much as the secret does.
    const elsewhere = seal(key, SECRET, 'telephone_door.api_secret of another');
    expect(() => rewrap(key, other, elsewhere, PLACE)).toThrow(SecretUnreadable);
  });

  it('takes a key of 32 bytes alone', () => {
    expect(() => sealingKey(randomBytes(16))).toThrow(RangeError);
  });
});
