import {
  type DocumentNode, type FieldNode, type FragmentDefinitionNode, getNamedType, GraphQLError, type GraphQLCompositeType, type GraphQLSchema, isAbstractType, isCompositeType,
  isObjectType, isUnionType, Kind, type SelectionNode, type SelectionSetNode,
} from 'graphql';
import type { ApiScope } from '../identity/actor.ts';
import { fieldScopes } from './scopes.ts';

/** Whether one of the scopes opens the field; what is declared nowhere is closed. */
export function isOpenTo(type: string, field: string, scopes: ReadonlySet<ApiScope>): boolean {
  const openedBy = fieldScopes[type]?.[field] ?? [];
  return openedBy === 'ANY' || openedBy.some(scope => scopes.has(scope));
}

/** What of a valid document is closed to a key with these scopes; null when nothing is. Whatever a way leads to is looked at, so no edge leads past a scope. */
export function closedToKey(schema: GraphQLSchema, document: DocumentNode, scopes: ReadonlySet<ApiScope>): GraphQLError | null {
  const fragments = new Map(document.definitions.filter((definition): definition is FragmentDefinitionNode => definition.kind === Kind.FRAGMENT_DEFINITION).map(fragment => [fragment.name.value, fragment]));
  const looked = new Set<string>();

  // `given` is what the field that leads here can give: of an interface its types count that can be there, since asked for
  // through Node a row shows its id as well.
  const closedIn = ({ selections }: SelectionSetNode, parent: GraphQLCompositeType, given: GraphQLCompositeType): GraphQLError | null =>
    selections.reduce<GraphQLError | null>((closed, selection) => closed ?? closedAt(selection, parent, given), null);

  function closedAt(selection: SelectionNode, parent: GraphQLCompositeType, given: GraphQLCompositeType): GraphQLError | null {
    if (selection.kind === Kind.FIELD) return closedField(selection, parent, given);
    if (selection.kind === Kind.INLINE_FRAGMENT) return narrowed(selection.selectionSet, selection.typeCondition ? typeOf(selection.typeCondition.name.value) : parent, given);
    const fragment = fragments.get(selection.name.value)!;
    const place = `${fragment.name.value} ${given.name}`;
    if (looked.has(place)) return null;
    looked.add(place);
    return narrowed(fragment.selectionSet, typeOf(fragment.typeCondition.name.value), given);
  }

  function closedField(node: FieldNode, parent: GraphQLCompositeType, given: GraphQLCompositeType): GraphQLError | null {
    const field = node.name.value;
    // What the schema is may be asked by whoever has come in.
    if (field.startsWith('__') || isUnionType(parent)) return null;
    const shown = isObjectType(parent) ? [parent] : isAbstractType(given) ? schema.getPossibleTypes(given) : [given];
    if (!shown.some(type => isOpenTo(type.name, field, scopes)))
      return new GraphQLError(`This key may not ask for ${shown.length === 1 ? shown[0]!.name : parent.name}.${field}.`, { nodes: node, extensions: { code: 'FORBIDDEN' } });
    const type = getNamedType(parent.getFields()[field]!.type);
    // Who comes with a key is that key: what a document asks of people besides is asked of nobody.
    const below = parent === schema.getQueryType() && field === 'viewer' ? typeOf('ApiKey') : type;
    return node.selectionSet && isCompositeType(type) ? closedIn(node.selectionSet, type, below as GraphQLCompositeType) : null;
  }

  const typeOf = (name: string) => schema.getType(name) as GraphQLCompositeType;
  const narrowed = (selections: SelectionSetNode, type: GraphQLCompositeType, given: GraphQLCompositeType) =>
    isObjectType(type) && isObjectType(given) && type !== given ? null : closedIn(selections, type, isObjectType(type) ? type : given);

  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const root = schema.getRootType(definition.operation)!;
    const closed = closedIn(definition.selectionSet, root, root);
    if (closed) return closed;
  }
  return null;
}
