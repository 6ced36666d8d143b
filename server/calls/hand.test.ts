import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newestEvents } from '../events/event-log.ts';
import type { CustomerUserActor, SecretaryActor } from '../identity/actor.ts';
import { callActs } from '../test/call-acts.ts';
import { type Desk, openDesk } from '../test/desk.ts';
import { CallState, TRANSITIONS } from './call.entity.ts';
import { reportAnswered, reportEnded } from './report.service.ts';

let desk: Desk;
let acts: ReturnType<typeof callActs>;
let jana: SecretaryActor;
let tom: SecretaryActor;
let weber: CustomerUserActor;
let line: { id: string; number: string };

beforeAll(async () => {
  desk = await openDesk();
  acts = callActs(desk);
  [jana, tom] = [await desk.secretary({ name: 'Jana Kühn' }), await desk.secretary({ name: 'Tom Brandt' })];
  const customerId = await desk.customer();
  weber = await desk.customerUser(customerId);
  line = await desk.line(customerId);
  await desk.instruction(customerId, { forwardingNumbers: [{ number: '+491713920081' }, { number: '+491713920082' }] });
});
afterAll(() => desk.close());

type ActName = Exclude<keyof typeof acts, 'read'>;

/** A call in this state; in hand it is Jana's. */
async function callIn(state: `${CallState}`): Promise<{ id: string; externalId: string; attemptId: string | null }> {
  const { id, externalId } = await desk.call(line.number);
  if (state === 'ENDED') await acts.take(jana, id).then(() => acts.end(jana, id));
  else if (state !== 'RINGING') await acts.take(jana, id);
  if (state !== 'PUTTING_THROUGH' && state !== 'PUT_THROUGH') return { id, externalId, attemptId: null };
  const attemptId = (await acts.putThrough(jana, id)).attempts[0].id as string;
  if (state === 'PUT_THROUGH') await acts.record(jana, attemptId, 'ANSWERED');
  return { id, externalId, attemptId };
}

const presenceOf = async ({ secretaryId }: SecretaryActor) =>
  (await desk.run(tom, '{ desk { secretaries { id presence } } }')).data.desk.secretaries.find(({ id }: { id: string }) => id === secretaryId).presence;
const setPresence = (actor: SecretaryActor, presence: string) => desk.run(actor, 'mutation ($presence: Presence!) { setPresence(presence: $presence) { ... on Secretary { id } } }', { presence });

describe('takeCall', () => {
  test('gives the call to who asks, and tells everybody', async () => {
    const { id } = await desk.call(line.number);
    desk.pass(7);
    expect(await acts.take(jana, id)).toMatchObject({ __typename: 'Call', state: 'TAKEN', takenBy: { id: jana.secretaryId }, takenAt: desk.now().toISOString() });
    expect(await newestEvents(desk.sql, 1)).toMatchObject([{ kind: 'CALL_CHANGED', subjectId: id }]);
  });

  test('tells the second secretary who has the call and since when, and the first one the same again', async () => {
    const { id } = await desk.call(line.number);
    const since = desk.now().toISOString();
    const first = await acts.take(jana, id);
    desk.pass(3);
    expect(await acts.take(tom, id)).toEqual({ __typename: 'CallAlreadyTaken', message: expect.any(String), winner: { id: jana.secretaryId, name: 'Jana Kühn' }, since });
    expect(await acts.take(jana, id)).toEqual(first);
  });

  test('refuses a call that is over with what came of it', async () => {
    const { id, externalId, reporter } = await desk.call(line.number);
    await reportEnded(desk.sql, reporter, externalId, 'noAnswer', desk.now());
    expect(await acts.take(jana, id)).toEqual({ __typename: 'CallOver', message: expect.any(String), result: 'MISSED' });
  });

  test('keeps presence and call together: BUSY with a call, unless on a break', async () => {
    const mia = await desk.secretary({ name: 'Mia Vogt' });
    await setPresence(mia, 'AVAILABLE');
    const { id } = await desk.call(line.number);
    await acts.take(mia, id);
    expect(await presenceOf(mia)).toBe('BUSY');
    expect((await newestEvents(desk.sql, 2)).map(({ kind }) => kind)).toEqual(['CALL_CHANGED', 'PRESENCE_CHANGED']);
    await acts.release(mia, id);
    expect(await presenceOf(mia)).toBe('AVAILABLE');
    await setPresence(mia, 'BREAK');
    await acts.take(mia, id);
    expect(await presenceOf(mia)).toBe('BREAK');
    await acts.end(mia, id, 'INFORMATION_GIVEN');
    expect(await presenceOf(mia)).toBe('BREAK');
  });
});

