import { extendSchema, type GraphQLObjectType, type GraphQLSchema, parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventKinds } from '../events/event-log.ts';
import { EVENT_SCOPES } from '../events/event.policy.ts';
import { liveEvent } from '../events/live-event.ts';
import type { CustomerUserActor, Person, SecretaryActor } from '../identity/actor.ts';
import { KEY_REQUESTS_PER_MINUTE } from '../identity/api-key.ts';
import { type Desk, openDesk } from '../test/desk.ts';
import { openServer } from '../test/server.ts';
import { fieldScopes } from './scopes.ts';

let desk: Desk;
let server: Awaited<ReturnType<typeof openServer>>;
let supervisor: SecretaryActor;
let weber: CustomerUserActor;
let krause: CustomerUserActor;
let line: { id: string; number: string };

beforeAll(async () => {
  desk = await openDesk();
  server = await openServer(desk);
  supervisor = await desk.secretary({ isSupervisor: true });
  weber = await desk.customerUser(await desk.customer());
  krause = await desk.customerUser(await desk.customer({ name: 'Kanzlei Krause' }));
  line = await desk.line(weber.customerId);
});
afterAll(async () => {
  await server.close();
  await desk.close();
});

const NEXT_YEAR = '2027-06-01T00:00:00Z';
const CREATE = `mutation ($customerId: ID!, $input: ApiKeyInput!) { createApiKey(customerId: $customerId, input: $input) {
  __typename ... on ApiKeyCreated { secret apiKey { id hint scopes createdBy lastUsedAt } } ... on ApiKeyInvalid { problems { field code } }
} }`;
const create = async (by: Person, customerId: string, input: object) => desk.run(by, CREATE, { customerId, input: { name: 'Kalender', expiresAt: NEXT_YEAR, ...input } });
const keyOf = async (by: CustomerUserActor, ...scopes: string[]): Promise<{ secret: string; apiKey: { id: string; hint: string } }> => (await create(by, by.customerId, { scopes })).data.createApiKey;
const serviceKey = async (): Promise<string> =>
  (await desk.run(supervisor, `mutation { createServiceApiKey(name: "Anlage", expiresAt: "${NEXT_YEAR}") { ... on ApiKeyCreated { secret } } }`)).data.createServiceApiKey.secret;
const ask = (secret: string, query: string, variables: object = {}, cookie: string | null = null) => server.post(cookie, query, variables, { authorization: `Bearer ${secret}` });
const codeOf = (answer: { errors?: { extensions: { code: string } }[] }) => answer.errors?.[0]?.extensions.code;

