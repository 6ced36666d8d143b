import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTail, type Tail } from '../events/tail.ts';
import { followChanges } from '../housekeeping.ts';
import { crossBoundaries } from '../instructions/active-instruction.ts';
import type { SecretaryActor } from '../identity/actor.ts';
import { callActs } from '../test/call-acts.ts';
import { type Desk, openDesk, type TestInstruction, type Told } from '../test/desk.ts';
import { openServer } from '../test/server.ts';
import { decideOpenCallsAnew } from './deciding.ts';

let desk: Desk;
let acts: ReturnType<typeof callActs>;
let jana: SecretaryActor;
let tail: Tail;
let unfollow: () => Promise<void>;

beforeAll(async () => {
  desk = await openDesk();
  acts = callActs(desk);
  jana = await desk.secretary();
  tail = await startTail({ connection: desk.connection, log: desk.ground.log, pollMs: 100 });
  unfollow = followChanges(desk.ground, tail, desk.ground.log);
});
afterAll(async () => {
  await unfollow();
  await tail.stop();
  await desk.close();
});

const VIP_ONLY: TestInstruction = { title: 'Nur VIPs', putThrough: 'VIP', message: 'Dr. Weber ist im Termin.', forwardingNumbers: [{ number: '+491713920081' }] };

async function customer(instruction?: TestInstruction) {
  const id = await desk.customer();
  const line = await desk.line(id);
  if (instruction) await desk.instruction(id, instruction);
  return { id, number: line.number };
}

/** The call as soon as it is as told, however long the process that follows the changes takes. */
const whenCall = async (id: string, matches: (call: Told) => boolean): Promise<Told> => {
  let call: Told;
  await expect.poll(async () => matches((call = await acts.read(jana, id))), { timeout: 20_000, interval: 20 }).toBe(true);
  return call;
};

describe('identifyCaller', () => {
  test('decides anew for a VIP who withholds their number', async () => {
    const { id: customerId, number } = await customer(VIP_ONLY);
    const vip = await desk.contact(customerId, { name: 'Ute Berg', numbers: ['+4917604069001'], isVip: true });
    const { id } = await desk.call(number, { callerNumber: null });
    const taken = await acts.take(jana, id);
    expect(taken.decision).toMatchObject({ kind: 'TAKE_MESSAGE', message: 'Dr. Weber ist im Termin.', next: null, reasons: [{ __typename: 'ByWithheldNumber' }, { __typename: 'ByRule', rule: 'VIP' }, { __typename: 'ByInstruction' }] });
    expect(taken.caller).toEqual({ withheld: true, isVip: false, identifiedAs: null, contacts: [] });
    desk.pass(20);
    const told = await acts.identify(jana, id, vip);
    expect(told.decision).toMatchObject({ kind: 'PUT_THROUGH', next: { number: '+491713920081' }, reasons: [{ __typename: 'ByContact', contactId: vip, match: 'IDENTIFIED', standing: 'VIP' }, { __typename: 'ByRule' }, { __typename: 'ByInstruction' }] });
    expect(told).toMatchObject({ decisionChangedAt: desk.now().toISOString(), changedDecision: null, caller: { withheld: true, isVip: true, identifiedAs: { id: vip, name: 'Ute Berg' }, contacts: [{ id: vip }] } });
    // By this the call is found later.
    const found = await desk.run(jana, '{ calls(filter: { search: "berg" }) { edges { node { id } } } }');
    expect(found.data.calls.edges).toEqual([{ node: { id } }]);
  });

  test('names one of several contacts with the same number, and another one when it was the wrong one', async () => {
    const { id: customerId, number } = await customer(VIP_ONLY);
    const blocked = await desk.contact(customerId, { name: 'Kurt Sperr', numbers: ['+4917604069002'], isBlocked: true });
    const vip = await desk.contact(customerId, { name: 'Ina Sperr', numbers: ['+4917604069002'], isVip: true });
    const { id } = await desk.call(number, { callerNumber: '+4917604069002' });
    const taken = await acts.take(jana, id);
    expect(taken.decision).toMatchObject({ kind: 'TAKE_MESSAGE', reasons: [{ contactId: blocked, match: 'NUMBER', standing: 'BLOCKED' }, {}] });
    expect(taken.caller.contacts.map((one: Told) => one.id)).toEqual([blocked, vip]);
    expect(await acts.identify(jana, id, vip)).toMatchObject({ decision: { kind: 'PUT_THROUGH' }, caller: { contacts: [{ id: vip }] } });
    expect(await acts.identify(jana, id, blocked)).toMatchObject({ decision: { kind: 'TAKE_MESSAGE' }, caller: { identifiedAs: { id: blocked } } });
  });

  test('refuses a contact of another customer, and one that does not exist, alike', async () => {
    const { number } = await customer(VIP_ONLY);
    const foreign = await desk.contact(await desk.customer({ name: 'Kanzlei Krause' }), { isVip: true });
    const { id } = await desk.call(number);
    const before = await acts.take(jana, id);
    for (const contactId of [foreign, crypto.randomUUID(), 'x']) expect(await acts.identify(jana, id, contactId)).toEqual({ code: 'FORBIDDEN' });
    expect(await acts.read(jana, id)).toMatchObject({ decision: before.decision, caller: { identifiedAs: null } });
  });

  test('is over with the call, and nobody’s before it is taken', async () => {
    const { id: customerId, number } = await customer(VIP_ONLY);
    const vip = await desk.contact(customerId, { isVip: true });
    const { id } = await desk.call(number);
    expect((await acts.identify(jana, id, vip)).__typename).toBe('NotYourCall');
    await acts.take(jana, id);
    await acts.end(jana, id, 'INFORMATION_GIVEN');
    expect(await acts.identify(jana, id, vip)).toMatchObject({ __typename: 'CallOver', result: 'INFORMATION_GIVEN' });
  });
});

