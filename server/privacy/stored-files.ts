import type { Keeping } from './declaration.ts';

/** What is kept outside of the tables: where, what is in it, why, for how long. The tables are in stored-data.ts. */
export const storedFiles: Record<string, Pick<Keeping, 'purpose' | 'origin'> & { holds: string; kept: string }> = {
  'data folder: postgres/': { holds: 'The files of the embedded PostgreSQL, with all tables.', purpose: 'RUNNING', origin: 'PROGRAM', kept: 'As the tables in them; what is deleted there stays in dead rows and in the write-ahead log for days at most.' },
  'data folder: postgres.log, postgres.log.old': { holds: 'Starts and stops of the embedded PostgreSQL; neither statements nor errors, and so nothing about anybody.', purpose: 'RUNNING', origin: 'PROGRAM', kept: 'Until it is replaced, at a megabyte each.' },
  'data folder: demo-door, secret-key': { holds: 'Secrets of the demo, which is about nobody.', purpose: 'RUNNING', origin: 'PROGRAM', kept: 'For as long as the demo.' },
  'schema pgboss': { holds: 'That a job is due or has run, and no data with it.', purpose: 'RUNNING', origin: 'PROGRAM', kept: 'Seven days.' },
  'log (stderr, in journald)': { holds: 'Faults, with ids that the program makes up; no names, numbers, addresses or texts.', purpose: 'SECURITY', origin: 'PROGRAM', kept: 'Two weeks, as journald is set up.' },
  'backups': { holds: 'Everything in the tables when they were made.', purpose: 'SECURITY', origin: 'PROGRAM', kept: 'Two weeks, and at most four.' },
};
