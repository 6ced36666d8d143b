import { Migration } from '@mikro-orm/migrations';

/** What a customer sorts contacts by, and what each of their telephones is. */
export class ContactGroups034 extends Migration {
  override up(): void {
    // Groups are words on the contact itself: they go, are restricted and are handed out with it, and an empty one is none.
    this.addSql(`alter table contact add column groups text[] not null default '{}' check (cardinality(groups) <= 20 and array_position(groups, null) is null)`);
    this.addSql('alter table contact_number add column label text check (length(label) between 1 and 40)');
    // The block list and the groups of a large book are a few of its contacts.
    this.addSql('create index contact_blocked on contact (customer_id, name, id) where is_blocked');
    this.addSql(`create index contact_grouped on contact (customer_id, name, id) where groups <> '{}'`);
  }

  override down(): void {
    this.addSql('drop index contact_grouped');
    this.addSql('drop index contact_blocked');
    this.addSql('alter table contact_number drop column label');
    this.addSql('alter table contact drop column groups');
  }
}
