import type { Context } from '../context.ts';
import type { InputCheck } from '../customers/input-check.ts';
import { violatedConstraint } from '../database/constraint.ts';
import { statement, type Sql } from '../database/sql.ts';
import { isUuid } from '../database/uuid.ts';
import type { Person } from '../identity/actor.ts';
import { kindOf } from './file-kinds.ts';
import { endingOf, FILE_ENDINGS } from './file-names.ts';

/** How large a file may be, and everything that one customer keeps: documents, files of messages, and what is on its way. */
export const MOST_BYTES = 20 * 1024 * 1024;
const MOST_BYTES_OF_CUSTOMER = 500 * 1024 * 1024;

/** How much of a file comes in one request: little enough to arrive in time over a slow connection. */
export const PIECE_BYTES = 512 * 1024;

const HOURS_TO_UPLOAD = 24;

/** By which a file is sent. */
export interface UploadTicket { __typename: 'UploadTicket'; id: string; customerId: string; path: string; pieceBytes: number; pieces: number; expiresAt: Date }

interface Refusal<Name extends string> { __typename: Name; message: string }
export type DocumentsFull = Refusal<'DocumentsFull'> & { mostBytes: number };
export type UploadIncomplete = Refusal<'UploadIncomplete'> & { missing: number[] };
export type FileRefused = Refusal<'FileRefused'> & { endings: readonly string[] };

/** A file on its way, as it is stored. */
export interface Upload {
  customerId: string; documentId: string | null; forMessage: boolean; title: string; fileName: string; mediaType: string | null; byteSize: number; secretaryId: string | null; customerUserId: string | null; expiresAt: Date;
}

const UPLOAD = `select customer_id as "customerId", document_id as "documentId", for_message as "forMessage", title, file_name as "fileName", media_type as "mediaType", byte_size as "byteSize",
  secretary_id as "secretaryId", customer_user_id as "customerUserId", expires_at as "expiresAt" from upload where id = $1`;
