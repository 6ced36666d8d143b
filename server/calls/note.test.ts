import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CustomerUserActor, SecretaryActor } from '../identity/actor.ts';
import { callActs } from '../test/call-acts.ts';
import { type Desk, openDesk, type Told } from '../test/desk.ts';
import { openServer } from '../test/server.ts';

let desk: Desk;
let acts: ReturnType<typeof callActs>;
let jana: SecretaryActor;
let tom: SecretaryActor;
let weber: CustomerUserActor;
let krause: CustomerUserActor;
let line: { id: string; number: string };

beforeAll(async () => {
  desk = await openDesk();
  acts = callActs(desk);
  [jana, tom] = [await desk.secretary({ name: 'Jana Kühn' }), await desk.secretary({ name: 'Tom Brandt' })];
  const customerId = await desk.customer();
  line = await desk.line(customerId);
  weber = await desk.customerUser(customerId);
  krause = await desk.customerUser(await desk.customer({ name: 'Kanzlei Krause' }));
});
afterAll(() => desk.close());

async function taken() {
  const call = await desk.call(line.number);
  await acts.take(jana, call.id);
  return call.id;
}

const NOTE = { callerName: ' Ute Berg ', callerCompany: 'Berg GmbH', callerNumber: '0176 040690 01', concern: 'Bittet um Rückruf wegen der Mahnung.', urgent: true, callBackWished: true };
const versionsOf = async (callId: string) =>
  (await desk.sql.pool.query('select v.version, v.concern, v.urgent, v.written_by, v.written_at from call_note_version v join call_note n on n.id = v.note_id where n.call_id = $1 order by v.version', [callId])).rows;

