import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newestEvents } from '../events/event-log.ts';
import type { Actor, CustomerUserActor, SecretaryActor } from '../identity/actor.ts';
import { type Desk, openDesk, type Told } from '../test/desk.ts';

let desk: Desk;
let jana: SecretaryActor;
let tom: SecretaryActor;
let customerId: string;
let weber: CustomerUserActor;
let colleague: CustomerUserActor;
let reading: CustomerUserActor;
let stranger: CustomerUserActor;
beforeAll(async () => {
  desk = await openDesk();
  jana = await desk.secretary({ name: 'Jana Kühn' });
  tom = await desk.secretary({ name: 'Tom Berger' });
  customerId = await desk.customer();
  weber = await desk.customerUser(customerId, 'Anke Weber');
  colleague = await desk.customerUser(customerId, 'Karla Kern');
  reading = await desk.customerUser(customerId, 'Rike Lesewohl', 'READ');
  stranger = await desk.customerUser(await desk.customer({ name: 'Kanzlei Krause' }));
});
afterAll(() => desk.close());

const START = `mutation ($customerId: ID!, $input: StartThreadInput!) { startThread(customerId: $customerId, input: $input) {
  __typename ... on MessageThread { id subject messageCount awaitsAnswerSince lastMessage { text authorName fromSecretariat place } } ... on MessageInvalid { problems { field code } } } }`;
const SEND = `mutation ($threadId: ID!, $input: MessageInput!) { sendMessage(threadId: $threadId, input: $input) {
  __typename ... on Message { id place text authorName fromSecretariat } ... on MessageInvalid { problems { field code } } ... on AnsweredMeanwhile { thread { messageCount } } } }`;
const READ = 'mutation ($threadId: ID!, $through: Int!) { markThreadRead(threadId: $threadId, through: $through) { ... on MessageThread { id unread } } }';
const SETTLE = 'mutation ($threadId: ID!, $seenThrough: Int) { settleThread(threadId: $threadId, seenThrough: $seenThrough) { ... on MessageThread { awaitsAnswerSince } } }';
const THREAD = `query ($id: ID!, $first: Int, $after: String) { messageThread(id: $id) {
  subject messageCount unread awaitsAnswerSince answeredBy { name } readings { readerName fromSecretariat through }
  messages(first: $first, after: $after) { edges { node { place text } } pageInfo { hasNextPage endCursor } } } }`;

const start = async (by: Actor = weber, text = 'Können Sie morgen früher anfangen?', subject: string | null = 'Morgen'): Promise<string> => {
  const threadId = crypto.randomUUID();
  const { errors } = await desk.run(by, START, { customerId, input: { threadId, messageId: crypto.randomUUID(), subject, text } });
  expect(errors).toBeUndefined();
  return threadId;
};
const send = async (by: Actor, threadId: string, text: string, more: object = {}): Promise<Told> =>
  (await desk.run(by, SEND, { threadId, input: { id: crypto.randomUUID(), text, ...more } })).data.sendMessage;
const look = async (by: Actor, id: string, page: object = {}): Promise<Told> => (await desk.run(by, THREAD, { id, ...page })).data.messageThread;
const waiting = async (): Promise<string[]> => (await desk.run(jana, '{ waitingThreads(first: 200) { edges { node { id } } } }')).data.waitingThreads.edges.map(({ node }: Told) => node.id);
const codeOf = async (by: Actor | null, mutation: string, variables: Record<string, unknown>) => (await desk.run(by, mutation, variables)).errors?.[0].extensions.code;

