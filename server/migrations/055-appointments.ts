import { Migration } from '@mikro-orm/migrations';
import { addEventKind, dropEventKind } from './event-kinds.ts';
import { noWallAround, wallAround } from './wall.ts';

const TABLES = ['calendar', 'calendar_hours', 'appointment_kind', 'appointment'];
const EVENTS = ['APPOINTMENT_CHANGED', 'CALENDARS_CHANGED'];

/** Calendars of customers with their working hours, the kinds of appointments there are, and the appointments. */
export class Appointments055 extends Migration {
  override up(): void {
    // Part of PostgreSQL's own additional modules, and trusted: whoever owns the database may take it in.
    this.addSql('create extension if not exists btree_gist');
    this.addSql(`
      create table calendar (
        customer_id uuid not null references customer (id) on delete cascade,
        id uuid primary key,
        name text not null check (length(name) between 1 and 100),
        except_public_holidays boolean not null,
        created_at timestamptz not null,
        version integer not null,
        unique (customer_id, id)
      )`);
    this.addSql('create index calendar_by_creation on calendar (customer_id, created_at, id)');
    this.addSql(`
      create table calendar_hours (
        customer_id uuid not null,
        calendar_id uuid not null,
        weekday text not null check (weekday in ('MONDAY','TUESDAY','WEDNESDAY','THURSDAY','FRIDAY','SATURDAY','SUNDAY')),
        opens text not null check (opens ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
        closes text not null check (closes ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
        primary key (customer_id, calendar_id, weekday, opens),
        foreign key (customer_id, calendar_id) references calendar (customer_id, id) on delete cascade
      )`);
    // One that is retired is offered no more, and stays for the appointments of that kind.
    this.addSql(`
      create table appointment_kind (
        customer_id uuid not null references customer (id) on delete cascade,
        id uuid primary key,
        name text not null check (length(name) between 1 and 100),
        length_minutes smallint not null check (length_minutes between 5 and 1440),
        buffer_before_minutes smallint not null check (buffer_before_minutes between 0 and 480),
        buffer_after_minutes smallint not null check (buffer_after_minutes between 0 and 480),
        step_minutes smallint not null check (step_minutes between 5 and 480),
        calendar_id uuid,
        created_at timestamptz not null,
        retired_at timestamptz,
        unique (customer_id, id),
        foreign key (customer_id, calendar_id) references calendar (customer_id, id) on delete cascade
      )`);
    this.addSql('create index appointment_kind_by_creation on appointment_kind (customer_id, created_at, id)');
    this.addSql('create index appointment_kind_of_calendar on appointment_kind (customer_id, calendar_id) where calendar_id is not null');
    // No two take the same time of a calendar, whoever writes them and however: what is booked keeps its buffers free as well.
    this.addSql(`
      create table appointment (
        customer_id uuid not null,
        id uuid primary key,
        calendar_id uuid not null,
        kind_id uuid,
        starts_at timestamptz not null,
        ends_at timestamptz not null,
        busy_from timestamptz not null,
        busy_until timestamptz not null,
        title text check (length(title) between 1 and 200),
        number text check (length(number) between 1 and 50),
        remark text check (length(remark) between 1 and 2000),
        status text not null check (status in ('BOOKED', 'CANCELLED')),
        call_id uuid,
        booked_by text not null check (length(booked_by) between 1 and 200),
        booked_at timestamptz not null,
        updated_at timestamptz not null,
        version integer not null,
        unique (customer_id, id),
        constraint appointment_has_length check (starts_at < ends_at and ends_at <= starts_at + interval '62 days'),
        constraint appointment_busy_around check (busy_from <= starts_at and busy_until >= ends_at),
        constraint appointment_slot_taken exclude using gist (calendar_id with =, tstzrange(busy_from, busy_until) with &&) where (status = 'BOOKED'),
        foreign key (customer_id, calendar_id) references calendar (customer_id, id) on delete cascade,
        foreign key (customer_id, kind_id) references appointment_kind (customer_id, id) on delete cascade,
        foreign key (customer_id, call_id) references call (customer_id, id) on delete set null (call_id)
      )`);
    this.addSql('create index appointment_in_order on appointment (customer_id, starts_at, id)');
    this.addSql('create index appointment_of_calendar on appointment (customer_id, calendar_id, starts_at, id)');
    this.addSql('create index appointment_of_kind on appointment (customer_id, kind_id) where kind_id is not null');
    this.addSql('create index appointment_of_call on appointment (customer_id, call_id) where call_id is not null');
    this.addSql('create index appointment_by_end on appointment (ends_at)');

    for (const table of TABLES) this.addSql(wallAround(table));
    this.addSql(`grant select, insert, update, delete on ${TABLES.join(', ')} to vorzimmer_app`);
    this.addSql(`grant select, insert, update, delete on ${TABLES.join(', ')} to vorzimmer_customer`);
    for (const table of ['calendar', 'appointment_kind', 'appointment']) this.addSql(`create trigger ${table}_contract after insert on ${table} for each row execute function contract_is_not_over()`);
    for (const kind of EVENTS) this.addSql(addEventKind(kind));
  }

  override down(): void {
    for (const kind of EVENTS) this.addSql(dropEventKind(kind));
    for (const table of TABLES) this.addSql(noWallAround(table));
    this.addSql('drop table appointment, appointment_kind, calendar_hours, calendar');
    this.addSql('drop extension btree_gist');
  }
}
