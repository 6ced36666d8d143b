import { getNamedType, type GraphQLObjectType, isLeafType } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CustomerUserActor } from '../identity/actor.ts';
import { hashPassword, NO_PASSWORD } from '../identity/password.ts';
import { SESSION_COOKIE } from '../identity/session.ts';
import { argumentsOf } from '../privacy/schema-walk.ts';
import { rootFields } from '../privacy/shown-data.ts';
import { type Desk, openDesk, type Told } from '../test/desk.ts';
import { openServer } from '../test/server.ts';
import { issueTemporaryPassword } from './password.service.ts';
import { answerResetRequests } from './reset.service.ts';

const FIRST = 'ein Satz mit Kirschen';
const SECOND = 'ein Satz mit Pflaumen';
let desk: Desk;
let server: Awaited<ReturnType<typeof openServer>>;
beforeAll(async () => {
  desk = await openDesk();
  desk.ground.site.isOutboxOpen = true;
  server = await openServer(desk);
});
afterAll(async () => {
  await server.close();
  await desk.close();
});

const SIGN_IN = 'mutation ($email: String!, $password: String!) { signIn(email: $email, password: $password) { __typename ... on PasswordChangeDue { email } } }';
const CHANGE = `mutation ($current: String!, $new: String!) { changePassword(currentPassword: $current, newPassword: $new) {
  __typename ... on PasswordChanged { email } ... on PasswordInvalid { leastCharacters problems { field code } } ... on TooManyAttempts { retryAfterSeconds } } }`;
const REQUEST = 'mutation ($email: String!) { requestPasswordReset(email: $email) { __typename ... on PasswordResetRequested { validMinutes } ... on TooManyAttempts { retryAfterSeconds } } }';
const RESET = `mutation ($token: String!, $new: String!) { resetPassword(token: $token, newPassword: $new) {
  __typename ... on PasswordChanged { email } ... on PasswordInvalid { leastCharacters problems { field code } } } }`;

interface Someone { person: CustomerUserActor; email: string }

async function someone(password: string | null = FIRST, language: 'DE' | 'EN' = 'DE'): Promise<Someone> {
  const person = await desk.customerUser(await desk.customer({ language }), 'Rita Farn');
  const { rows } = await desk.sql.pool.query('update account set password_hash = $2 where id = $1 returning email', [person.accountId, password === null ? NO_PASSWORD : await hashPassword(password)]);
  return { person, email: rows[0].email };
}
async function signIn(email: string, password: string): Promise<{ result: Told; cookie: string | null }> {
  const { response, data } = await server.post(null, SIGN_IN, { email, password });
  const cookie = ([response.headers['set-cookie'] ?? []].flat() as string[]).find(header => header.startsWith(SESSION_COOKIE))?.split(';')[0] ?? null;
  return { result: data.signIn, cookie };
}
const change = async (cookie: string | null, current: string, next: string) => (await server.post(cookie, CHANGE, { current, new: next })).data?.changePassword;
const viewer = async (cookie: string | null) => (await server.post(cookie, '{ viewer { ... on CustomerUser { name } } passwordChangeDue { email } }')).data;
const everything = async (accountId: string) => (await desk.sql.pool.query('select a.*, array(select token_hash from session where account_id = a.id order by id) as sessions from account a where a.id = $1', [accountId])).rows;

