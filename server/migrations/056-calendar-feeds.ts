import { Migration } from '@mikro-orm/migrations';
import { noWallAround, wallAround } from './wall.ts';

/** Secret addresses at which other programs read a calendar: one for each calendar, of which the hash alone is kept. */
export class CalendarFeeds056 extends Migration {
  override up(): void {
    this.addSql(`
      create table calendar_feed (
        customer_id uuid not null,
        calendar_id uuid primary key,
        token_hash bytea not null unique,
        detail text not null check (detail in ('BUSY', 'KIND', 'EVERYTHING')),
        created_at timestamptz not null,
        created_by text not null check (length(created_by) between 1 and 200),
        last_fetched_at timestamptz,
        foreign key (customer_id, calendar_id) references calendar (customer_id, id) on delete cascade
      )`);
    this.addSql('create index calendar_feed_of_calendar on calendar_feed (customer_id, calendar_id)');
    this.addSql(wallAround('calendar_feed'));
    this.addSql('grant select, insert, update, delete on calendar_feed to vorzimmer_app');
    this.addSql('grant select (customer_id, calendar_id, detail, created_at, created_by, last_fetched_at) on calendar_feed to vorzimmer_customer');
  }

  override down(): void {
    this.addSql(noWallAround('calendar_feed'));
    this.addSql('drop table calendar_feed');
  }
}