describe('startThread', () => {
  test('begins a thread that the desk sees waiting, and that the other people of the customer have to read', async () => {
    const threadId = await start();
    expect(await look(jana, threadId)).toMatchObject({ subject: 'Morgen', messageCount: 1, unread: 1, awaitsAnswerSince: desk.now().toISOString(), readings: [{ readerName: 'Anke Weber', fromSecretariat: false, through: 1 }] });
    expect(await waiting()).toContain(threadId);
    expect((await newestEvents(desk.sql, 1))[0]).toMatchObject({ kind: 'MESSAGES_CHANGED', customerId, subjectId: threadId });
  });

  test('is the same thread when it is sent again', async () => {
    const input = { threadId: crypto.randomUUID(), messageId: crypto.randomUUID(), text: 'Zweimal gesendet' };
    const [first, second] = await Promise.all([desk.run(weber, START, { customerId, input }), desk.run(weber, START, { customerId, input })]);
    expect([first.data.startThread.messageCount, second.data.startThread.messageCount]).toEqual([1, 1]);
    expect((await desk.run(weber, START, { customerId, input })).data.startThread).toMatchObject({ id: input.threadId, messageCount: 1, subject: null });
  });

  test('from the secretariat waits for nobody, and is unread in the portal', async () => {
    const before = (await desk.run(weber, `{ customer(id: "${customerId}") { unreadMessages } }`)).data.customer.unreadMessages;
    const threadId = await start(jana, 'Wir haben am Freitag Betriebsversammlung.', null);
    expect(await look(weber, threadId)).toMatchObject({ awaitsAnswerSince: null, unread: 1, answeredBy: { name: 'Jana Kühn' } });
    expect((await desk.run(weber, `{ customer(id: "${customerId}") { unreadMessages } }`)).data.customer.unreadMessages).toBe(before + 1);
    expect((await desk.run(jana, `{ customer(id: "${customerId}") { unreadMessages } }`)).errors?.[0].extensions.code ?? 'NULL').toBe('NULL');
  });

  test('names what is wrong', async () => {
    const input = { threadId: crypto.randomUUID(), messageId: crypto.randomUUID(), subject: 'x'.repeat(201), text: ' ' };
    expect((await desk.run(weber, START, { customerId, input })).data.startThread.problems).toEqual([{ field: 'subject', code: 'TOO_LONG' }, { field: 'text', code: 'REQUIRED' }]);
  });
});

describe('sendMessage', () => {
  test('adds behind what is there, and an answer ends the waiting', async () => {
    const threadId = await start();
    expect(await send(jana, threadId, 'Gern, ab sieben Uhr.', { seenThrough: 1 })).toMatchObject({ __typename: 'Message', place: 2, authorName: 'Jana Kühn', fromSecretariat: true });
    expect(await look(weber, threadId)).toMatchObject({ messageCount: 2, unread: 1, awaitsAnswerSince: null, answeredBy: { name: 'Jana Kühn' } });
    expect(await waiting()).not.toContain(threadId);
    await send(weber, threadId, 'Danke!');
    expect(await waiting()).toContain(threadId);
  });

  test('sent twice under one id is one message', async () => {
    const threadId = await start();
    const input = { id: crypto.randomUUID(), text: 'Nur einmal' };
    const sent = await Promise.all(Array.from({ length: 4 }, () => desk.run(weber, SEND, { threadId, input })));
    expect(new Set(sent.map(({ data }) => data.sendMessage.place))).toEqual(new Set([2]));
    expect(await look(weber, threadId)).toMatchObject({ messageCount: 2 });
  });

  test('keeps many who write at once in one order without gaps', async () => {
    const threadId = await start();
    await Promise.all(Array.from({ length: 8 }, (_, place) => send(place % 2 ? weber : colleague, threadId, `Nachricht ${place}`)));
    expect((await look(jana, threadId)).messages.edges.map(({ node }: Told) => node.place)).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1]);
  });

  test('lets one of two secretaries answer, and shows the other what was answered', async () => {
    const threadId = await start();
    const both: Told[] = await Promise.all([send(jana, threadId, 'Ich kümmere mich.', { seenThrough: 1 }), send(tom, threadId, 'Mache ich.', { seenThrough: 1 })]);
    expect(both.map(({ __typename }) => __typename).toSorted()).toEqual(['AnsweredMeanwhile', 'Message']);
    expect(both.find(({ __typename }) => __typename === 'AnsweredMeanwhile')).toMatchObject({ thread: { messageCount: 2 } });
    // Having seen it, they may add something.
    expect(await send(both[0].__typename === 'Message' ? tom : jana, threadId, 'Und noch etwas.', { seenThrough: 2 })).toMatchObject({ place: 3 });
  });

  test('leaves waiting and unread what the customer wrote while it was answered', async () => {
    const threadId = await start();
    await send(weber, threadId, 'Doch lieber um acht.');
    expect(await send(jana, threadId, 'Gern, ab sieben Uhr.', { seenThrough: 1 })).toMatchObject({ place: 3 });
    expect(await look(jana, threadId)).toMatchObject({ awaitsAnswerSince: desk.now().toISOString(), unread: 1 });
    expect(await waiting()).toContain(threadId);
    await send(jana, threadId, 'Um acht, notiert.', { seenThrough: 3 });
    expect(await waiting()).not.toContain(threadId);
  });

  test('refuses what is empty or too long', async () => {
    const threadId = await start();
    expect((await send(weber, threadId, '\n ')).problems).toEqual([{ field: 'text', code: 'REQUIRED' }]);
    expect((await send(weber, threadId, 'x'.repeat(10_001))).problems).toEqual([{ field: 'text', code: 'TOO_LONG' }]);
    expect(await codeOf(weber, SEND, { threadId, input: { id: 'mine', text: 'x' } })).toBe('BAD_USER_INPUT');
  });
});

