import { graphql } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeContext } from '../context.ts';
import type { Statement } from '../database/sql.ts';
import type { Actor, CustomerUserActor, SecretaryActor } from '../identity/actor.ts';
import { callActs } from '../test/call-acts.ts';
import { type Desk, openDesk, type Told } from '../test/desk.ts';
import { listCalls } from './history.service.ts';
import { reportEnded } from './report.service.ts';

let desk: Desk;
let acts: ReturnType<typeof callActs>;
let jana: SecretaryActor;
let weber: CustomerUserActor;
let krause: CustomerUserActor;
let line: { id: string; number: string };
let krausesLine: { id: string; number: string };

beforeAll(async () => {
  desk = await openDesk();
  acts = callActs(desk);
  jana = await desk.secretary();
  weber = await desk.customerUser(await desk.customer());
  line = await desk.line(weber.customerId);
  krause = await desk.customerUser(await desk.customer({ name: 'Kanzlei Krause' }));
  krausesLine = await desk.line(krause.customerId);
});
afterAll(() => desk.close());

const LIST = `query ($first: Int, $after: String, $filter: CallFilter) { calls(first: $first, after: $after, filter: $filter) {
  edges { cursor node { id } } pageInfo { hasNextPage endCursor } } }`;
const list = async (actor: Actor | null, variables: Record<string, unknown> = {}) => desk.run(actor, LIST, variables);
const idsOf = async (actor: Actor, filter: object = {}, more: object = {}): Promise<string[]> => {
  const { data, errors } = await list(actor, { filter, ...more });
  if (errors) throw new Error(JSON.stringify(errors));
  return data.calls.edges.map(({ node }: Told) => node.id);
};

/** A customer of its own with calls a minute apart, the oldest first. */
async function history(count: number) {
  const user = await desk.customerUser(await desk.customer());
  const { number } = await desk.line(user.customerId);
  const ids: string[] = [];
  for (let n = 0; n < count; n++) {
    desk.pass(60);
    ids.push((await desk.call(number)).id);
  }
  return { user, number, ids };
}

describe('calls', () => {
  test('come newest first, page by page, each once, to the end', async () => {
    const { user, ids } = await history(23);
    const seen: string[] = [];
    let after: string | null = null;
    for (let pages = 1; ; pages++) {
      const { data } = await list(user, { first: 5, after });
      expect(data.calls.pageInfo.endCursor).toBe(data.calls.edges.at(-1).cursor);
      seen.push(...data.calls.edges.map(({ node }: Told) => node.id));
      after = data.calls.pageInfo.endCursor;
      expect(data.calls.pageInfo.hasNextPage).toBe(pages < 5);
      if (!data.calls.pageInfo.hasNextPage) break;
    }
    expect(seen).toEqual(ids.toReversed());
  });

  test('that came at the same moment keep an order over pages', async () => {
    const { user, number } = await history(0);
    const ids = await Promise.all(Array.from({ length: 12 }, async () => (await desk.call(number)).id));
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { data }: Told = await list(user, { first: 5, after });
      seen.push(...data.calls.edges.map(({ node }: Told) => node.id));
      after = data.calls.pageInfo.hasNextPage ? data.calls.pageInfo.endCursor : null;
    } while (after);
    expect(seen).toEqual(ids.toSorted().toReversed());
  });

  test('that come while somebody reads do not shift their pages', async () => {
    const { user, number, ids } = await history(6);
    const first = await list(user, { first: 3 });
    await desk.call(number);
    const second = await list(user, { first: 3, after: first.data.calls.pageInfo.endCursor });
    expect([...first.data.calls.edges, ...second.data.calls.edges].map(({ node }: Told) => node.id)).toEqual(ids.toReversed());
  });

  test('are everybody’s for staff and their own for a customer', async () => {
    const [hers, his] = [await desk.call(line.number), await desk.call(krausesLine.number)];
    expect(await idsOf(weber)).toContain(hers.id);
    expect(await idsOf(weber)).not.toContain(his.id);
    expect(await idsOf(jana)).toEqual(expect.arrayContaining([hers.id, his.id]));
    expect(await idsOf(jana, { customerId: krause.customerId })).toEqual([his.id]);
    expect(await idsOf(weber, { customerId: krause.customerId })).toEqual([]);
    expect(await idsOf(jana, { customerId: 'x' })).toEqual([]);
    expect((await list(null)).errors?.[0].extensions.code).toBe('UNAUTHENTICATED');
  });

  test.each([[{ first: 0 }, 'first'], [{ first: 201 }, 'first'], [{ first: -1 }, 'first'], [{ first: null }, 'first'], [{ after: 'x' }, 'after'], [{ after: '' }, 'after'],
    [{ after: Buffer.from(JSON.stringify(['gestern', crypto.randomUUID()])).toString('base64url') }, 'after'],
    [{ after: Buffer.from(JSON.stringify(['2026-06-15T09:00:00Z', '-'.repeat(36)])).toString('base64url') }, 'after'],
  ])('refuse %j', async (variables, field) => {
    expect((await list(weber, variables)).errors?.[0].extensions).toEqual({ code: 'BAD_USER_INPUT', field });
    const unassigned = await desk.run(await desk.secretary({ isSupervisor: true }), 'query ($first: Int, $after: String) { unassignedCalls(first: $first, after: $after) { edges { node { id } } } }', variables);
    expect(unassigned.errors?.[0].extensions).toEqual({ code: 'BAD_USER_INPUT', field });
  });
});

