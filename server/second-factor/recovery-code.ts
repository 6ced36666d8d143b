import { createHash, randomBytes } from 'node:crypto';

/** How many are made at a time. */
export const RECOVERY_CODES = 10;

// Crockford's base32: no letter is taken for a digit. 80 bits cannot be guessed from a plain hash either.
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 16;

/** New codes, as somebody writes them down: 7K3M-9XQ2-…. */
export const newRecoveryCodes = (): string[] =>
  Array.from({ length: RECOVERY_CODES }, () => [...randomBytes(LENGTH)].map((byte, place) => (place && place % 4 === 0 ? '-' : '') + LETTERS[byte % 32]).join(''));

/** The letters of a code, however it was typed; null when it can be none. */
export function readRecoveryCode(typed: string): string | null {
  const letters = typed.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  return letters.length === LENGTH && [...letters].every(letter => LETTERS.includes(letter)) ? letters : null;
}

/** What is stored of a code. */
export const recoveryCodeHash = (accountId: string, code: string): Buffer => createHash('sha256').update(`${accountId}\0${code.replaceAll('-', '')}`).digest();