test('one call ended and another taken at once leave the secretary BUSY', async () => {
  const mia = await desk.secretary({ name: 'Mia Vogt' });
  await setPresence(mia, 'AVAILABLE');
  let inHand = (await desk.call(line.number)).id;
  await acts.take(mia, inHand);
  for (let n = 0; n < 25; n++) {
    const { id: next } = await desk.call(line.number);
    const told = await Promise.all([acts.end(mia, inHand, 'INFORMATION_GIVEN'), acts.take(mia, next)]);
    expect(told.map(({ state }) => state)).toEqual(['ENDED', 'TAKEN']);
    expect(await presenceOf(mia)).toBe('BUSY');
    inHand = next;
  }
});

test('a call that is handed back while somebody asks for it is theirs, or is still in other hands', async () => {
  const { id } = await callIn('TAKEN');
  for (let n = 0; n < 25; n++) {
    const [released, asked] = await Promise.all([acts.release(jana, id), acts.take(tom, id)]);
    expect(released.__typename).toBe('Call');
    if (asked.__typename === 'Call') await acts.release(tom, id);
    else expect(asked).toMatchObject({ __typename: 'CallAlreadyTaken', winner: { id: jana.secretaryId } });
    await acts.take(jana, id);
  }
});

describe('what may be done in which state', () => {
  /** The act of the table as the API has it. */
  const through: Record<Exclude<keyof typeof TRANSITIONS, 'reachNobody' | 'connect'>, 'take' | 'release' | 'putThrough' | 'takeBack' | 'end'> = { take: 'take', release: 'release', putThrough: 'putThrough', takeBack: 'takeBack', end: 'end' };
  const states = Object.values(CallState);
  const all = Object.entries(TRANSITIONS).flatMap(([act, { from, to }]) => states.map(state => ({ act: act as keyof typeof TRANSITIONS, state, to: (from as readonly string[]).includes(state) ? to : null })));

  // Where there is no attempt, no outcome can be recorded.
  const isPossible = ({ act, state }: (typeof all)[number]) => (act !== 'reachNobody' && act !== 'connect') || state === 'PUTTING_THROUGH' || state === 'PUT_THROUGH';

  test.each(all.filter(isPossible))('$act from $state leads to $to', async ({ act, state, to }) => {
    const { id, attemptId } = await callIn(state);
    if (act === 'reachNobody' || act === 'connect') {
      const told = await acts.record(jana, attemptId as string, act === 'connect' ? 'ANSWERED' : 'BUSY');
      // Put through is the outcome ANSWERED recorded: again it is the same success, anything else is refused.
      expect(told).toMatchObject(to ? { state: to } : act === 'connect' ? { state } : { __typename: 'AttemptOver', was: 'ANSWERED' });
      expect(await acts.read(jana, id)).toMatchObject({ state: to ?? state });
      return;
    }
    const by = act === 'take' ? tom : jana;
    // A ringing line is nobody's: only its system ends it.
    const allowed = act === 'end' && state === 'RINGING' ? null : to;
    const told = await acts[through[act]](by, id);
    if (allowed) expect(told).toMatchObject({ __typename: 'Call', state: allowed });
    else {
      // What is so already is a success that changes nothing; the rest is refused.
      const already = (act === 'takeBack' && state === 'TAKEN') || (act === 'putThrough' && state === 'PUTTING_THROUGH') || (act === 'end' && state === 'ENDED');
      expect(told.__typename).toBe(already ? 'Call' : act === 'take' ? (state === 'ENDED' ? 'CallOver' : 'CallAlreadyTaken') : state === 'ENDED' ? 'CallOver' : 'NotYourCall');
      expect(await acts.read(jana, id)).toMatchObject({ state, attempts: { length: attemptId === null ? 0 : 1 } });
    }
  });

  test.each(states)('the caller can hang up in %s', async state => {
    const { id, externalId } = await callIn(state);
    const before = await acts.read(jana, id);
    await reportEnded(desk.sql, 'door:test', externalId, null, desk.now());
    const after = await acts.read(jana, id);
    if (state === 'ENDED') return expect(after).toEqual(before);
    expect(after).toMatchObject({ state: 'ENDED', onHold: false, endReason: 'CALLER_HUNG_UP', result: { RINGING: 'ABANDONED', TAKEN: null, PUTTING_THROUGH: null, PUT_THROUGH: 'PUT_THROUGH' }[state] });
    if (state === 'PUTTING_THROUGH') expect(after.attempts).toMatchObject([{ outcome: 'CANCELLED', endedAt: desk.now().toISOString() }]);
  });

  test('a caller who was picked up elsewhere and handed back is not lost', async () => {
    const { id, externalId } = await callIn('TAKEN');
    await reportAnswered(desk.sql, 'door:test', externalId, desk.now());
    await acts.release(jana, id);
    await reportEnded(desk.sql, 'door:test', externalId, null, desk.now());
    expect(await acts.read(jana, id)).toMatchObject({ state: 'ENDED', result: 'MISSED', needsCallBack: true });
  });
});

