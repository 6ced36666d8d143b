import {
  getNamedType, getNullableType, isInterfaceType, isListType, isObjectType, Kind, SchemaMetaFieldDef, TypeMetaFieldDef,
  type DocumentNode, type FieldNode, type FragmentDefinitionNode, type GraphQLField, type GraphQLNamedType, type GraphQLSchema, type OperationDefinitionNode, type SelectionSetNode,
} from 'graphql';
import { LIST_SIZES, USUAL_LIST_SIZE } from './list-sizes.ts';

/** How many there are of something: so many, or what a variable says. */
type Size = number | { variable: string; otherwise: number };

interface Part { size: Size; below: Part[] }

/** What an operation costs with these variables. */
export type Cost = (variables: Readonly<Record<string, unknown>>) => number;

/** The argument that says how long a page is. */
const PAGE_ARGUMENT = 'first';
/** What the schema says of itself is at hand: no value of it costs as much as one of the database. */
const INTROSPECTION = [SchemaMetaFieldDef, TypeMetaFieldDef];
const INTROSPECTION_SHARE = 0.2;

/**
 * Works out the cost of an operation: how many values the answer holds at most, every page being full. Lists without pages
 * count as `LIST_SIZES` says. Takes a valid document whose fields, with the fragments put in, have been found few enough.
 */
export function costOf(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode): Cost {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  const defaults = new Map((operation.variableDefinitions ?? []).map(({ variable, defaultValue }) => [variable.name.value, defaultValue?.kind === Kind.INT ? Number(defaultValue.value) : undefined]));

  const partsOf = (set: SelectionSetNode, type: GraphQLNamedType, page: Size | null, into: Part[]): Part[] => {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        const field = fieldOf(schema, type, selection.name.value);
        into.push(field ? partOf(selection, field, type, page) : { size: 1, below: [] });
      } else {
        const inside = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value)!;
        const inner = inside.typeCondition ? schema.getType(inside.typeCondition.name.value)! : type;
        partsOf(inside.selectionSet, inner, page, into);
      }
    }
    return into;
  };

  const partOf = (node: FieldNode, field: GraphQLField<unknown, unknown>, parent: GraphQLNamedType, page: Size | null): Part => {
    const own = pageOf(node, field);
    const isList = isListType(getNullableType(field.type));
    const size = isList ? (own ?? page ?? LIST_SIZES[`${parent.name}.${field.name}`] ?? USUAL_LIST_SIZE) : INTROSPECTION.includes(field) ? INTROSPECTION_SHARE : 1;
    // A connection hands the length of its page to the lists in it.
    return { size, below: node.selectionSet ? partsOf(node.selectionSet, getNamedType(field.type), isList ? null : own, []) : [] };
  };

  const pageOf = (node: FieldNode, field: GraphQLField<unknown, unknown>): Size | null => {
    const argument = field.args.find(({ name }) => name === PAGE_ARGUMENT);
    if (!argument) return null;
    const otherwise = typeof argument.defaultValue === 'number' ? argument.defaultValue : USUAL_LIST_SIZE;
    const given = node.arguments?.find(({ name }) => name.value === PAGE_ARGUMENT)?.value;
    if (given?.kind === Kind.INT) return atLeastOne(Number(given.value));
    if (given?.kind === Kind.VARIABLE) return { variable: given.name.value, otherwise: defaults.get(given.name.value) ?? otherwise };
    return otherwise;
  };

  const parts = partsOf(operation.selectionSet, schema.getRootType(operation.operation)!, null, []);
  const isFixed = (all: readonly Part[]): boolean => all.every(({ size, below }) => typeof size === 'number' && isFixed(below));
  if (!isFixed(parts)) return variables => sum(parts, variables);
  const cost = sum(parts, {});
  return () => cost;
}

// What is no length of a page is refused by whoever reads it; until then it must not make anything cheaper.
const atLeastOne = (length: number): number => Math.max(1, length);

function sum(parts: readonly Part[], variables: Readonly<Record<string, unknown>>): number {
  let cost = 0;
  for (const { size, below } of parts) cost += timesOf(size, variables) * (1 + sum(below, variables));
  return cost;
}

function timesOf(size: Size, variables: Readonly<Record<string, unknown>>): number {
  if (typeof size === 'number') return size;
  const given = variables[size.variable];
  return atLeastOne(typeof given === 'number' ? given : size.otherwise);
}

/** The field, also of those that every type or every root has. */
function fieldOf(schema: GraphQLSchema, type: GraphQLNamedType, name: string): GraphQLField<unknown, unknown> | undefined {
  const declared = isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
  return declared ?? (type === schema.getQueryType() ? INTROSPECTION.find(field => field.name === name) : undefined);
}
