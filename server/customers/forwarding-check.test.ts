import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { statement } from '../database/sql.ts';
import { currentPosition, readEvents } from '../events/event-log.ts';
import { Desk as LiveDesk, openProcess } from '../events/feed-ground.ts';
import type { CustomerUserActor, Person, SecretaryActor } from '../identity/actor.ts';
import { type Desk, openDesk } from '../test/desk.ts';
import { claimChecksToCall, endCheck, expireChecks, noticeTestCall } from './forwarding-check.service.ts';

const MOBILE = '+491713920031';
const START = `mutation ($lineId: ID!, $number: String!) { startForwardingCheck(lineId: $lineId, number: $number) {
  __typename
  ... on ForwardingCheck { id number method startedAt expiresAt endedAt result line { id } }
  ... on ForwardingCheckInvalid { problems { field code } }
  ... on ForwardingCheckRunning { forwardingCheck { id } }
  ... on TooManyForwardingChecks { againAt }
} }`;
const CHECK = 'query ($id: ID!) { forwardingCheck(id: $id) { id number method result endedAt line { lastForwardingCheck { id result } } } }';

const CONNECT = statement('test-exchange', `insert into exchange (name, holder, connected_since, lost_at) values ('asterisk', 'test', $1, $2) on conflict (name) do update set connected_since = $1, lost_at = $2`);

let desk: Desk;
let secretary: SecretaryActor;
beforeAll(async () => {
  desk = await openDesk();
  secretary = await desk.secretary();
});
afterAll(() => desk.close());

const connectExchange = () => desk.sql.query(CONNECT, [desk.now(), null]);
const loseExchange = () => desk.sql.query(CONNECT, [desk.now(), desk.now()]);
beforeEach(loseExchange);

/** A customer with a line and somebody who signs in. */
async function house(over: { isBlock?: boolean; number?: string } = {}) {
  const customerId = await desk.customer();
  return { customerId, line: await desk.line(customerId, over), anke: await desk.customerUser(customerId) };
}
const start = async (actor: Person | null, lineId: string, number = MOBILE) => (await desk.run(actor, START, { lineId, number })).data?.startForwardingCheck;
const check = async (actor: Person, id: string) => (await desk.run(actor, CHECK, { id })).data.forwardingCheck;
const arrive = (customerId: string, lineId: string, call: { callerNumber?: string | null; divertedBy?: string | null } = {}) =>
  noticeTestCall(desk.sql, { customerId, lineId, callerNumber: '+491713920050', divertedBy: null, ...call }, desk.now());
/** The test calls of the customer that events have told of since `seq`. */
const toldSince = async (seq: number, customerId: string) =>
  (await readEvents(desk.sql, seq, 1000)).filter(event => event.kind === 'FORWARDING_CHECK_CHANGED' && event.customerId === customerId).map(event => event.subjectId);
const place = async () => (await currentPosition(desk.sql)).seq;