describe('a key', () => {
  it('is told once, listed without its secret, and stored as a hash', async () => {
    const { secret, apiKey } = await keyOf(weber, 'CALLS_READ');
    expect(secret).toMatch(/^vz_[\w-]{43}$/);
    expect(apiKey).toMatchObject({ hint: secret.slice(0, 7), scopes: ['CALLS_READ'], createdBy: 'Anke Weber', lastUsedAt: null });
    const { data } = await desk.run(weber, 'query ($id: ID!) { apiKeys(customerId: $id) { id name hint scopes } }', { id: weber.customerId });
    expect(data.apiKeys).toContainEqual({ id: apiKey.id, name: 'Kalender', hint: apiKey.hint, scopes: ['CALLS_READ'] });
    const { rows } = await desk.sql.pool.query('select api_key::text as row from api_key where id = $1', [apiKey.id]);
    expect(rows[0].row).not.toContain(secret.slice(8));
  });

  it('is made by those who manage the customer’s people, and by nobody else', async () => {
    const reader = await desk.customerUser(weber.customerId, 'Lea Leserin', 'READ');
    const instructing = await desk.customerUser(weber.customerId, 'Ida Anweiserin', 'INSTRUCT');
    for (const by of [reader, instructing, krause, supervisor, await desk.secretary()]) {
      expect(codeOf(await create(by, weber.customerId, { scopes: ['CALLS_READ'] })), by.accountId).toBe('FORBIDDEN');
      if (by === supervisor) continue;
      expect((await desk.run(by, 'query ($id: ID!) { apiKeys(customerId: $id) { id } }', { id: weber.customerId })).data.apiKeys, by.accountId).toBeNull();
    }
  });

  it('needs a name, a scope and an end within two years, and of a customer’s reports no calls', async () => {
    for (const [input, problem] of [
      [{ name: ' ', scopes: ['CALLS_READ'] }, { field: 'name', code: 'REQUIRED' }],
      [{ scopes: [] }, { field: 'scopes', code: 'REQUIRED' }],
      [{ scopes: ['CALLS_REPORT'] }, { field: 'scopes', code: 'NOT_ALLOWED' }],
      [{ scopes: ['CALLS_READ'], expiresAt: '2028-07-01T00:00:00Z' }, { field: 'expiresAt', code: 'OUT_OF_RANGE' }],
      [{ scopes: ['CALLS_READ'], expiresAt: '2026-06-01T00:00:00Z' }, { field: 'expiresAt', code: 'OUT_OF_RANGE' }],
    ] as const) expect((await create(weber, weber.customerId, input)).data.createApiKey).toEqual({ __typename: 'ApiKeyInvalid', problems: [problem] });
  });

  it('opens nothing once it is revoked or over, and a cookie beside it counts for nothing', async () => {
    const { secret, apiKey } = await keyOf(weber, 'CALLS_READ');
    const who = '{ viewer { __typename ... on ApiKey { name } } calls { edges { node { id } } } }';
    expect((await ask(secret, who)).data?.viewer).toEqual({ __typename: 'ApiKey', name: 'Kalender' });
    expect((await ask(secret, '{ viewer { __typename ... on Secretary { presence } ... on CustomerUser { email customer { name } } ... on ApiKey { hint } } }')).data?.viewer).toEqual({ __typename: 'ApiKey', hint: apiKey.hint });
    const revoke = 'mutation ($id: ID!) { revokeApiKey(apiKeyId: $id) { __typename } }';
    expect(codeOf(await desk.run(krause, revoke, { id: apiKey.id }))).toBe('FORBIDDEN');
    expect((await ask(secret, who)).errors).toBeUndefined();
    expect((await desk.run(weber, revoke, { id: apiKey.id })).data.revokeApiKey.__typename).toBe('Deleted');
    expect(codeOf(await ask(secret, who, {}, await server.cookieOf(supervisor)))).toBe('UNAUTHENTICATED');

    const short = await create(weber, weber.customerId, { scopes: ['CALLS_READ'], expiresAt: new Date(desk.now().getTime() + 60_000) });
    desk.pass(61);
    expect(codeOf(await ask(short.data.createApiKey.secret, who))).toBe('UNAUTHENTICATED');
    for (const wrong of ['vz_', `${secret}x`, 'nonsense']) expect(codeOf(await ask(wrong, who))).toBe('UNAUTHENTICATED');
  });

  it('may ask only so often a minute, and is told when again', async () => {
    const { secret } = await keyOf(weber, 'CALLS_READ');
    for (let asked = 0; asked < KEY_REQUESTS_PER_MINUTE; asked++) await ask(secret, '{ __typename }');
    const { response, errors } = await ask(secret, '{ __typename }');
    expect(response.statusCode).toBe(429);
    expect(errors?.[0].extensions).toEqual({ code: 'TOO_MANY_REQUESTS', retryAfterSeconds: 60 });
    desk.pass(61);
    expect((await ask(secret, '{ __typename }')).errors).toBeUndefined();
  });

  it('is noted when it is used, to the minute', async () => {
    const { secret, apiKey } = await keyOf(weber, 'CALLS_READ');
    const lastUsed = async () => (await desk.run(weber, 'query ($id: ID!) { apiKeys(customerId: $id) { id lastUsedAt } }', { id: weber.customerId })).data.apiKeys.find(({ id }: { id: string }) => id === apiKey.id).lastUsedAt;
    await ask(secret, '{ __typename }');
    const first = desk.now().toISOString();
    desk.pass(30);
    await ask(secret, '{ __typename }');
    expect(await lastUsed()).toBe(first);
    desk.pass(30);
    await ask(secret, '{ __typename }');
    expect(await lastUsed()).toBe(desk.now().toISOString());
  });
});