describe('markThreadRead', () => {
  test('tells the other side who has read up to where, and never goes back', async () => {
    const threadId = await start();
    await send(jana, threadId, 'Eins', { seenThrough: 1 });
    await send(jana, threadId, 'Zwei', { seenThrough: 2 });
    expect((await desk.run(weber, READ, { threadId, through: 3 })).data.markThreadRead.unread).toBe(0);
    expect((await desk.run(weber, READ, { threadId, through: 2 })).data.markThreadRead.unread).toBe(0);
    expect((await desk.run(reading, READ, { threadId, through: 2 })).data.markThreadRead.unread).toBe(1);
    expect((await look(jana, threadId)).readings).toEqual([
      { readerName: 'Jana Kühn', fromSecretariat: true, through: 3 }, { readerName: 'Anke Weber', fromSecretariat: false, through: 3 }, { readerName: 'Rike Lesewohl', fromSecretariat: false, through: 2 },
    ]);
  });

  test('counts for the secretariat as a whole, and tells nobody what is known already', async () => {
    const threadId = await start();
    await desk.run(tom, READ, { threadId, through: 99 });
    expect(await look(jana, threadId)).toMatchObject({ unread: 0, readings: expect.arrayContaining([{ readerName: 'Tom Berger', fromSecretariat: true, through: 1 }]) });
    const [last] = await newestEvents(desk.sql, 1);
    await desk.run(tom, READ, { threadId, through: 1 });
    expect(await newestEvents(desk.sql, 1)).toEqual([last]);
  });
});

test('settleThread leaves waiting what came after what was seen, since then', async () => {
  const threadId = await start(weber, 'Danke!');
  desk.pass(60);
  await send(weber, threadId, 'Und noch eine Frage: Wann?');
  const later = desk.now().toISOString();
  expect((await desk.run(jana, SETTLE, { threadId, seenThrough: 1 })).data.settleThread).toEqual({ awaitsAnswerSince: later });
  expect(await waiting()).toContain(threadId);
  expect((await desk.run(jana, SETTLE, { threadId, seenThrough: 2 })).data.settleThread).toEqual({ awaitsAnswerSince: null });
  expect(await waiting()).not.toContain(threadId);
});

test('settleThread takes a thread that needs no answer from the list of those that wait', async () => {
  const threadId = await start(weber, 'Danke für alles!');
  expect((await desk.run(jana, SETTLE, { threadId })).data.settleThread).toEqual({ awaitsAnswerSince: null });
  expect(await waiting()).not.toContain(threadId);
  expect(await codeOf(weber, SETTLE, { threadId })).toBe('FORBIDDEN');
});

test('a thread is read in pages, the newest first', async () => {
  const threadId = await start(weber, 'Nachricht 1');
  for (let place = 2; place <= 5; place++) await send(weber, threadId, `Nachricht ${place}`);
  const first = (await look(weber, threadId, { first: 3 })).messages;
  expect(first.edges.map(({ node }: Told) => node.text)).toEqual(['Nachricht 5', 'Nachricht 4', 'Nachricht 3']);
  const second = (await look(weber, threadId, { first: 3, after: first.pageInfo.endCursor })).messages;
  expect(second).toMatchObject({ edges: [{ node: { place: 2 } }, { node: { place: 1 } }], pageInfo: { hasNextPage: false } });
  expect((await desk.run(weber, THREAD, { id: threadId, after: 'x' })).errors?.[0].extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'after' });
});

