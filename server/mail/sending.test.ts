import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Desk, openDesk, type Told } from '../test/desk.ts';
import { collectingLogger } from '../test/logged.ts';
import { isPlainAddress, smtpCarrier } from './carrier.ts';
import { sendMail } from './mail.service.ts';
import type { MailLanguage } from './mail.texts.ts';
import { renderMail } from './render.ts';
import { clearMail, type PostGround, sendDueMail } from './sending.ts';

interface Received { to: string[]; raw: string }

/** A mail server over a real socket; `answer` says what it thinks of a recipient. */
async function mailServer(answer: (address: string) => number | null = () => null, port = 0) {
  const received: Received[] = [];
  const server = new SMTPServer({
    authOptional: true, disabledCommands: ['STARTTLS'], logger: false,
    onAuth: ({ username, password }, _session, done) => (username === 'desk' && password === 'geheim' ? done(null, { user: username }) : done(new Error('no'))),
    onRcptTo({ address }, _session, done) {
      const code = answer(address);
      done(code === null ? null : Object.assign(new Error(`${address} is not wanted`), { responseCode: code }));
    },
    onData(stream, session, done) {
      let raw = '';
      stream.on('data', (data: Buffer) => { raw += data.toString(); });
      stream.on('end', () => {
        received.push({ to: session.envelope.rcptTo.map(({ address }) => address), raw });
        done();
      });
    },
  });
  server.on('error', () => undefined);
  server.listen(port, '127.0.0.1');
  await once(server.server, 'listening');
  return { received, port: (server.server.address() as AddressInfo).port, close: () => new Promise<void>(resolve => server.close(() => resolve())) };
}

let desk: Desk;
const log = collectingLogger();
beforeAll(async () => { desk = await openDesk('2026-06-15T09:00:00Z', log.log); });
afterAll(() => desk.close());
afterEach(() => desk.sql.pool.query('delete from mail'));

const FROM = { name: 'Vorzimmer', address: 'desk@vorzimmer.example' };
const postOf = (port: number, credentials = ''): PostGround => ({
  sql: desk.sql, secrets: desk.ground.secrets, now: desk.now, log: desk.ground.log, siteUrl: () => 'https://desk.example.com', carrier: smtpCarrier(new URL(`smtp://${credentials}127.0.0.1:${port}`), FROM),
});

async function write(over: { language?: MailLanguage; name?: string; email?: string } = {}): Promise<string> {
  const person = await desk.customerUser(await desk.customer({ language: over.language ?? 'DE' }), over.name ?? 'Änne Weber');
  if (over.email) await desk.sql.pool.query('update account set email = $2 where id = $1', [person.accountId, over.email]);
  await sendMail({ sql: desk.sql, secrets: desk.ground.secrets }, { accountId: person.accountId, kind: 'PASSWORD_RESET', token: 'streng-geheim' }, desk.now());
  return person.accountId;
}
const rows = async (): Promise<Told[]> => (await desk.sql.pool.query('select * from mail order by created_at, id')).rows;

