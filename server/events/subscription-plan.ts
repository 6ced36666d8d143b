import { createHash } from 'node:crypto';
import {
  getArgumentValues, getVariableValues, GraphQLError, isAbstractType, isInterfaceType, isObjectType, Kind, print, separateOperations, TypeInfo, visit,
  visitWithTypeInfo, type DocumentNode, type FieldNode, type GraphQLField, type GraphQLSchema, type OperationDefinitionNode,
} from 'graphql';

/** The one field of the Subscription type. */
export const FEED_FIELD = 'events';
const CURSOR_ARGUMENT = 'after';
const LOOKING_ON_ARGUMENT = 'lookingOn';

/** What a subscription asks of each event, apart from where it begins. */
export interface SubscriptionPlan {
  /** The same for all documents that ask the same of an event, whatever they say about cursors and white space. */
  id: string;
  /** The operation and its fragments without the cursor. */
  document: DocumentNode;
  /** Whether the answer differs between people of the same audience. */
  viewerDependent: boolean;
  /** The cursor that the variables name, whether one only looks on, and the variables that are left; or what is wrong with the variables. */
  read(variables: Readonly<Record<string, unknown>>): { after: string | null; lookingOn: boolean; variables: Record<string, unknown> } | { errors: readonly GraphQLError[] };
}

const refused = (message: string, nodes: readonly FieldNode[] = []) =>
  new GraphQLError(message, { nodes, extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } });

/** Takes a valid subscription apart. Throws for one that selects its field conditionally. */
export function planSubscription(schema: GraphQLSchema, whole: DocumentNode, operation: OperationDefinitionNode): SubscriptionPlan {
  const root = schema.getSubscriptionType()!;
  const separated = separateOperations(whole)[operation.name?.value ?? '']!;
  const rootFields: FieldNode[] = [];
  const cursorVariables = new Set<string>();
  let conditional = false;
  let viewerDependent = false;

  const info = new TypeInfo(schema);
  const stripped: DocumentNode = visit(separated, visitWithTypeInfo(info, {
    enter(node) {
      if (node.kind === Kind.FIELD || node.kind === Kind.INLINE_FRAGMENT || node.kind === Kind.FRAGMENT_SPREAD) {
        const atRoot = info.getParentType() === root;
        if (atRoot && node.directives?.some(({ name }) => name.value === 'skip' || name.value === 'include')) conditional = true;
        if (node.kind === Kind.FIELD) {
          if (atRoot) rootFields.push(node);
          viewerDependent ||= dependsOnViewer(schema, info, node.name.value);
        }
      }
      return undefined;
    },
    Argument(node) {
      if (node.name.value !== CURSOR_ARGUMENT || info.getParentType() !== root) return undefined;
      visit(node, { Variable: ({ name }) => void cursorVariables.add(name.value) });
      return null;
    },
  }));
  const field = rootFields[0];
  if (conditional || !field) throw refused('A subscription cannot select its field conditionally.', rootFields);

  // A variable that feeds something else as well still tells answers apart.
  visit(stripped, {
    VariableDefinition: () => false,
    Variable: ({ name }) => void cursorVariables.delete(name.value),
  });
  const document: DocumentNode = visit(stripped, {
    VariableDefinition: ({ variable }) => (cursorVariables.has(variable.name.value) ? null : false),
  });
  const definition: GraphQLField<unknown, unknown> = root.getFields()[field.name.value]!;
  const definitions = operation.variableDefinitions ?? [];
  const kept = definitions.map(({ variable }) => variable.name.value).filter(name => !cursorVariables.has(name)).sort();

  return {
    id: createHash('sha256').update(print(document)).digest('base64url'),
    document,
    viewerDependent,
    read(given) {
      const read = getVariableValues(schema, definitions, given);
      if (read.errors) return { errors: read.errors };
      const { [CURSOR_ARGUMENT]: after, [LOOKING_ON_ARGUMENT]: lookingOn } = getArgumentValues(definition, field, read.coerced);
      const variables: Record<string, unknown> = {};
      for (const name of kept) if (given[name] !== undefined) variables[name] = given[name];
      return { after: typeof after === 'string' ? after : null, lookingOn: lookingOn === true, variables };
    },
  };
}

function dependsOnViewer(schema: GraphQLSchema, info: TypeInfo, fieldName: string): boolean {
  const marked = (thing: { extensions: Readonly<Record<string, unknown>> } | null | undefined) => thing?.extensions['viewerDependent'] === true;
  const type = info.getParentType();
  if (!type) return false;
  if (marked(type) || marked(info.getFieldDef())) return true;
  if (!isAbstractType(type)) return false;
  // The mark of an object's field counts for those who ask through its interface.
  const wearers = isInterfaceType(type) ? [...schema.getImplementations(type).objects, ...schema.getImplementations(type).interfaces] : schema.getPossibleTypes(type);
  return wearers.some(wearer => marked(wearer) || ((isObjectType(wearer) || isInterfaceType(wearer)) && marked(wearer.getFields()[fieldName])));
}