describe('filters', () => {
  test('by state, result, time, urgency and call-back, each alone and all together', async () => {
    const user = await desk.customerUser(await desk.customer());
    const { number } = await desk.line(user.customerId);
    const begin = desk.now();
    const call = async () => {
      desk.pass(60);
      return desk.call(number);
    };
    const ringing = await call();
    const taken = await call();
    await acts.take(jana, taken.id);
    const missed = await call();
    await reportEnded(desk.sql, 'door:test', missed.externalId, 'noAnswer', desk.now());
    const abandoned = await call();
    await reportEnded(desk.sql, 'door:test', abandoned.externalId, 'cancel', desk.now());
    const noted = await call();
    await acts.take(jana, noted.id);
    await acts.note(jana, noted.id, { concern: 'Dringend.', urgent: true, callBackWished: true });
    await acts.end(jana, noted.id);
    const quiet = await call();
    await acts.take(jana, quiet.id);
    await acts.end(jana, quiet.id, 'INFORMATION_GIVEN');
    const all = [quiet, noted, abandoned, missed, taken, ringing].map(({ id }) => id);
    const only = (...calls: { id: string }[]) => calls.map(({ id }) => id);

    expect(await idsOf(user, {})).toEqual(all);
    expect(await idsOf(user, { states: ['RINGING'] })).toEqual(only(ringing));
    expect(await idsOf(user, { states: ['RINGING', 'TAKEN'] })).toEqual(only(taken, ringing));
    expect(await idsOf(user, { states: [] })).toEqual([]);
    expect(await idsOf(user, { results: ['MISSED', 'ABANDONED'] })).toEqual(only(abandoned, missed));
    expect(await idsOf(user, { results: ['MESSAGE_TAKEN'] })).toEqual(only(noted));
    expect(await idsOf(user, { urgent: true })).toEqual(only(noted));
    expect(await idsOf(user, { urgent: false })).toEqual(all.filter(id => id !== noted.id));
    expect(await idsOf(user, { needsCallBack: true })).toEqual(only(noted, abandoned, missed));
    expect(await idsOf(user, { needsCallBack: false })).toEqual(only(quiet, taken, ringing));
    expect(await idsOf(user, { from: missed.receivedAt.toISOString() })).toEqual(only(quiet, noted, abandoned, missed));
    expect(await idsOf(user, { until: missed.receivedAt.toISOString() })).toEqual(only(taken, ringing));
    expect(await idsOf(user, { from: begin.toISOString(), until: desk.now().toISOString(), states: ['ENDED'], results: ['MISSED', 'MESSAGE_TAKEN'], needsCallBack: true, urgent: true, customerId: user.customerId })).toEqual(only(noted));
    expect(await idsOf(user, { states: ['ENDED'] }, { first: 1 })).toEqual(only(quiet));

    // The call-back list gets shorter when somebody called back, by whoever it was.
    expect(await acts.callBackDone(jana, missed.id)).toMatchObject({ needsCallBack: false, callBackDoneAt: desk.now().toISOString() });
    expect(await acts.callBackDone(user, noted.id)).toMatchObject({ needsCallBack: false });
    expect(await idsOf(user, { needsCallBack: true })).toEqual(only(abandoned));
    expect(await idsOf(jana, { needsCallBack: true, customerId: user.customerId })).toEqual(only(abandoned));
  });

  test('by the secretary who took it, and by the contact: named, by a number of theirs, from an extension of their switchboard', async () => {
    const user = await desk.customerUser(await desk.customer());
    const { number } = await desk.line(user.customerId);
    const tom = await desk.secretary({ name: 'Tom Berger' });
    const anna = await desk.contact(user.customerId, { name: 'Anna Schmidt', numbers: ['+491713920011', '+49302312510'] });
    const double = await desk.contact(user.customerId, { name: 'Ihr Mann', numbers: ['+491713920011'] });
    const call = async (callerNumber: string | null, by: SecretaryActor | null, named: string | null = null) => {
      desk.pass(60);
      const { id } = await desk.call(number, { callerNumber });
      if (by) await acts.take(by, id);
      if (named) await acts.identify(by, id, named);
      if (by) await acts.end(by, id, 'INFORMATION_GIVEN');
      return id;
    };
    const mobile = await call('+491713920011', jana);
    const extension = await call('+493023125123', tom);
    await call('+493023125112345', null);
    const withheld = await call(null, tom, anna);
    const husband = await call('+491713920011', jana, double);

    expect(await idsOf(user, { secretaryId: tom.secretaryId })).toEqual([withheld, extension]);
    expect(await idsOf(user, { contactId: anna })).toEqual([withheld, extension, mobile]);
    expect(await idsOf(user, { contactId: double })).toEqual([husband, mobile]);
    expect(await idsOf(user, { contactId: anna, secretaryId: jana.secretaryId })).toEqual([mobile]);
    expect(await idsOf(user, { contactId: anna, search: '0171' })).toEqual([mobile]);
    expect(await idsOf(user, { contactId: anna }, { first: 1 })).toEqual([withheld]);
    // The contact of another customer has no calls, and neither has what is no id.
    for (const stranger of [weber, krause]) expect(await idsOf(stranger, { contactId: anna })).toEqual([]);
    expect(await idsOf(user, { contactId: 'x' })).toEqual([]);
    expect(await idsOf(user, { secretaryId: 'x' })).toEqual([]);

    const { data } = await desk.run(user, '{ viewer { ... on CustomerUser { customer { secretaries { name } } } } }');
    expect(data.viewer.customer.secretaries).toEqual([{ name: 'Jana Kühn' }, { name: 'Tom Berger' }]);
    expect((await desk.run(weber, 'query ($id: ID!) { customer(id: $id) { secretaries { name } } }', { id: user.customerId })).data.customer).toBeNull();
  });

  test('take no longer where a customer has very many calls', { timeout: 60_000 }, async () => {
    const user = await desk.customerUser(await desk.customer());
    const { id } = await desk.line(user.customerId);
    const [many, seldom] = [await desk.secretary({ name: 'Viele' }), await desk.secretary({ name: 'Wenige' })];
    const anna = await desk.contact(user.customerId, { numbers: ['+4917604000017'] });
    await desk.sql.pool.query(
      `insert into call (customer_id, id, line_id, reporter, external_id, caller_number, withheld, state, received_at, state_since, taken_at, taken_by, ended_at, end_reason, result, decision)
       select $1, gen_random_uuid(), $2, 'bulk', n::text, '+49176040' || lpad(n::text, 5, '0'), false, 'ENDED', $3::timestamptz - n * interval '1 minute', $3, $3, case when n % 10000 = 0 then $5::uuid else $4::uuid end, $3, 'CALLER_HUNG_UP', 'INFORMATION_GIVEN', '{"reasons": [], "greeting": ""}' from generate_series(1, 30000) n`,
      [user.customerId, id, desk.now(), many.secretaryId, seldom.secretaryId],
    );
    await desk.sql.pool.query('analyze call');
    // What is read of the table, as the figures of the database say it, not how long a busy machine takes.
    const readRows = async (filter: object): Promise<number> => {
      const seen: { sql: string; values: unknown[] }[] = [];
      const ctx = desk.as(user);
      const query = ctx.sql.query.bind(ctx.sql);
      ctx.sql.query = (async (asked: Statement<never>, values: unknown[]) => { seen.push({ sql: asked.text, values }); return query(asked, values); }) as typeof ctx.sql.query;
      await listCalls(ctx as never, { first: 30 }, filter);
      const { sql: text, values } = seen.at(-1)!;
      const { rows } = await desk.sql.pool.query(`explain (analyze, format json) ${text}`, values);
      const rowsOf = (node: Told): number => (/Scan/.test(node['Node Type']) && node['Relation Name'] === 'call' ? (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'] : 0) + (node.Plans ?? []).reduce((sum: number, plan: Told) => sum + rowsOf(plan), 0);
      return rowsOf(rows[0]['QUERY PLAN'][0].Plan);
    };
    expect(await readRows({ secretaryId: seldom.secretaryId })).toBeLessThan(50);
    expect(await readRows({ secretaryId: many.secretaryId })).toBeLessThan(100);
    expect(await readRows({ contactId: anna })).toBeLessThan(50);
  });

  test('take null for not given', async () => {
    const { user, ids } = await history(2);
    expect(await idsOf(user, { search: null, states: null, results: null, needsCallBack: null, urgent: null, secretaryId: null, contactId: null, from: null, until: null, customerId: null })).toEqual(ids.toReversed());
    expect((await list(user, { filter: null })).data.calls.edges).toHaveLength(2);
  });
});

describe('markCallBackDone', () => {
  test('is the staff’s and the customer’s own, and keeps the first moment', async () => {
    const { id, externalId } = await desk.call(line.number);
    // Nothing is to be done yet, so nothing can be done already.
    expect(await acts.callBackDone(jana, id)).toMatchObject({ callBackDoneAt: null });
    await reportEnded(desk.sql, 'door:test', externalId, null, desk.now());
    expect(await acts.callBackDone(null, id)).toEqual({ code: 'UNAUTHENTICATED' });
    for (const missing of [id, crypto.randomUUID(), 'x']) expect(await acts.callBackDone(krause, missing)).toEqual({ code: 'FORBIDDEN' });
    expect(await acts.read(jana, id)).toMatchObject({ needsCallBack: true });
    const done = await acts.callBackDone(weber, id);
    expect(done.callBackDoneAt).toBe(desk.now().toISOString());
    desk.pass(60);
    expect(await acts.callBackDone(jana, id)).toMatchObject({ callBackDoneAt: done.callBackDoneAt });
  });
});

describe('a page of calls', () => {
  const PAGE = `query ($first: Int!) { calls(first: $first) { edges { node { id customer { name } line { number } takenBy { name } note { concern writtenBy { name } } needsCallBack
    caller { number isVip contacts { name numbers } identifiedAs { name } earlierCalls { id } } decision { instruction { title } next { number } } attempts { outcome } draft { concern } } } } }`;

  /** How many statements the page costs. */
  async function statements(actor: Actor, first: number): Promise<{ rows: number; statements: number }> {
    let count = 0;
    const counted = <Result>(run: (statement: Statement<never>, values?: readonly unknown[]) => Result) => (statement: Statement<never>, values?: readonly unknown[]) => {
      count++;
      return run(statement, values);
    };
    const sql = { ...desk.ground.sql, query: counted(desk.ground.sql.query as never), one: counted(desk.ground.sql.one as never) };
    const result: Told = await graphql({ schema: desk.schema, source: PAGE, contextValue: makeContext({ ...desk.ground, sql: sql as never }, actor), variableValues: { first } });
    expect(result.errors).toBeUndefined();
    return { rows: result.data.calls.edges.length, statements: count };
  }

  test('costs as many statements with one call as with fifty, of one customer or of many', async () => {
    const person = await desk.customerUser(await desk.customer());
    const ring = async (customerId: string) => {
      const { number } = await desk.line(customerId, { number: `+4989999980${String(rung++).padStart(2, '0')}` });
      await desk.instruction(customerId);
      const callerNumber = `+49176040690${String(rung).padStart(2, '0')}`;
      await desk.contact(customerId, { name: `Anrufer ${rung}`, numbers: [callerNumber], isVip: true });
      const { id } = await desk.call(number, { callerNumber });
      const secretary = await desk.secretary({ name: `Sekretärin ${rung}` });
      await acts.take(secretary, id);
      await acts.putThrough(secretary, id);
      await acts.note(secretary, id, { concern: 'x' });
    };
    let rung = 0;
    await ring(person.customerId);
    const one = await statements(person, 1);
    expect(one.rows).toBe(1);
    for (let n = 0; n < 9; n++) await ring(person.customerId);
    expect(await statements(person, 50)).toEqual({ rows: 10, statements: one.statements });
    for (let n = 0; n < 45; n++) await ring(await desk.customer());
    const staff = await statements(jana, 1);
    expect(staff.rows).toBe(1);
    expect(await statements(jana, 50)).toEqual({ rows: 50, statements: staff.statements });
  });
});
