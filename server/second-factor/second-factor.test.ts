import { TOTP } from 'otpauth';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CustomerUserActor, SecretaryActor } from '../identity/actor.ts';
import { hashPassword } from '../identity/password.ts';
import { type Desk, openDesk, type Told } from '../test/desk.ts';
import { openServer } from '../test/server.ts';
import { PasskeyDevice } from '../test/passkey-device.ts';

const PASSWORD = 'ein langes Kennwort';
const SITE = 'http://desk.example';

let desk: Desk;
let server: Awaited<ReturnType<typeof openServer>>;
let passwordHash: string;
beforeAll(async () => {
  desk = await openDesk();
  server = await openServer(desk);
  passwordHash = await hashPassword(PASSWORD);
});
afterAll(async () => {
  await server.close();
  await desk.close();
});

/** Somebody with a password, and what they ask in a session of their own. */
class Browser {
  email = '';
  cookie = '';
  recoveryCodes: string[] = [];
  secret = '';
  password = PASSWORD;

  constructor(readonly person: SecretaryActor | CustomerUserActor) {}

  static async of(person: SecretaryActor | CustomerUserActor): Promise<Browser> {
    const browser = new Browser(person);
    browser.email = `${crypto.randomUUID()}@praxis-weber.example`;
    await desk.sql.pool.query('update account set email = $2, password_hash = $3 where id = $1', [person.accountId, browser.email, passwordHash]);
    browser.cookie = await server.cookieOf(person);
    return browser;
  }

  async ask(query: string, variables: object = {}): Promise<Told> {
    return (await this.post(query, variables)).data;
  }

  post(query: string, variables: object = {}, cookie: string | null = this.cookie) {
    return server.post(cookie, query, variables, { host: 'desk.example' });
  }

  code(offset = 0): string {
    return new TOTP({ secret: this.secret }).generate({ timestamp: desk.now().getTime() + offset * 30_000 });
  }

  beginTotp(proof: object = { password: PASSWORD }) {
    return this.ask('mutation ($proof: SecondFactorProof!) { beginTotp(proof: $proof) { __typename ... on TotpBegun { secret uri } } }', { proof });
  }

  confirmTotp(code: string) {
    return this.ask('mutation ($code: String!) { confirmTotp(code: $code) { __typename ... on SecondFactorSetUp { recoveryCodes secondFactor { since totpSince recoveryCodesLeft } } } }', { code });
  }

  async setUpTotp(): Promise<this> {
    this.secret = (await this.beginTotp()).beginTotp.secret;
    this.recoveryCodes = (await this.confirmTotp(this.code())).confirmTotp.recoveryCodes;
    desk.pass(60);
    return this;
  }

  async choosePassword(newPassword: string): Promise<void> {
    const { changePassword } = await this.ask('mutation ($currentPassword: String!, $newPassword: String!) { changePassword(currentPassword: $currentPassword, newPassword: $newPassword) { __typename } }', { currentPassword: this.password, newPassword });
    expect(changePassword.__typename).toBe('PasswordChanged');
    this.password = newPassword;
  }

  async begin(): Promise<Told> {
    const { data } = await this.post('mutation ($email: String!, $password: String!) { signIn(email: $email, password: $password) { __typename ... on SecondFactorNeeded { challengeToken methods } } }', { email: this.email, password: this.password }, null);
    return data.signIn;
  }

  async confirm(challengeToken: string, code: string): Promise<{ is: string; cookie: string | undefined }> {
    const { data, response } = await this.post('mutation ($challengeToken: String!, $code: String!) { confirmSecondFactor(challengeToken: $challengeToken, code: $code) { __typename } }', { challengeToken, code }, null);
    return { is: data.confirmSecondFactor.__typename, cookie: response.cookies.find(({ name }) => name === 'vorzimmer_session')?.value };
  }

  own() {
    return this.ask('{ secondFactor { since totpSince recoveryCodesLeft passkeys { id name isSynced createdAt lastUsedAt } } }');
  }

  async makePasskey(device: PasskeyDevice, name = 'Diensthandy'): Promise<Told> {
    const { beginPasskey } = await this.ask('mutation ($proof: SecondFactorProof!) { beginPasskey(proof: $proof) { ... on PasskeyOptions { options } } }', { proof: { password: this.password } });
    return (await this.confirmPasskey(name, device.make(beginPasskey.options))).confirmPasskey;
  }