const UPLOAD_BY_ID = statement<Upload>('upload-by-id', UPLOAD);
const HOLD_UPLOAD = statement<Upload>('upload-hold', `${UPLOAD} for update`);
const BEGIN = statement(
  'upload-begin',
  `insert into upload (customer_id, id, document_id, for_message, title, file_name, byte_size, secretary_id, customer_user_id, began_at, expires_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
);
// Held until the commit: of several who begin at once, each counts what the others have begun.
const HOLD_ROOM = statement('room-hold', `select pg_advisory_xact_lock(hashtextextended('room ' || $1::text, 0))`);
const KEPT = statement<{ bytes: string }>(
  'room-kept',
  `select coalesce((select sum(byte_size) from document_version where customer_id = $1), 0) + coalesce((select sum(byte_size) from message_file where customer_id = $1), 0)
     + coalesce((select sum(byte_size) from upload where customer_id = $1 and expires_at > $2), 0) as bytes`,
);
const ADD_PIECE = statement('upload-piece', 'insert into upload_part (customer_id, upload_id, place, bytes) values ($1, $2, $3, $4) on conflict (upload_id, place) do nothing');
const MISSING = statement<{ place: number }>(
  'upload-missing', 'select place from generate_series(0, $2::int - 1) as needed(place) where not exists (select from upload_part p where p.upload_id = $1 and p.place = needed.place) order by place',
);
const WHOLE = statement<{ content: Buffer }>('upload-whole', `select string_agg(bytes, ''::bytea order by place) as content from upload_part where upload_id = $1`);
const END_UPLOAD = statement('upload-end', 'delete from upload where id = $1');

const piecesOf = (byteSize: number): number => Math.ceil(byteSize / PIECE_BYTES);

/** The name of a file that is to come, when its ending and its size can be taken. */
export function checkFile(check: InputCheck, { fileName, byteSize }: { fileName: string; byteSize: number }): string {
  const name = check.requiredText('fileName', fileName.replace(/[\p{Cc}/\\]/gu, '_'), 200);
  if (name && !FILE_ENDINGS.includes(endingOf(name))) check.add('fileName', 'NOT_ALLOWED', `A file is one of: ${FILE_ENDINGS.join(', ')}.`);
  if (!(byteSize >= 1 && byteSize <= MOST_BYTES)) check.add('byteSize', 'OUT_OF_RANGE', `A file has between 1 and ${MOST_BYTES} bytes.`);
  return name;
}

/** Keeps room for a file and lets it be sent; refused where the customer has no more. */
export async function openUpload(
  ctx: Context, writer: Person, customerId: string, { documentId = null, forMessage = false, title, fileName, byteSize }: { documentId?: string | null; forMessage?: boolean; title: string; fileName: string; byteSize: number },
): Promise<UploadTicket | DocumentsFull> {
  const id = crypto.randomUUID();
  const expiresAt = new Date(ctx.now().getTime() + HOURS_TO_UPLOAD * 3_600_000);
  const by = writer.kind === 'SECRETARY' ? [writer.secretaryId, null] : [null, writer.customerUserId];
  const hasRoom = await ctx.sql.transaction(async sql => {
    await sql.query(HOLD_ROOM, [customerId]);
    if (Number((await sql.one(KEPT, [customerId, ctx.now()]))!.bytes) + byteSize > MOST_BYTES_OF_CUSTOMER) return false;
    await sql.query(BEGIN, [customerId, id, documentId, forMessage, title, fileName, byteSize, ...by, ctx.now(), expiresAt]);
    return true;
  });
  if (!hasRoom) return { __typename: 'DocumentsFull', message: 'There is no more room for files of this customer.', mostBytes: MOST_BYTES_OF_CUSTOMER };
  return { __typename: 'UploadTicket', id, customerId, path: `/documents/uploads/${id}`, pieceBytes: PIECE_BYTES, pieces: piecesOf(byteSize), expiresAt };
}

/** Stores a piece of a file for whoever began to send it; the same again changes nothing. Why it is not stored, or null. */
export async function keepPiece(ctx: Context, uploadId: string, place: number, bytes: Buffer): Promise<'NO_UPLOAD' | 'WRONG_PIECE' | null> {
  const upload = isUuid(uploadId) ? await ctx.sql.one(UPLOAD_BY_ID, [uploadId]) : undefined;
  if (!upload || !isBy(ctx, upload) || upload.expiresAt <= ctx.now()) return 'NO_UPLOAD';
  const pieces = piecesOf(upload.byteSize);
  if (!Number.isInteger(place) || place < 0 || place >= pieces) return 'WRONG_PIECE';
  if (bytes.length !== (place === pieces - 1 ? upload.byteSize - place * PIECE_BYTES : PIECE_BYTES)) return 'WRONG_PIECE';
  try {
    await ctx.sql.query(ADD_PIECE, [upload.customerId, uploadId, place, bytes]);
  } catch (error) {
    // It was finished, or ran out, while this piece came a second time.
    if (violatedConstraint(error) === 'upload_part_customer_id_upload_id_fkey') return 'NO_UPLOAD';
    throw error;
  }
  return null;
}

/** The upload, held until the commit; undefined when there is none. */
export const holdUpload = (sql: Sql, id: string): Promise<Upload | undefined> => sql.one(HOLD_UPLOAD, [id]);

/** What has arrived, by what is in it: its kind, or why it cannot be taken. What is no file of a kind that is taken is deleted at once. */
export async function examine(sql: Sql, id: string, { byteSize, fileName }: Upload): Promise<{ mediaType: string } | UploadIncomplete | FileRefused> {
  const missing = (await sql.query(MISSING, [id, piecesOf(byteSize)])).map(({ place }) => place);
  if (missing.length) return { __typename: 'UploadIncomplete', message: 'Not all of the file has arrived.', missing };
  const mediaType = await kindOf((await sql.one(WHOLE, [id]))!.content, fileName);
  if (mediaType !== null) return { mediaType };
  await sql.query(END_UPLOAD, [id]);
  return { __typename: 'FileRefused', message: 'The file is not of a kind that is taken, or not of the one that its name says.', endings: FILE_ENDINGS };
}

/** Ends an upload whose pieces are stored elsewhere. */
export const endUpload = (sql: Sql, id: string): Promise<unknown> => sql.query(END_UPLOAD, [id]);

/** Whether the actor began it. */
export const isBy = ({ actor }: Context, { secretaryId, customerUserId }: Upload): boolean =>
  (actor?.kind === 'SECRETARY' && actor.secretaryId === secretaryId) || (actor?.kind === 'CUSTOMER_USER' && actor.customerUserId === customerUserId);
