import type { Context } from '../context.ts';
import { person } from '../customers/customer.policy.ts';
import { InputCheck, invalid, type Invalid } from '../customers/input-check.ts';
import { statement, type Sql } from '../database/sql.ts';
import { isUuid } from '../database/uuid.ts';
import { Forbidden } from '../errors.ts';
import { appendEvent } from '../events/event-log.ts';
import type { Person } from '../identity/actor.ts';
import { canWriteDocument } from './document.policy.ts';
import { type DocumentRow, readDocument, readVersion } from './document.rows.ts';
import { kindOf } from './file-kinds.ts';
import { endingOf, FILE_ENDINGS } from './file-names.ts';

/** How large a document may be, and everything that one customer keeps. */
export const MOST_BYTES = 20 * 1024 * 1024;
const MOST_BYTES_OF_CUSTOMER = 500 * 1024 * 1024;

/** How much of a file comes in one request: little enough to arrive in time over a slow connection. */
export const PIECE_BYTES = 512 * 1024;

const HOURS_TO_UPLOAD = 24;

/** What is said about a file that is to come. */
export interface UploadInput { fileName: string; byteSize: number; title?: string | null; documentId?: string | null }

/** By which a file is sent. */
export interface UploadTicket { __typename: 'UploadTicket'; id: string; customerId: string; path: string; pieceBytes: number; pieces: number; expiresAt: Date }

interface Refusal<Name extends string> { __typename: Name; message: string }
export type DocumentsFull = Refusal<'DocumentsFull'> & { mostBytes: number };
export type UploadIncomplete = Refusal<'UploadIncomplete'> & { missing: number[] };
export type FileRefused = Refusal<'FileRefused'> & { endings: readonly string[] };
type DocumentInvalid = Invalid<'DocumentInvalid'>;

/** A file on its way, as it is stored. */
interface Upload { customerId: string; documentId: string | null; title: string; fileName: string; byteSize: number; secretaryId: string | null; customerUserId: string | null; expiresAt: Date }

const UPLOAD = `select customer_id as "customerId", document_id as "documentId", title, file_name as "fileName", byte_size as "byteSize", secretary_id as "secretaryId",
  customer_user_id as "customerUserId", expires_at as "expiresAt" from upload where id = $1`;
