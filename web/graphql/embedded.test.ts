import { readFileSync } from 'node:fs';
import { buildSchema, isObjectType } from 'graphql';
import { expect, test } from 'vitest';

test('of the types that live inside others, those without an id are known apart, since only the others are named in the product', () => {
  const source = readFileSync('web/graphql/cache.ts', 'utf8');
  const listed = (name: string) => [...(new RegExp(`const ${name} = [^;]*;`).exec(source)?.[0] ?? '').replaceAll(/\/\/.*/g, '').matchAll(/'(\w+)'/g)].map(([, type]) => type!);
  const schema = buildSchema(readFileSync('schema.graphql', 'utf8'));
  const hasId = (name: string) => { const type = schema.getType(name); return isObjectType(type) && 'id' in type.getFields(); };
  expect(listed('WITHOUT_ID').length).toBeGreaterThan(100);
  expect(listed('WITHOUT_ID').filter(hasId)).toEqual([]);
  expect(listed('EMBEDDED').filter(name => !hasId(name))).toEqual([]);
});
