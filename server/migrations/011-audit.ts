import { Migration } from '@mikro-orm/migrations';
import { noWallAround, wallAround } from './wall.ts';

/**
 * The audit log. The application's role writes entries and reads them, and cannot change or delete one: what is past its
 * term is deleted under a role of its own.
 */
export class Audit011 extends Migration {
  override up(): void {
    this.addSql(`
      do $$ begin
        if not exists (select from pg_roles where rolname = 'vorzimmer_maintenance') then
          create role vorzimmer_maintenance nologin;
        end if;
        if not pg_has_role(current_user, 'vorzimmer_maintenance', 'member') then
          execute format('grant vorzimmer_maintenance to %I', current_user);
        end if;
      exception when insufficient_privilege then
        raise exception 'the owner may not create the role vorzimmer_maintenance: let an administrator run "create role vorzimmer_maintenance nologin; grant vorzimmer_maintenance to %"', current_user;
      end $$;
    `);
    // Without foreign keys: an entry outlives whom and what it names, and a cascade would be a way to delete it.
    this.addSql(`
      create table audit_entry (
        id uuid primary key,
        at timestamptz not null,
        actor_kind text not null check (actor_kind in ('SECRETARY', 'CUSTOMER_USER', 'API_KEY', 'SYSTEM')),
        actor_id uuid,
        actor_name text check (length(actor_name) <= 200),
        customer_id uuid,
        act text not null check (act ~ '^[A-Za-z]{1,60}$'),
        kind text not null check (kind in ('SAW', 'CHANGED', 'DELETED', 'EXPORTED', 'SIGNED_IN')),
        subject_ids uuid[] not null default '{}' check (cardinality(subject_ids) <= 20),
        address text check (length(address) <= 50),
        device text check (length(device) <= 100),
        reason text check (length(reason) <= 1000),
        times integer not null default 1 check (times > 0)
      )`);
    this.addSql('create index audit_entry_of_customer on audit_entry (customer_id, at desc, id desc)');
    this.addSql('create index audit_entry_by_age on audit_entry (at)');
    this.addSql('grant select, insert on audit_entry to vorzimmer_app');
    this.addSql(wallAround('audit_entry'));
    this.addSql('create policy of_maintenance on audit_entry to vorzimmer_maintenance using (true)');
    this.addSql('grant select on audit_entry to vorzimmer_customer');
    this.addSql('grant usage on schema public to vorzimmer_maintenance');
    this.addSql('grant select, delete on audit_entry to vorzimmer_maintenance');
  }

  override down(): void {
    this.addSql('drop policy of_maintenance on audit_entry');
    this.addSql(noWallAround('audit_entry'));
    this.addSql('drop table audit_entry');
    this.addSql('revoke all on schema public from vorzimmer_maintenance');
  }
}