describe('a temporary password', () => {
  const temporary = async (): Promise<Someone & { password: string }> => {
    const made = await someone(null);
    return { ...made, password: await issueTemporaryPassword(desk.sql, made.person.accountId, desk.now()) };
  };

  test('can be read out, and is another one each time', async () => {
    const { person, password } = await temporary();
    expect(password).toMatch(/^(?:[bdfghklmnprstvwz][aeiou]){2}(?:-(?:[bdfghklmnprstvwz][aeiou]){2}){4}$/);
    expect(await issueTemporaryPassword(desk.sql, person.accountId, desk.now())).not.toBe(password);
  });

  test('lets its owner change it and sign out, and do nothing else at any door', async () => {
    const { email, password } = await temporary();
    const { result, cookie } = await signIn(email, password);
    expect(result).toEqual({ __typename: 'PasswordChangeDue', email });
    expect(await viewer(cookie)).toEqual({ viewer: null, passwordChangeDue: { email } });
    const ids = new Proxy({}, { get: (_, name) => (String(name).endsWith('Id') || name === 'id' ? crypto.randomUUID() : undefined) });
    for (const kind of ['Query', 'Mutation'] as const)
      for (const [name, field] of Object.entries(rootFields[kind])) {
        if (field.reachedBy === 'EVERYBODY' || field.strangersGet || ['changePassword', 'outbox'].includes(name)) continue;
        const type = desk.schema.getType(kind) as GraphQLObjectType;
        const selection = isLeafType(getNamedType(type.getFields()[name]!.type)) ? '' : '{ __typename }';
        const { errors } = await server.post(cookie, `${kind.toLowerCase()} { ${name}${argumentsOf(type, name, ids)} ${selection} }`);
        expect(['PASSWORD_CHANGE_DUE', 'UNAUTHENTICATED'], name).toContain(errors?.[0].extensions.code);
      }
    expect((await server.post(cookie, '{ sessions { id } }')).errors?.[0].extensions.code).toBe('PASSWORD_CHANGE_DUE');
    const socket = server.connectWith(cookie);
    expect((await socket.ask('{ customers { edges { node { id } } } viewer { __typename } }')).errors?.[0].extensions.code).toBe('UNAUTHENTICATED');
    await socket.listen('at');
    expect(await socket.over()).toEqual({ errors: [expect.objectContaining({ extensions: { code: 'UNAUTHENTICATED' } })] });
    expect((await server.post(cookie, 'mutation { signOut }')).data).toEqual({ signOut: true });
    expect(await viewer(cookie)).toEqual({ viewer: null, passwordChangeDue: null });
  });

  test('is over once it was changed, and the session goes on', async () => {
    const { email, password } = await temporary();
    const { cookie } = await signIn(email, password);
    expect(await change(cookie, password, SECOND)).toEqual({ __typename: 'PasswordChanged', email });
    expect(await viewer(cookie)).toEqual({ viewer: { name: 'Rita Farn' }, passwordChangeDue: null });
    expect((await signIn(email, password)).result.__typename).toBe('WrongCredentials');
    expect((await signIn(email, SECOND)).result.__typename).toBe('SignedIn');
  });

  test('is not good as the password that follows it', async () => {
    const { email, password } = await temporary();
    const { cookie } = await signIn(email, password);
    expect(await change(cookie, password, password)).toEqual({ __typename: 'PasswordInvalid', leastCharacters: 15, problems: [{ field: 'newPassword', code: 'TOO_OBVIOUS' }] });
    expect((await viewer(cookie)).viewer).toBeNull();
  });

  test('is over after 14 days, and with it the sessions that began with it', async () => {
    const { email, password } = await temporary();
    desk.pass(14 * 86_400 - 60);
    const { result, cookie } = await signIn(email, password);
    expect(result.__typename).toBe('PasswordChangeDue');
    desk.pass(60);
    expect(await viewer(cookie)).toEqual({ viewer: null, passwordChangeDue: null });
    expect(await change(cookie, password, SECOND)).toBeUndefined();
    expect((await signIn(email, password)).result.__typename).toBe('WrongCredentials');
  });

  test('ends what was open with the password before it', async () => {
    const { person, email } = await someone();
    const { cookie } = await signIn(email, FIRST);
    await issueTemporaryPassword(desk.sql, person.accountId, desk.now());
    expect(await viewer(cookie)).toEqual({ viewer: null, passwordChangeDue: null });
    expect((await signIn(email, FIRST)).result.__typename).toBe('WrongCredentials');
  });
});

