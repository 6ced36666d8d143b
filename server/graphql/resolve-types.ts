import { type GraphQLSchema, isAbstractType } from 'graphql';
import { getMetadataStorage } from 'type-graphql';

/**
 * Lets every union and interface tell its members apart at once: by `__typename`, which rows carry, or by their class.
 * type-graphql's own way is asynchronous, which compiled operations cannot wait for.
 */
export function resolveTypesAtOnce(schema: GraphQLSchema): GraphQLSchema {
  const nameOfClass = new Map<unknown, string>(getMetadataStorage().objectTypes.map(({ target, name }) => [target, name]));
  const nameOf = (value: { __typename?: string }) => value.__typename ?? nameOfClass.get(value.constructor);
  for (const type of Object.values(schema.getTypeMap())) if (isAbstractType(type)) type.resolveType = nameOf;
  return schema;
}
