import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newestEvents } from '../events/event-log.ts';
import type { Actor, CustomerUserActor, SecretaryActor } from '../identity/actor.ts';
import { type Desk, openDesk, type Told } from '../test/desk.ts';

let desk: Desk;
let jana: SecretaryActor;
let tom: SecretaryActor;
let supervisor: SecretaryActor;
let customerId: string;
let weber: CustomerUserActor;
let reading: CustomerUserActor;
let stranger: CustomerUserActor;
beforeAll(async () => {
  desk = await openDesk();
  jana = await desk.secretary({ name: 'Jana Kühn' });
  tom = await desk.secretary({ name: 'Tom Berger' });
  supervisor = await desk.secretary({ name: 'Lena Leitung', isSupervisor: true });
  customerId = await desk.customer();
  weber = await desk.customerUser(customerId);
  reading = await desk.customerUser(customerId, 'Rike Lesewohl', 'READ');
  stranger = await desk.customerUser(await desk.customer({ name: 'Kanzlei Krause' }));
});
afterAll(() => desk.close());

const TASK = `... on Task { id kind title text dueAt personName personNumber state result createdBy version minutesSpent workingSince debtorCount debtorsSettled finishedAt assignedTo { name }
  call { id } work { secretaryName minutes } debtors { edges { node { id name number otherNumber amountCents reference remarks result calls { result promisedOn remarks secretaryName } } } } }`;
const SAID = `__typename ${TASK} ... on TaskInvalid { problems { field code } } ... on TaskChangedMeanwhile { current { version state assignedTo { name } } }`;
const CREATE = `mutation ($customerId: ID!, $input: TaskInput!, $callId: ID) { said: createTask(customerId: $customerId, input: $input, callId: $callId) { ${SAID.replace(/\.\.\. on TaskChangedMeanwhile.*$/, '')} } }`;
const UPDATE = `mutation ($taskId: ID!, $input: TaskInput!, $expectedVersion: Int) { said: updateTask(taskId: $taskId, input: $input, expectedVersion: $expectedVersion) { ${SAID} } }`;
const act = (name: string, declared = '', given = '') =>
  `mutation ($taskId: ID!, $expectedVersion: Int${declared}) { said: ${name}(taskId: $taskId, expectedVersion: $expectedVersion${given}) { ${['cancelTask', 'reopenTask', 'assignTask', 'startTask'].includes(name) ? SAID.replace(/\.\.\. on TaskInvalid \{ problems \{ field code \} \}/, '') : SAID} } }`;
const CANCEL = act('cancelTask');
const REOPEN = act('reopenTask');
const START = act('startTask');
const ASSIGN = act('assignTask', ', $secretaryId: ID', ', secretaryId: $secretaryId');
const PAUSE = act('pauseTask', ', $minutes: Int', ', minutes: $minutes');
const FINISH = act('finishTask', ', $input: FinishTaskInput!', ', input: $input');
const DEBTORS_SAID = `__typename ... on TaskDebtorsInvalid { problems { field code } } ... on TaskChangedMeanwhile { current { state } }`;
const ADD = `mutation ($taskId: ID!, $debtors: [TaskDebtorInput!]!) { said: addTaskDebtors(taskId: $taskId, debtors: $debtors) { ${TASK} ${DEBTORS_SAID} } }`;
const CHANGE_DEBTOR = `mutation ($debtorId: ID!, $input: TaskDebtorInput!, $expectedVersion: Int) { said: updateTaskDebtor(debtorId: $debtorId, input: $input, expectedVersion: $expectedVersion) { ${DEBTORS_SAID} ... on TaskDebtor { name number result version } ... on TaskDebtorChangedMeanwhile { current { name version } } } }`;
const REMOVE = `mutation ($debtorId: ID!) { said: removeTaskDebtor(debtorId: $debtorId) { ${TASK} } }`;
const CALLED = `mutation ($debtorId: ID!, $input: DebtorCallInput!) { said: recordDebtorCall(debtorId: $debtorId, input: $input) {
  __typename ... on TaskDebtor { result calls { result promisedOn remarks secretaryName } } ... on TaskDebtorCallInvalid { problems { field code } } ... on TaskChangedMeanwhile { current { state } } } }`;
