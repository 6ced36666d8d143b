import type { SignedIn } from '../context.ts';
import { statement } from '../database/sql.ts';
import { jobs } from './jobs.ts';
import type { Counts } from './house.ts';

/** Counts as a list, by table. */
export const countList = (counts: Counts): { table: string; rows: number }[] =>
  Object.entries(counts).filter(([, rows]) => rows > 0).map(([table, rows]) => ({ table, rows })).toSorted((a, b) => a.table.localeCompare(b.table));

/** What each job would do at the moment, or at another. */
export async function previewRetention(ctx: SignedIn, at: Date | null) {
  const previews = [];
  for (const { name, says, preview } of jobs) previews.push({ job: name, term: says, counts: countList(await preview(ctx.service, at ?? ctx.now())) });
  return previews;
}

const RUNS = statement<{ job: string; day: string; runs: number; failures: number; lastAt: Date; counts: Counts }>(
  'retention-runs',
  `select job, day::text as day, runs, failures, last_at as "lastAt", counts from retention_run where last_at > $1::timestamptz - interval '30 days' order by day desc, job`,
);
/** What the jobs did in the last 30 days. */
export const listRetentionRuns = async (ctx: SignedIn) => (await ctx.service.query(RUNS, [ctx.now()])).map(run => ({ ...run, counts: countList(run.counts) }));
