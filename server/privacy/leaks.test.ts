import { getNamedType, type GraphQLInterfaceType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { currentCursor } from '../events/event-log.ts';
import { Desk as LiveDesk, openProcess } from '../events/feed-ground.ts';
import type { CustomerUserActor, Person, SecretaryActor } from '../identity/actor.ts';
import { LIMITS } from '../limits/limits.ts';
import { Operations } from '../operations.ts';
import { type Desk, openDesk } from '../test/desk.ts';
import type { Viewer } from './declaration.ts';
import { leaksTo, type Mark, marksIn, readMarks, viewerOf } from './marks.ts';
import { NOW, plantCustomer, type PlantedIds, plantService, SHARED } from './planted.ts';
import { audienceOf, MANAGED, mayReach, queriesOf, queryFor, selectionOf, type ShownText, textsOf, unmanaged } from './schema-walk.ts';
import { shownData } from './shown-data.ts';
import { storedData } from './stored-data.ts';

let desk: Desk;
let weber: CustomerUserActor;
let colleague: CustomerUserActor;
let krause: CustomerUserActor;
let reading: CustomerUserActor;
let instructing: CustomerUserActor;
let jana: SecretaryActor;
let tom: SecretaryActor;
let leader: SecretaryActor;
let people: Record<string, Person>;
let ids: { weber: PlantedIds; krause: PlantedIds };
let marks: Mark[];
let columns: string[];
let beginning: string;

const asPerson = ({ customerId, customerUserId, accountId }: PlantedIds): CustomerUserActor => ({ kind: 'CUSTOMER_USER', customerId, customerUserId, accountId, right: 'MANAGE' });

beforeAll(async () => {
  desk = await openDesk(NOW.toISOString());
  beginning = await currentCursor(desk.sql);
  jana = await desk.secretary({ name: 'Jana Kühn-Ostermann' });
  tom = await desk.secretary({ name: 'Tom Brandtner' });
  leader = await desk.secretary({ name: 'Lena Leitungsfrau', isSupervisor: true });
  // Jana works for the one, Tom for the other.
  ids = { weber: await plantCustomer(desk, jana), krause: await plantCustomer(desk, tom) };
  weber = asPerson(ids.weber);
  krause = asPerson(ids.krause);
  colleague = await desk.customerUser(weber.customerId, 'Karla Kollegin-Weber');
  reading = await desk.customerUser(weber.customerId, 'Rike Lesewohl-Weber', 'READ');
  instructing = await desk.customerUser(weber.customerId, 'Ines Anweisung-Weber', 'INSTRUCT');
  people = { weber, colleague, krause, reading, instructing, jana, tom, leader };
  await plantService(desk, jana, leader);
  await desk.sql.pool.query(`select append_event('PRESENCE_CHANGED', null, $1), append_event('UNASSIGNED_CALL_REPORTED', null, (select id from unassigned_call))`, [jana.secretaryId]);
  // What answers with the present must not look like what was planted at it.
  desk.pass(0.001);
  const read = await readMarks(desk);
  marks = read.marks;
  columns = read.columns.map(({ table, column }) => `${table}.${column}`);
});
afterAll(() => desk.close());

/** What somebody is refused in the middle of an answer is not asked for by them. */
const withinRight = (person: Person) => (person.kind === 'CUSTOMER_USER' && person.right !== 'MANAGE' ? { isOpen: unmanaged } : {});

const ownViewer = (person: Person): Viewer => viewerOf(person, person.kind === 'CUSTOMER_USER' ? person.customerId : null);

/** All that somebody reaches by queries; where something is looked up, it is of this customer. */
async function queried(person: Person, planted: PlantedIds, rounds = 2): Promise<ShownText[]> {
  const viewer = ownViewer(person);
  const shown: ShownText[] = [];
  for (const field of queriesOf(viewer)) {
    const known = { ...planted, id: planted[`${field}Id` as keyof PlantedIds] ?? '' };
    const { data, errors } = await desk.run(person, queryFor(desk.schema, field, { viewer, rounds, ...withinRight(person) }, known)!);
    expect(errors, `${field} for ${viewer}`).toBeUndefined();
    shown.push(...textsOf(data));
  }
  return shown;
}

/** All that somebody is told live from the beginning on, of so many events; of each kind by itself, since all of them at once are too long for a message. */
async function told(url: string, person: Person, count: number): Promise<ShownText[]> {
  const event = getNamedType(desk.schema.getSubscriptionType()!.getFields()['events']!.type);
  const shown: ShownText[] = [];
  for (const kind of desk.schema.getPossibleTypes(event as GraphQLInterfaceType)) {
    const selection = selectionOf(desk.schema, kind, { viewer: ownViewer(person), ...withinRight(person) });
    if (!selection) continue;
    const live = await LiveDesk.open(url, person);
    live.subscribe(beginning, `subscription Live($after: String) { events(after: $after) { __typename ... on ${kind.name} ${selection} } }`);
    await live.until(message => message.type === 'error' || live.events().length >= count);
    expect(live.messages.filter(message => message.type === 'error' || message.payload?.errors)).toEqual([]);
    const events = live.events();
    expect(events).toHaveLength(count);
    await live.close();
    shown.push(...textsOf(events));
  }
  return shown;
}

/** Everything at once is more than anybody may ask for. */
const unlimited = () => new Operations({ schema: desk.schema, limits: { document: { ...LIMITS.document, characters: Infinity, tokens: Infinity, depth: Infinity, fields: Infinity, cost: Infinity } } });

/** Opens the socket door over the real schema, for as long as `work` takes. */
async function withLiveFeed<T>(work: (url: string) => Promise<T>): Promise<T> {
  const server = await openProcess(desk, { door: { schema: desk.schema, operations: unlimited(), contextFor: desk.as, limits: { messageBytes: 1024 * 1024 } } });
  try {
    return await work(server.url);
  } finally {
    await server.close();
  }
}

/** The events planted for each: fourteen of each customer, one of the desk, one for supervisors. */
const toldTo = (person: Person): number => (person.kind === 'CUSTOMER_USER' ? 14 : person.isSupervisor ? 30 : 29);

describe('the ground', () => {
  it('has something of each customer, and of no other, in every column in which it could be seen elsewhere', () => {
    const place = (column: string) => storedData[column.split('.')[0]!]!;
    const ofCustomers = columns.filter(column => column.startsWith('customer.') || place(column).columns['customer_id']);
    const bare = ofCustomers.filter(column =>
      [ids.weber, ids.krause].some(({ customerId }, own, both) =>
        !marks.some(({ places }) =>
          places.some(held => held.column === column && held.ofCustomer === customerId) && !places.some(held => held.ofCustomer === both[1 - own]!.customerId))));
    // The account of a customer's person has no secretary, nor has what they say about the app, an attempt's situation and a debtor's result are one of few words, and the contracts go on.
    expect(bare.toSorted()).toEqual(['account.secretary_id', 'app_feedback.secretary_id', 'attempt.situation', 'contract_end.closed_at', 'task_debtor.result']);
  });

  it('has the same callers at both customers', () => {
    for (const text of [SHARED.name, SHARED.callerNumber, SHARED.forwardingNumber])
      expect(new Set(marks.find(mark => mark.text === text)?.places.map(({ ofCustomer }) => ofCustomer))).toEqual(new Set([weber.customerId, krause.customerId]));
  });
});

// Everything there is, for everybody: that takes its time where much else runs.
describe('what is shown', { timeout: 120_000 }, () => {
  it('by queries is what its column allows, for each of eight people of every right, whichever customer they ask for', async () => {
    for (const [name, person] of Object.entries(people))
      for (const planted of [ids.weber, ids.krause]) expect(leaksTo(person, marks, await queried(person, planted)), name).toEqual([]);
    // And once as far as from a call over the caller to an earlier call, and from there to everything again.
    expect(leaksTo(weber, marks, await queried(weber, ids.weber, 3))).toEqual([]);
  });

  it('live is what its column allows, for each of eight people of every right', () =>
    withLiveFeed(async url => {
      for (const [name, person] of Object.entries(people)) expect(leaksTo(person, marks, await told(url, person, toldTo(person))), name).toEqual([]);
    }));

  it('of the audit log is shown to those who manage, and to nobody else of the customer', async () => {
    expect(MANAGED.length).toBeGreaterThan(0);
    for (const place of MANAGED) {
      const [type, field] = place.split('.') as [string, string];
      const query = queryFor(desk.schema, 'customer', { viewer: 'OWN_CUSTOMER', only: { type, field } }, { ...ids.weber, id: weber.customerId })!;
      expect((await desk.run(weber, query)).errors, place).toBeUndefined();
      for (const person of [reading, instructing]) expect((await desk.run(person, query)).errors?.[0].extensions.code, place).toBe('FORBIDDEN');
    }
  });

  it('to one customer does not change with what they filter, search or turn to for', async () => {
    const node = `{ edges { node ${selectionOf(desk.schema, desk.schema.getType('Call') as never, { viewer: 'OWN_CUSTOMER' })} } }`;
    const ask = async (filter: object) => {
      const { data, errors } = await desk.run(weber, `query Calls($filter: CallFilter) { calls(filter: $filter) ${node} }`, { filter });
      expect(errors).toBeUndefined();
      return data.calls.edges as unknown[];
    };
    expect(await ask({ customerId: krause.customerId })).toEqual([]);
    for (const search of [SHARED.name, SHARED.callerNumber, '0171 39200', SHARED.concern, 'Terminen']) {
      const calls = await ask({ search });
      expect(calls, search).not.toEqual([]);
      expect(leaksTo(weber, marks, textsOf(calls))).toEqual([]);
    }
    const { data } = await desk.run(weber, '{ customers(search: "Praxis") { edges { node { id } } } }');
    expect(data.customers.edges).toEqual([{ node: { id: weber.customerId } }]);
  });

  it('is all that is declared to be shown: nothing is kept from those who may see it', () =>
    withLiveFeed(async url => {
      const shown = new Set<string>();
      for (const person of [weber, krause, jana, tom, leader]) {
        const texts = [...(await queried(person, person === krause ? ids.krause : ids.weber)), ...(await told(url, person, toldTo(person)))];
        for (const { mark } of marksIn(marks, texts)) for (const { column } of mark.places) shown.add(column);
      }
      const declared = columns.filter(column => marks.some(({ places }) => places.some(place => place.column === column && place.declared.seenBy !== 'NOBODY')));
      // A key for push that is retired is told no more. The key that signs what comes in at a door is told when the door is opened, and never again; so is what a telephone in a browser signs in with.
      expect(declared.filter(column => !shown.has(column)).toSorted()).toEqual(['push_key.public_key', 'softphone.username', 'telephone_door.hmac_secret']);
    }));

  it('of a door’s secrets is told to the supervisor who opens it, and to nobody afterwards', async () => {
    const { data } = await desk.run(leader, 'mutation { createTelephoneDoor(name: "Neue Anlage", withHmac: true) { ... on TelephoneDoorCreated { path hmacSecret door { id } } } }');
    const { path, hmacSecret } = data.createTelephoneDoor;
    const shown = (await queried(leader, ids.weber)).map(({ text }) => text);
    expect(shown).toContain(data.createTelephoneDoor.door.id);
    expect(shown.filter(text => text.includes(hmacSecret) || text.includes(path.split('/').at(-1)))).toEqual([]);
  });
});

describe('a field that is not for the viewer', { timeout: 120_000 }, () => {
  const fields = Object.entries(shownData).flatMap(([type, declared]) => Object.keys(declared.fields).map(field => ({ type, field })));

  it.each(['OWN_CUSTOMER', 'SECRETARY'] as const)('is refused wherever it is met: %s', async viewer => {
    const person = viewer === 'SECRETARY' ? jana : weber;
    const met: string[] = [];
    for (const only of fields.filter(({ type, field }) => !mayReach(viewer, audienceOf(type, field)!)))
      for (const name of queriesOf(viewer)) {
        const known = { ...ids.weber, id: ids.weber[`${name}Id` as keyof PlantedIds] ?? '' };
        const query = queryFor(desk.schema, name, { viewer, only }, known);
        if (!query) continue;
        const { data, errors } = await desk.run(person, query);
        expect(textsOf(data).filter(({ field }) => field === `${only.type}.${only.field}`)).toEqual([]);
        for (const error of errors ?? []) {
          expect(error.extensions.code, `${name}: ${only.type}.${only.field}`).toBe('FORBIDDEN');
          met.push(`${only.type}.${only.field}`);
        }
      }
    // Whatever else is not theirs, their queries do not lead to.
    expect([...new Set(met)]).toEqual(viewer === 'SECRETARY' ? ['Secretary.email', 'Customer.people', 'Customer.actings', 'Customer.auditLog'] : ['Secretary.email', 'Secretary.presence', 'Secretary.presenceSince', 'Secretary.presenceReason', 'Call.ringing']);
  });
});
