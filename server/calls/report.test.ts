import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { statement } from '../database/sql.ts';
import { newestEvents } from '../events/event-log.ts';
import type { CustomerUserActor, SecretaryActor } from '../identity/actor.ts';
import { type Desk, openDesk } from '../test/desk.ts';
import { expire, expiryOf } from '../retention/expiry.ts';

let desk: Desk;
let supervisor: SecretaryActor;
let jana: SecretaryActor;
let weber: CustomerUserActor;
let customerId: string;
let line: { id: string; number: string };

beforeAll(async () => {
  desk = await openDesk();
  supervisor = await desk.secretary({ name: 'Leitung', isSupervisor: true });
  jana = await desk.secretary();
  customerId = await desk.customer();
  weber = await desk.customerUser(customerId);
  line = await desk.line(customerId);
});
afterAll(() => desk.close());

const CALL = `id state result receivedAt answeredAt endedAt endReason takenBy { id } customer { id } line { id number } caller { number rawNumber withheld isVip contacts { name } earlierCalls { id } }`;
const INCOMING = `mutation ($input: IncomingCallInput!) { reportIncomingCall(input: $input) {
  __typename ... on Call { ${CALL} } ... on UnknownLine { calledNumber message } } }`;
const ANSWERED = `mutation ($externalId: String!) { reportCallAnswered(externalId: $externalId) { __typename ... on Call { ${CALL} } ... on UnknownCall { externalId } } }`;
const ENDED = `mutation ($externalId: String!, $reason: String) { reportCallEnded(externalId: $externalId, reason: $reason) { __typename ... on Call { ${CALL} } ... on UnknownCall { externalId } } }`;

const incoming = (input: object, actor: SecretaryActor = supervisor) =>
  desk.run(actor, INCOMING, { input: { calledNumber: line.number, callerNumber: '+491713920001', externalId: crypto.randomUUID(), ...input } });
const ring = async (input: object = {}) => {
  const externalId = crypto.randomUUID();
  return { externalId, call: (await incoming({ externalId, ...input })).data.reportIncomingCall };
};
const answered = async (externalId: string) => (await desk.run(supervisor, ANSWERED, { externalId })).data.reportCallAnswered;
const ended = async (externalId: string, reason: string | null = null) => (await desk.run(supervisor, ENDED, { externalId, reason })).data.reportCallEnded;

const COUNT = statement<{ rows: number }>('test-count-reported', 'select (select count(*) from call)::int + (select count(*) from unassigned_call)::int + (select count(*) from early_report)::int as rows');
const stored = async () => (await desk.sql.one(COUNT))?.rows;

