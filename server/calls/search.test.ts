import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CustomerUserActor, SecretaryActor } from '../identity/actor.ts';
import { callActs } from '../test/call-acts.ts';
import { type Desk, openDesk, type Told } from '../test/desk.ts';
import { digitsOf } from './history.service.ts';

let desk: Desk;
let acts: ReturnType<typeof callActs>;
let jana: SecretaryActor;
let weber: CustomerUserActor;
let krause: CustomerUserActor;
let number: string;
/** The calls by what tells them apart. */
const ids: Record<string, string> = {};

beforeAll(async () => {
  desk = await openDesk();
  acts = callActs(desk);
  jana = await desk.secretary();
  weber = await desk.customerUser(await desk.customer());
  number = (await desk.line(weber.customerId)).number;
  krause = await desk.customerUser(await desk.customer({ name: 'Kanzlei Krause' }));
  await desk.contact(weber.customerId, { name: 'Dr. Sabine Öztürk-Weiß', numbers: ['+4917604069055'] });

  const call = async (name: string, callerNumber: string | null, note: object | null) => {
    desk.pass(60);
    const { id } = await desk.call(number, { callerNumber });
    ids[name] = id;
    if (!note) return;
    await acts.take(jana, id);
    await acts.note(jana, id, note);
  };
  await call('mahnung', '+4917604069001', { callerName: 'Jürgen Müller', callerCompany: 'Müller & Söhne GmbH', concern: 'Hat zwei Mahnungen bekommen und versteht sie nicht.' });
  await call('haus', null, { callerName: 'Frau Schmidt-Rottluff', callerNumber: '0176 / 040690-77', concern: 'Die Häuser in der Goethestraße sind fertig, 100 % bezahlt.' });
  await call('termin', '+493023125077', { callerName: 'Peter Lang', concern: 'Möchte den Termin am Dienstag verschieben. Rechnungsnummer R-2026_17.' });
  await call('contact', '+4917604069055', null);
  await call('odd', 'Empfang-West', null);
  const foreign = await desk.line(krause.customerId);
  const { id } = await desk.call(foreign.number, { callerNumber: '+4917604069001' });
  await acts.take(jana, id);
  await acts.note(jana, id, { callerName: 'Jürgen Müller', concern: 'Noch eine Mahnung.' });
  ids['krause'] = id;
});
afterAll(() => desk.close());

async function found(search: string, actor: SecretaryActor | CustomerUserActor = weber): Promise<string[]> {
  const { data, errors } = await desk.run(actor, 'query ($search: String) { calls(filter: { search: $search }) { edges { node { id } } } }', { search });
  if (errors) throw new Error(JSON.stringify(errors));
  return data.calls.edges.map(({ node }: Told) => Object.keys(ids).find(name => ids[name] === node.id));
}

