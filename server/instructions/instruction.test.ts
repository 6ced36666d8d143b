import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { statement } from '../database/sql.ts';
import { newestEvents } from '../events/event-log.ts';
import type { Actor, CustomerUserActor, SecretaryActor } from '../identity/actor.ts';
import { type Desk, openDesk, type Told } from '../test/desk.ts';

let desk: Desk;
let secretary: SecretaryActor;
let customerId: string;
let user: CustomerUserActor;
let stranger: CustomerUserActor;
beforeAll(async () => {
  desk = await openDesk('2026-06-15T09:00:00Z');
  secretary = await desk.secretary();
  customerId = await desk.customer();
  user = await desk.customerUser(customerId);
  stranger = await desk.customerUser(await desk.customer({ name: 'Kanzlei Krause' }));
});
afterAll(() => desk.close());

const FIELDS = `id title validFrom validUntil weeklyHours { weekday from until } exceptPublicHolidays greeting putThrough message remarks
  forwardingNumbers { id number label situation ringSeconds } isActive isPreset version createdAt updatedAt`;
const RESULT = `__typename ... on Instruction { ${FIELDS} }`;
const PROBLEMS = '... on InstructionInvalid { problems { field code } }';
const CREATE = `mutation ($customerId: ID!, $input: InstructionInput!) { createInstruction(customerId: $customerId, input: $input) { ${RESULT} ${PROBLEMS} } }`;
const UPDATE = `mutation ($id: ID!, $input: InstructionInput!, $expectedVersion: Int) { updateInstruction(instructionId: $id, input: $input, expectedVersion: $expectedVersion) {
  ${RESULT} ${PROBLEMS} ... on InstructionChangedMeanwhile { current { ${FIELDS} } } } }`;
const END = `mutation ($id: ID!) { endInstruction(instructionId: $id) { ${RESULT} } }`;
const DELETE = 'mutation ($id: ID!) { deleteInstruction(instructionId: $id) { __typename ... on Deleted { id } } }';
const ONE = `query ($id: ID!) { instruction(id: $id) { ${FIELDS} } }`;
const LIST = `query ($id: ID!, $first: Int, $after: String, $includeEnded: Boolean) {
  customer(id: $id) { instructions(first: $first, after: $after, includeEnded: $includeEnded) { edges { node { id title } cursor } pageInfo { hasNextPage endCursor } } } }`;

const note = { title: 'Urlaub', greeting: 'Praxis Dr. Weber, {{secretary}}.', putThrough: 'NONE', message: 'Wir sind ab Montag wieder da.' };
const office = { title: 'Sprechstunde', greeting: 'Praxis Dr. Weber, guten Tag.', putThrough: 'ALL', forwardingNumbers: [{ number: '0171 39200 10' }] };

/** A supervisor who acts for the customer. */
const actingFor = (id: string): SecretaryActor => ({ ...secretary, isSupervisor: true, actsFor: [id] });
const create = async (input: object, actor: Actor = user, id = customerId) => (await desk.run(actor, CREATE, { customerId: id, input })).data.createInstruction;
const update = async (id: string, input: object, expectedVersion?: number, actor: Actor = user) => (await desk.run(actor, UPDATE, { id, input, expectedVersion })).data.updateInstruction;
const read = async (id: string, actor: Actor = user) => (await desk.run(actor, ONE, { id })).data.instruction;
const problems = async (input: object) => (await create(input)).problems;
/** The instructions that the live feed told of since the number. */
const toldSince = async (seq: number) => (await newestEvents(desk.sql, 50)).filter(event => event.seq > seq && event.kind === 'INSTRUCTION_CHANGED').map(event => event.subjectId);
const newest = async () => (await newestEvents(desk.sql, 1))[0]?.seq ?? 0;

