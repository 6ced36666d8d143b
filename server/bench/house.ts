import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pino from 'pino';
import { Trail } from '../audit/trail.ts';
import { type Ground, makeContext } from '../context.ts';
import { Client } from 'pg';
import { statement } from '../database/sql.ts';
import { startLocalPostgres } from '../database/local-postgres.ts';
import { type Database, ensureDatabase, migrate, openDatabase } from '../database/open.ts';
import type { Actor, SecretaryActor } from '../identity/actor.ts';
import { addCustomerUser, addSecretary } from '../identity/identity.service.ts';
import { startSession } from '../identity/session.ts';
import type { DatabaseAddress } from '../orm.ts';
import { Outgoing } from '../network/outgoing.ts';
import { passingSecrets } from '../secrets/secrets.ts';

/** A service with many customers and a history, for measuring. */
export interface House extends Database {
  address: Extract<DatabaseAddress, { host: string }>;
  ground: Ground;
  /** Secretaries with their session tokens. */
  secretaries: { actor: SecretaryActor; token: string }[];
  supervisor: { actor: SecretaryActor; token: string };
  /** The lines' numbers, one per customer. */
  lines: string[];
  /** CPU that PostgreSQL has used up to now, in ms, over all its processes that live. */
  postgresCpu(): number;
  /** Who asks, as a context. */
  as(actor: Actor): ReturnType<typeof makeContext>;
}

const CUSTOMERS = 300;
const SECRETARIES = 100;

// One statement for each table: the figures need many rows, not many kinds of them.
const FILL = [
  `insert into customer (id, customer_number, name, time_zone, language, contract_started_on)
   select md5('customer' || n)::uuid, 'B-' || n, 'Kunde ' || n, 'Europe/Berlin', 'DE', '2020-01-01' from generate_series(1, ${CUSTOMERS}) n`,
  `insert into line (customer_id, id, number) select md5('customer' || n)::uuid, md5('line' || n)::uuid, '+493023125' || lpad(n::text, 3, '0') from generate_series(1, ${CUSTOMERS}) n`,
  `insert into contact (customer_id, id, name, company, is_vip, created_at)
   select md5('customer' || n)::uuid, md5('contact' || n || ' ' || k)::uuid, 'Kontakt ' || k, 'Firma ' || k, k % 5 = 0, now()
   from generate_series(1, ${CUSTOMERS}) n, generate_series(1, 40) k`,
  `insert into contact_number (customer_id, contact_id, number, position)
   select md5('customer' || n)::uuid, md5('contact' || n || ' ' || k)::uuid, '+491713920' || lpad(k::text, 3, '0'), 0
   from generate_series(1, ${CUSTOMERS}) n, generate_series(1, 40) k`,
  `insert into instruction (customer_id, id, title, valid_from, greeting, put_through, message, created_at, updated_at)
   select md5('customer' || n)::uuid, md5('instruction' || n)::uuid, 'Sprechstunde', '2024-01-01', 'Guten Tag, Kunde ' || n || ', mein Name ist {{secretary}}.', 'VIP',
     'Wir rufen zurück.', '2024-01-01', '2024-01-01' from generate_series(1, ${CUSTOMERS}) n`,
  `insert into forwarding_number (customer_id, id, instruction_id, number, label, situation, ring_seconds, position)
   select md5('customer' || n)::uuid, md5('forwarding' || n || ' ' || k)::uuid, md5('instruction' || n)::uuid, '+491760406900' || k, 'Nummer ' || k,
     (array['FIRST', 'ON_NO_ANSWER', 'ON_BUSY'])[k], 20, k from generate_series(1, ${CUSTOMERS}) n, generate_series(1, 3) k`,
];
const historyOf = (calls: number, secretary: string) => [
  `insert into call (customer_id, id, line_id, reporter, external_id, caller_number, withheld, contact_names, state, received_at, state_since, taken_at, taken_by,
     ended_at, end_reason, result, decision)
   select md5('customer' || (1 + i % ${CUSTOMERS}))::uuid, md5('call' || i)::uuid, md5('line' || (1 + i % ${CUSTOMERS}))::uuid, 'bench', 'h' || i, '+491713920' || lpad((1 + i % 40)::text, 3, '0'), false,
     'Kontakt ' || (1 + i % 40), 'ENDED', t, t, t + interval '8 seconds', '${secretary}', t + interval '2 minutes', 'CALLER_HUNG_UP', 'MESSAGE_TAKEN',
     '{"kind":"TAKE_MESSAGE","reasons":[{"kind":"ByRule","rule":"VIP"}],"greeting":"Guten Tag","message":"Wir rufen zurück.","remarks":null,"instructionId":null,"plan":[]}'
   from (select i, now() - make_interval(secs => i * 60 + 3600) as t from generate_series(1, ${calls}) i) at`,
  `insert into call_note (customer_id, id, call_id, caller_name, concern, urgent, call_back_wished, written_by, written_at)
   select md5('customer' || (1 + i % ${CUSTOMERS}))::uuid, md5('note' || i)::uuid, md5('call' || i)::uuid, 'Kontakt ' || (1 + i % 40),
     (array['Bittet um Rückruf wegen der Rechnung', 'Möchte den Termin am Montag verschieben', 'Fragt nach der zweiten Mahnung', 'Braucht ein Angebot für drei Häuser'])[1 + i % 4] || ' Nr. ' || i,
     i % 11 = 0, i % 3 = 0, '${secretary}', now() from generate_series(1, ${calls}) i`,
];