  confirmPasskey(name: string, response: string) {
    return this.ask('mutation ($name: String!, $response: String!) { confirmPasskey(name: $name, response: $response) { __typename ... on SecondFactorSetUp { recoveryCodes secondFactor { passkeys { id name isSynced } } } } }', { name, response });
  }

  async passkeyOptions(): Promise<string> {
    return (await this.post('mutation { beginPasskeySignIn { options } }', {}, null)).data.beginPasskeySignIn.options;
  }

  async passkeySignIn(response: string): Promise<string> {
    return (await this.post('mutation ($response: String!) { signInWithPasskey(response: $response) { __typename } }', { response }, null)).data.signInWithPasskey.__typename;
  }
}

let weber: Browser;
beforeEach(async () => {
  weber = await Browser.of(await desk.customerUser(await desk.customer()));
});

describe('an app that shows codes', () => {
  it('is set up with the password and confirmed by its first code, which gives ten recovery codes', async () => {
    expect((await weber.beginTotp({ password: 'geraten' })).beginTotp).toEqual({ __typename: 'ProofWrong' });
    const { beginTotp } = await weber.beginTotp();
    expect(beginTotp).toMatchObject({ __typename: 'TotpBegun', secret: expect.stringMatching(/^[A-Z2-7]{32}$/), uri: expect.stringContaining(encodeURIComponent(weber.email)) });
    weber.secret = beginTotp.secret;
    // Not before it was confirmed.
    expect((await weber.begin()).__typename).toBe('SignedIn');
    expect((await weber.confirmTotp('000000')).confirmTotp.__typename).toBe('WrongCode');
    const { confirmTotp } = await weber.confirmTotp(weber.code());
    expect(confirmTotp).toMatchObject({ __typename: 'SecondFactorSetUp', secondFactor: { since: desk.now().toISOString(), totpSince: desk.now().toISOString(), recoveryCodesLeft: 10 } });
    expect(confirmTotp.recoveryCodes).toHaveLength(10);
    expect(await weber.begin()).toMatchObject({ __typename: 'SecondFactorNeeded', methods: ['TOTP', 'RECOVERY_CODE'] });
    expect((await weber.beginTotp()).beginTotp).toEqual({ __typename: 'TotpAlreadySetUp' });
  });

  it('has an hour for its first code', async () => {
    weber.secret = (await weber.beginTotp()).beginTotp.secret;
    desk.pass(3601);
    expect((await weber.confirmTotp(weber.code())).confirmTotp.__typename).toBe('TotpNotBegun');
  });

  it('lets in with each code once, also when it comes twice at the same moment, and no older one after it', async () => {
    await weber.setUpTotp();
    const [one, two, three] = [await weber.begin(), await weber.begin(), await weber.begin()];
    const code = weber.code();
    const both = await Promise.all([weber.confirm(one.challengeToken, code), weber.confirm(two.challengeToken, code)]);
    expect(both.map(({ is }) => is).toSorted()).toEqual(['SignedIn', 'WrongCode']);
    expect(both.filter(({ cookie }) => cookie)).toHaveLength(1);
    expect(await weber.confirm(three.challengeToken, code)).toEqual({ is: 'WrongCode', cookie: undefined });
    expect(await weber.confirm(three.challengeToken, weber.code(-1))).toEqual({ is: 'WrongCode', cookie: undefined });
    expect((await weber.confirm(three.challengeToken, weber.code(1))).is).toBe('SignedIn');
  });

  it('gives one session for one password and one code, and none before', async () => {
    await weber.setUpTotp();
    const { data, response } = await weber.post('mutation ($email: String!, $password: String!) { signIn(email: $email, password: $password) { __typename ... on SecondFactorNeeded { challengeToken } } }', { email: weber.email, password: PASSWORD }, null);
    expect(response.cookies.filter(({ name }) => name === 'vorzimmer_session')).toEqual([]);
    const { challengeToken } = data.signIn;
    const { cookie } = await weber.confirm(challengeToken, weber.code());
    expect((await weber.post('{ viewer { __typename } }', {}, `vorzimmer_session=${cookie}`)).data).toEqual({ viewer: { __typename: 'CustomerUser' } });
    desk.pass(60);
    expect(await weber.confirm(challengeToken, weber.code())).toEqual({ is: 'SignInExpired', cookie: undefined });
  });

  it('is asked for within ten minutes, and by nobody who only guesses the token', async () => {
    await weber.setUpTotp();
    const { challengeToken } = await weber.begin();
    expect((await weber.confirm('x'.repeat(43), weber.code())).is).toBe('SignInExpired');
    desk.pass(601);
    expect((await weber.confirm(challengeToken, weber.code())).is).toBe('SignInExpired');
  });

  it('is not asked for any more by a sign-in whose password was changed meanwhile', async () => {
    await weber.setUpTotp();
    const { challengeToken } = await weber.begin();
    const { changePassword } = await weber.ask('mutation ($from: String!, $to: String!) { changePassword(currentPassword: $from, newPassword: $to) { __typename } }', { from: PASSWORD, to: 'vier Pferde im Regen' });
    expect(changePassword.__typename).toBe('PasswordChanged');
    expect((await weber.confirm(challengeToken, weber.code())).is).toBe('SignInExpired');
  });

  it('is guessed five times at most, over all passwords given, and the person gets in ten minutes later', async () => {
    await weber.setUpTotp();
    const tokens = await Promise.all([weber.begin(), weber.begin()]);
    const guesses = await Promise.all(Array.from({ length: 8 }, (_, n) => weber.confirm(tokens[n % 2].challengeToken, '000000')));
    expect(guesses.map(({ is }) => is).toSorted()).toEqual([...Array<string>(3).fill('TooManyAttempts'), ...Array<string>(5).fill('WrongCode')]);
    const { challengeToken } = await weber.begin();
    expect((await weber.confirm(challengeToken, weber.code())).is).toBe('TooManyAttempts');
    desk.pass(600);
    expect((await weber.confirm((await weber.begin()).challengeToken, weber.code())).is).toBe('SignedIn');
  });

  it('has five tries for one password', async () => {
    await weber.setUpTotp();
    const { challengeToken } = await weber.begin();
    for (let n = 0; n < 5; n++) expect((await weber.confirm(challengeToken, '000000')).is).toBe('WrongCode');
    desk.pass(599);
    expect((await weber.confirm(challengeToken, weber.code())).is).toBe('SignInExpired');
  });

  it('goes with the password, and its recovery codes with it', async () => {
    await weber.setUpTotp();
    const remove = (proof: object) => weber.ask('mutation ($proof: SecondFactorProof!) { removeTotp(proof: $proof) { __typename ... on SecondFactor { since totpSince recoveryCodesLeft } } }', { proof });
    expect((await remove({ password: 'geraten' })).removeTotp.__typename).toBe('ProofWrong');
    expect((await remove({ code: '000000' })).removeTotp.__typename).toBe('ProofWrong');
    for (const proof of [{}, { password: PASSWORD, code: weber.code() }])
      expect((await weber.post('mutation ($proof: SecondFactorProof!) { removeTotp(proof: $proof) { __typename } }', { proof })).errors?.[0].extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'proof' });
    expect((await weber.own()).secondFactor).toMatchObject({ recoveryCodesLeft: 10, totpSince: expect.any(String) });
    expect((await remove({ password: PASSWORD })).removeTotp).toEqual({ __typename: 'SecondFactor', since: null, totpSince: null, recoveryCodesLeft: 0 });
    expect((await weber.begin()).__typename).toBe('SignedIn');
  });

  it('goes with a code while there is a passkey, and stays as the last one unless a password is shown that can stand alone', async () => {
    await weber.setUpTotp();
    const remove = (proof: object) => weber.ask('mutation ($proof: SecondFactorProof!) { removeTotp(proof: $proof) { __typename ... on PasswordTooShort { leastCharacters } ... on SecondFactor { totpSince recoveryCodesLeft } } }', { proof });
    const tooShort = { __typename: 'PasswordTooShort', leastCharacters: 15 };
    expect((await remove({ code: weber.code() })).removeTotp).toEqual(tooShort);
    await weber.choosePassword('fjord-kuss-wal');
    expect((await remove({ password: 'fjord-kuss-wal' })).removeTotp).toEqual(tooShort);
    expect((await weber.own()).secondFactor).toMatchObject({ totpSince: expect.any(String), recoveryCodesLeft: 10 });
    const { secondFactor: { passkeys: [passkey] } } = await weber.makePasskey(new PasskeyDevice(SITE));
    expect((await remove({ code: weber.code(1) })).removeTotp).toEqual({ __typename: 'SecondFactor', totpSince: null, recoveryCodesLeft: 10 });
    // Now the passkey is the last one.
    const removePasskey = async () => (await weber.ask('mutation ($id: ID!, $proof: SecondFactorProof!) { removePasskey(passkeyId: $id, proof: $proof) { __typename } }', { id: passkey.id, proof: { password: weber.password } })).removePasskey.__typename;
    expect(await removePasskey()).toBe('PasswordTooShort');
    await weber.choosePassword('fjord-kuss-wald');
    expect(await removePasskey()).toBe('SecondFactor');
    expect((await weber.begin()).__typename).toBe('SignedIn');
  });
});

