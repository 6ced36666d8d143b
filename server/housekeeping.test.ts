import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { deskSeen, LEASE_SECONDS } from './desk/lease.service.ts';
import { startTail, type Tail } from './events/tail.ts';
import { startHousekeeping } from './housekeeping.ts';
import { callActs } from './test/call-acts.ts';
import { type Desk, openDesk, type Told } from './test/desk.ts';
import { collectingLogger } from './test/logged.ts';

const logged = collectingLogger();
let desk: Desk;
let acts: ReturnType<typeof callActs>;
let tail: Tail;

beforeAll(async () => {
  desk = await openDesk('2026-06-15T09:00:00Z', logged.log);
  acts = callActs(desk);
  tail = await startTail({ connection: desk.connection, log: logged.log });
});
afterAll(async () => {
  await tail.stop();
  await desk.close();
});

/** Until it is so, however long the jobs take to come round. */
const becomes = (read: () => Promise<unknown>, value: unknown) => expect.poll(read, { timeout: 25_000, interval: 50 }).toEqual(value);

describe('as time passes', () => {
  test('desks are given up, boundaries crossed and silent calls ended, and a failure is survived', async () => {
    const stop = startHousekeeping(desk.ground, tail, () => [], logged.log);
    const [jana, tom] = [await desk.secretary(), await desk.secretary()];
    const customerId = await desk.customer();
    const { number } = await desk.line(customerId);
    await desk.instruction(customerId, { validUntil: new Date(desk.now().getTime() + 20_000) });
    await deskSeen(desk.sql, { secretaryId: jana.secretaryId, holder: 'lost' }, desk.now());
    const [ringing, taken] = [await desk.call(number), await desk.call(number)];
    await acts.take(jana, taken.id);
    const seen = async (id: string) => {
      const { state, decision }: Told = await acts.read(tom, id);
      return [state, decision.kind];
    };
    expect(await seen(ringing.id)).toEqual(['RINGING', 'PUT_THROUGH']);

    const owner = new Client({ ...inject('cluster'), database: (desk.address as { database: string }).database });
    await owner.connect();
    await owner.query('alter table desk_lease rename to away');
    desk.pass(LEASE_SECONDS);
    await becomes(async () => logged.entries().some(({ msg, job }) => msg === 'a job failed' && job === 'put calls of lost desks back'), true);
    await owner.query('alter table away rename to desk_lease');
    await owner.end();
    await becomes(() => seen(taken.id), ['RINGING', 'TAKE_MESSAGE']);
    await becomes(() => seen(ringing.id), ['RINGING', 'TAKE_MESSAGE']);
    desk.pass(601);
    await becomes(() => seen(ringing.id), ['ENDED', 'TAKE_MESSAGE']);
    await stop();
  }, 90_000);

  test('what changed while no process ran is caught up with at the start', async () => {
    const tom = await desk.secretary();
    const customerId = await desk.customer();
    const { id } = await desk.call((await desk.line(customerId)).number);
    await desk.instruction(customerId);
    expect((await acts.read(tom, id)).decision.kind).toBe('TAKE_MESSAGE');
    const stop = startHousekeeping(desk.ground, tail, () => [], logged.log);
    await becomes(async () => (await acts.read(tom, id)).decision.kind, 'PUT_THROUGH');
    await stop();
  });
});
