import { Migration } from '@mikro-orm/migrations';

/**
 * The event log: what happened, in the order in which it was committed. The application appends through `append_event`
 * alone, reads, and forgets what is old.
 */
export class EventLog001 extends Migration {
  override up(): void {
    this.addSql(`
      create table event (
        seq bigint generated always as identity primary key,
        at timestamptz not null default clock_timestamp(),
        kind text not null constraint event_kind check (kind in (
          'CALL_CHANGED', 'INSTRUCTION_CHANGED', 'CONTACT_CHANGED', 'CUSTOMER_CHANGED', 'PRESENCE_CHANGED', 'UNASSIGNED_CALL_REPORTED')),
        customer_id uuid,
        subject_id uuid not null
      )`);
    // The name tells cursors of this log from those of another database; pruned_through is the newest event that was forgotten.
    this.addSql(`
      create table event_horizon (
        only_row boolean primary key default true check (only_row),
        log_name text not null default substr(md5(gen_random_uuid()::text), 1, 8),
        pruned_through bigint not null default 0
      )`);
    this.addSql('insert into event_horizon default values');

    // Numbers are given out under a lock that is held until the transaction is over, so their order is the order of the
    // commits and a reader of "seq > last" cannot overtake a late one. Everybody waits for that lock: hence the last
    // statement of a transaction, and hence the end of a session that takes it and then falls silent.
    this.addSql(`
      create function append_event(kind text, customer uuid, subject uuid) returns bigint
      language plpgsql security definer set search_path from current as $$
      declare appended bigint;
      begin
        perform set_config('idle_in_transaction_session_timeout', '5s', true);
        perform pg_advisory_xact_lock(8672664937);
        insert into event (kind, customer_id, subject_id) values (append_event.kind, append_event.customer, append_event.subject)
          returning seq into appended;
        perform pg_notify('vorzimmer_event', '');
        return appended;
      end $$`);
    this.addSql('revoke all on function append_event(text, uuid, uuid) from public');
    this.addSql('grant execute on function append_event(text, uuid, uuid) to vorzimmer_app');
    this.addSql('grant select, delete on event to vorzimmer_app');
    this.addSql('grant select, update (pruned_through) on event_horizon to vorzimmer_app');
  }

  override down(): void {
    this.addSql('drop function append_event(text, uuid, uuid)');
    this.addSql('drop table event_horizon');
    this.addSql('drop table event');
  }
}
