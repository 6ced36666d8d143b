import { expect, test } from 'vitest';
import { freshDatabase } from './test/database.ts';
import { collectingLogger } from './test/logged.ts';

test('of a refused row the log keeps the rule and not the values', async () => {
  const { sql, close } = await freshDatabase();
  const { log, lines } = collectingLogger();
  const add = () => sql.pool.query("insert into set_up_link (token_hash, created_at, expires_at) values ('Frau Schmidt ruft an'::bytea, now(), now())");
  await add();
  await add().catch((error: unknown) => log.error({ err: error }, 'an operation failed'));
  expect(lines()[0]).toContain('set_up_link_pkey');
  expect(lines().join()).not.toContain(Buffer.from('Frau Schmidt').toString('hex'));
  await close();
});
