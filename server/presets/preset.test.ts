import { afterAll, beforeAll, expect, test } from 'vitest';
import { newestEvents } from '../events/event-log.ts';
import type { Actor, CustomerUserActor, SecretaryActor } from '../identity/actor.ts';
import { type Desk, openDesk, type Told } from '../test/desk.ts';

let desk: Desk;
let leader: SecretaryActor;
let weber: CustomerUserActor;
let reading: CustomerUserActor;
let stranger: CustomerUserActor;
beforeAll(async () => {
  desk = await openDesk();
  leader = await desk.secretary({ isSupervisor: true });
  weber = await desk.customerUser(await desk.customer());
  reading = await desk.customerUser(weber.customerId, 'Rike Lesewohl', 'READ');
  stranger = await desk.customerUser(await desk.customer({ name: 'Kanzlei Krause' }));
});
afterAll(() => desk.close());

const FIELDS = 'version presets { id title symbol ending minutes isAsked putThrough message forwardingNumbers { number label situation ringSeconds } }';
const SAVE = `mutation ($customerId: ID!, $presets: [PresetInput!]!, $expectedVersion: Int) { result: savePresets(customerId: $customerId, presets: $presets, expectedVersion: $expectedVersion) {
  __typename ... on PresetList { ${FIELDS} } ... on PresetsInvalid { problems { field code } } ... on PresetsChangedMeanwhile { current { version presets { title } } } } }`;
const READ = `query ($id: ID!) { customer(id: $id) { presetList { ${FIELDS} } } }`;
const save = async (who: Actor | null, presets: object[], expectedVersion?: number): Promise<Told> => {
  const { data, errors } = await desk.run(who, SAVE, { customerId: weber.customerId, presets, expectedVersion });
  return errors ? errors[0].extensions.code : data.result;
};
const read = async (who: Actor): Promise<Told> => (await desk.run(who, READ, { id: weber.customerId })).data.customer?.presetList ?? null;
const visit = { title: 'Hausbesuche', symbol: 'TRAVEL', ending: 'AFTER_MINUTES', minutes: 150, isAsked: false, putThrough: 'VIP', message: 'Frau Doktor ist bis {{until}} unterwegs.', forwardingNumbers: [{ number: '0171 3920010', label: 'Auto' }] };
const sleep = { title: 'Nachtruhe', symbol: 'CLOSING', ending: 'NEXT_OPENING', putThrough: 'NONE', message: 'Ab {{until}} wieder.' };

test('a customer has the changes one tap away that they want, in their order', async () => {
  expect(await read(weber)).toEqual({ version: 0, presets: [] });
  const saved = await save(weber, [visit, sleep], 0);
  expect(saved).toMatchObject({ __typename: 'PresetList', version: 1, presets: [
    { ...visit, forwardingNumbers: [{ number: '+491713920010', label: 'Auto', situation: 'FIRST', ringSeconds: 20 }] }, { ...sleep, minutes: 60, isAsked: true, forwardingNumbers: [] },
  ] });
  expect((await newestEvents(desk.sql, 1))[0]).toMatchObject({ kind: 'CUSTOMER_CHANGED', customerId: weber.customerId, subjectId: weber.customerId });
  const { __typename: _, ...list } = saved;
  for (const who of [weber, reading, leader]) expect(await read(who)).toEqual(list);
  const [first, second] = saved.presets;
  expect((await save({ ...leader, actsFor: [weber.customerId] }, [{ ...sleep, id: second.id }, { ...visit, id: first.id }], 1)).presets.map(({ id }: Told) => id)).toEqual([second.id, first.id]);
  expect(await save(weber, [], 2)).toMatchObject({ version: 3, presets: [] });
});

test('the second of two who change the list is shown what the first one saved', async () => {
  const { version } = await read(weber);
  const both = await Promise.all([save(weber, [visit], version), save(weber, [sleep], version)]);
  const winner = both.find(({ __typename }) => __typename === 'PresetList');
  expect(both.find(({ __typename }) => __typename === 'PresetsChangedMeanwhile')?.current).toEqual({ version: version + 1, presets: [{ title: winner.presets[0].title }] });
});

test('all that is wrong is named at once, and nothing is changed', async () => {
  const before = await read(weber);
  expect(await save(weber, [{ ...visit, title: ' ', minutes: 4, message: '', forwardingNumbers: [{ number: '110', situation: 'ON_BUSY' }] }, { ...sleep, message: 'x'.repeat(1501) }])).toEqual({
    __typename: 'PresetsInvalid',
    problems: [
      { field: 'presets.0.forwardingNumbers.0.number', code: 'FORBIDDEN_NUMBER' }, { field: 'presets.0.forwardingNumbers', code: 'REQUIRED' }, { field: 'presets.0.title', code: 'REQUIRED' },
      { field: 'presets.0.minutes', code: 'OUT_OF_RANGE' }, { field: 'presets.0.message', code: 'REQUIRED' }, { field: 'presets.1.message', code: 'TOO_LONG' },
    ],
  });
  expect((await save(weber, Array.from({ length: 13 }, () => sleep))).problems).toEqual([{ field: 'presets', code: 'OUT_OF_RANGE' }]);
  expect(await read(weber)).toEqual(before);
});

test('strangers, those who only read and staff who act for nobody change nothing', async () => {
  const before = await read(weber);
  for (const who of [stranger, reading, leader]) expect(await save(who, [sleep])).toBe('FORBIDDEN');
  expect(await save(null, [sleep])).toBe('UNAUTHENTICATED');
  expect(await read(stranger)).toBeNull();
  expect(await read(weber)).toEqual(before);
});