describe('a test call', () => {
  it('is the customer’s to dial where no telephone system dials by itself, for three minutes', async () => {
    const { line, anke, customerId } = await house();
    const before = await place();
    const started = await start(anke, line.id, '0171 3920031');
    expect(started).toEqual({
      __typename: 'ForwardingCheck', id: expect.any(String), number: MOBILE, method: 'YOU_CALL', result: null, endedAt: null, line: { id: line.id },
      startedAt: desk.now().toISOString(), expiresAt: new Date(desk.now().getTime() + 180_000).toISOString(),
    });
    expect(await toldSince(before, customerId)).toEqual([started.id]);
    expect(await claimChecksToCall(desk.sql, desk.now())).toEqual([]);
  });

  it('is ours to dial where a telephone system does, and is handed out once, with the customer’s own line to be shown', async () => {
    await connectExchange();
    const { line, anke } = await house();
    const { id, method } = await start(anke, line.id);
    expect(method).toBe('WE_CALL');
    const claimed = (await Promise.all([1, 2, 3].map(() => claimChecksToCall(desk.sql, desk.now())))).flat();
    expect(claimed).toEqual([{ id, number: MOBILE, presentedNumber: line.number, ringSeconds: 45 }]);
  });

  it('rings a fixed line for longer, and shows the switchboard of a block', async () => {
    await connectExchange();
    const { line, anke } = await house({ isBlock: true, number: '+4940669698' });
    const { id } = await start(anke, line.id, '+496990009100');
    expect(await claimChecksToCall(desk.sql, desk.now())).toEqual([{ id, number: '+496990009100', presentedNumber: '+49406696980', ringSeconds: 75 }]);
  });

  it('is started by staff on behalf of a customer', async () => {
    const { line } = await house();
    expect(await start(secretary, line.id)).toMatchObject({ __typename: 'ForwardingCheck', line: { id: line.id } });
  });

  it.each([
    ['', 'REQUIRED'], ['zwölf', 'INVALID_NUMBER'], ['112', 'FORBIDDEN_NUMBER'], ['0900 1234567', 'FORBIDDEN_NUMBER'], ['0180 5123456', 'FORBIDDEN_NUMBER'], ['+1 212 555 0100', 'FORBIDDEN_NUMBER'],
  ])('is refused to the number "%s": %s', async (number, code) => {
    const { line, anke } = await house();
    expect(await start(anke, line.id, number)).toMatchObject({ __typename: 'ForwardingCheckInvalid', problems: [{ field: 'number', code }] });
    expect(await desk.run(anke, `{ customer(id: "${anke.customerId}") { lines { lastForwardingCheck { id } } } }`)).toEqual({ data: { customer: { lines: [{ lastForwardingCheck: null }] } } });
  });

  it('is refused to a line of the service, where it would begin again', async () => {
    const { line, anke } = await house();
    expect((await start(anke, line.id, line.number)).problems).toEqual([{ field: 'number', code: 'FORBIDDEN_NUMBER' }]);
  });

  it('is refused while another one to the same line is under way, and never started twice', async () => {
    const { line, anke } = await house();
    const all = await Promise.all(Array.from({ length: 5 }, () => start(anke, line.id)));
    const [first] = all.filter(one => one.__typename === 'ForwardingCheck');
    expect(all.filter(one => one.__typename === 'ForwardingCheckRunning').map(one => one.forwardingCheck.id)).toEqual(Array.from({ length: 4 }, () => first.id));
    const second = await desk.line(anke.customerId);
    expect((await start(anke, second.id)).__typename).toBe('ForwardingCheck');
  });

  it('can be started again when the time of the last one is over, swept up or not', async () => {
    const { line, anke, customerId } = await house();
    const { id } = await start(anke, line.id);
    desk.pass(180);
    const before = await place();
    const again = await start(anke, line.id);
    expect(again.__typename).toBe('ForwardingCheck');
    expect((await check(anke, id)).result).toBe('NOT_ARRIVED');
    expect(await toldSince(before, customerId)).toEqual([id, again.id]);
  });

  it('is refused after ten within an hour, whoever starts them, until the oldest is an hour ago', async () => {
    const { line, anke } = await house();
    const first = desk.now();
    for (let count = 0; count < 10; count++) {
      expect((await start(count % 2 ? anke : secretary, line.id)).__typename).toBe('ForwardingCheck');
      desk.pass(200);
    }
    const againAt = new Date(first.getTime() + 3_600_000);
    expect(await start(anke, line.id)).toEqual({ __typename: 'TooManyForwardingChecks', againAt: againAt.toISOString() });
    expect((await start(secretary, line.id)).__typename).toBe('TooManyForwardingChecks');
    desk.at(againAt);
    expect((await start(anke, line.id)).__typename).toBe('ForwardingCheck');
  });
});

describe('its arrival', () => {
  it('is shown, told, and no call is made of it when we dialled', async () => {
    await connectExchange();
    const { line, anke, customerId } = await house();
    const { id } = await start(anke, line.id);
    await claimChecksToCall(desk.sql, desk.now());
    const before = await place();
    desk.pass(12);
    expect(await arrive(customerId, line.id, { callerNumber: line.number })).toBe('TEST_CALL');
    expect(await check(anke, id)).toEqual({ id, number: MOBILE, method: 'WE_CALL', result: 'ARRIVED', endedAt: desk.now().toISOString(), line: { lastForwardingCheck: { id, result: 'ARRIVED' } } });
    expect(await toldSince(before, customerId)).toEqual([id]);
  });

  it('is told once, although systems tell of a call twice', async () => {
    await connectExchange();
    const { line, anke, customerId } = await house();
    const { id } = await start(anke, line.id);
    await claimChecksToCall(desk.sql, desk.now());
    const before = await place();
    expect(await arrive(customerId, line.id, { callerNumber: line.number })).toBe('TEST_CALL');
    expect(await arrive(customerId, line.id, { callerNumber: line.number })).toBe('TEST_CALL');
    expect(await toldSince(before, customerId)).toEqual([id]);
  });

  it('has a caller to be served when the customer dialled', async () => {
    const { line, anke, customerId } = await house();
    const { id } = await start(anke, line.id);
    expect(await arrive(customerId, line.id, { divertedBy: MOBILE })).toBe('ARRIVED_TOO');
    expect((await check(anke, id)).result).toBe('ARRIVED');
    // From then on calls are what they always are.
    expect(await arrive(customerId, line.id, { divertedBy: MOBILE })).toBeNull();
  });

  it('is not seen in calls that another telephone forwarded, that come to another line, or that come too late', async () => {
    const { line, anke, customerId } = await house();
    const other = await desk.line(customerId);
    const { id } = await start(anke, line.id);
    expect(await arrive(customerId, line.id, { divertedBy: '+491713920032' })).toBeNull();
    expect(await arrive(customerId, other.id, { divertedBy: MOBILE })).toBeNull();
    desk.pass(180);
    expect(await arrive(customerId, line.id, { divertedBy: MOBILE })).toBeNull();
    expect((await check(anke, id)).result).toBeNull();
  });

  it('is not seen before anybody was asked to dial', async () => {
    await connectExchange();
    const { line, anke, customerId } = await house();
    await start(anke, line.id);
    expect(await arrive(customerId, line.id, { callerNumber: line.number })).toBeNull();
  });

  it('does not make ordinary calls of a line without a test look different', async () => {
    const { line, customerId } = await house();
    expect(await arrive(customerId, line.id)).toBeNull();
  });
});

