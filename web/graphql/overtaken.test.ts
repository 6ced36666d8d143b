import { Client, gql, type Exchange, type Operation } from 'urql';
import { filter, makeSubject, merge, pipe, tap } from 'wonka';
import { expect, test } from 'vitest';
import { cache } from './cache.ts';
import { overtakenExchange } from './overtaken.ts';

const HEAD = gql`query Head { messageThread(id: "t") { __typename id messageCount } }`;
const EVENTS = gql`subscription Events { events { __typename cursor ... on MessagesChanged { customerId threadId } } }`;
const changed = (cursor: string) => ({ events: { __typename: 'MessagesChanged', cursor, customerId: 'c', threadId: 't' } });
const head = (messageCount: number) => ({ messageThread: { __typename: 'MessageThread', id: 't', messageCount } });
// What the cache asks again is sent in a microtask.
const settled = async () => { for (let turn = 0; turn < 5; turn++) await Promise.resolve(); };

/** A page that shows a thread and follows the events, with the service in the test's hand. */
function page() {
  const asked: Operation[] = [];
  const answers = makeSubject<never>();
  const service: Exchange = () => operations => merge([pipe(operations, tap(operation => { if (operation.kind !== 'teardown') asked.push(operation); }), filter((_): _ is never => false)), answers.source]);
  const client = new Client({ url: 'http://localhost', exchanges: [cache, overtakenExchange, service], preferGetMethod: false });
  const shown: number[] = [];
  client.subscription(EVENTS, {}).subscribe(() => {});
  client.query(HEAD, {}).subscribe(({ data }) => { if (data) shown.push(data.messageThread.messageCount); });
  const events = asked.find(({ kind }) => kind === 'subscription')!;
  const answer = async (operation: Operation, data: object) => { answers.next({ operation, data, stale: false, hasNext: operation.kind === 'subscription' } as never); await settled(); };
  const queries = () => asked.filter(({ kind }) => kind === 'query');
  return { shown, queries, tell: (cursor: string) => answer(events, changed(cursor)), answer };
}

test('what changes while it is asked for the first time is asked once more, since the answer may be from before', async () => {
  const { shown, queries, tell, answer } = page();
  await tell('1');
  await answer(queries()[0]!, head(1));
  expect(queries()).toHaveLength(2);
  await answer(queries()[1]!, head(2));
  expect(shown.at(-1)).toBe(2);
  expect(queries()).toHaveLength(2);
});

test('what changes while it is asked again is asked once more', async () => {
  const { shown, queries, tell, answer } = page();
  await answer(queries()[0]!, head(1));
  await tell('1');
  await tell('2');
  await answer(queries()[1]!, head(2));
  expect(queries()).toHaveLength(3);
  await answer(queries()[2]!, head(3));
  expect(shown.at(-1)).toBe(3);
  expect(queries()).toHaveLength(3);
});

test('nothing is asked twice when nothing of it changed meanwhile', async () => {
  const { shown, queries, tell, answer } = page();
  await answer(queries()[0]!, head(1));
  await tell('1');
  await answer(queries()[1]!, head(2));
  expect(shown.at(-1)).toBe(2);
  expect(queries()).toHaveLength(2);
});
