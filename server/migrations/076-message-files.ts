import { Migration } from '@mikro-orm/migrations';
import { noWallAround, wallAround } from './wall.ts';

/** Files that go with a message. They come in as documents do, and belong to the message once it is sent. */
export class MessageFiles076 extends Migration {
  override up(): void {
    this.addSql('alter table upload add column for_message boolean not null default false');
    // Known when all of it has arrived; a document is made in the same moment, a message is sent later.
    this.addSql('alter table upload add column media_type text check (length(media_type) between 3 and 100)');
    this.addSql('alter table upload add constraint upload_is_for_one check (not for_message or document_id is null)');
    this.addSql(`
      create table message_file (
        customer_id uuid not null,
        id uuid primary key,
        message_id uuid not null,
        place smallint not null check (place between 1 and 5),
        file_name text not null check (length(file_name) between 1 and 200),
        media_type text not null check (length(media_type) between 3 and 100),
        byte_size integer not null check (byte_size > 0),
        content bytea not null check (length(content) = byte_size),
        unique (customer_id, id),
        unique (message_id, place),
        foreign key (customer_id, message_id) references message (customer_id, id) on delete cascade
      )`);
    this.addSql('create index message_file_of_message on message_file (customer_id, message_id)');
    this.addSql('alter table message_file alter column content set storage external');
    this.addSql(wallAround('message_file'));
    this.addSql('grant select, insert, update, delete on message_file to vorzimmer_app, vorzimmer_customer');
  }

  override down(): void {
    this.addSql(noWallAround('message_file'));
    this.addSql('drop table message_file');
    this.addSql('delete from upload where for_message');
    this.addSql('alter table upload drop constraint upload_is_for_one, drop column media_type, drop column for_message');
  }
}