describe('a mail', () => {
  test('is handed over once, in the words of its recipient, and forgets what it said', async () => {
    const server = await mailServer();
    await write();
    const post = postOf(server.port, 'desk:geheim@');
    expect(await sendDueMail(post)).toBe(1);
    expect(await sendDueMail(post)).toBe(0);
    expect(server.received).toHaveLength(1);
    const { raw } = server.received[0]!;
    const [row] = await rows();
    expect(raw).toContain('From: Vorzimmer <desk@vorzimmer.example>');
    expect(raw).toContain(`Message-ID: <${row.id}@vorzimmer.example>`);
    expect(raw).toContain('Auto-Submitted: auto-generated');
    expect(raw).toContain('Subject: Neues Passwort festlegen');
    const flat = raw.replaceAll('=\r\n', '').replaceAll('=3D', '=');
    expect(flat).toContain('https://desk.example.com/reset-password#token=streng-geheim');
    expect(flat).toContain('text/html');
    expect(row).toMatchObject({ details: null, sent_at: desk.now(), next_try_at: null, last_problem: null });
    await server.close();
  });

  test('speaks English where the customer does', async () => {
    const server = await mailServer();
    await write({ language: 'EN' });
    await sendDueMail(postOf(server.port));
    expect(server.received[0]!.raw).toContain('Subject: Set a new password');
    await server.close();
  });

  test('is part of the act: what did not happen is not written about', async () => {
    const server = await mailServer();
    await expect(desk.sql.transaction(async sql => {
      await sendMail({ sql, secrets: desk.ground.secrets }, { accountId: (await desk.secretary()).accountId, kind: 'PASSWORD_CHANGED' }, desk.now());
      throw new Error('the act fails');
    })).rejects.toThrow('the act fails');
    expect(await sendDueMail(postOf(server.port))).toBe(0);
    await server.close();
  });

  test('is handed over once by two processes', async () => {
    const server = await mailServer();
    for (let mail = 0; mail < 12; mail++) await write();
    const sent = await Promise.all([sendDueMail(postOf(server.port)), sendDueMail(postOf(server.port)), sendDueMail(postOf(server.port))]);
    expect(sent.reduce((sum, count) => sum + count)).toBe(12);
    expect(new Set(server.received.map(({ raw }) => /Message-ID: (\S+)/.exec(raw)![1])).size).toBe(12);
    expect(server.received).toHaveLength(12);
    await server.close();
  });

  test('of a process that was killed while it sent is sent by another after five minutes', async () => {
    const server = await mailServer();
    await write();
    const killed: PostGround = { ...postOf(server.port), carrier: { send: () => new Promise(() => undefined), close: () => undefined } };
    void sendDueMail(killed);
    await expect.poll(async () => (await rows())[0].tries).toBe(1);
    expect(await sendDueMail(postOf(server.port))).toBe(0);
    desk.pass(300);
    expect(await sendDueMail(postOf(server.port))).toBe(1);
    await server.close();
  });

  test('waits longer and longer while the server is down, and goes out when it is back', async () => {
    const first = await mailServer();
    const { port } = first;
    await first.close();
    const post = postOf(port);
    await write();
    for (const pause of [30, 60, 120, 240]) {
      expect(await sendDueMail(post)).toBe(0);
      const [row] = await rows();
      expect((row.next_try_at.getTime() - desk.now().getTime()) / 1000).toBe(pause);
      expect(row.last_problem).toBe('ESOCKET');
      desk.pass(pause - 1);
      expect(await sendDueMail(post)).toBe(0);
      expect((await rows())[0].tries).toBe(row.tries);
      desk.pass(1);
    }
    const back = await mailServer(undefined, port);
    expect(await sendDueMail(post)).toBe(1);
    expect(back.received).toHaveLength(1);
    await back.close();
  });

  test('does not wear out a server that is down with all the others', async () => {
    const first = await mailServer();
    await first.close();
    for (let mail = 0; mail < 5; mail++) await write();
    await sendDueMail(postOf(first.port));
    expect((await rows()).filter(({ tries }) => tries > 0)).toHaveLength(1);
  });

  test('that is refused for now is tried again, and the others go out meanwhile', async () => {
    let isGrey = true;
    const server = await mailServer(address => (isGrey && address.startsWith('grey') ? 450 : null));
    await write({ email: 'grey@praxis-weber.example' });
    desk.pass(1);
    await write();
    expect(await sendDueMail(postOf(server.port))).toBe(1);
    expect((await rows())[0]).toMatchObject({ last_problem: 'the server answered 450 (EENVELOPE)', sent_at: null, given_up_at: null });
    isGrey = false;
    desk.pass(30);
    expect(await sendDueMail(postOf(server.port))).toBe(1);
    await server.close();
  });

  test('that is refused for good is given up, with a line in the log that says nothing of its recipient', async () => {
    const server = await mailServer(() => 550);
    await write({ email: 'gone@praxis-weber.example' });
    expect(await sendDueMail(postOf(server.port))).toBe(0);
    expect((await rows())[0]).toMatchObject({ given_up_at: desk.now(), details: null, next_try_at: null, last_problem: 'the server answered 550 (EENVELOPE)' });
    expect(log.lines().some(line => line.includes('a mail was given up'))).toBe(true);
    expect(log.lines().join()).not.toContain('gone@');
    await server.close();
  });

  test('is not given up because our own password is wrong, until what it says is of no use', async () => {
    const server = await mailServer();
    await write();
    const post = postOf(server.port, 'desk:falsch@');
    await sendDueMail(post);
    expect((await rows())[0]).toMatchObject({ given_up_at: null, last_problem: expect.stringContaining('EAUTH') });
    desk.pass(3600);
    await sendDueMail(post);
    expect((await rows())[0]).toMatchObject({ given_up_at: desk.now(), details: null });
    expect(server.received).toEqual([]);
    await server.close();
  });

  test('of no server is emptied all the same, and all are forgotten after four weeks', async () => {
    await write();
    await sendMail({ sql: desk.sql, secrets: desk.ground.secrets }, { accountId: (await desk.secretary()).accountId, kind: 'PASSWORD_CHANGED' }, desk.now());
    const clear = () => clearMail(desk.sql, desk.now(), desk.ground.log);
    desk.pass(3600);
    await clear();
    expect((await rows()).filter(({ details }) => details !== null).map(({ kind }) => kind)).toEqual(['PASSWORD_CHANGED']);
    desk.pass(86_400 - 3600);
    await clear();
    expect((await rows()).filter(({ details }) => details !== null)).toEqual([]);
    desk.pass(27 * 86_400);
    await clear();
    expect(await rows()).toEqual([]);
  });

  test('goes to its one recipient, whatever their address and name contain', async () => {
    const server = await mailServer();
    await write({ name: 'Änne\r\nBcc: spam@evil.example\r\n<script>alert(1)</script>' });
    desk.pass(1);
    await write({ email: 'a@x.example,spam@evil.example' });
    desk.pass(1);
    await write({ email: 'a@x.example\r\nbcc: spam@evil.example' });
    expect(await sendDueMail(postOf(server.port))).toBe(1);
    expect(server.received.map(({ to }) => to)).toEqual([[expect.stringMatching(/@praxis-weber\.example$/)]]);
    const [head] = server.received[0]!.raw.split('\r\n\r\n');
    expect(head).not.toMatch(/^bcc:/im);
    expect(server.received[0]!.raw).toContain('Guten Tag =C3=84nne Bcc: spam@evil.example <script>');
    expect((await rows()).filter(({ given_up_at }) => given_up_at !== null)).toHaveLength(2);
    await server.close();
  });
});