/** Fills in the past calls, which the supervisor took; as the owner of the database. */
export type Past = (owner: Client, house: { customers: number; supervisorId: string }) => Promise<void>;

/** So many past calls that are all alike. */
export const plainPast = (calls: number): Past => async (owner, { supervisorId }) => {
  for (const text of historyOf(calls, supervisorId)) await owner.query(text);
};

/** Builds the house in a fresh cluster, with its past calls. */
export async function openHouse(past: Past): Promise<House> {
  const folder = mkdtempSync(path.join(tmpdir(), 'vorzimmer-bench-'));
  chmodSync(folder, 0o755);
  const postgres = await startLocalPostgres({ dataFolder: folder });
  const address = { host: postgres.host, user: postgres.user, database: 'bench' };
  await ensureDatabase(address);
  await migrate(address);
  let closing = false;
  const database = await openDatabase(address, error => {
    if (closing) return;
    throw error;
  });
  const { sql } = database;
  const now = new Date();
  const secretary = async (n: number, isSupervisor: boolean) => {
    const { id, accountId } = await addSecretary(sql, { name: `Sekretärin ${n}`, email: `s${n}@vorzimmer.example`, passwordHash: '-', isSupervisor }, now);
    return { actor: { kind: 'SECRETARY' as const, accountId, secretaryId: id, isSupervisor, actsFor: [] }, token: (await startSession(sql, accountId, now)).token };
  };
  const supervisor = await secretary(0, true);
  const secretaries = [];
  for (let n = 1; n <= SECRETARIES; n++) secretaries.push(await secretary(n, false));
  await sql.transaction(async sql => { for (const [n, text] of FILL.entries()) await sql.query(statement(`bench-fill-${n}`, text)); });
  const owner = new Client({ host: address.host, user: address.user, database: 'bench' });
  await owner.connect();
  await past(owner, { customers: CUSTOMERS, supervisorId: supervisor.actor.secretaryId });
  await owner.query('vacuum analyze');
  await owner.end();
  const log = pino({ level: 'silent' });
  const audit = new Trail({ sql, log });
  const ground: Ground = { orm: database.orm, sql, walls: database.walls, audit, now: () => new Date(), log, demoDoorSecret: null, phones: null, secrets: passingSecrets(), outgoing: new Outgoing(), site: { url: 'http://127.0.0.1', isOutboxOpen: false } };
  const lines = Array.from({ length: CUSTOMERS }, (_, n) => `+493023125${String(n + 1).padStart(3, '0')}`);
  const backend = await sql.pool.query<{ pid: number }>('select pg_backend_pid() as pid');
  const postmaster = parentOf(backend.rows[0]?.pid as number);
  return {
    ...database,
    address,
    ground,
    secretaries,
    supervisor,
    lines,
    postgresCpu: () => cpuOfTree(postmaster),
    as: actor => makeContext(ground, actor),
    close: async () => {
      closing = true;
      await audit.stop();
      await database.close();
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The session of somebody who reads for a customer. */
export async function customerToken({ sql }: House, customerId: string): Promise<string> {
  const now = new Date();
  const { accountId } = await addCustomerUser(sql, { customerId, name: 'Bench', right: 'READ', email: `${crypto.randomUUID()}@customer.example`, passwordHash: '-' }, now);
  return (await startSession(sql, accountId, now)).token;
}

/** The fields of proc(5)'s stat after the name: state first, then the parent. */
const statOf = (pid: number | string): number[] => {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ').map(Number);
};
const parentOf = (pid: number): number => statOf(pid)[1] as number;

/** CPU of a process, its living children and those it has waited for, in ms (proc(5), in ticks of 10 ms). */
function cpuOfTree(root: number): number {
  let ticks = 0;
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    try {
      const fields = statOf(entry);
      if (Number(entry) === root) ticks += (fields[11] ?? 0) + (fields[12] ?? 0) + (fields[13] ?? 0) + (fields[14] ?? 0);
      else if (fields[1] === root) ticks += (fields[11] ?? 0) + (fields[12] ?? 0);
    } catch (error) {
      // A process that has ended since the folder was listed.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT' && (error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
  return ticks * 10;
}
