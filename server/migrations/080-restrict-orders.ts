import { Migration } from '@mikro-orm/migrations';
import { letStandAside, letStandAsideNoMore } from './restricted-tables.ts';

const TABLES = ['task', 'task_work', 'task_debtor', 'task_debtor_call', 'appointment'];

// Whoever's contract is over gets nothing new; what comes back from aside is theirs already.
const contractIsNotOver = (except: string) => `
  create or replace function contract_is_not_over() returns trigger language plpgsql as $$
  begin
    if exists (select from contract_end where customer_id = new.customer_id and closed_at is not null)${except} then
      raise exception 'the contract of % is over', new.customer_id using errcode = 'check_violation', constraint = 'contract_is_over';
    end if;
    return null;
  end $$`;

// Columns that a table has got since then take their defaults, and those that it has lost are left out.
const putBack = (before: string, after: string) => `
  create or replace function put_back_restricted(of_customer uuid, of_restriction uuid, target text) returns bigint language plpgsql as $$
  declare
    columns text;
    said_columns text;
    restored bigint;
  begin
    select string_agg(format('%I', a.attname), ', ' order by a.attnum), string_agg(format('said.%I', a.attname), ', ' order by a.attnum) into columns, said_columns
      from pg_attribute a
      where a.attrelid = format('public.%I', target)::regclass and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
        and (select jsonb_exists(r.row, a.attname) from restricted_row r
             where r.customer_id = of_customer and r.restriction_id = of_restriction and r.table_name = target order by r.place limit 1);
    if columns is null then
      return 0;
    end if;${before}
    execute format(
      'insert into public.%1$I (%2$s) select %3$s from restricted_row r, jsonb_populate_record(null::public.%1$I, r.row) said
       where r.customer_id = $1 and r.restriction_id = $2 and r.table_name = %1$L order by r.place', target, columns, said_columns)
      using of_customer, of_restriction;
    get diagnostics restored = row_count;${after}
    return restored;
  end $$`;

/** Restricts tasks and appointments with everything else; the time of an appointment stays taken. Lets what is restricted come back after the contract's end. */
export class RestrictOrders080 extends Migration {
  override up(): void {
    this.addSql(letStandAside(TABLES));
    // When an appointment is that stands aside, and in which calendar: a time that no other gets, and nothing of whose it is.
    this.addSql(`
      alter table restricted_row add column calendar_id uuid, add column busy_from timestamptz, add column busy_until timestamptz,
        add constraint restricted_appointment_in_calendar check ((table_name = 'appointment') = (calendar_id is not null)),
        add constraint restricted_appointment_has_its_time check ((busy_from is null) = (busy_until is null) and (busy_from is null or calendar_id is not null)),
        add constraint appointment_restricted_of_calendar foreign key (customer_id, calendar_id) references calendar (customer_id, id)`);
    this.addSql('create index restricted_row_of_calendar on restricted_row (calendar_id, busy_from) where calendar_id is not null');
    this.addSql('grant select (customer_id, calendar_id, busy_from, busy_until) on restricted_row to vorzimmer_customer');
    this.addSql(`
      create function restricted_time_stays_taken() returns trigger language plpgsql as $$
      begin
        if new.status = 'BOOKED' and exists (
          select from restricted_row r where r.customer_id = new.customer_id and r.calendar_id = new.calendar_id and r.busy_from < new.busy_until and r.busy_until > new.busy_from) then
          raise exception 'the time is taken' using errcode = 'exclusion_violation', constraint = 'appointment_slot_taken';
        end if;
        return new;
      end $$`);
    this.addSql('create trigger appointment_beside_restricted before insert or update of calendar_id, busy_from, busy_until, status on appointment for each row execute function restricted_time_stays_taken()');
    this.addSql(putBack(`
    perform set_config('vorzimmer.puts_back', of_customer::text, true);`, `
    perform set_config('vorzimmer.puts_back', '', true);`));
    this.addSql(contractIsNotOver(` and current_setting('vorzimmer.puts_back', true) is distinct from new.customer_id::text`));
  }

  override down(): void {
    this.addSql(contractIsNotOver(''));
    this.addSql(putBack('', ''));
    this.addSql('drop trigger appointment_beside_restricted on appointment');
    this.addSql('drop function restricted_time_stays_taken()');
    this.addSql('revoke select (customer_id, calendar_id, busy_from, busy_until) on restricted_row from vorzimmer_customer');
    this.addSql('alter table restricted_row drop column calendar_id, drop column busy_from, drop column busy_until');
    this.addSql(letStandAsideNoMore(TABLES));
  }
}
