import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newestEvents } from '../events/event-log.ts';
import type { SecretaryActor } from '../identity/actor.ts';
import { type Desk, openDesk, type Told } from '../test/desk.ts';

let desk: Desk;
let supervisor: SecretaryActor;
beforeAll(async () => {
  desk = await openDesk();
  supervisor = await desk.secretary({ isSupervisor: true });
});
afterAll(() => desk.close());

const RESULT = `__typename ... on Line { id number label isBlock version customer { id } } ... on LineInvalid { problems { field code } }`;
const CREATE = `mutation ($customerId: ID!, $input: LineInput!) { createLine(customerId: $customerId, input: $input) { ${RESULT} } }`;
const UPDATE = `mutation ($id: ID!, $input: LineInput!, $expectedVersion: Int) { updateLine(lineId: $id, input: $input, expectedVersion: $expectedVersion) {
  ${RESULT} ... on LineChangedMeanwhile { current { number label version } } } }`;
const DELETE = 'mutation ($id: ID!) { deleteLine(lineId: $id) { __typename ... on Deleted { id } ... on LineHasCalls { message } } }';
const LINES = 'query ($id: ID!) { customer(id: $id) { lines { number label } } }';

const create = async (customerId: string, input: object) => (await desk.run(supervisor, CREATE, { customerId, input })).data.createLine;

describe('createLine', () => {
  test.each([
    ['030 23125 801', '+493023125801'],
    ['(0 40) 66 96 98 02', '+494066969802'],
    ['+49 (0)89 99998 803', '+498999998803'],
    ['0049 221 4710 804', '+492214710804'],
  ])('reads %s', async (number, e164) => {
    const customerId = await desk.customer();
    expect(await create(customerId, { number, label: ' Berlin ' })).toEqual({
      __typename: 'Line', id: expect.any(String), number: e164, label: 'Berlin', isBlock: false, version: 1, customer: { id: customerId },
    });
    expect((await desk.run(supervisor, LINES, { id: customerId })).data.customer.lines).toEqual([{ number: e164, label: 'Berlin' }]);
    expect((await newestEvents(desk.sql, 1))[0]).toMatchObject({ kind: 'CUSTOMER_CHANGED', customerId, subjectId: customerId });
  });

  test('names all that is wrong at once', async () => {
    const customerId = await desk.customer();
    expect((await create(customerId, { number: 'zwölf', label: 'x'.repeat(101) })).problems).toEqual([{ field: 'number', code: 'INVALID_NUMBER' }, { field: 'label', code: 'TOO_LONG' }]);
    expect((await create(customerId, { number: ' ' })).problems).toEqual([{ field: 'number', code: 'REQUIRED' }]);
  });

  test('refuses a number that another line has, however it is written', async () => {
    const taken = await desk.line(await desk.customer());
    const customerId = await desk.customer();
    expect((await create(customerId, { number: taken.number.replace('+49', '0') })).problems).toEqual([{ field: 'number', code: 'TAKEN' }]);
    const both = await Promise.all([create(customerId, { number: '030 23125 810' }), create(customerId, { number: '030 23125 810' })]);
    expect(both.map(one => one.__typename).sort()).toEqual(['Line', 'LineInvalid']);
  });

  test('takes the prefix of a block without its switchboard', async () => {
    expect(await create(await desk.customer(), { number: '030 23125-0', isBlock: true })).toMatchObject({ number: '+493023125', isBlock: true });
  });
});

describe('updateLine', () => {
  test('changes a line, and shows a second editor what the first one saved', async () => {
    const { id, number } = await desk.line(await desk.customer());
    const save = (label: string) => desk.run(supervisor, UPDATE, { id, input: { number, label }, expectedVersion: 1 });
    expect((await save('Zentrale')).data.updateLine).toMatchObject({ __typename: 'Line', number, label: 'Zentrale', version: 2 });
    expect((await save('Lager')).data.updateLine).toEqual({ __typename: 'LineChangedMeanwhile', current: { number, label: 'Zentrale', version: 2 } });
  });

  test('lets one of many win who save at the same moment', async () => {
    const { id, number } = await desk.line(await desk.customer());
    const save = async (label: string) => (await desk.run(supervisor, UPDATE, { id, input: { number, label }, expectedVersion: 1 })).data.updateLine;
    const all: Told[] = await Promise.all(['Zentrale', 'Lager', 'Werkstatt', 'Verkauf', 'Büro'].map(save));
    const winner = all.find(one => one.__typename === 'Line');
    expect(all.filter(one => one.__typename === 'LineChangedMeanwhile').map(one => one.current.label)).toEqual(Array.from({ length: 4 }, () => winner.label));
  });
});

describe('deleteLine', () => {
  test('takes a line away', async () => {
    const customerId = await desk.customer();
    const { id } = await desk.line(customerId);
    expect((await desk.run(supervisor, DELETE, { id })).data.deleteLine).toEqual({ __typename: 'Deleted', id });
    expect((await desk.run(supervisor, LINES, { id: customerId })).data.customer.lines).toEqual([]);
  });

  test('keeps a line over which calls came', async () => {
    const { id, number } = await desk.line(await desk.customer());
    await desk.call(number);
    expect((await desk.run(supervisor, DELETE, { id })).data.deleteLine.__typename).toBe('LineHasCalls');
  });
});

test('only supervisors manage lines', async () => {
  const customerId = await desk.customer();
  const { id, number } = await desk.line(customerId);
  const acts: [string, Record<string, unknown>][] = [[CREATE, { customerId, input: { number: '030 23125 820' } }], [UPDATE, { id, input: { number } }], [DELETE, { id }]];
  for (const [act, variables] of acts) {
    for (const actor of [await desk.secretary(), await desk.customerUser(customerId), await desk.customerUser(await desk.customer())])
      expect((await desk.run(actor, act, variables)).errors?.[0].extensions.code).toBe('FORBIDDEN');
    expect((await desk.run(null, act, variables)).errors?.[0].extensions.code).toBe('UNAUTHENTICATED');
  }
  expect((await desk.run(supervisor, CREATE, { customerId: crypto.randomUUID(), input: { number: '030 23125 821' } })).errors?.[0].extensions.code).toBe('FORBIDDEN');
  expect((await desk.run(supervisor, DELETE, { id: crypto.randomUUID() })).errors?.[0].extensions.code).toBe('FORBIDDEN');
});
