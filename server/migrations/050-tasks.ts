import { Migration } from '@mikro-orm/migrations';
import { addEventKind, dropEventKind } from './event-kinds.ts';
import { noWallAround, wallAround } from './wall.ts';

const TABLES = ['task', 'task_work', 'task_debtor', 'task_debtor_call', 'task_template'];

/** What customers order from the secretariat beside answering: tasks, the time spent on them, debtors to call, and templates. */
export class Tasks050 extends Migration {
  override up(): void {
    const kinds = `('CALL_BACK', 'COLLECTION_CALLS', 'RESEARCH', 'APPOINTMENT', 'OTHER')`;
    // Whoever ordered it is named as they were called: the task stays when they are gone. It also stays when the call is gone that it came from.
    this.addSql(`
      create table task (
        customer_id uuid not null references customer (id) on delete cascade,
        id uuid primary key,
        kind text not null check (kind in ${kinds}),
        title text not null check (length(title) between 1 and 200),
        text text check (length(text) between 1 and 5000),
        due_at timestamptz,
        person_name text check (length(person_name) between 1 and 200),
        person_number e164,
        call_id uuid,
        state text not null check (state in ('OPEN', 'IN_PROGRESS', 'DONE', 'CANCELLED')),
        assigned_to uuid references secretary (id),
        result text check (length(result) between 1 and 5000),
        created_at timestamptz not null,
        created_by text not null check (length(created_by) between 1 and 200),
        updated_at timestamptz not null,
        finished_at timestamptz,
        version integer not null,
        unique (customer_id, id),
        check ((finished_at is null) = (state in ('OPEN', 'IN_PROGRESS'))),
        foreign key (customer_id, call_id) references call (customer_id, id) on delete set null (call_id)
      )`);
    // What has no due date comes after all that has one.
    const due = `coalesce(due_at, '9999-12-31 00:00:00+00'::timestamptz)`;
    this.addSql(`create index task_open_of_customer on task (customer_id, (${due}), id) where finished_at is null`);
    this.addSql(`create index task_open on task ((${due}), id) where finished_at is null`);
    this.addSql('create index task_finished on task (customer_id, finished_at, id) where finished_at is not null');
    this.addSql('create index task_of_call on task (customer_id, call_id) where call_id is not null');
    // Without minutes while somebody works on it: one at a time.
    this.addSql(`
      create table task_work (
        customer_id uuid not null,
        id uuid primary key,
        task_id uuid not null,
        secretary_id uuid not null references secretary (id),
        began_at timestamptz not null,
        minutes integer check (minutes between 0 and 1440),
        unique (customer_id, id),
        foreign key (customer_id, task_id) references task (customer_id, id) on delete cascade
      )`);
    this.addSql('create index task_work_of_task on task_work (customer_id, task_id, began_at)');
    this.addSql('create unique index task_work_running on task_work (task_id) where minutes is null');
    this.addSql(`
      create table task_debtor (
        customer_id uuid not null,
        id uuid primary key,
        task_id uuid not null,
        position integer not null,
        name text not null check (length(name) between 1 and 200),
        number e164,
        other_number e164,
        amount_cents integer check (amount_cents > 0),
        reference text check (length(reference) between 1 and 200),
        remarks text check (length(remarks) between 1 and 2000),
        result text,
        last_called_at timestamptz,
        unique (customer_id, id),
        unique (task_id, position),
        foreign key (customer_id, task_id) references task (customer_id, id) on delete cascade
      )`);
    this.addSql('create index task_debtor_of_task on task_debtor (customer_id, task_id)');
    this.addSql(`
      create table task_debtor_call (
        customer_id uuid not null,
        id uuid primary key,
        debtor_id uuid not null,
        secretary_id uuid not null references secretary (id),
        called_at timestamptz not null,
        result text not null check (result in ('PROMISED', 'INSTALMENTS', 'PAID', 'DISPUTED', 'REFUSED', 'CALL_AGAIN', 'NOT_REACHED', 'WRONG_NUMBER')),
        promised_on date,
        remarks text check (length(remarks) between 1 and 2000),
        unique (customer_id, id),
        check (promised_on is null or result in ('PROMISED', 'INSTALMENTS', 'CALL_AGAIN')),
        foreign key (customer_id, debtor_id) references task_debtor (customer_id, id) on delete cascade
      )`);
    this.addSql('create index task_debtor_call_of_debtor on task_debtor_call (customer_id, debtor_id, called_at)');
    this.addSql(`
      create table task_template (
        customer_id uuid not null references customer (id) on delete cascade,
        id uuid primary key,
        name text not null check (length(name) between 1 and 100),
        kind text not null check (kind in ${kinds}),
        title text not null check (length(title) between 1 and 200),
        text text check (length(text) between 1 and 5000),
        due_in_days smallint check (due_in_days between 0 and 365),
        unique (customer_id, id),
        unique (customer_id, name)
      )`);

    for (const table of TABLES) this.addSql(wallAround(table));
    this.addSql(`grant select, insert, update, delete on ${TABLES.join(', ')} to vorzimmer_app`);
    this.addSql('grant select, insert, update on task to vorzimmer_customer');
    this.addSql('grant select, update on task_work to vorzimmer_customer');
    this.addSql('grant select, insert, update, delete on task_debtor, task_template to vorzimmer_customer');
    this.addSql('grant select on task_debtor_call to vorzimmer_customer');
    for (const table of ['task', 'task_debtor', 'task_template']) this.addSql(`create trigger ${table}_contract after insert on ${table} for each row execute function contract_is_not_over()`);
    this.addSql(addEventKind('TASK_CHANGED'));
  }

  override down(): void {
    this.addSql(dropEventKind('TASK_CHANGED'));
    for (const table of TABLES) this.addSql(noWallAround(table));
    this.addSql('drop table task_template, task_debtor_call, task_debtor, task_work, task');
  }
}
