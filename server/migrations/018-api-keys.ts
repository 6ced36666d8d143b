import { Migration } from '@mikro-orm/migrations';
import { wallAround } from './wall.ts';

/** Keys with which programs come in: of a customer, or of the service when there is none. */
export class ApiKeys018 extends Migration {
  override up(): void {
    // A key of the service tells of calls and does nothing else; one of a customer does everything but that.
    this.addSql(`
      create table api_key (
        id uuid primary key,
        customer_id uuid references customer (id) on delete cascade,
        name text not null check (length(name) between 1 and 100),
        key_hash bytea not null unique,
        hint text not null check (length(hint) <= 12),
        scopes text[] not null check (cardinality(scopes) > 0),
        created_at timestamptz not null,
        created_by text not null check (length(created_by) between 1 and 200),
        expires_at timestamptz not null check (expires_at > created_at),
        last_used_at timestamptz,
        unique (customer_id, id),
        constraint api_key_scopes check (case when customer_id is null then scopes = array['calls:report'] else not 'calls:report' = any(scopes) end)
      )`);
    this.addSql('create index api_key_of_customer on api_key (customer_id, created_at, id)');
    this.addSql('create index api_key_by_expiry on api_key (expires_at)');
    this.addSql('grant select, insert, update, delete on api_key to vorzimmer_app');
    this.addSql(wallAround('api_key'));
    this.addSql('grant select (id, customer_id, name, hint, scopes, created_at, created_by, expires_at, last_used_at) on api_key to vorzimmer_customer');
  }

  override down(): void {
    this.addSql('drop table api_key');
  }
}
