import { Migration } from '@mikro-orm/migrations';

/** What the service wants to reach in answering calls, and the time of restricted calls, by which they still count. */
export class ServiceLevel045 extends Migration {
  override up(): void {
    this.addSql(`
      create table service_target (
        only_row boolean primary key default true check (only_row),
        seconds smallint not null default 20 check (seconds between 5 and 300),
        percent smallint not null default 80 check (percent between 1 and 100)
      )`);
    this.addSql('insert into service_target default values');
    this.addSql('grant select, update on service_target to vorzimmer_app');

    // Nobody sees a restricted call; that there was one stays in the figures, which find it by its time.
    this.addSql('alter table restricted_row add column received_at timestamptz');
    this.addSql(`update restricted_row set received_at = (row ->> 'received_at')::timestamptz where table_name = 'call'`);
    this.addSql(`alter table restricted_row add constraint restricted_call_has_its_time check (table_name <> 'call' or received_at is not null)`);
    this.addSql(`create index restricted_call_newest on restricted_row (received_at) where table_name = 'call'`);
  }

  override down(): void {
    this.addSql('alter table restricted_row drop constraint restricted_call_has_its_time, drop column received_at');
    this.addSql('drop table service_target');
  }
}
