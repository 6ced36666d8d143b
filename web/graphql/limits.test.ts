import { readFileSync } from 'node:fs';
import path from 'node:path';
import { buildSchema, getIntrospectionQuery, Kind, parse, print, type DocumentNode } from 'graphql';
import { describe, expect, test } from 'vitest';
import { shapeOf } from '../../server/limits/document-shape.ts';
import { LIMITS } from '../../server/limits/limits.ts';
import { costOf } from '../../server/limits/operation-cost.ts';
import * as generated from './generated/graphql.ts';

const schema = buildSchema(readFileSync(path.resolve('schema.graphql'), 'utf8'));
const documents = Object.entries(generated as unknown as Record<string, DocumentNode>).filter(([, document]) => document?.definitions?.some(({ kind }) => kind === Kind.OPERATION_DEFINITION));

/** How much of each limit a document uses, with the longest pages that the pages of the product ask for. */
function shares(text: string) {
  const document = parse(text);
  const { definitions, depth, fields, repeats, queryFields, acts } = shapeOf(document);
  const costs = document.definitions.filter(definition => definition.kind === Kind.OPERATION_DEFINITION).map(operation => costOf(schema, document, operation)({ first: 200, after: null }));
  return {
    definitions: definitions / LIMITS.document.definitions, depth: depth / LIMITS.document.depth, fields: fields / LIMITS.document.fields, repeats: repeats / LIMITS.document.repeats,
    queryFields: queryFields / LIMITS.document.queryFields, acts: acts / LIMITS.document.acts, cost: Math.max(...costs) / LIMITS.document.cost,
    characters: text.length / LIMITS.document.characters, tokens: ((document as unknown as { tokenCount: number }).tokenCount ?? 0) / LIMITS.document.tokens,
  };
}

describe('the limits of documents', () => {
  test('leave room for three times what any page of the product asks', () => {
    expect(documents.length).toBeGreaterThan(50);
    const near = documents.flatMap(([name, document]) => Object.entries(shares(print(document))).filter(([, share]) => share > 1 / 3).map(([limit, share]) => `${name}: ${limit} ${share.toFixed(2)}`));
    expect(near).toEqual([]);
  });

  test('let the explorer ask what the schema is', () => {
    const most = { schemaDescription: true, specifiedByUrl: true, directiveIsRepeatable: true, inputValueDeprecation: true };
    expect(Object.entries(shares(getIntrospectionQuery(most))).filter(([, share]) => share > 3 / 4)).toEqual([]);
  });
});
