import { graphql, getNamedType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Context, type Ground, makeContext } from '../context.ts';
import { type Sql, statement, type Statement } from '../database/sql.ts';
import { currentCursor } from '../events/event-log.ts';
import { Desk as LiveDesk, openProcess } from '../events/feed-ground.ts';
import type { Actor, CustomerUserActor } from '../identity/actor.ts';
import { LIMITS } from '../limits/limits.ts';
import { Operations } from '../operations.ts';
import { type Desk, openDesk } from '../test/desk.ts';
import { leaksTo, type Mark, readMarks } from './marks.ts';
import { NOW, plantCustomer, type PlantedIds, SHARED } from './planted.ts';
import { queriesOf, queryFor, selectionOf, type ShownText, textsOf, unrefused, type Wish } from './schema-walk.ts';

/** A layer that can be broken by saying yes to everything. */
type Policy = 'canSeeCustomer' | 'canSeeContact' | 'canSeeInstruction' | 'canSee';

const broken = vi.hoisted(() => ({ policy: null as Policy | null }));
const sayingYes = vi.hoisted(() => (policies: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(policies).map(([name, policy]) => [name, (...args: unknown[]) => broken.policy === name || (policy as (...args: unknown[]) => unknown)(...args)])));
// Nowhere else is our own code replaced in a test: here it is the code that is broken whose breaking must be noticed.
vi.mock('../customers/customer.policy.ts', async original => sayingYes(await original()));
vi.mock('../contacts/contact.policy.ts', async original => sayingYes(await original()));
vi.mock('../instructions/instruction.policy.ts', async original => sayingYes(await original()));
vi.mock('../events/event.policy.ts', async original => sayingYes(await original()));

/** One thing that is broken: a policy says yes to everything, or a statement has lost its condition. */
interface Break {
  layer: string;
  policy?: Policy;
  /** The text of a statement without the condition; as it is where it is another statement. */
  loosen?(statement: Statement<unknown>): string;
  /** Where it is seen when no wall stands in the database. */
  shows: string;
  /** Where it is seen behind the wall; null: the wall holds. */
  showsThroughTheWall: string | null;
}

const isSearch = (text: string) => text.includes('websearch_to_tsquery');
const OWN_CALLS = 'c.customer_id = $1';

const BREAKS: Break[] = [
  { layer: 'the policy of customers', policy: 'canSeeCustomer', shows: 'Customer.name', showsThroughTheWall: null },
  { layer: 'the policy of contacts', policy: 'canSeeContact', shows: 'Contact.company', showsThroughTheWall: null },
  { layer: 'the policy of instructions', policy: 'canSeeInstruction', shows: 'Instruction.title', showsThroughTheWall: null },
  // Which events there are comes from the log, which is read for all; what they lead to stays behind the wall.
  { layer: 'the filter of the subscription', policy: 'canSee', shows: 'CallChanged.callId', showsThroughTheWall: 'CallChanged.callId' },
  { layer: 'the filter of the list of calls', loosen: ({ text }) => (isSearch(text) ? text : text.replaceAll(OWN_CALLS, '$1::uuid is not null')), shows: 'Call.id', showsThroughTheWall: null },
  { layer: 'the filter of the search', loosen: ({ text }) => (isSearch(text) ? text.replaceAll(OWN_CALLS, '$1::uuid is not null') : text), shows: 'Call.id', showsThroughTheWall: null },
  { layer: 'the filter of the list of customers', loosen: ({ name, text }) => (name === 'customer-own' ? text.replace('id = $5', '$5::uuid is not null') : text), shows: 'Customer.name', showsThroughTheWall: null },
  { layer: 'the edge to earlier calls', loosen: ({ text }) => text.replace('e.customer_id = asked.customer_id and e.caller_number', 'e.caller_number'), shows: 'Call.id', showsThroughTheWall: null },
];

// Everything; without the edges that are refused behind a customer of others; and the rows alone, since an edge that is closed behind a row of another customer takes the whole answer with it.
const WISHES: Wish[] = [
  { viewer: 'OWN_CUSTOMER' }, { viewer: 'OWN_CUSTOMER', isOpen: unrefused }, ...['Call', 'Contact', 'Customer', 'Instruction', 'Line'].map(type => ({ viewer: 'OWN_CUSTOMER' as const, only: { type, field: 'id' } })),
  // A call leads to its customer and from there to other calls, which is such an edge.
  { viewer: 'OWN_CUSTOMER', only: { type: 'Call', field: 'id' }, isOpen: (_type, field) => field !== 'customer' },
];

let desk: Desk;
let weber: CustomerUserActor;
let ids: { weber: PlantedIds; krause: PlantedIds };
let marks: Mark[];
let beginning: string;
let end: string;

beforeAll(async () => {
  desk = await openDesk(NOW.toISOString());
  beginning = await currentCursor(desk.sql);
  ids = { weber: await plantCustomer(desk, await desk.secretary({ name: 'Jana Kühn-Ostermann' })), krause: await plantCustomer(desk, await desk.secretary({ name: 'Tom Brandtner' })) };
  const { customerId, customerUserId, accountId } = ids.weber;
  weber = { kind: 'CUSTOMER_USER', customerId, customerUserId, accountId, right: 'MANAGE' };
  await desk.sql.pool.query(`select append_event('CUSTOMER_CHANGED', $1, $1)`, [customerId]);
  end = await currentCursor(desk.sql);
  // What answers with the present must not look like what was planted at it.
  desk.pass(0.001);
  marks = (await readMarks(desk)).marks;
});
afterAll(() => desk.close());

