import { Writable } from 'node:stream';
import type { Logger } from 'pino';
import { openLog } from '../log.ts';

/** A log whose lines can be read, at the finest level. */
export function collectingLogger(): { log: Logger; lines: () => string[]; entries: () => Record<string, unknown>[] } {
  const lines: string[] = [];
  const log = openLog('trace', new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString());
      done();
    },
  }));
  return { log, lines: () => lines, entries: () => lines.map(line => JSON.parse(line)) };
}