const SAVE_TEMPLATE = 'mutation ($customerId: ID!, $input: TaskTemplateInput!) { said: saveTaskTemplate(customerId: $customerId, input: $input) { __typename ... on TaskTemplate { id name title dueInDays } ... on TaskTemplateInvalid { problems { field code } } } }';
const DELETE_TEMPLATE = 'mutation ($templateId: ID!) { said: deleteTaskTemplate(templateId: $templateId) { ... on Deleted { id } } }';
const ONE = `query ($id: ID!) { task(id: $id) { ${TASK} } }`;
const LIST = 'query ($id: ID!, $first: Int, $after: String, $finished: Boolean) { customer(id: $id) { tasks(first: $first, after: $after, finished: $finished) { edges { node { id title } } pageInfo { hasNextPage endCursor } } taskTemplates { name } } }';
const OPEN = 'query ($first: Int, $after: String, $selection: TaskSelection) { openTasks(first: $first, after: $after, selection: $selection) { edges { node { title customer { id name } } } pageInfo { hasNextPage endCursor } } waitingTaskCount }';

const said = async (by: Actor | null, source: string, variables: Record<string, unknown>): Promise<Told> => (await desk.run(by, source, variables)).data?.said;
const codeOf = async (by: Actor | null, source: string, variables: Record<string, unknown>) => (await desk.run(by, source, variables)).errors?.[0].extensions.code;
const create = (of: CustomerUserActor, input: object = {}): Promise<Told> => said(of, CREATE, { customerId: of.customerId, input: { kind: 'RESEARCH', title: 'Lieferanten suchen', ...input } });
const own = async () => desk.customerUser(await desk.customer());
const titles = async (by: Actor, id: string, args: object = {}): Promise<string[]> => (await desk.run(by, LIST, { id, ...args })).data.customer.tasks.edges.map(({ node }: Told) => node.title);
/** A task with debtors. */
async function list(of: CustomerUserActor, debtors: object[] = [{ name: 'Bernd Säumig', number: '0171 3920055', amountCents: 12_050, reference: 'RE-1001' }, { name: 'Carla Klamm', number: '030 23125 011' }]): Promise<Told> {
  const { id } = await create(of, { kind: 'COLLECTION_CALLS', title: 'Offene Rechnungen Mai' });
  return said(of, ADD, { taskId: id, debtors });
}
const debtorsOf = (task: Told): Told[] => task.debtors.edges.map(({ node }: Told) => node);

describe('createTask', () => {
  test('orders something that customer and desk see at once, with the number in one form', async () => {
    const user = await own();
    const task = await create(user, { kind: 'CALL_BACK', title: 'Frau Sommer zurückrufen', text: 'Termin am Freitag\nbestätigen', dueAt: '2026-06-16T08:00:00Z', personName: 'Frau Sommer', personNumber: '(0171) 39 200-55' });
    expect(task).toMatchObject({
      __typename: 'Task', kind: 'CALL_BACK', state: 'OPEN', personNumber: '+491713920055', dueAt: '2026-06-16T08:00:00.000Z', createdBy: 'Anke Weber', version: 1, minutesSpent: 0, workingSince: null, assignedTo: null, debtorCount: 0,
    });
    expect((await desk.run(jana, ONE, { id: task.id })).data.task).toMatchObject({ title: 'Frau Sommer zurückrufen' });
    expect((await newestEvents(desk.sql, 1))[0]).toMatchObject({ kind: 'TASK_CHANGED', customerId: user.customerId, subjectId: task.id });
  });

  test('names all that is wrong', async () => {
    expect((await create(weber, { kind: 'CALL_BACK', title: ' ', personName: 'x'.repeat(201) })).problems).toEqual([
      { field: 'title', code: 'REQUIRED' }, { field: 'personName', code: 'TOO_LONG' }, { field: 'personNumber', code: 'REQUIRED' },
    ]);
    expect((await create(weber, { personNumber: '0171 12' })).problems).toEqual([{ field: 'personNumber', code: 'INVALID_NUMBER' }]);
  });

  test('keeps the call that it came from, of the same customer alone', async () => {
    const user = await own();
    const { number } = await desk.line(user.customerId);
    const call = await desk.call(number);
    const input = { kind: 'OTHER', title: 'Unterlagen schicken' };
    expect(await said(user, CREATE, { customerId: user.customerId, input, callId: call.id })).toMatchObject({ call: { id: call.id } });
    expect(await codeOf(weber, CREATE, { customerId, input, callId: call.id })).toBe('BAD_USER_INPUT');
    expect(await codeOf(weber, CREATE, { customerId, input, callId: 'x' })).toBe('BAD_USER_INPUT');
  });
});

