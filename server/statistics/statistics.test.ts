import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reportEnded } from '../calls/report.service.ts';
import type { CustomerUserActor, SecretaryActor } from '../identity/actor.ts';
import { callActs } from '../test/call-acts.ts';
import { type Desk, openDesk, type Told } from '../test/desk.ts';

let desk: Desk;
let acts: ReturnType<typeof callActs>;
let leader: SecretaryActor;
let jana: SecretaryActor;
let tom: SecretaryActor;
let weber: string;
let krause: string;
let manager: CustomerUserActor;
let lineOf: Record<string, string>;

const FIGURES = 'calls taken medianWaitSeconds p90WaitSeconds level { share offered takenInTime targetSeconds targetPercent } results { result calls }';
const STATISTICS = `query ($from: LocalDate!, $until: LocalDate!, $customerId: ID) { told: callStatistics(from: $from, until: $until, customerId: $customerId) {
  from until total { ${FIGURES} } hours { hour figures { calls } } days { day figures { calls taken } } customerCount
  customers { customer { name } figures { calls taken } } secretaries { secretary { name } figures { calls medianWaitSeconds } } } }`;
const OWN = `query ($from: LocalDate!, $until: LocalDate!) { told: ownCallStatistics(from: $from, until: $until) { total { ${FIGURES} } hours { hour figures { calls } } days { day figures { calls } } } }`;
const TODAY = `{ told: callsToday { ${FIGURES} } }`;
const SET = 'mutation ($seconds: Int!, $percent: Int!) { told: setServiceTarget(seconds: $seconds, percent: $percent) { __typename ... on ServiceTarget { seconds percent } ... on ServiceTargetInvalid { problems { field code } } } }';
const codeOf = (answer: { errors?: Told[] }): string | undefined => answer.errors?.[0].extensions.code;
const told = async (actor: SecretaryActor, from = '2026-06-15', until = from, customerId: string | null = null) => (await desk.run(actor, STATISTICS, { from, until, customerId })).data.told;
const results = ({ results: all }: Told): Record<string, number> => Object.fromEntries(all.filter(({ calls }: Told) => calls > 0).map(({ result, calls }: Told) => [result ?? 'none', calls]));

/** A call that is taken after so many seconds, or given up, and over. */
async function rung(customerId: string, { by = null, waited }: { by?: SecretaryActor | null; waited: number }): Promise<string> {
  const { id, externalId } = await desk.call(lineOf[customerId]!);
  desk.pass(waited);
  if (by) {
    await acts.take(by, id);
    await acts.end(by, id, 'INFORMATION_GIVEN');
  }
  await reportEnded(desk.sql, 'door:test', externalId, null, desk.now());
  return id;
}

beforeAll(async () => {
  desk = await openDesk('2026-06-14T22:10:00Z');
  acts = callActs(desk);
  [leader, jana, tom] = [await desk.secretary({ name: 'Lena Leitung', isSupervisor: true }), await desk.secretary({ name: 'Jana Kühn' }), await desk.secretary({ name: 'Tom Brandt' })];
  [weber, krause] = [await desk.customer({ name: 'Praxis Dr. Weber' }), await desk.customer({ name: 'Kanzlei Krause' })];
  manager = await desk.customerUser(weber);
  lineOf = { [weber]: (await desk.line(weber)).number, [krause]: (await desk.line(krause)).number };
  // Ten past midnight in Berlin, which is the day before in UTC.
  await rung(weber, { by: jana, waited: 4 });
  desk.at('2026-06-15T08:00:00Z');
  for (const waited of [6, 10, 30]) await rung(weber, { by: jana, waited });
  await rung(krause, { by: tom, waited: 8 });
  await rung(krause, { waited: 40 });
  desk.at('2026-06-16T08:00:00Z');
  await rung(krause, { by: jana, waited: 2 });
});
afterAll(() => desk.close());