describe('a recovery code', () => {
  it('lets in once each, however it is typed, also when it comes twice at the same moment', async () => {
    await weber.setUpTotp();
    const [code, other] = weber.recoveryCodes as [string, string];
    const tokens = await Promise.all([weber.begin(), weber.begin()]);
    const both = await Promise.all(tokens.map(({ challengeToken }) => weber.confirm(challengeToken, code)));
    expect(both.map(({ is }) => is).toSorted()).toEqual(['SignedIn', 'WrongCode']);
    expect((await weber.confirm((await weber.begin()).challengeToken, other.toLowerCase().replaceAll('-', ' '))).is).toBe('SignedIn');
    expect((await weber.own()).secondFactor.recoveryCodesLeft).toBe(8);
  });

  it('is void when new ones are made', async () => {
    await weber.setUpTotp();
    const renew = (proof: object) => weber.post('mutation ($proof: SecondFactorProof!) { renewRecoveryCodes(proof: $proof) { __typename ... on SecondFactorSetUp { recoveryCodes } } }', { proof });
    expect((await renew({ password: 'geraten' })).data.renewRecoveryCodes.__typename).toBe('ProofWrong');
    const { recoveryCodes } = (await renew({ password: PASSWORD })).data.renewRecoveryCodes;
    const { challengeToken } = await weber.begin();
    expect((await weber.confirm(challengeToken, weber.recoveryCodes[0]!)).is).toBe('WrongCode');
    expect((await weber.confirm(challengeToken, recoveryCodes[0])).is).toBe('SignedIn');
    const none = await Browser.of(await desk.secretary());
    expect((await none.post('mutation ($proof: SecondFactorProof!) { renewRecoveryCodes(proof: $proof) { __typename } }', { proof: { password: PASSWORD } })).errors?.[0].extensions.code).toBe('FORBIDDEN');
  });

  it('is of its account alone, as is everything of a second factor', async () => {
    await weber.setUpTotp();
    const krause = await (await Browser.of(await desk.customerUser(await desk.customer({ name: 'Kanzlei Krause' })))).setUpTotp();
    const { challengeToken } = await krause.begin();
    expect((await krause.confirm(challengeToken, weber.recoveryCodes[0]!)).is).toBe('WrongCode');
    expect((await krause.confirm(challengeToken, weber.code())).is).toBe('WrongCode');
    expect((await weber.own()).secondFactor.recoveryCodesLeft).toBe(10);
    for (const query of ['{ secondFactor { since } }', 'mutation { beginTotp(proof: { password: "x" }) { __typename } }', 'mutation { confirmTotp(code: "1") { __typename } }'])
      expect((await weber.post(query, {}, null)).errors?.[0].extensions.code, query).toBe('UNAUTHENTICATED');
  });

  it('is stored as its hash alone', async () => {
    await weber.setUpTotp();
    const { rows } = await desk.sql.pool.query('select r::text || t::text as text from recovery_code r join totp t using (account_id) where account_id = $1', [weber.person.accountId]);
    expect(rows).toHaveLength(10);
    for (const { text } of rows) for (const secret of [...weber.recoveryCodes, weber.secret]) for (const spelt of [secret, secret.replaceAll('-', ''), Buffer.from(secret).toString('hex')]) expect(text).not.toContain(spelt);
  });
});

