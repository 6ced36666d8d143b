import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { Sql, Statement } from '../database/sql.ts';

/** How much of a file is in memory at once. */
const PIECE_READ = 1024 * 1024;

/** A file that somebody stored, with a statement that reads a piece of it: by its id, from where on and how much. */
export interface StoredFile { id: string; fileName: string; mediaType: string; byteSize: number }

/** As headers say a name that may have letters of any kind. */
const attachment = (fileName: string): string => `attachment; filename="${fileName.replace(/[^\x20-\x7e]|["\\%]/g, '_')}"; filename*=UTF-8''${encodeURIComponent(fileName).replace(/['()*]/g, sign => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)}`;

/** Hands a stored file out. Whatever is in it, it is saved and not shown: a page inside of a picture, or one that a browser takes for a page, runs nowhere. */
export const handStored = (reply: FastifyReply, sql: Pick<Sql, 'one'>, piece: Statement<{ bytes: Buffer }>, { id, fileName, mediaType, byteSize }: StoredFile) =>
  reply
    .headers({
      'content-type': mediaType, 'content-length': byteSize, 'cache-control': 'private, no-store', 'x-content-type-options': 'nosniff', 'content-security-policy': "default-src 'none'; sandbox",
      'content-disposition': attachment(fileName),
    })
    .send(Readable.from(inPieces(sql, piece, id, byteSize), { objectMode: false }));

/** What is in it, a piece at a time. */
async function* inPieces(sql: Pick<Sql, 'one'>, statement: Statement<{ bytes: Buffer }>, id: string, byteSize: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < byteSize; at += PIECE_READ) {
    const piece = await sql.one(statement, [id, at, PIECE_READ]);
    if (!piece) throw new Error('the file was deleted while it was read');
    yield piece.bytes;
  }
}
