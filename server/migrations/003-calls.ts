import { Migration } from '@mikro-orm/migrations';

/** Calls with their attempts and notes, the ways in for telephone systems, and the desks' leases. */
export class Calls003 extends Migration {
  override up(): void {
    this.addSql(`
      create table telephone_door (
        id uuid primary key,
        name text not null check (length(name) between 1 and 100),
        secret_hash bytea not null unique,
        hmac_secret text,
        created_at timestamptz not null,
        last_event_at timestamptz
      )`);

    this.addSql(`
      create table call (
        customer_id uuid not null references customer (id) on delete restrict,
        id uuid primary key,
        line_id uuid not null,
        reporter text not null,
        external_id text not null check (length(external_id) between 1 and 200),
        caller_number e164,
        caller_raw text check (length(caller_raw) <= 200),
        withheld boolean not null,
        identified_contact_id uuid,
        contact_names text,
        state text not null check (state in ('RINGING', 'TAKEN', 'PUTTING_THROUGH', 'PUT_THROUGH', 'ENDED')),
        on_hold boolean not null default false,
        result text check (result in ('MESSAGE_TAKEN', 'PUT_THROUGH', 'ABANDONED', 'MISSED', 'INFORMATION_GIVEN', 'REFUSED')),
        received_at timestamptz not null,
        state_since timestamptz not null,
        answered_at timestamptz,
        taken_at timestamptz,
        taken_by uuid references secretary (id),
        ended_at timestamptz,
        end_reason text check (end_reason in ('CALLER_HUNG_UP', 'SECRETARY_ENDED', 'SYSTEM_REPORTED', 'SILENT')),
        decision jsonb not null,
        decision_changed_at timestamptz,
        changed_decision jsonb,
        call_back_done_at timestamptz,
        call_back_wished boolean not null default false,
        urgent boolean not null default false,
        search_names text,
        search tsvector,
        unique (customer_id, id),
        unique (reporter, external_id),
        foreign key (customer_id, line_id) references line (customer_id, id),
        foreign key (customer_id, identified_contact_id) references contact (customer_id, id) on delete set null (identified_contact_id),
        constraint call_ringing_is_nobodys check (state <> 'RINGING' or (taken_by is null and taken_at is null)),
        constraint call_in_hand_is_somebodys check (state in ('RINGING', 'ENDED') or (taken_by is not null and taken_at is not null)),
        constraint call_end check ((state = 'ENDED') = (ended_at is not null) and (state = 'ENDED') = (end_reason is not null)),
        constraint call_result_after_end check (result is null or state = 'ENDED'),
        constraint call_hold_in_hand check (not on_hold or state in ('TAKEN', 'PUTTING_THROUGH'))
      )`);
    this.addSql('create index call_newest on call (received_at desc, id desc)');
    this.addSql('create index call_of_customer on call (customer_id, received_at desc, id desc)');
    this.addSql('create index call_of_caller on call (customer_id, caller_number, received_at desc, id desc)');
    this.addSql('create index call_of_contact on call (customer_id, identified_contact_id, received_at desc) where identified_contact_id is not null');
    this.addSql(`create index call_open on call (received_at, id) where state <> 'ENDED'`);
    this.addSql(`create index call_open_note on call (taken_by, ended_at) where state = 'ENDED' and result is null and taken_by is not null`);
    this.addSql(`
      create index call_to_call_back on call (received_at desc, id desc)
        where call_back_done_at is null and state = 'ENDED' and (call_back_wished or result in ('MISSED', 'ABANDONED'))`);
    this.addSql('create index call_search on call using gin (search)');
    this.addSql('create index call_search_names on call using gin (search_names gin_trgm_ops)');

    this.addSql(`
      create table attempt (
        customer_id uuid not null,
        id uuid primary key,
        call_id uuid not null,
        forwarding_number_id uuid not null,
        number e164 not null,
        label text,
        situation text not null,
        ring_seconds smallint not null,
        position smallint not null,
        started_at timestamptz not null,
        ended_at timestamptz,
        outcome text check (outcome in ('ANSWERED', 'BUSY', 'NO_ANSWER', 'DECLINED', 'UNREACHABLE', 'FAILED', 'CANCELLED')),
        unique (customer_id, id),
        unique (call_id, position),
        foreign key (customer_id, call_id) references call (customer_id, id) on delete cascade,
        check ((outcome is null) = (ended_at is null))
      )`);
    this.addSql('create unique index attempt_one_rings on attempt (call_id) where outcome is null');

    this.addSql(`
      create table call_note (
        customer_id uuid not null,
        id uuid primary key,
        call_id uuid not null unique,
        caller_name text check (length(caller_name) <= 200),
        caller_company text check (length(caller_company) <= 200),
        caller_number text check (length(caller_number) <= 50),
        concern text not null check (length(concern) between 1 and 10000),
        urgent boolean not null,
        call_back_wished boolean not null,
        written_by uuid not null references secretary (id),
        written_at timestamptz not null,
        updated_at timestamptz,
        version integer not null default 1,
        unique (customer_id, id),
        foreign key (customer_id, call_id) references call (customer_id, id) on delete cascade
      )`);
    this.addSql(`
      create table call_note_version (
        customer_id uuid not null,
        note_id uuid not null,
        version integer not null,
        caller_name text,
        caller_company text,
        caller_number text,
        concern text not null,
        urgent boolean not null,
        call_back_wished boolean not null,
        written_by uuid not null references secretary (id),
        written_at timestamptz not null,
        primary key (note_id, version),
        foreign key (customer_id, note_id) references call_note (customer_id, id) on delete cascade
      )`);
    this.addSql(`
      create table note_draft (
        customer_id uuid not null,
        call_id uuid not null,
        secretary_id uuid not null references secretary (id) on delete cascade,
        caller_name text,
        caller_company text,
        caller_number text,
        concern text,
        urgent boolean not null,
        call_back_wished boolean not null,
        saved_at timestamptz not null,
        primary key (call_id, secretary_id),
        foreign key (customer_id, call_id) references call (customer_id, id) on delete cascade
      )`);

    // One place says what a call is found by: the note's words in their German stems, names and numbers also in parts.
    this.addSql(`
      create function call_search() returns trigger language plpgsql as $$
      declare note call_note;
      begin
        if tg_op = 'UPDATE' then
          select * into note from call_note where call_id = new.id;
        end if;
        new.search_names := nullif(lower(concat_ws(' ', new.contact_names, note.caller_name, note.caller_company,
          new.caller_number, new.caller_raw, regexp_replace(note.caller_number, '[^0-9+]', '', 'g'))), '');
        new.search := to_tsvector('simple', coalesce(new.search_names, '')) || to_tsvector('german', coalesce(note.concern, ''));
        new.call_back_wished := coalesce(note.call_back_wished, false);
        new.urgent := coalesce(note.urgent, false);
        return new;
      end $$`);
    this.addSql(`
      create trigger call_search before insert or update of contact_names, caller_number, caller_raw on call
        for each row execute function call_search()`);
    this.addSql(`
      create function call_note_search() returns trigger language plpgsql as $$
      begin
        update call set contact_names = contact_names where id = coalesce(new.call_id, old.call_id);
        return null;
      end $$`);
    this.addSql(`
      create trigger call_note_search after insert or update or delete on call_note
        for each row execute function call_note_search()`);

    // Reports that came before the call they belong to.
    this.addSql(`
      create table early_report (
        reporter text not null,
        external_id text not null,
        kind text not null check (kind in ('ANSWERED', 'ENDED')),
        reason text check (length(reason) <= 200),
        reported_at timestamptz not null,
        primary key (reporter, external_id, kind)
      )`);
    this.addSql('create index early_report_by_age on early_report (reported_at)');
    this.addSql(`
      create table unassigned_call (
        id uuid primary key,
        reporter text not null,
        external_id text not null,
        called_number text not null check (length(called_number) <= 200),
        caller_number text check (length(caller_number) <= 200),
        received_at timestamptz not null,
        unique (reporter, external_id)
      )`);
    this.addSql('create index unassigned_call_newest on unassigned_call (received_at desc, id desc)');

    // A process keeps a desk's lease alive while its socket is open; without one the secretary is gone.
    this.addSql(`
      create table desk_lease (
        secretary_id uuid not null references secretary (id) on delete cascade,
        holder text not null,
        expires_at timestamptz not null,
        primary key (secretary_id, holder)
      )`);

    this.addSql(`
      grant select, insert, update, delete on telephone_door, call, attempt, call_note, call_note_version, note_draft, early_report,
        unassigned_call, desk_lease to vorzimmer_app`);
  }

  override down(): void {
    this.addSql('drop table desk_lease, unassigned_call, early_report, note_draft, call_note_version, call_note, attempt, call, telephone_door');
    this.addSql('drop function call_search(), call_note_search()');
  }
}