describe('a change while a call is open', () => {
  test('reaches the ringing call at every desk, marked as changed', async () => {
    const server = await openServer(desk);
    const { id: customerId, number } = await customer();
    const weber = await desk.customerUser(customerId);
    const socket = await server.connect(jana);
    await socket.listen('... on CallChanged { callId call { decision { kind greeting } decisionChangedAt } }');
    const { id } = await desk.call(number);
    desk.pass(3);
    const { data } = await desk.run(weber, `mutation ($id: ID!) { createInstruction(customerId: $id, input: { title: "Sprechstunde", greeting: "Praxis Dr. Weber.", putThrough: ALL, forwardingNumbers: [{ number: "0171 3920081" }] }) { __typename } }`, { id: customerId });
    expect(data.createInstruction.__typename).toBe('Instruction');
    const event = await socket.until(({ callId, call }) => callId === id && call.decision.kind === 'PUT_THROUGH');
    expect(event.call).toEqual({ decision: { kind: 'PUT_THROUGH', greeting: 'Praxis Dr. Weber.' }, decisionChangedAt: desk.now().toISOString() });
    await server.close();
  });

  test('is shown beside the decision of a call in hand until it is adopted, and goes when it is taken back', async () => {
    const { id: customerId, number } = await customer({ greeting: 'Früher.' });
    const { id } = await desk.call(number);
    const taken = await acts.take(jana, id);
    expect(taken).toMatchObject({ changedDecision: null, decisionChangedAt: null });
    const holiday = await desk.instruction(customerId, { title: 'Urlaub', greeting: 'Im Urlaub.', putThrough: 'NONE', message: 'Wir sind im Urlaub.', validUntil: new Date(desk.now().getTime() + 86_400_000), forwardingNumbers: [] });
    const changed = await whenCall(id, call => call.changedDecision !== null);
    expect(changed).toMatchObject({ decision: taken.decision, decisionChangedAt: null, changedDecision: { kind: 'TAKE_MESSAGE', greeting: 'Im Urlaub.' } });
    await desk.run(await desk.customerUser(customerId), 'mutation ($id: ID!) { deleteInstruction(instructionId: $id) { __typename } }', { id: holiday.id });
    await whenCall(id, call => call.changedDecision === null);
    expect(await acts.adopt(jana, id)).toEqual({ __typename: 'NothingChanged', message: expect.any(String) });

    await desk.instruction(customerId, { title: 'Umzug', greeting: 'Wir ziehen um.', putThrough: 'NONE', message: 'Wir ziehen um.', validUntil: new Date(desk.now().getTime() + 86_400_000), forwardingNumbers: [] });
    await whenCall(id, call => call.changedDecision !== null);
    desk.pass(9);
    const adopted = await acts.adopt(jana, id);
    expect(adopted).toMatchObject({ decision: { kind: 'TAKE_MESSAGE', greeting: 'Wir ziehen um.' }, changedDecision: null, decisionChangedAt: desk.now().toISOString() });
    expect((await acts.adopt(jana, id)).__typename).toBe('NothingChanged');
  });

  test('counts for a call that is handed back', async () => {
    const { id: customerId, number } = await customer({ greeting: 'Früher.' });
    const { id } = await desk.call(number);
    await acts.take(jana, id);
    await desk.instruction(customerId, { title: 'Heute', greeting: 'Heute.', validUntil: new Date(desk.now().getTime() + 3_600_000) });
    await whenCall(id, call => call.changedDecision !== null);
    desk.pass(5);
    expect(await acts.release(jana, id)).toMatchObject({ state: 'RINGING', decision: { greeting: 'Heute.' }, changedDecision: null, decisionChangedAt: desk.now().toISOString() });
  });

  test('of the address book counts as well', async () => {
    const { id: customerId, number } = await customer(VIP_ONLY);
    const weber = await desk.customerUser(customerId);
    const contact = await desk.contact(customerId, { numbers: ['+4917604069009'] });
    const { id } = await desk.call(number, { callerNumber: '+4917604069009' });
    expect((await acts.read(jana, id)).decision.kind).toBe('TAKE_MESSAGE');
    await desk.run(weber, 'mutation ($id: ID!) { markVip(contactId: $id) { __typename } }', { id: contact });
    expect(await whenCall(id, call => call.decision.kind === 'PUT_THROUGH')).toMatchObject({ caller: { isVip: true } });
    await desk.run(weber, 'mutation ($id: ID!) { unmarkVip(contactId: $id) { __typename } }', { id: contact });
    await whenCall(id, call => call.decision.kind === 'TAKE_MESSAGE');
  });

  test('leaves the open calls of other customers alone', async () => {
    const [one, other] = [await customer(), await customer()];
    const calls = [await desk.call(one.number), await desk.call(other.number)] as const;
    await desk.instruction(one.id, {});
    await whenCall(calls[0].id, call => call.decision.kind === 'PUT_THROUGH');
    expect(await acts.read(jana, calls[1].id)).toMatchObject({ decision: { kind: 'TAKE_MESSAGE' }, decisionChangedAt: null });
  });

  test('that is committed while a call is being decided is not overlooked', async () => {
    const { id: customerId, number } = await customer();
    const holder = await desk.sql.pool.connect();
    await holder.query('begin; lock table call in exclusive mode');
    // Decided with what was, and held up just before it is stored.
    const ringing = desk.call(number);
    const waits = async () => (await holder.query(`select 1 from pg_locks where relation = 'call'::regclass and not granted`)).rowCount;
    await expect.poll(waits, { timeout: 20_000 }).toBe(1);
    const before = tail.seq;
    await desk.instruction(customerId, {});
    await expect.poll(() => tail.seq, { timeout: 20_000 }).toBeGreaterThan(before);
    await holder.query('commit');
    holder.release();
    expect((await ringing).decision.kind).toBe('PUT_THROUGH');
  });
});

