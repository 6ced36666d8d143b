import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { statement } from './database/sql.ts';
import { entities } from './orm.ts';
import { freshDatabase } from './test/database.ts';

const COLUMNS = statement<{ column: string; type: string; nullable: boolean; isKey: boolean; isFilled: boolean }>(
  'orm-columns',
  `select a.attname as column, coalesce(nullif(t.typbasetype, 0), t.oid)::regtype::text as type, not a.attnotnull as nullable,
     a.atthasdef or a.attidentity <> '' as "isFilled",
     exists (select from pg_constraint k where k.conrelid = a.attrelid and k.contype = 'p' and a.attnum = any(k.conkey)) as "isKey"
   from pg_attribute a join pg_type t on t.oid = a.atttypid
   where a.attrelid = to_regclass('public.' || quote_ident($1)) and a.attnum > 0 and not a.attisdropped order by a.attname`,
);

/** What we call in the database what MikroORM would have called otherwise, had it made the tables. */
const OUR_TYPES: Record<string, string> = { varchar: 'text', timestamptz: 'timestamp with time zone', int: 'integer' };

let database: Awaited<ReturnType<typeof freshDatabase>>;
beforeAll(async () => { database = await freshDatabase(); });
afterAll(() => database.close());

/** The table of an entity with its properties, as MikroORM has understood them. */
function understood(entity: (typeof entities)[number]) {
  const { tableName, props } = database.orm.getMetadata().get(entity as never);
  return { tableName, props };
}

describe.each(entities.map(entity => [entity.name, entity] as const))('%s', (_, entity) => {
  it('agrees with its table: each property has a column that takes and gives the same', async () => {
    const { tableName, props } = understood(entity);
    const columns = new Map((await database.sql.query(COLUMNS, [tableName])).map(column => [column.column, column]));
    expect(columns.size, `the table ${tableName}`).toBeGreaterThan(0);
    for (const { fieldNames: [name = ''], nullable = false, primary: isKey = false, columnTypes: [wanted = ''] } of props) {
      const plain = wanted.replace(/\(.*/, '');
      expect(columns.get(name)).toMatchObject({ column: name, nullable, isKey, type: OUR_TYPES[plain] ?? plain });
    }
  });

  it('leaves out no column that has to be filled', async () => {
    const { tableName, props } = understood(entity);
    const filled = props.flatMap(({ fieldNames }) => fieldNames);
    const left = (await database.sql.query(COLUMNS, [tableName])).filter(({ column, nullable, isFilled }) => !nullable && !isFilled && !filled.includes(column));
    expect(left.map(({ column }) => column)).toEqual([]);
  });
});
