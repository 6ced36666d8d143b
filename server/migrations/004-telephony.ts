import { Migration } from '@mikro-orm/migrations';

/** Telephone systems that act: what they can do, whose phones ring, attempts that are dialled, and how it is all set up. */
export class Telephony004 extends Migration {
  override up(): void {
    this.addSql('alter table event drop constraint event_kind');
    this.addSql(`
      alter table event add constraint event_kind check (kind in (
        'CALL_CHANGED', 'INSTRUCTION_CHANGED', 'CONTACT_CHANGED', 'CUSTOMER_CHANGED', 'PRESENCE_CHANGED', 'UNASSIGNED_CALL_REPORTED',
        'TELEPHONY_CHANGED', 'FORWARDING_CHECK_CHANGED'))`);

    // account and api_secret: what the provider knows us by, for its signature and for commands to it.
    this.addSql(`
      alter table telephone_door
        add kind text not null default 'GENERIC' check (kind in ('GENERIC', 'SIPGATE', 'PLACETEL', 'TWILIO')),
        add account text check (length(account) between 1 and 200),
        add api_secret text check (length(api_secret) between 1 and 500),
        add last_problem text check (length(last_problem) <= 500),
        add last_problem_at timestamptz`);

    this.addSql(`
      alter table secretary
        add presence_reason text check (presence_reason in ('LET_IT_RING')),
        add sip_endpoint text unique check (sip_endpoint ~ '^[A-Za-z0-9_-]{1,60}$'),
        add phone_number e164,
        add languages text[] not null default '{DE}' check (languages <@ '{DE,EN}' and cardinality(languages) > 0)`);
    // How much a customer likes to be answered by somebody: -100 to 100, nothing said is 0.
    this.addSql(`
      create table secretary_preference (
        customer_id uuid not null references customer (id) on delete cascade,
        secretary_id uuid not null references secretary (id) on delete cascade,
        weight smallint not null check (weight between -100 and 100),
        primary key (customer_id, secretary_id)
      )`);

    this.addSql(`alter table instruction add transfer text not null default 'ANNOUNCED' check (transfer in ('ANNOUNCED', 'BLIND'))`);

    this.addSql('alter table call drop constraint call_end_reason_check');
    this.addSql(`
      alter table call
        add constraint call_end_reason_check check (end_reason in (
          'CALLER_HUNG_UP', 'SECRETARY_ENDED', 'SYSTEM_REPORTED', 'SILENT', 'NOBODY_FREE', 'OVERFLOWED', 'LINE_LOST')),
        add abilities text[] not null default '{}',
        add diverted_by e164,
        add fallback text check (fallback in ('ANNOUNCEMENT', 'OVERFLOW', 'VOICE_MESSAGE')),
        add constraint call_fallback_is_over check (fallback is null or state = 'ENDED')`);
    this.addSql(`
      alter table attempt
        add announced boolean not null default false,
        add answered_at timestamptz,
        add asked_at timestamptz`);
    this.addSql(`create index attempt_by_customer on attempt (customer_id, started_at desc)`);

    // Whose phone rings, or rang, for a waiting call; a row is used again when it rings a second time.
    this.addSql(`
      create table call_ring (
        customer_id uuid not null,
        call_id uuid not null,
        secretary_id uuid not null references secretary (id) on delete cascade,
        rung_at timestamptz not null,
        stopped_at timestamptz,
        outcome text check (outcome in ('TOOK', 'NO_ANSWER', 'DECLINED', 'BUSY', 'UNREACHABLE', 'CANCELLED')),
        primary key (call_id, secretary_id),
        foreign key (customer_id, call_id) references call (customer_id, id) on delete cascade,
        check ((outcome is null) = (stopped_at is null))
      )`);
    this.addSql('create index call_ring_of_secretary on call_ring (secretary_id) where stopped_at is null');

    // What a caller left when nobody was free; 8 kHz mono WAV.
    this.addSql(`
      create table voice_message (
        customer_id uuid not null,
        id uuid primary key,
        call_id uuid not null unique,
        recorded_at timestamptz not null,
        seconds smallint not null check (seconds >= 0),
        audio bytea not null,
        unique (customer_id, id),
        foreign key (customer_id, call_id) references call (customer_id, id) on delete cascade
      )`);

    this.addSql(`
      create table telephony_settings (
        only_row boolean primary key default true check (only_row),
        preferred_ring_seconds smallint not null default 8 check (preferred_ring_seconds between 0 and 60),
        secretary_ring_seconds smallint not null default 25 check (secretary_ring_seconds between 5 and 120),
        wait_seconds smallint not null default 60 check (wait_seconds between 10 and 600),
        waiting text not null default 'RINGING' check (waiting in ('RINGING', 'MUSIC', 'ANNOUNCEMENT_AND_MUSIC')),
        fallback text not null default 'ANNOUNCEMENT' check (fallback in ('ANNOUNCEMENT', 'OVERFLOW', 'VOICE_MESSAGE')),
        overflow_number e164,
        voice_messages boolean not null default false,
        voice_message_seconds smallint not null default 120 check (voice_message_seconds between 10 and 600),
        allowed_countries text[] not null default '{AT,AX,BE,BG,CH,CY,CZ,DE,DK,EE,ES,FI,FR,GR,HR,HU,IE,IT,LT,LU,LV,MT,NL,PL,PT,RO,SE,SI,SK}',
        dials_per_customer_and_hour smallint not null default 60 check (dials_per_customer_and_hour between 1 and 10000),
        presents_caller boolean not null default true,
        version integer not null default 1,
        constraint telephony_overflow check (fallback <> 'OVERFLOW' or overflow_number is not null),
        constraint telephony_voice check (fallback <> 'VOICE_MESSAGE' or voice_messages)
      )`);
    this.addSql('insert into telephony_settings default values');

    // Something about telephone calls that a supervisor should look at, such as more dialling than is usual.
    this.addSql(`
      create table telephony_alarm (
        id uuid primary key,
        customer_id uuid references customer (id) on delete cascade,
        kind text not null check (kind in ('DIAL_LIMIT', 'COUNTRY_REFUSED')),
        number text check (length(number) <= 50),
        raised_at timestamptz not null,
        last_at timestamptz not null,
        times integer not null default 1,
        dismissed_at timestamptz,
        dismissed_by uuid references secretary (id)
      )`);
    // One is open for each kind and customer; it counts how often.
    this.addSql('create unique index telephony_alarm_open on telephony_alarm (kind, customer_id) nulls not distinct where dismissed_at is null');

    // The process that drives Asterisk, and what it last knew.
    this.addSql(`
      create table exchange (
        name text primary key,
        holder text not null,
        connected_since timestamptz,
        lost_at timestamptz,
        version text,
        last_event_at timestamptz
      )`);

    // What was reported and is no call: a forwarding that came back to us, or a test call.
    this.addSql(`alter table early_report drop constraint early_report_kind_check, add constraint early_report_kind_check check (kind in ('ANSWERED', 'ENDED', 'IGNORED'))`);

    // A SIP account for the telephone in somebody's browser; ends with their session. The digest is of RFC 8760's MD5 kind, which stands for the password.
    this.addSql(`
      create table softphone (
        username text primary key check (username ~ '^desk-[a-z0-9]{8,40}$'),
        secretary_id uuid not null references secretary (id) on delete cascade,
        session_hash bytea not null unique references session (token_hash) on delete cascade,
        digest text not null,
        created_at timestamptz not null
      )`);
    this.addSql('create index softphone_of_secretary on softphone (secretary_id)');

    // A test call that shows whether a customer's telephone forwards to their line.
    this.addSql(`
      create table forwarding_check (
        customer_id uuid not null,
        id uuid primary key,
        line_id uuid not null,
        number e164 not null,
        method text not null check (method in ('WE_CALL', 'YOU_CALL')),
        started_at timestamptz not null,
        expires_at timestamptz not null,
        asked_at timestamptz,
        ended_at timestamptz,
        result text check (result in ('ARRIVED', 'NOT_ARRIVED', 'NOT_FORWARDED', 'FAILED')),
        unique (customer_id, id),
        foreign key (customer_id, line_id) references line (customer_id, id) on delete cascade,
        check ((result is null) = (ended_at is null))
      )`);
    this.addSql('create unique index forwarding_check_one on forwarding_check (line_id) where result is null');
    this.addSql('create index forwarding_check_of_line on forwarding_check (line_id, started_at desc)');
    this.addSql('create index forwarding_check_of_customer on forwarding_check (customer_id, started_at desc)');

    this.addSql(`
      grant select, insert, update, delete on secretary_preference, call_ring, voice_message, telephony_settings, telephony_alarm, exchange, softphone,
        forwarding_check to vorzimmer_app`);
  }