describe('reportIncomingCall', () => {
  test('lets a call ring at the customer whose line was called', async () => {
    const { call } = await ring();
    expect(call).toMatchObject({
      __typename: 'Call', state: 'RINGING', result: null, receivedAt: desk.now().toISOString(), takenBy: null, customer: { id: customerId }, line: { id: line.id },
      caller: { number: '+491713920001', withheld: false, isVip: false, contacts: [] },
    });
    expect((await newestEvents(desk.sql, 1))[0]).toMatchObject({ kind: 'CALL_CHANGED', customerId, subjectId: call.id });
  });

  test('reads the called number as Germans write it', async () => {
    const { call } = await ring({ calledNumber: line.number.replace('+4930', '(030) ') });
    expect(call.line.id).toBe(line.id);
  });

  test('finds the block with the longest prefix for an extension, and an exact line before any block', async () => {
    const wide = await desk.line(await desk.customer(), { number: '+4940669690', isBlock: true });
    const narrow = await desk.line(await desk.customer(), { number: '+49406696902', isBlock: true });
    const exact = await desk.line(await desk.customer(), { number: '+494066969025' });
    const noBlock = await desk.line(await desk.customer(), { number: '+49406696903' });
    const lineOf = async (calledNumber: string) => (await ring({ calledNumber })).call.line?.id;
    expect(await lineOf('+494066969012')).toBe(wide.id);
    expect(await lineOf('+494066969027')).toBe(narrow.id);
    expect(await lineOf('+494066969025')).toBe(exact.id);
    expect(await lineOf('+494066969031')).toBe(wide.id);
    expect(await lineOf('+49406696903')).toBe(noBlock.id);
  });

  test('puts a call to nobody’s line on the supervisors’ list, once, and says so', async () => {
    const input = { calledNumber: '030 23125 999', externalId: 'nobody-1', callerNumber: '0171 3920002' };
    for (let times = 0; times < 2; times++)
      expect((await incoming(input)).data.reportIncomingCall).toMatchObject({ __typename: 'UnknownLine', calledNumber: '+493023125999', message: expect.any(String) });
    const LIST = '{ unassignedCalls { edges { node { id calledNumber callerNumber receivedAt reporter } } pageInfo { hasNextPage } } }';
    const { data } = await desk.run(supervisor, LIST);
    const [{ node }] = data.unassignedCalls.edges;
    expect(data.unassignedCalls.edges).toHaveLength(1);
    expect(node).toMatchObject({ calledNumber: '+493023125999', callerNumber: '+491713920002', receivedAt: desk.now().toISOString(), reporter: `account:${supervisor.accountId}` });
    expect((await newestEvents(desk.sql, 1))[0]).toMatchObject({ kind: 'UNASSIGNED_CALL_REPORTED', customerId: null, subjectId: node.id });
    for (const other of [jana, weber]) expect((await desk.run(other, LIST)).errors?.[0].extensions.code).toBe('FORBIDDEN');
    expect((await desk.run(null, LIST)).errors?.[0].extensions.code).toBe('UNAUTHENTICATED');
    // Its later reports belong to no call and are not kept.
    const before = await stored();
    expect((await ended('nobody-1')).__typename).toBe('UnknownCall');
    expect(await stored()).toBe(before);
  });

  test.each([
    ['calledNumber', { calledNumber: 'keine Nummer' }],
    ['calledNumber', { calledNumber: '' }],
    ['calledNumber', { calledNumber: '1'.repeat(100_000) }],
    ['externalId', { externalId: '' }],
    ['externalId', { externalId: 'x'.repeat(201) }],
    ['externalId', { externalId: 'a\0b' }],
    ['receivedAt', { receivedAt: '2026-06-15T09:05:01Z' }],
    ['receivedAt', { receivedAt: '2026-06-14T08:59:59Z' }],
  ])('refuses a wrong %s and stores nothing', async (field, input) => {
    const before = await stored();
    const { errors } = await incoming(input);
    expect(errors?.[0].extensions).toMatchObject({ code: 'BAD_USER_INPUT', field });
    expect(await stored()).toBe(before);
  });

  test('takes the moment at which it began to ring, up to a day ago and five minutes ahead', async () => {
    expect((await ring({ receivedAt: '2026-06-15T08:59:30Z' })).call.receivedAt).toBe('2026-06-15T08:59:30.000Z');
    expect((await ring({ receivedAt: '2026-06-14T09:00:00Z' })).call.receivedAt).toBe('2026-06-14T09:00:00.000Z');
    expect((await ring({ receivedAt: '2026-06-15T09:05:00Z' })).call.receivedAt).toBe('2026-06-15T09:05:00.000Z');
  });

  test('finds the same call when it is reported again, also from ten sides at once', async () => {
    const externalId = crypto.randomUUID();
    const calls = await Promise.all(Array.from({ length: 10 }, () => incoming({ externalId })));
    expect(new Set(calls.map(({ data }) => data.reportIncomingCall.id)).size).toBe(1);
  });

  test('keeps the calls of two reporters apart that use the same id', async () => {
    const other = await desk.secretary({ isSupervisor: true });
    const first = (await incoming({ externalId: 'call-1' })).data.reportIncomingCall;
    const second = (await incoming({ externalId: 'call-1' }, other)).data.reportIncomingCall;
    expect(second.id).not.toBe(first.id);
    await ended('call-1');
    expect((await desk.run(jana, '{ desk { calls { id } } }')).data.desk.calls).toContainEqual({ id: second.id });
  });

  test.each([
    ['a withheld number', null, { number: null, rawNumber: null, withheld: true }],
    ['a system’s word for a withheld number', 'anonymous', { number: null, rawNumber: null, withheld: true }],
    ['an internal number', '23', { number: null, rawNumber: '23', withheld: false }],
    ['an alphanumeric id', 'Empfang-West', { number: null, rawNumber: 'Empfang-West', withheld: false }],
    ['a national number', '0176 04069001', { number: '+4917604069001', rawNumber: '0176 04069001', withheld: false }],
  ])('rings for %s', async (_name, callerNumber, caller) => {
    const { call } = await ring({ callerNumber });
    expect(call).toMatchObject({ state: 'RINGING', caller });
  });

  test('knows a caller by this customer’s book and calls alone', async () => {
    const other = await desk.customer({ name: 'Kanzlei Krause' });
    const otherLine = await desk.line(other);
    const callerNumber = '+4917604069042';
    await desk.contact(customerId, { name: 'Ute Berg', numbers: [callerNumber], isVip: true });
    const earlier = (await ring({ callerNumber })).call;
    desk.pass(60);
    const here = (await ring({ callerNumber })).call;
    expect(here.caller).toMatchObject({ isVip: true, contacts: [{ name: 'Ute Berg' }], earlierCalls: [{ id: earlier.id }] });
    const there = (await ring({ callerNumber, calledNumber: otherLine.number })).call;
    expect(there.caller).toMatchObject({ isVip: false, contacts: [], earlierCalls: [] });
  });

  test('shows a call to staff and to its own customer', async () => {
    const { call } = await ring();
    const krause = await desk.customerUser(await desk.customer({ name: 'Kanzlei Krause' }));
    const QUERY = 'query ($id: ID!) { call(id: $id) { id } }';
    for (const actor of [jana, supervisor, weber]) expect((await desk.run(actor, QUERY, { id: call.id })).data.call).toEqual({ id: call.id });
    expect((await desk.run(krause, QUERY, { id: call.id }))).toEqual({ data: { call: null } });
    for (const id of [crypto.randomUUID(), 'no id']) expect((await desk.run(jana, QUERY, { id }))).toEqual({ data: { call: null } });
    expect((await desk.run(null, QUERY, { id: call.id })).errors?.[0].extensions.code).toBe('UNAUTHENTICATED');
  });
});

