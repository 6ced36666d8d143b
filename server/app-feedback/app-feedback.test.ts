import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor, CustomerUserActor, Person, SecretaryActor } from '../identity/actor.ts';
import { type Desk, openDesk, type Told } from '../test/desk.ts';
import { openServer } from '../test/server.ts';

let desk: Desk;
let server: Awaited<ReturnType<typeof openServer>>;
let jana: SecretaryActor;
let supervisor: SecretaryActor;
let weber: CustomerUserActor;
let colleague: CustomerUserActor;
let stranger: CustomerUserActor;
const cookies = new Map<Person, string>();
beforeAll(async () => {
  desk = await openDesk();
  server = await openServer(desk);
  jana = await desk.secretary({ name: 'Jana Kühn' });
  supervisor = await desk.secretary({ name: 'Sabine Leitner', isSupervisor: true });
  const customerId = await desk.customer();
  weber = await desk.customerUser(customerId, 'Anke Weber', 'READ');
  colleague = await desk.customerUser(customerId, 'Karla Kollegin');
  stranger = await desk.customerUser(await desk.customer({ name: 'Kanzlei Krause' }));
  for (const person of [jana, supervisor, weber, colleague, stranger]) cookies.set(person, await server.cookieOf(person));
});
afterAll(async () => {
  await server.close();
  await desk.close();
});

const SEND = `mutation ($input: AppFeedbackInput!) { sendAppFeedback(input: $input) { __typename ... on AppFeedbackSent { id sentAt imagePath } ... on AppFeedbackInvalid { problems { field code } } } }`;
const LIST = `query ($isDone: Boolean, $first: Int, $after: String) { appFeedback(isDone: $isDone, first: $first, after: $after) {
  edges { node { id kind text senderName page appVersion browser screen imagePath doneAt doneBy { name } customer { name } } } pageInfo { hasNextPage endCursor } } }`;
const DONE = 'mutation ($id: ID!, $isDone: Boolean!) { setAppFeedbackDone(appFeedbackId: $id, isDone: $isDone) { ... on AppFeedback { id doneAt doneBy { name } } } }';
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

const send = async (by: Actor | null, input: object): Promise<Told> => (await desk.run(by, SEND, { input: { kind: 'PROBLEM', ...input } })).data?.sendAppFeedback;
const list = async (variables: object = {}): Promise<Told[]> => (await desk.run(supervisor, LIST, { isDone: false, ...variables })).data.appFeedback.edges.map(({ node }: Told) => node);
const sendImage = async (by: Person | null, path: string, body: Buffer, headers: Record<string, string> = {}) =>
  (await server.fastify.inject({ method: 'POST', url: path, payload: body, headers: { 'content-type': 'application/octet-stream', ...(by && { cookie: cookies.get(by)! }), ...headers } })).statusCode;
const fetchImage = (by: Person | null, path: string) => server.fastify.inject({ method: 'GET', url: path, headers: { ...(by && { cookie: cookies.get(by)! }) } });

