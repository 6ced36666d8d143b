import { Pool } from 'pg';
import type { Sql } from '../database/sql.ts';
import { median } from './figures.ts';
import type { House } from './house.ts';
import { type Asked, cpuPer, HISTORY, IN_FLIGHT, ownCpu, ROUNDS, SCREEN_POP, statementsOf } from './reads.ts';
import { type BenchRow, row } from './row.ts';
import { ask, connect, serve } from './serving.ts';

/** Both ways of doing a piece of work, in turns; the middle of the processor times per piece, in ms. */
async function inTurns(measure: { ours: () => Promise<number>; limit: () => Promise<number> }): Promise<{ ours: number; limit: number }> {
  const figures = { ours: [] as number[], limit: [] as number[] };
  for (let round = 0; round < ROUNDS; round++) {
    figures.ours.push(await measure.ours());
    figures.limit.push(await measure.limit());
  }
  return { ours: median(figures.ours), limit: median(figures.limit) };
}

/** The screen pop of secretaries with row-level security on its tables, and without. */
async function benchServiceRole(house: House, statements: readonly Asked[]): Promise<BenchRow> {
  const owner = new Pool({ host: house.address.host, user: house.address.user, database: house.address.database, max: 1 });
  const { rows: walled } = await owner.query<{ table: string }>(`select relname as table from pg_class where relrowsecurity and relkind in ('r', 'p') and relnamespace = 'public'::regnamespace`);
  const turn = (wall: 'enable' | 'disable') => owner.query(walled.map(({ table }) => `alter table "${table}" ${wall} row level security`).join(';'));
  const screenPop = (wall: 'enable' | 'disable') => async () => {
    await turn(wall);
    return cpuPer(house, ownCpu, async () => {
      for (const { statement, values } of statements) await house.sql.query(statement, values);
    });
  };
  const { ours, limit } = await inTurns({ ours: screenPop('enable'), limit: screenPop('disable') });
  await turn('enable');
  await owner.end();
  return row('screen pop of secretaries ÷ without row-level security', 'ms CPU', ours, limit, 1.05);
}

/** A customer's page of the history, behind the wall and beside it. */
async function benchWall(house: House, customerId: string, statements: readonly Asked[]): Promise<BenchRow> {
  const through = (sql: Sql) => () => cpuPer(house, ownCpu, async () => {
    for (const { statement, values } of statements) await sql.query(statement, values);
  });
  const { ours, limit } = await inTurns({ ours: through(house.walls.sqlFor(customerId)), limit: through(house.sql) });
  return row('history page of a customer behind the wall ÷ beside it', 'ms CPU', ours, limit, 1.3);
}

/** The screen pop with the look that it leaves in the audit log, and without. */
async function benchLooks(house: House, variables: Record<string, unknown>): Promise<BenchRow> {
  const services = { ours: await serve('ours', house), limit: await serve('unrecorded', house) };
  let id = 0;
  const measure = async (service: (typeof services)['ours']) => {
    const sockets = await Promise.all(Array.from({ length: IN_FLIGHT }, (_, n) => connect(service.port, house.secretaries[n]!.token)));
    return { sockets, run: () => cpuPer(house, service.cpu, lane => ask(sockets[lane]!, `g${id++}`, SCREEN_POP, variables)) };
  };
  const [ours, limit] = await Promise.all([measure(services.ours), measure(services.limit)]);
  const figures = await inTurns({ ours: ours.run, limit: limit.run });
  for (const socket of [...ours.sockets, ...limit.sockets]) socket.terminate();
  await Promise.all([services.ours.stop(), services.limit.stop()]);
  return row('screen pop with the look in the audit log ÷ without', 'ms CPU', figures.ours, figures.limit, 1.1);
}

/** What it costs that nobody sees what is not theirs, and that it is noted who saw what. */
export async function benchGuards(house: House): Promise<BenchRow[]> {
  const { rows: [newest] } = await house.sql.pool.query<{ id: string; customer: string }>('select id, customer_id as customer from call order by received_at desc limit 1');
  const customerId = newest!.customer;
  const reader = { kind: 'CUSTOMER_USER' as const, accountId: crypto.randomUUID(), customerUserId: crypto.randomUUID(), customerId, right: 'READ' as const };
  return [
    await benchServiceRole(house, await statementsOf(house, SCREEN_POP, { id: newest!.id })),
    await benchWall(house, customerId, await statementsOf(house, HISTORY, {}, reader)),
    await benchLooks(house, { id: newest!.id }),
  ];
}