/** The same way to the database, on which statements have lost their condition. */
function loosened(sql: Sql, loosen: NonNullable<Break['loosen']>): Sql {
  const loose = <Row>(one: Statement<Row>): Statement<Row> => {
    const text = loosen(one);
    return text === one.text ? one : statement<Row>(`${one.name}-loose`, text);
  };
  return {
    query: (one, values) => sql.query(loose(one), values),
    one: (one, values) => sql.one(loose(one), values),
    transaction: work => sql.transaction(inner => work(loosened(inner, loosen))),
  };
}

/** Contexts in which one thing is broken, with the wall of the database or without it. */
function contexts({ loosen = ({ text }) => text }: Partial<Break>, hasWall: boolean): (actor: Actor | null) => Context {
  const { ground } = desk;
  const walls: Ground['walls'] = {
    ...ground.walls,
    sqlFor: customerId => loosened(hasWall ? ground.walls.sqlFor(customerId) : ground.sql, loosen),
    emFor: customerId => (hasWall ? ground.walls.emFor(customerId) : ground.orm.em.fork()),
  };
  // The search asks the service which calls it finds. Over what else the service reads for customers, such as the trash, there is no wall; leaks.test.ts walks it.
  const atService: typeof loosen = one => (isSearch(one.text) ? loosen(one) : one.text);
  return actor => makeContext({ ...ground, sql: { ...ground.sql, ...loosened(ground.sql, atService) }, walls }, actor);
}

/** All that the walk leads one of a customer's people to: every query, for either customer's ids, the search, and the live events from the beginning on. */
async function walk(contextFor: (actor: Actor | null) => Context): Promise<ShownText[]> {
  const ask = async (source: string, variableValues: Record<string, unknown> = {}) => {
    const { data } = await graphql({ schema: desk.schema, source, contextValue: contextFor(weber), variableValues });
    return textsOf(JSON.parse(JSON.stringify(data ?? null)));
  };
  const shown: ShownText[] = [];
  for (const planted of [ids.weber, ids.krause])
    for (const field of queriesOf('OWN_CUSTOMER'))
      for (const wish of WISHES) {
        const query = queryFor(desk.schema, field, wish, { ...planted, id: planted[`${field}Id` as keyof PlantedIds] ?? '' });
        if (query) shown.push(...(await ask(query)));
      }
  for (const search of [SHARED.name, SHARED.concern]) shown.push(...(await ask('query ($search: String!) { calls(filter: { search: $search }) { edges { node { Call__id: id } } } }', { search })));
  return [...shown, ...(await followed(contextFor))];
}

/** What is told live up to the last event planted. */
async function followed(contextFor: (actor: Actor | null) => Context): Promise<ShownText[]> {
  // Everything at once is more than anybody may ask for.
  const unlimited = new Operations({ schema: desk.schema, limits: { document: { ...LIMITS.document, characters: Infinity, tokens: Infinity, depth: Infinity, fields: Infinity, cost: Infinity } } });
  const server = await openProcess(desk, { door: { schema: desk.schema, operations: unlimited, contextFor, limits: { messageBytes: 1024 * 1024 } } });
  try {
    const live = await LiveDesk.open(server.url, weber);
    const event = getNamedType(desk.schema.getSubscriptionType()!.getFields()['events']!.type);
    live.subscribe(beginning, `subscription Live($after: String) { events(after: $after) ${selectionOf(desk.schema, event, { viewer: 'OWN_CUSTOMER' })} }`);
    await live.until(({ type, payload }) => type === 'error' || (type === 'next' && JSON.stringify(payload).includes(end)));
    expect(live.messages.filter(({ type }) => type === 'error')).toEqual([]);
    const events = live.events();
    await live.close();
    return textsOf(events);
  } finally {
    await server.close();
  }
}

/** The fields through which the walk shows what it must not. */
async function leakingFields(broke: Partial<Break>, hasWall: boolean): Promise<string[]> {
  broken.policy = broke.policy ?? null;
  try {
    const leaks = leaksTo(weber, marks, await walk(contexts(broke, hasWall)));
    return leaks.flatMap(leak => leak.split(' showed ')[0]!.split(', '));
  } finally {
    broken.policy = null;
  }
}

describe('the walk', { timeout: 120_000 }, () => {
  it.each([true, false])('finds nothing where nothing is broken, with a wall in the database: %s', async hasWall => {
    expect(await leakingFields({}, hasWall)).toEqual([]);
  });

  it.each(BREAKS)('finds that $layer is broken, where no wall hides it', async broke => {
    expect(await leakingFields(broke, false)).toContain(broke.shows);
  });
});

describe('the wall in the database', { timeout: 120_000 }, () => {
  it.each(BREAKS)('hides what leaks when $layer is broken', async broke => {
    const leaking = await leakingFields(broke, true);
    expect([...new Set(leaking)].filter(field => !field.endsWith('.cursor'))).toEqual(broke.showsThroughTheWall === null ? [] : expect.arrayContaining([broke.showsThroughTheWall]));
  });
});
