import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appendEvent, currentCursor, currentPosition, decodeCursor, encodeCursor, eventKinds, readEvents, pruneEvents } from './event-log.ts';
import { openPostgres } from './log-database.ts';

let postgres: Awaited<ReturnType<typeof openPostgres>>;
let database: Awaited<ReturnType<typeof postgres.database>>;

beforeAll(async () => {
  postgres = await openPostgres();
  database = await postgres.database();
});
afterAll(async () => {
  await database?.close();
  await postgres?.close();
});

/** Resolves as soon as it holds; the test's own time limit ends the wait. */
async function eventually(holds: () => Promise<boolean>) {
  while (!(await holds()));
}

async function session() {
  const client = new Client(database.connection);
  client.on('error', () => undefined);
  await client.connect();
  const append = (kind: string, subject: string) => client.query('select append_event($1, null, $2)::float8 as seq', [kind, subject]).then(({ rows }) => rows[0].seq as number);
  const { rows } = await client.query('select pg_backend_pid() as pid');
  const pid = rows[0].pid as number;
  const waits = async () => (await postgres.admin.query(`select 1 from pg_stat_activity where pid = $1 and wait_event_type = 'Lock' and wait_event = 'advisory'`, [pid])).rowCount === 1;
  return { client, append, waits };
}

describe('the order of the log', () => {
  it('is the order of the commits: whoever would take a later number waits for the earlier one', async () => {
    const [early, late] = [await session(), await session()];
    const [first, second] = [randomUUID(), randomUUID()];
    const { seq: before } = await currentPosition(database.sql);
    await early.client.query('begin');
    await late.client.query('begin');
    const earlySeq = await early.append('CALL_CHANGED', first);
    let lateIsThrough = false;
    const lateAppend = late.append('CALL_CHANGED', second).then(seq => {
      lateIsThrough = true;
      return seq;
    });
    await eventually(late.waits);
    expect(lateIsThrough).toBe(false);
    expect(await readEvents(database.sql, before, 10)).toEqual([]);
    await early.client.query('commit');
    expect(await lateAppend).toBeGreaterThan(earlySeq);
    expect((await readEvents(database.sql, before, 10)).map(event => event.subjectId)).toEqual([first]);
    await late.client.query('commit');
    expect((await readEvents(database.sql, before, 10)).map(event => event.subjectId)).toEqual([first, second]);
    await early.client.end();
    await late.client.end();
  });

  it('loses nothing for a reader that follows by number while twenty writers commit and roll back', async () => {
    const { seq: start } = await currentPosition(database.sql);
    const seen: string[] = [];
    let after = start;
    let writing = true;
    const follow = (async () => {
      for (;;) {
        const last = !writing;
        const batch = await readEvents(database.sql, after, 7);
        seen.push(...batch.map(event => event.subjectId));
        after = batch.at(-1)?.seq ?? after;
        if (last && batch.length === 0) return;
      }
    })();
    const committed: string[] = [];
    await Promise.all(Array.from({ length: 20 }, async (_, writer) => {
      for (let n = 0; n < 15; n++) {
        const subject = randomUUID();
        const work = database.sql.transaction(async sql => {
          await appendEvent(sql, 'CALL_CHANGED', null, subject);
          if ((writer + n) % 4 === 0) throw new Error('rolled back');
          committed.push(subject);
        });
        await work.catch((error: Error) => expect(error.message).toBe('rolled back'));
      }
    }));
    writing = false;
    await follow;
    expect(seen).toHaveLength(committed.length);
    expect(new Set(seen)).toEqual(new Set(committed));
  });

  it('is not held up by a transaction that writes for long and has not appended yet', async () => {
    await database.owner.query('create table thing (n int)');
    await database.owner.query('grant insert on thing to vorzimmer_app');
    const long = await session();
    const { seq: before } = await currentPosition(database.sql);
    await long.client.query('begin');
    await long.client.query('insert into thing values (1)');
    const meanwhile = randomUUID();
    await appendEvent(database.sql, 'CALL_CHANGED', null, meanwhile);
    expect((await readEvents(database.sql, before, 10)).map(event => event.subjectId)).toEqual([meanwhile]);
    const atLast = randomUUID();
    await long.append('CALL_CHANGED', atLast);
    await long.client.query('commit');
    expect((await readEvents(database.sql, before, 10)).map(event => event.subjectId)).toEqual([meanwhile, atLast]);
    await long.client.end();
  });

  it('goes on without a session that appended and then fell silent', async () => {
    const silent = await session();
    await silent.client.query('begin');
    await silent.append('CALL_CHANGED', randomUUID());
    const other = randomUUID();
    const { seq: before } = await currentPosition(database.sql);
    await appendEvent(database.sql, 'CALL_CHANGED', null, other);
    expect((await readEvents(database.sql, before, 10)).map(event => event.subjectId)).toEqual([other]);
    await expect(silent.client.query('commit')).rejects.toThrow();
  });

  it('asks no such haste of sessions that have committed', async () => {
    const calm = await session();
    await calm.client.query('begin');
    await calm.append('CALL_CHANGED', randomUUID());
    await calm.client.query('commit');
    const { rows } = await calm.client.query('show idle_in_transaction_session_timeout');
    expect(rows[0].idle_in_transaction_session_timeout).toBe('0');
    await calm.client.end();
  });
});