describe('time that passes', () => {
  test('decides a ringing call anew when it crosses a boundary', async () => {
    desk.at('2026-06-15T09:59:50Z');
    const { number } = await customer({ title: 'Vormittag', validUntil: new Date('2026-06-15T10:00:00Z') });
    const { id } = await desk.call(number);
    expect((await acts.read(jana, id)).decision.kind).toBe('PUT_THROUGH');
    desk.at('2026-06-15T09:59:59Z');
    expect(await crossBoundaries(desk.sql, desk.now())).toBe(0);
    desk.at('2026-06-15T10:00:00Z');
    expect(await crossBoundaries(desk.sql, desk.now())).toBeGreaterThan(0);
    expect(await whenCall(id, call => call.decision.kind === 'TAKE_MESSAGE')).toMatchObject({ decisionChangedAt: '2026-06-15T10:00:00.000Z', decision: { reasons: [{ __typename: 'ByDefault' }] } });
  });

  test('is shown beside the decision of a call in hand', async () => {
    desk.at('2026-06-15T11:59:50Z');
    const { number } = await customer({ title: 'Bis zwölf', validUntil: new Date('2026-06-15T12:00:00Z') });
    const { id } = await desk.call(number);
    await acts.take(jana, id);
    desk.at('2026-06-15T12:00:01Z');
    await crossBoundaries(desk.sql, desk.now());
    expect(await whenCall(id, call => call.changedDecision !== null)).toMatchObject({ decision: { kind: 'PUT_THROUGH' }, changedDecision: { kind: 'TAKE_MESSAGE' } });
  });

  test('changes nothing where nothing changed', async () => {
    expect(await decideOpenCallsAnew(desk.sql, null, desk.now())).toBe(0);
  });
});