test.each([['weber@praxis-weber.example', true], ['a.b+c@x-y.example', true], ['änne@praxis.example', true], ['a@b', true], ['a@b,c@d', false], ['"a b"@c', false], ['a@b\n', false], ['a <b@c>', false], ['a@b c', false], ['a@-b', false], ['@b', false], ['a@', false], ['', false]])('%j is a plain address: %s', (address, isPlain) => {
  expect(isPlainAddress(address)).toBe(isPlain);
});

test('the HTML of a mail shows what people are called as text', () => {
  const { html, text } = renderMail({ kind: 'PASSWORD_RESET', language: 'DE', toName: '<b>"Änne" & Co</b>', details: { token: 'x' } }, 'https://desk.example.com/');
  expect(html).toContain('Guten Tag &#60;b&#62;&#34;Änne&#34; &#38; Co&#60;/b&#62;,');
  expect(html).toContain('href="https://desk.example.com/reset-password#token=x"');
  expect(text).toContain('Guten Tag <b>"Änne" & Co</b>,');
});

describe('the outbox', () => {
  const OUTBOX = '{ outbox { toName subject text createdAt sentAt givenUpAt lastProblem } }';
  test('shows supervisors what became of mails and not what they say, and is refused to everybody else', async () => {
    const accountId = await write();
    const { data } = await desk.run(await desk.secretary({ isSupervisor: true }), OUTBOX);
    expect(data.outbox).toEqual([{ toName: 'Änne Weber', subject: 'Neues Passwort festlegen', text: null, createdAt: desk.now().toISOString(), sentAt: null, givenUpAt: null, lastProblem: null }]);
    for (const person of [await desk.secretary(), await desk.customerUser(await desk.customer())]) expect((await desk.run(person, OUTBOX)).errors?.[0].extensions.code).toBe('FORBIDDEN');
    expect((await desk.run(null, OUTBOX)).errors?.[0].extensions.code).toBe('UNAUTHENTICATED');
    expect(accountId).toBeTruthy();
  });

  test('of the demo shows everybody everything: it takes the place of their mailbox', async () => {
    await write();
    desk.ground.site.isOutboxOpen = true;
    expect((await desk.run(null, OUTBOX)).data.outbox[0].text).toContain('https://desk.example.com/reset-password#token=streng-geheim');
    desk.ground.site.isOutboxOpen = false;
  });
});
