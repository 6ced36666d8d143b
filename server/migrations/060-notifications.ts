import { Migration } from '@mikro-orm/migrations';

// Beside the kinds that there are, whichever those are by now.
const consentKinds = (kinds: string) => `
  do $$
  declare known text[] := array(select kind[1] from pg_constraint, regexp_matches(pg_get_constraintdef(oid), '''([A-Z_]+)''', 'g') as kind where conname = 'consent_kind_check' and conrelid = 'consent'::regclass);
  begin
    alter table consent drop constraint consent_kind_check;
    execute format('alter table consent add constraint consent_kind_check check (kind in (%s))', (select string_agg(quote_literal(kind), ', ') from unnest(${kinds}) as kind));
  end $$`;
const OURS = `array['PUSH_NOTIFICATIONS', 'EMAIL_NOTIFICATIONS']`;
const CAUSES = `'{NOTE,VIP,URGENT,MISSED,MESSAGE}'`;

/** Who of a customer's people is told of calls and messages, on which way and when; on which of their devices; and what is on its way to them. */
export class Notifications060 extends Migration {
  override up(): void {
    this.addSql(consentKinds(`known || ${OURS}`));

    // Whose account it is alone decides; a customer's connection reaches none of it.
    this.addSql(`
      create table notification_setting (
        account_id uuid primary key references account (id) on delete cascade,
        push_causes text[] not null check (push_causes <@ ${CAUSES}),
        email_causes text[] not null check (email_causes <@ ${CAUSES}),
        push_shows_content boolean not null,
        email_shows_content boolean not null,
        quiet_from time,
        quiet_until time,
        quiet_weekdays smallint[] not null check (quiet_weekdays <@ '{1,2,3,4,5,6,7}'),
        urgent_passes_quiet boolean not null,
        email_rhythm text not null check (email_rhythm in ('AT_ONCE', 'DAILY', 'WEEKLY')),
        email_time time not null,
        email_weekday smallint not null check (email_weekday between 1 and 7),
        since timestamptz not null,
        unsubscribe_hash bytea not null unique,
        unsubscribe_token bytea not null constraint notification_setting_token_sealed check (get_byte(unsubscribe_token, 0) = 0),
        check ((quiet_from is null) = (quiet_until is null))
      )`);

    // By which push services know us. A new one is made when none is in use; devices keep the one that they were registered with.
    this.addSql(`
      create table push_key (
        id uuid primary key,
        public_key text not null check (length(public_key) between 80 and 100),
        private_key bytea not null constraint push_key_sealed check (get_byte(private_key, 0) = 0),
        created_at timestamptz not null,
        retired_at timestamptz
      )`);
    this.addSql('create unique index push_key_in_use on push_key ((true)) where retired_at is null');

    // A device is told until somebody signs it out. That a session runs out, as each does after some days, is no signing out.
    this.addSql(`
      create table push_device (
        id uuid primary key,
        account_id uuid not null references account (id) on delete cascade,
        session_id uuid references session (id) on delete set null,
        key_id uuid not null references push_key (id),
        endpoint_hash bytea not null unique,
        subscription bytea not null constraint push_device_sealed check (get_byte(subscription, 0) = 0),
        browser text check (length(browser) <= 60),
        system text check (length(system) <= 60),
        created_at timestamptz not null,
        last_reached_at timestamptz
      )`);
    this.addSql('create index push_device_of_account on push_device (account_id)');
    this.addSql('create index push_device_of_session on push_device (session_id)');
    this.addSql('create index push_device_of_key on push_device (key_id)');

    this.addSql(`
      create function sign_out_push_device() returns trigger language plpgsql as $$
      begin
        delete from push_device where session_id = old.id;
        return old;
      end $$`);
    this.addSql('create trigger session_signs_out_push_device before delete on session for each row when (old.expires_at > clock_timestamp()) execute function sign_out_push_device()');

    // Once per person, matter and way, whoever collects it and however often. Holds no contents: these are read when it is
    // sent, and are not there any more when they were erased meanwhile. SMS would be a channel more.
    this.addSql(`
      create table notification (
        id uuid primary key,
        account_id uuid not null references account (id) on delete cascade,
        channel text not null check (channel in ('PUSH', 'EMAIL')),
        device_id uuid references push_device (id) on delete cascade,
        cause text not null check (cause in ('NOTE', 'MISSED', 'MESSAGE', 'TEST')),
        subject_id uuid not null,
        happened_at timestamptz not null,
        due_at timestamptz not null,
        next_try_at timestamptz,
        tries integer not null default 0,
        last_problem text check (length(last_problem) <= 200),
        sent_at timestamptz,
        given_up_at timestamptz,
        unique nulls not distinct (account_id, subject_id, cause, device_id),
        check ((channel = 'PUSH') = (device_id is not null)),
        check (num_nonnulls(sent_at, given_up_at, next_try_at) = 1)
      )`);
    this.addSql('create index notification_due on notification (channel, next_try_at) where next_try_at is not null');
    this.addSql('create index notification_of_device on notification (device_id) where device_id is not null');
    this.addSql('create index notification_by_age on notification (happened_at)');

    // Up to where the log of events was looked through.
    this.addSql('create table notification_cursor (only_row boolean primary key default true check (only_row), seq bigint not null)');
    this.addSql('insert into notification_cursor (seq) select greatest(pruned_through, coalesce((select max(seq) from event), 0)) from event_horizon');

    this.addSql('grant select, insert, update, delete on notification_setting, push_device, notification to vorzimmer_app');
    this.addSql('grant select, insert, update (retired_at), delete on push_key to vorzimmer_app');
    this.addSql('grant select, update (seq) on notification_cursor to vorzimmer_app');
    this.addSql('grant update (private_key) on push_key to vorzimmer_app');

    // Taken back, a consent ends at once what it allowed: with the devices goes what was on its way to them.
    this.addSql(`
      create function end_notifications() returns trigger language plpgsql security definer set search_path from current as $$
      begin
        if new.kind = 'PUSH_NOTIFICATIONS' then
          delete from push_device where account_id in (select id from account where customer_id = new.customer_id);
        else
          delete from notification where channel = 'EMAIL' and next_try_at is not null and account_id in (select id from account where customer_id = new.customer_id);
          delete from mail where kind = 'NOTIFICATION' and next_try_at is not null and account_id in (select id from account where customer_id = new.customer_id);
        end if;
        return null;
      end $$`);
    this.addSql(`
      create trigger consent_ends_notifications after update of withdrawn_at on consent for each row
        when (new.kind in ('PUSH_NOTIFICATIONS', 'EMAIL_NOTIFICATIONS') and old.withdrawn_at is null and new.withdrawn_at is not null) execute function end_notifications()`);
  }

  override down(): void {
    this.addSql('drop trigger consent_ends_notifications on consent');
    this.addSql('drop function end_notifications()');
    this.addSql('drop trigger session_signs_out_push_device on session');
    this.addSql('drop function sign_out_push_device()');
    this.addSql('drop table notification_cursor, notification, push_device, push_key, notification_setting');
    this.addSql(`delete from consent where kind = any(${OURS})`);
    this.addSql(consentKinds(`array(select kind from unnest(known) as kind where kind <> all(${OURS}))`));
  }
}
