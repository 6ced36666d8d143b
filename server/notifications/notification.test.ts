import { createECDH, randomBytes } from 'node:crypto';
import Fastify from 'fastify';
import { graphql } from 'graphql';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { reportEnded } from '../calls/report.service.ts';
import { CONSENTS, type ConsentKind } from '../consents/consent-kinds.ts';
import { makeContext } from '../context.ts';
import type { CustomerUserActor } from '../identity/actor.ts';
import { startSession } from '../identity/session.ts';
import type { MailDetails } from '../mail/mail.texts.ts';
import { renderMail } from '../mail/render.ts';
import { AddressRefused, Outgoing } from '../network/outgoing.ts';
import { type Desk, openDesk, type Told } from '../test/desk.ts';
import { collect } from './collecting.ts';
import { notify } from './notifier.ts';
import type { NotifierGround } from './sending.ts';
import { openUnsubscribe } from './unsubscribe.door.ts';
import { type PushService, startPushService } from '../test/push-service.ts';

const SETTINGS = {
  pushCauses: ['NOTE', 'MISSED', 'MESSAGE'], emailCauses: [] as string[], pushShowsContent: false, emailShowsContent: false, quietFrom: null as string | null, quietUntil: null as string | null, quietWeekdays: [1, 2, 3, 4, 5, 6, 7],
  urgentPassesQuiet: false, emailRhythm: 'AT_ONCE', emailTime: '18:00', emailWeekday: 5,
};
const SAVE = `mutation ($input: NotificationSettingsInput!) { saveNotificationSettings(input: $input) { __typename ... on Notifications { settings { pushCauses emailCauses quietFrom quietUntil } } ... on NotificationSettingsInvalid { problems { field code } } } }`;
const READ = '{ notifications { pushKey emailAddress settings { pushCauses emailCauses } devices { id browser system lastReachedAt isCurrent } } }';

let desk: Desk;
let pushes: PushService;
beforeAll(async () => {
  pushes = await startPushService();
});
afterAll(() => pushes.close());
// Every test has its own log of events and clock.
beforeEach(async () => {
  desk = await openDesk('2026-06-15T09:00:00Z');
  desk.ground.outgoing = new Outgoing(['127.0.0.1'], { ca: pushes.certificate });
  pushes.clear();
  return async () => {
    desk.ground.outgoing.close();
    await desk.close();
  };
});

const ground = (): NotifierGround => ({ sql: desk.ground.sql, secrets: desk.ground.secrets, outgoing: desk.ground.outgoing, now: desk.now, log: desk.ground.log, contact: 'desk@example.com' });
const run = () => notify(ground());
const consent = (person: CustomerUserActor, kind: ConsentKind, act: 'give' | 'withdraw' = 'give') => desk.run(person, act === 'give'
  ? `mutation { answerConsent(customerId: "${person.customerId}", kind: ${kind}, textVersion: "${CONSENTS[kind].version}", answer: GIVEN) { __typename } }`
  : `mutation { withdrawConsent(customerId: "${person.customerId}", kind: ${kind}) { __typename } }`);
const save = async (person: CustomerUserActor, over: Partial<typeof SETTINGS> = {}) => (await desk.run(person, SAVE, { input: { ...SETTINGS, ...over } })).data?.saveNotificationSettings;
const rows = async (where = 'true') => (await desk.sql.pool.query(`select * from notification where ${where} order by happened_at`)).rows as Told[];
const mails = async () => {
  const { rows: found } = await desk.sql.pool.query(`select id, language, to_name as "toName", details from mail where kind = 'NOTIFICATION' order by created_at`);
  return (found as Told[]).map(mail => renderMail({ kind: 'NOTIFICATION', language: mail.language, toName: mail.toName, details: JSON.parse(desk.ground.secrets.open('mail.details', mail.id, mail.details)) as MailDetails['NOTIFICATION'] }, 'https://desk.example.com'));
};

/** Somebody whose company has consented to both ways, on a line of theirs. */
async function person(over: { timeZone?: string; language?: 'DE' | 'EN' } = {}) {
  const customerId = await desk.customer(over);
  const weber = await desk.customerUser(customerId);
  await consent(weber, 'PUSH_NOTIFICATIONS');
  await consent(weber, 'EMAIL_NOTIFICATIONS');
  return { customerId, weber, line: await desk.line(customerId) };
}

