import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ringWaitingCalls } from '../calls/ringing.service.ts';
import type { CustomerUserActor, Person, SecretaryActor } from '../identity/actor.ts';
import { callActs } from '../test/call-acts.ts';
import { type Desk, openDesk, type Told } from '../test/desk.ts';
import { openServer } from '../test/server.ts';

let desk: Desk;
let acts: ReturnType<typeof callActs>;
let jana: SecretaryActor;
let tom: SecretaryActor;
let leader: SecretaryActor;

beforeAll(async () => {
  desk = await openDesk();
  acts = callActs(desk);
  [jana, tom, leader] = [await desk.secretary({ name: 'Jana Kühn' }), await desk.secretary({ name: 'Tom Brandt' }), await desk.secretary({ name: 'Lena Leitung', isSupervisor: true })];
});
afterAll(() => desk.close());

const ask = async (person: Person | null, source: string, variables: object = {}): Promise<Told> => {
  const { data, errors } = await desk.run(person, source, variables as Record<string, unknown>);
  return errors ? errors[0].extensions : (Object.values(data)[0] as Told);
};
const FEEDBACK = 'id rating wrongFields comment ratedAt ratedBy secretary { name }';
const rate = (person: Person | null, noteId: string, rating: 'GOOD' | 'BAD', more: { comment?: string | null; wrongFields?: string[] } = {}) =>
  ask(person, `mutation ($noteId: ID!, $rating: NoteRating!, $comment: String, $wrongFields: [NoteField!]) { rateCallNote(noteId: $noteId, rating: $rating, comment: $comment, wrongFields: $wrongFields) { ... on NoteFeedback { ${FEEDBACK} } } }`, { noteId, rating, ...more });
const withdraw = (person: Person | null, noteId: string) => ask(person, 'mutation ($noteId: ID!) { withdrawNoteRating(noteId: $noteId) { ... on CallNote { id feedback { id } } } }', { noteId });
const onNote = async (person: Person, callId: string) => (await ask(person, `query ($callId: ID!) { call(id: $callId) { note { feedback { ${FEEDBACK} } } } }`, { callId })).note.feedback;
const idsIn = (connection: Told): string[] => connection.edges.map(({ node }: Told) => node.id);

async function customer() {
  const customerId = await desk.customer();
  const person = await desk.customerUser(customerId);
  const { number } = await desk.line(customerId);
  return { customerId, person, number };
}
/** A note by the secretary about a call that is over. */
async function noteBy(secretary: SecretaryActor, number: string) {
  desk.pass(60);
  const { id: callId } = await desk.call(number);
  await acts.take(secretary, callId);
  const { id: noteId } = await acts.note(secretary, callId, { concern: 'Bittet um Rückruf.' });
  await acts.end(secretary, callId);
  return { callId, noteId };
}