describe('the lists', () => {
  test('show the open ones by when they are due, those without a date last, and the finished ones the last first', async () => {
    const user = await own();
    const made: Record<string, string> = {};
    for (const [title, dueAt] of [['ohne', null], ['morgen', '2026-06-16T08:00:00Z'], ['heute', '2026-06-15T12:00:00Z'], ['später', '2026-06-20T08:00:00Z']]) made[title as string] = (await create(user, { title, dueAt })).id;
    expect(await titles(user, user.customerId)).toEqual(['heute', 'morgen', 'später', 'ohne']);
    const page = (await desk.run(user, LIST, { id: user.customerId, first: 3 })).data.customer.tasks;
    expect(page.pageInfo.hasNextPage).toBe(true);
    expect(await titles(user, user.customerId, { after: page.pageInfo.endCursor })).toEqual(['ohne']);
    await said(user, CANCEL, { taskId: made['heute'] });
    desk.pass(60);
    await said(jana, FINISH, { taskId: made['ohne'], input: { result: 'Gefunden.' } });
    expect(await titles(user, user.customerId, { finished: true })).toEqual(['ohne', 'heute']);
    expect(await titles(user, user.customerId, { finished: true, first: 1, after: (await desk.run(user, LIST, { id: user.customerId, finished: true, first: 1 })).data.customer.tasks.pageInfo.endCursor })).toEqual(['heute']);
    expect(await titles(user, user.customerId)).toEqual(['morgen', 'später']);
  });

  test('of the desk show those of all customers, a secretary’s own, nobody’s, and what is due', async () => {
    const [user, other] = [await own(), await own()];
    const mine = await create(user, { title: 'meiner', dueAt: '2026-07-01T08:00:00Z' });
    await create(other, { title: 'fällig', dueAt: '2026-06-14T08:00:00Z' });
    const theirs = await create(other, { title: 'anderer' });
    const secretary = await desk.secretary();
    const before = (await desk.run(secretary, OPEN)).data.waitingTaskCount;
    await said(secretary, START, { taskId: mine.id });
    await said(tom, START, { taskId: theirs.id });
    const open = async (selection: string) => (await desk.run(secretary, OPEN, { selection, first: 200 })).data.openTasks.edges.map(({ node }: Told) => node.title);
    expect(await open('MINE')).toEqual(['meiner']);
    expect(await open('DUE')).toContain('fällig');
    expect(await open('DUE')).not.toContain('meiner');
    expect(await open('UNASSIGNED')).toContain('fällig');
    expect(await open('UNASSIGNED')).not.toContain('anderer');
    expect((await open('ALL')).filter((title: string) => ['meiner', 'fällig', 'anderer'].includes(title))).toEqual(['fällig', 'meiner', 'anderer']);
    expect((await desk.run(secretary, OPEN)).data.waitingTaskCount).toBe(before - 1);
  });
});