describe('hold', () => {
  test('is a flag of a call in hand that goes when the call moves on', async () => {
    const { id } = await callIn('TAKEN');
    expect(await acts.hold(jana, id)).toMatchObject({ state: 'TAKEN', onHold: true });
    expect(await acts.hold(jana, id)).toMatchObject({ onHold: true });
    expect(await acts.hold(jana, id, false)).toMatchObject({ onHold: false });
    await acts.hold(jana, id);
    expect(await acts.release(jana, id)).toMatchObject({ state: 'RINGING', onHold: false, takenBy: null, takenAt: null });
  });

  test('of a caller who waits for somebody ends when they are connected', async () => {
    const { id, attemptId } = await callIn('PUTTING_THROUGH');
    expect(await acts.hold(jana, id)).toMatchObject({ state: 'PUTTING_THROUGH', onHold: true });
    expect(await acts.record(jana, attemptId as string, 'ANSWERED')).toMatchObject({ state: 'PUT_THROUGH', onHold: false });
    expect((await acts.hold(jana, id)).__typename).toBe('NotYourCall');
  });
});

describe('release', () => {
  test('lets anybody take the call, with what is decided now', async () => {
    const { id } = await callIn('TAKEN');
    await acts.release(jana, id);
    expect(await acts.take(tom, id)).toMatchObject({ state: 'TAKEN', takenBy: { id: tom.secretaryId } });
    expect(await acts.release(jana, id)).toMatchObject({ __typename: 'NotYourCall', takenBy: { id: tom.secretaryId } });
  });
});

