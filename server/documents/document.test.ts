import { strToU8, unzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newestEvents } from '../events/event-log.ts';
import type { Actor, CustomerUserActor, Person, SecretaryActor } from '../identity/actor.ts';
import { type Desk, openDesk, type Told } from '../test/desk.ts';
import { openServer } from '../test/server.ts';
import { PIECE_BYTES } from './upload.ts';

let desk: Desk;
let server: Awaited<ReturnType<typeof openServer>>;
let jana: SecretaryActor;
let supervisor: SecretaryActor;
let customerId: string;
let weber: CustomerUserActor;
let reading: CustomerUserActor;
let stranger: CustomerUserActor;
const cookies = new Map<Person, string>();
beforeAll(async () => {
  desk = await openDesk();
  server = await openServer(desk);
  jana = await desk.secretary({ name: 'Jana Kühn' });
  supervisor = await desk.secretary({ isSupervisor: true });
  customerId = await desk.customer();
  weber = await desk.customerUser(customerId, 'Anke Weber');
  reading = await desk.customerUser(customerId, 'Rike Lesewohl', 'READ');
  stranger = await desk.customerUser(await desk.customer({ name: 'Kanzlei Krause' }));
  for (const person of [jana, supervisor, weber, reading, stranger]) cookies.set(person, await server.cookieOf(person));
});
afterAll(async () => {
  await server.close();
  await desk.close();
});

const BEGIN = `mutation ($customerId: ID!, $input: UploadInput!) { beginUpload(customerId: $customerId, input: $input) {
  __typename ... on UploadTicket { id path pieces pieceBytes } ... on DocumentInvalid { problems { field code } } ... on DocumentsFull { mostBytes } } }`;
const DOCUMENT = 'id title versions { id number fileName mediaType byteSize uploadedBy path }';
const FINISH = `mutation ($uploadId: ID!) { finishUpload(uploadId: $uploadId) { __typename ... on Document { ${DOCUMENT} } ... on UploadIncomplete { missing } ... on FileRefused { endings } } }`;
const REMOVE = `mutation ($id: ID!) { removeDocumentVersion(documentVersionId: $id) { __typename ... on Document { ${DOCUMENT} } } }`;
const RENAME = `mutation ($documentId: ID!, $title: String!) { renameDocument(documentId: $documentId, title: $title) { __typename ... on Document { title } ... on DocumentInvalid { problems { field code } } } }`;
const DELETE = 'mutation ($documentId: ID!) { deleteDocument(documentId: $documentId) { ... on Deleted { id } } }';

const PDF = Buffer.concat([Buffer.from('%PDF-1.7\n%âãÏÓ\n'), Buffer.alloc(2000, ' '), Buffer.from('%%EOF')]);
const begin = async (by: Actor, input: object): Promise<Told> => (await desk.run(by, BEGIN, { customerId, input })).data?.beginUpload;
const sendPiece = async (by: Person | null, path: string, place: number | string, body: Buffer, headers: Record<string, string> = {}) =>
  (await server.fastify.inject({ method: 'POST', url: `${path}/${place}`, payload: body, headers: { 'content-type': 'application/octet-stream', ...(by && { cookie: cookies.get(by)! }), ...headers } })).statusCode;
const finish = async (by: Actor, uploadId: string): Promise<Told> => (await desk.run(by, FINISH, { uploadId })).data?.finishUpload;
const upload = async (content: Buffer, input: object, by: CustomerUserActor = weber): Promise<Told> => {
  const ticket = await begin(by, { byteSize: content.length, ...input });
  for (let place = 0; place < ticket.pieces; place++) expect(await sendPiece(by, ticket.path, place, content.subarray(place * PIECE_BYTES, (place + 1) * PIECE_BYTES))).toBe(204);
  return finish(by, ticket.id);
};
const fetchFile = (by: Person | null, path: string) => server.fastify.inject({ method: 'GET', url: path, headers: { ...(by && { cookie: cookies.get(by)! }) } });
const codeOf = async (by: Actor | null, source: string, variables: Record<string, unknown>) => (await desk.run(by, source, variables)).errors?.[0].extensions.code;

