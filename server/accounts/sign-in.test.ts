import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addCustomerUser } from '../identity/identity.service.ts';
import { DEVICE_COOKIE } from '../identity/device.ts';
import { hashPassword } from '../identity/password.ts';
import { type Desk, openDesk } from '../test/desk.ts';
import { openServer } from '../test/server.ts';

const PASSWORD = 'ein Satz mit Kirschen';
let desk: Desk;
let server: Awaited<ReturnType<typeof openServer>>;
let other: Awaited<ReturnType<typeof openServer>>;
let passwordHash: string;
beforeAll(async () => {
  desk = await openDesk();
  // Behind a proxy, so that an address can be said.
  server = await openServer(desk, { publicUrl: 'http://desk.example.com' });
  other = await openServer(desk, { publicUrl: 'http://desk.example.com' });
  passwordHash = await hashPassword(PASSWORD);
});
afterAll(async () => {
  await server.close();
  await other.close();
  await desk.close();
});

const SIGN_IN = `mutation ($email: String!, $password: String!) { signIn(email: $email, password: $password) {
  __typename ... on TooManyAttempts { message retryAfterSeconds } ... on WrongCredentials { message } } }`;
let addresses = 0;
const anyAddress = () => `198.51.${100 + Math.floor(addresses / 250)}.${1 + (addresses++ % 250)}`;
const attempt = async (email: string, password: string, { from = anyAddress(), cookie = null, at = server }: { from?: string; cookie?: string | null; at?: typeof server } = {}) => {
  const { response, data } = await at.post(cookie, SIGN_IN, { email, password }, { 'x-forwarded-for': from });
  return { response, result: data.signIn };
};
const newEmail = async (): Promise<string> => {
  const email = `${crypto.randomUUID()}@praxis-weber.example`;
  await addCustomerUser(desk.sql, { customerId: await desk.customer(), name: 'Anke Weber', right: 'MANAGE', email, passwordHash }, desk.now());
  return email;
};
const deviceOf = (response: { headers: Record<string, unknown> }) => ([response.headers['set-cookie']].flat() as string[]).find(cookie => cookie.startsWith(DEVICE_COOKIE))!;
async function lockOut(email: string): Promise<void> {
  for (let guess = 0; guess < 10; guess++) expect((await attempt(email, `geraten ${guess}`)).result.__typename).toBe('WrongCredentials');
}

describe('signing in', () => {
  test('is refused after ten wrong passwords in a quarter of an hour, from whichever address and in whichever process, and then no longer', async () => {
    const email = await newEmail();
    for (let guess = 0; guess < 10; guess++) await attempt(email, `geraten ${guess}`, { at: guess % 2 ? other : server });
    for (const at of [server, other]) expect((await attempt(email, PASSWORD, { at })).result).toEqual({ __typename: 'TooManyAttempts', message: 'Too many attempts. Wait a little.', retryAfterSeconds: 900 });
    desk.pass(900);
    expect((await attempt(email, PASSWORD)).result.__typename).toBe('SignedIn');
  });

  test('counts passwords that were right for nothing', async () => {
    const email = await newEmail();
    for (let time = 0; time < 12; time++) expect((await attempt(email, PASSWORD)).result.__typename).toBe('SignedIn');
  });

  test('answers alike whether or not there is such an account, also when it is refused', async () => {
    const email = await newEmail();
    const nobody = `${crypto.randomUUID()}@praxis-weber.example`;
    for (let guess = 0; guess < 11; guess++) {
      const [one, none] = [await attempt(email, `geraten ${guess}`), await attempt(nobody, `geraten ${guess}`)];
      expect(one.result).toEqual(none.result);
      expect(one.response.headers['set-cookie']).toBeUndefined();
    }
    expect((await attempt(nobody, 'x')).result.__typename).toBe('TooManyAttempts');
  });

  test('takes its time whether or not there is such an account', async () => {
    const email = await newEmail();
    const took = async (whose: string) => {
      const began = performance.now();
      await attempt(whose, 'geraten');
      return performance.now() - began;
    };
    const middle = (times: number[]) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]!;
    const [there, nowhere]: [number[], number[]] = [[], []];
    for (let round = 0; round < 9; round++) {
      there.push(await took(email));
      nowhere.push(await took(`${crypto.randomUUID()}@praxis-weber.example`));
    }
    // Working out the password is nearly all of it.
    expect(middle(nowhere) / middle(there)).toBeGreaterThan(0.5);
    expect(middle(nowhere) / middle(there)).toBeLessThan(2);
  });

  test('goes on in a browser that was used before, while somebody guesses elsewhere', async () => {
    const email = await newEmail();
    const header = deviceOf((await attempt(email, PASSWORD)).response);
    expect(header.split('; ').slice(1).sort()).toEqual(['HttpOnly', 'Max-Age=34560000', 'Path=/', 'SameSite=Strict']);
    const cookie = header.split(';')[0]!;
    await lockOut(email);
    expect((await attempt(email, PASSWORD)).result.__typename).toBe('TooManyAttempts');
    const { result, response } = await attempt(email, PASSWORD, { cookie });
    expect(result.__typename).toBe('SignedIn');
    // It stays the same browser.
    expect(deviceOf(response).split(';')[0]).toBe(cookie);
    // It may guess no more often than others, and opens no other account.
    for (let guess = 0; guess < 10; guess++) await attempt(email, `geraten ${guess}`, { cookie });
    expect((await attempt(email, PASSWORD, { cookie })).result.__typename).toBe('TooManyAttempts');
    const second = await newEmail();
    await lockOut(second);
    expect((await attempt(second, PASSWORD, { cookie })).result.__typename).toBe('TooManyAttempts');
  });

  test('is refused to an address that tries many accounts, which locks out nobody elsewhere', async () => {
    const email = await newEmail();
    const from = '2001:db8:7:7::1';
    for (let guess = 0; guess < 60; guess++) await attempt(`${crypto.randomUUID()}@praxis-weber.example`, 'geraten', { from: `2001:db8:7:7::${guess + 2}` });
    expect((await attempt(email, PASSWORD, { from })).result.__typename).toBe('TooManyAttempts');
    expect((await attempt(email, PASSWORD)).result.__typename).toBe('SignedIn');
  });

  test('of hundreds at once takes neither all cores nor all memory: who would wait too long is asked to come again', async () => {
    const email = await newEmail();
    const answers = await Promise.all(Array.from({ length: 200 }, () => attempt(`${crypto.randomUUID()}@praxis-weber.example`, 'geraten')));
    const types = answers.map(({ result }) => result.__typename);
    expect(types.filter(type => type === 'TooManyAttempts').length).toBeGreaterThan(50);
    expect(types.filter(type => type === 'WrongCredentials').length).toBeGreaterThan(50);
    // And none of them was counted who was not looked at.
    expect((await attempt(email, PASSWORD)).result.__typename).toBe('SignedIn');
  });
});
