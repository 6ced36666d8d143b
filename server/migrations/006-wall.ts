import { Migration } from '@mikro-orm/migrations';
import { noWallAround, wallAround } from './wall.ts';

const WALLED = [
  'customer_user', 'account', 'line', 'contact', 'contact_number', 'instruction', 'weekly_hours', 'forwarding_number', 'active_instruction',
  'call', 'attempt', 'call_ring', 'voice_message', 'call_note', 'call_note_version', 'note_draft', 'forwarding_check', 'secretary_preference', 'telephony_alarm',
  'event',
];

/** Where functions look that run as the owner: tables for the time being, which anybody can make, come last and not first. */
const SEARCHED = 'set search_path = public, pg_temp';

/** The append of 001-event-log, with what is asked first. */
const appendEvent = (searched: string, first: string): string => `
      create or replace function append_event(kind text, customer uuid, subject uuid) returns bigint
      language plpgsql security definer ${searched} as $$
      declare appended bigint;
      begin${first}
        perform set_config('idle_in_transaction_session_timeout', '5s', true);
        perform pg_advisory_xact_lock(8672664937);
        insert into event (kind, customer_id, subject_id) values (append_event.kind, append_event.customer, append_event.subject)
          returning seq into appended;
        perform pg_notify('vorzimmer_event', '');
        return appended;
      end $$`;

/**
 * A second wall, inside the database: whatever people and keys of customers ask for runs as a role that reaches the rows
 * of one customer and no others, whichever filter was forgotten above.
 */
export class Wall006 extends Migration {
  override up(): void {
    this.addSql(`
      do $$ begin
        if not exists (select from pg_roles where rolname = 'vorzimmer_customer') then
          create role vorzimmer_customer nologin;
        end if;
        if not pg_has_role(current_user, 'vorzimmer_customer', 'member') then
          execute format('grant vorzimmer_customer to %I', current_user);
        end if;
      exception when insufficient_privilege then
        raise exception 'the owner may not create the role vorzimmer_customer: let an administrator run "create role vorzimmer_customer nologin; grant vorzimmer_customer to %"', current_user;
      end $$;
    `);
    this.addSql('grant usage on schema public to vorzimmer_customer');

    // For whom a connection works is a setting that anybody could make, also SQL that was smuggled in. So it carries a tag
    // that only who knows the key can make: the service's own role reads the key, the customers' does not. The tag is
    // good on one connection alone.
    this.addSql(`
      create table wall_key (
        only_row boolean primary key default true check (only_row),
        key bytea not null default sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8'))
      )`);
    this.addSql('insert into wall_key default values');
    this.addSql('grant select on wall_key to vorzimmer_app');
    this.addSql(`
      create function current_customer() returns uuid
      language sql stable security definer ${SEARCHED} as $$
        select split_part(claim.said, '.', 1)::uuid
          from wall_key, (select current_setting('vorzimmer.customer', true) as said) claim
         where encode(sha256(key || convert_to(pg_backend_pid() || '.' || split_part(claim.said, '.', 1), 'UTF8')), 'hex') = split_part(claim.said, '.', 2)
      $$`);
    this.addSql('revoke all on function current_customer() from public');
    this.addSql('grant execute on function current_customer() to vorzimmer_app, vorzimmer_customer');

    this.addSql(wallAround('customer', 'id'));
    for (const table of WALLED) this.addSql(wallAround(table));

    // No more than what people of customers do.
    this.addSql('grant select on customer, customer_user, line, contact, contact_number, instruction, weekly_hours, forwarding_number, active_instruction, call, attempt, voice_message, call_note, forwarding_check to vorzimmer_customer');
    this.addSql('grant select (id, email, customer_id, customer_user_id, created_at) on account to vorzimmer_customer');
    this.addSql('grant select (id, name, is_supervisor, presence, presence_since, presence_reason) on secretary to vorzimmer_customer');
    this.addSql('grant select (connected_since, lost_at) on exchange to vorzimmer_customer');
    this.addSql('grant select (allowed_countries) on telephony_settings to vorzimmer_customer');
    this.addSql('grant insert, update, delete on contact, contact_number, instruction, weekly_hours, forwarding_number to vorzimmer_customer');
    this.addSql('grant insert, update on active_instruction, forwarding_check to vorzimmer_customer');
    // To hold a row is to be able to change it: the column that the wall lets stay as it is.
    this.addSql('grant update (id) on customer to vorzimmer_customer');
    this.addSql('grant update (call_back_done_at) on call to vorzimmer_customer');
    this.addSql(appendEvent(SEARCHED, `
        if 'vorzimmer_customer' in (session_user, current_setting('role')) and customer is distinct from current_customer() then
          raise exception 'an event of another customer' using errcode = 'insufficient_privilege';
        end if;`));
    this.addSql('grant execute on function append_event(text, uuid, uuid) to vorzimmer_customer');

    // Whether a number is one of ours must be known of all lines; whose line it is, is not told.
    this.addSql(`
      create function lines_covering(numbers text[]) returns table (number e164, is_block boolean)
      language sql stable security definer ${SEARCHED} as $$
        select line.number, line.is_block from line where line.number = any(numbers)
      $$`);
    this.addSql('revoke all on function lines_covering(text[]) from public');
    this.addSql('grant execute on function lines_covering(text[]) to vorzimmer_app, vorzimmer_customer');
  }

  override down(): void {
    this.addSql('drop function lines_covering(text[])');
    for (const table of [...WALLED, 'customer']) this.addSql(noWallAround(table));
    this.addSql('drop function current_customer()');
    this.addSql('drop table wall_key');
    this.addSql(appendEvent('set search_path from current', ''));
    this.addSql('revoke execute on function append_event(text, uuid, uuid) from vorzimmer_customer');
    this.addSql('revoke all on all tables in schema public from vorzimmer_customer');
    this.addSql('revoke all (id, email, customer_id, customer_user_id, created_at) on account from vorzimmer_customer');
    this.addSql('revoke all (id, name, is_supervisor, presence, presence_since, presence_reason) on secretary from vorzimmer_customer');
    this.addSql('revoke all (connected_since, lost_at) on exchange from vorzimmer_customer');
    this.addSql('revoke all (allowed_countries) on telephony_settings from vorzimmer_customer');
    this.addSql('revoke all on schema public from vorzimmer_customer');
  }
}
