/** The embedded PostgreSQL cannot be used; the message says why and what to do, and is fit to be printed alone. */
export class LocalPostgresError extends Error {
  override name = 'LocalPostgresError';
}

/** The code of a system or PostgreSQL error, such as ENOENT or 57P03; empty when it has none. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
