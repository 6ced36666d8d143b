import { Kind, type DocumentNode, type FragmentDefinitionNode, type SelectionSetNode, type ValueNode } from 'graphql';

/** How large a document is once its fragments stand where they are used. */
export interface DocumentShape {
  /** Levels of fields, or of values, below one another. */
  depth: number;
  fields: number;
  /** How often one selection asks for the same name; comparing them is what makes validation slow. */
  repeats: number;
  /** The most fields at the root of a query or subscription. */
  queryFields: number;
  /** The most acts in one mutation. */
  acts: number;
  definitions: number;
}

interface Part { depth: number; fields: number; repeats: number; rootFields: number }

/**
 * Measures a document before it is validated: it may be anything that parses. Every fragment is measured once, so the time
 * is that of reading the document, however often its fragments multiply.
 */
export function shapeOf(document: DocumentNode): DocumentShape {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  const measured = new Map<string, Part | 'UNDER_WAY'>();

  const partOf = (set: SelectionSetNode, names = new Map<string, number>()): Part => {
    const part: Part = { depth: 0, fields: 0, repeats: 0, rootFields: 0 };
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        const name = selection.alias?.value ?? selection.name.value;
        const times = (names.get(name) ?? 0) + 1;
        names.set(name, times);
        const below = selection.selectionSet ? partOf(selection.selectionSet) : undefined;
        part.fields += 1 + (below?.fields ?? 0);
        part.depth = Math.max(part.depth, 1 + (below?.depth ?? 0), ...(selection.arguments ?? []).map(({ value }) => depthOf(value)));
        part.repeats = Math.max(part.repeats, times, below?.repeats ?? 0);
        part.rootFields++;
      } else {
        const inside = selection.kind === Kind.INLINE_FRAGMENT ? partOf(selection.selectionSet, names) : fragment(selection.name.value);
        part.fields += inside.fields;
        part.depth = Math.max(part.depth, inside.depth);
        part.repeats = Math.max(part.repeats, inside.repeats);
        part.rootFields += inside.rootFields;
      }
    }
    return part;
  };
  const fragment = (name: string): Part => {
    const known = measured.get(name);
    const definition = fragments.get(name);
    // A fragment that is missing or contains itself is for validation to refuse.
    if (known === 'UNDER_WAY' || (!known && !definition)) return { depth: 0, fields: 0, repeats: 0, rootFields: 0 };
    if (known) return known;
    measured.set(name, 'UNDER_WAY');
    const part = partOf(definition!.selectionSet);
    measured.set(name, part);
    return part;
  };

  const shape: DocumentShape = { depth: 0, fields: 0, repeats: 0, queryFields: 0, acts: 0, definitions: document.definitions.length };
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION && definition.kind !== Kind.FRAGMENT_DEFINITION) continue;
    const part = definition.kind === Kind.FRAGMENT_DEFINITION ? fragment(definition.name.value) : partOf(definition.selectionSet);
    const defaults = definition.variableDefinitions?.map(({ defaultValue }) => (defaultValue ? depthOf(defaultValue) : 0)) ?? [];
    shape.depth = Math.max(shape.depth, part.depth, ...defaults);
    shape.repeats = Math.max(shape.repeats, part.repeats);
    shape.fields = Math.max(shape.fields, part.fields);
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    if (definition.operation === 'mutation') shape.acts = Math.max(shape.acts, part.rootFields);
    else shape.queryFields = Math.max(shape.queryFields, part.rootFields);
  }
  return shape;
}

function depthOf(value: ValueNode): number {
  if (value.kind === Kind.LIST) return 1 + Math.max(0, ...value.values.map(depthOf));
  if (value.kind === Kind.OBJECT) return 1 + Math.max(0, ...value.fields.map(field => depthOf(field.value)));
  return 0;
}
