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
  /** How many calls or contacts it is about, for whoever shows how far it has got. */
  records: number;
  parts: AsyncGenerator<string | Uint8Array>;
}

const idOf = (asker: Principal): string => (asker.kind === 'API_KEY' ? asker.apiKeyId : asker.accountId);

/** Hands out downloads: a part is made when the one before has left the house, and none any more once nobody fetches. */
export function downloads(log: Logger) {
  const running = new Map<string, number>();
  return {
    /** Whether somebody has as many under way as they may. */
    isBusy: (asker: Principal): boolean => (running.get(idOf(asker)) ?? 0) >= MOST_AT_ONCE,

    send(reply: FastifyReply, asker: Principal, { name, type, records, parts }: Download) {
      const id = idOf(asker);
      running.set(id, (running.get(id) ?? 0) + 1);
      const body = Readable.from(inBytes(parts), { objectMode: false, highWaterMark: 1 });
      body.once('error', (error: unknown) => log.error({ err: error }, 'a download could not be made'));
      body.once('close', () => {
        const left = (running.get(id) ?? 1) - 1;
        if (left > 0) running.set(id, left);
        else running.delete(id);
      });
      return reply.headers({ 'content-type': type, 'cache-control': 'no-store', 'x-records': String(records), 'content-disposition': `attachment; filename="${name}"` }).send(body);
    },
  };
}

async function* inBytes(parts: AsyncGenerator<string | Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const part of parts) if (part.length) yield typeof part === 'string' ? Buffer.from(part) : part;
}
