import {
  BREAK, execute, getOperationAST, GraphQLError, MaxIntrospectionDepthRule, OperationTypeNode, parse, specifiedRules, validate, visit,
  type DirectiveNode, type DocumentNode, type ExecutionResult, type FieldNode, type GraphQLSchema, type OperationDefinitionNode, type ValidationRule,
} from 'graphql';
import { compileQuery, isCompiledQuery, type CompiledQuery } from 'graphql-jit';
import { tooDeep, tooLarge, tooLong, tooManyTokens } from '../limits/document-limits.ts';
import { LIMITS, type DocumentLimits } from '../limits/limits.ts';
import { costOf, type Cost } from '../limits/operation-cost.ts';
import { guardCompiledQueries } from './jit-guard.ts';
import { planSubscription, type SubscriptionPlan } from './subscription-plan.ts';

type Run = (root: unknown, context: unknown, variables: Readonly<Record<string, unknown>>) => ExecutionResult | Promise<ExecutionResult>;

/** One operation of a valid document. */
export interface PreparedOperation {
  kind: OperationTypeNode;
  /** How many values its answer holds at most. */
  cost: Cost;
  /** Runs a query or mutation. */
  run: Run;
  /** The plan of a subscription. Throws a GraphQLError when it cannot be served. */
  plan(): SubscriptionPlan & { run: Run };
}

/** A document that was parsed and found valid. */
export interface PreparedDocument {
  text: string;
  document: DocumentNode;
  /** Whether it asks what the schema is. */
  introspects: boolean;
  /** The operation of that name, or the only one when no name is given. */
  operation(name: string | null | undefined): PreparedOperation | undefined;
}

export interface DocumentCacheOptions {
  schema: GraphQLSchema;
  /** Rules on top of the specification's. */
  rules?: readonly ValidationRule[];
  /** How large a document may be, where that is not as `LIMITS` says. */
  limits?: DocumentLimits;
  /** Most documents kept; default 1,000. */
  documents?: number;
  /** Most characters of documents kept; default 1,000,000. */
  characters?: number;
}

/** Parses, validates and compiles a document once for everybody who sends the same text. What was used longest ago is dropped first. */
export class DocumentCache {
  private readonly kept = new Map<string, PreparedDocument>();
  private characters = 0;
  private readonly options: Required<DocumentCacheOptions>;

  constructor(options: DocumentCacheOptions) {
    guardCompiledQueries();
    this.options = { rules: [], limits: LIMITS.document, documents: 1000, characters: 1_000_000, ...options };
  }

  /** How many documents are kept. */
  get size(): number {
    return this.kept.size;
  }

  /** The document, or why it is none. What would take long is refused before it is validated. */
  prepare(text: string, keep = true): PreparedDocument | readonly GraphQLError[] {
    const known = this.kept.get(text);
    if (known) {
      this.kept.delete(text);
      this.kept.set(text, known);
      return known;
    }
    const { schema, rules, limits } = this.options;
    const long = tooLong(text, limits);
    if (long) return [long];
    let document: DocumentNode;
    let errors: readonly GraphQLError[];
    try {
      document = parse(text, { maxTokens: limits.tokens });
      const large = tooLarge(document, limits);
      if (large) return [large];
    } catch (error) {
      // The parser calls itself for all that is nested, until there is no room for that.
      if (error instanceof RangeError) return [tooDeep(limits)];
      return [isTokenLimit(error) ? tooManyTokens(limits) : coded(error, 'GRAPHQL_PARSE_FAILED')];
    }
    try {
      // Names that are near to a wrong one would tell strangers what the schema is.
      errors = validate(schema, document, [...specifiedRules, MaxIntrospectionDepthRule, ...rules], { maxErrors: LIMITS.errors, hideSuggestions: true });
    } catch (error) {
      if (error instanceof RangeError) return [tooDeep(limits)];
      // A rule of graphql-js throws where a subscription's field is conditional.
      errors = [coded(error, 'GRAPHQL_VALIDATION_FAILED')];
    }
    if (errors.length > 0) return errors.map(error => coded(error, 'GRAPHQL_VALIDATION_FAILED'));
    const prepared = prepare(schema, text, document);
    if (keep) this.keep(prepared);
    return prepared;
  }

  private keep(prepared: PreparedDocument): void {
    const { documents, characters } = this.options;
    this.kept.set(prepared.text, prepared);
    this.characters += prepared.text.length;
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= documents && this.characters <= characters) break;
      this.kept.delete(oldest);
      this.characters -= oldest.length;
    }
  }
}

const isTokenLimit = (error: unknown): boolean => error instanceof GraphQLError && error.message.startsWith('Syntax Error: Document contains more that');

function coded(error: unknown, code: string): GraphQLError {
  if (!(error instanceof GraphQLError)) throw error;
  error.extensions['code'] ??= code;
  return error;
}

function prepare(schema: GraphQLSchema, text: string, document: DocumentNode): PreparedDocument {
  const operations = new Map<OperationDefinitionNode, PreparedOperation>();
  return {
    text,
    document,
    introspects: introspects(document),
    operation(name) {
      const node = getOperationAST(document, name);
      if (!node) return undefined;
      let operation = operations.get(node);
      if (!operation) operations.set(node, (operation = prepareOperation(schema, document, node)));
      return operation;
    },
  };
}

function prepareOperation(schema: GraphQLSchema, document: DocumentNode, node: OperationDefinitionNode): PreparedOperation {
  const name = node.name?.value;
  let plan: (SubscriptionPlan & { run: Run }) | undefined;
  return {
    kind: node.operation,
    cost: costOf(schema, document, node),
    run: runner(schema, document, name, 2),
    plan() {
      if (plan) return plan;
      const bare = planSubscription(schema, document, node);
      return (plan = { ...bare, run: runner(schema, bare.document, name, 1) });
    },
  };
}

/**
 * Executes; compiled from the n-th time on, as compiling costs more than a few executions gain. Never compiled is what
 * selects conditionally: graphql-jit loses conditions around fragments, and would show what was not asked for.
 */
function runner(schema: GraphQLSchema, document: DocumentNode, operationName: string | undefined, compileAt: number): Run {
  let compiled: CompiledQuery['query'] | null | undefined = isConditional(document) ? null : undefined;
  let runs = 0;
  const plainly: Run = (rootValue, contextValue, variableValues) =>
    execute({ schema, document, operationName, rootValue, contextValue, variableValues }) as ExecutionResult | Promise<ExecutionResult>;
  return (root, context, variables) => {
    if (compiled === undefined && ++runs >= compileAt) {
      const query = compileQuery(schema, document, operationName);
      compiled = isCompiledQuery(query) ? query.query : null;
    }
    if (!compiled) return plainly(root, context, variables);
    const result = compiled(root, context, variables) as ExecutionResult | Promise<ExecutionResult>;
    // Variables that do not fit: nothing has run, and the plain way says so in the words that clients know.
    return 'then' in result || 'data' in result ? result : plainly(root, context, variables);
  };
}

const isConditional = (document: DocumentNode): boolean => mentions(document, 'Directive', ['skip', 'include']);
const introspects = (document: DocumentNode): boolean => mentions(document, 'Field', ['__schema', '__type']);

function mentions(document: DocumentNode, kind: 'Directive' | 'Field', names: readonly string[]): boolean {
  let found = false;
  visit(document, {
    [kind]({ name }: DirectiveNode | FieldNode) {
      if (!names.includes(name.value)) return undefined;
      found = true;
      return BREAK;
    },
  });
  return found;
}