describe('a passkey', () => {
  let device: PasskeyDevice;
  beforeEach(() => { device = new PasskeyDevice(SITE); });

  it('is made with the password, and signs in by itself', async () => {
    const made = await weber.makePasskey(device);
    expect(made).toMatchObject({ __typename: 'SecondFactorSetUp', secondFactor: { passkeys: [{ name: 'Diensthandy', isSynced: false }] } });
    expect(made.recoveryCodes).toHaveLength(10);
    desk.pass(60);
    expect(await weber.passkeySignIn(device.sign(await weber.passkeyOptions()))).toBe('SignedIn');
    expect((await weber.own()).secondFactor.passkeys).toMatchObject([{ name: 'Diensthandy', lastUsedAt: desk.now().toISOString() }]);
    // It is a second factor as well.
    expect(await weber.begin()).toMatchObject({ __typename: 'SecondFactorNeeded', methods: ['PASSKEY', 'RECOVERY_CODE'] });
  });

  it('finishes signing in after the password, also without finger or PIN', async () => {
    await weber.makePasskey(device);
    const { challengeToken } = await weber.begin();
    const options = async () => (await weber.post('mutation ($challengeToken: String!) { beginSecondFactorPasskey(challengeToken: $challengeToken) { ... on PasskeyOptions { options } } }', { challengeToken }, null)).data.beginSecondFactorPasskey.options;
    const finish = async (response: string) => (await weber.post('mutation ($challengeToken: String!, $response: String!) { confirmWithPasskey(challengeToken: $challengeToken, response: $response) { __typename } }', { challengeToken, response }, null)).data.confirmWithPasskey.__typename;
    expect(JSON.parse(await options()).allowCredentials).toMatchObject([{ id: device.id.toString('base64url') }]);
    // One of somebody else does not, nor one that was asked for signing in alone.
    const other = new PasskeyDevice(SITE);
    await (await Browser.of(await desk.secretary())).makePasskey(other);
    expect(await finish(other.sign(await options()))).toBe('PasskeyRefused');
    expect(await finish(device.sign(await weber.passkeyOptions()))).toBe('PasskeyRefused');
    const response = device.sign(await options(), { verified: false });
    expect(await finish(response)).toBe('SignedIn');
    expect(await finish(response)).toBe('SignInExpired');
  });

  it('does not sign in again with what it has signed, for another site, without finger or PIN, or with a counter that stands still', async () => {
    await weber.makePasskey(device);
    const signed = device.sign(await weber.passkeyOptions());
    expect(await weber.passkeySignIn(signed)).toBe('SignedIn');
    expect(await weber.passkeySignIn(signed)).toBe('PasskeyRefused');
    for (const trick of [{ origin: 'https://evil.example' }, { rpId: 'evil.example' }, { verified: false }, { counter: 1 }])
      expect(await weber.passkeySignIn(device.sign(await weber.passkeyOptions(), trick)), JSON.stringify(trick)).toBe('PasskeyRefused');
    const late = device.sign(await weber.passkeyOptions());
    desk.pass(301);
    expect(await weber.passkeySignIn(late)).toBe('PasskeyRefused');
    const stranger = new PasskeyDevice(SITE);
    expect(await weber.passkeySignIn(stranger.sign(await weber.passkeyOptions()))).toBe('PasskeyRefused');
    expect((await weber.post('mutation { signInWithPasskey(response: "x") { __typename } }', {}, null)).errors?.[0].extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'response' });
    expect(await weber.passkeySignIn(device.sign(await weber.passkeyOptions()))).toBe('SignedIn');
  });

  it('is not stored for another site, from what somebody else was asked, or twice', async () => {
    const options = async (browser: Browser) => (await browser.ask('mutation ($proof: SecondFactorProof!) { beginPasskey(proof: $proof) { ... on PasskeyOptions { options } } }', { proof: { password: PASSWORD } })).beginPasskey.options as string;
    const krause = await Browser.of(await desk.secretary());
    expect((await weber.confirmPasskey('Handy', device.make(await options(weber), { origin: 'https://evil.example' }))).confirmPasskey.__typename).toBe('PasskeyRefused');
    expect((await weber.confirmPasskey('Handy', device.make(await options(krause)))).confirmPasskey.__typename).toBe('PasskeyRefused');
    expect((await weber.own()).secondFactor.passkeys).toEqual([]);
    await weber.makePasskey(device);
    expect((await krause.makePasskey(device)).__typename).toBe('PasskeyRefused');
  });

  it('is removed by its owner alone, who proves it', async () => {
    const { secondFactor: { passkeys: [{ id }] } } = await weber.makePasskey(device);
    const remove = (browser: Browser, password: string) => browser.post('mutation ($id: ID!, $proof: SecondFactorProof!) { removePasskey(passkeyId: $id, proof: $proof) { __typename ... on SecondFactor { since passkeys { id } } } }', { id, proof: { password } });
    const leader = await Browser.of(await desk.secretary({ isSupervisor: true }));
    expect((await remove(leader, PASSWORD)).errors?.[0].extensions.code).toBe('FORBIDDEN');
    expect((await remove(weber, 'geraten')).data.removePasskey.__typename).toBe('ProofWrong');
    expect((await weber.own()).secondFactor.passkeys).toHaveLength(1);
    expect((await remove(weber, PASSWORD)).data.removePasskey).toEqual({ __typename: 'SecondFactor', since: null, passkeys: [] });
    expect(await weber.passkeySignIn(device.sign(await weber.passkeyOptions()))).toBe('PasskeyRefused');
    expect((await weber.begin()).__typename).toBe('SignedIn');
  });
});

