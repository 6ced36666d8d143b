import { extendSchema, type GraphQLSchema, isObjectType, parse } from 'graphql';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Desk, openDesk } from '../test/desk.ts';
import { type StoredTable, TERMS } from './declaration.ts';
import { rootFields, shownData } from './shown-data.ts';
import { storedData } from './stored-data.ts';

let desk: Desk;
let owner: Client;
beforeAll(async () => {
  desk = await openDesk();
  owner = new Client(desk.address as object);
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await desk.close();
});

/** What is in one of the lists alone. */
const compare = (there: string[], declared: string[]) => ({
  undeclared: there.filter(place => !declared.includes(place)),
  gone: declared.filter(place => !there.includes(place)),
});
const places = (declared: Record<string, object>) => Object.entries(declared).flatMap(([around, parts]) => Object.keys(parts).map(part => `${around}.${part}`));

async function columns(): Promise<string[]> {
  const { rows } = await owner.query<{ place: string }>(
    `select c.relname || '.' || a.attname as place from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm') and a.attnum > 0 and not a.attisdropped`,
  );
  return rows.map(({ place }) => place);
}

const fields = (schema: GraphQLSchema): string[] =>
  Object.values(schema.getTypeMap()).flatMap(type => (isObjectType(type) && !type.name.startsWith('__') ? Object.keys(type.getFields()).map(field => `${type.name}.${field}`) : []));

/** What is wrong with how long the tables are said to be kept. */
async function misdated(stored: Record<string, StoredTable>): Promise<string[]> {
  const times = (await owner.query<{ place: string }>(
    `select c.relname || '.' || a.attname as place from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.atttypid in ('timestamptz'::regtype, 'date'::regtype) and not a.attisdropped`,
  )).rows.map(({ place }) => place);
  const follows = (await owner.query<{ edge: string }>(
    `with recursive follows as (
       select conrelid as child, confrelid as parent from pg_constraint where contype = 'f' and confdeltype = 'c'
       union select f.child, k.confrelid from follows f join pg_constraint k on k.conrelid = f.parent and k.contype = 'f' and k.confdeltype = 'c')
     select child::regclass || ' follows ' || parent::regclass as edge from follows`,
  )).rows.map(({ edge }) => edge);
  return Object.entries(stored).flatMap(([table, { kept, since }]) => {
    if ((TERMS[kept].from === 'SINCE') !== (since !== undefined)) return [`${table}: ${kept} ${since ? 'does not count' : 'counts'} from a time`];
    if (!since) return [];
    const [column, parent] = since.split('.').toReversed() as [string, string | undefined];
    if (!times.includes(`${parent ?? table}.${column}`)) return [`${table}: ${since} is no time`];
    return parent && !follows.includes(`${table} follows ${parent}`) ? [`${table} is not deleted with its ${parent}`] : [];
  });
}

/** Columns in which a caller can stand, by kind and type, and of which nobody has said what they know of one. */
async function silentAboutCallers(stored: Record<string, StoredTable>): Promise<string[]> {
  const { rows } = await owner.query<{ table: string; column: string; type: string }>(
    `select c.relname as table, a.attname as column, a.atttypid::regtype::text as type from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and not a.attisdropped and a.attnum > 0
       and a.atttypid::regtype::text in ('text', 'jsonb', 'bytea', 'tsvector', 'e164') order by 1, 2`,
  );
  return rows.flatMap(({ table, column, type }) => {
    const part = stored[table]?.columns[column];
    const { is, caller } = typeof part === 'object' ? part : { is: part, caller: undefined };
    return (type === 'e164' || ['CALLER', 'CALL_CONTENT', 'ADDRESS_BOOK', 'CORRESPONDENCE', 'KNOWLEDGE', 'TASK'].includes(is ?? '')) && !caller ? [`${table}.${column}`] : [];
  });
}

const storedPlaces = places(Object.fromEntries(Object.entries(storedData).map(([table, { columns }]) => [table, columns])));
const shownPlaces = [...places(Object.fromEntries(Object.entries(shownData).map(([type, { fields }]) => [type, fields]))), ...places(rootFields)];

describe('what is stored', () => {
  it('is declared column by column, and nothing is declared that is not there', async () => {
    expect(compare(await columns(), storedPlaces)).toEqual({ undeclared: [], gone: [] });
  });

  it('is missed by name when it is new, and when it is gone', async () => {
    await owner.query('begin');
    await owner.query('alter table line add column mood text');
    await owner.query('alter table line rename column label to purpose');
    await owner.query('create table diary (secret text)');
    expect(compare(await columns(), storedPlaces)).toEqual({ undeclared: expect.arrayContaining(['line.mood', 'line.purpose', 'diary.secret']), gone: ['line.label'] });
    await owner.query('rollback');
  });

  it('is kept for a term that counts from a time which is there', async () => {
    expect(await misdated(storedData)).toEqual([]);
  });

  it('says what each column knows of a caller in which one can stand', async () => {
    expect(await silentAboutCallers(storedData)).toEqual([]);
  });

  it('is missed when nobody has said that of a new column', async () => {
    const { call_note: { columns, ...note }, line } = storedData as Record<'call_note' | 'line', StoredTable>;
    expect(await silentAboutCallers({ ...storedData, call_note: { ...note, columns: { ...columns, concern: 'CALL_CONTENT' } }, line: { ...line, columns: { ...line.columns, number: 'CONTRACT' } } })).toEqual(['call_note.concern', 'line.number']);
  });

  it('is missed when its term counts from nothing, and when it would stay behind', async () => {
    const { call, line, attempt, session } = storedData as Record<'call' | 'line' | 'attempt' | 'session', StoredTable>;
    const { since: _, ...timeless } = call;
    expect(await misdated({ call: timeless, line: { ...line, since: 'number' }, attempt: { ...attempt, since: 'line.number' }, session: { ...session, since: 'call.received_at' } })).toEqual([
      'call: CALL_HISTORY counts from a time', 'line: CONTRACT does not count from a time', 'attempt: line.number is no time', 'session is not deleted with its call',
    ]);
  });
});

describe('what is shown', () => {
  it('is declared field by field, and nothing is declared that is not there', () => {
    expect(compare(fields(desk.schema), shownPlaces)).toEqual({ undeclared: [], gone: [] });
  });

  it('is missed by name when it is new', () => {
    const grown = extendSchema(desk.schema, parse('extend type Call { mood: String } type Diary { secret: String } extend type Query { diary: Diary }'));
    expect(compare(fields(grown), shownPlaces)).toEqual({ undeclared: expect.arrayContaining(['Call.mood', 'Diary.secret', 'Query.diary']), gone: [] });
  });
});