  override down(): void {
    this.addSql('drop table forwarding_check, softphone, exchange, telephony_alarm, telephony_settings, voice_message, call_ring, secretary_preference');
    this.addSql(`delete from early_report where kind = 'IGNORED'`);
    this.addSql(`alter table early_report drop constraint early_report_kind_check, add constraint early_report_kind_check check (kind in ('ANSWERED', 'ENDED'))`);
    this.addSql('drop index attempt_by_customer');
    this.addSql('alter table attempt drop announced, drop answered_at, drop asked_at');
    this.addSql('alter table call drop constraint call_fallback_is_over, drop constraint call_end_reason_check, drop abilities, drop diverted_by, drop fallback');
    this.addSql(`
      update call set end_reason = 'SYSTEM_REPORTED' where end_reason in ('NOBODY_FREE', 'OVERFLOWED', 'LINE_LOST')`);
    this.addSql(`
      alter table call add constraint call_end_reason_check check (end_reason in ('CALLER_HUNG_UP', 'SECRETARY_ENDED', 'SYSTEM_REPORTED', 'SILENT'))`);
    this.addSql('alter table instruction drop transfer');
    this.addSql('alter table secretary drop presence_reason, drop sip_endpoint, drop phone_number, drop languages');
    this.addSql('alter table telephone_door drop kind, drop account, drop api_secret, drop last_problem, drop last_problem_at');
    this.addSql(`delete from event where kind in ('TELEPHONY_CHANGED', 'FORWARDING_CHECK_CHANGED')`);
    this.addSql('alter table event drop constraint event_kind');
    this.addSql(`
      alter table event add constraint event_kind check (kind in (
        'CALL_CHANGED', 'INSTRUCTION_CHANGED', 'CONTACT_CHANGED', 'CUSTOMER_CHANGED', 'PRESENCE_CHANGED', 'UNASSIGNED_CALL_REPORTED'))`);
  }
}
