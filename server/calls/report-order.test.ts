import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SecretaryActor } from '../identity/actor.ts';
import { callActs } from '../test/call-acts.ts';
import { type Desk, openDesk, type Told } from '../test/desk.ts';
import { reportAnswered, reportEnded, reportIncoming } from './report.service.ts';

let desk: Desk;
let acts: ReturnType<typeof callActs>;
let jana: SecretaryActor;
let line: { id: string; number: string };

beforeAll(async () => {
  desk = await openDesk();
  acts = callActs(desk);
  jana = await desk.secretary();
  line = await desk.line(await desk.customer());
});
afterAll(() => desk.close());

const REPORTER = 'door:order';
const KINDS = ['incoming', 'answered', 'ended'] as const;
type Kind = (typeof KINDS)[number];

function report(kind: Kind, externalId: string) {
  const { sql } = desk;
  switch (kind) {
    case 'incoming': return reportIncoming(sql, REPORTER, { calledNumber: line.number, callerNumber: '+491713920001', externalId, receivedAt: null }, desk.now());
    case 'answered': return reportAnswered(sql, REPORTER, externalId, desk.now());
    case 'ended': return reportEnded(sql, REPORTER, externalId, null, desk.now());
  }
}

/** Reports one after the other, seconds apart. */
async function inTurn(kinds: readonly Kind[]): Promise<string> {
  const externalId = crypto.randomUUID();
  for (const kind of kinds) {
    await report(kind, externalId);
    desk.pass(3);
  }
  return externalId;
}

/** What is known of the call in the end, apart from the moments at which it was told. */
async function end(externalId: string): Promise<Told> {
  const call = await reportIncoming(desk.sql, REPORTER, { calledNumber: line.number, callerNumber: null, externalId, receivedAt: null }, desk.now());
  if (!('id' in call)) throw new Error('the line is known');
  const { state, result, endReason, answeredAt, endedAt, needsCallBack, attempts } = await acts.read(jana, call.id);
  expect(answeredAt === null || endedAt === null || answeredAt <= endedAt).toBe(true);
  return { state, result, endReason, isAnswered: answeredAt !== null, isEnded: endedAt !== null, needsCallBack, attempts };
}

const left = async () => (await desk.sql.pool.query('select 1 from early_report where reporter = $1', [REPORTER])).rowCount;

const permutations = <T>(items: readonly T[]): T[][] => (items.length < 2 ? [[...items]] : items.flatMap((item, at) => permutations(items.toSpliced(at, 1)).map(rest => [item, ...rest])));

/** Any order of reports in which each of the kinds comes at least once. */
const shuffled = (kinds: readonly Kind[]) =>
  fc.array(fc.constantFrom(...kinds), { maxLength: 5 }).chain(more => fc.shuffledSubarray([...kinds, ...more], { minLength: kinds.length + more.length }));

describe('the reports of one call', () => {
  const ended = { state: 'ENDED', result: 'MISSED', endReason: 'CALLER_HUNG_UP', isAnswered: true, isEnded: true, needsCallBack: true, attempts: [] };

  test.each(permutations(KINDS))('lead to the same end as %s, %s, %s', async (...kinds) => {
    expect(await end(await inTurn(kinds))).toEqual(ended);
    expect(await left()).toBe(0);
  });

  test.each([
    ['incoming', 'answered', { ...ended, state: 'RINGING', result: null, endReason: null, isEnded: false, needsCallBack: false }],
    ['incoming', 'ended', { ...ended, result: 'ABANDONED', isAnswered: false }],
  ] as const)('lead to the same end when they are %s and %s alone, in both orders', async (first, second, expected) => {
    expect(await end(await inTurn([first, second]))).toEqual(expected);
    expect(await end(await inTurn([second, first]))).toEqual(expected);
  });

  test('lead to the same end in any order and however often they come', async () => {
    await fc.assert(
      fc.asyncProperty(shuffled(KINDS), async kinds => {
        expect(await end(await inTurn(kinds))).toEqual(ended);
      }),
      { numRuns: 60 },
    );
    // An early report that comes again after the call is done with is applied and not kept.
    expect(await left()).toBe(0);
  });

  test('lead to the same end when they come all at once', async () => {
    await fc.assert(
      fc.asyncProperty(shuffled(KINDS), async kinds => {
        const externalId = crypto.randomUUID();
        await Promise.all(kinds.map(kind => report(kind, externalId)));
        expect(await end(externalId)).toEqual(ended);
      }),
      { numRuns: 60 },
    );
  });

  test('never open again what has ended, whoever had it in hand', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...KINDS), { maxLength: 6 }), async late => {
        const externalId = crypto.randomUUID();
        const call = await report('incoming', externalId);
        if (!call || !('id' in call)) throw new Error('the line is known');
        await acts.take(jana, call.id);
        await acts.end(jana, call.id, 'INFORMATION_GIVEN');
        const before = await acts.read(jana, call.id);
        for (const kind of late) await report(kind, externalId);
        expect({ ...(await acts.read(jana, call.id)), answeredAt: null }).toEqual(before);
      }),
      { numRuns: 25 },
    );
  });
});

describe('a call that comes while its line is changed', () => {
  const change = async (sql: string, id: string) => {
    const holder = await desk.sql.pool.connect();
    await holder.query('begin');
    await holder.query(sql, [id]);
    return holder;
  };
  const waits = async () => (await desk.sql.pool.query(`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)).rowCount;

  test('neither waits for the change of a number nor holds it up', async () => {
    const customerId = await desk.customer();
    const own = await desk.line(customerId);
    const holder = await change(`update line set number = '+494066969800' where id = $1`, own.id);
    expect(await desk.call(own.number)).toMatchObject({ state: 'RINGING', lineId: own.id });
    await holder.query(`select append_event('CUSTOMER_CHANGED', $1, $1)`, [customerId]);
    await holder.query('commit');
    holder.release();
  });

  test('is nobody’s when the line is gone', async () => {
    const own = await desk.line(await desk.customer());
    const holder = await change('delete from line where id = $1', own.id);
    const reported = reportIncoming(desk.sql, REPORTER, { calledNumber: own.number, callerNumber: null, externalId: 'line-gone', receivedAt: null }, desk.now());
    await expect.poll(waits, { timeout: 20_000 }).toBeGreaterThan(0);
    await holder.query('commit');
    holder.release();
    expect(await reported).toEqual({ unknownLine: own.number });
  });
});
