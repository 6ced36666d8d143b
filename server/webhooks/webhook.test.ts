import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook as Verifier } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTail } from '../events/tail.ts';
import type { Actor, CustomerUserActor, SecretaryActor } from '../identity/actor.ts';
import { Outgoing } from '../network/outgoing.ts';
import { type Desk, openDesk, type Told } from '../test/desk.ts';
import { Courier, handOut, RETRY_SECONDS } from './courier.ts';
import { startWebhooks } from './start.ts';

interface Received { path: string; headers: Record<string, string>; body: string; said: { type: string; timestamp: string; data: Told } }

/** A program of a customer's: it answers as each path says, and remembers what it was sent. */
async function openReceiver() {
  const received: Received[] = [];
  const answers = new Map<string, { status: number; headers?: Record<string, string>; body?: string } | 'NEVER'>();
  let wakers: (() => void)[] = [];
  const server = http.createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = Buffer.concat(parts).toString();
      const path = request.url!;
      received.push({ path, headers: request.headers as Record<string, string>, body, said: JSON.parse(body || '{}') });
      const answer = answers.get(path) ?? { status: 204 };
      if (answer !== 'NEVER') response.writeHead(answer.status, answer.headers).end(answer.body);
      for (const wake of wakers) wake();
      wakers = [];
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    received, answers, url: (path: string) => `http://127.0.0.1:${port}${path}`, at: (path: string) => received.filter(one => one.path === path),
    async until(path: string, count = 1) {
      while (received.filter(one => one.path === path).length < count) await new Promise<void>(resolve => wakers.push(resolve));
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

let desk: Desk;
let receiver: Awaited<ReturnType<typeof openReceiver>>;
let customerId: string;
let weber: CustomerUserActor;
let instructing: CustomerUserActor;
let krause: CustomerUserActor;
let supervisor: SecretaryActor;
let courier: Courier;
let number: string;
beforeAll(async () => {
  desk = await openDesk(new Date().toISOString());
  receiver = await openReceiver();
  supervisor = await desk.secretary({ isSupervisor: true });
  krause = await desk.customerUser(await desk.customer({ name: 'Kanzlei Krause' }));
});
afterAll(async () => {
  receiver.close();
  await desk.close();
});
beforeEach(async () => {
  desk.at(new Date());
  desk.ground.outgoing = new Outgoing(['127.0.0.1']);
  courier = new Courier(desk.ground, desk.schema, desk.ground.log);
  customerId = await desk.customer();
  weber = await desk.customerUser(customerId);
  instructing = await desk.customerUser(customerId, 'Ines Anweisung', 'INSTRUCT');
  ({ number } = await desk.line(customerId));
});
afterEach(async () => {
  desk.ground.outgoing.close();
  await courier.stop();
  await desk.sql.pool.query('delete from webhook');
});

const WEBHOOK = 'id url description kinds isEnabled disabledBecause failingSince previousSecretUntil';
const DELIVERY = 'id kind subjectId state attempts nextTryAt lastStatus lastProblem lastAnswer';
const CREATE = `mutation ($customerId: ID!, $input: WebhookInput!) { createWebhook(customerId: $customerId, input: $input) { __typename
  ... on WebhookCreated { secret webhook { ${WEBHOOK} } } ... on WebhookInvalid { problems { field code } } ... on WebhooksFull { mostWebhooks } } }`;
const LOG = `query ($id: ID!, $onlyFailed: Boolean) { webhook(id: $id) { ${WEBHOOK} deliveries(first: 50, onlyFailed: $onlyFailed) { edges { node { ${DELIVERY} } } } } }`;
const RESEND = `mutation ($id: ID!) { resendWebhookDelivery(webhookDeliveryId: $id) { __typename ... on WebhookDelivery { ${DELIVERY} } } }`;
const RESEND_FAILED = 'mutation ($id: ID!, $since: DateTime!) { resendFailedWebhookDeliveries(webhookId: $id, since: $since) { __typename ... on WebhookDeliveriesResent { count } } }';
const PING = `mutation ($id: ID!) { pingWebhook(webhookId: $id) { __typename ... on WebhookDelivery { ${DELIVERY} } } }`;
const ENABLE = `mutation ($id: ID!, $isEnabled: Boolean!) { setWebhookEnabled(webhookId: $id, isEnabled: $isEnabled) { ... on Webhook { ${WEBHOOK} } } }`;
const ROTATE = 'mutation ($id: ID!) { rotateWebhookSecret(webhookId: $id) { ... on WebhookSecretRotated { secret webhook { previousSecretUntil } } } }';

const create = async (path: string, over: { kinds?: string[]; url?: string } = {}, by: Actor = weber): Promise<Told> => {
  const { data, errors } = await desk.run(by, CREATE, { customerId, input: { url: over.url ?? receiver.url(path), kinds: over.kinds ?? ['CALL_CHANGED'] } });
  expect(errors).toBeUndefined();
  return data.createWebhook;
};
const logOf = async (id: string, onlyFailed = false, by: Actor = weber): Promise<Told> => (await desk.run(by, LOG, { id, onlyFailed })).data.webhook;
const deliveriesOf = async (id: string, onlyFailed = false): Promise<Told[]> => (await logOf(id, onlyFailed)).deliveries.edges.map(({ node }: Told) => node);
/** Everything that is due now is handed out and tried once. */
const work = async (by = courier) => {
  while (await handOut(desk.sql, desk.now()));
  await by.send();
  await by.idle();
};
let paths = 0;
const freshPath = (name: string) => `/${name}-${paths++}`;
/** Long enough for whatever is to be tried next. */
const later = (retry: number) => desk.pass(RETRY_SECONDS[retry]! * 1.2 + 1);

describe('an event', () => {
  test('of a task or an appointment says what it is by now, and nothing of it once it is restricted', async () => {
    const path = freshPath('orders');
    await create(path, { kinds: ['TASK_CHANGED', 'APPOINTMENT_CHANGED'] });
    const { data } = await desk.run(weber, `mutation ($customerId: ID!) {
      task: createTask(customerId: $customerId, input: { kind: COLLECTION_CALLS, title: "Mahnliste" }) { ... on Task { id } }
      calendar: createCalendar(customerId: $customerId, input: { name: "Praxis" }) { ... on Calendar { id } } }`, { customerId });
    const [taskId, calendarId] = [data.task.id, data.calendar.id];
    await desk.run(weber, 'mutation ($id: ID!) { addTaskDebtors(taskId: $id, debtors: [{ name: "Anton Arm" }]) { __typename } }', { id: taskId });
    const startsAt = new Date(desk.now().getTime() + 86_400_000).toISOString();
    const endsAt = new Date(desk.now().getTime() + 90_000_000).toISOString();
    const { data: { bookAppointment: { id: appointmentId } } } = await desk.run(weber, 'mutation ($id: ID!, $input: AppointmentInput!) { bookAppointment(calendarId: $id, input: $input) { ... on Appointment { id } } }', { id: calendarId, input: { startsAt, endsAt, title: 'Klausur' } });
    await work();
    const told = () => receiver.at(path).map(({ said }) => said).toSorted((a, b) => a.type.localeCompare(b.type));
    expect(told().map(({ type }) => type)).toEqual(['appointment.changed', 'task.changed', 'task.changed']);
    expect(told()[0]).toMatchObject({ data: { appointmentId, appointment: { id: appointmentId, title: 'Klausur', startsAt, status: 'BOOKED', kind: null, calendar: { id: calendarId, name: 'Praxis' } } } });
    expect(told()[1]).toMatchObject({ data: { taskId, task: { id: taskId, kind: 'COLLECTION_CALLS', title: 'Mahnliste', state: 'OPEN', debtorCount: 1 } } });
    expect(JSON.stringify(told())).not.toContain('Anton Arm');
    receiver.received.length = 0;
    await desk.run(weber, 'mutation ($id: ID!) { restrictCustomer(customerId: $id, reason: "Strittig") { __typename } }', { id: customerId });
    await work();
    expect(told().map(({ data }) => data)).toEqual([{ appointmentId, appointment: null }, { taskId, task: null }]);
  });

  test('is sent signed, with what the customer sees of it, and is in the log', async () => {
    const path = freshPath('signed');
    const { secret, webhook } = await create(path);
    expect(secret).toMatch(/^whsec_/);
    const contactId = await desk.contact(customerId, { name: 'Anna Schmidt', numbers: ['+491713920001'] });
    const call = await desk.call(number, { callerNumber: '+491713920001' });
    await work();
    const [message] = receiver.at(path);
    const said = new Verifier(secret).verify(message!.body, message!.headers) as Received['said'];
    expect(said).toMatchObject({ type: 'call.changed', data: { callId: call.id, call: { id: call.id, state: 'RINGING', caller: { number: '+491713920001', contacts: [{ id: contactId, name: 'Anna Schmidt' }] }, note: null } } });
    expect(said.data).not.toHaveProperty('cursor');
    expect(() => new Verifier(secret).verify(message!.body.replace('RINGING', 'ENDED'), message!.headers)).toThrow();
    expect(() => new Verifier(`whsec_${Buffer.alloc(32).toString('base64')}`).verify(message!.body, message!.headers)).toThrow();
    expect(await deliveriesOf(webhook.id)).toMatchObject([{ kind: 'CALL_CHANGED', subjectId: call.id, state: 'DELIVERED', attempts: 1, lastStatus: 204, lastProblem: null }]);
    expect(message!.headers['webhook-id']).toBe(`msg_${(await deliveriesOf(webhook.id))[0].id}`);
  });

  test('goes to those alone who asked for its kind, and never to another customer', async () => {
    const [contacts, off, other] = [freshPath('contacts'), freshPath('off'), freshPath('krause')];
    await create(contacts, { kinds: ['CONTACT_CHANGED'] });
    const { webhook } = await create(off);
    await desk.run(weber, ENABLE, { id: webhook.id, isEnabled: false });
    await desk.run(krause, CREATE, { customerId: krause.customerId, input: { url: receiver.url(other), kinds: ['CALL_CHANGED', 'CONTACT_CHANGED'] } });
    await desk.call(number);
    await desk.run(weber, `mutation { createContact(customerId: "${customerId}", input: { name: "Bert Maier", numbers: ["+493023125999"] }) { __typename } }`);
    await work();
    expect(receiver.at(contacts).map(({ said }) => [said.type, said.data.contact.name])).toEqual([['contact.changed', 'Bert Maier']]);
    expect(receiver.at(off)).toEqual([]);
    expect(receiver.at(other)).toEqual([]);
  });

  test('that was before the webhook is not sent, nor what happens while it is off', async () => {
    const path = freshPath('since');
    await desk.call(number);
    const { webhook } = await create(path);
    await desk.run(weber, ENABLE, { id: webhook.id, isEnabled: false });
    await desk.call(number);
    await work();
    await desk.run(weber, ENABLE, { id: webhook.id, isEnabled: true });
    const { id } = await desk.call(number);
    await work();
    expect(receiver.at(path).map(({ said }) => said.data.callId)).toEqual([id]);
  });

  test('tells nothing of what has been deleted or restricted since, not even when it is sent again', async () => {
    const path = freshPath('gone');
    receiver.answers.set(path, { status: 500 });
    const { webhook } = await create(path, { kinds: ['CONTACT_CHANGED'] });
    const { data } = await desk.run(weber, `mutation { createContact(customerId: "${customerId}", input: { name: "Clara Vertraulich", numbers: ["+493023125998"] }) { ... on Contact { id } } }`);
    await work();
    expect(receiver.at(path)[0]!.body).toContain('Clara Vertraulich');
    expect((await desk.run(weber, `mutation { restrictContact(contactId: "${data.createContact.id}", reason: "Sie bestreitet es") { __typename } }`)).errors).toBeUndefined();
    later(0);
    await work();
    const [first, ...others] = receiver.at(path);
    expect(others.filter(({ headers }) => headers['webhook-id'] === first!.headers['webhook-id']).map(({ said }) => said.data)).toEqual([expect.objectContaining({ contactId: data.createContact.id, contact: null })]);
    for (const { body } of others) expect(body).not.toContain('Clara');
    expect((await logOf(webhook.id)).failingSince).not.toBeNull();
  });
});

describe('a message that is not taken', () => {
  test('is tried again after the pauses of the specification under one id, and given up after the last', async () => {
    const path = freshPath('failing');
    receiver.answers.set(path, { status: 500, body: 'außer Betrieb '.repeat(200) });
    const { webhook } = await create(path);
    await desk.call(number);
    await work();
    for (const [retry, seconds] of RETRY_SECONDS.entries()) {
      const [delivery] = await deliveriesOf(webhook.id);
      expect(delivery).toMatchObject({ state: 'WAITING', attempts: retry + 1, lastStatus: 500, lastProblem: 'STATUS' });
      const pause = (Date.parse(delivery.nextTryAt) - desk.now().getTime()) / 1000;
      expect(pause).toBeGreaterThanOrEqual(seconds - 0.001);
      expect(pause).toBeLessThanOrEqual(seconds * 1.2);
      await work();
      expect(receiver.at(path)).toHaveLength(retry + 1);
      later(retry);
      await work();
    }
    const [delivery] = await deliveriesOf(webhook.id, true);
    expect(delivery).toMatchObject({ state: 'FAILED', attempts: RETRY_SECONDS.length + 1, nextTryAt: null });
    expect(Buffer.byteLength(delivery.lastAnswer)).toBeLessThanOrEqual(1030);
    expect(new Set(receiver.at(path).map(({ headers }) => headers['webhook-id'])).size).toBe(1);

    receiver.answers.set(path, { status: 200 });
    expect((await desk.run(weber, RESEND_FAILED, { id: webhook.id, since: '2020-01-01T00:00:00Z' })).data.resendFailedWebhookDeliveries).toEqual({ __typename: 'WebhookDeliveriesResent', count: 1 });
    await work();
    expect(await deliveriesOf(webhook.id)).toMatchObject([{ state: 'DELIVERED', lastStatus: 200 }]);
    expect((await logOf(webhook.id)).failingSince).toBeNull();
    await desk.run(weber, RESEND, { id: delivery.id });
    await work();
    expect(new Set(receiver.at(path).map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(receiver.at(path)).toHaveLength(RETRY_SECONDS.length + 3);
  });

  test('waits as long as the receiver wishes', async () => {
    const path = freshPath('busy');
    receiver.answers.set(path, { status: 429, headers: { 'retry-after': '900' } });
    const { webhook } = await create(path);
    await desk.call(number);
    await work();
    expect(Date.parse((await deliveriesOf(webhook.id))[0].nextTryAt) - desk.now().getTime()).toBe(900_000);
  });

  test('ends it all at 410, and after five days of failing, with a mail to those who manage', async () => {
    const mails = async () => (await desk.sql.pool.query(`select account_id from mail where kind = 'WEBHOOK_DISABLED' and account_id = any($1)`, [[weber.accountId, instructing.accountId]])).rows;
    const [gone, dead] = [freshPath('gone'), freshPath('dead')];
    receiver.answers.set(gone, { status: 410 });
    const first = await create(gone);
    await desk.call(number);
    await work();
    expect(await logOf(first.webhook.id)).toMatchObject({ isEnabled: false, disabledBecause: 'GONE' });
    expect(await mails()).toEqual([{ account_id: weber.accountId }]);
    expect((await desk.run(weber, PING, { id: first.webhook.id })).data.pingWebhook.__typename).toBe('WebhookDisabled');

    receiver.answers.set(dead, { status: 500 });
    const second = await create(dead);
    await desk.call(number);
    await work();
    for (let day = 0; day < 5; day++) {
      expect(await logOf(second.webhook.id)).toMatchObject({ isEnabled: true });
      desk.pass(86_400);
      await desk.call(number);
      await work();
    }
    const after = await logOf(second.webhook.id);
    expect(after).toMatchObject({ isEnabled: false, disabledBecause: 'FAILING' });
    expect(after.deliveries.edges.filter(({ node }: Told) => node.state === 'WAITING')).toEqual([]);
    expect(await mails()).toHaveLength(2);
  });

  test('holds no other back, however slow its receiver is', async () => {
    const [slow, quick] = [freshPath('slow'), freshPath('quick')];
    receiver.answers.set(slow, 'NEVER');
    await create(slow);
    await create(quick);
    const calls = await Promise.all(Array.from({ length: 20 }, () => desk.call(number)));
    while (await handOut(desk.sql, desk.now()));
    await courier.send();
    // The slow one has as many open as it may, and the other gets all of its own meanwhile.
    await receiver.until(quick, calls.length);
    expect(receiver.at(slow).length).toBeLessThanOrEqual(8);
    desk.ground.outgoing.close();
  });
});

describe('what was under way when a process was killed', () => {
  test('is sent by the next one under the same id, once it is clear that nobody does any more', async () => {
    const path = freshPath('killed');
    receiver.answers.set(path, 'NEVER');
    const { webhook } = await create(path);
    await desk.call(number);
    while (await handOut(desk.sql, desk.now()));
    await courier.send();
    await receiver.until(path);
    const next = new Courier(desk.ground, desk.schema, desk.ground.log);
    receiver.answers.set(path, { status: 200 });
    await work(next);
    expect(receiver.at(path)).toHaveLength(1);
    desk.pass(61);
    await work(next);
    expect(receiver.at(path).map(({ headers }) => headers['webhook-id'])).toEqual(Array(2).fill(`msg_${(await deliveriesOf(webhook.id))[0].id}`));
    // The first hears of its end late, and changes nothing any more.
    desk.ground.outgoing.close();
    await courier.idle();
    expect(await deliveriesOf(webhook.id)).toMatchObject([{ state: 'DELIVERED', attempts: 2 }]);
  });

  test('is handed out and sent once by several processes at the same time', async () => {
    const path = freshPath('twice');
    const { webhook } = await create(path);
    const calls = await Promise.all(Array.from({ length: 12 }, () => desk.call(number)));
    const processes = Array.from({ length: 3 }, () => new Courier(desk.ground, desk.schema, desk.ground.log));
    await Promise.all(processes.map(work));
    // One of them was told that another was at it: what that had not seen yet is handed out now.
    await work();
    expect(receiver.at(path).map(({ said }) => said.data.callId).toSorted()).toEqual(calls.map(({ id }) => id).toSorted());
    expect(await deliveriesOf(webhook.id)).toHaveLength(calls.length);
  });

  test('goes on by itself as the log does', async () => {
    const path = freshPath('live');
    await create(path);
    const tail = await startTail({ connection: desk.connection, log: desk.ground.log, pollMs: 100 });
    const stop = startWebhooks(desk.ground, desk.schema, tail, desk.ground.log, 60_000);
    const call = await desk.call(number);
    await receiver.until(path);
    expect(receiver.at(path)[0]!.said.data.callId).toBe(call.id);
    await stop();
    await tail.stop();
  });
});

describe('an address', () => {
  const INSIDE = [
    'https://127.0.0.1/', 'https://2130706433/', 'https://0x7f.1/', 'https://0/', 'https://[::1]/', 'https://[::ffff:10.0.0.1]/', 'https://169.254.169.254/latest/meta-data', 'https://100.64.0.1/', 'https://10.1.2.3/',
    'https://localhost/', 'https://database/', 'http://example.com/hook', 'https://user:secret@example.com/', 'file:///etc/passwd', 'no address', '',
  ];
  test.each(INSIDE)('%j is refused at its field', async url => {
    desk.ground.outgoing = new Outgoing();
    const made = await create('', { url });
    expect(made).toMatchObject({ __typename: 'WebhookInvalid', problems: [{ field: 'url', code: url ? 'NOT_ALLOWED' : 'REQUIRED' }] });
  });

  test('whose name leads inside is never connected to, nor is one that a redirect names', async () => {
    const [away, inside] = [freshPath('away'), freshPath('inside')];
    receiver.answers.set(away, { status: 302, headers: { location: receiver.url(inside) } });
    const redirecting = await create(away);
    await desk.call(number);
    await work();
    expect(receiver.at(inside)).toEqual([]);
    expect(await deliveriesOf(redirecting.webhook.id)).toMatchObject([{ state: 'WAITING', lastStatus: 302, lastProblem: 'STATUS' }]);

    // Entered while it was allowed, and no more so now.
    desk.ground.outgoing.close();
    desk.ground.outgoing = new Outgoing();
    const before = receiver.received.length;
    later(0);
    await work();
    expect(receiver.received).toHaveLength(before);
    expect(await deliveriesOf(redirecting.webhook.id)).toMatchObject([{ lastStatus: null, lastProblem: 'ADDRESS_REFUSED' }]);
  });
});

describe('a secret', () => {
  test('is renewed with a day in which both sign, and is readable nowhere', async () => {
    const path = freshPath('rotated');
    const { secret: former, webhook } = await create(path);
    const { data } = await desk.run(weber, ROTATE, { id: webhook.id });
    const { secret } = data.rotateWebhookSecret;
    expect(secret).not.toBe(former);
    await desk.run(weber, PING, { id: webhook.id });
    await work();
    const ping = receiver.at(path)[0]!;
    for (const key of [former, secret]) expect(new Verifier(key).verify(ping.body, ping.headers)).toMatchObject({ type: 'webhook.ping', data: { webhookId: webhook.id } });
    desk.pass(24 * 3600 + 1);
    await desk.run(weber, PING, { id: webhook.id });
    await work();
    expect(receiver.at(path)[1]!.headers['webhook-signature']!.split(' ')).toHaveLength(1);
    const { rows: [stored] } = await desk.sql.pool.query('select * from webhook where id = $1', [webhook.id]);
    expect(JSON.stringify(stored)).not.toContain(secret.slice(6));
    expect(Buffer.concat([stored.secret, stored.previous_secret]).toString('latin1')).not.toContain(secret.slice(6));
    await expect(desk.walls.sqlFor(customerId).query({ name: 'webhook-test-secret', text: 'select secret from webhook' })).rejects.toThrow(/permission denied/);
  });
});

describe('who does not manage there', () => {
  test('neither sees nor does anything', async () => {
    const path = freshPath('strangers');
    receiver.answers.set(path, { status: 500 });
    const { webhook } = await create(path);
    await desk.call(number);
    await work();
    const [delivery] = await deliveriesOf(webhook.id);
    const input = { url: receiver.url('/stolen'), kinds: ['CALL_CHANGED'] };
    const acts: [string, Record<string, unknown>][] = [
      [CREATE, { customerId, input }],
      ['mutation ($id: ID!, $input: WebhookInput!) { updateWebhook(webhookId: $id, input: $input) { __typename } }', { id: webhook.id, input }],
      [ENABLE, { id: webhook.id, isEnabled: false }], [ROTATE, { id: webhook.id }], [PING, { id: webhook.id }], [RESEND, { id: delivery.id }], [RESEND_FAILED, { id: webhook.id, since: '2020-01-01T00:00:00Z' }],
      ['mutation ($id: ID!) { deleteWebhook(webhookId: $id) { __typename } }', { id: webhook.id }],
    ];
    const key: Actor = { kind: 'API_KEY', apiKeyId: crypto.randomUUID(), customerId, scopes: new Set(['calls:read']) };
    for (const by of [krause, instructing, supervisor, { ...supervisor, actsFor: [customerId] }, key]) {
      expect((await desk.run(by, LOG, { id: webhook.id })).data).toEqual({ webhook: null });
      expect((await desk.run(by, 'query ($customerId: ID!) { webhooks(customerId: $customerId) { id } }', { customerId })).data).toEqual({ webhooks: null });
      for (const [act, variables] of acts) expect((await desk.run(by, act, variables)).errors?.[0].extensions.code, act).toBe('FORBIDDEN');
    }
    for (const [act, variables] of acts) expect((await desk.run(null, act, variables)).errors?.[0].extensions.code, act).toBe('UNAUTHENTICATED');
    expect(await logOf(webhook.id)).toMatchObject({ url: receiver.url(path), isEnabled: true, previousSecretUntil: null });
  });

  test('is told what is wrong, and of how many there can be', async () => {
    expect((await create('', { url: receiver.url('/x'), kinds: [] })).problems).toEqual([{ field: 'kinds', code: 'REQUIRED' }]);
    for (let count = 0; count < 10; count++) expect((await create(freshPath('many'))).__typename).toBe('WebhookCreated');
    expect(await create(freshPath('many'))).toEqual({ __typename: 'WebhooksFull', mostWebhooks: 10 });
  });
});
