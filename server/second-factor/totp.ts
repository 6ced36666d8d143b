import { Secret, TOTP } from 'otpauth';

const ISSUER = 'Vorzimmer';
// What every app can do: RFC 6238 with SHA-1, six digits and half a minute.
const PERIOD = 30;
const SETTINGS = { algorithm: 'SHA1', digits: 6, period: PERIOD } as const;
// A clock may be half a minute wrong, and a code is typed after it was read.
const WINDOW = 1;

/** A new secret, in base32; 160 bits, as RFC 4226 wants. */
export const newTotpSecret = (): string => new Secret({ size: 20 }).base32;

/** What an app reads from the QR code. */
export const totpUri = (secret: string, email: string): string => new TOTP({ ...SETTINGS, issuer: ISSUER, label: email, secret: Secret.fromBase32(secret) }).toString();

/** The half minute whose code this is; null when it is none of now, of the one before or of the next. */
export function totpStep(secret: string, code: string, now: Date): number | null {
  if (!/^[0-9]{6}$/.test(code)) return null;
  const timestamp = now.getTime();
  const delta = TOTP.validate({ ...SETTINGS, secret: Secret.fromBase32(secret), token: code, timestamp, window: WINDOW });
  return delta === null ? null : TOTP.counter({ period: PERIOD, timestamp }) + delta;
}