describe('the work on a task', () => {
  test('is begun, counted in whole minutes, gone on with, and done with a result', async () => {
    const { id } = await create(await own());
    expect(await said(jana, START, { taskId: id })).toMatchObject({ state: 'IN_PROGRESS', assignedTo: { name: 'Jana Kühn' }, workingSince: desk.now().toISOString(), minutesSpent: 0 });
    desk.pass(61);
    expect(await said(jana, PAUSE, { taskId: id })).toMatchObject({ state: 'IN_PROGRESS', workingSince: null, minutesSpent: 2 });
    // Said afterwards, as after work away from the desk.
    expect(await said(jana, PAUSE, { taskId: id, minutes: 10 })).toMatchObject({ minutesSpent: 12 });
    await said(jana, START, { taskId: id });
    desk.pass(3600);
    expect(await said(jana, FINISH, { taskId: id, input: { result: ' Drei Angebote. ', minutes: 5 } })).toMatchObject({
      state: 'DONE', result: 'Drei Angebote.', minutesSpent: 17, workingSince: null, finishedAt: desk.now().toISOString(), work: [{ secretaryName: 'Jana Kühn', minutes: 10 }, { minutes: 2 }, { minutes: 5 }],
    });
  });

  test('leaves the task to the first of two who take it at once', async () => {
    const { id, version } = await create(weber);
    const answers = await Promise.all([jana, tom].map(by => said(by, START, { taskId: id, expectedVersion: version })));
    expect(answers.map(({ __typename }) => __typename).toSorted()).toEqual(['Task', 'TaskChangedMeanwhile']);
    const { assignedTo } = answers.find(({ __typename }) => __typename === 'Task');
    expect(answers.find(({ __typename }) => __typename === 'TaskChangedMeanwhile').current).toMatchObject({ state: 'IN_PROGRESS', assignedTo });
  });

  test('belongs to whoever has it, who hands it on; supervisors give it to anybody', async () => {
    const { id } = await create(weber);
    await said(jana, START, { taskId: id });
    for (const [source, more] of [[START, {}], [PAUSE, { minutes: 5 }], [ASSIGN, { secretaryId: tom.secretaryId }], [FINISH, { input: { result: 'Fertig' } }]] as const) expect(await codeOf(tom, source, { taskId: id, ...more })).toBe('FORBIDDEN');
    desk.pass(30);
    expect(await said(jana, ASSIGN, { taskId: id, secretaryId: tom.secretaryId })).toMatchObject({ assignedTo: { name: 'Tom Berger' }, workingSince: null, minutesSpent: 1 });
    expect(await said(supervisor, ASSIGN, { taskId: id, secretaryId: null })).toMatchObject({ assignedTo: null });
    expect(await codeOf(jana, ASSIGN, { taskId: id, secretaryId: crypto.randomUUID() })).toBe('BAD_USER_INPUT');
  });

  test('needs a result, and is not done twice', async () => {
    const { id } = await create(weber);
    expect((await said(jana, FINISH, { taskId: id, input: { result: ' ' } })).problems).toEqual([{ field: 'result', code: 'REQUIRED' }]);
    expect((await said(jana, PAUSE, { taskId: id, minutes: 1441 })).problems).toEqual([{ field: 'minutes', code: 'OUT_OF_RANGE' }]);
    await said(jana, FINISH, { taskId: id, input: { result: 'Fertig' } });
    for (const source of [START, PAUSE, CANCEL]) expect(await said(source === CANCEL ? weber : jana, source, { taskId: id })).toMatchObject({ __typename: 'TaskChangedMeanwhile', current: { state: 'DONE' } });
    expect(await said(weber, REOPEN, { taskId: id })).toMatchObject({ state: 'OPEN', finishedAt: null, result: 'Fertig' });
  });

  test('waits for whoever is free when its secretary leaves the service', async () => {
    const leaving = await desk.secretary({ name: 'Eva Geht' });
    const { id } = await create(weber);
    await said(leaving, START, { taskId: id });
    await desk.run(supervisor, 'mutation ($id: ID!) { removeSecretary(secretaryId: $id) { __typename } }', { id: leaving.secretaryId });
    expect((await desk.run(jana, ONE, { id })).data.task).toMatchObject({ assignedTo: null, workingSince: null, work: [{ secretaryName: 'Eva Geht', minutes: 1 }] });
  });
});

describe('updateTask', () => {
  test('shows a second editor what the first one saved, and whoever works sees it', async () => {
    const { id } = await create(weber);
    const save = (title: string) => said(weber, UPDATE, { taskId: id, input: { kind: 'RESEARCH', title }, expectedVersion: 1 });
    expect(await save('Zweite Fassung')).toMatchObject({ title: 'Zweite Fassung', version: 2 });
    expect(await save('Dritte Fassung')).toMatchObject({ __typename: 'TaskChangedMeanwhile', current: { version: 2 } });
  });
});