describe('a search', () => {
  test.each([
    ['Mahnung', 'mahnung'], ['Mahnungen', 'mahnung'], ['mahnungen', 'mahnung'], ['MAHNUNG', 'mahnung'], ['Haus', 'haus'], ['Häuser', 'haus'], ['häusern', 'haus'], ['Hauses', 'haus'],
    ['Termine', 'termin'], ['Terminen', 'termin'],
  ])('finds %s in any German form', async (search, name) => {
    expect(await found(search)).toEqual([name]);
  });

  test.each([
    ['Müller', 'mahnung'], ['müll', 'mahnung'], ['üller', 'mahnung'], ['Söhne', 'mahnung'], ['Rottluff', 'haus'], ['schmidt-rott', 'haus'], ['öztürk', 'contact'], ['Weiß', 'contact'], ['sabin', 'contact'],
    ['Empfang', 'odd'], ['empfang-w', 'odd'], ['lang', 'termin'],
  ])('finds parts of names: %s', async (search, name) => {
    expect(await found(search)).toEqual([name]);
  });

  test.each([
    ['0176/04069001', 'mahnung'], ['0176 04069001', 'mahnung'], ['+49 (0)176 04069001', 'mahnung'], ['0049 176 04069001', 'mahnung'], ['4917604069001', 'mahnung'], ['69001', 'mahnung'],
    ['0176/04069077', 'haus'], ['040690-77', 'haus'], ['030 23125-077', 'termin'], ['(030) 23125 077', 'termin'], ['23125077', 'termin'],
  ])('finds parts of numbers: %s', async (search, name) => {
    expect(await found(search)).toEqual([name]);
  });

  test('finds all that have the part of a number, the newest first', async () => {
    expect(await found('17604069')).toEqual(['contact', 'haus', 'mahnung']);
    expect(await found('0176/0406')).toEqual(['contact', 'haus', 'mahnung']);
  });

  test.each([
    ['Müller Mahnung', 'mahnung'], ['Mahnungen müll', 'mahnung'], ['Jürgen Müller', 'mahnung'], ['Müller Jürgen', 'mahnung'], ['Müller 0176', 'mahnung'], ['Rottluff Haus', 'haus'], ['Peter Termin Dienstag', 'termin'],
  ])('finds what has all the words, wherever they stand: %s', async (search, name) => {
    expect(await found(search)).toEqual([name]);
  });

  test('finds nothing where one word is missing, and everything for no word', async () => {
    for (const search of ['Müller Termin', 'Mahnbescheid', 'xyz', '0176 99999999']) expect(await found(search)).toEqual([]);
    for (const search of ['', '   ']) expect(await found(search)).toHaveLength(5);
  });

  test('stays with the customer’s own calls; staff find all', async () => {
    expect(await found('Müller')).toEqual(['mahnung']);
    expect(await found('Müller', krause)).toEqual(['krause']);
    expect(await found('Mahnung', jana)).toEqual(['krause', 'mahnung']);
    expect(await found('17604069001', jana)).toEqual(['krause', 'mahnung']);
  });

  test('finds by the note as it is now', async () => {
    const { id } = await desk.call(number, { callerNumber: null });
    ids['changing'] = id;
    await acts.take(jana, id);
    await acts.note(jana, id, { callerName: 'Kleopatra', concern: 'Vorher Zwieback.' });
    expect(await found('Zwieback')).toEqual(['changing']);
    await acts.note(jana, id, { callerName: 'Nofretete', concern: 'Nachher Kuchen.' });
    expect([await found('Zwieback'), await found('Kleopatra'), await found('Kuchen'), await found('nofret')]).toEqual([[], [], ['changing'], ['changing']]);
    await acts.end(jana, id);
    expect(await found('Kuchen')).toEqual(['changing']);
  });

  test.each(['%', '_', '\\', '%%%', "'; drop table call; --", '"', '-', '- -', '!', '&', '|', ':*', '(', '\0', '100 %', 'a'.repeat(5000), '🙂', '\ud800', '*', 'und', 'der die das'])('takes %j for words and not for an order', async search => {
    const names = await found(search);
    expect(names.length).toBeLessThanOrEqual(6);
    if (search === '%' || search === '_' || search === '\\') expect(names).toEqual([]);
  });

  test('pages through what it finds, together with other filters', async () => {
    const many = await desk.customerUser(await desk.customer());
    const line = await desk.line(many.customerId);
    const expected: string[] = [];
    for (let n = 0; n < 7; n++) {
      desk.pass(60);
      const { id } = await desk.call(line.number);
      await acts.take(jana, id);
      await acts.note(jana, id, { concern: n % 2 ? 'Wegen der Rechnung.' : 'Andere Rechnungen.', urgent: n === 3 });
      expected.unshift(id);
    }
    const PAGE = 'query ($after: String, $filter: CallFilter) { calls(first: 3, after: $after, filter: $filter) { edges { node { id } } pageInfo { hasNextPage endCursor } } }';
    const seen: string[] = [];
    for (let after: string | null = null, more = true; more; ) {
      const { data }: Told = await desk.run(many, PAGE, { after, filter: { search: 'Rechnung' } });
      seen.push(...data.calls.edges.map(({ node }: Told) => node.id));
      ({ endCursor: after, hasNextPage: more } = data.calls.pageInfo);
    }
    expect(seen).toEqual(expected);
    const { data } = await desk.run(many, PAGE, { filter: { search: 'Rechnung', urgent: true } });
    expect(data.calls.edges).toEqual([{ node: { id: expected[3] } }]);
  });
});

describe('the digits of a search', () => {
  test.each([
    ['0176 12', '17612'], ['+49 (0)176 12', '4917612'], ['0049 176', '49176'], ['030/23125', '3023125'], ['(030) 23', '3023'], ['12', null], ['0', null], ['Müller 12', null], ['', null], ['+', null],
  ])('in %j are %s', (search, digits) => {
    expect(digitsOf(search)).toBe(digits);
  });
});
