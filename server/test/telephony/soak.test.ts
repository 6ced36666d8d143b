import { writeFileSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { openDesk } from '../desk.ts';
import { cleanUp, SECRET_KEY, Service } from '../product/service.ts';
import { openTelephony } from './harness.ts';
import { soak, soakDesks } from './soak.ts';

// `npm run bench telephony` asks for more, and for the figures.
const calls = Number(process.env['SOAK_CALLS'] ?? 40);
const figures = process.env['SOAK_FIGURES'];

test(`${calls} calls at 5 per second, of all kinds: the history is what SIPp saw, and nothing is left`, { timeout: 120_000 + calls * 1000 }, async () => {
  const phones = await openTelephony(soakDesks());
  onTestFinished(() => phones.close());
  const desk = await openDesk(new Date().toISOString());
  desk.ground.now = () => new Date();
  onTestFinished(() => desk.close());
  onTestFinished(() => cleanUp());
  const { host, user, database } = desk.address as { host: string; user: string; database: string };
  const service = await Service.start({ DATABASE_URL: `postgres://${user}@/${database}?host=${encodeURIComponent(host)}`, ASTERISK_URL: phones.asterisk.url, VORZIMMER_SECRET_KEY: SECRET_KEY, LOG_LEVEL: 'warn' });
  await expect.poll(async () => (await desk.sql.pool.query('select from exchange where connected_since is not null')).rowCount, { timeout: 15_000 }).toBe(1);

  const report = await soak(phones, desk, service, { calls, perSecond: 5 });
  if (figures) writeFileSync(figures, JSON.stringify(report));
  expect(report.different).toEqual([]);
  expect(report.attempts).toBeGreaterThan(calls / 4);
  // Asterisk takes a while to have all that it keeps; after that it must not grow.
  if (calls >= 200) {
    const [early, late] = [report.memory[5]!, report.memory.at(-1)!];
    expect(late.asterisk).toBeLessThan(early.asterisk * 1.15);
    expect(late.service).toBeLessThan(early.service * 1.3);
  }
});