describe('debtors', () => {
  test('come in any German notation, all of them or none, and say where each is wrong', async () => {
    const task = await list(weber, [{ name: 'Bernd Säumig', number: '0171/39 200 55', otherNumber: '+49 (0)30 23125-012', amountCents: 12_050, reference: 'RE-1001', remarks: 'Nach 17 Uhr' }, { name: 'Carla Klamm' }]);
    expect(task).toMatchObject({ debtorCount: 2, debtorsSettled: 0 });
    expect(debtorsOf(task)).toMatchObject([{ name: 'Bernd Säumig', number: '+491713920055', otherNumber: '+493023125012', amountCents: 12_050, reference: 'RE-1001', remarks: 'Nach 17 Uhr', result: null, calls: [] }, { name: 'Carla Klamm', number: null }]);
    const wrong = await said(weber, ADD, { taskId: task.id, debtors: [{ name: 'Gut', number: '030 23125013' }, { name: '', number: '0171 1' }, { name: 'Teuer', amountCents: 0 }] });
    expect(wrong.problems).toEqual([{ field: 'debtors.1.number', code: 'INVALID_NUMBER' }, { field: 'debtors.1.name', code: 'REQUIRED' }, { field: 'debtors.2.amountCents', code: 'OUT_OF_RANGE' }]);
    expect((await desk.run(weber, ONE, { id: task.id })).data.task.debtorCount).toBe(2);
    expect(debtorsOf(await said(weber, ADD, { taskId: task.id, debtors: [{ name: 'Dora Dritte' }] })).map(({ name }) => name)).toEqual(['Bernd Säumig', 'Carla Klamm', 'Dora Dritte']);
  });

  test('are called, each with results, until nobody has to call again', async () => {
    const task = await list(await own());
    const [bernd, carla] = debtorsOf(task);
    const id = crypto.randomUUID();
    const input = { id, result: 'CALL_AGAIN', promisedOn: '2026-06-16', remarks: 'In der Mittagspause' };
    for (let press = 0; press < 2; press++) expect(await said(jana, CALLED, { debtorId: bernd.id, input })).toMatchObject({ result: 'CALL_AGAIN', calls: [{ promisedOn: '2026-06-16', remarks: 'In der Mittagspause', secretaryName: 'Jana Kühn' }] });
    expect((await desk.run(jana, ONE, { id: task.id })).data.task).toMatchObject({ state: 'IN_PROGRESS', assignedTo: { name: 'Jana Kühn' }, debtorCount: 2, debtorsSettled: 0 });
    desk.pass(600);
    await said(jana, CALLED, { debtorId: bernd.id, input: { id: crypto.randomUUID(), result: 'PROMISED', promisedOn: '2026-06-30' } });
    await said(jana, CALLED, { debtorId: carla.id, input: { id: crypto.randomUUID(), result: 'WRONG_NUMBER' } });
    const after = (await desk.run(jana, ONE, { id: task.id })).data.task;
    expect(after.debtorsSettled).toBe(2);
    expect(debtorsOf(after)[0]).toMatchObject({ result: 'PROMISED', calls: [{ result: 'PROMISED', promisedOn: '2026-06-30' }, { result: 'CALL_AGAIN' }] });
    // Each call says what came of it.
    expect(await said(jana, FINISH, { taskId: task.id, input: {} })).toMatchObject({ state: 'DONE', result: null });
    expect(await said(jana, CALLED, { debtorId: carla.id, input: { id: crypto.randomUUID(), result: 'PAID' } })).toMatchObject({ __typename: 'TaskChangedMeanwhile', current: { state: 'DONE' } });
  });

  test('have a day with the results that name one', async () => {
    const [bernd] = debtorsOf(await list(weber));
    expect((await said(jana, CALLED, { debtorId: bernd.id, input: { id: crypto.randomUUID(), result: 'REFUSED', promisedOn: '2026-06-30' } })).problems).toEqual([{ field: 'promisedOn', code: 'NOT_ALLOWED' }]);
    expect((await said(jana, CALLED, { debtorId: bernd.id, input: { id: crypto.randomUUID(), result: 'PROMISED', promisedOn: '2026-06-31' } })).problems).toEqual([{ field: 'promisedOn', code: 'OUT_OF_RANGE' }]);
  });

  test('are changed and taken out by the customer', async () => {
    const task = await list(weber);
    const [bernd, carla] = debtorsOf(task);
    expect(await said(weber, CHANGE_DEBTOR, { debtorId: bernd.id, input: { name: 'Bernd Säumig', number: '030 23125 014' } })).toMatchObject({ number: '+493023125014' });
    expect((await said(weber, CHANGE_DEBTOR, { debtorId: bernd.id, input: { name: '', number: '1' } })).problems).toEqual([{ field: 'number', code: 'INVALID_NUMBER' }, { field: 'name', code: 'REQUIRED' }]);
    expect(debtorsOf(await said(weber, REMOVE, { debtorId: carla.id })).map(({ name }) => name)).toEqual(['Bernd Säumig']);
  });
});