describe('changePassword', () => {
  test('ends the other sessions and keeps its own, and a mail tells of it', async () => {
    const { email } = await someone();
    const [here, elsewhere] = [await signIn(email, FIRST), await signIn(email, FIRST)];
    expect(await change(here.cookie, FIRST, SECOND)).toEqual({ __typename: 'PasswordChanged', email });
    expect((await viewer(here.cookie)).viewer).not.toBeNull();
    expect((await viewer(elsewhere.cookie)).viewer).toBeNull();
    expect((await signIn(email, FIRST)).result.__typename).toBe('WrongCredentials');
    expect((await signIn(email, SECOND)).result.__typename).toBe('SignedIn');
    expect(await mailsTo(email)).toEqual(['Ihr Passwort wurde geändert']);
  });

  test('refuses a wrong current password and a new one that is too weak, and changes nothing', async () => {
    const { person, email } = await someone();
    const { cookie } = await signIn(email, FIRST);
    const before = await everything(person.accountId);
    expect(await change(cookie, 'geraten', SECOND)).toMatchObject({ __typename: 'PasswordInvalid', problems: [{ field: 'currentPassword', code: 'WRONG' }] });
    expect(await change(cookie, FIRST, 'kurz')).toEqual({ __typename: 'PasswordInvalid', leastCharacters: 15, problems: [{ field: 'newPassword', code: 'TOO_SHORT' }] });
    expect(await change(cookie, FIRST, `Rita Farn ${email.split('@')[0]}`)).toMatchObject({ problems: [{ field: 'newPassword', code: 'TOO_OBVIOUS' }] });
    expect(await everything(person.accountId)).toEqual(before);
  });

  test('takes a shorter one beside a second factor', async () => {
    const { person, email } = await someone();
    const { cookie } = await signIn(email, FIRST);
    expect(await change(cookie, FIRST, 'fjord-ku')).toMatchObject({ __typename: 'PasswordInvalid' });
    await desk.sql.pool.query('update account set second_factor_since = $2 where id = $1', [person.accountId, desk.now()]);
    expect(await change(cookie, FIRST, 'fjord-ku')).toMatchObject({ __typename: 'PasswordChanged' });
  });

  test('lets whoever found an open session guess ten times', async () => {
    const { email } = await someone();
    const { cookie } = await signIn(email, FIRST);
    for (let guess = 0; guess < 10; guess++) expect((await change(cookie, `geraten ${guess}`, SECOND)).__typename).toBe('PasswordInvalid');
    expect(await change(cookie, FIRST, SECOND)).toEqual({ __typename: 'TooManyAttempts', retryAfterSeconds: 900 });
    desk.pass(900);
    expect((await change(cookie, FIRST, SECOND)).__typename).toBe('PasswordChanged');
  });

  test('of two at once lets one through', async () => {
    const { email } = await someone();
    const { cookie } = await signIn(email, FIRST);
    const results = await Promise.all([change(cookie, FIRST, SECOND), change(cookie, FIRST, 'ein Satz mit Birnen')]);
    expect(results.map(({ __typename }) => __typename).sort()).toEqual(['PasswordChanged', 'PasswordInvalid']);
  });

  test('is refused to strangers', async () => {
    expect((await server.post(null, CHANGE, { current: FIRST, new: SECOND })).errors?.[0].extensions.code).toBe('UNAUTHENTICATED');
  });
});

async function outbox(): Promise<{ toAddress: string; subject: string; text: string }[]> {
  const { data } = await server.post(null, '{ outbox { toAddress subject text } }');
  return data.outbox;
}
const mailsTo = async (email: string) => (await outbox()).filter(({ toAddress }) => toAddress === email).map(({ subject }) => subject);

async function linkFor(email: string): Promise<string> {
  expect((await server.post(null, REQUEST, { email }, {})).data.requestPasswordReset.__typename).toBe('PasswordResetRequested');
  await answerResetRequests(desk.ground, desk.now());
  const { text } = (await outbox()).find(({ toAddress }) => toAddress === email)!;
  return /https:\/\/desk\.example\.com\/reset-password#token=([\w-]+)/.exec(text)![1]!;
}
const reset = async (token: string, next = SECOND) => (await server.post(null, RESET, { token, new: next })).data.resetPassword;

