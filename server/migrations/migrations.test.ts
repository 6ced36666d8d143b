import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { ensureDatabase } from '../database/open.ts';
import { type DatabaseAddress, openOwnerOrm } from '../orm.ts';
import { NOW, plantCustomer, type PlantedIds, plantService } from '../privacy/planted.ts';
import { type Desk, openDesk } from '../test/desk.ts';
import { migrations } from './index.ts';

/** Everything in the database that migrations can make, by kind and name. What an extension brings is the extension's. */
const OBJECTS = `
  with ours as (select 'public'::regnamespace as oid)
  select what from (
    select 'table or sequence ' || relname as what, 'pg_class'::regclass as class, c.oid from pg_class c join ours on relnamespace = ours.oid where relkind <> 'i'
    union all select 'function ' || p.oid::regprocedure, 'pg_proc'::regclass, p.oid from pg_proc p join ours on pronamespace = ours.oid
    union all select 'type ' || typname, 'pg_type'::regclass, t.oid from pg_type t join ours on typnamespace = ours.oid where typtype in ('d', 'e', 'r') or (typtype = 'c' and typrelid = 0)
    union all select 'extension ' || extname, 'pg_extension'::regclass, e.oid from pg_extension e where extname <> 'plpgsql'
    union all select 'rights in public', 'pg_namespace'::regclass, n.oid from pg_namespace n, aclexplode(n.nspacl) a where n.nspname = 'public' and a.grantee = 'vorzimmer_app'::regrole
    union all select 'rights to ' || relname, 'pg_class'::regclass, c.oid from pg_class c join ours on relnamespace = ours.oid where exists (select from aclexplode(c.relacl) where grantee = 'vorzimmer_app'::regrole)
  ) made
  where not exists (select from pg_depend d where d.classid = made.class and d.objid = made.oid and d.deptype = 'e')
  order by what`;

describe('the migrations', () => {
  let address: DatabaseAddress;
  let owner: Client;
  beforeAll(async () => {
    const cluster = inject('cluster');
    const empty = { ...cluster, database: `t_${crypto.randomUUID().replaceAll('-', '')}` };
    await ensureDatabase(empty);
    address = empty;
    owner = new Client(empty);
    await owner.connect();
  });
  afterAll(() => owner.end());

  const objects = async () => (await owner.query<{ what: string }>(OBJECTS)).rows.map(({ what }) => what).filter(what => !what.startsWith('table or sequence mikro_orm_migrations'));

  it('go up from nothing, one by one down again and leave nothing of ours, and up once more', async () => {
    const orm = await openOwnerOrm(address);
    try {
      expect((await orm.migrator.up()).map(({ name }) => name)).toEqual(migrations.map(({ name }) => name));
      const made = await objects();
      expect(made).toEqual(expect.arrayContaining(['table or sequence call', 'function append_event(text,uuid,uuid)', 'type e164', 'extension pg_trgm', 'rights in public', 'rights to mikro_orm_migrations']));

      for (const { name } of migrations.toReversed()) expect((await orm.migrator.down()).map(undone => undone.name)).toEqual([name]);
      expect(await objects()).toEqual([]);

      await orm.migrator.up();
      expect(await objects()).toEqual(made);
    } finally {
      await orm.close();
    }
  });

  it('are named in their order, each once', () => {
    const names = migrations.map(({ name }) => name);
    expect(names).toEqual(names.toSorted());
    expect(new Set(names.map(name => name.slice(0, 3))).size).toBe(names.length);
  });
});

