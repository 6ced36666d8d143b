import { unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PIECE_BYTES } from '../documents/upload.ts';
import type { Actor, CustomerUserActor, Person, SecretaryActor } from '../identity/actor.ts';
import { type Desk, openDesk, type Told } from '../test/desk.ts';
import { openServer } from '../test/server.ts';

let desk: Desk;
let server: Awaited<ReturnType<typeof openServer>>;
let jana: SecretaryActor;
let customerId: string;
let weber: CustomerUserActor;
let reading: CustomerUserActor;
let stranger: CustomerUserActor;
const cookies = new Map<Person, string>();
beforeAll(async () => {
  desk = await openDesk();
  server = await openServer(desk);
  jana = await desk.secretary({ name: 'Jana Kühn' });
  customerId = await desk.customer();
  weber = await desk.customerUser(customerId, 'Anke Weber');
  reading = await desk.customerUser(customerId, 'Rike Lesewohl', 'READ');
  stranger = await desk.customerUser(await desk.customer({ name: 'Kanzlei Krause' }));
  for (const person of [jana, weber, reading, stranger]) cookies.set(person, await server.cookieOf(person));
});
afterAll(async () => {
  await server.close();
  await desk.close();
});

const PDF = Buffer.concat([Buffer.from('%PDF-1.7\n%âãÏÓ\n'), Buffer.alloc(PIECE_BYTES, ' '), Buffer.from('%%EOF')]);
const BEGIN = `mutation ($customerId: ID!, $input: MessageFileInput!) { result: beginMessageFile(customerId: $customerId, input: $input) {
  __typename ... on UploadTicket { id path pieces } ... on DocumentInvalid { problems { field code } } } }`;
const FINISH = 'mutation ($uploadId: ID!) { result: finishMessageFile(uploadId: $uploadId) { __typename ... on MessageFileReady { uploadId } ... on UploadIncomplete { missing } ... on FileRefused { endings } } }';
const START = 'mutation ($customerId: ID!, $input: StartThreadInput!) { result: startThread(customerId: $customerId, input: $input) { __typename ... on MessageThread { id } ... on MessageInvalid { problems { field code } } } }';
const SEND = `mutation ($threadId: ID!, $input: MessageInput!) { result: sendMessage(threadId: $threadId, input: $input) {
  __typename ... on Message { id files { id fileName mediaType byteSize path } } ... on MessageInvalid { problems { field code } } } }`;
const ask = async (by: Actor, source: string, variables: Record<string, unknown>): Promise<Told> => {
  const { data, errors } = await desk.run(by, source, variables);
  return errors ? errors[0].extensions : data.result;
};
const pieces = async (by: Person, path: string, content: Buffer, from = 0) => {
  for (let place = from; place * PIECE_BYTES < content.length; place++) {
    const { statusCode } = await server.fastify.inject({ method: 'POST', url: `${path}/${place}`, payload: content.subarray(place * PIECE_BYTES, (place + 1) * PIECE_BYTES), headers: { 'content-type': 'application/octet-stream', cookie: cookies.get(by)! } });
    expect(statusCode).toBe(204);
  }
};
const ready = async (by: Person, fileName: string, content = PDF): Promise<string> => {
  const { id, path } = await ask(by, BEGIN, { customerId, input: { fileName, byteSize: content.length } });
  await pieces(by, path, content);
  expect(await ask(by, FINISH, { uploadId: id })).toEqual({ __typename: 'MessageFileReady', uploadId: id });
  return id;
};
const started = async (by: Actor, files: string[] = []): Promise<string> => (await ask(by, START, { customerId, input: { threadId: crypto.randomUUID(), messageId: crypto.randomUUID(), text: 'Anbei.', files } })).id;
const send = (by: Actor, threadId: string, files: string[], id = crypto.randomUUID()) => ask(by, SEND, { threadId, input: { id, text: 'Anbei der Befund.', files } });
const fetchFile = (by: Person | null, path: string) => server.fastify.inject({ url: path, headers: by ? { cookie: cookies.get(by)! } : {} });

test('files go with a message from both sides, are saved and not shown, and are there once though the message is sent twice', async () => {
  const threadId = await started(weber, [await ready(weber, 'Anamnese.pdf')]);
  const files = [await ready(jana, 'Befund für Müller.pdf'), await ready(jana, 'Notiz.txt', Buffer.from('Grüße'))];
  const id = crypto.randomUUID();
  const sent = await send(jana, threadId, files, id);
  expect(sent.files).toMatchObject([{ fileName: 'Befund für Müller.pdf', mediaType: 'application/pdf', byteSize: PDF.length }, { fileName: 'Notiz.txt', mediaType: 'text/plain' }]);
  expect(await send(jana, threadId, files, id)).toEqual(sent);
  const response = await fetchFile(reading, sent.files[0].path);
  expect(response.rawPayload.equals(PDF)).toBe(true);
  expect(response.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'content-disposition': expect.stringMatching(/^attachment; filename="Befund f_r M_ller\.pdf"; filename\*=UTF-8''Befund%20f%C3%BCr/) });
  const { data } = await desk.run(weber, 'query ($id: ID!) { messageThread(id: $id) { messages { edges { node { files { fileName } } } } } }', { id: threadId });
  expect(data.messageThread.messages.edges.map(({ node }: Told) => node.files.map(({ fileName }: Told) => fileName))).toEqual([['Befund für Müller.pdf', 'Notiz.txt'], ['Anamnese.pdf']]);
});

