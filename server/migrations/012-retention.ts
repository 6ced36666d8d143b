import { Migration } from '@mikro-orm/migrations';
import { noWallAround, wallAround } from './wall.ts';

const linesCovering = (condition: string) => `
      create or replace function lines_covering(numbers text[]) returns table (number e164, is_block boolean)
      language sql stable security definer set search_path from current as $$
        select line.number, line.is_block from line where line.number = any(numbers)${condition}
      $$`;

/** The end of contracts, and what follows for what is stored: activity of accounts, lines that are free again, what the law keeps, and what the jobs did. */
export class Retention012 extends Migration {
  override up(): void {
    // A day is enough: it only says who has not been here for years.
    this.addSql('alter table account add last_active_on date not null default current_date');
    this.addSql(`
      create function session_is_activity() returns trigger language plpgsql as $$
      begin
        update account set last_active_on = new.created_at::date where id = new.account_id and last_active_on < new.created_at::date;
        return null;
      end $$`);
    this.addSql('create trigger session_activity after insert on session for each row execute function session_is_activity()');

    // The line of a contract that is over stays for the calls that came over it, while its number can be another's.
    this.addSql('alter table line add released_at timestamptz');
    this.addSql('alter table line drop constraint line_number_key');
    this.addSql('create unique index line_number_key on line (number) where released_at is null');

    this.addSql(linesCovering(' and line.released_at is null'));

    // What the customer was asked at the end of the contract, and when the end was carried out.
    this.addSql(`
      create table contract_end (
        customer_id uuid primary key references customer (id) on delete cascade,
        asked_at timestamptz not null,
        reminded_at timestamptz,
        closed_at timestamptz,
        answer text check (answer in ('KEEP', 'DELETE')),
        answered_at timestamptz,
        check ((answer is null) = (answered_at is null))
      )`);

    // What tax and commercial law want kept of a customer who is erased. Written when the customer goes, and read by nobody but under the role for maintenance.
    this.addSql(`
      create table kept_by_law (
        id uuid primary key default gen_random_uuid(),
        customer_number text not null,
        name text not null,
        contract_started_on date not null,
        contract_ended_on date not null,
        erased_at timestamptz not null,
        reason text not null check (reason in ('CONTRACT_OVER', 'CUSTOMER_WISHED', 'INACTIVE')),
        year_ended_on date not null
      )`);

    // What a job did on a day. Counts of rows by table; about nobody.
    this.addSql(`
      create table retention_run (
        job text not null,
        day date not null,
        runs integer not null,
        last_at timestamptz not null,
        counts jsonb not null,
        failures integer not null default 0,
        primary key (job, day)
      )`);

    this.addSql('grant select, insert, update, delete on contract_end, retention_run to vorzimmer_app');
    this.addSql(wallAround('contract_end'));
    this.addSql('grant select, insert, update on contract_end to vorzimmer_customer');
    this.addSql('grant insert on kept_by_law to vorzimmer_app');
    this.addSql('grant select, delete on kept_by_law to vorzimmer_maintenance');

    // Whoever's contract is carried to its end has what they had and gets nothing new, whichever way it comes.
    this.addSql(`
      create function contract_is_not_over() returns trigger language plpgsql as $$
      begin
        if exists (select from contract_end where customer_id = new.customer_id and closed_at is not null) then
          raise exception 'the contract of % is over', new.customer_id using errcode = 'check_violation', constraint = 'contract_is_over';
        end if;
        return null;
      end $$`);
    for (const [table, acts] of [['line', 'insert'], ['call', 'insert'], ['instruction', 'insert or update'], ['contact', 'insert or update']])
      this.addSql(`create trigger ${table}_contract after ${acts} on ${table} for each row execute function contract_is_not_over()`);
  }

  override down(): void {
    for (const table of ['line', 'call', 'instruction', 'contact']) this.addSql(`drop trigger ${table}_contract on ${table}`);
    this.addSql('drop function contract_is_not_over()');
    this.addSql(noWallAround('contract_end'));
    this.addSql(linesCovering(''));
    this.addSql('drop table retention_run, kept_by_law, contract_end');
    this.addSql('delete from call where line_id in (select id from line where released_at is not null)');
    this.addSql('delete from line where released_at is not null');
    this.addSql('drop index line_number_key');
    this.addSql('alter table line drop released_at, add constraint line_number_key unique (number)');
    this.addSql('drop trigger session_activity on session');
    this.addSql('drop function session_is_activity()');
    this.addSql('alter table account drop last_active_on');
  }
}