describe('the database', () => {
  let desk: Desk;
  let weber: PlantedIds;
  let krause: PlantedIds;
  let secretaryId: string;
  beforeAll(async () => {
    desk = await openDesk(NOW.toISOString());
    const secretary = await desk.secretary();
    ({ secretaryId } = secretary);
    weber = await plantCustomer(desk, secretary);
    krause = await plantCustomer(desk, secretary);
    await plantService(desk, secretary, await desk.secretary({ isSupervisor: true }));
  });
  afterAll(() => desk.close());

  /** What PostgreSQL says to statements of the application, in one transaction up to its commit, which is undone in any case. */
  async function refusal(...statements: string[]): Promise<string | null> {
    const client = await desk.sql.pool.connect();
    try {
      await client.query('begin');
      for (const text of statements) await client.query(text);
      // As at commit.
      await client.query('set constraints all immediate');
      return null;
    } catch (error) {
      const { code, constraint } = error as { code: string; constraint?: string };
      return constraint ?? code;
    } finally {
      await client.query('rollback');
      client.release();
    }
  }

  const rows = async <Row extends object>(text: string): Promise<Row[]> => (await desk.sql.pool.query<Row>(text)).rows;

  describe('a customer’s rows', () => {
    interface Key { table: string; name: string; columns: string[]; target: string; targetColumns: string[] }
    const keys = () => rows<Key>(`
      select k.conrelid::regclass::text as table, k.conname as name, k.confrelid::regclass::text as target,
        array(select a.attname::text from unnest(k.conkey) with ordinality c(n, place) join pg_attribute a on a.attrelid = k.conrelid and a.attnum = c.n order by place) as columns,
        array(select a.attname::text from unnest(k.confkey) with ordinality c(n, place) join pg_attribute a on a.attrelid = k.confrelid and a.attnum = c.n order by place) as "targetColumns"
      from pg_constraint k where k.contype = 'f' and k.connamespace = 'public'::regnamespace order by 1, 2`);
    const tables = async () => (await rows<{ table: string }>(`
      select c.relname as table from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'customer_id'
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by 1`)).map(({ table }) => table);

    it('point at other rows of customers with the customer’s id in the key', async () => {
      const ofCustomers = await tables();
      expect(ofCustomers).toEqual(expect.arrayContaining(['account', 'attempt', 'call', 'call_note', 'contact', 'contact_number', 'forwarding_number', 'instruction', 'line', 'note_draft', 'weekly_hours']));
      const loose = (await keys()).filter(({ table, target, columns, targetColumns }) => {
        if (!ofCustomers.includes(target)) return target === 'customer' && columns.join() !== 'customer_id';
        // Whoever points at a customer's row belongs to that customer, or belongs to nobody, as a session does to an account.
        return ofCustomers.includes(table) && (columns[0] !== 'customer_id' || targetColumns[0] !== 'customer_id');
      });
      expect(loose.map(({ name }) => name)).toEqual([]);
    });

    it('have a key for every id of another row, save where the other row may be gone', async () => {
      const ids = await rows<{ column: string }>(`
        select c.relname || '.' || a.attname as column from pg_class c join pg_attribute a on a.attrelid = c.oid
        where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.atttypid = 'uuid'::regtype and a.attname <> 'id'
          and exists (select from pg_attribute o where o.attrelid = c.oid and o.attname = 'customer_id' and not o.attisdropped)
          and not exists (select from pg_constraint k where k.contype = 'f' and k.conrelid = c.oid and a.attnum = any(k.conkey))
        order by 1`);
      expect(ids.map(({ column }) => column)).toEqual([
        // What was last told to be in force, to be compared with what is.
        'active_instruction.instruction_id',
        // As it was dialled: the number may have been struck out of the instruction, or be a contact's own.
        'attempt.forwarding_number_id',
        // An entry outlives whom it names.
        'audit_entry.actor_id', 'audit_entry.customer_id',
        // The log names what is deleted as well.
        'event.customer_id', 'event.subject_id',
        // What was deleted can be brought back for a while.
        'instruction_version.instruction_id',
        'restriction.subject_id',
        // As in the log.
        'webhook_delivery.subject_id',
      ]);
    });

    it('cannot be turned to another customer’s, whichever way they point', async () => {
      const ofCustomers = await tables();
      const tried: string[] = [];
      for (const { table, name, columns, target } of await keys()) {
        if (!ofCustomers.includes(table) || !ofCustomers.includes(target)) continue;
        const [, column] = columns as [string, string];
        const [other] = await rows<{ id: string }>(`select id from ${target} where customer_id = '${krause.customerId}' limit 1`);
        // Without the other's own rows, and where one is pointed at already if there is such a row, so that nothing is in the way but whose it is.
        const reason = await refusal(
          `delete from ${table} where customer_id = '${krause.customerId}'`,
          `update ${table} set ${column} = '${other!.id}' where ctid = (select ctid from ${table} where customer_id = '${weber.customerId}' order by ${column} is null limit 1)`,
        );
        expect(reason, `${table}.${column}`).toBe(name);
        tried.push(`${table}.${column}`);
      }
      expect(tried).toEqual(expect.arrayContaining(['contact_number.contact_id', 'call.line_id', 'call.identified_contact_id', 'call_note.call_id', 'attempt.call_id', 'account.customer_user_id', 'weekly_hours.instruction_id']));
      // Nor given away while something points at them.
      for (const table of ['line', 'contact', 'instruction', 'call', 'call_note', 'customer_user'])
        expect(await refusal(`delete from instruction where customer_id = '${krause.customerId}'`, `update ${table} set customer_id = '${krause.customerId}' where customer_id = '${weber.customerId}'`), table).toMatch(/_fkey$/);
    });

    it('cannot be written for one customer beneath a row of another', async () => {
      const id = crypto.randomUUID();
      const both = `'${weber.customerId}', '${krause.contactId}'`;
      expect(await refusal(`insert into contact_number (customer_id, contact_id, number, position) values (${both}, '+493023125999', 9)`)).toBe('contact_number_customer_id_contact_id_fkey');
      expect(await refusal(`insert into note_draft (customer_id, call_id, secretary_id, urgent, call_back_wished, saved_at) values ('${weber.customerId}', '${krause.callId}', '${secretaryId}', false, false, now())`))
        .toBe('note_draft_customer_id_call_id_fkey');
      expect(await refusal(`insert into call_note (customer_id, id, call_id, concern, urgent, call_back_wished, written_by, written_at)
        values ('${weber.customerId}', '${id}', '${krause.callId}', 'x', false, false, '${secretaryId}', now())`)).toBe('call_note_customer_id_call_id_fkey');
      expect(await refusal(`insert into call (customer_id, id, line_id, reporter, external_id, withheld, state, received_at, state_since, decision)
        values ('${weber.customerId}', '${id}', '${krause.lineId}', 'r', 'e', true, 'RINGING', now(), now(), '{}')`)).toBe('call_customer_id_line_id_fkey');
    });
  });

  describe('the application’s role', () => {
    it('owns nothing, and neither makes, changes, empties nor drops tables', async () => {
      expect(await rows('select current_user')).toEqual([{ current_user: 'vorzimmer_app' }]);
      expect(await rows(`select relname from pg_class where relowner = 'vorzimmer_app'::regrole`)).toEqual([]);
      for (const text of [
        'alter table call add column mood text', 'alter table call disable trigger all', 'drop table note_draft', 'truncate event', 'truncate call_note_version',
        'create table diary (secret text)', 'create function spy() returns int language sql as $$ select 1 $$', 'drop function append_event(text, uuid, uuid)', 'create role spy',
        `alter role vorzimmer_app superuser`,
      ]) expect(await refusal(text), text).toBe('42501');
    });

    it('appends to the event log by its function alone, and changes nothing in it', async () => {
      for (const text of [
        `update event set kind = 'CALL_CHANGED'`, `update event set at = now()`, `insert into event (kind, subject_id) values ('CALL_CHANGED', gen_random_uuid())`,
        `update event_horizon set log_name = 'other'`, 'delete from event_horizon', `insert into mikro_orm_migrations (name) values ('999')`, 'delete from mikro_orm_migrations',
      ]) expect(await refusal(text), text).toBe('42501');
      expect(await refusal(`select append_event('CALL_CHANGED', '${weber.customerId}', '${weber.callId}')`)).toBeNull();
    });

    it('has been given rights to every table, and no more than it needs to any', async () => {
      const rights = await rows<{ table: string; rights: string[] }>(`
        select c.relname as table, array(select privilege_type from aclexplode(c.relacl) where grantee = 'vorzimmer_app'::regrole order by 1) as rights
        from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by 1`);
      const unusual = rights.filter(({ rights }) => rights.join() !== 'DELETE,INSERT,SELECT,UPDATE');
      expect(Object.fromEntries(unusual.map(({ table, rights }) => [table, rights]))).toEqual({ audit_entry: ['INSERT', 'SELECT'], event: ['DELETE', 'SELECT'], event_horizon: ['SELECT'], kept_by_law: ['INSERT'], made_id: ['DELETE', 'INSERT', 'SELECT'], mikro_orm_migrations: ['SELECT'], notification_cursor: ['SELECT'], push_key: ['DELETE', 'INSERT', 'SELECT'], service_target: ['SELECT', 'UPDATE'], statement_version: ['INSERT', 'SELECT'], wall_key: ['SELECT'], webhook_cursor: ['SELECT', 'UPDATE'] });
      expect((await rows<{ privilege: string }>(`select privilege_type as privilege from pg_class c, aclexplode(c.relacl) where c.relnamespace = 'public'::regnamespace and grantee = 0`))).toEqual([]);
    });
  });

  describe('an invariant holds against', () => {
    const ringing = () => `id = '${weber.callId}'`;
    const numberless = `'X', now(), 'Guten Tag', now(), now()`;
    const instruction = (over: string) => `insert into instruction (customer_id, id, title, valid_from, greeting, created_at, updated_at, put_through, message, is_preset, valid_until) values ('${weber.customerId}', gen_random_uuid(), ${numberless}, ${over})`;

    const attacks: [what: string, constraint: string, statements: () => string[]][] = [
      ['a ringing call in somebody’s hands', 'call_ringing_is_nobodys', () => [`update call set taken_by = '${secretaryId}', taken_at = now() where ${ringing()}`]],
      ['a taken call in nobody’s hands', 'call_in_hand_is_somebodys', () => [`update call set state = 'TAKEN' where ${ringing()}`]],
      ['a call that is over without an end', 'call_end', () => [`update call set state = 'ENDED', result = 'MISSED' where ${ringing()}`]],
      ['a call that goes on after its end', 'call_end', () => [`update call set ended_at = now(), end_reason = 'SILENT' where ${ringing()}`]],
      ['a result before the end', 'call_result_after_end', () => [`update call set result = 'MISSED' where ${ringing()}`]],
      ['a ringing call on hold', 'call_hold_in_hand', () => [`update call set on_hold = true where ${ringing()}`]],
      ['a state that there is not', 'call_state_check', () => [`update call set state = 'DREAMING', taken_by = '${secretaryId}', taken_at = now() where ${ringing()}`]],
      ['the same call of the same reporter twice', 'call_reporter_external_id_key', () => [`update call set external_id = 'same' where customer_id = '${weber.customerId}'`]],
      ['two attempts that ring', 'attempt_one_rings', () => [
        `insert into attempt (customer_id, id, call_id, forwarding_number_id, number, situation, ring_seconds, position, started_at)
         select customer_id, gen_random_uuid(), call_id, forwarding_number_id, number, situation, ring_seconds, 9, now() from attempt where id = '${weber.attemptId}'`,
      ]],
      ['an attempt with an outcome and no end', 'attempt_check', () => [`update attempt set outcome = 'BUSY' where id = '${weber.attemptId}'`]],
      ['two notes of one call', 'call_note_call_id_key', () => [
        `insert into call_note (customer_id, id, call_id, concern, urgent, call_back_wished, written_by, written_at)
         select customer_id, gen_random_uuid(), call_id, concern, urgent, call_back_wished, written_by, written_at from call_note where id = '${weber.noteId}'`,
      ]],
      ['a note without a concern', 'call_note_concern_check', () => [`update call_note set concern = '' where id = '${weber.noteId}'`]],
      ['a customer who is deleted with their calls', 'call_customer_id_fkey', () => [`delete from customer where id = '${weber.customerId}'`]],
      ['a line that is deleted with its calls', 'call_customer_id_line_id_fkey', () => [`delete from line where id = '${weber.lineId}'`]],
      ['one number for two lines', 'line_number_key', () => [`update line set number = '${krause.lineNumber}' where id = '${weber.lineId}'`]],
      ['a number that is none', 'e164_check', () => [`update line set number = '030 23125000' where id = '${weber.lineId}'`]],
      ['putting through without a first number, once all is written', 'instruction_first_number', () => [instruction(`'ALL', null, false, null`)]],
      ['taking the first number from an instruction', 'instruction_first_number', () => [
        `update instruction set put_through = 'ALL' where id = '${weber.instructionId}'`, `delete from forwarding_number where id = '${weber.forwardingNumberId}'`,
      ]],
      ['making the only first number another', 'instruction_first_number', () => [
        `update instruction set put_through = 'VIP' where id = '${weber.instructionId}'`, `update forwarding_number set situation = 'ON_BUSY' where id = '${weber.forwardingNumberId}'`,
      ]],
      ['no message for those who are not put through', 'instruction_message', () => [instruction(`'NONE', null, false, null`)]],
      ['two one-tap presets', 'instruction_one_preset', () => [instruction(`'NONE', 'Niemand da', true, null`)]],
      ['an instruction that ends before it begins', 'instruction_check', () => [instruction(`'NONE', 'Niemand da', false, now() - interval '1 day'`)]],
      ['two numbers in one place of an instruction', 'forwarding_number_instruction_id_position_key', () => [`update forwarding_number set position = 0 where instruction_id = '${weber.instructionId}'`]],
      ['hours at no time of day', 'weekly_hours_closes_check', () => [`update weekly_hours set closes = '24:00' where instruction_id = '${weber.instructionId}'`]],
      ['a number that rings for ever', 'forwarding_number_ring_seconds_check', () => [`update forwarding_number set ring_seconds = 600 where id = '${weber.forwardingNumberId}'`]],
      ['an account of a secretary and a customer’s person at once', 'account_check', () => [`update account set secretary_id = '${secretaryId}' where id = '${weber.accountId}'`]],
      ['an account of nobody', 'account_check', () => [`update account set customer_id = null, customer_user_id = null where id = '${weber.accountId}'`]],
      ['two accounts with one address', 'account_by_email', () => [`update account set email = 'same@praxis-weber.example' where customer_id is not null`]],
      ['an address that can be written in two ways', 'account_email_check', () => [`update account set email = 'Weber@praxis-weber.example' where id = '${weber.accountId}'`]],
      ['two customers with one number', 'customer_customer_number_key', () => [`update customer set customer_number = 'K-1'`]],
      ['a contract that ends before it begins', 'customer_check', () => [`update customer set contract_ended_on = contract_started_on - 1 where id = '${weber.customerId}'`]],
    ];

    it.each(attacks)('%s (%s)', async (_, constraint, statements) => {
      expect(await refusal(...statements())).toBe(constraint);
    });

    it('nothing that is right', async () => {
      expect(await refusal(
        `update call set state = 'TAKEN', taken_by = '${secretaryId}', taken_at = now() where ${ringing()}`,
        `update attempt set outcome = 'BUSY', ended_at = now() where id = '${weber.attemptId}'`,
        // The number first and the instruction last, or the other way round: it is looked at when all is written.
        `update instruction set put_through = 'ALL', message = null where id = '${weber.instructionId}'`,
        `update forwarding_number set position = 1 - position where instruction_id = '${weber.instructionId}'`,
        `delete from instruction where id = '${weber.instructionId}'`,
        `delete from contact where customer_id = '${weber.customerId}'`,
        `delete from call where customer_id = '${weber.customerId}' and state = 'ENDED'`,
      )).toBeNull();
    });
  });
});
