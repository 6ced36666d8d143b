import { Migration } from '@mikro-orm/migrations';
import { wallAround } from './wall.ts';

/** The rights of those whose data it is: consents, the reading of the privacy statement, and what they have restricted. */
export class Consents013 extends Migration {
  override up(): void {
    // An answer stays as it was given, with the name of whom gave it: they may be gone when it has to be shown.
    this.addSql(`
      create table consent (
        customer_id uuid not null references customer (id) on delete cascade,
        id uuid primary key,
        kind text not null check (kind in ('VOICE_MESSAGES_AT_DESK')),
        text_version text not null check (length(text_version) between 1 and 20),
        answer text not null check (answer in ('GIVEN', 'DECLINED')),
        answered_at timestamptz not null,
        answered_by text not null check (length(answered_by) between 1 and 200),
        withdrawn_at timestamptz check (withdrawn_at >= answered_at),
        withdrawn_by text check (length(withdrawn_by) between 1 and 200),
        unique (customer_id, id),
        check ((withdrawn_at is null) = (withdrawn_by is null)),
        check (answer = 'GIVEN' or withdrawn_at is null)
      )`);
    this.addSql('create index consent_of_customer on consent (customer_id, kind, answered_at)');
    this.addSql(`create unique index consent_one_in_force on consent (customer_id, kind) where answer = 'GIVEN' and withdrawn_at is null`);

    this.addSql(`
      create table statement_reading (
        customer_id uuid not null,
        customer_user_id uuid not null,
        version text not null check (length(version) between 1 and 20),
        acknowledged_at timestamptz not null,
        primary key (customer_user_id, version),
        foreign key (customer_id, customer_user_id) references customer_user (customer_id, id) on delete cascade
      )`);

    this.addSql(`
      create table restriction (
        customer_id uuid not null constraint call_restriction_of_customer references customer (id),
        id uuid primary key,
        kind text not null check (kind in ('CALL', 'CONTACT', 'CUSTOMER')),
        subject_id uuid not null,
        reason text not null check (length(reason) between 1 and 2000),
        requested_at timestamptz not null,
        requested_by text not null check (length(requested_by) between 1 and 200),
        requested_by_staff boolean not null,
        lift_reason text check (length(lift_reason) between 1 and 2000),
        lift_announced_at timestamptz,
        lifts_at timestamptz check (lifts_at >= lift_announced_at),
        lifted_by text check (length(lifted_by) between 1 and 200),
        lifted_at timestamptz check (lifted_at >= lifts_at),
        unique (customer_id, id),
        check (num_nulls(lift_reason, lift_announced_at, lifts_at, lifted_by) in (0, 4)),
        check (lifted_at is null or lifts_at is not null)
      )`);
    this.addSql('create index restriction_of_customer on restriction (customer_id, requested_at)');
    this.addSql('create index restriction_to_lift on restriction (lifts_at) where lifts_at is not null and lifted_at is null');

    // Whatever is restricted is moved out of the tables that everything reads into one that nothing reads, as recital 67 of
    // the GDPR proposes: no query, subscription or export can forget that it is restricted. A customer or a line with
    // restricted calls is as little deleted by hand as one with calls that are not, hence the names of the constraints.
    this.addSql(`
      create table restricted_row (
        customer_id uuid not null,
        restriction_id uuid not null,
        place bigint generated always as identity primary key,
        table_name text not null check (table_name in ('contact', 'contact_number', 'call', 'attempt', 'call_note', 'call_note_version', 'voice_message', 'note_draft', 'call_ring')),
        row jsonb not null,
        line_id uuid,
        check (table_name <> 'call' or line_id is not null),
        constraint call_restricted_of_line foreign key (customer_id, line_id) references line (customer_id, id),
        foreign key (customer_id, restriction_id) references restriction (customer_id, id) on delete cascade
      )`);
    this.addSql('create index restricted_row_of_restriction on restricted_row (customer_id, restriction_id, table_name, place)');

    // Columns that a table has got since then take their defaults, and those that it has lost are left out.
    this.addSql(`
      create function put_back_restricted(of_customer uuid, of_restriction uuid, target text) returns bigint language plpgsql as $$
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
        end if;
        execute format(
          'insert into public.%1$I (%2$s) select %3$s from restricted_row r, jsonb_populate_record(null::public.%1$I, r.row) said
           where r.customer_id = $1 and r.restriction_id = $2 and r.table_name = %1$L order by r.place', target, columns, said_columns)
          using of_customer, of_restriction;
        get diagnostics restored = row_count;
        return restored;
      end $$`);

    this.addSql('grant select, insert, update, delete on consent, statement_reading, restriction, restricted_row to vorzimmer_app');
    for (const table of ['consent', 'statement_reading', 'restriction', 'restricted_row']) this.addSql(wallAround(table));
    this.addSql('grant select, insert, update (withdrawn_at, withdrawn_by) on consent to vorzimmer_customer');
    this.addSql('grant select, insert on statement_reading to vorzimmer_customer');
    // What they restrict the service moves for them: they themselves delete no call.
    this.addSql('grant select on restriction to vorzimmer_customer');
  }

  override down(): void {
    this.addSql('drop function put_back_restricted(uuid, uuid, text)');
    this.addSql('drop table restricted_row, restriction, statement_reading, consent');
  }
}