test('the threads of a customer come by their newest message, in pages', async () => {
  const own = await desk.customer();
  const user = await desk.customerUser(own);
  const ids: string[] = [];
  for (const text of ['Alt', 'Mittel', 'Neu']) {
    desk.pass(60);
    const threadId = crypto.randomUUID();
    await desk.run(user, START, { customerId: own, input: { threadId, messageId: crypto.randomUUID(), text } });
    ids.push(threadId);
  }
  desk.pass(60);
  await send(jana, ids[0]!, 'Antwort');
  const page = async (after: string | null = null) =>
    (await desk.run(user, 'query ($id: ID!, $after: String) { customer(id: $id) { threads(first: 2, after: $after) { edges { node { id unread } } pageInfo { hasNextPage endCursor } } } }', { id: own, after })).data.customer.threads;
  const first = await page();
  expect(first.edges.map(({ node }: Told) => node)).toEqual([{ id: ids[0], unread: 1 }, { id: ids[2], unread: 0 }]);
  expect((await page(first.pageInfo.endCursor)).edges.map(({ node }: Told) => node.id)).toEqual([ids[1]]);
});

describe('a stranger', () => {
  test('neither sees a thread nor does anything with it', async () => {
    const threadId = await start();
    expect(await look(stranger, threadId)).toBeNull();
    expect((await desk.run(stranger, `{ customer(id: "${customerId}") { id } }`)).data.customer).toBeNull();
    const input = { threadId: crypto.randomUUID(), messageId: crypto.randomUUID(), text: 'x' };
    for (const by of [stranger, reading]) {
      expect(await codeOf(by, START, { customerId, input })).toBe('FORBIDDEN');
      expect(await codeOf(by, SEND, { threadId, input: { id: crypto.randomUUID(), text: 'x' } })).toBe('FORBIDDEN');
    }
    expect(await codeOf(stranger, READ, { threadId, through: 1 })).toBe('FORBIDDEN');
    expect(await codeOf(stranger, '{ waitingThreadCount }', {})).toBe('FORBIDDEN');
    expect(await codeOf(null, SEND, { threadId, input: { id: crypto.randomUUID(), text: 'x' } })).toBe('UNAUTHENTICATED');
    expect(await look(jana, threadId)).toMatchObject({ messageCount: 1 });
  });

  test('cannot take the id of another customer’s message or thread for their own', async () => {
    const input = { threadId: crypto.randomUUID(), messageId: crypto.randomUUID(), text: 'Von Weber' };
    await desk.run(weber, START, { customerId, input });
    const own = { ...input, text: 'Von Krause' };
    expect(await codeOf(stranger, START, { customerId: stranger.customerId, input: own })).toBe('FORBIDDEN');
    expect(await codeOf(stranger, START, { customerId: stranger.customerId, input: { ...own, threadId: crypto.randomUUID() } })).toBe('FORBIDDEN');
    expect(await look(weber, input.threadId)).toMatchObject({ messages: { edges: [{ node: { text: 'Von Weber' } }] } });
  });
});

test('a message stays when the person who wrote it is gone, with the name that they had', async () => {
  const leaving = await desk.customerUser(customerId, 'Gerda Geht');
  const threadId = await start(leaving, 'Bis bald');
  await desk.sql.pool.query('delete from customer_user where id = $1', [leaving.customerUserId]);
  expect((await desk.run(jana, 'query ($id: ID!) { messageThread(id: $id) { lastMessage { text authorName } readings { readerName } } }', { id: threadId })).data.messageThread)
    .toEqual({ lastMessage: { text: 'Bis bald', authorName: 'Gerda Geht' }, readings: [] });
});

test('nothing is written any more once the contract is carried to its end', async () => {
  const own = await desk.customer();
  const user = await desk.customerUser(own);
  await desk.sql.pool.query('insert into contract_end (customer_id, asked_at, closed_at) values ($1, now(), now())', [own]);
  expect(await codeOf(user, START, { customerId: own, input: { threadId: crypto.randomUUID(), messageId: crypto.randomUUID(), text: 'x' } })).toBe('FORBIDDEN');
});
