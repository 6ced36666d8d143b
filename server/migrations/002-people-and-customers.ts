import { Migration } from '@mikro-orm/migrations';

/** Who signs in, whom we serve, and what they told us: customers, lines, contacts and instructions. */
export class PeopleAndCustomers002 extends Migration {
  override up(): void {
    this.addSql(`create domain e164 as text check (value ~ '^\\+[1-9][0-9]{3,14}$')`);

    this.addSql(`
      create table secretary (
        id uuid primary key,
        name text not null check (length(name) between 1 and 200),
        is_supervisor boolean not null default false,
        presence text not null default 'OFFLINE' check (presence in ('AVAILABLE', 'BUSY', 'WRAP_UP', 'BREAK', 'OFFLINE')),
        presence_since timestamptz not null default now()
      )`);
    // Names are sorted as Germans sort, whatever the database's locale. Searching them that way is slow, hence search_text:
    // already in small letters and compared by bytes, so that reading a whole address book for it takes milliseconds.
    this.addSql(`
      create table customer (
        id uuid primary key,
        customer_number text not null unique check (length(customer_number) between 1 and 40),
        name text collate "de-x-icu" not null check (length(name) between 1 and 200),
        time_zone text not null,
        language text not null check (language in ('DE', 'EN')),
        federal_state text check (federal_state in ('BW','BY','BE','BB','HB','HH','HE','MV','NI','NW','RP','SL','SN','ST','SH','TH')),
        contract_started_on date not null,
        contract_ended_on date check (contract_ended_on >= contract_started_on),
        version integer not null default 1,
        search_text text collate "C" not null generated always as (lower((customer_number || ' ' || name) collate "de-x-icu")) stored
      )`);
    this.addSql('create index customer_by_name on customer (name, id)');
    this.addSql(`
      create table customer_user (
        customer_id uuid not null references customer (id) on delete cascade,
        id uuid primary key,
        name text not null check (length(name) between 1 and 200),
        unique (customer_id, id)
      )`);
    this.addSql(`
      create table account (
        id uuid primary key,
        email text not null check (email = lower(email) and length(email) between 3 and 254),
        password_hash text not null,
        secretary_id uuid unique references secretary (id) on delete cascade,
        customer_id uuid,
        customer_user_id uuid unique,
        created_at timestamptz not null default now(),
        foreign key (customer_id, customer_user_id) references customer_user (customer_id, id) on delete cascade,
        check (num_nonnulls(secretary_id, customer_user_id) = 1 and (customer_id is null) = (customer_user_id is null))
      )`);
    this.addSql('create unique index account_by_email on account (email)');
    this.addSql(`
      create table session (
        token_hash bytea primary key,
        account_id uuid not null references account (id) on delete cascade,
        created_at timestamptz not null,
        expires_at timestamptz not null
      )`);
    this.addSql('create index session_by_account on session (account_id)');
    this.addSql('create index session_by_expiry on session (expires_at)');
    this.addSql(`
      create table set_up_link (
        token_hash bytea primary key,
        created_at timestamptz not null,
        expires_at timestamptz not null,
        used_at timestamptz
      )`);

    this.addSql(`
      create table line (
        customer_id uuid not null references customer (id) on delete cascade,
        id uuid primary key,
        number e164 not null unique,
        is_block boolean not null default false,
        label text check (length(label) <= 100),
        version integer not null default 1,
        unique (customer_id, id)
      )`);
    this.addSql(`
      create table contact (
        customer_id uuid not null references customer (id) on delete cascade,
        id uuid primary key,
        name text collate "de-x-icu" not null check (length(name) between 1 and 200),
        company text check (length(company) <= 200),
        is_vip boolean not null default false,
        is_blocked boolean not null default false,
        always_put_through_to e164,
        remarks text check (length(remarks) <= 2000),
        created_at timestamptz not null,
        version integer not null default 1,
        search_text text collate "C" not null generated always as (lower((name || ' ' || coalesce(company, '')) collate "de-x-icu")) stored,
        unique (customer_id, id)
      )`);
    this.addSql('create index contact_by_name on contact (customer_id, name, id)');
    this.addSql(`
      create table contact_number (
        customer_id uuid not null,
        contact_id uuid not null,
        number e164 not null,
        position smallint not null,
        primary key (customer_id, contact_id, number),
        foreign key (customer_id, contact_id) references contact (customer_id, id) on delete cascade
      )`);
    this.addSql('create index contact_by_number on contact_number (customer_id, number)');

    this.addSql(`
      create table instruction (
        customer_id uuid not null references customer (id) on delete cascade,
        id uuid primary key,
        title text not null check (length(title) between 1 and 200),
        valid_from timestamptz not null,
        valid_until timestamptz check (valid_until > valid_from),
        except_public_holidays boolean not null default false,
        greeting text not null check (length(greeting) between 1 and 1000),
        put_through text not null check (put_through in ('ALL', 'VIP', 'NONE')),
        message text check (length(message) <= 2000),
        remarks text check (length(remarks) <= 4000),
        is_preset boolean not null default false,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        version integer not null default 1,
        unique (customer_id, id),
        constraint instruction_message check (put_through = 'ALL' or message is not null)
      )`);
    this.addSql('create index instruction_by_creation on instruction (customer_id, created_at, id)');
    this.addSql('create unique index instruction_one_preset on instruction (customer_id) where is_preset');
    this.addSql(`
      create table weekly_hours (
        customer_id uuid not null,
        instruction_id uuid not null,
        weekday text not null check (weekday in ('MONDAY','TUESDAY','WEDNESDAY','THURSDAY','FRIDAY','SATURDAY','SUNDAY')),
        opens text not null check (opens ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
        closes text not null check (closes ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
        primary key (customer_id, instruction_id, weekday, opens),
        foreign key (customer_id, instruction_id) references instruction (customer_id, id) on delete cascade
      )`);
    this.addSql(`
      create table forwarding_number (
        customer_id uuid not null,
        id uuid primary key,
        instruction_id uuid not null,
        number e164 not null,
        label text check (length(label) <= 100),
        situation text not null check (situation in ('FIRST', 'ON_NO_ANSWER', 'ON_BUSY')),
        ring_seconds smallint not null check (ring_seconds between 5 and 120),
        position smallint not null,
        unique (customer_id, id),
        unique (instruction_id, position) deferrable initially deferred,
        foreign key (customer_id, instruction_id) references instruction (customer_id, id) on delete cascade
      )`);
    this.addSql('create index forwarding_number_by_instruction on forwarding_number (customer_id, instruction_id)');

    // Checked at commit, since an instruction and its numbers are written one after the other.
    this.addSql(`
      create function instruction_has_first_number() returns trigger language plpgsql as $$
      declare checked uuid;
      begin
        -- Which one the number left or belongs to; a branch may name only columns that its table has.
        if tg_table_name = 'instruction' then checked := new.id; else checked := old.instruction_id; end if;
        if exists (select from instruction where id = checked and put_through <> 'NONE')
          and not exists (select from forwarding_number where instruction_id = checked and situation = 'FIRST') then
          raise exception 'instruction % puts through and has no first number', checked
            using errcode = 'check_violation', constraint = 'instruction_first_number';
        end if;
        return null;
      end $$`);
    this.addSql(`
      create constraint trigger instruction_first_number after insert or update on instruction
        deferrable initially deferred for each row execute function instruction_has_first_number()`);
    this.addSql(`
      create constraint trigger forwarding_number_first after update or delete on forwarding_number
        deferrable initially deferred for each row execute function instruction_has_first_number()`);

    // What is in force as the live feed last told it; next_boundary_at is when that has to be looked at again.
    this.addSql(`
      create table active_instruction (
        customer_id uuid primary key references customer (id) on delete cascade,
        instruction_id uuid,
        next_boundary_at timestamptz
      )`);
    this.addSql('create index active_instruction_due on active_instruction (next_boundary_at)');

    this.addSql(`
      grant select, insert, update, delete on secretary, customer, customer_user, account, session, set_up_link, line, contact,
        contact_number, instruction, weekly_hours, forwarding_number, active_instruction to vorzimmer_app`);
  }

  override down(): void {
    this.addSql('drop table active_instruction, forwarding_number, weekly_hours, instruction, contact_number, contact, line, set_up_link, session, account, customer_user, customer, secretary');
    this.addSql('drop function instruction_has_first_number()');
    this.addSql('drop domain e164');
  }
}
