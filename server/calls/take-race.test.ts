import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SecretaryActor } from '../identity/actor.ts';
import { type Desk, openDesk, type Told } from '../test/desk.ts';
import { type LiveClient, openServer } from '../test/server.ts';

let desk: Desk;
let server: Awaited<ReturnType<typeof openServer>>;
const SECRETARIES = 100;

beforeAll(async () => {
  desk = await openDesk();
  server = await openServer(desk);
});
afterAll(async () => {
  await server.close();
  await desk.close();
});

const TAKE = `mutation ($callId: ID!) { takeCall(callId: $callId) { __typename ... on Call { id state takenBy { id } } ... on CallAlreadyTaken { winner: takenBy { id name } since: takenAt } } }`;

test('of a hundred secretaries who take a call at once one has it, and all the others and all desks see who', async () => {
  const customerId = await desk.customer();
  const line = await desk.line(customerId);
  const portal = await server.connect(await desk.customerUser(customerId));
  await portal.listen('... on CallChanged { callId call { state takenBy { name } } }');
  const people: SecretaryActor[] = [];
  for (let n = 0; n < SECRETARIES; n++) people.push(await desk.secretary({ name: `Sekretärin ${n}` }));
  const sockets: LiveClient[] = await Promise.all(people.map(person => server.connect(person)));
  await Promise.all(sockets.map(socket => socket.listen('... on CallChanged { callId call { state takenBy { id } } }')));

  const { id: callId } = await desk.call(line.number);
  const isCall = (state: string) => (event: Told) => event.callId === callId && event.call.state === state;
  await Promise.all(sockets.map(socket => socket.until(isCall('RINGING'))));

  const answers = await Promise.all(sockets.map(socket => socket.ask(TAKE, { callId })));
  const told = answers.map(({ data }) => data.takeCall);
  const winners = told.flatMap(({ __typename }, n) => (__typename === 'Call' ? [n] : []));
  expect(winners).toHaveLength(1);
  const winner = people[winners[0] as number] as SecretaryActor;
  expect(told[winners[0] as number]).toEqual({ __typename: 'Call', id: callId, state: 'TAKEN', takenBy: { id: winner.secretaryId } });
  const refusal = { __typename: 'CallAlreadyTaken', winner: { id: winner.secretaryId, name: `Sekretärin ${winners[0]}` }, since: desk.now().toISOString() };
  expect(told.filter(({ __typename }) => __typename !== 'Call')).toEqual(Array.from({ length: SECRETARIES - 1 }, () => refusal));

  for (const event of await Promise.all(sockets.map(socket => socket.until(isCall('TAKEN'))))) expect(event.call.takenBy).toEqual({ id: winner.secretaryId });
  expect((await portal.until(isCall('TAKEN'))).call.takenBy).toEqual({ name: `Sekretärin ${winners[0]}` });
  // Nobody has seen it go to two.
  const takers = sockets.flatMap(({ events }) => events.filter(isCall('TAKEN')).map(event => event.call.takenBy.id));
  expect(new Set(takers)).toEqual(new Set([winner.secretaryId]));

  const again = await (sockets[winners[0] as number] as LiveClient).ask(TAKE, { callId });
  expect(again.data.takeCall).toEqual(told[winners[0] as number]);
  expect((await portal.ask(TAKE, { callId })).errors?.[0].extensions.code).toBe('FORBIDDEN');
  const stranger = await server.connect(null);
  expect((await stranger.ask(TAKE, { callId })).errors?.[0].extensions.code).toBe('UNAUTHENTICATED');
}, 120_000);
