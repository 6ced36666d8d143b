import { getNamedType, isCompositeType, isObjectType, type GraphQLObjectType } from 'graphql';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { OpenedBy } from '../api-keys/scopes.ts';
import { currentCursor } from '../events/event-log.ts';
import { Desk as LiveDesk, openProcess } from '../events/feed-ground.ts';
import { API_SCOPES, type ApiKeyActor, type ApiScope, type CustomerUserActor } from '../identity/actor.ts';
import { LIMITS } from '../limits/limits.ts';
import { isErrors, Operations } from '../operations.ts';
import { type Desk, openDesk, type Told } from '../test/desk.ts';
import { leaksTo, type Mark, readMarks } from './marks.ts';
import { NOW, plantCustomer, type PlantedIds, plantService } from './planted.ts';
import { argumentsOf, queryFor, selectionOf, type ShownText, textsOf } from './schema-walk.ts';

type Fields = Record<string, Record<string, OpenedBy>>;

// What the door goes by, apart from what is declared: here a scope can be forgotten, which the walk must notice.
vi.mock('../api-keys/scopes.ts', async original => ({ fieldScopes: structuredClone((await original<{ fieldScopes: Fields }>()).fieldScopes) }));
const { fieldScopes: declared } = await vi.importActual<{ fieldScopes: Fields }>('../api-keys/scopes.ts');
const { fieldScopes: atTheDoor } = (await import('../api-keys/scopes.ts')) as { fieldScopes: Fields };

let desk: Desk;
let operations: Operations;
let ids: { weber: PlantedIds; krause: PlantedIds };
let weber: CustomerUserActor;
let marks: Mark[];
let beginning: string;
let telephoneDoorId: string;

beforeAll(async () => {
  desk = await openDesk(NOW.toISOString());
  beginning = await currentCursor(desk.sql);
  const jana = await desk.secretary({ name: 'Jana Kühn-Ostermann' });
  ids = { weber: await plantCustomer(desk, jana), krause: await plantCustomer(desk, await desk.secretary({ name: 'Tom Brandtner' })) };
  ({ telephoneDoorId } = await plantService(desk, jana, await desk.secretary({ name: 'Lena Leitungsfrau', isSupervisor: true })));
  const { customerId, customerUserId, accountId } = ids.weber;
  weber = { kind: 'CUSTOMER_USER', customerId, customerUserId, accountId, right: 'READ' };
  for (const kind of ['PRESENCE_CHANGED', 'CALL_CHANGED', 'CONTACT_CHANGED', 'INSTRUCTION_CHANGED', 'CUSTOMER_CHANGED'])
    await desk.sql.pool.query('select append_event($1, $2, $2)', [kind, customerId]);
  marks = (await readMarks(desk)).marks;
  // Everything at once is more than anybody may ask for.
  operations = new Operations({ schema: desk.schema, limits: { document: { ...LIMITS.document, characters: Infinity, tokens: Infinity, depth: Infinity, fields: Infinity, cost: Infinity } } });
});
afterAll(() => desk.close());
afterEach(() => Object.assign(atTheDoor, structuredClone(declared)));

const keyOf = (scope: ApiScope, customerId = ids.weber.customerId): ApiKeyActor => ({ kind: 'API_KEY', apiKeyId: crypto.randomUUID(), customerId: scope === 'calls:report' ? null : customerId, scopes: new Set([scope]) });
const opens = (openedBy: OpenedBy | undefined, scope: ApiScope) => openedBy === 'ANY' || (openedBy?.includes(scope) ?? false);
const isDeclared = (scope: ApiScope) => (type: string, field: string) => opens(declared[type]?.[field], scope);
const rootsOf = (root: string, scope: ApiScope) => Object.keys(declared[root]!).filter(field => isDeclared(scope)(root, field));

/** Asks at the door, as either of the doors does. */
async function ask(key: ApiKeyActor, query: string): Promise<{ data?: Told; errors?: Told[] }> {
  const admitted = operations.admit({ query }, key);
  if (isErrors(admitted)) return { errors: admitted.map(error => error.toJSON()) };
  return JSON.parse(JSON.stringify(await operations.run(admitted, 'walk', () => desk.as(key))));
}

/** Every field of every type that the door lets a key with the scope ask for, on whatever way there is. */
function reached(scope: ApiScope): Set<string> {
  const key = keyOf(scope);
  const known = { ...ids.weber, telephoneDoorId, id: crypto.randomUUID() };
  const places = new Set<string>();
  const seen = new Set<string>();
  function look(type: GraphQLObjectType, around: (selection: string) => string): void {
    if (seen.has(type.name)) return;
    seen.add(type.name);
    for (const field of Object.values(type.getFields())) {
      const inner = getNamedType(field.type);
      const call = `${field.name}${argumentsOf(type, field.name, known)}`;
      if (isErrors(operations.admit({ query: around(isCompositeType(inner) ? `${call} { __typename }` : call) }, key))) continue;
      places.add(`${type.name}.${field.name}`);
      // Who comes with a key is that key, and nobody else.
      const members = field.name === 'viewer' ? [desk.schema.getType('ApiKey') as GraphQLObjectType] : isObjectType(inner) ? [inner] : isCompositeType(inner) ? desk.schema.getPossibleTypes(inner as never) : [];
      for (const member of members) look(member, selection => around(`${call} { ${isObjectType(inner) ? selection : `... on ${member.name} { ${selection} }`} }`));
    }
  }
  look(desk.schema.getQueryType()!, selection => `{ ${selection} }`);
  look(desk.schema.getMutationType()!, selection => `mutation { ${selection} }`);
  look(desk.schema.getSubscriptionType()!, selection => `subscription { ${selection} }`);
  return places;
}

