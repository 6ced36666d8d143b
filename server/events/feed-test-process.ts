import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { openSql } from '../database/sql.ts';
import { appendEvent } from './event-log.ts';
import { openProcess } from './feed-ground.ts';

// A server process for the tests of two: tells its address, appends as it is told, and ends with its input.
const connection = JSON.parse(process.argv[2]!);
const sql = openSql(connection, () => undefined);
const ours = await openProcess({ sql, connection });
const tell = (what: object) => process.stdout.write(`${JSON.stringify(what)}\n`);
tell({ url: ours.url });
for await (const line of createInterface({ input: process.stdin })) {
  const { append, customer } = JSON.parse(line) as { append: number; customer: string };
  const appended: string[] = [];
  for (let n = 0; n < append; n++) {
    const subject = randomUUID();
    await appendEvent(sql, 'CALL_CHANGED', customer, subject);
    appended.push(subject);
  }
  tell({ appended });
}
await ours.close();
await sql.close();