const UPLOAD_BY_ID = statement<Upload>('upload-by-id', UPLOAD);
const HOLD_UPLOAD = statement<Upload>('upload-hold', `${UPLOAD} for update`);
const BEGIN = statement(
  'upload-begin',
  `insert into upload (customer_id, id, document_id, title, file_name, byte_size, secretary_id, customer_user_id, began_at, expires_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
);
const KEPT = statement<{ bytes: string }>(
  'documents-kept',
  `select coalesce((select sum(byte_size) from document_version where customer_id = $1), 0) + coalesce((select sum(byte_size) from upload where customer_id = $1 and expires_at > $2), 0) as bytes`,
);
const ADD_PIECE = statement('upload-piece', 'insert into upload_part (customer_id, upload_id, place, bytes) values ($1, $2, $3, $4) on conflict (upload_id, place) do nothing');
const MISSING = statement<{ place: number }>(
  'upload-missing', 'select place from generate_series(0, $2::int - 1) as needed(place) where not exists (select from upload_part p where p.upload_id = $1 and p.place = needed.place) order by place',
);
const WHOLE = statement<{ content: Buffer }>('upload-whole', `select string_agg(bytes, ''::bytea order by place) as content from upload_part where upload_id = $1`);
const ADD_DOCUMENT = statement('document-add', 'insert into document (customer_id, id, title, created_at, newest) values ($1, $2, $3, $4, 1)');
const NEXT_VERSION = statement<{ newest: number }>(
  'document-next-version',
  // Numbers are not given again, though the newest version may have been removed.
  `update document set newest = newest + 1 where id = $1 returning newest`,
);
const ADD_VERSION = statement(
  'document-version-add',
  `insert into document_version (customer_id, id, document_id, number, file_name, media_type, byte_size, uploaded_at, uploaded_by, content)
   select u.customer_id, u.id, $2, $3, u.file_name, $4, u.byte_size, $5, coalesce((select name from secretary where id = u.secretary_id), (select name from customer_user where id = u.customer_user_id)),
     (select string_agg(bytes, ''::bytea order by place) from upload_part p where p.upload_id = u.id)
   from upload u where u.id = $1`,
);
const END_UPLOAD = statement('upload-end', 'delete from upload where id = $1');
const RENAME = statement('document-rename', 'update document set title = $2 where id = $1 and title <> $2');
const HOLD_DOCUMENT = statement<{ id: string }>('document-hold', 'select id from document where id = $1 for update');
const REMOVE_VERSION = statement<{ id: string }>(
  'document-version-remove', 'delete from document_version v where v.id = $1 and exists (select from document_version other where other.document_id = v.document_id and other.id <> v.id) returning id',
);
const DELETE = statement<{ id: string }>('document-delete', 'delete from document where id = $1 returning id');

const piecesOf = (byteSize: number): number => Math.ceil(byteSize / PIECE_BYTES);

/** Lets a file be sent: a new document, or a new version of one. */
export async function beginUpload(ctx: Context, customerId: string, input: UploadInput): Promise<UploadTicket | DocumentInvalid | DocumentsFull> {
  const writer = writerFor(ctx, customerId);
  const check = new InputCheck();
  const fileName = check.requiredText('fileName', input.fileName.replace(/[\p{Cc}/\\]/gu, '_'), 200);
  if (fileName && !FILE_ENDINGS.includes(endingOf(fileName))) check.add('fileName', 'NOT_ALLOWED', `A document is one of: ${FILE_ENDINGS.join(', ')}.`);
  if (!(input.byteSize >= 1 && input.byteSize <= MOST_BYTES)) check.add('byteSize', 'OUT_OF_RANGE', `A document has between 1 and ${MOST_BYTES} bytes.`);
  const replaced = input.documentId ? await writable(ctx, input.documentId) : null;
  if (replaced && replaced.customerId !== customerId) throw new Forbidden();
  const title = check.text('title', input.title, 200) ?? replaced?.title ?? fileName.replace(/\.[^.]+$/, '');
  if (check.problems.length) return invalid('DocumentInvalid', check.problems);
  const kept = Number((await ctx.sql.one(KEPT, [customerId, ctx.now()]))!.bytes);
  if (kept + input.byteSize > MOST_BYTES_OF_CUSTOMER) return { __typename: 'DocumentsFull', message: 'There is no more room for documents of this customer.', mostBytes: MOST_BYTES_OF_CUSTOMER };
  const id = crypto.randomUUID();
  const expiresAt = new Date(ctx.now().getTime() + HOURS_TO_UPLOAD * 3_600_000);
  const by = writer.kind === 'SECRETARY' ? [writer.secretaryId, null] : [null, writer.customerUserId];
  await ctx.sql.query(BEGIN, [customerId, id, replaced?.id ?? null, title || fileName, fileName, input.byteSize, ...by, ctx.now(), expiresAt]);
  return { __typename: 'UploadTicket', id, customerId, path: `/documents/uploads/${id}`, pieceBytes: PIECE_BYTES, pieces: piecesOf(input.byteSize), expiresAt };
}

/** Stores a piece of a file for whoever began to send it; the same again changes nothing. Why it is not stored, or null. */
export async function keepPiece(ctx: Context, uploadId: string, place: number, bytes: Buffer): Promise<'NO_UPLOAD' | 'WRONG_PIECE' | null> {
  const upload = isUuid(uploadId) ? await ctx.sql.one(UPLOAD_BY_ID, [uploadId]) : undefined;
  if (!upload || !isBy(ctx, upload) || upload.expiresAt <= ctx.now()) return 'NO_UPLOAD';
  const pieces = piecesOf(upload.byteSize);
  if (!Number.isInteger(place) || place < 0 || place >= pieces) return 'WRONG_PIECE';
  if (bytes.length !== (place === pieces - 1 ? upload.byteSize - place * PIECE_BYTES : PIECE_BYTES)) return 'WRONG_PIECE';
  await ctx.sql.query(ADD_PIECE, [upload.customerId, uploadId, place, bytes]);
  return null;
}

/** Makes a document, or its newest version, of what was sent. Asked again it answers the same: the version has the upload's id. */
export async function finishUpload(ctx: Context, uploadId: string): Promise<DocumentRow | UploadIncomplete | FileRefused> {
  person(ctx.actor);
  if (!isUuid(uploadId)) throw new Forbidden();
  const made = await ctx.sql.transaction(async sql => {
    const upload = await sql.one(HOLD_UPLOAD, [uploadId]);
    if (!upload) return { documentId: (await finished(ctx, sql, uploadId)).documentId };
    if (!isBy(ctx, upload) || !canWriteDocument(ctx.actor, upload.customerId)) throw new Forbidden();
    if (upload.expiresAt <= ctx.now()) throw new Forbidden();
    const missing = (await sql.query(MISSING, [uploadId, piecesOf(upload.byteSize)])).map(({ place }) => place);
    if (missing.length) return { __typename: 'UploadIncomplete' as const, message: 'Not all of the file has arrived.', missing };
    const kind = await kindOf((await sql.one(WHOLE, [uploadId]))!.content, upload.fileName);
    if (kind === null) {
      await sql.query(END_UPLOAD, [uploadId]);
      return { __typename: 'FileRefused' as const, message: 'The file is not of a kind that is taken, or not of the one that its name says.', endings: FILE_ENDINGS };
    }
    const documentId = upload.documentId ?? crypto.randomUUID();
    let number = 1;
    if (upload.documentId === null) await sql.query(ADD_DOCUMENT, [upload.customerId, documentId, upload.title, ctx.now()]);
    else {
      number = (await sql.one(NEXT_VERSION, [documentId]))!.newest;
      await sql.query(RENAME, [documentId, upload.title]);
    }
    await sql.query(ADD_VERSION, [uploadId, documentId, number, kind, ctx.now()]);
    await sql.query(END_UPLOAD, [uploadId]);
    await appendEvent(sql, 'DOCUMENT_CHANGED', upload.customerId, documentId);
    return { documentId };
  });
  return 'documentId' in made ? stored(ctx, made.documentId) : made;
}

/** Calls a document otherwise. */
export async function renameDocument(ctx: Context, id: string, title: string): Promise<DocumentRow | DocumentInvalid> {
  const { customerId } = await writable(ctx, id);
  const check = new InputCheck();
  const name = check.requiredText('title', title, 200);
  if (check.problems.length) return invalid('DocumentInvalid', check.problems);
  await ctx.sql.transaction(async sql => {
    await sql.query(RENAME, [id, name]);
    await appendEvent(sql, 'DOCUMENT_CHANGED', customerId, id);
  });
  return stored(ctx, id);
}

/** Removes one version for good; the only one goes with its document alone. */
export async function removeDocumentVersion(ctx: Context, versionId: string): Promise<DocumentRow | Refusal<'OnlyVersion'>> {
  person(ctx.actor);
  const version = await readVersion(ctx.sql, versionId);
  if (!version) throw new Forbidden();
  await writable(ctx, version.documentId);
  const removed = await ctx.sql.transaction(async sql => {
    // Of two who remove the last two at once, one finds the other gone.
    await sql.one(HOLD_DOCUMENT, [version.documentId]);
    if (!(await sql.one(REMOVE_VERSION, [versionId]))) return false;
    await appendEvent(sql, 'DOCUMENT_CHANGED', version.customerId, version.documentId);
    return true;
  });
  return removed ? stored(ctx, version.documentId) : { __typename: 'OnlyVersion', message: 'It is the only version: delete the document instead.' };
}

/** Deletes a document with all of its versions for good. */
export async function deleteDocument(ctx: Context, id: string): Promise<{ __typename: 'Deleted'; id: string }> {
  const { customerId } = await writable(ctx, id);
  await ctx.sql.transaction(async sql => {
    if (!(await sql.one(DELETE, [id]))) throw new Forbidden();
    await appendEvent(sql, 'DOCUMENT_CHANGED', customerId, id);
  });
  return { __typename: 'Deleted', id };
}

/** The version that an upload became, for whoever may write there. */
async function finished(ctx: Context, sql: Sql, uploadId: string) {
  const version = await readVersion(sql, uploadId);
  if (!version || !canWriteDocument(ctx.actor, version.customerId)) throw new Forbidden();
  return version;
}

const isBy = ({ actor }: Context, { secretaryId, customerUserId }: Upload): boolean =>
  (actor?.kind === 'SECRETARY' && actor.secretaryId === secretaryId) || (actor?.kind === 'CUSTOMER_USER' && actor.customerUserId === customerUserId);

function writerFor(ctx: Context, customerId: string): Person {
  const actor = person(ctx.actor);
  if (!isUuid(customerId) || !canWriteDocument(actor, customerId) || actor.kind === 'API_KEY') throw new Forbidden();
  return actor;
}

async function writable(ctx: Context, id: string): Promise<DocumentRow> {
  person(ctx.actor);
  const row = await stored(ctx, id);
  writerFor(ctx, row.customerId);
  return row;
}

async function stored(ctx: Context, id: string): Promise<DocumentRow> {
  const row = await readDocument(ctx.sql, id);
  if (!row) throw new Forbidden();
  return row;
}
