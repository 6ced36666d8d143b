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
import { checkFile, type DocumentsFull, endUpload, examine, type FileRefused, holdUpload, isBy, openUpload, type UploadIncomplete, type UploadTicket } from './upload.ts';

/** What is said about a file that is to come. */
export interface UploadInput { fileName: string; byteSize: number; title?: string | null; documentId?: string | null }

interface Refusal<Name extends string> { __typename: Name; message: string }
type DocumentInvalid = Invalid<'DocumentInvalid'>;

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
const RENAME = statement('document-rename', 'update document set title = $2 where id = $1 and title <> $2');
const HOLD_DOCUMENT = statement<{ id: string }>('document-hold', 'select id from document where id = $1 for update');
const REMOVE_VERSION = statement<{ id: string }>(
  'document-version-remove', 'delete from document_version v where v.id = $1 and exists (select from document_version other where other.document_id = v.document_id and other.id <> v.id) returning id',
);
const DELETE = statement<{ id: string }>('document-delete', 'delete from document where id = $1 returning id');

/** Lets a file be sent: a new document, or a new version of one. */
export async function beginUpload(ctx: Context, customerId: string, input: UploadInput): Promise<UploadTicket | DocumentInvalid | DocumentsFull> {
  const writer = writerFor(ctx, customerId);
  const check = new InputCheck();
  const fileName = checkFile(check, input);
  const replaced = input.documentId ? await writable(ctx, input.documentId) : null;
  if (replaced && replaced.customerId !== customerId) throw new Forbidden();
  const title = check.text('title', input.title, 200) ?? replaced?.title ?? fileName.replace(/\.[^.]+$/, '');
  if (check.problems.length) return invalid('DocumentInvalid', check.problems);
  return openUpload(ctx, writer, customerId, { documentId: replaced?.id ?? null, title: title || fileName, fileName, byteSize: input.byteSize });
}

/** Makes a document, or its newest version, of what was sent. Asked again it answers the same: the version has the upload's id. */
export async function finishUpload(ctx: Context, uploadId: string): Promise<DocumentRow | UploadIncomplete | FileRefused> {
  person(ctx.actor);
  if (!isUuid(uploadId)) throw new Forbidden();
  const made = await ctx.sql.transaction(async sql => {
    const upload = await holdUpload(sql, uploadId);
    if (!upload) return { documentId: (await finished(ctx, sql, uploadId)).documentId };
    if (upload.forMessage || !isBy(ctx, upload) || !canWriteDocument(ctx.actor, upload.customerId)) throw new Forbidden();
    if (upload.expiresAt <= ctx.now()) throw new Forbidden();
    const examined = await examine(sql, uploadId, upload);
    if (!('mediaType' in examined)) return examined;
    const documentId = upload.documentId ?? crypto.randomUUID();
    let number = 1;
    if (upload.documentId === null) await sql.query(ADD_DOCUMENT, [upload.customerId, documentId, upload.title, ctx.now()]);
    else {
      number = (await sql.one(NEXT_VERSION, [documentId]))!.newest;
      await sql.query(RENAME, [documentId, upload.title]);
    }
    await sql.query(ADD_VERSION, [uploadId, documentId, number, examined.mediaType, ctx.now()]);
    await endUpload(sql, uploadId);
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