/** A session of the person with a device that the push service knows. */
async function device(who: CustomerUserActor, path: string = crypto.randomUUID()) {
  const session = await startSession(desk.ground.sql, who.accountId, desk.now());
  const { data: { notifications: { pushKey } } } = await desk.run(who, READ);
  const curve = createECDH('prime256v1');
  const input = { endpoint: `${pushes.url}/${path}`, p256dh: curve.generateKeys('base64url', 'uncompressed'), auth: randomBytes(16).toString('base64url'), key: pushKey };
  const ctx = makeContext(desk.ground, who, { sessionId: session.id, origin: { address: '127.0.0.1', userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', site: 'https://desk.example.com' } });
  const register = () => graphql({ schema: desk.schema, contextValue: ctx, variableValues: { input }, source: 'mutation ($input: PushSubscriptionInput!) { registerPushDevice(input: $input) { __typename ... on Notifications { devices { id browser isCurrent } } } }' });
  const registered = JSON.parse(JSON.stringify(await register())) as Told;
  pushes.know(path, curve, input.auth);
  return { path, input, session, register, registered };
}

/** A call that is over with a note of what was wanted. */
async function note(line: { number: string }, over: { callerNumber?: string; concern?: string; urgent?: boolean; callerName?: string } = {}): Promise<string> {
  const jana = await desk.secretary();
  const call = await desk.call(line.number, { ...(over.callerNumber && { callerNumber: over.callerNumber }) });
  await desk.run(jana, `mutation { setPresence(presence: AVAILABLE) { __typename } takeCall(callId: "${call.id}") { __typename } endCall(callId: "${call.id}") { __typename } }`);
  const { errors } = await desk.run(jana, `mutation ($input: CallNoteInput!) { saveCallNote(callId: "${call.id}", input: $input) { __typename } }`, { input: { callerName: over.callerName ?? 'Anna Schmidt', concern: over.concern ?? 'Bittet um Rückruf wegen des Termins', urgent: over.urgent ?? false, callBackWished: true } });
  expect(errors).toBeUndefined();
  return call.id;
}

async function missed(line: { number: string }, callerNumber = '+491713920001'): Promise<string> {
  const externalId = crypto.randomUUID();
  const call = await desk.call(line.number, { callerNumber, externalId });
  await reportEnded(desk.sql, 'door:test', externalId, null, desk.now());
  return call.id;
}

describe('a note', () => {
  it('is pushed once it is saved, once per device, and says nothing of the caller', async () => {
    const { weber, line } = await person();
    const phone = await device(weber);
    const tablet = await device(weber);
    const callId = await note(line);
    await run();
    await run();
    expect(pushes.taken.map(({ path }) => path).sort()).toEqual([phone.path, tablet.path].sort());
    const [first] = pushes.taken;
    expect(first!.message).toEqual({ title: 'Neue Gesprächsnotiz', body: 'Im Portal lesen', tag: expect.any(String), path: `/portal/calls/${callId}`, lang: 'de' });
    expect(first!.headers).toMatchObject({ 'content-encoding': 'aes128gcm', ttl: '86400', urgency: 'normal' });
    expect(first!.headers['authorization']).toMatch(/^vapid t=/);
    const { data } = await desk.run(weber, READ);
    expect(data.notifications.devices.map((one: Told) => one.lastReachedAt)).toEqual([desk.now().toISOString(), desk.now().toISOString()]);
  });

  it('says who called and why where that was chosen, and not again when it is changed', async () => {
    const { weber, line } = await person({ language: 'EN' });
    await device(weber);
    await save(weber, { pushShowsContent: true });
    desk.pass(1);
    const callId = await note(line, { urgent: true, concern: 'x'.repeat(5000) });
    await run();
    expect(pushes.taken[0]!.message.title).toBe('Urgent call note: Anna Schmidt');
    expect(pushes.taken[0]!.message.body).toMatch(/^x{299}…\n\+491713920001\nCall-back wished$/);
    expect(pushes.taken[0]!.headers['urgency']).toBe('high');
    await desk.sql.pool.query('update call_note set concern = $1, version = version + 1 where call_id = $2', ['Anders', callId]);
    await desk.sql.pool.query(`select append_event('CALL_CHANGED', (select customer_id from call where id = $1), $1)`, [callId]);
    await run();
    expect(pushes.taken).toHaveLength(1);
  });

  it('of a call that is still talked is told when the call is over', async () => {
    const { weber, line } = await person();
    await device(weber);
    const jana = await desk.secretary();
    const call = await desk.call(line.number);
    await desk.run(jana, `mutation { setPresence(presence: AVAILABLE) { __typename } takeCall(callId: "${call.id}") { __typename } saveCallNote(callId: "${call.id}", input: { concern: "Termin" }) { __typename } }`);
    await run();
    expect(pushes.taken).toEqual([]);
    await desk.run(jana, `mutation { endCall(callId: "${call.id}") { __typename } }`);
    await run();
    expect(pushes.taken).toHaveLength(1);
  });

  it('is told of to those alone who want to know of it: VIPs, urgent ones, missed calls, messages', async () => {
    const { customerId, weber, line } = await person();
    await desk.contact(customerId, { numbers: ['+491713920055'], isVip: true });
    const { path: vip } = await device(weber);
    const others: Record<string, CustomerUserActor> = {};
    for (const cause of ['URGENT', 'MISSED', 'MESSAGE']) {
      others[cause] = await desk.customerUser(customerId, cause, 'READ');
      await device(others[cause], cause.toLowerCase());
      await save(others[cause], { pushCauses: [cause] });
    }
    await save(weber, { pushCauses: ['VIP'] });
    desk.pass(1);
    const told = async (act: () => Promise<unknown>) => {
      pushes.clear();
      await act();
      await run();
      return pushes.taken.map(({ path }) => (path === vip ? 'vip' : path)).sort();
    };
    expect(await told(() => note(line))).toEqual([]);
    expect(await told(() => note(line, { urgent: true }))).toEqual(['urgent']);
    expect(await told(() => note(line, { callerNumber: '+491713920055' }))).toEqual(['vip']);
    expect(await told(() => missed(line))).toEqual(['missed']);
    expect(await told(() => missed(line, '+491713920055'))).toEqual(['missed', 'vip']);
    const jana = await desk.secretary();
    const thread = { threadId: crypto.randomUUID(), messageId: crypto.randomUUID(), text: 'Guten Tag' };
    expect(await told(() => desk.run(jana, 'mutation ($input: StartThreadInput!, $id: ID!) { startThread(customerId: $id, input: $input) { __typename } }', { input: thread, id: customerId }))).toEqual(['message']);
    expect(pushes.taken[0]!.message).toMatchObject({ title: 'Nachricht vom Sekretariat', path: `/portal/messages/${thread.threadId}` });
    // One's own is no news.
    const answer = { id: crypto.randomUUID(), text: 'Danke' };
    expect(await told(() => desk.run(weber, 'mutation ($input: MessageInput!, $id: ID!) { sendMessage(threadId: $id, input: $input) { __typename } }', { input: answer, id: thread.threadId }))).toEqual([]);
  });

  it('is sent once by several processes, and by another when one is killed on the way', async () => {
    const { weber, line } = await person();
    await device(weber);
    for (let count = 0; count < 5; count++) await note(line, { concern: `Anliegen ${count}` });
    await Promise.all([collect(ground()), collect(ground()), collect(ground())]);
    expect(await rows()).toHaveLength(5);
    // The first is killed while the push service does not answer.
    const killed = { ...ground(), outgoing: { send: () => new Promise(() => undefined) } as never };
    void notify(killed);
    await expect.poll(async () => (await rows('tries = 1')).length).toBe(5);
    await Promise.all([run(), run()]);
    expect(pushes.taken).toHaveLength(0);
    desk.pass(121);
    await Promise.all([run(), run(), run()]);
    expect(pushes.taken).toHaveLength(1);
    expect(pushes.taken[0]!.message).toMatchObject({ title: '5 Neuigkeiten aus Ihrem Sekretariat', body: '5 Gesprächsnotizen', path: '/portal/calls' });
    expect(await rows('sent_at is not null')).toHaveLength(5);
  });

  it('that is older than the choice, the device or the consent is not told of when its call changes', async () => {
    const { weber, line } = await person();
    const callId = await note(line);
    desk.pass(60);
    await device(weber);
    await desk.sql.pool.query(`select append_event('CALL_CHANGED', $1, $2)`, [weber.customerId, callId]);
    await run();
    expect(pushes.taken).toEqual([]);
  });

  it('that was erased or put into the trash meanwhile is not told of', async () => {
    const { weber, line } = await person();
    await device(weber);
    const callId = await note(line);
    await collect(ground());
    await desk.run(weber, `mutation { moveNoteToTrash(noteId: "${(await desk.sql.pool.query('select id from call_note where call_id = $1', [callId])).rows[0].id}") { __typename } }`);
    await run();
    expect(pushes.taken).toEqual([]);
    expect((await rows())[0]).toMatchObject({ last_problem: 'it is gone' });
  });
});

describe('quiet hours', () => {
  it('hold back what comes in them, for one push when they end; urgent ones pass where that was chosen', async () => {
    const { weber, line } = await person();
    await device(weber);
    await save(weber, { quietFrom: '20:00', quietUntil: '07:00', urgentPassesQuiet: true });
    desk.at('2026-06-15T19:00:00Z');
    await note(line);
    await note(line);
    await run();
    expect(pushes.taken).toEqual([]);
    await note(line, { urgent: true });
    await run();
    expect(pushes.taken.map(({ message }) => message.title)).toEqual(['Dringende Gesprächsnotiz']);
    desk.at('2026-06-16T04:59:59Z');
    await run();
    expect(pushes.taken).toHaveLength(1);
    desk.at('2026-06-16T05:00:00Z');
    await run();
    expect(pushes.taken[1]!.message.title).toBe('2 Neuigkeiten aus Ihrem Sekretariat');
  });
});

describe('an e-mail', () => {
  it('is written once, in the reader’s language, without names unless they chose so, and leads to the note', async () => {
    const { weber, line } = await person();
    await save(weber, { emailCauses: ['NOTE'] });
    desk.pass(1);
    const callId = await note(line);
    await Promise.all([run(), run()]);
    await run();
    const [mail, ...more] = await mails();
    expect(more).toEqual([]);
    expect(mail!.subject).toBe('Neue Gesprächsnotiz');
    expect(mail!.text).toContain(`https://desk.example.com/portal/calls/${callId}`);
    expect(mail!.text).not.toContain('Schmidt');
    await save(weber, { emailCauses: ['NOTE'], emailShowsContent: true });
    await note(line, { urgent: true });
    await run();
    const told = (await mails())[1]!;
    expect(told.subject).toBe('Dringend: Neue Gesprächsnotiz – Anna Schmidt');
    expect(told.text).toContain('Anna Schmidt, +491713920001\nBittet um Rückruf wegen des Termins\nBittet um Rückruf.');
    expect(told.text).toContain('Mo., 15.6., 11:00 Uhr');
  });

  it('that waits is taken back when its caller is erased or a call in it is restricted, and made anew without them', async () => {
    const { weber, line } = await person();
    await save(weber, { emailCauses: ['NOTE'], emailShowsContent: true });
    desk.pass(1);
    const jana = await desk.secretary({ isSupervisor: true });
    await note(line, { callerNumber: '+491713920055', callerName: 'Frieda Findmich', concern: 'Knieschmerzen' });
    await note(line, { callerName: 'Otto Other', concern: 'Fragt nach Frau Findmich, 0171 39200-55' });
    const restricted = await note(line, { callerName: 'Rita Restrict', concern: 'Geheim' });
    await run();
    expect((await mails()).map(({ text }) => ['Frieda', 'Otto', 'Rita'].filter(name => text.includes(name)))).toEqual([['Frieda', 'Otto', 'Rita']]);
    await desk.run(jana, 'mutation { eraseCaller(callerNumber: "0171 3920055", reason: "Antrag") { __typename } }');
    expect(await mails()).toEqual([]);
    await run();
    const [afterErasure] = await mails();
    expect(['Frieda', 'Knieschmerzen', 'Otto', '39200-55', 'Rita'].filter(said => afterErasure!.text.includes(said))).toEqual(['Otto', 'Rita']);
    const { data } = await desk.run(weber, `mutation { restrictCall(callId: "${restricted}", reason: "Strittig") { __typename } }`);
    expect(data.restrictCall.__typename).toBe('Restriction');
    await run();
    expect((await mails()).map(({ text }) => ['Otto', 'Rita', 'Geheim'].filter(said => text.includes(said)))).toEqual([['Otto']]);
  });

  it('gathers the day when that was chosen', async () => {
    const { weber, line } = await person();
    await save(weber, { emailCauses: ['NOTE', 'MISSED'], emailRhythm: 'DAILY', emailTime: '18:00' });
    desk.pass(1);
    await note(line);
    await missed(line);
    await run();
    expect(await mails()).toEqual([]);
    desk.at('2026-06-15T16:00:00Z');
    await run();
    const [mail] = await mails();
    expect(mail!.subject).toBe('2 Neuigkeiten aus Ihrem Sekretariat');
    expect(mail!.text).toContain('Verpasster Anruf, Mo., 15.6.');
  });

  it('is stopped by the link in it, and looking at the link does nothing', async () => {
    const { weber, line } = await person();
    await save(weber, { emailCauses: ['NOTE'] });
    desk.pass(1);
    await note(line);
    await run();
    const { unsubscribeUrl } = (await mails())[0]!;
    const app = Fastify();
    await openUnsubscribe(app, desk.ground);
    const url = new URL(unsubscribeUrl!).pathname;
    expect((await app.inject({ url })).body).toContain('Keine Benachrichtigungen per E-Mail mehr?');
    expect((await desk.run(weber, READ)).data.notifications.settings.emailCauses).toEqual(['NOTE']);
    const posted = await app.inject({ method: 'POST', url, payload: 'List-Unsubscribe=One-Click', headers: { 'content-type': 'application/x-www-form-urlencoded' } });
    expect([posted.statusCode, posted.body.includes('Sie bekommen keine Benachrichtigungen per E-Mail mehr')]).toEqual([200, true]);
    expect((await desk.run(weber, READ)).data.notifications.settings).toEqual({ pushCauses: SETTINGS.pushCauses, emailCauses: [] });
    expect((await app.inject({ url: '/notifications/unsubscribe/unknown' })).statusCode).toBe(404);
    await app.close();
  });
});

describe('a device', () => {
  it('that its push service does not know any more is forgotten', async () => {
    const { weber, line } = await person();
    await device(weber);
    pushes.answer(() => 410);
    await note(line);
    await run();
    expect((await desk.run(weber, READ)).data.notifications.devices).toEqual([]);
    expect(await rows()).toEqual([]);
  });

  it('is tried again later while its push service has trouble, and waited for as long as it asks', async () => {
    const { weber, line } = await person();
    await device(weber);
    await note(line);
    pushes.answer(() => 503);
    await run();
    desk.pass(9);
    await run();
    expect(pushes.asked).toBe(1);
    desk.pass(1);
    pushes.answer(() => ({ status: 429, headers: { 'retry-after': '300' } }));
    await run();
    desk.pass(299);
    pushes.answer(() => 201);
    await run();
    expect(pushes.taken).toEqual([]);
    desk.pass(1);
    await run();
    expect(pushes.taken).toHaveLength(1);
  });

  it('is not registered without consent, nor at an address that is not public', async () => {
    const weber = await desk.customerUser(await desk.customer());
    expect((await device(weber)).registered.data.registerPushDevice.__typename).toBe('PushConsentMissing');
    await consent(weber, 'PUSH_NOTIFICATIONS');
    desk.ground.outgoing = new Outgoing();
    expect((await device(weber)).registered.errors[0].message).toBe('This is no address of a push service.');
    await expect(desk.ground.outgoing.send(`${pushes.url}/x`)).rejects.toThrow(AddressRefused);
  });

  it('is gone at once when the consent is withdrawn, with all that waits, and e-mails with theirs', async () => {
    const { weber, line } = await person();
    await device(weber);
    await save(weber, { emailCauses: ['NOTE'] });
    desk.pass(1);
    await note(line);
    await run();
    await note(line);
    await collect(ground());
    await consent(weber, 'PUSH_NOTIFICATIONS', 'withdraw');
    await consent(weber, 'EMAIL_NOTIFICATIONS', 'withdraw');
    pushes.clear();
    await run();
    expect(pushes.asked).toBe(0);
    expect((await desk.run(weber, READ)).data.notifications.devices).toEqual([]);
    expect(await rows('next_try_at is not null')).toEqual([]);
    expect(await mails()).toEqual([]);
  });

  it('is forgotten with its session, ended or run out, and comes back when somebody signs in there again', async () => {
    const { weber, line } = await person();
    const phone = await device(weber);
    const tablet = await device(weber);
    expect(phone.registered.data.registerPushDevice.devices).toEqual([{ id: expect.any(String), browser: 'Firefox', isCurrent: true }]);
    await desk.run(weber, `mutation { endSession(sessionId: "${phone.session.id}") { id } }`);
    expect((await desk.run(weber, READ)).data.notifications.devices).toHaveLength(1);
    await desk.sql.pool.query('update session set expires_at = $2 where id = $1', [tablet.session.id, desk.now()]);
    // Nothing goes there any more, also while the session is not tidied away.
    await note(line);
    await run();
    expect(pushes.taken).toEqual([]);
    expect((await desk.run(weber, READ)).data.notifications.devices).toEqual([]);
    await device(weber, tablet.path);
    const other = await device(weber);
    expect((await desk.run(weber, READ)).data.notifications.devices).toHaveLength(2);
    await desk.sql.pool.query('delete from session where id = $1', [other.session.id]);
    expect((await desk.run(weber, READ)).data.notifications.devices).toHaveLength(1);
  });

  it('belongs to whom it was registered by last, and to one person at a time', async () => {
    const { customerId, weber } = await person();
    const krause = await desk.customerUser(customerId, 'Karl Krause', 'READ');
    const phone = await device(weber);
    await phone.register();
    expect((await desk.run(weber, READ)).data.notifications.devices).toHaveLength(1);
    await device(krause, phone.path);
    expect((await desk.run(weber, READ)).data.notifications.devices).toEqual([]);
    expect((await desk.run(krause, READ)).data.notifications.devices).toHaveLength(1);
  });
});

describe('what somebody has chosen', () => {
  it('is theirs alone: staff have none, and nobody removes the device of another', async () => {
    const { customerId, weber } = await person();
    await device(weber);
    const [{ id }] = (await desk.run(weber, READ)).data.notifications.devices;
    for (const other of [await desk.customerUser(customerId, 'Karl Krause'), await desk.customerUser(await desk.customer())]) {
      expect((await desk.run(other, READ)).data.notifications.devices).toEqual([]);
      await desk.run(other, `mutation { removePushDevice(deviceId: "${id}") { __typename } }`);
    }
    for (const staff of [await desk.secretary(), await desk.secretary({ isSupervisor: true })]) expect((await desk.run(staff, READ)).errors?.[0].extensions.code).toBe('FORBIDDEN');
    expect((await desk.run(null, READ)).errors?.[0].extensions.code).toBe('UNAUTHENTICATED');
    expect((await desk.run(weber, READ)).data.notifications.devices).toHaveLength(1);
    await desk.run(weber, `mutation { removePushDevice(deviceId: "${id}") { __typename } }`);
    expect((await desk.run(weber, READ)).data.notifications.devices).toEqual([]);
  });

  it('is refused with the field that is wrong', async () => {
    const { weber } = await person();
    expect(await save(weber, { quietFrom: '25:00', quietUntil: null, emailWeekday: 8 })).toEqual({
      __typename: 'NotificationSettingsInvalid', problems: [{ field: 'quietFrom', code: 'OUT_OF_RANGE' }, { field: 'quietUntil', code: 'REQUIRED' }, { field: 'emailWeekday', code: 'OUT_OF_RANGE' }],
    });
    expect(await save(weber, { quietFrom: '20:00', quietUntil: '07:00' })).toEqual({ __typename: 'Notifications', settings: { pushCauses: SETTINGS.pushCauses, emailCauses: [], quietFrom: '20:00', quietUntil: '07:00' } });
  });

  it('is tried out on all devices, a few times in a row', async () => {
    const { weber } = await person();
    const TEST = 'mutation { sendTestNotification { __typename ... on TestNotificationSent { devices byEmail } ... on TooManyTestNotifications { againAt } } }';
    const test = async () => (await desk.run(weber, TEST)).data.sendTestNotification;
    expect(await test()).toEqual({ __typename: 'NobodyToNotify' });
    await device(weber);
    await save(weber, { emailCauses: ['NOTE'] });
    for (let count = 0; count < 5; count++) expect(await test()).toEqual({ __typename: 'TestNotificationSent', devices: 1, byEmail: true });
    expect(await test()).toEqual({ __typename: 'TooManyTestNotifications', againAt: new Date(desk.now().getTime() + 600_000).toISOString() });
    await run();
    expect(pushes.taken.length).toBeGreaterThan(0);
    desk.pass(600);
    expect((await test()).__typename).toBe('TestNotificationSent');
  });
});
