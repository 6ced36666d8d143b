import type { Logger } from 'pino';
import type { Pool } from 'pg';
import { openJobStore } from '../database/job-store.ts';
import { type Sql, statement } from '../database/sql.ts';
import { TERMS } from '../privacy/declaration.ts';
import { announceStatement, countToAnnounce } from '../statement/announcement.ts';
import { askAtContractEnd, closeContracts, countDue, countToAsk, countToClose, countToRemind, eraseDue, remindBeforeErasure } from './contract-end.ts';
import { countExpired, expire, expiries } from './expiry.ts';
import type { Counts, House } from './house.ts';
import { countInactive, dropInactive } from './inactivity.ts';
import { countOverdue, emptyOverdue } from '../trash/expiring.ts';

/** Something that time brings about for what is stored. Each can be run twice, and in several processes at once. */
export interface Job {
  name: string;
  /** When something is due, in words. */
  says: string;
  run(house: House, now: Date): Promise<Counts>;
  /** What a run would do now, without doing it. */
  preview(sql: Sql, now: Date): Promise<Counts>;
}

const erasure: Job = { name: 'erase-customers', says: TERMS.CONTRACT.says, run: eraseDue, preview: countDue };

/** All jobs, in the order in which they run. */
export const jobs: readonly Job[] = [
  { name: 'ask-at-contract-end', says: 'When the end of a contract is known.', run: askAtContractEnd, preview: countToAsk },
  { name: 'close-contracts', says: 'When the last day of a contract is over.', run: closeContracts, preview: countToClose },
  { name: 'remind-before-erasure', says: 'A week before everything of a customer is deleted.', run: remindBeforeErasure, preview: countToRemind },
  erasure,
  { name: 'drop-inactive-accounts', says: TERMS.ACCOUNT.says, run: dropInactive, preview: countInactive },
  { name: 'announce-statement', says: 'When there is a new version of the privacy statement.', run: (house, now) => announceStatement(house, now), preview: sql => countToAnnounce(sql) },
  ...expiries.map((expiry): Job => ({
    name: `expire-${expiry.table.replaceAll('_', '-')}`, says: expiry.says, run: (house, now) => expire(house, expiry, now), preview: (sql, now) => countExpired(sql, expiry, now),
  })),
  // What goes with its call anyhow needs no emptying before.
  {
    name: 'empty-trash', says: TERMS.TRASH.says,
    run: async ({ sql }, now) => ({ call_note: await emptyOverdue(sql, now) }), preview: async (sql, now) => ({ call_note: await countOverdue(sql, now) }),
  },
];

const NOTE = statement(
  'retention-note',
  `insert into retention_run (job, day, runs, last_at, counts, failures) values ($1, $2::timestamptz::date, 1, $2, $3, $4)
   on conflict (job, day) do update set runs = retention_run.runs + 1, last_at = excluded.last_at, failures = retention_run.failures + excluded.failures,
     counts = (select coalesce(jsonb_object_agg(key, count), '{}') from (
       select key, sum(value::int) as count from (select * from jsonb_each_text(retention_run.counts) union all select * from jsonb_each_text(excluded.counts)) both_runs group by key) summed)`,
);
const note = (sql: Sql, job: string, now: Date, counts: Counts, failures: number) =>
  sql.query(NOTE, [job, now, JSON.stringify(Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0))), failures]);

/** Runs jobs once and writes down what they did. One that fails does not keep the others from running; the first failure is thrown at the end. */
export async function runRetention(house: House, now: Date, log: Logger, which: readonly Job[] = jobs): Promise<void> {
  const failures: unknown[] = [];
  for (const job of which)
    try {
      await note(house.sql, job.name, now, await job.run(house, now), 0);
    } catch (error) {
      failures.push(error);
      log.error({ err: error, job: job.name }, 'a job failed');
      await note(house.sql, job.name, now, {}, 1);
    }
  if (failures.length) throw failures[0];
}

const EVERY_HOUR = 'retention';
// Whoever deletes everything does not wait for an hour.
const EVERY_MINUTE = 'erasure';

/** Lets the jobs run every hour, and erasures every minute, in one of all processes. The returned function stops that and waits for a run that is under way. */
export async function startRetention(pool: Pool, house: House, now: () => Date, log: Logger): Promise<() => Promise<void>> {
  const boss = openJobStore(pool);
  boss.on('error', error => log.error({ err: error }, 'the jobs are disturbed'));
  await boss.start();
  await boss.createQueue(EVERY_HOUR, { policy: 'stately', retryLimit: 2, retryDelay: 300, expireInSeconds: 3600, deleteAfterSeconds: 7 * 86_400 });
  await boss.createQueue(EVERY_MINUTE, { policy: 'stately', retryLimit: 0, expireInSeconds: 3600, deleteAfterSeconds: 3600 });
  await boss.schedule(EVERY_HOUR, '7 * * * *');
  await boss.schedule(EVERY_MINUTE, '* * * * *');
  await boss.work(EVERY_HOUR, { pollingIntervalSeconds: 10 }, () => runRetention(house, now(), log));
  await boss.work(EVERY_MINUTE, { pollingIntervalSeconds: 10 }, () => runRetention(house, now(), log, [erasure]));
  // What became due while no process ran.
  await boss.send(EVERY_HOUR);
  return () => boss.stop({ graceful: true, timeout: 30_000 });
}