describe('what a customer thinks of a note', () => {
  it('is said with one word, then with more, changed and taken back', async () => {
    const { person, number } = await customer();
    const { callId, noteId } = await noteBy(jana, number);
    expect(await onNote(person, callId)).toBeNull();
    const good = await rate(person, noteId, 'GOOD');
    expect(good).toEqual({ id: expect.any(String), rating: 'GOOD', wrongFields: [], comment: null, ratedAt: desk.now().toISOString(), ratedBy: 'Anke Weber', secretary: { name: 'Jana Kühn' } });
    desk.pass(10);
    const bad = await rate(person, noteId, 'BAD', { comment: '  Die Nummer hatte einen Zahlendreher. ', wrongFields: ['CALLER_NUMBER', 'CALLER_NUMBER'] });
    expect(bad).toEqual({ ...good, rating: 'BAD', wrongFields: ['CALLER_NUMBER'], comment: 'Die Nummer hatte einen Zahlendreher.', ratedAt: desk.now().toISOString() });
    expect(await onNote(person, callId)).toEqual(bad);
    expect(await withdraw(person, noteId)).toEqual({ id: noteId, feedback: null });
    expect(await withdraw(person, noteId)).toEqual({ id: noteId, feedback: null });
    expect(await onNote(person, callId)).toBeNull();
    expect(await rate(person, noteId, 'BAD', { comment: 'x'.repeat(2001) })).toMatchObject({ code: 'BAD_USER_INPUT', field: 'comment' });
  });

  it('is seen by the customer, by who wrote the note and by supervisors, and by nobody else', async () => {
    const { person, number } = await customer();
    const { callId, noteId } = await noteBy(jana, number);
    const said = await rate(person, noteId, 'BAD', { comment: 'Name falsch' });
    for (const one of [jana, leader, await desk.customerUser(person.customerId, 'Rita Read', 'READ')]) expect(await onNote(one, callId)).toEqual(said);
    expect(await onNote(tom, callId)).toBeNull();
    expect(idsIn(await ask(jana, '{ feedback { edges { node { id } } } }'))).toContain(said.id);
    expect(idsIn(await ask(tom, '{ feedback { edges { node { id } } } }'))).not.toContain(said.id);
    expect(await ask(tom, `{ feedback(secretaryId: "${jana.secretaryId}") { edges { node { id } } } }`)).toEqual({ edges: [] });
    expect(await ask(tom, `{ feedbackByCustomer(secretaryId: "${jana.secretaryId}") { edges { node { good } } } }`)).toBeNull();
    expect(await ask(person, '{ feedback { edges { node { id } } } }')).toMatchObject({ code: 'FORBIDDEN' });
    expect((await ask(tom, '{ feedbackBySecretary { secretary { name } } }')).map(({ secretary }: Told) => secretary.name)).toEqual(['Tom Brandt']);
    expect((await ask(leader, '{ feedbackBySecretary { secretary { name } } }')).map(({ secretary }: Told) => secretary.name)).toEqual(['Jana Kühn', 'Lena Leitung', 'Tom Brandt']);
  });

  it('is said by those of the customer who deal with calls, and by nobody on their behalf', async () => {
    const { person, number } = await customer();
    const { callId, noteId } = await noteBy(jana, number);
    for (const one of [null, (await customer()).person, await desk.customerUser(person.customerId, 'Rita Read', 'READ'), jana, leader, { ...leader, actsFor: [person.customerId] }]) {
      const code = one ? 'FORBIDDEN' : 'UNAUTHENTICATED';
      expect(await rate(one, noteId, 'GOOD')).toMatchObject({ code });
      expect(await withdraw(one, noteId)).toMatchObject({ code });
    }
    expect(await onNote(person, callId)).toBeNull();
    expect(await rate(person, crypto.randomUUID(), 'GOOD')).toMatchObject({ code: 'FORBIDDEN' });
  });

  it('reaches the desk and the customer’s other pages at once, without its words', async () => {
    const { person, number } = await customer();
    const { callId, noteId } = await noteBy(jana, number);
    const server = await openServer(desk);
    const [portal, atDesk] = [await server.connect(person), await server.connect(jana)];
    const EVENTS = '__typename ... on CallChanged { callId } ... on FeedbackChanged { secretaryId }';
    await Promise.all([portal, atDesk].map(client => client.listen(EVENTS)));
    await rate(person, noteId, 'GOOD', { comment: 'Danke!' });
    expect(await atDesk.until(({ __typename }) => __typename === 'FeedbackChanged')).toMatchObject({ secretaryId: jana.secretaryId });
    await portal.until(event => event.callId === callId);
    // What comes after it has come as well, and between them nothing about the secretary.
    const { id } = await desk.call(number);
    await portal.until(event => event.callId === id);
    expect(portal.events.map(({ __typename }) => __typename)).not.toContain('FeedbackChanged');
    await server.close();
  });

  it('is told live to her whom it is about and to supervisors, and to no colleague, also to one who comes back', async () => {
    const { person, number } = await customer();
    const { noteId } = await noteBy(jana, number);
    const server = await openServer(desk);
    const [hers, his, theirs] = [await server.connect(jana), await server.connect(tom), await server.connect(leader)];
    const EVENTS = '__typename cursor ... on CallChanged { callId } ... on FeedbackChanged { secretaryId }';
    const before = (await desk.run(tom, '{ liveCursor }')).data.liveCursor;
    await Promise.all([hers, his, theirs].map(client => client.listen(EVENTS)));
    await rate(person, noteId, 'GOOD', { comment: 'Danke!' });
    const { id } = await desk.call(number);
    for (const client of [hers, theirs]) expect(await client.until(({ __typename }) => __typename === 'FeedbackChanged')).toMatchObject({ secretaryId: jana.secretaryId });
    await his.until(event => event.callId === id);
    expect(his.events.map(({ __typename }) => __typename)).not.toContain('FeedbackChanged');
    const later = await server.connect(tom);
    await later.listen(EVENTS, before);
    await later.until(event => event.callId === id);
    expect(later.events.map(({ __typename }) => __typename)).not.toContain('FeedbackChanged');
    await server.close();
  });

  it('is counted for each secretary and customer, and read page by page', async () => {
    const eva = await desk.secretary({ name: 'Eva Roth' });
    const [one, other] = [await customer(), await customer()];
    await desk.sql.pool.query(`update customer set name = 'Zahnarzt Zander' where id = $1`, [other.customerId]);
    const said: string[] = [];
    for (const [whose, rating, wrongFields] of [[one, 'GOOD', []], [one, 'GOOD', []], [one, 'BAD', ['CONCERN', 'CALLER_NAME']], [other, 'BAD', ['CONCERN']]] as const)
      said.unshift((await rate(whose.person, (await noteBy(eva, whose.number)).noteId, rating, { wrongFields: [...wrongFields] })).id);
    expect(await ask(eva, '{ feedbackBySecretary { secretary { name } good bad wrongFields } }')).toEqual([{ secretary: { name: 'Eva Roth' }, good: 2, bad: 2, wrongFields: ['CONCERN', 'CALLER_NAME'] }]);
    const table = async (page: string) => ask(leader, `{ feedbackByCustomer(secretaryId: "${eva.secretaryId}"${page}) { edges { cursor node { customer { id } good bad weight } } pageInfo { hasNextPage } } }`);
    const first = await table(', first: 1');
    expect(first.edges.map(({ node }: Told) => node)).toEqual([{ customer: { id: one.customerId }, good: 2, bad: 1, weight: 7 }]);
    expect(first.pageInfo.hasNextPage).toBe(true);
    expect((await table(`, first: 1, after: "${first.edges[0].cursor}"`)).edges.map(({ node }: Told) => node)).toEqual([{ customer: { id: other.customerId }, good: 0, bad: 1, weight: -9 }]);
    const list = async (page: string) => ask(leader, `{ feedback(secretaryId: "${eva.secretaryId}"${page}) { edges { node { id } } pageInfo { endCursor } } }`);
    const page = await list(', first: 3');
    expect(idsIn(page)).toEqual(said.slice(0, 3));
    expect(idsIn(await list(`, first: 3, after: "${page.pageInfo.endCursor}"`))).toEqual(said.slice(3));
    expect(idsIn(await list(`, customerId: "${other.customerId}"`))).toEqual([said[0]]);
    expect(idsIn(await list(', rating: BAD'))).toEqual(said.slice(0, 2));
    expect(idsIn(await list(`, rating: GOOD, first: 1`))).toEqual([said[2]]);
  });

  it('is told without its words while the note is in the trash', async () => {
    const { person, number } = await customer();
    const { noteId } = await noteBy(tom, number);
    const { id } = await rate(person, noteId, 'BAD', { comment: 'Herr Maier heißt Meyer.' });
    await ask(person, 'mutation ($noteId: ID!) { moveNoteToTrash(noteId: $noteId) { __typename } }', { noteId });
    const { edges } = await ask(tom, '{ feedback { edges { node { id rating comment call { id } } } } }');
    expect(edges[0].node).toEqual({ id, rating: 'BAD', comment: null, call: null });
    expect(await rate(person, noteId, 'GOOD')).toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('good feedback', () => {
  const available = async (secretary: SecretaryActor, endpoint: string) => {
    await desk.sql.pool.query('update secretary set sip_endpoint = $2 where id = $1', [secretary.secretaryId, endpoint]);
    await ask(secretary, 'mutation { setPresence(presence: AVAILABLE) { __typename } }');
  };
  /** Whose telephones ring at once for a call to the number. */
  async function rungFirst(number: string): Promise<string[]> {
    const { id } = await desk.call(number, { reporter: 'exchange' });
    await desk.sql.pool.query(`update call set abilities = '{RING_SECRETARY}' where id = $1`, [id]);
    // Who has just been rated was busy a moment ago: here all have been free for long.
    await desk.sql.pool.query(`update secretary set presence_since = $1 where presence = 'AVAILABLE'`, [new Date(desk.now().getTime() - 3_600_000)]);
    await ringWaitingCalls(desk.sql, desk.now());
    const { ringing } = await ask(leader, 'query ($id: ID!) { call(id: $id) { ringing { name } } }', { id });
    await desk.sql.pool.query(`update call set state = 'ENDED', ended_at = $2, end_reason = 'CALLER_HUNG_UP', result = 'ABANDONED' where id = $1`, [id, desk.now()]);
    await desk.sql.pool.query(`update call_ring set stopped_at = $2, outcome = 'CANCELLED' where call_id = $1`, [id, desk.now()]);
    return ringing.map(({ name }: Told) => name).sort();
  }

  it('rings the secretary first for that customer’s calls and no other’s; one bad note does not decide', async () => {
    const { person, customerId, number } = await customer();
    const elsewhere = await customer();
    await available(jana, 'jana');
    await available(tom, 'tom');
    expect(await rungFirst(number)).toEqual(['Jana Kühn', 'Tom Brandt']);

    const give = async (secretary: SecretaryActor, ratings: ('GOOD' | 'BAD')[], by: CustomerUserActor = person) => {
      for (const rating of ratings) await rate(by, (await noteBy(secretary, number)).noteId, rating);
    };
    await give(tom, ['BAD']);
    expect(await rungFirst(number)).toEqual(['Jana Kühn', 'Tom Brandt']);
    await give(jana, ['GOOD', 'GOOD', 'GOOD', 'GOOD']);
    expect(await rungFirst(number)).toEqual(['Jana Kühn']);
    expect(await rungFirst(elsewhere.number)).toEqual(['Jana Kühn', 'Tom Brandt']);

    // The supervisor sees where it comes from, and can outweigh it.
    const preferences = async () => (await ask(leader, 'query ($id: ID!) { secretaryPreferences(customerId: $id) { secretary { name } weight good bad fromFeedback inForce } }', { id: customerId }));
    expect(await preferences()).toEqual(expect.arrayContaining([
      { secretary: { name: 'Jana Kühn' }, weight: 0, good: 4, bad: 0, fromFeedback: 24, inForce: 24 },
      { secretary: { name: 'Tom Brandt' }, weight: 0, good: 0, bad: 1, fromFeedback: -9, inForce: -9 },
    ]));
    const set = await ask(leader, 'mutation ($customerId: ID!, $secretaryId: ID!) { setSecretaryPreference(customerId: $customerId, secretaryId: $secretaryId, weight: 80) { ... on SecretaryPreference { weight fromFeedback inForce } } }', { customerId, secretaryId: tom.secretaryId });
    expect(set).toEqual({ weight: 80, fromFeedback: -9, inForce: 71 });
    expect(await rungFirst(number)).toEqual(['Tom Brandt']);
    await desk.sql.pool.query('delete from secretary_preference');

    // After a year it is forgotten.
    desk.pass(366 * 86_400);
    expect(await rungFirst(number)).toEqual(['Jana Kühn', 'Tom Brandt']);
    expect((await preferences()).every(({ inForce }: Told) => inForce === 0)).toBe(true);
  });
});