describe('a debtor whom two people change', () => {
  test('is as the first one saved, and the second one is shown that', async () => {
    const task = await list(weber);
    const [{ id: debtorId }] = debtorsOf(task) as [Told];
    const save = (name: string, expectedVersion: number | null) => said(weber, CHANGE_DEBTOR, { debtorId, input: { name }, expectedVersion });
    expect(await save('Bernd Pünktlich', 1)).toMatchObject({ name: 'Bernd Pünktlich', version: 2 });
    // A call to them is no change of what is said of them.
    await said(jana, CALLED, { debtorId, input: { id: crypto.randomUUID(), result: 'NOT_REACHED' } });
    expect(await save('Bernd Säumiger', 1)).toEqual({ __typename: 'TaskDebtorChangedMeanwhile', current: { name: 'Bernd Pünktlich', version: 2 } });
    expect(await save('Bernd Säumiger', 2)).toMatchObject({ name: 'Bernd Säumiger', version: 3 });
    expect(await save('Bernd', null)).toMatchObject({ name: 'Bernd', version: 4 });
    const both = await Promise.all(['Einer', 'Anderer'].map(name => save(name, 4)));
    expect(both.map(({ __typename }) => __typename).toSorted()).toEqual(['TaskDebtor', 'TaskDebtorChangedMeanwhile']);
  });
});

describe('templates', () => {
  test('are kept under their name, replaced, and deleted', async () => {
    const user = await own();
    const input = { name: 'Monatliche Mahnrunde', kind: 'COLLECTION_CALLS', title: 'Offene Rechnungen', dueInDays: 3 };
    const { id } = await said(user, SAVE_TEMPLATE, { customerId: user.customerId, input });
    expect(await said(user, SAVE_TEMPLATE, { customerId: user.customerId, input: { ...input, dueInDays: 5 } })).toMatchObject({ id, dueInDays: 5 });
    expect((await said(user, SAVE_TEMPLATE, { customerId: user.customerId, input: { ...input, name: '', dueInDays: 366 } })).problems).toEqual([{ field: 'name', code: 'REQUIRED' }, { field: 'dueInDays', code: 'OUT_OF_RANGE' }]);
    expect((await desk.run(user, LIST, { id: user.customerId })).data.customer.taskTemplates).toEqual([{ name: 'Monatliche Mahnrunde' }]);
    expect(await said(user, DELETE_TEMPLATE, { templateId: id })).toEqual({ id });
    expect((await desk.run(user, LIST, { id: user.customerId })).data.customer.taskTemplates).toEqual([]);
  });
});

test('a stranger is refused every act, and whoever may only read, a supervisor who acts for nobody and secretaries those of the customer', async () => {
  const task = await list(weber);
  const [{ id: debtorId }] = debtorsOf(task) as [Told];
  const taskId = task.id;
  const { id: templateId } = await said(weber, SAVE_TEMPLATE, { customerId, input: { name: 'Eigene', kind: 'OTHER', title: 'Etwas' } });
  const input = { kind: 'OTHER', title: 'Anders' };
  const ofCustomer: [string, object][] = [
    [CREATE, { customerId, input }], [UPDATE, { taskId, input }], [CANCEL, { taskId }], [ADD, { taskId, debtors: [{ name: 'Neu' }] }], [CHANGE_DEBTOR, { debtorId, input: { name: 'Anders' } }], [REMOVE, { debtorId }],
    [SAVE_TEMPLATE, { customerId, input: { name: 'Fremde', kind: 'OTHER', title: 'Etwas' } }], [DELETE_TEMPLATE, { templateId }],
  ];
  const ofDesk: [string, object][] = [
    [START, { taskId }], [PAUSE, { taskId }], [ASSIGN, { taskId, secretaryId: jana.secretaryId }], [FINISH, { taskId, input: { result: 'Fertig' } }], [CALLED, { debtorId, input: { id: crypto.randomUUID(), result: 'PAID' } }],
  ];
  for (const by of [stranger, reading, jana, supervisor]) for (const [source, variables] of ofCustomer) expect([source.slice(0, 90), await codeOf(by, source, variables as Record<string, unknown>)]).toEqual([source.slice(0, 90), 'FORBIDDEN']);
  for (const by of [stranger, reading, weber]) for (const [source, variables] of ofDesk) expect([source.slice(0, 90), await codeOf(by, source, variables as Record<string, unknown>)]).toEqual([source.slice(0, 90), 'FORBIDDEN']);
  for (const by of [stranger, reading]) expect(await codeOf(by, REOPEN, { taskId })).toBe('FORBIDDEN');
  for (const by of [stranger, weber]) expect(await codeOf(by, OPEN, {})).toBe('FORBIDDEN');
  expect((await desk.run(stranger, ONE, { id: taskId })).data.task).toBeNull();
  expect((await desk.run(reading, ONE, { id: taskId })).data.task.title).toBe('Offene Rechnungen Mai');
  expect(await said({ ...supervisor, actsFor: [customerId] }, UPDATE, { taskId, input })).toMatchObject({ title: 'Anders' });
});
