import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { Logger } from 'pino';
import type { Principal } from '../identity/actor.ts';

/** Downloads of one person or program under way at once, at one process: each reads as much as there is. */
const MOST_AT_ONCE = 2;

/** A file that is made while it is fetched. */
export interface Download {
  /** With its ending. */
  name: string;
  type: string;
  /** How many calls or contacts it is about, for whoever shows how far it has got; undefined where nobody counts. */
  records?: number;
  parts: AsyncGenerator<string | Uint8Array>;
  /** When it has left the house or nobody fetches it any more. */
  onClose?: () => void;
}

const idOf = (asker: Principal): string => (asker.kind === 'API_KEY' ? asker.apiKeyId : asker.accountId);

/** Hands out downloads: a part is made when the one before has left the house, and none any more once nobody fetches. One for all doors. */
export function downloads(log: Logger) {
  const running = new Map<string, number>();
  return {
    /** Takes one of the places that somebody has, at all doors together, before anything is read; null when they have as many under way as they may. */
    enter(asker: Principal): DownloadPlace | null {
      const id = idOf(asker);
      const before = running.get(id) ?? 0;
      if (before >= MOST_AT_ONCE) return null;
      running.set(id, before + 1);
      let isLeft = false;
      const leave = () => {
        if (isLeft) return;
        isLeft = true;
        const left = (running.get(id) ?? 1) - 1;
        if (left > 0) running.set(id, left);
        else running.delete(id);
      };
      return {
        leave,
        send(reply, { name, type, records, parts, onClose }) {
          const body = Readable.from(inBytes(parts), { objectMode: false, highWaterMark: 1 });
          body.once('error', (error: unknown) => log.error({ err: error }, 'a download could not be made'));
          body.once('close', () => { leave(); onClose?.(); });
          return reply.headers({ 'content-type': type, 'cache-control': 'no-store', ...(records !== undefined && { 'x-records': String(records) }), 'content-disposition': `attachment; filename="${name}"` }).send(body);
        },
      };
    },
  };
}

/** Hands out downloads for one process. */
export type Downloads = ReturnType<typeof downloads>;

/** One download that is under way: it is sent, or its place is left again. */
export interface DownloadPlace { send: (reply: FastifyReply, download: Download) => FastifyReply; leave: () => void }

/** What whoever has as many downloads under way as they may is told. */
export const busy = (reply: FastifyReply): FastifyReply => reply.status(429).header('retry-after', '10').send({ error: 'Two downloads are under way. Try again when one is done.' });

async function* inBytes(parts: AsyncGenerator<string | Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const part of parts) if (part.length) yield typeof part === 'string' ? Buffer.from(part) : part;
}
