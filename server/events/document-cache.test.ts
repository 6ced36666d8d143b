import { buildSchema, execute, GraphQLError, parse, type ExecutionResult, type GraphQLInterfaceType, type GraphQLObjectType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { DocumentCache, type PreparedDocument } from './document-cache.ts';
import { Counts, littleSchema } from './feed-ground.ts';

const schema = buildSchema(/* GraphQL */ `
  directive @note(text: String) on FIELD
  enum Mood { GOOD BAD }
  scalar Stamp
  input Inner { n: Int! = 7 mood: Mood = BAD }
  input Range { from: Int! = 1 until: Int inner: Inner = {} list: [[Int!]] }
  interface Node { id: ID! }
  interface Named implements Node { id: ID! name: String! }
  type Person implements Named & Node { id: ID! name: String! friends(first: Int = 2): [Person!]! boss: Person strict: String! mood: Mood at: Stamp }
  type Company implements Named & Node { id: ID! name: String! size: Float staff: [Person]! }
  type Trap { id: ID sprung: String inner: [Trap!] } interface Puzzle { id: ID } type Piece implements Puzzle { id: ID }
  union Anyone = Person | Company
  type Query { echo(range: Range, mood: Mood = GOOD, numbers: [Int!] = [1, 2], id: ID, flag: Boolean): String node(id: ID!): Node all: [Anyone!]! broken: [Person!] person: Person! trap: Trap traps: [Trap!] puzzle: Puzzle }
  type Mutation { add(n: Int!): Int! boom: Int }
`);
const fields = (type: string) => (schema.getType(type) as GraphQLObjectType).getFields();
const person = (id: string) => ({ __typename: 'Person', id, name: `person ${id}`, boss: null, mood: 'BAD', at: new Date(0) });
const things: Record<string, object> = { 1: person('1'), 2: person('2'), 3: { __typename: 'Company', id: '3', name: 'Bäckerei „Korn“', size: 1.5, staff: [person('1'), null, person('2')] } };
let acts: string[] = [];
fields('Query')['echo']!.resolve = (_root, args: Record<string, unknown>) => JSON.stringify(Object.keys(args).sort().map(name => [name, args[name]]));
fields('Query')['node']!.resolve = async (_root, { id }) => things[id];
fields('Query')['all']!.resolve = () => Promise.resolve(Object.values(things));
fields('Query')['broken']!.resolve = async () => [person('1'), Promise.reject(new GraphQLError('not this one', { extensions: { code: 'FORBIDDEN' } }))];
const trap = (id: string) => ({ id, get sprung() { throw new Error('sprung'); } });
fields('Query')['trap']!.resolve = async () => trap('1');
fields('Query')['traps']!.resolve = () => [Promise.resolve(trap('1')), trap('2')];
fields('Query')['puzzle']!.resolve = async () => ({ id: '1' });
(schema.getType('Puzzle') as GraphQLInterfaceType).resolveType = () => { throw new Error('nobody knows'); };
fields('Query')['person']!.resolve = () => person('9');
fields('Person')['friends']!.resolve = async ({ id }, { first }) => ['1', '2', '3'].filter(other => other !== id && other !== '3').slice(0, first).map(person);
fields('Person')['strict']!.resolve = ({ id }) => { if (id === '2') throw new Error('no strictness'); return id === '9' ? null : 'strict'; };
fields('Mutation')['add']!.resolve = async (_root, { n }) => { acts.push(`begin ${n}`); await null; acts.push(`end ${n}`); return n; };
fields('Mutation')['boom']!.resolve = async () => { acts.push('boom'); throw new Error('boom'); };

const prepared = (cache: DocumentCache, text: string) => cache.prepare(text) as PreparedDocument;
const wire = (result: unknown) => JSON.parse(JSON.stringify(result)) as ExecutionResult;

describe('an operation of the cache', () => {
  it.each<[string, string, Record<string, unknown>?]>([
    ['defaults of arguments and of input objects', '{ a: echo b: echo(range: {}) c: echo(range: { inner: { mood: GOOD } }, mood: null, numbers: 5) d: echo(id: 5, flag: true) }'],
    ['variables with defaults', 'query ($range: Range = { from: 3 }, $mood: Mood = BAD, $flag: Boolean) { echo(range: $range, mood: $mood, flag: $flag) }'],
    ['variables inside of input objects', 'query ($from: Int!, $list: [[Int!]], $n: Int!) { echo(range: { from: $from, list: $list, inner: { n: $n } }) }', { from: 4, list: [[1], null, 2], n: 5 }],
    ['a variable that is null', 'query ($mood: Mood, $numbers: [Int!]) { echo(mood: $mood, numbers: $numbers) }', { mood: null }],
    ['a variable that is missing', 'query ($from: Int!) { echo(range: { from: $from }) }', {}],
    ['variables of the wrong type', 'query ($range: Range, $mood: Mood) { echo(range: $range, mood: $mood) }', { range: { from: 'x', until: 1.5, odd: 1, inner: { mood: 'SO' } }, mood: 3 }],
    ['skip and include', 'query ($yes: Boolean!, $no: Boolean!) { a: echo @skip(if: $yes) b: echo @include(if: $yes) all { ... on Person @skip(if: $no) { id name @include(if: $no) } ...C @include(if: $yes) } } fragment C on Company { id @skip(if: $no) staff { id @include(if: $yes) } }', { yes: true, no: false }],
    ['one field asked twice under different conditions', 'query ($yes: Boolean!, $no: Boolean!) { person { id @include(if: $no) ...P ... on Person @include(if: $no) { name } } } fragment P on Person { id @include(if: $yes) name @include(if: $no) }', { yes: true, no: false }],
    ['interfaces and unions', '{ node(id: "3") { __typename id ... on Named { name } ... on Company { size staff { id } } } all { __typename ... on Node { id } ... on Person { mood at } } none: node(id: "4") { id } }'],
    ['a condition around a fragment of an interface', 'query ($no: Boolean!) { person @include(if: $no) { id ... on Node { n: id @skip(if: $no) } } person { name } }', { no: false }],
    ['fields merged from fragments', '{ ...A ...B person { friends { id } } } fragment A on Query { person { friends { name } } } fragment B on Query { person { n: name friends { boss { id } } } }'],
    ['aliases of one field with different arguments', '{ person { one: friends(first: 1) { id } two: friends { id friends { id } } } }'],
    ['an error at a field that may be null', '{ node(id: "2") { ... on Person { id strict } } all { ... on Person { id strict } } }'],
    ['a null where there may be none', '{ person { id strict } }'],
    ['a list with a failure in it', '{ broken { id } b: person { id } }'],
    ['__typename at the root and the schema itself', '{ __typename __type(name: "Person") { name fields { name } } }'],
    ['mutations, one after the other', 'mutation { a: add(n: 1) b: add(n: 2) boom c: add(n: 3) }'],
    ['a directive that means nothing to us', '{ person { id @note(text: "x") } }'],
  ])('answers as graphql-js does: %s', async (_what, text, variables = {}) => {
    acts = [];
    const expected = wire(await execute({ schema, document: parse(text), variableValues: variables, contextValue: {} }));
    const expectedActs = acts;
    const cache = new DocumentCache({ schema });
    for (let n = 0; n < 4; n++) {
      acts = [];
      const run = prepared(cache, text).operation(null)!.run;
      expect(wire(await run(undefined, {}, variables))).toEqual(expected);
      expect(acts).toEqual(expectedActs);
    }
  });

  it.each(['{ trap { id sprung } echo }', '{ traps { id sprung } echo }', '{ puzzle { id } echo }'])('ends with an error where an answer is broken inside: %s', async text => {
    const cache = new DocumentCache({ schema });
    for (let n = 0; n < 3; n++) {
      const { data, errors } = await prepared(cache, text).operation(null)!.run(undefined, {}, {});
      expect(data).toMatchObject({ echo: expect.any(String) });
      expect(errors!.map(({ message }) => message)).toContain(text.includes('puzzle') ? 'nobody knows' : 'sprung');
    }
  });

  it('is found by its name, or alone', () => {
    const cache = new DocumentCache({ schema });
    const two = prepared(cache, 'query A { person { id } } mutation B { boom }');
    expect(two.operation('B')).toMatchObject({ kind: 'mutation' });
    expect(two.operation('A')).toBe(two.operation('A'));
    expect(two.operation(undefined)).toBeUndefined();
    expect(two.operation('C')).toBeUndefined();
    expect(prepared(cache, 'mutation B { boom }').operation(undefined)).toMatchObject({ kind: 'mutation' });
  });
});

describe('the cache of documents', () => {
  it('gives everybody who sends the same text the same document', () => {
    const cache = new DocumentCache({ schema });
    expect(cache.prepare('{ echo }')).toBe(cache.prepare('{ echo }'));
    expect(cache.prepare('{ echo  }')).not.toBe(cache.prepare('{ echo }'));
  });

  it('keeps what is used, up to its bounds', () => {
    const cache = new DocumentCache({ schema, documents: 3 });
    const [a, b] = [cache.prepare('{ a: echo }'), cache.prepare('{ b: echo }')];
    cache.prepare('{ c: echo }');
    cache.prepare('{ a: echo }');
    cache.prepare('{ d: echo }');
    expect(cache.size).toBe(3);
    expect(cache.prepare('{ a: echo }')).toBe(a);
    expect(cache.prepare('{ b: echo }')).not.toBe(b);
    const small = new DocumentCache({ schema, characters: 100 });
    for (let n = 0; n < 50; n++) small.prepare(`{ name${n}: echo }`);
    expect(small.size).toBe(6);
    small.prepare(`{ echo } # ${'x'.repeat(200)}`);
    expect(small.size).toBe(0);
  });

  it('says what is wrong with a document, and keeps none of those', () => {
    const cache = new DocumentCache({ schema });
    expect(cache.prepare('{')).toMatchObject([{ extensions: { code: 'GRAPHQL_PARSE_FAILED' } }]);
    expect(cache.prepare('{ nothing nowhere }')).toMatchObject([{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }, { extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }]);
    expect(cache.prepare(`{ ${'echo '.repeat(3000)} }`)).toMatchObject([{ extensions: { code: 'DOCUMENT_TOO_LONG' } }]);
    expect(cache.prepare(`{ ${'echo '.repeat(40)} }`)).toMatchObject([{ extensions: { code: 'TOO_MANY_FIELDS' } }]);
    expect(cache.size).toBe(0);
  });

  it('follows further rules', () => {
    const noEcho = new DocumentCache({ schema, rules: [context => ({ Field: node => { if (node.name.value === 'echo') context.reportError(new GraphQLError('No echo.')); } })] });
    expect(noEcho.prepare('{ echo }')).toMatchObject([{ message: 'No echo.' }]);
    expect(noEcho.prepare('{ person { id } }')).toMatchObject({ text: '{ person { id } }' });
  });
});

describe('a plan of a subscription', () => {
  const live = littleSchema(new Counts());
  const cache = new DocumentCache({ schema: live });
  const plan = (text: string) => prepared(cache, text).operation(null)!.plan();

  it('is the same wherever the subscription begins', () => {
    const ids = [
      'subscription Live($after: String) { events(after: $after) { cursor } }',
      'subscription Live($from: String = "x") { events(after: $from) { cursor, } }',
      'subscription Live { events(after: "literal") { cursor } }',
      'subscription Live { events { cursor } }',
    ].map(text => plan(text).id);
    expect(new Set(ids).size).toBe(1);
    expect(plan('subscription Live { events { at } }').id).not.toBe(ids[0]);
  });

  it('reads the cursor from variables, their defaults or the document', () => {
    const variable = plan('subscription ($after: String = "default", $bytes: Int!) { events(after: $after) { ... on CallChanged { call { padding(bytes: $bytes) } } } }');
    expect(variable.read({ after: 'given', bytes: 1, other: 2 })).toEqual({ after: 'given', lookingOn: false, variables: { bytes: 1 } });
    expect(variable.read({ bytes: 1 })).toEqual({ after: 'default', lookingOn: false, variables: { bytes: 1 } });
    expect(variable.read({ after: null, bytes: 1 })).toEqual({ after: null, lookingOn: false, variables: { bytes: 1 } });
    expect(variable.read({ after: 'given' })).toMatchObject({ errors: [{ message: expect.stringContaining('$bytes') }] });
    expect(plan('subscription { events(after: "here") { at } }').read({})).toEqual({ after: 'here', lookingOn: false, variables: {} });
    expect(plan('subscription { ...S } fragment S on Subscription { events(after: "deep") { at } }').read({})).toEqual({ after: 'deep', lookingOn: false, variables: {} });
  });

  it('keeps apart what a cursor\'s variable says elsewhere', () => {
    const twice = plan('subscription ($after: String) { events(after: $after) { ...on CallChanged { call { id @include(if: true) } } at @skip(if: false) } }');
    expect(twice.read({ after: 'x' })).toEqual({ after: 'x', lookingOn: false, variables: {} });
    const schemaWithNote = buildSchema('type Event { at: String note(text: String): String } type Query { a: Int } type Subscription { events(after: String, lookingOn: Boolean): Event! }');
    const shared = prepared(new DocumentCache({ schema: schemaWithNote }), 'subscription ($x: String) { events(after: $x) { note(text: $x) } }').operation(null)!.plan();
    expect(shared.read({ x: 'both' })).toEqual({ after: 'both', lookingOn: false, variables: { x: 'both' } });
    const onTheWall = prepared(new DocumentCache({ schema: schemaWithNote }), 'subscription ($wall: Boolean) { events(after: "x", lookingOn: $wall) { at } }').operation(null)!.plan();
    expect([onTheWall.read({ wall: true }), onTheWall.read({})]).toMatchObject([{ lookingOn: true }, { lookingOn: false }]);
  });

  it('depends on the viewer when any field of it does, also behind an interface', () => {
    expect(plan('subscription { events { ... on CallChanged { call { id } } } }').viewerDependent).toBe(false);
    expect(plan('subscription { events { ...F } } fragment F on CallChanged { call { d: draft } }').viewerDependent).toBe(true);
    const marked = buildSchema('interface Event { at: String mine: Boolean } type Rung implements Event { at: String mine: Boolean } type Query { a: Int } type Subscription { events: Event! }');
    (marked.getType('Rung') as GraphQLObjectType).getFields()['mine']!.extensions = { viewerDependent: true };
    const behind = (text: string) => prepared(new DocumentCache({ schema: marked }), text).operation(null)!.plan().viewerDependent;
    expect(behind('subscription { events { mine } }')).toBe(true);
    expect(behind('subscription { events { at } }')).toBe(false);
  });

  it('is refused when the field is selected conditionally', () => {
    const conditions = ['{ events @include(if: $x) { at } }', '{ ... @skip(if: $x) { events { at } } }', '{ ...S @skip(if: $x) } fragment S on Subscription { events { at } }'];
    for (const selection of conditions) {
      expect(cache.prepare(`subscription ($x: Boolean!) ${selection}`)).toMatchObject([{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }]);
      const never = selection.includes('skip') ? 'false' : 'true';
      expect(() => plan(`subscription ${selection.replace('$x', never)}`)).toThrow(expect.objectContaining({ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }));
    }
  });
});