test('somebody of another customer finds no file by any address, and takes none for a message', async () => {
  const uploadId = await ready(weber, 'Geheim.pdf');
  const { files: [file] } = await send(weber, await started(weber), [await ready(weber, 'Vertraulich.pdf')]);
  for (const path of [file.path, `/message-files/${uploadId}`, `/documents/${file.id}`, `/documents/${uploadId}`]) {
    for (const by of [stranger, null]) expect((await fetchFile(by, path)).statusCode, path).toBe(404);
  }
  expect(await ask(stranger, BEGIN, { customerId, input: { fileName: 'x.pdf', byteSize: 10 } })).toMatchObject({ code: 'FORBIDDEN' });
  expect(await ask(reading, BEGIN, { customerId, input: { fileName: 'x.pdf', byteSize: 10 } })).toMatchObject({ code: 'FORBIDDEN' });
  expect(await ask(stranger, FINISH, { uploadId })).toMatchObject({ code: 'FORBIDDEN' });
  // Neither a colleague nor the desk sends what somebody else has uploaded.
  const threadId = await started(weber);
  for (const by of [jana, await desk.customerUser(customerId, 'Kollegin')]) expect(await send(by, threadId, [uploadId])).toEqual({ __typename: 'MessageInvalid', problems: [{ field: 'files', code: 'NOT_ALLOWED' }] });
  const { data } = await desk.run(weber, 'query ($id: ID!) { messageThread(id: $id) { messageCount } }', { id: threadId });
  expect(data.messageThread.messageCount).toBe(1);
  // What is for a message becomes no document.
  expect((await desk.run(weber, 'mutation ($id: ID!) { finishUpload(uploadId: $id) { __typename } }', { id: uploadId })).errors?.[0].extensions.code).toBe('FORBIDDEN');
});

test('a message takes at most five files, whole ones of a kind that is taken, and one file goes with one message', async () => {
  const threadId = await started(weber);
  const invalid = { __typename: 'MessageInvalid', problems: [{ field: 'files', code: expect.any(String) }] };
  expect(await send(weber, threadId, Array.from({ length: 6 }, () => crypto.randomUUID()))).toEqual({ ...invalid, problems: [{ field: 'files', code: 'OUT_OF_RANGE' }] });
  const half = await ask(weber, BEGIN, { customerId, input: { fileName: 'halb.pdf', byteSize: PDF.length } });
  await pieces(weber, half.path, PDF, 1);
  expect(await ask(weber, FINISH, { uploadId: half.id })).toEqual({ __typename: 'UploadIncomplete', missing: [0] });
  expect(await send(weber, threadId, [half.id])).toEqual(invalid);
  const page = Buffer.from('<html><script>alert(1)</script></html>');
  const wrong = await ask(weber, BEGIN, { customerId, input: { fileName: 'seite.txt', byteSize: page.length } });
  await pieces(weber, wrong.path, page);
  expect(await ask(weber, FINISH, { uploadId: wrong.id })).toMatchObject({ __typename: 'FileRefused' });
  expect(await ask(weber, BEGIN, { customerId, input: { fileName: 'programm.exe', byteSize: 10 } })).toMatchObject({ problems: [{ field: 'fileName', code: 'NOT_ALLOWED' }] });
  const one = await ready(weber, 'einmal.pdf');
  const both = await Promise.all([send(weber, threadId, [one]), send(weber, threadId, [one])]);
  expect(both.map(({ __typename }) => __typename).toSorted()).toEqual(['Message', 'MessageInvalid']);
});

test('the access report holds a file, and it goes with its message', async () => {
  const threadId = await started(weber);
  const { files: [file], id } = await send(weber, threadId, [await ready(weber, 'auskunft.pdf')]);
  const response = await server.fastify.inject({ url: `/privacy/report.zip?customer=${customerId}`, headers: { cookie: cookies.get(weber)! } });
  expect(Buffer.from(unzipSync(response.rawPayload)[`files/message_file-${file.id}.pdf`]!).equals(PDF)).toBe(true);
  await desk.sql.pool.query('delete from message where id = $1', [id]);
  expect((await fetchFile(weber, file.path)).statusCode).toBe(404);
});