describe('an upload', () => {
  test('becomes a document that the desk fetches as it was sent', async () => {
    const made = await upload(PDF, { fileName: 'Preise für Kassenpatienten.pdf' });
    expect(made).toMatchObject({ __typename: 'Document', title: 'Preise für Kassenpatienten', versions: [{ number: 1, fileName: 'Preise für Kassenpatienten.pdf', mediaType: 'application/pdf', byteSize: PDF.length, uploadedBy: 'Anke Weber' }] });
    expect((await newestEvents(desk.sql, 1))[0]).toMatchObject({ kind: 'DOCUMENT_CHANGED', customerId, subjectId: made.id });
    const response = await fetchFile(jana, made.versions[0].path);
    expect(response.rawPayload.equals(PDF)).toBe(true);
    expect(response.headers).toMatchObject({
      'content-type': 'application/pdf', 'x-content-type-options': 'nosniff', 'content-security-policy': "default-src 'none'; sandbox", 'cache-control': 'private, no-store',
      'content-disposition': `attachment; filename="Preise f_r Kassenpatienten.pdf"; filename*=UTF-8''Preise%20f%C3%BCr%20Kassenpatienten.pdf`,
    });
  });

  test('comes in pieces, in any order and again, and tells which are missing', async () => {
    const content = Buffer.concat([PDF, Buffer.alloc(2 * PIECE_BYTES, 'x')]);
    const ticket = await begin(weber, { fileName: 'gross.pdf', byteSize: content.length });
    expect(ticket).toMatchObject({ pieces: 3, pieceBytes: PIECE_BYTES });
    const piece = (place: number) => content.subarray(place * PIECE_BYTES, (place + 1) * PIECE_BYTES);
    expect(await sendPiece(weber, ticket.path, 2, piece(2))).toBe(204);
    expect(await finish(weber, ticket.id)).toEqual({ __typename: 'UploadIncomplete', missing: [0, 1] });
    for (const place of [0, 1, 0]) expect(await sendPiece(weber, ticket.path, place, piece(place))).toBe(204);
    // Asked twice, since the first answer can be lost.
    const [first, second] = await Promise.all([finish(weber, ticket.id), finish(weber, ticket.id)]);
    expect(second).toEqual(first);
    expect((await fetchFile(weber, first.versions[0].path)).rawPayload.equals(content)).toBe(true);
    expect((await desk.sql.pool.query('select from upload where id = $1', [ticket.id])).rowCount).toBe(0);
  });

  test('is refused before it begins when it is empty, too large or of no kind that is taken', async () => {
    expect((await begin(weber, { fileName: 'leer.pdf', byteSize: 0 })).problems).toEqual([{ field: 'byteSize', code: 'OUT_OF_RANGE' }]);
    expect((await begin(weber, { fileName: 'film.pdf', byteSize: 20 * 1024 * 1024 + 1 })).problems).toEqual([{ field: 'byteSize', code: 'OUT_OF_RANGE' }]);
    for (const fileName of ['setup.exe', 'seite.html', 'bild.svg', 'ohne', '.pdf/../x', 'makro.docm']) expect((await begin(weber, { fileName, byteSize: 10 })).problems, fileName).toEqual([{ field: 'fileName', code: 'NOT_ALLOWED' }]);
  });

  test.each([
    ['a program', 'rechnung.pdf', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(100, 1)])],
    ['a page', 'notiz.txt', Buffer.from('<!DOCTYPE html><script>alert(1)</script>')],
    ['a drawing with a script', 'bild.png', Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
    ['an archive', 'brief.docx', Buffer.from(zipSync({ 'virus.exe': strToU8('MZ') }))],
    ['a picture under another name', 'preise.pdf', Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000a49444154789c63000100000500010d0a2db40000000049454e44ae426082', 'hex')],
    ['something that is no text', 'notiz.txt', Buffer.from([0, 1, 2, 3])],
  ])('of %s is refused by what is in it, and leaves nothing behind', async (_, fileName, content) => {
    expect(await upload(content, { fileName })).toMatchObject({ __typename: 'FileRefused', endings: expect.arrayContaining(['pdf', 'docx']) });
    expect((await desk.sql.pool.query(`select from upload where file_name = $1 union all select from document_version where file_name = $1 and byte_size = $2`, [fileName, content.length])).rowCount).toBe(0);
  });

  test('of plain text and of a table is taken', async () => {
    expect(await upload(Buffer.from('Öffnungszeiten: 8 bis 12'), { fileName: 'zeiten.txt' })).toMatchObject({ versions: [{ mediaType: 'text/plain' }] });
    expect(await upload(Buffer.from('Name;Preis\nMüller;10', 'latin1'), { fileName: 'preise.csv', title: 'Preise' })).toMatchObject({ title: 'Preise', versions: [{ mediaType: 'text/csv' }] });
  });

  test('takes no piece of another size or place, from nobody else, and in no other form', async () => {
    const ticket = await begin(weber, { fileName: 'klein.pdf', byteSize: PDF.length });
    expect(await sendPiece(weber, ticket.path, 0, PDF.subarray(1))).toBe(400);
    expect(await sendPiece(weber, ticket.path, 1, PDF)).toBe(400);
    expect(await sendPiece(weber, ticket.path, 'x', PDF)).toBe(400);
    expect(await sendPiece(weber, ticket.path, 0, Buffer.alloc(PIECE_BYTES + 1))).toBe(413);
    for (const by of [stranger, reading, jana, null]) expect(await sendPiece(by, ticket.path, 0, PDF)).toBe(404);
    for (const type of ['multipart/form-data; boundary=x', 'text/plain', 'application/json']) expect(await sendPiece(weber, ticket.path, 0, PDF, { 'content-type': type }), type).toBe(415);
    expect(await sendPiece(weber, ticket.path, 0, PDF, { origin: 'https://foreign.example' })).toBe(403);
    expect(await finish(weber, ticket.id)).toEqual({ __typename: 'UploadIncomplete', missing: [0] });
  });

  test('is over after a day', async () => {
    const begun = desk.now();
    const ticket = await begin(weber, { fileName: 'liegt.pdf', byteSize: PDF.length });
    desk.pass(24 * 3600 + 1);
    cookies.set(weber, await server.cookieOf(weber));
    expect(await sendPiece(weber, ticket.path, 0, PDF)).toBe(404);
    desk.at(begun);
    cookies.set(weber, await server.cookieOf(weber));
  });

  test('is refused when there is no more room', async () => {
    const own = await desk.customer();
    const user = await desk.customerUser(own);
    for (let count = 0; count < 25; count++)
      await desk.sql.pool.query(`insert into upload (customer_id, id, title, file_name, byte_size, customer_user_id, began_at, expires_at) values ($1, gen_random_uuid(), 'x', 'x.pdf', 20971520, $2, now(), now() + interval '99 years')`, [own, user.customerUserId]);
    expect((await desk.run(user, BEGIN, { customerId: own, input: { fileName: 'x.pdf', byteSize: 1 } })).data.beginUpload).toMatchObject({ __typename: 'DocumentsFull' });
  });
});

