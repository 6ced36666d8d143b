import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newestEvents } from '../events/event-log.ts';
import type { Actor, CustomerUserActor, SecretaryActor } from '../identity/actor.ts';
import { type Desk, openDesk, type Told } from '../test/desk.ts';

let desk: Desk;
let jana: SecretaryActor;
let supervisor: SecretaryActor;
let customerId: string;
let weber: CustomerUserActor;
let reading: CustomerUserActor;
let stranger: CustomerUserActor;
beforeAll(async () => {
  desk = await openDesk();
  jana = await desk.secretary({ name: 'Jana Kühn' });
  supervisor = await desk.secretary({ isSupervisor: true });
  customerId = await desk.customer();
  weber = await desk.customerUser(customerId);
  reading = await desk.customerUser(customerId, 'Rike Lesewohl', 'READ');
  stranger = await desk.customerUser(await desk.customer({ name: 'Kanzlei Krause' }));
});
afterAll(() => desk.close());

const SAID = '__typename ... on Faq { id question answer suggestedAt suggestedBy { name } version } ... on FaqInvalid { problems { field code } }';
const CREATE = `mutation ($customerId: ID!, $input: FaqInput!) { createFaq(customerId: $customerId, input: $input) { ${SAID} } }`;
const SUGGEST = `mutation ($customerId: ID!, $input: FaqInput!) { suggestFaq(customerId: $customerId, input: $input) { ${SAID} } }`;
const UPDATE = `mutation ($faqId: ID!, $input: FaqInput!, $expectedVersion: Int) { updateFaq(faqId: $faqId, input: $input, expectedVersion: $expectedVersion) { ${SAID} ... on FaqChangedMeanwhile { current { question } } } }`;
const MOVE = 'mutation ($faqId: ID!, $behindFaqId: ID) { moveFaq(faqId: $faqId, behindFaqId: $behindFaqId) { ... on Faq { id } } }';
const DELETE = 'mutation ($faqId: ID!) { deleteFaq(faqId: $faqId) { ... on Deleted { id } } }';
const LIST = 'query ($id: ID!, $first: Int, $after: String, $search: String, $suggested: Boolean) { customer(id: $id) { faqs(first: $first, after: $after, search: $search, suggested: $suggested) { edges { node { id question } } pageInfo { hasNextPage endCursor } } } }';

const create = async (of: CustomerUserActor, question: string, answer = 'Ja.'): Promise<Told> => (await desk.run(of, CREATE, { customerId: of.customerId, input: { question, answer } })).data.createFaq;
const questions = async (by: Actor, id: string, args: object = {}): Promise<string[]> => (await desk.run(by, LIST, { id, ...args })).data.customer.faqs.edges.map(({ node }: Told) => node.question);
const codeOf = async (by: Actor | null, source: string, variables: Record<string, unknown>) => (await desk.run(by, source, variables)).errors?.[0].extensions.code;
const own = async () => desk.customerUser(await desk.customer());

describe('createFaq', () => {
  test('enters a question behind the others, for the desk to see at once', async () => {
    const user = await own();
    await create(user, 'Gibt es Parkplätze?', 'Ja, im Hof.');
    const second = await create(user, 'Wann ist geöffnet?', 'Von acht bis zwölf.');
    expect(second).toMatchObject({ __typename: 'Faq', answer: 'Von acht bis zwölf.', suggestedAt: null, version: 1 });
    expect(await questions(jana, user.customerId)).toEqual(['Gibt es Parkplätze?', 'Wann ist geöffnet?']);
    expect((await newestEvents(desk.sql, 1))[0]).toMatchObject({ kind: 'FAQ_CHANGED', customerId: user.customerId, subjectId: second.id });
  });

  test('names all that is wrong', async () => {
    expect((await create(weber, ' ', '')).problems).toEqual([{ field: 'question', code: 'REQUIRED' }, { field: 'answer', code: 'REQUIRED' }]);
    expect((await create(weber, 'x'.repeat(501), 'x'.repeat(5001))).problems).toEqual([{ field: 'question', code: 'TOO_LONG' }, { field: 'answer', code: 'TOO_LONG' }]);
  });
});

describe('the search', () => {
  test.each([
    ['Öffnungszeit', ['Wie sind die Öffnungszeiten?']], ['haustieren', ['Darf ein Haustier mit?']], ['offen hof', []], ['gehstock', ['Gibt es einen Aufzug?']],
    ['Aufz', ['Gibt es einen Aufzug?']], ['100%', []], ['', ['Wie sind die Öffnungszeiten?', 'Darf ein Haustier mit?', 'Gibt es einen Aufzug?']],
  ])('finds for “%s” what has its words in whichever form', async (search, found) => {
    searched ??= await own();
    if ((await questions(searched, searched.customerId)).length === 0) {
      await create(searched, 'Wie sind die Öffnungszeiten?', 'Montags bis freitags von acht bis zwölf.');
      await create(searched, 'Darf ein Haustier mit?', 'Hunde ja.');
      await create(searched, 'Gibt es einen Aufzug?', 'Ja, auch für Gäste mit Gehstöcken.');
    }
    expect(await questions(jana, searched.customerId, { search })).toEqual(found);
  });
  let searched: CustomerUserActor | undefined;
});

