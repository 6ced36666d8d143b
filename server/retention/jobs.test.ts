import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase, openMaintenance } from '../database/open.ts';
import { openJobStore } from '../database/job-store.ts';
import type { OpenSql } from '../database/sql.ts';
import type { SecretaryActor } from '../identity/actor.ts';
import { NOW, plantCustomer, plantService } from '../privacy/planted.ts';
import { type StoredTable, TERMS } from '../privacy/declaration.ts';
import { storedData } from '../privacy/stored-data.ts';
import { type Desk, openDesk } from '../test/desk.ts';
import { collectingLogger } from '../test/logged.ts';
import { expiries } from './expiry.ts';
import { jobs, runRetention, startRetention } from './jobs.ts';

const fail = (error: Error) => { throw error; };
let desk: Desk;
let owner: Client;
let maintenance: OpenSql;
let jana: SecretaryActor;
let leader: SecretaryActor;
beforeAll(async () => {
  desk = await openDesk(NOW.toISOString(), collectingLogger().log);
  owner = new Client(desk.address as object);
  await owner.connect();
  maintenance = openMaintenance(desk.address, fail);
  jana = await desk.secretary({ name: 'Jana Kühn-Ostermann' });
  leader = await desk.secretary({ isSupervisor: true });
});
afterAll(async () => {
  await owner.end();
  await maintenance.close();
  await desk.close();
});

const run = () => runRetention({ sql: desk.sql, secrets: desk.ground.secrets, maintenance }, desk.now(), desk.ground.log);
const count = async (table: string, where = 'true') => (await owner.query(`select from ${table} where ${where}`)).rowCount;
const didOn = async (day: string) => {
  const { rows } = await owner.query<{ job: string; counts: Record<string, number> }>('select job, counts from retention_run where day = $1', [day]);
  return Object.fromEntries(rows.filter(({ counts }) => Object.keys(counts).length).map(({ job, counts }) => [job, counts]));
};

