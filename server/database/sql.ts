import { DatabaseError, Pool, type PoolClient, type PoolConfig, type QueryConfig } from 'pg';

/** A statement with a name, under which each connection prepares it once. */
export interface Statement<Row> {
  name: string;
  text: string;
  /** Never set: carries the type of a row. */
  row?: Row;
}

/** Names a statement and says what its rows look like. Names are unique in the program. */
export const statement = <Row>(name: string, text: string): Statement<Row> => ({ name, text });

/** Hand-written SQL for races and for screens that read many rows; everything else goes through MikroORM. */
export interface Sql {
  /** All rows of the statement. */
  query<Row>(statement: Statement<Row>, values?: readonly unknown[]): Promise<Row[]>;
  /** The only row, or undefined when there is none. */
  one<Row>(statement: Statement<Row>, values?: readonly unknown[]): Promise<Row | undefined>;
  /** Commits what `work` did, or nothing of it when it throws. */
  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
}

type Runner = { query(config: QueryConfig): Promise<{ rows: unknown[] }> };

function over(run: Runner, transaction: Sql['transaction']): Sql {
  const query = async <Row>({ name, text }: Statement<Row>, values: readonly unknown[] = []) =>
    (await run.query({ name, text, values: values as unknown[] })).rows as Row[];
  return { query, one: async (statement, values) => (await query(statement, values))[0], transaction };
}

/** The same, but begins nothing any more once the time is up: what is under way in a transaction is then rolled back. */
export function untilDeadline(sql: Sql, deadline: AbortSignal): Sql {
  return {
    query: async (statement, values) => {
      deadline.throwIfAborted();
      return sql.query(statement, values);
    },
    one: async (statement, values) => {
      deadline.throwIfAborted();
      return sql.one(statement, values);
    },
    transaction: async work => {
      deadline.throwIfAborted();
      return sql.transaction(async joined => {
        const result = await work(untilDeadline(joined, deadline));
        deadline.throwIfAborted();
        return result;
      });
    },
  };
}

/** A connection does one thing at a time; those who read several things at once in a transaction wait here. */
function inTurn(client: PoolClient): Runner {
  let last: Promise<unknown> = Promise.resolve();
  return {
    query(config) {
      const result = last.then(() => client.query(config));
      last = result.catch(() => undefined);
      return result;
    },
  };
}

/** The pool behind it all. */
export type OpenSql = Sql & {
  pool: Pool;
  /** The same, on connections that were made ready before each use. */
  with(ready: (client: PoolClient) => Promise<void>): Sql;
  close(): Promise<void>;
};

/** A pool of connections that run under one role. `close` waits for running statements. */
export function openSql(config: PoolConfig, onIdleError: (error: Error) => void): OpenSql {
  const pool = new Pool(config);
  // A connection that the server drops while idle is replaced at the next query; without a listener it would end the process.
  pool.on('error', onIdleError);
  const open = new Set<PoolClient>();
  pool.on('connect', client => { open.add(client); }).on('remove', client => { open.delete(client); });
  // It says that it has ended before its connections have: a server that is stopped then would tell of lost ones.
  const close = async () => {
    await pool.end();
    while (open.size > 0) await new Promise(resolve => pool.once('remove', resolve));
  };
  const transactionOn = (ready?: (client: PoolClient) => Promise<void>): Sql['transaction'] => async work => {
    const client = await pool.connect();
    // A transaction inside joins the one that is open.
    const joined: Sql = over(inTurn(client), inner => inner(joined));
    let broken: Error | undefined;
    try {
      await ready?.(client);
      await client.query('begin');
      const result = await work(joined);
      await client.query('commit');
      return result;
    } catch (error) {
      await client.query('rollback').catch((rollback: Error) => { broken = rollback; });
      throw error;
    } finally {
      client.release(broken);
    }
  };
  const onReady = (ready: (client: PoolClient) => Promise<void>): Runner => ({
    async query(config) {
      const client = await pool.connect();
      let broken: Error | undefined;
      try {
        await ready(client);
        return await client.query(config);
      } catch (error) {
        // What the server answers leaves the connection as it was; whatever else fails may not.
        if (!(error instanceof DatabaseError)) broken = error as Error;
        throw error;
      } finally {
        client.release(broken);
      }
    },
  });
  return { ...over(pool, transactionOn()), pool, with: ready => over(onReady(ready), transactionOn(ready)), close };
}