describe('a suggestion', () => {
  test('waits for the customer, counts once it is accepted, and is seen by its secretary’s name until then', async () => {
    const user = await own();
    const suggested = (await desk.run(jana, SUGGEST, { customerId: user.customerId, input: { question: 'Nehmen Sie Kartenzahlung?' } })).data.suggestFaq;
    expect(suggested).toMatchObject({ __typename: 'Faq', answer: null, suggestedBy: { name: 'Jana Kühn' } });
    expect(await questions(jana, user.customerId)).toEqual([]);
    expect(await questions(user, user.customerId, { suggested: true })).toEqual(['Nehmen Sie Kartenzahlung?']);
    const input = { question: 'Kann man mit Karte zahlen?', answer: 'Ja, mit allen üblichen.' };
    expect((await desk.run(user, UPDATE, { faqId: suggested.id, input, expectedVersion: 1 })).data.updateFaq).toMatchObject({ ...input, suggestedAt: null, suggestedBy: null, version: 2 });
    expect(await questions(jana, user.customerId)).toEqual(['Kann man mit Karte zahlen?']);
    expect(await questions(user, user.customerId, { suggested: true })).toEqual([]);
  });

  test('can be declined', async () => {
    const user = await own();
    const { id } = (await desk.run(jana, SUGGEST, { customerId: user.customerId, input: { question: 'Alter der Ärztin?' } })).data.suggestFaq;
    expect((await desk.run(user, DELETE, { faqId: id })).data.deleteFaq).toEqual({ id });
    expect(await questions(user, user.customerId, { suggested: true })).toEqual([]);
  });
});

describe('updateFaq', () => {
  test('shows a second editor what the first one saved', async () => {
    const { id } = await create(weber, 'Erste Fassung');
    const save = (question: string) => desk.run(weber, UPDATE, { faqId: id, input: { question, answer: 'Ja.' }, expectedVersion: 1 });
    expect((await save('Zweite Fassung')).data.updateFaq).toMatchObject({ question: 'Zweite Fassung', version: 2 });
    expect((await save('Dritte Fassung')).data.updateFaq).toMatchObject({ __typename: 'FaqChangedMeanwhile', current: { question: 'Zweite Fassung' } });
  });
});

describe('moveFaq', () => {
  test('puts a question behind another or to the top, and keeps the order of the rest', async () => {
    const user = await own();
    const ids: string[] = [];
    for (const question of ['A', 'B', 'C', 'D']) ids.push((await create(user, question)).id);
    await desk.run(user, MOVE, { faqId: ids[0], behindFaqId: ids[2] });
    expect(await questions(user, user.customerId)).toEqual(['B', 'C', 'A', 'D']);
    await desk.run(user, MOVE, { faqId: ids[3], behindFaqId: null });
    expect(await questions(user, user.customerId)).toEqual(['D', 'B', 'C', 'A']);
    const page = (await desk.run(user, LIST, { id: user.customerId, first: 3 })).data.customer.faqs;
    expect(page.pageInfo.hasNextPage).toBe(true);
    expect(await questions(user, user.customerId, { after: page.pageInfo.endCursor })).toEqual(['A']);
    expect(await codeOf(user, MOVE, { faqId: ids[0], behindFaqId: (await create(weber, 'Von anderen')).id })).toBe('BAD_USER_INPUT');
  });

  test('leaves one order when two move at once', async () => {
    const user = await own();
    const ids: string[] = [];
    for (const question of ['A', 'B', 'C', 'D']) ids.push((await create(user, question)).id);
    await Promise.all([desk.run(user, MOVE, { faqId: ids[0], behindFaqId: ids[3] }), desk.run(user, MOVE, { faqId: ids[3], behindFaqId: null })]);
    const { rows } = await desk.sql.pool.query('select position from faq where customer_id = $1 order by position', [user.customerId]);
    expect(rows.map(({ position }) => position)).toEqual([0, 1, 2, 3]);
  });
});

test('a stranger, a colleague who may only read, and a supervisor who acts for nobody are refused; secretaries suggest and do no more', async () => {
  const { id } = await create(weber, 'Wer darf das?');
  const input = { question: 'Anders?', answer: 'Nein.' };
  for (const by of [stranger, reading, supervisor, jana]) {
    expect(await codeOf(by, CREATE, { customerId, input })).toBe('FORBIDDEN');
    expect(await codeOf(by, UPDATE, { faqId: id, input })).toBe('FORBIDDEN');
    expect(await codeOf(by, MOVE, { faqId: id, behindFaqId: null })).toBe('FORBIDDEN');
    expect(await codeOf(by, DELETE, { faqId: id })).toBe('FORBIDDEN');
  }
  for (const by of [stranger, weber]) expect(await codeOf(by, SUGGEST, { customerId, input })).toBe('FORBIDDEN');
  expect((await desk.run(stranger, 'query ($id: ID!) { faq(id: $id) { question } }', { id })).data.faq).toBeNull();
  expect((await desk.run(reading, 'query ($id: ID!) { faq(id: $id) { question } }', { id })).data.faq).toEqual({ question: 'Wer darf das?' });
  expect((await desk.run({ ...supervisor, actsFor: [customerId] }, UPDATE, { faqId: id, input })).data.updateFaq.question).toBe('Anders?');
});
