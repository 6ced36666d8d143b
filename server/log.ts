import pino, { type DestinationStream, type Logger } from 'pino';

/**
 * The program's log. Of an error it keeps what leads to the fault; what a database adds to one (the row's values, the
 * connection) can be about people and stays out.
 */
export const openLog = (level: string, destination: DestinationStream): Logger =>
  pino(
    {
      level,
      base: null,
      serializers: {
        err: (error: Error & { code?: unknown; constraint?: unknown }) => ({
          type: error.name,
          ...(error.code !== undefined && { code: error.code }),
          ...(error.constraint !== undefined && { constraint: error.constraint }),
          message: error.message,
          stack: error.stack,
        }),
      },
    },
    destination,
  );