describe('endCall', () => {
  test('says what came of it, and leads through the wrap-up', async () => {
    const mia = await desk.secretary({ name: 'Mia Vogt' });
    await setPresence(mia, 'AVAILABLE');
    const { id } = await desk.call(line.number);
    await acts.take(mia, id);
    desk.pass(90);
    expect(await acts.end(mia, id)).toMatchObject({ state: 'ENDED', result: null, endReason: 'SECRETARY_ENDED', endedAt: desk.now().toISOString() });
    expect(await presenceOf(mia)).toBe('WRAP_UP');
    const openNotes = async (actor: SecretaryActor) => (await desk.run(actor, '{ desk { openNotes { id } } }')).data.desk.openNotes;
    expect(await openNotes(mia)).toEqual([{ id }]);
    expect(await openNotes(tom)).toEqual([]);
    await acts.note(mia, id, { concern: 'Bittet um ein Rezept.' });
    expect(await acts.read(mia, id)).toMatchObject({ result: 'MESSAGE_TAKEN' });
    expect(await openNotes(mia)).toEqual([]);
    expect(await presenceOf(mia)).toBe('AVAILABLE');
  });

  test('keeps the secretary BUSY with another call, in WRAP_UP with another note', async () => {
    const mia = await desk.secretary({ name: 'Mia Vogt' });
    await setPresence(mia, 'AVAILABLE');
    const [first, second] = [await desk.call(line.number), await desk.call(line.number)];
    await acts.take(mia, first.id);
    await acts.take(mia, second.id);
    await acts.end(mia, first.id, 'INFORMATION_GIVEN');
    expect(await presenceOf(mia)).toBe('BUSY');
    await acts.end(mia, second.id);
    expect(await presenceOf(mia)).toBe('WRAP_UP');
    const third = await desk.call(line.number);
    await acts.take(mia, third.id);
    expect(await presenceOf(mia)).toBe('BUSY');
    await acts.end(mia, third.id, 'INFORMATION_GIVEN');
    expect(await presenceOf(mia)).toBe('WRAP_UP');
    expect(await acts.end(mia, second.id, 'REFUSED')).toMatchObject({ result: 'REFUSED' });
    expect(await presenceOf(mia)).toBe('AVAILABLE');
    expect(await acts.end(mia, second.id, 'INFORMATION_GIVEN')).toMatchObject({ result: 'REFUSED' });
  });

  test('takes what happened for the result when none is said', async () => {
    const noted = await callIn('TAKEN');
    await acts.note(jana, noted.id, { concern: 'Bittet um Rückruf.' });
    expect(await acts.end(jana, noted.id)).toMatchObject({ result: 'MESSAGE_TAKEN' });
    const connected = await callIn('PUT_THROUGH');
    expect(await acts.end(jana, connected.id)).toMatchObject({ result: 'PUT_THROUGH' });
    const ringing = await callIn('PUTTING_THROUGH');
    expect(await acts.end(jana, ringing.id)).toMatchObject({ result: null, attempts: [{ outcome: 'CANCELLED' }] });
  });

  test.each(['ABANDONED', 'MISSED'])('does not let a secretary say %s', async result => {
    const { id } = await callIn('TAKEN');
    expect(await acts.end(jana, id, result)).toEqual({ code: 'BAD_USER_INPUT', field: 'result' });
  });
});

describe('who may act on calls', () => {
  const cases: [ActName, (call: { id: string; attemptId: string }) => unknown[]][] = [
    ['take', ({ id }) => [id]], ['release', ({ id }) => [id]], ['takeBack', ({ id }) => [id]], ['hold', ({ id }) => [id, true]], ['identify', ({ id }) => [id, crypto.randomUUID()]],
    ['adopt', ({ id }) => [id]], ['putThrough', ({ id }) => [id]], ['record', ({ attemptId }) => [attemptId, 'BUSY']], ['note', ({ id }) => [id, { concern: 'x' }]],
    ['draft', ({ id }) => [id, { concern: 'x' }]], ['end', ({ id }) => [id]],
  ];
  const call = (name: ActName, actor: unknown, given: unknown[]) => (acts[name] as (...all: unknown[]) => Promise<{ __typename?: string; code?: string }>)(actor, ...given);

  test.each(cases)('%s is a secretary’s, and of a call in hand its own secretary’s', async (name, given) => {
    const one = (await callIn('PUTTING_THROUGH')) as { id: string; attemptId: string };
    const before = await acts.read(jana, one.id);
    expect(await call(name, null, given(one))).toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(await call(name, weber, given(one))).toMatchObject({ code: 'FORBIDDEN' });
    expect((await call(name, tom, given(one))).__typename).toBe(name === 'take' ? 'CallAlreadyTaken' : 'NotYourCall');
    expect(await acts.read(jana, one.id)).toEqual(before);
    const nowhere = { id: crypto.randomUUID(), attemptId: crypto.randomUUID() };
    const missing = await call(name, jana, given(nowhere));
    expect(name === 'draft' ? missing.__typename : missing.code).toBe(name === 'draft' ? 'NotYourCall' : 'FORBIDDEN');
    const garbage = await call(name, jana, given({ id: 'x', attemptId: 'x' }));
    expect(name === 'draft' ? garbage.__typename : garbage.code).toBe(name === 'draft' ? 'NotYourCall' : 'FORBIDDEN');
  });
});
