import { Migration } from '@mikro-orm/migrations';
import { addEventKind, dropEventKind } from './event-kinds.ts';
import { noWallAround, wallAround } from './wall.ts';

/** What people say about the app, with a picture of the screen where they want. */
export class AppFeedback066 extends Migration {
  override up(): void {
    // Of no customer is what secretaries say. Who said it is named as they were called: the words stay when they are gone.
    this.addSql(`
      create table app_feedback (
        id uuid primary key,
        customer_id uuid references customer (id) on delete cascade,
        kind text not null check (kind in ('PROBLEM', 'WISH', 'PRAISE')),
        text text not null check (length(text) between 1 and 5000),
        sent_at timestamptz not null,
        secretary_id uuid references secretary (id),
        customer_user_id uuid,
        sender_name text not null check (length(sender_name) between 1 and 200),
        page text check (length(page) between 1 and 200),
        app_version text check (length(app_version) between 1 and 40),
        browser text check (length(browser) between 1 and 300),
        screen text check (length(screen) between 1 and 40),
        image bytea check (length(image) <= 5242880),
        image_type text check (image_type in ('image/png', 'image/jpeg', 'image/webp')),
        done_at timestamptz,
        done_by uuid references secretary (id),
        unique (customer_id, id),
        check ((image is null) = (image_type is null)),
        check ((done_at is null) = (done_by is null)),
        check ((customer_id is null) = (secretary_id is not null)),
        foreign key (customer_id, customer_user_id) references customer_user (customer_id, id) on delete set null (customer_user_id)
      )`);
    // Pictures are compressed already.
    this.addSql('alter table app_feedback alter column image set storage external');
    this.addSql('create index app_feedback_open on app_feedback (sent_at, id) where done_at is null');
    this.addSql('create index app_feedback_newest on app_feedback (sent_at, id)');
    this.addSql('create index app_feedback_of_person on app_feedback (customer_id, customer_user_id) where customer_user_id is not null');
    this.addSql(wallAround('app_feedback'));
    this.addSql('grant select, insert, update, delete on app_feedback to vorzimmer_app');
    this.addSql(addEventKind('APP_FEEDBACK_CHANGED'));
  }

  override down(): void {
    this.addSql(dropEventKind('APP_FEEDBACK_CHANGED'));
    this.addSql(noWallAround('app_feedback'));
    this.addSql('drop table app_feedback');
  }
}
