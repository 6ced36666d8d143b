import { type DocumentNode, GraphQLError, type GraphQLSchema, isInterfaceType, TypeInfo, visit, visitWithTypeInfo } from 'graphql';
import type { ApiScope } from '../identity/actor.ts';
import { type OpenedBy, rootScopes, typeScopes, writtenScopes } from './scopes.ts';

const opens = (openedBy: OpenedBy | undefined, scopes: ReadonlySet<ApiScope>): boolean => openedBy === 'ANY' || (openedBy?.some(scope => scopes.has(scope)) ?? false);

/** What of a valid document is closed to a key with these scopes; null when nothing is. Whatever a way leads to is looked at, so no edge leads past a scope. */
export function closedToKey(schema: GraphQLSchema, document: DocumentNode, scopes: ReadonlySet<ApiScope>): GraphQLError | null {
  const types = new TypeInfo(schema);
  let closed: GraphQLError | null = null;
  visit(document, visitWithTypeInfo(types, {
    Field(node) {
      const parent = types.getParentType();
      const field = node.name.value;
      // What the schema is may be asked by whoever has come in; an interface shows what its types do, and the way there was looked at.
      if (closed || !parent || field.startsWith('__') || parent.name.startsWith('__') || isInterfaceType(parent)) return;
      const root = rootScopes[parent.name];
      const isOpen = root || parent.name === 'Subscription' ? opens(root?.[field], scopes) : opens(typeScopes[parent.name], scopes) || opens(writtenScopes[`${parent.name}.${field}`], scopes);
      if (!isOpen) closed = new GraphQLError(`This key may not ask for ${parent.name}.${field}.`, { nodes: node, extensions: { code: 'FORBIDDEN' } });
    },
  }));
  return closed;
}
