/** How large a document may be. */
export interface DocumentLimits {
  characters: number;
  /** Words, numbers and signs. */
  tokens: number;
  /** Operations and fragments. */
  definitions: number;
  /** Levels of fields, or of values, below one another. */
  depth: number;
  /** Fields of an operation, its fragments counted wherever they are used. */
  fields: number;
  /** How often one selection may ask for the same name. */
  repeats: number;
  /** Fields at the root of a query. */
  queryFields: number;
  /** Acts in one mutation. */
  acts: number;
  /** Values that an answer may hold, every page being full. */
  cost: number;
}

/**
 * What anybody may ask of the service at most, by HTTP and by socket alike. What the product's own pages ask is far below:
 * at most a third of what a document may be, and a few at a time.
 */
export const LIMITS = {
  document: { characters: 20_000, tokens: 2000, definitions: 50, depth: 20, fields: 1000, repeats: 30, queryFields: 20, acts: 5, cost: 120_000 } satisfies DocumentLimits,
  /** Errors of one document that are told. */
  errors: 10,
  /** Bytes of a request or of a socket's message. */
  messageBytes: 64 * 1024,
  /** How long an operation may take. */
  operationMs: 10_000,
  /** Queries and mutations under way at once per viewer, over all of their sockets and requests to this process. Strangers at one address are one viewer. */
  operations: 60,
  /** Live subscriptions at once per viewer. */
  subscriptions: 60,
  /** Operations under way at once per socket, subscriptions included. */
  socketOperations: 50,
  /** Sockets at once per viewer. */
  sockets: 30,
  /** Sockets at once at one address, whoever they are of. */
  addressSockets: 1000,
  /** Messages per second of a socket, averaged over ten seconds. */
  messagesPerSecond: 100,
  /** Requests under way at once per address. */
  requests: 200,
  /** How long a request may take to arrive. */
  requestMs: 20_000,
  /** How long its headers may take. */
  headersMs: 10_000,
} as const;
