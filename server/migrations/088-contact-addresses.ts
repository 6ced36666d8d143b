import { Migration } from '@mikro-orm/migrations';

/** Where a contact is written to. */
export class ContactAddresses088 extends Migration {
  override up(): void {
    // On the contact itself, as its groups are: nobody is looked for by them.
    this.addSql(`alter table contact add column emails text[] not null default '{}' check (cardinality(emails) <= 10 and array_position(emails, null) is null), add column address text check (length(address) between 1 and 500)`);
  }

  override down(): void {
    this.addSql('alter table contact drop column address, drop column emails');
  }
}
