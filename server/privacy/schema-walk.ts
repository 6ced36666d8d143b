import {
  type GraphQLInputType, type GraphQLNamedOutputType, type GraphQLObjectType, type GraphQLSchema, getNamedType, isAbstractType, isEnumType, isInputObjectType,
  isLeafType, isListType, isNonNullType, isObjectType, isRequiredArgument, isRequiredInputField,
} from 'graphql';
import { type Audience, AUDIENCES, declarationOf, type Viewer } from './declaration.ts';
import { rootFields, shownData } from './shown-data.ts';

/** Whether some of these viewers may see what is declared for the audience. */
export const mayReach = (viewer: Viewer, audience: Audience): boolean => (AUDIENCES[audience].viewers as readonly Viewer[]).includes(viewer);

/** Who sees a field of an object type; undefined when it is not declared. */
export function audienceOf(type: string, field: string): Audience | undefined {
  const declared = shownData[type];
  const part = declared?.fields[field];
  return declared && part && declarationOf(declared, part).seenBy;
}

/** The arguments that a root field or field must be given, as GraphQL text; `known` has the values of those that name something, by name. */
export function argumentsOf(parent: GraphQLObjectType, fieldName: string, known: Record<string, string>): string {
  const given = parent.getFields()[fieldName]!.args.filter(isRequiredArgument).map(({ name, type }) => `${name}: ${valueOf(type, name, known)}`);
  return given.length ? `(${given.join(', ')})` : '';
}

function valueOf(type: GraphQLInputType, name: string, known: Record<string, string>): string {
  if (isNonNullType(type)) return valueOf(type.ofType, name, known);
  if (isListType(type)) return `[${valueOf(type.ofType, name, known)}]`;
  if (known[name] !== undefined) return JSON.stringify(known[name]);
  if (isEnumType(type)) return type.getValues()[0]!.name;
  if (isInputObjectType(type)) return `{ ${Object.values(type.getFields()).filter(isRequiredInputField).map(field => `${field.name}: ${valueOf(field.type, field.name, known)}`).join(', ')} }`;
  switch (getNamedType(type).name) {
    case 'String': return '"x"';
    case 'Int': return '1';
    case 'Boolean': return 'true';
    case 'DateTime': return '"2026-06-15T09:00:00Z"';
    case 'LocalDate': return '"2026-06-15"';
    case 'LocalTime': return '"09:00"';
    // An id that leads nowhere would look like one that is refused.
    default: throw new Error(`nobody has said what to give for the argument ${name}: ${String(type)}`);
  }
}

/** What of a type is selected: everything that the viewer may see, or on the way there one field alone that they may not. */
export interface Wish {
  viewer: Viewer;
  only?: { type: string; field: string };
  /** Whether a field is asked for that the viewer's kind may see: a key has its scopes, a person their right. Every one if nothing is said. */
  isOpen?(type: string, field: string): boolean;
  /** How often a type may stand on the way from the root to a field, twice if nothing is said; the last time it shows its leaves alone. */
  rounds?: number;
}

/**
 * A selection of all that is wished for below a type. Each field is named after its type and itself, so that an answer
 * says where each value comes from. Fields that the viewer may not see are left out: one error would hide what is around it.
 */
export function selectionOf(schema: GraphQLSchema, type: GraphQLNamedOutputType, wish: Wish, way: readonly string[] = []): string {
  if (isAbstractType(type)) {
    const members = schema.getPossibleTypes(type).map(member => [member.name, selectionOf(schema, member, wish, way)] as const).filter(([, selection]) => selection);
    return members.length ? `{ __typename ${members.map(([name, selection]) => `... on ${name} ${selection}`).join(' ')} }` : '';
  }
  if (!isObjectType(type)) throw new Error(`${type.name} has no fields`);
  const isLastRound = way.filter(name => name === type.name).length + 1 >= (wish.rounds ?? 2);
  const selected = Object.values(type.getFields()).flatMap(field => {
    const { only } = wish;
    const isOnly = only?.type === type.name && only.field === field.name;
    const audience = audienceOf(type.name, field.name);
    if (!isOnly && !(audience && mayReach(wish.viewer, audience) && (wish.isOpen?.(type.name, field.name) ?? true))) return [];
    const inner = getNamedType(field.type);
    const alias = `${type.name}__${field.name}: ${field.name}`;
    if (isLeafType(inner)) return only && !isOnly ? [] : [alias];
    if (isOnly) return [`${alias} { __typename }`];
    const below = isLastRound ? '' : selectionOf(schema, inner, wish, [...way, type.name]);
    return below ? [`${alias} ${below}`] : [];
  });
  return selected.length ? `{ __typename ${selected.join(' ')} }` : '';
}

/** A query for all that is wished for behind one field of Query; null when nothing of it is there. */
export function queryFor(schema: GraphQLSchema, fieldName: string, wish: Wish, known: Record<string, string>): string | null {
  const query = schema.getQueryType()!;
  const type = getNamedType(query.getFields()[fieldName]!.type);
  if (isLeafType(type)) return wish.only ? null : `{ ${fieldName}${argumentsOf(query, fieldName, known)} }`;
  const selection = selectionOf(schema, type, wish);
  return selection && `{ ${fieldName}${argumentsOf(query, fieldName, known)} ${selection} }`;
}

/** Edges of their own customer that people follow who manage there; others of the customer are refused. */
export const MANAGED = ['Customer.auditLog'];

/** What is asked for by somebody who manages nothing. */
export const unmanaged = (type: string, field: string): boolean => !MANAGED.includes(`${type}.${field}`);

// Behind a customer of others they are refused, and take that customer out of the answer.
const REFUSED_TO_OTHERS = [...MANAGED, 'Customer.actings', 'Customer.people'];

/** What is asked for so that nothing refused hides the row around it. */
export const unrefused = (type: string, field: string): boolean => !REFUSED_TO_OTHERS.includes(`${type}.${field}`);

/** The fields of Query through which the viewer gets. */
export const queriesOf = (viewer: Viewer): string[] => Object.entries(rootFields.Query).filter(([, { reachedBy }]) => mayReach(viewer, reachedBy)).map(([name]) => name);

/** A text of an answer, and the field that showed it. */
export interface ShownText {
  field: string;
  text: string;
}

/** Every text of an answer to a selection as above. What is wrapped up in a cursor counts as well. */
export function textsOf(answer: unknown, field = ''): ShownText[] {
  if (typeof answer === 'string') return [{ field, text: answer }, ...(/cursor$/i.test(field) ? [{ field, text: Buffer.from(answer, 'base64url').toString() }] : [])];
  if (Array.isArray(answer)) return answer.flatMap(item => textsOf(item, field));
  if (answer === null || typeof answer !== 'object') return [];
  return Object.entries(answer).flatMap(([name, value]) => (name === '__typename' ? [] : textsOf(value, name.replace('__', '.'))));
}
