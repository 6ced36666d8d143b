import { ApolloServer, HeaderMap, type ApolloServerPlugin, type GraphQLResponse } from '@apollo/server';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { fastifyApolloDrainPlugin } from '@as-integrations/fastify';
import type { FastifyInstance } from 'fastify';
import { OperationTypeNode, parse, type DocumentNode, type ExecutionResult, type GraphQLError, type GraphQLSchema } from 'graphql';
import type { Context } from './context.ts';
import { coded } from './errors.ts';
import type { FormatError } from './events/feed.ts';
import type { Log } from './events/tail.ts';
import type { Actor } from './identity/actor.ts';
import { isErrors, viewerKey, type AdmittedOperation, type Operations } from './operations.ts';

/** Who asks by HTTP, and how the context of what they ask is made. */
export interface HttpViewer {
  actor: Actor | null;
  /** Why nothing may be asked at the moment; null when it may. */
  refusal: GraphQLError | null;
  address: string;
  contextFor(deadline: AbortSignal): Context;
}

interface ApolloDoorOptions {
  schema: GraphQLSchema;
  operations: Operations;
  formatError: FormatError;
  fastify: FastifyInstance;
  log: Log;
}

const NOTHING = parse('{ __typename }');

/** Apollo's way of speaking HTTP; what is asked is let in and run as at the socket. */
export function makeApollo({ schema, operations, formatError, fastify, log }: ApolloDoorOptions): ApolloServer<HttpViewer> {
  const answering: ApolloServerPlugin<HttpViewer> = {
    async requestDidStart() {
      let admitted: AdmittedOperation | readonly GraphQLError[];
      return {
        async didResolveSource(request) {
          const { query, operationName, variables } = { ...request.request, query: request.source };
          const { actor, refusal } = request.contextValue;
          admitted = refusal ? [refusal] : operations.admit({ query, operationName, variables }, actor);
          // Apollo parses what has no document yet, at whatever length: what was refused is nothing to parse.
          (request as { document?: DocumentNode }).document = isErrors(admitted) ? NOTHING : admitted.document.document;
        },
        async responseForOperation({ contextValue: { actor, address, contextFor } }) {
          if (isErrors(admitted)) return answer({ errors: admitted });
          if (admitted.operation.kind === OperationTypeNode.SUBSCRIPTION) return answer({ errors: [coded('Subscriptions are for the socket.', 'BAD_REQUEST')] });
          return answer(await operations.run(admitted, viewerKey(actor, address), contextFor));
        },
      };
    },
  };
  function answer({ errors, ...rest }: ExecutionResult): GraphQLResponse {
    // A request that was refused before anything ran is a bad one; one of which a part failed is not.
    const status = errors?.length && rest.data === undefined ? statusOf(errors) : undefined;
    const singleResult = { ...(errors?.length && { errors: errors.map(error => formatError(error.toJSON(), error)) }), ...rest };
    return { http: { ...(status !== undefined && { status }), headers: new HeaderMap() }, body: { kind: 'single', singleResult } };
  }
  return new ApolloServer<HttpViewer>({
    schema,
    // Who may ask it is decided like everything else, when an operation is let in.
    introspection: true,
    formatError,
    includeStacktraceInErrorResponses: false,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    csrfPrevention: true,
    // Documents are validated, and kept, by what lets operations in: Apollo would begin with what takes longest.
    dangerouslyDisableValidation: true,
    documentStore: null,
    plugins: [answering, fastifyApolloDrainPlugin(fastify as never), ApolloServerPluginLandingPageDisabled()],
    logger: log as never,
  });
}

const STATUS: Readonly<Record<string, number>> = { TOO_MANY_REQUESTS: 429, OPERATION_TIMED_OUT: 504, UNAUTHENTICATED: 401 };

const statusOf = (errors: readonly GraphQLError[]): number => STATUS[String(errors[0]?.extensions['code'])] ?? 400;