describe('a new version', () => {
  test('replaces the one before, which stays to be fetched or removed', async () => {
    const made = await upload(PDF, { fileName: 'preise.pdf', title: 'Preise' });
    const again = Buffer.concat([PDF, Buffer.from('neu')]);
    const replaced = await upload(again, { fileName: 'preise-2027.pdf', documentId: made.id });
    expect(replaced).toMatchObject({ id: made.id, title: 'Preise', versions: [{ number: 2, fileName: 'preise-2027.pdf' }, { number: 1, fileName: 'preise.pdf' }] });
    const [newest, older] = replaced.versions;
    expect((await fetchFile(jana, older.path)).rawPayload.equals(PDF)).toBe(true);
    expect((await desk.run(weber, REMOVE, { id: older.id })).data.removeDocumentVersion.versions).toEqual([newest]);
    expect((await fetchFile(jana, older.path)).statusCode).toBe(404);
    expect((await desk.run(weber, REMOVE, { id: newest.id })).data.removeDocumentVersion.__typename).toBe('OnlyVersion');
    // A number that was given once is not given again.
    expect((await upload(PDF, { fileName: 'preise.pdf', documentId: made.id })).versions[0].number).toBe(3);
  });

  test('of another customer’s document is refused', async () => {
    const made = await upload(PDF, { fileName: 'fremd.pdf' });
    expect(await codeOf(stranger, BEGIN, { customerId: stranger.customerId, input: { fileName: 'x.pdf', byteSize: 1, documentId: made.id } })).toBe('FORBIDDEN');
  });
});

test('a document is renamed, found by its words, and deleted with its files', async () => {
  const made = await upload(PDF, { fileName: 'anfahrt.pdf' });
  expect((await desk.run(weber, RENAME, { documentId: made.id, title: 'Wegbeschreibung' })).data.renameDocument).toMatchObject({ title: 'Wegbeschreibung' });
  expect((await desk.run(weber, RENAME, { documentId: made.id, title: ' ' })).data.renameDocument.problems).toEqual([{ field: 'title', code: 'REQUIRED' }]);
  const found = async (search: string) =>
    (await desk.run(jana, 'query ($id: ID!, $search: String) { customer(id: $id) { documents(search: $search) { edges { node { title } } } } }', { id: customerId, search })).data.customer.documents.edges.map(({ node }: Told) => node.title);
  expect(await found('WEG anfahrt')).toEqual(['Wegbeschreibung']);
  expect((await desk.run(weber, DELETE, { documentId: made.id })).data.deleteDocument).toEqual({ id: made.id });
  expect(await found('weg')).toEqual([]);
  expect((await fetchFile(weber, made.versions[0].path)).statusCode).toBe(404);
  expect((await desk.sql.pool.query('select from document_version where document_id = $1', [made.id])).rowCount).toBe(0);
});