describe('a forgotten password', () => {
  test('is replaced once with the link that is mailed, ends all sessions and voids other links', async () => {
    const { email } = await someone();
    const { cookie } = await signIn(email, FIRST);
    const older = await linkFor(email);
    desk.pass(1);
    const token = await linkFor(email);
    expect(token).not.toBe(older);
    expect(await reset(token, 'kurz')).toEqual({ __typename: 'PasswordInvalid', leastCharacters: 15, problems: [{ field: 'newPassword', code: 'TOO_SHORT' }] });
    expect((await signIn(email, FIRST)).result.__typename).toBe('SignedIn');
    expect(await reset(token)).toEqual({ __typename: 'PasswordChanged', email });
    for (const used of [token, older, 'nonsense', '']) expect((await reset(used)).__typename).toBe('PasswordResetLinkInvalid');
    expect((await viewer(cookie)).viewer).toBeNull();
    expect((await signIn(email, FIRST)).result.__typename).toBe('WrongCredentials');
    expect((await signIn(email, SECOND)).result.__typename).toBe('SignedIn');
    expect(await mailsTo(email)).toContain('Ihr Passwort wurde geändert');
  });

  test('is replaced by one of two who use the link at once', async () => {
    const token = await linkFor((await someone()).email);
    const both = await Promise.all([reset(token), reset(token, 'ein Satz mit Birnen')]);
    expect(both.map(({ __typename }) => __typename).sort()).toEqual(['PasswordChanged', 'PasswordResetLinkInvalid']);
  });

  test('can be replaced for an hour', async () => {
    const { email } = await someone();
    const token = await linkFor(email);
    desk.pass(3600);
    expect((await reset(token)).__typename).toBe('PasswordResetLinkInvalid');
  });

  test('can be a temporary one, also one that is over', async () => {
    const { person, email } = await someone(null);
    await issueTemporaryPassword(desk.sql, person.accountId, desk.now());
    desk.pass(15 * 86_400);
    expect((await reset(await linkFor(email))).__typename).toBe('PasswordChanged');
    expect((await signIn(email, SECOND)).result.__typename).toBe('SignedIn');
  });

  test('lets in again who was locked out by others’ guesses', async () => {
    const { email } = await someone();
    for (let guess = 0; guess < 10; guess++) await signIn(email, `geraten ${guess}`);
    expect((await signIn(email, FIRST)).result.__typename).toBe('TooManyAttempts');
    await reset(await linkFor(email));
    expect((await signIn(email, SECOND)).result.__typename).toBe('SignedIn');
    desk.pass(900);
  });

  test('is asked for alike, whether or not there is such an account, and nothing is kept of who has none', async () => {
    const { email } = await someone();
    const nobody = `${crypto.randomUUID()}@praxis-weber.example`;
    const answers = [];
    for (const address of [email, nobody, 'x', '\0', `${'x'.repeat(300)}@praxis-weber.example`]) answers.push((await server.post(null, REQUEST, { email: ` ${address.toUpperCase()} ` }, {})).data.requestPasswordReset);
    expect(new Set(answers.map(answer => JSON.stringify(answer)))).toEqual(new Set([JSON.stringify({ __typename: 'PasswordResetRequested', validMinutes: 60 })]));
    await Promise.all([answerResetRequests(desk.ground, desk.now()), answerResetRequests(desk.ground, desk.now())]);
    expect(await mailsTo(email)).toEqual(['Neues Passwort festlegen']);
    expect(await mailsTo(nobody)).toEqual([]);
    expect((await desk.sql.pool.query('select from password_reset_request')).rowCount).toBe(0);
    desk.pass(3600);
  });

  test('is asked for five times an hour at most for one address', async () => {
    const email = `${crypto.randomUUID()}@praxis-weber.example`;
    const ask = async () => (await server.post(null, REQUEST, { email })).data.requestPasswordReset;
    for (let time = 0; time < 5; time++) expect((await ask()).__typename).toBe('PasswordResetRequested');
    expect(await ask()).toEqual({ __typename: 'TooManyAttempts', retryAfterSeconds: 3600 });
    desk.pass(3600);
  });

  test('is written about in the language of the customer', async () => {
    const { email } = await someone(FIRST, 'EN');
    await linkFor(email);
    expect(await mailsTo(email)).toEqual(['Set a new password']);
  });
});
