import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import { violatedConstraint } from './database/constraint.ts';

/** An error with a code that clients see. */
export const coded = (message: string, code: string, more: Record<string, unknown> = {}) => new GraphQLError(message, { extensions: { code, ...more } });

/** Nobody has signed in. */
export class Unauthenticated extends GraphQLError {
  constructor() {
    super('Sign in first.', { extensions: { code: 'UNAUTHENTICATED' } });
  }
}

/** Signed in with a password that is good for nothing but changing it: a temporary one, or one too short to stand alone. */
export class PasswordChangeDue extends GraphQLError {
  constructor() {
    super('Change the password first.', { extensions: { code: 'PASSWORD_CHANGE_DUE' } });
  }
}

/** More at once than is served. */
export class TooManyRequests extends GraphQLError {
  /** `retryAfterSeconds`: when it may be asked again, where that is known. */
  constructor(message: string, retryAfterSeconds?: number) {
    super(message, { extensions: { code: 'TOO_MANY_REQUESTS', ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) } });
  }
}

/** Thrown when the actor may not do this, or may not know whether it exists. */
export class Forbidden extends GraphQLError {
  constructor() {
    super('You may not do that.', { extensions: { code: 'FORBIDDEN' } });
  }
}

/** Input that no correct client sends; names the field. */
export const badInput = (field: string, message: string) => coded(message, 'BAD_USER_INPUT', { field });

const PASSED_ON = new Set([
  'UNAUTHENTICATED', 'PASSWORD_CHANGE_DUE', 'FORBIDDEN', 'BAD_USER_INPUT', 'CURSOR_EXPIRED', 'GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED',
  'PERSISTED_QUERY_NOT_SUPPORTED', 'OPERATION_RESOLUTION_FAILURE', 'BAD_REQUEST', 'TOO_MANY_REQUESTS',
  'DOCUMENT_TOO_LONG', 'DOCUMENT_TOO_DEEP', 'TOO_MANY_FIELDS', 'TOO_MANY_ROOT_FIELDS', 'OPERATION_TOO_EXPENSIVE', 'OPERATION_TIMED_OUT', 'TOO_MANY_SUBSCRIPTIONS', 'REQUEST_TOO_LARGE',
]);

/**
 * What a client may see of an error, at the HTTP door and at the socket alike. Errors with a code of ours, and the
 * language's own, pass without stack traces; everything else is masked, and the id in it leads to the log.
 */
export function errorFormatter(log: Logger) {
  return (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const original = error instanceof GraphQLError ? (error.originalError ?? error) : error;
    const code = formatted.extensions?.['code'] ?? (original instanceof GraphQLError ? original.extensions?.['code'] : undefined);
    const place = { ...(formatted.locations && { locations: formatted.locations }), ...(formatted.path && { path: formatted.path }) };
    if (typeof code === 'string' && PASSED_ON.has(code)) {
      const field = formatted.extensions?.['field'];
      const retryAfterSeconds = formatted.extensions?.['retryAfterSeconds'];
      return { message: formatted.message, ...place, extensions: { code, ...(field !== undefined && { field }), ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) } };
    }
    // The language's own errors (a variable of the wrong type, say) come before anything runs, so they have no path.
    if (code === undefined && original instanceof GraphQLError && !formatted.path)
      return { message: formatted.message, ...place, extensions: { code: 'BAD_USER_INPUT' } };
    // Whichever way somebody adds to what is over: it is read only.
    if (violatedConstraint(original) === 'contract_is_over') return { message: 'The contract is over: what is there can be read and deleted.', ...place, extensions: { code: 'FORBIDDEN' } };
    const errorId = crypto.randomUUID();
    log.error({ errorId, err: original, path: formatted.path }, 'an operation failed');
    return { message: `Something went wrong on our side. Quote ${errorId} when you ask about it.`, ...place, extensions: { code: 'INTERNAL_SERVER_ERROR', errorId } };
  };
}
