import { Migration } from '@mikro-orm/migrations';
import { noWallAround, wallAround } from './wall.ts';

/** People who come and go, and supervisors who act for a customer. */
export class People009 extends Migration {
  override up(): void {
    // Whoever has left keeps their name at what they did; their account is gone.
    this.addSql('alter table secretary add left_at timestamptz');

    // For whom a supervisor acted, and why: the customer reads it.
    this.addSql(`
      create table acting (
        customer_id uuid not null references customer (id) on delete cascade,
        id uuid primary key,
        secretary_id uuid not null references secretary (id),
        reason text not null check (length(reason) between 10 and 500),
        since timestamptz not null,
        until timestamptz not null check (until > since),
        unique (customer_id, id)
      )`);
    this.addSql('create index acting_of_customer on acting (customer_id, since desc, id desc)');
    this.addSql('create index acting_of_secretary on acting (secretary_id, until)');
    this.addSql('grant select, insert, update, delete on acting to vorzimmer_app');
    this.addSql(wallAround('acting'));
    this.addSql('grant select on acting to vorzimmer_customer');
  }

  override down(): void {
    this.addSql(noWallAround('acting'));
    this.addSql('drop table acting');
    this.addSql('alter table secretary drop left_at');
  }
}