describe('a snapshot', () => {
  it('carries the cursor at which it was true', async () => {
    const marker = randomUUID();
    await database.sql.transaction(async sql => {
      await sql.query({ name: 'isolation', text: 'set transaction isolation level repeatable read' });
      const cursor = await currentCursor(sql);
      await appendEvent(database.sql, 'CALL_CHANGED', null, marker);
      expect(await currentCursor(sql)).toBe(cursor);
      const { seq } = decodeCursor(cursor);
      expect((await readEvents(database.sql, seq, 10)).map(event => event.subjectId)).toEqual([marker]);
    });
  });
});

describe('the application', () => {
  it('appends through the function alone, and changes nothing that has been', async () => {
    const refused = (text: string) => expect(database.sql.query({ name: text.slice(0, 20), text })).rejects.toThrow(/permission denied/);
    await refused(`insert into event (kind, subject_id) values ('CALL_CHANGED', gen_random_uuid())`);
    await refused('update event set at = now()');
    await refused(`update event_horizon set log_name = 'other'`);
  });

  it('can append every kind, and no other', async () => {
    for (const kind of eventKinds) expect(await appendEvent(database.sql, kind, randomUUID(), randomUUID())).toBeGreaterThan(0);
    await expect(appendEvent(database.sql, 'NONSENSE' as never, null, randomUUID())).rejects.toThrow(/event_kind/);
  });
});

describe('forgetting', () => {
  it('takes a beginning of the log, and expires the cursors before it', async () => {
    const own = await postgres.database();
    const seqs: number[] = [];
    for (let n = 0; n < 4; n++) seqs.push(await appendEvent(own.sql, 'CALL_CHANGED', null, randomUUID()));
    const start = new Date('2030-01-01T00:00:00Z').getTime();
    for (const [n, seq] of seqs.entries()) await own.owner.query('update event set at = $1 where seq = $2', [new Date(start + n * 60_000), seq]);
    expect(await pruneEvents(own.sql, new Date(start + 2 * 60_000))).toBe(2);
    await expect(readEvents(own.sql, seqs[0]!, 10)).rejects.toMatchObject({ extensions: { code: 'CURSOR_EXPIRED' } });
    expect((await readEvents(own.sql, seqs[1]!, 10)).map(event => event.seq)).toEqual(seqs.slice(2));
    // All of it: the place stays known.
    expect(await pruneEvents(own.sql, new Date(start + 60 * 60_000))).toBe(2);
    expect((await currentPosition(own.sql)).seq).toBe(seqs[3]);
    expect(await readEvents(own.sql, seqs[3]!, 10)).toEqual([]);
    await expect(readEvents(own.sql, seqs[2]!, 10)).rejects.toMatchObject({ extensions: { code: 'CURSOR_EXPIRED' } });
    expect(await pruneEvents(own.sql, new Date(start + 60 * 60_000))).toBe(0);
    await own.close();
  });
});

describe('a cursor', () => {
  it('names a place of one log', () => {
    for (const seq of [0, 1, 35, 36, 123_456_789, Number.MAX_SAFE_INTEGER]) expect(decodeCursor(encodeCursor({ log: '0123abcd', seq }))).toEqual({ log: '0123abcd', seq });
  });

  it.each(['', '0', 'garbage', 'M2UwY2NlYjMuMQ==', 'M2UwY2NlYjMuMQ ', Buffer.from('0123abcd.').toString('base64url'), Buffer.from('0123abcd.zzzzzzzzzzz').toString('base64url'), Buffer.from('0123abcd.-1').toString('base64url'), 'x'.repeat(10_000), "'; drop table event"])(
    'is refused when it was never given out: %j', cursor => {
      expect(() => decodeCursor(cursor)).toThrow(expect.objectContaining({ extensions: { code: 'BAD_USER_INPUT', field: 'after' } }));
    },
  );
});

describe('the migration', () => {
  it('goes back to where it came from, and forth again', async () => {
    const { EventLog001 } = await import('../migrations/001-event-log.ts');
    const own = await postgres.database();
    const down = new EventLog001(undefined as never, undefined as never);
    down.down();
    for (const query of down.getQueries()) await own.owner.query(String(query));
    const left = await own.owner.query(`select relname as name from pg_class where relname like 'event%' union all select proname from pg_proc where proname = 'append_event'`);
    expect(left.rows).toEqual([]);
    const up = new EventLog001(undefined as never, undefined as never);
    up.up();
    for (const query of up.getQueries()) await own.owner.query(String(query));
    expect(await appendEvent(own.sql, 'CALL_CHANGED', null, randomUUID())).toBe(1);
    await own.close();
  });
});
