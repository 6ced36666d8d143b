import {
  type GraphQLArgument, type GraphQLNamedType, type GraphQLSchema, isEnumType, isInputObjectType, isInterfaceType, isObjectType, isSpecifiedScalarType,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { makeSchema } from './schema.ts';

const schema = await makeSchema();

/** Everything in the schema that people read, with what is said about it. */
function* described(of: GraphQLSchema): Generator<[place: string, description: string | null | undefined]> {
  // What the roots are, GraphQL says itself.
  const roots: unknown[] = [of.getQueryType(), of.getMutationType(), of.getSubscriptionType()];
  for (const type of Object.values(of.getTypeMap())) {
    if (type.name.startsWith('__') || isSpecifiedScalarType(type)) continue;
    if (!roots.includes(type)) yield [type.name, type.description];
    yield* parts(type);
  }
}

function* parts(type: GraphQLNamedType): Generator<[place: string, description: string | null | undefined]> {
  if (isEnumType(type)) for (const value of type.getValues()) yield [`${type.name}.${value.name}`, value.description];
  if (!isObjectType(type) && !isInterfaceType(type) && !isInputObjectType(type)) return;
  for (const field of Object.values(type.getFields())) {
    yield [`${type.name}.${field.name}`, field.description];
    for (const argument of 'args' in field ? (field.args as readonly GraphQLArgument[]) : []) yield [`${type.name}.${field.name}(${argument.name})`, argument.description];
  }
}

describe('the schema', () => {
  it('says of every type, field, argument, enum value, input field and union what it is', () => {
    const all = [...described(schema)];
    expect(all.filter(([, description]) => !description?.trim()).map(([place]) => place)).toEqual([]);
    expect(all.length).toBeGreaterThan(400);
  });

  it('says it in whole sentences', () => {
    const unfinished = [...described(schema)].filter(([, description]) => !/[.:…]$/.test(description?.trim() ?? ''));
    expect(unfinished.map(([place, description]) => `${place}: ${description}`)).toEqual([]);
  });
});
