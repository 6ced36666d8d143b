import { describe, expect, test } from 'vitest';
import { passwordProblems } from './password-rules.ts';

const OWNER = { email: 'anke.weber@praxis-weber.example', name: 'Dr. Anke Weber Praxis Dr. Weber', hasSecondFactor: false };
const codes = async (password: string, hasSecondFactor = false) => (await passwordProblems('newPassword', password, { ...OWNER, hasSecondFactor })).map(({ field, code }) => `${field} ${code}`);

describe('a new password', () => {
  test.each(['ein kurzer Satz mit Birnen', '🍐🍎🍇🍋🍒🍓🥝🍍🥭🍌🥥🍉🍈🍑🫐', '               x y z', 'päſſwörter auf dem Speicher', 'tab\tund\0null sind erlaubt', 'Weber sitzt gern im Garten'])('of any characters will do: %j', async password => {
    expect(await codes(password)).toEqual([]);
  });

  test('has at least 15 characters, or 8 beside a second factor, however many units they take', async () => {
    expect(await codes('🍐🍎🍇🍋🍒🍓🥝🍍🥭🍌🥥🍉🍈🍑')).toEqual(['newPassword TOO_SHORT']);
    expect(await codes('fjord-ku')).toEqual(['newPassword TOO_SHORT']);
    expect(await codes('fjord-ku', true)).toEqual([]);
    expect(await codes('fjord-k', true)).toEqual(['newPassword TOO_SHORT']);
  });

  test('counts a letter with its accent once, in whichever way it was typed', async () => {
    expect(await codes('fjor\u0064e\u0301ku', true)).toEqual([]);
    expect(await codes('fjorde\u0301k', true)).toEqual(['newPassword TOO_SHORT']);
  });

  test('has at most 256 characters', async () => {
    const long = Array.from({ length: 256 }, (_, place) => String.fromCodePoint(0x4e00 + place * 7)).join('');
    expect(await codes(long)).toEqual([]);
    expect(await codes(`${long}x`)).toEqual(['newPassword TOO_LONG']);
  });

  test.each(['password', 'Password1', 'qwertyuiop', 'iloveyou', '12345678', '87654321', 'abababab', 'letmeinletmein', 'TRUSTNO1'])('is none of those that are tried first: %s', async password => {
    expect(await codes(password, true)).not.toEqual([]);
  });

  test.each(['aaaaaaaaaaaaaaaaaa', '123456789012345', 'abcdefghijklmnopq', 'qwertyqwertyqwerty', 'dragondragondragondr'])('neither repeats something common nor counts on: %s', async password => {
    expect(await codes(password)).toEqual(['newPassword TOO_COMMON']);
  });

  test.each(['Vorzimmer2026!!', 'telefonsekretariat', 'anke.weber@praxis-weber.example', 'WeberWeberWeber1', 'Praxis-Passwort-1'])('is not what everybody knows of the service and the person: %s', async password => {
    expect(await codes(password)).toEqual(['newPassword TOO_OBVIOUS']);
  });
});