describe('the figures of calls', () => {
  it('tell how many came, how long they waited, who took them and what came of them', async () => {
    const { total, hours, days, customers, customerCount, secretaries } = await told(leader);
    expect(total).toMatchObject({ calls: 6, taken: 5, medianWaitSeconds: 8, level: { offered: 6, takenInTime: 4, share: 4 / 6, targetSeconds: 20, targetPercent: 80 } });
    expect(total.p90WaitSeconds).toBeCloseTo(22);
    expect(results(total)).toEqual({ INFORMATION_GIVEN: 5, ABANDONED: 1 });
    expect(hours).toHaveLength(24);
    expect(hours.filter(({ figures }: Told) => figures.calls > 0)).toEqual([{ hour: 0, figures: { calls: 1 } }, { hour: 10, figures: { calls: 5 } }]);
    expect(days).toEqual([{ day: '2026-06-15', figures: { calls: 6, taken: 5 } }]);
    expect(customers).toEqual([{ customer: { name: 'Praxis Dr. Weber' }, figures: { calls: 4, taken: 4 } }, { customer: { name: 'Kanzlei Krause' }, figures: { calls: 2, taken: 1 } }]);
    expect(customerCount).toBe(2);
    expect(secretaries).toEqual([{ secretary: { name: 'Jana Kühn' }, figures: { calls: 4, medianWaitSeconds: 8 } }, { secretary: { name: 'Tom Brandt' }, figures: { calls: 1, medianWaitSeconds: 8 } }]);
  });

  it('tell of every day of the range, also of those without a call, and of one customer alone', async () => {
    expect((await told(leader, '2026-06-14', '2026-06-17')).days.map(({ day, figures }: Told) => [day, figures.calls])).toEqual([['2026-06-14', 0], ['2026-06-15', 6], ['2026-06-16', 1], ['2026-06-17', 0]]);
    const { total, customers, secretaries } = await told(leader, '2026-06-14', '2026-06-17', krause);
    expect(total.calls).toBe(3);
    expect(customers).toHaveLength(1);
    expect(secretaries.map(({ secretary }: Told) => secretary.name).toSorted()).toEqual(['Jana Kühn', 'Tom Brandt']);
    expect((await told(leader, '2026-01-01')).total).toMatchObject({ calls: 0, medianWaitSeconds: null, level: { share: null, offered: 0 } });
    // The day on which the clocks change has 23 hours.
    expect((await told(leader, '2026-03-28', '2026-03-30')).days).toHaveLength(3);
  });

  it('are of at most 92 days, one after the other', async () => {
    for (const [from, until] of [['2026-06-15', '2026-06-14'], ['2026-03-01', '2026-06-01'], ['2026-02-30', '2026-03-02']])
      expect(codeOf(await desk.run(leader, STATISTICS, { from, until })), `${from} to ${until}`).toBe('BAD_USER_INPUT');
    expect((await told(leader, '2026-03-02', '2026-06-01')).days).toHaveLength(92);
    expect(codeOf(await desk.run(leader, STATISTICS, { from: '2026-06-15', until: '2026-06-15', customerId: crypto.randomUUID() }))).toBe('BAD_USER_INPUT');
  });

  it('are supervisors’ to see; each secretary sees their own, and nobody else anything', async () => {
    const range = { from: '2026-06-15', until: '2026-06-16' };
    for (const [actor, code] of [[jana, 'FORBIDDEN'], [manager, 'FORBIDDEN'], [null, 'UNAUTHENTICATED']] as const)
      for (const source of [STATISTICS, TODAY]) expect(codeOf(await desk.run(actor, source, range))).toBe(code);
    for (const [actor, code] of [[manager, 'FORBIDDEN'], [null, 'UNAUTHENTICATED']] as const) expect(codeOf(await desk.run(actor, OWN, range))).toBe(code);
    const own = (await desk.run(jana, OWN, range)).data.told;
    expect(own.total).toMatchObject({ calls: 5, taken: 5, level: { takenInTime: 4 } });
    expect(own.days.map(({ figures }: Told) => figures.calls)).toEqual([4, 1]);
    expect((await desk.run(tom, OWN, range)).data.told.total.calls).toBe(1);
    expect((await desk.run(leader, OWN, range)).data.told.total.calls).toBe(0);
  });

  it('count a restricted call on, though nobody sees it', async () => {
    const before = await told(leader, '2026-06-16');
    const id = await rung(krause, { by: jana, waited: 6 });
    expect((await desk.run(leader, 'mutation ($id: ID!) { restrictCall(callId: $id, reason: "Bestreitet die Richtigkeit") { __typename } }', { id })).data.restrictCall.__typename).toBe('Restriction');
    expect((await desk.run(leader, 'query ($id: ID!) { call(id: $id) { id } }', { id })).data.call).toBeNull();
    const after = await told(leader, '2026-06-16');
    expect(after.total).toMatchObject({ calls: before.total.calls + 1, taken: before.total.taken + 1 });
    expect(after.secretaries).toEqual([{ secretary: { name: 'Jana Kühn' }, figures: { calls: 2, medianWaitSeconds: 4 } }]);
    expect((await desk.run(jana, OWN, { from: '2026-06-16', until: '2026-06-16' })).data.told.total.calls).toBe(2);
    // Nor does the bar of the desk say another number than the wall board.
    const { told: today, desk: bar } = (await desk.run(leader, '{ told: callsToday { level { offered takenInTime } } desk { serviceLevelToday { offered takenInTime } } }')).data;
    expect(today.level).toEqual({ offered: 2, takenInTime: 2 });
    expect(bar.serviceLevelToday).toEqual(today.level);
  });

  it('tell how many notes customers liked, by day, customer and secretary; also those of a note in the trash, but none of a restricted call', async () => {
    desk.at('2026-06-18T09:00:00Z');
    const noted = async (by: SecretaryActor) => {
      const { id } = await desk.call(lineOf[weber]!);
      await acts.take(by, id);
      const { id: noteId } = await acts.note(by, id, { concern: 'Bittet um Rückruf.' });
      await acts.end(by, id);
      return { id, noteId: noteId as string };
    };
    const rate = (noteId: string, rating: string) => desk.run(manager, 'mutation ($noteId: ID!, $rating: NoteRating!) { rateCallNote(noteId: $noteId, rating: $rating) { __typename } }', { noteId, rating });
    const [liked, alsoLiked, disliked, restricted] = [await noted(jana), await noted(jana), await noted(tom), await noted(tom)];
    // What is said a day later counts for the day of the call.
    desk.pass(86_400);
    for (const [{ noteId }, rating] of [[liked, 'GOOD'], [alsoLiked, 'GOOD'], [disliked, 'BAD'], [restricted, 'BAD']] as const) await rate(noteId, rating);
    await desk.run(manager, 'mutation ($noteId: ID!) { moveNoteToTrash(noteId: $noteId) { __typename } }', { noteId: liked.noteId });
    await desk.run(leader, 'mutation ($id: ID!) { restrictCall(callId: $id, reason: "Bestreitet die Richtigkeit") { __typename } }', { id: restricted.id });
    const RATED = 'figures { notesRatedGood notesRatedBad }';
    const source = `query { told: callStatistics(from: "2026-06-17", until: "2026-06-19") { total { calls notesRatedGood notesRatedBad } days { ${RATED} } customers { ${RATED} } secretaries { secretary { name } ${RATED} } } }`;
    const { total, days, customers, secretaries } = (await desk.run(leader, source)).data.told;
    const [both, none] = [{ figures: { notesRatedGood: 2, notesRatedBad: 1 } }, { figures: { notesRatedGood: 0, notesRatedBad: 0 } }];
    expect(total).toEqual({ calls: 4, notesRatedGood: 2, notesRatedBad: 1 });
    expect(days).toEqual([none, both, none]);
    expect(customers).toEqual([both]);
    expect(secretaries).toEqual(expect.arrayContaining([
      { secretary: { name: 'Jana Kühn' }, figures: { notesRatedGood: 2, notesRatedBad: 0 } }, { secretary: { name: 'Tom Brandt' }, figures: { notesRatedGood: 0, notesRatedBad: 1 } },
    ]));
    const own = `{ told: ownCallStatistics(from: "2026-06-18", until: "2026-06-18") { total { notesRatedGood notesRatedBad } } }`;
    expect((await desk.run(tom, own)).data.told.total).toEqual({ notesRatedGood: 0, notesRatedBad: 1 });
    expect(codeOf(await desk.run(manager, source))).toBe('FORBIDDEN');
  });

  it('of today leave out yesterday', async () => {
    desk.at('2026-06-16T22:30:00Z');
    await rung(weber, { waited: 3 });
    expect((await desk.run(leader, TODAY)).data.told).toMatchObject({ calls: 1, taken: 0 });
  });
});

describe('the target', () => {
  it('is set by supervisors for everybody, within what makes sense', async () => {
    expect((await desk.run(leader, SET, { seconds: 15, percent: 90 })).data.told).toEqual({ __typename: 'ServiceTarget', seconds: 15, percent: 90 });
    expect((await desk.run(jana, '{ desk { serviceLevelToday { targetSeconds targetPercent } } }')).data.desk.serviceLevelToday).toEqual({ targetSeconds: 15, targetPercent: 90 });
    expect((await desk.run(leader, SET, { seconds: 4, percent: 101 })).data.told.problems).toEqual([{ field: 'seconds', code: 'OUT_OF_RANGE' }, { field: 'percent', code: 'OUT_OF_RANGE' }]);
    for (const [actor, code] of [[jana, 'FORBIDDEN'], [manager, 'FORBIDDEN'], [null, 'UNAUTHENTICATED']] as const) expect(codeOf(await desk.run(actor, SET, { seconds: 20, percent: 80 }))).toBe(code);
    // What was taken in time is counted by what counts now.
    expect((await told(leader)).total.level).toMatchObject({ targetSeconds: 15, targetPercent: 90, takenInTime: 4 });
  });
});
