import type { Context } from '../context.ts';
import { person } from '../customers/customer.policy.ts';
import { InputCheck, invalid, type Invalid } from '../customers/input-check.ts';
import { statement, type Sql } from '../database/sql.ts';
import { isUuid } from '../database/uuid.ts';
import { checkFile, type DocumentsFull, examine, type FileRefused, holdUpload, isBy, openUpload, type UploadIncomplete, type UploadTicket } from '../documents/upload.ts';
import { Forbidden } from '../errors.ts';
import type { Person } from '../identity/actor.ts';
import { canWriteMessages } from './message.policy.ts';

/** How many files go with one message. */
export const MOST_FILES = 5;

/** What is said about a file that is to go with a message. */
export interface MessageFileInput { fileName: string; byteSize: number }

/** A file that is whole and waits for its message. */
export interface MessageFileReady { __typename: 'MessageFileReady'; uploadId: string; customerId: string; expiresAt: Date }

const KNOW_KIND = statement('upload-kind', 'update upload set media_type = $2 where id = $1');
// Two messages that name the same file at once: the second finds it gone.
const HOLD_READY = statement<{ id: string }>(
  'message-files-hold',
  `select id from upload where id = any($1::uuid[]) and customer_id = $2 and for_message and media_type is not null and expires_at > $3
     and (secretary_id = $4::uuid or customer_user_id = $5::uuid) order by id for update`,
);
const ADD = statement(
  'message-files-add',
  `insert into message_file (customer_id, id, message_id, place, file_name, media_type, byte_size, content)
   select u.customer_id, u.id, $2, named.place, u.file_name, u.media_type, u.byte_size, (select string_agg(p.bytes, ''::bytea order by p.place) from upload_part p where p.upload_id = u.id)
   from unnest($1::uuid[]) with ordinality as named(id, place) join upload u on u.id = named.id`,
);
const END = statement('message-files-end', 'delete from upload where id = any($1::uuid[])');

/** Lets a file be sent that is to go with a message. */
export async function beginMessageFile(ctx: Context, customerId: string, input: MessageFileInput): Promise<UploadTicket | Invalid<'DocumentInvalid'> | DocumentsFull> {
  const writer = person(ctx.actor);
  if (!isUuid(customerId) || !canWriteMessages(writer, customerId) || writer.kind === 'API_KEY') throw new Forbidden();
  const check = new InputCheck();
  const fileName = checkFile(check, input);
  if (check.problems.length) return invalid('DocumentInvalid', check.problems);
  return openUpload(ctx, writer, customerId, { forMessage: true, title: fileName, fileName, byteSize: input.byteSize });
}

/** Says that all of a file was sent; asked again it answers the same until the message is sent. */
export async function finishMessageFile(ctx: Context, uploadId: string): Promise<MessageFileReady | UploadIncomplete | FileRefused> {
  person(ctx.actor);
  if (!isUuid(uploadId)) throw new Forbidden();
  return ctx.sql.transaction(async sql => {
    const upload = await holdUpload(sql, uploadId);
    if (!upload?.forMessage || !isBy(ctx, upload) || !canWriteMessages(ctx.actor, upload.customerId) || upload.expiresAt <= ctx.now()) throw new Forbidden();
    if (upload.mediaType === null) {
      const examined = await examine(sql, uploadId, upload);
      if (!('mediaType' in examined)) return examined;
      await sql.query(KNOW_KIND, [uploadId, examined.mediaType]);
    }
    return { __typename: 'MessageFileReady' as const, uploadId, customerId: upload.customerId, expiresAt: upload.expiresAt };
  });
}

/** Gives files to the message that is being written, in this order; false when one of them is not there for the writer, and then none is given. */
export async function giveFiles(sql: Sql, writer: Person, customerId: string, messageId: string, uploadIds: readonly string[], now: Date): Promise<boolean> {
  if (uploadIds.length === 0) return true;
  const held = await sql.query(HOLD_READY, [uploadIds, customerId, now, writer.kind === 'SECRETARY' ? writer.secretaryId : null, writer.kind === 'CUSTOMER_USER' ? writer.customerUserId : null]);
  if (held.length !== uploadIds.length) return false;
  await sql.query(ADD, [uploadIds, messageId]);
  await sql.query(END, [uploadIds]);
  return true;
}