describe('reportCallAnswered and reportCallEnded', () => {
  test('note when a phone was picked up, once', async () => {
    const { externalId } = await ring();
    desk.pass(4);
    const at = desk.now().toISOString();
    expect(await answered(externalId)).toMatchObject({ state: 'RINGING', answeredAt: at });
    desk.pass(2);
    expect(await answered(externalId)).toMatchObject({ answeredAt: at });
  });

  test.each([
    [null, 'ABANDONED', 'CALLER_HUNG_UP'],
    ['cancel', 'ABANDONED', 'CALLER_HUNG_UP'],
    ['normalClearing', 'ABANDONED', 'CALLER_HUNG_UP'],
    ['noAnswer', 'MISSED', 'SYSTEM_REPORTED'],
    ['congestion', 'MISSED', 'SYSTEM_REPORTED'],
    ['somethingNew', 'ABANDONED', 'SYSTEM_REPORTED'],
  ])('a ringing line that ends with %s is %s', async (reason, result, endReason) => {
    const { externalId } = await ring();
    desk.pass(30);
    expect(await ended(externalId, reason)).toMatchObject({ state: 'ENDED', result, endReason, endedAt: desk.now().toISOString() });
    desk.pass(1);
    const at = new Date(desk.now().getTime() - 1000).toISOString();
    expect(await ended(externalId, 'busy')).toMatchObject({ result, endReason, endedAt: at });
  });

  test('a line that was picked up and that nobody took at a desk is missed, and not lost', async () => {
    const { externalId, call } = await ring();
    await answered(externalId);
    expect(await ended(externalId)).toMatchObject({ result: 'MISSED' });
    const { data } = await desk.run(jana, 'query ($id: ID!) { call(id: $id) { needsCallBack } }', { id: call.id });
    expect(data.call.needsCallBack).toBe(true);
  });

  test('remember what came before the call, for a day', async () => {
    for (const report of [answered, ended]) {
      const externalId = crypto.randomUUID();
      expect(await report(externalId)).toEqual({ __typename: 'UnknownCall', externalId });
      desk.pass(86_000);
      await expire({ sql: desk.sql, secrets: desk.ground.secrets, maintenance: desk.sql }, expiryOf('early_report'), desk.now());
      const { data } = await incoming({ externalId });
      expect(data.reportIncomingCall).toMatchObject(report === ended ? { state: 'ENDED', result: 'ABANDONED' } : { state: 'RINGING', answeredAt: desk.now().toISOString() });
    }
    const externalId = crypto.randomUUID();
    await ended(externalId);
    desk.pass(86_401);
    await expire({ sql: desk.sql, secrets: desk.ground.secrets, maintenance: desk.sql }, expiryOf('early_report'), desk.now());
    expect((await incoming({ externalId })).data.reportIncomingCall).toMatchObject({ state: 'RINGING' });
  });

  test('refuse an id that is none', async () => {
    for (const query of [ANSWERED, ENDED])
      expect((await desk.run(supervisor, query, { externalId: '' })).errors?.[0].extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'externalId' });
  });

  test('are the supervisors’, for others’ calls not even known', async () => {
    const { externalId } = await ring();
    const other = await desk.secretary({ isSupervisor: true });
    expect((await desk.run(other, ENDED, { externalId })).data.reportCallEnded.__typename).toBe('UnknownCall');
    const operations: [string, object][] = [[INCOMING, { input: { calledNumber: line.number, externalId: 'x' } }], [ANSWERED, { externalId }], [ENDED, { externalId }]];
    for (const [query, variables] of operations) {
      for (const actor of [jana, weber]) expect((await desk.run(actor, query, variables as Record<string, unknown>)).errors?.[0].extensions.code).toBe('FORBIDDEN');
      expect((await desk.run(null, query, variables as Record<string, unknown>)).errors?.[0].extensions.code).toBe('UNAUTHENTICATED');
    }
  });
});