describe('its end', () => {
  it('is what was said first', async () => {
    await connectExchange();
    const { line, anke, customerId } = await house();
    const { id } = await start(anke, line.id);
    await claimChecksToCall(desk.sql, desk.now());
    await endCheck(desk.sql, id, 'NOT_FORWARDED', desk.now());
    const before = await place();
    await endCheck(desk.sql, id, 'ARRIVED', desk.now());
    expect((await check(anke, id)).result).toBe('NOT_FORWARDED');
    expect(await toldSince(before, customerId)).toEqual([]);
  });

  it('comes by itself: nothing arrived, or nobody could dial', async () => {
    const dialled = await house();
    const mine = await start(dialled.anke, dialled.line.id);
    await connectExchange();
    const undialled = await house();
    const ours = await start(undialled.anke, undialled.line.id);
    const before = await place();
    desk.pass(89);
    await expireChecks(desk.sql, desk.now());
    expect(await toldSince(before, undialled.customerId)).toEqual([]);
    desk.pass(200);
    await expireChecks(desk.sql, desk.now());
    await expireChecks(desk.sql, desk.now());
    expect([(await check(dialled.anke, mine.id)).result, (await check(undialled.anke, ours.id)).result]).toEqual(['NOT_ARRIVED', 'FAILED']);
    expect([await toldSince(before, dialled.customerId), await toldSince(before, undialled.customerId)]).toEqual([[mine.id], [ours.id]]);
    expect(await claimChecksToCall(desk.sql, desk.now())).toEqual([]);
  });
});

describe('somebody of another customer', () => {
  let stranger: CustomerUserActor;
  beforeAll(async () => { stranger = (await house()).anke; });

  it('starts none, sees none, and cannot tell it from one that does not exist', async () => {
    const { line, anke } = await house();
    const { id } = await start(anke, line.id);
    for (const lineId of [line.id, crypto.randomUUID(), 'keine'])
      expect((await desk.run(stranger, START, { lineId, number: MOBILE })).errors?.[0].extensions.code).toBe('FORBIDDEN');
    for (const one of [id, crypto.randomUUID(), 'keine']) expect(await check(stranger, one)).toBeNull();
    expect((await desk.run(null, START, { lineId: line.id, number: MOBILE })).errors?.[0].extensions.code).toBe('UNAUTHENTICATED');
    expect((await desk.run(null, CHECK, { id })).errors?.[0].extensions.code).toBe('UNAUTHENTICATED');
  });

  it('is not told live of what the customer and the desk are told', async () => {
    const server = await openProcess(desk, { door: { schema: desk.schema, contextFor: desk.as } });
    try {
      const { line, anke } = await house();
      const own = await desk.line(stranger.customerId);
      const subscription = 'subscription Live($after: String) { events(after: $after) { __typename ... on ForwardingCheckChanged { forwardingCheckId forwardingCheck { number result } } } }';
      const cursor = (await desk.run(anke, '{ liveCursor }')).data.liveCursor;
      const { id } = await start(anke, line.id);
      // Comes after it in the order of events, and so shows that the other one was left out.
      const ownCheck = await start(stranger, own.id, '+491713920033');
      const told = async (person: Person, count: number) => {
        const live = await LiveDesk.open(server.url, person);
        live.subscribe(cursor, subscription);
        await live.until(() => live.events().length >= count);
        const events = live.events();
        await live.close();
        return events;
      };
      const first = { __typename: 'ForwardingCheckChanged', forwardingCheckId: id, forwardingCheck: { number: MOBILE, result: null } };
      const second = { __typename: 'ForwardingCheckChanged', forwardingCheckId: ownCheck.id, forwardingCheck: { number: '+491713920033', result: null } };
      expect(await told(anke, 1)).toEqual([first]);
      expect(await told(stranger, 1)).toEqual([second]);
      expect(await told(secretary, 2)).toEqual([first, second]);
    } finally {
      await server.close();
    }
  });
});
