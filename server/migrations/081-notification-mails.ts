import { Migration } from '@mikro-orm/migrations';

/** In which e-mail somebody is told of something: one that waits is taken back when what it tells of is erased or restricted. */
export class NotificationMails081 extends Migration {
  override up(): void {
    this.addSql('alter table notification add column mail_id uuid references mail (id) on delete set null');
    this.addSql('create index notification_of_mail on notification (mail_id) where mail_id is not null');
    // What waits was handed over before that was known, and is told of by the portal all the same.
    this.addSql(`delete from mail where kind = 'NOTIFICATION' and next_try_at is not null`);
  }

  override down(): void {
    this.addSql('alter table notification drop column mail_id');
  }
}