describe('a scope', () => {
  it('opens its own fields of the customer alone, and leads past no edge', async () => {
    await desk.call(line.number);
    await desk.call((await desk.line(krause.customerId)).number);
    const { secret } = await keyOf(weber, 'CALLS_READ');
    const { data } = await ask(secret, '{ calls { edges { node { state line { id } caller { number } } } } }');
    expect(data.calls.edges).toEqual([{ node: { state: 'RINGING', line: { id: line.id }, caller: { number: '+491713920001' } } }]);
    for (const closed of [
      '{ calls { edges { node { customer { name } } } } }', '{ calls { edges { node { customer { ... on Node { id } } } } } }', '{ calls { edges { node { customer { ...Named } } } } } fragment Named on Node { id }',
      '{ calls { edges { node { caller { contacts { name } } } } } }', '{ customers { edges { node { id } } } }', '{ desk { cursor } }', '{ unassignedCalls { edges { cursor } } }',
      `{ apiKeys(customerId: "${weber.customerId}") { id } }`, `mutation { markCallBackDone(callId: "${line.id}") { __typename } }`, 'query A { __typename } query B { customers { pageInfo { hasNextPage } } }',
    ]) {
      const { response, errors } = await server.post(null, closed, {}, { authorization: `Bearer ${secret}` });
      expect(errors?.[0].extensions.code, closed).toBe(closed.startsWith('query A') ? 'OPERATION_RESOLUTION_FAILURE' : 'FORBIDDEN');
      expect(response.json().data, closed).toBeUndefined();
    }
  });

  it('to write lets write, for the customer alone, and read no more than what names the row', async () => {
    const { secret } = await keyOf(weber, 'CONTACTS_WRITE', 'INSTRUCTIONS_WRITE');
    const write = 'mutation ($customerId: ID!) { createContact(customerId: $customerId, input: { name: "Anna Schmidt" }) { ... on Contact { id version } } }';
    const { data } = await ask(secret, write, { customerId: weber.customerId });
    expect(data.createContact).toMatchObject({ version: 1 });
    expect(codeOf(await ask(secret, write, { customerId: krause.customerId }))).toBe('FORBIDDEN');
    expect(codeOf(await ask(secret, 'mutation ($id: ID!) { markVip(contactId: $id) { ... on Contact { name } } }', { id: data.createContact.id }))).toBe('FORBIDDEN');
    const instruct = 'mutation ($customerId: ID!) { createInstruction(customerId: $customerId, input: { title: "Urlaub", greeting: "Guten Tag", putThrough: NONE, message: "Wir sind im Urlaub." }) { __typename } }';
    expect((await ask(secret, instruct, { customerId: weber.customerId })).data.createInstruction.__typename).toBe('Instruction');
    expect(codeOf(await ask(secret, instruct, { customerId: krause.customerId }))).toBe('FORBIDDEN');
    const reading = await keyOf(weber, 'CONTACTS_READ', 'INSTRUCTIONS_READ');
    expect(codeOf(await ask(reading.secret, instruct, { customerId: weber.customerId }))).toBe('FORBIDDEN');
  });

  it('to book shows what is free and nothing of who comes, and of names none that other scopes guard', async () => {
    const { data } = await desk.run(weber, `mutation ($customerId: ID!) {
      calendar: createCalendar(customerId: $customerId, input: { name: "Praxis" }) { ... on Calendar { id } }
      kind: createAppointmentKind(customerId: $customerId, input: { name: "Gespräch", lengthMinutes: 30 }) { ... on AppointmentKind { id } }
      task: createTask(customerId: $customerId, input: { kind: OTHER, title: "Blumen", personName: "Berta Blum" }) { ... on Task { id } } }`, { customerId: weber.customerId });
    const ids = { calendarId: data.calendar.id, kindId: data.kind.id };
    const startsAt = new Date(Math.ceil(desk.now().getTime() / 86_400_000) * 86_400_000 + 36_000_000).toISOString();
    const book = 'mutation ($calendarId: ID!, $kindId: ID!, $startsAt: DateTime!) { bookAppointment(calendarId: $calendarId, input: { kindId: $kindId, startsAt: $startsAt, title: "Carla Clamm" }) { __typename ... on Appointment { id version } ... on SlotTaken { message } } }';
    const booking = await keyOf(weber, 'APPOINTMENTS_WRITE');
    expect((await ask(booking.secret, '{ customers(first: 5) { edges { node { id calendars { id name } appointmentKinds { id name lengthMinutes } } } } }')).data.customers.edges).toEqual([
      { node: { id: weber.customerId, calendars: [{ id: ids.calendarId, name: 'Praxis' }], appointmentKinds: [{ id: ids.kindId, name: 'Gespräch', lengthMinutes: 30 }] } },
    ]);
    const booked = (await ask(booking.secret, book, { ...ids, startsAt })).data.bookAppointment;
    expect(booked).toMatchObject({ __typename: 'Appointment', version: 1 });
    expect((await ask(booking.secret, book, { ...ids, startsAt })).data.bookAppointment.__typename).toBe('SlotTaken');
    for (const closed of [`{ appointment(id: "${booked.id}") { title } }`, '{ customers { edges { node { appointments { edges { node { id } } } } } } }', '{ customers { edges { node { name } } } }', `mutation { cancelAppointment(appointmentId: "${booked.id}") { ... on Appointment { title } } }`])
      expect(codeOf(await ask(booking.secret, closed)), closed).toBe('FORBIDDEN');
    expect(codeOf(await ask((await keyOf(krause, 'APPOINTMENTS_WRITE')).secret, book, { ...ids, startsAt }))).toBe('FORBIDDEN');

    const reading = await keyOf(weber, 'APPOINTMENTS_READ', 'TASKS_READ');
    const read = await ask(reading.secret, '{ customers { edges { node { appointments { edges { node { title } } } tasks { edges { node { title personName } } } } } } }');
    expect(read.data.customers.edges[0].node).toMatchObject({ appointments: { edges: [{ node: { title: 'Carla Clamm' } }] }, tasks: { edges: [{ node: { title: 'Blumen', personName: 'Berta Blum' } }] } });
    for (const closed of [`{ appointment(id: "${booked.id}") { bookedBy } }`, `{ task(id: "${data.task.id}") { createdBy } }`, `{ task(id: "${data.task.id}") { assignedTo { name } } }`, `{ task(id: "${data.task.id}") { work { secretaryName } } }`, `{ task(id: "${data.task.id}") { call { id } } }`, `mutation { cancelTask(taskId: "${data.task.id}") { __typename } }`])
      expect(codeOf(await ask(reading.secret, closed)), closed).toBe('FORBIDDEN');
    expect((await desk.run(weber, 'query ($id: ID!) { appointment(id: $id) { bookedBy } }', { id: booked.id })).data.appointment.bookedBy).toBe('Kalender');

    const ordering = await keyOf(weber, 'TASKS_WRITE');
    const order = 'mutation ($customerId: ID!) { createTask(customerId: $customerId, input: { kind: COLLECTION_CALLS, title: "Mahnliste" }) { ... on Task { id state version } } }';
    const { id } = (await ask(ordering.secret, order, { customerId: weber.customerId })).data.createTask;
    expect((await ask(ordering.secret, 'mutation ($id: ID!) { addTaskDebtors(taskId: $id, debtors: [{ name: "Anton Arm" }]) { __typename } }', { id })).data.addTaskDebtors.__typename).toBe('Task');
    expect(codeOf(await ask(ordering.secret, order, { customerId: krause.customerId }))).toBe('FORBIDDEN');
    expect(codeOf(await ask(ordering.secret, '{ customers { edges { node { tasks { edges { node { title } } } } } } }'))).toBe('FORBIDDEN');
  });

  it('to operate webhooks sees what became of messages and has them sent again, and says nothing of where they go', async () => {
    const { data: { createWebhook: { webhook: { id } } } } = await desk.run(weber, `mutation ($customerId: ID!) { createWebhook(customerId: $customerId, input: { url: "https://hooks.example.com/in", kinds: [CALL_CHANGED] }) { ... on WebhookCreated { webhook { id } } } }`, { customerId: weber.customerId });
    const { secret } = await keyOf(weber, 'WEBHOOKS_MANAGE');
    expect((await ask(secret, 'mutation ($id: ID!) { pingWebhook(webhookId: $id) { __typename } }', { id })).data.pingWebhook.__typename).toBe('WebhookDelivery');
    const { data } = await ask(secret, 'query ($customerId: ID!) { webhooks(customerId: $customerId) { id isEnabled deliveries { edges { node { kind state } } } } }', { customerId: weber.customerId });
    expect(data.webhooks).toEqual([{ id, isEnabled: true, deliveries: { edges: [{ node: { kind: 'PING', state: 'WAITING' } }] } }]);
    expect((await ask(secret, 'mutation ($id: ID!) { setWebhookEnabled(webhookId: $id, isEnabled: false) { ... on Webhook { isEnabled } } }', { id })).data.setWebhookEnabled).toEqual({ isEnabled: false });
    for (const closed of [`mutation { deleteWebhook(webhookId: "${id}") { __typename } }`, `mutation { rotateWebhookSecret(webhookId: "${id}") { __typename } }`, `{ webhook(id: "${id}") { deliveries { edges { node { lastAnswer } } } } }`, '{ calls { edges { node { id } } } }'])
      expect(codeOf(await ask(secret, closed)), closed).toBe('FORBIDDEN');
    const other = await keyOf(krause, 'WEBHOOKS_MANAGE');
    expect((await ask(other.secret, 'query ($id: ID!) { webhook(id: $id) { id } }', { id })).data.webhook).toBeNull();
    expect(codeOf(await ask(other.secret, 'mutation ($id: ID!) { pingWebhook(webhookId: $id) { __typename } }', { id }))).toBe('FORBIDDEN');
    // Past the door as well: what is done there is up to people.
    const actor = { kind: 'API_KEY', apiKeyId: crypto.randomUUID(), customerId: weber.customerId, scopes: new Set(['webhooks:manage'] as const) } as const;
    expect(codeOf(await desk.run(actor, 'mutation ($id: ID!) { deleteWebhook(webhookId: $id) { __typename } }', { id }))).toBe('FORBIDDEN');
  });

  it('of the service reports calls and shows nothing of any customer', async () => {
    const secret = await serviceKey();
    const report = 'mutation ($to: String!) { reportIncomingCall(input: { calledNumber: $to, callerNumber: "+491713920001", externalId: "k-1" }) { ... on Call { id state } } }';
    expect((await ask(secret, report, { to: line.number })).data.reportIncomingCall.state).toBe('RINGING');
    expect((await ask(secret, 'mutation { reportCallEnded(externalId: "k-1") { ... on Call { state } } }')).data.reportCallEnded.state).toBe('ENDED');
    for (const closed of ['{ calls { edges { node { id } } } }', '{ customers { edges { node { id } } } }', 'mutation { reportCallEnded(externalId: "k-1") { ... on Call { caller { number } } } }']) expect(codeOf(await ask(secret, closed)), closed).toBe('FORBIDDEN');
    expect(codeOf(await ask((await keyOf(weber, 'CALLS_READ', 'CALLS_WRITE')).secret, report, { to: line.number }))).toBe('FORBIDDEN');
    expect(codeOf(await desk.run(weber, `mutation { createServiceApiKey(name: "x", expiresAt: "${NEXT_YEAR}") { __typename } }`))).toBe('FORBIDDEN');
  });

  it('that is not asked at the door is met by the filters and the wall: a key of the service sees no row', async () => {
    const actor = { kind: 'API_KEY', apiKeyId: crypto.randomUUID(), customerId: null, scopes: new Set(['calls:report'] as const) } as const;
    const { data } = await desk.run(actor, '{ calls { edges { node { id } } } customers { edges { node { id } } } }');
    expect(data).toEqual({ calls: { edges: [] }, customers: { edges: [] } });
  });

  it('is decided for every root field and every field of a type that keys reach, and nothing is declared that is not there', () => {
    expect(undecided(desk.schema)).toEqual({ undecided: [], gone: [] });
  });

  it('is missed by name where nobody has decided it', () => {
    const grown = extendSchema(desk.schema, parse('extend type Query { diary: String } extend type Mutation { write: String } extend type Subscription { news: String } extend type Call { mood: String }'));
    expect(undecided(grown)).toEqual({ undecided: ['Query.diary', 'Mutation.write', 'Subscription.news', 'Call.mood'], gone: [] });
  });

  it('tells of the events that it opens the type of', () => {
    for (const kind of eventKinds) {
      const { __typename } = liveEvent('log', { seq: 1, kind, at: desk.now(), customerId: null, subjectId: line.id });
      expect(fieldScopes[__typename]?.['cursor'] ?? [], kind).toEqual(EVENT_SCOPES[kind] ? [EVENT_SCOPES[kind]] : []);
    }
  });
});

/** The fields about which nobody has said which scope opens them, and those that are said and not there. */
function undecided(schema: GraphQLSchema) {
  const fields = (type: string) => Object.keys((schema.getType(type) as GraphQLObjectType | undefined)?.getFields() ?? {}).map(field => `${type}.${field}`);
  const declared = Object.entries(fieldScopes).flatMap(([type, opened]) => Object.keys(opened).map(field => `${type}.${field}`));
  const there = Object.keys(fieldScopes).flatMap(fields);
  return { undecided: there.filter(place => !declared.includes(place)), gone: declared.filter(place => !there.includes(place)) };
}