describe('a stranger', () => {
  test('fetches no file, sees no document, and does nothing with one', async () => {
    const { id, versions } = await upload(PDF, { fileName: 'vertraulich.pdf' });
    for (const by of [stranger, null]) {
      const response = await fetchFile(by, versions[0].path);
      expect([response.statusCode, response.body]).toEqual([404, '{"error":"There is nothing here."}']);
    }
    expect((await fetchFile(weber, '/documents/x')).statusCode).toBe(404);
    expect((await desk.run(stranger, 'query ($id: ID!) { document(id: $id) { id } }', { id })).data.document).toBeNull();
    for (const by of [stranger, reading, jana, supervisor]) {
      expect(await codeOf(by, BEGIN, { customerId, input: { fileName: 'x.pdf', byteSize: 1 } })).toBe('FORBIDDEN');
      expect(await codeOf(by, RENAME, { documentId: id, title: 'x' })).toBe('FORBIDDEN');
      expect(await codeOf(by, REMOVE, { id: versions[0].id })).toBe('FORBIDDEN');
      expect(await codeOf(by, DELETE, { documentId: id })).toBe('FORBIDDEN');
    }
    expect((await fetchFile(reading, versions[0].path)).statusCode).toBe(200);
    expect((await fetchFile(supervisor, versions[0].path)).statusCode).toBe(200);
  });

  test('does not finish what somebody else began, nor does a colleague', async () => {
    const ticket = await begin(weber, { fileName: 'meins.pdf', byteSize: PDF.length });
    await sendPiece(weber, ticket.path, 0, PDF);
    for (const by of [stranger, await desk.customerUser(customerId), jana]) expect(await codeOf(by, FINISH, { uploadId: ticket.id })).toBe('FORBIDDEN');
    expect(await finish(weber, ticket.id)).toMatchObject({ __typename: 'Document' });
    expect(await codeOf(stranger, FINISH, { uploadId: ticket.id })).toBe('FORBIDDEN');
  });
});

test('who fetched a document stands in the audit log', async () => {
  const { versions } = await upload(PDF, { fileName: 'gesehen.pdf' });
  await fetchFile(jana, versions[0].path);
  await desk.ground.audit.flush();
  const { rows } = await desk.sql.pool.query(`select actor_name, kind from audit_entry where act = 'document' and subject_ids @> array[$1::uuid]`, [versions[0].id]);
  expect(rows).toEqual([{ actor_name: 'Jana Kühn', kind: 'SAW' }]);
});

test('the access report holds every version as a file under a name with its ending', async () => {
  const { versions } = await upload(PDF, { fileName: 'auskunft.pdf' });
  const response = await server.fastify.inject({ method: 'GET', url: `/privacy/report.zip?customer=${customerId}`, headers: { cookie: cookies.get(weber)! } });
  const files = unzipSync(response.rawPayload);
  const name = `files/document_version-${versions[0].id}.pdf`;
  expect(Buffer.from(files[name]!).equals(PDF)).toBe(true);
  expect(JSON.parse(Buffer.from(files['data.json']!).toString()).tables.document_version.rows.map(({ content }: Told) => content)).toContain(name);
});

test('what comes at once from many sides gets no more room together than there is', async () => {
  const owner = await desk.customerUser(await desk.customer({ name: 'Lager Groß' }));
  const most = 20 * 1024 * 1024;
  const begun = (count: number) => Promise.all(Array.from({ length: count }, (_, at) => desk.run(owner, BEGIN, { customerId: owner.customerId, input: { fileName: `${at}.pdf`, byteSize: most } })));
  const kinds = (await begun(30)).map(({ data }) => data.beginUpload.__typename);
  expect(kinds.filter(kind => kind === 'UploadTicket')).toHaveLength(25);
  expect(kinds.filter(kind => kind === 'DocumentsFull')).toHaveLength(5);
});

test('a piece that comes again while its file is finished is told that there is no such upload any more', async () => {
  const ticket = await begin(weber, { fileName: 'doppelt.pdf', byteSize: PDF.length });
  expect(await sendPiece(weber, ticket.path, 0, PDF)).toBe(204);
  const [statuses] = await Promise.all([
    Promise.all(Array.from({ length: 20 }, () => sendPiece(weber, ticket.path, 0, PDF))),
    finish(weber, ticket.id),
  ]);
  expect(statuses.filter(status => status !== 204 && status !== 404)).toEqual([]);
});