describe('the jobs', () => {
  it('are all that the declarations ask for: every term that counts from a time has one', () => {
    const asked = Object.entries(storedData).filter(([, { kept, since }]) => TERMS[kept].from === 'SINCE' && !since?.includes('.')).map(([table]) => table);
    expect(expiries.map(({ table }) => table)).toEqual(asked);
    expect(jobs.map(({ name }) => name)).toEqual(['ask-at-contract-end', 'close-contracts', 'remind-before-erasure', 'erase-customers', 'drop-inactive-accounts', 'announce-statement', ...asked.map(table => `expire-${table.replaceAll('_', '-')}`), 'empty-trash']);
  });

  it('show beforehand what they will do, do it once however often they run, and say what they did without a word about anybody', async () => {
    await plantService(desk, jana, leader);
    const { customerId } = await plantCustomer(desk, jana);
    await owner.query('update customer set contract_ended_on = null where id = $1', [customerId]);
    await owner.query(`update account set last_active_on = '2029-01-01'`);
    const at = '2029-10-01T12:00:00Z';
    const { data, errors } = await desk.run(leader, 'query ($at: DateTime) { retentionPreview(at: $at) { job term counts { table rows } } }', { at });
    expect(errors).toBeUndefined();
    const preview = Object.fromEntries(data.retentionPreview.filter((one: { counts: object[] }) => one.counts.length).map((one: { job: string; counts: { table: string; rows: number }[] }) =>
      [one.job, Object.fromEntries(one.counts.map(({ table, rows }) => [table, rows]))]));
    expect(preview).toMatchObject({ 'expire-call': { call: 6 }, 'expire-unassigned-call': { unassigned_call: 1 } });
    expect(await count('call')).toBe(6);

    desk.at(at);
    await Promise.all([run(), run()]);
    await run();
    expect(await count('call')).toBe(0);
    expect(await count('attempt')).toBe(0);
    expect(await count('unassigned_call')).toBe(0);
    const did = await didOn('2029-10-01');
    // Also where one job takes what another would: with a session goes the device that was signed in by it, and with that what it was told.
    expect(did['expire-notification']).toEqual({ notification: 1 });
    for (const [job, counts] of Object.entries(did)) expect(preview[job], job).toEqual(counts);
    const runs = (await desk.run(leader, '{ retentionRuns { job day runs failures counts { table rows } } }')).data.retentionRuns;
    expect(runs.find((one: { job: string }) => one.job === 'expire-call')).toEqual({ job: 'expire-call', day: '2029-10-01', runs: 3, failures: 0, counts: [{ table: 'call', rows: 6 }] });
    desk.at(NOW);
  });

  it('delete what is past its term to the moment, and nothing before it', async () => {
    desk.at(NOW);
    const { noteId } = await plantCustomer(desk, jana);
    const { rows: [message] } = await owner.query<{ recorded_at: Date }>('select recorded_at from voice_message order by recorded_at desc limit 1');
    desk.at(new Date(message!.recorded_at.getTime() + 90 * 86_400_000));
    await run();
    expect(await count('voice_message')).toBe(1);
    desk.pass(1);
    await run();
    expect(await count('voice_message')).toBe(0);
    // The call and its note are there for as long as the history is.
    expect(await count('call_note', `id = '${noteId}'`)).toBe(1);
    desk.at(NOW);
  });

  it('go on when one of them fails, and say that it did', async () => {
    await owner.query('alter table unassigned_call rename to away');
    desk.at('2026-09-01T12:00:00Z');
    await expect(run()).rejects.toThrow('unassigned_call');
    await owner.query('alter table away rename to unassigned_call');
    const { rows } = await owner.query(`select job, failures from retention_run where day = '2026-09-01' and failures > 0`);
    expect(rows).toEqual([{ job: 'expire-unassigned-call', failures: 1 }]);
    expect(await count('retention_run', `day = '2026-09-01' and failures = 0`)).toBe(jobs.length - 1);
    desk.at(NOW);
  });

  it('take the names out of what refers to a secretary who has not been here for five years, and delete their account', async () => {
    desk.at(NOW);
    const gone = await desk.secretary({ name: 'Gudrun Gegangen' });
    const { customerUserId } = await plantCustomer(desk, gone);
    await plantService(desk, gone, leader);
    await owner.query(`update account set last_active_on = '2021-06-14' where secretary_id = $1 or customer_user_id = $2`, [gone.secretaryId, customerUserId]);
    await owner.query(`update account set last_active_on = '2026-06-14' where secretary_id <> $1`, [gone.secretaryId]);
    await run();
    const { rows } = await owner.query('select * from secretary where id = $1', [gone.secretaryId]);
    const anonymous = Object.entries((storedData['secretary'] as StoredTable).columns).filter(([, part]) => typeof part === 'object' && part.ending === 'ANONYMISED').map(([column]) => rows[0][column] as unknown);
    expect(anonymous).toEqual(['Ehemals im Sekretariat', null, null]);
    expect(await count('account', `secretary_id = '${gone.secretaryId}'`)).toBe(0);
    expect(await count('customer_user', `id = '${customerUserId}'`)).toBe(0);
    expect(await count('secretary', `name = 'Jana Kühn-Ostermann'`)).toBe(1);
    expect(await count('call', `taken_by = '${gone.secretaryId}'`)).toBeGreaterThan(0);
  });

  it('are a supervisor’s to see', async () => {
    for (const query of ['{ retentionRuns { job } }', '{ retentionPreview { job } }', '{ contractEnds { lastDay } }']) {
      for (const actor of [jana, await desk.customerUser(await desk.customer())]) expect((await desk.run(actor, query)).errors?.[0].extensions.code).toBe('FORBIDDEN');
      expect((await desk.run(null, query)).errors?.[0].extensions.code).toBe('UNAUTHENTICATED');
    }
  });
});

describe('the store of the jobs', () => {
  it('is the one that the program needs, and the application’s role may work in it and change nothing about it', async () => {
    const boss = openJobStore(desk.sql.pool);
    await boss.start();
    expect((await boss.detectSchemaDrift()).ok).toBe(true);
    await boss.stop({ graceful: false });
    await expect(desk.sql.pool.query('create table pgboss.diary (secret text)')).rejects.toMatchObject({ code: '42501' });
  });

  it('lets each run take place in one of two processes', async () => {
    const fresh = await openDesk(NOW.toISOString());
    const second = await openDatabase(fresh.address, fail);
    const kept = openMaintenance(fresh.address, fail);
    const house = { sql: fresh.sql, secrets: fresh.ground.secrets, maintenance: kept };
    // Both begin at once, and each asks for a run: two when the first is over before the second is asked for, and each in one process.
    const stops = await Promise.all([startRetention(fresh.sql.pool, house, fresh.now, fresh.ground.log), startRetention(second.sql.pool, { ...house, sql: second.sql }, fresh.now, fresh.ground.log)]);
    const runs = async () => (await fresh.sql.pool.query<{ runs: number }>(`select runs from retention_run where job = 'expire-retention-run'`)).rows[0]?.runs ?? 0;
    await expect.poll(runs, { timeout: 25_000 }).toBeGreaterThan(0);
    await Promise.all(stops.map(stop => stop()));
    const { rows } = await fresh.sql.pool.query(`select count(*)::int as count from pgboss.job where name = 'retention' and state not in ('created', 'retry')`);
    expect(rows).toEqual([{ count: await runs() }]);
    await kept.close();
    await second.close();
    await fresh.close();
  }, 60_000);
});