describe('feedback about the app', () => {
  test('reaches the supervisors live, with what was sent along and without ids, and the picture as a file', async () => {
    const live = await server.connect(supervisor);
    await live.listen('... on AppFeedbackChanged { appFeedbackId }');
    const sent = await send(weber, {
      text: '  Der Knopf tut nichts.  ', page: `/portal/calls/${crypto.randomUUID()}?secret=1#x`, appVersion: '0.1.0', browser: 'Firefox 140', screen: '390 × 844',
    });
    expect(sent.__typename).toBe('AppFeedbackSent');
    await live.until(event => event.__typename === 'AppFeedbackChanged' && event.appFeedbackId === sent.id);
    expect(await sendImage(weber, sent.imagePath, PNG)).toBe(204);
    const [row] = await list();
    expect(row).toEqual({
      id: sent.id, kind: 'PROBLEM', text: 'Der Knopf tut nichts.', senderName: 'Anke Weber', page: '/portal/calls/…', appVersion: '0.1.0', browser: 'Firefox 140', screen: '390 × 844', imagePath: sent.imagePath,
      doneAt: null, doneBy: null, customer: { name: 'Praxis Dr. Weber' },
    });
    const file = await fetchImage(supervisor, row.imagePath);
    expect(file.rawPayload.equals(PNG)).toBe(true);
    expect(file.headers).toMatchObject({
      'content-type': 'image/png', 'x-content-type-options': 'nosniff', 'content-security-policy': "default-src 'none'; sandbox", 'cache-control': 'private, no-store',
      'content-disposition': `attachment; filename="feedback-${sent.id}.png"`,
    });
    // Sent again after a lost answer.
    expect(await sendImage(weber, sent.imagePath, PNG)).toBe(204);

    const done = await desk.run(supervisor, DONE, { id: sent.id, isDone: true });
    expect(done.data.setAppFeedbackDone).toMatchObject({ doneAt: desk.now().toISOString(), doneBy: { name: 'Sabine Leitner' } });
    expect(await list()).toEqual([]);
    expect((await list({ isDone: true })).map(({ id }) => id)).toEqual([sent.id]);
    await desk.run(supervisor, DONE, { id: sent.id, isDone: false });
    expect((await list()).map(({ id }) => id)).toEqual([sent.id]);
  });

  test('comes from secretaries as well, and is listed page by page, the newest first', async () => {
    const ids: string[] = [];
    for (const text of ['eins', 'zwei', 'drei']) {
      desk.pass(1);
      ids.push((await send(jana, { kind: 'WISH', text })).id);
    }
    const first = (await desk.run(supervisor, LIST, { isDone: false, first: 2 })).data.appFeedback;
    expect(first.edges.map(({ node }: Told) => [node.text, node.senderName, node.customer, node.page])).toEqual([['drei', 'Jana Kühn', null, null], ['zwei', 'Jana Kühn', null, null]]);
    const next = (await desk.run(supervisor, LIST, { isDone: false, first: 2, after: first.pageInfo.endCursor })).data.appFeedback;
    expect(next.edges[0].node.id).toBe(ids[0]);
  });

  test('needs words, and takes no picture that is none, is too large, or of which only the name says so', async () => {
    expect((await send(weber, { text: '  ' })).problems).toEqual([{ field: 'text', code: 'REQUIRED' }]);
    expect((await send(weber, { text: 'x'.repeat(5001) })).problems).toEqual([{ field: 'text', code: 'TOO_LONG' }]);
    const { imagePath } = await send(weber, { text: 'mit Bild' });
    for (const nothing of ['<svg xmlns="http://www.w3.org/2000/svg"/>', '<html>', 'MZ', '%PDF-1.7', 'GIF89a']) expect(await sendImage(weber, imagePath, Buffer.from(nothing)), nothing).toBe(400);
    expect(await sendImage(weber, imagePath, Buffer.concat([PNG, Buffer.alloc(5 * 1024 * 1024)]))).toBe(413);
    expect(await sendImage(weber, imagePath, PNG, { 'content-type': 'image/png' })).toBe(415);
    expect(await sendImage(weber, imagePath, PNG, { origin: 'https://evil.example' })).toBe(403);
    expect((await fetchImage(supervisor, imagePath)).statusCode).toBe(404);
  });

  test('is nobody else’s to read, to settle or to add to', async () => {
    const { id, imagePath } = await send(weber, { text: 'nur für die Leitung' });
    for (const by of [stranger, colleague, jana, null]) expect(await sendImage(by, imagePath, PNG), by?.kind).toBe(404);
    expect(await sendImage(weber, imagePath, PNG)).toBe(204);
    for (const by of [stranger, weber, colleague, jana, null]) {
      expect((await fetchImage(by, imagePath)).statusCode).toBe(404);
      const code = by === null ? 'UNAUTHENTICATED' : 'FORBIDDEN';
      expect((await desk.run(by, LIST, {})).errors?.[0].extensions.code).toBe(code);
      expect((await desk.run(by, DONE, { id, isDone: true })).errors?.[0].extensions.code).toBe(code);
    }
    expect((await desk.run(null, SEND, { input: { kind: 'WISH', text: 'x' } })).errors?.[0].extensions.code).toBe('UNAUTHENTICATED');
    const key: Actor = { kind: 'API_KEY', apiKeyId: crypto.randomUUID(), customerId: weber.customerId, scopes: new Set(['calls:read']) };
    expect((await desk.run(key, SEND, { input: { kind: 'WISH', text: 'x' } })).errors?.[0].extensions.code).toBe('FORBIDDEN');
    desk.pass(24 * 3600 + 1);
    expect(await sendImage(weber, imagePath, PNG)).toBe(404);
  });

  test('is not taken without end', async () => {
    for (let count = 0; count < 20; count++) await send(stranger, { text: `Nummer ${count}` });
    const { errors } = await desk.run(stranger, SEND, { input: { kind: 'WISH', text: 'noch eins' } });
    expect(errors?.[0].extensions).toMatchObject({ code: 'TOO_MANY_REQUESTS' });
  });
});
