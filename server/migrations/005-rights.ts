import { Migration } from '@mikro-orm/migrations';

/** What each of a customer's people may do. Who could sign in before may go on doing everything. */
export class Rights005 extends Migration {
  override up(): void {
    this.addSql(`alter table customer_user add "right" text not null default 'MANAGE' check ("right" in ('READ', 'INSTRUCT', 'MANAGE'))`);
    this.addSql('alter table customer_user alter "right" drop default');
  }

  override down(): void {
    this.addSql('alter table customer_user drop "right"');
  }
}
