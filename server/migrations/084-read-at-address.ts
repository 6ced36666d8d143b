import { Migration } from '@mikro-orm/migrations';

const among = (kinds: string) => `alter table audit_entry drop constraint audit_entry_actor_kind_check, add constraint audit_entry_actor_kind_check check (actor_kind in (${kinds}))`;

/** Records who reads a calendar at its secret address: nobody knows who that is, but that it was read, and from which network. */
export class ReadAtAddress084 extends Migration {
  override up(): void {
    this.addSql(among(`'SECRETARY', 'CUSTOMER_USER', 'API_KEY', 'SYSTEM', 'ADDRESS'`));
  }

  override down(): void {
    this.addSql(`update audit_entry set actor_kind = 'SYSTEM' where actor_kind = 'ADDRESS'`);
    this.addSql(among(`'SECRETARY', 'CUSTOMER_USER', 'API_KEY', 'SYSTEM'`));
  }
}
