import { Secret, TOTP } from 'otpauth';
import { describe, expect, it } from 'vitest';
import { newRecoveryCodes, readRecoveryCode, recoveryCodeHash } from './recovery-code.ts';
import { newTotpSecret, totpStep, totpUri } from './totp.ts';

/** The secret of RFC 6238, appendix B, for SHA-1. */
const RFC = Secret.fromUTF8('12345678901234567890').base32;
const at = (seconds: number) => new Date(seconds * 1000);

describe('a code', () => {
  // The RFC prints eight digits, of which apps show the last six.
  it.each([[59, '94287082'], [1111111109, '07081804'], [1111111111, '14050471'], [1234567890, '89005924'], [2000000000, '69279037'], [20000000000, '65353130']])('of RFC 6238 at %i is known', (seconds, digits) => {
    expect(totpStep(RFC, digits.slice(2), at(seconds))).toBe(Math.floor(seconds / 30));
  });

  it('is good for half a minute more and less, and no longer', () => {
    const step = Math.floor(1234567890 / 30);
    const accepted = [-61, -60, -30, 0, 30, 59, 60].map(off => totpStep(RFC, '005924', at(step * 30 + off)));
    expect(accepted).toEqual([null, null, step, step, step, step, null]);
  });

  it('is nothing else than six digits of this secret', () => {
    for (const wrong of ['005925', '89005924', '5924', '', 'abcdef', '٠٠٥٩٢٤']) expect(totpStep(RFC, wrong, at(1234567890)), wrong).toBeNull();
    expect(totpStep(newTotpSecret(), '005924', at(1234567890))).toBeNull();
  });

  it('comes out of the QR code as apps read it', () => {
    const secret = newTotpSecret();
    const uri = totpUri(secret, 'jana@vorzimmer.example');
    expect(uri).toMatch(/^otpauth:\/\/totp\/Vorzimmer:jana%40vorzimmer\.example\?issuer=Vorzimmer&secret=[A-Z2-7]{32}&algorithm=SHA1&digits=6&period=30$/);
    expect(new URL(uri).searchParams.get('secret')).toBe(secret);
    expect(totpStep(secret, new TOTP({ secret }).generate({ timestamp: 1e12 }), new Date(1e12))).toBe(Math.floor(1e9 / 30));
  });
});

describe('a recovery code', () => {
  it('is read however it was typed, and is known by its hash, of its account alone', () => {
    const codes = newRecoveryCodes();
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) {
      expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/);
      const read = readRecoveryCode(` ${code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')}`) as string;
      expect(recoveryCodeHash('one', read).equals(recoveryCodeHash('one', code))).toBe(true);
      expect(recoveryCodeHash('other', read).equals(recoveryCodeHash('one', code))).toBe(false);
    }
    for (const wrong of ['', '123456', 'UUUU-UUUU-UUUU-UUUU', `${codes[0]}0`]) expect(readRecoveryCode(wrong), wrong).toBeNull();
  });
});