describe('a second factor that was lost', () => {
  const reset = (browser: Browser, personId: string, reason = 'Hat am Telefon die Kundennummer genannt.') =>
    browser.post('mutation ($personId: ID!, $reason: String!) { resetSecondFactor(personId: $personId, reason: $reason) { __typename } }', { personId, reason });

  it('is taken away by a supervisor with a reason, who is not the person; sessions end, and the person is told by mail', async () => {
    await weber.setUpTotp();
    const { challengeToken } = await weber.begin();
    const leader = await Browser.of(await desk.secretary({ isSupervisor: true }));
    const { customerUserId } = weber.person as CustomerUserActor;
    expect((await reset(leader, customerUserId, ' ')).errors?.[0].extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'reason' });
    expect((await reset(leader, (leader.person as SecretaryActor).secretaryId)).errors?.[0].extensions.code).toBe('FORBIDDEN');
    expect((await reset(leader, crypto.randomUUID())).errors?.[0].extensions.code).toBe('FORBIDDEN');
    for (const other of [weber, await Browser.of(await desk.secretary()), await Browser.of(await desk.customerUser((weber.person as CustomerUserActor).customerId))])
      expect((await reset(other, customerUserId)).errors?.[0].extensions.code).toBe('FORBIDDEN');
    expect((await weber.own()).secondFactor.since).not.toBeNull();

    expect((await reset(leader, customerUserId)).data.resetSecondFactor.__typename).toBe('SecondFactorReset');
    expect((await weber.post('{ viewer { __typename } }')).data).toEqual({ viewer: null });
    expect((await weber.confirm(challengeToken, weber.code())).is).toBe('SignInExpired');
    expect((await weber.begin()).__typename).toBe('SignedIn');
    expect((await desk.sql.pool.query('select kind from mail where account_id = $1', [weber.person.accountId])).rows).toEqual([{ kind: 'SECOND_FACTOR_RESET' }]);
  });

  it('leaves a password that is too short alone good for choosing a longer one only', async () => {
    await weber.setUpTotp();
    await weber.choosePassword('fjord-kuss-wal');
    expect((await weber.begin()).__typename).toBe('SecondFactorNeeded');
    await reset(await Browser.of(await desk.secretary({ isSupervisor: true })), (weber.person as CustomerUserActor).customerUserId);
    const { data, response } = await weber.post('mutation ($email: String!, $password: String!) { signIn(email: $email, password: $password) { __typename } }', { email: weber.email, password: weber.password }, null);
    expect(data.signIn.__typename).toBe('PasswordChangeDue');
    weber.cookie = `vorzimmer_session=${response.cookies.find(({ name }) => name === 'vorzimmer_session')?.value}`;
    expect((await weber.post('{ secondFactor { since } }')).errors?.[0].extensions.code).toBe('PASSWORD_CHANGE_DUE');
    await weber.choosePassword('fjord-kuss-wald');
    expect((await weber.own()).secondFactor.since).toBeNull();
    expect((await weber.begin()).__typename).toBe('SignedIn');
  });
});
