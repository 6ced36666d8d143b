import { Client } from 'pg';
import { startLocalPostgres } from './local-postgres.ts';

/**
 * A process of its own for the tests of the embedded PostgreSQL: tells on stdout what happens, one JSON object a line,
 * and with "write" commits row after row and tells each number when it is acknowledged. SIGINT and SIGTERM end it.
 */
const [dataFolder = '', binFolder = '', task = ''] = process.argv.slice(2);
const tell = (what: object) => process.stdout.write(`${JSON.stringify(what)}\n`);

try {
  const local = await startLocalPostgres({ dataFolder, binFolder, log: line => tell({ log: line }) });
  const client = new Client({ host: local.host, port: local.port, user: local.user, database: 'postgres' });
  client.on('error', error => tell({ lost: error.message }));
  await client.connect();
  let ending = false;
  const end = async () => {
    ending = true;
    // What the app still has to write when it is told to end.
    await client.query('create table if not exists farewell (pid int)');
    await client.query('insert into farewell values ($1)', [process.pid]);
    await client.end();
    await local.stop();
    tell({ stopped: true });
    process.exit(0);
  };
  process.on('SIGINT', () => void end());
  process.on('SIGTERM', () => void end());
  tell({ started: local });
  if (task === 'write') {
    await client.query('create table if not exists written (n bigint generated always as identity)');
    while (!ending) tell({ acknowledged: (await client.query('insert into written default values returning n')).rows[0].n });
  }
} catch (error) {
  tell({ refused: (error as Error).name, message: (error as Error).message, ...(error as object) });
  process.exit(1);
}
