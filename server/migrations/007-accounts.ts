import { Migration } from '@mikro-orm/migrations';

/** Passwords that are handed over or forgotten, sessions that can be told apart, attempts that are counted, and mails that wait to be sent. */
export class Accounts007 extends Migration {
  override up(): void {
    // temporary_password_until: until when a password that was handed over can be used, and then only to change it.
    this.addSql('alter table account add temporary_password_until timestamptz, add second_factor_since timestamptz');

    this.addSql(`
      alter table session
        add id uuid not null default gen_random_uuid() unique,
        add last_used_at timestamptz,
        add browser text check (length(browser) <= 60),
        add system text check (length(system) <= 60)`);
    this.addSql('update session set last_used_at = created_at');
    this.addSql('alter table session alter id drop default, alter last_used_at set not null');

    // Whoever holds something open for a session or an account hears that it has ended or may do something else, however
    // that came about and whoever did it: customers' people do not read accounts. The payload is the id of the one or of the other.
    this.addSql(`
      create function tell_session_ended() returns trigger language plpgsql as $$
      begin
        perform pg_notify('vorzimmer_session', old.id::text);
        return null;
      end $$`);
    this.addSql('create trigger session_ended after delete on session for each row execute function tell_session_ended()');
    this.addSql(`
      create function tell_rights_changed() returns trigger language plpgsql security definer set search_path from current as $$
      begin
        perform pg_notify('vorzimmer_session', a.id::text) from account a where a.secretary_id = new.id or a.customer_user_id = new.id;
        return null;
      end $$`);
    this.addSql(`
      create trigger secretary_rights_changed after update of is_supervisor on secretary
        for each row when (old.is_supervisor <> new.is_supervisor) execute function tell_rights_changed()`);
    this.addSql(`
      create trigger customer_user_rights_changed after update of "right" on customer_user
        for each row when (old."right" <> new."right") execute function tell_rights_changed()`);

    // A browser from which somebody has signed in to the account before.
    this.addSql(`
      create table known_device (
        account_id uuid not null references account (id) on delete cascade,
        token_hash bytea not null,
        last_seen_at timestamptz not null,
        primary key (account_id, token_hash)
      )`);
    this.addSql('create index known_device_by_age on known_device (last_seen_at)');
    this.addSql(`
      create table attempt_counter (
        key text primary key check (length(key) <= 100),
        attempts integer not null,
        expires_at timestamptz not null
      )`);
    this.addSql('create index attempt_counter_by_expiry on attempt_counter (expires_at)');

    // Written for every address that somebody types, whether or not there is such an account, and gone when it was looked at.
    this.addSql(`
      create table password_reset_request (
        id uuid primary key,
        email text not null check (length(email) <= 254),
        requested_at timestamptz not null
      )`);
    this.addSql(`
      create table password_reset_link (
        token_hash bytea primary key,
        account_id uuid not null references account (id) on delete cascade,
        created_at timestamptz not null,
        expires_at timestamptz not null
      )`);
    this.addSql('create index password_reset_link_by_account on password_reset_link (account_id)');

    // details: what the text of the mail is made with, sealed; gone as soon as it was sent or given up.
    this.addSql(`
      create table mail (
        id uuid primary key,
        account_id uuid not null references account (id) on delete cascade,
        kind text not null check (length(kind) between 1 and 60),
        language text not null check (language in ('DE', 'EN')),
        to_name text not null,
        to_address text not null check (length(to_address) <= 254),
        details bytea constraint mail_details_sealed check (get_byte(details, 0) = 0),
        created_at timestamptz not null,
        next_try_at timestamptz,
        tries smallint not null default 0,
        last_problem text check (length(last_problem) <= 200),
        sent_at timestamptz,
        given_up_at timestamptz,
        check (num_nonnulls(sent_at, given_up_at, next_try_at) = 1),
        check (details is null or next_try_at is not null)
      )`);
    this.addSql('create index mail_due on mail (next_try_at) where next_try_at is not null');
    this.addSql('create index mail_by_age on mail (created_at, id)');
    this.addSql('create index mail_by_account on mail (account_id)');

    this.addSql('grant select, insert, update, delete on known_device, attempt_counter, password_reset_request, password_reset_link, mail to vorzimmer_app');
  }

  override down(): void {
    this.addSql('drop table mail, password_reset_link, password_reset_request, attempt_counter, known_device');
    this.addSql('drop trigger customer_user_rights_changed on customer_user');
    this.addSql('drop trigger secretary_rights_changed on secretary');
    this.addSql('drop trigger session_ended on session');
    this.addSql('drop function tell_rights_changed(), tell_session_ended()');
    this.addSql('alter table session drop id, drop last_used_at, drop browser, drop system');
    this.addSql('alter table account drop temporary_password_until, drop second_factor_since');
  }
}