describe('saveCallNote', () => {
  test('keeps what was said, by whom and when', async () => {
    const id = await taken();
    desk.pass(40);
    expect(await acts.note(jana, id, NOTE)).toEqual({
      __typename: 'CallNote', ...NOTE, callerName: 'Ute Berg', id: expect.any(String), version: 1, writtenAt: desk.now().toISOString(), updatedAt: null, writtenBy: { id: jana.secretaryId },
    });
    expect(await acts.end(jana, id)).toMatchObject({ result: 'MESSAGE_TAKEN', needsCallBack: true });
  });

  test('reaches the customer at once, and nobody else’s customer', async () => {
    const server = await openServer(desk);
    const NOTES = '... on CallChanged { callId call { note { concern urgent writtenBy { name } } } }';
    const [portal, foreign] = [await server.connect(weber), await server.connect(krause)];
    await Promise.all([portal.listen(NOTES), foreign.listen(NOTES)]);
    const id = await taken();
    await acts.note(jana, id, { concern: 'Möchte einen Termin.' });
    const event = await portal.until(({ callId, call }) => callId === id && call.note !== null);
    expect(event.call.note).toEqual({ concern: 'Möchte einen Termin.', urgent: false, writtenBy: { name: 'Jana Kühn' } });
    // What is Krause's comes, so that nothing else is on its way before it.
    const own = await desk.call((await desk.line(krause.customerId)).number);
    await foreign.until(({ callId }) => callId === own.id);
    expect(foreign.events.map(({ callId }) => callId)).toEqual([own.id]);
    await server.close();
  });

  test('is for the customer and for staff alone, wherever one asks', async () => {
    const id = await taken();
    await acts.note(jana, id, { concern: 'Geheimnis Zwetschgenkuchen' });
    const LIST = 'query ($search: String) { calls(filter: { search: $search }) { edges { node { id note { concern } } } } }';
    const seen = { node: { id, note: { concern: 'Geheimnis Zwetschgenkuchen' } } };
    for (const actor of [weber, jana, tom]) {
      expect((await acts.read(actor, id)).note.concern).toBe(seen.node.note.concern);
      expect((await desk.run(actor, LIST)).data.calls.edges).toContainEqual(seen);
      expect((await desk.run(actor, LIST, { search: 'zwetschgenkuchen' })).data.calls.edges).toEqual([seen]);
    }
    expect(await acts.read(krause, id)).toBeNull();
    expect(JSON.stringify((await desk.run(krause, LIST)).data)).not.toContain(id);
    expect((await desk.run(krause, LIST, { search: 'zwetschgenkuchen' })).data.calls.edges).toEqual([]);
    expect((await desk.run(krause, 'query ($id: ID!) { calls(filter: { customerId: $id }) { edges { node { id } } } }', { id: weber.customerId })).data.calls.edges).toEqual([]);
  });

  test('saved again is its second version, and the first is kept', async () => {
    const id = await taken();
    const first = await acts.note(jana, id, { ...NOTE, concern: 'Erste Fassung.' });
    const writtenAt = desk.now().toISOString();
    desk.pass(60);
    const second = await acts.note(jana, id, { ...NOTE, concern: 'Zweite Fassung.', urgent: false });
    expect(second).toMatchObject({ id: first.id, version: 2, concern: 'Zweite Fassung.', writtenAt, updatedAt: desk.now().toISOString() });
    expect(await versionsOf(id)).toEqual([{ version: 1, concern: 'Erste Fassung.', urgent: true, written_by: jana.secretaryId, written_at: new Date(writtenAt) }]);
    desk.pass(60);
    await acts.note(jana, id, { ...NOTE, concern: 'Dritte Fassung.' });
    expect((await versionsOf(id)).map(({ version, concern, written_at: at }) => [version, concern, at.toISOString()])).toEqual([[1, 'Erste Fassung.', writtenAt], [2, 'Zweite Fassung.', second.updatedAt]]);
  });

  test('saved twice at once is two versions, one after the other', async () => {
    const id = await taken();
    const both = await Promise.all([acts.note(jana, id, { concern: 'A' }), acts.note(jana, id, { concern: 'B' })]);
    expect((await acts.read(jana, id)).note.version).toBe(2);
    expect(await versionsOf(id)).toHaveLength(1);
    expect(both.map(({ __typename }) => __typename)).toEqual(['CallNote', 'CallNote']);
  });

  test.each([
    ['input.concern', { concern: '   ' }], ['input.concern', { concern: 'x'.repeat(10_001) }], ['input.callerName', { concern: 'x', callerName: 'x'.repeat(201) }],
    ['input.callerCompany', { concern: 'x', callerCompany: 'x'.repeat(201) }], ['input.callerNumber', { concern: 'x', callerNumber: '1'.repeat(51) }],
  ])('refuses what is wrong with %s, and nothing is stored', async (field, input) => {
    const id = await taken();
    expect(await acts.note(jana, id, input)).toEqual({ code: 'BAD_USER_INPUT', field });
    expect((await acts.read(jana, id)).note).toBeNull();
  });

  test('needs a concern to be asked for at all', async () => {
    const id = await taken();
    expect(await acts.note(jana, id, { callerName: 'Ute Berg' })).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(await acts.note(jana, id, { concern: null })).toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  test('takes signs that a database does not store for none', async () => {
    const id = await taken();
    expect(await acts.note(jana, id, { concern: 'Rück\0ruf', callerName: '\0', callerCompany: '' })).toMatchObject({ concern: 'Rückruf', callerName: null, callerCompany: null });
  });

  test('is its secretary’s, also after the call, and nobody’s of a call that was handed back', async () => {
    const id = await taken();
    await acts.end(jana, id);
    expect(await acts.note(tom, id, { concern: 'x' })).toMatchObject({ __typename: 'NotYourCall', takenBy: { id: jana.secretaryId } });
    expect(await acts.note(jana, id, { concern: 'x' })).toMatchObject({ __typename: 'CallNote' });
    const handedBack = await taken();
    await acts.release(jana, handedBack);
    expect(await acts.note(jana, handedBack, { concern: 'x' })).toMatchObject({ __typename: 'NotYourCall', takenBy: null });
  });
});

describe('saveNoteDraft', () => {
  test('keeps what is typed for its author alone', async () => {
    const id = await taken();
    const savedAt = desk.now().toISOString();
    expect(await acts.draft(jana, id, { concern: 'Bittet um', callerName: '' })).toEqual({
      __typename: 'CallNoteDraft', callerName: null, callerCompany: null, callerNumber: null, concern: 'Bittet um', urgent: false, callBackWished: false, savedAt,
    });
    expect(await acts.draft(jana, id, { concern: 'Bittet um Rückruf' })).toMatchObject({ concern: 'Bittet um Rückruf' });
    // On any of her screens.
    expect((await acts.read({ ...jana }, id)).draft).toEqual({ concern: 'Bittet um Rückruf' });
    for (const other of [tom, weber]) expect(await acts.read(other, id)).toMatchObject({ draft: null, note: null });
    expect((await desk.run(weber, '{ calls(filter: { search: "Rückruf" }) { edges { node { id } } } }')).data.calls.edges).not.toContainEqual({ node: { id } });
  });

  test('is told to nobody, and in live events to its author alone', async () => {
    const server = await openServer(desk);
    const [hers, his] = [await server.connect(jana), await server.connect(tom)];
    const DRAFTS = '... on CallChanged { callId call { state draft { concern } } }';
    await Promise.all([hers.listen(DRAFTS), his.listen(DRAFTS)]);
    const id = await taken();
    await acts.draft(jana, id, { concern: 'Nur für mich' });
    await acts.hold(jana, id);
    await acts.end(jana, id);
    const isEnded = (event: Told) => event.callId === id && event.call.state === 'ENDED';
    expect((await hers.until(isEnded)).call.draft).toEqual({ concern: 'Nur für mich' });
    expect((await his.until(isEnded)).call.draft).toBeNull();
    // RINGING, TAKEN, held, ENDED: the draft itself is no event. What comes later says that all of them have come: an earlier one may show the end already.
    const { id: later } = await desk.call(line.number);
    await his.until(({ callId }) => callId === later);
    expect(his.events.filter(({ callId }) => callId === id)).toHaveLength(4);
    await server.close();
  });

  test('goes when the note is saved', async () => {
    const id = await taken();
    await acts.draft(jana, id, { concern: 'Bittet um' });
    await acts.note(jana, id, { concern: 'Bittet um Rückruf.' });
    expect(await acts.read(jana, id)).toMatchObject({ draft: null, note: { concern: 'Bittet um Rückruf.' } });
  });

  test('outlives the call, and is refused when it is too long', async () => {
    const id = await taken();
    await acts.end(jana, id);
    expect(await acts.draft(jana, id, { concern: 'Nachgetragen' })).toMatchObject({ concern: 'Nachgetragen' });
    expect(await acts.draft(jana, id, { concern: 'x'.repeat(10_001) })).toEqual({ code: 'BAD_USER_INPUT', field: 'input.concern' });
    expect((await acts.read(jana, id)).draft).toEqual({ concern: 'Nachgetragen' });
  });
});
