import { Migration } from '@mikro-orm/migrations';
import { noWallAround, wallAround } from './wall.ts';

/** The ids that clients made for what they entered, so that the same sent again makes nothing twice and brings back nothing that was deleted since. */
export class MadeIds087 extends Migration {
  override up(): void {
    this.addSql(`
      create table made_id (
        customer_id uuid not null references customer (id) on delete cascade,
        id uuid primary key,
        made_at timestamptz not null
      )`);
    this.addSql('create index made_id_of_customer on made_id (customer_id)');
    this.addSql(wallAround('made_id'));
    this.addSql('grant select, insert, delete on made_id to vorzimmer_app, vorzimmer_customer');
  }

  override down(): void {
    this.addSql(noWallAround('made_id'));
    this.addSql('drop table made_id');
  }
}
