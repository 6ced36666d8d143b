import { GraphQLError, type ExecutionResult, type GraphQLSchema } from 'graphql';
import { closedToKey } from './api-keys/key-gate.ts';
import { coded, TooManyRequests, Unauthenticated } from './errors.ts';
import { DocumentCache, type PreparedDocument, type PreparedOperation } from './events/document-cache.ts';
import type { Actor } from './identity/actor.ts';
import { tooExpensive } from './limits/document-limits.ts';
import { LIMITS, type DocumentLimits } from './limits/limits.ts';
import { hostOf, Turnstile } from './limits/turnstile.ts';

/** One operation, as it came in at a door. */
export interface OperationRequest {
  query: string;
  operationName?: string | null | undefined;
  variables?: Readonly<Record<string, unknown>> | null | undefined;
}

/** An operation that may run. */
export interface AdmittedOperation {
  document: PreparedDocument;
  operation: PreparedOperation;
  variables: Readonly<Record<string, unknown>>;
}

export interface OperationsOptions {
  schema: GraphQLSchema;
  limits?: OperationLimits;
}

/** What operations may do at most, where that is not as `LIMITS` says. */
export interface OperationLimits {
  document?: DocumentLimits;
  operationMs?: number;
  /** Queries and mutations at once per viewer. */
  atOnce?: number;
}

/** Who asks, for counting: the account, the key, or strangers at one host together. */
export function viewerKey(actor: Actor | null, address: string | null): string {
  if (actor?.kind === 'API_KEY') return `key:${actor.apiKeyId}`;
  return actor && 'accountId' in actor ? `account:${actor.accountId}` : `strangers:${hostOf(address ?? '')}`;
}

/** How operations are let in and run: the same at every door. */
export class Operations {
  private readonly schema: GraphQLSchema;
  private readonly documents: DocumentCache;
  private readonly running = new Turnstile();
  private readonly limits: Required<OperationLimits>;

  constructor({ schema, limits }: OperationsOptions) {
    this.schema = schema;
    this.limits = { document: LIMITS.document, operationMs: LIMITS.operationMs, atOnce: LIMITS.operations, ...limits };
    this.documents = new DocumentCache({ schema, limits: this.limits.document });
  }

  /** The operation that is asked for, or why it does not run. Nothing has run by then. */
  admit({ query, operationName, variables }: OperationRequest, actor: Actor | null): AdmittedOperation | readonly GraphQLError[] {
    // Strangers ask little and once; what they send is to push nobody's documents out.
    const document = this.documents.prepare(query, actor !== null);
    if (isErrors(document)) return document;
    const operation = document.operation(operationName);
    if (!operation) return [new GraphQLError('Unable to identify operation', { extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } })];
    if (document.introspects && !actor) return [new Unauthenticated()];
    const closed = actor?.kind === 'API_KEY' ? closedToKey(this.schema, document.document, actor.scopes) : null;
    if (closed) return [closed];
    const given = variables ?? {};
    const expensive = tooExpensive(operation.cost(given), this.limits.document);
    return expensive ? [expensive] : { document, operation, variables: given };
  }

  /**
   * Runs a query or a mutation within its time. One that takes longer is answered without waiting for it; what it still does
   * counts among the viewer's operations until it has stopped, which the signal tells it to.
   */
  async run({ operation, variables }: AdmittedOperation, viewer: string, contextFor: (deadline: AbortSignal) => object): Promise<ExecutionResult> {
    const leave = this.running.enter(viewer, this.limits.atOnce);
    if (!leave) return { errors: [new TooManyRequests('Too many operations at once. Wait for an answer before you ask again.')] };
    const { operationMs } = this.limits;
    const deadline = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<ExecutionResult>(resolve => {
      timer = setTimeout(() => {
        const error = timedOut(operationMs);
        deadline.abort(error);
        resolve({ errors: [error] });
      }, operationMs);
    });
    const answer = (async () => operation.run(undefined, contextFor(deadline.signal), variables))()
      .catch((error: unknown): ExecutionResult => ({ data: null, errors: [error instanceof GraphQLError ? error : new GraphQLError('The operation failed.', { originalError: error as Error })] }))
      .finally(leave);
    try {
      const result = await Promise.race([answer, late]);
      // Of variables that do not fit, each item of a long list would have an error of its own.
      return result.data === undefined && result.errors ? { errors: result.errors.slice(0, LIMITS.errors) } : result;
    } finally {
      clearTimeout(timer);
    }
  }
}

/** Whether something was refused. */
export const isErrors = (value: object): value is readonly GraphQLError[] => Array.isArray(value);

const timedOut = (ms: number) =>
  coded(`The operation took longer than ${ms / 1000} seconds and was given up. What it was to change may be changed all the same: look before you try again.`, 'OPERATION_TIMED_OUT');