describe('createInstruction', () => {
  test('says what to do with calls, from now on', async () => {
    const id = await desk.customer();
    const owner = await desk.customerUser(id);
    const made = await create({
      title: ' Sprechstunde ', validUntil: '2026-06-30T16:00:00Z', exceptPublicHolidays: true, greeting: ' Praxis Dr. Weber, guten Tag. ', putThrough: 'VIP', message: 'Der Doktor ruft zurück.', remarks: '',
      weeklyHours: [{ weekday: 'FRIDAY', from: '08:00', until: '13:00' }, { weekday: 'MONDAY', from: '14:00', until: '18:00' }, { weekday: 'MONDAY', from: '08:00', until: '12:00' }],
      forwardingNumbers: [{ number: '0171/39200-11', label: 'Mobil' }, { number: '+49 (0)30 23125 012', situation: 'ON_BUSY', ringSeconds: 30 }],
    }, owner, id);
    expect(made).toEqual({
      __typename: 'Instruction', id: expect.any(String), title: 'Sprechstunde', validFrom: '2026-06-15T09:00:00.000Z', validUntil: '2026-06-30T16:00:00.000Z',
      weeklyHours: [{ weekday: 'MONDAY', from: '08:00', until: '12:00' }, { weekday: 'MONDAY', from: '14:00', until: '18:00' }, { weekday: 'FRIDAY', from: '08:00', until: '13:00' }],
      exceptPublicHolidays: true, greeting: 'Praxis Dr. Weber, guten Tag.', putThrough: 'VIP', message: 'Der Doktor ruft zurück.', remarks: null,
      forwardingNumbers: [
        { id: expect.any(String), number: '+491713920011', label: 'Mobil', situation: 'FIRST', ringSeconds: 20 },
        { id: expect.any(String), number: '+493023125012', label: null, situation: 'ON_BUSY', ringSeconds: 30 },
      ],
      isActive: true, isPreset: false, version: 1, createdAt: '2026-06-15T09:00:00.000Z', updatedAt: '2026-06-15T09:00:00.000Z',
    });
    expect((await newestEvents(desk.sql, 1))[0]).toMatchObject({ kind: 'INSTRUCTION_CHANGED', customerId: id, subjectId: made.id });
  });

  test('makes one instruction of what is sent again under its id, and brings back none that was deleted', async () => {
    const id = crypto.randomUUID();
    const AGAIN = `mutation ($customerId: ID!, $input: InstructionInput!, $id: ID) { createInstruction(customerId: $customerId, input: $input, id: $id) { ${RESULT} ${PROBLEMS} } }`;
    const send = (actor: Actor = user, whose = customerId, madeId: string = id) => desk.run(actor, AGAIN, { customerId: whose, input: { ...office, title: 'Doppelt gesendet' }, id: madeId });
    const sent = await Promise.all(Array.from({ length: 6 }, () => send()));
    expect(sent.map(({ data }) => data.createInstruction)).toEqual(Array.from({ length: 6 }, () => expect.objectContaining({ __typename: 'Instruction', id, version: 1 })));
    const listed = (await desk.run(user, LIST, { id: customerId, first: 100 })).data.customer.instructions.edges;
    expect(listed.filter(({ node }: Told) => node.title === 'Doppelt gesendet')).toHaveLength(1);

    for (const refused of [await send(stranger, customerId), await send(stranger, stranger.customerId), await send(user, customerId, (await create(note)).id)]) {
      expect(refused.errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
    }
    expect((await send(user, customerId, '1')).errors?.[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT', field: 'id' } });

    await desk.run(user, DELETE, { id });
    expect((await send()).errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
    expect(await read(id)).toBe(null);
  });

  test('takes one from a supervisor who acts for the customer, and from no other of the staff', async () => {
    expect((await create(note, actingFor(customerId))).__typename).toBe('Instruction');
    for (const person of [secretary, { ...secretary, isSupervisor: true }, actingFor(crypto.randomUUID())])
      expect((await desk.run(person, CREATE, { customerId, input: note })).errors?.[0].extensions.code).toBe('FORBIDDEN');
  });

  test('names all that is wrong at once', async () => {
    const line = await desk.line(customerId);
    expect(await problems({
      title: ' ', greeting: 'x'.repeat(1001), putThrough: 'VIP', message: '', remarks: 'x'.repeat(4001),
      validFrom: '2026-07-01T00:00:00Z', validUntil: '2026-07-01T00:00:00Z',
      weeklyHours: [{ weekday: 'MONDAY', from: '08:00', until: '12:00' }, { weekday: 'MONDAY', from: '08:00', until: '13:00' }],
      forwardingNumbers: [
        { number: 'Zentrale', situation: 'ON_BUSY' }, { number: line.number, situation: 'ON_BUSY', ringSeconds: 4 }, { number: '', situation: 'ON_NO_ANSWER', label: 'x'.repeat(101) },
        { number: '0171 3920011', situation: 'ON_BUSY', id: crypto.randomUUID(), ringSeconds: 121 },
      ],
    })).toEqual([
      { field: 'title', code: 'REQUIRED' }, { field: 'greeting', code: 'TOO_LONG' }, { field: 'message', code: 'REQUIRED' }, { field: 'remarks', code: 'TOO_LONG' },
      { field: 'validUntil', code: 'ENDS_BEFORE_START' }, { field: 'weeklyHours.1.from', code: 'NOT_ALLOWED' }, { field: 'forwardingNumbers.0.number', code: 'INVALID_NUMBER' },
      { field: 'forwardingNumbers.1.number', code: 'FORBIDDEN_NUMBER' }, { field: 'forwardingNumbers.1.ringSeconds', code: 'OUT_OF_RANGE' },
      { field: 'forwardingNumbers.2.number', code: 'REQUIRED' }, { field: 'forwardingNumbers.2.label', code: 'TOO_LONG' },
      { field: 'forwardingNumbers.3.id', code: 'NOT_ALLOWED' }, { field: 'forwardingNumbers.3.ringSeconds', code: 'OUT_OF_RANGE' }, { field: 'forwardingNumbers', code: 'REQUIRED' },
    ]);
  });

  test.each(['110', '112', '030 110', '0900 5 123456', '0137 123456', '0180 5 12345', '11833', '+1 212 555 0100'])('never forwards to %s', async number => {
    expect(await problems({ ...office, forwardingNumbers: [{ number }] })).toEqual([{ field: 'forwardingNumbers.0.number', code: 'FORBIDDEN_NUMBER' }]);
  });

  test("never forwards into a block of the service's own", async () => {
    await desk.line(await desk.customer(), { number: '+494066969', isBlock: true });
    expect(await problems({ ...office, forwardingNumbers: [{ number: '040 66969 017' }] })).toEqual([{ field: 'forwardingNumbers.0.number', code: 'FORBIDDEN_NUMBER' }]);
  });

  test('needs no number when nobody is put through, and no message when everyone is', async () => {
    expect((await create({ ...note, forwardingNumbers: [] })).__typename).toBe('Instruction');
    expect((await create({ ...office, message: null })).__typename).toBe('Instruction');
    expect(await problems({ ...note, message: ' ' })).toEqual([{ field: 'message', code: 'REQUIRED' }]);
  });

  test('refuses a time of day that is none', async () => {
    const { errors } = await desk.run(user, CREATE, { customerId, input: { ...note, weeklyHours: [{ weekday: 'MONDAY', from: '24:00', until: '08:00' }] } });
    expect(errors?.[0].extensions.code).toBe('BAD_USER_INPUT');
  });
});

describe('updateInstruction', () => {
  test('replaces what was said, and keeps the numbers that are named', async () => {
    const made = await create({ ...office, remarks: 'Nicht stören.', forwardingNumbers: [{ number: '0171 3920011' }, { number: '0171 3920012' }, { number: '0171 3920013' }] });
    const [first, second] = made.forwardingNumbers;
    desk.pass(60);
    const seq = await newest();
    const changed = await update(made.id, { ...office, title: 'Sprechstunde lang', forwardingNumbers: [{ number: '0171 3920014' }, { id: second.id, number: '0171 3920012', label: 'Labor' }, { id: first.id, number: '0171 3920015', situation: 'ON_BUSY' }] }, 1);
    expect(changed).toMatchObject({ __typename: 'Instruction', title: 'Sprechstunde lang', remarks: null, validFrom: made.validFrom, version: 2, createdAt: made.createdAt, updatedAt: desk.now().toISOString() });
    expect(changed.forwardingNumbers).toEqual([
      { id: expect.any(String), number: '+491713920014', label: null, situation: 'FIRST', ringSeconds: 20 },
      { id: second.id, number: '+491713920012', label: 'Labor', situation: 'FIRST', ringSeconds: 20 },
      { id: first.id, number: '+491713920015', label: null, situation: 'ON_BUSY', ringSeconds: 20 },
    ]);
    expect([first.id, second.id]).not.toContain(changed.forwardingNumbers[0].id);
    expect(await toldSince(seq)).toContain(made.id);
  });

  test('can take all numbers and hours away', async () => {
    const made = await create({ ...office, weeklyHours: [{ weekday: 'MONDAY', from: '08:00', until: '12:00' }] });
    expect(await update(made.id, note)).toMatchObject({ forwardingNumbers: [], weeklyHours: [], putThrough: 'NONE' });
  });

  test("takes over no number of another instruction, nor one's own twice", async () => {
    const other = await create(office, stranger, stranger.customerId);
    const made = await create(office);
    const foreign = { id: other.forwardingNumbers[0].id, number: '0171 3920011' };
    const own = { id: made.forwardingNumbers[0].id, number: '0171 3920011' };
    expect((await update(made.id, { ...office, forwardingNumbers: [foreign, own, own] })).problems).toEqual([
      { field: 'forwardingNumbers.0.id', code: 'NOT_ALLOWED' }, { field: 'forwardingNumbers.2.id', code: 'NOT_ALLOWED' },
    ]);
    expect(await read(other.id, stranger)).toMatchObject({ forwardingNumbers: other.forwardingNumbers });
  });

  test('measures the end by the beginning that is kept', async () => {
    const made = await create({ ...note, validFrom: '2026-08-01T00:00:00Z' });
    expect((await update(made.id, { ...note, validUntil: '2026-07-31T00:00:00Z' })).problems).toEqual([{ field: 'validUntil', code: 'ENDS_BEFORE_START' }]);
  });

  test('shows a second editor what the first one saved', async () => {
    const made = await create(office);
    await update(made.id, { ...office, title: 'Erste', forwardingNumbers: [{ number: '0171 3920016' }] }, 1);
    const late = await update(made.id, { ...office, title: 'Zweite' }, 1, actingFor(customerId));
    expect(late).toMatchObject({ __typename: 'InstructionChangedMeanwhile', current: { title: 'Erste', version: 2, forwardingNumbers: [{ number: '+491713920016' }] } });
  });

  test('lets one of many win who save at the same moment', async () => {
    const made = await create(office);
    const all: Told[] = await Promise.all(Array.from({ length: 5 }, (_, place) => update(made.id, { ...office, title: `Fassung ${place}`, forwardingNumbers: [{ number: `0171 392001${place}` }] }, 1)));
    const winner = all.find(one => one.__typename === 'Instruction');
    expect(all.filter(one => one.__typename === 'InstructionChangedMeanwhile').map(one => one.current.title)).toEqual(Array.from({ length: 4 }, () => winner.title));
    expect(await read(made.id)).toMatchObject({ title: winner.title, version: 2, forwardingNumbers: winner.forwardingNumbers });
  });
});

describe('endInstruction', () => {
  test('ends it at the present moment', async () => {
    const made = await create(note);
    desk.pass(90);
    const seq = await newest();
    expect((await desk.run(user, END, { id: made.id })).data.endInstruction).toMatchObject({ __typename: 'Instruction', validUntil: desk.now().toISOString(), isActive: false, version: 2 });
    expect(await toldSince(seq)).toContain(made.id);
    const over = desk.now().toISOString();
    desk.pass(90);
    expect((await desk.run(user, END, { id: made.id })).data.endInstruction).toMatchObject({ validUntil: over, version: 2 });
  });

  test('refuses one that has not begun', async () => {
    const made = await create({ ...note, validFrom: '2026-12-24T00:00:00Z' });
    expect((await desk.run(user, END, { id: made.id })).errors?.[0].extensions).toEqual({ code: 'BAD_USER_INPUT', field: 'instructionId' });
  });
});

describe('deleteInstruction', () => {
  test('deletes it and tells which one counts instead', async () => {
    const id = await desk.customer();
    const leader = actingFor(id);
    const standing = await create(note, leader, id);
    const temporary = await create({ ...note, validUntil: '2026-12-31T00:00:00Z' }, leader, id);
    const seq = await newest();
    expect((await desk.run(leader, DELETE, { id: temporary.id })).data.deleteInstruction).toEqual({ __typename: 'Deleted', id: temporary.id });
    expect(await read(temporary.id, secretary)).toBeNull();
    expect((await read(standing.id, secretary)).isActive).toBe(true);
    expect((await toldSince(seq)).sort()).toEqual([temporary.id, standing.id].sort());
  });
});

describe('the one-tap slot', () => {
  const preset = (title: string, more: object = {}) => ({ ...note, title, isPreset: true, ...more });

  test('ends what was in it', async () => {
    const id = await desk.customer();
    const meeting = await create(preset('Besprechung', { validUntil: '2026-12-31T15:00:00Z' }), actingFor(id), id);
    desk.pass(60);
    const seq = await newest();
    const evening = await create(preset('Feierabend'), actingFor(id), id);
    expect(evening).toMatchObject({ isPreset: true, isActive: true });
    expect(await read(meeting.id, secretary)).toMatchObject({ isPreset: false, isActive: false, validUntil: desk.now().toISOString(), version: 2 });
    expect((await toldSince(seq)).sort()).toEqual([meeting.id, evening.id].sort());
  });

  test('deletes what was in it and had not begun', async () => {
    const id = await desk.customer();
    const holiday = await create(preset('Urlaub', { validFrom: '2026-12-24T00:00:00Z' }), actingFor(id), id);
    await create(preset('Besprechung'), actingFor(id), id);
    expect(await read(holiday.id, secretary)).toBeNull();
  });

  test('leaves the end of what was over already', async () => {
    const id = await desk.customer();
    const end = new Date(desk.now().getTime() + 60_000).toISOString();
    const meeting = await create(preset('Besprechung', { validUntil: end }), actingFor(id), id);
    desk.pass(3600);
    await create(preset('Feierabend'), actingFor(id), id);
    expect(await read(meeting.id, secretary)).toMatchObject({ isPreset: false, validUntil: end });
  });

  test('takes an instruction that is changed into it, and keeps one that is in it', async () => {
    const id = await desk.customer();
    const meeting = await create(preset('Besprechung'), actingFor(id), id);
    const other = await create(note, actingFor(id), id);
    desk.pass(60);
    expect(await update(meeting.id, preset('Besprechung lang'), 1, actingFor(id))).toMatchObject({ isPreset: true, validUntil: null });
    expect(await update(other.id, preset('Feierabend'), 1, actingFor(id))).toMatchObject({ isPreset: true, version: expect.any(Number) });
    expect(await read(meeting.id, secretary)).toMatchObject({ isPreset: false, validUntil: desk.now().toISOString() });
  });

  test('holds one of many that are set at the same moment', async () => {
    const id = await desk.customer();
    const all = await Promise.all(Array.from({ length: 5 }, (_, place) => create(preset(`Nummer ${place}`), actingFor(id), id)));
    const left = (await Promise.all(all.map(one => read(one.id, secretary)))).filter(one => one !== null);
    expect(left.filter(one => one.isPreset)).toHaveLength(1);
    expect(left.filter(one => one.isActive)).toHaveLength(1);
  });
});

describe('who may', () => {
  const acts = (id: string): [string, Record<string, unknown>][] => [[CREATE, { customerId, input: note }], [UPDATE, { id, input: note }], [END, { id }], [DELETE, { id }]];

  test('another customer neither acts nor sees', async () => {
    const { id } = await create(note);
    desk.pass(1);
    for (const [act, variables] of acts(id)) expect((await desk.run(stranger, act, variables)).errors?.[0].extensions.code).toBe('FORBIDDEN');
    expect(await read(id, stranger)).toBeNull();
    const listed = (await desk.run(stranger, LIST, { id: stranger.customerId })).data.customer.instructions.edges;
    expect(listed.map((edge: Told) => edge.node.id)).not.toContain(id);
    expect(await read(id)).toMatchObject({ id, validUntil: null });
  });

  test('strangers sign in first, whatever they name', async () => {
    for (const id of [(await create(note)).id, crypto.randomUUID()])
      for (const [operation, variables] of [...acts(id), [ONE, { id }]] as const)
        expect((await desk.run(null, operation, variables)).errors?.[0].extensions.code).toBe('UNAUTHENTICATED');
  });

  test.each([crypto.randomUUID(), 'none'])('what does not exist is refused like what is foreign (%s)', async id => {
    for (const [act, variables] of acts(id).slice(1)) expect((await desk.run(secretary, act, variables)).errors?.[0].extensions.code).toBe('FORBIDDEN');
    expect((await desk.run(secretary, CREATE, { customerId: id, input: note })).errors?.[0].extensions.code).toBe('FORBIDDEN');
    expect(await read(id, secretary)).toBeNull();
  });
});

describe("a customer's instructions", () => {
  test('come a page at a time, the newest first, those that are over only when asked for', async () => {
    const id = await desk.customer();
    for (const title of ['Eins', 'Zwei', 'Drei', 'Vier']) {
      const made = await create({ ...note, title }, actingFor(id), id);
      desk.pass(60);
      if (title === 'Zwei') await desk.run(actingFor(id), END, { id: made.id });
    }
    const page = async (variables: object) => (await desk.run(secretary, LIST, { id, ...variables })).data.customer.instructions;
    const titles = (one: Told) => one.edges.map((edge: Told) => edge.node.title);
    const first = await page({ first: 2 });
    const second = await page({ first: 2, after: first.pageInfo.endCursor });
    expect([titles(first), titles(second)]).toEqual([['Vier', 'Drei'], ['Eins']]);
    expect([first.pageInfo.hasNextPage, second.pageInfo.hasNextPage]).toEqual([true, false]);
    expect(titles(await page({ includeEnded: true }))).toEqual(['Vier', 'Drei', 'Zwei', 'Eins']);
  });

  test("refuse another list's cursor", async () => {
    const { data } = await desk.run(secretary, '{ customers(first: 1) { pageInfo { endCursor } } }');
    expect((await desk.run(secretary, LIST, { id: customerId, after: data.customers.pageInfo.endCursor })).errors?.[0].extensions).toEqual({ code: 'BAD_USER_INPUT', field: 'after' });
  });
});

test('the database itself keeps an instruction that puts through from losing its first number', async () => {
  const made = await create(office);
  const losing = statement('test-lose-first', 'delete from forwarding_number where instruction_id = $1');
  await expect(desk.sql.query(losing, [made.id])).rejects.toMatchObject({ constraint: 'instruction_first_number' });
});

test('the second act of a document shows the world after it, not before', async () => {
  const id = await desk.customer();
  const owner = await desk.customerUser(id);
  const one = await create({ ...office, title: 'Erste', validFrom: '2026-06-01T00:00:00Z' }, owner, id);
  const { data } = await desk.run(owner, `mutation ($id: ID!, $customerId: ID!, $input: InstructionInput!) {
    before: endInstruction(instructionId: $id) { ... on Instruction { isActive } }
    after: createInstruction(customerId: $customerId, input: $input) { ... on Instruction { isActive } }
  }`, { id: one.id, customerId: id, input: { ...office, title: 'Zweite' } });
  expect(data).toEqual({ before: { isActive: false }, after: { isActive: true } });
});
