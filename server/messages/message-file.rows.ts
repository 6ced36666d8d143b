import type { Batch } from '../context.ts';
import { statement, type Sql } from '../database/sql.ts';
import { isUuid } from '../database/uuid.ts';

/** A file of a message; what is in it is fetched as a file. */
export interface MessageFileRow { __typename: 'MessageFile'; id: string; customerId: string; messageId: string; threadId: string; fileName: string; mediaType: string; byteSize: number; path: string }

const FILE = `select 'MessageFile' as "__typename", f.id, f.customer_id as "customerId", f.message_id as "messageId", m.thread_id as "threadId", f.file_name as "fileName", f.media_type as "mediaType",
  f.byte_size as "byteSize", '/message-files/' || f.id as path from message_file f join message m on m.id = f.message_id`;
const BY_ID = statement<MessageFileRow>('message-file-by-id', `${FILE} where f.id = $1`);
const OF_MESSAGES = statement<MessageFileRow>('message-files', `${FILE} where f.message_id = any($1::uuid[]) order by f.message_id, f.place`);

/** A piece of what is in a file. */
export const MESSAGE_FILE_PIECE = statement<{ bytes: Buffer }>('message-file-piece', 'select substring(content from $2::int + 1 for $3::int) as bytes from message_file where id = $1');

/** The file, whoever asks; undefined when there is none. */
export const readMessageFile = async (sql: Pick<Sql, 'one'>, id: string): Promise<MessageFileRow | undefined> => (isUuid(id) ? sql.one(BY_ID, [id]) : undefined);

/** The files of each message, in their order. */
export const loadMessageFiles: Batch<string, MessageFileRow[]> = async ({ sql }, messageIds) => {
  const ofMessage = Map.groupBy(await sql.query(OF_MESSAGES, [messageIds]), ({ messageId }) => messageId);
  return messageIds.map(id => ofMessage.get(id) ?? []);
};