/** What a key reaches though nothing says so, and what it is said to reach and does not. */
function differences(scope: ApiScope) {
  const places = reached(scope);
  const types = new Set([...places].map(place => place.split('.')[0]!));
  const said = Object.entries(declared).flatMap(([type, fields]) => Object.keys(fields).filter(field => types.has(type) && isDeclared(scope)(type, field)).map(field => `${type}.${field}`));
  return { unsaid: [...places].filter(place => !said.includes(place)).toSorted(), missed: said.filter(place => !places.has(place)).toSorted() };
}

describe.each(API_SCOPES)('a key with the scope %s', { timeout: 120_000 }, scope => {
  it('reaches the fields that are declared for it, and no other', () => {
    expect(differences(scope)).toEqual({ unsaid: [], missed: [] });
  });

  it('is shown nothing of another customer, by whichever id it asks', async () => {
    const shown: ShownText[] = [];
    for (const planted of [ids.weber, ids.krause])
      for (const field of rootsOf('Query', scope)) {
        const { data, errors } = await ask(keyOf(scope), queryFor(desk.schema, field, { viewer: 'OWN_CUSTOMER', isOpen: isDeclared(scope) }, { ...planted, id: planted[`${field}Id` as keyof PlantedIds] ?? '' })!);
        expect(errors, field).toBeUndefined();
        shown.push(...textsOf(data));
      }
    expect(leaksTo(weber, marks, shown)).toEqual([]);
    if (scope.endsWith(':read')) expect(shown.length).toBeGreaterThan(10);
  });

  it('changes nothing of another customer', async () => {
    if (scope === 'calls:report') return expect(rootsOf('Mutation', scope)).toHaveLength(3);
    for (const field of rootsOf('Mutation', scope)) {
      const { errors } = await ask(keyOf(scope), `mutation { ${field}${argumentsOf(desk.schema.getMutationType()!, field, { ...ids.krause })} { __typename } }`);
      expect(errors?.[0].extensions.code, field).toBe('FORBIDDEN');
    }
  });

  it('is told live of its own customer what it opens, and nothing else', async () => {
    const key = keyOf(scope);
    const server = await openProcess(desk, { door: { schema: desk.schema, operations, contextFor: desk.as, authenticate: async () => key, keyOf: async () => key } });
    try {
      const live = await LiveDesk.open(server.url, null);
      const event = getNamedType(desk.schema.getSubscriptionType()!.getFields()['events']!.type);
      const selection = selectionOf(desk.schema, event, { viewer: 'OWN_CUSTOMER', isOpen: isDeclared(scope) }) || '{ cursor }';
      live.subscribe(beginning, `subscription Live($after: String) { events(after: $after) ${selection} }`);
      if (rootsOf('Subscription', scope).length === 0) {
        expect((await live.until(({ type }) => type === 'error')).payload[0].extensions.code).toBe('FORBIDDEN');
      } else {
        const ownEnd = { 'appointments:read': 'CalendarsChanged', 'tasks:read': 'TaskChanged', 'calls:read': 'CallChanged', 'contacts:read': 'ContactChanged', 'customers:read': 'CustomerChanged', 'instructions:read': 'InstructionChanged' }[scope as string]!;
        // The last that was planted comes last.
        await live.until(({ payload }) => payload?.data?.events.__typename === ownEnd && JSON.stringify(payload).includes(`"${ids.weber.customerId}"`));
        expect(leaksTo(weber, marks, textsOf(live.events()))).toEqual([]);
        expect(live.events().filter(({ __typename }) => !opens(declared[__typename]?.['cursor'], scope))).toEqual([]);
      }
      await live.close();
    } finally {
      await server.close();
    }
  });
});

describe('the walk', () => {
  it.each([
    ['Contact', 'company', 'calls:read'],
    ['Customer', 'people', 'customers:read'],
    ['Query', 'customers', 'contacts:read'],
    ['Mutation', 'createContact', 'instructions:write'],
    ['ContactChanged', 'contactId', 'calls:read'],
  ] as const)('finds that %s.%s has lost its scope', (type, field, scope) => {
    atTheDoor[type]![field] = 'ANY';
    expect(differences(scope).unsaid).toContain(`${type}.${field}`);
  });
});
